"""What indicators are like before and after they are scored: on arrays and frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import _core, door
from ._error import Error
from .door import array as array_of
from .results.values import Values

__all__ = [
    "Components",
    "Correlations",
    "Theil",
    "autocorrelation",
    "correlation",
    "cronbach_alpha",
    "describe",
    "effective_weights",
    "mean",
    "principal_components",
    "standard_deviation",
    "theil",
    "varimax",
]


def __dir__() -> list[str]:
    return __all__


def _columns(values) -> tuple[np.ndarray, list[str]]:
    """A table as numbers with names of its columns; a frame's columns that are no numbers are left out."""
    array, _, names = door.table("values", values)
    return array, names


def describe(values, *, skewness=2.0, kurtosis=3.5, available=0.65, nonzero=0.5, unique=0.5) -> pd.DataFrame:
    """One row a column: extremes, mean, median, sd (divisor n - 1), type-2 skewness and excess kurtosis,
    how much is present, not zero, unique, and flags.

    ``outliers`` flags |skewness| > ``skewness`` together with kurtosis > ``kurtosis``; ``few_available``,
    ``few_nonzero`` and ``few_unique`` flag shares of all rows below the thresholds. ``*_share`` columns
    are shares of the values present.

    Parameters
    ----------
    values : array or frame, rows x columns
        NaN is missing.
    """
    array, names = _columns(values)
    given = {"skewness": skewness, "kurtosis": kurtosis}
    limits = [door.number(name, value) for name, value in given.items()]
    given = {"available": available, "nonzero": nonzero, "unique": unique}
    limits += [door.number(name, value, 0, 1) for name, value in given.items()]
    rows = [_core.describe(np.ascontiguousarray(array[:, j]), *limits) for j in range(array.shape[1])]
    return pd.DataFrame(rows, index=pd.Index(names, name="column"))


@dataclass(frozen=True, eq=False, repr=False)
class Correlations(Values):
    """Correlation of every pair of columns: ``r``, two-sided p-values ``p``, rows used ``n``."""

    r: pd.DataFrame
    p: pd.DataFrame
    n: pd.DataFrame

    def pairs(self, *, above: float | None = None, below: float | None = None, groups=None) -> pd.DataFrame:
        """Pairs of columns as rows: first, second, r, p, n; those with r > ``above`` or < ``below``.

        With ``groups``, one a column, only pairs inside a group: indicators that nearly repeat each other,
        or that pull against each other.
        """
        names = list(self.r.columns)
        above = None if above is None else door.number("above", above)
        below = None if below is None else door.number("below", below)
        if groups is not None:
            groups = door.items("groups", groups, "labels", len(names), "the number of columns is")
        rows = []
        for k, second in enumerate(names):
            for j, first in enumerate(names[:k]):
                r = self.r.iat[j, k]
                if groups is not None and groups[j] != groups[k]:
                    continue
                wanted = (above is None and below is None) or (above is not None and r > above)
                if wanted or (below is not None and r < below):
                    rows.append((first, second, r, self.p.iat[j, k], int(self.n.iat[j, k])))
        return pd.DataFrame(rows, columns=["first", "second", "r", "p", "n"])


def correlation(values, method: str = "pearson") -> Correlations:
    """Correlation of every pair of columns over the rows where both are present.

    Parameters
    ----------
    values : array or frame, rows x columns
    method : "pearson", "spearman" or "kendall"
        Kendall is tau-b. p-values are those of R's ``cor.test(exact = FALSE)``: Student's t for Pearson
        and Spearman, the normal approximation with ties for Kendall.

    Returns
    -------
    Correlations
        NaN where fewer than two rows are present or a column does not vary.
    """
    array, names = _columns(values)
    door.text("method", method)
    return Correlations(*(pd.DataFrame(t, names, names) for t in _core.correlations(array, method)))


