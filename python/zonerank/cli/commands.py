"""The commands by name, each with what it does, in both languages; the module of that name has the rest."""

from __future__ import annotations

from importlib import import_module

COMMANDS = {
    "systems": ("List the indicator systems, or show one with its formulas.", "列出指标体系，或显示其中一个及其公式。"),
    "methods": (
        "List the methods of every stage, with their options and defaults.",
        "列出各环节的方法及其参数和默认值。",
    ),
    "check": (
        "List what of the data has to be corrected, or explained in writing.",
        "列出数据中需要更正或书面说明的问题。",
    ),
    "rollup": ("Add enterprises up to fields of zone and year.", "把企业数据汇总为高新区各年的字段。"),
    "rank": ("Overall and first-level scores and ranks of the zones.", "各高新区总分、一级指标得分和名次。"),
    "indicators": ("Second-level indicators: one column an indicator id.", "二级指标数值：每个指标一列。"),
    "explain": (
        "What the rank of a zone is made of: places, distances, strengths and weaknesses.",
        "一个高新区的名次由什么构成：名次得失、差距、强项和弱项。",
    ),
    "derivatives": (
        "What one more unit, or one per cent more, of every raw figure of a zone adds to its scores.",
        "一个高新区的每项数据多一单位或多百分之一，得分各增加多少。",
    ),
    "plan": (
        "What would bring a zone to a better rank: each raw figure alone, and the cheapest combination.",
        "怎样达到更好的名次：每项数据单独要变到多少，以及最省力的组合。",
    ),
    "what-if": (
        "The ranking with other figures of some zones: new values, scores and ranks.",
        "改变部分高新区的数据后重新排名：新的数值、得分和名次。",
    ),
    "targets": (
        "How far targets are reached, whether in time, and the ranks that meeting them gives.",
        "目标完成了多少，是否达到序时进度，目标实现后名次如何。",
    ),
    "change": (
        "Why ranks moved since another year: own figures, others' figures, bounds, membership, method.",
        "名次为什么变动：自身数据、其他高新区数据、上下限、参评范围、方法各占多少。",
    ),
    "drill": (
        "What each enterprise does to the indicators, the score and the rank of its zone.",
        "每家企业对所在高新区的指标、得分和名次有多大影响。",
    ),
    "reconcile": (
        "Published ranks beside ours: which weights would give them, and what contradicts.",
        "公布名次与本次名次对照：哪些权重能得出公布名次，哪些互相矛盾。",
    ),
    "alone": (
        "What is certain of a zone's rank where the figures of the others are few.",
        "其他高新区数据很少时，一个高新区的名次能确定到什么范围。",
    ),
    "uncertainty": (
        "How sure the ranks are: rankings redrawn with other weights and methods.",
        "名次有多可靠：改变权重和方法后重新排名。",
    ),
    "robust": (
        "The best and the worst rank of every zone under a whole set of weights, proved.",
        "在一整组权重下，每个高新区可证明的最好和最差名次。",
    ),
    "sensitivity": (
        "Which weights, methods and errors move the ranks most: Sobol indices.",
        "哪些权重、方法和误差对名次影响最大：Sobol 指数。",
    ),
    "report": (
        "Write pages for people: the report of a zone, or of all zones.",
        "生成供阅读的网页：一个高新区的报告，或全部高新区的报告。",
    ),
    "narrative": (
        "Prose about the rank of a zone: the paragraphs that zones publish, or a yearly report.",
        "写出一个高新区的排名情况：高新区发布的几段文字，或年度指标分析报告。",
    ),
    "plot": (
        "Draw a picture of a ranking, a zone or the system, with a title that states what was found.",
        "画出排名、一个高新区或指标体系的图，标题写明结论。",
    ),
    "template": (
        "Write an empty workbook with the headings, units and notes of a system.",
        "生成空白工作簿，含指标体系的表头、单位和说明。",
    ),
    "sample": ("Write made-up enterprise records in the layout of the forms.", "按统计报表的格式生成虚构的企业数据。"),
    "completion": ("Print the script that completes commands and options in your shell.", "输出命令行自动补全脚本。"),
}


def module_of(name: str):
    """The module of a command, loaded.

    It has ``EXAMPLE``, ``add_arguments(sub)``, ``run(arguments, lang)``, and ``CHINESE``, the texts of its own options.
    """
    return import_module(f".{name.replace('-', '_')}", __package__)
