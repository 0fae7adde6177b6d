"""Questions about a rank that cannot be answered: named from Python and on the command line, in both languages."""

from __future__ import annotations

import re

import pandas as pd
import pytest
import zonerank as zr

SYSTEM, ZONE, WRONG = "torch-2013", "示例高新区004", "示例高新区04"
NEAREST = ('there is no zone "示例高新区04" in the data; did you mean "示例高新区004"?', "您是否指 “示例高新区004”？")
RANKS = ("must be a number from 1 to 10", "应为 1 到 10 之间的数")
FIXED = ("a figure that may move: it is among the fixed ones", "该项已列为固定不变")

# what is asked from Python; the same on the command line, with the text of a file where it needs one; what both say
ASKED = {
    "explain a zone that is not there": (lambda r: r.explain(WRONG), ["explain", "--zone", WRONG], *NEAREST),
    "against one": (
        lambda r: r.explain(ZONE, against=WRONG),
        ["explain", "--zone", ZONE, "--against", WRONG],
        *NEAREST,
    ),
    "among such": (
        lambda r: r.explain(ZONE, opponents=[WRONG]),
        ["explain", "--zone", ZONE, "--opponent", WRONG],
        *NEAREST,
    ),
    "beside one": (
        lambda r: r.explain(ZONE, benchmarks=[WRONG]),
        ["explain", "--zone", ZONE, "--benchmark", WRONG],
        *NEAREST,
    ),
    "by a part of its name": (
        lambda r: r.explain("区010"),
        ["explain", "--zone", "区010"],
        'did you mean "示例高新区010"?',
        "您是否指 “示例高新区010”？",
    ),
    "change of one": (
        lambda r: r.change(2018, noise=False).own(WRONG),
        ["change", "--before", 2018, "--draws", 0, "--zone", WRONG],
        *NEAREST,
    ),
    "plan for one": (lambda r: r.plan(WRONG), ["plan", "--zone", WRONG], *NEAREST),
    "derivatives of one": (lambda r: r.derivatives(WRONG), ["derivatives", "--zone", WRONG], *NEAREST),
    "what if of one": (
        lambda r: r.what_if({WRONG: {"employees": "+5"}}),
        ["what-if", "--scenario", f"zone,field,value\n{WRONG},employees,+5\n"],
        *NEAREST,
    ),
    "target of one": (
        lambda r: r.targets([{"zone": WRONG, "figure": "employees", "year": 2020, "value": 9}]),
        ["targets", "--targets", f"zone,figure,year,value\n{WRONG},employees,2020,9\n"],
        *NEAREST,
    ),
    "official rank of one": (
        lambda r: r.reconcile({WRONG: 1}),
        ["reconcile", "--ranks", f"zone,rank\n{WRONG},1\n"],
        *NEAREST,
    ),
    "rank 0": (lambda r: r.plan(ZONE, rank=0), ["plan", "--zone", ZONE, "--rank", 0], *RANKS),
    "rank 11 of 10": (lambda r: r.plan(ZONE, rank=11), ["plan", "--zone", ZONE, "--rank", 11], *RANKS),
    "distance to rank 11": (
        lambda r: r.explain(ZONE, to_rank=11),
        ["explain", "--zone", ZONE, "--to-rank", 11],
        *RANKS,
    ),
    "no effort": (
        lambda r: r.plan(ZONE, costs={"employees": 0}),
        ["plan", "--zone", ZONE, "--cost", "employees=0"],
        "is employees = 0, but must be above 0",
        "为 employees = 0，但应为 大于 0",
    ),
    "effort below 0": (
        lambda r: r.plan(ZONE, costs={"employees": -1.5}),
        ["plan", "--zone", ZONE, "--cost", "employees=-1.5"],
        "is employees = -1.5, but must be above 0",
        "为 employees = -1.5，但应为 大于 0",
    ),
    "steps of nothing": (
        lambda r: r.plan(ZONE, steps={"employees": 0}),
        ["plan", "--zone", ZONE, "--step", "employees=0"],
        "is employees = 0, but must be a step above 0",
        "为 employees = 0，但应为 大于 0",
    ),
    "limits turned round": (
        lambda r: r.plan(ZONE, limits={"employees": (9, 2)}),
        ["plan", "--zone", ZONE, "--limit", "employees=9..2"],
        "is employees = 9..2, but must be a lower and an upper limit",
        "为 employees = 9..2，但应为 先下限、后上限",
    ),
    "cost of a fixed field": (
        lambda r: r.plan(ZONE, fixed=["employees"], costs={"employees": 2}),
        ["plan", "--zone", ZONE, "--fix", "employees", "--cost", "employees=2"],
        *FIXED,
    ),
    "steps of a fixed field": (
        lambda r: r.plan(ZONE, fixed=["employees"], steps={"employees": 2}),
        ["plan", "--zone", ZONE, "--fix", "employees", "--step", "employees=2"],
        *FIXED,
    ),
    "limits of a fixed field": (
        lambda r: r.plan(ZONE, fixed=["employees"], limits={"employees": (0, 1e9)}),
        ["plan", "--zone", ZONE, "--fix", "employees", "--limit", "employees=0..1e9"],
        *FIXED,
    ),
    "a target in another unit": (
        lambda r: r.targets([{"zone": ZONE, "figure": "employees", "year": 2020, "value": 9, "unit": "km2"}]),
        ["targets", "--targets", f"zone,figure,year,value,unit\n{ZONE},employees,2020,9,km2\n"],
        'the unit "km2" does not fit: the figure is in person',
        "单位“km2”不符",
    ),
    "a part above its whole": (
        lambda r: r.what_if({ZONE: {"technology_revenue": "+100000 %"}}),
        ["what-if", "--scenario", f"zone,field,value\n{ZONE},technology_revenue,+100000 %\n"],
        'keeps the rule "Technology revenue is part of revenue" of the check list',
        "仍符合核查规则“技术收入不大于营业收入”",
    ),
    "a figure below 0": (
        lambda r: r.what_if({ZONE: {"employees": "=-3"}}),
        ["what-if", "--scenario", f"zone,field,value\n{ZONE},employees,=-3\n"],
        "leaves the figure at 0 or above",
        "变动后不小于 0",
    ),
    "two ranks of one zone": (
        lambda r: r.reconcile(pd.DataFrame({"zone": [ZONE, f"{ZONE} "], "rank": [1, 2]})),
        ["reconcile", "--ranks", f"zone,rank\n{ZONE},1\n{ZONE},2\n"],
        '"示例高新区004" has two ranks, 1 and 2; leave one',
        "“示例高新区004”有两个名次：1 和 2",
    ),
}


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, SYSTEM, year=2019)


