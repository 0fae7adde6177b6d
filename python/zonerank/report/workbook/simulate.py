"""The sheet on which a reader changes raw figures of one zone and sees its new rank, and the sheet that computes it."""

from __future__ import annotations

from ...io.output import number_format
from ...labels import title, word, zone_title
from ...units import unit_name
from . import indicators, pick, scores, settings
from .book import BLANK, IN_100M, SCORE, SHARE, WIDEST_TITLE, Book, Sheet, cell, width_of
from .ranks import rank
from .raw import figure_format
from .scores import value_of

ZONE_ROW, ZONE_COLUMN, AT_COLUMN = 3, 1, 4
FIRST_PART = 5
WEIGHT, USED, TOTAL, SHARES, LOWER, UPPER, FIRST = range(1, 8)  # rows of the sheet that computes
AT = "simulated_row"


def write(book: Book, zone: int) -> None:
    """``zone``: the one that is shown first."""
    sheet = book.sheets["simulate"]
    say = book.say
    sheet.put(0, 0, say("What if: one zone with other raw figures", "情景模拟：改变一个高新区的原始数据"), "title")
    about = say(
        "Choose a zone, then type other figures into the yellow cells. All zones are ranked anew, with the bounds that "
        "follow. An empty yellow cell leaves the figure as it is; any text (such as: blank) takes it away.",
        "先选择高新区，再在黄色单元格中填写新数值；各高新区随之按新的上下限重新排名。黄色单元格留空表示不变，填任意文字（如：空）"
        "表示该数据缺失。",
    )
    sheet.sheet.merge_range(1, 0, 1, 7, about, book.format("note"))
    sheet.sheet.set_row(1, 34)
    sheet.put(ZONE_ROW, 0, zone_title(book.system, book.lang), "label")
    sheet.put(ZONE_ROW, ZONE_COLUMN, book.model.zones[zone], "choice")
    sheet.sheet.data_validation(
        ZONE_ROW, ZONE_COLUMN, ZONE_ROW, ZONE_COLUMN, {"validate": "list", "source": f"={pick.zones(book)}"}
    )
    sheet.put(ZONE_ROW, AT_COLUMN - 1, say("its row", "所在行次"), "note")
    name = sheet.at(ZONE_ROW, ZONE_COLUMN)
    sheet.put(ZONE_ROW, AT_COLUMN, float(zone + 1), "beside", "0", pick.row_of(book, name))
    book.book.define_name(AT, f"={sheet.at(ZONE_ROW, AT_COLUMN)}")
    n_groups = len(book.group_column)
    raw_row = FIRST_PART + n_groups + 3
    items_row = raw_row + len(book.model.raw) + 3
    used = _raw_part(book, sheet, zone, raw_row)
    _indicators_part(book, sheet, zone, items_row, used)
    sheet.sheet.set_h_pagebreaks([items_row - 1])  # a part with its heading on the next sheet of paper
    _computing(book, sheet, items_row)
    _groups_part(book, sheet, zone, FIRST_PART)
    _finish(book, sheet, FIRST_PART + n_groups)


def _groups_part(book: Book, sheet: Sheet, zone: int, row: int) -> None:
    model, say = book.model, book.say
    heads = [
        say("group", "分组"),
        say("rank now", "现名次"),
        say("new rank", "新名次"),
        say("places gained", "上升名次"),
        say("score now", "现得分"),
        say("new score", "新得分"),
        say("change of the score", "得分变化"),
    ]
    _head(sheet, row, heads)
    style = "0.##" if model.scaled.ties == "average" else "0"
    for k, (g, column) in enumerate(book.group_column.items()):
        at = row + 1 + k
        now, points = model.core.group_ranks[zone, g], model.core.group_scores[zone, g]
        computed = book.sheets["simulation"].down(column, FIRST, FIRST + book.n - 1)
        known = points == points
        sheet.put(at, 0, title(book.system.groups[g], book.lang), "strong" if g == 0 else "text")
        sheet.put(at, 1, value_of(now), "number", style, pick.rank(book, column, AT))
        sheet.put(at, 2, value_of(now), "strong", style, rank(cell(at, 5, "c"), computed, model.scaled.ties))
        sheet.put(
            at, 3, 0.0 if known else BLANK, "number", "+0.##;-0.##;0" if style != "0" else "+0;-0;0", _less(at, 1, 2)
        )
        sheet.put(at, 4, value_of(points), "number", SCORE, pick.score(book, column, AT))
        sheet.put(at, 5, value_of(points), "strong", SCORE, pick.score(book, column, AT, "simulation", FIRST))
        sheet.put(at, 6, 0.0 if known else BLANK, "number", "+0.00;-0.00;0.00", _less(at, 5, 4))


