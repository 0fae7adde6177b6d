"""Random rows of enterprises for tests of engines: blanks, ties, negative and huge amounts."""

from __future__ import annotations

import random
from decimal import Decimal

import pyarrow as pa
from zonerank import _core

CODES = ["C3911", "3911", "0111", "A01", "B06", "4411", "I6510", "E47", "9999", "zzz", "C", "B39", "12345", "c39"]


def draw(system: _core.System, seed: int, rows: int = 300, huge: bool = False) -> dict[str, list]:
    """Columns by field name: ints (digits at the field's decimals), texts of codes, None where blank."""
    random.seed(seed)
    fields = [f for f in system.fields if f.level == "enterprise" and not f.formula]
    columns: dict[str, list] = {
        "zone": [random.choice(["东区", "西区", "a", "b", " c"]) for _ in range(rows)],
        "year": [random.choice([2019, 2020]) for _ in range(rows)],
        "enterprise": [f"e{k}" for k in range(rows)],
    }
    for field in fields:
        columns[field.name] = [cell(field, huge) for _ in range(rows)]
    if huge:  # a derived figure of an enterprise must fit 64 bits
        for name in list(columns):
            if any(name in f.formula for f in system.fields if f.formula):
                del columns[name]
    return columns


def places_of(field: _core.Field) -> int:
    return int(field.number[8:-1]) if field.number.startswith("decimal") else 0


def cell(field: _core.Field, huge: bool):
    if random.random() < 0.25:
        return None
    if field.number == "flag":
        return random.randrange(2)
    if field.number == "year":
        return random.randrange(2018, 2022)
    if field.number == "code":
        return random.choice(CODES)
    if field.number == "count":
        return random.randrange(3)
    one = 10 ** places_of(field)
    amounts = [
        0,
        one,
        3_000_000 * one,
        3_000_000 * one + 1,
        500_000 * one,
        150_000 * one,
        150_000 * one - 1,
        -one * random.randrange(1000),
        one // 20 * random.randrange(100_000),
        random.randrange(-(10**9), 10**9),
    ]
    return random.choice([*amounts, 9 * 10**18, -9 * 10**18 + 1] if huge else amounts)


def table(columns: dict[str, list], system: _core.System, kind: str) -> pa.Table:
    """Amounts as "decimal", "double" or "text"; keys, flags and years as integers, or all as text."""
    by_name = {f.name: f for f in system.fields}
    arrays = {}
    for name, values in columns.items():
        field = by_name.get(name)
        if field is not None and field.number.startswith(("decimal", "count")):
            scale = places_of(field)
            exact = [None if v is None else Decimal(v).scaleb(-scale) for v in values]
            if kind == "text":
                arrays[name] = pa.array([None if v is None else f"{v:f}" for v in exact])
            elif kind == "double":
                arrays[name] = pa.array([None if v is None else float(v) for v in exact], pa.float64())
            elif scale == 0:
                arrays[name] = pa.array(values, pa.int64())
            else:
                arrays[name] = pa.array(exact, pa.decimal128(19, scale))
        elif kind == "text":
            arrays[name] = pa.array([None if v is None else str(v) for v in values], pa.string())
        elif field is not None and field.number == "flag":
            arrays[name] = pa.array([None if v is None else v == 1 for v in values])
        else:
            arrays[name] = pa.array(values)
    return pa.table(arrays)


def kernel(tables: list[pa.Table], system: _core.System, **grouping) -> _core.Partial:
    """The kernel's sums, of every table after the other."""
    inputs = [(f"table {k}", t.__arrow_c_stream__(), 0, 0) for k, t in enumerate(tables)]
    return _core.accumulate(inputs, system, distinct=True, **grouping)
