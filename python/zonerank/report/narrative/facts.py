"""What is told of a zone, taken from the library once; the sentences only write it down."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ... import door
from ..._error import Error
from ...analysis.targets import targets_for
from ...labels import title
from ..chosen import first_level, n_ranked, ranked_zone, ranks_of

LISTED = 3  # indicators, figures and zones that a sentence names
NOTHING = 1e-9


@dataclass
class Item:
    """A group or an indicator of the zone, or a figure."""

    id: str
    name: str
    unit: str = ""
    value: float = np.nan
    score: float = np.nan
    rank: float = np.nan
    of: int = 0
    median: float = np.nan  # of values; of a group's scores
    quartile: float = np.nan  # where the best quarter begins
    before: float = np.nan
    places: float = np.nan  # gained by its change
    board: str = ""
    group: str = ""


@dataclass
class Against:
    """A zone that the zone is compared with."""

    zone: str
    rank: float
    score: float
    lead: float  # score of the zone less its score
    better: int  # indicators with a better score than its
    of: int
    gaps: list[tuple[Item, float, float]]  # indicator, its value there, points of the score


@dataclass
class Facts:
    ranking: object
    zone: str
    i: int
    year: int
    rank: float
    of: int
    score: float
    groups: list[Item]
    indicators: list[Item]
    strong: list[Item]
    weak: list[Item]
    ahead: tuple | None  # zone, rank, points
    behind: tuple | None
    within: tuple | None  # group, rank, of, zone ahead, its rank, zone behind, its rank
    change: object | None = None
    moved: dict = field(default_factory=dict)  # of the table of changes
    own: list[Item] = field(default_factory=list)
    passings: pd.DataFrame | None = None
    milestones: list[dict] = field(default_factory=list)
    against: list[Against] = field(default_factory=list)
    levers: object | None = None
    steps: list[dict] = field(default_factory=list)  # of the table of levers
    history: dict[int, dict] = field(default_factory=dict)  # year: overall and groups
    n_missing: int = 0
    targets: object | None = None  # a result of Ranking.targets
    not_told: list[str] = field(default_factory=list)  # change, levers: refused for these methods

    @property
    def is_within_band(self) -> bool:
        return bool(self.moved) and bool(self.moved["within_noise"])


def facts_of(ranking, zone, lang: str, *, before, benchmarks, rank, targets, draws, seed) -> Facts:
    i = ranked_zone(ranking, zone)
    targets = targets_for(ranking, targets, zone)
    core, system = ranking._core, ranking.system
    found = ranking.explain(zone)
    table = found._columns().set_index("id")
    boards = dict(zip((g.id for g in system.groups[1:]), found._found["boards"][1:], strict=True))
    named = {x.id: title(x, lang) for x in [*system.groups, *system.indicators]}

    def item(id_: str) -> Item:
        row = table.loc[id_]
        known = lambda key: float(row[key]) if pd.notna(row[key]) else np.nan  # noqa: E731
        value = known("value")
        return Item(
            id=id_, name=named[id_], unit=row["unit"], value=value, score=known("score"), rank=known("rank"),
            of=int(known("of")) if pd.notna(row["of"]) else 0, median=value + known("to_median"),
            quartile=value + known("to_quartile"), board=boards.get(id_, ""), group=row["group"],
        )  # fmt: skip

    groups = []
    for g in first_level(system):
        one, scores = item(system.groups[g].id), core.group_scores[:, g]
        one.median = float(np.median(scores[np.isfinite(scores)])) if np.isfinite(scores).any() else np.nan
        groups.append(one)
    strong, weak = ([item(id_) for id_ in found._listed_ids(which)] for which in ("strengths", "weaknesses"))
    told = Facts(
        ranking=ranking, zone=zone, i=i, year=ranking.year, rank=float(ranks_of(ranking)[i]), of=n_ranked(ranking),
        score=float(core.group_scores[i, 0]), groups=groups, indicators=[item(k.id) for k in system.indicators],
        strong=strong, weak=weak,
        ahead=neighbour(ranking, i, -1), behind=neighbour(ranking, i, 1), within=within(ranking, i),
        n_missing=int(core.n_missing[i]), targets=targets,
    )  # fmt: skip
    shown = {one.id for one in told.strong[:LISTED]}
    told.weak = [one for one in told.weak if one.id not in shown]  # few indicators are both
    add_change(told, before, draws, seed, named)
    add_against(told, benchmarks)
    add_levers(told, rank)
    return told


def neighbour(ranking, i: int, step: int) -> tuple | None:
    """The zone just ahead or behind by rank: name, rank, points of its lead over the zone."""
    order = [int(k) for k in ranking._order() if np.isfinite(ranks_of(ranking)[k])]
    at = order.index(i) + step
    if not 0 <= at < len(order):
        return None
    k, scores = order[at], ranking._core.group_scores[:, 0]
    return ranking.zones[k], float(ranks_of(ranking)[k]), float(scores[k] - scores[i])


def within(ranking, i: int) -> tuple | None:
    """Rank inside the zone's group, of :meth:`Ranking.within`, and the zones just ahead and behind there."""
    if ranking._within is None or not ranking._within[i]:
        return None
    label, ranks = ranking._within[i], ranking.ranks_within()
    order = [int(k) for k in ranking._order() if ranking._within[k] == label and np.isfinite(ranks[k])]
    at = order.index(i)
    beside = []
    for k in (at - 1, at + 1):
        one = order[k] if 0 <= k < len(order) else None
        beside += [None, np.nan] if one is None else [ranking.zones[one], float(ranks_of(ranking)[one])]
    return label, float(ranks[i]), len(order), *beside


