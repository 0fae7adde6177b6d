"""What one more unit of every raw figure of a zone is worth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..labels import title, word
from ..results.base import Result
from ..units import unit_name
from .what_if import edited_indicators

__all__ = ["Derivatives"]

HEADINGS = {
    "comparable": "comparable_figure",
    "percent_points": "points_of_percent",
    "percent_places": "places_of_percent",
}
LISTED = 3  # figures named in the summary


def derived(ranking, zone: str) -> Derivatives:
    """See :meth:`zonerank.Ranking.derivatives`."""
    check_by_figures("derivatives", ranking)
    found = _core.derivatives(
        ranking.raw._core,
        ranking.system,
        ranking.year,
        **ranking._asked.keywords(),
        common=ranking._asked.common,
        zone=door.text("zone", zone),
    )
    return Derivatives(ranking, found)


def check_by_figures(what: str, ranking) -> None:
    """Fails where what_if changed an indicator by hand: what is by raw figures would pass over it."""
    if by_hand := edited_indicators(ranking):
        raise Error(
            f"{what}: what_if changed the indicator {by_hand[0]} by hand; {what} are by raw figures, so change fields "
            "instead",
            zh=f"{what}：what_if 直接改动了指标 {by_hand[0]}；{what} 针对原始数据，请改动字段",
        )


class Derivatives(Result):
    """What more or less of each raw figure of a zone does to its scores, of :meth:`zonerank.Ranking.derivatives`.

    ``.table()`` has a row for each figure that an indicator of the zone is computed from, of this year and of the
    year before. ``overall_left`` and ``overall_right`` are derivatives of the overall score [points per unit of the
    field], for a figure that falls and for one that rises: they differ where the zone sets a bound or shares one.
    ``margin_left`` and ``margin_right`` are those of the lead over the zone ahead. ``percent_points`` is what 1 % more
    of the figure adds to the overall score, by its derivative; ``percent_places`` how many places 1 % more gains, all
    zones ranked again. Blank where the score jumps, and where ``not_followed`` names indicators that were imputed,
    treated or scaled by your own function. :meth:`groups` has the group scores.
    """

    def __init__(self, ranking, found: dict) -> None:
        self._ranking, self._found = ranking, found
        self.zone, self.year, self.system = found["zone"], ranking.year, ranking.system
        self._backend, self.notices = ranking._backend, ranking.notices

    @property
    def ahead(self) -> str | None:
        """The zone of the nearest better overall score; None where no zone is better."""
        return self._found["ahead"] or None

    @property
    def margin(self) -> float:
        """The zone's overall score less that of the zone ahead [points]; NaN where none is."""
        return self._found["margin"]

    def _figures(self) -> pd.DataFrame:
        figures = self._found["figures"]
        units = {f.name: f.unit for f in self.system.fields}
        return pd.DataFrame(
            {
                **{key: figures[key] for key in ("field", "year", "comparable")},
                "figure": np.array(figures["figure"], dtype=float),
                "unit": [units[name] for name in figures["field"]],
            }
        )

    def _columns(self) -> pd.DataFrame:
        figures = self._found["figures"]
        slopes = {name: np.array(column) for name, column in self._found["slopes"].items()}
        percents = {key: np.array(figures[key], dtype=float) for key in ("percent_points", "percent_places")}
        not_followed = [", ".join(ids) for ids in figures["not_followed"]]
        return self._figures().assign(**percents, **slopes, not_followed=not_followed)

    def table(self, lang: str | None = None):
        """field, year, comparable, figure, unit, percent_points, percent_places, overall_left, overall_right,
        margin_left, margin_right, not_followed; with ``lang`` names and headings in that language ("en", "zh")."""
        frame = self._columns()
        return self._as_caller(frame if lang is None else self.named(frame, lang))

    def groups(self):
        """field, year, comparable, figure, unit, then ``<group>_left`` and ``<group>_right`` of every group [points per
        unit of the field]."""
        return self._as_caller(self._figures().assign(**self._found["groups"]))

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names in place of ids and words for headings."""
        door.one_of("lang", lang, ("en", "zh"))
        names = {f.name: title(f, lang) for f in self.system.fields}
        frame = frame.assign(
            field=[names[name] for name in frame["field"]], unit=[unit_name(unit, lang) for unit in frame["unit"]]
        )
        return frame.set_axis([word(HEADINGS.get(c, c), lang) for c in frame.columns], axis=1)

    def by_effect(self) -> pd.DataFrame:
        """The table, what moves the score most by 1 % first."""
        frame = self._columns()
        return frame.iloc[np.argsort(-frame["percent_points"].abs().fillna(-1).to_numpy(), kind="stable")]

    def summary(self, lang: str = "en") -> list[str]:
        """How far the zone ahead is, and the figures of which 1 % more adds most."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        if self.ahead is None:
            lines = [f"{self.zone}前面没有高新区" if zh else f"{self.zone}: no zone is ahead"]
        elif zh:
            lines = [f"{self.zone}：比前一名{self.ahead}低 {-self.margin:.4g} 分"]
        else:
            lines = [f"{self.zone}: {-self.margin:.4g} points behind the zone ahead, {self.ahead}"]
        frame = self.by_effect()
        most = frame[(frame["percent_points"] > 0) & (frame["year"] == self.year)].head(LISTED)
        names = {f.name: title(f, lang) for f in self.system.fields}
        parts = [
            f"{names[row.field]} {row.percent_points:+.2g}" + places_text(row.percent_places, zh)
            for row in most.itertuples()
        ]
        if parts:
            head, then = ("增加 1 % 带来最多分数的数据：", "；") if zh else ("1 % more adds most points of: ", "; ")
            lines.append(head + then.join(parts))
        return lines

    def __reduce__(self):
        return Derivatives, (self._ranking, self._found)

    def _content(self) -> list:
        return [self._found, self.system.id]

    def _heading(self) -> str:
        return f"Derivatives: {self.zone}, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary()


def places_text(places: float, zh: bool) -> str:
    if np.isnan(places):
        return ""
    if not places:
        return "（名次不变）" if zh else " (no place)"
    return f"（{places:+g} 位）" if zh else f" ({places:+g} place{'s' if abs(places) != 1 else ''})"
