"""The command line: zonerank systems | check | rollup | rank | indicators | uncertainty | template | sample."""

from __future__ import annotations

import argparse
import csv
import functools
import io
import os
import sys
import time

import pandas as pd

from . import (
    __version__,
    _command,
    api,
    check_list,
    labels,
    output,
    show,
    sources,
    template_command,
    uncertainty_command,
    within,
)
from . import arguments as shared
from ._error import Error

USAGE_CODES = {
    "unknown-system",
    "unknown-option",
    "option-of-other",
    "ambiguous-option",
    "needs-option",
    "unknown-value",
    "bad-option",
    "unknown-zone",
    "unknown-indicator",
    "no-year",
    "bad-range",
    "absent-factor",
    "alternative-fails",
    "empty-weight-set",
}


def main(argv: list[str] | None = None) -> int:
    """Runs a command; returns 0 done, 1 data problems, 2 usage, 130 interrupted."""
    try:
        _command.stop_cleanly()
        return finish(argv)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    finally:
        if _command.IS_COMMAND:  # the interpreter's own end is no place for a traceback
            _command.stop_at_once()


def finish(argv: list[str] | None) -> int:
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller, as with >&-
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w"), encoding="utf-8"))
    try:
        code = run_command(parser().parse_args(argv))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # who reads the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def run_command(arguments) -> int:
    lang = arguments.lang or ("zh" if os.environ.get("LANG", "").startswith("zh") else "en")
    started = time.monotonic()
    try:
        check_outputs(arguments)
        code = arguments.run(arguments, lang)
        if arguments.command != "systems":
            seconds = time.monotonic() - started
            print(f"{arguments.command}: {seconds:.2f} s", file=sys.stderr)
        return code
    except Error as error:
        show.notices(getattr(error, "notices", []), lang, getattr(arguments, "notices", "") == "all")
        if error.problems:
            show.notices(error.problems, lang, every=getattr(arguments, "notices", "") == "all")
        else:
            print(f"{labels.word('error', lang)}: {error.text(lang)}", file=sys.stderr)
        is_usage = not error.of_data or all(p.code in USAGE_CODES for p in error.problems) and bool(error.problems)
        return 2 if is_usage else 1
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"{labels.word('error', lang)}: {error}", file=sys.stderr)
        return 1
    except UnicodeError as error:
        print(f"{labels.word('error', lang)}: a name or a text is not UTF-8 ({error})", file=sys.stderr)
        return 2
    except MemoryError:
        print(f"{labels.word('error', lang)}: there is not enough memory", file=sys.stderr)
        return 1


def check_outputs(arguments) -> None:
    """Every result can be written where it is wanted, and none over what is read."""
    outputs = {"-o": getattr(arguments, "output", None), "--save-bounds": getattr(arguments, "save_bounds", None)}
    inputs = [sources.chosen_sheets(p)[0] for source in getattr(arguments, "input", []) for p in sources.expand(source)]
    taken = {
        os.path.realpath(p) for p in [*inputs, getattr(arguments, "bounds", None), arguments_system(arguments)] if p
    }
    for option, path in outputs.items():
        if not path:
            continue
        output.check_path(path, option, kinds=(".csv",) if option == "--save-bounds" else output.KINDS)
        if os.path.realpath(path) in taken:
            raise Error(f"{option} {path}: this file is read; give another name")
        taken.add(os.path.realpath(path))


