"""zonerank sample: made-up records of enterprises."""

from __future__ import annotations

import argparse
import os
import re

from .. import api
from . import files, options, show

EXAMPLE = "zonerank sample -o sample/ --enterprises 20000"
CHINESE = {
    "folder to write into": "写入的文件夹",
    "about N a year (140000)": "每年约 N 家企业（140000）",
    "zones (169)": "高新区个数（169）",
    "first of the years (2017)": "起始年份（2017）",
    "years (3)": "年数（3）",
    "the same seed gives the same bytes (1)": "随机种子，相同的种子结果逐字节相同（1）",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("-o", dest="folder", required=True, metavar="DIR", help="folder to write into")
    sub.add_argument("--enterprises", type=int, default=140_000, metavar="N", help="about N a year (140000)")
    sub.add_argument("--zones", type=int, default=169, metavar="N", help="zones (169)")
    sub.add_argument("--first-year", type=int, default=2017, metavar="Y", help="first of the years (2017)")
    sub.add_argument("--years", type=int, default=3, metavar="N", help="years (3)")
    sub.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same bytes (1)")
    sub.add_argument("--threads", type=int, default=0, metavar="N", help="threads to use; 0: the cores allowed")
    options.add_json_of_files(sub)


def run(arguments, lang: str) -> int:
    with show.progress_bar("sample") as progress:
        written = api.sample(
            arguments.folder,
            enterprises=arguments.enterprises,
            zones=arguments.zones,
            first_year=arguments.first_year,
            years=arguments.years,
            seed=arguments.seed,
            threads=arguments.threads,
            progress=progress,
        )
    if arguments.json:
        files.print_files((path, kind_of(path), None) for path in written)
        return 0
    size = sum(os.path.getsize(path) for path in written)
    print(
        f"{len(written)} files, {size / 1e6:,.0f} MB in {arguments.folder}: made-up data"
        if lang == "en"
        else f"已在 {arguments.folder} 写入 {len(written)} 个文件，{size / 1e6:,.0f} MB：虚构数据"
    )
    return 0


def kind_of(path: str) -> str:
    """The form that a file is in the layout of: "GQ-001", "zones", "derived"; "readme" of the text beside them."""
    form = re.fullmatch(r"made-up-(.+)-\d+\.csv", os.path.basename(path))
    return form[1] if form else "readme"
