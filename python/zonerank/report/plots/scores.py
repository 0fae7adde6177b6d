"""Scores of all zones: strips, a radar, one indicator against another."""

from __future__ import annotations

import numpy as np

from ... import door, statistics
from ..._error import Error
from ...figures import plain, signed
from ...labels import title, word
from ...units import unit_name
from ..chosen import first_level, n_ranked, place_text, rank_text, ranked_zone, ranks_of
from . import colors
from .canvas import axes, finished, lines_of, row_labels, wrapped

SCALE = (0.0, 100.0)


def strips(ranking, *, zone, ax, lang: str):
    """See :meth:`Plots.strips`."""
    i = None if zone is None else ranked_zone(ranking, zone)
    core, groups = ranking._core, ranking.system.groups
    shown = [0, *first_level(ranking.system)]
    ax = axes(ax, 1.3 + 0.62 * len(shown))
    names = [title(groups[g], lang) for g in shown]
    row_labels(ax, names, 26)
    for row, g in enumerate(shown):
        scores = core.group_scores[:, g]
        known = scores[np.isfinite(scores)]
        ax.axhspan(row - 0.28, row + 0.28, color=colors.PALE, lw=0)
        ax.plot(known, np.full(len(known), row), "|", ms=17, mew=1, color=colors.GAIN, alpha=0.45, gid="zones")
        if len(known):
            ax.plot([np.median(known)] * 2, [row - 0.36, row + 0.36], color=colors.INK, lw=2, gid="median")
        if i is not None and np.isfinite(scores[i]):
            ax.plot([scores[i]], [row], "o", ms=9, color=colors.ZONE, mec="white", gid="zone")
            text = f"{scores[i]:.2f}{'，' if lang == 'zh' else ', '}{rank_text(core.group_ranks[i, g], lang)}"
            ax.annotate(text, (1, row), (6, 0), ("axes fraction", "data"), textcoords="offset points", va="center",
                        fontsize=9, color=colors.ZONE, annotation_clip=False)  # fmt: skip
    limits(ax, core.group_scores[:, shown])
    ax.set_xlabel(word("score", lang), fontsize=9, color=colors.QUIET)
    note = "竖线是各高新区，黑线是中位数" if lang == "zh" else "a mark a zone, the black line is the median"
    return finished(ax, ranking, strips_found(ranking, i, shown, lang), lang, note)


def limits(ax, scores) -> None:
    """From 0 to 100 where the scores are; else as far as they go."""
    low, high = np.nanmin(scores), np.nanmax(scores)
    if SCALE[0] <= low and high <= SCALE[1]:
        ax.set_xlim(SCALE[0] - 1, SCALE[1] + 1)
    else:
        ax.set_xlim(low - 0.03 * (high - low) - 1e-9, high + 0.03 * (high - low) + 1e-9)


def strips_found(ranking, i: int | None, shown: list[int], lang: str) -> str:
    core, groups, of = ranking._core, ranking.system.groups, n_ranked(ranking)
    zh = lang == "zh"
    if i is None:
        overall = core.group_scores[:, 0]
        low, high = np.nanquantile(overall, 0.25), np.nanquantile(overall, 0.75)
        first = ranking.zones[int(ranking._order()[0])]
        best = f"{np.nanmax(overall):.2f}"
        if zh:
            return f"{first}以 {best} 分居首，半数高新区在 {low:.2f} 至 {high:.2f} 分之间"
        return f"{first} leads with {best} points; half of the zones have {low:.2f} to {high:.2f}"
    place = place_text(ranks_of(ranking)[i], of, lang)
    zone = ranking.zones[i]
    ranked = sorted((core.group_ranks[i, g], g) for g in shown[1:] if np.isfinite(core.group_ranks[i, g]))
    if len(ranked) < 2 or ranked[0][0] == ranked[-1][0]:
        return f"{zone}：{place}" if zh else f"{zone} is {place}"
    (best, g), (worst, h) = ranked[0], ranked[-1]
    one, other = title(groups[g], lang), title(groups[h], lang)
    best, worst = rank_text(best, lang), rank_text(worst, lang)
    if zh:
        return f"{zone}：{place}，{one}最好（{best}），{other}最弱（{worst}）"
    return f"{zone} is {place}: best on {one} ({best}), weakest on {other} ({worst})"


