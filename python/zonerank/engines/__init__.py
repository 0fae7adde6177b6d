"""The roll-up on other engines: the same integers as the library's own kernel."""

from __future__ import annotations

from .. import _core
from .._error import Error
from ..io import reading, sources
from ..results.base import Raw
from .statements import Statement, write

__all__ = ["ENGINES", "Statement", "rollup"]

ENGINES = ("kernel", "duckdb", "spark", "sql")


def rollup(
    source,
    system: _core.System,
    engine: str,
    *,
    year: int,
    prefer: str,
    industry,
    distinct,
    threads,
    progress,
    sheet=None,
    **options,
):
    """What :func:`zonerank.rollup` returns for an engine other than the kernel."""
    grouping = grouping_of(industry)
    given = reading.options({name: options.pop(name) for name in reading.KNOWN if name in options})
    if engine == "sql":
        return write(
            source,
            system,
            year=year,
            distinct=distinct,
            reading=given,
            **grouping,
            **known(options, engine, "dialect", "table", "columns"),
        )
    if engine == "duckdb":
        from .duckdb import partial

        options = known(options, engine, "memory_limit", "temp_directory") | {"threads": threads, "sheet": sheet}
    else:
        from .spark import partial

        options = known(options, engine, "session")
    found, zones, backend = partial(
        source, system, year=year, distinct=distinct, progress=progress, reading=given, **grouping, **options
    )
    core = found.finish(system)
    if zones and not grouping:  # a zone's own figures are not by industry
        own = _core.read(zones, system, year=sources.whole_year(year), all_fields=True, reading=given)
        core = _core.add_up(own, core, system, prefer or "")
    return Raw(core, system, backend)


def grouping_of(industry) -> dict:
    """``industry`` as the library takes it: "section", "division", "code", or {beginning of a code: group}."""
    if industry is None:
        return {}
    if isinstance(industry, dict):
        return {"own": {str(code): str(group) for code, group in industry.items()}}
    return {"industry": str(industry)}


def known(options: dict, engine: str, *names: str) -> dict:
    for name in options:
        if name not in names:
            zh = f"；可用的有 {'、'.join(names)}" if names else ""
            listed = f"; it has {', '.join(names)}" if names else ""
            raise Error(f'engine="{engine}" has no option {name}{listed}', zh=f'engine="{engine}" 没有选项 {name}{zh}')
    return options
