"""How sure a rank is: rankings redrawn with other weights, methods and data."""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import _core, door, output, own
from ._error import Error
from .results import Result, whole_numbers
from .reviewers import rows_of
from .stages import array_of, method_of, settings_of

__all__ = ["Uncertainty", "redraw", "weight_draws"]

STAGES = ("imputation", "treatment", "normalization", "weighting", "aggregation")


def weight_draws() -> list[str]:
    """The words for how weights vary."""
    return _core.weight_draws()


def draw_input_of(
    ranking, weights="uniform", level="all", leave_one_out=False, errors=None, reviewers=None, **lists
) -> _core.DrawInput:
    """What is redrawn, of a ranking."""
    if unknown := set(lists) - set(STAGES):
        raise Error(
            f"{sorted(unknown)[0]} cannot vary; what can: weights, leave_one_out, errors, reviewers, "
            f"{', '.join(STAGES)}"
        )
    lists = {stage: _methods(stage, methods) for stage, methods in lists.items()}
    options = ranking._options
    return _core.ranking_draws(
        ranking.raw._core,
        ranking.system,
        ranking._core,
        options["settings"],
        options["bounds"],
        options["scaling"],
        options["zone_groups"],
        options["common"],
        {stage: [settings_of({stage: m})[0] for m in methods] for stage, methods in lists.items() if methods},
        _factors(weights, level, leave_one_out),
        [_error(str(of), error) for of, error in door.mapping("errors", errors, "fields and sizes").items()],
        rows_of(reviewers, ranking.system),
    )


def _methods(stage: str, methods) -> list:
    """The methods that a stage chooses among; one alone may stand without a list."""
    if methods is None:
        return []
    is_one = isinstance(methods, str | dict) or own.is_own(methods)
    found = [methods] if is_one else door.items(stage, methods, "methods")
    for k, method in enumerate(found):
        if not (isinstance(method, str | dict) or own.is_own(method)):
            raise Error(
                f"{stage}[{k}] is {door.brief(method)}, but must be a word, a dict of it and its options, or a function"
            )
    return found


def _error(of: str, error) -> tuple[str, str, float]:
    """A share of the value, or a dict of kind and size."""
    given = error if isinstance(error, dict) else {"size": error}
    if unknown := set(given) - {"kind", "size"}:
        raise Error(f"errors, {of}: {sorted(unknown)[0]!r} is not kind or size")
    try:
        return of, str(given.get("kind", "normal")), float(given["size"])
    except (KeyError, TypeError, ValueError, OverflowError):
        raise Error(f"errors, {of}: {door.brief(error)} is not a size, or a dict of kind and size") from None


def _factors(weights, level, leave_one_out) -> list[_core.Setting]:
    leave_one_out = door.flag("leave_one_out", leave_one_out)
    return settings_of({"weights": weights, "level": door.text("level", level), "leave_one_out": leave_one_out})


def why_no_scores(lists: dict) -> str:
    """Why the scores of these lists of methods cannot be averaged; empty where they can."""
    normalizations = _methods("normalization", lists.get("normalization"))
    scales = [_core.score_scale(method_of(normalization=m)) for m in normalizations]
    if len(set(scales)) > 1:
        named = "; ".join(dict.fromkeys(f"{word_of(m)}: {s}" for m, s in zip(normalizations, scales, strict=True)))
        return f"scores of different ranges are not averaged ({named})"
    aggregations = _methods("aggregation", lists.get("aggregation"))
    ways = [word_of(m) for m in aggregations]
    own_scale = any(_core.compares_zones(method_of(aggregation=m)) for m in aggregations)
    if len(set(ways)) > 1 and own_scale:  # those that compare zones have scores of their own range
        return f"scores of different ranges are not averaged ({', '.join(dict.fromkeys(ways))})"
    return ""


def word_of(method) -> str:
    chosen = method["method"] if isinstance(method, dict) and "method" in method else method
    return own.name_of(chosen) if own.is_own(chosen) else str(chosen)