def radar(ranking, *, zone, group, against, ax, lang: str):
    """See :meth:`Plots.radar`."""
    i = ranked_zone(ranking, zone)
    items, scores = spokes(ranking, group)
    if len(items) < 3:
        raise Error(
            f"a radar needs three spokes or more, but {group or 'overall'} has {len(items)}; plot.strips shows them",
            zh=f"雷达图至少要有三项，而 {group or 'overall'} 只有 {len(items)} 项；请用 plot.strips",
        )
    if not (np.nanmin(scores) >= SCALE[0] and np.nanmax(scores) <= SCALE[1]):
        raise Error(
            f"a radar has scores from 0 to 100, but these go from {np.nanmin(scores):.4g} to {np.nanmax(scores):.4g}; "
            "plot.strips shows them",
            zh=f"雷达图的得分应在 0 到 100 之间，而这里是 {np.nanmin(scores):.4g} 到 {np.nanmax(scores):.4g}；"
            "请用 plot.strips",
        )
    other, who = compared_with(ranking, scores, against, lang)
    ax = axes(ax, 5.8, 7.6)
    angles = np.linspace(0, 2 * np.pi, len(items), endpoint=False)
    for ring in (25, 50, 75, 100):
        x, y = at(np.append(angles, 0), np.full(len(items) + 1, ring))
        ax.plot(x, y, color=colors.FAINT, lw=0.8, zorder=1, gid="ring")
        ax.annotate(f"{ring}", (0, ring), (2, 1), textcoords="offset points", fontsize=7.5, color=colors.QUIET)
    for angle, item in zip(angles, items, strict=True):
        ax.plot([0, 100 * np.sin(angle)], [0, 100 * np.cos(angle)], color=colors.FAINT, lw=0.8, zorder=1, gid="spoke")
        side = np.sin(angle)
        ax.annotate(
            lines_of(title(item, lang), 24, 3), (106 * side, 106 * np.cos(angle)), fontsize=8.5, color=colors.INK,
            ha="center" if abs(side) < 0.15 else "left" if side > 0 else "right",
            va="center" if abs(np.cos(angle)) < 0.85 else "bottom" if np.cos(angle) > 0 else "top",
        )  # fmt: skip
    closed(ax, angles, other, colors.GAIN, "--", lines_of(who, 26), "other")
    closed(ax, angles, scores[i], colors.ZONE, "-", lines_of(zone, 26), "zone")
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.set_xlim(-112, 112)
    ax.set_ylim(-122, 126)
    ax.legend(loc="upper right", bbox_to_anchor=(1.36, 0.98), frameon=False, fontsize=9)
    note = "每条轴都是 0 到 100 分" if lang == "zh" else "every spoke runs from 0 to 100 points"
    return finished(ax, ranking, radar_found(zone, items, scores[i] - other, who, lang), lang, note)


def spokes(ranking, group) -> tuple[list, np.ndarray]:
    """The first-level groups, or the members of one group, that have scores; the scores of all zones."""
    core, system = ranking._core, ranking.system
    if group is None:
        which = first_level(system)
        items, scores = [system.groups[g] for g in which], core.group_scores[:, which]
        if len(which) < 3 and not which:  # indicators right below overall
            items, scores = list(system.indicators), core.scores
    else:
        which = [j for j in of_group(ranking, group) if not core.left_out[j]]
        items, scores = [system.indicators[j] for j in which], core.scores[:, which]
    some = np.isfinite(scores).any(axis=0)
    return [item for item, has in zip(items, some, strict=True) if has], scores[:, some]


def of_group(ranking, group) -> list[int]:
    """The indicators of a group and of the groups below it."""
    groups = ranking.system.groups
    door.one_of("group", group, [g.id for g in groups])
    wanted = {g for g, one in enumerate(groups) if one.id == group}
    for g, one in enumerate(groups):  # a parent stands before its members
        if one.parent_index in wanted:
            wanted.add(g)
    return [j for j, item in enumerate(ranking.system.indicators) if item.group_index in wanted]


def compared_with(ranking, scores, against, lang: str) -> tuple[np.ndarray, str]:
    """The scores of a zone, or the median of each column, and what that is called."""
    if against is None:
        return np.nanmedian(scores, axis=0), "中位数" if lang == "zh" else "median of all zones"
    return scores[ranking._core.zone(door.text("against", against))], against


def at(angles, radii) -> tuple[np.ndarray, np.ndarray]:
    return radii * np.sin(angles), radii * np.cos(angles)


def closed(ax, angles, scores, color: str, style: str, label: str, gid: str) -> None:
    """A line around; where a score is missing it is open."""
    x, y = at(np.append(angles, angles[0]), np.append(scores, scores[0]))
    ax.plot(x, y, style, color=color, lw=2, marker="o", ms=4, label=label, gid=gid)
    if np.isfinite(scores).all():
        ax.fill(x, y, color=color, alpha=0.08, lw=0)


