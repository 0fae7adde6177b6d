"""What a ranking is asked after it is computed: why, how sure, what would change it."""

from __future__ import annotations

import contextlib
import os
from typing import TypeVar

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..analysis.change import Change, changed
from ..analysis.derivatives import Derivatives, derived
from ..analysis.draws import draws_of, why_no_scores
from ..analysis.drill import Drill, drilled
from ..analysis.explain import Explanation, explained
from ..analysis.industries import Industries
from ..analysis.plan import Plan, limits_of, planned
from ..analysis.reconcile import Reconciliation, reconciled
from ..analysis.robust import Robust
from ..analysis.sensitivity import Sensitivity
from ..analysis.targets import Targets, targeted
from ..analysis.uncertainty import uncertainty_of
from ..analysis.what_if import edits_of, wrong_lines
from ..io import sources
from ..report.narrative.result import Narrative, narrated
from ..report.plots.accessor import Plots
from .base import Result

__all__ = ["Analyses"]

R = TypeVar("R", bound="Analyses")


class Analyses(Result):
    """The analyses of a ranking, each a method that gives a result of its own."""

    @property
    def plot(self) -> Plots:
        """Plots, each a method: ``ranking.plot.strips(zone)``; see :class:`zonerank.report.plots.accessor.Plots`."""
        return Plots(self)

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

    def what_if(self: R, changes) -> R:
        """The ranking with other figures of some zones; bounds, data-driven weights, scores and ranks move with them.

        Parameters
        ----------
        changes : dict {zone: {field or indicator: value}}, or a file
            A number is set; a text may be a change: "+200", "-200", "+10 %", "-10 %", "=-5" (set) or "blank" (as
            None). Instead of a field, (field, year) changes another year than the one that is ranked. A file is a
            table with the columns zone, field, value and perhaps year, or a .toml file with a table for each zone.
            A name that is both a field and an indicator is the field, in its unit; "indicator:ID" is the indicator.

        Edits are made in their order, those of fields before those of indicators, and those of an earlier
        ``what_if`` before these. Other figures stay as they are, those too that were rolled up from the same
        enterprises.
        """
        edits = [*self._edits, *edits_of(changes)]
        try:
            return self._as_this(self._unedited, self.year, self._within, edits)
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

    def plan(
        self,
        zone: str,
        *,
        rank: float | None = None,
        times: float = 10.0,
        limits: dict | None = None,
        fixed=(),
        steps: dict | None = None,
        costs: dict | None = None,
        may_fall: bool = False,
        at_most: int | None = None,
        threads: int = 0,
    ) -> Plan:
        """What would bring a zone to a rank: each raw figure alone, and the cheapest combination: :class:`Plan`.

        Parameters
        ----------
        zone : str
        rank : float, optional
            The overall rank to reach; by default the next better one.
        times : float
            Figures are tried from 0 to so many times the zone's, or to the greatest of all zones.
        limits : dict {field: (low, high)}, optional
            Other limits of some figures, in their units.
        fixed : list of str
            Fields that stay as they are.
        steps : dict {field: size}, optional
            Figures that move by whole multiples of this.
        costs : dict {field: factor}, optional
            Figures that are so many times as hard to move; 1 by default.
        may_fall : bool
            Combinations may make a figure fall although no indicator counts less of it as better: fewer employees are
            more of everything per head.
        at_most : int, optional
            So many figures move together; by default any number.
        threads : int
            0: all cores.

        One unit of effort is the inter-quartile range of last year's changes of a figure among all zones. Bounds move
        with the figures, ties are decided as in the ranking, and no figure goes where it would break a rule of the
        system's check list. Single figures are found for every method; combinations for min-max scores, the weights of
        the system and arithmetic, geometric or harmonic means.
        """
        return planned(self, zone, rank, limits_of(times, limits, fixed, steps, costs, may_fall, at_most, threads))

    def targets(
        self,
        targets,
        *,
        zone: str | None = None,
        as_of=None,
        elapsed: float | None = None,
        cumulated: bool | None = None,
        green: float = 1.0,
        yellow: float = 0.8,
        threads: int = 0,
    ) -> Targets:
        """How far targets are reached, whether in time, and the ranks that meeting them gives: :class:`Targets`.

        Parameters
        ----------
        targets : path, frame or list of dicts
            A row a target: ``figure`` (a field or indicator by its name, code, title or alias), ``year``, and ``value``
            (a number, perhaps with a unit) or ``growth`` ("+7.5 %" of the year before, or of ``base_year``; "+7.5 % a
            year" since ``base_year``), or both. Where wanted ``zone``, ``unit``, ``direction`` ("at least", "at most"),
            ``base_year``, ``base`` and ``today`` (figures that stand before those of the data), ``cumulated``. Headings
            may be Chinese. A .toml file has a table ``[[target]]`` for each.
        zone : str, optional
            Of rows that do not say it; rows of other zones are left out.
        as_of : date, month or year, optional
            When the figures are of: "2021-06-30", "2021-06"; by default the end of the data year.
        elapsed : float, optional
            In place of ``as_of`` the share of the data year that has passed.
        cumulated : bool, optional
            Inside a year, for targets that do not say it: whether figures add up from January on (as output does) or
            are levels (as the number of employees).
        green, yellow : float
            Least progress for a green and for a yellow light, as a share of the time elapsed.
        threads : int
            Of the rankings; 0: all cores.

        A figure that is no field and no indicator needs its own ``today``; it has no rank. By default a target is at
        least its level; at most where its growth is below 0, and of figures of which less is better. Refused where the
        targets of a zone together break an error rule of the check list.
        """
        return targeted(self, targets, zone, as_of, elapsed, green, yellow, cumulated, threads)

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

    def drill(self, zone: str | None = None, *, by="enterprise", threads: int = 0, progress=None) -> Drill | Industries:
        """What each enterprise does to the indicators, scores and rank of its zone: a :class:`Drill`; or each industry:
        an :class:`Industries`.

        Parameters
        ----------
        zone : str, optional
            Its enterprises alone; by default those of every zone.
        by : "enterprise", "section", "division", "code" or dict
            By industry of GB/T 4754 (sections C, divisions 39, codes as they are, or {beginning of a code: group}):
            what the zone would have without it, and how far it makes the zone differ from all zones together, parted
            into structure and what happens within the industry. Read the data with ``all_fields=True``.
        threads : int
            0: ZONERANK_THREADS, else the cores allowed. Results never depend on it.
        progress : callable, optional
            Called with the share done, 0 to 1.

        The data must have been read with ``zr.read(..., keep_enterprises=True)``. Each enterprise is taken out of the
        sums of all years in turn. Sums are integers, so that the figures without it are exact, and the ranks are those
        of a roll-up and a ranking without its rows. Under min-max or given bounds, given weights and arithmetic means
        140 000 enterprises take one or two seconds; under other methods all zones are ranked anew for each.
        """
        return drilled(self, zone, by, threads, progress)

    def reconcile(
        self, ranks, *, of: int | None = None, weights_of: str = "groups", threads: int = 0
    ) -> Reconciliation:
        """Published ranks beside ours, and the weights that would give them: a :class:`Reconciliation`.

        Parameters
        ----------
        ranks : file, frame or dict
            {zone: rank} of the overall ranking, {zone: {group: rank}}, or a table with the columns zone, rank, perhaps
            year, and one for each group of which ranks are known; or with the columns zone, group, rank. Some zones
            are enough; ranks of other years are used where the figures have these years.
        of : int, optional
            How many zones were ranked officially; by default as many as there are, or as the table says.
        weights_of : "groups" or "indicators"
            Whose weights are looked for: those of the group's own children (of the first level for overall), or of all
            indicators below it.

        With all ranks known the weights are a linear program; with some, the pairs of these count, and how many zones
        each rank leaves ahead. Means must be arithmetic or geometric. The weights found are put into the tree and
        every zone is ranked again.
        """
        return reconciled(self, ranks, of, weights_of, threads)

    def narrative(
        self,
        zone: str,
        *,
        lang: str = "en",
        kind: str = "brief",
        before=None,
        benchmarks=None,
        rank: float | None = None,
        targets=None,
        draws: int = 10_000,
        seed: int = 1,
    ) -> Narrative:
        """Prose about a zone: a :class:`Narrative`, each number of which is the library's.

        Parameters
        ----------
        zone : str
        lang : "en" or "zh"
        kind : "brief" or "report"
            The paragraphs that zones publish, or the yearly report of seven chapters with its tables.
        before : Ranking or int, optional
            The ranking, or the year of the same figures, that it is compared with; by default the year before.
        benchmarks : list of str, optional
            Zones that it is compared with; by default the zone just ahead.
        rank : float, optional
            The rank that single figures are to reach, as in :meth:`plan`; by default the next better one.
        targets : Targets, path, frame or list of dicts, optional
            Targets of the zone, whose state is told: a result of :meth:`targets`, or what that reads.
        draws, seed :
            Of the noise band. A change inside the band is said to be.

        The rank inside a province or the like is told of ``ranking.within(groups).narrative(zone)``. Causes of a change
        are those of :meth:`change`. Where a method refuses :meth:`change` or :meth:`plan` the text says so.
        """
        return narrated(self, zone, lang, kind, before, benchmarks, rank, targets, draws, seed)

    def _earlier(self: R, before: int) -> list[R]:
        """The rankings of the earlier years of the figures but one; those that cannot be ranked are left out."""
        found = []
        for year in self.raw.years:
            if year < self.year and year != before:
                with contextlib.suppress(Error):
                    found.append(self._as_this(self.raw, year))
        return found

    def _at(self: R, name: str, given) -> R:
        """A ranking, or that of another year of the same figures."""
        if isinstance(given, Analyses):
            return given
        if not hasattr(given, "__index__") or isinstance(given, bool | np.bool_):
            raise Error(
                f"{name} is {door.brief(given)}, but must be a Ranking, or a year of the figures of this one",
                zh=f"{name} 为 {door.brief_zh(given)}，但须为排名结果，或本次数据中的一个年份",
            )
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
        return self._as_this(self.raw, year)

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
