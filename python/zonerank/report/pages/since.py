"""Since the year before: the causes of the change, the indicators behind it, whom the zone passed."""

from __future__ import annotations

import numpy as np

from ...analysis.change import CAUSES
from ...analysis.change import HEADINGS as CAUSE_WORDS
from ...figures import number, signed
from . import marks
from .facts import Facts, Refused
from .head import heading, name_of
from .indicators import unit
from .markup import Column, Html, both, paragraphs, section, table, tag

LISTED = 10  # indicators


def since(f: Facts, i: int) -> Html:
    """The section; where there is no year before, or it cannot be compared, it says so."""
    try:
        found = f.change
    except Refused as refused:
        return section("since", both("Since last year", "与上年相比"), tag("p", both(*refused.texts)))
    if found is None:
        said = both(
            "There are no figures of an earlier year, so that nothing is said of a change.",
            "没有更早年份的数据，无法说明变动。",
        )
        return section("since", both("Since last year", "与上年相比"), tag("p", said))
    zone = f.ranking.zones[i]
    name = both(f"Since {found.year_before}", f"与 {found.year_before} 年相比")
    lines = paragraphs(found.summary("en", zone=zone), found.summary("zh", zone=zone))
    if not found._is_split(zone):
        return section("since", name, lines)
    return section("since", name, lines, tag("div", causes(f, zone), own_figures(f, i), class_="two"))


def causes(f: Facts, zone: str) -> Html:
    """The parts of the change, which add up to it."""
    row = f.changes[zone]
    parts = np.array([row[cause] for cause in CAUSES], dtype=float)
    most = float(np.abs(parts).max())
    columns = [
        Column(both("Cause", "原因")),
        Column(heading("places_gained"), True),
        Column(both("As a bar", "图"), class_="b"),
    ]
    rows = [
        [heading(CAUSE_WORDS.get(cause, cause)), signed(part), marks.bar(part, most)]
        for cause, part in zip(CAUSES, parts, strict=True)
    ]
    total = [[both("Together", "合计"), signed(float(row["moved"])), ""]]
    return table(both("Causes of the change [places]", "名次变动的原因（位）"), columns, rows, foot=total)


def own_figures(f: Facts, i: int) -> Html:
    """The indicators by which its own figures moved the rank most."""
    own = f.own_changes(i)
    order = sorted(own.values(), key=lambda row: -abs(np.nan_to_num(row["places"])))
    moving = [row for row in order if abs(np.nan_to_num(row["places"])) >= 0.005]
    names = {item.id: item for item in f.system.indicators}
    columns = [
        Column(heading("indicator")),
        Column(both(str(f.change.year_before), f"{f.change.year_before} 年"), True),
        Column(both(str(f.ranking.year), f"{f.ranking.year} 年"), True),
        Column(heading("unit"), class_="u"),
        Column(heading("places_gained"), True),
    ]
    rows = [
        [
            name_of(names[r["indicator"]]),
            number(r["value_before"]),
            number(r["value"]),
            unit(r["unit"]),
            signed(r["places"]),
        ]
        for r in moving[:LISTED]
    ]
    more = [[both("Others together", "其余合计"), "", "", "", signed(sum(r["places"] for r in moving[LISTED:]))]]
    caption = both("Its own figures by indicator [places]", "自身数据：各指标的影响（位）")
    return table(caption, columns, rows, foot=more if len(moving) > LISTED else None)
