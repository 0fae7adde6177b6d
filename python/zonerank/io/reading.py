"""How tables are understood where that does not follow from the tables themselves."""

from __future__ import annotations

import os
from typing import Any

from .. import _core, door
from .._error import Error
from . import sources, table_file

TEXTS = ("layout", "zone_column", "year_column", "encoding", "decimal", "bands")
LISTS = ("keep_rows", "drop_rows", "missing", "ignore_marks")
BANDS = ("middle", "lower", "upper")
TABLES = ("rename", "names")
KNOWN = (*TEXTS, *LISTS, *TABLES)


def options(given: dict[str, Any]) -> dict[str, Any]:
    """The options of reading that differ from the default, as the library takes them.

    Raises
    ------
    TypeError
        For a keyword that is no option of reading.
    zonerank.Error
        For a value of a wrong kind.
    """
    unknown = [name for name in given if name not in KNOWN]
    if unknown:
        raise TypeError(f"there is no option {unknown[0]}; options of reading are {', '.join(KNOWN)}")
    found: dict[str, Any] = {}
    for name in TEXTS:
        if given.get(name) is not None:
            found[name] = text(name, given[name])
    for name in LISTS:
        if given.get(name) is not None:
            items = given[name]
            found[name] = [text(name, item) for item in ([items] if isinstance(items, str) else items)]
    if given.get("rename") is not None:
        found["rename"] = pairs("rename", given["rename"], ("old", "new"))
    if given.get("names") is not None:
        found["names"] = pairs("names", given["names"], ("variant", "name"))
    layouts = _core.layout_names()
    if found.get("layout", layouts[0]) not in layouts:
        raise Error(
            f"layout is {found['layout']!r}, but must be one of {', '.join(layouts)}",
            zh=f"layout 为 {found['layout']!r}，但应为 {'、'.join(layouts)} 之一",
        )
    if found.get("decimal", ".") not in (".", ","):
        raise Error(
            f'decimal is {found["decimal"]!r}, but must be "." or ","',
            zh=f'decimal 为 {found["decimal"]!r}，但应为 "." 或 ","',
        )
    if found.get("bands", BANDS[0]) not in BANDS:
        raise Error(
            f"bands is {found['bands']!r}, but must be one of {', '.join(BANDS)}",
            zh=f"bands 为 {found['bands']!r}，但应为 {'、'.join(BANDS)} 之一",
        )
    return found


def of_call(year, prefer, threads, progress) -> dict[str, Any]:
    """What every call that reads takes beside them, checked."""
    return {
        "year": sources.whole_year(year),
        "prefer": preferred(prefer),
        "threads": door.whole("threads", threads, 0, 4096),
        "progress": door.function("progress", progress),
    }


def preferred(prefer) -> str:
    """ "zone", "rollup", or "" where none is given."""
    return "" if prefer is None else door.one_of("prefer", prefer, ("zone", "rollup"))


def text(name: str, value) -> str:
    if not isinstance(value, str):
        raise Error(f"{name} is {value!r}, but must be text", zh=f"{name} 为 {value!r}，但应为文本")
    return value


def pairs(name: str, value, columns: tuple[str, str]) -> dict[str, str]:
    """A dict of texts, or a file of two columns."""
    if isinstance(value, str | os.PathLike):
        return table_file.pairs(name, os.fspath(value), columns)
    if not isinstance(value, dict):
        raise Error(
            f"{name} is {value!r}, but must be a dict or a file with the columns {', '.join(columns)}",
            zh=f"{name} 为 {value!r}，但应为字典，或含有 {'、'.join(columns)} 各列的文件",
        )
    return {text(name, old): text(name, new) for old, new in value.items()}
