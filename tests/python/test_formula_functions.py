"""mean, max, min of several figures and abs in formulas: over what is present, in one unit."""

from __future__ import annotations

import math

import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "f"
[[field]]
name = "a"
unit = "kCNY"
number = "real"
[[field]]
name = "b"
unit = "CNY"
number = "real"
[[field]]
name = "c"
unit = "kCNY"
number = "real"
[[field]]
name = "p"
unit = "person"
number = "real"
[[field]]
name = "own"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "other"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
{field}
[[indicator]]
id = "i"
unit = "{unit}"
formula = "{formula}"
"""

# zones: all present; b blank; only c; none
DATA = "zone,year,a,b,c,p\nz1,2020,1,5000,3,10\nz2,2020,-4,,2,10\nz3,2020,,,7,10\nz4,2020,,,,10\n"
BEFORE = "z1,2019,2,1000,9,10\nz2,2019,8,8000,,10\n"


def system(write, formula, unit="kCNY", field=""):
    return str(write("f.toml", SYSTEM.format(formula=formula, unit=unit, field=field)))


def values(write, formula, unit="kCNY", data=DATA):
    table = zr.indicators(write("d.csv", data), system(write, formula, unit), year=2020).table()
    return table["i"].tolist()


@pytest.mark.parametrize(
    "formula, expected",
    [
        ("mean(a, b, c)", [3, -1, 7, None]),  # (1 + 5 + 3) / 3; (-4 + 2) / 2
        ("max(a, b, c)", [5, 2, 7, None]),
        ("min(a, b, c)", [1, -4, 7, None]),
        ("max(a, b)", [5, -4, None, None]),
        ("min(b, a)", [1, -4, None, None]),
        ("mean(a)", [1, -4, None, None]),
        ("mean(b, a)", [3, -4, None, None]),
        ("abs(a)", [1, 4, None, None]),
        ("abs(a - c)", [2, 6, None, None]),  # a sum of what is missing is missing
        ("max(a, 0)", [1, 0, 0, 0]),
        ("max(0, a, c)", [3, 2, 7, 0]),
        ("mean(max(a, c), min(a, c))", [2, -1, 7, None]),
        ("2 * mean(a, c) - a", [3, 2, None, None]),
    ],
)
def test_over_what_is_present(write, formula, expected):
    found = values(write, formula)
    assert [None if math.isnan(x) else x for x in found] == expected


def test_an_absent_column_is_no_loss_where_others_are_there(write):
    raw = zr.read(write("d.csv", "zone,year,a\nz1,2020,4\nz2,2020,6\n"), system(write, "mean(a, b, c)"))
    ranking = zr.rank(raw)
    assert ranking.indicators()["i"].tolist() == [4, 6]
    assert not [n for n in ranking.notices if n.code in ("absent-column", "left-out-indicator")]


@pytest.mark.parametrize(
    "formula, expected",
    [("mean(previous(a), a)", [1.5, 2]), ("max(a, previous(a))", [2, 8]), ("increase(max(a, c))", [-6, -6]),
     ("abs(increase(a))", [1, 12])],
)  # fmt: skip
def test_with_the_year_before(write, formula, expected):
    assert values(write, formula, data=DATA + BEFORE)[:2] == expected


@pytest.mark.parametrize(
    "formula, message",
    [
        ("mean(a, p)", "kCNY and person"),
        ("max(a, p)", "kCNY and person"),
        ("min(a, b / p)", "kCNY and CNY"),
        ("mean(a, 5)", "unit"),
    ],
)
def test_units_must_fit(write, formula, message):
    with pytest.raises(zr.Error) as caught:
        zr.load_system(system(write, formula))
    assert caught.value.problems[0].code in ("incompatible-units", "unit-needed") and message in str(caught.value)


@pytest.mark.parametrize("formula", ["max(a)", "min(a)", "abs(a, c)", "abs()", "mean()", "average(a, c)"])
def test_wrong_numbers_of_arguments(write, formula):
    with pytest.raises(zr.Error) as caught:
        zr.load_system(system(write, formula))
    assert caught.value.problems[0].code == "function-misuse"


@pytest.mark.parametrize("rollup", ["sum(max(own, other))", "mean(own, other)", "abs(sum(own))", "max(own, other)",
                                    "min(own, other, other)"])  # fmt: skip
def test_rollups_stay_exact(write, rollup):
    field = f'[[field]]\nname = "total"\nunit = "kCNY"\nnumber = "decimal(2)"\nrollup = "{rollup}"'
    with pytest.raises(zr.Error) as caught:
        zr.load_system(system(write, "total", field=field))
    assert caught.value.problems[0].code in ("function-misuse", "not-exact")


def test_the_largest_of_rows_is_still_an_aggregate(write):
    field = '[[field]]\nname = "top"\nunit = "kCNY"\nnumber = "decimal(2)"\nrollup = "max(own, other > 1 kCNY)"'
    data = "zone,year,enterprise,own,other\nz,2020,E1,5,2\nz,2020,E2,9,1\nz,2020,E3,7,3\n"
    assert zr.indicators(write("e.csv", data), system(write, "top", field=field)).table()["i"].tolist() == [7]


def test_the_text_of_a_formula_reads_back(write):
    loaded = zr.load_system(system(write, "mean( a,b , c)+abs( -c )*2"))
    assert loaded.indicators[0].formula == "mean(a, b, c) + abs(-c) * 2"
