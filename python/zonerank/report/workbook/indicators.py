"""The sheet of indicators: each cell the formula of the indicator over the zone's raw statistics."""

from __future__ import annotations

from ...io.output import number_format
from ...labels import indicator_titles
from . import raw
from .book import BLANK, Book, width_of
from .formulas import ABSENT, UNDEFINED, cell_formula, expression

FIRST = 1  # row of the first zone


def formula_of(book: Book, j: int, place) -> str:
    """The formula of an indicator; ``place`` tells the cell of a raw column by its key."""
    model = book.model
    item, keys = book.system.indicators[j], model.keys
    ready = place(model.ready(j)) if model.ready(j) in keys else ""
    if not model.has_formula(j):
        return f'IF(ISNUMBER({ready}),{ready},"")' if ready else ""

    def of_field(name: str, back: int) -> str:
        return place((name, back)) if (name, back) in keys else ABSENT

    return cell_formula(expression(model.trees[j], of_field), item.factor, item.when_empty, ready)


def write(book: Book) -> None:
    """A row a zone, a column an indicator in its own unit; read back by the library under these headings."""
    sheet, model, items = book.sheets["indicators"], book.model, book.system.indicators
    headings = indicator_titles(["zone", *(item.id for item in items)], book.system, book.lang)
    sheet.headings(0, headings, [width_of(model.zones), *[13.0] * len(items)])
    for i, zone in enumerate(model.zones):
        sheet.put(FIRST + i, 0, zone, "text", "", book.sheets["raw"].at(raw.FIRST + i, 0, ""))
    source = book.sheets["raw"]
    for j in range(len(items)):
        style = number_format(model.values[:, j], items[j].unit in ("count", "item", "person"))
        for i in range(model.n):
            formula = ""
            if book.live:
                formula = formula_of(book, j, lambda key, i=i: source.at(raw.FIRST + i, book.raw_places[key], ""))
            value = model.values[i, j]
            sheet.put(FIRST + i, 1 + j, cached(book, i, j) if value != value else value, "number", style, formula)
    sheet.as_table(model.n, len(headings), filters=not book.live)


def cached(book: Book, i: int, j: int) -> str:
    """What the cell of a missing value holds."""
    return UNDEFINED if book.live and book.model.undefined[i, j] else BLANK


def column(book: Book, j: int) -> str:
    """The values of all zones."""
    return book.sheets["indicators"].down(1 + j, FIRST, FIRST + book.n - 1)
