"""Our ranks beside published ones: the weights that would give those, and what they change."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..figures import rank_text, signed
from ..results.base import Result, whole_numbers
from .published import matched, published
from .reconcile_words import of_group

__all__ = ["Reconciliation"]

WEIGHTS_OF = ("groups", "indicators")
NEAR = 3  # columns that a reason names


@dataclass
class Group:
    """What published ranks say of one group; arrays of zones are of each year, the ranking's own first."""

    id: str
    years: list[int]
    zones: list[list[str]]
    official: list[np.ndarray]
    of: list[float]
    outside: list[str] = field(default_factory=list)  # published, but not among our zones
    found: dict = field(default_factory=dict)  # of the library

    @property
    def ids(self) -> list[str]:
        return self.found["ids"]

    def rows(self) -> pd.DataFrame:
        """A row for each published rank."""
        parts = [
            pd.DataFrame(
                {
                    "zone": zones,
                    "year": year,
                    "group": self.id,
                    "official": official,
                    "of": of,
                    "ours": self.found["ours"][y],
                    "with_weights": self.found["reranked"][y],
                }
            )
            for y, (year, zones, official, of) in enumerate(
                zip(self.years, self.zones, self.official, self.of, strict=True)
            )
        ]
        frame = pd.concat(parts, ignore_index=True)
        return frame[frame["official"].notna()]

    def n_met(self) -> tuple[int, int]:
        """How many published ranks the weights give, and how many there are."""
        frame = self.rows()
        return int((frame["official"] == frame["with_weights"]).sum()), len(frame)


def reconciled(ranking, ranks, of, weights_of: str, threads: int) -> Reconciliation:
    """See :meth:`zonerank.Ranking.reconcile`."""
    door.one_of("weights_of", weights_of, WEIGHTS_OF)
    most = np.nan if of is None else float(door.whole("of", of, 1, 1_000_000))
    threads = door.whole("threads", threads, 0, 4096)
    groups, notices = [], []
    for g, given in sorted(published(ranks, ranking.system).items()):
        group, rankings = asked(ranking, ranking.system.groups[g].id, given, most, notices)
        group.found = _core.reconcile(
            [r._core for r in rankings], group.official, group.of, ranking.system, g,
            of_indicators=weights_of == "indicators", threads=threads,
        )  # fmt: skip
        of_system = ranking.system.indicators, ranking.system.groups
        columns = zip(group.found["are_indicators"], group.found["columns"], strict=True)
        group.found["ids"] = [of_system[0 if is_indicator else 1][k].id for is_indicator, k in columns]
        groups.append(group)
    return Reconciliation(ranking, groups, notices)


def asked(ranking, id_: str, given, most: float, notices: list) -> tuple[Group, list]:
    """The published ranks of a group beside the rankings of their years; this ranking's year first."""
    own = given.ranks.pop(0, {})
    given.ranks[ranking.year] = {**given.ranks.get(ranking.year, {}), **own}
    group, rankings = Group(id_, [], [], [], []), []
    for year in sorted(given.ranks, key=lambda y: (y != ranking.year, y)):
        ranks = given.ranks[year]
        if not ranks:
            raise Error(
                f"ranks: none is of {ranking.year}, the year of this ranking; rank the year of the published ranks",
                zh=f"ranks：没有本次排名年份 {ranking.year} 的名次；请对公布名次的年份排名",
            )
        if year != ranking.year and year not in ranking.raw.years:
            notices.append((f"ranks of {year} were not used: there are no figures of that year",
                            f"{year} 年的名次未使用：没有该年数据"))  # fmt: skip
            continue
        ranked = ranking if year == ranking.year else ranking._as_this(ranking.raw, year)
        official, outside = matched(ranked.zones, ranks)
        n = len(ranked.zones) + len(outside)
        count = np.fmax(np.fmax(given.of, most), np.fmax(n, np.nanmax(official)))
        if most == most and count > most:
            raise Error(
                f"of is {most:g}, but there are {n} zones, and ranks up to {np.nanmax(official):g}",
                zh=f"of 为 {most:g}，但共有 {n} 个高新区，名次最大为 {np.nanmax(official):g}",
            )
        group.years.append(year)
        group.zones.append(ranked.zones)
        group.official.append(official)
        group.of.append(float(count))
        group.outside += [name for name in outside if name not in group.outside]
        rankings.append(ranked)
    return group, rankings


