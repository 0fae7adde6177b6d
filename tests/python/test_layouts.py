"""Tables as people lay them out: read to the same figures, or refused with the name of the layout."""

from __future__ import annotations

import pandas as pd
import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "mini"
[[field]]
name = "gdp"
zh = "地区生产总值"
en = "Gross product"
unit = "亿元"
[[field]]
name = "pop"
zh = "常住人口"
unit = "万人"
[[field]]
name = "share"
zh = "城镇化率"
unit = "%"
[[indicator]]
id = "gdp_pc"
unit = "CNY / person"
formula = "gdp / pop"
[[indicator]]
id = "urban"
unit = "%"
formula = "share"
"""
FIGURES = {"甲": (1000, 200, 60), "乙": (500, 150, 50), "丙": (800, 100, 70)}
# GDP a head 50 000, 33 333, 80 000 yuan; urban 60, 50, 70 %: 丙 is first in both, 乙 last.
RANKS = {"甲": 2, "乙": 3, "丙": 1}


@pytest.fixture
def mini(write):
    return write("mini.toml", SYSTEM)


def figures(raw: zr.Raw, year: int | None = None) -> dict:
    frame = raw.table()
    if year is not None:
        frame = frame[frame["year"] == year]
    return {row.zone: (row.gdp, row.pop, row.share) for row in frame.itertuples()}


def codes(result) -> list[str]:
    return [n.code for n in result.notices]


LAYOUTS = {
    "rows": "zone,year,gdp,pop,share\n甲,2020,1000,200,60\n乙,2020,500,150,50\n丙,2020,800,100,70\n",
    "years in headings": "园区,2020年地区生产总值(亿元),2020年常住人口(万人),2020年城镇化率(%)\n"
    "甲,1000,200,60\n乙,500,150,50\n丙,800,100,70\n",
    "years behind headings": "地区,gdp 2020,pop_2020,share(2020)\n甲,1000,200,60\n乙,500,150,50\n丙,800,100,70\n",
    "a row of years under the heading": "园区,地区生产总值,常住人口,城镇化率\n,2020,2020,2020\n"
    "甲,1000,200,60\n乙,500,150,50\n丙,800,100,70\n",
    "a row of years over the heading": ",2020,,\n园区,地区生产总值,常住人口,城镇化率\n"
    "甲,1000,200,60\n乙,500,150,50\n丙,800,100,70\n",
    "long": "zone,year,indicator,value\n"
    + "".join(
        f"{zone},2020,{name},{value}\n"
        for zone, row in FIGURES.items()
        for name, value in zip(("gdp", "pop", "share"), row, strict=True)
    ),
    "long with units, in Chinese": "地区,年份,指标名称,计量单位,数值\n"
    + "".join(
        f"{zone},2020,{name},{unit},{value}\n"
        for zone, row in FIGURES.items()
        for name, unit, value in zip(
            ("地区生产总值", "常住人口", "城镇化率"),
            ("万元", "人", "%"),
            (row[0] * 10**4, row[1] * 10**4, row[2]),
            strict=True,
        )
    ),
    "long with years as columns": "Country Name,Indicator Name,2019,2020\n"
    + "".join(
        f"{zone},{name},{value - 1},{value}\n"
        for zone, row in FIGURES.items()
        for name, value in zip(("gdp", "pop", "share"), row, strict=True)
    ),
    "indicators as rows": "指标,甲,乙,丙\n地区生产总值(亿元),1000,500,800\n常住人口(万人),200,150,100\n城镇化率(%),60,50,70\n",
    "indicators as rows, with units": "项目,单位,甲,乙,丙\n地区生产总值,亿元,1000,500,800\n"
    "常住人口,人,2000000,1500000,1000000\n城镇化率,%,60,50,70\n",
    "indicators as rows, zones over years": "指标,甲,,乙,,丙,\n,2019,2020,2019,2020,2019,2020\n"
    "地区生产总值,999,1000,499,500,799,800\n常住人口,199,200,149,150,99,100\n城镇化率,59,60,49,50,69,70\n",
    "indicators as rows, zone and year together": "指标,甲2020年,乙2020年,丙2020年\n"
    "地区生产总值,1000,500,800\n常住人口,200,150,100\n城镇化率,60,50,70\n",
    "a table that goes on below": "表1 主要指标(2020年)\n园区,地区生产总值(亿元),常住人口(万人)\n甲,1000,200\n乙,500,150\n"
    "丙,800,100\n续表1\n园区,城镇化率(%)\n甲,60\n乙,50\n丙,70\n",
    "tables side by side": "园区,gdp,pop,share,,园区,gdp,pop,share\n甲,1000,200,60,,丙,800,100,70\n乙,500,150,50,,,,,\n",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_reads_to_the_same_figures(text, mini, write):
    raw = zr.read(write("t2020.csv", text), mini)
    assert figures(raw, 2020) == FIGURES
    ranking = zr.rank(raw)
    assert ranking.year == 2020
    assert dict(zip(ranking.table()["zone"], ranking.table()["overall_rank"], strict=True)) == RANKS


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_frames_have_layouts_too(text, mini, write):
    if text.startswith(("表1", ",2020")) or "\n,2020,2020" in text:
        pytest.skip("a frame has one heading, at its top")
    frame = pd.read_csv(write("t.csv", text), header=0)
    frame.columns = ["" if str(c).startswith("Unnamed") else str(c).removesuffix(".1") for c in frame.columns]
    assert figures(zr.read({2020: frame}, mini), 2020) == FIGURES


OFFICE = (
    "数据库：分省年度数据\n指标：{title}\n时间：最近3年\n地区,2021年,2020年,2019年\n"
    "甲,,{0},1\n乙,,{1},2\n丙,,{2},3\n注：1.本表按当年价格计算。\n　　　2.数据为修订数据，合计不等。\n数据来源：国家统计局\n"
)


def test_a_folder_of_one_indicator_a_file(mini, tmp_path, zonerank):
    folder = tmp_path / "export"
    folder.mkdir()
    for k, title in enumerate(("地区生产总值(亿元)", "常住人口(万人)", "城镇化率(%)")):
        text = OFFICE.format(*(row[k] for row in FIGURES.values()), title=title)
        (folder / f"{k}.csv").write_bytes(text.encode("gb18030"))
    raw = zr.read(folder, mini)
    assert figures(raw, 2020) == FIGURES
    assert zr.rank(raw).year == 2020  # nothing is given of 2021
    shown = zonerank("rank", "export", "--system", "mini.toml")
    assert "data of 2020: 3 zones, 3 ranked" in shown.stdout


def test_a_file_may_be_named_after_its_figure(mini, write):
    raw = zr.read(write("gdp.csv", "zone,2018,2019\n甲,1,2\n乙,3,4\n"), mini)
    assert raw.table()[["zone", "year", "gdp"]].values.tolist() == [
        ["乙", 2018, 3],
        ["乙", 2019, 4],
        ["甲", 2018, 1],
        ["甲", 2019, 2],
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "zone,2018,2019,2020\n甲,1,2,3\n乙,3,4,5\n",
            [
                "t.csv:1: this looks like a table with years as columns, but nothing says which figure",
                "2018, 2019, 2020",
            ],
        ),
        ("a,b\n1,2\n", ["none of the first 2 rows is a heading"]),
    ],
)
def test_what_is_not_understood_names_the_layout(text, parts, mini, write):
    with pytest.raises(zr.Error) as caught:
        zr.read(write("t.csv", text), mini, year=2020)
    for part in parts:
        assert part in str(caught.value)


def test_a_layout_can_be_forced(mini, write):
    path = write("t.csv", LAYOUTS["indicators as rows"])
    assert figures(zr.read(path, mini, year=2020, layout="indicators-as-rows")) == FIGURES
    with pytest.raises(zr.Error):
        zr.read(path, mini, year=2020, layout="rows")
    with pytest.raises(zr.Error, match="layout is 'wide', but must be one of rows"):
        zr.read(path, mini, layout="wide")


def test_the_layout_is_told_once(mini, write):
    assert codes(zr.read(write("t2020.csv", LAYOUTS["long"]), mini)).count("layout-read") == 1
    assert "layout-read" not in codes(zr.read(write("t2020.csv", LAYOUTS["rows"]), mini))


def test_a_long_table_does_not_take_two_figures_for_one(mini, write):
    twice = LAYOUTS["long"] + "甲,2020,gdp,1001\n"
    with pytest.raises(zr.Error, match='"gdp" is given twice for 甲, 2020: 1000 .line 2. and 1001; keep the right one'):
        zr.read(write("t.csv", twice), mini)
    same = LAYOUTS["long"] + "甲,2020,gdp,1000\n"
    assert figures(zr.read(write("t.csv", same), mini)) == FIGURES


def test_a_zone_of_its_own_file(mini, write):
    text = "指标,2019,2020\n地区生产总值,9,10\n常住人口,1,2\n城镇化率,50,51\n"
    raw = zr.read(write("临江高新区.csv", text), mini)
    assert raw.zones == ["临江高新区"]
    assert "zone-from-name" in codes(raw)


def test_a_column_without_a_year_beside_others(mini, write):
    raw = zr.read(write("t.csv", "zone,gdp 2019,gdp 2020,share\n甲,1,2,60\n乙,3,4,50\n"), mini)
    assert "column-without-year" in codes(raw)
    assert raw.table().query("year == 2020")["share"].tolist() == [50, 60]


# What must not be taken for another layout.
@pytest.mark.parametrize(
    "text",
    [
        "zone,year,gdp,pop,share\n甲,2020,2001,2002,2003\n乙,2020,2002,2003,2004\n",  # figures like years
        "zone,year,gdp,pop,share,value\n甲,2020,1,2,3,4\n乙,2020,2,3,4,5\n",  # an unknown column "value"
        "zone,year,gdp,pop,share,indicator\n甲,2020,1,2,3,gdp\n乙,2020,2,3,4,pop\n",  # and one "indicator"
        "zone,year,gdp,pop,share\ngdp,2020,1,2,3\npop,2020,2,3,4\n",  # zones named like fields
    ],
)
def test_rows_of_zones_stay_rows(text, mini, write):
    raw = zr.read(write("t.csv", text), mini)
    assert "layout-read" not in codes(raw)
    assert len(raw.table()) == 2


KEYS = [
    "地区",
    "省份",
    "城市",
    "县区",
    "开发区",
    "园区",
    "国家",
    "country",
    "region",
    "city",
    "entity",
    "state",
    "university",
]


@pytest.mark.parametrize("key", KEYS)
def test_usual_names_of_the_column_of_zones(key, mini, write):
    raw = zr.read(write("t.csv", f"{key},year,gdp,pop,share\n甲,2020,1000,200,60\n乙,2020,500,150,50\n"), mini)
    assert raw.zones == ["乙", "甲"]


def test_the_smallest_areas_are_the_zones(mini, write):
    raw = zr.read(
        write("t.csv", "country,region,city,year,gdp\nA,东,甲,2020,1\nA,东,乙,2020,2\nB,西,丙,2020,3\n"), mini
    )
    assert raw.zones == ["丙", "乙", "甲"]


def test_a_system_names_its_zones(write):
    system = write("s.toml", SYSTEM.replace('id = "mini"', 'id = "mini"\nzone = "县（市、区）"'))
    raw = zr.read(write("t.csv", "县(市、区),year,gdp\n甲,2020,1\n乙,2020,2\n"), system)
    assert raw.zones == ["乙", "甲"]


def test_the_system_s_word_heads_its_tables(write, zonerank):
    write("s.toml", SYSTEM.replace('id = "mini"', 'id = "mini"\nzone = "县（市、区）"'))
    write("t2020.csv", "县(市、区),gdp,pop,share\n甲,5,2,3\n乙,2,2,4\n")
    zonerank("rank", "t2020.csv", "--system", "s.toml", "--lang", "zh", "-o", "r.csv")
    text = (write("x", "").parent / "r.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("县（市、区）,年份,")


def test_named_columns(mini, write):
    path = write("t.csv", "who,when,gdp\n甲,2020,1\n乙,2020,2\n")
    raw = zr.read(path, mini, zone_column="who", year_column="when")
    assert raw.zones == ["乙", "甲"] and raw.years == [2020]
    with pytest.raises(zr.Error, match="there is no column"):
        zr.read(path, mini, zone_column="whom", year_column="when")


def test_the_one_column_of_names(mini, write):
    raw = zr.read(write("t2020.csv", "who,kind,gdp,pop\n甲,x,1,5\n乙,x,2,6\n"), mini)
    assert raw.zones == ["乙", "甲"]
    assert "zone-from-column" in codes(raw)
    with pytest.raises(zr.Error, match="there is no column of the zone"):  # names repeat
        zr.read(write("t2020.csv", "who,gdp,pop\n甲,1,5\n甲,2,6\n"), mini)


def test_a_named_index_is_a_column(mini):
    frame = pd.DataFrame({"gdp": [1.0, 2.0], "year": [2020, 2020]}, index=pd.Index(["甲", "乙"], name="zone"))
    assert zr.read(frame, mini).zones == ["乙", "甲"]
    both = frame.reset_index().set_index(["zone", "year"])
    assert zr.read(both, mini).years == [2020]


def test_renamed_headings(mini, write):
    path = write("t.csv", "zone,year,Output,People\n甲,2020,1,5\n乙,2020,2,6\n")
    raw = zr.read(path, mini, rename={"Output": "gdp", "People": "pop(万人)"})
    assert raw.table()[["gdp", "pop"]].values.tolist() == [[2, 6], [1, 5]]
    by_file = zr.read(path, mini, rename=write("names.csv", "old,new\nOutput,gdp\nPeople,pop\n"))
    assert by_file.table().equals(raw.table())
    with pytest.raises(zr.Error, match="rename is 3, but must be a dict or a file with the columns old, new"):
        zr.read(path, mini, rename=3)


def test_no_option_is_swallowed(mini, write):
    path = write("t2020.csv", LAYOUTS["rows"])
    with pytest.raises(TypeError, match="there is no option zone_colum; options of reading are layout, "):
        zr.read(path, mini, zone_colum="who")
