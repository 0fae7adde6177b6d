"""The sheets that are lists: other readings, missing and changed values, the system, notices."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from ... import labels
from ...io.output import cells_of
from ...units import unit_name
from ..notices import tells_of_few, without_folder
from .book import Book, width_of

STATUSES = ("name_status", "formula_status", "weight_status")
KEYS = ("alternatives", "missing", "imputed", "treated", "system", "notices")
LONG = ("formula", "notice", "why", "zh", "en")


def write(book: Book, tables: dict[str, pd.DataFrame]) -> None:
    tables = tables | {"notices": without_enterprises(book, tables["notices"])}
    for key in KEYS:
        if key in tables:
            _write(book, key, tables[key])


def without_enterprises(book: Book, frame: pd.DataFrame) -> pd.DataFrame:
    """The notices without those that tell of single enterprises, and without folders, since workbooks are passed on."""
    notices = book.model.ranking.notices
    frame = frame.assign(notice=[without_folder(notice, book.lang) for notice in notices])
    names_one = np.array([tells_of_few(notice) for notice in notices], dtype=bool)
    if not names_one.any():
        return frame
    text = book.say(
        "Notices of this kind tell of single enterprises; they are listed by zonerank rank --table notices -o FILE",
        "这类提示涉及个别企业，不在此列出；可用 zonerank rank --table notices -o 文件 查看",
    )
    told = [{"code": code, "notice": text} for code in frame.loc[names_one, "code"].unique()]
    return pd.concat([frame[~names_one], pd.DataFrame(told)], ignore_index=True)


def _write(book: Book, key: str, frame: pd.DataFrame) -> None:
    sheet = book.sheets[key]
    frame = shown = readable(book, frame)
    headings = labels.column_titles(frame.columns, book.system, book.lang)
    headings = [heading.strip() for heading in headings]
    widths = [
        width_of(
            shown[c].head(300).dropna(),
            min(cells_of(heading) + 2, 22),
            110 if c == "notice" else 56 if c in LONG else 40,
        )
        for c, heading in zip(frame.columns, headings, strict=True)
    ]
    sheet.headings(0, headings, widths)
    for c, column in enumerate(frame.columns):
        series = shown[column]
        number = "0" if pd.api.types.is_integer_dtype(series) or column.endswith("_rank") else "#,##0.####"
        for r, value in enumerate(series, start=1):
            sheet.put(r, c, None if pd.isna(value) else value, "long" if isinstance(value, str) else "listed", number)
    for r, row in enumerate(shown.itertuples(index=False), start=1):
        lines = max(
            (math.ceil(cells_of(x) / (w - 1)) for x, w in zip(row, widths, strict=True) if isinstance(x, str)),
            default=1,
        )
        if lines > 1:
            sheet.sheet.set_row(r, 15 * lines)
    sheet.as_table(len(frame), len(headings))


def readable(book: Book, frame: pd.DataFrame) -> pd.DataFrame:
    """Names in place of ids; units, statuses and directions in the language."""
    lang, system = book.lang, book.system
    frame = frame.drop(columns="en" if lang == "zh" else "zh", errors="ignore")  # the name in the other language
    names = {item.id: labels.title(item, lang) for item in [*system.indicators, *system.groups]}
    for column in {"indicator", "group"} & set(frame.columns):
        frame[column] = frame[column].map(names)
    if "unit" in frame:
        frame["unit"] = [unit_name(unit, lang) for unit in frame["unit"]]
    for column in set(STATUSES) & set(frame.columns):
        frame[column] = [labels.word(status, lang) for status in frame[column]]
    if "direction" in frame:
        more, less = book.say("more is better", "越大越好"), book.say("less is better", "越小越好")
        frame["direction"] = [less if d == "-" else more for d in frame["direction"]]
    return frame
