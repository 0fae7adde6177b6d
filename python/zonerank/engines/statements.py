"""Statements run in their order, and ``engine="sql"``: the text for whoever runs it elsewhere."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable
from decimal import Decimal

import pyarrow as pa

from .. import _core
from .._error import Error
from ..io import frames, sources
from ..results.base import Raw
from .tables import Table, column_of_arrow, column_of_type

Run = Callable[[str], Iterable[Iterable]]


def cells(rows: Iterable[Iterable]) -> list[list[str]]:
    """Rows of a result as text with every digit, empty where NULL."""
    return [[cell(value) for value in row] for row in rows]


def cell(value) -> str:
    if type(value) is int:  # most cells
        return str(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        if value != value:
            return ""
        if value != int(value) or abs(value) > 2**53:
            raise Error(
                f"{value!r} lost its last digits; fetch sums as integers, decimals or text, not as doubles",
                zh=f"{value!r} 丢失了末位数字；请以整数、小数或文本取回合计，不要用双精度数",
            )
        return str(int(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def shortened(statement: str, longest: int = 12) -> str:
    """A long statement for a message: how it begins, what it reads, and how it ends."""
    lines = statement.splitlines()
    if len(lines) <= longest:
        return statement
    ours = re.compile(r" FROM (cells|plain|values|table|kind|derived)_\d|FROM (joined|divisions|sections|given|tests)")
    kept = {0, 1, len(lines) - 2, len(lines) - 1} | {
        k for k, line in enumerate(lines) if line.lstrip().startswith("FROM ") and not ours.search(" " + line.lstrip())
    }
    result: list[str] = []
    for k, line in enumerate(lines):
        if k in kept:
            result.append(line)
        elif not result or result[-1] != "  ...":
            result.append("  ...")
    return "\n".join(result)


def total(statements: _core.Statements, run: Run, quick: bool = False) -> _core.Partial:
    """Runs the checks and the totals; what is wrong with the rows is raised.

    ``run`` gives the rows of a statement, and raises :class:`zonerank.Error` where it fails. ``quick`` tries the quick
    statement before the exact one.
    """
    for k, statement in enumerate(statements.repeated):
        statements.add_repeated(k, cells(run(statement)))
    statements.raise_errors()
    faults, conflicts, spellings = totals(statements, run, quick)
    if faults:
        for k, statement in enumerate(statements.faults):
            statements.add_faults(k, cells(run(statement)))
        if statements.overflows:
            statements.add_overflows(cells(run(statements.overflows)))
    if conflicts:
        statements.add_conflicts(cells(run(statements.conflicts)))
    statements.raise_errors()
    if faults or conflicts:
        raise Error(
            f"{faults + conflicts} rows cannot be read, but were not found again; were the tables changed?",
            zh=f"有 {faults + conflicts} 行无法读取，但未能再次找到；表是否已变动？",
        )
    if spellings:
        for k, statement in enumerate(statements.spellings):
            statements.add_spellings(k, cells(run(statement)))
    return statements.partial


def totals(statements: _core.Statements, run: Run, quick: bool) -> tuple[int, int, int]:
    """Numbers of faults, contradictions and unusual spellings, once the sums are read.

    The quick statement gives the sums of usual cells. Where there are others, or it fails, the exact one is asked.
    """
    if quick and statements.quick:
        with contextlib.suppress(Error):
            found = statements.read_totals(cells(run(statements.quick)))
            if not any(found[:2]):
                return found
    return statements.read_totals(cells(run(statements.totals)))


class Statement:
    """A roll-up as SQL for an engine that is run elsewhere.

    Attributes
    ----------
    text : str
        One SELECT: a row a zone, year and industry, with whole numbers.
    checks : dict of str
        Statements that list what is wrong, and return no row otherwise: enterprises given twice
        ("repeated"), cells that cannot be read ("faults"), figures too large ("overflows").
    """

    def __init__(self, statements: _core.Statements, system: _core.System) -> None:
        self._statements, self._system = statements, system
        self.text = statements.totals
        lists = {"repeated": statements.repeated, "faults": statements.faults}
        named = {name: found[0] for name, found in lists.items() if found}
        self.checks = named | ({"overflows": statements.overflows} if statements.overflows else {})

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Statement: {self._system.id}, {len(self.text)} characters>"

    def run(self, run: Run) -> Raw:
        """Runs the checks and the text: ``run(statement)`` gives the rows of a statement.

        Raises
        ------
        zonerank.Error
            With every cell that cannot be read, and every enterprise given twice.
        """
        return Raw(total(self._statements, run).finish(self._system), self._system, None)

    def finish(self, rows) -> Raw:
        """The figures of zones from the rows of ``text``: tuples, or a frame. Nothing else is checked.

        Raises
        ------
        zonerank.Error
            If the rows count cells that could not be read.
        """
        if not isinstance(rows, list | tuple):
            table = pa.table(frames.table_of(rows).arrow)
            rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
        faults, _, _ = self._statements.read_totals(cells(rows))
        if faults:
            raise Error(
                f'{faults} rows cannot be read; checks["faults"] lists them',
                of_data=True,
                zh=f'有 {faults} 行无法读取；见 checks["faults"]',
            )
        return Raw(self._statements.partial.finish(self._system), self._system, None)


def write(
    source,
    system: _core.System,
    *,
    year=None,
    distinct=False,
    industry="nothing",
    own=None,
    dialect="duckdb",
    table=None,
    columns=None,
    reading=None,
) -> Statement:
    """The statement over one table whose name and columns are given (or a frame's)."""
    if source is not None and columns is None:
        columns = pa.schema(pa.table(frames.table_of(source).arrow).schema)
    if columns is None or not table:
        raise Error(
            'engine="sql" needs table= and columns=, as in columns={"zone": "varchar", "year": "int", ...}; '
            "a frame's schema will do",
            zh='engine="sql" 需要 table= 和 columns=，如 columns={"zone": "varchar", "year": "int", ...}；'
            "也可用数据框的结构",
        )
    if isinstance(columns, pa.Schema):
        listed = [column_of_arrow(field.name, field.type) for field in columns]
    elif isinstance(columns, dict):
        listed = [column_of_type(str(name), str(type_), dialect) for name, type_ in columns.items()]
    else:
        return write(
            None,
            system,
            year=year,
            distinct=distinct,
            industry=industry,
            own=own,
            dialect=dialect,
            table=table,
            reading=reading,
            columns=pa.table(frames.table_of(columns).arrow).schema,
        )
    wanted = Table(str(table), str(table), listed)
    statements = _core.Statements(
        [wanted],
        system,
        dialect,
        industry=industry,
        own=own or {},
        year=sources.whole_year(year),
        distinct=distinct,
        reading=reading or {},
    )
    return Statement(statements, system)
