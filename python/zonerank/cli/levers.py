"""zonerank levers: what each raw figure of a zone would have to be for a better rank."""

from __future__ import annotations

import argparse

from ..figures import without_noise
from ..labels import title, word
from ..units import unit_name
from . import files, given, options, show

EXAMPLE = "zonerank levers zones.csv --system torch-2013 --zone 示例高新区065 --rank 50"
CHINESE = {
    "the levers (.xlsx: every table)": "单项数据调整（.xlsx 含全部表格）",
    "the zone that is to move": "要提升的高新区",
    "the overall rank to reach; by default the next better one": "要达到的总排名；默认为前一名",
    "figures are tried from 0 to so many times the zone's, or to the greatest of all zones (10)": (
        "数据从 0 试到本高新区数值的多少倍，或各高新区的最大值（10）"
    ),
}
COLUMNS = ("today", "needed", "unit", "percent", "rank", "median", "rank_at_median", "ahead", "rank_at_ahead")


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the levers (.xlsx: every table)")
    add = sub.add_argument
    add("--zone", required=True, metavar="NAME", help="the zone that is to move")
    add("--rank", type=float, metavar="RANK", help="the overall rank to reach; by default the next better one")
    add(
        "--times",
        type=float,
        default=10.0,
        metavar="N",
        help="figures are tried from 0 to so many times the zone's, or to the greatest of all zones (10)",
    )
    options.add_top(sub)
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments)
    found = ranking.levers(arguments.zone, rank=arguments.rank, times=arguments.times, threads=arguments.threads)
    out = files.console(arguments)
    show.heading(out, ranking, lang)
    for line in found.summary(lang):
        out.print(line)
    out.print()
    frame = found._columns().head(arguments.top or None)
    if arguments.output or arguments.json:
        table = without_noise(frame)
        table = found.named(table, "zh") if arguments.lang == "zh" else table
        name = word("levers", arguments.lang or "en")
        files.put(arguments, table, {name: table, **show.about(ranking, found, arguments, lang)})
    else:
        print_rows(out, found, frame, lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def print_rows(out, found, frame, lang: str) -> None:
    """One line a figure; where it does not reach the rank, the best it does."""
    names = {f.name: title(f, lang) for f in found.system.fields}
    headings = [word("field", lang), *found.named(frame[["field", *COLUMNS]], lang).columns[1:]]
    rows = [[names[row["field"]], *(cell(row, column, lang) for column in COLUMNS)] for row in frame.to_dict("records")]
    show.plain_table(out, headings, rows, right=set(range(1, len(headings))) - {3})


def cell(row: dict, column: str, lang: str) -> str:
    value = row[column]
    if column == "unit":
        return unit_name(value, lang)
    if column == "needed" and value != value:
        return word("not_reachable", lang)
    if column == "percent":
        return "—" if value != value else f"{value:+.3g} %"
    if column.startswith("rank"):
        return show.rank_text(value)
    return show.number(value)
