"""Why ranks moved since another ranking: causes, fields, who passed whom, milestones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..figures import plain, signed
from ..labels import title, word
from ..results.base import Result, whole_numbers
from ..results.pickling import same_system
from ..units import unit_name
from .milestones import found_in, milestone_text, years_text
from .varied import ordinal

__all__ = ["Change"]

CAUSES = ("own", "others", "bounds", "membership", "method")
HEADINGS = {"own": "own_figures", "others": "other_figures", "places": "places_gained"}  # other names in labels
IN_SCORE = {"score_own": "own_figures", "score_bounds": "bounds", "score_method": "method"}


def changed(now, before, history: list, tops, editions: bool, noise: bool, draws: int, seed: int) -> Change:
    """See :meth:`zonerank.Ranking.change`; ``before`` and ``history`` are rankings."""
    tops = sorted({door.whole(f"tops[{k}]", top, 1, 10**6) for k, top in enumerate(door.items("tops", tops, "ranks"))})
    editions = door.flag("editions", editions)
    names = ["before", *(f"history[{k}]" for k in range(len(history)))]
    for name, other in zip(names, [before, *history], strict=True):
        check_comparable(name, other, now, editions)
    if not set(ranked_zones(before)) & set(ranked_zones(now)):
        raise Error(
            f"before: no zone has a rank both in {before.year} and in {now.year}; if the zones are written "
            "differently, give them one name each with the option names of zr.read",
            zh=f"before：没有高新区在 {before.year} 年和 {now.year} 年都有名次；若名称写法不同，"
            "请用 zr.read 的选项 names 统一名称",
        )
    years = {ranking.year: rank_of_zones(ranking) for ranking in history}
    if len(years) < len(history):
        raise Error(
            "history: two of the rankings are of the same year; give one for each year",
            zh="history：有两个排名属于同一年；每年请只给一个",
        )
    if before.year != now.year:
        years[before.year] = rank_of_zones(before)
    years[now.year] = rank_of_zones(now)
    draws, seed = door.whole("draws", draws, 1, 4_000_000_000), door.whole("seed", seed, 0, 2**64 - 1)
    band = noise_band(now, draws, seed) if door.flag("noise", noise) else None
    given = np.empty(0) if band is None else np.nan_to_num(band, nan=-1.0)
    found = _core.rank_changes(before._core, before.system, now._core, now.system, given)
    return Change(now, before, found, band, dict(sorted(years.items())), tops)


def check_comparable(name: str, other, now, editions: bool) -> None:
    if other.year > now.year:
        raise Error(
            f"{name} is of {other.year}, after {now.year}, the year of this ranking; "
            "call change on the later ranking, as in later.change(earlier)",
            zh=f"{name} 为 {other.year} 年，晚于本次排名的 {now.year} 年；请对较晚的排名调用 change，"
            "如 later.change(earlier)",
        )
    if not editions and not same_system(other.system, now.system):
        raise Error(
            f'{name} was ranked by the system "{other.system.id}", this ranking by "{now.system.id}"; if you mean to '
            "compare two systems, or two editions of one, pass editions=True: what the system moved is then part of "
            "the cause method",
            zh=f"{name} 按体系“{other.system.id}”排名，本次按“{now.system.id}”；若确要比较两个体系"
            "或同一体系的两个版本，请传入 editions=True：体系变化的影响计入“方法”一项",
        )


def noise_band(ranking, draws: int, seed: int) -> np.ndarray:
    """Half the width of the 5-95 % interval of every zone's rank under the default uncertainty [places]."""
    try:
        drawn = ranking.uncertainty(draws=draws, seed=seed, groups=False, scores=False)._of("overall")
    except Error as error:
        if [p.code for p in error.problems] != ["absent-factor"]:
            raise
        return 0.0 * ranking._core.group_ranks[:, 0]  # one indicator in every group: no weight can vary
    return (drawn.rank_quantiles(0.95) - drawn.rank_quantiles(0.05)) / 2


def rank_of_zones(ranking) -> dict[str, float]:
    """The overall ranks of the zones that have one."""
    ranks = ranking._core.group_ranks[:, 0]
    return {zone: float(rank) for zone, rank in zip(ranking.zones, ranks, strict=True) if np.isfinite(rank)}


def ranked_zones(ranking) -> list[str]:
    return list(rank_of_zones(ranking))


