"""zonerank robust: what is certain of ranks over a whole set of weights."""

from __future__ import annotations

import argparse

from ..labels import title, word
from . import files, given, options, show, varies

EXAMPLE = "zonerank robust zones.csv --system torch-2013 --within 0.1 --zone 示例高新区065"
CHINESE = {
    "the bounds of ranks (.xlsx: every table)": "名次界限（.xlsx 含全部表格）",
    "print this zone alone: its bounds and the weights that attain them": "只显示该高新区：名次界限及达到界限的权重",
    "also the smallest change of the weights that brings the second zone level with the first": (
        "同时给出使后一个高新区追平前一个的最小权重变动"
    ),
}
WAYS = ["uniform", "simplex", "ordered"]


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the bounds of ranks (.xlsx: every table)")
    options.add_top(sub)
    sub.add_argument(
        "--zone", metavar="NAME", help="print this zone alone: its bounds and the weights that attain them"
    )
    sub.add_argument(
        "--swap",
        nargs=2,
        metavar=("AHEAD", "BEHIND"),
        help="also the smallest change of the weights that brings the second zone level with the first",
    )
    varies.add_weights(sub, WAYS)
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments)
    if arguments.zone:
        ranking.profile(arguments.zone)  # an unknown zone fails before the work
    with show.progress_bar("robust") as progress:
        found = ranking.robust(threads=arguments.threads, progress=progress, **varies.weights(arguments))
    out = files.console(arguments)
    show.summary(out, ranking, found.summary(lang, zone=arguments.zone), lang)
    frame = found.table()
    if arguments.output or arguments.json:
        tables = tables_of(found, arguments)
        files.put(arguments, next(iter(tables.values())), {**tables, **show.about(ranking, found, arguments, lang)})
    elif arguments.zone:
        bounds_table(out, frame[frame["zone"] == arguments.zone], lang)
        out.print()
        weights_table(out, found.weights(arguments.zone), ranking, lang)
    else:
        bounds_table(out, frame.head(arguments.top) if arguments.top else frame, lang)
    if arguments.swap:
        out.print()
        swap(out, ranking, *arguments.swap, lang)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def tables_of(found, arguments) -> dict:
    tables = {
        "robust": found.table(),
        "ahead": found.ahead().reset_index(),
        "least_lead": found.least_lead().reset_index(),
    }
    return {word(name, arguments.lang or "en"): files.with_words(t, arguments) for name, t in tables.items()}


COLUMNS = ("nominal_rank", "zone", "best", "worst", "best_outer", "worst_outer")


def bounds_table(out, frame, lang: str) -> None:
    """The ranks that are attained, and those that no weights go beyond."""
    rows = [
        [show.rank_text(row["nominal_rank"]), row["zone"], *(show.rank_text(row[c]) for c in COLUMNS[2:])]
        for row in frame.to_dict("records")
    ]
    show.plain_table(out, [word(c, lang) for c in COLUMNS], rows, right={0, 2, 3, 4, 5})


def weights_table(out, weights, ranking, lang: str) -> None:
    headings = [word(c, lang) for c in ("indicator", "best_weights", "worst_weights")]
    rows = [(ranking.name(id_, lang), f"{row.best:.4f}", f"{row.worst:.4f}") for id_, row in weights.iterrows()]
    show.plain_table(out, headings, rows, right={1, 2})


def swap(out, ranking, ahead: str, behind: str, lang: str) -> None:
    """The smallest change of weights, indicator by indicator."""
    size, change = ranking.smallest_change(ahead, behind)
    if size == float("inf"):
        out.print(
            f"no weights bring {behind} level with {ahead}" if lang == "en" else f"没有权重能使{behind}追平{ahead}"
        )
        return
    out.print(
        f"{behind} comes level with {ahead} when the weights change by {size:.4f} in all"
        if lang == "en"
        else f"权重合计变动 {size:.4f} 时，{behind}追平{ahead}"
    )
    names = {i.id: title(i, lang) for i in ranking.system.indicators}
    rows = [(names[id_], f"{value:+.4f}") for id_, value in change[change != 0].items()]
    show.plain_table(out, [word("indicator", lang), word("change", lang)], rows, right={1})
