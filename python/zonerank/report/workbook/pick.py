"""Figures of one zone whose name stands in a cell, looked up so that rows of the raw statistics may be sorted."""

from __future__ import annotations

from . import indicators, raw, scores
from .book import Book


def zones(book: Book) -> str:
    """The cells with the names of all zones."""
    return book.sheets["raw"].down(0, raw.FIRST, raw.FIRST + book.n - 1)


def row_of(book: Book, name: str) -> str:
    """Which of the rows has the name of a cell: exact, where MATCH would read * and ? as any text."""
    all_zones = zones(book)
    first = book.sheets["raw"].at(raw.FIRST, 0)
    return f"SUMPRODUCT(EXACT({all_zones},{name})*(ROW({all_zones})-ROW({first})+1))"


def figure(book: Book, key: tuple[str, int], at: str) -> str:
    """A figure; nothing where it is blank, which INDEX alone would read as 0."""
    c = book.raw_places[key]
    return _number(f"INDEX({book.sheets['raw'].down(c, raw.FIRST, raw.FIRST + book.n - 1)},{at})")


def _number(found: str) -> str:
    return f'IF(ISNUMBER({found}),{found},"")'


def value(book: Book, j: int, at: str) -> str:
    return f"INDEX({indicators.column(book, j)},{at})"


def score(book: Book, column: int, at: str, sheet: str = "scores", first: int = scores.FIRST) -> str:
    """A score of a group or an indicator by its column."""
    return f"INDEX({book.sheets[sheet].down(column, first, first + book.n - 1)},{at})"


def rank(book: Book, column: int, at: str) -> str:
    return f"INDEX({book.sheets['ranks'].down(column, 1, book.n)},{at})"
