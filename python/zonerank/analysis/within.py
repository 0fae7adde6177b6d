"""Groups of zones, inside which they are ranked: a dict, a file, or a column of the input."""

from __future__ import annotations

import csv
import io
import os

import pyarrow as pa

from .. import _core
from .._error import Error
from ..io import frames, sources, table_file

LOOKED_AT = 30  # rows of a file among which its heading stands


def groups_of(given, option: str = "within") -> dict[str, str]:
    """{zone: group} from a dict, or a file with the columns zone and group (in English or Chinese)."""
    if isinstance(given, dict):
        return {str(zone): str(group).strip() for zone, group in given.items()}
    if not sources.is_path(given):
        raise Error(
            f"{option} is {given!r}, but must be a dict of zones and groups, or a file with the columns zone, group",
            zh=f"{option} 为 {given!r}，但须为高新区与分组的字典，或含 zone、group 两列的文件",
        )
    return in_file(option, os.fspath(given), "zone")


def in_file(option: str, path: str, key: str) -> dict[str, str]:
    """The columns ``key`` and group of a file; other columns do not matter."""
    table = table_file.with_keys(table_file.frame(option, path), (key, "group"))
    if not {key, "group"} <= set(table.columns):
        raise Error(
            f"{option} {path}: the file needs the columns {key}, group",
            zh=f"{option} {path}：文件须有 {key}、group 两列",
        )
    found: dict[str, str] = {}
    for name, group in zip(table[key].str.strip(), table["group"].str.strip(), strict=True):
        if found.setdefault(name, group) != group:
            raise Error(
                f'{option} {path}: "{name}" is in two groups, "{found[name]}" and "{group}"',
                zh=f"{option} {path}：“{name}”同属两个分组：“{found[name]}”和“{group}”",
            )
    return found


def matched(zones: list[str], groups: dict[str, str]) -> list[str]:
    """The group of every zone, empty where none is given; names may differ in spaces and width.

    Raises
    ------
    zonerank.Error
        If no zone is in a group.
    """
    by_name = {table_file.plain(zone): group for zone, group in groups.items()}
    found = [by_name.get(table_file.plain(zone), "") for zone in zones]
    if zones and not any(found):
        known = ", ".join(list(groups)[:3])
        raise Error(
            f"within: none of the zones is in a group; the groups name {known or 'no zone'} ...",
            zh=f"within：没有高新区属于任何分组；分组中的名称为 {'、'.join(list(groups)[:3]) or '（空）'} ……",
            of_data=True,
        )
    return found


def column_of(source, column: str, system, year: int, options: dict) -> dict[str, str]:
    """{zone: text of the column} of the input's tables, for one year where they have a column of years.

    Parameters
    ----------
    source : what :func:`zonerank.read` takes
    column : str
        The heading, as it stands.
    options : dict
        Options of reading: ``encoding``, ``zone_column``, ``year_column`` and ``names`` are used.
    """
    found, _ = sources.collect(source)
    groups: dict[str, tuple[str, str]] = {}
    has_column = False
    for item in found:
        rows = rows_of(item, options.get("encoding", ""))
        heading = next((r for r in rows[:LOOKED_AT] if table_file.plain(column) in map(table_file.plain, r)), None)
        if heading is None:
            continue
        has_column = True
        at = [table_file.plain(cell) for cell in heading].index(table_file.plain(column))
        zone, of_year = keys_of(heading, system, item.name, options)
        if zone < 0:
            raise Error(
                f"--within {column}: {item.name} has this column, but none of the zones",
                zh=f"--within {column}：{item.name} 有该列，但没有高新区名称列",
                of_data=True,
            )
        for row in rows[rows.index(heading) + 1 :]:
            if len(row) <= max(at, zone, of_year) or not row[zone].strip() or not row[at].strip():
                continue
            if of_year >= 0 and not row[of_year].strip().startswith(str(year)):
                continue
            name = options.get("names", {}).get(row[zone].strip(), row[zone].strip())
            group = row[at].strip()
            before, place = groups.setdefault(table_file.plain(name), (group, item.name))
            if before != group:
                raise Error(
                    f'--within {column}: "{name}" is in two groups, "{before}" ({place}) and "{group}" ({item.name})',
                    zh=f"--within {column}：“{name}”同属两个分组：“{before}”（{place}）和“{group}”（{item.name}）",
                    of_data=True,
                )
    if not has_column:
        raise Error(
            f'--within "{column}": no table of the input has this column',
            zh=f"--within “{column}”：输入的表中没有该列",
        )
    return {name: group for name, (group, _) in groups.items()}


def keys_of(heading: list[str], system, place: str, options: dict) -> tuple[int, int]:
    """Which columns name the zones and the years; -1 where none does."""
    roles = [meaning.role for meaning in _core.column_meanings(heading, system, place)[0]]

    def column(role: str) -> int:
        named = options.get(f"{role}_column")
        if named:
            return next((k for k, h in enumerate(heading) if table_file.plain(h) == table_file.plain(named)), -1)
        return roles.index(role) if role in roles else -1

    return column("zone"), column("year")


def rows_of(item: sources.Source, encoding: str) -> list[list[str]]:
    """The cells of a source as text."""
    if item.skipped or item.fault:
        return []
    if isinstance(item.content, frames.Table):
        table = item.content.arrow
        table = pa.table(table(frozenset()) if callable(table) else table)
        columns = [["" if v is None else str(v) for v in c.to_pylist()] for c in table.columns]
        return [table.column_names, *map(list, zip(*columns, strict=True))]
    content = item.content
    if content is None:
        try:
            with open(item.name, "rb") as file:
                content = file.read()
        except OSError as error:
            raise Error(
                f"{item.name}: the file cannot be read ({error.strerror})",
                zh=f"{item.name}：文件无法读取（{error.strerror}）",
                of_data=True,
            ) from error
    text = _core.decode(content, item.name, "" if item.sheet else encoding)[0].decode("utf-8")
    first = next((line for line in text.split("\n")[:LOOKED_AT] if any(s in line for s in ",\t;")), "")
    separator = next((s for s in ",\t;" if s in first), ",")
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
