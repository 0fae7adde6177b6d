"""Which zones are shown, and what their ranks are called."""

from __future__ import annotations

import numpy as np

from .. import _core, door
from .._error import Error
from ..analysis.varied import ordinal


def first_level(system) -> list[int]:
    """The numbers of the groups just below overall."""
    return [g for g, group in enumerate(system.groups) if group.parent_index == 0]


def ranks_of(ranking) -> np.ndarray:
    """The overall ranks; NaN without one."""
    return ranking._core.group_ranks[:, 0]


def n_ranked(ranking) -> int:
    return int(np.isfinite(ranks_of(ranking)).sum())


def ranked_zone(ranking, zone) -> int:
    """The number of a zone that has a rank."""
    i = ranking._core.zone(door.text("zone", zone))
    if np.isnan(ranks_of(ranking)[i]):
        raise Error(
            f"{zone} has no overall score in {ranking.year}, and so no rank; ranking.missing() lists what it lacks",
            zh=f"{zone}在 {ranking.year} 年没有总分，没有名次；缺少的数据见 ranking.missing()",
            of_data=True,
        )
    return i


def zones_shown(ranking, zone, zones, top: int) -> list[int]:
    """The zones that are named; else the first ``top``, or as many around ``zone``; by rank."""
    order = [int(i) for i in ranking._order() if np.isfinite(ranks_of(ranking)[i])]
    if zones is not None:
        named = door.texts("zones", zones)
        _core.check_zones(named, ranking.zones)
        wanted = {ranked_zone(ranking, name) for name in named}
        if zone is not None:
            wanted.add(ranked_zone(ranking, zone))
        if not wanted:
            raise Error(
                "zones: no zone is named; name some, or leave it out for the first of all",
                zh="zones：没有写出高新区；请写出名称，或不写 zones 以显示前几名",
            )
        return [i for i in order if i in wanted]
    top = door.whole("top", top, 1, 10_000)
    if zone is None:
        return order[:top]
    at = order.index(ranked_zone(ranking, zone))
    begin = min(max(0, at - top // 2), max(0, len(order) - top))
    return order[begin : begin + top]


def place_text(rank: float, of: int, lang: str) -> str:
    """ "25th of 169", "169 个中第 25"."""
    return f"{of} 个中第 {rank:g}" if lang == "zh" else f"{ordinal(rank)} of {of}"


def rank_text(rank: float, lang: str) -> str:
    """ "25th", "第 25"."""
    return f"第 {rank:g}" if lang == "zh" else ordinal(rank)


def ticks_of_ranks(low: float, high: float) -> list[int]:
    """Ranks at which an axis is marked: the first, and round ones."""
    span = max(1.0, high - low)
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000) if span / s <= 8), 2000)
    return [r for r in [1, *range(step, int(high) + 1, step)] if low <= r <= high]
