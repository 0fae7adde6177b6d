"""zonerank reconcile: published ranks beside ours, and the weights that would give them."""

from __future__ import annotations

import argparse

from ..figures import signed, without_noise
from ..labels import word
from . import files, given, options, show

EXAMPLE = "zonerank reconcile zones.csv --system torch-2013 --year 2019 --ranks official.csv"
CHINESE = {
    "the ranks side by side (.xlsx: every table)": "名次对照（.xlsx 含全部表格）",
    "published ranks: a table with the columns zone, rank, perhaps year, and a column for each group of the system": (
        "公布的名次：含高新区、排名列，可含年份列及各一级指标的名次列"
    ),
    "how many zones were ranked officially, where the data have fewer": "官方参评的高新区总数（数据中不全时）",
    "whose weights are looked for: those of the first level, or of all indicators (groups)": (
        "反推哪一级的权重：一级指标（groups，默认）或全部二级指标（indicators）"
    ),
    "print why the ranks of this zone differ": "显示该高新区名次不同的原因",
}
COLUMNS = ("zone", "official", "ours", "difference", "with_weights", "because")


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the ranks side by side (.xlsx: every table)")
    add = sub.add_argument
    add(
        "--ranks",
        required=True,
        metavar="FILE",
        help="published ranks: a table with the columns zone, rank, perhaps year, and a column for each group of the "
        "system",
    )
    add("--of", type=int, metavar="N", help="how many zones were ranked officially, where the data have fewer")
    add(
        "--weights-of",
        choices=("groups", "indicators"),
        default="groups",
        help="whose weights are looked for: those of the first level, or of all indicators (groups)",
    )
    add("--zone", metavar="NAME", help="print why the ranks of this zone differ")
    options.add_top(sub)
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    ranking = given.rank(arguments)
    found = ranking.reconcile(
        arguments.ranks, of=arguments.of, weights_of=arguments.weights_of, threads=arguments.threads
    )
    out = files.console(arguments)
    lines = found.summary(lang, zone=arguments.zone) if arguments.zone else found.summary(lang)
    show.summary(out, ranking, lines, lang)
    if arguments.output or arguments.json:
        tables = tables_of(found, arguments)
        files.put(arguments, next(iter(tables.values())), {**tables, **show.about(ranking, found, arguments, lang)})
    elif arguments.zone:
        places_tables(out, found, arguments.zone, lang)
    else:
        print_tables(out, found, lang, arguments.top)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def tables_of(found, arguments) -> dict:
    lang = "zh" if arguments.lang == "zh" else None
    ranks = found._columns(lang)
    if lang:
        ranks["group"] = [found._ranking.name(g, lang) for g in ranks["group"]]
    tables = {"reconcile": ranks, "weights": without_noise(found.weights(lang=lang))}
    if len(pairs := found.contradictions()):
        tables["contradictions"] = pairs
    return {word(name, arguments.lang or "en"): files.with_words(t, arguments) for name, t in tables.items()}


def print_tables(out, found, lang: str, top: int | None) -> None:
    """The weights, and a line for each zone whose ranks differ, those of the greatest difference first."""
    weights = found.weights(lang=lang)
    headings = [word(c, lang) for c in ("group", "indicator", "weight", "low", "high", "weight_found")]
    if len(weights) <= 12:
        rows = [[row.group, row.id, *map(share, (row.weight, row.low, row.high, row.weight_found))] for row in
                weights.itertuples()]  # fmt: skip
        show.plain_table(out, headings, rows, right={2, 3, 4, 5})
        out.print()
    frame = found._columns(lang)
    for id_ in found.groups:
        own = frame[(frame["group"] == id_) & (frame["year"] == found.year)]
        own = own[(own["difference"] != 0) | (own["with_weights"] != own["official"])]
        if not len(own):
            continue
        own = own.reindex(own["difference"].astype(float).abs().sort_values(ascending=False, kind="stable").index)
        out.print(found._ranking.name(id_, lang))
        rows = [[cell(row, column) for column in COLUMNS] for row in own.head(top or 20).to_dict("records")]
        show.plain_table(out, [word(c, lang) for c in COLUMNS], rows, right={1, 2, 3, 4})
        out.print()


def places_tables(out, found, zone: str, lang: str) -> None:
    """What the weights found change of a zone's places, group by group."""
    for id_ in found.groups:
        frame = found.because(zone, id_)
        out.print(found._ranking.name(id_, lang))
        rows = [
            [found._ranking.name(row["id"], lang), share(row["weight"]), share(row["weight_found"]),
             *(signed(row[c], 1) for c in ("places", "places_found", "change"))]
            for row in frame.to_dict("records")
        ]  # fmt: skip
        headings = [
            word(c, lang) for c in ("indicator", "weight", "weight_found", "places_gained", "places_found", "change")
        ]
        show.plain_table(out, headings, rows, right={1, 2, 3, 4, 5})
        out.print()


def cell(row: dict, column: str) -> str:
    value = row[column]
    return value if column in ("zone", "because") else show.rank_text(None if value is None else float(value))


def share(value: float) -> str:
    return "—" if value != value else f"{100 * value:.1f} %"
