"""Targets of zones: how far they are reached, whether in time, and the ranks that meeting them gives."""

from __future__ import annotations

import calendar
import datetime
import math
import re

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..figures import number, plain, signed
from ..labels import colon, title, word
from ..results.base import Result, whole_numbers
from ..results.pickling import Finding
from ..units import unit_name
from .derivatives import check_by_figures
from .target_list import NONE, Entry, entries_of
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


def fields_not_needed(system, entries: list[Entry]) -> set[str]:
    """Fields of targets that no indicator needs: reading leaves them out unless all are asked for."""
    return {e.name for e in entries} & ({f.name for f in system.fields} - set(system.needed_fields()))


def check_read(ranking, entries: list[Entry]) -> None:
    """Fails where a growth is asked of figures that were in no column that was read."""
    names = fields_not_needed(ranking.system, entries)
    absent = {name for name in names if ranking.raw._core.figures(ranking.system, name) is None}
    for entry in entries:
        if entry.name in absent and entry.value == NONE and entry.base == NONE:
            raise Error(
                f"{entry.name}: no indicator needs this field, so its figures were not read; read the data with "
                "all_fields=True, or give base and today with the target",
                zh=f"{entry.name}：没有指标用到这一字段，因此未读取；请用 all_fields=True 读取数据，或在目标中给出基期值和现值",
            )


def time_of(as_of, elapsed, year: int) -> float:
    """In years: 2020.5 is the end of June 2020; by default the end of the data year."""
    if as_of is not None and elapsed is not None:
        raise Error("as_of and elapsed say the same; give one", zh="as_of 与 elapsed 含义相同，请只给一个")
    if elapsed is not None:
        share = door.number("elapsed", elapsed, 0, 1)
        if share == 0:
            raise Error("elapsed is 0, but must be above 0", zh="elapsed 为 0，但应大于 0")
        return year + share
    return float(year + 1) if as_of is None else time_of_date(as_of)


