"""The page of all zones: league table, heat map of ranks, what they rest on."""

from __future__ import annotations

import numpy as np

from ...figures import plain, rank_text, score, signed
from ...labels import title
from . import shell
from .facts import Facts, Refused
from .head import heading, name_of, title_block, zone_heading
from .markup import Column, Html, both, escaped, joined, paragraphs, section, table, tag
from .notes import method

CLASSES = 5  # of ranks in the heat map
MOST_OF_INDICATORS = 1000  # zones, above which the heat map is of groups alone
TIERS = 4


def all_page(f: Facts, links: dict[int, str] | None = None) -> str:
    """The file; ``links`` are where the pages of zones are."""
    n = len(f.ranking.zones)
    what = both(f"All {n} zones: scores, ranks and how sure they are", f"全部 {n} 个高新区：得分、名次及其可靠程度")
    nav = [
        ("league", "Ranking", "排名"),
        ("spread", "Spread", "分布"),
        ("heat", "Heat map", "热力图"),
        ("method", "Method", "方法"),
    ]
    sections: list[Html] = [
        title_block(f, what, both("Ranking of all zones", "高新区排名")),
        paragraphs(f.ranking.summary("en"), f.ranking.summary("zh")),
        league(f, links or {}),
        spread(f),
        heat(f, links or {}),
        method(f, with_notices=True),
    ]
    contents = joined(tag("a", both(en, zh), href=f"#{id_}") for id_, en, zh in nav)
    name = f"{title(f.system, f.wanted.lang) or f.system.id} · {f.ranking.year}"
    return shell.page(name, f.wanted.lang, sections, ("tables.js", "league.js"), contents, wide=True)


def linked(f: Facts, i: int, links: dict[int, str]) -> Html:
    name = f.ranking.zones[i]
    return tag("a", name, href=links[i]) if i in links else Html(escaped(name))


def tier(rank: float, of: int) -> str:
    """The quarter of the ranks, 1 the best."""
    return str(min(TIERS, int(np.ceil(TIERS * rank / of)))) if np.isfinite(rank) else "—"


def league(f: Facts, links: dict[int, str]) -> Html:
    try:
        intervals, refused = f.intervals, Html("")
    except Refused as why:
        intervals, refused = None, tag("p", both(*why.texts), class_="note")
    year = f.change.year_before if f.changes else None
    columns = [
        Column(zone_heading(f)),
        Column(heading("rank"), True),
        Column(heading("score"), True),
        *(Column(name_of(f.system.groups[g]), True) for g in f.first),
        *([Column(both("Rank interval", "名次区间"), True)] if intervals is not None else []),
        *([Column(both(f"Since {year}", f"比 {year} 年"), True)] if year is not None else []),
        Column(both("Tier", "档次"), True),
        *(Column(heading(other.id), True) for other in f.core.alternatives),
        Column(heading("n_missing"), True),
    ]
    of = int(f.n_ranked[0])
    rows = []
    for i in f.order:
        rank = f.ranks[i, 0]
        cells = [linked(f, i, links), rank_text(rank), score(f.scores[i, 0])]
        cells += [f"{score(f.scores[i, g])} ({rank_text(f.ranks[i, g])})" for g in f.first]
        if intervals is not None:
            low, high = intervals[i]
            cells.append(f"{rank_text(low)}–{rank_text(high)}" if np.isfinite(low) else "—")
        if year is not None:
            cells.append(moved(f.changes.get(f.ranking.zones[i])))
        cells += [tier(rank, of), *(rank_text(other.ranks[i]) for other in f.core.alternatives)]
        rows.append(({"data-z": i}, [*cells, f"{f.core.n_missing[i]:g}"]))
    note = both(
        "Of the groups: score and rank. Rank interval: nine of ten redraws with weights ±25 %. Since the year before: "
        "places gained (+) or lost (-); ~ is within the noise band. Tier: quarter of the ranks.",
        "一级指标为得分和名次。名次区间：权重 ±25 %，十次有九次。与上年相比：上升（+）或下降（-）的位数，"
        "~ 表示在误差带内。档次：按名次四等分。",
    )
    caption = both("Ranking", "排名表")
    return section(
        "league",
        both("Ranking", "排名"),
        tag("p", note, class_="note"),
        refused,
        table(caption, columns, rows, "sortable sticky", "league-table"),
    )


