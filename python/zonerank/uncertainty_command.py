"""zonerank uncertainty: the options of the command, and what it does."""

from __future__ import annotations

import argparse

import pandas as pd

from . import arguments as shared
from . import output, show
from ._error import Error
from .labels import title, word
from .reviewers import reviewer_means
from .uncertainty import STAGES, weight_draws


def add_arguments(sub: argparse.ArgumentParser) -> None:
    shared.add_input(sub)
    shared.add_output(sub, "the distribution of ranks (.xlsx: every table)")
    sub.add_argument("--top", type=shared.positive, metavar="N", help="print the first N zones only")
    sub.add_argument("--zone", metavar="NAME", help="print this zone alone: its ranks and their proved bounds")
    group = sub.add_argument_group("what varies")
    ways = "|".join(way for way in weight_draws() if way != "interval")  # see --interval
    group.add_argument(
        "--vary",
        action="append",
        default=[],
        metavar="FACTOR=WAY",
        help=f"weights={ways} (uniform), or a list of methods: normalization=min-max,z-score; "
        f"lists for {', '.join(STAGES)}; may be repeated",
    )
    group.add_argument("--within", type=float, metavar="SHARE", help="of uniform weights: 0.25 is +-25 %% (0.25)")
    group.add_argument("--concentration", type=float, metavar="K", help="of dirichlet weights (100)")
    group.add_argument(
        "--interval",
        action="append",
        default=[],
        metavar="ID=LOW:HIGH",
        help="shares of an indicator or group in its group: knowledge=0.2:0.4; may be repeated",
    )
    group.add_argument("--order", metavar="ID,ID...", help="any weights in this order inside a group, greatest first")
    group.add_argument("--level", choices=("all", "indicators", "groups"), default="all", help="whose weights (all)")
    group.add_argument("--leave-one-out", action="store_true", help="a draw may leave out one indicator")
    group.add_argument(
        "--error",
        action="append",
        default=[],
        metavar="ID=[KIND:]SIZE",
        help="error of measurement of a field or indicator, a share of the value: rd_expenditure=0.05; kinds "
        "normal, lognormal, uniform, rounding (the step); may be repeated",
    )
    group.add_argument(
        "--reviewers",
        metavar="FILE",
        help="scores by reviewer (item, zone, reviewer, score, and year): every draw picks reviewers anew; their means "
        "are the figures where INPUT has none",
    )
    group = sub.add_argument_group("draws")
    group.add_argument("--draws", type=shared.positive, default=10_000, metavar="N", help="rankings redrawn (10000)")
    group.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same draws (1)")
    group.add_argument("--tolerance", type=float, metavar="N", help="stop once quantiles are within N places")
    group.add_argument("--time-limit", type=float, metavar="S", help="stop after so many seconds")
    shared.add_method(sub)


def factors(arguments) -> dict:
    """Keywords of Ranking.uncertainty."""
    found: dict = {"level": arguments.level, "leave_one_out": arguments.leave_one_out}
    weights: dict = {"method": "uniform"}
    for text in arguments.vary:
        factor, equals, ways = text.partition("=")
        if not equals or not ways.strip():
            raise Error(f'--vary "{text}": write FACTOR=WAY, as in weights=dirichlet or normalization=min-max,z-score')
        if factor == "weights":
            weights = {"method": ways.strip()}
        else:
            found[factor.strip()] = [way.strip() for way in ways.split(",")]
    if arguments.order:
        weights = {"method": "ordered", "ids": [id_.strip() for id_ in arguments.order.split(",")]}
    if arguments.interval:
        if arguments.order:
            raise Error("--order and --interval are two ways to draw weights: choose one")
        ids, low, high = zip(*(typed_interval(text) for text in arguments.interval), strict=True)
        weights = {"method": "interval", "ids": list(ids), "low": list(low), "high": list(high)}
    for option in ("within", "concentration"):
        if getattr(arguments, option) is not None:
            weights[option] = getattr(arguments, option)
    errors = dict(typed_error(text) for text in arguments.error)
    return found | {"weights": weights, "errors": errors, "reviewers": arguments.reviewers}


def typed_interval(text: str) -> tuple[str, float, float]:
    """ID=LOW:HIGH"""
    id_, _, rest = text.partition("=")
    try:
        low, high = (float(end) for end in rest.split(":"))
    except ValueError:
        raise Error(f'--interval "{text}": write ID=LOW:HIGH, as in knowledge=0.2:0.4') from None
    return id_.strip(), low, high


