"""The formula of an indicator as a tree: what cells can compute of the grammar that the library reads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .refused import NotLive

TOKEN = re.compile(r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?P<word>[A-Za-z_]\w*)|(?P<sign>\S))", re.A)
OF_YEARS = ("growth", "increase", "previous")
OF_ONE = (*OF_YEARS, "log", "abs")
OF_SEVERAL = ("mean", "min", "max")


@dataclass(frozen=True)
class Node:
    """A number, a field of so many years before, an operator, or a function of its parts."""

    op: str
    parts: tuple[Node, ...] = ()
    number: float = 0.0
    name: str = ""
    back: int = 0
    unit: Counter = field(default_factory=Counter)  # powers of units as they are written


def parsed(text: str, units: dict[str, str]) -> Node:
    """The tree of a formula; ``units`` are those of the fields.

    Raises
    ------
    NotLive
        For what cells do not compute here: conditions, numbers with units, sums over different units.
    """
    return _Parser(text, units).whole()


class _Parser:
    def __init__(self, text: str, units: dict[str, str]) -> None:
        self._text, self._units = text, units
        self._tokens = [(m.lastgroup, m[m.lastgroup]) for m in TOKEN.finditer(text)]
        self._at = 0

    def whole(self) -> Node:
        found = self._sum(0)
        if self._at < len(self._tokens):
            self._refuse()
        return found

    def _refuse(self):
        raise NotLive(
            f"the formula {self._text} has a part that cells do not compute",
            f"公式 {self._text} 中有单元格公式无法计算的部分",
        )

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _take(self, sign: str) -> bool:
        if self._peek() != ("sign", sign):
            return False
        self._at += 1
        return True

    def _sum(self, back: int) -> Node:
        left = self._term(back)
        while self._peek() in (("sign", "+"), ("sign", "-")):
            op = "add" if self._take("+") else "subtract"
            self._at += op == "subtract"
            right = self._term(back)
            left = Node(op, (left, right), unit=self._same(left, right))
        return left

    def _same(self, left: Node, right: Node) -> Counter:
        if left.unit != right.unit:
            zero = [part for part in (left, right) if part.op == "number" and part.number == 0]
            if not zero:
                self._refuse()  # a factor would stand between them
            return right.unit if zero[0] is left else left.unit
        return left.unit

    def _term(self, back: int) -> Node:
        if self._take("-"):
            inner = self._term(back)
            return Node("negate", (inner,), unit=inner.unit)
        left = self._factor(back)
        while self._peek() in (("sign", "*"), ("sign", "/")):
            op = "multiply" if self._take("*") else "divide"
            self._at += op == "divide"
            right = self._factor(back)
            sign = 1 if op == "multiply" else -1
            unit = Counter(left.unit)
            for name, power in right.unit.items():
                unit[name] += sign * power
            left = Node(op, (left, right), unit=Counter({k: v for k, v in unit.items() if v}))
        return left

    def _factor(self, back: int) -> Node:
        if self._take("-"):
            inner = self._factor(back)
            return Node("negate", (inner,), unit=inner.unit)
        if self._take("("):
            inner = self._sum(back)
            if not self._take(")"):
                self._refuse()
            return inner
        kind, text = self._peek()
        self._at += 1
        if kind == "number":
            if self._peek()[0] == "word" or self._peek()[1] in ("%",) or not self._peek()[1].isascii():
                self._refuse()  # a number with a unit
            return Node("number", number=float(text))
        if kind != "word":
            self._refuse()
        if self._take("("):
            return self._call(text, back)
        if text not in self._units:
            self._refuse()
        return Node("field", name=text, back=back, unit=Counter({self._units[text]: 1}))

    def _call(self, name: str, back: int) -> Node:
        start = self._at
        parts = [self._sum(back)]
        while self._take(","):
            parts.append(self._sum(back))
        end = self._at
        if not self._take(")"):
            self._refuse()
        if name in OF_YEARS and len(parts) == 1:
            self._at = start
            before = self._sum(back + 1)
            self._at = end + 1
            if name == "previous":
                return before
            return Node(name, (parts[0], before), unit=Counter() if name == "growth" else parts[0].unit)
        if name == "abs" and len(parts) == 1:
            return Node(name, tuple(parts), unit=parts[0].unit)
        if name == "log" and len(parts) == 1 and not parts[0].unit:
            return Node(name, tuple(parts))
        plain = all(part.op == "field" and part.unit == parts[0].unit for part in parts)
        if name in OF_SEVERAL and plain:
            return Node(name, tuple(parts), unit=parts[0].unit)
        self._refuse()


def fields_of(node: Node) -> list[tuple[str, int]]:
    """The fields and how many years before, each once, in their order."""
    if node.op == "field":
        return [(node.name, node.back)]
    return list(dict.fromkeys(found for part in node.parts for found in fields_of(part)))