class Change(Result):
    """Why ranks moved from one ranking to a later one, of :meth:`zonerank.Ranking.change`.

    ``.table()`` has a row for each zone of the later ranking. The causes ``own``, ``others``, ``bounds``,
    ``membership`` and ``method`` are in places, above 0 where they brought the zone forward, and add up to
    ``rank_before - rank``: the Shapley value over the five. ``score_own``, ``score_bounds`` and ``score_method``
    [points] add up to ``score - score_before``; other zones reach a score through bounds and weights alone.
    ``noise`` is half the width of the 5-95 % interval of the rank under the default uncertainty; ``within_noise``
    tells whether the change is no greater. :meth:`own`, :meth:`fields`, :meth:`passings` and :meth:`milestones` hold
    the rest.
    """

    def __init__(self, now, before, found: dict, band, years: dict, tops: list[int]) -> None:
        self._now, self._before, self._found, self._band = now, before, found, band
        self._years, self._tops = years, tops
        self._last_passed: tuple[str | None, list] = None, []
        self.year, self.year_before, self.system = now.year, before.year, now.system
        self._backend, self.notices = now._backend, now.notices

    @property
    def years(self) -> list[int]:
        """The years that milestones are told from, ascending."""
        return list(self._years)

    @property
    def is_of_editions(self) -> bool:
        """Whether the two rankings have different systems."""
        return not same_system(self._before.system, self.system)

    @property
    def needs_percentiles(self) -> bool:
        """Whether ranks alone mislead: another system, or another number of ranked zones."""
        return self.is_of_editions or len(ranked_zones(self._before)) != len(ranked_zones(self._now))

    def _columns(self) -> pd.DataFrame:
        found = self._found
        both = np.isfinite(found["own"])
        within = pd.array(found["within_noise"], dtype="boolean")
        within[~both if self._band is not None else np.ones(len(both), bool)] = pd.NA
        columns = {
            "zone": found["zone"],
            "rank_before": whole_numbers(found["rank_before"]),
            "rank": whole_numbers(found["rank"]),
            **{cause: found[cause] for cause in CAUSES},
            "within_noise": within,
            "noise": np.full(len(both), np.nan) if self._band is None else self._band,
            "moved": whole_numbers(found["rank_before"] - found["rank"]),
            **{name: found[name] for name in ("percentile_before", "percentile", "score_before", "score")},
            **{cause: found[cause] for cause in IN_SCORE},
        }
        return pd.DataFrame(columns).iloc[self._now._order()].reset_index(drop=True)

    def table(self, lang: str | None = None):
        """zone, rank_before, rank, own, others, bounds, membership, method [places], within_noise, noise, moved,
        percentile_before, percentile (1 is best), score_before, score, score_own, score_bounds, score_method [points];
        with ``lang`` headings in that language ("en", "zh")."""
        frame = self._columns()
        return self._as_caller(frame if lang is None else self.named(frame, lang))

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names in place of ids and words for headings."""
        door.one_of("lang", lang, ("en", "zh"))
        named = {x.id: title(x, lang) for x in [*self.system.groups, *self.system.indicators]}
        fields = {f.name: title(f, lang) for f in self.system.fields}
        frame = frame.copy()
        for column, names in (("indicator", named), ("group", named), ("field", fields)):
            if column in frame:
                frame[column] = [names.get(id_, id_) for id_ in frame[column]]
        for column in {"unit", "part_unit"} & set(frame.columns):
            frame[column] = [unit_name(unit, lang) for unit in frame[column]]
        if "milestone" in frame:
            frame["milestone"] = [word(key, lang) for key in frame["milestone"]]
        return frame.set_axis([word(HEADINGS.get(c, c), lang) for c in frame.columns], axis=1)

    def _of_zone(self, zone: str) -> int:
        """Its row in the later ranking."""
        return self._now._core.zone(door.text("zone", zone))

    def _is_split(self, zone: str) -> bool:
        """Whether it has a rank in both."""
        return bool(np.isfinite(self._found["own"][self._of_zone(zone)]))

    def _values_before(self, zone: str) -> np.ndarray:
        """The zone's indicators in the ranking before, in the order of this one; NaN where it has none."""
        old = self._before
        column = {i.id: j for j, i in enumerate(old.system.indicators)}
        at = old.zones.index(zone) if zone in old.zones else -1
        ids = [i.id for i in self.system.indicators]
        values = old._core.indicators.values
        return np.array([values[at, column[id_]] if at >= 0 and id_ in column else np.nan for id_ in ids])

    def own(self, zone: str):
        """indicator, group, places, value_before, value, unit: the part of the zone's own figures by indicator.

        Places add up to ``own`` of the table; with two systems, as far as both have the indicators. Owen value, as of
        :meth:`zonerank.Ranking.explain`, with the zone itself before in place of the opponent.
        """
        return self._as_caller(self._own(zone))

    def _own(self, zone: str) -> pd.DataFrame:
        i, items, groups = self._of_zone(zone), self.system.indicators, self.system.groups
        columns = {
            "indicator": [item.id for item in items],
            "group": [groups[item.group_index].id for item in items],
            "places": _core.own_changes(self._before._core, self._before.system, self._now._core, self.system, zone),
            "value_before": self._values_before(zone),
            "value": self._now._core.indicators.values[i],
            "unit": [item.unit for item in items],
        }
        return pd.DataFrame(columns)

    def fields(self, zone: str):
        """indicator, field, year_before, year, figure_before, figure, unit, part, part_unit: the change of every
        indicator's value by the figures of its formula, numerator and denominator.

        Parts are in the indicator's unit and add up to the change of its value: the Shapley value over the figures.
        They are blank where a value is missing, or was given or changed by hand. Indicators whose formulas differ
        in two systems are not listed.
        """
        i, old, now = self._of_zone(zone), self._before, self._now
        rows = []
        if zone in old.zones:
            rows = _core.value_changes(old.raw._core, old.system, old.year, now.raw._core, now.system, now.year, zone)
        frame = pd.DataFrame(
            rows, columns=["indicator", "field", "years_back", "figure_before", "figure", "part"]
        ).astype({"years_back": int, "figure_before": float, "figure": float, "part": float})
        last, values = self._values_before(zone), now._core.indicators.values[i]
        number = {item.id: j for j, item in enumerate(self.system.indicators)}
        j = np.array([number[id_] for id_ in frame["indicator"]], dtype=int)
        total = frame.groupby("indicator")["part"].transform("sum").to_numpy()
        size = 1e-9 * np.maximum(np.abs(last), np.abs(values))
        adds_up = np.abs(total - (values - last)[j]) <= size[j]
        units = {f.name: f.unit for f in self.system.fields}
        columns = {
            "indicator": frame["indicator"],
            "field": frame["field"],
            "year_before": old.year - frame["years_back"],
            "year": now.year - frame["years_back"],
            "figure_before": frame["figure_before"],
            "figure": frame["figure"],
            "unit": [units[name] for name in frame["field"]],
            "part": np.where(adds_up, frame["part"], np.nan),
            "part_unit": [self.system.indicators[k].unit for k in j],
        }
        return self._as_caller(pd.DataFrame(columns))

    def passings(self, zone: str):
        """zone, passed, indicator, points, rank_before, rank: the zones that were ahead and are behind (``passed`` is
        True), and those that were behind and are ahead (False), by their rank; ties in either year are not listed.

        ``indicator`` is the one whose contribution to the difference of the two scores moved most in that direction,
        by so many ``points``.
        """
        return self._as_caller(self._passings(zone))

    def _passed(self, zone: str) -> list[tuple]:
        """What the library says of passings, kept of the zone that was asked for last: both languages tell of it."""
        if self._last_passed[0] != zone:
            old, now = self._before, self._now
            self._last_passed = zone, _core.passings(old._core, old.system, now._core, now.system, zone)
        return self._last_passed[1]

    def _passings(self, zone: str) -> pd.DataFrame:
        self._of_zone(zone)
        old, now = self._before, self._now
        rows = []
        if zone in old.zones:
            rows = self._passed(zone)
        last, today = rank_of_zones(old), rank_of_zones(now)
        columns = {
            "zone": [other for other, *_ in rows],
            "passed": np.array([passed for _, passed, _, _ in rows], dtype=bool),
            "indicator": [indicator for _, _, indicator, _ in rows],
            "points": np.array([points for *_, points in rows], dtype=float),
            "rank_before": whole_numbers(np.array([last[other] for other, *_ in rows], dtype=float)),
            "rank": whole_numbers(np.array([today[other] for other, *_ in rows], dtype=float)),
        }
        return pd.DataFrame(columns)

    def milestones(self, *, zone: str | None = None):
        """zone, milestone, top, rank, n: what this year's rank is among those of :attr:`years`; of all zones, or one.

        "best_of_years": better than in each of the other ``n - 1`` years in which it has a rank, two or more;
        "first_in_top": among the first ``top``, for the first of the ``n`` years; "years_in_top": for the ``n``-th year
        in a row.
        """
        return self._as_caller(self._milestones(zone))

    def _milestones(self, zone: str | None) -> pd.DataFrame:
        if zone is not None:
            self._of_zone(zone)
        order = [self._now.zones[i] for i in self._now._order()] if zone is None else [zone]
        return found_in(self._years, self.year, order, self._tops)

    def summary(self, lang: str = "en", *, zone: str | None = None) -> list[str]:
        """How far ranks moved and by which causes; of one zone the split of its rank and score, whom it passed, and
        its milestones."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        lines = self._all_lines(zh) if zone is None else self._zone_lines(zone, lang)
        if self.is_of_editions:
            one, other = self._before.system.id, self.system.id
            lines.append(
                f"两年的指标体系不同：{one}、{other}；请同时比较百分位"
                if zh
                else f"two systems are compared, {one} and {other}: compare percentiles too"
            )
        elif self.needs_percentiles:
            n, of = len(ranked_zones(self._before)), len(ranked_zones(self._now))
            lines.append(
                f"有排名的高新区原有 {n} 个，现有 {of} 个；请同时比较百分位"
                if zh
                else f"{n} zones were ranked before and {of} now: compare percentiles too"
            )
        return lines + self._left_out_lines(lang)

    def _left_out_lines(self, lang: str) -> list[str]:
        """Indicators that count in one of the two years alone, which is part of the cause method."""
        if self.is_of_editions:  # they have different ones
            return []
        names = {i.id: title(i, lang) for i in self.system.indicators}
        used = [
            {i.id for i, out in zip(r.system.indicators, r._core.left_out, strict=True) if not out}
            for r in (self._before, self._now)
        ]
        lines = []
        for here, there, year in ((used[0], used[1], self.year), (used[1], used[0], self.year_before)):
            lost = [name for id_, name in names.items() if id_ in here - there]
            more = [f"… {len(lost) - 3}"] if len(lost) > 3 else []
            shown = ("、" if lang == "zh" else ", ").join([*lost[:3], *more])
            if lost and lang == "zh":
                lines.append(f"只在 {year} 年未计入的指标，影响计入“方法”：{shown}")
            elif lost:
                lines.append(f"left out in {year} alone, which is part of method: {shown}")
        return lines

    def _all_lines(self, zh: bool) -> list[str]:
        found = self._found
        both = np.isfinite(found["own"])
        moved = np.abs(found["rank_before"] - found["rank"])[both]
        sizes = [float(np.abs(found[cause][both]).mean()) for cause in CAUSES]
        names = [word(HEADINGS.get(c, c), "zh" if zh else "en") for c in CAUSES]
        n, of = int(both.sum()), len(both)
        parts = ("、" if zh else ", ").join(f"{name} {plain(size)}" for name, size in zip(names, sizes, strict=True))
        if zh:
            lines = [f"{self.year} 年与 {self.year_before} 年相比：{of} 个高新区，{n} 个两年都有排名"]
            lines += [f"名次平均变动 {plain(moved.mean())} 位；各原因平均影响（不计正负）：{parts}"]
        else:
            lines = [f"{self.year} against {self.year_before}: {of} zones, {n} with a rank in both"]
            lines += [f"a rank moved {plain(moved.mean())} places on average; parts on average, without sign: {parts}"]
        if self._band is not None:
            within = int((np.array(found["within_noise"])[both] & (moved > 0)).sum())
            beyond, still = int((moved > 0).sum()) - within, int((moved == 0).sum())
            lines.append(
                f"{beyond} 个的变动超出误差带，{within} 个在误差带内，{still} 个名次未变"
                if zh
                else f"{beyond} moved beyond their noise bands, {within} within them, {still} did not move"
            )
        return lines

    def _zone_lines(self, zone: str, lang: str) -> list[str]:
        zh, i = lang == "zh", self._of_zone(zone)
        if not self._is_split(zone):
            has = np.isfinite(self._found["rank"][i])
            if zh:
                return [f"{zone}：{self.year_before if has else self.year} 年没有名次，变动无法分解"]
            return [f"{zone} has no rank in {self.year_before if has else self.year}, so its change cannot be split"]
        row = {key: column[i] for key, column in self._found.items()}
        moved = row["rank_before"] - row["rank"]
        now_of, old_of = len(ranked_zones(self._now)), len(ranked_zones(self._before))
        places = self._sum_text(row, {cause: HEADINGS.get(cause, cause) for cause in CAUSES}, lang)
        points = self._sum_text(row, IN_SCORE, lang)
        scores = row["score"], row["score_before"], signed(row["score"] - row["score_before"])
        if zh:
            how = f"{'上升' if moved > 0 else '下降'} {abs(moved):g} 位" if moved else "名次未变"
            lines = [
                f"{zone}：{self.year} 年 {now_of} 个中第 {row['rank']:g}，{self.year_before} 年 {old_of} 个中第 "
                f"{row['rank_before']:g}，{how} = {places}",
                "得分 {:.2f}，原 {:.2f}，{} = {}".format(*scores, points),
            ]
        else:
            how = f"{abs(moved):g} place{'s' if abs(moved) != 1 else ''} {'up' if moved > 0 else 'down'}"
            lines = [
                f"{zone}: {ordinal(row['rank'])} of {now_of} in {self.year}, {ordinal(row['rank_before'])} of {old_of} "
                f"in {self.year_before}, {how if moved else 'no change'} = {places}",
                "score {:.2f}, before {:.2f}, {} = {}".format(*scores, points),
            ]
        if self._band is not None:
            lines.insert(1, self._band_line(self._band[i], bool(row["within_noise"]), zh))
        return lines + self._passing_lines(zone, lang) + self._milestones_line(zone, lang)

    @staticmethod
    def _sum_text(row: dict, causes: dict, lang: str) -> str:
        named = [f"{word(key, lang)} {signed(float(row[cause]))}" for cause, key in causes.items()]
        return ("，" if lang == "zh" else ", ").join(named)

    @staticmethod
    def _band_line(band: float, within: bool, zh: bool) -> str:
        if zh:
            return f"{'在' if within else '超出'}误差带{'内' if within else ''}（±{band:g} 位）" + (
                "：权重稍有不同，名次就会变动这么多" if within else ""
            )
        if within:
            return f"within the noise band of ±{band:g} places: slightly other weights move the rank as much"
        return f"beyond the noise band of ±{band:g} places"

    def _passing_lines(self, zone: str, lang: str) -> list[str]:
        rows = self._passed(zone)
        names = {i.id: title(i, lang) for i in self.system.indicators}
        left, right, comma = ("（", "）", "、") if lang == "zh" else (" (", ")", ", ")
        lines = []
        for passed, en, zh in ((True, "it passed", "超过了"), (False, "it was passed by", "被以下高新区超过")):
            named = [f"{z}{left}{names.get(i, i)} {signed(m)}{right}" for z, p, i, m in rows if p == passed]
            if len(named) > 5:
                named[5:] = [f"… {len(named) - 5}"]
            if named:
                lines.append((f"{zh}：" if lang == "zh" else f"{en}: ") + comma.join(named))
        return lines

    def milestone_lines(self, lang: str = "en", *, zone: str | None = None) -> dict[str, str]:
        """The milestones of each zone in words, which hold of :attr:`years`; zones without any are left out."""
        door.one_of("lang", lang, ("en", "zh"))
        told: dict[str, list[str]] = {}
        for row in self._milestones(zone).to_dict("records"):
            told.setdefault(row["zone"], []).append(milestone_text(row, self._years, lang))
        return {name: ("；" if lang == "zh" else "; ").join(texts) for name, texts in told.items()}

    def _milestones_line(self, zone: str, lang: str) -> list[str]:
        years = years_text(self.years, lang)
        head = f"{years} 年中：" if lang == "zh" else f"of the years {years}: "
        return [head + text for text in self.milestone_lines(lang, zone=zone).values()]

    def __reduce__(self):
        return Change, (self._now, self._before, self._found, self._band, self._years, self._tops)

    def _content(self) -> list:
        return [self._found, self._band, self._years, self._tops, self.year_before, self.system.id]

    def _heading(self) -> str:
        return f"Change: {self.year_before} to {self.year}, {self.system.id}"

    def _lines(self) -> list[str]:
        return self.summary()
