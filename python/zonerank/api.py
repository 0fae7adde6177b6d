"""The calls of a notebook: systems, raw statistics, indicators, rankings."""

from __future__ import annotations

import os

import pandas as pd
import pyarrow as pa

from . import _core, door, engines
from ._error import Error
from .analysis.alone import Alone, alone_of
from .door import whole
from .io import frames, inputs, partials, reading, sources, table_file
from .methods.stages import Scaling
from .results.base import Indicators, Raw, indicators_of
from .results.ranking import Asked, Ranking, ranked

__all__ = ["alone", "indicators", "load_system", "rank", "read", "rollup", "sample", "systems"]


def systems() -> pd.DataFrame:
    """The indicator systems that ship: id, names, document, number of indicators and groups."""
    loaded = [_core.load_system(id_) for id_ in _core.system_ids()]
    return pd.DataFrame(
        {
            "id": [s.id for s in loaded],
            "zh": [s.zh for s in loaded],
            "en": [s.en for s in loaded],
            "document": [s.document for s in loaded],
            "groups": [len(s.groups) - 1 for s in loaded],
            "indicators": [len(s.indicators) for s in loaded],
        }
    )


def load_system(id_or_path) -> _core.System:
    """A system that ships, or a user's TOML file.

    Raises
    ------
    zonerank.Error
        With every mistake of the file: file, line, key, and what would be right.
    """
    return sources.load(id_or_path)


def read(
    source,
    system,
    *,
    year: int | None = None,
    prefer: str | None = None,
    all_fields: bool = False,
    keep_enterprises: bool = False,
    sheet=None,
    threads: int = 0,
    progress=None,
    **options,
) -> Raw:
    """Raw statistics of zones and years, from files or frames.

    Parameters
    ----------
    source : path, folder, pattern, frame, dict of columns, list of them, or {year: source}
        Tables of zones (columns ``zone``, ``year``, fields) and of enterprises (also
        ``enterprise``), in any mixture. Enterprise rows are joined over forms and rolled up.
        Columns are known by field name, form code, alias, title or Chinese name; ``field(unit)``
        gives another unit, ``field@previous`` a comparable figure of last year.
    system : str, path or System
    year : int, optional
        Of files without a column of years; else it is taken from their names.
    prefer : "zone" or "rollup", optional
        Which holds where a zone's own figure contradicts the sum of its enterprises; an error
        by default.
    all_fields : bool
        Also fields that no indicator of the system needs.
    keep_enterprises : bool
        Keep the rows of enterprises in memory, for :meth:`Ranking.drill`. They are not pickled with the result.
    sheet : str or list of str, optional
        Of workbooks, the sheets that are read; all that hold a table by default. For one workbook alone write
        ``"book.xlsx[sheet]"``.
    threads : int
        0: ZONERANK_THREADS, else the cores allowed. Results never depend on it.
    progress : callable, optional
        Called with the share done, 0 to 1.
    layout : "rows", "years-as-columns", "long" or "indicators-as-rows", optional
        How the tables are laid out; recognised by default.
    zone_column, year_column : str, optional
        Headings of the columns that name the zones and the years, where they are not known words.
    rename : dict {heading: known heading}, or a file with the columns old and new, optional
    names : dict {variant: name}, or a file with the columns variant and name, optional
        One name for zones that the files write differently.
    keep_rows : list of str, optional
        Zones that look like summary rows (totals, means) and are none.
    drop_rows : list of str, optional
        Zones to leave out.
    missing : list of str, optional
        Cells that say that there is no value, beside the usual marks.
    ignore_marks : list of str, optional
        Footnote marks that may stand beside a number: with ["e", "*"], 4.1e and 5.2* are numbers.
    bands : "middle", "lower" or "upper", optional
        What a band of values such as 801-850 is read as; of 1601+ its one end. An error by default.
    encoding : str, optional
        Of text files, as in "big5" or "latin-1"; UTF-8, UTF-16 and GB18030 are recognised.
    decimal : "." or ",", optional
        The decimal sign of text files; found out by default.

    Raises
    ------
    zonerank.Error
        With every fault of every file.
    """
    system = sources.load(system)
    flag, kept = door.flag("all_fields", all_fields), door.flag("keep_enterprises", keep_enterprises)
    found, backend = sources.collect(source, sheet)
    raw = _read(found, backend, system, year, prefer, flag, threads, progress, options, kept)
    raw._files = inputs.files_of(source)
    return raw


