"""Other figures: as a dict or in a file, and what they change."""

from __future__ import annotations

import os
import re
import sys

import numpy as np
import pandas as pd

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from .. import _core, door
from .._error import Error
from ..io import sources, table_file

COLUMNS = ("zone", "field", "value", "year")

Edit = tuple[str, str, str, int]  # zone, field or indicator, text, year (0: the one that is ranked)


def edits_of(changes) -> list[Edit]:
    """{zone: {field: value}}, or a file, as the library takes it."""
    if sources.is_path(changes):
        return in_file("changes", os.fspath(changes))
    found = []
    for zone, fields in door.mapping("changes", changes, "zones and their changes").items():
        name = door.text("changes: a zone", zone)
        for key, value in door.mapping(f"changes[{door.brief(zone)}]", fields, "fields and values").items():
            field, year = key if isinstance(key, tuple) and len(key) == 2 else (key, 0)
            place = f"changes[{door.brief(zone)}][{door.brief(key)}]"
            field, year = door.text(f"{place}: the field", field), door.whole(f"{place}: the year", year, 0, 9999)
            found.append((name, field, text_of(place, value), year))
    return found


def text_of(place: str, value) -> str:
    """A value as the library reads it: a number is set, a text may be a change, None takes the figure away."""
    if value is None:
        return "blank"
    if isinstance(value, str):
        return door.utf8(place, value)
    number = door.number(place, value)
    if np.isinf(number):
        raise Error(f"{place} is {number}, but must be finite", zh=f"{place} 为 {number}，但须为有限数")
    return f"={value if isinstance(value, int | np.integer) else repr(number)}"


def in_file(option: str, path: str) -> list[Edit]:
    """A scenario: a table with the columns zone, field, value and perhaps year, or a .toml file with a table a zone."""
    return [edit for _, edit in with_lines(option, path)]


def with_lines(option: str, path: str) -> list[tuple[int, Edit]]:
    """Each edit of a file with the number of its line, 0 where it is not known.

    Raises
    ------
    zonerank.Error
        Names every line that cannot be read.
    """
    if path.lower().endswith(".toml"):
        edits, lines = edits_of(toml(option, path)), lines_of_toml(path)
        return [(lines.get(edit[:2], 0), edit) for edit in edits]
    table = table_file.with_keys(table_file.frame(option, path), COLUMNS)
    if lacking := [column for column in COLUMNS[:3] if column not in table.columns]:
        raise Error(
            f"{option} {path}: there is no column {', '.join(lacking)}; it needs zone, field, value",
            zh=f"{option} {path}：没有列 {'、'.join(lacking)}；须有 zone、field、value",
        )
    found, wrong = [], []
    for line, row in zip(lines_of_rows(path, len(table)), table.to_dict("records"), strict=True):
        zone, field, value, year = (str(row.get(column, "")).strip() for column in COLUMNS)
        if not any((zone, field, value, year)):
            continue
        if not zone or not field or not value:
            blank = 'zone, field and value are needed; write "blank" for no value'
            wrong.append((line, blank, "须有高新区、字段和数值；没有数值请写 blank"))
        elif year and not year.isdecimal():
            year = door.brief(year)
            wrong.append((line, f"the year {year} is not a whole number", f"年份 {year} 不是整数"))
        else:
            found.append((line, (zone, field, value, int(year or 0))))
    if wrong:
        raise of_lines(path, wrong)
    return found


def lines_of_rows(path: str, n: int) -> list[int]:
    """The line of each row below the headings; blank lines of a text file are no rows."""
    if path.lower().endswith(".csv"):
        with open(path, encoding=table_file.encoding_of(path)) as file:
            lines = [number for number, line in enumerate(file, start=1) if line.strip()]
        if len(lines) == n + 1:  # no cell is longer than its line
            return lines[1:]
    return list(range(2, n + 2))


