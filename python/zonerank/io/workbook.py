"""Workbooks as sources: every sheet as CSV text whose lines are the rows that Excel shows."""

from __future__ import annotations

import csv
import functools
import io
import os
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import python_calamine

from .. import _core
from ..labels import WORDS
from . import workbook_limits
from .workbook_limits import Phrase

EXTENSIONS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
ROWS_OF_HEADING = 25  # in which whole numbers are written without .0


class Source(NamedTuple):
    """What the library reads: a file by its name, bytes of CSV text, or a table."""

    name: str
    content: Any = None
    year: int = 0
    sheet: str = ""
    skipped: Phrase | str = ""  # why a sheet is not read
    fault: Phrase | str = ""  # why a file cannot be read


def read(path: str, name: str, year: int, wanted: tuple[str, ...] = ()) -> list[Source]:
    """The sheets with cells, or the ones wanted; ``name`` stands for the path in messages."""
    try:
        fault = workbook_limits.fault_of(path)
        if fault:
            return [Source(name, fault=fault)]
        book = opened(path)
        archive = SheetXml(path) if is_open_xml(path) else None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader's exceptions, its panics, and the operating system's
        return [Source(name, fault=why_unreadable(path, error))]
    names = [sheet.name for sheet in book]
    for one in wanted:
        if one not in names:
            _core.fail("no-sheet", _core.Place(file=name), one, [", ".join(names)])
    results = sheets_of_results(names)
    sources = []
    for sheet in book:
        if wanted and sheet.name not in wanted:
            continue
        if sheet.name in results and not wanted:
            sources.append(Source(name, year=year, sheet=sheet.name, skipped=RESULT))
            continue
        try:
            found = archive.of(sheet.name) if archive else SheetFacts()
            if found.fault:
                sources.append(Source(name, year=year, sheet=sheet.name, fault=found.fault))
                continue
            rows, merged = sheet.cells()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            sources.append(Source(name, year=year, sheet=sheet.name, fault=why_unreadable(path, error)))
            continue
        if not found.texts and not any(cell != "" for row in rows for cell in row):
            continue
        if not sheet.is_visible and not wanted:
            sources.append(Source(name, year=year, sheet=sheet.name, skipped=("it is hidden", "该工作表已隐藏")))
            continue
        if found.without_value:
            listed = found.without_value[:10] + ["..."] * (len(found.without_value) > 10)
            _core.fail(
                "formula-without-value",
                _core.Place(file=name, sheet=sheet.name),
                ", ".join(listed),
                [str(len(found.without_value))],
            )
        put_texts(rows, found.texts)
        fill_down(rows, merged)
        sources.append(Source(name, csv_text(rows), year, sheet.name))
    if not sources:
        return [Source(name, fault=("no sheet has a cell with content", "没有任何工作表含有内容"))]
    if all(source.skipped for source in sources):
        return [Source(name, fault=("every sheet with content is hidden", "含有内容的工作表都已隐藏"))]
    return sources


RESULT = ("it holds results of a ranking", "其中是排名结果")


def sheets_of_results(names: list[str]) -> set[str]:
    """In a workbook of a ranking, as it is written in either language: all but the values of the indicators."""
    for k in (0, 1):
        if {WORDS[word][k] for word in ("ranking", "scores", "indicators")} <= set(names):
            return set(names) - {WORDS["indicators"][k]}
    return set()


def is_open_xml(path: str) -> bool:
    return Path(path).suffix.lower() in {".xlsx", ".xlsm"}


class OpenSheet(NamedTuple):
    """A sheet whose cells are read when they are asked for."""

    name: str
    is_visible: bool
    cells: Callable[[], tuple[list[list], list]]


def opened(path: str) -> list[OpenSheet]:
    """The worksheets. What is not Office Open XML is read by a process of its own, with limits of memory and time:
    in the older formats a damaged file can claim cells without end."""
    if not is_open_xml(path):
        return [
            OpenSheet(sheet["name"], sheet["is_visible"], functools.partial(tuple, (sheet["rows"], sheet["merged"])))
            for sheet in workbook_limits.read_apart(path)
        ]
    with open(path, "rb") as file:
        book = python_calamine.CalamineWorkbook.from_filelike(file)

    def cells(name: str) -> tuple[list[list], list]:
        sheet = book.get_sheet_by_name(name)
        return sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or []

    return [
        OpenSheet(
            meta.name,
            meta.visible == python_calamine.SheetVisibleEnum.Visible,
            functools.partial(cells, meta.name),
        )
        for meta in book.sheets_metadata
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]


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
        if top >= len(rows) or left >= len(rows[top]) or not isinstance(rows[top][left], str):
            continue  # it lies outside the cells with content
        for r in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if left < len(rows[r]):
                rows[r][left] = rows[top][left]


def put_texts(rows: list[list], texts: list[tuple[int, int, str]]) -> None:
    """What the reader gives otherwise: errors of formulas (#DIV/0!), and per cent as Excel shows it."""
    for r, c, text in texts:
        while len(rows) <= r:
            rows.append([""] * (len(rows[0]) if rows else 0))
        for row in rows if len(rows[r]) <= c else ():
            row.extend([""] * (c + 1 - len(row)))
        rows[r][c] = text


class SheetFacts(NamedTuple):
    """What the XML of a sheet says beside the values of its cells."""

    texts: list[tuple[int, int, str]] = []  # row, column (from 0) and text of cells that are not their number
    without_value: list[str] = []  # cells whose formula was never computed, as in "C2"
    fault: Phrase | str = ""  # why it cannot be read


CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*?)(/?)>")
REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
WIDE = re.compile(rb'\br="[A-Z]{3}')
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
STYLE = re.compile(rb'\bs="(\d+)"')
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet in Excel
MOST_CELLS = 2_000_000  # from A1 to the last one, filled or not


