"""zonerank change: why ranks moved."""

from __future__ import annotations

import argparse

import pandas as pd

from .._error import Error
from ..analysis.change import CAUSES, HEADINGS
from ..analysis.milestones import years_text
from ..figures import moved, signed, without_noise
from ..labels import title, word, zone_title
from ..units import unit_name
from . import files, given, options, show

EXAMPLE = "zonerank change zones.csv --system torch-2013 --year 2019 --before 2018 --zone 示例高新区065"
CHINESE = {
    "the causes (.xlsx: every table)": "各原因的影响（.xlsx 含全部表格）",
    "the year that ranks are compared with, of INPUT too": "与哪一年的名次比较，数据同样取自 INPUT",
    "the system of that year where it is another one, or another edition: an id, or a .toml file": (
        "该年使用的指标体系（与今年不同或为另一版本时）：标识或 .toml 文件"
    ),
    "print this zone alone: its indicators, their fields, whom it passed": (
        "只显示该高新区：各指标和字段的影响，超过了谁"
    ),
    "a year of INPUT for the milestones beside the two, not all of them; may be repeated": (
        "判断历年最好名次等里程碑时另取的年份，默认取 INPUT 中此前各年；可重复"
    ),
    "rankings redrawn for the noise band; 0: none, and no band (10000)": (
        "计算误差带时重新排名的次数；0 为不计算误差带（10000）"
    ),
}
DRAWS = 10_000
DIFFERENCES = (*CAUSES, "score_own", "score_bounds", "score_method", "places", "points", "part")
LISTED = 10  # indicators of --zone


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the causes (.xlsx: every table)")
    add = sub.add_argument
    add("--before", required=True, type=int, metavar="Y", help="the year that ranks are compared with, of INPUT too")
    add(
        "--before-system",
        metavar="ID",
        help="the system of that year where it is another one, or another edition: an id, or a .toml file",
    )
    add("--zone", metavar="NAME", help="print this zone alone: its indicators, their fields, whom it passed")
    add(
        "--history",
        action="append",
        type=int,
        metavar="Y",
        help="a year of INPUT for the milestones beside the two, not all of them; may be repeated",
    )
    add(
        "--draws",
        type=draws,
        default=DRAWS,
        metavar="N",
        help="rankings redrawn for the noise band; 0: none, and no band (10000)",
    )
    options.add_top(sub)
    options.add_method(sub)


