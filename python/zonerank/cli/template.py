"""zonerank template: the options of the command, and what it does."""

from __future__ import annotations

import argparse
from pathlib import Path

from .._error import Error
from ..io import output, sources
from ..io.template import LEVELS, template
from . import files, options

EXAMPLE = "zonerank template --system torch-2013 --year 2020 -o template.xlsx"
CHINESE = {
    "the .xlsx file to write": "要写入的 .xlsx 文件",
    "which tables (both)": "生成哪些表（both）",
    "form codes as headings instead of titles": "以报表代码作表头，而非名称",
    "also fields that no indicator needs": "同时包括没有指标用到的字段",
    "names to fill in: text, one a line": "要填入的名称：文本文件，每行一个",
    "data year to fill in beside them": "与名称一并填入的数据年份",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--system", required=True, metavar="ID", help="a system's id, or a .toml file")
    sub.add_argument("-o", dest="template", required=True, metavar="FILE", help="the .xlsx file to write")
    sub.add_argument("--level", choices=LEVELS, default="both", help="which tables (both)")
    sub.add_argument("--codes", action="store_true", help="form codes as headings instead of titles")
    sub.add_argument("--all", action="store_true", help="also fields that no indicator needs")
    sub.add_argument("--zones", metavar="FILE", help="names to fill in: text, one a line")
    sub.add_argument("--year", type=int, metavar="Y", help="data year to fill in beside them")
    options.add_json_of_files(sub)


def run(arguments, lang: str) -> int:
    output.check_path(arguments.template, kinds=(".xlsx",))
    sheets = template(
        sources.load(arguments.system),
        arguments.template,
        level=arguments.level,
        all_fields=arguments.all,
        codes=arguments.codes,
        lang=arguments.lang or "zh",
        zones=names_in(arguments.zones) if arguments.zones else (),
        year=arguments.year,
    )
    if arguments.json:
        files.print_files([(arguments.template, "template", None)])
        return 0
    path = sources.shown(arguments.template)
    print(
        f"{path}：待填写的工作表：{'、'.join(sheets)}"
        if lang == "zh"
        else f"{path}: sheets to fill in: {', '.join(sheets)}"
    )
    return 0


def names_in(path: str) -> list[str]:
    """The lines of a text file that are not blank, in UTF-8 or GB18030."""
    sources.check_file(path, sources.LONGEST_OPTIONS)
    data = Path(path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise Error(
                f"{path}: this is not text in UTF-8 or GB18030; write one name a line",
                zh=f"{path}：不是 UTF-8 或 GB18030 编码的文本；请每行写一个名称",
            ) from error
    return [line.strip() for line in text.splitlines() if line.strip()]
