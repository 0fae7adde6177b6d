"""What each enterprise does to the indicators, the score and the rank of its zone; how far a zone rests on few."""

from __future__ import annotations

import difflib

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..labels import title, word
from ..results.base import Result, whole_numbers
from .industries import Industries, by_industries
from .varied import ordinal
from .what_if import edited_indicators

__all__ = ["Drill"]

TOPS = (1, 5, 10)  # enterprises without which the rank is told
HEADINGS = {
    "places": "places_held",
    "score_influence": "influence_on_score",
    "total": "total_amount",
}  # other names in labels


def drilled(ranking, zone: str | None, by, threads: int, progress) -> Drill | Industries:
    """See :meth:`zonerank.Ranking.drill`."""
    zone = None if zone is None else door.text("zone", zone)
    threads = door.whole("threads", threads, 0, 4096)
    progress = door.function("progress", progress)
    if zone is not None:
        ranking._core.zone(zone)  # says the nearest names
    raw = ranking.raw
    check_enterprises(raw)
    if indicators := edited_indicators(ranking):
        raise Error(
            f"the value of {indicators[0]} was changed by hand, so that it is no sum of enterprises; "
            "call drill on the ranking without changes of indicators",
            zh=f"{indicators[0]} 的数值经人工改动，不再是企业数据之和；请在未改动指标的排名上调用 drill",
        )
    if not (isinstance(by, str) and by == "enterprise"):
        return by_industries(ranking, zone, by, threads, progress)
    sums = ranking._unedited._enterprise_sums(threads)
    asked = ranking._asked.keywords()
    found = _core.drill(
        raw._core,
        raw.system,
        ranking.year,
        **asked,
        common=ranking._asked.common,
        sums=sums,
        zone=zone or "",
        threads=threads,
        progress=progress,
    )
    return Drill(ranking, found, zone)


def check_enterprises(raw) -> None:
    if raw._core is not None and getattr(raw._core, "has_enterprises", False):
        return
    if raw.enterprise_rows:
        raise Error(
            "the rows of the enterprises were not kept; read the files with zr.read(..., keep_enterprises=True)",
            zh="企业数据未保留；请用 zr.read(..., keep_enterprises=True) 重新读取",
        )
    raise Error(
        "the data have figures of zones alone; drill needs the rows of the enterprises that they are sums of",
        zh="数据只有高新区汇总数；drill 需要汇总前的企业数据",
        of_data=True,
    )


