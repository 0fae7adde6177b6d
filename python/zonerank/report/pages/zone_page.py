"""The page of one zone: its sections in their order."""

from __future__ import annotations

from . import shell
from .enterprises import enterprises
from .facts import Facts
from .head import around, groups, headline, title_block
from .indicators import indicators, strengths
from .industries import industries
from .markup import both, joined, tag
from .notes import data_notes, method
from .plan import plan
from .since import since
from .targets import targets

SECTIONS = (
    ("groups", "Groups", "一级指标"),
    ("around", "Around it", "相邻"),
    ("all", "Indicators", "指标"),
    ("strong", "Strengths", "强弱项"),
    ("since", "Change", "变动"),
    ("plan", "Plan", "提升"),
    ("targets", "Targets", "目标"),
    ("industries", "Industries", "行业"),
    ("enterprises", "Enterprises", "企业"),
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
    sections = {
        "groups": groups(f, i, rows),
        "around": around(f, i),
        "all": indicators(f, i, rows),
        "strong": strengths(f, explanation),
        "since": since(f, i),
        "plan": plan(f, i),
        "targets": targets(f, i),
        "industries": industries(f, i),
        "enterprises": enterprises(f, i),
        "notes": data_notes(f, i),
        "method": method(f),
    }
    links = [tag("a", both(en, zh), href=f"#{id_}") for id_, en, zh in SECTIONS if sections[id_]]
    if index is not None:
        links.insert(0, tag("a", both("All zones", "全部高新区"), href=index))
    shown = [title_block(f, what, zone), headline(f, i, explanation), *sections.values()]
    scripts = ("tables.js", "engine.js", "what_if.js")
    title = f"{zone} · {f.ranking.year}"
    is_named = f.wanted.named and f.has_enterprises
    return shell.page(title, f.wanted.lang, shown, scripts, joined(links), named=is_named)
