"""zonerank indicators: values of the second-level indicators."""

from __future__ import annotations

import argparse

from .. import api, labels
from ..units import unit_name
from . import files, given, options, show

EXAMPLE = "zonerank indicators zones.csv --system most-2021 --year 2020 -o indicators.csv"


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub)
    options.add_zones(sub, "this zone alone; may be repeated")
    options.add_top(sub)


def run(arguments, lang: str) -> int:
    result = api.indicators(given.read(arguments), year=arguments.year)
    frame = result.table()
    frame = frame[given.rows_of_zones(frame["zone"], arguments)].reset_index(drop=True)
    if arguments.output or arguments.json:
        files.put(arguments, files.headed(frame, result.system, arguments, labels.indicator_titles))
    else:
        print_values(show.console(), frame, result, lang)
    show.notices(result.notices, lang, arguments.notices == "all")
    return 0


def print_values(out, frame, result, lang: str) -> None:
    why = {(r.zone, r.indicator): r.why for r in result.missing(lang).itertuples()}
    headings = [labels.word(key, lang) for key in ("code", "indicator", "value", "unit")]
    for row in frame.itertuples(index=False):
        out.print(f"{row.zone}，{result.year}" if lang == "zh" else f"{row.zone}, {result.year}")
        lines = []
        for indicator, value in zip(result.system.indicators, row[1:], strict=True):
            shown = show.number(value) if value == value else f"— {why[(row.zone, indicator.id)]}"
            lines.append((indicator.code, labels.title(indicator, lang), shown, unit_name(indicator.unit, lang)))
        show.plain_table(out, headings, lines, right={2})
