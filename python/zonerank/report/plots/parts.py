"""What a rank or a score is made of: contributions side by side, waterfalls of places."""

from __future__ import annotations

import numpy as np

from ... import _core, door
from ..._error import Error
from ...analysis.change import CAUSES, HEADINGS
from ...figures import plain, signed
from ...labels import title, word
from ..chosen import first_level, place_text, rank_text, ranked_zone, ticks_of_ranks, zones_shown
from . import colors
from .canvas import axes, finished, legend_below, row_labels

NOTHING = 1e-9  # places


def contributions(ranking, *, zone, zones, top, against, ax, lang: str):
    """See :meth:`Plots.contributions`."""
    shown = zones_shown(ranking, zone, zones, top)
    groups = ranking.system.groups
    first = first_level(ranking.system)
    found = [ranking.explain(ranking.zones[i], against=against) for i in shown]
    points = np.array([[one._found["contributions"]["groups"][g] for g in first] for one in found])
    order = list(np.argsort(-np.abs(np.nan_to_num(points)).mean(axis=0), kind="stable")) if first else []
    kept, rest = order[: len(colors.SERIES)], order[len(colors.SERIES) :]
    series = [(title(groups[first[k]], lang), points[:, k], colors.SERIES[n]) for n, k in enumerate(kept)]
    if rest:
        series.append(("其他" if lang == "zh" else "others", np.nansum(points[:, rest], axis=1), colors.REST))
    if not first:  # indicators right below overall
        total = np.array([one._found["contributions"]["groups"][0] for one in found])
        series.append((title(groups[0], lang), total, colors.SERIES[0]))
    ax = axes(ax, 1.9 + 0.36 * len(shown))
    right, left = np.zeros(len(shown)), np.zeros(len(shown))
    for name, values, color in series:
        values = np.nan_to_num(values)
        base = np.where(values >= 0, right, left)
        ax.barh(range(len(shown)), values, 0.62, base, color=color, label=name, edgecolor="white", lw=0.7)
        right += np.maximum(values, 0)
        left += np.minimum(values, 0)
    total = [one._found["contributions"]["groups"][0] for one in found]
    ax.plot(total, range(len(shown)), "D", ms=6, color=colors.INK, mec="white", gid="total",
            label="合计" if lang == "zh" else "sum")  # fmt: skip
    ax.axvline(0, color=colors.INK, lw=0.9)
    named = [ranking.zones[i] for i in shown]
    row_labels(ax, named, 40, strong=None if zone is None else named.index(zone))
    ax.grid(axis="x", color=colors.PALE)
    reference = found[0].reference
    words = {"median": "the median zone", "mean": "the mean zone", "ahead": "the zone ahead"}
    if lang == "zh":
        words = {"median": "中位数", "mean": "平均值", "ahead": "前一名"}
    who = words.get("ahead" if against == "ahead" else reference, reference)
    ax.set_xlabel(f"与{who}的分差" if lang == "zh" else f"points more than {who}", fontsize=9, color=colors.QUIET)
    handles, labels = ax.get_legend_handles_labels()
    legend_below(ax, handles=[*handles[1:], handles[0]], labels=[*labels[1:], labels[0]], ncol=2)
    k = 0 if zone is None else named.index(zone)
    return finished(ax, ranking, contributions_found(named[k], total[k], series, k, who, lang), lang)


def contributions_found(zone: str, total: float, series: list, k: int, who: str, lang: str) -> str:
    if abs(total) < NOTHING:
        return f"{zone}与{who}得分相同" if lang == "zh" else f"{zone} has the score of {who}"
    sign = 1 if total >= 0 else -1
    name, values, _ = max(series, key=lambda one: sign * np.nan_to_num(one[1][k]))
    part = values[k]
    if lang == "zh":
        how = "高" if total >= 0 else "低"
        return f"{zone}比{who}{how} {abs(total):.2f} 分，主要来自{name}（{signed(part)}）"
    how = "above" if total >= 0 else "below"
    return f"{zone} is {abs(total):.2f} points {how} {who}, most of it by {name} ({signed(part)})"


