"""zonerank systems: the indicator systems that ship, or one of them in full."""

from __future__ import annotations

import argparse

from .. import api, labels
from ..results.base import system_table
from ..units import unit_name
from . import files, options, print_checks, show

EXAMPLE = "zonerank systems most-2021 --lang zh"
CHINESE = {
    "a system's id, or the path of a .toml file": "指标体系的标识，或 .toml 文件的路径",
}


def add_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("id", nargs="?", metavar="ID", help="a system's id, or the path of a .toml file")
    options.add_output(sub)


def run(arguments, lang: str) -> int:
    system = api.load_system(arguments.id) if arguments.id else None
    if arguments.output or arguments.json:
        frame = api.systems() if system is None else system_table(system)
        files.put(arguments, files.with_words(frame, arguments))
        return 0
    out = show.console()
    if system is None:
        system_list(out, [api.load_system(id_) for id_ in api.systems()["id"]], lang)
    else:
        system_detail(out, system, lang)
        print_checks.rules(out, system, lang)
    return 0


def system_list(out, systems, lang: str) -> None:
    rows = [(s.id, labels.title(s, lang), str(len(s.groups) - 1), str(len(s.indicators)), s.document) for s in systems]
    show.plain_table(
        out,
        [
            "ID",
            labels.word("name", lang),
            labels.word("group", lang),
            labels.word("indicator", lang),
            labels.word("document", lang),
        ],
        rows,
        right={2, 3},
    )


def system_detail(out, system, lang: str) -> None:
    """A system with its indicators, formulas, units and statuses."""
    out.print(f"{system.id}  {labels.title(system, lang)}")
    for line in (system.document, system.note):
        if line:
            out.print(line)
    status = {True: "名称/公式/权重", False: "name/formula/weight"}[lang == "zh"]
    for g, group in enumerate(system.groups):
        members = [i for i in system.indicators if i.group_index == g]
        if not members and g == 0:
            continue
        depth = 0
        above = group
        while above.parent_index > 0:
            depth, above = depth + 1, system.groups[above.parent_index]
        code = f"{group.code} " if group.code else ""
        out.print()
        out.print(
            f"{'  ' * depth}{code}{labels.title(group, lang)} [{group.id}]  "
            f"{labels.word('weight', lang)} {group.weight:g} ({labels.word(group.weight_status, lang)})"
        )
        rows = [
            (
                i.code,
                i.id,
                labels.title(i, lang),
                i.direction,
                unit_name(i.unit, lang),
                i.formula,
                f"{i.weight:g}",
                "/".join(labels.word(status_, lang) for status_ in (i.name_status, i.formula_status, i.weight_status)),
            )
            for i in members
        ]
        if rows:
            show.plain_table(
                out,
                [
                    labels.word("code", lang),
                    "ID",
                    labels.word("indicator", lang),
                    "±",
                    labels.word("unit", lang),
                    labels.word("formula", lang),
                    labels.word("weight", lang),
                    status,
                ],
                rows,
                right={6},
            )
