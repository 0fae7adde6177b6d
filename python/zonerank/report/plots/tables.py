"""Tables of colours: ranks of zones by indicator, correlations of indicators."""

from __future__ import annotations

import matplotlib
import numpy as np

from ... import statistics
from ..._error import Error
from ...labels import title
from ..chosen import first_level, ranked_zone, zones_shown
from . import colors
from .canvas import axes, finished, lines_of, row_labels
from .scores import of_group

LEGIBLE = 45  # columns of which the cells hold numbers


def heatmap(ranking, *, zone, zones, top, group, ax, lang: str):
    """See :meth:`Plots.heatmap`."""
    if zone is not None:
        ranked_zone(ranking, zone)
    shown = zones_shown(ranking, zone, zones, top)
    system, core = ranking.system, ranking._core
    indicator_ranks = core.indicator_ranks()
    which = range(len(system.indicators)) if group is None else of_group(ranking, group)
    of_groups = [0, *first_level(system)] if group is None else [[g.id for g in system.groups].index(group)]
    used = [j for j in which if not core.left_out[j]]
    used.sort(key=lambda j: system.indicators[j].group_index)
    ranks = np.hstack([core.group_ranks[:, of_groups], indicator_ranks[:, used]])
    items = [*(system.groups[g] for g in of_groups), *(system.indicators[j] for j in used)]
    of = np.isfinite(ranks).sum(axis=0)
    better = 1 - (ranks - 1) / np.maximum(of - 1, 1)  # 1 is best
    ax = axes(ax, 3.3 + 0.24 * len(shown), max(6.0, 2.4 + 0.3 * len(items)))
    palette = matplotlib.colormaps[colors.RANKS].with_extremes(bad="white")
    image = ax.imshow(np.ma.masked_invalid(1 - better[shown]), cmap=palette.reversed(), vmin=0, vmax=1, aspect="auto")
    image.set_gid("ranks")
    named = [ranking.zones[i] for i in shown]
    row_labels(ax, named, 40, strong=None if zone is None else named.index(zone))
    ax.set_xticks(range(len(items)), [lines_of(title(k, lang), 34) for k in items], rotation=90, fontsize=8)
    ax.xaxis.tick_bottom()
    if len(items) <= LEGIBLE:
        write_ranks(ax, ranks[shown], image)
    edge = len(of_groups) - 0.5
    ax.axvline(edge, color="white", lw=4)
    note = "数字是名次，深色好，浅色差，空白为缺失" if lang == "zh" else (
        "numbers are ranks; dark is good, pale is poor, blank is missing"
    )  # fmt: skip
    k = 0 if zone is None else named.index(zone)
    best = better[shown[k], len(of_groups) :]
    n, good, poor = int(np.isfinite(best).sum()), int((best >= 0.75).sum()), int((best <= 0.25).sum())
    if lang == "zh":
        found = f"{named[k]}：{n} 项指标中 {good} 项居前四分之一，{poor} 项居后四分之一"
    else:
        found = f"{named[k]} is in the best quarter on {good} of {n} indicators, and in the worst quarter on {poor}"
    return finished(ax, ranking, found, lang, note)


def write_ranks(ax, ranks, image) -> None:
    size = 7.5 if np.nanmax(ranks) < 100 else 6.5
    grounds = image.to_rgba(image.get_array())
    for row, column in np.argwhere(np.isfinite(ranks)):
        ax.text(column, row, f"{ranks[row, column]:g}", ha="center", va="center", fontsize=size,
                color=colors.on(grounds[row, column]), gid="rank")  # fmt: skip


def correlations(ranking, *, group, ax, lang: str):
    """See :meth:`Plots.correlations`."""
    system, core = ranking.system, ranking._core
    which = range(len(system.indicators)) if group is None else of_group(ranking, group)
    used = [j for j in which if not core.left_out[j]]
    used.sort(key=lambda j: system.indicators[j].group_index)
    r = statistics.correlation(core.scores[:, used], "spearman").r.to_numpy() if used else np.empty((0, 0))
    above = np.triu(np.isfinite(r), 1)
    if not above.any():
        raise Error(
            f"no two indicators of {group or 'the system'} can be correlated: two zones or more with both are needed",
            zh=f"{group or '该体系'}没有两项指标可以计算相关系数：至少要有两个高新区两项都有",
            of_data=True,
        )
    items = [system.indicators[j] for j in used]
    side = max(4.0, 0.24 * len(items))
    ax = axes(ax, side + 2.4, side + 4.2)
    palette = matplotlib.colormaps[colors.SIGNS].with_extremes(bad="white")
    image = ax.imshow(np.ma.masked_invalid(r), cmap=palette, vmin=-1, vmax=1, aspect="auto")
    image.set_gid("r")
    row_labels(ax, [title(k, lang) for k in items], 52, n=1)
    ax.set_xticks(range(len(items)), [lines_of(title(k, lang), 30, 1) for k in items], rotation=90, fontsize=8)
    if len(items) <= 16:
        grounds = image.to_rgba(image.get_array())
        for row, column in np.argwhere(np.isfinite(r)):
            ax.text(column, row, f"{r[row, column]:.2f}", ha="center", va="center", fontsize=7.5,
                    color=colors.on(grounds[row, column]), gid="r value")  # fmt: skip
    groups = [k.group_index for k in items]
    for at in np.flatnonzero(np.diff(groups)):
        ax.axhline(at + 0.5, color="white", lw=2.5)
        ax.axvline(at + 0.5, color="white", lw=2.5)
    bar = ax.figure.colorbar(image, ax=ax, shrink=0.5, pad=0.02)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=8, length=0)
    note = "得分的等级相关（Spearman）" if lang == "zh" else "rank correlations of scores (Spearman)"
    return finished(ax, ranking, correlations_found(r, items, lang), lang, note)


def correlations_found(r, items: list, lang: str) -> str:
    above = np.where(np.triu(np.ones_like(r, dtype=bool), 1) & np.isfinite(r), r, np.nan)
    row, column = np.unravel_index(np.nanargmax(np.abs(above)), r.shape)
    n, of = int((np.abs(above) > 0.8).sum()), int(np.isfinite(above).sum())
    one, other = title(items[row], lang), title(items[column], lang)
    if lang == "zh":
        return f"最相关的是{one}与{other}（{r[row, column]:.2f}）；{of} 对指标中 {n} 对的相关系数大于 0.8（不计正负）"
    alike = "Most alike" if r[row, column] > 0 else "Most opposed"
    return f"{alike} are {one} and {other} ({r[row, column]:.2f}); {n} of {of} pairs are beyond ±0.8"
