"""The tree of a system: groups, indicators, their weights, and a zone's ranks on them."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle

from ...labels import title
from ..chosen import n_ranked, place_text, ranked_zone, ranks_of
from . import colors
from .canvas import axes, finished, lines_of, wrapped

BOX = 3.0  # width of a group


def tree(ranking, *, zone, ax, lang: str):
    """See :meth:`Plots.tree`."""
    i = None if zone is None else ranked_zone(ranking, zone)
    system, core = ranking.system, ranking._core
    order, depth = walked(system)
    n = len(order)
    ax = axes(ax, 1.2 + 0.3 * n, 10.0)
    begin = BOX * (max(depth.values()) + 1)
    for g, (top, bottom) in spans(system, order).items():
        box(ax, depth[g] * BOX, top, bottom, group_text(ranking, g, i, lang))
    weights = core.weights
    widest = float(np.nanmax(weights)) or 1.0
    ranks = core.indicator_ranks()
    for row, j in enumerate(order):
        item, out = system.indicators[j], core.left_out[j]
        color = colors.QUIET if out else colors.INK
        ax.text(begin + 0.15, row, lines_of(title(item, lang), 64, 1), fontsize=8.5, va="center", color=color)
        ax.barh(row, 0.0 if out else 3.0 * weights[j] / widest, 0.6, begin + 8.6, color=colors.SERIES[4], gid="weight")
        text = ("未计入" if lang == "zh" else "left out") if out else f"{100 * weights[j]:.3g} %"
        ax.text(begin + 8.5, row, text, fontsize=8.5, va="center", ha="right", color=color, gid="share")
        if i is not None and not out and np.isfinite(ranks[i, j]):
            ax.text(begin + 12.6, row, f"{ranks[i, j]:g}", fontsize=8.5, va="center", ha="right", color=colors.ZONE,
                    gid="rank")  # fmt: skip
    ax.set_xlim(0, begin + 12.7)
    ax.set_ylim(n - 0.4, -1.0)
    heads = ("权重", "名次") if lang == "zh" else ("weight", "rank")
    ax.text(begin + 8.5, -0.75, heads[0], fontsize=8.5, ha="right", va="center", color=colors.QUIET)
    if i is not None:
        ax.text(begin + 12.6, -0.75, heads[1], fontsize=8.5, ha="right", va="center", color=colors.QUIET)
    ax.set_xticks([])
    ax.set_yticks([])
    return finished(ax, ranking, tree_found(ranking, i, lang), lang)


def walked(system) -> tuple[list[int], dict[int, int]]:
    """The indicators group by group, and how deep each group lies."""
    depth = {0: 0}
    for g, group in enumerate(system.groups):
        if group.parent_index >= 0:
            depth[g] = depth[group.parent_index] + 1
    order: list[int] = []

    def walk(g: int) -> None:
        order.extend(j for j, item in enumerate(system.indicators) if item.group_index == g)
        for h, group in enumerate(system.groups):
            if group.parent_index == g:
                walk(h)

    walk(0)
    return order, depth


def spans(system, order: list[int]) -> dict[int, tuple[int, int]]:
    """The first and the last row of every group that has indicators."""
    found: dict[int, tuple[int, int]] = {}
    for row, j in enumerate(order):
        g = system.indicators[j].group_index
        while g >= 0:
            top, _ = found.get(g, (row, row))
            found[g] = (top, row)
            g = system.groups[g].parent_index
    return found


def box(ax, x: float, top: int, bottom: int, text: str) -> None:
    height = bottom - top + 1
    ax.add_patch(Rectangle((x + 0.05, top - 0.44), BOX - 0.15, height - 0.12, fc=colors.PALE, ec="none", gid="group"))
    lines = wrapped(text, 20)
    size = 9 if height * 2 > lines.count("\n") + 1 else 7
    ax.text(x + BOX / 2, (top + bottom) / 2, lines, fontsize=size, ha="center", va="center", color=colors.INK)


def group_text(ranking, g: int, i, lang: str) -> str:
    """Name, weight in all, and the zone's rank."""
    system, core = ranking.system, ranking._core
    text = title(system.groups[g], lang)
    if g:
        text += f" {100 * share_of(ranking, g):.3g} %"
    rank = np.nan if i is None else core.group_ranks[i, g]
    if np.isfinite(rank):
        text += f"（第 {rank:g}）" if lang == "zh" else f" (rank {rank:g})"
    return text


def share_of(ranking, g: int) -> float:
    """The share of a group's indicators in the overall score."""
    system = ranking.system
    below = {g}
    for h, group in enumerate(system.groups):
        if group.parent_index in below:
            below.add(h)
    inside = [j for j, item in enumerate(system.indicators) if item.group_index in below]
    return float(np.nansum(ranking._core.weights[inside]))


def tree_found(ranking, i, lang: str) -> str:
    system, core = ranking.system, ranking._core
    n, out = len(system.indicators), int(np.sum(core.left_out))
    groups = sum(group.parent_index == 0 for group in system.groups)
    weights = np.where(core.left_out, -1.0, core.weights)
    most = int(np.nanargmax(weights))
    heaviest, share = title(system.indicators[most], lang), f"{100 * weights[most]:.3g} %"
    same = int(np.isclose(weights, weights[most], rtol=1e-9).sum())
    name = "" if i is None else ranking.zones[i]
    place = "" if i is None else place_text(ranks_of(ranking)[i], n_ranked(ranking), lang)
    if lang == "zh":
        head = f"{name}：{place}；" if name else ""
        lost = f"，{out} 项未计入" if out else ""
        most = f"权重最大的是{heaviest}（{share}）" if same == 1 else f"权重最大的 {same} 项各占 {share}"
        return f"{head}{groups} 个一级指标、{n} 项二级指标{lost}，{most}"
    head = f"{name} is {place}: " if name else ""
    lost = f", {out} of them left out" if out else ""
    most = f"{heaviest} weighs most ({share})" if same == 1 else f"the {same} heaviest weigh {share} each"
    return f"{head}{groups} first-level groups and {n} indicators{lost}; {most}"
