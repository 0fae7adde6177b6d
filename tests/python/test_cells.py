"""Cells as people write them: per cent, marks of missing, footnotes, bands, groups, decimal commas, dates."""

from __future__ import annotations

import math

import numpy as np
import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "cells"
[[field]]
name = "gdp"
unit = "亿元"
number = "real"
[[field]]
name = "share"
unit = "%"
number = "real"
[[field]]
name = "ratio"
unit = "1"
number = "real"
[[field]]
name = "rate"
unit = "‰"
number = "real"
[[field]]
name = "staff"
unit = "person"
number = "count"
[[field]]
name = "exact_share"
unit = "%"
number = "decimal(2)"
[[field]]
name = "founded"
number = "year"
level = "enterprise"
[[field]]
name = "young"
unit = "count"
number = "count"
rollup = "count(founded >= 2019)"
[[indicator]]
id = "i"
unit = "亿元"
formula = "gdp"
"""


@pytest.fixture
def system(write):
    return str(write("cells.toml", SYSTEM))


def table(write, system, text, name="z.csv", **options):
    return zr.read(write(name, text), system, all_fields=True, **options)


def column(write, system, heading, cells, **options):
    """The figures of zones z00, z01 ... whose cells these are."""
    lines = [f"zone,year,{heading}", *(f'z{k:02},2020,"{c}"' for k, c in enumerate(cells))]
    raw = table(write, system, "\n".join(lines) + "\n", **options)
    figures = raw.table()[heading.partition("(")[0]].astype(float)
    return figures.tolist(), {n.code: str(n) for n in raw.notices}


def fault(write, system, heading, cells, **options) -> str:
    with pytest.raises(zr.Error) as caught:
        column(write, system, heading, cells, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    "heading, cells, values",
    [
        ("share", ["12.3%", "60%", "0.5 ％", "-3 %"], [12.3, 60, 0.5, -3]),
        ("ratio", ["12.3%", "60%", "5‰", "1,234.5%"], [0.123, 0.6, 0.005, 12.345]),
        ("rate", ["5‰", "0.5%", "12‰", "1%"], [5, 5, 12, 10]),
        ("exact_share", ["12.34%", "5‰", "0.5%", "100％"], [12.34, 0.5, 0.5, 100]),
        ("share(%)", ["12.3%", "60%", "1%", "2%"], [12.3, 60, 1, 2]),
    ],
)
def test_shares_written_with_a_sign_are_converted_exactly(write, system, heading, cells, values):
    found, notices = column(write, system, heading, cells)
    assert found == values  # to the last bit: 12.3 % of 1 is the double 0.123
    assert "4 cells are written with a sign such as in" in notices["read-as-percent"]


def test_zeros_and_blanks_beside_shares_are_no_mixture(write, system):
    found, notices = column(write, system, "share", ["12.3%", "0", "", "-", "0.0"])
    assert found[:2] == [12.3, 0] and math.isnan(found[2]) and math.isnan(found[3]) and found[4] == 0
    assert "1 cells" in notices["read-as-percent"]


@pytest.mark.parametrize("cells", [["12.3%", "12.3"], ["0.5", "60%"], ["1,234", "3%"], ["0", "5", "5‰"]])
def test_a_column_that_mixes_both_ways_names_both(write, system, cells):
    text = fault(write, system, "share", cells)
    assert "with a sign of per cent" in text and "line" in text
    assert all(f'"{c}"' in text for c in cells if c != "0")


@pytest.mark.parametrize("heading", ["gdp", "staff", "gdp(万元)", "staff(万人)"])
def test_a_share_among_amounts_is_an_error(write, system, heading):
    assert "is a share, but the column holds amounts in" in fault(write, system, heading, ["60%"])


MARKS = ["..", "...", ":", "n.a.", "N.A.", "NR", "n/r", "#N/A N/A", "(NA)", "*", "未公布", "缺失", "缺", "未统计",
         "保密", "nd", "n.d.", "–", "—", "#N/A", "无"]  # fmt: skip


@pytest.mark.parametrize("heading", ["gdp", "staff", "share"])
def test_usual_marks_of_missing_are_blank_with_one_notice(write, system, heading):
    found, notices = column(write, system, heading, [*MARKS, "5"])
    assert all(math.isnan(x) for x in found[:-1]) and found[-1] == 5
    assert f"{len(MARKS)} cells such as" in notices["read-as-blank"]


@pytest.mark.parametrize("cell", ["x", "?", "m", "tbd", "none given"])
def test_other_words_are_no_marks(write, system, cell):
    assert "is not a number" in fault(write, system, "gdp", [cell]) or "mark" in fault(write, system, "gdp", [cell])


@pytest.mark.parametrize("mark, cell", [("Reporter", "reporter"), ("?", "?"), ("999", "999"), ("-1", "-1"), ("0", "0")])
@pytest.mark.parametrize("heading", ["gdp", "staff"])
def test_own_marks_of_missing(write, system, heading, mark, cell):
    found, notices = column(write, system, heading, [cell, "7"], missing=[mark])
    assert math.isnan(found[0]) and found[1] == 7
    assert "1 cells such as" in notices["read-as-blank"]
    other, _ = column(write, system, heading, ["9990", "7"], missing=[mark])
    assert other == [9990, 7]  # the whole cell, no part of it


@pytest.mark.parametrize("values", [[999, 7], [999.0, 7.0], ["999", "7"], np.array([999, 7], dtype="int32")])
def test_own_marks_hold_for_frames_too(system, values):
    frame = {"zone": ["a", "b"], "year": [2020, 2020], "staff": values}
    raw = zr.read(frame, system, all_fields=True, missing=["999"])
    assert raw.table()["staff"].isna().tolist() == [True, False] and raw.table()["staff"][1] == 7


def test_a_system_declares_its_marks(write):
    own = write("own.toml", SYSTEM + '[read]\nmissing = ["Reporter", "-1"]\n')
    found, notices = column(write, own, "gdp", ["REPORTER", "-1", "3"])
    assert math.isnan(found[0]) and math.isnan(found[1]) and found[2] == 3
    with pytest.raises(zr.Error, match="mising"):
        zr.load_system(write("bad.toml", SYSTEM + '[read]\nmising = ["x"]\n'))


FOOTNOTES = [("10.1 q", "q"), ("5.2*", "*"), ("12.3①", "①"), ("7.5[1]", "[1]"), ("4.1(e)", "(e)"), ("*5.2", "*")]


@pytest.mark.parametrize("cell, mark", FOOTNOTES)
def test_a_footnote_mark_is_named_with_its_cure(write, system, cell, mark):
    text = fault(write, system, "gdp", [cell])
    assert f'"{cell}" is a number with the mark "{mark}"' in text and f'--ignore-mark "{mark}"' in text
    found, notices = column(write, system, "gdp", [cell, "3"], ignore_marks=[mark.upper()])
    assert found == [float("".join(c for c in cell.split("[")[0].split("(")[0] if c in "0123456789.")), 3]
    assert "1 cells such as" in notices["mark-ignored"]


@pytest.mark.parametrize("cell", ["12abc", "12万", "3 apples", "2019-01-01", "1.2.3", "12 34"])
def test_other_texts_behind_a_number_are_no_footnotes(write, system, cell):
    assert f'"{cell}" is not a number' in fault(write, system, "gdp", [cell])
    assert "is not a number" in fault(write, system, "gdp", [cell], ignore_marks=["q"])


@pytest.mark.parametrize(
    "cell, lower, middle, upper",
    [("801–850", 801, 825.5, 850), ("801-851", 801, 826, 851), ("1,001~1,200", 1001, 1100.5, 1200),
     ("1601+", 1601, 1601, 1601), (">100", 100, 100, 100), ("5 至 6", 5, 5.5, 6)],
)  # fmt: skip
def test_bands_are_an_error_until_one_figure_is_chosen(write, system, cell, lower, middle, upper):
    assert f'"{cell}" is a band of values' in fault(write, system, "gdp", [cell])
    for bands, value in (("lower", lower), ("middle", middle), ("upper", upper)):
        found, notices = column(write, system, "gdp", [cell], bands=bands)
        assert found == [value] and "1 cells such as" in notices["read-as-band"]


@pytest.mark.parametrize("cell", ["-5", "5-3", "2019-01-01", "5-", "--5"])
def test_what_is_no_band(write, system, cell):
    if cell == "-5":
        assert column(write, system, "gdp", [cell], bands="middle")[0] == [-5]
    else:
        assert "is not a number" in fault(write, system, "gdp", [cell], bands="middle")


def test_unknown_bands_are_an_option_error(write, system):
    with pytest.raises(zr.Error, match="bands is 'mean', but must be one of middle, lower, upper"):
        column(write, system, "gdp", ["5"], bands="mean")


@pytest.mark.parametrize("sign", ["\u00a0", "\u202f", "\u2009", "\u2019", "'", ",", " "])
def test_groups_of_three_are_read_whatever_separates_them(write, system, sign):
    for heading in ("gdp", "staff"):
        found, notices = column(write, system, heading, [f"1{sign}234{sign}567", f"12{sign}345"])
        assert found == [1234567, 12345] and "2 cells such as" in notices["accepted-number"]
    for cell in (f"12{sign}34", f"1234{sign}567", f"0{sign}200", f"1{sign}2345"):
        assert "is not a number" in fault(write, system, "gdp", [cell])


# ---- decimal commas


def semicolons(write, system, cells, separator=";", **options):
    rows = [["zone", "year", "gdp"], *([f"z{k}", "2020", c] for k, c in enumerate(cells))]
    raw = table(write, system, "\n".join(separator.join(r) for r in rows) + "\n", **options)
    return raw.table()["gdp"].tolist(), [n.code for n in raw.notices]


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize(
    "cells, values",
    [
        (["1,250", "0,200"], [1.25, 0.2]),
        (["1,250", "2,5"], [1.25, 2.5]),
        (["1.234,5", "1.250,25", "60"], [1234.5, 1250.25, 60]),
        (["1250,123", "2,125"], [1250.123, 2.125]),
        (["-3,5", "1 234,25"], [-3.5, 1234.25]),
    ],
)
def test_a_decimal_comma_is_proved_by_one_cell(write, system, separator, cells, values):
    found, codes = semicolons(write, system, cells, separator)
    assert found == values and codes.count("decimal-comma") == 1
    assert "accepted-number" not in codes  # one notice says what was done


@pytest.mark.parametrize(
    "cells, values",
    [(["1,250", "1,234,567"], [1250, 1234567]), (["1,250", "0.5"], [1250, 0.5]), (["1,234.5"], [1234.5]),
     (["1.25", "2.125"], [1.25, 2.125])],
)  # fmt: skip
def test_thousands_are_proved_as_well(write, system, cells, values):
    found, codes = semicolons(write, system, cells)
    assert found == values and "decimal-comma" not in codes


@pytest.mark.parametrize("cells", [["1,250"], ["1,250", "2,125", "3,500"], ["1,250", "60"], ["12,250", "-"]])
def test_what_is_not_decided_is_asked(write, system, cells):
    with pytest.raises(zr.Error, match='2020?.*"1?[12],250" can be read in two ways|can be read in two ways'):
        semicolons(write, system, cells)
    assert semicolons(write, system, ["1,250"], decimal=",")[0] == [1.25]
    assert semicolons(write, system, ["1,250"], decimal=".")[0] == [1250]


@pytest.mark.parametrize("cells", [["1,5", "2.5"], ["1,5", "1,234,567"], ["0,200", "0.7"], ["3,25", "1,234.5"]])
def test_two_decimal_signs_in_one_file_are_an_error(write, system, cells):
    with pytest.raises(zr.Error, match="has another decimal sign than the comma of this table"):
        semicolons(write, system, cells)


def test_commas_between_cells_keep_the_thousands(write, system):
    assert column(write, system, "gdp", ["1,250", "2,125"])[0] == [1250, 2125]
    assert column(write, system, "gdp", ["1,250", "2,5"], decimal=",")[0] == [1.25, 2.5]
    assert "is not a number" in fault(write, system, "gdp", ["0,200"])  # no group begins with 0


def test_a_comma_in_a_text_is_no_number(write, system):
    text = "zone;year;gdp\nBerlin, Mitte;2020;1.5\nKöln;2020;2.5\n"
    assert table(write, system, text).table()["gdp"].tolist() == [1.5, 2.5]


# ---- years


def test_serial_numbers_of_dates_are_years_in_one_line(write, system):
    # 43466 to 43830 are the days of 2019 in spreadsheets (1900 system); 43831 is 2020-01-01
    text = "zone,year,gdp\na,43830,1\nb,43466,2\nc,43600,3\nd,43700.0,4\n"
    raw = table(write, system, text)
    assert set(raw.table()["year"]) == {2019}
    said = [str(n) for n in raw.notices if n.code == "serial-dates"]
    assert len(said) == 1 and "4 cells such as" in said[0] and "the years 2019" in said[0]
    assert set(table(write, system, "zone,year,gdp\na,43831,1\n").table()["year"]) == {2020}
    frame = {"zone": ["a", "b"], "year": [43830, 43465], "gdp": [1.0, 2.0]}
    assert zr.read(frame, system).table()["year"].tolist() == [2019, 2018]


@pytest.mark.parametrize("cell", ["19724", "73416", "99999", "2019abc", "2019.5", "9999x", "2019-13-99", "201912"])
def test_what_is_no_year(write, system, cell):
    with pytest.raises(zr.Error, match=f'"{cell}" is not a year'):
        table(write, system, f"zone,year,gdp\na,{cell},1\n")


@pytest.mark.parametrize(
    "cell", ["2019abc", "2019.5", "9999x", "2019-13-99", "20191301", "2019-00-01", "12345678901", "43830"]
)
def test_bad_years_of_enterprises(write, system, cell):
    with pytest.raises(zr.Error, match=f'"{cell}" is not a year'):
        table(write, system, f"zone,year,enterprise,founded\na,2020,E1,{cell}\n")


@pytest.mark.parametrize("cell", ["2019", "2019年", "2019-05-06", "2019/5/6", "20190506", "201905", "2019年5月"])
def test_years_of_enterprises(write, system, cell):
    raw = table(write, system, f"zone,year,enterprise,founded\na,2020,E1,{cell}\na,2020,E2,2018\n")
    assert raw.table()["young"].tolist() == [1]


def test_messages_in_chinese(write, system):
    with pytest.raises(zr.Error) as caught:
        column(write, system, "gdp", ["801-850", "5.2*"])
    text = caught.value.text("zh")
    assert "“801-850”是数值区间" in text and "“5.2*”是带注记“*”的数字" in text


AGREED = {"12.3%": "engine-cell", "5.2*": "footnote-mark", "801-850": "band-of-values", "1 234": "engine-cell"}


@pytest.mark.parametrize("cell, code", [*AGREED.items(), ("n.a.", None), ("未公布", None), ("999", None)])
def test_the_engine_agrees_or_refuses(write, cell, code):
    """What duckdb does not read is never another figure."""
    own = write("e.toml", SYSTEM.replace("[[field]]\nname = \"founded\"", '''[[field]]
name = "part"
unit = "%"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "parts"
unit = "%"
number = "decimal(2)"
rollup = "sum(part)"
[[field]]
name = "founded"''') + '[read]\nmissing = ["999"]\n')  # fmt: skip
    path = write("e.csv", f'zone,year,enterprise,part\na,2020,E1,"{cell}"\na,2020,E2,5\n')
    if code is None:
        kernel, duckdb = (zr.rollup(path, own, engine=e).table()["parts"].tolist() for e in ("kernel", "duckdb"))
        assert kernel == duckdb == [5]
        return
    with pytest.raises(zr.Error) as caught:
        zr.rollup(path, own, engine="duckdb")
    assert [p.code for p in caught.value.problems] == [code]
