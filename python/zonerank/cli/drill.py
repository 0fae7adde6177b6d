"""zonerank drill: what each enterprise does to the indicators, the score and the rank of its zone."""

from __future__ import annotations

import argparse
import functools

from .. import api
from ..labels import title, word, zone_title
from . import files, given, industries, options, show

EXAMPLE = "zonerank drill data/ --system torch-2013 --zone 示例高新区012"
CHINESE = {
    "the influences (.xlsx: every table)": "各企业的影响（.xlsx 含全部表格）",
    "the enterprises of this zone alone": "只看该高新区的企业",
    "print what this enterprise does to every indicator": "显示该企业对各指标的影响",
    "by enterprise, or by industry of GB/T 4754: section (C), division (39) or the code as it is": (
        "按企业，或按国民经济行业分类：门类（C）、大类（39）或原代码"
    ),
    "print the first N enterprises of a zone (20), or the first N zones": (
        "显示一个高新区的前 N 家企业（20），或前 N 个高新区"
    ),
}
LISTED = 20  # enterprises
FIELDS = 10


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the influences (.xlsx: every table)")
    sub.add_argument("--zone", metavar="NAME", help="the enterprises of this zone alone")
    sub.add_argument(
        "--by",
        choices=("enterprise", "section", "division", "code"),
        default="enterprise",
        help="by enterprise, or by industry of GB/T 4754: section (C), division (39) or the code as it is",
    )
    sub.add_argument("--enterprise", metavar="CODE", help="print what this enterprise does to every indicator")
    sub.add_argument(
        "--top",
        type=options.positive,
        metavar="N",
        help="print the first N enterprises of a zone (20), or the first N zones",
    )
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    by_industry = arguments.by != "enterprise"
    raw = given.read(arguments, functools.partial(api.read, keep_enterprises=True, all_fields=by_industry))
    ranking = given.rank(arguments, raw)
    if by_industry:
        return industries.run(arguments, ranking, lang)
    with show.progress_bar("drill") as progress:
        found = ranking.drill(arguments.zone, threads=arguments.threads, progress=progress)
    frame = found.table() if arguments.enterprise is None else found.indicators(arguments.enterprise)
    out = files.console(arguments)
    show.heading(out, ranking, lang)
    for line in found.summary(lang):
        out.print(line)
    out.print()
    if arguments.output or arguments.json:
        tables = tables_of(found, frame, arguments)
        files.put(arguments, next(iter(tables.values())), {**tables, **show.about(ranking, found, arguments, lang)})
    elif arguments.enterprise is not None:
        print_indicators(out, found, frame, lang)
    elif arguments.zone is not None:
        print_enterprises(out, found, frame, lang, arguments.top or LISTED)
        out.print()
        print_concentration(out, found, lang)
    else:
        print_zones(out, found, lang, arguments.top)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def tables_of(found, frame, arguments) -> dict:
    """The sheets by name, the one that is written as CSV first."""
    lang = arguments.lang or "en"
    if arguments.enterprise is not None:
        frames = {"indicators": frame}
    else:
        frames = {"drill": frame, "zones": found.zones(), "concentration": found.concentration()}
    return {word(name, lang): found.named(f, "zh") if lang == "zh" else f for name, f in frames.items()}


def signed(value, digits: int = 2) -> str:
    return "—" if value != value else f"{round(value, 6) + 0.0:+.{digits}f}"


def places(value) -> str:
    return "—" if value is None or value != value else f"{value:+g}" if value else "0"


def share(value) -> str:
    return "—" if value != value else f"{100 * value:.1f} %"


def rows_of(frame) -> list[dict]:
    """The rows with NaN where something is missing."""
    return frame.astype(object).where(frame.notna(), float("nan")).to_dict("records")


