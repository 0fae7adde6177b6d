"""Results: tables in the caller's kind of frame, notices, and the evidence behind a rank."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa

from . import _core, door

__all__ = ["Indicators", "Raw"]


def whole_numbers(ranks: np.ndarray) -> pd.Series:
    """Ranks and counts as nullable integers; averaged ties stay numbers."""
    series = pd.Series(ranks)
    whole = series.dropna()
    return series.astype("Int64") if (whole == whole.round()).all() else series


class Result(ABC):
    """What every result offers: ``.table()``, ``.notices`` and an Arrow stream."""

    _backend: str | None = None
    notices: list[_core.Problem]

    @abstractmethod
    def _columns(self) -> pd.DataFrame:
        """The table as a pandas frame."""

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


class Raw(Result):
    """Raw statistics of zones and years."""

    def __init__(self, core, system: _core.System, backend: str | None) -> None:
        self._core, self.system, self._backend = core, system, backend
        self.notices = core.notices

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
        return self._core.enterprise_rows

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

    def __repr__(self) -> str:
        return f"<Raw: {len(self.zones)} zones, years {self.years}, for {self.system.id}>"


class Indicators(Result):
    """Second-level indicators of one year, each in its own unit."""

    def __init__(self, core, system, notices, backend) -> None:
        self._core, self.system, self.notices, self._backend = core, system, notices, backend

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

    def __repr__(self) -> str:
        return (
            f"<Indicators: {len(self._core.zones)} zones x {len(self.system.indicators)} "
            f"indicators of {self.system.id}, {self.year}>"
        )


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