def typed_error(text: str) -> tuple[str, dict]:
    """ID=SIZE or ID=KIND:SIZE"""
    of, equals, rest = text.partition("=")
    kind, colon, size = rest.rpartition(":")
    try:
        if not equals:
            raise ValueError
        return of.strip(), {"size": float(size)} | ({"kind": kind.strip()} if colon else {})
    except ValueError:
        raise Error(f'--error "{text}": write ID=SIZE or ID=KIND:SIZE, as in rd_expenditure=lognormal:0.1') from None


def run(arguments, lang: str) -> int:
    ranking = shared.rank(arguments, with_reviewers(arguments))
    if arguments.zone:
        ranking.profile(arguments.zone)  # an unknown zone fails before the work
    varies = factors(arguments)
    with show.progress_bar("redraw") as progress:
        drawn = ranking.uncertainty(
            draws=arguments.draws,
            seed=arguments.seed,
            threads=arguments.threads,
            tolerance=arguments.tolerance,
            time_limit=arguments.time_limit,
            progress=progress,
            **varies,
        )
    out = show.console()
    show.heading(out, ranking, lang)
    out.print(said(drawn, lang))
    out.print()
    if arguments.output:
        tables = {"uncertainty": drawn.table(), "frequency": drawn.frequency().reset_index()}
        for group in [g.id for g in ranking.system.groups if g.parent_index == 0]:
            tables[group] = drawn.group(group)
        if arguments.lang == "zh":
            names = {g.id: title(g, lang) for g in ranking.system.groups}
            tables = {
                names.get(name) or word(name, lang): table.set_axis(titles(table.columns, lang), axis=1)
                for name, table in tables.items()
            }
        output.write(arguments.output, next(iter(tables.values())), tables)
    elif arguments.zone:
        one_zone(out, ranking, drawn, arguments.zone, varies, lang)
    else:
        table(out, drawn.table().head(arguments.top) if arguments.top else drawn.table(), lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def titles(columns, lang: str) -> list:
    """Headings of a table of ranks; ranks themselves stay numbers."""
    return [word(c, lang) if isinstance(c, str) else c for c in columns]


def with_reviewers(arguments):
    """The input read, and the means of reviewers where it has no figures of an item."""
    raw = shared.read(arguments)
    if not arguments.reviewers:
        return raw
    means = reviewer_means(arguments.reviewers, raw.system, arguments.year or raw.years[-1])
    figures = raw.table()
    absent = [c for c in means.columns[2:] if c not in figures or figures[c].isna().all()]
    if not absent:
        return raw
    added = means.loc[means["zone"].isin(raw.zones), ["zone", "year", *absent]]
    return shared.read(arguments, inputs=[*arguments.input, added])


def said(drawn, lang: str) -> str:
    if lang == "zh":
        why = "\n不给出平均得分：各方法得分区间不同" if drawn.why_no_scores else ""
        text = f"重新排名 {drawn.draws:,} 次；5 %、50 %、95 % 分位排名的误差不超过 ±{drawn.quantile_error:g} 位{why}"
        return text + ("" if drawn.is_complete else "（到时间限制为止）")
    text = f"{drawn.draws:,} rankings redrawn; quantiles of ranks within {drawn.quantile_error:g} places"
    if drawn.why_no_scores:
        text += f"\nno mean scores: {drawn.why_no_scores}"
    return text + ("" if drawn.is_complete else " (ended by the time limit)")


RANKS = ("median_rank", "rank_q5", "rank_q95", "best_rank", "worst_rank")


def table(out, frame: pd.DataFrame, lang: str) -> None:
    rows = []
    for row in frame.to_dict("records"):
        share = row["p_nominal_or_better"]
        ranks = [show.rank_text(row[c]) for c in RANKS]
        rows.append(
            [show.rank_text(row["nominal_rank"]), row["zone"], *ranks, "—" if pd.isna(share) else f"{share:.0%}"]
        )
    columns = ["nominal_rank", "zone", *RANKS, "p_nominal_or_better"]
    show.plain_table(out, [word(c, lang) for c in columns], rows, right={0, 2, 3, 4, 5, 6, 7})


def one_zone(out, ranking, drawn, zone: str, varies: dict, lang: str) -> None:
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
    out.print(word("most_often", lang) + ": " + ", ".join(f"{rank} ({share:.0%})" for rank, share in often.items()))
    others = varies["leave_one_out"] or varies["errors"] or varies["reviewers"]
    alone = not others and not set(varies) & set(STAGES)
    if not alone or varies["weights"]["method"] == "dirichlet":
        return  # bounds are proved over weights alone, within a set
    try:
        bounds = ranking.robust(weights=varies["weights"], level=varies["level"]).table().set_index("zone").loc[zone]
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


COMMAND = (
    "uncertainty",
    run,
    "How sure the ranks are: rankings redrawn with other weights and methods.",
    "zonerank uncertainty zones.csv --system torch-2013 --vary weights=dirichlet --zone 示例高新区065",
)
