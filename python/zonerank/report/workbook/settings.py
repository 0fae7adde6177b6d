"""The sheets of weights and bounds: what the reader may change of the method, with names for it."""

from __future__ import annotations

import numpy as np

from ... import _core
from ...io.output import number_format
from ...labels import title, word
from ...units import unit_name
from . import indicators
from .book import SHARE, WIDEST_TITLE, Book, width_of

FIRST = 1
NAME, ID, INSIDE, WEIGHT, USED, TOTAL, IN_GROUP, IN_ALL, LEAST, RATIO, WHY, STATUS = range(12)


def write(book: Book) -> None:
    _bounds(book)
    _weights(book)


# ---- bounds


def _bounds(book: Book) -> None:
    """A row an indicator: what scores 0 and 100."""
    sheet, model, system = book.sheets["bounds"], book.model, book.system
    say = book.say
    names = [title(item, book.lang) for item in system.indicators]
    columns = ("indicator", "unit", "direction", "lower", "upper", "given", "id")
    sheet.headings(
        0, [word(c, book.lang) for c in columns], [width_of(names, most=WIDEST_TITLE), 16, 12, 14, 14, 20, 26]
    )
    given_of = model.ranking.scaling.columns()
    for j, item in enumerate(system.indicators):
        row, known = FIRST + j, given_of[j]
        found = known["parameters"]
        scale = model.scaled.scales[j] if book.live else None
        ends = [found.get("lower", np.nan), found.get("upper", np.nan)]
        learned = book.live and not scale.given
        if book.live:
            ends = [float(x) for x in model.found.bounds[j]]
        style = number_format(model.values[:, j])
        sheet.put(row, 0, names[j], "text")
        sheet.put(row, 1, unit_name(item.unit, book.lang), "text")
        less = item.direction == "-"
        sheet.put(row, 2, say("less is better", "越小越好") if less else say("more is better", "越大越好"), "text")
        all_zones = indicators.column(book, j)
        for c, end, function in ((3, ends[0], "MIN"), (4, ends[1], "MAX")):
            kind = "number" if learned or not book.live else "input"
            sheet.put(row, c, end, kind, style, f"{function}({all_zones})" if learned else "")
        by = say("given", "给定") if known["given"] else say("worst and best zone", "各高新区的最差与最优值")
        sheet.put(row, 5, by if known["normalization"]["method"] in ("min-max", "goalposts") else "", "text")
        sheet.put(row, 6, item.id, "beside")
        if book.live:
            book.lower.append(book.named(f"lower_{item.id}", sheet.at(row, 3)))
            book.upper.append(book.named(f"upper_{item.id}", sheet.at(row, 4)))
    sheet.as_table(len(names), len(columns))


# ---- weights


def _weights(book: Book) -> None:
    """Groups so that those inside one stand together, then indicators by group: sums go over neighbours."""
    sheet, model, system, say = book.sheets["weights"], book.model, book.system, book.say
    headings = [
        say("group or indicator", "分组或指标"),
        word("id", book.lang),
        say("inside", "所属分组"),
        say("weight inside it", "组内权重"),
        say("counts", "是否计入"),
        say("sum of weights of its parts", "下级权重合计"),
        say("share inside it", "组内占比"),
        say("share in the overall score", "总分占比"),
        say("least share of weight present", "最低可用权重占比"),
        say(
            "share of the spread of the overall score that it explains (correlation ratio)",
            "可解释的总分差异占比（相关比）",
        ),
        say("why left out", "未计入原因"),
        say("weight known from", "权重依据"),
    ]
    names = [title(x, book.lang) for x in [*system.groups, *system.indicators]]
    sheet.headings(0, headings, [width_of(names, most=WIDEST_TITLE), 24, 22, 11, 9, 12, 11, 12, 12, 18, 22, 14])
    groups, items = order(book)
    book.group_row = {g: FIRST + k for k, g in enumerate(groups)}
    book.item_row = {j: FIRST + len(groups) + k for k, j in enumerate(items)}
    parents, of = [group.parent_index for group in system.groups], [item.group_index for item in system.indicators]
    book.parts = {g: ([k for k in groups if parents[k] == g], [j for j in items if of[j] == g]) for g in groups}
    in_all = {0: 1.0}
    for g in groups:
        _group_row(book, sheet, g, in_all)
    ratios = _core.effective_weights(model.scores, model.core.group_scores[:, 0])[0]
    for j in items:
        _item_row(book, sheet, j, in_all, ratios[j])
    sheet.as_table(len(groups) + len(items), len(headings))


def order(book: Book) -> tuple[list[int], list[int]]:
    """Groups by level and indicators by group."""
    system = book.system
    groups = [0]
    for g in groups:
        groups += [k for k, group in enumerate(system.groups) if group.parent_index == g]
    items = [j for g in groups for j, item in enumerate(system.indicators) if item.group_index == g]
    return groups, items


