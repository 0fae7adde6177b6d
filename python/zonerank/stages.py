"""The stages of a ranking alone, on NumPy arrays.

Arrays are copied once into column-major order: nothing at 169 x 40.
"""

from __future__ import annotations

import numpy as np

from . import _core
from ._error import Error

__all__ = ["aggregate", "normalize", "rank_scores"]


def settings_of(method: dict | None) -> list[tuple[str, float | str]]:
    """Keyword settings of a method as the library takes them."""
    if method is not None and not isinstance(method, dict):
        raise Error(f"method is {method!r}, but must be a dict of settings, as in {{'ties': 'average'}}")
    for key, value in (method or {}).items():
        if not isinstance(value, str | int | float | np.number | None):
            raise Error(f"{key} is {value!r}, but must be a word or a number")
    return [
        (str(key), value if isinstance(value, str) else float(value))
        for key, value in (method or {}).items()
        if value is not None
    ]


def _array(name: str, values, dimensions: int) -> np.ndarray:
    """Finite numbers or NaN, of the dimensions wanted."""
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise Error(f"{name}: not an array of numbers ({error})") from error
    if array.ndim != dimensions:
        wanted = "a table of zones x indicators" if dimensions == 2 else "a list of numbers"
        raise Error(f"{name}: {wanted} is needed, but the array has shape {array.shape}")
    if np.isinf(array).any():
        at = ", ".join(map(str, np.argwhere(np.isinf(array))[0]))
        raise Error(f"{name}[{at}] is infinite, but must be a number, or NaN where missing")
    return array


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
    indicators = _array("indicators", indicators, 2)
    if directions is None:
        directions = ["+"] * indicators.shape[1]
    vectors = [None if v is None else _array(n, v, 1) for n, v in (("lower", lower), ("upper", upper))]
    if lower is not None and upper is not None and (crossed := np.flatnonzero(~(vectors[0] < vectors[1]))).size:
        raise Error(f"lower[{crossed[0]}] is not below upper[{crossed[0]}]; bounds need lower < upper")
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
    scores = _array("scores", scores, 2)
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
    return _core.rank_scores(_array("scores", scores, 1), settings_of({"ties": ties}))