class Uncertainty(Result):
    """The distribution of every zone's rank and score over redrawn rankings.

    ``draws`` rankings were counted; ``quantile_error`` is the greatest half-width, in places, of the 95 %
    intervals of the overall quantiles 5 %, 50 % and 95 %; ``is_complete`` is False where the time limit ended it.
    Scores of different ranges are not averaged: the columns of scores are then blank, and ``why_no_scores`` says why.
    """

    def __init__(self, drawn, core, zones, ids, year, seed, backend=None) -> None:
        self._drawn, self._core, self._ids, self._seed = drawn, core, ids, seed
        self.zones, self.year, self._backend, self.notices = list(zones), year, backend, []
        self.why_no_scores = ""

    @property
    def draws(self) -> int:
        return self._core.draws

    @property
    def is_complete(self) -> bool:
        return self._core.is_complete

    @property
    def quantile_error(self) -> float:
        return self._core.quantile_error

    def _of(self, group: str) -> _core.RankDistribution:
        found = {self._ids[d.group]: d for d in self._core.of}
        if not isinstance(group, str) or group not in found:
            raise Error(f"group: {door.brief(group)} was not drawn; there are {', '.join(found)}")
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

    def group(self, id_: str, quantiles=(0.05, 0.95)):
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
            raise Error("pairs were not counted; ask for uncertainty(..., pairs=True)")
        return pd.DataFrame(d.ahead / self.draws, index=pd.Index(self.zones, name="zone"), columns=self.zones)

    def replay(self, draw: int) -> dict:
        """One draw by its number (0 is the first): its weights, choices, scores of groups and ranks."""
        draw = door.whole("draw", draw, 0, self.draws - 1)
        found = _core.replay(self._drawn, draw, self._seed)
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

    def to_parquet(self, path, draws: int | None = None) -> None:
        """Streams single draws to a Parquet file: draw, zone, rank; the first ``draws``, or all."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = door.path("path", path)
        count = self.draws if draws is None else min(door.whole("draws", draws, 1, 2**63), self.draws)
        schema = pa.schema([("draw", pa.int64()), ("zone", pa.string()), ("rank", pa.float64())])
        with output.replacing_one(path) as written, pq.ParquetWriter(written, schema) as writer:
            for first in range(0, count, 256):
                numbers = range(first, min(count, first + 256))
                ranks = [_core.replay(self._drawn, d, self._seed)["ranks"] for d in numbers]
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

    def __repr__(self) -> str:
        return f"<Uncertainty: {self.draws} draws of {len(self.zones)} zones, {self._drawn.weights_text}>"


def uncertainty_of(
    drawn, zones, ids, year=None, backend=None, *, draws, seed, threads, groups, scores, pairs, tolerance, time_limit,
    progress,
) -> Uncertainty:  # fmt: skip
    core = _core.redraw(
        drawn,
        door.whole("draws", draws, 1, 4_000_000_000),
        door.whole("seed", seed, 0, 2**64 - 1),
        door.whole("threads", threads, 0, 4096),
        door.flag("groups", groups),
        door.flag("scores", scores),
        door.flag("pairs", pairs),
        0.0 if tolerance is None else door.number("tolerance", tolerance, 0),
        0.0 if time_limit is None else door.number("time_limit", time_limit, 0),
        door.function("progress", progress),
    )
    return Uncertainty(drawn, core, zones, ids, year, seed, backend)


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
    drawn, zones, ids = _array_draws(scores, weights, groups, group_weights, vary, level, leave_one_out, min_available)
    return uncertainty_of(
        drawn, zones, ids, draws=draws, seed=seed, threads=threads, groups=by_group, scores=score_quantiles,
        pairs=pairs, tolerance=tolerance, time_limit=time_limit, progress=progress,
    )  # fmt: skip


def _array_draws(scores, weights, groups, group_weights, vary, level, leave_one_out, min_available=0.8):
    named = isinstance(scores, pd.DataFrame)
    array = array_of("scores", scores, 2)
    n, m = array.shape
    indicators = [str(c) for c in scores.columns] if named else [f"x{j + 1}" for j in range(m)]
    zones = [str(z) for z in scores.index] if named else [str(i) for i in range(n)]
    own = np.ones(m) if weights is None else array_of("weights", weights, 1)
    if len(own) != m:
        raise Error(f"weights: has {len(own)} entries, but there are {m} indicators")
    names: list[str] = []
    group_of: list[int] = []
    if groups is not None:
        labels = door.texts("groups", groups, m, "the number of indicators is")
        names = list(dict.fromkeys(labels))
        group_of = [names.index(g) for g in labels]
    given = door.mapping("group_weights", group_weights, "groups and weights")
    given = {str(k): door.number(f"group_weights[{door.brief(k)}]", v, 0) for k, v in given.items()}
    if unknown := set(given) - set(names):
        raise Error(f'group_weights: there is no group "{sorted(unknown)[0]}"')
    top = np.array([given.get(g, 1.0) for g in names] or [1.0])
    least = door.number("min_available", min_available, 0, 1)
    drawn = _core.array_draws(
        array, own, group_of, top, [*indicators, "overall", *names], least, _factors(vary, level, leave_one_out)
    )
    return drawn, zones, ["overall", *names, *indicators]
