"""zonerank plot: a picture of a ranking, a zone, or the system."""

from __future__ import annotations

import argparse
import inspect
import sys
import warnings

from .._error import Error
from ..io import output
from ..report.plots.accessor import KINDS, Plots
from . import files, given, options, show

EXAMPLE = "zonerank plot zones.csv --system torch-2013 --kind places --zone 示例高新区065 -o places.svg"
CHINESE = {
    "the file to write: .png, .svg or .pdf": "要写入的文件：.png、.svg 或 .pdf",
    "what to draw: %(choices)s": "画什么图：%(choices)s",
    "the zone that is marked, or that the plot is of": "要标出的高新区，或图所说的高新区",
    "a group of indicators: of radar, heatmap and correlations": "一组指标：用于 radar、heatmap 和 correlations",
    "what the zone is compared with: of radar a zone; of contributions median, mean, ahead or a zone": (
        "与谁比较：radar 为一个高新区；contributions 为 median、mean、ahead 或一个高新区"
    ),
    "of places: a bar for each first-level group, or for each indicator": "places 的每一条：一级指标或二级指标",
    "of change: the year that the rank is compared with (the year before)": "change：与哪一年比较（默认上一年）",
    "of levers: the rank to reach; by default the next better one; of frontier: the best rank shown (1)": (
        "levers：要达到的名次，默认为前一名；frontier：画到第几名（1）"
    ),
    "of scatter: the indicator or group across": "scatter：横轴的指标或分组",
    "of scatter: the indicator or group upwards": "scatter：纵轴的指标或分组",
    "show N zones, indicators or figures": "显示 N 个高新区、指标或数据",
    "rankings redrawn: of change and intervals (10000)": "重新排名的次数：用于 change 和 intervals（10000）",
}
ENDINGS = (".png", ".svg", ".pdf")
ASKED = ("zone", "group", "against", "by", "before", "rank", "x", "y", "top", "draws")


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    add = sub.add_argument
    add("-o", dest="output", required=True, metavar="FILE", help="the file to write: .png, .svg or .pdf")
    add("--kind", required=True, choices=tuple(KINDS), metavar="KIND", help="what to draw: %(choices)s")
    add("--zone", metavar="NAME", help="the zone that is marked, or that the plot is of")
    add("--group", metavar="ID", help="a group of indicators: of radar, heatmap and correlations")
    add(
        "--against",
        metavar="WHAT",
        help="what the zone is compared with: of radar a zone; of contributions median, mean, ahead or a zone",
    )
    add(
        "--by",
        choices=("groups", "indicators"),
        help="of places: a bar for each first-level group, or for each indicator",
    )
    add(
        "--before",
        type=int,
        metavar="Y",
        help="of change: the year that the rank is compared with (the year before)",
    )
    add(
        "--rank",
        type=float,
        metavar="RANK",
        help="of levers: the rank to reach; by default the next better one; of frontier: the best rank shown (1)",
    )
    add("--x", metavar="ID", help="of scatter: the indicator or group across")
    add("--y", metavar="ID", help="of scatter: the indicator or group upwards")
    add("--top", type=options.positive, metavar="N", help="show N zones, indicators or figures")
    add(
        "--draws",
        type=options.positive,
        metavar="N",
        help="rankings redrawn: of change and intervals (10000)",
    )
    options.add_json_of_files(sub)
    options.add_method(sub)
    sub.set_defaults(output_kinds=ENDINGS)


def run(arguments, lang: str) -> int:
    asked = asked_of(arguments)
    ranking = given.rank(arguments)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fonts: said below, in the language of the command
        ax = getattr(ranking.plot, arguments.kind)(**asked, lang=lang)
        with output.replacing_one(arguments.output) as written:
            ax.figure.savefig(written)
    say_fonts(lang)
    if arguments.json:
        files.print_files([(arguments.output, arguments.kind, arguments.zone)])
    words = ("已写入", "：", "（", "）") if lang == "zh" else ("written", ": ", " (", ")")
    print(f"{words[0]}{words[1]}{output.shown(arguments.output)}{words[2]}{arguments.kind}{words[3]}", file=sys.stderr)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def asked_of(arguments) -> dict:
    """The options that were typed, which the kind must have; and those that it needs."""
    if arguments.output == "-":
        raise Error(
            "-o -: a picture cannot be printed; name a file: .png, .svg or .pdf",
            zh="-o -：图不能输出到标准输出；请给出文件名：.png、.svg 或 .pdf",
        )
    takes = inspect.signature(getattr(Plots, arguments.kind)).parameters
    asked = {name: getattr(arguments, name) for name in ASKED if getattr(arguments, name) is not None}
    for name in asked:
        if name not in takes:
            kinds = [kind for kind in KINDS if name in inspect.signature(getattr(Plots, kind)).parameters]
            raise Error(
                f"--{name}: {arguments.kind} does not take it; it is of {', '.join(kinds)}",
                zh=f"--{name}：{arguments.kind} 没有这个选项；它用于 {'、'.join(kinds)}",
            )
    for name, parameter in takes.items():
        if name in ASKED and parameter.default is parameter.empty and name not in asked:
            raise Error(
                f"--kind {arguments.kind} needs --{name}",
                zh=f"--kind {arguments.kind} 需要 --{name}",
            )
    return asked


def say_fonts(lang: str) -> None:
    from ..report.plots import fonts

    if not fonts.chinese():
        show.console(sys.stderr).print(fonts.MISSING[lang == "zh"])
