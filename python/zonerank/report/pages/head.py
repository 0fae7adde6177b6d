"""The top of a zone's page: its rank and what it is made of, how sure it is, the groups, the zones around it."""

from __future__ import annotations

import numpy as np

from ...figures import percent, plain, rank_text, score, signed
from ...labels import title, word, zone_title
from . import marks
from .facts import Facts, Refused
from .markup import Column, Html, both, facts, paragraphs, section, table, tag

AROUND = 5  # zones ahead and behind that are listed


def heading(key: str) -> Html:
    """The word of a table's heading in both languages."""
    en = word(key, "en")
    return both(en[:1].upper() + en[1:], word(key, "zh"))


def zone_heading(f: Facts) -> Html:
    """What the system calls a zone."""
    en = zone_title(f.system, "en")
    return both(en[:1].upper() + en[1:], zone_title(f.system, "zh"))


def name_of(item) -> Html:
    return both(title(item, "en"), title(item, "zh"))


def place_text(rank: float, of: int) -> Html:
    """65 of 169."""
    if not np.isfinite(rank):
        return both("no rank", "没有名次")
    return both(f"{rank_text(rank)} of {of}", f"{of} 个中第 {rank_text(rank)}")


def title_block(f: Facts, what: Html, name) -> Html:
    """The system, its edition and the years, above the name."""
    core, system = f.core, f.system
    later = core.evaluation_year != core.year
    en = f"data of {core.year}" + (f", evaluation of {core.evaluation_year}" if later else "")
    zh = f"{core.year} 年数据" + (f"，{core.evaluation_year} 年评价" if later else "")
    kicker = both(f"{title(system, 'en')} · {en}", f"{title(system, 'zh')} · {zh}")
    return tag(
        "header", tag("p", kicker, class_="kicker"), tag("h1", name, class_="name"), tag("p", what, class_="what")
    )


def headline(f: Facts, i: int, explanation) -> Html:
    """The rank in large figures, and its sum."""
    rank, of = f.ranks[i, 0], int(f.n_ranked[0])
    big = tag("p", tag("b", rank_text(rank), id="rank"), both(f" of {of}", f" / {of}"), class_="big")
    return tag(
        "section",
        tag("h2", both("Rank", "名次"), id="head-h"),
        big,
        paragraphs(explanation.summary("en"), explanation.summary("zh")),
        facts(said_beside(f, i)),
        aria_labelledby="head-h",
        class_="head",
    )


def said_beside(f: Facts, i: int) -> list[tuple]:
    """The score, how sure the rank is, last year's, and the ranks under other readings."""
    n_indicators = len(f.system.indicators)
    rows = [(heading("score"), tag("span", score(f.scores[i, 0]), id="score"))]
    rows += interval_rows(f, i)
    row = f.changes.get(f.ranking.zones[i])
    if row is not None and row["moved"] == row["moved"] and row["moved"] is not None:
        rows.append((both(f"Since {f.change.year_before}", f"与 {f.change.year_before} 年相比"), moved_text(row)))
    rows += [
        (heading(other.id), place_text(other.ranks[i], int(np.isfinite(other.ranks).sum())))
        for other in f.core.alternatives
    ]
    rows.append(
        (
            heading("n_missing"),
            both(f"{f.core.n_missing[i]:g} of {n_indicators}", f"{f.core.n_missing[i]:g} / {n_indicators}"),
        )
    )
    rows.append((heading("assumed_weight"), percent(f.core.assumed_weight[i])))
    return rows


def interval_rows(f: Facts, i: int) -> list[tuple]:
    name = both("Rank interval", "名次区间")
    try:
        intervals = f.intervals
    except Refused as refused:
        return [(name, both(*refused.texts))]
    if intervals is None or not np.isfinite(intervals[i]).all():
        return []
    low, high = intervals[i]
    en = f"{rank_text(low)} to {rank_text(high)} in nine of ten redraws (weights ±25 %)"
    zh = f"{rank_text(low)} 至 {rank_text(high)}（权重 ±25 %，十次有九次）"
    band = f"±{plain((high - low) / 2)}"
    return [(name, both(en, zh)), (both("Noise band", "误差带"), both(f"{band} places", f"{band} 位"))]


