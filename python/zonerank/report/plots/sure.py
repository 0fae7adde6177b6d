"""How sure ranks are: intervals of redrawn rankings, Sobol indices."""

from __future__ import annotations

import numpy as np

from ... import door
from ..._error import Error
from ...analysis.varied import spread_text
from ...figures import percent
from ..chosen import rank_text, ranked_zone, ticks_of_ranks, zones_shown
from . import colors
from .canvas import axes, finished, legend_below, row_labels


def intervals(ranking, *, zone, zones, top, draws, seed, ax, lang: str):
    """See :meth:`Plots.intervals`."""
    shown = [ranking.zones[i] for i in zones_shown(ranking, zone, zones, top)]
    found = ranking.uncertainty(draws=draws, seed=seed, groups=False, scores=False)
    table = found._columns().set_index("zone").loc[shown].astype(float)
    ax = axes(ax, 1.8 + 0.29 * len(shown))
    for row, (name, r) in enumerate(table.iterrows()):
        color = colors.ZONE if name == zone else colors.GAIN
        ax.plot([r["rank_q5"], r["rank_q95"]], [row, row], "-", color=color, lw=5, alpha=0.4, solid_capstyle="butt",
                gid="interval")  # fmt: skip
        ax.plot([r["median_rank"]], [row], "|", color=color, ms=11, mew=2, gid="median")
        ax.plot([r["nominal_rank"]], [row], "o", color=color, ms=6.5, mec="white", gid="nominal")
    row_labels(ax, shown, 40, strong=shown.index(zone) if zone in shown else None)
    low, high = table["rank_q5"].min(), table["rank_q95"].max()
    room = 0.03 * (high - low) + 0.5
    ax.set_xlim(high + room, max(low - room, 0.4))
    ax.set_xticks(ticks_of_ranks(low - room, high + room))
    ax.grid(axis="x", color=colors.PALE)
    ax.set_xlabel("名次（右边更好）" if lang == "zh" else "rank (better to the right)", fontsize=9, color=colors.QUIET)
    if lang == "zh":
        note = f"粗线：权重 ±25 %，重新排名 {found.draws:,} 次，十次中有九次的名次；圆点：名次；短竖线：中位"
    else:
        note = f"bar: nine in ten of {found.draws:,} rankings with weights ±25 %; dot: the rank; tick: the median"
    return finished(ax, ranking, intervals_found(found, table, zone, lang), lang, note)


def intervals_found(found, table, zone, lang: str) -> str:
    zh = lang == "zh"
    if zone is None:
        whole = found._columns().set_index("zone")
        text = spread_text(whole["rank_q5"], whole["rank_q95"], zh)
        return f"十次中有九次，{text}" if zh else f"In nine cases of ten {text}"
    r = table.loc[zone]
    nominal, low, high = (rank_text(r[c], lang) for c in ("nominal_rank", "rank_q5", "rank_q95"))
    if low == high:
        return f"{zone}为{nominal}，权重稍有不同时名次不变" if zh else (
            f"{zone} is {nominal}, and stays so in nine cases of ten with somewhat other weights"
        )  # fmt: skip
    if zh:
        return f"{zone}为{nominal}；权重稍有不同时，十次中有九次在{low} 至{high.removeprefix('第')}"
    return f"{zone} is {nominal}; with somewhat other weights it is {low} to {high} in nine cases of ten"


def sobol(ranking, *, zone, top, points, scramblings, seed, ax, lang: str):
    """See :meth:`Plots.sobol`."""
    top = door.whole("top", top, 1, 10_000)
    if zone is not None:
        ranked_zone(ranking, zone)
    found = ranking.sensitivity(points=points, scramblings=scramblings, seed=seed)
    table, row = (found._found["shift"], 0) if zone is None else found._of(zone, "rank")
    frame = found._rows(table, row).dropna(subset=["total"])
    frame = frame.sort_values("total", ascending=False, kind="stable").head(top).reset_index(drop=True)
    if frame.empty:
        whose, whose_zh = ("any rank", "任何高新区") if zone is None else (f"the rank of {zone}", zone)
        raise Error(
            f"no weight moves {whose}, so that there are no Sobol indices",
            zh=f"权重变动不改变{whose_zh}的名次，没有 Sobol 指数",
            of_data=True,
        )
    ax = axes(ax, 2.2 + 0.36 * len(frame))
    y = np.arange(len(frame))
    total, first = (
        ("总作用（含与其他因素的共同作用）", "单独作用") if lang == "zh" else ("total, together with others", "alone")
    )
    ax.barh(y - 0.17, frame["total"], 0.32, color=colors.SERIES[4], xerr=frame["total_error"], label=total,
            error_kw={"ecolor": colors.QUIET, "lw": 1})  # fmt: skip
    ax.barh(y + 0.17, frame["first"], 0.32, color=colors.SERIES[0], xerr=frame["first_error"], label=first,
            error_kw={"ecolor": colors.QUIET, "lw": 1})  # fmt: skip
    names = found.factor_names(lang)
    row_labels(ax, [names[factor] for factor in frame["factor"]], 36)
    ax.set_xlim(left=min(0.0, float((frame["first"] - frame["first_error"]).min())))
    ax.axvline(0, color=colors.INK, lw=0.9)
    ax.grid(axis="x", color=colors.PALE)
    across = f"share in the variance of {'the mean shift in ranks' if zone is None else f'the rank of {zone}'}"
    if lang == "zh":
        across = f"占{'名次平均变动' if zone is None else f'{zone}名次'}方差的比例"
    ax.set_xlabel(across, fontsize=9, color=colors.QUIET)
    legend_below(ax, ncol=2)
    top_name, share = names[frame["factor"][0]], percent(min(1.0, float(frame["total"][0])))
    if lang == "zh":
        title = f"对{'名次' if zone is None else zone + '名次'}影响最大的是{top_name}：占方差的 {share}（含共同作用）"
    else:
        whose = "ranks" if zone is None else f"the rank of {zone}"
        title = f"The {top_name} moves {whose} most: {share} of the variance, together with others"
    note = (
        f"权重 ±25 %，重新排名 {found.rankings:,} 次" if lang == "zh" else f"weights ±25 %, {found.rankings:,} rankings"
    )
    return finished(ax, ranking, title, lang, note)