def moved(row: dict | None) -> str:
    if row is None or row["moved"] is None or row["moved"] != row["moved"]:
        return "—"
    within = row["within_noise"]
    is_within = within is not None and within == within and bool(within)
    return f"{signed(float(row['moved']))}{' ~' if is_within and row['moved'] else ''}"


def spread(f: Facts) -> Html:
    """The groups as strips."""
    names = (
        ("lowest", "lower quartile", "median", "upper quartile", "highest"),
        ("最低", "下四分位", "中位数", "上四分位", "最高"),
    )
    columns = [Column(heading("group")), Column(both("All zones by score", "各高新区得分分布"), class_="s")]
    columns += [Column(both(en.capitalize(), zh), True) for en, zh in zip(*names, strict=True)]
    rows = []
    for g, item in enumerate(f.system.groups):
        known = f.scores[np.isfinite(f.scores[:, g]), g]
        figures = [score(x) for x in np.quantile(known, (0, 0.25, 0.5, 0.75, 1))] if known.size else ["—"] * 5
        name = tag("span", name_of(item), class_=f"d{f.depth(g)}")
        rows.append(({"class": "total" if g == 0 else None}, [name, f.group_strips[g].svg(), *figures]))
    low, high = (plain(x) for x in f.ends)
    caption = both(f"Scores of all zones, {low} to {high} points", f"各高新区得分（{low} 至 {high} 分）")
    return section("spread", both("Spread of the scores", "得分分布"), table(caption, columns, rows, "groups"))


def heat(f: Facts, links: dict[int, str]) -> Html:
    """Ranks of all zones on every group and indicator, coloured by fifths; a table, so that it can be read aloud."""
    few = len(f.ranking.zones) <= MOST_OF_INDICATORS
    items = [*f.system.groups, *(f.system.indicators if few else [])]
    ranks = np.hstack([f.ranks, f.indicator_ranks]) if few else f.ranks
    of = np.isfinite(ranks).sum(axis=0)
    with np.errstate(invalid="ignore"):
        classes = np.clip(np.ceil(CLASSES * ranks / np.maximum(of, 1)), 1, CLASSES)
    body = []
    for i in f.order:
        body.append(f"<tr data-z={i}><th scope=row>{linked(f, i, links)}")
        for rank, kind in zip(ranks[i].tolist(), classes[i].tolist(), strict=True):
            body.append(f"<td class=q{kind:.0f}>{rank:g}" if rank == rank else "<td>—")
    heads = [f"<th scope=col>{zone_heading(f)}"]
    for item in items:
        code = f"{item.code} " if item.code else ""
        heads.append(f"<th scope=col class=r>{tag('span', joined([code, name_of(item)]))}")
    caption = tag("caption", both("Ranks by group and indicator", "各级指标名次"))
    made = tag(
        "table",
        caption,
        tag("thead", Html(f"<tr>{''.join(heads)}")),
        tag("tbody", Html("".join(body))),
        class_="heat sticky",
        id="heat-table",
    )
    fifths = [
        ("best fifth", "最好五分之一"),
        ("second", "第二"),
        ("third", "第三"),
        ("fourth", "第四"),
        ("last fifth", "最后五分之一"),
    ]
    key = tag(
        "p",
        *(tag("span", both(en, zh), class_=f"q{k}") for k, (en, zh) in enumerate(fifths, start=1)),
        class_="key note",
    )
    more = Html("")
    if not few:
        more = tag(
            "p",
            both(
                f"Above {MOST_OF_INDICATORS:,} zones the map is of groups; "
                "the pages of zones have the ranks of indicators.",
                f"高新区超过 {MOST_OF_INDICATORS:,} 个时只列各级分组；指标名次见各高新区的网页。",
            ),
            class_="note",
        )
    return section(
        "heat", both("Heat map of ranks", "名次热力图"), key, more, tag("div", made, class_="scroll long", tabindex=0)
    )
