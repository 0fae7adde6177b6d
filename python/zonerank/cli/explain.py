"""zonerank explain: what the rank of a zone is made of."""

from __future__ import annotations

import argparse

from ..figures import signed, without_noise
from ..labels import colon, title, word
from ..units import unit_name
from . import files, given, options, show

EXAMPLE = "zonerank explain zones.csv --system torch-2013 --zone 示例高新区065 --to-rank 50"
CHINESE = {
    "the explanation (.xlsx: every table)": "名次构成（.xlsx 含全部表格）",
    "the zone whose rank is explained": "要说明其名次的高新区",
    "what its score is compared with: median, mean, ahead (the zone just ahead), or a zone (median)": (
        "得分与谁比较：median（中位数）、mean（平均值）、ahead（前一名）或一个高新区（median）"
    ),
    "also how far each indicator is from the zone at this rank": "同时给出各指标与该名次的高新区的差距",
    "also how far each indicator is from this zone": "同时给出各指标与该高新区的差距",
    "split the rank among these zones alone, not among all; may be repeated": (
        "只在这些高新区之间分解名次，而非全部；可重复"
    ),
    "a zone by whose values the zone's are divided; may be repeated": "标杆高新区：用其数值作除数；可重复",
}
TABLES = ("explain", "strengths", "weaknesses", "boards", "obstacles", "ratios", "ranks_within")


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the explanation (.xlsx: every table)")
    add = sub.add_argument
    add("--zone", required=True, metavar="NAME", help="the zone whose rank is explained")
    add(
        "--against",
        metavar="WHAT",
        help="what its score is compared with: median, mean, ahead (the zone just ahead), or a zone (median)",
    )
    add("--to-rank", type=float, metavar="RANK", help="also how far each indicator is from the zone at this rank")
    add("--to-zone", metavar="NAME", help="also how far each indicator is from this zone")
    add(
        "--opponent",
        dest="opponents",
        action="append",
        metavar="NAME",
        help="split the rank among these zones alone, not among all; may be repeated",
    )
    add(
        "--benchmark",
        dest="benchmarks",
        action="append",
        metavar="NAME",
        help="a zone by whose values the zone's are divided; may be repeated",
    )
    options.add_within(sub)
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments)
    found = ranking.explain(
        arguments.zone,
        against=arguments.against,
        to_rank=arguments.to_rank,
        to_zone=arguments.to_zone,
        opponents=arguments.opponents,
        benchmarks=arguments.benchmarks,
        threads=arguments.threads,
    )
    out = files.console(arguments)
    show.heading(out, ranking, lang)
    for line in found.summary(lang):
        out.print(line)
    out.print()
    if arguments.output or arguments.json:
        tables = tables_of(found, arguments)
        files.put(arguments, next(iter(tables.values())), {**tables, **show.about(ranking, found, arguments, lang)})
    else:
        print_rows(out, found, lang)
        print_listed(out, found, lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def tables_of(found, arguments) -> dict:
    """The sheets by name; those that were not asked for are left out."""
    frames = {name: found.table() if name == "explain" else getattr(found, name)() for name in TABLES}
    frames = {n: without_noise(f, DIFFERENCES) for n, f in frames.items() if len(f) and len(f.columns) > 1}
    lang = arguments.lang or "en"
    return {word(name, lang): found.named(f, "zh") if lang == "zh" else f for name, f in frames.items()}


DIFFERENCES = ("places", "contribution")
COLUMNS = ("places", "contribution", "value", "unit", "score", "rank", "to_median", "to_quartile", "to_next")


def print_rows(out, found, lang: str) -> None:
    """One line a group and indicator, the indicators indented."""
    frame, within = found.table(), found.ranks_within()
    asked = [c for c in ("to_rank", "to_zone") if c in frame and frame[c].notna().any()]
    names = {x.id: title(x, lang) for x in [*found.system.groups, *found.system.indicators]}
    headings = [word("indicator", lang)]
    headings += [word("places_gained" if c == "places" else c, lang) for c in (*COLUMNS, *asked)]
    rows = []
    for row in frame.to_dict("records"):
        name = names[row["id"]] if row["kind"] == "group" else f"  {names[row['id']]}"
        rows.append([name, *(cell(row, column, lang) for column in (*COLUMNS, *asked))])
    if len(within):
        headings.append(word("overall_rank_within", lang))
        for shown, inside in zip(rows, within.to_dict("records"), strict=True):
            shown.append(show.rank_text(inside["rank"]))
    show.plain_table(out, headings, rows, right=set(range(1, len(headings))) - {1 + COLUMNS.index("unit")})


def cell(row: dict, column: str, lang: str) -> str:
    value = row[column]
    if column == "unit":
        return unit_name(value, lang)
    if row["kind"] == "group" and (column == "value" or column.startswith("to_")):
        return ""
    if column in ("places", "contribution"):
        return signed(value)
    if column == "score":
        return show.score(value)
    if column == "rank":
        return f"{show.rank_text(value)}/{row['of']}" if value == value else "—"
    return show.number(value)


def print_listed(out, found, lang: str) -> None:
    """The strengths and the weaknesses by rank, and the ratios to the benchmarks."""
    names = {i.id: title(i, lang) for i in found.system.indicators}
    for key, frame in (("strengths", found.strengths()), ("weaknesses", found.weaknesses())):
        out.print(f"\n{word(key, lang)}{colon(lang)}".rstrip())
        for row in frame.to_dict("records"):
            value = f"{show.number(row['value'])} {unit_name(row['unit'], lang)}"
            out.print(f"  {show.rank_text(row['rank']):>4}/{row['of']}  {names[row['indicator']]}{colon(lang)}{value}")
    ratios = found.ratios()
    if len(ratios.columns) > 1:
        out.print()
        rows = [[names[row[0]], *map(show.number, row[1:])] for row in ratios.itertuples(index=False)]
        headings = [word("ratios", lang), *ratios.columns[1:]]
        show.plain_table(out, headings, rows, right=set(range(1, len(headings))))
