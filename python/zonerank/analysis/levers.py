"""What each raw figure of a zone would have to be for a better rank."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from ..labels import title, word
from ..results.base import Result, whole_numbers
from ..units import unit_name
from .derivatives import check_by_figures
from .varied import ordinal

__all__ = ["Levers"]

KNOWN = ("median", "quartile", "ahead")
HEADINGS = {
    "rank": "rank_reached",
    "proved": "nearest_proved",
    "low": "lower_limit",
    "high": "upper_limit",
    "median": "figure_median",
    "quartile": "figure_quartile",
    "ahead": "figure_ahead",
}


def levers_of(ranking, zone: str, rank, times, threads) -> Levers:
    """See :meth:`zonerank.Ranking.levers`."""
    check_by_figures("levers", ranking)
    ranks = ranking._core.group_ranks[:, 0]
    n_ranked = int(np.isfinite(ranks).sum())
    zone = door.text("zone", zone)
    if rank is None:
        _core.check_zones([zone], ranking.zones)
        own = ranks[ranking.zones.index(zone)]
        rank = 1.0 if np.isnan(own) else max(1.0, np.ceil(own) - 1.0)
    rank = door.number("rank", rank, 1, max(n_ranked, 1))
    found = _core.levers(
        ranking.raw._core,
        ranking.system,
        ranking.year,
        **ranking._asked.keywords(),
        common=ranking._asked.common,
        zone=zone,
        rank=rank,
        times=door.number("times", times, 1, 1e6),
        threads=door.whole("threads", threads, 0, 4096),
    )
    return Levers(ranking, zone, rank, found)


class Levers(Result):
    """What each raw figure of a zone would have to be for an overall rank, of :meth:`zonerank.Ranking.levers`.

    ``.table()`` has a row for each figure of the year that an indicator of the zone is computed from, those of the
    smallest change in per cent first, then those that do not reach the rank. ``needed`` is the nearest figure to
    today's with the rank or a better one, all else still; ``percent`` is that change. ``rank`` is the rank there. Where
    no figure from ``low`` to ``high`` reaches the rank, ``needed`` is blank, and ``best_at`` is the nearest figure with
    the best ``rank`` that can be reached. ``median``, ``quartile`` (of the better quarter) and ``ahead`` (of the zone
    ahead) are figures that people know; ``rank_at_median`` and so on are the zone's ranks with them. ``proved``: no
    nearer figure has the rank.
    """

    def __init__(self, ranking, zone: str, rank: float, found: dict) -> None:
        self._ranking, self._found = ranking, found
        self.zone, self.rank, self.year, self.system = zone, rank, ranking.year, ranking.system
        self._backend, self.notices = ranking._backend, ranking.notices

    @property
    def today(self) -> float:
        """The zone's overall rank as it is."""
        return float(self._ranking._core.group_ranks[self._ranking.zones.index(self.zone), 0])

    def _columns(self) -> pd.DataFrame:
        found = self._found
        units = {f.name: f.unit for f in self.system.fields}
        with np.errstate(divide="ignore", invalid="ignore"):
            percent = np.where(found["today"] != 0, 100 * (found["needed"] / found["today"] - 1), np.nan)
        columns = {
            "field": found["field"],
            "today": found["today"],
            "needed": found["needed"],
            "unit": [units[name] for name in found["field"]],
            "percent": percent,
            "rank": whole_numbers(found["rank"]),
            "best_at": found["best_at"],
            "proved": found["proved"],
            **{name: found[name] for name in ("low", "high")},
        }
        for name in KNOWN:
            columns |= {name: found[name], f"rank_at_{name}": whole_numbers(found[f"rank_at_{name}"])}
        frame = pd.DataFrame(columns)
        unreached = frame["needed"].isna()
        order = np.lexsort((frame["rank"].astype(float), frame["percent"].abs().fillna(np.inf), unreached))
        return frame.iloc[order].reset_index(drop=True)

    def table(self, lang: str | None = None):
        """field, today, needed, unit, percent, rank, best_at, proved, low, high, then median, rank_at_median and the
        same of the better quartile and the zone ahead; with ``lang`` names and headings in that language."""
        frame = self._columns()
        return self._as_caller(frame if lang is None else self.named(frame, lang))

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names in place of ids and words for headings."""
        door.one_of("lang", lang, ("en", "zh"))
        names = {f.name: title(f, lang) for f in self.system.fields}
        frame = frame.assign(
            field=[names[name] for name in frame["field"]], unit=[unit_name(unit, lang) for unit in frame["unit"]]
        )
        return frame.set_axis([word(HEADINGS.get(c, c), lang) for c in frame.columns], axis=1)

    def summary(self, lang: str = "en") -> list[str]:
        """How many figures reach the rank on their own, and those of the smallest change."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        frame = self._columns()
        reached = frame[frame["needed"].notna()]
        if self.today <= self.rank:
            return [
                f"{self.zone}：现为第 {self.today:g}，已达到第 {self.rank:g}"
                if zh
                else f"{self.zone}: {ordinal(self.today)} today, which is {ordinal(self.rank)} or better already"
            ]
        here, there, n, of = f"{self.today:g}", f"{self.rank:g}", len(reached), len(frame)
        if zh:
            first = f"{self.zone}：现为第 {here}，{of} 项数据中有 {n} 项单独变动即可到第 {there}"
        else:
            today, rank = ordinal(self.today), ordinal(self.rank)
            first = f"{self.zone}: {today} today; {n} of {of} figures reach {rank} on their own"
        return [first, *self._nearest(reached, zh), *self._best(frame, zh)]

    def _nearest(self, reached: pd.DataFrame, zh: bool) -> list[str]:
        names = {f.name: title(f, "zh" if zh else "en") for f in self.system.fields}
        least = reached[reached["percent"].notna()].head(3)
        parts = [f"{names[row.field]} {row.percent:+.3g} %" for row in least.itertuples()]
        head = "变动最小的是：" if zh else "the smallest changes: "
        return [head + ("；" if zh else "; ").join(parts)] if parts else []

    def _best(self, frame: pd.DataFrame, zh: bool) -> list[str]:
        """Where nothing reaches the rank: the best that one figure does."""
        if frame["needed"].notna().any() or not len(frame):
            return []
        best = frame.loc[frame["rank"].astype(float).idxmin()]
        name = next(title(f, "zh" if zh else "en") for f in self.system.fields if f.name == best["field"])
        if zh:
            return [f"达不到：单独变动最好是第 {float(best['rank']):g}（{name}）"]
        return [f"not reachable: the best is {ordinal(float(best['rank']))}, by {name}"]

    def __reduce__(self):
        return Levers, (self._ranking, self.zone, self.rank, self._found)

    def _content(self) -> list:
        return [self.zone, self.rank, self._found, self.system.id]

    def _heading(self) -> str:
        return f"Levers: {self.zone} to rank {self.rank:g}, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary()
