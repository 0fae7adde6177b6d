"""The stages of a ranking alone, on NumPy arrays.

Arrays are copied once into column-major order: nothing at 169 x 40.
"""

from __future__ import annotations

import numpy as np

from . import _core

__all__ = ["aggregate", "normalize", "rank_scores"]


def settings_of(method: dict | None) -> list[tuple[str, float | str]]:
    """Keyword settings of a method as the library takes them."""
    return [
        (key, value if isinstance(value, str) else float(value))
        for key, value in (method or {}).items()
        if value is not None
    ]


def _matrix(values) -> np.ndarray:
    array = np.asarray(values, dtype=float)
    if array.ndim != 2:
        raise _shape_error("a table of zones x indicators is needed", array)
    return array


def _shape_error(message: str, array: np.ndarray):
    from ._error import Error

    return Error(f"{message}, but the array has shape {array.shape}")


def normalize(
    indicators,
    directions=None,
    *,
    lower=None,
    upper=None,
    return_bounds: bool = False,
    **method,
):
    """Scores of indicators; more is better in every column.

    ``s = lower + (x - worst) / (best - worst) * (upper - lower)``, where worst and best are the
    least and greatest value of the column, its percentiles, or the bounds given.

    Parameters
    ----------
    indicators : array, shape (n_zones, n_indicators)
        Each column in its own unit; NaN is missing.
    directions : sequence of "+" or "-", optional
        "-" where less is better; all "+" by default.
    lower, upper : arrays of n_indicators, optional
        Bounds in the indicator's own unit, instead of learned ones.
    return_bounds : bool
        Also return the bounds, to be saved and applied to another year.
    **method
        ``normalization`` ("min-max", "percentile", "none"), ``clip``, ``percentile_low``,
        ``percentile_high``; the range of scores is 0 to 100.

    Returns
    -------
    scores : array, shape (n_zones, n_indicators), in points
        NaN where the value is missing, or a column has no spread.
    (scores, lower, upper)
        With ``return_bounds``.

    Raises
    ------
    zonerank.Error
        If sizes do not match or an option is unknown.
    """
    indicators = _matrix(indicators)
    if directions is None:
        directions = ["+"] * indicators.shape[1]
    vectors = [None if v is None else np.asarray(v, dtype=float) for v in (lower, upper)]
    scores, low, high = _core.normalize(indicators, list(directions), *vectors, settings_of(method))
    return (scores, low, high) if return_bounds else scores


def aggregate(scores, weights=None, **method) -> np.ndarray:
    """The weighted mean of each zone's present scores.

    Parameters
    ----------
    scores : array, shape (n_zones, n_indicators), in points
        NaN is missing: its weight goes to the others while ``min_available`` of the weight is
        present.
    weights : array of n_indicators, optional
        >= 0, any sum above 0; equal by default.
    **method
        ``aggregation`` ("arithmetic", "geometric"), ``min_available`` (0.8).

    Returns
    -------
    array of n_zones, in points
        NaN where too little is present.

    Raises
    ------
    zonerank.Error
        If sizes do not match, a weight is negative, or a geometric mean meets a score <= 0.
    """
    scores = _matrix(scores)
    if weights is None:
        weights = _core.equal_weights(scores.shape[1])
    return _core.aggregate(scores, np.asarray(weights, dtype=float), settings_of(method))


def rank_scores(scores, ties: str = "min") -> np.ndarray:
    """Ranks of scores: 1 is the greatest; NaN has no rank.

    Parameters
    ----------
    scores : array of n_zones
    ties : "min", "max", "average" or "dense"
        Scores 9, 7, 7, 5 get 1, 2, 2, 4 / 1, 3, 3, 4 / 1, 2.5, 2.5, 4 / 1, 2, 2, 3.
    """
    return _core.rank_scores(np.asarray(scores, dtype=float), [("ties", ties)])
