"""Evidence behind aggregations that compare zones, on arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..door import array as array_of
from ..results.values import Values

__all__ = [
    "BenefitOfDoubt",
    "Kemeny",
    "benefit_of_doubt",
    "coupling_coordination",
    "kemeny",
    "outranking",
    "rank_sum_ratio",
]


def _weights(scores: np.ndarray, weights) -> np.ndarray:
    if weights is None:
        return _core.equal_weights(scores.shape[1])
    found = array_of("weights", weights, 1)
    n = scores.shape[1]
    door.length("weights", found, n, f"there are {n} columns", f"得分有 {n} 列")
    return found


@dataclass(frozen=True, eq=False, repr=False)
class BenefitOfDoubt(Values):
    """``scores`` in [0, 1] (NaN with a gap, or where no weights satisfy the bounds), the ``weights`` that suit
    each zone best (they need not be unique), how many zones are ``at_one``, and the ``infeasible`` rows."""

    scores: np.ndarray
    weights: np.ndarray
    at_one: int
    infeasible: list[int]

    def shares(self, scores) -> np.ndarray:
        """The part of each indicator in its zone's own score; rows sum to 1."""
        scores = array_of("scores", scores, 2)
        if scores.shape != self.weights.shape:
            raise Error(
                f"scores: has the shape {scores.shape}, but these are the weights of {self.weights.shape}",
                zh=f"scores：形状为 {scores.shape}，但权重的形状为 {self.weights.shape}",
            )
        parts = self.weights * scores
        return parts / parts.sum(axis=1, keepdims=True)


def benefit_of_doubt(
    scores, *, share_low: float = 0.0, share_high: float = 1.0, weight_low=None, weight_high=None, direction=None
) -> BenefitOfDoubt:
    """Each zone's score under the weights that suit it best: max u s_i, u s_k <= 1 for every zone k, u >= 0.

    Parameters
    ----------
    scores : array, zones x indicators
        >= 0, more is better.
    share_low, share_high : float
        Bounds of each indicator's part in the zone's own score.
    weight_low, weight_high : array of n_indicators, optional
        Bounds of each weight u itself.
    direction : array of n_indicators, optional
        The score is then 1 / (1 + beta), beta the greatest with s_i + beta d <= a mixture of zones; there are no
        weights. One of the three ways at a time.

    Raises
    ------
    zonerank.Error
        If a score is negative, or the bounds exclude each other.
    """
    lists = {"weight_low": weight_low, "weight_high": weight_high, "direction": direction}
    lists = {name: [] if x is None else list(array_of(name, x, 1)) for name, x in lists.items()}
    low, high = door.number("share_low", share_low, 0, 1), door.number("share_high", share_high, 0, 1)
    return BenefitOfDoubt(**_core.benefit_of_doubt(array_of("scores", scores, 2), low, high, **lists))


def outranking(scores, weights=None) -> np.ndarray:
    """Entry (i, k): weight of the indicators in which zone i is better than k, ties at half; 0.5 on the diagonal.

    Indicators that both zones have count; NaN where they share none.
    """
    scores = array_of("scores", scores, 2)
    return _core.outranking(scores, _weights(scores, weights))


@dataclass(frozen=True, eq=False, repr=False)
class Kemeny(Values):
    """A consensus order: ``ranks`` (1 is best), its ``cost`` (weight of indicators against it, summed over pairs),
    a ``bound`` that no order can go below, and whether the cost ``is_proved`` to be the least."""

    ranks: np.ndarray
    cost: float
    bound: float
    is_proved: bool


def kemeny(scores, weights=None) -> Kemeny:
    """The order of zones with the least weight of indicators against it.

    Zones fall into components each of which beats the next; components of up to 15 zones are ordered exactly,
    larger ones by moving single zones while that helps, and then ``is_proved`` may be False.
    """
    scores = array_of("scores", scores, 2)
    return Kemeny(**_core.kemeny(scores, _weights(scores, weights)))


@dataclass(frozen=True, eq=False, repr=False)
class RankSumRatio(Values):
    """秩和比: the ``ratios`` in (0, 1], their ``probits``, the ratios ``fitted`` by ``intercept`` + ``slope`` * probit
    and the ``grades`` (1 is best), zone by zone; ``r_squared`` of the line and ``p``, the two-sided probability of
    such a slope by chance."""

    ratios: np.ndarray
    probits: np.ndarray
    fitted: np.ndarray
    grades: np.ndarray
    intercept: float
    slope: float
    r_squared: float
    p: float

    def table(self, zones=None) -> pd.DataFrame:
        """One row a zone, the best first."""
        columns = {name: getattr(self, name) for name in ("ratios", "probits", "fitted", "grades")}
        if zones is not None:
            zones = door.items("zones", zones, "names", len(self.ratios), "the zones ranked are")
        frame = pd.DataFrame(columns, index=zones)
        return frame.sort_values("ratios", ascending=False, kind="stable")


def rank_sum_ratio(scores, weights=None, *, integer: bool = True, grades: int = 3) -> RankSumRatio:
    """秩和比法 RSR: ratios of weighted rank sums, their regression on probits, and grades.

    RSR = sum w R / n, R the place from the worst up (ties at the mean place), or by value between the extremes
    where not ``integer``. The probit is 5 + the normal quantile of the mean place of the ratio, divided by n;
    the best zone stands at 1 - 1 / (4 n). The line is fitted to one point a distinct ratio. Grades part at
    probits 5 + 6 (k / grades - 1/2): three at 4 and 6, four at 3.5, 5 and 6.5.

    Parameters
    ----------
    scores : array, zones x indicators
        More is better; NaN is missing, and left out.
    weights : array of n_indicators, optional
        Of any sum; equal by default.
    grades : int, 2 to 10

    Raises
    ------
    zonerank.Error
        If sizes do not match, a weight is negative, or there are no such grades.
    """
    scores = array_of("scores", scores, 2)
    integer, grades = door.flag("integer", integer), door.whole("grades", grades, 2, 10)
    return RankSumRatio(**_core.rank_sum_ratio(scores, _weights(scores, weights), integer, grades))


def coupling_coordination(groups, weights=None, *, full: float = 100.0) -> pd.DataFrame:
    """耦合协调度 of group scores: C = m (prod u)^(1/m) / sum u, T = sum a u, D = sqrt(C T), u = score / full.

    Parameters
    ----------
    groups : array, zones x m groups
        Scores from 0 to ``full``; m >= 2.
    weights : array of m, optional
        The a; equal by default.

    Returns
    -------
    pandas.DataFrame
        coupling, development, coordination; NaN where a group has no score.
    """
    groups = array_of("groups", groups, 2)
    found = _core.coupling_coordination(groups, _weights(groups, weights), door.number("full", full, 0))
    return pd.DataFrame(dict(zip(("coupling", "development", "coordination"), found, strict=True)))
