"""Results: tables in the caller's kind of frame, notices, and the evidence behind a rank."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from decimal import Decimal

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa

from . import _core
from .labels import title, word
from .stages import Scaling

__all__ = ["Indicators", "Ranking", "Raw"]


def whole_numbers(ranks: np.ndarray) -> pd.Series:
    """Ranks and counts as nullable integers; averaged ties stay numbers."""
    series = pd.Series(ranks)
    whole = series.dropna()
    return series.astype("Int64") if (whole == whole.round()).all() else series


class Result(ABC):
    """What every result offers: ``.table()``, ``.notices`` and an Arrow stream."""

    _backend: str | None = None
    notices: list[_core.Problem]

    @abstractmethod
    def _columns(self) -> pd.DataFrame:
        """The table as a pandas frame."""

    def _as_caller(self, frame: pd.DataFrame):
        if self._backend in (None, "pandas"):
            return frame
        if self._backend == "duckdb":
            import duckdb

            return duckdb.from_arrow(pa.Table.from_pandas(frame, preserve_index=False))
        data = {name: column.astype(object).where(column.notna(), None).tolist() for name, column in frame.items()}
        return nw.from_dict(data, backend=self._backend).to_native()

    def table(self):
        """The result as a frame: pandas where files were read, else the caller's kind."""
        return self._as_caller(self._columns())

    def __arrow_c_stream__(self, requested_schema=None):
        table = pa.Table.from_pandas(self._columns(), preserve_index=False)
        return table.__arrow_c_stream__(requested_schema)


class Raw(Result):
    """Raw statistics of zones and years."""

    def __init__(self, core, system: _core.System, backend: str | None) -> None:
        self._core, self.system, self._backend = core, system, backend
        self.notices = core.notices

    @property
    def zones(self) -> list[str]:
        """Names of the zones, each once."""
        return sorted(set(self._core.zones))

    @property
    def years(self) -> list[int]:
        """Years with data, ascending."""
        return sorted(set(self._core.years))

    @property
    def enterprise_rows(self) -> int:
        """Rows of enterprises and years that were rolled up (0: figures of zones alone)."""
        return self._core.enterprise_rows

    def _columns(self) -> pd.DataFrame:
        columns = {"zone": self._core.zones, "year": self._core.years}
        if self._core.industries:
            columns["industry"] = self._core.industries
        for field in self.system.fields:
            for previous, suffix in ((False, ""), (True, "@previous")):
                values = self._core.figures(self.system, field.name, previous)
                if values is not None:
                    columns[field.name + suffix] = whole_numbers(values) if field.number == "count" else values
        return pd.DataFrame(columns)

    def exact(self) -> pd.DataFrame:
        """The table with every digit: Python integers and ``decimal.Decimal``, None where blank.

        Doubles hold 15 to 17 digits; sums of a country in 0.01 yuan may have more.
        """
        frame = self._columns().astype({"zone": object, "year": object})
        for field in self.system.fields:
            for previous, suffix in ((False, ""), (True, "@previous")):
                texts = self._core.figure_texts(self.system, field.name, previous)
                if texts is None or field.number == "real":
                    continue
                kind = int if field.number == "count" else Decimal
                frame[field.name + suffix] = pd.Series([kind(t) if t else None for t in texts], dtype=object)
        return frame

    def to_csv_text(self) -> str:
        """The table as CSV with every digit of the exact figures."""
        return self._core.to_csv(self.system)

    def __repr__(self) -> str:
        return f"<Raw: {len(self.zones)} zones, years {self.years}, for {self.system.id}>"


class Indicators(Result):
    """Second-level indicators of one year, each in its own unit."""

    def __init__(self, core, system, notices, backend) -> None:
        self._core, self.system, self.notices, self._backend = core, system, notices, backend

    @property
    def year(self) -> int:
        return self._core.year

    def _columns(self) -> pd.DataFrame:
        ids = [i.id for i in self.system.indicators]
        frame = pd.DataFrame(self._core.values, columns=ids)
        frame.insert(0, "zone", self._core.zones)
        return frame

    def missing(self, lang: str = "en"):
        """Every missing value: zone, indicator, why."""
        return self._as_caller(missing_table(self._core, self.system, lang))

    def __repr__(self) -> str:
        return (
            f"<Indicators: {len(self._core.zones)} zones x {len(self.system.indicators)} "
            f"indicators of {self.system.id}, {self.year}>"
        )


