"""Results: tables in the caller's kind of frame, notices, and the evidence behind a rank."""

from __future__ import annotations

import csv
import io
from abc import ABC, abstractmethod
from decimal import Decimal

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa

from .. import _core, door
from .._error import Error
from .values import Shown, same

__all__ = ["Indicators", "Raw"]


def whole_numbers(ranks: np.ndarray) -> pd.Series:
    """Ranks and counts as nullable integers; averaged ties stay numbers."""
    series = pd.Series(ranks)
    whole = series.dropna()
    return series.astype("Int64") if (whole == whole.round()).all() else series


class Result(Shown, ABC):
    """What every result offers: ``.table()``, ``.notices`` and an Arrow stream.

    A result is a value: it is equal to another of the same content, can be pickled, and shows its content.
    """

    _backend: str | None = None
    notices: list

    @abstractmethod
    def _columns(self) -> pd.DataFrame:
        """The table as a pandas frame."""

    @abstractmethod
    def _content(self) -> list:
        """What makes two results equal, beside the table."""

    @abstractmethod
    def __reduce__(self): ...

    def __eq__(self, other) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return same(self._columns(), other._columns()) and same(self._content(), other._content())

    __hash__ = None

    def _shown_table(self) -> pd.DataFrame:
        return self._columns()

    def _lines(self) -> list[str]:
        return telling(self.notices)

    def _as_caller(self, frame: pd.DataFrame):
        if self._backend in (None, "pandas"):
            return frame
        if self._backend == "duckdb":
            import duckdb

            return duckdb.from_arrow(pa.Table.from_pandas(frame, preserve_index=False))
        data = {name: column.astype(object).where(column.notna(), None).tolist() for name, column in frame.items()}
        return nw.from_dict(data, backend=self._backend).to_native()

    def table(self):
        """The result as a frame: pandas where files were read, else the caller's kind."""
        return self._as_caller(self._columns())

    def __arrow_c_stream__(self, requested_schema=None):
        table = pa.Table.from_pandas(self._columns(), preserve_index=False)
        return table.__arrow_c_stream__(requested_schema)


TELLING = ("left-out-indicator", "absent-column", "unknown-column")  # that change what a ranking rests on
TOLD = 3  # of them, in a repr


def telling(notices) -> list[str]:
    """The notices that nobody should overlook: columns not recognised, indicators left out."""
    found = [n.text() for n in notices if n.code in TELLING]
    more = [f"... {len(found) - TOLD} more, see .notices"] if len(found) > TOLD else []
    return [f"notice: {text}" for text in found[:TOLD]] + more


class Raw(Result):
    """Raw statistics of zones and years."""

    def __init__(self, core, system: _core.System, backend: str | None) -> None:
        self._core, self.system, self._backend = core, system, backend
        self._enterprise_rows = core.enterprise_rows
        self.notices = core.notices
        self._sums = None
        self._files: list = []  # that the figures were read from, as io.inputs.InputFile

    @property
    def zones(self) -> list[str]:
        """Names of the zones, each once."""
        return sorted(set(self._core.zones))

    @property
    def years(self) -> list[int]:
        """Years with data, ascending."""
        return sorted(set(self._core.years))

    @property
    def enterprise_rows(self) -> int:
        """Rows of enterprises and years that were rolled up (0: figures of zones alone)."""
        return self._enterprise_rows

    def _columns(self) -> pd.DataFrame:
        columns = {"zone": self._core.zones, "year": self._core.years}
        if self._core.industries:
            columns["industry"] = self._core.industries
        for field in self.system.fields:
            for previous, suffix in ((False, ""), (True, "@previous")):
                values = self._core.figures(self.system, field.name, previous)
                if values is not None:
                    columns[field.name + suffix] = whole_numbers(values) if field.number == "count" else values
        for indicator in self.system.indicators:  # ready-made values
            values = self._core.figures(self.system, self.system.ready_made_name(indicator.id), False)
            if values is not None:
                columns[indicator.id] = values
        return pd.DataFrame(columns)

    def exact(self) -> pd.DataFrame:
        """The table with every digit: Python integers and ``decimal.Decimal``, None where blank.

        Doubles hold 15 to 17 digits; sums of a country in 0.01 yuan may have more.
        """
        frame = self._columns().astype({"zone": object, "year": object})
        for field in self.system.fields:
            for previous, suffix in ((False, ""), (True, "@previous")):
                texts = self._core.figure_texts(self.system, field.name, previous)
                if texts is None or field.number == "real":
                    continue
                kind = int if field.number == "count" else Decimal
                frame[field.name + suffix] = pd.Series([kind(t) if t else None for t in texts], dtype=object)
        return frame

    def to_csv_text(self) -> str:
        """The table as CSV with every digit of the exact figures."""
        return self._core.to_csv(self.system)

    def with_edits(self, year: int, edits: list) -> Raw:
        """The figures with those edits of :meth:`zonerank.Ranking.what_if` that are of fields."""
        changed = Raw(_core.with_edits(self._core, self.system, year, edits), self.system, self._backend)
        changed._enterprise_rows, changed.notices = self._enterprise_rows, self.notices
        changed._files = self._files
        return changed

    def _enterprise_sums(self, threads: int = 0):
        """The sums of the enterprises with the rows that they are of, once; they must have been kept."""
        if self._sums is None:
            self._sums = _core.RowSums(self._core, self.system, threads)
        return self._sums

    def __reduce__(self):
        if self._core.industries:
            return Raw, (FiguresByIndustry(self._core, self.system), self.system, self._backend)
        given = self.to_csv_text(), self.enterprise_rows, self.system, self._backend, self.notices
        return raw_of_text, given, {"_files": self._files}

    def _content(self) -> list:
        return [self.to_csv_text(), self.enterprise_rows, self.system.id]

    def _heading(self) -> str:
        return f"Raw: {len(self.zones)} zones, years {self.years}, for {self.system.id}"

    def _lines(self) -> list[str]:
        nothing = [f"no column is a field or an indicator of {self.system.id}: nothing can be ranked"]
        return (nothing if len(self._columns().columns) <= 2 else []) + telling(self.notices)


