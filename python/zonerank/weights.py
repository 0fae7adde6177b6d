"""Weights inside a group: shares >= 0 that sum to 1, given, from judgments, or from scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import _core, door
from ._error import Error
from .door import array as array_of
from .methods.settings import method_of
from .results.values import Values

__all__ = ["Ahp", "BestWorst", "ahp", "best_worst", "combine", "equal", "g1", "given", "of", "rank_order"]


def __dir__() -> list[str]:
    return __all__


def equal(n: int) -> np.ndarray:
    """1 / n for each of n indicators.

    Raises
    ------
    zonerank.Error
        If n < 1.
    """
    return _core.equal_weights(door.whole("n", n, 1, 10**8))


def given(weights) -> np.ndarray:
    """Weights of any sum as shares that sum to 1.

    Raises
    ------
    zonerank.Error
        If one is negative, missing or infinite, or all are zero.
    """
    return _core.given_weights(array_of("weights", weights, 1, finite=False))


def of(scores, method="entropy", *, values=None, directions=None, panel=None, given=None, **options) -> np.ndarray:
    """Weights computed from scores.

    Parameters
    ----------
    scores : array or frame, zones x indicators
        More is better; NaN is missing. Raw figures in different units are taken as they stand: the peers'
        convention for some methods, but spread then follows the unit. Normalize first.
    method : str or dict
        "entropy" (``shift``), "critic" (``correlation``), "variation", "deviation", "variance", "independence",
        "merec", "cilos", "idocriw", "gini", "angle", "lopcow", "pca", "factor" (``min_eigenvalue``), "scatter-degree",
        "panel-entropy", "equal-importance", "combined" (``methods``, ``combine``, ``shares``). The formulas are
        on the page of weights. Or a function of your own, ``f(scores)`` (see :func:`weighting`).
    values, directions : array like scores and sequence of "+" or "-", optional
        Of "merec", which scales values its own way; the scores themselves, all "+", by default.
    panel : list of arrays, optional
        Scores of every year, for "scatter-degree" and "panel-entropy".
    given : array of n_indicators, optional
        The weights meant by "given" in a combination.

    Returns
    -------
    array of n_indicators
        >= 0, sum 1.

    Raises
    ------
    zonerank.Error
        Where the weights are not defined: with the indicator, its value and why.
    """
    names = [str(c) for c in scores.columns] if isinstance(scores, pd.DataFrame) else []
    array = array_of("scores", scores, 2, finite=False)
    n = array.shape[1]
    values = np.empty((0, 0)) if values is None else array_of("values", values, 2)
    if values.size and values.shape != array.shape:
        raise Error(
            f"values have the shape {values.shape}, but the scores {array.shape}",
            zh=f"values 的形状为 {values.shape}，但得分的形状为 {array.shape}",
        )
    panel = [] if panel is None else door.items("panel", panel, "arrays, one a year")
    years = [array_of(f"panel[{k}]", year, 2) for k, year in enumerate(panel)]
    for k, year in enumerate(years):
        if year.shape[1] != n:
            raise Error(
                f"panel[{k}] has {year.shape[1]} columns, but the scores have {n}",
                zh=f"panel[{k}] 有 {year.shape[1]} 列，但得分有 {n} 列",
            )
    return _core.weigh(
        array,
        method_of(weights=method, **options),
        values,
        [] if directions is None else door.signs("directions", directions, n),
        years,
        names,
        np.ones(n) if given is None else given_of(given, n),
    )


def given_of(given, n: int) -> np.ndarray:
    found = array_of("given", given, 1, finite=False)
    door.length("given", found, n, f"the scores have {n} columns", f"得分有 {n} 列")
    return found


@dataclass(frozen=True, eq=False, repr=False)
class Ahp(Values):
    """Weights from pairwise judgments, and how far the judgments agree.

    ``ratio`` above 0.1 asks for the judgments at the top of ``judgments`` to be reconsidered: what was
    ``given``, and what the weights, and so the other judgments, ``implied``. ``rounded`` counts the inverses
    that were printed with two decimals (0.33, 0.14) and read as 1/3, 1/7.
    """

    weights: np.ndarray
    lambda_max: float
    index: float
    ratio: float
    judgments: pd.DataFrame
    rounded: int = 0


def ahp(judgments, method: str = "eigenvector", *, names=None, group: str = "judgments") -> Ahp:
    """The analytic hierarchy process.

    Parameters
    ----------
    judgments : n x n matrix, or a list of them
        Entry (i, j): how many times as important i is as j; (j, i) its inverse, or 0 or NaN: the upper
        triangle is enough. Inverses may be printed with two decimals: 0.33 beside 3 is 1/3. 0 or NaN in both
        where not judged.
        Several persons' matrices are joined by the geometric mean of each entry.
    method : "eigenvector", "geometric" or "column-mean"
        Without all judgments: Harker's eigenvector, or logarithmic least squares.
    names : sequence of n, optional
    group : "judgments" or "priorities"
        Whether several persons' judgments are joined (AIJ), or each person's weights (AIP); agreement is
        always that of the joined judgments.

    Raises
    ------
    zonerank.Error
        If a judgment is not above 0 or not the inverse of its counterpart, with the pair; or if no judgment
        connects some of them with the others.
    """
    door.text("method", method)
    tables = (
        judgments if isinstance(judgments, list) and judgments and door.dimensions(judgments[0]) == 2 else [judgments]
    )
    tables = [door.numbers("judgments", t) for t in tables]
    tables = [np.where(np.isnan(t), 0.0, t) for t in tables]
    if any(t.ndim != 2 for t in tables):
        raise Error(
            "judgments: a table of comparisons is needed, as many rows as columns",
            zh="judgments：应为判断矩阵，行数与列数相同",
        )
    n = len(tables[0])
    labels = [str(k) for k in range(n)] if names is None else door.texts("names", names, n, "the judgments have rows:")
    if not isinstance(group, str) or group not in ("judgments", "priorities"):
        raise Error(
            f'group: {door.brief(group)} is not "judgments" or "priorities"',
            zh=f"group 为 {door.brief_zh(group)}，但应为 “judgments” 或 “priorities”",
        )
    found = _core.ahp(tables, method, labels)
    if group == "priorities":
        found["weights"] = _core.group_priorities(tables, method, labels)
    worst = pd.DataFrame(found.pop("worst"), columns=["first", "second", "given", "implied"])
    for side in ("first", "second"):
        worst[side] = [labels[k] for k in worst[side]]
    return Ahp(**found, judgments=worst)


@dataclass(frozen=True, eq=False, repr=False)
class BestWorst(Values):
    """Best-worst weights, and how far the judgments agree.

    ``low`` and ``high`` bound each weight among all that attain ``xi``, the least greatest deviation from a
    judgment. ``ratio`` is xi (linear) or xi over its greatest value (interval); ``input_ratio`` in [0, 1] needs
    the judgments alone, and ``to_reconsider`` names the child it comes from (None where all agree).
    """

    weights: np.ndarray
    low: np.ndarray
    high: np.ndarray
    xi: float
    ratio: float
    input_ratio: float
    best: str
    worst: str
    to_reconsider: str | None


def best_worst(best_to_others, others_to_worst, model: str = "linear", *, names=None) -> BestWorst:
    """The best-worst method (BWM) 最优最劣法.

    Parameters
    ----------
    best_to_others, others_to_worst : sequences of n, >= 1
        How many times as important the best is as each; each as the worst. 1 for the best in the first, for
        the worst in the second.
    model : "linear" or "interval"
        min xi with |w_B - a_Bj w_j|, |w_j - a_jW w_W| <= xi; or with |w_B / w_j - a_Bj|, |w_j / w_W - a_jW| <= xi,
        which leaves an interval for each weight, and its centre is taken.
    names : sequence of n, optional

    Raises
    ------
    zonerank.Error
        If a judgment is below 1, no child is the best or the worst, or the lists contradict each other.
    """
    to, fro = (array_of(k, x, 1) for k, x in (("best_to_others", best_to_others), ("others_to_worst", others_to_worst)))
    n = len(to)
    labels = [str(k) for k in range(n)] if names is None else door.texts("names", names, n, "best_to_others has")
    found = _core.best_worst(list(to), list(fro), door.text("model", model), labels)
    for place in ("best", "worst", "to_reconsider"):
        found[place] = labels[found[place]] if found[place] >= 0 else None
    return BestWorst(**found)


def g1(ratios) -> np.ndarray:
    """G1 序关系分析法: weights in descending order, each ``ratio`` (>= 1) times as important as the next."""
    ratios = array_of("ratios", ratios, 1, finite=False)
    if not len(ratios):
        return np.ones(1)  # of one child alone
    names = [str(k) for k in range(len(ratios) + 1)]
    method = method_of(weights={"method": "g1", "order": names, "ratios": ratios})
    return _core.weigh(np.ones((1, len(names))), method, np.empty((0, 0)), [], [], names, np.empty(0))


def rank_order(ranks, rule: str = "roc") -> np.ndarray:
    """Weights by rank of importance (1 first): "roc" (centroid), "rank-sum", "rank-reciprocal" or "rancom".

    Ties share the mean of the weights of their places.
    """
    return _core.rank_order_weights(array_of("ranks", ranks, 1), door.text("rule", rule))


def combine(weights, rule: str = "linear", *, shares=None) -> np.ndarray:
    """Several weight vectors together.

    Parameters
    ----------
    weights : list of arrays of n
    rule : "linear", "multiplicative" or "game"
        sum share w; product w^share; or the combination that is nearest to all of them (game theory).
    shares : list, optional
        Of linear and multiplicative; equal by default.
    """
    vectors = door.items("weights", weights, "arrays, one a way of weighting")
    vectors = [array_of(f"weights[{k}]", w, 1) for k, w in enumerate(vectors)]
    if not vectors or not len(vectors[0]):
        raise Error("weights: one vector of weights at least is needed", zh="weights：至少需要一组权重")
    for k, vector in enumerate(vectors):
        if len(vector) != len(vectors[0]):
            raise Error(
                f"weights[{k}] has {len(vector)} entries, but weights[0] has {len(vectors[0])}",
                zh=f"weights[{k}] 有 {len(vector)} 项，但 weights[0] 有 {len(vectors[0])} 项",
            )
    table = np.column_stack(vectors)
    parts = np.ones(table.shape[1]) if shares is None else array_of("shares", shares, 1)
    n = table.shape[1]
    door.length("shares", parts, n, f"there are {n} vectors of weights", f"共有 {n} 组权重")
    return _core.combine_weights(table, door.text("rule", rule), parts)
