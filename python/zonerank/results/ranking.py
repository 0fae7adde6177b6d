"""A ranking: scores and ranks, the evidence behind them, and how sure they are."""

from __future__ import annotations

import contextlib
import copy
import os
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..analysis.change import Change, changed
from ..analysis.derivatives import Derivatives, derived
from ..analysis.draws import draws_of, why_no_scores
from ..analysis.drill import Drill, drilled
from ..analysis.explain import Explanation, explained
from ..analysis.levers import Levers, levers_of
from ..analysis.robust import Robust
from ..analysis.sensitivity import Sensitivity
from ..analysis.uncertainty import uncertainty_of
from ..analysis.what_if import edits_of, wrong_lines
from ..analysis.within import groups_of, matched
from ..io import output, sources
from ..labels import title, word
from ..methods.evidence import coupling_coordination
from ..methods.settings import settings_of
from ..methods.stages import Scaling
from .base import Raw, Result, missing_table, share, system_table, whole_numbers
from .profile import profile

__all__ = ["Ranking"]


@dataclass(frozen=True)
class Asked:
    """What a ranking was asked for, beside the data and the year."""

    method: dict | None = None
    bounds: dict[str, tuple[float, float]] = field(default_factory=dict)
    scaling: Scaling | None = None
    zone_groups: dict[str, str] = field(default_factory=dict)
    common: int = 0  # -1: indicators that all zones have

    def keywords(self) -> dict:
        """As the library takes it."""
        return {
            "settings": settings_of(self.method),
            "bounds": self.bounds,
            "scaling": None if self.scaling is None else self.scaling._core,
            "zone_groups": self.zone_groups,
        }


def ranked(raw: Raw, year: int, asked: Asked, within: list[str] | None = None, edits: list | None = None) -> Ranking:
    """The ranking of a year, 0 the latest, also where no zone has a rank; with other figures where there are edits."""
    given = (raw._core, raw.system, year)
    if edits:
        core = _core.what_if(*given, **asked.keywords(), common=asked.common, edits=edits)
        ranking = Ranking(core, raw.with_edits(core.year, edits), asked)
        ranking._edits, ranking._unedited = edits, raw
    else:
        ranking = Ranking(_core.rank(*given, **asked.keywords(), common=asked.common), raw, asked)
    ranking._within = within
    return ranking