def _read(found, backend, system, year, prefer, all_fields, threads, progress, options, kept=False) -> Raw:
    given = reading.options(options)
    of_call = reading.of_call(year, prefer, threads, progress)
    with frames.raising(found):
        taken = sources.opened(found, system, all_fields, given)
        core = _core.read(taken, system, all_fields=all_fields, keep_enterprises=kept, reading=given, **of_call)
    return Raw(core, system, backend)


def rollup(
    source,
    system,
    *,
    engine: str = "kernel",
    industry: str | dict | None = None,
    distinct: bool = False,
    year: int | None = None,
    prefer: str | None = None,
    sheet=None,
    threads: int = 0,
    progress=None,
    **options,
) -> Raw:
    """Enterprises to figures of zones and years: every field of the system that has data.

    Parameters
    ----------
    source, system, year, prefer, sheet, threads, progress, options : as for :func:`read`
        Tables of zones beside the enterprises are taken along. The other engines read headings, names of
        zones, marks of missing values and (but Spark) encodings as they are told; decimal commas, bands,
        footnote marks and other layouts of enterprises are the kernel's alone, and refused.
    engine : "kernel", "duckdb", "spark" or "sql"
        Where the sums are computed; they are the same integers. The kernel is the library's own:
        frames, Parquet files and Arrow streams of enterprises with the same columns are added up
        batch by batch, in memory bounded by the groups. "duckdb" is for files larger than memory
        (options ``memory_limit``, ``temp_directory``), "spark" runs in the caller's ``session``,
        "sql" returns the :class:`Statement` for another engine (``dialect`` "duckdb", "spark" or
        "postgres", ``table``, ``columns``).
    industry, distinct : as for :func:`partial`
        With ``industry`` the result has a row for each zone, year and industry, for drill-down.
    """
    door.one_of("engine", engine, engines.ENGINES)
    door.flag("distinct", distinct)
    door.function("progress", progress)
    if engine in engines.ENGINES[1:]:
        return engines.rollup(
            source,
            sources.load(system),
            engine,
            year=year,
            prefer=reading.preferred(prefer),
            industry=industry,
            distinct=distinct,
            sheet=sheet,
            threads=whole("threads", threads, 0, 4096),
            progress=progress,
            **options,
        )
    of_reading = {name: value for name, value in options.items() if name in reading.KNOWN}
    given = reading.options(of_reading)
    engines.known({name: options[name] for name in options if name not in of_reading}, engine)
    system = sources.load(system)
    found, backend = sources.collect(source, sheet)
    if industry is not None or distinct or partials.streams(found, system, distinct, given):
        by = {"industry": industry, "distinct": distinct, "year": year, "threads": threads}
        raw = partials.of_sources(found, backend, system, given, progress=progress, **by).finish()
    else:
        raw = _read(found, backend, system, year, prefer, True, threads, progress, of_reading)
    raw._files = inputs.files_of(source)
    return raw


def _raw(raw, system, year: int | None) -> Raw:
    if isinstance(raw, Raw):
        return raw
    if system is None:
        raise Error(
            'a system is needed to read the data, as in zr.rank(data, "torch-2013")',
            zh='读取数据须指明体系，如 zr.rank(data, "torch-2013")',
        )
    return read(raw, system, year=year)


def indicators(raw, system=None, *, year: int | None = None) -> Indicators:
    """Second-level indicators of a year, each in its own unit.

    Parameters
    ----------
    raw : Raw, or anything that :func:`read` takes
    system : str, path or System, optional
        The one that ``raw`` was read with, by default.
    year : int, optional
        The data year; the latest by default.
    """
    raw = _raw(raw, system, year)
    system = raw.system if system is None else sources.load(system)
    _same_system(raw, system)
    return indicators_of(raw, sources.whole_year(year))