def radar_found(zone: str, items: list, lead: np.ndarray, who: str, lang: str) -> str:
    known = np.flatnonzero(np.isfinite(lead))
    above = int((lead[known] > 0).sum())
    best, worst = known[np.argmax(lead[known])], known[np.argmin(lead[known])]
    if lang == "zh":
        found = f"{zone}：{len(known)} 项{'都' if above == len(known) else f'中 {above} 项'}高于{who}"
        if lead[best] > 0:
            found += f"，领先最多的是{title(items[best], lang)}（{signed(lead[best])} 分）"
        if lead[worst] < 0:
            found += f"，落后最多的是{title(items[worst], lang)}（{signed(lead[worst])} 分）"
        return found
    who = who.removesuffix(" of all zones")
    on = f"all {above}" if above == len(known) else f"{above} of {len(known)}"
    found = f"{zone} is above {'the ' if who == 'median' else ''}{who} on {on}"
    if lead[best] > 0:
        found += f"; furthest ahead on {title(items[best], lang)} ({signed(lead[best])} points)"
    if lead[worst] < 0:
        found += f"; furthest behind on {title(items[worst], lang)} ({signed(lead[worst])} points)"
    return found


def scatter(ranking, *, x, y, zone, ax, lang: str):
    """See :meth:`Plots.scatter`."""
    i = None if zone is None else ranking._core.zone(door.text("zone", zone))
    (across, of_x, name_x), (up, of_y, name_y) = (column(ranking, *pair, lang) for pair in (("x", x), ("y", y)))
    both = np.isfinite(across) & np.isfinite(up)
    if not both.any():
        raise Error(
            f"no zone has both {x} and {y} in {ranking.year}; choose others",
            zh=f"{ranking.year} 年没有高新区同时有 {x} 和 {y}；请另选",
            of_data=True,
        )
    ax = axes(ax, 5.4, 7.2, keep=("left", "bottom"))
    ax.plot(across[both], up[both], "o", ms=5.5, color=colors.GAIN, alpha=0.55, mec="white", mew=0.4, gid="zones")
    for values, line in ((across[both], ax.axvline), (up[both], ax.axhline)):
        line(np.median(values), color=colors.QUIET, lw=0.8, ls=(0, (4, 3)), zorder=0)
    if i is not None and both[i]:
        ax.plot([across[i]], [up[i]], "o", ms=10, color=colors.ZONE, mec="white", gid="zone")
        right = across[i] > np.mean([np.min(across[both]), np.max(across[both])])
        name = lines_of(zone, 30, 1)
        ax.annotate(name, (across[i], up[i]), (-9 if right else 9, 5), textcoords="offset points", fontsize=9,
                    color=colors.ZONE, fontweight="bold", ha="right" if right else "left")  # fmt: skip
    ax.grid(color=colors.PALE, lw=0.8)
    left, right = ("（", "）") if lang == "zh" else (" (", ")")
    ax.set_xlabel(f"{name_x}{left}{of_x}{right}", fontsize=9, color=colors.INK)
    ax.set_ylabel(wrapped(f"{name_y}{left}{of_y}{right}", 60), fontsize=9, color=colors.INK)
    r = statistics.correlation(np.column_stack([across, up]), "spearman").r.iat[0, 1]
    note = "虚线是中位数" if lang == "zh" else "broken lines are the medians"
    return finished(ax, ranking, scatter_found(name_x, name_y, float(r), int(both.sum()), lang), lang, note)


def column(ranking, argument: str, id_, lang: str) -> tuple[np.ndarray, str, str]:
    """Values of an indicator in its unit, or scores of a group; the unit and the name."""
    system = ranking.system
    groups, indicators = [g.id for g in system.groups], [k.id for k in system.indicators]
    door.one_of(argument, id_, [*groups, *indicators])
    if id_ in groups:
        g = groups.index(id_)
        points = "分" if lang == "zh" else "points"
        return ranking._core.group_scores[:, g], points, title(system.groups[g], lang)
    j = indicators.index(id_)
    item = system.indicators[j]
    return ranking._core.indicators.values[:, j], unit_name(item.unit, lang), title(item, lang)


def scatter_found(x: str, y: str, r: float, n: int, lang: str) -> str:
    size = abs(r)
    if np.isnan(r):
        return f"{x}与{y}：{n} 个高新区" if lang == "zh" else f"{x} and {y}: {n} zone{'' if n == 1 else 's'}"
    number = plain(r) if lang == "zh" else signed(r)
    if lang == "zh":
        how = "几乎无关" if size < 0.3 else f"{'明显' if size >= 0.6 else '有些'}{'同向' if r > 0 else '反向'}"
        return f"{x}与{y}{how}：{n} 个高新区的等级相关系数为 {r:.2f}"
    if size < 0.3:
        return f"{x} says little of {y}: rank correlation {number} over {n} zones"
    how = "mostly" if size >= 0.6 else "somewhat"
    return f"{x} goes {how} {'with' if r > 0 else 'against'} {y}: rank correlation {number} over {n} zones"
