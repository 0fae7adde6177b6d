"""The enterprises that matter to a zone: masked unless named, and no cell of fewer than three of them."""

from __future__ import annotations

import numpy as np

from ...analysis.drill import TOPS
from ...figures import number, percent, rank_text, signed
from ...labels import title
from ..notices import LEAST_IN_CELL
from .facts import Facts, Refused
from .head import heading, name_of
from .markup import Column, Html, both, section, table, tag

LISTED = 10
SUPPRESSED = "·"


def enterprises(f: Facts, i: int) -> Html:
    """The section; nothing where the rows of enterprises were not kept."""
    if not f.has_enterprises:
        return Html("")
    name = both("Enterprises that matter", "影响较大的企业")
    try:
        found = f.drill
    except Refused as refused:
        return section("enterprises", name, tag("p", both(*refused.texts)))
    zone = f.ranking.zones[i]
    frame = found._columns()
    frame = frame[frame["zone"] == zone]
    said = both(
        f"{number(len(frame))} enterprises were taken out one at a time. Use this to find faulty records and to know "
        "whom the rank rests on; it is no reason to leave an enterprise out.",
        f"逐一去掉 {number(len(frame))} 家企业。用于查找错误数据、了解名次依靠哪些企业，不是剔除企业的理由。",
    )
    if len(frame) < LEAST_IN_CELL:
        few = both(f"Fewer than {LEAST_IN_CELL} enterprises: not shown.", f"企业不足 {LEAST_IN_CELL} 家，不予显示。")
        return section("enterprises", name, tag("p", few))
    parts = [tag("p", said), influences(f, frame), concentration(f, found, zone)]
    return section("enterprises", name, *parts)


def shown_name(f: Facts, name: str, number_: int) -> Html | str:
    return name if f.wanted.named else both(f"Enterprise {number_}", f"企业 {number_}")


def influences(f: Facts, frame) -> Html:
    """The enterprises that move the rank most; in masked pages they have numbers in this order, and of their influence
    no more than one decimal is told."""
    columns = [
        Column(heading("enterprise")),
        Column(heading("rank_without"), True),
        Column(heading("places_held"), True),
        Column(heading("influence_on_score"), True),
        *(Column(name_of(f.system.groups[g]), True) for g in (f.first if f.wanted.named else [])),
    ]
    digits = 3 if f.wanted.named else 1
    rows = []
    for k, row in enumerate(frame.head(LISTED).to_dict("records"), start=1):
        without, places = (float(np.nan if v is None or v != v else v) for v in (row["rank_without"], row["places"]))
        cells = [
            shown_name(f, row["enterprise"], k),
            rank_text(without),
            signed(places),
            signed(row["score_influence"], digits),
        ]
        if f.wanted.named:
            cells += [signed(row[f.system.groups[g].id], digits) for g in f.first]
        rows.append(cells)
    caption = both("The zone without one enterprise [places, points]", "去掉一家企业后（名次、分数）")
    return table(caption, columns, rows)


def is_told(top: int, n: int) -> bool:
    """Whether what the ``top`` largest of n enterprises have tells of three or more: of the largest, and of those that
    are left."""
    return top >= LEAST_IN_CELL and n >= LEAST_IN_CELL and not 0 < n - top < LEAST_IN_CELL


def concentration(f: Facts, found, zone: str) -> Html:
    """How much of each figure the largest enterprises have; in masked pages nothing of figures that one or two
    enterprises make up, since the figure itself stands elsewhere on the page."""
    frame = found.concentration(zone=zone)
    frame = frame[frame["total"].notna() & (f.wanted.named | (frame["enterprises"] >= LEAST_IN_CELL))]
    moved = frame.filter(like="rank_without_").astype(float).sub(frame["rank"].astype(float), axis=0).abs().max(axis=1)
    order = frame.assign(moved=moved).sort_values(["moved", "share_5"], ascending=False, kind="stable").index[:LISTED]
    fields = {field.name: field for field in f.system.fields}
    columns = [Column(heading("field")), Column(heading("enterprises"), True)]
    tops = [top for top in TOPS if f.wanted.named or top >= LEAST_IN_CELL]
    columns += [Column(both(f"Share of the {top} largest", f"前 {top} 家占比"), True) for top in tops]
    columns += [Column(both(f"Rank without them ({top})", f"去掉前 {top} 家后名次"), True) for top in tops]
    rows = []
    for row in frame.loc[order].to_dict("records"):
        field, n = fields[row["field"]], int(row["enterprises"])
        told = [f.wanted.named or is_told(top, n) for top in tops]
        cells = [both(title(field, "en"), title(field, "zh")), number(n)]
        cells += [percent(row[f"share_{top}"]) if yes else SUPPRESSED for top, yes in zip(tops, told, strict=True)]
        cells += [
            rank_of(row[f"rank_without_{top}"]) if yes else SUPPRESSED for top, yes in zip(tops, told, strict=True)
        ]
        rows.append(cells)
    caption = both("How much the largest enterprises have", "最大企业所占份额")
    note = both(
        f"{SUPPRESSED} stands for cells that would tell of fewer than {LEAST_IN_CELL} enterprises; figures that fewer "
        "make up are not listed.",
        f"“{SUPPRESSED}”表示可推出不足 {LEAST_IN_CELL} 家企业的数据；构成企业不足 {LEAST_IN_CELL} 家的数据不列出。",
    )
    return Html(table(caption, columns, rows) + ("" if f.wanted.named else tag("p", note, class_="note")))


def rank_of(value) -> str:
    return "—" if value is None or value != value else rank_text(float(value))
