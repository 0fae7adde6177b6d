"""Options that several commands share, and what they mean."""

from __future__ import annotations

import argparse
import sys

import pandas as pd

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from . import api, door, preparation, show, sources, stages
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
        help=".csv, .xlsx or .parquet files, patterns or folders of zones and enterprises",
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
    sub.add_argument("--notices", choices=("few", "all"), default="few", help="list all notices, not three a kind")


def add_output(sub: argparse.ArgumentParser, what: str) -> None:
    sub.add_argument(
        "-o", dest="output", metavar="FILE", help=f"write {what} instead of printing: .csv, .xlsx, .parquet or .json"
    )


def add_method(sub: argparse.ArgumentParser) -> None:
    """How indicators become ranks."""
    sub.add_argument("--bounds", metavar="FILE", help="CSV with indicator, lower, upper: score against these")
    sub.add_argument(
        "--bound",
        action="append",
        default=[],
        metavar="ID=LOWER:UPPER",
        help="bounds of one indicator, in its unit; may be repeated",
    )
    sub.add_argument("--groups", metavar="FILE", help="CSV with zone, group: groups of zones, for imputation by group")
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
        )


def rank(arguments, raw: api.Raw | None = None) -> api.Ranking:
    """The ranking that the options of :func:`add_input` and :func:`add_method` ask for; of ``raw`` where it is read."""
    method = {k: getattr(arguments, k) for k in METHOD_KEYS if getattr(arguments, k) is not None}
    method |= dict(typed_option(text) for text in arguments.set)
    bounds = api.read_bounds(arguments.bounds) | dict(typed_bound(text) for text in arguments.bound)
    groups = read_groups(arguments.groups)
    return api.rank(raw or read(arguments), year=arguments.year, method=method, bounds=bounds, groups=groups)


def read_groups(path: str | None) -> dict[str, str]:
    """Groups of zones from a CSV file with the columns zone and group."""
    return {} if path is None else groups_of("--groups", path, "zone")


def groups_of(option: str, path: str, key: str) -> dict[str, str]:
    sources.check_file(path, sources.LONGEST_OPTIONS)
    try:
        frame = pd.read_csv(path, dtype=str, encoding="utf-8-sig", keep_default_na=False)
    except (OSError, ValueError) as error:
        raise Error(f"{option} {path}: the groups cannot be read ({error})") from error
    if not {key, "group"} <= set(frame.columns):
        raise Error(f"{option} {path}: the file needs the columns {key}, group")
    return dict(zip(frame[key], frame["group"], strict=True))


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