def print_enterprises(out, found, frame, lang: str, top: int) -> None:
    """The enterprises that move the rank of their zone most."""
    groups = [group for group in found.system.groups if group.parent_index == 0]
    headings = [word("enterprise", lang), word("rank_without", lang), word("places_held", lang)]
    headings += [word("influence_on_score", lang), *(group.code or title(group, lang) for group in groups)]
    rows = [
        [
            row["enterprise"],
            show.rank_text(row["rank_without"]),
            places(row["places"]),
            signed(row["score_influence"], 3),
            *(signed(row[group.id], 3) for group in groups),
        ]
        for row in rows_of(frame.head(top))
    ]
    for group in groups:
        if group.code and group.code != title(group, lang):
            out.print(f"  {group.code}  {title(group, lang)}")
    show.plain_table(out, headings, rows, right=set(range(1, len(headings))))
    if (hidden := len(frame) - top) > 0:
        out.print(f"… 另有 {hidden} 家，影响较小" if lang == "zh" else f"… {hidden} more, which move it less")


def print_concentration(out, found, lang: str) -> None:
    """What the largest enterprises have of each figure, and the rank without them."""
    names = {f.name: title(f, lang) for f in found.system.fields}
    keys = ("enterprises", "share_1", "share_5", "share_10", "rank_without_1", "rank_without_5", "rank_without_10")
    headings = [word("field", lang), *(word(key, lang) for key in keys)]
    frame = found.concentration(zone=found._zone)
    moved = frame.filter(like="rank_without_").astype(float).sub(frame["rank"].astype(float), axis=0).abs().max(axis=1)
    order = frame.assign(moved=moved).sort_values(["moved", "share_1"], ascending=False, kind="stable").index[:FIELDS]
    rows = [
        [
            names[row["field"]],
            show.number(row["enterprises"]),
            *(share(row[key]) for key in keys[1:4]),
            *(show.rank_text(row[key]) for key in keys[4:]),
        ]
        for row in rows_of(frame.loc[order])
    ]
    show.plain_table(out, headings, rows, right=set(range(1, len(headings))))
    if (hidden := len(frame) - len(order)) > 0:
        out.print(
            f"… 另有 {hidden} 个字段，对名次影响较小"
            if lang == "zh"
            else f"… {hidden} more fields, which matter less to the rank"
        )


def print_zones(out, found, lang: str, top: int | None) -> None:
    """One line a zone: how many enterprises change its rank alone, and the one that does most."""
    keys = ("enterprises", "moving", "rank_best", "rank_worst", "places", "enterprise")
    headings = [word("rank", lang), zone_title(found.system, lang)]
    headings += [word("places_held" if key == "places" else key, lang) for key in keys]
    rows = [
        [
            show.rank_text(row["rank"]),
            row["zone"],
            show.number(row["enterprises"]),
            show.number(row["moving"]),
            show.rank_text(row["rank_best"]),
            show.rank_text(row["rank_worst"]),
            places(row["places"]),
            row["enterprise"],
        ]
        for row in rows_of(found.zones().head(top))
    ]
    show.plain_table(out, headings, rows, right={0, 2, 3, 4, 5, 6})


def print_indicators(out, found, frame, lang: str) -> None:
    """The indicators that one enterprise moves, those that it moves most first."""
    names = {i.id: title(i, lang) for i in found.system.indicators}
    keys = ("value", "value_without", "unit", "score", "score_without")
    headings = [word("indicator", lang), *(word(key, lang) for key in keys), word("influence_on_score", lang)]
    moved = frame[frame["influence"].ne(0) & (frame["value"].notna() | frame["value_without"].notna())]
    order = moved["score_influence"].abs().sort_values(ascending=False, kind="stable").index
    rows = [
        [
            names[row["indicator"]],
            show.number(row["value"]),
            show.number(row["value_without"]),
            row["unit"],
            show.score(row["score"]),
            show.score(row["score_without"]),
            signed(row["score_influence"], 3),
        ]
        for row in rows_of(moved.loc[order])
    ]
    show.plain_table(out, headings, rows, right={1, 2, 4, 5, 6})
    if (hidden := len(frame) - len(moved)) > 0:
        out.print(f"… 另有 {hidden} 项不受影响" if lang == "zh" else f"… {hidden} more, which it does not move")
