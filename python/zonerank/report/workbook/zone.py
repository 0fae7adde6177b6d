"""The sheet of one zone: its groups and indicators beside the median of all zones."""

from __future__ import annotations

import numpy as np

from ...io.output import number_format
from ...labels import title, word
from ...units import unit_name
from . import indicators, pick, scores
from .book import BLANK, IN_100M, LONGEST_NAME, SCORE, SHARE, WIDEST_TITLE, Book, cell, width_of
from .scores import value_of

FIRST_PART = 3


def sheet_name(zone: str, taken: set[str]) -> str:
    """A name that Excel takes, and no sheet has yet."""
    base = (
        "".join("_" if ch in "[]:*?/\\'" or ord(ch) < 32 else ch for ch in zone)[: LONGEST_NAME - 4].strip() or "zone"
    )
    found, n = base, 1
    while found.casefold() in taken or found.casefold() == "history":
        n += 1
        found = f"{base} {n}"
    taken.add(found.casefold())
    return found


def write(book: Book, key: str, zone: int) -> None:
    sheet, model, say = book.sheets[key], book.model, book.say
    sheet.put(0, 0, model.zones[zone], "title")
    year = model.core.year
    sheet.put(1, 0, say(f"data of {year}", f"{year} 年数据"), "note")
    at = "" if not book.live else cell(1, 9, "rc")
    sheet.put(1, 8, say("its row", "所在行次"), "note")
    sheet.put(1, 9, float(zone + 1), "beside", "0", pick.row_of(book, cell(0, 0, "rc")) if book.live else "")
    last_group = _groups(book, sheet, zone, at)
    last = _items(book, sheet, zone, at, last_group + 3)
    names = [title(item, book.lang) for item in book.system.indicators]
    for c, width in enumerate([width_of(names, most=WIDEST_TITLE), 18, 13, 13, 13, 10, 10, 9, 10, 9]):
        sheet.sheet.set_column(c, c, width)
    sheet.sheet.freeze_panes(1, 1)
    sheet.sheet.fit_to_pages(1, 0)
    n_groups = last_group - FIRST_PART
    _chart(book, sheet, say("Scores of the groups", "分组得分"), (FIRST_PART + 1, last_group), (2, 3), last + 2, 34)
    below = last + 3 + (120 + 34 * n_groups) // 20
    _chart(book, sheet, say("Scores of the indicators", "指标得分"), (last_group + 4, last), (5, 6), below, 22)


def _groups(book: Book, sheet, zone: int, at: str) -> int:
    """The table of groups; returns its last row."""
    model, say = book.model, book.say
    heads = [
        say("group", "分组"),
        word("rank", book.lang),
        say("score", "得分"),
        say("median score", "得分中位数"),
        say("zones with a rank", "参评数"),
    ]
    for c, text in enumerate(heads):
        sheet.put(FIRST_PART, c, text, "heading")
    sheet.sheet.set_row(FIRST_PART, 33)
    row = FIRST_PART
    for g, column in book.group_column.items():
        row += 1
        points = model.core.group_scores[:, g]
        known = points[np.isfinite(points)]
        all_zones = book.sheets["scores"].down(column, scores.FIRST, scores.FIRST + book.n - 1)
        sheet.put(row, 0, title(book.system.groups[g], book.lang), "strong" if g == 0 else "text")
        sheet.put(
            row,
            1,
            value_of(model.core.group_ranks[zone, g]),
            "strong",
            "0.##" if _half(model) else "0",
            pick.rank(book, column, at),
        )
        sheet.put(row, 2, value_of(points[zone]), "number", SCORE, pick.score(book, column, at))
        sheet.put(row, 3, float(np.median(known)) if known.size else BLANK, "number", SCORE, _median(all_zones))
        sheet.put(row, 4, float(known.size), "number", "0", f"COUNT({all_zones})")
    return row


def _half(model) -> bool:
    """Whether ranks may have a half."""
    ranks = model.core.group_ranks
    return bool((ranks[np.isfinite(ranks)] % 1).any()) or (model.live and model.scaled.ties == "average")


def _median(column: str) -> str:
    return f'IF(COUNT({column})>0,MEDIAN({column}),"")'


def _items(book: Book, sheet, zone: int, at: str, row: int) -> int:
    """The table of indicators; returns its last row."""
    model, say, ranks = book.model, book.say, book.model.core.indicator_ranks()
    heads = [
        word("indicator", book.lang), word("unit", book.lang), word("value", book.lang), say("100m CNY", "亿元"),
        say("median value", "中位数"), say("score", "得分"), say("median score", "得分中位数"), word("rank", book.lang),
        say("zones with a rank", "参评数"), say("share in the overall score", "总分占比"),
    ]  # fmt: skip
    for c, text in enumerate(heads):
        sheet.put(row, c, text, "heading")
    sheet.sheet.set_row(row, 33)
    style = "0.##" if _half(model) else "0"
    for j, column in book.item_column.items():
        row += 1
        item, values, points = book.system.indicators[j], model.values[:, j], model.scores[:, j]
        known, scored = values[np.isfinite(values)], points[np.isfinite(points)]
        number = number_format(values, item.unit in ("count", "item", "person"))
        value = values[zone]
        shown = indicators.cached(book, zone, j) if value != value else float(value)
        all_scores = book.sheets["scores"].down(column, scores.FIRST, scores.FIRST + book.n - 1)
        sheet.put(row, 0, title(item, book.lang), "text")
        sheet.put(row, 1, unit_name(item.unit, book.lang), "text")
        sheet.put(row, 2, shown, "strong", number, pick.value(book, j, at))
        if times := IN_100M.get(item.unit):
            own = cell(row, 2)
            beside = BLANK if value != value else float(value) / times
            sheet.put(row, 3, beside, "beside", "#,##0.00", f'IF(ISNUMBER({own}),{own}/{times:g},"")')
        middle = float(np.median(known)) if known.size else BLANK
        sheet.put(row, 4, middle, "number", number, _median(indicators.column(book, j)))
        sheet.put(row, 5, value_of(points[zone]), "number", SCORE, pick.score(book, column, at))
        sheet.put(row, 6, float(np.median(scored)) if scored.size else BLANK, "number", SCORE, _median(all_scores))
        sheet.put(row, 7, value_of(ranks[zone, j]), "strong", style, pick.rank(book, column, at))
        sheet.put(row, 8, float(scored.size), "number", "0", f"COUNT({all_scores})")
        share = book.sheets["weights"].at(book.item_row[j], 7)
        sheet.put(row, 9, float(book.in_all[j]), "number", SHARE, share)
    return row


def _chart(book: Book, sheet, name: str, rows: tuple[int, int], columns: tuple[int, int], at: int, each: int) -> None:
    chart = book.book.add_chart({"type": "bar"})
    parts = (
        (columns[1], "#B4BDC6", book.say("median", "中位数")),
        (columns[0], "#1F5FA8", book.say("this zone", "本高新区")),
    )
    for c, colour, text in parts:
        chart.add_series(
            {
                "name": text,
                "categories": [sheet.title, rows[0], 0, rows[1], 0],
                "values": [sheet.title, rows[0], c, rows[1], c],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_title({"name": name, "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}, "label_position": "low"})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}}, "num_format": "0"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 980, "height": 120 + each * (rows[1] - rows[0] + 1)})
    sheet.sheet.insert_chart(at, 0, chart)
