"""zonerank derivatives: what one more unit of every raw figure of a zone is worth."""

from __future__ import annotations

import argparse

from ..figures import signed, without_noise
from ..labels import title, word
from ..units import unit_name
from . import files, given, options, show

EXAMPLE = "zonerank derivatives zones.csv --system torch-2013 --zone 示例高新区065"
CHINESE = {
    "the derivatives (.xlsx: every table)": "导数（.xlsx 含全部表格）",
    "the zone whose figures they are by": "求哪个高新区的数据的导数",
}
COLUMNS = ("figure", "unit", "percent_points", "percent_places", "overall_left", "overall_right")


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the derivatives (.xlsx: every table)")
    sub.add_argument("--zone", required=True, metavar="NAME", help="the zone whose figures they are by")
    options.add_top(sub)
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments)
    found = ranking.derivatives(arguments.zone)
    out = files.console(arguments)
    show.heading(out, ranking, lang)
    for line in found.summary(lang):
        out.print(line)
    out.print()
    frame = found.by_effect().head(arguments.top or None)
    if arguments.output or arguments.json:
        tables = {"derivatives": without_noise(frame), "derivatives_of_groups": without_noise(found.groups())}
        named = {
            word(name, arguments.lang or "en"): found.named(f, "zh") if arguments.lang == "zh" else f
            for name, f in tables.items()
        }
        files.put(arguments, next(iter(named.values())), {**named, **show.about(ranking, found, arguments, lang)})
    else:
        print_rows(out, found, frame, lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def print_rows(out, found, frame, lang: str) -> None:
    """One line a figure, what moves the score most first; a figure of another year has its year."""
    names = {f.name: title(f, lang) for f in found.system.fields}
    headings = [word("field", lang), *found.named(frame[["field", *COLUMNS]], lang).columns[1:]]
    rows = []
    for row in frame.to_dict("records"):
        year = f" {row['year']}" if row["year"] != found.year else ""
        again = f" ({word('comparable_figure', lang)})" if row["comparable"] else ""
        cells = [names[row["field"]] + year + again, show.number(row["figure"]), unit_name(row["unit"], lang)]
        cells += [three_digits(row["percent_points"]), signed(row["percent_places"])]
        rows.append([*cells, three_digits(row["overall_left"]), three_digits(row["overall_right"])])
    show.plain_table(out, headings, rows, right=set(range(1, len(headings))) - {2})


def three_digits(value: float) -> str:
    """Three digits and the sign."""
    return "—" if value != value else f"{value:+.3g}" if value else "0"
