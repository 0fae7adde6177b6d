"""Any result as named tables, and what is kept of a table: its hash, and numbers that show how far it moved."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from decimal import Decimal

import numpy as np
import pandas as pd


def tables(value, name: str = "") -> dict[str, list[list]]:
    """Columns of every table in a result: each a list that begins with its name."""
    if isinstance(value, pd.DataFrame):
        return {name: [[str(c), *value[c].tolist()] for c in value.columns]}
    if isinstance(value, pd.Series):
        return {name: [["index", *value.index.tolist()], ["value", *value.tolist()]]}
    if isinstance(value, np.ndarray):
        columns = value.reshape(len(value), -1).T if value.ndim else value.reshape(1, 1)
        return {name: [[str(k), *column.tolist()] for k, column in enumerate(columns)]}
    if isinstance(value, dict):
        return join(name, value.items())
    if dataclasses.is_dataclass(value):
        return join(name, ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value)))
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return join(name, zip(value._fields, value, strict=True))
    if isinstance(value, list | tuple):
        if all(isinstance(item, str | int | float | bool | Decimal | type(None) | np.generic) for item in value):
            return {name: [["item", *value]]}
        return join(name, ((str(k), item) for k, item in enumerate(value)))
    if isinstance(value, str | bytes | int | float | bool | Decimal | type(None) | np.generic):
        return {name: [["value", value]]}
    raise TypeError(f"{name}: {type(value).__name__} is no table; say in the case what of it is compared")


def join(name: str, items) -> dict[str, list[list]]:
    found = {}
    for key, item in items:
        found |= tables(item, f"{name}.{key}" if name else str(key))
    return found


def is_number(cell) -> bool:
    return isinstance(cell, int | float | np.integer | np.floating) and not isinstance(cell, bool | np.bool_)


def exact(cell) -> str:
    """The cell with all its digits."""
    if is_number(cell):
        return "missing" if isinstance(cell, float) and math.isnan(cell) else repr(cell + 0)
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return "missing"
    return cell.hex() if isinstance(cell, bytes) else str(cell)


def digest(columns: list[list]) -> dict:
    """The hash of every digit; rows, and the sum and sum of sizes of the finite numbers."""
    text = "\x1e".join("\x1f".join([str(column[0]), *map(exact, column[1:])]) for column in columns)
    numbers = [float(c) for column in columns for c in column[1:] if is_number(c) and math.isfinite(c)]
    return {
        "hash": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20],
        "rows": max((len(column) - 1 for column in columns), default=0),
        "columns": len(columns),
        "numbers": len(numbers),
        "sum": math.fsum(numbers),
        "size": math.fsum(map(abs, numbers)),
    }
