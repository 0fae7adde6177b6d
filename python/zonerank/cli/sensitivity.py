"""zonerank sensitivity: what moves scores and ranks."""

from __future__ import annotations

import argparse

from ..labels import word
from . import files, given, options, show, varies

EXAMPLE = "zonerank sensitivity zones.csv --system torch-2013 --among normalization=min-max,z-score --level groups"
CHINESE = {
    "points": "样本点",
    "print only the N factors that move ranks most": "只显示影响最大的 N 个因素",
    "the indices (.xlsx: every table)": "敏感性指数（.xlsx 含全部表格）",
    "what moves this zone alone, not the mean shift of all ranks": "只看影响该高新区的因素，而非全部名次的平均变动",
    "of --zone: its rank or its score (rank)": "与 --zone 同用：看名次还是得分（rank）",
    "how much pairs of factors do together, in place of single ones": "列出两个因素的共同作用，而非单个因素",
    "a power of two (256)": "样本点数，须为 2 的幂（256）",
    "repetitions, for the intervals (16)": "重复次数，用于误差估计（16）",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the indices (.xlsx: every table)")
    sub.add_argument("--top", type=options.positive, metavar="N", help="print only the N factors that move ranks most")
    sub.add_argument("--zone", metavar="NAME", help="what moves this zone alone, not the mean shift of all ranks")
    sub.add_argument("--of", choices=("rank", "score"), default="rank", help="of --zone: its rank or its score (rank)")
    sub.add_argument(
        "--pairs", action="store_true", help="how much pairs of factors do together, in place of single ones"
    )
    varies.add_all(sub)
    group = sub.add_argument_group("points")
    group.add_argument("--points", type=options.power_of_two, default=256, metavar="N", help="a power of two (256)")
    group.add_argument(
        "--scramblings", type=options.positive, default=16, metavar="N", help="repetitions, for the intervals (16)"
    )
    group.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same draws (1)")
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments, given.with_reviewers(arguments))
    if arguments.zone:
        ranking.profile(arguments.zone)  # an unknown zone fails before the work
    with show.progress_bar("sensitivity") as progress:
        found = ranking.sensitivity(
            points=arguments.points,
            scramblings=arguments.scramblings,
            second_order=arguments.pairs,
            seed=arguments.seed,
            threads=arguments.threads,
            progress=progress,
            **varies.factors(arguments),
        )
    out = files.console(arguments)
    show.summary(out, ranking, found.summary(lang, zone=arguments.zone, of=arguments.of), lang)
    frame = table_of(found, arguments)
    if arguments.output or arguments.json:
        tables = {"sensitivity": frame, "convergence": found.convergence}
        sheets = {
            word(name, arguments.lang or "en"): found.named(table, "zh") if arguments.lang == "zh" else table
            for name, table in tables.items()
        }
        files.put(arguments, next(iter(sheets.values())), {**sheets, **show.about(ranking, found, arguments, lang)})
    else:
        print_table(out, frame.head(arguments.top) if arguments.top else frame, found.factor_names(lang), lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def table_of(found, arguments):
    if arguments.pairs:
        return found.pairs(arguments.zone, arguments.of)
    if arguments.zone:
        frame = found.zone(arguments.zone, arguments.of)
        return frame.sort_values("total", ascending=False, kind="stable").reset_index(drop=True)
    return found.table()


def print_table(out, frame, names: dict, lang: str) -> None:
    texts = [c for c in ("factor", "other") if c in frame.columns]
    numbers = [c for c in frame.columns if c not in texts]
    rows = [
        [*(names[row[c]] for c in texts), *("—" if row[c] != row[c] else f"{row[c]:.3f}" for c in numbers)]
        for row in frame.to_dict("records")
    ]
    right = set(range(len(texts), len(texts) + len(numbers)))
    show.plain_table(out, [word(c, lang) for c in (*texts, *numbers)], rows, right=right)
