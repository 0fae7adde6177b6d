"""zonerank narrative: the paragraphs that a zone publishes about its rank, or its yearly report."""

from __future__ import annotations

import argparse
import sys

from .._error import Error
from ..io import output
from ..report.narrative.result import ENDINGS, KINDS
from . import files, given, options, show

EXAMPLE = "zonerank narrative zones.csv --system torch-2013 --zone 示例高新区065 --lang zh -o 排名情况.docx"
CHINESE = {
    "write the text to a file instead of printing it: .md, .txt or .docx": "把文字写入文件而不显示：.md、.txt 或 .docx",
    "the zone that is told of": "所说的高新区",
    "brief: the paragraphs that zones publish; report: the yearly report of seven chapters (brief)": (
        "brief：高新区发布的几段文字；report：七章的年度指标分析报告（brief）"
    ),
    "the year that the rank is compared with (the year before)": "与哪一年的名次比较（默认上一年）",
    "a zone to compare with, not the one just ahead; may be repeated": "标杆高新区，默认为前一名；可重复",
    "the rank that single figures are to reach; by default the next better one": (
        "单项数据变动要达到的名次；默认为前一名"
    ),
    "print the paragraphs as JSON, each with its numbers and the tables that they are from; with -o the file that was "
    "written": "以 JSON 输出各段文字，每段附数字及其出处；有 -o 时列出写入的文件",
    "rankings redrawn for the noise band (10000)": "计算误差带时重新排名的次数（10000）",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    add = sub.add_argument
    add(
        "-o",
        dest="output",
        metavar="FILE",
        help="write the text to a file instead of printing it: .md, .txt or .docx",
    )
    add("--zone", required=True, metavar="NAME", help="the zone that is told of")
    add(
        "--kind",
        choices=tuple(KINDS),
        default="brief",
        help="brief: the paragraphs that zones publish; report: the yearly report of seven chapters (brief)",
    )
    add("--before", type=int, metavar="Y", help="the year that the rank is compared with (the year before)")
    add(
        "--benchmark",
        dest="benchmarks",
        action="append",
        metavar="NAME",
        help="a zone to compare with, not the one just ahead; may be repeated",
    )
    add(
        "--rank",
        type=float,
        metavar="RANK",
        help="the rank that single figures are to reach; by default the next better one",
    )
    add(
        "--draws",
        type=options.positive,
        default=10_000,
        metavar="N",
        help="rankings redrawn for the noise band (10000)",
    )
    add(
        "--json",
        action="store_true",
        help="print the paragraphs as JSON, each with its numbers and the tables that they are from; with -o the file "
        "that was written",
    )
    sub.set_defaults(lists_files=True)
    options.add_targets(sub)
    options.add_within(sub)
    options.add_method(sub)
    sub.set_defaults(output_kinds=ENDINGS)


def run(arguments, lang: str) -> int:
    if arguments.output == files.STDOUT:
        raise Error("-o -: leave -o out to print the text", zh="-o -：要显示文字，请不写 -o")
    ranking = given.rank(arguments, given.read_for_targets(arguments) if arguments.targets else None)
    found = ranking.narrative(
        arguments.zone,
        lang=lang,
        kind=arguments.kind,
        before=arguments.before,
        benchmarks=arguments.benchmarks,
        rank=arguments.rank,
        targets=given.targets(arguments, ranking),
        draws=arguments.draws,
    )
    if arguments.output:
        found.save(arguments.output)
        if arguments.json:
            files.print_files([(arguments.output, arguments.kind, arguments.zone)])
        n, path = len(found.paragraphs), output.shown(arguments.output)
        said = f"已写入：{path}（{n} 段）" if lang == "zh" else f"written: {path} ({n} paragraphs)"
        print(said, file=sys.stderr)
    elif arguments.json:
        files.print_text(output.json_of_rows(found.records()))
    else:
        print(found.text)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0
