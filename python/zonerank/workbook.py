"""Workbooks as sources: every sheet as CSV text whose lines are the rows that Excel shows."""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import python_calamine

EXTENSIONS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
ROWS_OF_HEADING = 25  # in which whole numbers are written without .0


class Source(NamedTuple):
    """What the library reads: a file by its name, bytes of CSV text, or a table."""

    name: str
    content: Any = None
    year: int = 0
    sheet: str = ""
    skipped: str = ""  # why a sheet is not read
    fault: str = ""  # why a file cannot be read


def read(path: str, name: str, year: int) -> list[Source]:
    """The sheets with cells; ``name`` stands for the path in messages."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        errors = error_cells(path)
    except Exception as error:  # the reader's exceptions and the operating system's
        return [Source(name, fault=why_unreadable(path, error))]
    sources = []
    for meta in book.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = book.get_sheet_by_name(meta.name)
            rows = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
        except Exception as error:
            sources.append(Source(name, year=year, sheet=meta.name, fault=why_unreadable(path, error)))
            continue
        found = errors.get(meta.name, [])
        if not found and not any(cell != "" for row in rows for cell in row):
            continue
        if meta.visible != python_calamine.SheetVisibleEnum.Visible:
            sources.append(Source(name, year=year, sheet=meta.name, skipped="it is hidden"))
            continue
        put_errors(rows, found)
        fill_down(rows, merged)
        sources.append(Source(name, csv_text(rows), year, meta.name))
    if not sources:
        return [Source(name, fault="no sheet has a cell with content")]
    if all(source.skipped for source in sources):
        return [Source(name, fault="every sheet with content is hidden")]
    return sources


def csv_text(rows: list[list]) -> bytes:
    """One line a row; a double in its shortest form, which is the decimal that was meant."""
    for row in rows[:ROWS_OF_HEADING]:
        row[:] = [int(c) if isinstance(c, float) and c.is_integer() and abs(c) < 2**53 else c for c in row]
    text = written(rows)
    if text.count("\n") != len(rows):  # cells with line ends, which would shift the numbers of rows
        text = written([[re.sub(r"[\r\n]+", " ", c) if isinstance(c, str) else c for c in row] for row in rows])
    return text.encode()


def written(rows: list[list]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def fill_down(rows: list[list], merged: list) -> None:
    """A text merged over several rows (a zone's name over its years) stands in each of them."""
    for (top, left), (bottom, _) in merged:
        if bottom > top and bottom < len(rows) and isinstance(rows[top][left], str):
            for r in range(top + 1, bottom + 1):
                rows[r][left] = rows[top][left]


def put_errors(rows: list[list], found: list[tuple[int, int, str]]) -> None:
    """The errors of formulas (#DIV/0!), which the reader gives as blank cells."""
    for r, c, text in found:
        while len(rows) <= r:
            rows.append([""] * (len(rows[0]) if rows else 0))
        for row in rows if len(rows[r]) <= c else ():
            row.extend([""] * (c + 1 - len(row)))
        rows[r][c] = text


ERROR_CELL = re.compile(rb"<c\b(?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]+)(\d+)\"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>", re.S)


def error_cells(path: str) -> dict[str, list[tuple[int, int, str]]]:
    """Row, column (from 0) and text of the cells with an error, by sheet; of .xlsx alone."""
    if Path(path).suffix.lower() not in {".xlsx", ".xlsm"}:
        return {}
    found = {}
    with zipfile.ZipFile(path) as archive:
        for sheet, part in sheet_parts(archive).items():
            xml = archive.read(part)
            if b't="e"' in xml:
                found[sheet] = [
                    (int(row) - 1, column_number(column.decode()), text.decode())
                    for column, row, text in ERROR_CELL.findall(xml)
                ]
    return found


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The file in the archive that holds each sheet."""
    targets = {}
    for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        target = link.get("Target", "")
        targets[link.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    parts = {}
    for item in ElementTree.fromstring(archive.read("xl/workbook.xml")).findall("{*}sheets/{*}sheet"):
        ids = [value for key, value in item.attrib.items() if key.endswith("}id")]
        part = targets.get(ids[0]) if ids else None
        if part in archive.namelist():
            parts[item.get("name")] = part
    return parts


def column_number(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def why_unreadable(path: str, error: Exception) -> str:
    """What is wrong with a workbook, from its first and last bytes."""
    if isinstance(error, PermissionError) or (os.path.exists(path) and not os.access(path, os.R_OK)):
        return "another program has locked it, or it may not be read"
    if not os.path.isfile(path):
        return "it is no workbook"
    data = Path(path).read_bytes()
    encrypted = "EncryptedPackage".encode("utf-16-le") in data
    if isinstance(error, python_calamine.PasswordError) or encrypted:
        return "it is protected by a password"
    if not data.strip(b"\0 \r\n"):
        return "it is empty"
    if data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype", b"<table", b"<meta")):
        return "it is a web page with the name of a workbook"
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "it is cut off or damaged; copy or download it again"
    return "it is no workbook"
