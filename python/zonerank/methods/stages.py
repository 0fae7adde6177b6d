"""The stages of a ranking alone, on NumPy arrays.

Arrays are copied once into column-major order: nothing at 169 x 40.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error, LeftOutWarning
from ..door import array as array_of
from ..io import output, sources
from ..results.values import Shown, same
from .settings import columns_of, method_of, settings_of


def normalize(indicators, directions=None, normalization="min-max", *, return_scaling: bool = False, **options):
    """Scores of indicators; more is better in every column.

    Parameters
    ----------
    indicators : array, shape (n_zones, n_indicators)
        Each column in its own unit; NaN is missing.
    directions : sequence of "+" or "-", optional
        "-" where less is better; all "+" by default.
    normalization : str, dict or function
        The method, one of :func:`normalizations`; its formula is on the page of normalizations. Or a function of your
        own, ``f(x)`` of one column, turned so that more is better, to scores (see :func:`normalization`).
    lower, upper : numbers, or arrays of n_indicators, optional
        Numbers: the range of scores in points (0 to 100). Arrays: bounds of the columns in their own
        units, instead of learned ones; goalposts and the efficacy coefficient need them.
    columns : dict {column: options}, optional
        Options of single columns over the others: ``{2: {"target": 40}, 5: {"normalization": "rank"}}``.
    zones : sequence of str, optional
        Names of the rows, for ``reference=`` and for messages; "0", "1" ... by default.
    base : array of n_indicators, or like ``indicators``, optional
        Values in the base year, for "base-year".
    return_scaling : bool
        Also return the :class:`Scaling`, to be saved and applied to another year.
    **options
        Options of the method: ``clip``, ``percentile_low``, ``cost``, ``scale`` ...

    Returns
    -------
    scores : array, shape (n_zones, n_indicators), in points
        NaN where the value is missing, or a column has no spread to compare by.
    (scores, scaling)
        With ``return_scaling``.

    Raises
    ------
    zonerank.Error
        If sizes do not match, an option is unknown or lacking, or a value has no score under the
        method: with zone, indicator and value. If a function of your own raises (the error has it as its
        ``__cause__``), or returns a wrong shape, NaN or an infinite value.
    """
    indicators = array_of("indicators", indicators, 2)
    scaling = learn_scaling(indicators, directions, normalization, **options)
    scores = scaling.apply(indicators, zones=options.get("zones"))
    door.flag("return_scaling", return_scaling)
    return (scores, scaling) if return_scaling else scores


def learn_scaling(
    indicators,
    directions=None,
    normalization="min-max",
    *,
    lower=None,
    upper=None,
    columns: dict | None = None,
    zones=None,
    base=None,
    **options,
) -> Scaling:
    """What a normalization learns of indicators; the parameters are those of :func:`normalize`.

    The rows of several years may stand below each other: a scaling of the panel.
    """
    indicators = array_of("indicators", indicators, 2)
    n = indicators.shape[1]
    bounds, ends = {}, {"lower": lower, "upper": upper}
    given = {name: array_of(name, v, 1) for name, v in ends.items() if v is not None and door.dimensions(v) > 0}
    if given:
        bounds = _bounds(indicators, given)
    settings = {"normalization": normalization, **options}
    settings |= {name: v for name, v in ends.items() if name not in given}
    base = np.empty((0, 0)) if base is None else np.atleast_2d(door.numbers("base", base))
    if base.ndim != 2:
        raise Error(
            f"base: a list of numbers or a table is needed, but the array has shape {base.shape}",
            zh=f"base：应为数的列表或表，但数组的形状为 {base.shape}",
        )
    of_columns = columns_of("normalization", columns)
    names = door.texts("zones", zones)
    return Scaling(
        _core.learn_scaling(
            indicators, door.signs("directions", directions, n), method_of(**settings), of_columns, bounds, names, base
        )
    )


def _bounds(indicators: np.ndarray, given: dict) -> dict[str, tuple[float, float]]:
    """Bounds by column; an end that is not given is the column's own."""
    n = indicators.shape[1]
    for name, vector in given.items():
        door.length(name, vector, n, f"the indicators have {n} columns", f"指标有 {n} 列")
    with np.errstate(all="ignore"):
        own = {"lower": np.nanmin, "upper": np.nanmax}
        present = ~np.isnan(indicators).all(axis=0)
        low, high = (
            given.get(name, np.array([find(c) if p else np.nan for c, p in zip(indicators.T, present, strict=True)]))
            for name, find in own.items()
        )
    known = ~(np.isnan(low) | np.isnan(high))
    if (crossed := np.flatnonzero(known & ~(low < high))).size:
        raise Error(
            f"lower[{crossed[0]}] is not below upper[{crossed[0]}]; bounds need lower < upper",
            zh=f"lower[{crossed[0]}] 不小于 upper[{crossed[0]}]；上下限须满足 lower < upper",
        )
    return {str(j): (low[j], high[j]) for j in np.flatnonzero(known)}