def arguments_system(arguments) -> str | None:
    system = getattr(arguments, "system", None)
    return system if system and os.path.exists(system) else None


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="zonerank",
        description="Ranking indicators of high-tech zones, from raw statistics to ranks.",
        epilog="exit codes: 0 done, 1 data problems, 2 usage, 130 interrupted",
    )
    top.add_argument("--version", action="version", version=f"zonerank {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run, summary: str, example: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name,
            help=summary,
            description=summary,
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(run=run)
        sub.add_argument("--lang", choices=("en", "zh"), help="language of headings and messages")
        return sub

    sub = command(
        "systems",
        run_systems,
        "List the indicator systems, or show one with its formulas.",
        "zonerank systems most-2021 --lang zh",
    )
    sub.add_argument("id", nargs="?", metavar="ID", help="a system's id, or the path of a .toml file")

    sub = command(
        "check",
        run_check,
        "List what of the data has to be corrected, or explained in writing.",
        "zonerank check data/ --system torch-2013 -o problems.xlsx",
    )
    shared.add_input(sub)
    shared.add_output(sub, "the list")
    sub.add_argument("--all", action="store_true", help="print every finding, not the first of a rule")
    shared.add_zones(sub, "findings about this zone alone")

    sub = command(
        "rollup",
        run_rollup,
        "Add enterprises up to fields of zone and year.",
        "zonerank rollup data/ --system torch-2013 -o zones.csv",
    )
    shared.add_input(sub)
    shared.add_output(sub, "the table")
    sub.add_argument(
        "--engine", choices=("kernel", "duckdb"), default="kernel", help="duckdb: for files larger than memory"
    )
    sub.add_argument(
        "--industry",
        metavar="BY",
        help="also by section, division or code of the industry, or by the groups of a .csv with code, group",
    )
    shared.add_zones(sub, "this zone alone")
    sub.add_argument("--top", type=shared.positive, metavar="N", help="print the first N zones only")

    sub = command(
        "rank",
        run_rank,
        "Overall and first-level scores and ranks of the zones.",
        "zonerank rank zones.csv --system torch-2013 --year 2019 --zone 示例高新区065 -o ranks.xlsx",
    )
    shared.add_input(sub)
    shared.add_output(sub, "the ranking (.xlsx: every table)")
    sub.add_argument(
        "--table",
        default="ranking",
        help="what -o writes, when not .xlsx",
        choices=(
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
        ),
    )
    sub.add_argument("--top", type=shared.positive, metavar="N", help="print the first N zones only")
    shared.add_zones(sub, "also print this zone's ranks, boards and indicators")
    sub.add_argument(
        "--within",
        dest="within_groups",
        metavar="COLUMN",
        help="also rank inside groups of zones: a column of the input, as in 省份; or group, with --groups",
    )
    sub.add_argument("--save-bounds", metavar="FILE", help="write the bounds used, for --bounds next time")
    shared.add_method(sub)

    sub = command(
        "indicators",
        run_indicators,
        "Second-level indicators: one column an indicator id.",
        "zonerank indicators zones.csv --system most-2021 --year 2020 -o indicators.csv",
    )
    shared.add_input(sub)
    shared.add_output(sub, "the table")
    shared.add_zones(sub, "this zone alone")
    sub.add_argument("--top", type=shared.positive, metavar="N", help="print the first N zones only")

    uncertainty_command.add_arguments(command(*uncertainty_command.COMMAND))

    template_command.add_arguments(command(*template_command.COMMAND))

    sub = command(
        "sample",
        run_sample,
        "Write made-up enterprise records in the layout of the forms.",
        "zonerank sample -o sample/ --enterprises 20000",
    )
    sub.add_argument("-o", dest="folder", required=True, metavar="DIR", help="folder to write into")
    sub.add_argument("--enterprises", type=int, default=140_000, metavar="N", help="about N a year (140000)")
    sub.add_argument("--zones", type=int, default=169, metavar="N", help="zones (169)")
    sub.add_argument("--first-year", type=int, default=2017, metavar="Y", help="first of the years (2017)")
    sub.add_argument("--years", type=int, default=3, metavar="N", help="years (3)")
    sub.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same bytes (1)")
    sub.add_argument("--threads", type=int, default=0, metavar="N", help="0: the cores allowed")
    return top


def headed(frame: pd.DataFrame, system, arguments, titles=labels.column_titles) -> pd.DataFrame:
    """With Chinese headings where they were asked for; ids otherwise."""
    if arguments.lang != "zh":
        return frame
    return frame.set_axis(titles(frame.columns, system, "zh"), axis=1)


def in_chinese(name: str, sheet: pd.DataFrame, system) -> pd.DataFrame:
    """A sheet of the workbook with names in place of ids."""
    names = {item.id: item.zh or item.id for item in [*system.indicators, *system.groups]}
    sheet = sheet.copy()
    for column in {"indicator", "group"} & set(sheet.columns):
        sheet[column] = sheet[column].map(names)
    titles = labels.indicator_titles if name == "indicators" else labels.column_titles
    return sheet.set_axis(titles(sheet.columns, system, "zh"), axis=1)


def run_systems(arguments, lang: str) -> int:
    out = show.console()
    if arguments.id:
        system = api.load_system(arguments.id)
        show.system_detail(out, system, lang)
        check_list.print_rules(out, system, lang)
    else:
        show.system_list(out, [api.load_system(id_) for id_ in api.systems()["id"]], lang)
    return 0


def run_check(arguments, lang: str) -> int:
    with show.progress_bar("read and check") as progress:
        checked = check_list.Checked(
            arguments.input,
            arguments.system,
            year=arguments.year,
            prefer=arguments.prefer,
            sheet=arguments.sheet,
            threads=arguments.threads,
            progress=progress,
            **shared.reading_options(arguments),
        )
    if checked.failure and any(p.code in USAGE_CODES for p in checked.failure.problems):
        raise checked.failure
    checked.keep_zones(arguments.zone)
    if arguments.output:
        checked.write(arguments.output, arguments.lang or "en", lang)
    else:
        every = arguments.all or arguments.notices == "all"
        check_list.print_list(show.console(), checked, lang, every)
    print(checked.counted(lang), file=sys.stderr)
    return 1 if checked.count("error") else 0


def run_rollup(arguments, lang: str) -> int:
    grouping = read_grouping(arguments.industry)
    raw = shared.read(arguments, functools.partial(api.rollup, engine=arguments.engine, industry=grouping))
    show.notices(raw.notices, lang, arguments.notices == "all")
    frame = raw.table()
    kept = shared.rows_of_zones(frame["zone"], arguments)
    frame = frame[kept].reset_index(drop=True)
    if arguments.output:
        frame = headed(frame, raw.system, arguments, labels.field_titles)
        _, text = raw.to_csv_text().split("\n", 1)
        if not kept.all():
            rows = csv.reader(io.StringIO(text, newline=""))
            chosen = io.StringIO()
            csv.writer(chosen, lineterminator="\n").writerows(
                row for row, is_kept in zip(rows, kept, strict=True) if is_kept
            )
            text = chosen.getvalue()
        output.write(arguments.output, frame, csv_text=frame.head(0).to_csv(index=False) + text)
        return 0
    out = show.console()
    titles = labels.field_titles(frame.columns, raw.system, lang)[2:]
    for (zone, year), figures in frame.groupby(["zone", "year"], sort=False):
        out.print(f"{zone}, {year}")
        rows = [(t, show.number(v)) for t, v in zip(titles, figures.iloc[0, 2:], strict=True)]
        show.plain_table(out, ["", ""], rows, right={1})
    return 0


def read_grouping(by: str | None) -> str | dict[str, str] | None:
    """The name of a grouping, or the groups of a CSV file with the columns code and group."""
    if by is None or not by.lower().endswith(".csv"):
        return by
    return within.in_file("--industry", by, "code")


def run_rank(arguments, lang: str) -> int:
    ranking = shared.rank(arguments)
    out = show.console()
    for zone in arguments.zone:
        ranking.profile(zone)  # an unknown zone fails before anything is written
    show.heading(out, ranking, lang)
    with output.replacing() as files:  # both files, or none
        write_ranking(ranking, arguments, lang, files)
    if not arguments.output:
        show.ranking_table(out, ranking, lang, arguments.top)
    for zone in arguments.zone:
        out.print()
        show.profile(out, ranking, zone, lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def write_ranking(ranking, arguments, lang: str, files) -> None:
    if arguments.output:
        sheets = ranking.sheets(lang)
        if arguments.lang == "zh":
            sheets = {name: in_chinese(name, sheet, ranking.system) for name, sheet in sheets.items()}
        named = {labels.word(name, arguments.lang or "en"): sheet for name, sheet in sheets.items()}
        if arguments.table not in sheets:
            raise Error(f"--table {arguments.table}: nothing was {arguments.table} in this ranking")
        output.write(arguments.output, sheets[arguments.table], named, files=files)
    if arguments.save_bounds:
        output.write(arguments.save_bounds, ranking.bounds(), files=files)


def run_indicators(arguments, lang: str) -> int:
    result = api.indicators(shared.read(arguments), year=arguments.year)
    frame = result.table()
    frame = frame[shared.rows_of_zones(frame["zone"], arguments)].reset_index(drop=True)
    if arguments.output:
        output.write(arguments.output, headed(frame, result.system, arguments, labels.indicator_titles))
    else:
        out = show.console()
        why = {(r.zone, r.indicator): r.why for r in result.missing(lang).itertuples()}
        for row in frame.itertuples(index=False):
            out.print(f"{row.zone}, {result.year}")
            lines = []
            for indicator, value in zip(result.system.indicators, row[1:], strict=True):
                shown = show.number(value) if value == value else f"— {why[(row.zone, indicator.id)]}"
                lines.append((indicator.code, labels.title(indicator, lang), shown, indicator.unit))
            show.plain_table(
                out, [labels.word(k, lang) for k in ("code", "indicator", "value", "unit")], lines, right={2}
            )
    show.notices(result.notices, lang, arguments.notices == "all")
    return 0


def run_sample(arguments, lang: str) -> int:
    with show.progress_bar("sample") as progress:
        files = api.sample(
            arguments.folder,
            enterprises=arguments.enterprises,
            zones=arguments.zones,
            first_year=arguments.first_year,
            years=arguments.years,
            seed=arguments.seed,
            threads=arguments.threads,
            progress=progress,
        )
    size = sum(os.path.getsize(f) for f in files)
    print(
        f"{len(files)} files, {size / 1e6:,.0f} MB in {arguments.folder}: made-up data"
        if lang == "en"
        else f"已在 {arguments.folder} 写入 {len(files)} 个文件，{size / 1e6:,.0f} MB：虚构数据"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
