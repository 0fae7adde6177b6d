"""zonerank check: the check list of the data."""

from __future__ import annotations

import argparse
import sys

from ..analysis import check_list
from . import files, given, options, print_checks, show

EXAMPLE = "zonerank check data/ --system torch-2013 -o problems.xlsx"
CHINESE = {
    "the list": "清单",
    "print every finding, not the first of a rule": "显示全部问题，而非每条规则的前几个",
    "findings about this zone alone; may be repeated": "只显示该高新区的问题；可重复",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    options.add_output(sub, "the list")
    sub.add_argument("--all", action="store_true", help="print every finding, not the first of a rule")
    options.add_zones(sub, "findings about this zone alone; may be repeated")


def run(arguments, lang: str) -> int:
    checked = given.read(arguments, check_list.Checked, task="read and check")
    if checked.failure and any(p.is_of_usage for p in checked.failure.problems):
        raise checked.failure
    checked.keep_zones(arguments.zone)
    if files.is_printed(arguments):
        files.print_table(arguments, files.with_words(checked.table(lang), arguments))
    elif arguments.output:
        sheets = checked.write(arguments.output, arguments.lang or "en", lang)
        files.say_written(arguments, arguments.output, sheets["findings"], sheets)
    else:
        every = arguments.all or arguments.notices == "all"
        print_checks.findings(show.console(), checked, lang, every)
    print(checked.counted(lang), file=sys.stderr)
    return 1 if checked.count("error") else 0
