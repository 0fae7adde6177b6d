"""The targets of a zone: how far they are reached, whether in time, and the ranks that meeting them gives."""

from __future__ import annotations

from ...figures import number, plain
from . import marks
from .facts import Facts
from .head import heading
from .indicators import unit
from .markup import Column, Html, both, joined, paragraphs, section, table, tag
from .plan import rank_of


def has_targets(f: Facts, i: int) -> bool:
    return f.wanted.targets is not None and f.ranking.zones[i] in f.wanted.targets.zones


def targets(f: Facts, i: int) -> Html:
    """The section; nothing where the zone has no targets."""
    if not has_targets(f, i):
        return Html("")
    found, zone = f.wanted.targets, f.ranking.zones[i]
    frame = found._columns()
    columns = [
        Column(heading("figure")),
        Column(heading("year"), True),
        Column(heading("today"), True),
        Column(heading("target_level"), True),
        Column(heading("unit"), class_="u"),
        Column(heading("share_reached"), True),
        Column(heading("growth_needed"), True, about="a year / 年均"),
        Column(heading("growth_so_far"), True, about="a year / 年均"),
        Column(both("Progress and time", "目标进度与序时进度"), class_="b"),
        Column(heading("progress"), True),
        Column(heading("elapsed"), True),
        Column(heading("light")),
        Column(heading("rank_if_met_alone"), True),
    ]
    rows = [cells(found, row) for row in frame[frame["zone"] == zone].to_dict("records")]
    note = both(
        "The line on the bar is the share of the time that has passed. The rank if met is that of this target alone, "
        "all other figures as they are. The schedule is even; many figures do not come evenly over the year.",
        "条上的竖线是序时进度。单独实现时名次：只有该目标实现，其他数据不变。序时进度按时间均匀计算，许多数据在一年中并不均匀。",
    )
    name = both("Targets", "目标进度")
    said = paragraphs(found.summary("en", zone), found.summary("zh", zone))
    caption = both(f"{len(rows)} target{'s' * (len(rows) > 1)}", f"{len(rows)} 项目标")
    return section("targets", name, said, table(caption, columns, rows), tag("p", note, class_="note"))


def cells(found, row: dict) -> list:
    named = both(found.name(row["figure"], "en"), found.name(row["figure"], "zh"))
    light = tag("span", heading(f"light_{row['light']}"), class_=f"light {row['light']}")
    return [
        named,
        str(row["year"]),
        number(row["today"]),
        joined([heading(f"sign_{row['goal']}"), " ", number(row["target"])]),
        unit(row["unit"]) if row["unit"] not in ("", "1") else "",
        *(share(row[key]) for key in ("share", "growth_needed", "growth_so_far")),
        marks.progress(row["progress"], row["elapsed"]),
        *(share(row[key]) for key in ("progress", "elapsed")),
        light,
        rank_of(row["rank_alone"]),
    ]


def share(value: float) -> str:
    return "—" if value != value else plain(value, 1)