def draws(text: str) -> int:
    """A whole number >= 0, for argparse."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is not 0 or more")
    return number


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments)
    check_years(arguments, ranking)
    found = ranking.change(
        before(arguments, ranking),
        history=arguments.history,
        editions=arguments.before_system is not None,
        noise=arguments.draws > 0,
        draws=arguments.draws or DRAWS,
    )
    lines = found.summary(lang, zone=arguments.zone)
    out = files.console(arguments)
    show.heading(out, ranking, lang)
    for line in lines:
        out.print(line)
    out.print()
    frame = found.table()
    if arguments.zone is not None:
        frame = frame[frame["zone"] == arguments.zone].reset_index(drop=True)
    frame = frame.head(arguments.top or len(frame))
    if arguments.output or arguments.json:
        tables = tables_of(found, frame, arguments)
        files.put(arguments, next(iter(tables.values())), {**tables, **about(ranking, found, arguments, lang)})
    elif arguments.zone is not None:
        print_own(out, found, arguments.zone, lang)
    else:
        print_zones(out, found, frame, lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def check_years(arguments, ranking) -> None:
    """That --before and --history name earlier years of the data."""
    known = ranking.raw.years
    given = [] if arguments.before_system else [("--before", arguments.before)]
    for option, year in given + [("--history", year) for year in arguments.history or ()]:
        if year == ranking.year:
            raise Error(
                f"{option} {year}: this is the year that is ranked; name another year",
                zh=f"{option} {year}：这正是要排名的年份；请给出另一个年份",
            )
        if year not in known:
            raise Error(
                f"{option} {year}: INPUT has figures of {', '.join(map(str, known))}; name the files of {year} too",
                zh=f"{option} {year}：INPUT 只有 {'、'.join(map(str, known))} 年的数据；请一并给出 {year} 年的文件",
            )
        if year > ranking.year:
            raise Error(
                f"{option} {year}: this is after {ranking.year}, the year that is ranked; give an earlier year",
                zh=f"{option} {year}：晚于要排名的 {ranking.year} 年；请给出更早的年份",
            )


def before(arguments, ranking):
    """The year before: of the figures that are ranked, or read anew for its own system."""
    if arguments.before_system is None:
        return arguments.before
    other = vars(arguments) | {"system": arguments.before_system, "year": arguments.before}
    return given.rank(argparse.Namespace(**other))


def about(ranking, found, arguments, lang: str) -> dict:
    """A sheet with the first lines."""
    name = word("about", arguments.lang or "en")
    return {name: pd.DataFrame({name: [*ranking.summary(lang), *found.summary(lang, zone=arguments.zone)]})}


def tables_of(found, frame, arguments) -> dict:
    """The sheets by name; those without rows are left out."""
    zone, lang = arguments.zone, arguments.lang or "en"
    frames = {"rank_changes": frame, "milestones": found.milestones(zone=zone)}
    if zone is not None:
        frames |= {"own_figures": found.own(zone), "fields": found.fields(zone), "passings": found.passings(zone)}
    frames = {n: without_noise(f, DIFFERENCES) for n, f in frames.items() if len(f) or n == "rank_changes"}
    return {word(name, lang): found.named(f, "zh") if lang == "zh" else f for name, f in frames.items()}


def print_zones(out, found, frame, lang: str) -> None:
    """One line a zone: its ranks, the causes in places, the noise band; then the milestones."""
    columns = ["rank_before", "moved", *CAUSES, "noise", "within_noise"]
    if found.needs_percentiles:
        columns += ["percentile_before", "percentile"]
    headings = [word("rank", lang), zone_title(found.system, lang)]
    headings += [word(HEADINGS.get(column, column), lang) for column in columns]
    rows = [
        [show.rank_text(row["rank"]), row["zone"], *(cell(row, column, lang) for column in columns)]
        for row in frame.astype(object).where(frame.notna(), float("nan")).to_dict("records")
    ]
    show.plain_table(out, headings, rows, right=set(range(len(headings))) - {1})
    shown = set(frame["zone"])
    told = found.milestone_lines(lang)
    told = {zone: line for zone, line in told.items() if zone in shown}
    if told:
        left, right, colon = ("（", "）", "：") if lang == "zh" else (" (", ")", ": ")
        out.print(f"\n{word('milestones', lang)}{left}{years_text(found.years, lang)}{right}{colon}".rstrip())
        for zone, line in told.items():
            out.print(f"  {zone}{colon}{line}")


def cell(row: dict, column: str, lang: str) -> str:
    value = row[column]
    if column == "within_noise":
        return "—" if value != value else word("yes" if value else "no", lang)
    if column == "rank_before":
        return show.rank_text(value)
    if column == "moved":
        return moved(value, lang)
    if column == "noise":
        return show.rank_text(value)
    return show.score(value) if column.startswith("percentile") else signed(value)


def print_own(out, found, zone: str, lang: str) -> None:
    """The indicators that moved the rank most, each with the figures of its formula."""
    own, fields = found.own(zone), found.fields(zone)
    order = own["places"].abs().sort_values(ascending=False, kind="stable").index
    moved = [i for i in order if abs(own["places"][i]) > 1e-9]
    names = {i.id: title(i, lang) for i in found.system.indicators}
    of_field = {f.name: title(f, lang) for f in found.system.fields}
    years_beside = "（{}、{}）" if lang == "zh" else " ({}, {})"
    rows = []
    for row in own.loc[moved[:LISTED]].to_dict("records"):
        values = [show.number(row["value_before"]), show.number(row["value"]), unit_name(row["unit"], lang)]
        rows.append([names[row["indicator"]], signed(row["places"]), *values, ""])
        for part in fields[fields["indicator"] == row["indicator"]].to_dict("records"):
            name = of_field[part["field"]]
            if part["year"] != found.year:
                name += years_beside.format(part["year_before"], part["year"])
            figures = [show.number(part["figure_before"]), show.number(part["figure"]), unit_name(part["unit"], lang)]
            rows.append([f"  {name}", "", *figures, part_text(part["part"], part["part_unit"], lang)])
    headings = [word(c, lang) for c in ("indicator", "places_gained", "value_before", "value", "unit", "part")]
    show.plain_table(out, headings, rows, right={1, 2, 3, 5})
    if hidden := len(own) - len(moved[:LISTED]):
        out.print(
            f"… 另有 {hidden} 项，影响较小或没有影响"
            if lang == "zh"
            else f"… {hidden} more, which moved it less or not"
        )


def part_text(part: float, unit: str, lang: str) -> str:
    if part != part:
        return "—"
    size = show.number(abs(part))
    # a part of 2 % is no growth of 2 %
    unit = word("percentage_points", lang) if unit == "%" else unit_name(unit, lang)
    return f"{'' if size == '0' else '-' if part < 0 else '+'}{size} {unit}"
