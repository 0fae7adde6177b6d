"""What a zone's rank is made of: places, contributions, distances, strengths and weaknesses."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from ..figures import signed
from ..labels import title, word
from ..results.base import Result, whole_numbers
from ..units import unit_name
from .varied import ordinal

__all__ = ["Explanation"]

DISTANCES = ("to_median", "to_quartile", "to_next", "to_rank")
HEADINGS = {"places": "places_gained"}  # columns whose word in labels has another name


def explained(ranking, zone: str, asked: dict) -> Explanation:
    """See :meth:`zonerank.Ranking.explain`; ``asked`` are its options."""
    to_rank, to_zone = asked["to_rank"], asked["to_zone"]
    benchmarks = door.texts("benchmarks", asked["benchmarks"])
    within = ranking._within or []
    n_ranked = int(np.isfinite(ranking._core.group_ranks[:, 0]).sum())
    found = _core.explain(
        ranking._core,
        ranking.system,
        door.text("zone", zone),
        opponents=door.texts("opponents", asked["opponents"]),
        against="median" if asked["against"] is None else door.text("against", asked["against"]),
        rank=None if to_rank is None else door.number("to_rank", to_rank, 1, max(n_ranked, 1)),
        to_zone=None if to_zone is None else door.text("to_zone", to_zone),
        benchmarks=benchmarks,
        labels={name: group for name, group in zip(ranking.zones, within, strict=bool(within)) if group},
        board_threshold=door.number("board_threshold", asked["board_threshold"], 0, 1),
        listed=door.whole("listed", asked["listed"], 0, 10_000),
        top_rank=door.number("top_rank", asked["top_rank"]),
        most_missing=door.number("most_missing", asked["most_missing"], 0, 1),
        exact_members=door.whole("exact_members", asked["exact_members"], 0, 24),
        orders=door.whole("orders", asked["orders"], 2, 1_000_000),
        seed=door.whole("seed", asked["seed"], 0, 2**64 - 1),
        threads=door.whole("threads", asked["threads"], 0, 4096),
    )
    return Explanation(ranking, zone, found, benchmarks, to_zone)


class Explanation(Result):
    """What the rank of a zone is made of, of :meth:`zonerank.Ranking.explain`.

    ``.table()`` has a row for each group and indicator. The places of the indicators add up to (n + 1) / 2 less the
    rank (ties averaged; n counts the opponents and the zone): above 0 they bring the zone forward. Contributions
    [points] add up to the score less that of the ``reference``. ``to_median``, ``to_quartile`` (beyond which a quarter
    of the zones is better), ``to_next`` (the nearest better zone in this indicator) and ``to_rank`` are changes of the
    value, in the indicator's own unit. :meth:`strengths`, :meth:`weaknesses`, :meth:`boards`, :meth:`obstacles`,
    :meth:`ratios`, :meth:`ranks_within` and :meth:`errors` hold the rest.
    """

    def __init__(self, ranking, zone: str, found: dict, benchmarks: list[str], to_zone: str | None = None) -> None:
        self._ranking, self._found, self._benchmarks, self._to_zone = ranking, found, benchmarks, to_zone
        self.zone, self.year, self.system = zone, ranking.year, ranking.system
        self._backend, self.notices = ranking._backend, ranking.notices

    @property
    def rank(self) -> float:
        """The rank among the opponents and itself, ties averaged; NaN without a score."""
        return self._found["places"]["rank"]

    @property
    def of(self) -> int:
        """How many zones that is: the opponents and the zone."""
        return self._found["places"]["n_opponents"] + 1

    @property
    def reference(self) -> str:
        """ "median", "mean", or the zone that the score is compared with."""
        return self._found["reference"]

    def _rows(self) -> list[tuple[bool, int]]:
        """(is a group, its number): every group with its indicators below it."""
        rows = []
        for g in range(len(self.system.groups)):
            rows.append((True, g))
            rows += [(False, j) for j, i in enumerate(self.system.indicators) if i.group_index == g]
        return rows

    def _items(self) -> list:
        return [self.system.groups[k] if is_group else self.system.indicators[k] for is_group, k in self._rows()]

    def _parent(self, item, is_group: bool) -> str:
        at = item.parent_index if is_group else item.group_index
        return self.system.groups[at].id if at >= 0 else ""

    def _both(self, groups, indicators) -> np.ndarray:
        """Values of groups and of indicators in the order of the rows; None: the kind has none."""
        sides = {True: groups, False: indicators}
        return np.array([np.nan if sides[g] is None else float(sides[g][k]) for g, k in self._rows()])

    def _columns(self) -> pd.DataFrame:
        found, rows, items = self._found, self._rows(), self._items()
        places, points = found["places"], found["contributions"]
        columns = {
            "id": [item.id for item in items],
            "kind": ["group" if is_group else "indicator" for is_group, _ in rows],
            "group": [self._parent(item, is_group) for item, (is_group, _) in zip(items, rows, strict=True)],
            "places": self._both(places["groups"], places["indicators"]),
            "contribution": self._both(points["groups"], points["indicators"]),
            "value": self._both(None, found["values"]),
            "unit": ["" if is_group else item.unit for item, (is_group, _) in zip(items, rows, strict=True)],
            "score": self._both(found["group_scores"], found["scores"]),
            "rank": whole_numbers(self._both(found["group_ranks"], found["indicator_ranks"])),
            "of": whole_numbers(self._both(found["n_group"], found["n_indicator"])),
        }
        names = DISTANCES if self._to_zone is None else (*DISTANCES, "to_zone")
        columns |= {name: self._both(None, found["distances"][name]) for name in names}
        return pd.DataFrame(columns)

    def table(self, lang: str | None = None):
        """id, kind, group, places, contribution, value, unit, score, rank, of, to_median, to_quartile, to_next,
        to_rank, and to_zone where one was asked for; with ``lang`` names and headings in that language ("en", "zh").
        """
        frame = self._columns()
        return self._as_caller(frame if lang is None else self.named(frame, lang))

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names in place of ids and words for headings."""
        names = {x.id: title(x, door.one_of("lang", lang, ("en", "zh"))) for x in self._items()}
        frame = frame.copy()
        for column in {"id", "group", "indicator"} & set(frame.columns):
            frame[column] = [names.get(id_, id_) for id_ in frame[column]]
        if "unit" in frame:
            frame["unit"] = [unit_name(unit, lang) for unit in frame["unit"]]
        for column in {"kind", "board"} & set(frame.columns):
            frame[column] = [word(key, lang) for key in frame[column]]
        return frame.set_axis([word(HEADINGS.get(c, c), lang) for c in frame.columns], axis=1)

    def _listed(self, which: list[int]):
        found, items = self._found, self.system.indicators
        columns = {"indicator": [items[j].id for j in which], "group": [self._parent(items[j], False) for j in which]}
        columns |= {"rank": whole_numbers(found["indicator_ranks"][which])}
        columns |= {"of": whole_numbers(found["n_indicator"][which]), "percentile": found["percentiles"][which]}
        columns |= {"value": found["values"][which], "unit": [items[j].unit for j in which]}
        return self._as_caller(pd.DataFrame(columns))

    def _listed_ids(self, which: str) -> list[str]:
        """The ids of its "strengths" or "weaknesses"."""
        return [self.system.indicators[j].id for j in self._found[which]]

    def strengths(self):
        """indicator, group, rank, of, percentile (1 is best), value, unit: its best indicators, the best first."""
        return self._listed(self._found["strengths"])

    def weaknesses(self):
        """The same of its worst indicators, the worst first."""
        return self._listed(self._found["weaknesses"])

    def boards(self):
        """group, rank, of, board: "strong" (长板) where the group ranks better than the zone does overall by more than
        ``board_threshold`` of the ranked zones, "weak" (短板) where worse by more, else "even" (底板)."""
        found, groups = self._found, self.system.groups[1:]
        columns = {"group": [g.id for g in groups], "rank": whole_numbers(found["group_ranks"][1:])}
        columns |= {"of": whole_numbers(found["n_group"][1:]), "board": found["boards"][1:]}
        return self._as_caller(pd.DataFrame(columns))

    def obstacles(self):
        """indicator, obstacle_degree: the share of each indicator in what the zone's score lacks to 100, the greatest
        first (障碍度); blank where it has no value, and for all where scores lie outside 0 to 100."""
        ids = [i.id for i in self.system.indicators]
        frame = pd.DataFrame({"indicator": ids, "obstacle_degree": self._found["obstacle_degrees"]})
        return self._as_caller(
            frame.sort_values("obstacle_degree", ascending=False, kind="stable").reset_index(drop=True)
        )

    def ratios(self):
        """indicator, then a column for each of the ``benchmarks``: the zone's value divided by that zone's."""
        frame = pd.DataFrame(self._found["ratios"], columns=self._benchmarks)
        frame.insert(0, "indicator", [i.id for i in self.system.indicators])
        return self._as_caller(frame)

    def ranks_within(self):
        """id, kind, rank, of, within: ranks among the zones of the same group, of :meth:`zonerank.Ranking.within`;
        no rows where the zone is in none."""
        among = self._found["among"]
        frame = self._columns()[["id", "kind"]]
        if among is None:
            return self._as_caller(frame.head(0).assign(rank=[], of=[], within=[]))
        ranks = whole_numbers(self._both(among["groups"], among["indicators"]))
        return self._as_caller(frame.assign(rank=ranks, of=among["n"], within=among["label"]))

    def errors(self):
        """id, places, contribution: standard errors where groups were split by random orders; 0 where exact."""
        places, points = self._found["places"], self._found["contributions"]
        frame = self._columns()[["id"]].assign(
            places=self._both(places["group_errors"], places["indicator_errors"]),
            contribution=self._both(points["group_errors"], points["indicator_errors"]),
        )
        return self._as_caller(frame)

    def summary(self, lang: str = "en") -> list[str]:
        """The rank and the score as sums of what the first level adds, and the strong and weak groups."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        if np.isnan(self.rank):
            return [f"{self.zone}没有总分，没有名次" if zh else f"{self.zone} has no overall score, and so no rank"]
        places, points = self._found["places"], self._found["contributions"]
        rank = f"{self.of} 个中第 {self.rank:g}" if zh else f"{ordinal(self.rank)} of {self.of}"
        left, right = "（）" if zh else (" (", ")")
        made = f"{(self.of + 1) / 2:g} {minus(places['groups'][0], '{:g}')}{left}{self._from_middle(zh)}{right}"
        who = {"median": "中位数" if zh else "median", "mean": "平均值" if zh else "mean"}.get(self.reference)
        base = f"{points['reference_score']:.2f}{left}{who or self.reference}{right}{'' if zh else ' '}"
        score = f"{word('score', lang)} {points['score']:.2f} = {base}{minus(-points['groups'][0], '{:.2f}')}"
        colon, then = ("：", "，") if zh else (": ", ", ")
        lines = [f"{self.zone}{colon}{rank} = {made}", score]
        for k, found in enumerate((places, points)):
            if parts := self._first_level(found, lang):
                lines[k] += colon + then.join(parts)
        return lines + self._boards_line(lang) + self._errors_line(zh)

    def _from_middle(self, zh: bool) -> str:
        """How far the rank is from the middle one, in words."""
        gained = round(float(self._found["places"]["groups"][0]), 6)
        if zh:
            return f"比居中名次靠{'前' if gained > 0 else '后'} {abs(gained):g} 位" if gained else "居中"
        where = "above" if gained > 0 else "below"
        return (
            f"{abs(gained):g} place{'' if abs(gained) == 1 else 's'} {where} the middle" if gained else "in the middle"
        )

    def _first_level(self, found: dict, lang: str) -> list[str]:
        """Name and value of what stands just below overall, the greatest first."""
        rows = zip(self._items(), self._both(found["groups"], found["indicators"]), self._rows(), strict=True)
        top = [(item, v) for item, v, (is_group, _) in rows if self._parent(item, is_group) == self.system.groups[0].id]
        known = sorted(((item, v) for item, v in top if not np.isnan(v)), key=lambda pair: -abs(pair[1]))
        more = [f"… {len(known) - 6}"] if len(known) > 6 else []
        return [f"{title(item, lang)} {signed(v)}" for item, v in known[:6]] + more

    def _boards_line(self, lang: str) -> list[str]:
        groups = self.system.groups
        colon, then, end = ("：", "、", "；") if lang == "zh" else (": ", ", ", "; ")
        parts = []
        for board in ("strong", "even", "weak"):
            which = [g for g in range(1, len(groups)) if self._found["boards"][g] == board]
            left, right = "（）" if lang == "zh" else (" (", ")")
            named = [f"{title(groups[g], lang)}{left}{self._found['group_ranks'][g]:g}{right}" for g in which]
            parts += [f"{word(board, lang)}{colon}{then.join(named)}"] if named else []
        return [end.join(parts)] if parts else []

    def _errors_line(self, zh: bool) -> list[str]:
        greatest = np.nanmax(self._found["places"]["indicator_errors"], initial=0.0)
        if not greatest:
            return []
        if zh:
            return [f"指标多的分组按随机次序分解：名次得失的标准误不超过 {greatest:.2g}"]
        return [f"large groups were split by random orders: standard errors of places up to {greatest:.2g}"]

    def __reduce__(self):
        return Explanation, (self._ranking, self.zone, self._found, self._benchmarks, self._to_zone)

    def _content(self) -> list:
        return [self.zone, self._found, self._benchmarks, self.system.id]

    def _heading(self) -> str:
        return f"Explanation: {self.zone}, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary()


def minus(value: float, form: str) -> str:
    """ "- 20" or "+ 20": what is subtracted, with its sign."""
    text = form.format(round(abs(value), 6))
    return f"{'-' if value >= 0 else '+'} {text}"
