"""Scores and ranks as the cells compute them, on doubles."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

TIE = 1e-10  # points: scores that are nearer share a rank in the cells


@dataclass(frozen=True)
class Scale:
    """How an indicator is scored, and its weight inside its group."""

    group: int
    weight: float
    less: bool  # is better
    given: tuple[float, float] | None  # bounds; None: those of the zones
    low: float
    high: float
    clip: bool
    out: bool  # left out by a scaling that was given

    def weighing(self, weight: float) -> Scale:
        return replace(self, weight=weight)


@dataclass(frozen=True)
class Mean:
    """How a group is made of its parts, and its weight inside its parent."""

    parent: int
    weight: float
    kind: str
    least: float  # share of the weight that must be present
    needs_groups: bool  # no score where a group inside has none

    def weighing(self, weight: float) -> Mean:
        return replace(self, weight=weight)


@dataclass(frozen=True)
class Scaled:
    """The method of a ranking."""

    scales: list[Scale]
    means: list[Mean]
    ties: str
    wanted: int  # zones that must have an indicator, else it is left out

    def groups_inside(self, g: int) -> list[int]:
        return [k for k, mean in enumerate(self.means) if mean.parent == g]

    def indicators_of(self, g: int) -> list[int]:
        return [j for j, scale in enumerate(self.scales) if scale.group == g]

    def by_level(self) -> list[int]:
        """Groups so that those inside one stand together: overall, its groups, theirs."""
        found = [0]
        for g in found:
            found += self.groups_inside(g)
        return found


@dataclass
class Computed:
    """What the cells of a workbook hold."""

    bounds: np.ndarray  # indicators x 2
    used: np.ndarray  # 1 or 0 of every indicator
    totals: np.ndarray  # of every group, the weight of its parts that are used
    shares: np.ndarray  # of every indicator in its group
    group_shares: np.ndarray  # of every group in its parent
    scores: np.ndarray
    wholes: np.ndarray
    ranks: np.ndarray
    indicator_ranks: np.ndarray


def computed(values: np.ndarray, how: Scaled) -> Computed:
    n, m = values.shape
    bounds, used, scores = np.zeros((m, 2)), np.zeros(m), np.full((n, m), np.nan)
    for j, scale in enumerate(how.scales):
        x = values[:, j]
        known = x[np.isfinite(x)]
        if scale.given:
            bounds[j] = scale.given
        elif known.size:
            bounds[j] = known.min(), known.max()
        low, high = bounds[j]
        if scale.out or not high > low:
            continue
        used[j] = known.size >= how.wanted
        clipped = np.clip(x, low, high) if scale.clip else x
        part = (high - clipped if scale.less else clipped - low) / (high - low)
        scores[:, j] = part * (scale.high - scale.low) + scale.low
    return _aggregated(how, bounds, used, scores)


def _aggregated(how: Scaled, bounds, used, scores) -> Computed:
    n, n_groups = len(scores), len(how.means)
    totals, shares, group_shares = np.zeros(n_groups), np.zeros(len(used)), np.zeros(n_groups)
    wholes = np.full((n, n_groups), np.nan)
    for g in reversed(how.by_level()):
        mean, inside, own = how.means[g], how.groups_inside(g), how.indicators_of(g)
        weights = np.array(
            [how.means[k].weight * (totals[k] > 0) for k in inside] + [how.scales[j].weight * used[j] for j in own]
        )
        totals[g] = weights.sum()
        if not totals[g] > 0:
            continue
        part = weights / totals[g]
        group_shares[inside], shares[own] = part[: len(inside)], part[len(inside) :]
        table = np.hstack([wholes[:, inside], scores[:, own]])
        wholes[:, g] = mean_of(table, part, len(inside), mean)
    ranks = np.column_stack([ranked(wholes[:, g], how.ties) for g in range(n_groups)])
    of_indicators = np.column_stack([ranked(column, how.ties) for column in scores.T])
    return Computed(bounds, used, totals, shares, group_shares, scores, wholes, ranks, of_indicators)


def mean_of(table: np.ndarray, shares: np.ndarray, n_groups: int, mean: Mean) -> np.ndarray:
    known = np.isfinite(table)
    present = (known * shares).sum(axis=1)
    lacks = ((shares[:n_groups] > 0) & ~known[:, :n_groups]).any(axis=1)
    kept = np.where(known, table, 1.0)
    with np.errstate(all="ignore"):
        if mean.kind == "arithmetic":
            found = (np.where(known, table, 0.0) * shares).sum(axis=1) / present
        elif mean.kind == "geometric":
            found = np.prod(np.where(known, kept**shares, 1.0), axis=1) ** (1 / present)
        else:
            found = present / (known * shares / kept).sum(axis=1)
    enough = (present > 0) & (present >= mean.least - 1e-12) & ~(lacks & mean.needs_groups)
    return np.where(enough, found, np.nan)


def ranked(scores: np.ndarray, ties: str) -> np.ndarray:
    known = scores[np.isfinite(scores)]
    with np.errstate(invalid="ignore"):
        ahead = np.array([(known > s + TIE).sum() for s in scores], float)
        level = np.array([(known >= s - TIE).sum() for s in scores], float) - ahead
    found = {"min": ahead + 1, "max": ahead + level, "average": ahead + (level + 1) / 2}[ties]
    return np.where(np.isfinite(scores), found, np.nan)
