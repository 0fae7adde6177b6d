"""Targets of zones: how far they are reached, whether in time, and the ranks that meeting them gives."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..figures import plain
from ..labels import title, word
from ..results.base import Result, whole_numbers
from ..units import unit_name
from .derivatives import check_by_figures
from .target_list import NONE, Entry, entries_of
from .target_notices import notices_of
from .target_time import time_of, time_text
from .varied import ordinal

__all__ = ["Targets"]

LIGHTS = ("green", "yellow", "red", "not_begun", "unknown")
AMOUNTS = ("base", "today", "target")
SHARES = ("share", "growth_needed", "growth_so_far", "growth_this_year", "growth_left", "elapsed", "progress")
HEADINGS = {
    "base": "base_figure",
    "target": "target_level",
    "share": "share_reached",
    "rank_alone": "rank_if_met_alone",
    "if_met": "rank_if_all_met",
    "drifting": "rank_if_all_drift",
    "today": "today",
    "why_no_rank": "why_no_rank",
    "years": "years_of_drift",
}
HEADINGS_OF_RANKS = {**HEADINGS, "today": "rank"}


def targeted(ranking, given, zone, as_of, elapsed, green, yellow, cumulated, threads) -> Targets:
    """See :meth:`zonerank.Ranking.targets`."""
    check_by_figures("targets", ranking)
    if zone is not None:
        zone = door.text("zone", zone)
        _core.check_zones([zone], ranking.zones)
    asked = {
        "as_of": time_of(as_of, elapsed, ranking.year),
        "green": door.number("green", green),
        "yellow": door.number("yellow", yellow),
        "cumulates": None if cumulated is None else door.flag("cumulated", cumulated),
        "threads": door.whole("threads", threads, 0, 4096),
    }
    entries, unknown = entries_of(given, ranking.system, zone)
    check_read(ranking, entries)
    return Targets(ranking, entries, asked, unknown)


def targets_for(ranking, given, zone: str | None) -> Targets | None:
    """What a report tells of targets: a result of this ranking as it is, else a list that is held against it."""
    if given is None:
        return None
    found = given if isinstance(given, Targets) else ranking.targets(given, zone=zone)
    if found._ranking is not ranking and found._ranking != ranking:
        raise Error(
            "targets: they are of another ranking; ask this one, as in ranking.targets(file)",
            zh="targets：它们属于另一次排名；请由本次排名得出，如 ranking.targets(file)",
        )
    if zone is not None and zone not in found.zones:
        raise Error(f"targets: there are none of {zone}", zh=f"targets：没有{zone}的目标")
    return found


def fields_not_needed(system, entries: list[Entry]) -> set[str]:
    """Fields of targets that no indicator needs: reading leaves them out unless all are asked for."""
    return {e.name for e in entries} & ({f.name for f in system.fields} - set(system.needed_fields()))


def units_of(entries: list[Entry], system) -> list[str]:
    """The unit that each target was written in, else that of its field or indicator."""
    units = {f.name: f.unit for f in system.fields} | {i.id: i.unit for i in system.indicators}
    return [entry.unit or units.get(entry.name, "") for entry in entries]


def check_read(ranking, entries: list[Entry]) -> None:
    """Fails where a growth is asked of figures that were in no column that was read."""
    names = fields_not_needed(ranking.system, entries)
    absent = {name for name in names if ranking.raw._core.figures(ranking.system, name) is None}
    for entry in entries:
        if entry.name in absent and entry.value == NONE and entry.base == NONE:
            raise Error(
                f"{entry.name}: no indicator needs this field, so its figures were not read; read the data with "
                "all_fields=True, or give base and today with the target",
                zh=f"{entry.name}：没有指标用到这一字段，因此未读取；请用 all_fields=True 读取数据，"
                "或在目标中给出基期值和现值",
            )


class Targets(Result):
    """How far targets are reached, of :meth:`zonerank.Ranking.targets`.

    ``.table()`` has a row a target, amounts in the unit that it was written in, shares and growths in per cent.
    ``base`` is the figure of ``base_year``, ``share`` today's figure in per cent of the target. ``growth_needed`` is
    the yearly growth from the base to the target, ``growth_so_far`` that from the base to today, ``growth_this_year``
    today's against the year before, ``growth_left`` what every year that is left needs. ``elapsed`` is the share of
    the period that has passed (序时进度), ``progress`` the share of the way from the base to the target. ``light``
    compares them: "green" on or ahead of schedule, "yellow" a little behind, "red" behind; "not_begun" where nothing
    of the period has passed, "unknown" where a figure lacks. ``rank_alone`` is the overall rank if this target alone
    is met; ``why_no_rank`` says why there is none. :meth:`ranks` has the ranks if all targets of a zone are met.
    """

    def __init__(self, ranking, entries: list[Entry], asked: dict, unknown: list[str]) -> None:
        self._ranking, self._entries, self._asked, self._unknown = ranking, entries, asked, unknown
        self.year, self.system, self._backend = ranking.year, ranking.system, ranking._backend
        self._found, self._ranks = _core.targets(
            ranking.raw._core,
            ranking.system,
            ranking.year,
            **ranking._asked.keywords(),
            common=ranking._asked.common,
            targets=[entry.core() for entry in entries],
            **asked,
        )
        self.notices = [*ranking.notices, *notices_of(self._found, entries, units_of(entries, self.system), unknown)]

    @property
    def zones(self) -> list[str]:
        """The zones that have targets."""
        return self._ranks["zone"]

    @property
    def as_of(self) -> float:
        """When the figures are of, in years: 2020.5 is the end of June 2020."""
        return self._asked["as_of"]

    # ---- tables

    def _columns(self) -> pd.DataFrame:
        found, entries = self._found, self._entries
        factors = np.array([float(entry.factor) for entry in entries])
        columns = {
            "zone": [entry.zone for entry in entries],
            "figure": [entry.name for entry in entries],
            "year": [entry.year for entry in entries],
            "goal": found["goal"],
            "unit": units_of(entries, self.system),
            "base_year": found["base_year"],
            **{key: found[key] / factors for key in AMOUNTS},
            **{key: 100 * found[key] for key in SHARES},
            "light": found["light"],
            "rank_alone": whole_numbers(found["rank_alone"]),
            "why_no_rank": [en for en, _ in found["why_no_rank"]],
        }
        return pd.DataFrame(columns)

    def table(self, lang: str | None = None):
        """zone, figure, year, goal ("at_least", "at_most"), unit, base_year, base, today, target, share,
        growth_needed, growth_so_far, growth_this_year, growth_left, elapsed, progress, light, rank_alone, why_no_rank;
        with ``lang`` names and headings in that language."""
        return self._shown(self._columns(), lang)

    def ranks(self, lang: str | None = None):
        """zone, today (its overall rank), if_met (if all its targets are met, the others as they are), drifting (the
        same, every other zone's figures moving on as they did last year, ``years`` times: to its last target)."""
        found = self._ranks
        columns = {key: whole_numbers(found[key]) for key in ("today", "if_met", "drifting")}
        return self._shown(pd.DataFrame({"zone": found["zone"], **columns, "years": found["years"]}), lang)

    def _shown(self, frame: pd.DataFrame, lang: str | None):
        return self._as_caller(frame if lang is None else self.named(frame, lang))

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names in place of ids and words for headings."""
        zh, changed = door.one_of("lang", lang, ("en", "zh")) == "zh", {}
        if "figure" in frame:
            changed["figure"] = [self.name(name, lang) for name in frame["figure"]]
            changed["unit"] = [unit_name(unit, lang) for unit in frame["unit"]]
            changed["goal"] = [word(f"goal_{goal}", lang) for goal in frame["goal"]]
            changed["light"] = [word(f"light_{light}", lang) for light in frame["light"]]
            changed["why_no_rank"] = [self._found["why_no_rank"][k][zh] for k in frame.index]
        headings = HEADINGS if "figure" in frame else HEADINGS_OF_RANKS
        return frame.assign(**changed).set_axis([word(headings.get(c, c), lang) for c in frame.columns], axis=1)

    def name(self, figure: str, lang: str = "en") -> str:
        """The name of a field or an indicator; a figure of the file's own has the name that it is given there."""
        items = {i.id: i for i in self.system.indicators} | {f.name: f for f in self.system.fields}
        figure, lang = door.text("figure", figure), door.one_of("lang", lang, ("en", "zh"))
        return title(items[figure], lang) if figure in items else figure

    # ---- in words

    def summary(self, lang: str = "en", zone: str | None = None) -> list[str]:
        """For each zone (or one) how many targets are on schedule and which are behind, and the ranks if all are met;
        then what the colours mean, and when the figures are of."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        if zone is not None:
            _core.check_zones([door.text("zone", zone)], self.zones)
        lines = []
        for k, own in enumerate(self.zones):
            if zone in (None, own):
                lines += [self.sentence(own, lang), self._rank_line(k, zh)]
        return [line for line in lines if line] + [self._legend(zh)]

    def sentence(self, zone: str, lang: str = "en") -> str:
        """How many targets of a zone are on schedule, and which are not."""
        zh, parts, of = lang == "zh", [], 0
        for light, members in self._by_light(zone).items():
            of += len(members)
            names = [
                f"{name} {year}" if year else name for name, year in (self._name_and_year(k, lang) for k in members)
            ]
            listed = "" if light == "green" else f"（{'、'.join(names)}）" if zh else f" ({'; '.join(names)})"
            said = f"项{SAID[light][2]}" if zh else f" {SAID[light][len(members) > 1]}"
            parts.append(f"{len(members)}{' ' * zh}{said}{listed}")
        if zh:
            return f"{zone}：{of} 项目标中，{'，'.join(parts)}"
        return f"{zone}: of {of} target{'s' * (of > 1)}, {', '.join(parts)}"

    def _by_light(self, zone: str) -> dict[str, list[int]]:
        """The targets of a zone under the lights that there are, from green on."""
        own = [k for k, entry in enumerate(self._entries) if entry.zone == zone]
        of = {light: [k for k in own if self._found["light"][k] == light] for light in LIGHTS}
        return {light: members for light, members in of.items() if members}

    def _name_and_year(self, k: int, lang: str) -> tuple[str, int]:
        """The year where a figure has several targets; else 0."""
        entry = self._entries[k]
        several = sum(e.zone == entry.zone and e.name == entry.name for e in self._entries) > 1
        return self.name(entry.name, lang), entry.year if several else 0

    def _ranks_of(self, zone: str) -> dict:
        k = self.zones.index(zone)
        return {key: self._ranks[key][k] for key in ("today", "if_met", "drifting", "years")}

    @property
    def _year_and_months(self) -> tuple[int, float]:
        """The year that the figures are of, and how many of its months have passed."""
        year = math.ceil(self.as_of - 1e-9) - 1
        return year, round(12 * (self.as_of - year), 1)

    def _rank_line(self, k: int, zh: bool) -> str:
        today, met, drifting = (self._ranks[key][k] for key in ("today", "if_met", "drifting"))
        years = self._ranks["years"][k]
        if math.isnan(today):
            return "该高新区没有排名" if zh else "the zone has no rank"
        if math.isnan(met):
            return (
                f"现为第 {today:g}；没有一项目标影响名次"
                if zh
                else f"{ordinal(today)} today; no target changes the rank"
            )
        if zh:
            drift = f"；其他高新区按上年变动再走 {years} 年，则为第 {drifting:g}" if years else ""
            return f"现为第 {today:g}；所有目标实现、其他高新区不变时为第 {met:g}{drift}"
        drift = (
            f", {ordinal(drifting)} if they move on for {years} year{'s' * (years > 1)} as last year" if years else ""
        )
        return f"{ordinal(today)} today; if all targets are met {ordinal(met)} while the others stand still{drift}"

    def _legend(self, zh: bool) -> str:
        green, yellow = (plain(100 * self._asked[key], 1) for key in ("green", "yellow"))
        time = time_text(self.as_of, zh)
        if zh:
            return f"{time}；绿灯：达到序时进度的 {green} % 及以上；黄灯：{yellow} % 及以上；红灯：不足 {yellow} %"
        return (
            f"{time}; green: at least {green} % of what the schedule asks for; yellow: at least {yellow} %; red: less"
        )

    # ---- a value

    def __reduce__(self):
        return Targets, (self._ranking, self._entries, self._asked, self._unknown)

    def _content(self) -> list:
        return [self._found, self._ranks, self._asked["as_of"], self.system.id]

    def _heading(self) -> str:
        n = len(self._entries)
        return f"Targets: {n} of {len(self.zones)} zone{'s' * (len(self.zones) > 1)}, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary()


SAID = {  # of one target, of several, in Chinese
    "green": ("is on or ahead of schedule", "are on or ahead of schedule", "达到或超过序时进度"),
    "yellow": ("is a little behind", "are a little behind", "略慢于序时进度"),
    "red": ("is behind", "are behind", "明显慢于序时进度"),
    "not_begun": ("has not begun", "have not begun", "尚未开始"),
    "unknown": ("lacks a figure", "lack a figure", "缺少数据"),
}
