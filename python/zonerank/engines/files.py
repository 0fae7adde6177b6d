"""CSV files for engines: their heading and separator, as UTF-8."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import NamedTuple

from .. import _core
from .._error import Error
from ..io.sources import shown

LOOKED_AT = 1 << 22  # bytes of a file that tell its encoding
CHUNK = 1 << 26  # bytes decoded at once
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # UTF-32LE begins like UTF-16LE


class CsvFile(NamedTuple):
    path: str  # of the text as UTF-8
    name: str  # in messages
    separator: str
    headings: list[str]
    decoded: list[_core.Problem]  # how it was decoded; none for UTF-8


def csv_file(path: str, folder: Path, encoding: str = "") -> CsvFile:
    """Looks at a CSV file; what is not UTF-8, or in a named encoding, is decoded into ``folder``."""
    try:
        with open(path, "rb") as file:
            head = file.read(LOOKED_AT)
    except OSError as error:
        raise Error(
            f"{shown(path)}: the file cannot be read ({error.strerror})",
            of_data=True,
            zh=f"{shown(path)}：文件无法读取（{error.strerror}）",
        ) from error
    notices: list[_core.Problem] = []
    where = path
    if encoding or head.startswith(WIDE_MARKS) or not is_utf8(head):
        where = str(folder / f"{len(list(folder.iterdir()))}-{Path(path).name}")
        notices = decode(path, where, encoding)
        with open(where, "rb") as file:
            head = file.read(LOOKED_AT)
    if b"\0" in head:
        raise Error(
            f'{shown(path)}: the text holds null characters; save the file as "CSV UTF-8"',
            of_data=True,
            zh=f"{shown(path)}：文本含空字符；请另存为“CSV UTF-8”",
        )
    text = head.decode("utf-8-sig", "ignore")
    first = text.split("\n", 1)[0]
    if "\r" in first.removesuffix("\r"):
        raise Error(
            f"{shown(path)}: lines end in a carriage return alone, which is read as no line end; "
            'save the file as "CSV UTF-8"',
            of_data=True,
            zh=f"{shown(path)}：行尾只有回车符，不被当作换行；请另存为“CSV UTF-8”",
        )
    found = [mark for mark in ",\t;" if mark in first]
    separator = found[0] if found else ","
    try:
        headings = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error as error:
        raise Error(
            f"{shown(path)}: the heading cannot be read ({error})",
            of_data=True,
            zh=f"{shown(path)}：表头无法读取（{error}）",
        ) from error
    if not headings:
        raise Error(f"{shown(path)}: the file has no heading line", of_data=True, zh=f"{shown(path)}：文件没有表头行")
    return CsvFile(where, shown(path), separator, headings, notices)


def is_by_lines(encoding: str) -> bool:
    """Whether a line end is the one byte that it is in ASCII."""
    return not encoding.lower().replace("-", "").startswith(("utf16", "utf32", "ucs", "unicode"))


def is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return True
    except UnicodeDecodeError:
        return False


def decode(path: str, to: str, encoding: str = "") -> list[_core.Problem]:
    """The library's own decoding, some lines at a time; its notices."""
    notices: list[_core.Problem] = []
    with open(path, "rb") as source, open(to, "wb") as target:
        for chunk in chunks(source, encoding):
            text, said = _core.decode(chunk, shown(path), encoding)
            target.write(text)
            notices = notices or said
    return notices


def chunks(file, encoding: str = ""):
    """Whole lines; characters of two bytes begin and end in them, but in UTF-16 and UTF-32."""
    rest = file.read(CHUNK)
    if rest.startswith(WIDE_MARKS) or not is_by_lines(encoding):
        yield rest + file.read()
        return
    while rest:
        more = file.read(CHUNK)
        end = rest.rfind(b"\n") + 1 if more else len(rest)
        if end:
            yield rest[:end]
        rest = rest[end:] + more


def add_decoded(statements: _core.Statements, files: list[CsvFile]) -> None:
    for file in files:
        for notice in file.decoded:
            statements.add_notice(notice)
