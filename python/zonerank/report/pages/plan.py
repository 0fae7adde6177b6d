"""What would give the zone a better rank."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...figures import difference, number, rank_text
from ...labels import title
from .facts import Facts, Refused, refusals
from .head import heading
from .indicators import unit
from .markup import Column, Html, both, paragraphs, section, table, tag

LISTED = 10  # figures


def round_target(rank: float) -> float:
    """A rank that people aim at: the next better multiple of ten, of five, or the next better rank."""
    for step in (10, 5):
        if rank > step:
            return float(step * (np.ceil(rank / step) - 1))
    return max(1.0, float(np.ceil(rank)) - 1)


@refusals
def plan_to(f: Facts, i: int):
    """What each raw figure would have to be for the rank that is aimed at, with the sentences in both languages."""
    own = f.ranks[i, 0]
    rank = f.wanted.rank or (round_target(own) if np.isfinite(own) else None)
    found = f.ranking.plan(f.ranking.zones[i], rank=rank, threads=f.wanted.threads)
    return found, found.summary("en"), found.summary("zh")


def plan(f: Facts, i: int) -> Html:
    name = both("What would change the rank", "怎样才能改变名次")
    try:
        found, *said = (f.plan_of or plan_to)(f, i)
    except Refused as refused:
        return section("plan", name, tag("p", both(*refused.texts)))
    if found.today <= found.rank:
        return section("plan", name, paragraphs(*said))
    frame = found._columns()
    reached = frame[frame["needed"].notna() | (frame["rank_alone"].astype(float) < found.today)]
    falls = (reached["change"] < 0).to_numpy()  # the others first
    shown = pd.concat([reached[~falls].head(LISTED), reached[falls].head(LISTED // 2)])
    fields = {field.name: field for field in f.system.fields}
    columns = [
        Column(heading("field")),
        Column(heading("today"), True),
        Column(heading("needed"), True),
        Column(heading("unit"), class_="u"),
        Column(heading("percent"), True),
        Column(heading("rank_reached"), True),
        Column(heading("figure_median"), True),
        Column(heading("rank_at_median"), True),
    ]
    rows = []
    for row in shown.to_dict("records"):
        field = fields[row["field"]]
        named = both(title(field, "en"), title(field, "zh"))
        needed = number(row["needed"]) if row["needed"] == row["needed"] else heading("not_reachable")
        percent = f"{difference(row['change'], 3)} %" if row["change"] == row["change"] else "—"
        rows.append(
            [
                named,
                number(row["today"]),
                needed,
                unit(field.unit),
                percent,
                rank_of(row["rank_alone"]),
                number(row["median"]),
                rank_of(row["rank_at_median"]),
            ]
        )
    note = both(
        "One figure at a time, all others still; every line was ranked with it. Figures may have to fall: this says "
        "what the formulas reward and is not advice. Other zones do not stand still, and a rank inside its noise "
        "band moves with slightly other weights.",
        "每次只变动一项，其他数据不变；每一行都已重新排名。有的数据要减少：这只说明公式奖励什么，不是建议。"
        "其他高新区也在变；误差带以内的名次，权重稍有不同就会变。",
    )
    caption = both(f"Single figures and rank {rank_text(found.rank)}", f"单项数据与第 {rank_text(found.rank)} 名")
    parts = [table(caption, columns, rows)] if rows else []
    return section("plan", name, paragraphs(*said), *parts, tag("p", note, class_="note"))


def rank_of(value) -> str:
    return rank_text(float(value)) if value == value and value is not None else "—"
