"""How sure a rank is: rankings redrawn with other weights, methods and data."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..io import output
from ..results.base import Result, whole_numbers
from . import varied
from .draws import ArrayDraws

__all__ = ["Uncertainty", "redraw", "weight_draws"]


def weight_draws() -> list[str]:
    """The words for how weights vary."""
    return _core.weight_draws()


class Uncertainty(Result):
    """The distribution of every zone's rank and score over redrawn rankings.

    ``draws`` rankings were counted; ``quantile_error`` is the greatest half-width, in places, of the 95 %
    intervals of the overall quantiles 5 %, 50 % and 95 %; ``is_complete`` is False where the time limit ended it.
    Scores of different ranges are not averaged: the columns of scores are then blank, and ``why_no_scores`` says why.
    Pickled it takes its draws along as their seed: the same rankings are drawn again when they are first asked for.
    """

    def __init__(self, asked, counting: dict, zones, ids, year=None, backend=None, *, drawn=None, core=None) -> None:
        self._asked, self._counting, self._ids = asked, counting, ids
        self._held = {"drawn": drawn, "core": core}
        self.zones, self.year, self._backend, self.notices = list(zones), year, backend, []
        self.why_no_scores = ""

    @property
    def _drawn(self) -> _core.DrawInput:
        if self._held["drawn"] is None:
            self._held["drawn"] = self._asked.input()
        return self._held["drawn"]

    @property
    def _core(self) -> _core.DrawResult:
        if self._held["core"] is None:
            given = {"threads": 0, "tolerance": 0.0, "time_limit": 0.0}
            self._held["core"] = _core.redraw(self._drawn, **self._counting, **given)
        return self._held["core"]

    def __reduce__(self):
        told = {"draws": self.draws, "is_complete": self.is_complete, "quantile_error": self.quantile_error}
        counting = self._counting | {"draws": self.draws}
        state = {"_told": told, "notices": self.notices, "why_no_scores": self.why_no_scores}
        return Uncertainty, (self._asked, counting, self.zones, self._ids, self.year, self._backend), state

    _told: dict | None = None

    @property
    def draws(self) -> int:
        return self._told["draws"] if self._told else self._core.draws

    @property
    def is_complete(self) -> bool:
        return self._told["is_complete"] if self._told else self._core.is_complete

    @property
    def quantile_error(self) -> float:
        return self._told["quantile_error"] if self._told else self._core.quantile_error

    def summary(self, lang: str = "en", *, zone: str | None = None) -> list[str]:
        """What varied, how often, and how many ranks stay the same; of a zone where it is in nine cases of ten."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        draws = varied.draws_text(self.draws, lang)
        head = self._asked.varied().text(lang) + ("，" if zh else ", ") + draws
        head += ("：" if zh else ": ") + (self._spread(zh) if zone is None else self._nine_of_ten(zone, zh))
        error = f"{self.quantile_error:g}"
        known = (
            f"5 %、50 %、95 % 分位排名的误差不超过 ±{error} 位"
            if zh
            else f"the 5 %, 50 % and 95 % ranks are known to within {error} places"
        )
        lines = [head, known]
        if not self.is_complete:
            lines[-1] += "（到时间限制为止）" if zh else " (ended by the time limit)"
        if self.why_no_scores:
            lines.append("不给出平均得分：各方法得分区间不同" if zh else f"no mean scores: {self.why_no_scores}")
        return lines

    def _spread(self, zh: bool) -> str:
        table = self._columns().set_index("zone")
        spread = varied.spread_text(table["rank_q5"], table["rank_q95"], zh)
        return f"十次中有九次，{spread}" if zh else f"in nine cases of ten {spread}"

    def _nine_of_ten(self, zone: str, zh: bool) -> str:
        _core.check_zones([door.text("zone", zone)], self.zones)
        row = self._columns().set_index("zone").loc[zone]
        if pd.isna(row["nominal_rank"]):
            return "没有排名" if zh else "no rank"
        nominal, low, high = (row[c] for c in ("nominal_rank", "rank_q5", "rank_q95"))
        if zh:
            return f"第 {nominal:g} 位，十次中有九次在第 {low:g} 至 {high:g} 位"
        nominal, low, high = (varied.ordinal(rank) for rank in (nominal, low, high))
        return f"{nominal}, {low} to {high} in nine cases of ten"

    def _heading(self) -> str:
        return f"Uncertainty: {self.draws} draws of {len(self.zones)} zones, {self.year or 'scores'}"

    def _lines(self) -> list[str]:
        return self.summary() + super()._lines()

    def _content(self) -> list:
        found = [self.draws, self.why_no_scores]
        return found + [[d.group, d.frequency, d.nominal, d.ahead] for d in self._core.of]

    def _of(self, group: str) -> _core.RankDistribution:
        found = {self._ids[d.group]: d for d in self._core.of}
        if not isinstance(group, str) or group not in found:
            raise Error(
                f"group: {door.brief(group)} was not drawn; there are {', '.join(found)}",
                zh=f"group：抽取结果中没有 {door.brief_zh(group)}；可用：{'、'.join(found)}",
            )
        return found[group]

    def _columns(self) -> pd.DataFrame:
        return self._table("overall")

    def _table(self, group: str, quantiles=(0.05, 0.95)) -> pd.DataFrame:
        d = self._of(group)
        counts = d.frequency.astype(float)
        total = counts.sum(axis=1)
        ranks = np.arange(1, counts.shape[1] + 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = counts @ ranks / total
            sd = np.sqrt(np.maximum(0.0, counts @ ranks**2 / total - mean**2))
        some = total > 0
        columns = {
            "zone": self.zones,
            "nominal_rank": whole_numbers(d.nominal),
            "median_rank": whole_numbers(d.rank_quantiles(0.5)),
            "mean_rank": mean,
            "sd_rank": np.where(some, sd, np.nan),
        }
        for q in quantiles:
            columns[f"rank_q{100 * q:g}"] = whole_numbers(d.rank_quantiles(q))
        best = np.where(some, (counts > 0).argmax(axis=1) + 1, np.nan)
        worst = np.where(some, counts.shape[1] - (counts[:, ::-1] > 0).argmax(axis=1), np.nan)
        columns |= {"best_rank": whole_numbers(best), "worst_rank": whole_numbers(worst)}
        columns["p_nominal_or_better"] = self._probability(d, d.nominal)
        if d.score_mean.size:
            columns |= {"mean_score": d.score_mean, "sd_score": d.score_sd}
            columns |= {f"score_q{100 * q:g}": d.score_quantiles(q) for q in quantiles}
        if d.score_mean.size and self.why_no_scores:
            columns |= {
                key: np.nan for key in columns if key in ("mean_score", "sd_score") or key.startswith("score_q")
            }
            columns["why_no_scores"] = self.why_no_scores
        order = np.lexsort((np.arange(len(mean)), np.where(np.isnan(d.nominal), np.inf, d.nominal)))
        return pd.DataFrame(columns).iloc[order].reset_index(drop=True)

    @staticmethod
    def _probability(d, k) -> np.ndarray:
        counts = d.frequency.astype(float)
        reach = np.broadcast_to(np.nan_to_num(np.asarray(k, dtype=float)), len(counts))
        within = np.where(np.arange(1, counts.shape[1] + 1) <= reach[:, None], counts, 0.0).sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return within / counts.sum(axis=1)

    def group(self, id_: str, *, quantiles=(0.05, 0.95)):
        """The table of a first-level group, or of "overall"; ``quantiles`` of ranks and scores."""
        quantiles = door.items("quantiles", quantiles, "shares from 0 to 1")
        quantiles = tuple(door.number(f"quantiles[{k}]", q, 0, 1) for k, q in enumerate(quantiles))
        return self._as_caller(self._table(id_, quantiles))

    def frequency(self, group: str = "overall") -> pd.DataFrame:
        """Share of draws in which each zone (row) had each rank (column): rank acceptability."""
        d = self._of(group)
        counts = d.frequency.astype(float)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = counts / counts.sum(axis=1, keepdims=True)
        return pd.DataFrame(shares, index=pd.Index(self.zones, name="zone"), columns=range(1, counts.shape[1] + 1))

    def probability(self, k: int, group: str = "overall") -> pd.Series:
        """P(rank <= k) of every zone."""
        d = self._of(group)
        return pd.Series(self._probability(d, door.number("k", k)), index=pd.Index(self.zones, name="zone"))

    def ahead(self, group: str = "overall") -> pd.DataFrame:
        """P(the row's zone is ahead of the column's), ties not counted; with ``pairs=True``."""
        d = self._of(group)
        if not d.ahead.size:
            raise Error(
                "pairs were not counted; ask for uncertainty(..., pairs=True)",
                zh="没有统计高新区两两之间的先后；请用 uncertainty(..., pairs=True)",
            )
        return pd.DataFrame(d.ahead / self.draws, index=pd.Index(self.zones, name="zone"), columns=self.zones)

    def replay(self, draw: int) -> dict:
        """One draw by its number (0 is the first): its weights, choices, scores of groups and ranks."""
        draw = door.whole("draw", draw, 0, self.draws - 1)
        found = _core.replay(self._drawn, draw, self._counting["seed"])
        n_groups = found["group_scores"].shape[1]
        indicators, groups = self._ids[n_groups:], self._ids[:n_groups]
        zones = pd.Index(self.zones, name="zone")
        return {
            "weights": pd.Series(found["weights"], index=indicators),
            "choices": self._drawn.choices[found["reading"]],
            "left_out": indicators[found["left_out"]] if found["left_out"] >= 0 else None,
            "scores": pd.DataFrame(found["group_scores"], index=zones, columns=groups),
            "ranks": pd.Series(found["ranks"], index=zones),
        }

    def to_parquet(self, path, *, draws: int | None = None) -> None:
        """Streams single draws to a Parquet file: draw, zone, rank; the first ``draws``, or all."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = door.path("path", path)
        count = self.draws if draws is None else min(door.whole("draws", draws, 1, 2**63), self.draws)
        schema = pa.schema([("draw", pa.int64()), ("zone", pa.string()), ("rank", pa.float64())])
        with output.replacing_one(path) as written, pq.ParquetWriter(written, schema) as writer:
            for first in range(0, count, 256):
                numbers = range(first, min(count, first + 256))
                ranks = [_core.replay(self._drawn, d, self._counting["seed"])["ranks"] for d in numbers]
                writer.write_table(
                    pa.table(
                        [
                            np.repeat(np.asarray(numbers), len(self.zones)),
                            self.zones * len(numbers),
                            np.concatenate(ranks),
                        ],
                        schema=schema,
                    )
                )


def uncertainty_of(
    asked, zones, ids, year=None, backend=None, *, draws, seed, threads, groups, scores, pairs, tolerance, time_limit,
    progress,
) -> Uncertainty:  # fmt: skip
    counting = {
        "draws": door.whole("draws", draws, 1, 4_000_000_000),
        "seed": door.whole("seed", seed, 0, 2**64 - 1),
        "groups": door.flag("groups", groups),
        "scores": door.flag("scores", scores),
        "pairs": door.flag("pairs", pairs),
    }
    how = {
        "threads": door.whole("threads", threads, 0, 4096),
        "tolerance": 0.0 if tolerance is None else door.number("tolerance", tolerance, 0),
        "time_limit": 0.0 if time_limit is None else door.number("time_limit", time_limit, 0),
        "progress": door.function("progress", progress),
    }
    drawn = asked.input()
    core = _core.redraw(drawn, **counting, **how)
    return Uncertainty(asked, counting, zones, ids, year, backend, drawn=drawn, core=core)


def redraw(
    scores,
    weights=None,
    groups=None,
    group_weights: dict | None = None,
    *,
    vary="uniform",
    level: str = "all",
    leave_one_out: bool = False,
    draws: int = 10_000,
    seed: int = 1,
    threads: int = 0,
    by_group: bool = True,
    score_quantiles: bool = True,
    pairs: bool = False,
    tolerance: float | None = None,
    time_limit: float | None = None,
    min_available: float = 0.8,
    progress=None,
) -> Uncertainty:
    """Redrawn rankings of an array of scores, as :meth:`Ranking.uncertainty` does for zones.

    Parameters
    ----------
    scores : array or frame, zones x indicators
        More is better; NaN is missing. The index of a frame names the zones.
    weights : array of n_indicators, optional
        Of any sum, inside each group; equal by default.
    groups : sequence of n_indicators, optional
        The name of each indicator's group; all under overall by default.
    group_weights : dict {group: weight}, optional
        Equal by default.
    vary : str or dict
        How weights vary: "uniform" (``within`` 0.25), "dirichlet" (``concentration`` 100), "simplex", "ordered",
        "interval" (``ids``, ``low``, ``high``) or "fixed".
    level, leave_one_out, draws, seed, threads, pairs, tolerance, time_limit, progress
        As for :meth:`Ranking.uncertainty`; ``by_group`` and ``score_quantiles`` count groups and scores too.
    """
    asked = ArrayDraws(scores, weights, groups, group_weights, vary, level, leave_one_out, min_available)
    _, zones, ids = asked.parts()
    return uncertainty_of(
        asked, zones, ids, draws=draws, seed=seed, threads=threads, groups=by_group, scores=score_quantiles,
        pairs=pairs, tolerance=tolerance, time_limit=time_limit, progress=progress,
    )  # fmt: skip