@pytest.mark.parametrize(("ask", "words", "en", "zh"), ASKED.values(), ids=ASKED)
def test_it_is_named_from_python_and_by_the_command(ranking, ten_zones, here, tmp_path, ask, words, en, zh):
    with pytest.raises(zr.Error) as caught:
        ask(ranking)
    assert en in str(caught.value) and zh in caught.value.text("zh")

    command, *rest = words
    if "\n" in str(rest[-1]):
        (tmp_path / "asked.csv").write_text(rest[-1], encoding="utf-8")
        rest[-1] = "asked.csv"
    for lang, text in {"en": en, "zh": zh}.items():
        printed, said = here(command, ten_zones, "--system", SYSTEM, "--year", 2019, "--lang", lang, *rest, expect=2)
        assert not printed and text in re.sub(r"\s*\n\s*", " ", said), said


def contradicting(ranking) -> dict[str, int]:
    """The whole order turned round."""
    ranks = ranking.table().set_index("zone")["overall_rank"]
    return {zone: int(len(ranks) + 1 - rank) for zone, rank in ranks.items()}


def test_ranks_that_contradict_each_other_are_an_answer(ranking, ten_zones, here, tmp_path):
    ranks = contradicting(ranking)
    found = ranking.reconcile(ranks)
    assert not found.contradictions().empty
    assert "no weights of the groups give these ranks" in " ".join(found.summary())
    assert "没有一级指标权重给出这些名次" in " ".join(found.summary("zh"))
    lines = [f"{zone},{rank}" for zone, rank in ranks.items()]
    (tmp_path / "ranks.csv").write_text("\n".join(["zone,rank", *lines]), encoding="utf-8")
    for lang, text in {"en": "no weights of the groups give these ranks", "zh": "没有一级指标权重给出这些名次"}.items():
        asked = ("reconcile", ten_zones, "--system", SYSTEM, "--year", 2019, "--ranks", "ranks.csv")
        assert text in " ".join(here(*asked, "--lang", lang)[0].split())


WEIGHT = """[system]
id = "mine"
[[field]]
name = "a"
unit = "item"
number = "count"
[[field]]
name = "b"
unit = "item"
number = "count"
[[indicator]]
id = "x"
unit = "item"
formula = "a"
weight = 1
[[indicator]]
id = "y"
unit = "item"
formula = "b"
weight = {}
"""


def test_two_editions_of_one_name_are_not_compared_unsaid(tmp_path):
    """The file of the system was edited between the two rankings; its name and its id are the same."""
    figures = pd.DataFrame(
        {"zone": list("PQRPQR"), "year": [2019] * 3 + [2020] * 3, "a": [1, 2, 3, 3, 2, 1], "b": range(6)}
    )
    path = tmp_path / "mine.toml"
    path.write_text(WEIGHT.format(1))
    before = zr.rank(figures, path, year=2019)
    path.write_text(WEIGHT.format(2))
    now = zr.rank(figures, path, year=2020)
    with pytest.raises(zr.Error) as caught:
        now.change(before)
    assert "pass editions=True" in str(caught.value) and "请传入 editions=True" in caught.value.text("zh")
    assert now.change(before, editions=True, noise=False).is_of_editions