def rank(
    raw,
    system=None,
    *,
    year: int | None = None,
    method: dict | None = None,
    bounds=None,
    scaling: Scaling | None = None,
    groups: dict | None = None,
    common: bool | int = False,
    within=None,
) -> Ranking:
    """Scores and ranks of the zones, overall and for every group.

    Parameters
    ----------
    raw : Raw, or anything that :func:`read` takes
    system : str, path or System, optional
        The one that ``raw`` was read with, by default.
    year : int, optional
        The data year; the latest by default.
    method : dict, optional
        Over the system's [method]: ``imputation``, ``treatment``, ``normalization``, ``weights`` and
        ``aggregation`` (each a word, a function of your own, or a dict of ``method`` and its options), options of
        the methods chosen, ``fit`` ("year", "panel"), ``min_available``, ``ties`` ("min", "max", "average", "dense").
    bounds : dict {indicator: (lower, upper)}, a frame or a file of them, optional
        In the indicator's own unit, as :meth:`Ranking.bounds` gives them. With bounds one zone
        alone can be scored, and one year against another's.
    common : bool or int
        True leaves out every indicator that a zone lacks; a number those that fewer zones have. Use
        it where tables of different width come together.
    groups : dict {zone: group}, optional
        For imputation by group.
    within : dict {zone: group}, or a file with the columns zone and group, optional
        Ranks inside groups of zones (provinces, tiers) too: the columns ``within``, the group, and
        ``overall_rank_within``, the overall rank among its ranked zones.

    Raises
    ------
    zonerank.Error
        If an option is unknown, bounds are not in order, the data lack the year, or no zone can be
        ranked.
    """
    raw = _raw(raw, system, year)
    ranking = _rank(raw, system, year=year, method=method, bounds=bounds, scaling=scaling, groups=groups, common=common)
    try:
        _core.check_ranked(ranking._core, ranking.system)
    except Error as error:
        error.notices = ranking.notices  # they say why
        raise
    return ranking if within is None else ranking.within(within)


def _rank(
    raw: Raw, system=None, *, year=None, method=None, bounds=None, scaling=None, groups=None, common=False
) -> Ranking:
    """The ranking, also where no zone has a rank."""
    _same_system(raw, raw.system if system is None else sources.load(system))
    return ranked(raw, sources.whole_year(year), _asked(raw, method, bounds, scaling, groups, common))


def _asked(raw: Raw, method=None, bounds=None, scaling=None, groups=None, common=False) -> Asked:
    common = -1 if common is True else whole("common", common, 0, 2**31 - 1) if common else 0
    zone_groups = {str(zone): str(group) for zone, group in door.mapping("groups", groups, "zones and groups").items()}
    if scaling is not None and not isinstance(scaling, Scaling):
        raise Error(
            f"scaling is {door.brief(scaling)}, but must be a Scaling, as learn_scaling and load_scaling give",
            zh=f"scaling 为 {door.brief_zh(scaling)}，但应为 Scaling，由 learn_scaling 或 load_scaling 得出",
        )
    return Asked(
        method=dict(method) if isinstance(method, dict) else method,
        bounds=read_bounds(bounds, raw.system),
        scaling=scaling,
        zone_groups=zone_groups,
        common=common,
    )


def alone(
    raw, zone: str, system=None, *, of: int | None = None, year: int | None = None, method=None, bounds=None
) -> Alone:
    """What is certain of a zone's rank where the figures of the others are few: an :class:`Alone`.

    Parameters
    ----------
    raw : Raw, or anything that :func:`read` takes
        The zone's own figures or enterprises, and what there is of other zones: a yearbook's table, for example.
    zone : str
    system : str, path or System, optional
        The one that ``raw`` was read with, by default.
    of : int, optional
        How many zones are ranked in all; by default those of the tables. Zones without figures may stand anywhere.
    year, method, bounds : as for :func:`rank`
        Published ``bounds`` of an indicator make its scores known; without them only the better of two values is.

    Scores must lie between ends (min-max) and be added up with given weights. All the system's weights count: zones
    that are ranked officially have their figures.
    """
    raw = _raw(raw, system, year)
    _same_system(raw, raw.system if system is None else sources.load(system))
    return alone_of(raw, sources.whole_year(year), _asked(raw, method, bounds), zone, of)


def _same_system(raw: Raw, system: _core.System) -> None:
    if raw._core.industries:
        raise Error(
            "the data are broken down by industry; zones are ranked by data that are not",
            zh="数据按行业分列；高新区排名须用不分行业的数据",
        )
    if system.id != raw.system.id:
        raise Error(
            f'the data were read for the system "{raw.system.id}", not "{system.id}"; '
            f'read them again with system="{system.id}"',
            zh=f'数据按体系“{raw.system.id}”读取，而不是“{system.id}”；请用 system="{system.id}" 重新读取',
        )


