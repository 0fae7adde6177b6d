"""Options that several commands share, and what they mean."""

from __future__ import annotations

import argparse
import sys

import numpy as np
import pandas as pd

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from . import _core, api, door, preparation, reading, show, stages, table_file, within
from ._error import Error

LONGEST_VALUE = 4000  # characters of --set

METHOD_KEYS = (
    "imputation",
    "treatment",
    "normalization",
    "weights",
    "aggregation",
    "ties",
    "min_available",
    "lower",
    "upper",
)


def positive(text: str) -> int:
    """A whole number >= 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not 1 or more")
    return number


def add_input(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "input",
        nargs="+",
        metavar="INPUT",
        help=".csv, .xlsx, .parquet or .json files, patterns or folders of zones and enterprises",
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
    sub.add_argument("--threads", type=int, default=0, metavar="N", help="0: the cores allowed")
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


def add_output(sub: argparse.ArgumentParser, what: str) -> None:
    sub.add_argument(
        "-o", dest="output", metavar="FILE", help=f"write {what} instead of printing: .csv, .xlsx, .parquet or .json"
    )


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
    group.add_argument("--imputation", metavar="METHOD", help=", ".join(preparation.imputations()))
    group.add_argument("--treatment", metavar="METHOD", help=", ".join(preparation.treatments()))
    group.add_argument("--normalization", metavar="METHOD", help=", ".join(stages.normalizations()))
    group.add_argument("--weights", metavar="METHOD", help=", ".join(stages.weightings()))
    group.add_argument("--aggregation", metavar="METHOD", help=", ".join(stages.aggregations()))
    group.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="OPTION=VALUE",
        help="an option of these methods, as in a system's [method]: --set percentile_low=5; may be repeated",
    )
    group.add_argument("--ties", choices=("min", "max", "average", "dense"))
    group.add_argument(
        "--min-available", type=float, metavar="SHARE", help="share of a group's weight that a zone must have (0.8)"
    )
    group.add_argument("--lower", type=float, metavar="POINTS", help="score of the worst bound (0)")
    group.add_argument("--upper", type=float, metavar="POINTS", help="score of the best bound (100)")


def add_zones(sub: argparse.ArgumentParser, what: str) -> None:
    sub.add_argument("--zone", action="append", default=[], metavar="NAME", help=f"{what}; may be repeated")


def rows_of_zones(zones: pd.Series, arguments) -> np.ndarray:
    """Which rows are of the zones that --zone names (all by default), among the first --top of them.

    Raises
    ------
    zonerank.Error
        For a zone that the data do not have, with the nearest name.
    """
    known = list(dict.fromkeys(zones))
    _core.check_zones(arguments.zone, known)
    wanted = [zone for zone in known if zone in arguments.zone] if arguments.zone else known
    return zones.isin(wanted[: arguments.top]).to_numpy()


def read(arguments, reader=api.read, inputs=None):
    with show.progress_bar("read and roll up") as progress:
        return reader(
            inputs or arguments.input,
            arguments.system,
            year=arguments.year,
            prefer=arguments.prefer,
            sheet=arguments.sheet,
            threads=arguments.threads,
            progress=progress,
            **reading_options(arguments),
        )


def reading_options(arguments) -> dict:
    """The options of :func:`add_reading` that were given."""
    given = {name: getattr(arguments, name) for name in reading.KNOWN}
    given["rename"] = dict(typed_rename(text) for text in given["rename"]) or arguments.rename_file
    return {name: value for name, value in given.items() if value}


def typed_rename(text: str) -> tuple[str, str]:
    """OLD=NEW"""
    old, equals, new = text.partition("=")
    if not equals or not old.strip() or not new.strip():
        raise Error(f'--rename "{text}": write OLD=NEW, as in "Turnover=revenue"')
    return old.strip(), new.strip()


def rank(arguments, raw: api.Raw | None = None) -> api.Ranking:
    """The ranking that the options of :func:`add_input` and :func:`add_method` ask for; of ``raw`` where it is read."""
    method = {k: getattr(arguments, k) for k in METHOD_KEYS if getattr(arguments, k) is not None}
    method |= dict(typed_option(text) for text in arguments.set)
    raw = raw or read(arguments)
    typed = dict(typed_bound(text) for text in arguments.bound)
    bounds = api.read_bounds(arguments.bounds, raw.system) | api.read_bounds(typed, raw.system)
    groups = read_groups(arguments.groups)
    ranking = api.rank(raw, year=arguments.year, method=method, bounds=bounds, groups=groups, common=arguments.common)
    wanted = getattr(arguments, "within_groups", None)  # --within of uncertainty is a share
    if wanted is None:
        return ranking
    if wanted == "group" and groups:
        return ranking.within(groups)
    options = reading.options(reading_options(arguments))
    ranking = ranking.within(within.column_of(arguments.input, wanted, raw.system, ranking.year, options))
    used = table_file.plain(wanted)
    ranking.notices = [n for n in ranking.notices if n.code != "unknown-column" or table_file.plain(n.value) != used]
    return ranking


def read_groups(path: str | None) -> dict[str, str]:
    """Groups of zones from a CSV file with the columns zone and group."""
    return {} if path is None else within.in_file("--groups", path, "zone")


def typed_bound(text: str) -> tuple[str, tuple[float, float]]:
    """ID=LOWER:UPPER"""
    id_, equals, ends = text.partition("=")
    lower, colon, upper = ends.partition(":")
    try:
        if not equals or not colon:
            raise ValueError
        return id_.strip(), (float(lower), float(upper))
    except ValueError:
        raise Error(f'--bound "{text}": write ID=LOWER:UPPER, as in rd_intensity=0:5') from None


def typed_option(text: str) -> tuple[str, object]:
    """OPTION=VALUE, the value as TOML writes it; a bare word needs no quotes."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip() or not value.strip():
        raise Error(f'--set "{door.brief(text)}": write OPTION=VALUE, as in percentile_low=5')
    if len(value) > LONGEST_VALUE:
        raise Error(f"--set {door.brief(key)}: the value has {len(value)} characters, but may have {LONGEST_VALUE}")
    try:
        return key.strip(), tomllib.loads(f"x = {value}")["x"]
    except tomllib.TOMLDecodeError:
        return key.strip(), value.strip()
    except (RecursionError, ValueError):  # brackets within brackets; more digits than Python converts
        raise Error(f"--set {door.brief(key)}: {door.brief(value)} cannot be read") from None
