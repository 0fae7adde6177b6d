"""The sheet of raw statistics: what indicators are made of, to be changed by the reader."""

from __future__ import annotations

from ...io.output import number_format
from ...labels import title, zone_title
from ...units import unit_name
from .book import IN_100M, Book, cell, width_of
from .model import RawColumn

FIRST = 1  # row of the first zone


def heading(book: Book, column: RawColumn) -> str:
    """Name and unit; the year where it is an earlier one."""
    name, unit = title(column.item, book.lang), unit_name(column.unit, book.lang)
    ready = not hasattr(column.item, "number")
    given = book.say(" as given", "（直接给出）") if ready else ""
    year = f" {book.model.core.year - column.back}" if column.back else ""
    return f"{name}{given}{year}（{unit}）" if book.lang == "zh" else f"{name}{given}{year} ({unit})"


def figure_format(column: RawColumn) -> str:
    return number_format(column.values, column.number == "count" or column.unit in IN_100M)


def write(book: Book) -> None:
    """A row a zone, a column a figure; large amounts also in 100m CNY."""
    sheet, model = book.sheets["raw"], book.model
    headings, widths = [zone_title(book.system, book.lang)], [width_of(model.zones)]
    places: list[int] = []
    for column in model.raw:
        places.append(len(headings))
        headings.append(heading(book, column))
        widths.append(15)
        if column.unit in IN_100M:
            headings.append(book.say("100m CNY", "亿元"))
            widths.append(9)
    sheet.headings(0, headings, widths)
    for i, zone in enumerate(model.zones):
        sheet.put(FIRST + i, 0, zone, "text")
    for column, c in zip(model.raw, places, strict=True):
        style = figure_format(column)
        times = IN_100M.get(column.unit)
        for i, value in enumerate(column.values):
            sheet.put(FIRST + i, c, value, "input" if book.live else "number", style)
            if times:
                own = cell(FIRST + i, c)
                sheet.put(
                    FIRST + i, c + 1, value / times, "beside", "#,##0.00", f'IF(ISNUMBER({own}),{own}/{times:g},"")'
                )
    sheet.as_table(model.n, len(headings))
    book.raw_places = {(column.name, column.back): c for column, c in zip(model.raw, places, strict=True)}
