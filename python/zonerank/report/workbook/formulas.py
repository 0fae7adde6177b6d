"""A tree as the formula of a cell, and as what that formula gives for figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .tree import Node

UNDEFINED = "–"  # a ratio whose denominator is not above 0, growth from a base that is not

ABSENT = '""'  # the cell of a field that no column gives


@dataclass(frozen=True)
class Test:
    """What must be above 0: a denominator (with what is divided), a base, an argument of a logarithm."""

    above: str
    divided: str = ""


@dataclass(frozen=True)
class Expression:
    """A value, the cells that must hold numbers for it, and what must be above 0, the inner ones first."""

    text: str
    needed: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    any_of: tuple[str, ...] = ()  # cells of which one is enough

    def with_(self, other: Expression, text: str, *tests: Test) -> Expression:
        needed = tuple(dict.fromkeys((*self.needed, *other.needed)))
        return Expression(text, needed, (*self.tests, *other.tests, *tests), (*self.any_of, *other.any_of))


def expression(node: Node, cell: Callable[[str, int], str]) -> Expression:
    """The formula of a node; ``cell`` is where a field of so many years before stands."""
    if node.op == "number":
        return Expression(repr(node.number).removesuffix(".0").upper())
    if node.op == "field":
        found = cell(node.name, node.back)
        return Expression(found, (found,))
    if node.op in ("mean", "min", "max"):
        cells = tuple(found for part in node.parts if (found := cell(part.name, part.back)) != ABSENT)
        name = {"mean": "AVERAGE", "min": "MIN", "max": "MAX"}[node.op]
        return Expression(f"{name}({','.join(cells)})", any_of=cells)
    parts = [expression(part, cell) for part in node.parts]
    first = parts[0]
    if node.op == "negate":
        return _same(first, f"(-{first.text})")
    if node.op == "abs":
        return _same(first, f"ABS({first.text})")
    if node.op == "log":
        return Expression(f"LN({first.text})", first.needed, (*first.tests, Test(first.text)), first.any_of)
    second = parts[1]
    if node.op == "divide":
        return first.with_(second, f"{first.text}/{_divisor(second.text)}", Test(second.text, first.text))
    if node.op == "growth":
        return first.with_(second, f"({first.text}/{_divisor(second.text)}-1)", Test(second.text))
    if node.op == "multiply":
        return first.with_(second, f"{first.text}*{_divisor(second.text)}")
    sign = "+" if node.op == "add" else "-"
    return first.with_(second, f"({first.text}{sign}{second.text})")


def _same(one: Expression, text: str) -> Expression:
    return Expression(text, one.needed, one.tests, one.any_of)


def _divisor(text: str) -> str:
    """A product or a ratio in brackets, where it is divided by or multiplied with."""
    return f"({text})" if set("*/") & set(text) else text


def cell_formula(found: Expression, factor: float, when_empty: float | None, ready: str) -> str:
    """The formula of an indicator's cell: a number, ``UNDEFINED``, or nothing where a figure is blank.

    ``ready`` is the cell of a ready-made value, which stands where a figure is blank; "" without one.
    """
    text = found.text if factor == 1 else f"{found.text}*{shortest(factor)}"
    for test in reversed(found.tests):
        other = f'"{UNDEFINED}"'
        if when_empty is not None and test.divided:
            other = f"IF(AND({test.above}=0,{test.divided}=0),{shortest(when_empty)},{other})"
        text = f"IF({test.above}>0,{text},{other})"
    blank = f'IF(ISNUMBER({ready}),{ready},"")' if ready else '""'
    if found.any_of:
        text = f"IF(COUNT({','.join(found.any_of)})>0,{text},{blank})"
    if len(found.needed) == 1:
        text = f"IF(ISNUMBER({found.needed[0]}),{text},{blank})"
    elif found.needed:
        text = f"IF(COUNT({','.join(found.needed)})={len(found.needed)},{text},{blank})"
    return text


def shortest(number: float) -> str:
    return repr(float(number)).removesuffix(".0").upper()


def values(node: Node, figures: Callable[[str, int], np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What the formula gives for columns of figures: values, NaN where there is none; whether a figure is blank; and
    whether a whole is empty (0 / 0)."""
    if node.op == "field":
        found = figures(node.name, node.back)
        return found, np.isnan(found), np.zeros(len(found), bool)
    if node.op in ("mean", "min", "max"):
        table = np.array([figures(part.name, part.back) for part in node.parts])
        blank = np.isnan(table).all(axis=0)
        kept = np.where(blank, 0.0, table)
        of = {"mean": np.nanmean, "min": np.nanmin, "max": np.nanmax}[node.op]
        return np.where(blank, np.nan, of(kept, axis=0)), blank, np.zeros(len(blank), bool)
    if node.op == "number":
        return np.array([node.number]), np.array([False]), np.array([False])
    with np.errstate(all="ignore"):
        parts = [values(part, figures) for part in node.parts]
        x, blank, empty = parts[0]
        if node.op == "negate":
            return -x, blank, empty
        if node.op == "abs":
            return np.abs(x), blank, empty
        if node.op == "log":
            return np.log(np.where(x > 0, x, np.nan)), blank, empty
        y, also_blank, also_empty = parts[1]
        blank, empty = blank | also_blank, empty | also_empty
        if node.op in ("divide", "growth"):
            if node.op == "divide":
                empty = empty | ((x == 0) & (y == 0))
            result = x / np.where(y > 0, y, np.nan) - (1 if node.op == "growth" else 0)
        else:
            result = {"add": np.add, "subtract": np.subtract, "increase": np.subtract, "multiply": np.multiply}[
                node.op
            ](x, y)
        return result, blank, empty
