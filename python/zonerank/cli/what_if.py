"""zonerank what-if: the ranking with other figures."""

from __future__ import annotations

import argparse

from ..analysis.what_if import in_file, ranks_beside, values_beside
from ..figures import moved, without_noise
from ..labels import title, word, zone_title
from ..units import unit_name
from . import files, given, options, show

EXAMPLE = "zonerank what-if zones.csv --system torch-2013 --year 2019 --scenario scenario.csv"
CHINESE = {
    "the new ranks (.xlsx: every table)": "新名次（.xlsx 含全部表格）",
    "the changes: a table with the columns zone, field, value (1200, +200, +10 %%, blank) and perhaps year, or a .toml "
    "file with a table for each zone": (
        "改动内容：含 zone、field、value（1200、+200、+10 %%、blank）列及可选 year 列的表格，"
        "或每个高新区一节的 .toml 文件"
    ),
}

COLUMNS = ("rank_before", "moved", "score_before", "score")


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the new ranks (.xlsx: every table)")
    sub.add_argument(
        "--scenario",
        required=True,
        metavar="FILE",
        help="the changes: a table with the columns zone, field, value (1200, +200, +10 %%, blank) and perhaps year, "
        "or a .toml file with a table for each zone",
    )
    options.add_top(sub)
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    in_file("--scenario", arguments.scenario)  # what is wrong with it is said before the work
    before = given.rank(arguments)
    after = before.what_if(arguments.scenario)
    out = files.console(arguments)
    show.heading(out, after, lang)
    ranks, values = (without_noise(frame) for frame in (ranks_beside(before, after), values_beside(before, after)))
    if arguments.output or arguments.json:
        tables = {"what_if": ranks, "values": values, "ranking": after.sheets(lang)["ranking"]}
        sheets = {word(name, arguments.lang or "en"): headed(f, after.system, arguments) for name, f in tables.items()}
        files.put(arguments, headed(ranks, after.system, arguments), sheets)
    else:
        values_table(out, values, after.system, lang)
        out.print()
        ranks_table(out, ranks, after.system, lang, arguments.top)
    show.notices(after.notices, lang, arguments.notices == "all")
    return 0


def headed(frame, system, arguments):
    """With Chinese headings and names of indicators where they were asked for."""
    if arguments.lang != "zh":
        return frame
    frame = frame.copy()
    if "indicator" in frame:
        names = {i.id: title(i, "zh") for i in system.indicators}
        frame["indicator"] = [names[id_] for id_ in frame["indicator"]]
    if "unit" in frame:
        frame["unit"] = [unit_name(unit, "zh") for unit in frame["unit"]]
    return files.headed(frame, system, arguments)


def values_table(out, values, system, lang: str) -> None:
    """The indicators whose values are others now."""
    names = {i.id: title(i, lang) for i in system.indicators}
    headings = [zone_title(system, lang), *(word(c, lang) for c in ("indicator", "value_before", "value", "unit"))]
    rows = []
    for row in values.itertuples():
        figures = show.number(row.value_before), show.number(row.value)
        rows.append((row.zone, names[row.indicator], *figures, unit_name(row.unit, lang)))
    show.plain_table(out, headings, rows, right={2, 3})


def ranks_table(out, ranks, system, lang: str, top: int | None) -> None:
    headings = [word("rank", lang), zone_title(system, lang), *(word(c, lang) for c in COLUMNS)]
    rows = [
        (
            show.rank_text(row["rank"]),
            row["zone"],
            show.rank_text(row["rank_before"]),
            moved(row["moved"], lang),
            show.score(row["score_before"]),
            show.score(row["score"]),
        )
        for row in ranks.astype(object).where(ranks.notna(), float("nan")).head(top or len(ranks)).to_dict("records")
    ]
    show.plain_table(out, headings, rows, right={0, 2, 3, 4, 5})
