"""What a text is made of: headings, paragraphs and tables; and every number in it with where it is from."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heading:
    text: str
    level: int  # 1: 一、  2: （一）


@dataclass(frozen=True)
class Paragraph:
    text: str
    part: str = ""  # that of its numbers
    numbers: tuple = ()  # rows of Numbers, in the order in which they were written


@dataclass(frozen=True)
class Table:
    caption: str
    headings: list[str]
    rows: list[list[str]]
    right: frozenset[int] = frozenset()  # columns of numbers


@dataclass
class Numbers:
    """Keeps every number that is written: its text, its value, and the table, row and column that it is from."""

    part: str = ""
    rows: list[tuple] = field(default_factory=list)

    def __call__(self, text: str, value, table: str, row="", column: str = "", *, unit: str = "") -> str:
        """``unit`` is the one of a cell whose unit stands in another."""
        self.rows.append((self.part, text, float(value), table, str(row), column, unit))
        return text

    def paragraph(self, write) -> Paragraph | None:
        """What ``write()`` writes with these numbers; None where that is nothing."""
        before = len(self.rows)
        text = write()
        return Paragraph(text, self.part, tuple(self.rows[before:])) if text else None
