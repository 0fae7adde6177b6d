"""CSV files for engines: their heading and separator, as UTF-8."""

from __future__ import annotations

import codecs
import csv
import io
import shutil
from pathlib import Path
from typing import NamedTuple

from .. import _core
from .._error import Error
from ..sources import shown

LOOKED_AT = 1 << 22  # bytes of a file that tell its encoding


class CsvFile(NamedTuple):
    path: str  # of the text as UTF-8
    name: str  # in messages
    separator: str
    headings: list[str]
    decoded: bool  # from GB18030


def csv_file(path: str, folder: Path) -> CsvFile:
    """Looks at a CSV file; what is not UTF-8 is decoded into ``folder``."""
    try:
        with open(path, "rb") as file:
            head = file.read(LOOKED_AT)
    except OSError as error:
        raise Error(f"{shown(path)}: the file cannot be read ({error.strerror})", of_data=True) from error
    decoded = not is_utf8(head)
    where = path
    if decoded:
        where = str(folder / f"{len(list(folder.iterdir()))}-{Path(path).name}")
        decode(path, where)
        with open(where, "rb") as file:
            head = file.read(LOOKED_AT)
    if b"\0" in head:
        raise Error(f'{shown(path)}: the text holds null characters; save the file as "CSV UTF-8"', of_data=True)
    text = head.decode("utf-8-sig", "ignore")
    first = text.split("\n", 1)[0]
    if "\r" in first.removesuffix("\r"):
        raise Error(
            f"{shown(path)}: lines end in a carriage return alone, which is read as no line end; "
            'save the file as "CSV UTF-8"',
            of_data=True,
        )
    found = [mark for mark in ",\t;" if mark in first]
    separator = found[0] if found else ","
    try:
        headings = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error as error:
        raise Error(f"{shown(path)}: the heading cannot be read ({error})", of_data=True) from error
    if not headings:
        raise Error(f"{shown(path)}: the file has no heading line", of_data=True)
    return CsvFile(where, shown(path), separator, headings, decoded)


def is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return True
    except UnicodeDecodeError:
        return False


def decode(path: str, to: str) -> None:
    try:
        with (
            open(path, encoding="gb18030", newline="") as source,
            open(to, "w", encoding="utf-8", newline="") as target,
        ):
            shutil.copyfileobj(source, target, 1 << 20)
    except UnicodeDecodeError as error:
        raise Error(
            f'{shown(path)}: the text is neither UTF-8 nor GB18030 ({error}); save the file as "CSV UTF-8"',
            of_data=True,
        ) from error


def add_decoded(statements: _core.Statements, files: list[CsvFile]) -> None:
    for file in files:
        if file.decoded:
            statements.decoded(file.name)