def share(value: float) -> str:
    return "—" if np.isnan(value) else f"{100 * value:.3g} %"


def system_table(system) -> pd.DataFrame:
    """The indicators of a system with formulas, units, weights and statuses."""
    keys = ("id", "code", "zh", "en", "unit", "direction", "formula", "weight")
    statuses = ("name_status", "formula_status", "weight_status")
    frame = pd.DataFrame([{key: getattr(i, key) for key in (*keys, *statuses)} for i in system.indicators])
    frame.insert(2, "group", [system.groups[i.group_index].id for i in system.indicators])
    return frame


def missing_table(core, system, lang: str) -> pd.DataFrame:
    rows, columns = np.nonzero(np.isnan(core.values))
    return pd.DataFrame(
        {
            "zone": [core.zones[i] for i in rows],
            "indicator": [system.indicators[j].id for j in columns],
            "why": [core.why(i, j, lang) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)],
        }
    )


class Ranking(Result):
    """Overall and first-level scores and ranks, with the evidence behind them."""

    def __init__(self, core, system, raw: Raw, options: dict) -> None:
        self._core, self.system, self.raw, self._options = core, system, raw, options
        self._backend = raw._backend
        self.notices = raw.notices + core.notices

    @property
    def year(self) -> int:
        """The data year."""
        return self._core.year

    @property
    def zones(self) -> list[str]:
        return self._core.zones

    @property
    def weight_left_out(self) -> float:
        """Share of the system's weight in indicators that are left out for all zones."""
        return self._core.weight_left_out

    def _order(self) -> np.ndarray:
        """By overall rank, then name; zones without a rank last."""
        rank = np.where(np.isnan(self._core.group_ranks[:, 0]), np.inf, self._core.group_ranks[:, 0])
        return np.lexsort((np.arange(len(rank)), rank))

    def _columns(self) -> pd.DataFrame:
        core = self._core
        columns = {"zone": core.zones, "year": [core.year] * len(core.zones)}
        for g, group in enumerate(self.system.groups):
            columns[group.id] = core.group_scores[:, g]
            columns[f"{group.id}_rank"] = whole_numbers(core.group_ranks[:, g])
        columns["n_missing"] = core.n_missing.astype(int)
        columns["assumed_weight"] = core.assumed_weight
        return pd.DataFrame(columns).iloc[self._order()].reset_index(drop=True)

    def indicators(self):
        """Values of the second-level indicators, each in its own unit."""
        frame = pd.DataFrame(self._core.indicators.values, columns=[i.id for i in self.system.indicators])
        frame.insert(0, "zone", self.zones)
        return self._as_caller(frame)

    def scores(self):
        """Scores of the second-level indicators [points]."""
        frame = pd.DataFrame(self._core.scores, columns=[i.id for i in self.system.indicators])
        frame.insert(0, "zone", self.zones)
        return self._as_caller(frame)

    def alternatives(self):
        """The overall ranks beside the main one: percentile bounds, gaps filled by 0 and by 1."""
        columns = {"zone": self.zones, "overall_rank": whole_numbers(self._core.group_ranks[:, 0])}
        for other in self._core.alternatives:
            columns[f"{other.id}_rank"] = whole_numbers(other.ranks)
        frame = pd.DataFrame(columns).iloc[self._order()].reset_index(drop=True)
        return self._as_caller(frame)

    def bounds(self):
        """What the scores were scaled by: indicator, lower, upper, unit, given (or learned).

        For normalizations between bounds; :attr:`scaling` holds the parameters of every method.
        """
        columns = self.scaling.columns()
        return self._as_caller(
            pd.DataFrame(
                {
                    "indicator": [c["indicator"] for c in columns],
                    "lower": [c["parameters"].get("lower", np.nan) for c in columns],
                    "upper": [c["parameters"].get("upper", np.nan) for c in columns],
                    "unit": [i.unit for i in self.system.indicators],
                    "given": [c["given"] for c in columns],
                }
            )
        )

    @property
    def scaling(self) -> Scaling:
        """How every indicator was scored, to be saved and applied to another year."""
        return Scaling(self._core.scaling)

    def weights(self, effective: bool = False):
        """Each indicator's share in the overall score, and why it is left out where it is.

        With ``effective`` also ``effective``: how much of the overall score the indicator explains
        (correlation ratio), to be set beside the weight that was meant.
        """
        core = self._core
        columns = {
            "indicator": [i.id for i in self.system.indicators],
            "weight": core.weights,
            "left_out": core.left_out_why,
        }
        if effective:
            columns["effective"] = _core.effective_weights(core.scores, core.group_scores[:, 0])[0]
        return self._as_caller(pd.DataFrame(columns))

    def importance(self):
        """What leaving out each group and indicator does to the overall ranks, the greatest shift first.

        id, is_group, mean_shift and max_shift in places; its weight goes to its siblings.
        """
        rows = [entry[:4] for entry in _core.leave_one_out(self._core, self.system)]
        frame = pd.DataFrame(rows, columns=["id", "is_group", "mean_shift", "max_shift"])
        order = frame.sort_values(["is_group", "mean_shift"], ascending=False, kind="stable")
        return self._as_caller(order.reset_index(drop=True))

    def coupling(self, full: float = 100.0):
        """耦合协调度 of the first-level groups: zone, coupling, development, coordination."""
        from .aggregation import coupling_coordination

        first = [g for g, group in enumerate(self.system.groups) if group.parent_index == 0]
        weights = [self.system.groups[g].weight for g in first]
        frame = coupling_coordination(self._core.group_scores[:, first], weights, full=full)
        frame.insert(0, "zone", self.zones)
        return self._as_caller(frame)

    def uncertainty(
        self,
        *,
        draws: int = 10_000,
        weights="uniform",
        level: str = "all",
        leave_one_out: bool = False,
        errors: dict | None = None,
        seed: int = 1,
        threads: int = 0,
        groups: bool = True,
        scores: bool = True,
        pairs: bool = False,
        tolerance: float | None = None,
        time_limit: float | None = None,
        progress=None,
        **lists,
    ):
        """The ranks and scores that other weights and methods would give: an :class:`Uncertainty`.

        Parameters
        ----------
        draws : int
            Rankings redrawn; with ``tolerance`` the most.
        weights : str or dict
            "uniform" (``within`` 0.25: +-25 % of the nominal weight), "dirichlet" around the nominal ones
            (``concentration`` 100), "simplex" (any), "ordered" (any in the nominal order), "interval" (``ids``,
            ``low``, ``high``) or "fixed". Shares of each group sum to 1 in every draw.
        level : "all", "indicators" or "groups"
            Whose weights vary.
        leave_one_out : bool
            Whether a draw may leave out one indicator.
        errors : dict {field or indicator: size}, optional
            Errors of measurement: a share of the value (normal), or a dict of ``kind`` ("normal", "lognormal",
            "uniform", "rounding") and ``size`` (of rounding the step, in the field's own unit). Fields are redrawn
            before formulas, so that ratios move together; each draw then reads the data anew, about a millisecond.
        normalization, aggregation, weighting, treatment, imputation : list, optional
            Methods among which a draw chooses, each a word or a dict with its options.
        seed : int
            The draw of a number is the same for any number of draws and threads.
        groups, scores, pairs : bool
            Count the first-level groups, scores, and who is ahead of whom.
        tolerance : float, optional
            Stops once the 95 % interval of every overall quantile 5 %, 50 %, 95 % is within +- so many places.
        time_limit : float, optional
            Stops after so many seconds; how many draws then depends on the machine.
        """
        from .uncertainty import draw_input_of, uncertainty_of

        drawn = draw_input_of(self, weights, level, leave_one_out, errors, **lists)
        return uncertainty_of(
            drawn, self.zones, self._ids(), self.year, self._backend, draws=draws, seed=seed, threads=threads,
            groups=groups, scores=scores, pairs=pairs, tolerance=tolerance, time_limit=time_limit, progress=progress,
        )  # fmt: skip

    def robust(self, *, weights="uniform", level: str = "all", threads: int = 0, progress=None):
        """Best and worst possible rank of every zone over a whole set of weights, proved: a :class:`Robust`.

        Parameters
        ----------
        weights : str or dict
            "uniform" (shares within +- ``within`` 0.25 of the nominal ones), "simplex" (any), "ordered" (any in the
            nominal order), "interval" (``ids``, ``low``, ``high``), in every group on its own.
        level : "all", "indicators" or "groups"
        """
        from .uncertainty import Robust, draw_input_of

        drawn = draw_input_of(self, weights, level)
        bounds, least_lead = _core.robust(drawn, threads, progress)
        indicators = [i.id for i in self.system.indicators]
        return Robust(self.zones, indicators, bounds, least_lead, self.year, self._backend)

    def sensitivity(
        self,
        *,
        points: int = 256,
        scramblings: int = 16,
        weights="uniform",
        level: str = "all",
        leave_one_out: bool = False,
        seed: int = 1,
        threads: int = 0,
        progress=None,
        **lists,
    ):
        """What moves the scores and ranks: Sobol indices of every factor, a :class:`Sensitivity`.

        Parameters
        ----------
        points : int
            A power of two; each of the ``scramblings``, which give the intervals, costs points (factors + 2)
            rankings.
        weights, level, leave_one_out, normalization ... : as for :meth:`uncertainty`
            Factors are the raw weights (before shares are taken), each list of methods, the indicator left out.
        """
        from .uncertainty import Sensitivity, draw_input_of

        drawn = draw_input_of(self, weights, level, leave_one_out, **lists)
        found = _core.sensitivity(drawn, points, scramblings, seed, threads, progress)
        return Sensitivity(self.zones, found, self.year, self._backend)

    def smallest_change(self, ahead: str, behind: str):
        """The smallest change of indicators' weights that brings ``behind`` level with ``ahead`` overall.

        Returns
        -------
        size, pandas.Series
            The sum of absolute changes (L1 norm; infinite where no weights suffice), and each indicator's change.
            The overall score is taken as the weighted sum of the indicators.
        """
        core = self._core
        used = np.flatnonzero(core.weights > 0)
        scores, nominal = np.asfortranarray(core.scores[:, used]), core.weights[used]
        size, weights = _core.smallest_change(scores, nominal, core.zone(ahead), core.zone(behind))
        ids = [self.system.indicators[j].id for j in used]
        change = weights - nominal / nominal.sum()
        return size, pd.Series(np.where(np.abs(change) < 1e-15, 0.0, change), index=ids)

    def _ids(self) -> list[str]:
        """Groups, then indicators."""
        return [x.id for x in [*self.system.groups, *self.system.indicators]]

    def imputed(self):
        """Every value that was filled: zone, indicator, value, unit, method."""
        found = pd.DataFrame(self._core.imputed, columns=["zone", "indicator", "value", "method"])
        found.insert(3, "unit", [self.system.indicators[j].unit for j in found["indicator"]])
        return self._as_caller(self._named(found))

    def treated(self):
        """Every value that was moved or transformed: zone, indicator, before, after, how."""
        found = pd.DataFrame(self._core.treated, columns=["zone", "indicator", "before", "after", "how"])
        return self._as_caller(self._named(found))

    def _named(self, frame: pd.DataFrame) -> pd.DataFrame:
        frame["zone"] = [self.zones[i] for i in frame["zone"]]
        frame["indicator"] = [self.system.indicators[j].id for j in frame["indicator"]]
        return frame

    def missing(self, lang: str = "en"):
        """Every missing value: zone, indicator, why."""
        return self._as_caller(missing_table(self._core.indicators, self.system, lang))

    def profile(self, zone: str) -> dict:
        """A zone's ranks as it is told them, and what carries or holds it.

        The long board is the first-level indicator with the best rank; short boards are those that
        rank worse than the zone does overall; base boards are the others. Strongest and weakest are
        the three second-level indicators with the best and worst ranks; of equal ranks those with
        the highest and lowest scores. One zone alone has no boards, but scores. ``of`` counts the zones
        ranked overall, ``first_level_of`` those ranked on each first-level indicator.
        """
        core = self._core
        i = core.zone(zone)
        first = [g for g, group in enumerate(self.system.groups) if group.parent_index == 0]
        overall = core.group_ranks[i, 0]
        of = int(np.isfinite(core.group_ranks[:, 0]).sum())
        ranked = [(core.group_ranks[i, g], self.system.groups[g]) for g in first]
        known = [r for r, _ in ranked if np.isfinite(r)]
        best = min(known, default=np.nan) if of > 1 else np.nan
        indicator_ranks = core.indicator_ranks()[i]
        seen = [j for j in range(len(self.system.indicators)) if np.isfinite(indicator_ranks[j])]
        by_rank = sorted(seen, key=lambda j: (indicator_ranks[j], -core.scores[i, j]))
        by_worst = sorted(seen, key=lambda j: (-indicator_ranks[j], core.scores[i, j]))

        def entry(j: int) -> dict:
            return {
                "indicator": self.system.indicators[j].id,
                "rank": rank_number(indicator_ranks[j]),
                "score": float(core.scores[i, j]),
                "value": float(core.indicators.values[i, j]),
                "unit": self.system.indicators[j].unit,
            }

        return {
            "zone": zone,
            "year": core.year,
            "overall_rank": rank_number(overall),
            "of": of,
            "overall": float(core.group_scores[i, 0]),
            "scores": {self.system.groups[g].id: float(core.group_scores[i, g]) for g in first},
            "first_level": {group.id: rank_number(r) for r, group in ranked},
            "first_level_of": {self.system.groups[g].id: int(np.isfinite(core.group_ranks[:, g]).sum()) for g in first},
            "long_board": [group.id for r, group in ranked if r == best],
            "base_board": [group.id for r, group in ranked if of > 1 and r != best and r <= overall],
            "short_boards": [group.id for r, group in ranked if of > 1 and r != best and r > overall],
            "strongest": [entry(j) for j in by_rank[:3]],
            "weakest": [entry(j) for j in by_worst[:3]],
        }

    def method_text(self, lang: str = "en") -> str:
        """The method in one line."""
        return self._core.method_text(lang)

    def to_excel(self, path) -> None:
        """A workbook: what was ranked and how, every table, the system and the notices."""
        from .output import write_workbook

        write_workbook(os.fspath(path), self.sheets())

    def summary(self, lang: str = "en") -> list[str]:
        """What was ranked, how, and what the ranks rest on, in three lines."""
        core, system = self._core, self.system
        n_ranked = int(np.isfinite(core.group_ranks[:, 0]).sum())
        present = core.assumed_weight[np.isfinite(core.assumed_weight)]
        assumed = share(float(present.mean()) if len(present) else np.nan)
        lost, n_lost, of = share(core.weight_left_out), sum(core.left_out), len(system.indicators)
        statuses = sorted({g.weight_status for g in system.groups[1:]} | {i.weight_status for i in system.indicators})
        name, later = title(system, lang) or system.id, core.evaluation_year != core.year
        if lang == "zh":
            evaluated = f"，{core.evaluation_year} 年评价" if later else ""
            basis = "、".join(word(s, lang) for s in statuses)
            return [
                f"{name}（{system.id}），{core.year} 年数据{evaluated}："
                f"{len(core.zones)} 个高新区，{n_ranked} 个有排名",
                f"方法：{self.method_text('zh')}；权重依据：{basis}",
                f"未计入权重：{lost}（{n_lost}/{of} 项指标），推定权重：{assumed}",
            ]
        evaluated = f", evaluation of {core.evaluation_year}" if later else ""
        return [
            f"{name} ({system.id}), data of {core.year}{evaluated}: {len(core.zones)} zones, {n_ranked} ranked",
            f"method: {self.method_text()}; weights by: {', '.join(statuses)}",
            f"weight lost: {lost} ({n_lost} of {of} indicators left out); assumed weight: {assumed}",
        ]

    def sheets(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """The tables of the workbook by name, as pandas frames."""
        backend, self._backend = self._backend, None
        try:
            about = [*self.summary(lang), self.system.document, self.system.note]
            return {
                "about": pd.DataFrame({"about": [line for line in about if line]}),
                "ranking": self.table(),
                "indicators": self.indicators(),
                "scores": self.scores(),
                "alternatives": self.alternatives(),
                "bounds": self.bounds(),
                "weights": self.weights(effective=True),
                "missing": self.missing(lang),
                **({"imputed": self.imputed()} if self._core.imputed else {}),
                **({"treated": self.treated()} if self._core.treated else {}),
                "system": system_table(self.system),
                "notices": pd.DataFrame(
                    {"code": [n.code for n in self.notices], "notice": [n.text(lang) for n in self.notices]}
                ),
            }
        finally:
            self._backend = backend

    def __repr__(self) -> str:
        return f"<Ranking: {len(self.zones)} zones, {self.system.id}, {self.year}>"

    def name(self, id_: str, lang: str = "en") -> str:
        """The full name of a group or indicator."""
        items = {x.id: x for x in [*self.system.groups, *self.system.indicators]}
        return title(items[id_], lang)


def rank_number(rank: float) -> int | float | None:
    if not np.isfinite(rank):
        return None
    return int(rank) if rank == int(rank) else float(rank)
