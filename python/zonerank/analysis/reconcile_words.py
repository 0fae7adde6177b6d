"""What published ranks say of the weights, in sentences of both languages."""

from __future__ import annotations

import numpy as np

from ..figures import number, plain

NEAR = 3  # zones that a sentence names
WIDE = 0.5  # an interval of a weight from which on the ranks say little of it


def of_group(ranking, group, lang: str) -> list[str]:
    """Whether weights give the published ranks of a group, which, and what follows of each."""
    zh, found = lang == "zh", group.found
    name, (met, n) = ranking.name(group.id, lang), group.n_met()
    parts = ("一级指标" if not all(found["are_indicators"]) else "二级指标") if zh else (
        "groups" if not all(found["are_indicators"]) else "indicators"
    )  # fmt: skip
    ours = int((group.rows()["official"] == group.rows()["ours"]).sum())
    head = (
        f"{name}：公布名次 {n} 个，其中 {ours} 个与本次相同"
        if zh
        else f"{name}: {n} published rank{'' if n == 1 else 's'}, {ours} of them as ours"
    )
    lines = [head]
    if found["agreement"] == "contradicted":
        lines += excluded(group, lang, parts)
        lines.append(f"最接近的权重给出其中 {met} 个" if zh else f"the weights that come nearest give {met} of them")
        return lines
    if found["agreement"] == "found":
        lines.append(
            f"存在与之一致的{parts}权重；其中最均匀的一组，重新排名后全部一致"
            if zh
            else f"weights of the {parts} that agree exist: the most even ones, ranked again, give every rank"
        )
    else:
        lines.append(
            f"未找到给出全部名次的{parts}权重，也未能排除其存在；找到的最好一组给出 {met} 个"
            if zh
            else f"no weights of the {parts} were found that give all of them, and none are excluded: the best "
            f"found give {met}"
        )
    if found["margin"] == found["margin"]:
        lines.append(
            f"公布名次相邻的高新区，得分至多可拉开 {number(found['margin'], 3)}"
            if zh
            else f"zones published one after the other can be {number(found['margin'], 3)} apart at most"
        )
    lines.append(intervals(ranking, group, lang))
    if group.outside:
        k = len(group.outside)
        listed = ("、" if zh else ", ").join(group.outside[:NEAR]) + (" ..." if k > NEAR else "")
        lines.append(
            f"公布名次中有 {k} 个高新区不在数据中：{listed}"
            if zh
            else f"{k} of the published zones are not in the data: {listed}"
        )
    if found["n_with_gaps"]:
        k = found["n_with_gaps"]
        lines.append(
            f"{k} 个高新区有缺失得分，未用于反推" if zh else f"{k} zones with missing scores were not compared"
        )
    return lines


def intervals(ranking, group, lang: str) -> str:
    """What the ranks leave of each weight, and of how many they say little."""
    zh, found = lang == "zh", group.found
    low, high = np.asarray(found["low"]), np.asarray(found["high"])
    if len(low) > 1 and (high - low >= WIDE).all():
        if zh:
            return f"仅凭这些名次几乎无法判断 {len(low)} 个权重：每个的区间都不窄于 50 个百分点"
        return f"these ranks say nearly nothing of the {len(low)} weights: each is free within 50 points or more"
    if len(low) <= 6:
        spans = [
            f"{ranking.name(id_, lang)} {plain(100 * a, 1)} – {plain(100 * b, 1)} %"
            + (f"（本次 {plain(100 * w, 1)} %）" if zh else f" (ours {plain(100 * w, 1)} %)")
            for id_, a, b, w in zip(group.ids, low, high, found["nominal"], strict=True)
        ]
        return ("权重：" if zh else "weights: ") + ("；" if zh else "; ").join(spans)
    width = high - low
    known, wide = int((width < 0.01).sum()), int((width >= WIDE).sum())
    if zh:
        return f"{len(low)} 个权重中，{known} 个的区间窄于 1 个百分点，{wide} 个宽于 50 个百分点"
    return f"of {len(low)} weights {known} are known to a point of per cent, {wide} only to 50 points or more"


def excluded(group, lang: str, parts: str) -> list[str]:
    """Why no weights give the ranks."""
    zh, found = lang == "zh", group.found
    lines = []
    for y, i, rank, best, worst in found["impossible"]:
        zone = group.zones[y][i]
        if best != best:
            lines.append(
                f"{zone}公布为第 {rank:g}：与其余名次无法同时成立"
                if zh
                else f"{zone}, published {rank:g}: no weights agree with this rank and the others at once"
            )
        else:
            lines.append(
                f"{zone}公布为第 {rank:g}，但与其余名次一致的任何权重都使其在第 {best:g} 至 {worst:g}"
                if zh
                else f"{zone}, published {rank:g}, is {best:g} to {worst:g} under all weights that agree with the "
                "other ranks"
            )
    pairs = [
        f"{group.zones[y][a]}（第 {group.official[y][a]:g}）先于{group.zones[y][b]}（第 {group.official[y][b]:g}）"
        if zh
        else f"{group.zones[y][a]} ({group.official[y][a]:g}) before {group.zones[y][b]} ({group.official[y][b]:g})"
        for y, a, b in found["contradiction"]
    ]
    if len(pairs) == 1:
        lines.append(
            f"没有{parts}权重给出这些名次：{pairs[0]}，但前者没有一项{parts}高于后者"
            if zh
            else f"no weights of the {parts} give these ranks: {pairs[0]}, which is better in none of the {parts}"
        )
    elif pairs:
        smallest = ("，且没有更少的矛盾" if zh else ", and no fewer do") if found["is_smallest"] else ""
        lines.append(
            f"没有{parts}权重给出这些名次，以下顺序不能同时成立{smallest}：" + "；".join(pairs)
            if zh
            else f"no weights of the {parts} give these ranks; these orders exclude each other{smallest}: "
            + "; ".join(pairs)
        )
    if not lines:  # rounding leaves none to name
        lines.append(f"没有{parts}权重给出这些名次" if zh else f"no weights of the {parts} give these ranks")
    return lines
