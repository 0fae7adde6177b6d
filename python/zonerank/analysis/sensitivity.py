"""What moves a rank: Sobol indices of weights, methods and errors."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..door import array as array_of
from ..results.base import Result

__all__ = ["Sensitivity", "sobol_indices", "sobol_points"]

INDICES = ("first", "total", "first_error", "total_error")


class Sensitivity(Result):
    """First-order and total Sobol indices of every zone's score and rank, and of the mean shift in ranks.

    ``.table()`` is of the mean shift in ranks; :meth:`zone` of one zone's score or rank; :meth:`pairs` of pairs of
    factors; ``convergence`` of the shift's total indices with a quarter, half and all of the points. ``places`` is
    what a factor is worth: the mean change of a rank where the factor alone is drawn anew (a list of methods: where
    another of them is taken), over all zones or of the zone. Where lists of methods give scores of different ranges
    there are no indices of scores, and ``why_no_scores`` says why.
    """

    def __init__(self, zones, found, varied, year=None, backend=None, why_no_scores: str = "") -> None:
        self._varied = varied
        self.zones, self.year, self._backend, self.notices = list(zones), year, backend, []
        self.why_no_scores = why_no_scores
        self._found, self.factors = found, found["factors"]

    @property
    def rankings(self) -> int:
        """Rankings evaluated."""
        return self._found["rankings"]

    def _rows(self, table: dict, row: int) -> pd.DataFrame:
        return pd.DataFrame({"factor": self.factors, **{name: table[name][row] for name in INDICES}})

    def _columns(self) -> pd.DataFrame:
        frame = self._rows(self._found["shift"], 0)
        frame["places"] = pd.DataFrame(self._found["places"]).mean().to_numpy()
        return frame.sort_values("total", ascending=False, kind="stable").reset_index(drop=True)

    def zone(self, name: str, of: str = "rank"):
        """factor, first, total, first_error, total_error of a zone's "rank" or "score"; of a rank places too.

        Missing where it never moves.
        """
        table, row = self._of(name, of)
        frame = self._rows(table, row)
        if of == "rank":
            frame["places"] = self._found["places"][row]
        return self._as_caller(frame)

    def pairs(self, name: str | None = None, of: str = "rank"):
        """factor, other, second, second_error: second-order indices of the mean shift in ranks, or of a zone's
        "rank" or "score", the greatest first; with ``second_order=True``.
        """
        table, row = (self._found["shift"], 0) if name is None else self._of(name, of)
        if len(self.factors) > 1 and not table["second"].size:
            raise Error("pairs were not evaluated; ask for sensitivity(..., second_order=True)")
        first, other = np.triu_indices(len(self.factors), 1)
        frame = pd.DataFrame(
            {
                "factor": [self.factors[k] for k in first],
                "other": [self.factors[k] for k in other],
                "second": table["second"][row],
                "second_error": table["second_error"][row],
            }
        )
        return self._as_caller(frame.sort_values("second", ascending=False, kind="stable").reset_index(drop=True))

    def _of(self, name: str, of: str) -> tuple[dict, int]:
        if not isinstance(name, str) or name not in self.zones:
            raise Error(f"name: there is no zone {door.brief(name)}")
        if door.one_of("of", of, ("rank", "score")) == "score" and self.why_no_scores:
            raise Error(f"of: {self.why_no_scores}; ask for the ranks, of='rank'")
        return self._found[f"{of}s"], self.zones.index(name)

    @property
    def convergence(self) -> pd.DataFrame:
        frame = pd.DataFrame(self._found["convergence"].T, columns=["quarter", "half", "all"])
        frame.insert(0, "factor", self.factors)
        return frame

    def summary(self, lang: str = "en") -> list[str]:
        """What varied, and how many rankings were evaluated, in one line."""
        text = self._varied.text(door.one_of("lang", lang, ("en", "zh")))
        rankings = f"{self.rankings:,}".replace(",", " ")
        return [f"{text}，重新排名 {rankings} 次" if lang == "zh" else f"{text}, {rankings} rankings"]

    def __reduce__(self):
        parts = (self._found, self._varied, self.year, self._backend, self.why_no_scores)
        return Sensitivity, (self.zones, *parts), {"notices": self.notices}

    def _content(self) -> list:
        return [self._found, self.zones, self.why_no_scores]

    def _heading(self) -> str:
        return f"Sensitivity: {len(self.factors)} factors, {self.rankings} rankings"

    def _lines(self) -> list[str]:
        return self.summary()


def sobol_points(n: int, dimensions: int, *, seed: int | None = None) -> np.ndarray:
    """The first n Sobol' points of [0, 1)^dimensions, with Owen scrambling where a seed is given."""
    seed = None if seed is None else door.whole("seed", seed, 0, 2**64 - 1)
    return _core.sobol_points(door.whole("n", n, 1, 2**31), door.whole("dimensions", dimensions, 1, 3667), seed)


def sobol_indices(y, factors: int, *, second_order: bool = False, resamples: int = 0, seed: int = 1) -> dict:
    """Sobol indices from evaluations at A, B and every A with a column of B (n rows each).

    Parameters
    ----------
    y : array of n (factors + 2)
        For ``second_order`` n (2 factors + 2): every B with a column of A too.
    resamples : int
        Of the n rows, with replacement: errors are then half the width of 95 % intervals (1.96 standard deviations).

    Returns
    -------
    dict
        first, total (NaN where y does not vary), second (pairs above the diagonal), their errors, mean, variance.
    """
    return _core.sobol_indices(
        array_of("y", y, 1),
        door.whole("factors", factors, 1, 10**6),
        door.flag("second_order", second_order),
        door.whole("resamples", resamples, 0, 10**6),
        door.whole("seed", seed, 0, 2**64 - 1),
    )
