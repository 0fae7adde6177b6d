"""zonerank rank: scores and ranks."""

from __future__ import annotations

import argparse

from .. import labels
from .._error import Error
from ..io import output
from ..report.workbook import write as workbook
from ..units import unit_name
from . import files, given, options, show

EXAMPLE = "zonerank rank zones.csv --system torch-2013 --year 2019 --zone 示例高新区065 -o ranks.xlsx"
CHINESE = {
    "the ranking (.xlsx: every table, joined by formulas)": "排名（.xlsx 含全部表格，由公式相连）",
    "what -o writes, when not .xlsx": "-o 写入哪张表（.xlsx 除外）",
    "also print this zone's ranks, strong and weak groups and indicators, with a sheet in .xlsx; may be repeated": (
        "同时显示该高新区的名次、长短板和指标，.xlsx 中另有一张表；可重复"
    ),
    "write the bounds used, for --bounds next time": "写出所用的上下限，供下次 --bounds 使用",
}
TABLES = (
    "ranking",
    "alternatives",
    "indicators",
    "scores",
    "bounds",
    "weights",
    "missing",
    "imputed",
    "treated",
    "notices",
)


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the ranking (.xlsx: every table, joined by formulas)")
    sub.add_argument("--table", default="ranking", help="what -o writes, when not .xlsx", choices=TABLES)
    options.add_top(sub)
    options.add_zones(
        sub,
        "also print this zone's ranks, strong and weak groups and indicators, with a sheet in .xlsx; may be repeated",
    )
    options.add_within(sub)
    sub.add_argument("--save-bounds", metavar="FILE", help="write the bounds used, for --bounds next time")
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments)
    out = files.console(arguments)
    for zone in arguments.zone:
        ranking.profile(zone)  # an unknown zone fails before anything is written
    show.heading(out, ranking, lang)
    with output.replacing() as staged:  # both files, or none
        written = write(ranking, arguments, lang, staged)
    for path, frame, sheets in written:
        files.say_written(arguments, path, frame, sheets)
    if not arguments.output and not arguments.json:
        show.ranking_table(out, ranking, lang, arguments.top)
    for zone in arguments.zone:
        out.print()
        show.profile(out, ranking, zone, lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def write(ranking, arguments, lang: str, staged) -> list[tuple]:
    """The path, the table and the sheets of each file that takes its place at the end."""
    written = []
    if arguments.output or arguments.json:
        sheets = ranking.sheets(lang)
        if arguments.table not in sheets:
            raise Error(
                f"--table {arguments.table}: nothing was {arguments.table} in this ranking",
                zh=f"--table {arguments.table}：本次排名没有这张表",
            )
        table = sheets[arguments.table]
        if arguments.lang == "zh":
            table = in_chinese(arguments.table, table, ranking.system)
        if files.is_printed(arguments):
            files.print_table(arguments, table)
        elif output.is_workbook(arguments.output):
            path = staged.beside(arguments.output)
            names = workbook.write(ranking, path, lang=arguments.lang or "en", live=True, zones=arguments.zone)
            written.append((arguments.output, table, names))
        else:
            output.write(arguments.output, table, files=staged)
            written.append((arguments.output, table, None))
    if arguments.save_bounds:
        bounds = ranking.bounds()
        output.write(arguments.save_bounds, bounds, files=staged)
        written.append((arguments.save_bounds, bounds, None))
    return written


def in_chinese(name: str, sheet, system):
    """A sheet of the workbook with names in place of ids."""
    names = {item.id: item.zh or item.id for item in [*system.indicators, *system.groups]}
    sheet = sheet.copy()
    for column in {"indicator", "group"} & set(sheet.columns):
        sheet[column] = sheet[column].map(names)
    if "unit" in sheet:
        sheet["unit"] = [unit_name(unit, "zh") for unit in sheet["unit"]]
    titles = labels.indicator_titles if name == "indicators" else labels.column_titles
    return sheet.set_axis(titles(sheet.columns, system, "zh"), axis=1)
