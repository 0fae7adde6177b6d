"""Ranks over years: a line a zone."""

from __future__ import annotations

import numpy as np

from ..._error import Error
from ...analysis.change import rank_of_zones
from ..chosen import rank_text, ranked_zone, ticks_of_ranks, zones_shown
from . import colors
from .canvas import axes, finished, lines_of


def bump(ranking, *, zone, zones, top, ax, lang: str):
    """See :meth:`Plots.bump`."""
    shown = [ranking.zones[i] for i in zones_shown(ranking, zone, zones, top)]
    if zone is not None:
        ranked_zone(ranking, zone)
    years = {one.year: rank_of_zones(one) for one in [*ranking._earlier(0), ranking]}
    years = dict(sorted(years.items()))
    if len(years) < 2:
        raise Error(
            f"ranks over years need two years, but the figures can be ranked in {ranking.year} alone; read the files "
            "of other years with them",
            zh=f"历年名次至少需要两年，但数据只有 {ranking.year} 年可以排名；请一并读入其他年份的文件",
            of_data=True,
        )
    ax = axes(ax, max(4.2, 1.6 + 0.3 * len(shown)), 7.6)
    lines = {name: [ranks.get(name, np.nan) for ranks in years.values()] for name in shown}
    for name, ranks in lines.items():
        strong = name == zone
        color = colors.ZONE if strong else colors.GAIN if zone is None else colors.REST
        ax.plot(list(years), ranks, "-o", color=color, lw=2.6 if strong else 1.4, ms=7 if strong else 5,
                mec="white", zorder=3 if strong else 2, gid=f"zone:{name}")  # fmt: skip
    every = [r for ranks in lines.values() for r in ranks if r == r]
    low, high = min(every), max(every)
    ax.set_ylim(high + 0.04 * (high - low) + 0.6, low - 0.04 * (high - low) - 0.6)
    ax.set_xticks(list(years))
    ax.set_xlim(min(years) - 0.05 * (len(years) - 1), max(years) + 0.05 * (len(years) - 1))
    ax.set_yticks(ticks_of_ranks(low, high))
    ax.grid(axis="y", color=colors.PALE)
    ax.grid(axis="x", color=colors.FAINT, lw=0.8)
    ax.set_ylabel("名次" if lang == "zh" else "rank", fontsize=9, color=colors.QUIET)
    write_names(ax, lines, zone, max(years))
    found = bump_found(years, lines, zone, lang)
    return finished(ax, ranking, found, lang, "上方更好" if lang == "zh" else "better ranks are higher up")


def write_names(ax, lines: dict, zone, year: int) -> None:
    """Names beside the last year, moved apart where ranks are too near for the text."""
    last = sorted((ranks[-1], name) for name, ranks in lines.items() if ranks[-1] == ranks[-1])
    inches = ax.get_position().height * ax.figure.get_size_inches()[1]
    worst, best = ax.get_ylim()
    apart = spread([rank for rank, _ in last], (worst - best) * 0.165 / max(inches, 1))
    for (rank, name), y in zip(last, apart, strict=True):
        strong, text = name == zone, f"{rank:g}  {lines_of(name, 30, 1)}"
        ax.annotate(
            text, (year, rank), (16, y), ("data", "data"), textcoords=("offset points", "data"),
            va="center", fontsize=9, color=colors.ZONE if strong else colors.INK,
            fontweight="bold" if strong else "normal", annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colors.FAINT, "lw": 0.8, "shrinkA": 0, "shrinkB": 5},
        )  # fmt: skip


def spread(wanted: list[float], gap: float) -> list[float]:
    """Places near those that are wanted, in their order, each at least ``gap`` from the last."""
    runs: list[list] = []  # sum of (wanted - k gap), length
    for w in wanted:
        runs.append([w, 1])
        while len(runs) > 1 and middle(runs[-2], gap)[1] + gap > middle(runs[-1], gap)[0]:
            total, n = runs.pop()
            runs[-1] = [runs[-1][0] + total, runs[-1][1] + n]
    found = []
    for run in runs:
        begin, _ = middle(run, gap)
        found += [begin + k * gap for k in range(run[1])]
    return found


def middle(run: list, gap: float) -> tuple[float, float]:
    """First and last place of a run around its mean."""
    total, n = run
    return total / n - gap * (n - 1) / 2, total / n + gap * (n - 1) / 2


def bump_found(years: dict, lines: dict, zone, lang: str) -> str:
    first, last = min(years), max(years)
    zone = next(iter(lines)) if len(lines) == 1 else zone
    if zone is not None:
        known = [(year, years[year][zone]) for year in years if zone in years[year]]
        (begin, was), (end, now) = known[0], known[-1]
        best = min(rank for _, rank in known)
        if lang == "zh":
            how = "升" if now < was else "降"
            text = f"{zone}由 {begin} 年第 {was:g} {how}至 {end} 年第 {now:g}" if now != was else (
                f"{zone} {begin} 年和 {end} 年都是第 {now:g}"
            )  # fmt: skip
            return f"{text}，为 {len(known)} 年中最好" if now == best < was and len(known) > 2 else text
        how = "rose" if now < was else "fell"
        text = f"{zone} {how} from {rank_text(was, lang)} in {begin} to {rank_text(now, lang)} in {end}"
        if now == was:
            text = f"{zone} is {rank_text(now, lang)} in {end} as in {begin}"
        return f"{text}, its best of {len(known)} years" if now == best < was and len(known) > 2 else text
    n, most = len(lines), max(ranks[-1] for ranks in lines.values())
    stayed = sum(1 for ranks in lines.values() if ranks[0] <= most)
    if lang == "zh":
        return f"{last} 年的这 {n} 个高新区中，{stayed} 个在 {first} 年也在前 {most:g} 位"
    return f"Of these {n} zones of {last}, {stayed} were among the first {most:g} in {first} too"
