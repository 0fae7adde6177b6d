"""What holds for every weight: provable bounds of ranks, and the smallest change that swaps two zones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from ..door import array as array_of
from ..results.base import Result, whole_numbers
from .varied import ordinal, spread_text

__all__ = ["Robust", "smallest_change"]


class Robust(Result):
    """Provable bounds of every zone's rank over a set of weights.

    ``best_outer`` and ``worst_outer`` hold for every weight in the set; ``best`` and ``worst`` are attained;
    they are ``exact`` where both meet.
    """

    def __init__(self, zones, indicators, bounds, least_lead, varied, year=None, backend=None) -> None:
        self._varied = varied
        self._bounds, self._indicators = bounds, indicators
        self.zones, self.year, self._backend, self.notices = list(zones), year, backend, []
        self._least_lead = least_lead

    def _columns(self) -> pd.DataFrame:
        names = ("nominal", "best_outer", "best", "best_exact", "worst", "worst_outer", "worst_exact")
        frame = pd.DataFrame({name: [b[name] for b in self._bounds] for name in names})
        for name in ("nominal", "best_outer", "best", "worst", "worst_outer"):
            frame[name] = whole_numbers(frame[name].to_numpy(dtype=float))
        frame.insert(0, "zone", self.zones)
        frame = frame.rename(columns={"nominal": "nominal_rank"})
        return frame.sort_values("nominal_rank", kind="stable").reset_index(drop=True)

    def weights(self, zone: str) -> pd.DataFrame:
        """The weights of indicators that attain the best and the worst rank of a zone."""
        _core.check_zones([door.text("zone", zone)], self.zones)
        bounds = self._bounds[self.zones.index(zone)]
        return pd.DataFrame({"best": bounds["best_weights"], "worst": bounds["worst_weights"]}, index=self._indicators)

    def ahead(self) -> pd.DataFrame:
        """True where the row's zone is ahead of the column's under every weight in the set."""
        with np.errstate(invalid="ignore"):
            return pd.DataFrame(self._least_lead > 0, index=pd.Index(self.zones, name="zone"), columns=self.zones)

    def least_lead(self) -> pd.DataFrame:
        """The least lead of the row's zone over the column's over the set [points]; below 0 it can be behind."""
        return pd.DataFrame(self._least_lead, index=pd.Index(self.zones, name="zone"), columns=self.zones)

    def summary(self, lang: str = "en", *, zone: str | None = None) -> list[str]:
        """Over which weights the bounds hold, and how far apart they are: of all zones, or where one zone stays."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        head = self._varied.text(lang) + ("：" if zh else ": ")
        table = self._columns().set_index("zone")
        if zone is not None:
            self.weights(zone)  # an unknown zone
            nominal, best, worst = (table[c][zone] for c in ("nominal_rank", "best_outer", "worst_outer"))
            if pd.isna(nominal):
                return [head + (f"{zone}没有排名" if zh else f"{zone} has no rank")]
            if zh:
                return [f"{head}{zone}第 {nominal:g} 位；无论怎样取这些权重，都在第 {best:g} 至 {worst:g} 位"]
            nominal, best, worst = (ordinal(rank) for rank in (nominal, best, worst))
            return [f"{head}{zone} is {nominal}, and {best} to {worst} whatever these weights are"]
        spread = spread_text(table["best_outer"], table["worst_outer"], zh)
        return [f"{head}无论怎样取这些权重，{spread}" if zh else f"{head}whatever these weights are, {spread}"]

    def __reduce__(self):
        parts = (self._bounds, self._least_lead, self._varied, self.year, self._backend)
        return Robust, (self.zones, self._indicators, *parts), {"notices": self.notices}

    def _content(self) -> list:
        return [self._least_lead, self._bounds]

    def _heading(self) -> str:
        return f"Robust: rank bounds of {len(self.zones)} zones"

    def _lines(self) -> list[str]:
        return self.summary()


def smallest_change(scores, weights, ahead: int, behind: int) -> tuple[float, np.ndarray]:
    """The smallest change of weights that brings one zone level with another.

    Parameters
    ----------
    scores : array, zones x columns
    weights : array of n_columns
        Nominal, of any sum.
    ahead, behind : int
        Rows.

    Returns
    -------
    size, weights
        The sum of absolute changes of the shares (L1; 2 is the most, infinite where none suffices), and the shares.
    """
    scores, weights = array_of("scores", scores, 2), array_of("weights", weights, 1)
    n = scores.shape[1]
    door.length("weights", weights, n, f"the scores have {n} columns", f"得分有 {n} 列")
    last = len(scores) - 1
    ahead, behind = door.whole("ahead", ahead, 0, last), door.whole("behind", behind, 0, last)
    return _core.smallest_change(scores, weights, ahead, behind)