class SheetXml:
    """The sheets of an .xlsx as XML: errors, formats and formulas that the reader of values does not tell."""

    def __init__(self, path: str) -> None:
        self._path = path
        with zipfile.ZipFile(path) as archive:
            self._parts = sheet_parts(archive)
            self._percent = percent_styles(archive)

    def of(self, sheet: str) -> SheetFacts:
        if sheet not in self._parts:
            return SheetFacts()
        with zipfile.ZipFile(self._path) as archive:
            xml = archive.read(self._parts[sheet])
        if fault := self._too_far(xml):
            return SheetFacts(fault=fault)
        looked_for = b't="e"' in xml or b"<f" in xml or b":f" in xml
        if not looked_for and not any(b's="%d"' % style in xml for style in self._percent):
            return SheetFacts()
        texts, without_value = [], []
        for r, c, attributes, inside in cells_of(xml):
            value = VALUE.search(inside)
            kind = re.search(rb'\bt="(\w+)"', attributes)
            kind = kind[1] if kind else b"n"
            if re.search(rb"<(?:\w+:)?f\b", inside) and value is None and kind not in (b"str", b"inlineStr"):
                without_value.append(f"{column_letters(c)}{r + 1}")
            elif value is not None and kind == b"e":
                texts.append((r, c, value[1].decode("utf-8", "replace")))
            elif value is not None and kind == b"n" and self._is_percent(attributes):
                texts.append((r, c, per_cent(value[1].decode())))
        return SheetFacts(texts, without_value)

    def _is_percent(self, attributes: bytes) -> bool:
        style = STYLE.search(attributes)
        return style is not None and int(style[1]) in self._percent

    @staticmethod
    def _too_far(xml: bytes) -> Phrase | str:
        """The reader makes room for every cell from the first to the last, also where a single one lies far away."""
        rows = max((int(n[:10]) for n in ROW_NUMBER.findall(xml)), default=0)
        columns = 702  # ZZ
        dimension = re.search(rb'<(?:\w+:)?dimension\b[^>]*?\bref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"', xml[:4096])
        is_far = dimension is not None and (len(dimension[1]) > 2 or int(dimension[2][:10]) > max(rows, MOST_ROWS))
        cells = xml.count(b"<c ") + xml.count(b":c ")
        if rows > MOST_ROWS or rows * columns > MOST_CELLS or is_far or WIDE.search(xml) or not rows:
            references = REFERENCE.findall(xml)
            if dimension:
                references.append((dimension[1], dimension[2]))
            rows = max([rows, *(int(row[:10]) for _, row in references)])
            columns = max((column_number(column.decode()[:6]) + 1 for column, _ in references), default=0)
        if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > max(MOST_CELLS, 50 * cells):
            return (
                f"its cells reach to row {rows} and column {columns}, too far for a table of {cells} cells; "
                "delete what lies outside the table",
                f"单元格延伸到第 {rows} 行、第 {columns} 列，而表中只有 {cells} 个单元格；请删去表格以外的内容",
            )
        return ""


def cells_of(xml: bytes):
    """Row and column (from 0), attributes and content of every cell; one without a reference follows the last."""
    r, c = -1, -1
    for tag in CELL.finditer(xml):
        attributes = tag[2]
        if tag[1] == b"row":
            number = re.search(rb'\br="(\d+)"', attributes)
            r, c = int(number[1]) - 1 if number else r + 1, -1
            continue
        reference = REFERENCE.search(attributes)
        c = column_number(reference[1].decode()) if reference else c + 1
        if reference:
            r = int(reference[2]) - 1
        end = -1 if tag[3] else xml.find(b"c>", tag.end())
        yield r, c, attributes, xml[tag.end() : end] if end > 0 else b""


def per_cent(number: str) -> str:
    """0.051 as Excel shows it in a cell of per cent: 5.1%."""
    shortest = Decimal(repr(float(number)))
    text = format(shortest.scaleb(2).normalize(), "f")
    return f"{text}%"


def percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """The styles of cells whose number format shows per cent."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    shows = {9: True, 10: True}  # 0% and 0.00%, which every workbook has
    for item in root.findall("{*}numFmts/{*}numFmt"):
        code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", item.get("formatCode", ""))
        shows[int(item.get("numFmtId", "0"))] = "%" in code.split(";")[0]
    styles = root.findall("{*}cellXfs/{*}xf")
    return frozenset(k for k, style in enumerate(styles) if shows.get(int(style.get("numFmtId", "0")), False))


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


def column_letters(number: int) -> str:
    """0 is A, 25 Z, 26 AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def why_unreadable(path: str, error: Exception) -> Phrase:
    """What is wrong with a workbook, from its first and last bytes."""
    if isinstance(error, PermissionError) or (os.path.exists(path) and not os.access(path, os.R_OK)):
        return "another program has locked it, or it may not be read", "文件被其他程序占用，或无读取权限"
    if not os.path.isfile(path):
        return "it is no workbook", "文件不是工作簿"
    if isinstance(error, workbook_limits.TooMuch):
        return error.phrase
    with open(path, "rb") as file:
        data = file.read(64 << 20)
    encrypted = "EncryptedPackage".encode("utf-16-le") in data
    if isinstance(error, python_calamine.PasswordError) or encrypted:
        return workbook_limits.PROTECTED
    if not data.strip(b"\0 \r\n"):
        return "it is empty", "文件为空"
    if data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype", b"<table", b"<meta")):
        return "it is a web page with the name of a workbook", "文件实为网页，只是以工作簿命名"
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "it is cut off or damaged; copy or download it again", "文件不完整或已损坏，请重新复制或下载"
    return "it is no workbook", "文件不是工作簿"
