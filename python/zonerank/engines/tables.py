"""Tables as the library describes them to SQL: what stands after FROM, and the kinds of columns."""

from __future__ import annotations

import re
from typing import NamedTuple

import pyarrow as pa

from .. import _core
from .._error import Error


class Column(NamedTuple):
    heading: str
    kind: str
    digits: int = 0  # of a decimal
    scale: int = 0
    reference: str = ""  # in SQL; the heading by default


class Table(NamedTuple):
    name: str  # in messages
    relation: str  # what stands after FROM
    columns: list[Column]
    year: int = 0
    is_text: bool = False
    place: str = ""  # SQL that names the file of a row
    commas: bool = True  # numbers may have commas between thousands


def column_of_arrow(name: str, type_: pa.DataType, reference: str = "") -> Column:
    """The column of an Arrow field."""
    types = pa.types
    if types.is_dictionary(type_):
        return column_of_arrow(name, type_.value_type, reference)
    if types.is_decimal(type_) and type_.precision <= 38 and type_.scale >= 0:
        return Column(name, "decimal", type_.precision, type_.scale, reference)
    kinds = {
        "boolean": types.is_boolean,
        "wide": types.is_uint64,
        "integer": types.is_integer,
        "single": types.is_float32,
        "real": types.is_float64,
        # With a time zone the engine would take the year in its own.
        "date": lambda t: types.is_date(t) or (types.is_timestamp(t) and t.tz is None),
        "text": lambda t: types.is_string(t) or types.is_large_string(t) or types.is_string_view(t) or types.is_null(t),
    }
    kind = next((kind for kind, is_kind in kinds.items() if is_kind(type_)), "other")
    return Column(name, kind, 0, 0, str(type_) if kind == "other" else reference)


WORDS = {
    "boolean": ("bool", "boolean"),
    "wide": ("hugeint", "ubigint", "uint64", "uhugeint"),
    "integer": ("int", "tinyint", "smallint", "bigint", "long", "short", "byte", "serial", "utinyint", "usmallint"),
    "single": ("float4", "real", "float32"),
    "real": ("double", "float8", "float64"),
    "date": ("date", "timestamp", "datetime"),
    "text": ("varchar", "text", "string", "char", "character", "bpchar", "enum", "str", "category", "object"),
}


def column_of_type(name: str, type_: str, dialect: str, reference: str = "") -> Column:
    """The column of an SQL type by its name, as an engine shows it."""
    text = type_.strip().lower()
    if decimal := re.fullmatch(r"(?:decimal|numeric)\s*\((\d+)(?:\s*,\s*(\d+))?\)", text):
        return Column(name, "decimal", int(decimal[1]), int(decimal[2] or 0), reference)
    if text in ("decimal", "numeric"):
        raise Error(
            f'the column "{name}" is {type_}; say its digits, as in decimal(18, 2)',
            zh=f"列“{name}”为 {type_}；请写明位数，如 decimal(18, 2)",
        )
    if text == "float":  # of 32 bits, but in PostgreSQL
        return Column(name, "real" if dialect == "postgres" else "single", 0, 0, reference)
    word = re.match(r"[a-z0-9]*", text)[0]
    for kind, words in WORDS.items():
        if word in words or kind == "integer" and re.fullmatch(r"u?int(2|4|8|16|32)?(eger)?", word):
            return Column(name, kind, 0, 0, reference)
    return Column(name, "other", 0, 0, type_)


def is_of_enterprises(columns: list[Column], system: _core.System, place: str, reading: dict) -> bool:
    meanings, _ = _core.column_meanings([column.heading for column in columns], system, place, reading)
    return any(meaning.role == "enterprise" for meaning in meanings)