def lines_of_toml(path: str) -> dict[tuple[str, str], int]:
    """The line of each (zone, field) of a .toml file with a table a zone."""
    found, zone = {}, ""
    with open(path, encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if table := re.match(r"""\s*\[\s*(["']?)(.*?)\1\s*\]""", line):
                zone = table[2]
            elif key := re.match(r"""\s*(["']?)([^"'=]+?)\1\s*=""", line):
                found[(zone, key[2])] = number
    return found


LISTED = 20  # wrong lines of a file


def of_lines(path: str, wrong: list[tuple[int, str, str]]) -> Error:
    """One error that names every wrong line: its number, and what is wrong in both languages."""
    en = [f"{place(path, line)}: {text}" for line, text, _ in wrong[:LISTED]]
    zh = [f"{place(path, line)}：{text}" for line, _, text in wrong[:LISTED]]
    if (more := len(wrong) - LISTED) > 0:
        en.append(f"{path}: {more} more lines are wrong")
        zh.append(f"{path}：另有 {more} 行有误")
    return Error("\n".join(en), zh="\n".join(zh))


def place(path: str, line: int) -> str:
    return f"{path}:{line}" if line else path


def wrong_lines(path: str, ranking) -> Error | None:
    """Every line of a scenario that cannot be applied, the others being applied in their order."""
    raw, year = ranking.raw._core, ranking.year
    asked = {**ranking._asked.keywords(), "common": ranking._asked.common}
    fields, wrong, earlier = {f.name for f in ranking.system.fields}, [], {}
    for line, edit in with_lines("changes", path):
        try:
            if edit[1] in fields:
                raw = _core.with_edits(raw, ranking.system, year, [edit])
            else:
                edits = [*earlier.get(edit[:2], []), edit]
                _core.what_if(raw, ranking.system, year, **asked, edits=edits)
                earlier[edit[:2]] = edits
        except Error as error:
            texts = error.text().removesuffix("; change the option"), error.text("zh").removesuffix("；请修改该选项")
            wrong.append((line, *texts))
    return of_lines(path, wrong) if wrong else None


def toml(option: str, path: str) -> dict:
    sources.check_file(path, sources.LONGEST_OPTIONS)
    try:
        with open(path, encoding="utf-8-sig") as file:
            return tomllib.loads(file.read())
    except (OSError, ValueError, RecursionError) as error:  # not UTF-8, not TOML
        raise Error(
            f"{option} {path}: the file cannot be read ({door.one_line(error)})",
            zh=f"{option} {path}：文件无法读取（{door.one_line(error)}）",
        ) from error


OF_INDICATOR = "indicator:"  # before the id of an indicator whose name a field has too


def edited_indicators(ranking) -> list[str]:
    """The ids of the indicators that a what-if changed by hand, in their order."""
    fields = {f.name for f in ranking.system.fields}
    named = [name.removeprefix(OF_INDICATOR) for _, name, _, _ in ranking._edits if name not in fields]
    return list(dict.fromkeys(named))


def ranks_beside(before, after) -> pd.DataFrame:
    """zone, rank_before, rank, moved (above 0: it gained), score_before, score; by the rank after."""
    old, new = (r._columns().set_index("zone")[["overall", "overall_rank"]] for r in (before, after))
    joined = new.join(old.add_suffix("_before"))
    joined["moved"] = joined["overall_rank_before"] - joined["overall_rank"]
    joined = joined.rename(columns=lambda c: c.replace("overall_rank", "rank").replace("overall", "score"))
    return joined[["rank_before", "rank", "moved", "score_before", "score"]].reset_index()


def values_beside(before, after) -> pd.DataFrame:
    """zone, indicator, value_before, value, unit of every indicator's value that is another one."""
    old, new = before._core.indicators.values, after._core.indicators.values
    rows = np.argwhere(~((old == new) | (np.isnan(old) & np.isnan(new))))
    indicators = after.system.indicators
    return pd.DataFrame(
        {
            "zone": [after.zones[i] for i, _ in rows],
            "indicator": [indicators[j].id for _, j in rows],
            "value_before": [old[i, j] for i, j in rows],
            "value": [new[i, j] for i, j in rows],
            "unit": [indicators[j].unit for _, j in rows],
        }
    )
