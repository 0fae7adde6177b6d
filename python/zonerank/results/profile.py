"""The zone's overall and group ranks, and its strongest and weakest indicators."""

from __future__ import annotations

import numpy as np

from .. import _core, door

BOARDS = ("strong", "even", "weak")


def profile(ranking, zone: str) -> dict:
    """See :meth:`zonerank.Ranking.profile`."""
    core, system = ranking._core, ranking.system
    i = core.zone(door.text("zone", zone))
    first = [g for g, group in enumerate(system.groups) if group.parent_index == 0]
    overall = core.group_ranks[i, 0]
    of = int(np.isfinite(core.group_ranks[:, 0]).sum())
    ranked = [(core.group_ranks[i, g], system.groups[g]) for g in first]
    boards = _core.boards(core, i) if of > 1 else [""] * len(system.groups)
    indicator_ranks = core.indicator_ranks()[i]
    seen = [j for j in range(len(system.indicators)) if np.isfinite(indicator_ranks[j])]
    by_rank = sorted(seen, key=lambda j: (indicator_ranks[j], -core.scores[i, j]))
    by_worst = sorted(seen, key=lambda j: (-indicator_ranks[j], core.scores[i, j]))

    def entry(j: int) -> dict:
        return {
            "indicator": system.indicators[j].id,
            "rank": rank_number(indicator_ranks[j]),
            "score": float(core.scores[i, j]),
            "value": float(core.indicators.values[i, j]),
            "unit": system.indicators[j].unit,
        }

    return {
        "zone": zone,
        "year": core.year,
        "overall_rank": rank_number(overall),
        "of": of,
        "overall": float(core.group_scores[i, 0]),
        "scores": {system.groups[g].id: float(core.group_scores[i, g]) for g in first},
        "first_level": {group.id: rank_number(r) for r, group in ranked},
        "first_level_of": {system.groups[g].id: int(np.isfinite(core.group_ranks[:, g]).sum()) for g in first},
        **{f"{board}_groups": [system.groups[g].id for g in first if boards[g] == board] for board in BOARDS},
        "strongest": [entry(j) for j in by_rank[:3]],
        "weakest": [entry(j) for j in by_worst[:3]],
    }


def rank_number(rank: float) -> int | float | None:
    if not np.isfinite(rank):
        return None
    return int(rank) if rank == int(rank) else float(rank)