def time_of_date(as_of) -> float:
    if isinstance(as_of, datetime.date):
        parts = [as_of.year, as_of.month, as_of.day]
    elif isinstance(as_of, int | np.integer) and not isinstance(as_of, bool):
        parts = [int(as_of)]
    else:
        found = re.fullmatch(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?[年月]?", str(as_of).strip())
        parts = [int(part) for part in found.groups() if part] if found and isinstance(as_of, str) else []
    month = parts[1] if len(parts) > 1 else 12
    if not parts or not 1 <= parts[0] <= 9999 or not 1 <= month <= 12:
        raise wrong_date(as_of)
    days = calendar.monthrange(parts[0], month)[1]
    day = parts[2] if len(parts) > 2 else days
    if not 1 <= day <= days:
        raise wrong_date(as_of)
    return parts[0] + (month - 1) / 12 + day / days / 12


def wrong_date(as_of) -> Error:
    return Error(
        f"as_of is {door.brief(as_of)}, but must be a date, a month or a year: 2021-06-30, 2021-06 or 2021",
        zh=f"as_of 为 {door.brief(as_of)}，但应为日期、月份或年份：2021-06-30、2021-06 或 2021",
    )


class Targets(Result):
    """How far targets are reached, of :meth:`zonerank.Ranking.targets`.

    ``.table()`` has a row a target, amounts in the unit that it was written in, shares and growths in per cent.
    ``base`` is the figure of ``base_year``, ``share`` today's figure in per cent of the target. ``growth_needed`` is the
    yearly growth from the base to the target, ``growth_so_far`` that from the base to today, ``growth_this_year``
    today's against the year before, ``growth_left`` what every year that is left needs. ``elapsed`` is the share of the
    period that has passed (序时进度), ``progress`` the share of the way from the base to the target. ``light`` compares
    them: "green" on or ahead of schedule, "yellow" a little behind, "red" behind; "not_begun" where nothing of the
    period has passed, "unknown" where a figure lacks. ``rank_alone`` is the overall rank if this target alone is met;
    ``why_no_rank`` says why there is none. :meth:`ranks` has the ranks if all targets of a zone are met.
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
        self.notices = [*ranking.notices, *self._own_notices()]

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
            "unit": [self._unit(entry) for entry in entries],
            "base_year": found["base_year"],
            **{key: found[key] / factors for key in AMOUNTS},
            **{key: 100 * found[key] for key in SHARES},
            "light": found["light"],
            "rank_alone": whole_numbers(found["rank_alone"]),
            "why_no_rank": [en for en, _ in found["why_no_rank"]],
        }
        return pd.DataFrame(columns)

    def _unit(self, entry: Entry) -> str:
        units = {f.name: f.unit for f in self.system.fields} | {i.id: i.unit for i in self.system.indicators}
        return entry.unit or units.get(entry.name, "")

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
            changed["goal"] = [word(goal, lang) for goal in frame["goal"]]
            changed["light"] = [word(f"light_{light}", lang) for light in frame["light"]]
            changed["why_no_rank"] = [self._found["why_no_rank"][k][zh] for k in frame.index]
        headings = HEADINGS if "figure" in frame else HEADINGS_OF_RANKS
        return frame.assign(**changed).set_axis([word(headings.get(c, c), lang) for c in frame.columns], axis=1)

    def name(self, figure: str, lang: str = "en") -> str:
        """The name of a field or an indicator; a figure of the file's own has the name that it is given there."""
        items = {i.id: i for i in self.system.indicators} | {f.name: f for f in self.system.fields}
        return title(items[figure], door.one_of("lang", lang, ("en", "zh"))) if figure in items else figure

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
        zh = lang == "zh"
        own = [k for k, entry in enumerate(self._entries) if entry.zone == zone]
        by_light = {light: [k for k in own if self._found["light"][k] == light] for light in LIGHTS}
        parts = []
        for light, members in by_light.items():
            if not members:
                continue
            names = [self._name_of(k, lang) for k in members]
            listed = "" if light == "green" else f"（{'、'.join(names)}）" if zh else f" ({'; '.join(names)})"
            if zh:
                parts.append(f"{len(members)} 项{SAID[light][2]}{listed}")
            else:
                parts.append(f"{len(members)} {SAID[light][len(members) > 1]}{listed}")
        n = len(own)
        if zh:
            return f"{zone}：{n} 项目标中，{'，'.join(parts)}"
        return f"{zone}: of {n} target{'s' * (n > 1)}, {', '.join(parts)}"

    def _name_of(self, k: int, lang: str) -> str:
        """With the year where a figure has several targets."""
        entry = self._entries[k]
        name = self.name(entry.name, lang)
        several = sum(e.zone == entry.zone and e.name == entry.name for e in self._entries) > 1
        return f"{name} {entry.year}" if several else name

    def _rank_line(self, k: int, zh: bool) -> str:
        today, met, drifting = (self._ranks[key][k] for key in ("today", "if_met", "drifting"))
        years = self._ranks["years"][k]
        if math.isnan(today):
            return "该高新区没有排名" if zh else "the zone has no rank"
        if math.isnan(met):
            return (
                f"现为第 {today:g}；没有一项目标影响名次" if zh else f"{ordinal(today)} today; no target changes the rank"
            )
        if zh:
            drift = f"；其他高新区按上年变动再走 {years} 年，则为第 {drifting:g}" if years else ""
            return f"现为第 {today:g}；所有目标实现、其他高新区不变时为第 {met:g}{drift}"
        drift = f", {ordinal(drifting)} if they move on for {years} year{'s' * (years > 1)} as last year" if years else ""
        return f"{ordinal(today)} today; if all targets are met {ordinal(met)} while the others stand still{drift}"

    def _legend(self, zh: bool) -> str:
        green, yellow = (plain(100 * self._asked[key], 1) for key in ("green", "yellow"))
        if zh:
            return f"{self._time(zh)}；绿灯：达到序时进度的 {green} % 及以上；黄灯：{yellow} % 及以上；红灯：不足 {yellow} %"
        return (
            f"{self._time(zh)}; green: at least {green} % of what the schedule asks for; yellow: at least {yellow} %; "
            "red: less"
        )

    def _time(self, zh: bool) -> str:
        year = math.ceil(self.as_of - 1e-9) - 1
        months = 12 * (self.as_of - year)
        if abs(months - 12) < 1e-6:
            return f"截至 {year} 年末" if zh else f"as of the end of {year}"
        if abs(months - round(months)) < 1e-6:
            return f"截至 {year} 年 {round(months)} 月末" if zh else f"as of the end of {year}-{round(months):02}"
        passed = plain(100 * (self.as_of - year), 1)
        return f"{year} 年已过 {passed} %" if zh else f"as of {passed} % of {year}"

    # ---- notices

    def _own_notices(self) -> list[Finding]:
        found = [unknown_heading(heading) for heading in self._unknown]
        for k, entry in enumerate(self._entries):
            found += [notice_of(entry, code, en, zh) for code, en, zh in self._said_of(k, entry)]
        return found

    def _said_of(self, k: int, entry: Entry):
        """What has to be known of one target: a code, in English, in Chinese."""
        found, factor = self._found, float(entry.factor)
        unit = self._unit(entry)

        def amount(key: str, lang: str) -> str:
            return f"{number(found[key][k] / factor, 6)} {unit_name(unit, lang)}".rstrip()

        base_year = found["base_year"][k]
        if not math.isnan(found["by_growth"][k]):
            growth = signed(100 * entry.growth[0])
            yield (
                "target-differs",
                f"the value {amount('target', 'en')} and the growth {growth} % differ: the growth from "
                f"{amount('base', 'en')} in {base_year} gives {amount('by_growth', 'en')}; the value was taken",
                f"目标值 {amount('target', 'zh')} 与增速 {growth} % 不一致：按 {base_year} 年的 {amount('base', 'zh')} "
                f"推算为 {amount('by_growth', 'zh')}；采用目标值",
            )
        if found["base_implied"][k]:
            yield (
                "target-base-implied",
                f"there is no figure of {base_year}; value and growth imply {amount('base', 'en')}",
                f"没有 {base_year} 年的数据；由目标值和增速推算为 {amount('base', 'zh')}",
            )
        for key, what, zh in (("base", f"of {base_year}", f"{base_year} 年值"), ("today", "of today", "现值")):
            if not math.isnan(found[f"in_table_{key}"][k]):
                yield (
                    "target-figure-differs",
                    f"the figure {what} is {amount(key, 'en')} in the targets but {amount(f'in_table_{key}', 'en')} in "
                    "the data; that of the targets was taken",
                    f"目标文件中的{zh}为 {amount(key, 'zh')}，数据中为 {amount(f'in_table_{key}', 'zh')}；采用目标文件中的数值",
                )
        if found["own"][k]:
            yield (
                "target-of-its-own",
                "no field and no indicator of the system has this name, so meeting it gives no rank",
                "体系中没有这一名称的字段或指标，因此不计算名次",
            )
        elif not found["used"][k]:
            more, zh = "", ""
            if math.isnan(found["today"][k]):
                more, zh = "; its figures are there where the data are read with all_fields=True", "；用 all_fields=True 读取才有其数据"
            yield (
                "target-not-used",
                f"no indicator of the system is computed from this field, so meeting it changes no rank{more}",
                f"体系中没有指标用到这一字段，因此不影响名次{zh}",
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


def notice_of(entry: Entry, code: str, en: str, zh: str) -> Finding:
    place = _core.Place(zone=entry.zone, year=entry.year, key=entry.name)
    return finding(code, place, entry.name, en, zh)


def unknown_heading(heading: str) -> Finding:
    return finding(
        "unknown-column",
        _core.Place(key="targets"),
        heading,
        f'the column "{heading}" is not known and was not used',
        f"列“{heading}”无法识别，未使用",
    )


def finding(code: str, place, value: str, en: str, zh: str) -> Finding:
    said = {}
    for lang, text in (("en", en), ("zh", zh)):
        where = place.text(lang)
        said |= {("text", lang): f"{where}{colon(lang)}{text}", ("where", lang): where, ("rule", lang): text}
        said["cure", lang] = ""
    return Finding(code, "notice", place, value, said)