def raw_of_text(text: str, enterprise_rows: int, system: _core.System, backend: str | None, notices: list) -> Raw:
    """Figures from their CSV text, which has every digit."""
    rows = csv.reader(io.StringIO(text, newline=""))
    zones = sorted({row[0] for row in rows if row} - {"zone"})
    given = {"layout": "rows", "keep_rows": zones, "encoding": "utf-8", "decimal": "."}
    core = _core.read([("figures", text.encode(), 0, "", "", "")], system, all_fields=True, reading=given)
    if core.to_csv(system) != text:
        raise Error(
            "the figures that were pickled are not those of this system; read the data again",
            zh="序列化（pickle）的数据不属于本体系；请重新读取数据",
        )
    raw = Raw(core, system, backend)
    raw._enterprise_rows, raw.notices = enterprise_rows, notices
    return raw


class FiguresByIndustry:
    """Figures of zones, years and industries as they were pickled: tables, from which nothing is ranked."""

    def __init__(self, core, system: _core.System) -> None:
        self.zones, self.years, self.industries = core.zones, core.years, core.industries
        self.enterprise_rows, self.notices = core.enterprise_rows, core.notices
        self._text = core.to_csv(system)
        names = [f.name for f in system.fields] + [system.ready_made_name(i.id) for i in system.indicators]
        keys = [(name, previous) for name in names for previous in (False, True)]
        self._figures = {key: core.figures(system, *key) for key in keys}
        self._texts = {key: core.figure_texts(system, *key) for key in keys if self._figures[key] is not None}

    def figures(self, system, name: str, previous: bool = False):
        return self._figures[name, previous]

    def figure_texts(self, system, name: str, previous: bool = False):
        return self._texts.get((name, previous))

    def to_csv(self, system) -> str:
        return self._text


class Indicators(Result):
    """Second-level indicators of one year, each in its own unit."""

    def __init__(self, core, raw: Raw, notices) -> None:
        self._core, self._raw, self.notices = core, raw, notices
        self.system, self._backend = raw.system, raw._backend

    @property
    def year(self) -> int:
        return self._core.year

    def _columns(self) -> pd.DataFrame:
        ids = [i.id for i in self.system.indicators]
        frame = pd.DataFrame(self._core.values, columns=ids)
        frame.insert(0, "zone", self._core.zones)
        return frame

    def missing(self, lang: str = "en"):
        """Every missing value: zone, indicator, why."""
        return self._as_caller(missing_table(self._core, self.system, lang))

    def __reduce__(self):
        return indicators_of, (self._raw, self.year)

    def _content(self) -> list:
        return [self.year, self.system.id]

    def _heading(self) -> str:
        n = len(self.system.indicators)
        return f"Indicators: {len(self._core.zones)} zones x {n} indicators of {self.system.id}, {self.year}"


def indicators_of(raw: Raw, year: int) -> Indicators:
    """The indicators of a year; 0: the latest."""
    core, notices = _core.indicators(raw._core, raw.system, year)
    return Indicators(core, raw, raw.notices + notices)


def share(value: float) -> str:
    return "—" if np.isnan(value) else f"{100 * value:.3g} %"


def system_table(system) -> pd.DataFrame:
    """The indicators of a system with formulas, units, weights and statuses."""
    keys = ("id", "code", "zh", "en", "unit", "direction", "formula", "weight")
    statuses = ("name_status", "formula_status", "weight_status")
    frame = pd.DataFrame([{key: getattr(i, key) for key in (*keys, *statuses)} for i in system.indicators])
    frame.insert(2, "group", [system.groups[i.group_index].id for i in system.indicators])
    return frame


def missing_table(core, system, lang: str) -> pd.DataFrame:
    door.one_of("lang", lang, ("en", "zh"))
    rows, columns = np.nonzero(np.isnan(core.values))
    return pd.DataFrame(
        {
            "zone": [core.zones[i] for i in rows],
            "indicator": [system.indicators[j].id for j in columns],
            "why": [core.why(i, j, lang) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)],
        }
    )
