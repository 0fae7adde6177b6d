"""The files that figures were read from, and by what their bytes can be recognised."""

from __future__ import annotations

import hashlib
import os
from typing import NamedTuple

from . import sources

STANDARD_INPUT = "standard input"
LISTED = 12  # files; more of them are told by one hash


class InputFile(NamedTuple):
    """A file as it was when it was read: its name without folders, and what tells whether it is another one now."""

    name: str
    path: str = ""
    size: int = 0
    written: int = 0  # when, in nanoseconds
    digest: str = ""  # of bytes that are no file

    def sha256(self) -> str | None:
        """The SHA-256 of its bytes, as ``sha256sum`` prints it; None where it is no longer the file that was read."""
        if self.digest:
            return self.digest
        try:
            with open(self.path, "rb") as file:
                found = hashlib.sha256()
                while block := file.read(1 << 20):
                    found.update(block)
                now = os.fstat(file.fileno())
        except OSError:
            return None
        return found.hexdigest() if (now.st_size, now.st_mtime_ns) == (self.size, self.written) else None


def files_of(source) -> list[InputFile]:
    """The files of what a caller gives to be read, each once; tables in memory are none."""
    found: dict[str, InputFile] = {}
    for item, _ in sources.items(source):
        if isinstance(item, sources.Source):
            if isinstance(item.content, bytes):
                found[item.name] = InputFile(STANDARD_INPUT, digest=hashlib.sha256(item.content).hexdigest())
        elif sources.is_path(item):
            for path in sources.expand(os.fspath(item)):
                path = os.path.abspath(sources.chosen_sheets(path)[0])
                state = os.stat(path)
                found[path] = InputFile(sources.shown(os.path.basename(path)), path, state.st_size, state.st_mtime_ns)
    return list(found.values())


def hashes(files: list[InputFile]) -> list[tuple[str, str, str | None]]:
    """What is hashed, in English and in Chinese, with its SHA-256; None where a file changed since it was read.

    Of many files it is the SHA-256 of the list that ``sha256sum`` prints of them, in the order in which they were read:
    in the folder, ``LC_ALL=C sha256sum * | sha256sum``.
    """
    if len(files) <= LISTED:
        return [(file.name, file.name, file.sha256()) for file in files]
    found = [(file.sha256(), file.name) for file in files]
    text = "".join(f"{digest}  {name}\n" for digest, name in found)
    digest = hashlib.sha256(text.encode()).hexdigest() if all(digest for digest, _ in found) else None
    first, last = files[0].name, files[-1].name
    return [(f"{len(files)} files, {first} to {last}", f"{first} 至 {last}，共 {len(files)} 个文件", digest)]