@dataclass(frozen=True, eq=False, repr=False)
class Components(Values):
    """Principal components of a correlation matrix, and whether the table suits them.

    ``kmo`` (Kaiser-Meyer-Olkin, 0 to 1; below 0.5 the table does not suit them) with one value a column,
    Bartlett's test that nothing is correlated; both NaN where a column is a combination of the others.
    """

    eigenvalues: np.ndarray
    vectors: pd.DataFrame
    explained: np.ndarray
    n: int
    kmo: float
    kmo_of_columns: pd.Series
    bartlett: float
    bartlett_degrees: float
    bartlett_p: float

    def loadings(self, factors: int | None = None) -> pd.DataFrame:
        """Correlations of columns with components: vector * sqrt(eigenvalue); those with eigenvalue > 1."""
        most = len(self.eigenvalues)
        k = int((self.eigenvalues > 1).sum()) if factors is None else door.whole("factors", factors, 0, most)
        return self.vectors.iloc[:, :k] * np.sqrt(self.eigenvalues[:k])


def principal_components(values) -> Components:
    """Principal components of the correlation matrix, eigenvalues descending.

    Rows with a gap are left out. The entry of greatest magnitude of each vector is positive.

    Raises
    ------
    zonerank.Error
        With fewer than 3 whole rows, or a column that does not vary.
    """
    array, names = _columns(values)
    door.need_columns("values", array)
    found = _core.principal_components(array)
    labels = [f"PC{k + 1}" for k in range(len(names))]
    found["vectors"] = pd.DataFrame(found["vectors"], names, labels)
    found["kmo_of_columns"] = pd.Series(found["kmo_of_columns"], names)
    return Components(**found)


def varimax(loadings):
    """Loadings (columns x factors) after Kaiser's varimax rotation; factors by the variance they explain."""
    if isinstance(loadings, pd.DataFrame):
        return pd.DataFrame(_core.varimax(array_of("loadings", loadings, 2)), loadings.index, loadings.columns)
    return _core.varimax(array_of("loadings", loadings, 2))


def cronbach_alpha(values) -> dict[str, float]:
    """Cronbach's alpha, ``raw`` (from covariances: needs a common unit) and ``standardized``.

    Columns must point in the same direction. NaN for fewer than two columns.
    """
    array, _ = _columns(values)
    return dict(zip(("raw", "standardized"), _core.cronbach_alpha(array), strict=True))


@dataclass(frozen=True, eq=False, repr=False)
class Theil(Values):
    """Theil's T with its parts: ``total`` = ``within`` + ``between``; one row a group in ``groups``."""

    total: float
    within: float
    between: float
    groups: pd.DataFrame


def theil(values, groups=None) -> Theil:
    """Theil's T index 泰尔指数: 1/n sum x/m ln(x/m), 0 where all are equal, at most ln n.

    Parameters
    ----------
    values : array of n
        >= 0; NaN is missing.
    groups : sequence of n, optional
        A group each, for the parts within and between groups.
    """
    array = array_of("values", values, 1)
    labels = [] if groups is None else door.texts("groups", groups, len(array), "the number of values is")
    found = _core.theil_index(array, labels)
    found["groups"] = pd.DataFrame(found["groups"])
    return Theil(**found)


def effective_weights(scores, overall) -> pd.DataFrame:
    """How much of the overall score each indicator explains, in whatever shape: its correlation ratio.

    ``ratio`` = Var(E[overall | score]) / Var(overall) by local linear regression; ``share`` = ratios as
    shares that sum to 1, to be set beside the weights that were meant; ``linear`` = squared Pearson
    correlation.
    """
    array, names = _columns(scores)
    overall = array_of("overall", overall, 1)
    if len(overall) != len(array):
        raise Error(
            f"overall has {len(overall)} entries, but the scores have {len(array)} rows",
            zh=f"overall 有 {len(overall)} 项，但得分有 {len(array)} 行",
        )
    ratio, share = _core.effective_weights(array, overall)
    linear = _core.correlations(np.column_stack([array, overall]), "pearson")[0][-1, :-1] ** 2
    return pd.DataFrame({"ratio": ratio, "share": share, "linear": linear}, index=pd.Index(names, name="column"))


def mean(values) -> float:
    """The mean of the values present, good to the last digits."""
    return _core.mean(array_of("values", values, 1))


def standard_deviation(values) -> float:
    """The sample standard deviation (divisor n - 1) of the values present."""
    return _core.standard_deviation(array_of("values", values, 1))


def autocorrelation(values) -> float:
    """The lag-1 autocorrelation of a series without gaps."""
    return _core.autocorrelation(array_of("values", values, 1))