def moved_text(row: dict) -> Html:
    """How far the rank moved, and whether slightly other weights would move it as much."""
    moved, within = float(row["moved"]), row["within_noise"]
    size = f"{abs(moved):g}"
    if moved:
        en = f"{size} place{'' if size == '1' else 's'} {'up' if moved > 0 else 'down'}"
        zh = f"{'上升' if moved > 0 else '下降'} {size} 位"
    else:
        en, zh = "no change", "不变"
    if moved and within is not None and within == within:
        en += ", within the noise band" if within else ", beyond the noise band"
        zh += "，在误差带内" if within else "，超出误差带"
    rank = f"{rank_text(float(row['rank_before']))} → {rank_text(float(row['rank']))}"
    return both(f"{rank}: {en}", f"{rank}：{zh}")


def groups(f: Facts, i: int, rows: dict) -> Html:
    """Every group as a strip of all zones; ``rows`` are those of the explanation by id."""
    listed = list(range(len(f.system.groups)))
    places = np.array([rows[f.system.groups[g].id]["places"] for g in listed], dtype=float)
    most = float(np.nanmax(np.abs(places[1:]), initial=0.0))
    columns = [
        Column(heading("group")),
        Column(both("All zones by score", "各高新区得分分布"), class_="s"),
        Column(heading("score"), True),
        Column(heading("rank"), True),
        Column(heading("places_gained"), True),
        Column(both("Places as bars", "名次得失图"), class_="b"),
        Column(heading("board"), class_="u"),
    ]
    boards = f.boards(i)
    made = []
    for k, g in enumerate(listed):
        item = f.system.groups[g]
        depth = f.depth(g)
        made.append(
            (
                {"data-g": g, "class": "total" if g == 0 else None},
                [
                    tag("span", name_of(item), class_=f"d{depth}"),
                    f.group_strips[g].svg(f.scores[i, g]),
                    score(f.scores[i, g]),
                    place_text(f.ranks[i, g], int(f.n_ranked[g])),
                    signed(places[k]),
                    marks.bar(places[k], most) if g else "",
                    heading(boards[g]) if boards[g] else "",
                ],
            )
        )
    low, high = (plain(x) for x in f.ends)
    legend = both(
        f"Each tick is a zone, from {low} to {high} points; the dot is this zone, the band the middle half, the long "
        "tick the median. Places: how far the group moves the zone ahead of (+) or behind (-) the middle rank.",
        f"每条短线是一个高新区，从 {low} 分到 {high} 分；圆点为本高新区，灰带为中间一半，长线为中位数。"
        "名次得失：该组使本高新区比居中名次靠前（+）或靠后（-）的位数。",
    )
    caption = both("Groups and all zones", "一级指标与各高新区")
    return section(
        "groups", both("Groups", "一级指标"), tag("p", legend, class_="note"), table(caption, columns, made, "groups")
    )


def around(f: Facts, i: int) -> Html:
    """The zones just ahead and behind."""
    at = f.order.index(i)
    near = f.order[max(0, at - AROUND) : at + AROUND + 1]
    columns = [
        Column(zone_heading(f)),
        Column(heading("rank"), True),
        Column(heading("score"), True),
        Column(both("Points ahead of this zone", "比本高新区高（分）"), True),
        *(Column(name_of(f.system.groups[g]), True) for g in f.first),
    ]
    rows = []
    for k in near:
        lead = f.scores[k, 0] - f.scores[i, 0]
        cells = [f.ranking.zones[k], rank_text(f.ranks[k, 0]), score(f.scores[k, 0]), "" if k == i else signed(lead)]
        cells += [rank_text(f.ranks[k, g]) for g in f.first]
        rows.append(({"class": "own" if k == i else None, "data-z": k}, cells))
    caption = both("Zones around it; of the groups their ranks", "相邻的高新区（各一级指标为名次）")
    return section("around", both("Zones around it", "相邻的高新区"), table(caption, columns, rows, "around"))
