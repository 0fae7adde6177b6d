"""What the options of a command ask for: data read, rankings made, values typed."""

from __future__ import annotations

import functools
import sys

import numpy as np
import pandas as pd

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from .. import _core, api, door
from .._error import Error
from ..analysis import within
from ..analysis.reviewers import reviewer_means
from ..analysis.target_list import entries_of
from ..analysis.targets import fields_not_needed
from ..io import reading, table_file
from ..io.workbook import Source
from . import show

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
STDIN = "-"


def inputs(arguments) -> list:
    """What INPUT names; the text of standard input is read once and kept."""
    for k, source in enumerate(arguments.input):
        if source == STDIN:
            arguments.input[k] = Source("<stdin>", sys.stdin.buffer.read())
    return arguments.input


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


def read(arguments, reader=api.read, given=None, task="read and roll up"):
    with show.progress_bar(task) as progress:
        return reader(
            given or inputs(arguments),
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
    found = {name: getattr(arguments, name) for name in reading.KNOWN}
    found["rename"] = dict(typed_rename(text) for text in found["rename"]) or arguments.rename_file
    return {name: value for name, value in found.items() if value}


def typed_rename(text: str) -> tuple[str, str]:
    """OLD=NEW"""
    old, equals, new = text.partition("=")
    if not equals or not old.strip() or not new.strip():
        raise Error(
            f'--rename "{text}": write OLD=NEW, as in "Turnover=revenue"',
            zh=f"--rename “{text}”：请写成 旧名=新名，如 Turnover=revenue",
        )
    return old.strip(), new.strip()


def read_for_targets(arguments, keep_enterprises: bool = False) -> api.Raw:
    """The input with the fields that the targets name, beside those that indicators need; all with enterprises, whose
    industries are then told.

    What is wrong with the targets is said before the work.
    """
    system = api.load_system(arguments.system)
    entries, _ = entries_of(arguments.targets, system, arguments.zone)
    needs_all = keep_enterprises or bool(fields_not_needed(system, entries))
    reader = functools.partial(api.read, all_fields=needs_all, keep_enterprises=keep_enterprises)
    return read(arguments, reader)


def targets(arguments, ranking: api.Ranking):
    """What --targets and --as-of of a report ask for; None where nothing."""
    if arguments.targets is None:
        if arguments.as_of is not None:
            raise Error("--as-of: is of --targets, which is not given", zh="--as-of：须与 --targets 一起使用")
        return None
    return ranking.targets(arguments.targets, zone=arguments.zone, as_of=arguments.as_of, threads=arguments.threads)


def asked(arguments, raw: api.Raw) -> dict:
    """The method and the bounds that the options of :func:`add_method` ask for."""
    method = {k: getattr(arguments, k) for k in METHOD_KEYS if getattr(arguments, k) is not None}
    method |= dict(typed_option(text) for text in arguments.set)
    typed = dict(typed_bound(text) for text in arguments.bound)
    return {
        "method": method,
        "bounds": api.read_bounds(arguments.bounds, raw.system) | api.read_bounds(typed, raw.system),
    }


def rank(arguments, raw: api.Raw | None = None) -> api.Ranking:
    """The ranking that the options of :func:`add_input` and :func:`add_method` ask for; of ``raw`` where it is read."""
    raw = raw or read(arguments)
    groups = read_groups(arguments.groups)
    ranking = api.rank(raw, year=arguments.year, groups=groups, common=arguments.common, **asked(arguments, raw))
    wanted = getattr(arguments, "within_groups", None)  # --within of uncertainty is a share
    if wanted is None:
        return ranking
    if wanted == "group" and groups:
        return ranking.within(groups)
    options = reading.options(reading_options(arguments))
    ranking = ranking.within(within.column_of(inputs(arguments), wanted, raw.system, ranking.year, options))
    used = table_file.plain(wanted)
    ranking.notices = [n for n in ranking.notices if n.code != "unknown-column" or table_file.plain(n.value) != used]
    return ranking


def with_reviewers(arguments):
    """The input read, and the means of reviewers where it has no figures of an item."""
    raw = read(arguments)
    if not arguments.reviewers:
        return raw
    means = reviewer_means(arguments.reviewers, raw.system, year=arguments.year or raw.years[-1])
    figures = raw.table()
    absent = [c for c in means.columns[2:] if c not in figures or figures[c].isna().all()]
    if not absent:
        return raw
    added = means.loc[means["zone"].isin(raw.zones), ["zone", "year", *absent]]
    return read(arguments, given=[*inputs(arguments), added])


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
        raise Error(
            f'--bound "{text}": write ID=LOWER:UPPER, as in rd_intensity=0:5',
            zh=f"--bound “{text}”：请写成 编号=下限:上限，如 rd_intensity=0:5",
        ) from None


def typed_option(text: str) -> tuple[str, object]:
    """OPTION=VALUE, the value as TOML writes it; a bare word needs no quotes."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip() or not value.strip():
        raise Error(
            f"--set {door.brief(text)}: write OPTION=VALUE, as in percentile_low=5",
            zh=f"--set {door.brief_zh(text)}：请写成 选项=值，如 percentile_low=5",
        )
    if len(value) > LONGEST_VALUE:
        raise Error(
            f"--set {door.brief(key)}: the value has {len(value)} characters, but may have {LONGEST_VALUE}",
            zh=f"--set {door.brief_zh(key)}：值有 {len(value)} 个字符，最多 {LONGEST_VALUE} 个",
        )
    try:
        return key.strip(), tomllib.loads(f"x = {value}")["x"]
    except tomllib.TOMLDecodeError:
        return key.strip(), value.strip()
    except (RecursionError, ValueError):  # brackets within brackets; more digits than Python converts
        raise Error(
            f"--set {door.brief(key)}: {door.brief(value)} cannot be read",
            zh=f"--set {door.brief_zh(key)}：{door.brief_zh(value)} 无法识别",
        ) from None
