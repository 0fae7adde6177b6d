"""zonerank rollup: enterprises to figures of zones and years."""

from __future__ import annotations

import argparse
import csv
import functools
import io

from .. import api, labels
from ..analysis import within
from . import files, given, options, show

EXAMPLE = "zonerank rollup data/ --system torch-2013 -o zones.csv"
CHINESE = {
    "duckdb: for files larger than memory": "汇总引擎；duckdb 用于大于内存的文件",
    "also by section, division or code of the industry, or by the groups of a .csv with code, group": (
        "同时按行业门类（section）、大类（division）或代码（code）汇总，或按含 code、group 两列的 .csv 分组"
    ),
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub)
    sub.add_argument(
        "--engine", choices=("kernel", "duckdb"), default="kernel", help="duckdb: for files larger than memory"
    )
    sub.add_argument(
        "--industry",
        metavar="BY",
        help="also by section, division or code of the industry, or by the groups of a .csv with code, group",
    )
    options.add_zones(sub, "this zone alone; may be repeated")
    options.add_top(sub)


def run(arguments, lang: str) -> int:
    grouping = read_grouping(arguments.industry)
    raw = given.read(arguments, functools.partial(api.rollup, engine=arguments.engine, industry=grouping))
    show.notices(raw.notices, lang, arguments.notices == "all")
    frame = raw.table()
    kept = given.rows_of_zones(frame["zone"], arguments)
    frame = frame[kept].reset_index(drop=True)
    if arguments.output or arguments.json:
        frame = files.headed(frame, raw.system, arguments, labels.field_titles)
        text = frame.head(0).to_csv(index=False) + exact_rows(raw, kept)
        files.put(arguments, frame, csv_text=text)
        return 0
    out = show.console()
    titles = labels.field_titles(frame.columns, raw.system, lang)[2:]
    for (zone, year), figures in frame.groupby(["zone", "year"], sort=False):
        out.print(f"{zone}，{year}" if lang == "zh" else f"{zone}, {year}")
        rows = [(t, show.number(v)) for t, v in zip(titles, figures.iloc[0, 2:], strict=True)]
        show.plain_table(out, ["", ""], rows, right={1})
    return 0


def exact_rows(raw, kept) -> str:
    """The rows that are kept as CSV, with every digit."""
    _, text = raw.to_csv_text().split("\n", 1)
    if kept.all():
        return text
    rows = csv.reader(io.StringIO(text, newline=""))
    chosen = io.StringIO()
    csv.writer(chosen, lineterminator="\n").writerows(row for row, is_kept in zip(rows, kept, strict=True) if is_kept)
    return chosen.getvalue()


def read_grouping(by: str | None) -> str | dict[str, str] | None:
    """The name of a grouping, or the groups of a CSV file with the columns code and group."""
    if by is None or not by.lower().endswith(".csv"):
        return by
    return within.in_file("--industry", by, "code")
