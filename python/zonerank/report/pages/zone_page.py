"""The page of one zone: its sections in their order."""

from __future__ import annotations

from . import shell
from .enterprises import enterprises
from .facts import Facts
from .head import around, groups, headline, title_block
from .indicators import indicators, strengths
from .industries import industries
from .markup import Html, both, joined, tag
from .notes import data_notes, method
from .plan import plan
from .since import since
from .targets import has_targets, targets

SECTIONS = (
    ("groups", "Groups", "一级指标"),
    ("around", "Around it", "相邻"),
    ("all", "Indicators", "指标"),
    ("strong", "Strengths", "强弱项"),
    ("since", "Change", "变动"),
    ("plan", "Plan", "提升"),
    ("targets", "Targets", "目标"),
    ("notes", "Notes", "说明"),
    ("method", "Method", "方法"),
)


def zone_page(f: Facts, i: int, index: str | None = None) -> str:
    """The file of zone ``i``; ``index`` is where the page of all zones is, if there is one."""
    zone = f.ranking.zones[i]
    explanation = f.ranking.explain(zone, threads=f.wanted.threads)
    rows = {row["id"]: row for row in explanation._columns().to_dict("records")}
    what = both(
        "What its rank is made of, how sure it is, and what would change it", "名次由什么构成、有多可靠、怎样才能改变"
    )
    here = [section for section in SECTIONS if section[0] != "targets" or has_targets(f, i)]
    links = [tag("a", both(en, zh), href=f"#{id_}") for id_, en, zh in here]
    if index is not None:
        links.insert(0, tag("a", both("All zones", "全部高新区"), href=index))
    sections: list[Html] = [
        title_block(f, what, zone),
        headline(f, i, explanation),
        groups(f, i, rows),
        around(f, i),
        indicators(f, i, rows),
        strengths(f, explanation),
        since(f, i),
        plan(f, i),
        targets(f, i),
        industries(f, i),
        enterprises(f, i),
        data_notes(f, i),
        method(f),
    ]
    scripts = ("tables.js", "engine.js", "what_if.js")
    title = f"{zone} · {f.ranking.year}"
    is_named = f.wanted.named and f.has_enterprises
    return shell.page(title, f.wanted.lang, sections, scripts, joined(links), named=is_named)
