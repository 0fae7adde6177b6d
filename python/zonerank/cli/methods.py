"""zonerank methods: every method with a line and its options."""

from __future__ import annotations

import argparse

from ..labels import word
from ..methods.lines import STAGES, list_methods
from . import files, options, show

EXAMPLE = "zonerank methods normalization"
CHINESE = {
    "one stage alone: %(words)s": "只列一个环节：%(words)s",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    stage = sub.add_argument("stage", nargs="?", choices=STAGES, metavar="STAGE", help="one stage alone: %(words)s")
    stage.words = ", ".join(STAGES)
    options.add_output(sub)


def run(arguments, lang: str) -> int:
    table = list_methods(arguments.stage, lang=lang)
    if arguments.output or arguments.json:
        files.put(arguments, files.with_words(table, arguments))
        return 0
    out = show.console()
    for stage, rows in table.groupby("stage", sort=False):
        out.print(f"{word(stage, lang)} (--{stage})")
        cells = [(f"  {row.method}", row.about, row.options) for row in rows.itertuples()]
        show.plain_table(out, [f"  {word('method', lang)}", word("about", lang), word("options", lang)], cells)
        out.print()
    out.print(
        "options: --set OPTION=VALUE in the command, method={...} in Python, [method] in a system file"
        if lang == "en"
        else "参数的给法：命令行 --set 参数=值，Python 中 method={...}，指标体系文件中 [method]"
    )
    return 0
