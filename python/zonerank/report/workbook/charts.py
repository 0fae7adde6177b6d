"""The sheet of charts: the leading zones, and the groups of the first ten."""

from __future__ import annotations

from ...labels import title
from .book import Book

SHOWN, STACKED = 30, 10  # zones
COLOURS = ("#1F5FA8", "#D9822B", "#3A9278", "#8E6BB0", "#B5485D", "#6B7785", "#C2A83E", "#4FA3C7")


def write(book: Book) -> None:
    sheet, source = book.sheets["charts"], book.sheets["ranking"].title
    n = min(book.n, SHOWN)
    chart = book.book.add_chart({"type": "column"})
    chart.add_series(_series(source, 2, n, COLOURS[0]) | {"name": title(book.system.groups[0], book.lang), "gap": 40})
    text = book.say(f"Overall score, ranks 1 to {n}", f"总分：前 {n} 名")
    _finish(chart, text, legend=False)
    sheet.sheet.insert_chart(0, 0, chart)
    few = min(book.n, STACKED)
    groups = [g for g, group in enumerate(book.system.groups) if group.parent_index == 0]
    if groups:
        other = book.book.add_chart({"type": "column"})
        for k, g in enumerate(groups):
            name = title(book.system.groups[g], book.lang)
            other.add_series(_series(source, 1 + 2 * g, few, COLOURS[k % len(COLOURS)]) | {"name": name})
        _finish(other, book.say(f"Scores of the groups, ranks 1 to {few}", f"分组得分：前 {few} 名"), legend=True)
        sheet.sheet.insert_chart(22, 0, other)
    sheet.sheet.set_landscape()
    sheet.sheet.fit_to_pages(1, 1)
    sheet.sheet.hide_gridlines(2)


def _series(source: str, column: int, n: int, colour: str) -> dict:
    return {"categories": [source, 1, 1, n, 1], "values": [source, 1, column, n, column], "fill": {"color": colour}}


def _finish(chart, text: str, legend: bool) -> None:
    chart.set_title({"name": text, "name_font": {"size": 12}})
    chart.set_x_axis({"num_font": {"rotation": -45, "size": 8}, "label_position": "low"})
    chart.set_y_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}}})
    chart.set_legend({"position": "bottom"} if legend else {"none": True})
    chart.set_size({"width": 1080, "height": 420})
