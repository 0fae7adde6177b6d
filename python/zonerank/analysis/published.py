"""Ranks that somebody published: read from a dict, a frame or a file, and matched to zones and groups."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

import narwhals as nw
import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..io import sources, table_file

ZONE = {"zone", "name", "高新区", "高新区名称", "名称", "园区", "园区名称", "国家高新区"}
YEAR = {"year", "年份", "年度", "数据年份"}
OVERALL = {"rank", "overallrank", "排名", "名次", "位次", "总排名", "综合排名", "总名次", "综合名次", "总分排名"}
GROUP = {"group", "indicator", "指标", "分组", "一级指标"}
RANK = re.compile(r"第?\s*(\d+(?:\.\d+)?)\s*[名位]?(?:\s*(?:of|/|／|（共|\(共|共)\s*(\d+)\s*[个）)]*)?", re.IGNORECASE)
BLANK = {"", "-", "—", "–", "nan", "none", "/", "n/a", "na", "无"}


@dataclass
class Published:
    """The ranks of one group: {year: {zone: rank}}; year 0 is the one that is ranked."""

    ranks: dict[int, dict[str, float]] = field(default_factory=dict)
    of: float = np.nan  # how many zones were ranked, where a cell says it


def published(given, system) -> dict[int, Published]:
    """The ranks by the number of the group, 0 for overall."""
    if isinstance(given, pd.Series):
        given = given.to_dict()
    if sources.is_path(given):
        name = os.fspath(given)
        return of_table(f"ranks {name}", table_file.frame("ranks", name), system)
    if isinstance(given, dict):
        return of_table("ranks", of_dict(given), system)
    try:
        frame = nw.from_native(given).to_pandas()
    except TypeError:
        raise Error(
            f"ranks is {door.brief(given)}, but must be a file, a frame, or a dict of zones and ranks",
            zh=f"ranks 为 {door.brief_zh(given)}，但须为文件、数据表，或高新区与名次的字典",
        ) from None
    return of_table("ranks", frame.astype(object).where(frame.notna(), "").astype(str), system)


def of_dict(given: dict) -> pd.DataFrame:
    """{zone: rank}, or {zone: {group: rank}}."""
    rows = []
    for zone, ranks in given.items():
        row = ranks if isinstance(ranks, dict) else {"rank": ranks}
        cells = {door.text("ranks: a group", k): "" if door.is_missing(v) else str(v) for k, v in row.items()}
        rows.append({"zone": door.text("ranks: a zone", zone), **cells})
    return pd.DataFrame(rows, columns=None if rows else ["zone", "rank"]).fillna("").astype(str)


def of_table(place: str, table: pd.DataFrame, system) -> dict[int, Published]:
    """Of a table with a column of zones and one of ranks for each group, or with the columns zone, group, rank."""
    keys = {column: table_file.plain(column) for column in table.columns}
    zone = next((c for c, key in keys.items() if key in ZONE), None)
    if zone is None:
        listed = ", ".join(map(str, table.columns))
        raise Error(
            f"{place}: no column names the zones; call one of {listed} zone (or 高新区)",
            zh=f"{place}：没有高新区名称列；请把其中一列（{listed}）命名为“高新区”",
        )
    year = next((c for c, key in keys.items() if key in YEAR), None)
    long = next((c for c, key in keys.items() if key in GROUP), None)
    names = group_names(system)
    found: dict[int, Published] = {}
    seen: dict[tuple[int, int, str], float] = {}
    for number, row in enumerate(table.to_dict("records"), start=2):
        if long is not None:
            rank = next((row[c] for c, key in keys.items() if key in OVERALL), None)
            group = names.get(table_file.plain(row[long]))
            if rank is None or group is None:
                raise unknown_group(place, str(row[long]), system)
            cells = {group: rank}
        else:
            cells = {names[key]: row[c] for c, key in columns_of_ranks(keys, names).items()}
        if not cells:
            raise unknown_group(place, ", ".join(map(str, table.columns)), system)
        if not str(row[zone]).strip():
            continue
        of_year = whole_year(place, row[year]) if year is not None else 0
        for group, cell in cells.items():
            rank, of = rank_of(f"{place}, row {number}", str(cell))
            if rank is None:
                continue
            to = found.setdefault(group, Published())
            name = str(row[zone]).strip()
            before = seen.setdefault((group, of_year, table_file.plain(name)), rank)
            if before != rank:
                raise Error(
                    f'{place}, row {number}: "{name}" has two ranks, {before:g} and {rank:g}; leave one',
                    zh=f"{place}，第 {number} 行：“{name}”有两个名次：{before:g} 和 {rank:g}；请只留一个",
                )
            to.ranks.setdefault(of_year, {})[name] = rank
            to.of = np.fmax(to.of, of)
    if not found:
        raise Error(f"{place}: there is no rank in it", zh=f"{place}：其中没有名次")
    return found


def columns_of_ranks(keys: dict, names: dict[str, int]) -> dict:
    """The columns of ranks; where a group has scores too, those that say "rank"."""
    own = {c: key for c, key in keys.items() if key in names}
    said = {names[key] for key in own.values() if says_rank(key)}
    return {c: key for c, key in own.items() if says_rank(key) or names[key] not in said}


def says_rank(key: str) -> bool:
    return key.endswith(("rank", "排名", "名次", "位次"))


def group_names(system) -> dict[str, int]:
    """What a heading may call each group, as headings are compared."""
    names = {}
    for g, group in enumerate(system.groups):
        for name in filter(None, (group.id, group.en, group.zh, group.code)):
            for suffix in ("", "_rank", "rank", "排名", "名次", "位次"):
                names.setdefault(table_file.plain(name + suffix), g)
    return {**names, **dict.fromkeys(OVERALL, 0), "总分": 0, "综合": 0}


def rank_of(place: str, cell: str) -> tuple[float | None, float]:
    """A rank and, where the cell says it, of how many: "65", "65 of 169", 第65名."""
    text = cell.strip()
    if text.lower() in BLANK:
        return None, np.nan
    match = RANK.fullmatch(text)
    if not match or float(match[1]) < 1:
        cell = door.brief(text)
        raise Error(
            f"{place}: {cell} is no rank; write 65 or 65 of 169, and nothing where it is not known",
            zh=f"{place}：{cell} 不是名次；请写 65 或 65/169，未知则留空",
        )
    return float(match[1]), float(match[2]) if match[2] else np.nan


def whole_year(place: str, cell) -> int:
    match = re.match(r"\s*(\d{4})", str(cell))
    if not match:
        raise Error(f"{place}: {door.brief(str(cell))} is no year", zh=f"{place}：{door.brief_zh(str(cell))} 不是年份")
    return int(match[1])


def unknown_group(place: str, name: str, system) -> Error:
    groups = ", ".join(group.id for group in system.groups)
    return Error(
        f"{place}: {name}: there is no column of ranks; name a column rank (overall) or by a group of the system "
        f"({groups})",
        zh=f"{place}：{name}：没有名次列；请把列命名为“排名”（总排名）或体系的分组（{groups}）",
    )


def matched(zones: list[str], ranks: dict[str, float]) -> tuple[np.ndarray, list[str]]:
    """The rank of every zone, NaN where none is given, and the names that are none of the zones.

    Raises
    ------
    zonerank.Error
        unknown-zone, where no name is one of the zones.
    """
    by_name = {table_file.plain(name): rank for name, rank in ranks.items()}
    own = {table_file.plain(zone) for zone in zones}
    outside = [name for name in ranks if table_file.plain(name) not in own]
    if len(outside) == len(ranks):
        _core.check_zones(outside[:1], zones)
    return np.array([by_name.get(table_file.plain(zone), np.nan) for zone in zones]), outside
