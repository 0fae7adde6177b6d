"""What the pages of a ranking say, computed once for all of them; an analysis that is refused says why."""

from __future__ import annotations

import copy
import functools
import hashlib
from dataclasses import dataclass

import numpy as np

from ... import _core
from ..._error import Error
from ...io.inputs import hashes
from . import marks
from .method import json_text, payload


@dataclass(frozen=True)
class Wanted:
    """Options of :meth:`zonerank.Ranking.to_html`."""

    lang: str = "en"
    before: object = None  # a ranking; None: that of the year before, where the figures have one
    rank: float | None = None
    targets: object = None  # a result of Ranking.targets
    what_if: bool = True
    workbook: bool = True
    named: bool = False
    draws: int = 10_000
    seed: int = 1
    threads: int = 0


class Refused(Exception):
    """An analysis that cannot be made of this ranking; why, in English and in Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.texts = en, zh


def refusals(function):
    """An error of the library as a refusal, which a page prints in place of the analysis."""

    @functools.wraps(function)
    def asked(*arguments, **options):
        try:
            return function(*arguments, **options)
        except Error as error:
            raise Refused(error.text("en"), error.text("zh")) from error

    return asked


class Facts:
    """A ranking and what is asked of it, each analysis made when a page first needs it."""

    def __init__(self, ranking, wanted: Wanted, zone: str | None = None) -> None:
        """``zone``: the only one of which enterprises are asked for."""
        self.ranking, self.wanted, self.zone = copy.copy(ranking), wanted, zone
        self.ranking._backend = None  # tables as pandas frames
        self.core, self.system = ranking._core, ranking.system
        self.values = self.core.indicators.values
        self.scores, self.ranks = self.core.group_scores, self.core.group_ranks
        self.plan_of = None  # what makes the plan of a zone, where plans are made ahead
        self._own: tuple[int, dict] = -1, {}  # of the zone that was asked for last
        self.first = [g for g, group in enumerate(self.system.groups) if group.parent_index == 0]

    @functools.cached_property
    def order(self) -> list[int]:
        """The zones by rank."""
        return [int(i) for i in self.ranking._order()]

    @functools.cached_property
    def n_ranked(self) -> np.ndarray:
        """How many zones have a rank, overall and on each group."""
        return np.isfinite(self.ranks).sum(axis=0)

    def depth(self, g: int) -> int:
        """0 of overall, 1 of the first level."""
        depth = 0
        while self.system.groups[g].parent_index >= 0:
            g, depth = self.system.groups[g].parent_index, depth + 1
        return depth

    def boards(self, i: int) -> list[str]:
        """Of every group "strong", "even", "weak", or "" where nothing is told."""
        return _core.boards(self.core, i) if self.n_ranked[0] > 1 else [""] * len(self.system.groups)

    @functools.cached_property
    def indicator_ranks(self) -> np.ndarray:
        return self.core.indicator_ranks()

    @functools.cached_property
    def ends(self) -> tuple[float, float]:
        """The scale of the strips of groups."""
        return marks.scale_of(self.scores)

    @functools.cached_property
    def group_strips(self) -> list[marks.Strip]:
        return [marks.Strip(column, self.ends, 320, 22) for column in self.scores.T]

    @functools.cached_property
    def indicator_strips(self) -> list[marks.Strip]:
        return [marks.Strip(column, marks.scale_of(column), 160, 16) for column in self.core.scores.T]

    @functools.cached_property
    def quartiles(self) -> np.ndarray:
        """Of every indicator the quartile of the worse side, the median, and the quartile of the better side."""
        found = np.full((len(self.system.indicators), 3), np.nan)
        for j, item in enumerate(self.system.indicators):
            known = self.values[np.isfinite(self.values[:, j]), j]
            if known.size:
                found[j] = np.quantile(known, (0.25, 0.5, 0.75))[:: -1 if item.direction == "-" else 1]
        return found

    @functools.cached_property
    def n_on_indicators(self) -> np.ndarray:
        """How many zones have a rank on each indicator."""
        return np.isfinite(self.indicator_ranks).sum(axis=0)

    @functools.cached_property
    def years_back(self) -> list[int]:
        return [year for year in self.ranking.raw.years if year < self.ranking.year]

    @functools.cached_property
    def intervals(self) -> np.ndarray | None:
        """The 5 % and 95 % quantile of every rank under the default uncertainty; None where no weight can vary."""
        try:
            drawn = self.ranking.uncertainty(
                draws=self.wanted.draws,
                seed=self.wanted.seed,
                threads=self.wanted.threads,
                groups=False,
                scores=False,
            )._of("overall")
        except Error as error:
            if [p.code for p in error.problems] == ["absent-factor"]:
                return None
            raise Refused(error.text("en"), error.text("zh")) from error
        return np.column_stack([drawn.rank_quantiles(q) for q in (0.05, 0.95)])

    @functools.cached_property
    def change(self):
        """Since the year before, or the ranking that was given; None where there is none."""
        how = {"draws": self.wanted.draws, "seed": self.wanted.seed}
        if self.wanted.before is not None:  # an error of what was asked for is not for the page
            return self.ranking.change(self.wanted.before, **how)
        return refusals(self.ranking.change)(self.years_back[-1], **how) if self.years_back else None

    @functools.cached_property
    def changes(self) -> dict:
        """The rows of the table of changes by zone; none where there is no year before."""
        try:
            found = self.change
        except Refused:
            return {}
        return {} if found is None else {row["zone"]: row for row in found._columns().to_dict("records")}

    def own_changes(self, i: int) -> dict:
        """The parts of the zone's own figures by indicator; none where it has no rank in both years."""
        if self._own[0] != i:
            found, zone = self.change, self.ranking.zones[i]
            is_split = found is not None and found._is_split(zone)
            rows = found.own(zone).to_dict("records") if is_split else []
            self._own = i, {row["indicator"]: row for row in rows}
        return self._own[1]

    @property
    def has_enterprises(self) -> bool:
        return bool(getattr(self.ranking.raw._core, "has_enterprises", False))

    @functools.cached_property
    def drill(self):
        """Its zones without one enterprise at a time."""
        return refusals(self.ranking.drill)(self.zone, threads=self.wanted.threads)

    @functools.cached_property
    def industries(self):
        """What the industries of its zones do."""
        return refusals(self.ranking.drill)(self.zone, by="section", threads=self.wanted.threads)

    @functools.cached_property
    def model(self) -> str:
        """What every page ranks anew with, as JSON.

        Raises
        ------
        Unusual
            Where the method is one that the page does not have.
        """
        return json_text(payload(self.ranking))

    @functools.cached_property
    def files(self) -> list[tuple[str, str, str | None]]:
        """The files that the figures were read from, as :func:`hashes`."""
        return hashes(self.ranking.raw._files)

    @functools.cached_property
    def digest(self) -> str:
        """SHA-256 of the figures of all zones and years that were ranked, as CSV with every digit."""
        return hashlib.sha256(self.ranking.raw.to_csv_text().encode()).hexdigest()