def places(ranking, *, zone, by, top, ax, lang: str):
    """See :meth:`Plots.places`."""
    ranked_zone(ranking, zone)
    door.one_of("by", by, ("groups", "indicators"))
    top = door.whole("top", top, 1, 10_000)
    found = ranking.explain(zone)
    system, parts = ranking.system, found._found["places"]
    first = first_level(system)
    if by == "groups" and first:
        rows = [(title(system.groups[g], lang), float(parts["groups"][g])) for g in first]
    else:
        rows = [(title(k, lang), float(p)) for k, p in zip(system.indicators, parts["indicators"], strict=True)]
    rows = sorted(((name, p) for name, p in rows if p == p), key=lambda row: -abs(row[1]))
    more = rows[top:] if by == "indicators" or not first else []
    rows = sorted(rows[: len(rows) - len(more)], key=lambda row: -row[1])
    named = list(rows)
    if more:
        name = f"其余 {len(more)} 项" if lang == "zh" else f"{len(more)} more"
        rows.append((name, sum(p for _, p in more)))
    middle = (found.of + 1) / 2
    ends = ("居中名次", f"{ranking.year} 年名次") if lang == "zh" else ("middle rank", f"rank of {ranking.year}")
    ax = axes(ax, 1.7 + 0.42 * (len(rows) + 2))
    waterfall(ax, (ends[0], middle), rows, (ends[1], found.rank), lang)
    note = (
        "各项之和正好是居中名次与实际名次之差" if lang == "zh" else "the parts add up to the middle rank less the rank"
    )
    return finished(ax, ranking, places_found(found, middle, named, lang), lang, note)


def places_found(found, middle: float, rows: list, lang: str) -> str:
    gained = round(middle - found.rank, 6)
    place = place_text(found.rank, found.of, lang)
    if not rows or not gained:
        where = "正好居中" if lang == "zh" else "just in the middle"
        return f"{found.zone}：{place}，{where}" if lang == "zh" else f"{found.zone} is {place}, {where}"
    name, most = max(rows, key=lambda row: row[1] if gained > 0 else -row[1])
    if lang == "zh":
        where = f"比居中名次靠{'前' if gained > 0 else '后'} {abs(gained):g} 位"
        return f"{found.zone}：{place}，{where}，{name}影响最大（{signed(most)}）"
    where = f"{places_text(gained)} {'better' if gained > 0 else 'worse'} than the middle"
    return f"{found.zone} is {place}, {where}, most by {name} ({signed(most)})"


def places_text(moved: float) -> str:
    return f"{plain(abs(moved))} place{'' if abs(moved) == 1 else 's'}"


def waterfall(ax, start: tuple[str, float], rows: list[tuple[str, float]], end: tuple[str, float], lang: str, *,
              strong_end: bool = True) -> None:  # fmt: skip
    """Bars from the first rank to the last, each step by so many places; better ranks stand further right."""
    at, edges = start[1], [start[1], end[1]]
    for k, (_, places) in enumerate(rows, start=1):
        color = colors.GAIN if places >= 0 else colors.LOSS
        ax.barh(k, -places, 0.6, at, color=color, gid="step")
        ax.plot([at, at], [k - 1 + (0.3 if k > 1 else 0), k - 0.3], color=colors.FAINT, lw=1, zorder=0)
        at -= places
        edges.append(at)
    last = len(rows) + 1
    ax.plot([at, at], [last - 0.7, last], color=colors.FAINT, lw=1, zorder=0)
    ax.plot([start[1]], [0], "o", ms=9, color=colors.QUIET, gid="start")
    ax.plot([end[1]], [last], "o", ms=10, color=colors.ZONE, mec="white", gid="end")
    row_labels(ax, [start[0], *(name for name, _ in rows), end[0]], 34, strong=last if strong_end else None)
    low, high = min(edges), max(edges)
    room = 0.16 * max(high - low, 1.0)
    ax.set_xlim(high + room, low - room)
    ax.grid(axis="x", color=colors.PALE)
    ax.set_xticks(ticks_of_ranks(max(1, low - room), high + room))
    ax.set_xlabel("名次（右边更好）" if lang == "zh" else "rank (better to the right)", fontsize=9, color=colors.QUIET)
    at = start[1]
    for k, (_, places) in enumerate(rows, start=1):
        side = 1 if places >= 0 else -1  # the text stands where the bar ends
        at -= places
        ax.annotate(signed(places), (at, k), (4 * side, 0), textcoords="offset points", fontsize=9, va="center",
                    ha="left" if side > 0 else "right", color=colors.INK, gid="label")  # fmt: skip
    for rank, row in ((start[1], 0), (end[1], last)):
        ax.annotate(rank_text(rank, lang), (rank, row), (8, 0), textcoords="offset points", fontsize=9.5, va="center",
                    fontweight="bold", color=colors.ZONE if row else colors.INK)  # fmt: skip


