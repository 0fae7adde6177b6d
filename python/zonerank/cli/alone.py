"""zonerank alone: what is certain of a zone's rank where the figures of the others are few."""

from __future__ import annotations

import argparse

from .. import api
from ..figures import number, score, without_noise
from ..labels import title, word
from ..units import unit_name
from . import files, given, options, show

EXAMPLE = "zonerank alone own.csv yearbook.xlsx --system torch-2013 --zone 示例高新区065 --bounds bounds.csv --of 169"
CHINESE = {
    "what is compared, indicator by indicator (.xlsx: every table)": "各指标能否比较（.xlsx 含全部表格）",
    "the zone that is looked at": "要了解的高新区",
    "how many zones are ranked in all, with or without figures here": "参评高新区总数（无论是否有数据）",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "what is compared, indicator by indicator (.xlsx: every table)")
    sub.add_argument("--zone", required=True, metavar="NAME", help="the zone that is looked at")
    sub.add_argument(
        "--of", type=int, metavar="N", help="how many zones are ranked in all, with or without figures here"
    )
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    raw = given.read(arguments)
    found = api.alone(raw, arguments.zone, year=arguments.year, of=arguments.of, **given.asked(arguments, raw))
    out = files.console(arguments)
    for line in found.summary(lang):
        out.print(line)
    out.print()
    if arguments.output or arguments.json:
        tables = {"indicators": found._columns(), "groups": found.groups()}
        named = {word(n, arguments.lang or "en"): written(found, t, arguments) for n, t in tables.items()}
        files.put(arguments, next(iter(named.values())), named)
    else:
        groups_table(out, found, lang)
        out.print()
        indicators_table(out, found, lang)
    show.notices(found.notices, lang, arguments.notices == "all")
    return 0


def written(found, frame, arguments):
    frame = without_noise(frame)
    return found.named(frame, "zh") if arguments.lang == "zh" else frame


def groups_table(out, found, lang: str) -> None:
    names = {g.id: title(g, lang) for g in found.system.groups}
    headings = [word(c, lang) for c in ("group", "at_best", "at_worst", "score_low", "score_high")]
    rows = [
        (names[row.group], str(row.best), str(row.worst), score(row.score_low), score(row.score_high))
        for row in found.groups().itertuples()
    ]
    show.plain_table(out, headings, rows, right={1, 2, 3, 4})


def indicators_table(out, found, lang: str) -> None:
    """What is compared; what is not was said above."""
    frame = found._columns().astype({"rank": float, "of": float})
    frame = frame[frame["compared"] != "nothing"]
    names = {i.id: title(i, lang) for i in found.system.indicators}
    headings = [word(c, lang) for c in ("indicator", "value", "unit", "score", "rank", "of", "compared")]
    rows = [
        (
            names[row["indicator"]],
            number(row["value"]),
            unit_name(row["unit"], lang),
            score(row["score"]),
            *("—" if row[c] != row[c] or row[c] is None else f"{float(row[c]):g}" for c in ("rank", "of")),
            word(f"compared_by_{row['compared']}", lang),
        )
        for row in frame.to_dict("records")
    ]
    show.plain_table(out, headings, rows, right={1, 3, 4, 5})