def _head(sheet: Sheet, row: int, texts: list[str]) -> None:
    for c, text in enumerate(texts):
        sheet.put(row, c, text, "heading")
    sheet.sheet.set_row(row, 33)


def _less(row: int, one: int, other: int) -> str:
    a, b = cell(row, one), cell(row, other)
    return f'IF(COUNT({a},{b})=2,{a}-{b},"")'


def _raw_part(book: Book, sheet: Sheet, zone: int, row: int) -> dict[tuple[str, int], str]:
    """The raw figures; returns the cells of those that are used."""
    say, model = book.say, book.model
    heads = [
        say("raw figure", "原始数据"),
        word("unit", book.lang),
        word("year", book.lang),
        say("now", "现值"),
        say("change to", "改为"),
        say("used", "采用值"),
        say("used, 100m CNY", "采用值（亿元）"),
    ]
    _head(sheet, row, heads)
    found = {}
    for k, column in enumerate(model.raw):
        at, key, style = row + 1 + k, (column.name, column.back), figure_format(column)
        value = value_of(column.values[zone])
        sheet.put(at, 0, title(column.item, book.lang), "text")
        sheet.put(at, 1, unit_name(column.unit, book.lang), "text")
        sheet.put(at, 2, float(model.core.year - column.back), "number", "0")
        sheet.put(at, 3, value, "number", style, pick.figure(book, key, AT))
        sheet.put(at, 4, None, "input", style)
        now, new, used = cell(at, 3), cell(at, 4), cell(at, 5)
        sheet.put(at, 5, value, "number", style, f'IF(ISNUMBER({new}),{new},IF({new}="",{now},""))')
        if times := IN_100M.get(column.unit):
            beside = BLANK if value is BLANK else value / times
            sheet.put(at, 6, beside, "beside", "#,##0.00", f'IF(ISNUMBER({used}),{used}/{times:g},"")')
        found[key] = cell(at, 5, "rc")
    return found


def _indicators_part(book: Book, sheet: Sheet, zone: int, row: int, used: dict) -> None:
    say, model, n = book.say, book.model, book.n
    heads = [
        word("indicator", book.lang),
        word("unit", book.lang),
        say("value now", "现值"),
        say("new value", "新值"),
        say("score now", "现得分"),
        say("new score", "新得分"),
        say("rank now", "现名次"),
        say("new rank", "新名次"),
        say("lower bound then", "新下限"),
        say("upper bound then", "新上限"),
        say("counts then", "是否计入"),
    ]
    _head(sheet, row, heads)
    ranks = model.core.indicator_ranks()
    source = book.sheets["indicators"]
    for k, (j, column) in enumerate(book.item_column.items()):
        at, item, scale = row + 1 + k, book.system.indicators[j], model.scaled.scales[j]
        style = number_format(model.values[:, j], item.unit in ("count", "item", "person"))
        value = model.values[zone, j]
        value = indicators.cached(book, zone, j) if value != value else value
        points, place = value_of(model.scores[zone, j]), value_of(ranks[zone, j])
        new, lower, upper = cell(at, 3, "rc"), cell(at, 8, "rc"), cell(at, 9, "rc")
        sheet.put(at, 0, title(item, book.lang), "text")
        sheet.put(at, 1, unit_name(item.unit, book.lang), "text")
        sheet.put(at, 2, value, "number", style, pick.value(book, j, AT))
        formula = indicators.formula_of(book, j, used.__getitem__)
        sheet.put(at, 3, value, "strong", style, formula)
        sheet.put(at, 4, points, "number", SCORE, pick.score(book, column, AT))
        sheet.put(at, 5, points, "strong", SCORE, scores.score(book, j, new, lower, upper))
        sheet.put(at, 6, place, "number", "0.##", pick.rank(book, column, AT))
        computed = book.sheets["simulation"].down(column, FIRST, FIRST + n - 1)
        sheet.put(at, 7, place, "number", "0.##", rank(cell(at, 5, "c"), computed, model.scaled.ties))
        last, all_rows = source.at(n + 1, 1 + j), source.down(1 + j, 0, n + 1)
        others = f"{source.at(0, 1 + j)}:INDEX({all_rows},{AT}),INDEX({all_rows},{AT}+2):{last},{new}"
        low, high = model.found.bounds[j]
        sheet.put(at, 8, float(low), "beside", style, book.lower[j] if scale.given else f"MIN({others})")
        sheet.put(at, 9, float(high), "beside", style, book.upper[j] if scale.given else f"MAX({others})")
        counts = "" if scale.out else settings.used(book, j, others, lower, upper)
        sheet.put(at, 10, float(model.found.used[j]), "beside", "0", counts)