def change(ranking, *, zone, before, draws, seed, ax, lang: str):
    """See :meth:`Plots.change`."""
    i = ranked_zone(ranking, zone)
    found = ranking.change(year_before(ranking) if before is None else before, draws=draws, seed=seed)
    if not found._is_split(zone):
        raise Error(
            f"{zone} has no rank in {found.year_before}, so its change cannot be split",
            zh=f"{zone}在 {found.year_before} 年没有名次，变动无法分解",
            of_data=True,
        )
    row = {key: column[i] for key, column in found._found.items()}
    was, now, band = float(row["rank_before"]), float(row["rank"]), float(found._band[i])
    steps = own_steps(found, zone, float(row["own"]), lang)
    steps += [(word(HEADINGS.get(cause, cause), lang), float(row[cause])) for cause in CAUSES[1:]]
    steps = [(name, places) for name, places in steps if abs(places) > NOTHING]
    ax = axes(ax, 1.8 + 0.42 * (len(steps) + 2))
    ends = [f"{year} 年名次" if lang == "zh" else f"rank of {year}" for year in (found.year_before, found.year)]
    ax.axvspan(now - band, now + band, color=colors.PALE, zorder=-1, lw=0, gid="band")
    waterfall(ax, (ends[0], was), steps, (ends[1], now), lang)
    low, high = ax.get_xlim()[1], ax.get_xlim()[0]
    low, high = min(low, now - band - 0.5), max(high, now + band + 0.5)
    ax.set_xlim(high, low)
    ax.set_xticks(ticks_of_ranks(max(1, low), high))
    note = "灰色为误差带：权重 ±25 % 时十次中有九次的名次" if lang == "zh" else "grey: the noise band, of weights ±25 %"
    said = change_found(found, zone, (was, now), (band, bool(row["within_noise"])), steps, lang)
    return finished(ax, ranking, said, lang, note)


def year_before(ranking) -> int:
    """The latest earlier year of the figures."""
    earlier = [year for year in ranking.raw.years if year < ranking.year]
    if not earlier:
        raise Error(
            f"before: the figures have no year before {ranking.year}; read the files of that year with them",
            zh=f"before：数据没有 {ranking.year} 年以前的年份；请一并读入上一年的文件",
            of_data=True,
        )
    return earlier[-1]


def own_steps(found, zone: str, own: float, lang: str) -> list[tuple[str, float]]:
    """The part of the zone's own figures by first-level group, where that is known of all of it."""
    system = found.system
    name = word("own_figures", lang)
    now, old = found._now, found._before
    parts = np.asarray(_core.own_changes(old._core, old.system, now._core, system, zone), dtype=float)
    top = top_groups(system)
    sums: dict[int, float] = {}
    for j, places in enumerate(np.nan_to_num(parts)):
        sums[top[j]] = sums.get(top[j], 0.0) + float(places)
    if abs(sum(sums.values()) - own) > 1e-6 or list(sums) == [0]:
        return [(name, own)]
    colon = "：" if lang == "zh" else ": "
    return [(f"{name}{colon}{title(system.groups[g], lang)}", places) for g, places in sums.items()]


def top_groups(system) -> list[int]:
    """The first-level group of every indicator; 0 where it stands right below overall."""
    found = []
    for item in system.indicators:
        g = item.group_index
        while g > 0 and system.groups[g].parent_index > 0:
            g = system.groups[g].parent_index
        found.append(g)
    return found


def change_found(found, zone: str, ranks: tuple, noise: tuple, steps: list, lang: str) -> str:
    (was, now), (band, within) = ranks, noise
    zh, moved = lang == "zh", was - now
    if not moved:
        if zh:
            return f"{zone}仍为第 {now:g}（{found.year_before}、{found.year} 年）"
        return f"{zone} is {rank_text(now, lang)} in {found.year} as in {found.year_before}"
    if zh:
        text = f"{zone}由第 {was:g} {'升' if moved > 0 else '降'}至第 {now:g}，"
        text += f"{'在' if within else '超出'}误差带{'内' if within else ''}（±{band:g} 位）"
    else:
        text = f"{zone} {'rose' if moved > 0 else 'fell'} from {rank_text(was, lang)} to {rank_text(now, lang)}, "
        text += f"{'within' if within else 'beyond'} its noise band of ±{band:g}"
    if not steps or within:
        return text
    name, most = max(steps, key=lambda step: step[1] if moved > 0 else -step[1])
    return f"{text}，{name}影响最大（{signed(most)}）" if zh else f"{text}; most by {name} ({signed(most)})"
