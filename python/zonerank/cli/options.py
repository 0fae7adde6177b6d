"""Options that several commands share."""

from __future__ import annotations

import argparse

from .. import _core
from ..io import reading


def positive(text: str) -> int:
    """A whole number >= 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not 1 or more")
    return number


def power_of_two(text: str) -> int:
    """2, 4, 8 ... from 4 on, for argparse."""
    number = int(text)
    if number < 4 or number & (number - 1):
        raise argparse.ArgumentTypeError(f"{number} is not a power of two, 4 or more")
    return number


def add_input(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "input",
        nargs="+",
        metavar="INPUT",
        help=".csv, .xlsx, .parquet or .json files, patterns or folders of zones and enterprises; - reads CSV from "
        "standard input",
    )
    sub.add_argument("--system", required=True, metavar="ID", help="a system's id, or a .toml file")
    sub.add_argument(
        "--year", type=int, metavar="Y", help="data year (the latest); also that of files without a column of years"
    )
    sub.add_argument(
        "--prefer", choices=("zone", "rollup"), help="which figure holds where a zone's own contradicts its enterprises"
    )
    sub.add_argument(
        "--sheet",
        action="append",
        metavar="NAME",
        help="read this sheet of workbooks alone; may be repeated; of one workbook write book.xlsx[NAME]",
    )
    sub.add_argument("--threads", type=int, default=0, metavar="N", help="threads to use; 0: the cores allowed")
    add_reading(sub)
    sub.add_argument("--notices", choices=("few", "all"), default="few", help="list all notices, not three a kind")


def add_reading(sub: argparse.ArgumentParser) -> None:
    """How tables are read where that does not follow from them."""
    group = sub.add_argument_group("reading")
    add = group.add_argument
    add("--layout", choices=_core.layout_names(), help="how the tables are laid out; recognised by default")
    add("--zone-column", metavar="HEADING", help="the column that names the zones")
    add("--year-column", metavar="HEADING", help="the column of years")
    add("--rename", action="append", default=[], metavar="OLD=NEW", help="read a heading as another; may be repeated")
    add("--rename-file", metavar="FILE", help="the same from a file with the columns old, new")
    add("--names", metavar="FILE", help="one name for zones written differently: columns variant, name")
    add(
        "--keep-row",
        dest="keep_rows",
        action="append",
        default=[],
        metavar="NAME",
        help="this row is a zone although it looks like a total or a mean; may be repeated",
    )
    add(
        "--drop-row",
        dest="drop_rows",
        action="append",
        default=[],
        metavar="NAME",
        help="leave this zone out; may be repeated",
    )
    add(
        "--missing",
        type=comma_list,
        default=[],
        metavar="MARK,...",
        help="cells that say that there is no value, as in NR,Reporter",
    )
    add(
        "--ignore-mark",
        dest="ignore_marks",
        action="append",
        default=[],
        metavar="MARK",
        help="a footnote mark that may follow a number, as in --ignore-mark e for 4.1e; may be repeated",
    )
    add("--bands", choices=reading.BANDS, help="what a band such as 801-850 is read as; an error by default")
    add("--encoding", metavar="NAME", help="of text files, as in big5; UTF-8, UTF-16, GB18030 are recognised")
    add("--decimal", choices=(".", ","), help="decimal sign of text files; found out by default")


def comma_list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def add_output(sub: argparse.ArgumentParser, what: str = "the table") -> None:
    sub.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        help="write %(what)s instead of printing: .csv, .xlsx, .parquet or .json; - prints it as CSV",
    ).what = what
    add_json(sub)


def add_json(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--json", action="store_true", help="print the table as JSON, a list of rows")


def add_json_of_files(sub: argparse.ArgumentParser) -> None:
    """``--json`` of a command that writes files: what it prints does not take the place of what it writes."""
    text = "print what was written as JSON: a list of rows with file, kind, zone and bytes"
    sub.add_argument("--json", action="store_true", help=text)
    sub.set_defaults(lists_files=True)


def add_method(sub: argparse.ArgumentParser) -> None:
    """How indicators become ranks."""
    sub.add_argument("--bounds", metavar="FILE", help="file with indicator, lower, upper: score against these")
    sub.add_argument(
        "--bound",
        action="append",
        default=[],
        metavar="ID=LOWER:UPPER",
        help="bounds of one indicator (its id, code or name), in its unit; may be repeated",
    )
    sub.add_argument(
        "--groups", metavar="FILE", help="file with zone, group: groups of zones, for imputation by group and --within"
    )
    sub.add_argument(
        "--common",
        nargs="?",
        type=positive,
        const=True,
        default=False,
        metavar="N",
        help="only indicators that all zones have (or N of them)",
    )
    group = sub.add_argument_group("method")
    group.description = "What each method does, and its options: zonerank methods"
    add_words(group, "--imputation", _core.imputations())
    add_words(group, "--treatment", _core.treatments())
    add_words(group, "--normalization", _core.normalizations())
    add_words(group, "--weights", _core.weightings())
    add_words(group, "--aggregation", _core.aggregations())
    group.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="OPTION=VALUE",
        help="an option of these methods, as in a system's [method]: --set percentile_low=5; may be repeated",
    )
    group.add_argument("--ties", choices=("min", "max", "average", "dense"), help="which rank equal scores share (min)")
    group.add_argument(
        "--min-available", type=float, metavar="SHARE", help="share of a group's weight that a zone must have (0.8)"
    )
    group.add_argument("--lower", type=float, metavar="POINTS", help="score of the worst bound (0)")
    group.add_argument("--upper", type=float, metavar="POINTS", help="score of the best bound (100)")


def add_words(group, option: str, words: list[str]) -> None:
    group.add_argument(option, metavar="METHOD", help="one of: %(words)s").words = ", ".join(words)


def add_zones(sub: argparse.ArgumentParser, what: str) -> None:
    sub.add_argument("--zone", action="append", default=[], metavar="NAME", help=what)


def add_within(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--within",
        dest="within_groups",
        metavar="COLUMN",
        help="also rank inside groups of zones: a column of the input, as in 省份; or group, with --groups",
    )


def add_targets(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--targets", metavar="FILE", help="also how far the targets of this file are reached")
    sub.add_argument("--as-of", metavar="DATE", help="when the figures are of, such as 2021-06 (the year's end)")


def add_top(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--top", type=positive, metavar="N", help="print the first N zones only")