def indicator_id(system, name) -> str:
    """The id of an indicator by id, code or name; what is none stays as it is, to be refused with the nearest."""
    text = str(name).strip()
    if any(i.id == text for i in system.indicators):
        return text
    wanted = table_file.plain(text)
    for key in ("code", "zh", "en"):
        found = [i.id for i in system.indicators if getattr(i, key) and table_file.plain(getattr(i, key)) == wanted]
        if len(found) > 1:
            raise Error(
                f'bounds: "{text}" is the name of the indicators {" and ".join(found)}; give the id',
                zh=f"bounds：“{text}”同是指标 {'、'.join(found)} 的名称；请给出 id",
            )
        if found:
            return found[0]
    return text


def read_bounds(bounds, system) -> dict[str, tuple[float, float]]:
    """Bounds from a dict, a frame or a file with columns indicator, lower, upper, in English or Chinese.

    Indicators by id, code or name; of a workbook the sheet of bounds.
    """
    if bounds is None:
        return {}
    if isinstance(bounds, dict) and not {table_file.meaning(k, ["indicator"]) for k in bounds} - {None}:
        return {indicator_id(system, id_): _pair(id_, pair) for id_, pair in bounds.items()}
    where = sources.shown(door.path("bounds", bounds)) if sources.is_path(bounds) else "bounds"
    frame = (
        table_file.frame("bounds", os.fspath(bounds), "bounds")
        if sources.is_path(bounds)
        else pa.table(frames.table_of(bounds, "bounds").arrow).to_pandas()
    )
    frame = table_file.with_keys(frame, ("indicator", "lower", "upper"))
    lacking = [c for c in ("indicator", "lower", "upper") if c not in frame.columns]
    if lacking:
        raise Error(
            f"{where}: there is no column {', '.join(lacking)}; bounds need the columns indicator, lower, upper",
            zh=f"{where}：没有列 {'、'.join(lacking)}；上下限须有 indicator、lower、upper 三列",
        )
    frame = frame[["indicator", "lower", "upper"]].replace("", None)
    frame = frame.dropna(subset=["lower", "upper"], how="all")
    half = frame[frame["lower"].isna() | frame["upper"].isna()]
    if len(half):
        ids = half["indicator"].astype(str)
        raise Error(
            f"{where}: only one bound is given of {', '.join(ids)}",
            zh=f"{where}：{'、'.join(ids)} 只给出了上限或下限；请两个都给出",
        )
    found = {}
    for given, lower, upper in frame.itertuples(index=False):
        id_, pair = indicator_id(system, given), _pair(given, (lower, upper))
        if id_ in found:
            raise Error(f"{where}: bounds are given twice of {given}", zh=f"{where}：{given} 的上下限给出了两次")
        found[id_] = pair
    return {
        id_: (lower, upper) for id_, (lower, upper) in found.items() if lower != upper
    }  # saved constants bound none


def _pair(id_, pair) -> tuple[float, float]:
    try:
        lower, upper = pair
        return float(lower), float(upper)
    except (TypeError, ValueError, OverflowError):
        raise Error(
            f"bounds of {id_}: {door.brief(pair)} is not a pair of numbers (lower, upper)",
            zh=f"{id_} 的上下限：{door.brief_zh(pair)} 不是一对数（下限、上限）",
        ) from None


def sample(
    directory,
    *,
    enterprises: int = 140_000,
    zones: int = 169,
    first_year: int = 2017,
    years: int = 3,
    seed: int = 1,
    threads: int = 0,
    progress=None,
) -> list:
    """Write made-up enterprise records into a folder; returns the files. See ``write_sample``."""
    return _core.write_sample(
        door.path("directory", directory),
        enterprises=whole("enterprises", enterprises, 1, 10**12),
        zones=whole("zones", zones, 1, 10**6),
        first_year=whole("first_year", first_year, 1000, 9999),
        years=whole("years", years, 1, 1000),
        seed=whole("seed", seed, 0, 2**64 - 1),
        threads=whole("threads", threads, 0, 4096),
        progress=door.function("progress", progress),
    )