class Ranking(Result):
    """Overall and first-level scores and ranks, with the evidence behind them."""

    def __init__(self, core, raw: Raw, asked: Asked) -> None:
        self._core, self.system, self.raw, self._asked = core, raw.system, raw, asked
        self._backend = raw._backend
        self._within: list[str] | None = None
        self._edits, self._unedited = [], raw  # of what_if
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

    @property
    def n_settled(self) -> int:
        """How many scores, overall and of groups, are equal or nearer to each other than rounding tells apart: their
        ranks were decided on exact figures."""
        return self._core.n_settled

    def within(self, groups) -> Ranking:
        """The same ranking with ranks inside groups of zones: columns ``within`` and ``overall_rank_within``.

        Parameters
        ----------
        groups : dict {zone: group}, or a file with the columns zone and group
            Zones without a group have no rank inside one.
        """
        other = copy.copy(self)
        other._within = matched(self.zones, groups_of(groups))
        return other

    def ranks_within(self) -> np.ndarray:
        """The overall rank of each zone inside its group; NaN without a group or a rank."""
        of_all = self._core.group_ranks[:, 0]
        groups = np.array(self._within)
        found = np.full(len(groups), np.nan)
        for group in sorted(set(self._within) - {""}):
            members = groups == group
            found[members] = _core.rank_scores(-of_all[members], self._core.method)
        return found

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
        if self._within is not None:
            columns["within"] = self._within
            columns["overall_rank_within"] = whole_numbers(self.ranks_within())
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

    def weights(self, *, effective: bool = False):
        """Each indicator's share in the overall score, and why it is left out where it is.

        With ``effective`` also ``effective``: how much of the overall score the indicator explains
        (correlation ratio), to be set beside the weight that was meant.
        """
        core = self._core
        effective = door.flag("effective", effective)
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

    def coupling(self, *, full: float = 100.0):
        """耦合协调度 of the first-level groups: zone, coupling, development, coordination."""
        first = [g for g, group in enumerate(self.system.groups) if group.parent_index == 0]
        weights = [self.system.groups[g].weight for g in first]
        frame = coupling_coordination(self._core.group_scores[:, first], weights, full=full)
        frame.insert(0, "zone", self.zones)
        return self._as_caller(frame)

    def explain(
        self,
        zone: str,
        *,
        against: str | None = None,
        to_rank: float | None = None,
        to_zone: str | None = None,
        opponents=None,
        benchmarks=None,
        board_threshold: float = 0.05,
        listed: int = 10,
        top_rank: float = 3,
        most_missing: float = 0.2,
        exact_members: int = 20,
        orders: int = 4096,
        seed: int = 1,
        threads: int = 0,
    ) -> Explanation:
        """What a zone's rank is made of: an :class:`Explanation`.

        Parameters
        ----------
        zone : str
        against : str, optional
            What the score is compared with: "median" (default), "mean", "ahead" (the zone just ahead), or a zone.
        to_rank : float, optional
            Distances to the zone at this overall rank too: the column ``to_rank``.
        to_zone : str, optional
            Distances to this zone too: the column ``to_zone``.
        opponents : list of str, optional
            Split the rank among these zones and the zone itself; by default among all zones with a score.
        benchmarks : list of str, optional
            Zones by whose values the zone's are divided: :meth:`Explanation.ratios`.
        board_threshold : float
            Share of the ranked zones by which a strong or weak group differs from the overall rank.
        listed, top_rank, most_missing :
            How many strengths and weaknesses are listed; the rank that is always a strength; a group of which the
            zone lacks this share has neither.
        exact_members, orders, seed :
            Groups of more than ``exact_members`` are split by so many random ``orders``.

        Ranks among the zones of a province or the like: ``ranking.within(groups).explain(zone).ranks_within()``.
        """
        asked = dict(
            against=against, to_rank=to_rank, to_zone=to_zone, opponents=opponents, benchmarks=benchmarks,
            board_threshold=board_threshold, listed=listed, top_rank=top_rank, most_missing=most_missing,
            exact_members=exact_members, orders=orders, seed=seed, threads=threads,
        )  # fmt: skip
        return explained(self, zone, asked)

    def what_if(self, changes) -> Ranking:
        """The ranking with other figures of some zones; bounds, data-driven weights, scores and ranks move with them.

        Parameters
        ----------
        changes : dict {zone: {field or indicator: value}}, or a file
            A number is set; a text may be a change: "+200", "-200", "+10 %", "-10 %", "=-5" (set) or "blank" (as
            None). Instead of a field, (field, year) changes another year than the one that is ranked. A file is a
            table with the columns zone, field, value and perhaps year, or a .toml file with a table for each zone.

        Edits are made in their order, those of fields before those of indicators, and those of an earlier
        ``what_if`` before these. Other figures stay as they are, those too that were rolled up from the same
        enterprises.
        """
        edits = [*self._edits, *edits_of(changes)]
        try:
            return ranked(self._unedited, self.year, self._asked, self._within, edits)
        except Error as error:
            if sources.is_path(changes) and (of_lines := wrong_lines(os.fspath(changes), self)):
                raise of_lines from error
            raise

    def derivatives(self, zone: str) -> Derivatives:
        """What more or less of each raw figure of a zone does to its scores: :class:`Derivatives`.

        Exact derivatives by dual numbers, left and right; what is learned from the zones moves with the figure,
        weights computed from the data do not. Refused for aggregations that compare zones.
        """
        return derived(self, zone)

    def levers(self, zone: str, *, rank: float | None = None, times: float = 10.0, threads: int = 0) -> Levers:
        """What each raw figure of a zone would have to be for a better rank, all else as it is: :class:`Levers`.

        Parameters
        ----------
        zone : str
        rank : float, optional
            The overall rank to reach; by default the next better one.
        times : float
            Figures are tried from 0 to so many times the zone's, or to the greatest of all zones.
        threads : int
            Used where all zones are ranked anew for every figure: with weights computed from the data, filled or
            treated values, and methods in which a better value does not always count for more. 0: all cores.

        Bounds move with the figure, and ties are decided as in the ranking. The answer is the nearest figure in the
        decimals of the field where ``proved`` says so. Limits know no rules between fields: a part may come out greater
        than its whole, a reviewer's score greater than its scale.
        """
        return levers_of(self, zone, rank, times, threads)

    def change(
        self,
        before,
        *,
        history=None,
        tops=(10, 50),
        editions: bool = False,
        noise: bool = True,
        draws: int = 10_000,
        seed: int = 1,
    ) -> Change:
        """Why ranks moved since another ranking: a :class:`Change`.

        Parameters
        ----------
        before : Ranking or int
            The earlier ranking, or a year of the same figures, which is ranked as this year was.
        history : list of Ranking or int, optional
            More years, from which milestones are told; by default all earlier ones of the figures. Without a third
            year no rank is called the best.
        tops : list of int
            Of milestones: "for the first time in the top 50", "3rd year in a row in the top 10".
        editions : bool
            Allow two systems, or two editions of one.
        noise : bool
            Compute the noise band: half the width of the 5-95 % interval of each rank, of :meth:`uncertainty` with
            its defaults, so many ``draws`` and this ``seed``.

        The change of a rank is split over five causes, each of which is as before or as now: the zone's own figures,
        the figures of the others, how values become scores (normalization and bounds), membership (zones that have a
        rank in one of the two alone), method (weights, left-out indicators, aggregation, system). All 32 combinations
        are ranked; the part of a cause is its Shapley value. Aggregations that compare zones are refused.
        """
        rankings = [self._at("before", before)]
        if history is None:
            rankings += self._earlier(rankings[0].year)
        else:
            given = door.items("history", history, "rankings and years")
            rankings += [self._at(f"history[{k}]", entry) for k, entry in enumerate(given)]
        return changed(self, rankings[0], rankings[1:], tops, editions, noise, draws, seed)

    def drill(self, zone: str | None = None, *, threads: int = 0, progress=None) -> Drill:
        """What each enterprise does to the indicators, scores and rank of its zone: a :class:`Drill`.

        Parameters
        ----------
        zone : str, optional
            Its enterprises alone; by default those of every zone.
        threads : int
            0: ZONERANK_THREADS, else the cores allowed. Results never depend on it.
        progress : callable, optional
            Called with the share done, 0 to 1.

        The data must have been read with ``zr.read(..., keep_enterprises=True)``. Each enterprise is taken out of the
        sums of all years in turn. Sums are integers, so that the figures without it are exact, and the ranks are those
        of a roll-up and a ranking without its rows. Under min-max or given bounds, given weights and arithmetic means
        140 000 enterprises take one or two seconds; under other methods all zones are ranked anew for each.
        """
        return drilled(self, zone, threads, progress)

    def _earlier(self, before: int) -> list[Ranking]:
        """The rankings of the earlier years of the figures but one; those that cannot be ranked are left out."""
        found = []
        for year in self.raw.years:
            if year < self.year and year != before:
                with contextlib.suppress(Error):
                    found.append(ranked(self.raw, year, self._asked))
        return found

    def _at(self, name: str, given) -> Ranking:
        """A ranking, or that of another year of the same figures."""
        if isinstance(given, Ranking):
            return given
        if not hasattr(given, "__index__") or isinstance(given, bool | np.bool_):
            raise Error(f"{name} is {door.brief(given)}, but must be a Ranking, or a year of the figures of this one")
        year = door.whole(name, given, 1, 9999)
        if year == self.year:
            raise Error(
                f"{name} is {year}, the year of this ranking; name another year",
                zh=f"{name} 为 {year}，正是本次排名的年份；请给出另一个年份",
            )
        if year not in self.raw.years:
            known = ", ".join(map(str, self.raw.years))
            raise Error(
                f"{name} is {year}, but the figures are of {known}; read the files of {year} with them, or pass a "
                "ranking of that year",
                zh=f"{name} 为 {year}，但数据只有 {known} 年；请一并读入 {year} 年的文件",
            )
        return ranked(self.raw, year, self._asked)

    def uncertainty(
        self,
        *,
        draws: int = 10_000,
        vary="uniform",
        level: str = "all",
        leave_one_out: bool = False,
        errors: dict | None = None,
        reviewers=None,
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
            Rankings redrawn; with ``tolerance`` the greatest number.
        vary : str or dict
            How weights are drawn: "uniform" (``within`` 0.25: ±25 % of the nominal weight), "dirichlet" around the
            nominal ones (``concentration`` 100), "simplex" (any), "ordered" (any in the nominal order, or those that
            ``ids`` name in that order), "interval" (``ids``, ``low``, ``high``) or "fixed". Shares of each group sum
            to 1 in every draw.
        level : "all", "indicators" or "groups"
            Whose weights vary.
        leave_one_out : bool
            Whether a draw may leave out one indicator.
        errors : dict {field or indicator: size}, optional
            Errors of measurement: a share of the value (normal), or a dict of ``kind`` ("normal", "lognormal",
            "uniform", "rounding") and ``size`` (of rounding the step, in the field's own unit). Fields are redrawn
            before formulas, so that ratios move together; each draw then reads the data anew, about a millisecond.
        reviewers : path or frame, optional
            The long table of reviewers' scores: item (a field), zone, reviewer, score, and year where it is not the
            data year. Every draw picks reviewers of each item anew, with replacement.
        normalization, aggregation, weights, treatment, imputation : list, optional
            Methods among which a draw chooses, each a word, a function of your own, or a dict with its options. An
            aggregation of your own is called anew in every draw, which is slower (a notice says so).
        seed : int
            The draw of a number is the same for any number of draws and threads.
        groups, scores, pairs : bool
            Count the first-level groups, scores, and who is ahead of whom. Scores of methods with different ranges
            (min-max and z-score) are not averaged: their columns are blank, with ``why_no_scores``.
        tolerance : float, optional
            Stops once the 95 % interval of every overall quantile 5 %, 50 %, 95 % is within ± so many places.
        time_limit : float, optional
            Stops after so many seconds; how many draws then depends on the machine.
        """
        asked = draws_of(self, vary, level, leave_one_out, errors, reviewers, **lists)
        found = uncertainty_of(
            asked, self.zones, self._ids(), self.year, self._backend, draws=draws, seed=seed, threads=threads,
            groups=groups, scores=scores, pairs=pairs, tolerance=tolerance, time_limit=time_limit, progress=progress,
        )  # fmt: skip
        found.why_no_scores = why_no_scores(lists)
        found.notices = found._drawn.notices
        return found

    def robust(self, *, vary="uniform", level: str = "all", threads: int = 0, progress=None):
        """Best and worst possible rank of every zone over a whole set of weights, proved: a :class:`Robust`.

        Parameters
        ----------
        vary : str or dict
            "uniform" (``within`` 0.25: all that :meth:`uncertainty` may draw), "simplex" (any), "ordered" (any in the
            nominal order, or with ``ids`` in that order), "interval" (shares between ``low`` and ``high`` for the
            ``ids``, any for the others of their group), in every group on its own.
        level : "all", "indicators" or "groups"
        """
        asked = draws_of(self, vary, level)
        threads = door.whole("threads", threads, 0, 4096)
        bounds, least_lead = _core.robust(asked.input(), threads, progress=door.function("progress", progress))
        indicators = [i.id for i in self.system.indicators]
        return Robust(self.zones, indicators, bounds, least_lead, asked.varied(), self.year, self._backend)

    def sensitivity(
        self,
        *,
        points: int = 256,
        scramblings: int = 16,
        vary="uniform",
        level: str = "all",
        leave_one_out: bool = False,
        errors: dict | None = None,
        reviewers=None,
        second_order: bool = False,
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
            rankings, with ``second_order`` points (2 factors + 2).
        vary, level, leave_one_out, errors, reviewers, normalization ... : as for :meth:`uncertainty`
            Factors are the raw weights (before shares are taken), each list of methods, the errors of each field or
            indicator as a whole, the reviewers of each item, the indicator left out.
        second_order : bool
            Indices of pairs of factors too: :meth:`Sensitivity.pairs`.
        """
        asked = draws_of(self, vary, level, leave_one_out, errors, reviewers, **lists)
        found = _core.sensitivity(
            asked.input(),
            points=door.whole("points", points, 1, 2**31),
            scramblings=door.whole("scramblings", scramblings, 1, 10_000),
            seed=door.whole("seed", seed, 0, 2**64 - 1),
            threads=door.whole("threads", threads, 0, 4096),
            second_order=door.flag("second_order", second_order),
            progress=door.function("progress", progress),
        )
        no_scores = why_no_scores(lists)
        named = [*self.system.groups, *self.system.indicators, *self.system.fields]
        names = {getattr(x, "id", None) or x.name: (x.en, x.zh) for x in reversed(named)}
        return Sensitivity(self.zones, found, asked.varied(), self.year, self._backend, no_scores, names)

    def smallest_change(self, ahead: str, behind: str):
        """The smallest change of indicators' weights that brings ``behind`` level with ``ahead`` overall.

        Returns
        -------
        size, pandas.Series
            The sum of absolute changes (L1 norm; infinite where no weights suffice), and each indicator's change.
            The overall score is taken as the weighted sum of the indicators.
        """
        core = self._core
        ahead, behind = door.text("ahead", ahead), door.text("behind", behind)
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
        """The zone's overall and group ranks, and its three strongest and weakest indicators.

        ``strong_groups`` (长板) are the first-level indicators that rank better than the zone does overall by more than
        5 % of the ranked zones, ``weak_groups`` (短板) those that rank worse by more, ``even_groups`` (底板) the rest.
        Strongest and weakest are the three second-level indicators with the best and worst ranks; of
        equal ranks those with the highest and lowest scores. One zone alone has no boards, but scores.
        ``of`` counts the zones ranked overall, ``first_level_of`` those ranked on each first-level
        indicator.
        """
        return profile(self, zone)

    def method_text(self, lang: str = "en") -> str:
        """The method in one line."""
        door.one_of("lang", lang, ("en", "zh"))
        return self._core.method_text(lang)

    def to_excel(self, path) -> None:
        """A workbook: what was ranked and how, every table, the system and the notices."""
        path = door.path("path", path)
        output.check_path(path, "path", (".xlsx",))
        with output.replacing_one(path) as written:
            output.write_workbook(written, self.sheets())

    def summary(self, lang: str = "en") -> list[str]:
        """Three lines: the system and the year; the method; how much of the weight is missing or assumed."""
        door.one_of("lang", lang, ("en", "zh"))
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
        door.one_of("lang", lang, ("en", "zh"))
        about = [*self.summary(lang), self.system.document, self.system.note]
        tables = copy.copy(self)
        tables._backend = None  # of these alone: another thread may be asking for this ranking's
        return {
            "about": pd.DataFrame({"about": [line for line in about if line]}),
            "ranking": tables.table(),
            "indicators": tables.indicators(),
            "scores": tables.scores(),
            "alternatives": tables.alternatives(),
            "bounds": tables.bounds(),
            "weights": tables.weights(effective=True),
            "missing": tables.missing(lang),
            **({"imputed": tables.imputed()} if self._core.imputed else {}),
            **({"treated": tables.treated()} if self._core.treated else {}),
            "system": system_table(self.system),
            "notices": pd.DataFrame(
                {"code": [n.code for n in self.notices], "notice": [n.text(lang) for n in self.notices]}
            ),
        }

    def __reduce__(self):
        return ranked, (self._unedited, self.year, self._asked, self._within, self._edits)

    def _content(self) -> list:
        core, ids = self._core, system_table(self.system)
        return [core.scores, core.indicators.values, core.group_ranks, core.weights, ids, self.method_text()]

    def _heading(self) -> str:
        return f"Ranking: {len(self.zones)} zones, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary() + super()._lines()

    def name(self, id_: str, lang: str = "en") -> str:
        """The full name of a group or indicator."""
        items = {x.id: x for x in [*self.system.groups, *self.system.indicators]}
        if not isinstance(id_, str) or id_ not in items:
            raise Error(f"id_: there is no group or indicator {door.brief(id_)}")
        return title(items[id_], door.one_of("lang", lang, ("en", "zh")))
