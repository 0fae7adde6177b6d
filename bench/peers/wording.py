"""The words of the page of benchmarks, English and Chinese."""

from __future__ import annotations

import re

HEADINGS = {
    "rollup": ("Roll-up in memory", "内存中的汇总"),
    "read": ("From files to a ranking", "从文件到排名"),
    "methods": ("Methods on arrays", "数组上的方法"),
    "explain": ("What a rank is made of, and what would change it", "名次的构成，怎样改变名次"),
    "uncertainty": ("Redrawn rankings", "重抽的排名"),
    "methodology": ("Methods redrawn too", "连方法一起重抽"),
    "sobol": ("Sobol' indices", "Sobol 指数"),
}
FASTER = ("Where another program is faster", "别的程序更快之处")
COLUMNS = {
    "en": ("task", "here", "beside", "there", "ratio", "lowest to highest"),
    "zh": ("任务", "本库", "对照", "对照用时", "倍数", "最低至最高"),
}
KINDS = {"en": {"limit": " (limit)"}, "zh": {"limit": "（极限）"}}

# What a row is called, in Chinese: the first pattern that fits the whole text.
CHINESE = [
    (r"(\S+) M rows, (\d+) groups, (\d+) sums", r"\1 百万行，\2 组，\3 个合计"),
    (r"(\S+) M enterprises, (\w+), (\S+) GB", r"\1 百万家企业，\2，\3 GB"),
    (r"(.+), (\d+ x \d+)", r"{1}，\2"),
    (r"entropy", "熵权"),
    (r"CRITIC", "CRITIC 权重"),
    (r"PCA weights", "主成分权重"),
    (r"weighted sum and ranks", "加权和与名次"),
    (r"winsorized, scaled, weighted, ranked", "缩尾、标准化、加权、排名"),
    (r"geometric mean", "几何平均"),
    (r"Copeland", "Copeland"),
    (r"benefit of the doubt", "疑点利益"),
    (r"(.+), (\d+) draws", r"{1}，抽 \2 次"),
    (r"(.+), (\d+) draws, 1 thread", r"{1}，抽 \2 次，一个线程"),
    (r"uniform", "±25 % 的权重"),
    (r"dirichlet", "Dirichlet 权重"),
    (r"(\d+ x \d+), (\d+) draws of (\d+) methods", r"\1，\3 种方法，抽 \2 次"),
    (r"(\d+) scores and ranks, N (\d+), D (\d+)", r"\1 个得分和名次，N = \2，D = \3"),
    (r"places of one zone", "一个高新区的名次构成"),
    (r"change of (\d+) zones", r"\1 个高新区的名次变动"),
    (r"what-if of one figure, (\d+) zones", r"变动一项数据，\1 个高新区重新排名"),
    (r"levers of one zone, (\d+) figures", r"一个高新区的 \1 个单项数据"),
    (r"frontier of the zone at 11", "第 11 名前面每一名的最省办法"),
    (r"P\(rank <= r\), 10 000 draws", "名次不差于 r 的概率，抽 10 000 次"),
    (r"weights of groups from (\d+) ranks", r"由 \1 个名次求各组权重"),
    (r"influence of (\d+) enterprises", r"\1 家企业各自的影响"),
    (r"DuckDB, its own table", "DuckDB，自己的表"),
    (r"plain read", "只读一遍"),
    (r"two plain reads", "只读两遍"),
    (r"bytes / triad bandwidth", "字节数 / 内存带宽"),
    (r"plain Eigen \+ std::sort", "C++：Eigen 和 std::sort"),
    (r"ours on one thread", "本库，一个线程"),
    (r"COINr, (\S+) s a draw", r"COINr，每次 \1 秒"),
    (r"NumPy, draw by draw", "NumPy，逐次计算"),
    (r"NumPy \+ SALib", "NumPy 和 SALib"),
    (r"(\d+) rankings", r"排名 \1 次"),
    (r"the changed table ranked", "对变动后的表排名"),
    (r"bisection by what-if", "用 what-if 二分"),
    (r"a plan for each rank", "每个名次求一次"),
    (r"a ranking for each", "每家企业排名一次"),
]
# Names that both languages write alike.
ALIKE = ("NumPy", "DuckDB", "DuckDB, Arrow", "polars", "GLPK", "HiGHS", "SciPy (HiGHS)", "pymcdm", "pyDecision",
         "scikit-criteria", "xai-sharp")  # fmt: skip


def said(text: str, lang: str) -> str:
    """A name of a row in a language. KeyError where the Chinese is not written yet."""
    if lang == "en" or text in ALIKE:
        return text.replace(" x ", " × ")
    # The longest pattern is the most exact one.
    for pattern, chinese in sorted(CHINESE, key=lambda pair: pair[0].startswith("(.+)")):
        if found := re.fullmatch(pattern, text):
            words = said(found[1], lang) if "{1}" in chinese else ""
            return found.expand(chinese.replace("{1}", "\0")).replace("\0", words).replace(" x ", " × ")
    raise KeyError(f"wording.py has no Chinese for {text!r}")
