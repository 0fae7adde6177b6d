"""Units, codes and names in headings as people write them, and messages that are of one language."""

from __future__ import annotations

import re

import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "mini"
[[field]]
name = "gdp"
zh = "地区生产总值"
en = "Gross regional product"
unit = "10k CNY"
number = "real"
[[field]]
name = "pop"
zh = "常住人口"
en = "Population"
unit = "person"
number = "real"
[[field]]
name = "urban"
zh = "城镇化率"
unit = "%"
number = "real"
[[indicator]]
id = "gdp_pc"
code = "K1"
zh = "人均地区生产总值"
unit = "CNY / person"
formula = "gdp / pop"
[[indicator]]
id = "urb"
unit = "%"
formula = "urban"
"""


@pytest.fixture
def mini(write):
    return write("mini.toml", SYSTEM)


def gdp(write, mini, heading: str, **options) -> float:
    text = f'地区,年份,"{heading}",常住人口\n甲,2021,3,100\n乙,2021,4,100\n'
    return zr.read(write("t.csv", text), mini, **options).table().set_index("zone").loc["甲", "gdp"]


@pytest.mark.parametrize(
    "heading, factor",
    [
        ("地区生产总值（单位：亿元）", 10_000),
        ("地区生产总值(计量单位：万元)", 1),
        ("地区生产总值（亿元人民币）", 10_000),
        ("地区生产总值（人民币，百万元）", 100),
        ("地区生产总值(现价，单位：亿元)", 10_000),
        ("Gross regional product (100 million yuan)", 10_000),
        ("Gross regional product (10,000 yuan)", 1),
        ("Gross regional product (billion yuan)", 100_000),
        ("Gross regional product (million RMB)", 100),
        ("Gross regional product (unit: 10 million yuan)", 1000),
        ("地区生产总值", 1),
    ],
)
def test_units_in_brackets(heading, factor, write, mini):
    assert gdp(write, mini, heading) == pytest.approx(3 * factor, rel=1e-15)


@pytest.mark.parametrize(
    "heading", ["地区生产总值(亿美元)", "Gross regional product (million shells)", "地区生产总值（单位：袋）"]
)
def test_what_is_no_unit_is_an_error_that_shows_it(heading, write, mini):
    with pytest.raises(zr.Error, match="is not a unit") as caught:
        gdp(write, mini, heading)
    assert heading in str(caught.value)


@pytest.mark.parametrize(
    "heading, factor", [("產值(亿元)", 10_000), ("產值", 1), ("產值（亿元）", 10_000), ("產值_亿元", None)]
)
def test_renaming_keeps_the_unit_that_follows(heading, factor, write, mini):
    if factor is None:  # another heading altogether
        with pytest.raises(KeyError):
            gdp(write, mini, heading, rename={"產值": "gdp"})
    else:
        assert gdp(write, mini, heading, rename={"產值": "gdp"}) == 3 * factor


def test_a_whole_heading_is_renamed_before_a_part_of_it(write, mini):
    assert gdp(write, mini, "產值(亿元)", rename={"產值": "pop", "產值(亿元)": "gdp(万元)"}) == 3


@pytest.mark.parametrize(
    "heading, is_named", [("gdp", False), ("GDP", True), ("地区生产总值", True), ("地区生产总值(万元)", False)]
)
def test_the_default_unit_is_named_but_for_the_fields_own_name(heading, is_named, write, mini):
    raw = zr.read(write("t2021.csv", f"地区,{heading},pop\n甲,3,100\n乙,4,100\n"), mini)
    told = [n.value for n in raw.notices if n.code == "default-units"]
    assert bool(told) == is_named and all(heading in text for text in told)


@pytest.mark.parametrize("heading", ["gdp_pc", "K1", "人均地区生产总值"])
def test_a_ready_made_indicator_is_known_by_code_id_and_name(heading, write, mini):
    found = zr.indicators(zr.read(write("t.csv", f"地区,年份,{heading}\n甲,2021,3\n乙,2021,4\n"), mini))
    assert found.table().set_index("zone")["gdp_pc"].to_dict() == {"甲": 3, "乙": 4}


@pytest.mark.parametrize("system", ["torch-2013", "most-2021", "torch-innovation-2014"])
def test_graduates_are_known(system, write):
    rows = "高新区,年份,年末从业人员,其中：本科及以上\n甲,2019,100,40\n乙,2019,90,30\n"
    notices = zr.read(write("t.csv", rows), system).notices
    assert not [n for n in notices if n.code == "unknown-column"]


PERCENT = "地区,年份,地区生产总值(亿元),常住人口,城镇化率\n甲,2021,3,9,60%\n乙,2021,4,9,55.2\n丙,2021,4,9,0\n"


def test_a_column_with_and_without_per_cent_is_an_error_with_a_way_out(write, mini):
    with pytest.raises(zr.Error, match="--ignore-mark %") as caught:
        zr.read(write("t.csv", PERCENT), mini)
    assert "60%" in str(caught.value) and "55.2" in str(caught.value)
    assert "--ignore-mark %" in caught.value.text("zh")
    raw = zr.read(write("t.csv", PERCENT), mini, ignore_marks=["%"])
    assert raw.table().set_index("zone")["urban"].to_dict() == {"甲": 60, "乙": 55.2, "丙": 0}
    assert "mark-ignored" in [n.code for n in raw.notices]


def test_per_cent_alone_is_a_share_as_before(write, mini):
    raw = zr.read(write("t.csv", PERCENT.replace("55.2", "55.2%")), mini)
    assert raw.table().set_index("zone")["urban"].to_dict() == {"甲": 60, "乙": 55.2, "丙": 0}
    marked = zr.read(write("t.csv", PERCENT.replace("55.2", "55.2%*")), mini, ignore_marks=["*"])
    assert marked.table().set_index("zone")["urban"].to_dict() == {"甲": 60, "乙": 55.2, "丙": 0}


CONTINUED = """2021年主要指标
单位：亿元
地区,地区生产总值,常住人口
甲,3,100
乙,4,100
{between}地区,地区生产总值,常住人口
丙,5,100
丁,6,100
"""


@pytest.mark.parametrize("between", ["", "续表\n", "续表1\n", "\n续表\n", "表1（续）\n"])
def test_a_table_that_goes_on_has_the_unit_and_the_year_of_its_title(between, write, mini):
    table = zr.read(write("t.csv", CONTINUED.format(between=between)), mini).table()
    assert dict(zip(table["zone"], table["gdp"], strict=True)) == {
        "甲": 30_000,
        "乙": 40_000,
        "丙": 50_000,
        "丁": 60_000,
    }
    assert set(table["year"]) == {2021}


def test_notes_between_two_parts_do_not_begin_anew(write, mini):
    text = CONTINUED.format(between="注：含飞地。\n续表\n")
    raw = zr.read(write("t.csv", text), mini)
    assert set(raw.table()["gdp"]) == {3e4, 4e4, 5e4, 6e4}
    assert "注：含飞地。" in "".join(n.text() for n in raw.notices)


def test_another_title_below_begins_anew(write, mini):
    text = CONTINUED.format(between="2020年主要指标\n单位：万元\n")
    table = zr.read(write("t.csv", text), mini).table().set_index("zone")
    assert table["gdp"].to_dict() == {"甲": 30_000, "乙": 40_000, "丙": 5, "丁": 6}
    assert table["year"].to_dict() == {"甲": 2021, "乙": 2021, "丙": 2020, "丁": 2020}


def test_a_column_taken_for_the_zones_is_not_called_unused(write, mini):
    notices = zr.read(write("t.csv", "评的,年份,gdp,杂项\n甲,2021,3,1\n乙,2021,4,1\n"), mini).notices
    assert [n.value for n in notices if n.code == "zone-from-column"] == ["评的"]
    assert [n.value for n in notices if n.code == "unknown-column"] == ["杂项"]


def test_the_column_of_within_is_not_called_unused(write, mini, zonerank):
    write("t.csv", "地区,年份,gdp,pop,urban,片,杂项\n甲,2021,3,9,1,P,1\n乙,2021,4,9,2,P,1\n丙,2021,5,9,3,Q,1\n")
    told = zonerank("rank", "t.csv", "--system", "mini.toml", "--within", "片").stderr
    assert '"杂项" is not known' in told and '"片" is not known' not in told


ENGLISH = re.compile(r"[a-z]{3,} [a-z]{2,}")


@pytest.mark.parametrize(
    "text, layout",
    [
        ("地区,2020,2021\n甲,1,2\n乙,3,4\n", None),
        ("地区,年份,gdp\n甲,2021,1\n乙,2021,2\n", "long"),
        ("地区,年份,指标,备注\n甲,2021,地区生产总值,x\n乙,2021,地区生产总值,y\n", "indicators-as-rows"),
    ],
)
def test_what_is_wrong_with_a_layout_is_said_in_chinese(text, layout, write, mini):
    with pytest.raises(zr.Error) as caught:
        zr.read(write("t.csv", text), mini, layout=layout)
    assert caught.value.problems[0].code == "unclear-layout"
    assert not ENGLISH.search(caught.value.text("zh").replace("--rename", ""))


def test_what_nobody_uses_may_stand_twice(write, mini):
    text = "指标,甲,乙\n地区生产总值,3,4\n其他,1,2\n其他,5,6\n"
    assert zr.read(write("t2021.csv", text), mini).table().set_index("zone")["gdp"].to_dict() == {"甲": 3, "乙": 4}
    with pytest.raises(zr.Error, match="given twice"):
        zr.read(write("t2021.csv", text.replace("其他", "常住人口")), mini)


def test_notices_of_layouts_and_years_are_in_chinese(write, mini):
    long = "地区,年份,指标,数值\n" + "".join(f"{z},2020,地区生产总值,{k}\n" for k, z in enumerate("甲乙丙丁"))
    long += "甲,2021,地区生产总值,5\n"
    raw = zr.read(write("t.csv", long), mini)
    notices = zr.indicators(raw).notices
    codes = {n.code for n in notices}
    assert {"layout-read", "year-passed-over"} <= codes
    for notice in notices:
        assert not ENGLISH.search(notice.text("zh").replace("10k CNY", "")), notice.text("zh")
    assert "5 rows, 3 columns" in next(n for n in notices if n.code == "layout-read").rule("en")


def test_a_year_that_was_passed_over_is_a_query_of_the_check_list(write, mini):
    rows = "地区,年份,gdp,pop\n" + "".join(f"{z},2020,{k + 3},9\n" for k, z in enumerate("甲乙丙丁")) + "甲,2109,5,9\n"
    found = zr.check(write("t.csv", rows), mini)
    assert found.loc[found["code"] == "year-passed-over", "severity"].tolist() == ["query"]


@pytest.mark.parametrize("heading", ["產值(億元),人口(萬人)", "產值,人口"])
def test_big5_is_asked_for_by_its_name(heading, write, mini):
    rows = f"地區,年份,{heading}\n臺北,2021,1000,200\n高雄,2021,500,150\n臺中,2021,800,100\n"
    with pytest.raises(zr.Error, match="--encoding big5"):
        zr.read(write("t.csv", rows, "big5"), mini)
