"""zonerank uncertainty: how sure ranks are."""

from __future__ import annotations

import argparse

import pandas as pd

from .._error import Error
from ..analysis.draws import STAGES
from ..figures import percent
from ..labels import colon, title, word
from . import files, given, options, show, varies

EXAMPLE = "zonerank uncertainty zones.csv --system torch-2013 --vary dirichlet --zone 示例高新区065"
CHINESE = {
    "draws": "抽取",
    "the distribution of ranks (.xlsx: every table)": "名次分布（.xlsx 含全部表格）",
    "print this zone alone: its ranks and their proved bounds": "只显示该高新区：名次及其可证明的界限",
    "rankings redrawn (10000)": "重新排名的次数（10000）",
    "stop once quantiles are within N places": "分位名次的误差不超过 N 位时停止",
    "stop after so many seconds": "到这么多秒时停止",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the distribution of ranks (.xlsx: every table)")
    options.add_top(sub)
    sub.add_argument("--zone", metavar="NAME", help="print this zone alone: its ranks and their proved bounds")
    varies.add_all(sub)
    group = sub.add_argument_group("draws")
    group.add_argument("--draws", type=options.positive, default=10_000, metavar="N", help="rankings redrawn (10000)")
    group.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same draws (1)")
    group.add_argument("--tolerance", type=float, metavar="N", help="stop once quantiles are within N places")
    group.add_argument("--time-limit", type=float, metavar="S", help="stop after so many seconds")
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments, given.with_reviewers(arguments))
    if arguments.zone:
        ranking.profile(arguments.zone)  # an unknown zone fails before the work
    factors = varies.factors(arguments)
    with show.progress_bar("redraw") as progress:
        drawn = ranking.uncertainty(
            draws=arguments.draws,
            seed=arguments.seed,
            threads=arguments.threads,
            tolerance=arguments.tolerance,
            time_limit=arguments.time_limit,
            progress=progress,
            **factors,
        )
    out = files.console(arguments)
    show.summary(out, ranking, drawn.summary(lang, zone=arguments.zone), lang)
    if arguments.output or arguments.json:
        tables = tables_of(ranking, drawn, arguments, lang)
        files.put(arguments, next(iter(tables.values())), {**tables, **show.about(ranking, drawn, arguments, lang)})
    elif arguments.zone:
        one_zone(out, ranking, drawn, arguments.zone, factors, lang)
    else:
        table(out, drawn.table().head(arguments.top) if arguments.top else drawn.table(), lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def tables_of(ranking, drawn, arguments, lang: str) -> dict:
    """Every table by the name of its sheet; the first is the one that a file of one table gets."""
    tables = {"uncertainty": drawn.table(), "frequency": drawn.frequency().reset_index()}
    for group in [g.id for g in ranking.system.groups if g.parent_index == 0]:
        tables[group] = drawn.group(group)
    if arguments.lang != "zh":
        return tables
    names = {g.id: title(g, lang) for g in ranking.system.groups}
    return {names.get(name) or word(name, lang): files.with_words(table, arguments) for name, table in tables.items()}


RANKS = ("median_rank", "rank_q5", "rank_q95", "best_rank", "worst_rank")


def table(out, frame: pd.DataFrame, lang: str) -> None:
    rows = []
    for row in frame.to_dict("records"):
        share = row["p_nominal_or_better"]
        ranks = [show.rank_text(row[c]) for c in RANKS]
        rows.append([show.rank_text(row["nominal_rank"]), row["zone"], *ranks, percent(share)])
    columns = ["nominal_rank", "zone", *RANKS, "p_nominal_or_better"]
    show.plain_table(out, [word(c, lang) for c in columns], rows, right={0, 2, 3, 4, 5, 6, 7})


def one_zone(out, ranking, drawn, zone: str, factors: dict, lang: str) -> None:
    """A zone's ranks overall and on the first level, those it has most often, and proved bounds."""
    columns = ("nominal_rank", *RANKS)
    root, *others = ranking.system.groups
    rows = []
    for group in [root, *(g for g in others if g.parent_index == 0)]:
        row = drawn.group(group.id).set_index("zone").loc[zone]
        name = word("overall", lang) if group is root else title(group, lang)
        rows.append([name, *(show.rank_text(row[c]) for c in columns)])
    show.plain_table(out, [zone, *(word(c, lang) for c in columns)], rows, right=set(range(1, 7)))
    shares = drawn.frequency().loc[zone]
    often = shares[shares > 0].sort_values(ascending=False, kind="stable").head(5)
    out.print()
    comma, left, right = ("、", "（", "）") if lang == "zh" else (", ", " (", ")")
    listed = comma.join(f"{rank}{left}{percent(share)}{right}" for rank, share in often.items())
    out.print(word("most_often", lang) + colon(lang) + listed)
    others = factors["leave_one_out"] or factors["errors"] or factors["reviewers"]
    alone = not others and not set(factors) & set(STAGES)
    if not alone or factors["vary"]["method"] == "dirichlet":
        return  # bounds are proved over weights alone, within a set
    try:
        bounds = ranking.robust(vary=factors["vary"], level=factors["level"]).table().set_index("zone").loc[zone]
    except Error:
        return  # of means that are no weighted sums nothing is proved
    outer_best, outer_worst, best, worst = (
        show.rank_text(bounds[c]) for c in ("best_outer", "worst_outer", "best", "worst")
    )
    if lang == "zh":
        out.print(f"在全部这些权重下，排名必在 {outer_best} 至 {outer_worst} 之间（已找到的最好 {best}、最差 {worst}）")
    else:
        out.print(
            f"under all these weights: {outer_best} to {outer_worst} for certain; {best} and {worst} are attained"
        )
