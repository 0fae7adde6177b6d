"""zonerank plan: what would bring a zone to a better rank."""

from __future__ import annotations

import argparse

from .._error import Error
from ..analysis.plan import change_text
from ..figures import without_noise
from ..labels import title, word
from ..units import unit_name
from . import files, given, options, show

EXAMPLE = "zonerank plan zones.csv --system torch-2013 --zone 示例高新区065 --rank 50"
CHINESE = {
    "the plan (.xlsx: every table)": "提升方案（.xlsx 含全部表格）",
    "the zone that is to move": "要提升的高新区",
    "the overall rank to reach; by default the next better one": "要达到的总排名；默认为前一名",
    "figures are tried from 0 to so many times the zone's, or to the greatest of all zones (10)": (
        "数据从 0 试到本高新区数值的多少倍，或各高新区的最大值（10）"
    ),
    "how many figures may move together; by default any number": "最多同时变动几项数据；默认不限",
    "this figure stays as it is; repeat the option for more": "该数据保持不变；可重复给出",
    "other limits of a figure, in its unit, such as employees=50000..80000; repeat for more": (
        "某项数据的上下限（按其单位），如 employees=50000..80000；可重复给出"
    ),
    "the figure moves by whole multiples of this, such as patents=10; repeat for more": (
        "数据按此步长的整数倍变动，如 patents=10；可重复给出"
    ),
    "how many times as hard a figure is to move, such as employees=2; repeat for more": (
        "某项数据变动的难度倍数，如 employees=2；可重复给出"
    ),
    "combinations may make a figure fall although less of it is not better (fewer employees)": (
        "组合中允许降低并非越少越好的数据（如减少从业人员）"
    ),
    "also what every better rank takes": "另列出达到每个更好名次所需的力度",
}
COLUMNS = ("today", "needed", "unit", "change", "rank_alone", "median", "rank_at_median", "ahead", "rank_at_ahead")


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the plan (.xlsx: every table)")
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
    add("--at-most", type=int, metavar="K", help="how many figures may move together; by default any number")

    def repeated(name: str, metavar: str, text: str) -> None:
        add(name, action="append", default=[], metavar=metavar, help=text)

    repeated("--fix", "FIELD", "this figure stays as it is; repeat the option for more")
    repeated(
        "--limit",
        "FIELD=LOW..HIGH",
        "other limits of a figure, in its unit, such as employees=50000..80000; repeat for more",
    )
    repeated("--step", "FIELD=N", "the figure moves by whole multiples of this, such as patents=10; repeat for more")
    repeated("--cost", "FIELD=N", "how many times as hard a figure is to move, such as employees=2; repeat for more")
    add(
        "--may-fall",
        action="store_true",
        help="combinations may make a figure fall although less of it is not better (fewer employees)",
    )
    add("--frontier", action="store_true", help="also what every better rank takes")
    options.add_top(sub)
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments)
    found = ranking.plan(
        arguments.zone,
        rank=arguments.rank,
        times=arguments.times,
        limits={field: ends(text) for field, text in pairs("--limit", arguments.limit, "FIELD=LOW..HIGH")},
        fixed=arguments.fix,
        steps={field: number("--step", text) for field, text in pairs("--step", arguments.step, "FIELD=N")},
        costs={field: number("--cost", text) for field, text in pairs("--cost", arguments.cost, "FIELD=N")},
        may_fall=arguments.may_fall,
        at_most=arguments.at_most,
        threads=arguments.threads,
    )
    out = files.console(arguments)
    show.heading(out, ranking, lang)
    for line in found.summary(lang):
        out.print(line)
    out.print()
    frame = found._columns().head(arguments.top or None)
    if arguments.output or arguments.json:
        table = written(found, frame, arguments)
        sheets = {word("levers", arguments.lang or "en"): table, **more_sheets(found, arguments)}
        files.put(arguments, table, {**sheets, **show.about(ranking, found, arguments, lang)})
    else:
        print_rows(out, found, frame, lang)
        if arguments.frontier:
            out.print()
            print_frontier(out, found, lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def written(found, frame, arguments):
    table = without_noise(frame)
    return found.named(table, "zh") if arguments.lang == "zh" else table


def more_sheets(found, arguments) -> dict:
    """The combination and the frontier, where there are any."""
    lang, tables = arguments.lang or "en", {}
    if found.today <= found.rank:
        return tables
    names = "zh" if lang == "zh" else None
    try:
        tables[word("cheapest", lang)] = without_noise(found.cheapest(names))
        if found._drifting is not None:
            tables[word("drifting", lang)] = without_noise(found.drifting(names))
        if arguments.frontier:
            tables[word("frontier", lang)] = without_noise(found.frontier(names))
    except Error:
        if arguments.frontier:
            raise
    return tables


def pairs(option: str, texts: list[str], form: str) -> list[tuple[str, str]]:
    found = []
    for text in texts:
        field, sign, value = text.partition("=")
        if not sign or not field.strip():
            raise Error(f"{option}: write {form}, not {text!r}", zh=f"{option}：请写成 {form}，而不是 {text}")
        found.append((field.strip(), value.strip()))
    return found


def number(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Error(f"{option}: {text!r} is no number", zh=f"{option}：{text} 不是数") from None


def ends(text: str) -> tuple[float, float]:
    low, dots, high = text.partition("..")
    if not dots:
        raise Error(
            f"--limit: write FIELD=LOW..HIGH, not {text!r} after the sign",
            zh=f"--limit：请写成 FIELD=LOW..HIGH，等号后不能是 {text}",
        )
    return number("--limit", low), number("--limit", high)


def print_rows(out, found, frame, lang: str) -> None:
    """One line a figure; where it does not reach the rank, the best it does."""
    names = {f.name: title(f, lang) for f in found.system.fields}
    headings = [word("field", lang), *found.named(frame[["field", *COLUMNS]], lang).columns[1:]]
    rows = [[names[row["field"]], *(cell(row, column, lang) for column in COLUMNS)] for row in frame.to_dict("records")]
    show.plain_table(out, headings, rows, right=set(range(1, len(headings))) - {3})


def print_frontier(out, found, lang: str) -> None:
    frame = found.frontier(lang)
    rows = []
    for row in found.frontier().assign(moves=frame.iloc[:, -1]).to_dict("records"):
        effort = f"{row['effort']:.3g}" + ("" if row["proved"] else " ?")
        rows.append([show.rank_text(row["rank"]), effort, row["moves"]])
    headings = [frame.columns[0], frame.columns[2], frame.columns[-1]]
    show.plain_table(out, headings, rows, right={0, 1})


def cell(row: dict, column: str, lang: str) -> str:
    value = row[column]
    if column == "unit":
        return unit_name(value, lang)
    if column == "needed" and value != value:
        return word("not_reachable", lang)
    if column == "change":
        return "—" if value != value else change_text(row["today"], row["needed"], lang == "zh")
    if column.startswith("rank"):
        return show.rank_text(value)
    return show.number(value)