def normalizations() -> list[str]:
    """The words that choose a normalization."""
    return _core.normalizations()


def weightings() -> list[str]:
    """The words that choose weights inside a group."""
    return _core.weightings()


def aggregations() -> list[str]:
    """The words that choose a mean, or another way from scores to a group's score."""
    return _core.aggregations()


class Scaling(Shown):
    """How every indicator is scored: its normalization, with what that learned or was given.

    A value: look at it with ``table()``, keep it with ``save(path)`` and :func:`load_scaling`, score other
    zones or another year by it with ``apply(indicators)`` or ``zr.rank(..., scaling=)``.
    """

    def __init__(self, core) -> None:
        self._core = core

    def apply(self, indicators, *, zones=None) -> np.ndarray:
        """Scores of indicators, in the units and the order of columns that this was learned in."""
        indicators = array_of("indicators", indicators, 2)
        names = door.texts("zones", zones, indicators.shape[0], "the indicators have rows:")
        return self._core.apply(indicators, names)

    def columns(self) -> list[dict]:
        """One dict an indicator: normalization with its options, direction, parameters."""
        return self._core.columns

    def table(self) -> pd.DataFrame:
        """One row an indicator: method, direction, the names and values of what was learned."""
        rows = []
        for c in self.columns():
            names, values = [*c["parameters"], "", ""], [*c["parameters"].values(), np.nan, np.nan]
            rows.append(
                {
                    "indicator": c["indicator"],
                    "normalization": c["normalization"]["method"],
                    "direction": c["direction"],
                    "first": names[0],
                    "first_value": values[0],
                    "second": names[1],
                    "second_value": values[1],
                    "given": c["given"],
                    "why_not": c["why_not"],
                }
            )
        return pd.DataFrame(rows)

    def save(self, path) -> None:
        """Writes it as JSON, every number exactly."""
        content = {"zonerank": "scaling", "zones": self._core.zones, "columns": self.columns()}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        with output.replacing_one(door.path("path", path)) as written:
            Path(written).write_text(text, encoding="utf-8")

    def __reduce__(self):
        return scaling_of, (self.columns(), self._core.zones)

    def __eq__(self, other) -> bool:
        if not isinstance(other, Scaling):
            return NotImplemented
        return same(self.columns(), other.columns()) and self._core.zones == other._core.zones

    __hash__ = None

    def _heading(self) -> str:
        return f"Scaling: {len(self.columns())} indicators"

    def _shown_table(self) -> pd.DataFrame:
        return self.table()


