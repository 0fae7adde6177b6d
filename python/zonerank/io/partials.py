"""Roll-ups as values: partial results that months, provinces and machines compute apart."""

from __future__ import annotations

import pandas as pd

from .. import _core, door
from .._error import Error
from ..results.base import Raw
from ..results.values import Shown
from . import frames, output, reading, sources

GROUPINGS = ("section", "division", "code")


class Partial(Shown):
    """Sums of enterprises by zone and year (and industry), before they become figures of zones.

    Partial results of the same system, columns and grouping are merged with ``+``; the result is
    the same, digit by digit, as that of all rows at once.
    """

    def __init__(self, core: _core.Partial, system: _core.System, backend: str | None) -> None:
        self._core, self.system, self._backend = core, system, backend

    @property
    def rows(self) -> int:
        """Rows of enterprises that were added up."""
        return self._core.rows

    @property
    def fields(self) -> list[str]:
        """The reported fields."""
        return self._core.fields

    @property
    def groups(self) -> pd.DataFrame:
        """The groups: zone, year, industry."""
        return pd.DataFrame(self._core.groups, columns=["zone", "year", "industry"])

    @property
    def notices(self) -> list[_core.Problem]:
        return self._core.notices

    def __add__(self, other: Partial) -> Partial:
        if not isinstance(other, Partial):
            return NotImplemented
        return Partial(self._core.merge(other._core), self.system, self._backend)

    def save(self, path) -> None:
        """Write it as CSV with every digit; :func:`load_partial` reads it again."""
        path = door.path("path", path)
        output.check_path(path, "path", (".csv",))
        output.write(path, pd.DataFrame(), csv_text=self._core.save())

    def finish(self) -> Raw:
        """The figures of zones and years (and industries)."""
        return Raw(self._core.finish(self.system), self.system, self._backend)

    def __reduce__(self):
        return partial_of_text, (self._core.save(), self.system, self._backend)

    def __eq__(self, other) -> bool:
        if not isinstance(other, Partial):
            return NotImplemented
        return self._core.save() == other._core.save()

    __hash__ = None

    def _heading(self) -> str:
        return f"Partial: {self.rows} rows in {len(self._core.groups)} groups, for {self.system.id}"

    def _shown_table(self) -> pd.DataFrame:
        return self.groups


def partial_of_text(text: str, system: _core.System, backend: str | None) -> Partial:
    """A partial result from what it saves."""
    return Partial(_core.load_partial(text, "partial", system), system, backend)


def load_partial(path, system) -> Partial:
    """A partial result that :meth:`Partial.save` wrote.

    Raises
    ------
    zonerank.Error
        If it is none, or of another system.
    """
    path = door.path("path", path)
    system = sources.load(system)
    text = sources.text_of(path)
    return Partial(_core.load_partial(text, sources.shown(path), system), system, None)


def partial(
    source,
    system,
    *,
    industry: str | dict | None = None,
    distinct: bool = False,
    year: int | None = None,
    threads: int = 0,
    progress=None,
    **options,
) -> Partial:
    """The sums of enterprises by zone and year, to be merged with others.

    Parameters
    ----------
    source, system, year, threads, progress, options : as for :func:`read`
        Frames, Parquet files and Arrow streams are added up batch by batch, in memory bounded by the
        groups; files of text, and tables with different columns, are joined in memory first.
    industry : "section", "division", "code" or {beginning of a code: group}, optional
        Also by industry of GB/T 4754 (the field ``industry``); the longest beginning decides.
    distinct : bool
        Each row is another enterprise and year: rows are not compared with each other, and the
        column ``enterprise`` may be absent. Else an enterprise given twice is an error.

    Raises
    ------
    zonerank.Error
        With every fault of every table.
    """
    system = sources.load(system)
    found, backend = sources.collect(source)
    given = reading.options(options)
    of_call = {"industry": industry, "distinct": door.flag("distinct", distinct), "year": year, "threads": threads}
    return of_sources(found, backend, system, given, progress=door.function("progress", progress), **of_call)


def of_sources(found, backend, system, given, *, industry, distinct, year, threads, progress) -> Partial:
    by, own = grouping(industry)
    year = sources.whole_year(year)
    options = {"industry": by, "own": own, "threads": door.whole("threads", threads, 0, 4096), "progress": progress}
    options["reading"] = given
    if streams(found, system, distinct, given):
        opened = sources.opened(found, system, True, given)
        tables = [
            (s.name, stream.content, s.year or year, s.content.rows) for s, stream in zip(found, opened, strict=True)
        ]
        with frames.raising(found):
            core = _core.accumulate(tables, system, distinct=distinct, **options)
    elif distinct:
        raise Error(
            "distinct=True is for frames, Parquet files and Arrow streams with the same columns",
            zh="distinct=True 只用于列相同的数据框、Parquet 文件和 Arrow 流",
        )
    else:
        with frames.raising(found):
            core = _core.accumulate_files(sources.opened(found, system, True, given), system, year=year, **options)
    return Partial(core, system, backend)


def grouping(industry) -> tuple[str, dict[str, str]]:
    """How to group by industry, as the library takes it."""
    if industry is None:
        return "nothing", {}
    if isinstance(industry, dict):
        if not industry:
            raise Error(
                "industry is an empty dict; give beginnings of codes and their groups",
                zh="industry 是空字典；请给出代码的开头及其分组",
            )
        return "own", {str(code): str(group) for code, group in industry.items()}
    if not isinstance(industry, str) or industry not in GROUPINGS:
        raise Error(
            f"industry is {door.brief(industry)}, but must be {', '.join(GROUPINGS)} or a dict of codes and groups",
            zh=f"industry 为 {door.brief_zh(industry)}，但应为 {'、'.join(GROUPINGS)} 或由代码和分组组成的字典",
        )
    return industry, {}


def streams(found: list[sources.Source], system: _core.System, distinct: bool, given: dict) -> bool:
    """Whether the sources are tables of enterprises with the same columns, which need no joining."""
    if given.get("drop_rows") or given.get("layout", "rows") != "rows":
        return False  # rows are taken out, and tables turned, where tables are joined
    if not all(isinstance(source.content, frames.Table) for source in found):
        return False
    seen = set()
    for source in found:
        try:
            meanings, _ = _core.column_meanings(source.content.names, system, source.name, given)
        except Error:
            return False  # reading says what is wrong, of every table
        roles = {(m.role, m.field) for m in meanings if m.role != "unused"}
        if not distinct and ("enterprise", "") not in roles:
            return False
        seen.add(frozenset(roles))
    return len(seen) == 1
