"""What every better rank takes: effort against rank, as steps."""

from __future__ import annotations

import numpy as np

from ... import door
from ..._error import Error
from ..chosen import rank_text, ranked_zone, ticks_of_ranks
from . import colors
from .canvas import axes, finished, legend_below

APART = 0.075  # of the height: between two labels


def frontier(ranking, *, zone, rank, ax, lang: str):
    """See :meth:`Plots.frontier`."""
    ranked_zone(ranking, zone)
    found = ranking.plan(zone)
    today, zh = found.today, lang == "zh"
    best_shown = 1.0 if rank is None else door.number("rank", rank, 1, max(1.0, today - 1))
    points = plans([row for row in found._frontier if row["asked"] >= best_shown])
    if not points:
        raise Error(
            f"no combination of figures brings {zone} to a better rank than {rank_text(today, 'en')}",
            zh=f"没有数据组合能使{zone}的名次好于{rank_text(today, 'zh')}",
            of_data=True,
        )
    effort, reached = np.array([0.0, *(p["effort"] for p in points)]), np.array([today, *(p["rank"] for p in points)])
    ax = axes(ax, 5.2)
    ax.step(effort, reached, where="post", color=colors.GAIN, lw=1.8, gid="steps")
    for is_proved, face, label in (
        (True, colors.GAIN, "已证明最省力" if zh else "proved to be the least effort"),
        (
            False,
            "white",
            "未证明：细线左端为已证明的下限" if zh else "not proved: the thin line begins at what is proved",
        ),
    ):
        some = [p for p in points if p["proved"] == is_proved]
        if some:
            ax.plot([p["effort"] for p in some], [p["rank"] for p in some], "o", ms=7, mfc=face, mec=colors.GAIN,
                    mew=1.6, label=label, gid="proved" if is_proved else "unproved", zorder=3,
                    clip_on=False)  # fmt: skip
    for p in points:
        if not p["proved"]:
            ax.plot([p["at_least"], p["effort"]], [p["rank"]] * 2, "-", color=colors.QUIET, lw=1, gid="at_least")
    ax.plot([0], [today], "o", ms=10, color=colors.ZONE, mec="white", gid="today", zorder=4, clip_on=False)
    best, most = float(reached.min()), float(effort.max())
    room = 0.06 * (today - best) + 0.5
    ax.set_ylim(today + room, best - room)
    ax.set_xlim(-0.02 * most, 1.24 * most)
    ax.set_yticks(ticks_of_ranks(best, today))
    ax.grid(axis="y", color=colors.PALE)
    ax.set_ylabel("名次" if zh else "rank", fontsize=9, color=colors.QUIET)
    ax.set_xlabel("力度" if zh else "effort", fontsize=9, color=colors.QUIET)
    write_efforts(ax, points, today, lang)
    legend_below(ax, ncol=2)
    note = (
        "力度 1 是一项数据好年份与差年份之差"
        if zh
        else "an effort of 1 separates a good year of a figure from a bad one"
    )
    return finished(ax, ranking, frontier_found(zone, today, points, best_shown, lang), lang, note)


def plans(rows: list[dict]) -> list[dict]:
    """Each plan once, by effort: that for 60th may be that for 61st too, and is proved where it is for all."""
    found: dict[tuple, dict] = {}
    for row in rows:
        one = found.setdefault(
            (row["effort"], row["rank"]), {**row, "figures": len(row["steps"]), "at_least": np.inf, "proved": True}
        )
        one["at_least"] = min(one["at_least"], row["at_least"], row["effort"])
        one["proved"] = bool(one["proved"] and row["proved"])
    return sorted(found.values(), key=lambda one: (one["effort"], -one["rank"]))


def write_efforts(ax, points: list[dict], today: float, lang: str) -> None:
    """Rank, effort and how many figures move, from the best plan down, where there is room for the text."""
    worst, best = ax.get_ylim()
    last = -np.inf
    for p in sorted(points, key=lambda p: p["rank"]):
        if p["rank"] - last < APART * (worst - best) or today - p["rank"] < 0.6 * APART * (worst - best):
            continue
        last, n = p["rank"], p["figures"]
        moves = f"{n} 项数据" if lang == "zh" else f"{n} figure{'' if n == 1 else 's'}"
        colon, left, right = ("：", "（", "）") if lang == "zh" else (": ", " (", ")")
        text = f"{rank_text(p['rank'], lang)}{colon}{p['effort']:.3g}{left}{moves}{right}"
        ax.annotate(text, (p["effort"], p["rank"]), (9, -3), textcoords="offset points", fontsize=8.5, va="top",
                    color=colors.INK, gid="effort")  # fmt: skip
    text = f"现为{rank_text(today, lang)}" if lang == "zh" else f"today {rank_text(today, lang)}"
    ax.annotate(text, (0, today), (9, -3), textcoords="offset points", fontsize=9, va="top", fontweight="bold",
                color=colors.ZONE, annotation_clip=False)  # fmt: skip


def frontier_found(zone: str, today: float, points: list[dict], best_shown: float, lang: str) -> str:
    """What little effort gives, and what the best rank takes."""
    zh, last = lang == "zh", points[-1]
    small = [p for p in points[:-1] if p["effort"] <= 1] or points[:1]
    near, now = small[-1], rank_text(today, lang)
    best, much = rank_text(last["rank"], lang), f"{last['effort']:.3g}"
    if zh:
        text = f"{zone}现为{now}"
        if near is not last:
            text += f"：力度 {near['effort']:.3g} 可到{rank_text(near['rank'], lang)}，到{best} 要 {much}"
        else:
            text += f"：到{best} 要力度 {much}"
        text += "" if last["proved"] else "（未证明最小）"
        return text if last["rank"] <= best_shown else f"{text}，再好的名次达不到"
    text = f"{zone} is {now}: "
    if near is not last:
        text += f"an effort of {near['effort']:.3g} gives {rank_text(near['rank'], lang)}, {best} takes {much}"
    else:
        text += f"{best} takes an effort of {much}"
    text += "" if last["proved"] else ", not proved to be the least"
    return text if last["rank"] <= best_shown else f"{text}; no better rank is within reach"
