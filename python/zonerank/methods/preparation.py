"""Before indicators are scored: who has too few, gaps filled, outliers treated; every change listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..results.values import Values
from .settings import columns_of, method_of

__all__ = [
    "Imputed",
    "Treated",
    "availability",
    "estimate_em",
    "impute",
    "imputations",
    "screen",
    "treat",
    "treatments",
]


def imputations() -> list[str]:
    """The words that choose an imputation."""
    return _core.imputations()


def treatments() -> list[str]:
    """The words that choose a treatment of outliers."""
    return _core.treatments()


def _table(values) -> tuple[np.ndarray, list[str], list[str]]:
    """Numbers, names of rows and names of columns."""
    return door.table("values", values)


def _like(values, array: np.ndarray):
    if not isinstance(values, pd.DataFrame):
        return array
    result = values.copy()
    result[list(values.select_dtypes("number"))] = array
    return result


@dataclass(frozen=True, eq=False, repr=False)
class Imputed(Values):
    """Filled values, like the input, and the list of every value filled."""

    values: np.ndarray | pd.DataFrame
    left: int  # still missing
    _filled: pd.DataFrame

    def table(self) -> pd.DataFrame:
        """row, column, value, method of every value filled."""
        return self._filled


def impute(
    values,
    method="mean",
    *,
    groups=None,
    zones=None,
    years=None,
    siblings=None,
    directions=None,
    columns: dict | None = None,
    **options,
) -> Imputed:
    """Fills missing values.

    Parameters
    ----------
    values : array or frame, rows x columns
        NaN is missing.
    method : str or dict
        "mean", "median"; "group-mean", "group-median" (needs ``groups``); "row-mean", "row-median" (the zone's
        own level over its other columns, each scaled to [0, 1] in its direction); "nearest" (``neighbors``);
        "regression" (``predictors``); "em" (``draw``, ``imputation_seed``, ``max_iterations``, ``tolerance``);
        over years "latest" (``max_years``), "constant", "linear", "growth" (need ``zones`` and ``years``); "none". Or a
        function of your own, ``f(x)`` of one column of a year (see :func:`imputation`).
    groups : sequence, optional
        A group of every row; missing: in no group.
    zones, years : sequences, optional
        The zone and the year of every row, where rows of several years stand below each other.
    siblings : sequence, optional
        A group of every column: row methods look at columns of the same group.
    directions : sequence of "+" or "-", optional
    columns : dict {column: options}, optional
        Options of single columns over the others: ``{2: {"method": "median"}}``.

    Returns
    -------
    Imputed
        What no method can fill (an empty column, a zone without a group) stays missing; ``left`` counts it.

    Raises
    ------
    zonerank.Error
        If sizes do not match, an option is unknown, or what the method needs is lacking.
    """
    array, rows, names = _table(values)
    n_rows, n_columns = array.shape
    zones = door.texts("zones", zones, n_rows, "the values have rows:")
    siblings = door.texts("siblings", siblings, n_columns, "the values have columns:")
    if years is not None:
        years = door.items("years", years, "years", n_rows, "the values have rows:")
        years = [door.whole(f"years[{k}]", _year(year), -9999, 9999) for k, year in enumerate(years)]
    filled, listed, left = _core.impute(
        array,
        method_of(imputation=method, **options),
        columns_of("imputation", columns),
        names,
        zones,
        years or [],
        door.texts("groups", groups, n_rows, "the values have rows:"),
        siblings,
        door.signs("directions", directions, n_columns),
    )
    table = pd.DataFrame(listed, columns=["row", "column", "value", "method"])
    table["row"] = [(zones or rows)[i] for i in table["row"]]
    table["column"] = [names[j] for j in table["column"]]
    return Imputed(_like(values, filled), left, table)


def _year(year):
    """2019.0 of a column of floats is 2019."""
    return int(year) if isinstance(year, float | np.floating) and year == year // 1 else year


def estimate_em(values, **options) -> dict:
    """Mean and covariance (maximum likelihood) of multivariate normal data with gaps, by EM.

    Returns ``mean``, ``covariance``, ``iterations``, ``converged`` and ``log_likelihood`` of what is observed.
    """
    return _core.estimate_em(_table(values)[0], method_of(imputation="em", **options))


def availability(values) -> pd.DataFrame:
    """How much each row has: n_missing, n_zero, available (share of columns), nonzero (share of what is present)."""
    array, rows, _ = _table(values)
    return pd.DataFrame(
        _core.availability(array),
        columns=["n_missing", "n_zero", "available", "nonzero"],
        index=pd.Index(rows, name="row"),
    )


def screen(values, by: str = "missing", *, available=2 / 3, nonzero=0.05, force: dict | None = None) -> pd.DataFrame:
    """Which rows have enough data to be ranked.

    Parameters
    ----------
    values : array or frame, rows x columns
    by : "missing", "zeros" or "both"
        Rows with less than ``available`` of their columns, less than ``nonzero`` of what is present, or either.
    force : dict {row: bool}, optional
        Rows kept or left out whatever they have.

    Returns
    -------
    pandas.DataFrame
        :func:`availability` with ``included``.
    """
    door.one_of("by", by, ("missing", "zeros", "both"))
    available, nonzero = door.number("available", available, 0, 1), door.number("nonzero", nonzero, 0, 1)
    table = availability(values)
    few, zeros = table["available"] < available, table["nonzero"] < nonzero
    table["included"] = ~{"missing": few, "zeros": zeros, "both": few | zeros}[by]
    for row, included in door.mapping("force", force, "rows and True or False").items():
        if str(row) not in table.index:
            raise Error(f'force: there is no row "{row}"', zh=f"force：没有行“{row}”")
        table.loc[str(row), "included"] = door.flag(f"force[{door.brief(row)}]", included)
    return table


@dataclass(frozen=True, eq=False, repr=False)
class Treated(Values):
    """Treated values, like the input; what was done to each column, and the list of every change."""

    values: np.ndarray | pd.DataFrame
    columns: pd.DataFrame
    _changes: pd.DataFrame

    def table(self) -> pd.DataFrame:
        """row, column, before, after, how of every value changed."""
        return self._changes


def treat(values, method="stepwise", *, columns: dict | None = None, **options) -> Treated:
    """Treats outliers; the order of the rows in a column stays, but for ties at a fence.

    Parameters
    ----------
    values : array or frame, rows x columns
        NaN is missing and stays.
    method : str or dict
        "stepwise": check - winsorize by points - check - transform - check (``max_points``, ``max_skewness``,
        ``max_kurtosis``, ``transform``, ``lambda``, ``combine``); "points" (``max_points``, ``force``);
        "winsorize" (``winsorize_low``, ``winsorize_high``); "iqr", "mad" (``multiple``); "transform"
        (``transform``: "log", "log-ct", "log-ct-orig", "log-ct-plus", "log-gii", "box-cox"; ``lambda``, estimated
        where absent; ``shift``); "none". Or a function of your own, ``f(x)`` of one column (see :func:`treatment`).
    columns : dict {column: options}, optional
        Options of single columns over the others: ``{2: {"method": "none"}}``.

    Raises
    ------
    zonerank.Error
        If an option is unknown, or a logarithm meets a value <= 0: with row, column and value.
    """
    array, rows, names = _table(values)
    treated, done, changes = _core.treat(
        array, method_of(treatment=method, **options), columns_of("treatment", columns), rows, names
    )
    table = pd.DataFrame(changes, columns=["row", "column", "before", "after", "how"])
    table["row"], table["column"] = [rows[i] for i in table["row"]], [names[j] for j in table["column"]]
    return Treated(_like(values, treated), pd.DataFrame(done, index=pd.Index(names, name="column")), table)
