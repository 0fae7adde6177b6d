"""Reviewers' scores of qualitative items: the long table, and its means as figures of zones."""

from __future__ import annotations

from pathlib import Path

import narwhals as nw
import pandas as pd

from .. import _core, door
from .._error import Error
from ..io.sources import check_file, is_path, load, shown, whole_year

__all__ = ["reviewer_means"]

HEADINGS = {
    "item": ("item", "field", "指标", "评价指标", "评审指标", "项目"),
    "zone": ("zone", "高新区", "高新区名称", "园区"),
    "year": ("year", "年份", "年度"),
    "reviewer": ("reviewer", "专家", "评审专家", "评委", "专家编号"),
    "score": ("score", "评分", "得分", "分数", "专家评分"),
}


def reviewer_means(reviewers, system, *, year: int | None = None) -> pd.DataFrame:
    """The mean score of every zone and item, as a table that :func:`zonerank.read` joins with the others.

    Parameters
    ----------
    reviewers : path or frame
        item (a field's name, or its Chinese or English one), zone, reviewer, score, and year where it is not ``year``.
    system : str, path or System
    year : int, optional
        The data year, where the table has no year.

    Returns
    -------
    DataFrame
        zone, year, one column a field.
    """
    year = whole_year(year)
    frame = long_table(reviewers, load(system))
    if (frame["year"] == 0).any():
        if not year:
            raise Error("reviewers: the table has no year; give year=", zh="reviewers：表中没有年份；请给出 year=")
        frame = frame.assign(year=frame["year"].where(frame["year"] != 0, year))
    wide = frame.pivot_table(index=["zone", "year"], columns="item", values="score", aggfunc="mean")
    return wide.rename_axis(columns=None).reset_index()


def long_table(reviewers, system: _core.System) -> pd.DataFrame:
    """item (a field's name), zone, year (0: not given), reviewer, score; without blank scores."""
    frame, place = _frame_of(reviewers)
    found = {}
    for name, headings in HEADINGS.items():
        column = next((c for c in frame.columns if str(c).strip().lower() in headings), None)
        if column is not None:
            found[name] = frame[column]
        elif name != "year":
            there = [str(column) for column in frame.columns]
            raise Error(
                f'{place}: there is no column "{name}" ({" or ".join(headings[1:3])}); '
                f"the table has {', '.join(there)}",
                zh=f"{place}：没有“{in_chinese(name)}”列（也可写作 {name}）；表中的列为 {'、'.join(there)}",
            )
    table = pd.DataFrame(found)
    if "year" not in table:
        table["year"] = 0
    texts = table[["item", "zone", "reviewer"]].astype("string").apply(lambda column: column.str.strip())
    table[["item", "zone", "reviewer"]] = texts
    table = table[table["score"].notna() & (table["score"].astype("string").str.strip() != "")]
    for name in ("score", "year"):
        numbers = pd.to_numeric(table[name], errors="coerce")
        if numbers.isna().any():
            at = numbers.index[numbers.isna()][0]
            raise Error(
                f'{place}, row {at + 1}: the {name} "{table[name][at]}" is not a number',
                zh=f"{place}，第 {at + 1} 行：{in_chinese(name)}“{table[name][at]}”不是数",
            )
        if name == "year" and not ((numbers == numbers.round()) & (numbers.abs() < 10_000)).all():
            raise Error(f"{place}: a year is not a whole number of four digits", zh=f"{place}：有年份不是四位整数")
        table[name] = numbers.astype(int if name == "year" else float)
    for name in ("item", "zone", "reviewer"):
        if table[name].isna().any() or (table[name] == "").any():
            at = table.index[table[name].isna() | (table[name] == "")][0]
            raise Error(
                f"{place}, row {at + 1}: the {name} is blank",
                zh=f"{place}，第 {at + 1} 行：{in_chinese(name)}为空",
            )
    if table.empty:
        raise Error(f"{place}: no score is given", zh=f"{place}：没有评分")
    names = {title: f.name for f in system.fields for title in (f.zh, f.en) if title}
    table["item"] = table["item"].map(lambda item: names.get(item, item))
    return table.reset_index(drop=True)


def in_chinese(name: str) -> str:
    """The Chinese heading of a column."""
    return next(heading for heading in HEADINGS[name] if not heading.isascii())


def rows_of(reviewers, system: _core.System) -> list[tuple[str, str, int, str, float]]:
    """What the library resamples."""
    if reviewers is None:
        return []
    table = long_table(reviewers, system)
    columns = [table[c].tolist() for c in ("item", "zone", "year", "reviewer", "score")]
    return list(zip(*columns, strict=True))


def _frame_of(reviewers) -> tuple[pd.DataFrame, str]:
    if not is_path(reviewers):
        try:
            native = pd.DataFrame(reviewers) if isinstance(reviewers, dict) else nw.from_native(reviewers).to_pandas()
        except (TypeError, ValueError, AttributeError) as error:
            raise Error(
                f"reviewers: a path or a frame is needed ({door.one_line(error)})",
                zh=f"reviewers：应为路径或数据表（{door.one_line(error)}）",
            ) from None
        return native.reset_index(drop=True), "reviewers"
    path = door.path("reviewers", reviewers)
    check_file(path)
    try:
        return _read(path), shown(path)
    except (OSError, ValueError) as error:
        raise Error(
            f"{shown(path)}: the scores cannot be read ({door.one_line(error)})",
            zh=f"{shown(path)}：评分无法读取（{door.one_line(error)}）",
        ) from error


def _read(path: str) -> pd.DataFrame:
    suffix = Path(path).suffix.lower()
    if suffix == ".parquet":
        return pd.read_parquet(path)
    if suffix in (".xlsx", ".xls", ".xlsb", ".ods"):
        return pd.read_excel(path, dtype=object, engine="calamine")
    try:
        return pd.read_csv(path, dtype=str, encoding="utf-8-sig")
    except UnicodeDecodeError:
        return pd.read_csv(path, dtype=str, encoding="gb18030")