def add_change(told: Facts, before, draws: int, seed: int, named: dict) -> None:
    ranking = told.ranking
    earlier = [year for year in ranking.raw.years if year < ranking.year]
    if before is None and not earlier:
        return
    try:
        found = ranking.change(earlier[-1] if before is None else before, draws=draws, seed=seed)
    except Error:
        if before is not None:
            raise
        told.not_told.append("change")
        return
    add_history(told, found)
    told.milestones = found._milestones(told.zone).to_dict("records")
    told.change = found
    if not found._is_split(told.zone):
        return
    row = found._columns().set_index("zone").loc[told.zone]
    told.moved = {key: (None if pd.isna(value) else value) for key, value in row.items()}
    own = found._own(told.zone)
    told.own = sorted(
        (
            Item(
                id=r["indicator"],
                name=named[r["indicator"]],
                unit=r["unit"],
                value=r["value"],
                before=r["value_before"],
                places=r["places"],
                group=r["group"],
            )  # fmt: skip
            for r in own.to_dict("records")
            if r["places"] == r["places"] and abs(r["places"]) > NOTHING
        ),
        key=lambda one: -abs(one.places),
    )
    told.passings = found._passings(told.zone)


def add_history(told: Facts, change) -> None:
    """Overall and first-level scores and ranks of the zone in every year of the figures up to this one."""
    ranking = told.ranking
    others = {one.year: one for one in [*ranking._earlier(0), change._before, ranking]}
    ids = ["overall", *(one.id for one in told.groups)]
    for year, one in sorted(others.items()):
        if told.zone not in one.zones or not {g.id for g in one.system.groups} >= set(ids):
            continue
        i, at = one.zones.index(told.zone), [[g.id for g in one.system.groups].index(id_) for id_ in ids]
        if np.isfinite(one._core.group_ranks[i, 0]):
            ranks, scores = one._core.group_ranks[i, at], one._core.group_scores[i, at]
            told.history[year] = {"of": n_ranked(one), "ids": ids, "ranks": ranks, "scores": scores}


def add_against(told: Facts, benchmarks) -> None:
    """The benchmarks, by default the zone just ahead."""
    ranking, core = told.ranking, told.ranking._core
    others = door.texts("benchmarks", benchmarks) if benchmarks is not None else []
    if benchmarks is None and told.ahead is not None:
        others = [told.ahead[0]]
    for other in others:
        k = ranked_zone(ranking, other)
        if k == told.i:
            raise Error(
                f"benchmarks: {other} is the zone itself; name another",
                zh=f"benchmarks：{other}就是本区；请给出别的高新区",
            )
        points = ranking.explain(told.zone, against=other)._found["contributions"]
        both = np.isfinite(core.scores[told.i]) & np.isfinite(core.scores[k])
        better = int((core.scores[told.i] > core.scores[k])[both].sum())
        parts = np.asarray(points["indicators"], dtype=float)
        order = [j for j in np.argsort(parts, kind="stable") if parts[j] < -NOTHING and both[j]]
        values = core.indicators.values[k]
        gaps = [(told.indicators[j], float(values[j]), float(parts[j])) for j in order]
        told.against.append(
            Against(
                other,
                float(ranks_of(ranking)[k]),
                float(core.group_scores[k, 0]),
                float(points["groups"][0]),
                better,
                int(both.sum()),
                gaps,
            )  # fmt: skip
        )


def add_levers(told: Facts, rank) -> None:
    if told.rank <= 1 and rank is None:
        return
    try:
        told.levers = told.ranking.plan(told.zone, rank=rank)
    except Error:
        if rank is not None:
            raise
        told.not_told.append("levers")
        return
    frame = told.levers._columns()
    reached = frame[frame["needed"].notna() & frame["change"].notna()]
    told.steps = reached.to_dict("records")
