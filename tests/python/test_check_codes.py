"""Checks of codes and scores, and causes that are told once."""

from __future__ import annotations

import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "c"
[[field]]
name = "revenue"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "costs"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "name"
zh = "单位名称"
number = "code"
level = "enterprise"
[[field]]
name = "industry"
number = "code"
level = "enterprise"
[[field]]
name = "sales"
unit = "kCNY"
number = "decimal(2)"
rollup = "sum(revenue, section(industry) in {C, I})"
[[field]]
name = "total"
unit = "kCNY"
number = "decimal(2)"
rollup = "sum(revenue)"
[[field]]
name = "climate"
zh = "环境评价"
unit = "score"
number = "real"
[[field]]
name = "stars"
zh = "星级"
unit = "score"
number = "real"
[[indicator]]
id = "i"
unit = "kCNY"
formula = "total"
[[indicator]]
id = "star"
unit = "score"
formula = "stars"
bounds = [1, 5]
[[check]]
id = "jump_zone"
kind = "jump"
level = "zone"
fields = ["total"]
factor = 3
severity = "query"
[[check]]
id = "jump_firm"
kind = "jump"
level = "enterprise"
fields = ["revenue"]
factor = 3
severity = "query"
"""


@pytest.fixture
def system(write):
    return str(write("c.toml", SYSTEM))


def findings(found, code):
    return found[found["code"] == code]


def firms(write, rows, name="f.csv", columns="revenue,industry,name"):
    text = f"zone,year,enterprise,{columns}\n" + "".join(",".join(map(str, r)) + "\n" for r in rows)
    return write(name, text)


@pytest.mark.parametrize("code, is_bad", [("C3911", False), ("3911", False), ("39", False), ("I65", False),
                                          ("9999", True), ("X39", True), ("制造业", True), ("0000", True)])  # fmt: skip
def test_industry_codes(write, system, code, is_bad):
    found = zr.check(firms(write, [("甲", 2020, "E1", 5, code, "a"), ("甲", 2020, "E2", 5, "C3911", "b")]), system)
    bad = findings(found, "bad-industry")
    assert len(bad) == is_bad
    if is_bad:
        row = bad.iloc[0]
        assert (row["severity"], row["enterprise"], row["zone"], row["value"]) == ("query", "E1", "甲", code)
        assert f'"{code}" is no industry code' in row["problem"]


def test_blank_industries_are_no_finding(write, system):
    found = zr.check(firms(write, [("甲", 2020, "E1", 5, "", "a"), ("甲", 2020, "E2", 5, "-", "b")]), system)
    assert findings(found, "bad-industry").empty


@pytest.mark.parametrize(
    "rows, expected",
    [
        ([("E1", "甲公司"), ("E2", "甲公司")], ["E2"]),
        ([("E1", "甲公司"), ("E2", "乙公司"), ("E3", "甲公司"), ("E4", "甲公司")], ["E3", "E4"]),
        ([("E1", "甲公司"), ("E2", "乙公司")], []),
        ([("E1", ""), ("E2", "")], []),
    ],
)
def test_one_name_under_two_codes(write, system, rows, expected):
    found = zr.check(firms(write, [("甲", 2020, code, 5, "C39", name) for code, name in rows]), system)
    assert findings(found, "two-codes")["enterprise"].tolist() == expected


FIGURES = """
[system]
id = "f"
""" + "".join(
    f'[[field]]\nname = "{name}"\nunit = "kCNY"\nnumber = "decimal(2)"\nlevel = "enterprise"\n'
    for name in ("revenue", "costs", "taxes", "wages")
) + '[[field]]\nname = "total"\nunit = "kCNY"\nnumber = "decimal(2)"\nrollup = "sum(revenue)"\n[[indicator]]\nid = "i"\nunit = "kCNY"\nformula = "total"\n'  # fmt: skip
LIKE = "1234.5,1000,77.25,350.1"


@pytest.mark.parametrize(
    "rows, expected",
    [
        ([("甲", 2020, "E1", LIKE), ("甲", 2020, "E2", LIKE)], ["E2"]),
        ([("甲", 2020, "E1", LIKE), ("乙", 2020, "E2", LIKE), ("乙", 2020, "E3", LIKE)], ["E2", "E3"]),
        ([("甲", 2020, "E1", LIKE), ("甲", 2020, "E2", "1234.5,1000,77.25,350.2")], []),  # one figure differs
        ([("甲", 2020, "E1", LIKE), ("甲", 2020, "E2", "1234.5,1000,77.25,")], []),  # one is blank
        ([("甲", 2020, "E1", "0,0,0,5"), ("甲", 2020, "E2", "0,0,0,5")], []),  # too few figures
        ([("甲", 2020, "E1", "10,20,30,40"), ("甲", 2020, "E2", "10,20,30,40")], []),  # too few digits
        ([("甲", 2019, "E1", LIKE), ("甲", 2020, "E2", LIKE)], []),  # in two years
    ],
)
def test_one_firm_under_two_codes_by_its_figures(write, rows, expected):
    text = "zone,year,enterprise,revenue,costs,taxes,wages\n" + "".join(
        f"{zone},{year},{code},{figures}\n" for zone, year, code, figures in rows
    )
    found = findings(zr.check(write("e.csv", text), write("f.toml", FIGURES)), "same-figures")
    assert found["enterprise"].tolist() == expected
    assert set(found["severity"]) <= {"query"}
    assert all("E1" in problem and "4" in problem for problem in found["problem"])


def test_a_name_given_twice_tells_it_once(write, system):
    text = "zone,year,enterprise,revenue,costs,industry,name\n"
    text += "甲,2020,E1,123456.78,98765.43,C39,甲公司\n甲,2020,E2,123456.78,98765.43,C39,甲公司\n"
    found = zr.check(write("e.csv", text), system)
    assert len(findings(found, "two-codes")) == 1 and findings(found, "same-figures").empty


def test_the_same_firm_in_two_years_is_one_firm(write, system):
    found = zr.check(firms(write, [("甲", y, "E1", 5, "C39", "甲公司") for y in (2019, 2020)]), system)
    assert findings(found, "two-codes").empty


@pytest.mark.parametrize(
    "here, there, is_slip",
    [
        ("91510100MA61", "91510100MA6I", True),  # one character
        ("91510100MA61", "91510100AM61", True),  # two neighbors swapped
        ("91510100MA61", "92510100MA62", False),
        ("91510100MA61", "91510100MA61", False),
    ],
)
def test_codes_that_stand_in_one_form_alone(write, system, here, there, is_slip):
    both = [("甲", 2020, f"9151010000{k:02}", 5) for k in range(20)]
    a = firms(write, [*both, ("甲", 2020, here, 5)], "a.csv", "revenue")
    b = firms(write, [*both, ("甲", 2020, there, 3)], "b.csv", "costs")
    lone = findings(zr.check([a, b], system), "lone-code")
    assert set(lone["enterprise"]) == ({here, there} if is_slip else set())
    if is_slip:
        assert f"({there}?)" in lone[lone["enterprise"] == here]["problem"].iloc[0]


def test_firms_with_one_form_only_are_no_slip(write, system):
    a = firms(write, [("甲", 2020, f"E1{k:07}", 5) for k in range(0, 9000, 111)], "a.csv", "revenue")
    b = firms(write, [("甲", 2020, f"F9{k:07}", 5) for k in range(0, 900, 111)], "b.csv", "costs")
    assert findings(zr.check([a, b], system), "lone-code").empty


@pytest.mark.parametrize(
    "score, is_odd", [(0, True), (101, True), (-1, True), (1000, True), (0.5, False), (100, False)]
)
def test_scores_within_their_scale(write, system, score, is_odd):
    found = findings(
        zr.check(write("s.csv", f"zone,year,climate\n甲,2020,{score}\n乙,2020,50\n"), system), "beyond-scale"
    )
    assert found["zone"].tolist() == (["甲"] if is_odd else [])
    assert set(found["severity"]) <= {"query"}
    if is_odd:
        assert f"is {score:g}, on a scale of 0 to 100" in found["problem"].iloc[0]


@pytest.mark.parametrize("stars, is_odd", [(5, False), (1, False), (6, True), (0.5, True)])
def test_the_scale_of_an_indicator_with_bounds(write, system, stars, is_odd):
    found = zr.check(write("s.csv", f"zone,year,stars\n甲,2020,{stars}\n乙,2020,3\n"), system)
    assert len(findings(found, "beyond-scale")) == is_odd


def test_a_cause_is_told_once(write, system):
    rows = [("甲", 2019, f"E{k}", 100, "C39", k) for k in range(3)]
    rows += [("甲", 2020, "E0", 100_000, "C39", 0), *(("甲", 2020, f"E{k}", 100, "C39", k) for k in (1, 2))]
    found = zr.check(firms(write, rows), system)
    assert found[found["rule"] == "jump_firm"]["enterprise"].tolist() == ["E0"]
    assert found[found["rule"] == "jump_zone"].empty  # E0 is the cause


def test_what_no_enterprise_explains_is_told_of_the_zone(write, system):
    rows = [("甲", 2019, f"E{k}", 100, "C39", k) for k in range(3)]
    rows += [("甲", 2020, f"N{k}", 250, "C39", f"n{k}") for k in range(40)]  # new firms, none of which jumped
    rows += [("甲", 2020, "E0", 301, "C39", 0)]  # a jump, but a small part of the zone's
    found = zr.check(firms(write, rows), system)
    assert len(found[found["rule"] == "jump_zone"]) == 1 and len(found[found["rule"] == "jump_firm"]) == 1
