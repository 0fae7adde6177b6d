"""Other figures: as a dict or in a file, and what they change."""

from __future__ import annotations

import os
import sys

import numpy as np
import pandas as pd

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from .. import door
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
        raise Error(f"{place} is {number}, but must be finite")
    return f"={value if isinstance(value, int | np.integer) else repr(number)}"


def in_file(option: str, path: str) -> list[Edit]:
    """A scenario: a table with the columns zone, field, value and perhaps year, or a .toml file with a table a zone."""
    if path.lower().endswith(".toml"):
        return edits_of(toml(option, path))
    table = table_file.with_keys(table_file.frame(option, path), COLUMNS)
    if lacking := [column for column in COLUMNS[:3] if column not in table.columns]:
        raise Error(f"{option} {path}: there is no column {', '.join(lacking)}; it needs zone, field, value")
    found = []
    for number, row in enumerate(table.to_dict("records"), start=2):
        zone, field, value, year = (str(row.get(column, "")).strip() for column in COLUMNS)
        if not any((zone, field, value, year)):
            continue
        if not zone or not field or not value:
            raise Error(f'{option} {path}, row {number}: zone, field and value are needed; write "blank" for no value')
        if year and not year.isdecimal():
            raise Error(f"{option} {path}, row {number}: the year {door.brief(year)} is not a whole number")
        found.append((zone, field, value, int(year or 0)))
    return found


def toml(option: str, path: str) -> dict:
    sources.check_file(path, sources.LONGEST_OPTIONS)
    try:
        with open(path, encoding="utf-8-sig") as file:
            return tomllib.loads(file.read())
    except (OSError, ValueError, RecursionError) as error:  # not UTF-8, not TOML
        raise Error(f"{option} {path}: the file cannot be read ({door.one_line(error)})") from error


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