def _computing(book: Book, shown: Sheet, items_row: int) -> None:
    """All scores with the changed figures: the zone's own from the sheet above, the others between the new bounds."""
    sheet, model, found = book.sheets["simulation"], book.model, book.model.found
    weights, source = book.sheets["weights"], book.sheets["indicators"]
    scores.heads(book, sheet)
    say = book.say
    names = (
        say("weight", "权重"), say("counts", "是否计入"), say("sum of weights of its parts", "下级权重合计"),
        say("share", "占比"), say("lower bound", "下限"), say("upper bound", "上限"),
    )  # fmt: skip
    for row, text in enumerate(names, start=1):
        sheet.put(row, 0, text, "note")
    places = {j: items_row + 1 + k for k, j in enumerate(book.item_column)}
    for g, c in book.group_column.items():
        own = cell(TOTAL, c)
        sheet.put(TOTAL, c, float(found.totals[g]), "beside", "", _total(book, g))
        sheet.put(USED, c, float(found.totals[g] > 0), "beside", "0", f"IF({own}>0,1,0)")
        if g:
            weight = weights.at(book.group_row[g], settings.WEIGHT)
            parent = book.group_column[model.scaled.means[g].parent]
            _share(sheet, c, parent, model.scaled.means[g].weight, float(found.group_shares[g]), weight)
    for j, c in book.item_column.items():
        scale = model.scaled.scales[j]
        sheet.put(USED, c, float(found.used[j]), "beside", "0", shown.at(places[j], 10))
        weight = weights.at(book.item_row[j], settings.WEIGHT)
        _share(sheet, c, book.group_column[scale.group], scale.weight, float(found.shares[j]), weight)
        style = number_format(model.values[:, j])
        sheet.put(LOWER, c, float(found.bounds[j][0]), "beside", style, shown.at(places[j], 8))
        sheet.put(UPPER, c, float(found.bounds[j][1]), "beside", style, shown.at(places[j], 9))
    for i, zone in enumerate(model.zones):
        row = FIRST + i
        sheet.put(row, 0, zone, "text", "", book.sheets["raw"].at(1 + i, 0, ""))
        for g, c in book.group_column.items():
            sheet.put(
                row, c, value_of(model.core.group_scores[i, g]), "strong", SCORE, scores.mean(book, g, row, SHARES)
            )
        for j, c in book.item_column.items():
            x, lower, upper = source.at(1 + i, 1 + j, ""), cell(LOWER, c, "r"), cell(UPPER, c, "r")
            own = scores.score(book, j, x, lower, upper)
            formula = f"IF({AT}={i + 1},{shown.at(places[j], 5)},{own})" if own else ""
            sheet.put(row, c, value_of(model.scores[i, j]), "number", SCORE, formula)
    sheet.as_table(book.n, 1 + len(book.group_column) + len(book.item_column), FIRST, 1, filters=False)


def _share(sheet: Sheet, c: int, parent: int, weight: float, share: float, place: str) -> None:
    total = cell(TOTAL, parent, "c")
    sheet.put(WEIGHT, c, weight, "beside", "General", place)
    sheet.put(SHARES, c, share, "beside", SHARE, f"IF({total}>0,{cell(WEIGHT, c)}*{cell(USED, c)}/{total},0)")


def _total(book: Book, g: int) -> str:
    inside, own = settings.parts_of(book, g)
    spans = [[book.group_column[k] for k in inside], [book.item_column[j] for j in own]]
    parts = [
        f"SUMPRODUCT({cell(WEIGHT, s[0])}:{cell(WEIGHT, s[-1])},{cell(USED, s[0])}:{cell(USED, s[-1])})"
        for s in spans
        if s
    ]
    return "+".join(parts) or "0"


def _finish(book: Book, sheet: Sheet, last_group: int) -> None:
    names = [title(item, book.lang) for item in book.system.indicators]
    for c, width in enumerate([width_of(names, most=WIDEST_TITLE), 18, 13, 14, 14, 14, 13, 11, 13, 13, 9]):
        sheet.sheet.set_column(c, c, width)
    sheet.sheet.freeze_panes(ZONE_ROW + 1, 1)
    sheet.sheet.set_landscape()
    sheet.sheet.fit_to_pages(1, 0)
    chart = book.book.add_chart({"type": "bar"})
    first = FIRST_PART + 1
    for c, colour, name in (
        (4, "#9AA7B4", book.say("score now", "现得分")),
        (5, "#1F5FA8", book.say("new score", "新得分")),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.title, first, 0, last_group, 0],
                "values": [sheet.title, first, c, last_group, c],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_title({"name": book.say("Scores now and then", "现得分与新得分"), "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}}, "num_format": "0"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 560, "height": 120 + 34 * (last_group - first + 1)})
    sheet.sheet.insert_chart(FIRST_PART, 8, chart, {"x_offset": 12})