class Drill(Result):
    """Zones without one enterprise at a time, of :meth:`zonerank.Ranking.drill`.

    ``.table()`` has a row for each enterprise: what its zone would have if its rows, of all years, were not there.
    An influence is what the zone has less what it would have: above 0 the enterprise raises it. :meth:`zones` sums up
    each zone, :meth:`indicators` is of one enterprise, :meth:`indicator` of one indicator, :meth:`concentration` tells
    how much of each figure the largest enterprises have. Use it to find faulty records, and to know whom a rank rests
    on; it is no reason to leave an enterprise out.
    """

    def __init__(self, ranking, found: dict, zone: str | None) -> None:
        self._ranking, self._found, self._zone = ranking, found, zone
        self.year, self.system = ranking.year, ranking.system
        self._backend, self.notices = ranking._backend, ranking.notices
        self._frame: pd.DataFrame | None = None

    @property
    def n_anew(self) -> int:
        """For how many enterprises all zones were ranked anew; for the others only what moves was computed."""
        return self._found["n_anew"]

    @property
    def n_unranked(self) -> int:
        """Without how many enterprises the method can rank nobody; their rows have no ranks."""
        return self._found["n_unranked"]

    @property
    def kept(self) -> list[str]:
        """Fields whose figures are not the sums of enterprises in some zone or year: these figures stay as they are."""
        return list(self._found["kept"])

    def _groups(self) -> list[int]:
        """The first-level groups."""
        return [g for g, group in enumerate(self.system.groups) if group.parent_index == 0]

    def _columns(self) -> pd.DataFrame:
        if self._frame is None:
            self._frame = self._made()
        return self._frame.copy()

    def _made(self) -> pd.DataFrame:
        core, found = self._ranking._core, self._found
        at = np.asarray(found["zone"], dtype=int)
        scores, ranks = core.group_scores[at], core.group_ranks[at]
        influence, places = scores - found["group_scores"], found["group_ranks"] - ranks
        columns = {
            "zone": np.asarray(core.zones, dtype=object)[at],
            "enterprise": found["enterprise"],
            "in_year": np.asarray(found["in_year"], dtype=bool),
            "rank": whole_numbers(ranks[:, 0]),
            "rank_without": whole_numbers(found["group_ranks"][:, 0]),
            "places": whole_numbers(places[:, 0]),
            "score": scores[:, 0],
            "score_without": found["group_scores"][:, 0],
            "score_influence": influence[:, 0],
        }
        for g in self._groups():
            id_ = self.system.groups[g].id
            columns[id_] = influence[:, g]
            columns[f"{id_}_places"] = whole_numbers(places[:, g])
        frame = pd.DataFrame(columns)
        in_order = {i: k for k, i in enumerate(self._ranking._order())}
        zone_order = np.array([in_order[i] for i in range(len(core.zones))])[at]
        of_places = np.nan_to_num(np.abs(places[:, 0]), nan=np.inf)
        of_score = np.nan_to_num(np.abs(influence[:, 0]), nan=np.inf)
        names = np.asarray(found["enterprise"], dtype=str)
        order = np.lexsort((names, -of_score, -of_places, zone_order))
        return frame.iloc[order].reset_index(drop=True)

    def table(self, lang: str | None = None):
        """zone, enterprise, in_year, rank, rank_without, places, score, score_without, score_influence, and of each
        first-level group its influence [points] and places; by zone, the enterprises that move it most first.

        ``places`` is ``rank_without - rank``: above 0 the zone would be so many places further back without the
        enterprise. ``in_year`` is False where it has rows of earlier years only, from which growth is computed. With
        ``lang`` headings in that language ("en", "zh").
        """
        frame = self._columns()
        return self._as_caller(frame if lang is None else self.named(frame, lang))

    def zones(self):
        """zone, rank, enterprises, moving, places, enterprise, rank_best, rank_worst: a row for each zone.

        ``moving``: how many enterprises change the rank alone; ``enterprise``: the one that moves it most, by
        ``places``; the best and the worst rank without one enterprise.
        """
        frame = self._columns()
        frame["rank_without"] = frame["rank_without"].astype("Float64")
        groups = frame.groupby("zone", sort=False)
        columns = {
            "zone": list(groups.groups),
            "rank": groups["rank"].first().array,
            "enterprises": groups.size().array,
            "moving": groups["places"].agg(lambda p: int(p.fillna(1).ne(0).sum())).array,
            "places": groups["places"].agg(lambda p: p.iloc[0]).array,
            "enterprise": groups["enterprise"].first().array,
            "rank_best": groups["rank_without"].min().array,
            "rank_worst": groups["rank_without"].max().array,
        }
        frame = pd.DataFrame(columns)
        for name in ("rank_best", "rank_worst"):
            frame[name] = whole_numbers(frame[name].to_numpy(float, na_value=np.nan))
        return self._as_caller(frame)

    def _row(self, enterprise: str, zone: str | None) -> int:
        """The row of an enterprise in what was found."""
        enterprise = door.text("enterprise", enterprise)
        names, at = self._found["enterprise"], self._found["zone"]
        known = self._ranking.zones
        rows = [k for k, name in enumerate(names) if name == enterprise and zone in (None, known[at[k]])]
        if not rows:
            near = difflib.get_close_matches(enterprise, list(dict.fromkeys(names))[:200_000], 3, 0.8)
            en = f"; near are {', '.join(near)}" if near else ""
            zh = f"；相近的有 {'、'.join(near)}" if near else ""
            raise Error(
                f"enterprise: there is no {door.brief(enterprise)} among the {len(names)} enterprises{en}",
                zh=f"enterprise：{len(names)} 家企业中没有 {door.brief_zh(enterprise)}{zh}",
            )
        return rows[0]

    def indicators(self, enterprise: str):
        """indicator, group, value, value_without, influence, unit, score, score_without, score_influence: every
        indicator of the zone with and without one enterprise."""
        k = self._row(enterprise, None)
        core, found, i = self._ranking._core, self._found, self._found["zone"][k]
        values, scores = core.indicators.values[i], core.scores[i]
        items, groups = self.system.indicators, self.system.groups
        columns = {
            "indicator": [item.id for item in items],
            "group": [groups[item.group_index].id for item in items],
            "value": values,
            "value_without": found["values"][k],
            "influence": values - found["values"][k],
            "unit": [item.unit for item in items],
            "score": scores,
            "score_without": found["scores"][k],
            "score_influence": scores - found["scores"][k],
        }
        return self._as_caller(pd.DataFrame(columns))

    def indicator(self, id_: str):
        """zone, enterprise, value, value_without, influence, score_influence: what every enterprise does to one
        indicator; by zone, the greatest influence on the value first."""
        known = [item.id for item in self.system.indicators]
        j = known.index(door.one_of("id_", id_, known))
        core, found = self._ranking._core, self._found
        at = np.asarray(found["zone"], dtype=int)
        values, without = core.indicators.values[at, j], found["values"][:, j]
        columns = {
            "zone": np.asarray(core.zones, dtype=object)[at],
            "enterprise": found["enterprise"],
            "value": values,
            "value_without": without,
            "influence": values - without,
            "score_influence": core.scores[at, j] - found["scores"][:, j],
        }
        in_order = {i: k for k, i in enumerate(self._ranking._order())}
        zone_order = np.array([in_order[i] for i in range(len(core.zones))])[at]
        size = np.nan_to_num(np.abs(columns["influence"]), nan=np.inf)
        order = np.lexsort((np.asarray(found["enterprise"], dtype=str), -size, zone_order))
        return self._as_caller(pd.DataFrame(columns).iloc[order].reset_index(drop=True))

    def concentration(self, *, zone: str | None = None):
        """zone, field, total, unit, enterprises, largest, share_1, share_5, share_10, rank, rank_without_1,
        rank_without_5, rank_without_10: how much of each figure that is a sum of enterprises the largest have, and the
        overall rank without them; of all zones, or one.

        Shares are of the total, 0 to 1; they are blank where some enterprise adds less than 0.
        """
        found, core = self._found["concentration"], self._ranking._core
        at = np.asarray(found["zone"], dtype=int)
        units = {f.name: f.unit for f in self.system.fields}
        columns = {
            "zone": np.asarray(core.zones, dtype=object)[at],
            "field": found["field"],
            "total": found["total"],
            "unit": [units[name] for name in found["field"]],
            "enterprises": np.asarray(found["n"], dtype=int),
            "largest": found["largest"],
            **{f"share_{n}": found[f"share_{n}"] for n in TOPS},
            "rank": whole_numbers(core.group_ranks[at, 0]),
            **{f"rank_without_{n}": whole_numbers(found[f"rank_without_{n}"]) for n in TOPS},
        }
        frame = pd.DataFrame(columns)
        if zone is not None:
            core.zone(door.text("zone", zone))
            frame = frame[frame["zone"] == zone].reset_index(drop=True)
        return self._as_caller(frame)

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names in place of ids and words for headings."""
        door.one_of("lang", lang, ("en", "zh"))
        named = {x.id: title(x, lang) for x in [*self.system.groups, *self.system.indicators]}
        fields = {f.name: title(f, lang) for f in self.system.fields}
        frame = frame.copy()
        for column, names in (("indicator", named), ("group", named), ("field", fields)):
            if column in frame:
                frame[column] = [names.get(id_, id_) for id_ in frame[column]]

        def heading(column: str) -> str:
            base = column.removesuffix("_places")
            if base != column and base in named:
                return f"{named[base]} {word('places_held', lang)}"
            return named.get(column) or word(HEADINGS.get(column, column), lang)

        return frame.set_axis([heading(column) for column in frame.columns], axis=1)

    def summary(self, lang: str = "en") -> list[str]:
        """How many enterprises were taken out, how many of them change a rank alone, and the one that does most; what
        stays as it is."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        frame = self._columns()
        places = frame["places"].to_numpy(float, na_value=np.nan)
        moving = int((np.nan_to_num(places, nan=1.0) != 0).sum())
        n, n_zones = len(frame), frame["zone"].nunique()
        where = self._zone or (f"{n_zones} 个高新区" if zh else f"{n_zones} zones")
        if zh:
            lines = [f"{where}：逐一去掉 {n} 家企业，其中有 {moving} 家去掉后，所在高新区的名次会变"]
        else:
            lines = [
                f"{where}: {n} enterprises taken out one at a time; without {moving} of them the rank of the zone is "
                "another one"
            ]
        if np.isfinite(places).any():
            k = int(np.nanargmax(np.abs(places)))
            if places[k]:
                row = frame.iloc[k]
                lines.append(self._largest_line(row, float(places[k]), zh))
        if self.kept:
            fields = {f.name: title(f, lang) for f in self.system.fields}
            shown = [fields.get(name, name) for name in self.kept]
            lines.append(
                f"以下字段有的数据不是企业之和，保持不变：{'、'.join(shown)}"
                if zh
                else f"some figures of these fields are not the sums of enterprises and stay as they are: "
                f"{', '.join(shown)}"
            )
        if self.n_unranked:
            lines.append(
                f"去掉其中 {self.n_unranked} 家企业时，该方法无法排名"
                if zh
                else f"without {self.n_unranked} of them the method can rank nobody"
            )
        return lines

    @staticmethod
    def _largest_line(row, places: float, zh: bool) -> str:
        if zh:
            how = "后移" if places > 0 else "前移"
            return (
                f"影响最大：{row['enterprise']}，去掉后{row['zone']}由第 {row['rank']} 变为第 {row['rank_without']}，"
                f"{how} {abs(places):g} 位"
            )
        way = "back" if places > 0 else "ahead"
        return (
            f"most: without {row['enterprise']}, {row['zone']} is {ordinal(float(row['rank_without']))} in place of "
            f"{ordinal(float(row['rank']))}, {abs(places):g} {way}"
        )

    def __reduce__(self):
        return Drill, (self._ranking, self._found, self._zone)

    def _content(self) -> list:
        return [self._found, self._zone, self.year, self.system.id]

    def _heading(self) -> str:
        return f"Drill: {len(self._found['enterprise'])} enterprises, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary() + super()._lines()