def parts_of(book: Book, g: int) -> tuple[list[int], list[int]]:
    """The groups and the indicators right inside a group, which stand together in :func:`order`."""
    return book.parts[g]


def _total(book: Book, sheet, g: int) -> str:
    inside, own = parts_of(book, g)
    parts = []
    for rows in ([book.group_row[k] for k in inside], [book.item_row[j] for j in own]):
        if rows:
            parts.append(f"SUMPRODUCT({sheet.down(WEIGHT, rows[0], rows[-1])},{sheet.down(USED, rows[0], rows[-1])})")
    return "+".join(parts) or "0"


def _group_row(book: Book, sheet, g: int, in_all: dict[int, float]) -> None:
    model, group, row = book.model, book.system.groups[g], book.group_row[g]
    sheet.put(row, NAME, title(group, book.lang), "strong")
    sheet.put(row, ID, group.id, "beside")
    parent = group.parent_index
    if parent >= 0:
        sheet.put(row, INSIDE, title(book.system.groups[parent], book.lang), "text")
    if not book.live:
        sheet.put(row, WEIGHT, group.weight if parent >= 0 else None, "number")
        sheet.put(row, STATUS, word(group.weight_status, book.lang) if parent >= 0 else "", "text")
        return
    found, mean = model.found, model.scaled.means[g]
    total = sheet.at(row, TOTAL)
    sheet.put(row, TOTAL, float(found.totals[g]), "number", "General", _total(book, sheet, g))
    sheet.put(row, USED, float(found.totals[g] > 0), "number", "0", f"IF({total}>0,1,0)")
    sheet.put(row, LEAST, mean.least, "input", SHARE)
    if parent < 0:
        sheet.put(row, IN_ALL, 1.0, "number", SHARE)
        return
    in_all[g] = in_all[parent] * float(found.group_shares[g])
    sheet.put(row, WEIGHT, mean.weight, "input")
    _shares(book, sheet, row, book.group_row[parent], float(found.group_shares[g]), in_all[g])
    sheet.put(row, STATUS, word(group.weight_status, book.lang), "text")
    book.share_of_group[g] = sheet.at(row, IN_GROUP)
    book.named(f"weight_{group.id}", sheet.at(row, WEIGHT))


def _shares(book: Book, sheet, row: int, parent_row: int, share: float, in_all: float) -> None:
    total, in_parent = sheet.at(parent_row, TOTAL), sheet.at(parent_row, IN_ALL)
    own = f"{sheet.at(row, WEIGHT)}*{sheet.at(row, USED)}"
    sheet.put(row, IN_GROUP, share, "number", SHARE, f"IF({total}>0,{own}/{total},0)")
    sheet.put(row, IN_ALL, in_all, "number", SHARE, f"{sheet.at(row, IN_GROUP)}*{in_parent}")


def _item_row(book: Book, sheet, j: int, in_all: dict[int, float], ratio: float) -> None:
    model, item, row = book.model, book.system.indicators[j], book.item_row[j]
    sheet.put(row, NAME, title(item, book.lang), "text")
    sheet.put(row, ID, item.id, "beside")
    sheet.put(row, INSIDE, title(book.system.groups[item.group_index], book.lang), "text")
    sheet.put(row, RATIO, float(ratio), "number", SHARE)
    sheet.put(row, WHY, book.model.core.left_out_why(book.lang)[j], "text")
    sheet.put(row, STATUS, word(item.weight_status, book.lang), "text")
    book.in_all[j] = float(model.core.weights[j])
    if not book.live:
        sheet.put(row, WEIGHT, item.weight, "number")
        sheet.put(row, IN_ALL, float(model.core.weights[j]), "number", SHARE)
        return
    found, scale = model.found, model.scaled.scales[j]
    sheet.put(row, WEIGHT, scale.weight, "input")
    sheet.put(
        row, USED, float(found.used[j]), "number", "0", "" if scale.out else used(book, j, indicators.column(book, j))
    )
    share = float(found.shares[j])
    book.in_all[j] = in_all[item.group_index] * share
    _shares(book, sheet, row, book.group_row[item.group_index], share, in_all[item.group_index] * share)
    book.share_of_item[j] = sheet.at(row, IN_GROUP)
    book.named(f"weight_{item.id}", sheet.at(row, WEIGHT))


def used(book: Book, j: int, counted: str, lower: str = "", upper: str = "") -> str:
    """1 where enough zones have the indicator and it tells them apart."""
    lower, upper = lower or book.lower[j], upper or book.upper[j]
    return f"IF(AND(COUNT({counted})>={book.model.scaled.wanted},{upper}>{lower}),1,0)"
