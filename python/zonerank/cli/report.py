"""zonerank report: pages for people, of a zone or of all zones."""

from __future__ import annotations

import argparse
import functools
import os

from .. import api
from ..io import output
from . import files, given, options, show

EXAMPLE = "zonerank report zones.csv --system torch-2013 --zone 示例高新区065 -o report/"
CHINESE = {
    "folder for the pages": "存放网页的文件夹",
    "the report of this zone: report.html, .docx and .xlsx": "该高新区的报告：report.html、.docx 和 .xlsx",
    "index.html and report.xlsx with all zones, and a page for every zone": (
        "全部高新区的 index.html 和 report.xlsx，每个高新区另有一页"
    ),
    "leave out the workbook report.xlsx": "不写工作簿 report.xlsx",
    "the year that ranks are compared with, of INPUT too (the one before)": (
        "与哪一年的名次比较，数据同样取自 INPUT（默认上一年）"
    ),
    "the overall rank that the plan aims at; by default the next better multiple of ten, or of five": (
        "单项调整的目标名次；默认为更好的下一个十（或五）的倍数"
    ),
    "leave out the values of all zones, with which readers can rank anew on the page, and the workbook": (
        "不含各高新区数值（有了它们，读者可在网页上重新排名），也不写工作簿"
    ),
    "also the enterprises that matter, without their names (INPUT must have them)": (
        "同时列出影响较大的企业，不显示名称（INPUT 须含企业数据）"
    ),
    "the enterprises with their names; the pages then say that they are internal": (
        "显示企业名称；网页将标明为内部资料"
    ),
    "rankings redrawn for the intervals of ranks (10000)": "计算名次区间时重新排名的次数（10000）",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    options.add_input(sub)
    add = sub.add_argument
    add("-o", dest="folder", required=True, metavar="DIR", help="folder for the pages")
    which = sub.add_mutually_exclusive_group(required=True)
    which.add_argument("--zone", metavar="NAME", help="the report of this zone: report.html, .docx and .xlsx")
    which.add_argument(
        "--all", action="store_true", help="index.html and report.xlsx with all zones, and a page for every zone"
    )
    add(
        "--before",
        type=int,
        metavar="Y",
        help="the year that ranks are compared with, of INPUT too (the one before)",
    )
    add(
        "--rank",
        type=float,
        metavar="RANK",
        help="the overall rank that the plan aims at; by default the next better multiple of ten, or of five",
    )
    add(
        "--no-what-if",
        dest="what_if",
        action="store_false",
        help="leave out the values of all zones, with which readers can rank anew on the page, and the workbook",
    )
    add("--no-workbook", dest="workbook", action="store_false", help="leave out the workbook report.xlsx")
    add(
        "--enterprises",
        action="store_true",
        help="also the enterprises that matter, without their names (INPUT must have them)",
    )
    add(
        "--named",
        action="store_true",
        help="the enterprises with their names; the pages then say that they are internal",
    )
    add(
        "--draws",
        type=options.positive,
        default=10_000,
        metavar="N",
        help="rankings redrawn for the intervals of ranks (10000)",
    )
    options.add_json_of_files(sub)
    options.add_targets(sub)
    options.add_method(sub)


def run(arguments, lang: str) -> int:
    keeps = arguments.enterprises or arguments.named
    if arguments.targets:
        raw = given.read_for_targets(arguments, keep_enterprises=keeps)
    elif keeps:
        raw = given.read(arguments, functools.partial(api.read, keep_enterprises=True, all_fields=True))
    else:
        raw = None
    ranking = given.rank(arguments, raw)
    targets = given.targets(arguments, ranking)
    with show.progress_bar("report") as progress:
        paths = ranking.to_report(
            arguments.folder,
            zone=arguments.zone,
            lang=arguments.lang or lang,
            before=arguments.before,
            rank=arguments.rank,
            targets=targets,
            what_if=arguments.what_if,
            workbook=arguments.workbook,
            named=arguments.named,
            draws=arguments.draws,
            threads=arguments.threads,
            progress=progress,
        )
    show.notices(ranking.notices, lang, arguments.notices == "all")
    if arguments.json:
        files.print_files(kinds_of(paths, ranking, arguments.zone))
    else:
        print(written(paths, whole=arguments.zone is not None, lang=lang))
    return 0


KINDS = {".html": "page", ".docx": "document", ".xlsx": "workbook"}


def kinds_of(paths: list[str], ranking, zone: str | None) -> list[tuple[str, str, str | None]]:
    """Path, kind and zone of each file: the pages of all zones stand in the order of their ranks."""
    in_order = iter([ranking.zones[i] for i in ranking._order()])
    found: list[tuple[str, str, str | None]] = []
    for path in paths:
        kind = "index" if os.path.basename(path) == "index.html" else KINDS[os.path.splitext(path)[1]]
        of = zone if zone is not None else next(in_order) if kind == "page" else None
        found.append((path, kind, of))
    return found


def written(paths: list[str], *, whole: bool, lang: str) -> str:
    """The files with their sizes; of the pages of all zones the first and how many there are."""
    zh, sizes = lang == "zh", [os.path.getsize(path) for path in paths]
    if whole:
        each = [(output.shown(path), f"{size / 1000:,.0f} kB") for path, size in zip(paths, sizes, strict=True)]
        files = ("、" if zh else ", ").join(f"{name}（{kb}）" if zh else f"{name} ({kb})" for name, kb in each)
        return f"已写入 {files}" if zh else f"written: {files}"
    first, kb = output.shown(paths[0]), f"{sum(sizes) / 1000:,.0f} kB"
    return (
        f"已写入 {first}，共 {len(paths)} 个文件，{kb}" if zh else f"written: {first}, {len(paths)} files in all, {kb}"
    )