def load_scaling(path) -> Scaling:
    """A scaling that :meth:`Scaling.save` wrote."""
    path = door.path("path", path)
    try:
        content = json.loads(sources.text_of(path))
        return scaling_of(content["columns"], content["zones"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, Error):
            raise
        raise Error(
            f"{sources.shown(path)}: this is not a saved scaling ({door.one_line(error)})",
            zh=f"{sources.shown(path)}：这不是由 Scaling.save 保存的文件（{door.one_line(error)}）",
        ) from error


def scaling_of(columns: list[dict], zones: list[str]) -> Scaling:
    """A scaling from what :meth:`Scaling.columns` says of each indicator."""
    keys = ("indicator", "direction", "normalization", "given", "parameters", "sample", "why_not")
    rows = [tuple(settings_of(c[k]) if k == "normalization" else c[k] for k in keys) for c in columns]
    return Scaling(_core.Scaling(rows, zones))


def aggregate(scores, weights=None, aggregation="arithmetic", **options) -> np.ndarray:
    """The group's score of each zone.

    Parameters
    ----------
    scores : array, shape (n_zones, n_indicators), in points
        NaN is missing: its weight goes to the others while ``min_available`` of the weight is
        present. A column without any score (of an indicator that is constant or empty) is left out with a
        :class:`LeftOutWarning`, and the others have its weight, as in :func:`rank`.
    weights : array of n_indicators, optional
        >= 0, any sum above 0; equal by default.
    aggregation : str or dict
        "arithmetic", "geometric", "harmonic", "power" (``exponent``), "median", "minimum", "owa" (``orness``,
        ``owa_weights``), "mpi" (``penalty_up``), "mean-min" (``alpha``, ``beta``); comparing zones "wroclaw",
        "rsr" (``integer``), "bod" (``share_low``, ``share_high``), "copeland", "borda", "kemeny". The formulas
        are on the page of aggregations. Or a function of your own, ``f(scores, weights)`` (see :func:`aggregation`).
    **options
        Options of the method, and ``min_available`` (0.8).

    Returns
    -------
    array of n_zones
        Points, or what the method says; NaN where too little is present.

    Raises
    ------
    zonerank.Error
        If sizes do not match, a weight is negative, or a score is out of the method's range: with zone, column
        and value.
    """
    scores = array_of("scores", scores, 2, finite=False)
    n = scores.shape[1]
    weights = _core.equal_weights(n) if weights is None else array_of("weights", weights, 1, finite=False)
    if len(scores) and weights.shape == scores.shape[1:]:
        empty = [j for j in np.isnan(scores[0]).nonzero()[0] if np.isnan(scores[:, j]).all()]
        if empty and (np.delete(weights, empty) > 0).any():
            warn_left_out(empty)
            scores, weights = np.delete(scores, empty, axis=1), np.delete(weights, empty)
    return _core.aggregate(scores, weights, method_of(aggregation=aggregation, **options))


def warn_left_out(columns) -> None:
    named = ", ".join(str(j) for j in columns)
    said = f"columns without scores (constant or empty): {named}; they were left out, and the others have their weight"
    warnings.warn(said, LeftOutWarning, stacklevel=3)


def composite(
    indicators,
    weights=None,
    directions=None,
    *,
    treatment="none",
    normalization="min-max",
    aggregation="arithmetic",
    ties: str = "min",
    **options,
) -> tuple[np.ndarray, np.ndarray]:
    """Indicators to scores and ranks: treated, normalized, aggregated and ranked in one call.

    The same numbers as the stages one after the other, but for the last digit of scores that tie: here they are
    decided on the values, there on the scores that the mean is given. A column that is constant or empty is left out
    with a :class:`LeftOutWarning`, and the others have its weight, as in :func:`rank`. Min-max scores, of values
    winsorized at percentiles or as they are, under an arithmetic mean read a large table twice and make no other.

    Parameters
    ----------
    indicators : array or frame, n_units x n_indicators
        Each column in its own unit; NaN is missing. Column-major (Fortran-ordered) arrays are not copied.
    weights : array of n_indicators, optional
        Of any sum; equal by default.
    directions : sequence of "+" or "-", optional
        "-" where less is better; all "+" by default.
    treatment, normalization, aggregation : str, dict or function
        As for :func:`treat`, :func:`normalize` and :func:`aggregate`; ``options`` are theirs (``winsorize_low``,
        ``lower``, ``upper``, ``min_available`` ...).
    ties : "min", "max", "average" or "dense"

    Returns
    -------
    scores, ranks : arrays of n_units
        NaN where too little is present.

    Raises
    ------
    zonerank.Error
        Of the stages.
    """
    array = array_of("indicators", indicators, 2, finite=False)
    n = array.shape[1]
    weights = _core.equal_weights(n) if weights is None else array_of("weights", weights, 1, finite=False)
    settings = {"treatment": treatment, "normalization": normalization, "aggregation": aggregation, "ties": ties}
    scores, ranks, left_out = _core.composite(
        array,
        weights,
        door.signs("directions", directions, n),
        method_of(**settings, **options),
    )
    if left_out:
        warn_left_out(left_out)
    return scores, ranks


def rank_scores(scores, ties: str = "min") -> np.ndarray:
    """Ranks of scores: 1 is the greatest; NaN has no rank.

    Parameters
    ----------
    scores : array of n_zones
    ties : "min", "max", "average" or "dense"
        Scores 9, 7, 7, 5 get 1, 2, 2, 4 / 1, 3, 3, 4 / 1, 2.5, 2.5, 4 / 1, 2, 2, 3.
    """
    return _core.rank_scores(array_of("scores", scores, 1), method_of(ties=ties))
