"""What moves a rank: Sobol indices of weights, methods and errors."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..door import array as array_of
from ..figures import percent
from ..labels import word
from ..results.base import Result
from .varied import list_text, sorted_stages, word_of

__all__ = ["Sensitivity", "sobol_indices", "sobol_points"]

FACTORS = {
    "weight": "权重",
    "error": "测量误差",
    "reviewers": "评审专家",
    "indicator left out": "去掉的指标",
    "reading": "口径",
}
INDICES = ("first", "total", "first_error", "total_error")


class Sensitivity(Result):
    """First-order and total Sobol indices of every zone's score and rank, and of the mean shift in ranks.

    ``.table()`` is of the mean shift in ranks; :meth:`zone` of one zone's score or rank; :meth:`pairs` of pairs of
    factors; ``convergence`` of the shift's total indices with a quarter, half and all of the points. ``places`` is
    what a factor is worth: the mean change of a rank where the factor alone is drawn anew (a list of methods: where
    another of them is taken), over all zones or of the zone. Where lists of methods give scores of different ranges
    there are no indices of scores, and ``why_no_scores`` says why.
    """

    def __init__(self, zones, found, varied, year=None, backend=None, why_no_scores: str = "", names=None) -> None:
        self._names = names or {}  # of groups, indicators and fields by id: English, Chinese
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
            raise Error(
                "pairs were not evaluated; ask for sensitivity(..., second_order=True)",
                zh="没有计算两两因素的二阶指数；请用 sensitivity(..., second_order=True)",
            )
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
        _core.check_zones([door.text("name", name)], self.zones)
        if door.one_of("of", of, ("rank", "score")) == "score" and self.why_no_scores:
            lists = [self._varied.lists.get(stage) or [] for stage in ("normalization", "aggregation")]
            ways = "、".join(dict.fromkeys(word_of(method) for methods in lists for method in methods))
            raise Error(
                f"of: {self.why_no_scores}; ask for the ranks, of='rank'",
                zh=f"of：各方法得分区间不同，不能平均（{ways}）；请改用名次，of='rank'",
            )
        return self._found[f"{of}s"], self.zones.index(name)

    @property
    def convergence(self) -> pd.DataFrame:
        frame = pd.DataFrame(self._found["convergence"].T, columns=["quarter", "half", "all"])
        frame.insert(0, "factor", self.factors)
        return frame

    def factor_names(self, lang: str = "en") -> dict[str, str]:
        """The factors with the names of indicators, groups and fields in the language ("en", "zh")."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        lists = {stage: methods for stage, methods in self._varied.lists.items() if len(methods) > 1}
        several = [factor for factor in self.factors if " | " in factor]
        named = {}
        if len(lists) == len(several):
            pairs = zip(several, sorted_stages(lists), strict=True)
            named = {factor: list_text(stage, lists[stage], zh) for factor, stage in pairs}
        return {factor: named.get(factor) or self._factor_name(factor, zh) for factor in self.factors}

    def _factor_name(self, factor: str, zh: bool) -> str:
        for en, chinese in FACTORS.items():
            if factor == en and zh:
                return chinese
            if factor.startswith(f"{en} of "):
                id_ = factor.removeprefix(f"{en} of ")
                name = self._names.get(id_, (id_, id_))[zh] or id_
                return f"{name}的{chinese}" if zh else f"{en} of {name}"
        return factor

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names of factors and words for headings."""
        names, frame = self.factor_names(lang), frame.copy()
        for column in {"factor", "other"} & set(frame.columns):
            frame[column] = [names[factor] for factor in frame[column]]
        return frame.set_axis([word(column, lang) for column in frame.columns], axis=1)

    def summary(self, lang: str = "en", *, zone: str | None = None, of: str = "rank") -> list[str]:
        """What varied, how many rankings were evaluated, and the two factors that move most; of all ranks or a zone."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        head = self._varied.text(lang) + (f"，重新排名 {self.rankings:,} 次" if zh else f", {self.rankings:,} rankings")
        table, row = (self._found["shift"], 0) if zone is None else self._of(zone, of)
        total = pd.Series(table["total"][row], index=self.factors).dropna()
        total = total[total > 0].sort_values(ascending=False, kind="stable")
        names = self.factor_names(lang)
        parts = [(names[factor], percent(min(1.0, share))) for factor, share in total.head(2).items()]
        if zh:
            whose = "名次" if zone is None else f"{zone}{'名次' if of == 'rank' else '得分'}"
            if not parts:
                return [f"{head}：{whose}没有变动"]
            said = [f"对{whose}影响最大的是{parts[0][0]}（占方差的 {parts[0][1]}，含与其他因素的共同作用）"]
            said += [f"其次是{name}（{share}）" for name, share in parts[1:]]
            return [f"{head}：{'，'.join(said)}"]
        whose = "ranks" if zone is None else f"the {of} of {zone}"
        if not parts:
            return [f"{head}: nothing moves {whose}"]
        said = [f"{parts[0][0]} moves {whose} most ({parts[0][1]} of the variance, together with others)"]
        said += [f"then {name} ({share})" for name, share in parts[1:]]
        return [f"{head}: {', '.join(said)}"]

    def __reduce__(self):
        parts = (self._found, self._varied, self.year, self._backend, self.why_no_scores, self._names)
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