class Reconciliation(Result):
    """Published ranks beside ours, of :meth:`zonerank.Ranking.reconcile`.

    ``.table()`` has a row for each published rank: zone, year, group, ``official`` (published), ``of`` (how many were
    ranked), ``ours``, ``difference`` (ours less the published one: above 0 we rank the zone further down),
    ``with_weights`` (our rank with the weights that were found), and ``because``: the parts of the score whose weights
    change the rank most, in places (ties averaged; above 0: the found weights lift the zone), where they change it.

    :meth:`weights` has the weights, :meth:`contradictions` the published orders that no weights agree with.
    """

    def __init__(self, ranking, groups: list[Group], notices: list[tuple[str, str]]) -> None:
        self._ranking, self._groups, self._told = ranking, groups, notices
        self.system, self.year, self._backend = ranking.system, ranking.year, ranking._backend
        self.notices = []

    @property
    def groups(self) -> list[str]:
        """Ids of the groups of which ranks were published."""
        return [group.id for group in self._groups]

    def _group(self, group: str) -> Group:
        door.one_of("group", group, self.groups)
        return next(g for g in self._groups if g.id == group)

    def _columns(self, lang: str | None = None) -> pd.DataFrame:
        frames = []
        for group in self._groups:
            frame = group.rows()
            frame.insert(6, "difference", frame["ours"] - frame["official"])
            frame["because"] = [
                self._because(group, zone, lang) if year == self.year and ours != found else ""
                for zone, year, ours, found in frame[["zone", "year", "ours", "with_weights"]].itertuples(index=False)
            ]
            frames.append(frame.sort_values(["year", "official"], ascending=[False, True], kind="stable"))
        frame = pd.concat(frames, ignore_index=True)
        for column in ("official", "of", "ours", "difference", "with_weights"):
            frame[column] = whole_numbers(frame[column].to_numpy(float))
        return frame

    def _because(self, group: Group, zone: str, lang: str | None) -> str:
        change = self._places(group, zone)["change"]
        parts = change[change.abs() >= 0.05]
        parts = parts.reindex(parts.abs().sort_values(ascending=False, kind="stable").index)[:NEAR]
        names = [id_ if lang is None else self._ranking.name(id_, lang) for id_ in parts.index]
        between = "；" if lang == "zh" else "; "
        return between.join(f"{name} {signed(value, 1)}" for name, value in zip(names, parts, strict=True))

    def _places(self, group: Group, zone: str) -> pd.DataFrame:
        at = group.zones[0].index(zone)
        ours, found = group.found["places"][at], group.found["places_found"][at]
        return pd.DataFrame({"places": ours, "places_found": found, "change": found - ours}, index=group.ids)

    def because(self, zone: str, group: str = "overall"):
        """What the found weights change of a zone's rank: id, weight, weight_found, places, places_found, change.

        The changes add up to our rank less the one with the weights found, ties averaged.
        """
        one, zone = self._group(group), door.text("zone", zone)
        _core.check_zones([zone], one.zones[0])
        frame = self._places(one, zone).rename_axis("id").reset_index()
        frame.insert(1, "weight", one.found["nominal"])
        frame.insert(2, "weight_found", one.found["weights"])
        return self._as_caller(frame)

    def weights(self, group: str | None = None, *, lang: str | None = None):
        """group, id, weight (ours), low, high (no weights outside agree with the ranks), weight_found; shares of the
        group. Blank where the ranks contradict each other; ``weight_found`` then comes nearest."""
        groups = self._groups if group is None else [self._group(group)]
        frames = [
            pd.DataFrame(
                {
                    "group": g.id if lang is None else self._ranking.name(g.id, lang),
                    "id": g.ids if lang is None else [self._ranking.name(id_, lang) for id_ in g.ids],
                    "weight": g.found["nominal"],
                    "low": g.found["low"],
                    "high": g.found["high"],
                    "weight_found": g.found["weights"],
                }
            )
            for g in groups
        ]
        return self._as_caller(pd.concat(frames, ignore_index=True))

    def contradictions(self):
        """Pairs that no weights agree with: group, year, zone_ahead, rank_ahead, zone_behind, rank_behind, smallest.

        Without any one of them the others of its group agree; ``smallest``: proved that no fewer contradict.
        """
        rows = [
            {
                "group": g.id,
                "year": g.years[y],
                "zone_ahead": g.zones[y][a],
                "rank_ahead": g.official[y][a],
                "zone_behind": g.zones[y][b],
                "rank_behind": g.official[y][b],
                "smallest": g.found["is_smallest"],
            }
            for g in self._groups
            for y, a, b in g.found["contradiction"]
        ]
        columns = ["group", "year", "zone_ahead", "rank_ahead", "zone_behind", "rank_behind", "smallest"]
        frame = pd.DataFrame(rows, columns=columns)
        for column in ("rank_ahead", "rank_behind"):
            frame[column] = whole_numbers(frame[column].to_numpy(float))
        return self._as_caller(frame)

    # ---- in words

    def summary(self, lang: str = "en", *, zone: str | None = None) -> list[str]:
        """What the published ranks say of the weights, group by group, or of one zone why the ranks differ."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        if zone is not None:
            return self._of_zone(door.text("zone", zone), lang)
        lines = [line for group in self._groups for line in of_group(self._ranking, group, lang)]
        lines += [text[zh] for text in self._told]
        lines.append(
            "反推以本次数据计算的得分为准：公布方的数据若不同，权重也会不同"
            if zh
            else "all this rests on the scores of our figures: where the publisher's differ, so do the weights"
        )
        return lines

    def _of_zone(self, zone: str, lang: str) -> list[str]:
        zh, lines = lang == "zh", []
        for group in self._groups:
            _core.check_zones([zone], group.zones[0])
            at = group.zones[0].index(zone)
            official, name = group.official[0][at], self._ranking.name(group.id, lang)
            if official != official:
                lines.append(f"{name}：没有{zone}的公布名次" if zh else f"{name}: no rank of {zone} was published")
                continue
            ours, found = (group.found[k][0][at] for k in ("ours", "reranked"))
            because = self._because(group, zone, lang) if ours != found else ""
            line = (
                f"{name}：{zone}本次第 {rank_text(ours)}，公布第 {official:g}"
                if zh
                else f"{name}: {zone} is {rank_text(ours)} here, {official:g} as published"
            )
            if because:
                line += (
                    f"；按反推权重为第 {rank_text(found)}，名次变化：{because}"
                    if zh
                    else f"; with the weights found it is {rank_text(found)}, in places: {because}"
                )
            lines.append(line)
        return lines

    def __reduce__(self):
        return Reconciliation, (self._ranking, self._groups, self._told)

    def _content(self) -> list:
        return [self.groups, [g.found for g in self._groups], self.system.id]

    def _heading(self) -> str:
        return f"Reconciliation: {self.system.id}, {self.year}, ranks of {', '.join(self.groups)}"

    def _lines(self) -> list[str]:
        return self.summary()
