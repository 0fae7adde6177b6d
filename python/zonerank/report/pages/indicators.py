"""The indicators of a zone: a table that sorts, filters and can be edited; strengths and weaknesses."""

from __future__ import annotations

import numpy as np

from ...figures import difference, number, rank_text, score, signed
from ...units import unit_name
from .facts import Facts, Refused
from .head import heading, name_of
from .markup import Column, Html, both, joined, section, table, tag
from .method import Unusual, data_script

QUARTILES = (  # from the worse side; whose distance is told
    ("to the lower quartile", "距下四分位"),
    ("to the median", "距中位数"),
    ("to the best quarter", "距前四分之一"),
)


def next_quartile(f: Facts, i: int, j: int) -> tuple[float, Html]:
    """How far the nearest better quartile of the zones is, in the indicator's unit, and which one it is."""
    own, less_is_better = f.values[i, j], f.system.indicators[j].direction == "-"
    if not np.isfinite(own):
        return np.nan, Html("")
    for at, words in zip(f.quartiles[j].tolist(), QUARTILES, strict=True):
        if (at < own) if less_is_better else (at > own):
            return at - own, both(*words)
    return np.nan, both("in the best quarter", "已在前四分之一")


def indicator_table(f: Facts, i: int, rows: dict, own: dict) -> Html:
    """``rows`` are those of the explanation by id, ``own`` those of the change of own figures by id."""
    before = f.change.year_before if own else None
    columns = [
        Column(heading("indicator"), class_="name"),
        Column(heading("group"), class_="g"),
        Column(heading("value"), True, "v"),
        Column(heading("unit"), class_="u"),
        Column(heading("score"), True, "sc"),
        Column(both("All zones by score", "各高新区得分分布"), class_="s"),
        Column(heading("rank"), True, "rk"),
        Column(both("Median", "中位数"), True),
        Column(both("To the next quartile", "距下一个四分位"), True, "q"),
        *([Column(both(f"Change since {before}", f"比 {before} 年"), True)] if before is not None else []),
        Column(heading("places_gained"), True),
        Column(heading("weight"), True),
    ]
    made = []
    for j, item in enumerate(f.system.indicators):
        group = f.system.groups[item.group_index]
        row, value, rank = rows[item.id], f.values[i, j], f.indicator_ranks[i, j]
        way, which = next_quartile(f, i, j)
        cells = [
            joined([f"{item.code} " if item.code else "", name_of(item)]),
            group.code or name_of(group),
            number(value),
            unit(item.unit),
            score(f.core.scores[i, j]),
            f.indicator_strips[j].svg(f.core.scores[i, j]),
            f"{rank_text(rank)}/{f.n_on_indicators[j]}" if np.isfinite(rank) else "—",
            number(f.quartiles[j, 1]),
            joined([difference(way), " ", tag("small", which)]) if np.isfinite(way) else tag("small", which),
        ]
        if before is not None:
            cells.append(difference(value - own[item.id]["value_before"]) if item.id in own else "—")
        cells += [signed(row["places"]), share(f.core.weights[j])]
        made.append(({"data-j": j, "data-g": item.group_index, "class": "out" if f.core.left_out[j] else None}, cells))
    caption = both("Indicators", "指标")
    return table(caption, columns, made, "sortable", "indicators")


def share(weight: float) -> str:
    return f"{number(100 * weight, 3)} %"


def unit(text: str) -> Html:
    return both(text, unit_name(text, "zh"))


def indicators(f: Facts, i: int, rows: dict) -> Html:
    """The section, with the data of what-if or why there are none."""
    try:
        own = f.own_changes(i)
    except Refused:
        own = {}
    said, data = what_if(f, i)
    note = both(
        "Places: how far the indicator moves the zone ahead of (+) or behind (-) the middle rank; they add up to the "
        "places of the group. Weight: share in the overall score.",
        "名次得失：该指标使本高新区比居中名次靠前（+）或靠后（-）的位数，相加得该组的名次得失。权重：占总分的比重。",
    )
    parts = [tag("p", note, class_="note"), said, indicator_table(f, i, rows, own), data]
    return section("all", both("Indicators", "指标"), *parts)


def what_if(f: Facts, i: int) -> tuple[Html, Html]:
    """What is said of it above the table, and the data that the page computes with."""
    if not f.wanted.what_if:
        said = both("What-if was left out of this page.", "本页未包含情景模拟。")
        return tag("p", said, class_="note"), Html("")
    try:
        data = data_script(i, f.model)
    except Unusual as unusual:
        return tag("p", both(*unusual.texts), class_="note"), Html("")
    said = both(
        "What if: change a value, and all zones are ranked anew on this page; bounds and ranks of the others move too. "
        "Places and levers stay as they are.",
        "情景模拟：修改任一数值，本页即对全部高新区重新排名，上下限和其他高新区的名次随之变动；名次得失和单项调整不变。",
    )
    return tag("p", said, class_="note script", id="what-if"), data


def strengths(f: Facts, explanation) -> Html:
    """Its best and its worst indicators."""
    parts = [
        _listed(f, explanation.strengths(), heading("strengths")),
        _listed(f, explanation.weaknesses(), heading("weaknesses")),
    ]
    rule = both(
        "Strengths are among the ten best percentile ranks of the zone, or rank 3 or better; weaknesses among its ten "
        "worst. A group of which a fifth of the data is missing has neither.",
        "强项：百分位最好的十项之内，或名次在前 3；弱项：最差的十项之内。数据缺五分之一的一级指标不列。",
    )
    return section(
        "strong",
        both("Strengths and weaknesses", "强项和弱项"),
        tag("p", rule, class_="note"),
        tag("div", *parts, class_="two"),
    )


def _listed(f: Facts, frame, caption: Html) -> Html:
    items = {item.id: (j, item) for j, item in enumerate(f.system.indicators)}
    columns = [
        Column(heading("indicator")),
        Column(heading("rank"), True),
        Column(heading("value"), True),
        Column(heading("unit"), class_="u"),
        Column(both("Median", "中位数"), True),
    ]
    rows = []
    for row in frame.to_dict("records"):
        j, item = items[row["indicator"]]
        rank = f"{rank_text(float(row['rank']))}/{row['of']}"
        rows.append([name_of(item), rank, number(row["value"]), unit(item.unit), number(f.quartiles[j, 1])])
    if not rows:
        rows = [[both("none", "无"), "", "", "", ""]]
    return table(caption, columns, rows)
