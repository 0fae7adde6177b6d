"""What would bring a zone to a rank: each raw figure alone, and the cheapest combination of several."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..figures import percent as per_cent
from ..labels import title, word
from ..results.base import Raw, Result, whole_numbers
from ..units import unit_name
from .derivatives import check_by_figures
from .varied import ordinal

__all__ = ["Plan"]

KNOWN = ("median", "quartile", "ahead")
HEADINGS = {
    "rank_alone": "rank_reached",
    "proved": "nearest_proved",
    "low": "lower_limit",
    "high": "upper_limit",
    "median": "figure_median",
    "quartile": "figure_quartile",
    "ahead": "figure_ahead",
    "places": "places_gained",
    "rank": "rank_asked",
}


def planned(ranking, zone: str, rank, limits: dict) -> Plan:
    """See :meth:`zonerank.Ranking.plan`."""
    check_by_figures("plan", ranking)
    ranks = ranking._core.group_ranks[:, 0]
    zone = door.text("zone", zone)
    if rank is None:
        _core.check_zones([zone], ranking.zones)
        own = ranks[ranking.zones.index(zone)]
        rank = 1.0 if np.isnan(own) else max(1.0, np.ceil(own) - 1.0)
    rank = door.number("rank", rank, 1, max(int(np.isfinite(ranks).sum()), 1))
    return Plan(ranking, zone, rank, limits)


def limits_of(times, limits, fixed, steps, costs, may_fall, at_most, threads) -> dict:
    """The options as the library takes them."""
    ranges = {}
    for name, ends in door.mapping("limits", {} if limits is None else limits, "fields and two limits").items():
        place = f"limits[{door.brief(name)}]"
        low, high = door.items(place, ends, "numbers, the lower and the upper limit", 2)
        ranges[door.text("limits: a field", name)] = (door.number(place, low), door.number(place, high))
    return {
        "times": door.number("times", times, 1, 1e6),
        "limits": ranges,
        "fixed": door.texts("fixed", fixed),
        "steps": numbers_of("steps", steps),
        "costs": numbers_of("costs", costs),
        "may_fall": door.flag("may_fall", may_fall),
        "at_most": 0 if at_most is None else door.whole("at_most", at_most, 1, 10_000),
        "threads": door.whole("threads", threads, 0, 4096),
    }


def numbers_of(option: str, given) -> dict[str, float]:
    entries = door.mapping(option, {} if given is None else given, "fields and numbers").items()
    return {door.text(f"{option}: a field", k): door.number(f"{option}[{door.brief(k)}]", v) for k, v in entries}


class Plan(Result):
    """What would bring a zone to an overall rank, of :meth:`zonerank.Ranking.plan`.

    ``.table()`` has a row for each figure of the year that an indicator of the zone is computed from, those of the
    smallest change in per cent first, then those that do not reach the rank alone. ``needed`` is the nearest figure to
    today's with the rank or a better one, all else still; ``change`` is that change in per cent. ``rank_alone`` is the
    rank there, ``places`` how many that gains. Where no figure from ``low`` to ``high`` reaches the rank (not
    ``reachable``), ``needed`` is blank, and ``best_at`` is the nearest figure with the best rank that can be reached.
    ``median``, ``quartile`` (of the better quarter) and ``ahead`` (of the zone ahead) are figures that people know;
    ``rank_at_median`` and so on are the zone's ranks with them. ``proved``: no nearer figure has the rank.

    :meth:`cheapest` moves several figures together, :meth:`drifting` does so while the others move on,
    :meth:`probability` says how likely the rank then is, and :meth:`frontier` what every other rank takes.
    """

    def __init__(self, ranking, zone: str, rank: float, limits: dict) -> None:
        self._ranking, self._limits = ranking, limits
        self.zone, self.rank, self.year, self.system = zone, rank, ranking.year, ranking.system
        self._backend, self.notices = ranking._backend, ranking.notices
        self._found = self._ask(_core.levers)

    def _ask(self, function, core=None):
        """What a function of the library says of the zone."""
        ranking = self._ranking
        return function(
            ranking.raw._core if core is None else core,
            ranking.system,
            ranking.year,
            **ranking._asked.keywords(),
            common=ranking._asked.common,
            zone=self.zone,
            rank=self.rank,
            limits=_core.Limits(**self._limits),
        )

    @property
    def today(self) -> float:
        """The zone's overall rank as it is."""
        return float(self._ranking._core.group_ranks[self._ranking.zones.index(self.zone), 0])

    # ---- one figure alone

    def _columns(self) -> pd.DataFrame:
        found = self._found
        units = {f.name: f.unit for f in self.system.fields}
        columns = {
            "field": found["field"],
            "today": found["today"],
            "needed": found["needed"],
            "change": changes(found["today"], found["needed"]),
            "unit": [units[name] for name in found["field"]],
            "rank_alone": whole_numbers(found["rank"]),
            "places": whole_numbers(self.today - found["rank"]),
            "reachable": np.isfinite(found["needed"]),
            "best_at": found["best_at"],
            "proved": found["proved"],
            **{name: found[name] for name in ("low", "high")},
        }
        for name in KNOWN:
            columns |= {name: found[name], f"rank_at_{name}": whole_numbers(found[f"rank_at_{name}"])}
        frame = pd.DataFrame(columns)
        order = np.lexsort(
            (frame["rank_alone"].astype(float), frame["change"].abs().fillna(np.inf), ~frame["reachable"])
        )
        return frame.iloc[order].reset_index(drop=True)

    def table(self, lang: str | None = None):
        """field, today, needed, change (in per cent), unit, rank_alone, places, reachable, best_at, proved, low, high,
        then median, rank_at_median and the same of the better quartile and the zone ahead; with ``lang`` names and
        headings in that language."""
        return self._shown(self._columns(), lang)

    # ---- several together

    @functools.cached_property
    def _still(self) -> dict:
        return self._ask(_core.cheapest_plan)

    @functools.cached_property
    def _ahead(self) -> Raw | None:
        """The figures with the others a year ahead; none without the year before."""
        raw, year = self._ranking.raw, self.year
        if year - 1 not in raw.years:
            return None
        return Raw(_core.drifted(raw._core, self.system, year, self.zone), self.system, self._backend)

    @functools.cached_property
    def _drifting(self) -> dict | None:
        return None if self._ahead is None else self._ask(_core.cheapest_plan, self._ahead._core)

    @functools.cached_property
    def _frontier(self) -> list[dict]:
        return self._ask(_core.plan_frontier)

    @property
    def effort(self) -> float:
        """Of the cheapest combination; 1 is the inter-quartile range of last year's changes of a figure."""
        return self._still["effort"]

    @property
    def at_least(self) -> float:
        """No combination takes less effort; infinite where none reaches the rank."""
        return self._still["at_least"]

    @property
    def proved(self) -> bool:
        """Whether :attr:`effort` is proved to be the least, or the rank to be out of reach."""
        return self._still["proved"]

    @property
    def reached(self) -> float:
        """The zone's overall rank with the cheapest combination; where ``rank`` is out of reach, the best there is."""
        return self._still["rank"]

    def cheapest(self, lang: str | None = None):
        """The combination of least effort that gives the rank, the others as they are: field, today, planned, change
        (in per cent), unit, effort, one_effort (the size of an effort of 1, in the field's unit) and effort_of: what
        that is: "changes" (inter-quartile range of last year's changes), "levels" (of the figures), "today" (a tenth).

        Where nothing reaches the rank, the combination for the best rank that there is. No rows: nothing has to move.
        """
        return self._shown(self._combination(self._still), lang)

    def drifting(self, lang: str | None = None):
        """As :meth:`cheapest`, with all other zones a year ahead, each figure moved once more as it did last year."""
        if self._drifting is None:
            raise Error(
                f"drifting: there are no figures of {self.year - 1}, so it is not known how the others moved; read "
                "the files of both years",
                zh=f"drifting：没有 {self.year - 1} 年的数据，无从得知其他高新区如何变动；请一并读入两年的文件",
            )
        return self._shown(self._combination(self._drifting), lang)

    def _combination(self, found: dict) -> pd.DataFrame:
        units = {f.name: f.unit for f in self.system.fields}
        sizes = self._ask(_core.effort_units)
        names = [step[0] for step in found["steps"]]
        today, planned, effort = (np.array([step[k] for step in found["steps"]], float) for k in (1, 2, 3))
        return pd.DataFrame(
            {
                "field": names,
                "today": today,
                "planned": planned,
                "change": changes(today, planned),
                "unit": [units[name] for name in names],
                "effort": effort,
                "one_effort": [sizes[name][0] for name in names],
                "effort_of": [sizes[name][1] for name in names],
            }
        )

    def ranking(self):
        """The ranking of all zones with the cheapest combination, as :meth:`zonerank.Ranking.what_if` gives it."""
        moves = {step[0]: step[2] for step in self._still["steps"]}
        return self._ranking.what_if({self.zone: moves})

    def probability(self, *, draws: int = 10_000, seed: int = 1) -> float:
        """P(overall rank <= ``rank``) with the cheapest combination, while the other zones' scores change.

        Every draw gives each other zone the change of the overall score that one of the zones had from the year before
        to this one, picked by chance; both years are scored by this year's scaling.
        """
        draws, seed = door.whole("draws", draws, 1, 10**9), door.whole("seed", seed, 0, 2**64 - 1)
        changes = self._score_changes
        if changes is None:
            raise Error(
                f"probability: no zone has an overall score in {self.year - 1} and {self.year}; read the files of both "
                "years",
                zh=f"probability：没有高新区在 {self.year - 1} 和 {self.year} 两年都有总分；请一并读入两年的文件",
            )
        after = self.ranking()
        scores = after._core.group_scores[:, 0]
        others = np.array([z != self.zone for z in after.zones]) & np.isfinite(scores)
        own = scores[after.zones.index(self.zone)]
        return _core.rank_probability(scores[others], own, changes, self.rank, draws, seed)

    @functools.cached_property
    def _chance(self) -> float:
        """:meth:`probability` as it is told in both languages."""
        return self.probability()

    @functools.cached_property
    def _score_changes(self) -> np.ndarray | None:
        if self.year - 1 not in self._ranking.raw.years:
            return None
        before = self._ranking._scored_as_this(self.year - 1)
        earlier = dict(zip(before.zones, before._core.group_scores[:, 0], strict=True))
        now = self._ranking
        found = [
            score - earlier.get(zone, np.nan)
            for zone, score in zip(now.zones, now._core.group_scores[:, 0], strict=True)
        ]
        found = np.array(found)
        return found[np.isfinite(found)] if np.isfinite(found).any() else None

    def frontier(self, lang: str | None = None):
        """What every better rank takes: rank, reached, effort, at_least, proved, figures (how many move), moves.

        A row for each whole rank that can be reached, the nearest first.
        """
        rows = [
            {
                "rank": plan["asked"],
                "reached": plan["rank"],
                "effort": plan["effort"],
                "at_least": plan["at_least"],
                "proved": plan["proved"],
                "figures": len(plan["steps"]),
                "moves": [step[0] for step in plan["steps"]],
            }
            for plan in self._frontier
        ]
        frame = pd.DataFrame(rows, columns=["rank", "reached", "effort", "at_least", "proved", "figures", "moves"])
        frame = frame.assign(
            rank=whole_numbers(frame["rank"].to_numpy(float)), reached=whole_numbers(frame["reached"].to_numpy(float))
        )
        names = {f.name: f.name if lang is None else title(f, lang) for f in self.system.fields}
        frame["moves"] = [("；" if lang == "zh" else "; ").join(names[n] for n in moves) for moves in frame["moves"]]
        return self._shown(frame, lang)

    # ---- shown

    def _shown(self, frame: pd.DataFrame, lang: str | None):
        return self._as_caller(frame if lang is None else self.named(frame, lang))

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names in place of ids and words for headings."""
        door.one_of("lang", lang, ("en", "zh"))
        names = {f.name: title(f, lang) for f in self.system.fields}
        changed = {}
        if "field" in frame:
            changed["field"] = [names[name] for name in frame["field"]]
        if "unit" in frame:
            changed["unit"] = [unit_name(unit, lang) for unit in frame["unit"]]
        if "effort_of" in frame:
            changed["effort_of"] = [word(f"effort_of_{of}", lang) for of in frame["effort_of"]]
        return frame.assign(**changed).set_axis([word(HEADINGS.get(c, c), lang) for c in frame.columns], axis=1)

    def summary(self, lang: str = "en") -> list[str]:
        """How many figures reach the rank on their own, those of the smallest change, and the cheapest combination:
        with the others as they are, with the others a year ahead, and how likely the rank then is."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        if self.today <= self.rank:
            here, there = f"{self.today:g}", f"{self.rank:g}"
            if zh:
                return [f"{self.zone}：现为第 {here}，已达到第 {there}"]
            return [f"{self.zone}: {ordinal(self.today)} today, which is {ordinal(self.rank)} or better already"]
        frame = self._columns()
        return [self._headline(frame, zh), *self._nearest(frame, zh), *self._best(frame, zh), *self._together(zh)]

    def _headline(self, frame: pd.DataFrame, zh: bool) -> str:
        n, of = int(frame["reachable"].sum()), len(frame)
        if zh:
            return f"{self.zone}：现为第 {self.today:g}，{of} 项数据中有 {n} 项单独变动即可到第 {self.rank:g}"
        return f"{self.zone}: {ordinal(self.today)} today; {n} of {of} figures reach {ordinal(self.rank)} on their own"

    def _nearest(self, frame: pd.DataFrame, zh: bool) -> list[str]:
        least = frame[frame["reachable"] & frame["change"].notna()].head(3)
        parts = [f"{self._name(row.field, zh)} {change_text(row.today, row.needed, zh)}" for row in least.itertuples()]
        head = "变动最小的是：" if zh else "the smallest changes: "
        return [head + ("；" if zh else "; ").join(parts)] if parts else []

    def _best(self, frame: pd.DataFrame, zh: bool) -> list[str]:
        """Where no figure reaches the rank alone: the best that one does."""
        if frame["reachable"].any() or not len(frame):
            return []
        best = frame.loc[frame["rank_alone"].astype(float).idxmin()]
        name, rank = self._name(best["field"], zh), float(best["rank_alone"])
        if zh:
            return [f"单独变动都达不到：最好是第 {rank:g}（{name}）"]
        return [f"not reachable by one figure: the best is {ordinal(rank)}, by {name}"]

    def _together(self, zh: bool) -> list[str]:
        """The three answers of the cheapest combination, or why there is none."""
        try:
            still = self._still
        except Error as error:
            return [error.text("zh" if zh else "en")]
        lines = [self._line(still, zh, "最省力的组合" if zh else "the cheapest combination")]
        if (drift := self._drifting) is not None:
            lines.append(self._line(drift, zh, "其他高新区按上年变动" if zh else "with the others moving as last year"))
        if still["reached"] and self._score_changes is not None:
            chance = per_cent(self._chance)
            lines.append(
                f"按组合实施后，其他高新区得分像上年那样变动时，到第 {self.rank:g} 的概率：{chance}"
                if zh
                else f"with the cheapest combination, {ordinal(self.rank)} or better has a chance of {chance} while "
                "the others' scores change as they did last year"
            )
        return lines

    def _line(self, found: dict, zh: bool, head: str) -> str:
        parts = [f"{self._name(name, zh)} {change_text(today, to, zh)}" for name, today, to, _ in found["steps"]]
        moves = ("；" if zh else "; ").join(parts)
        if not found["reached"]:
            best = found["rank"]
            if zh:
                return f"{head}：达不到，最好是第 {best:g}" + (f"（{moves}）" if moves else "")
            return f"{head}: not reachable; the best is {ordinal(best)}" + (f" ({moves})" if moves else "")
        if not parts:
            return f"{head}：无需变动" if zh else f"{head}: nothing has to move"
        unproved = "" if found["proved"] else ("，未证明最小" if zh else ", not proved to be the least")
        effort = f"{found['effort']:.3g}"
        return f"{head}：{moves}（力度 {effort}{unproved}）" if zh else f"{head}: {moves} (effort {effort}{unproved})"

    def _name(self, field: str, zh: bool) -> str:
        return next(title(f, "zh" if zh else "en") for f in self.system.fields if f.name == field)

    def __reduce__(self):
        return Plan, (self._ranking, self.zone, self.rank, self._limits)

    def _content(self) -> list:
        return [self.zone, self.rank, self._found, self.system.id]

    def _heading(self) -> str:
        return f"Plan: {self.zone} to rank {self.rank:g}, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary()


def changes(today, other) -> np.ndarray:
    """In per cent; NaN from 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(today) != 0, 100 * (np.asarray(other) / np.asarray(today) - 1), np.nan)


def change_text(today: float, to: float, zh: bool) -> str:
    """In per cent; a change to ten times the figure and more as how many times it is."""
    if not today:
        return f"0 → {to:g}"
    if to / today >= 10:
        return f"增至 {to / today:.3g} 倍" if zh else f"x {to / today:.3g}"
    return f"{100 * (to / today - 1):+.3g} %"
