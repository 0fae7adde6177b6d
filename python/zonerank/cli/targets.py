"""zonerank targets: how far targets are reached, and the ranks that meeting them gives."""

from __future__ import annotations

import argparse

from ..analysis.targets import SHARES
from ..figures import plain, without_noise
from ..labels import word
from . import files, given, options, show

EXAMPLE = "zonerank targets zones.csv --system torch-2013 --targets targets.csv --zone 示例高新区065"
CHINESE = {
    "the targets (.xlsx: every table)": "目标完成情况（.xlsx 含全部表格）",
    "the targets: a sheet with the columns figure, year, value or growth (+7.5 %%), and perhaps zone, unit, direction, "
    "base_year, base, today, cumulated; or a .toml file with a table [[target]] for each": (
        "目标：含 指标、年份、目标值或增速（+7.5 %%）列的表格，可另有 高新区、单位、方向、基期、基期值、现值、累计列；"
        "或每个目标一节 [[target]] 的 .toml 文件"
    ),
    "of targets that do not say it; those of other zones are left out": "目标未写明高新区时所指；其他高新区的目标略去",
    "when the figures are of, such as 2021-06; by default the end of the data year": (
        "数据截至何时，如 2021-06；默认为数据年份年末"
    ),
    "in place of --as-of the share of the data year that has passed, such as 0.5": (
        "代替 --as-of：数据年份已过的比例，如 0.5"
    ),
    "inside a year: whether figures add up from January on, where the targets do not say it": (
        "年中时：目标未注明的数据是否为自年初累计数"
    ),
    "least share of what the schedule asks for that is green (1)": "绿灯所需的最低比例（相对序时进度，1）",
    "the same of yellow (0.8)": "黄灯所需的最低比例（0.8）",
}
COLUMNS = (
    "year", "unit", "today", "target", "share", "growth_needed", "growth_so_far", "growth_this_year", "elapsed",
    "progress",
)  # fmt: skip


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the targets (.xlsx: every table)")
    add = sub.add_argument
    add(
        "--targets",
        required=True,
        metavar="FILE",
        help="the targets: a sheet with the columns figure, year, value or growth (+7.5 %%), and perhaps zone, unit, "
        "direction, base_year, base, today, cumulated; or a .toml file with a table [[target]] for each",
    )
    add("--zone", metavar="NAME", help="of targets that do not say it; those of other zones are left out")
    add(
        "--as-of",
        metavar="DATE",
        help="when the figures are of, such as 2021-06; by default the end of the data year",
    )
    add(
        "--elapsed",
        type=float,
        metavar="SHARE",
        help="in place of --as-of the share of the data year that has passed, such as 0.5",
    )
    add(
        "--cumulated",
        choices=("yes", "no"),
        help="inside a year: whether figures add up from January on, where the targets do not say it",
    )
    add(
        "--green",
        type=float,
        default=1.0,
        metavar="SHARE",
        help="least share of what the schedule asks for that is green (1)",
    )
    add("--yellow", type=float, default=0.8, metavar="SHARE", help="the same of yellow (0.8)")
    options.add_top(sub)
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments, given.read_for_targets(arguments))
    found = ranking.targets(
        arguments.targets,
        zone=arguments.zone,
        as_of=arguments.as_of,
        elapsed=arguments.elapsed,
        cumulated=None if arguments.cumulated is None else arguments.cumulated == "yes",
        green=arguments.green,
        yellow=arguments.yellow,
        threads=arguments.threads,
    )
    out = files.console(arguments)
    show.heading(out, ranking, lang)
    for line in found.summary(lang):
        out.print(line)
    out.print()
    frame = found._columns().head(arguments.top or None)
    if arguments.output or arguments.json:
        names = {word("targets", arguments.lang or "en"): frame}
        tables = {**names, word("ranks_of_targets", arguments.lang or "en"): found.ranks()}
        sheets = {name: written(found, table, arguments) for name, table in tables.items()}
        first = next(iter(sheets.values()))
        files.put(arguments, first, {**sheets, **show.about(ranking, found, arguments, lang)})
    else:
        print_rows(out, found, frame, lang)
    show.notices(found.notices, lang, arguments.notices == "all")
    return 0


def written(found, frame, arguments):
    table = without_noise(frame)
    return found.named(table, "zh") if arguments.lang == "zh" else table


def print_rows(out, found, frame, lang: str) -> None:
    """One line a target; the zone is named where there are several."""
    several = ["zone"] * (len(found.zones) > 1)
    columns = [*several, "figure", *COLUMNS, "light", "rank_alone"]
    named = found.named(frame, lang)
    headings = dict(zip(frame.columns, named.columns, strict=True))
    shown = named.set_axis(frame.columns, axis=1)
    rows = [[cell(row, column) for column in columns] for row in shown.to_dict("records")]
    texts = {columns.index(column) for column in ("zone", "figure", "unit", "light") if column in columns}
    show.plain_table(out, [headings[c] for c in columns], rows, right=set(range(len(columns))) - texts)


def cell(row: dict, column: str) -> str:
    value = row[column]
    if column in ("zone", "figure", "unit", "light", "year"):
        return str(value)
    if column.startswith("rank"):
        return show.rank_text(value if value == value else None)
    if column in SHARES:
        return "—" if value != value else plain(value, 1)
    return show.number(value)
