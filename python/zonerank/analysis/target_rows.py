"""The rows of a list of targets: a sheet, a .toml file, a frame or dicts, with headings in either language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

from .. import door
from .._error import Error
from ..io import frames, table_file
from .what_if import lines_of_rows, toml

KEYS = {  # headings of a sheet and keys of a .toml file, compared without case, spaces and width
    "zone": ("zone", "高新区", "高新区名称", "园区"),
    "figure": (
        "figure", "field", "indicator", "target", "name",
        "指标", "指标名称", "字段", "数据", "目标", "目标名称", "名称", "项目",
    ),
    "year": ("year", "target year", "target_year", "年份", "年度", "目标年份", "目标年"),
    "value": ("value", "target value", "target_value", "目标值", "数值", "目标数"),
    "growth": ("growth", "增速", "增长", "增长率", "增幅", "目标增速"),
    "unit": ("unit", "单位", "计量单位"),
    "direction": ("direction", "goal", "方向", "要求"),
    "base_year": ("base_year", "base year", "基期", "基期年份", "基年"),
    "base": ("base", "base value", "last year", "基期值", "基数", "上年值"),
    "today": ("today", "current", "现值", "当前值", "完成值", "实际值"),
    "cumulated": ("cumulated", "cumulative", "累计", "是否累计"),
}  # fmt: skip
SHARED = ("zone", "year", "unit", "direction", "base_year", "cumulated")  # of a .toml file: for all its targets
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")


@dataclass
class Row:
    """A row of a sheet, or a table of a .toml file."""

    line: int
    cells: dict[str, object]
    units: dict[str, str] = field(default_factory=dict)  # that headings give
    of_sheet: bool = False  # where 7.5 % is stored as 0.075
    name: str = ""


def rows_of(given, path: str) -> tuple[list[Row], list[str]]:
    if path.lower().endswith(".toml"):
        return rows_of_toml(path)
    if path:
        frame = table_file.frame("targets", path)
        lines, of_sheet = lines_of_rows(path, len(frame)), path.lower().endswith(SPREADSHEETS)
    else:
        frame = given if isinstance(given, pd.DataFrame) else frame_of(given)
        lines, of_sheet = range(1, len(frame) + 1), False
    headings = {column: heading_of(str(column)) for column in frame.columns}
    units = {key: unit for key, unit in headings.values() if key and unit}
    rows = []
    for line, record in zip(lines, frame.to_dict("records"), strict=True):
        cells = {headings[c][0]: v for c, v in record.items() if headings[c][0] and not is_blank(v)}
        if cells:
            rows.append(Row(line, cells, units, of_sheet))
    return rows, [str(column) for column, (key, _) in headings.items() if not key]


def frame_of(given) -> pd.DataFrame:
    """Of a frame of another kind, a dict of columns, or a list of dicts."""
    if isinstance(given, Mapping) or hasattr(given, "__arrow_c_stream__"):
        return pa.table(frames.table_of(given, "targets").arrow).to_pandas()
    entries = [
        door.mapping(f"targets[{k}]", entry, "a target")
        for k, entry in enumerate(door.items("targets", given, "dicts, one a target"))
    ]
    return pd.DataFrame(entries, dtype=object)


def rows_of_toml(path: str) -> tuple[list[Row], list[str]]:
    """Of every [[target]], with what stands above them for all."""
    data = toml("targets", path)
    tables = {key: value for key, value in data.items() if isinstance(value, list)}
    shared, unknown = keys_of({key: value for key, value in data.items() if key not in tables})
    if unplaced := [key for key in shared if key not in SHARED]:
        raise Error(
            f"{path}: {unplaced[0]} stands above all targets; write each as a table [[target]]",
            zh=f"{path}：{unplaced[0]} 写在所有目标之前；请每个目标写一节 [[target]]",
        )
    lines, rows = lines_of_tables(path), []
    for key, entries in tables.items():
        if table_file.plain(key) not in ("target", "targets", "目标"):
            unknown.append(key)
            continue
        for entry in entries:
            place = f"{path}: [[{key}]]"
            cells, others = keys_of(door.mapping(place, entry, "a target"))
            unknown += others
            line = lines[len(rows)] if len(rows) < len(lines) else 0
            rows.append(Row(line, {**shared, **{k: v for k, v in cells.items() if not is_blank(v)}}))
    return rows, list(dict.fromkeys(unknown))


def lines_of_tables(path: str) -> list[int]:
    with open(path, encoding="utf-8-sig") as file:
        return [number for number, line in enumerate(file, start=1) if line.lstrip().startswith("[[")]


def keys_of(entry: dict) -> tuple[dict, list[str]]:
    known = {heading_of(str(key))[0]: value for key, value in entry.items()}
    known.pop("", None)
    return known, [str(key) for key in entry if not heading_of(str(key))[0]]


def heading_of(heading: str) -> tuple[str, str]:
    """The key that a heading is, empty where it is none, and the unit in brackets at its end."""
    text = unicodedata.normalize("NFKC", heading).strip()
    for title, unit in ((text, ""), (text.rpartition("(")[0], text.rpartition("(")[2].removesuffix(")").strip())):
        for key, words in KEYS.items():
            if title and table_file.plain(title) in {table_file.plain(word) for word in words}:
                return key, unit
    return "", ""


def is_blank(value) -> bool:
    return door.is_missing(value) or (isinstance(value, str) and not value.strip())
