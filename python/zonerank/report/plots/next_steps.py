"""What would change a rank: the figures that reach it on their own, as a ladder."""

from __future__ import annotations

from ... import door
from ..._error import Error
from ...labels import title
from ..amounts import amount, growth
from ..chosen import rank_text, ranked_zone
from . import colors
from .canvas import axes, finished, row_labels


def levers(ranking, *, zone, rank, top, ax, lang: str):
    """See :meth:`Plots.levers`."""
    ranked_zone(ranking, zone)
    top = door.whole("top", top, 1, 10_000)
    found = ranking.plan(zone, rank=rank)
    frame = found._columns()
    reached = frame[frame["needed"].notna() & frame["change"].notna()]
    goal, zh = found.rank, lang == "zh"
    if found.today <= goal:
        raise Error(
            f"rank: {zone} is {rank_text(found.today, lang)} already; name a better rank than that",
            zh=f"rank：{zone}现为{rank_text(found.today, 'zh')}，已经达到；请给出更好的名次",
        )
    if reached.empty:
        best = float(frame["rank_alone"].astype(float).min()) if len(frame) else float("nan")
        raise Error(
            f"rank: no single figure brings {zone} to {rank_text(goal, 'en')}; the best is {rank_text(best, 'en')}, so "
            "ask for a rank nearer to today's",
            zh=f"rank：没有一项数据能单独使{zone}到{rank_text(goal, 'zh')}，最好是{rank_text(best, 'zh')}；"
            "请选离现在较近的名次",
            of_data=True,
        )
    shown = reached.head(top).reset_index(drop=True)
    names = {f.name: title(f, lang) for f in ranking.system.fields}
    ax = axes(ax, 1.7 + 0.42 * len(shown))
    up = shown["change"] > 0
    ax.barh(shown.index, shown["change"], 0.56, color=[colors.GAIN if u else colors.SERIES[1] for u in up])
    for row in shown.itertuples():
        text = f"{growth(row.change)} %  {amount(row.today, row.unit, lang)} → {amount(row.needed, row.unit, lang)}"
        ax.annotate(text, (max(row.change, 0), row.Index), (6, 0), textcoords="offset points", fontsize=8.5,
                    va="center", ha="left", color=colors.INK, gid="step")  # fmt: skip
    row_labels(ax, [names[name] for name in shown["field"]], 34)
    low, high = min(0.0, float(shown["change"].min())), max(0.0, float(shown["change"].max()))
    ax.set_xlim(low - 0.04 * (high - low), high + 0.85 * (high - low))
    ax.axvline(0, color=colors.INK, lw=0.9)
    ax.grid(axis="x", color=colors.PALE)
    ax.set_xticks([t for t in ax.get_xticks() if low <= t <= high])
    ax.set_xlabel("数据的变动（%）" if zh else "change of the figure (%)", fontsize=9, color=colors.QUIET)
    least = shown.iloc[0]
    n, of = int(frame["needed"].notna().sum()), len(frame)
    if zh:
        said = (
            f"{zone}现为{rank_text(found.today, lang)}：{of} 项数据中 {n} 项单独变动即可到{rank_text(goal, lang)}，"
            f"变动最小的是{names[least['field']]}（{growth(least['change'])} %）"
        )
        note = "每项单独变动，其余不变；这只说明公式奖励什么"
    else:
        said = (
            f"{zone} is {rank_text(found.today, lang)}: {n} of {of} figures alone would make it "
            f"{rank_text(goal, lang)}; the smallest change is {names[least['field']]} ({growth(least['change'])} %)"
        )
        note = "each figure alone, all else as it is; this is what the formulas reward, not advice"
    return finished(ax, ranking, said, lang, note)
