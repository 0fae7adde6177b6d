"""Targets: read from lists, sheets and .toml files; held against the figures; ranked as what_if ranks them."""

from __future__ import annotations

import datetime
import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import zonerank as zr

ZONE, OTHER = "示例高新区004", "示例高新区007"
# The targets of a zone's work report for 2021, in bn yuan; what is stated is the level and its growth.
REPORT = {
    "output of the zone": ("31.39", "+7.5 %"),
    "secondary industry": ("20.27", "+7 %"),
    "industrial output": ("17.11", "+7.2 %"),
    "tertiary industry": ("11.0", "+8.5 %"),
    "investment of all kinds": ("23.8", "+10 %"),
    "sales in shops": ("12.25", "+7 %"),
}
NAMES = [
    "园区GDP",
    "第二产业增加值",
    "industry_value_added",
    "第三产业增加值",
    "固定资产投资",
    "社零总额",
]  # of the same
FIELDS = [
    "zone_gdp", "secondary_value_added", "industry_value_added", "tertiary_value_added", "fixed_investment_zone",
    "retail_sales",
]  # fmt: skip


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, "torch-2013", year=2019)


@pytest.fixture(scope="module")
def all_fields(ten_zones):
    return zr.rank(zr.read(ten_zones, "torch-2013", all_fields=True), year=2019)


def one(ranking, zone=ZONE, more=None, **target) -> dict:
    """The row of one target."""
    return ranking.targets([{"figure": "new_ip", "year": 2019, **target}], zone=zone, **(more or {})).table().iloc[0]


def figure(ranking, name: str, year: int = 2019) -> float:
    return float(ranking.raw.table().set_index(["zone", "year"]).loc[(ZONE, year), name])


def rank_with(ranking, changes: dict) -> float:
    return float(ranking.what_if({ZONE: changes}).table().set_index("zone").loc[ZONE, "overall_rank"])


def report_rows(names, unit="bn CNY", **more) -> list[dict]:
    return [
        {"figure": name, "year": 2021, "value": value, "growth": growth, "unit": unit, **more}
        for name, (value, growth) in zip(names, REPORT.values(), strict=True)
    ]


# ---- the report of 2021


def test_figures_of_a_report_need_no_system(ranking):
    today = [15.9, 10.0, 8.5, 5.6, 9.0, 6.13]
    rows = [row | {"today": t} for row, t in zip(report_rows(REPORT, cumulated="yes"), today, strict=True)]
    found = ranking.targets(rows, zone=ZONE, as_of="2021-06")
    table = found.table().set_index("figure")
    # 31.39 / 1.075, 20.27 / 1.07, 17.11 / 1.072, 11.0 / 1.085, 23.8 / 1.1, 12.25 / 1.07 by hand
    assert table["base"].tolist() == pytest.approx([29.2, 18.943925, 15.960821, 10.138249, 21.636364, 11.448598])
    assert table["elapsed"].tolist() == [50.0] * 6
    assert table["progress"].tolist() == pytest.approx([50.653, 49.334, 49.679, 50.909, 37.815, 50.041], abs=5e-4)
    assert table["light"].tolist() == ["green", "yellow", "yellow", "green", "red", "green"]
    assert table["rank_alone"].isna().all() and set(table["why_no_rank"]) == {"not a figure of the system"}
    assert found.ranks()["if_met"].isna().all()
    said = " ".join(found.summary())
    assert "of 6 targets, 3 are on or ahead of schedule, 2 are a little behind (secondary industry; industrial" in said
    assert "1 is behind (investment of all kinds)" in said and "no target changes the rank" in said
    assert [n.code for n in found.notices].count("target-of-its-own") == 6
    assert [n.code for n in found.notices].count("target-base-implied") == 6


def test_figures_of_a_report_that_are_fields_are_converted(all_fields):
    found = all_fields.targets(report_rows(NAMES), zone=ZONE)
    table = found.table()
    assert table["figure"].tolist() == FIELDS
    assert table["target"].tolist() == [31.39, 20.27, 17.11, 11.0, 23.8, 12.25]
    assert table["today"].tolist() == pytest.approx([figure(all_fields, name) / 1e6 for name in FIELDS]), "bn of kCNY"
    assert set(table["light"]) <= {"not_begun", "green"}
    assert found.ranks()["years"].tolist() == [2]
    assert found.ranks()["if_met"].tolist() == [all_fields.table().set_index("zone").loc[ZONE, "overall_rank"]]


def test_value_and_growth_agree_to_their_rounding_or_both_are_named(ranking):
    agree = ranking.targets([{"figure": "GDP", "year": 2021, "value": 31.39, "growth": "+7.5 %", "today": 15, "base": b,
                              "cumulated": True} for b in (29.2,)], zone=ZONE, as_of="2021-06")  # fmt: skip
    assert not [n for n in agree.notices if n.code.startswith("target-d")]
    row = {"figure": "GDP", "year": 2021, "value": "313.9亿元", "growth": "+7.5 %", "today": 150, "base": 295}
    found = ranking.targets([row | {"cumulated": "是"}], zone=ZONE, as_of=datetime.date(2021, 6, 30))
    (notice,) = [n for n in found.notices if n.code == "target-differs"]
    assert notice.text() == (
        f"zone {ZONE}, 2021, zone_gdp: the value 313.9 亿元 and the growth +7.5 % differ: the growth from 295 亿元 in "
        "2020 gives 317.125 亿元; the value was taken"
    )
    assert "按 2020 年的 295 亿元 推算为 317.125 亿元；采用目标值" in notice.text("zh")


# ---- levels, growth, schedule


def test_growth_is_of_the_year_before_or_of_a_base_year(ranking):
    before, first = figure(ranking, "new_ip", 2018), figure(ranking, "new_ip", 2017)
    assert one(ranking, growth="+10 %")["target"] == pytest.approx(1.1 * before)
    assert one(ranking, growth="+10 %", base_year=2017)["target"] == pytest.approx(1.1 * first)
    for text in ("+10 % a year", "年均 +10 %", "10%/年"):
        assert one(ranking, growth=text, base_year=2017)["target"] == pytest.approx(1.21 * first), text
    assert one(ranking, value="+10 %")["target"] == pytest.approx(1.1 * before)
    row = one(ranking, growth="-10 %")
    assert row["goal"] == "at_most" and row["base_year"] == 2018
    so_far = 100 * (figure(ranking, "new_ip") / before - 1)
    assert row["growth_so_far"] == pytest.approx(so_far) and row["growth_this_year"] == pytest.approx(so_far)


def test_the_schedule_of_several_years(ranking):
    today, first = figure(ranking, "new_ip"), figure(ranking, "new_ip", 2017)
    row = one(ranking, value=4 * today, year=2021, base_year=2017)
    assert row["elapsed"] == 50 and row["progress"] == pytest.approx(100 * (today - first) / (4 * today - first))
    assert row["growth_needed"] == pytest.approx(100 * ((4 * today / first) ** (1 / 4) - 1))
    assert row["growth_left"] == pytest.approx(100 * ((4 * today / today) ** (1 / 2) - 1)) == pytest.approx(100)
    assert row["light"] == "red"


@pytest.mark.parametrize(
    "asked, elapsed",
    [
        ({"as_of": "2019-06"}, 50), ({"as_of": "2019-06-30"}, 50), ({"as_of": "2019年3月"}, 25), ({"as_of": 2019}, 100),
        ({"as_of": datetime.date(2019, 9, 15)}, 100 * (8 + 0.5) / 12), ({"elapsed": 0.25}, 25), ({}, 100),
        ({"as_of": pd.Timestamp("2019-12-31")}, 100), ({"as_of": "2019"}, 100),
    ],
)  # fmt: skip
def test_when_the_figures_are_of(ranking, asked, elapsed):
    row = one(ranking, value=1e6, cumulated="yes", more=asked)
    assert row["elapsed"] == pytest.approx(elapsed)
    assert row["progress"] == pytest.approx(row["share"] if elapsed < 100 else row["progress"])


def test_thresholds_of_the_lights_are_options_and_are_said(ranking):
    value = {"base": 100, "today": 106, "value": 110}  # 60 % of the way
    assert one(ranking, **value)["light"] == "red"
    assert one(ranking, **value, more={"yellow": 0.5})["light"] == "yellow"
    assert one(ranking, **value, more={"green": 0.6, "yellow": 0.5})["light"] == "green"
    rows = [{"figure": "new_ip", "year": 2019, "value": 5}]
    said = ranking.targets(rows, zone=ZONE, green=0.9, yellow=0.55).summary()[-1]
    assert said == (
        "as of the end of 2019; green: at least 90 % of what the schedule asks for; yellow: at least 55 %; red: less"
    )
    said = ranking.targets(rows, zone=ZONE, as_of="2019-05", cumulated=True).summary("zh")[-1]
    assert said == "截至 2019 年 5 月末；绿灯：达到序时进度的 100 % 及以上；黄灯：80 % 及以上；红灯：不足 80 %"


# ---- ranks


def test_ranks_are_those_of_what_if(ranking):
    levels = {"new_ip": 3 * figure(ranking, "new_ip"), "rd_spending": round(2 * figure(ranking, "rd_spending"), 2),
              "return_on_net_assets": 40.0}  # fmt: skip
    rows = [{"figure": name, "year": 2019, "value": value} for name, value in levels.items()]
    found = ranking.targets(rows, zone=ZONE)
    assert found.table()["rank_alone"].tolist() == [rank_with(ranking, {name: x}) for name, x in levels.items()]
    assert found.ranks().iloc[0].tolist() == [
        ZONE, rank_with(ranking, {}), rank_with(ranking, levels), rank_with(ranking, levels), 0,
    ]  # fmt: skip
    assert rank_with(ranking, levels) < rank_with(ranking, {})


def test_others_move_on_to_the_year_of_the_target(ranking):
    level, today = 4 * figure(ranking, "new_ip"), figure(ranking, "new_ip")
    found = ranking.targets([{"figure": "new_ip", "year": 2021, "value": level}], zone=ZONE)
    table = ranking.raw.table().set_index(["zone", "year"])
    numbers = [c for c in table.columns if table[c].dtype.kind in "if" or str(table[c].dtype) == "Int64"]
    for zone in ranking.zones:
        if zone != ZONE:
            for _ in range(2):
                before, now = (table.loc[(zone, y), numbers].astype(float) for y in (2018, 2019))
                table.loc[(zone, 2019), numbers] = np.maximum(2 * now - before, 0).to_numpy()
                table.loc[(zone, 2018), numbers] = now.to_numpy()
    table.loc[(ZONE, 2018), "new_ip"] = round(today * 2)  # half of the way by steady growth: sqrt(4)
    table.loc[(ZONE, 2019), "new_ip"] = level
    expected = zr.rank(table.reset_index().round(6), "torch-2013", year=2019).table().set_index("zone")
    assert found.ranks()["drifting"].tolist() == [expected.loc[ZONE, "overall_rank"]]
    assert found.ranks()["years"].tolist() == [2]


def test_several_zones_each_on_its_own(ranking):
    rows = [{"zone": zone, "figure": "new_ip", "year": 2020, "value": 5000} for zone in (ZONE, OTHER)]
    both = ranking.targets(rows)
    assert both.zones == [ZONE, OTHER]
    for zone in (ZONE, OTHER):
        alone = ranking.targets(rows, zone=zone)
        assert alone.zones == [zone]
        pd.testing.assert_frame_equal(
            alone.ranks(), both.ranks().query("zone == @zone").reset_index(drop=True), check_dtype=False
        )
    assert len(both.summary()) == 5 and len(both.summary(zone=OTHER)) == 3


# ---- reading


SHEET = """高新区,指标,年份,目标值,增速(%),单位,方向,累计
{0},营业收入,2020,4000,,亿元,不低于,
{0},qd01,2020,,8,,,
{0},研发经费内部支出占营业收入比例,2020,6,,%,,
{0},工业企业综合能源消费量,2020,30,,万吨标准煤,不超过,
{1},new_ip,2020,900,,,,
"""


def test_a_sheet_a_toml_file_and_a_frame_say_the_same(ranking, tmp_path):
    (tmp_path / "t.csv").write_text(SHEET.format(ZONE, OTHER), encoding="gb18030")
    frame = pd.read_csv(tmp_path / "t.csv", encoding="gb18030")
    frame.to_excel(tmp_path / "t.xlsx", index=False)
    (tmp_path / "t.toml").write_text(
        f'zone = "{ZONE}"\nyear = 2020\n'
        '[[target]]\nfigure = "revenue"\nvalue = "4000 亿元"\n'
        '[[target]]\n"指标" = "从业人员期末人数"\ngrowth = "+8 %"\n'
        '[[target]]\nindicator = "rd_intensity"\nvalue = 6\n'
        '[[target]]\nfield = "industrial_energy"\nvalue = 300000\nunit = "tce"\ndirection = "<="\n'
        f'[[target]]\nzone = "{OTHER}"\nfigure = "new_ip"\nvalue = 900\n',
        encoding="utf-8",
    )
    csv, xlsx, toml = (ranking.targets(tmp_path / f"t.{kind}") for kind in ("csv", "xlsx", "toml"))
    assert csv == xlsx == ranking.targets(frame)
    assert csv.table()["figure"].tolist() == ["revenue", "employees", "rd_intensity", "industrial_energy", "new_ip"]
    assert csv.table()["goal"].tolist() == ["at_least"] * 3 + ["at_most", "at_least"]
    assert csv.table()["target"].tolist()[0] == 4000 and csv.table()["today"].tolist()[0] == pytest.approx(
        figure(ranking, "revenue") / 1e5
    )
    left = toml.table().assign(target=csv.table()["target"], today=csv.table()["today"], base=csv.table()["base"])
    units = toml.table()["unit"].tolist()
    assert units == ["亿元", "person", "%", "tce", "item"]
    pd.testing.assert_frame_equal(left.drop(columns="unit"), csv.table().drop(columns="unit"))
    pd.testing.assert_frame_equal(toml.ranks(), csv.ranks())


def test_frames_of_other_kinds_and_dicts_of_columns(ranking):
    columns = {"figure": ["new_ip", "revenue"], "year": [2020, 2021], "value": [900, None], "growth": [None, "+5 % a year"],
               "base_year": [None, 2017]}  # fmt: skip
    rows = [{key: column[k] for key, column in columns.items()} for k in range(2)]
    expected = ranking.targets(rows, zone=ZONE)
    assert ranking.targets(columns, zone=ZONE) == expected == ranking.targets(pd.DataFrame(columns), zone=ZONE)
    assert ranking.targets(pa.table(columns), zone=ZONE) == expected
    assert ranking.targets(pytest.importorskip("polars").DataFrame(columns), zone=ZONE) == expected
    with pytest.raises(zr.Error, match="a number|must be|entries|lengths"):
        ranking.targets({"figure": ["new_ip"], "year": [2020, 2021]}, zone=ZONE)


def test_a_unit_may_stand_in_the_name_in_the_heading_or_behind_the_number(ranking):
    rows = [
        {"figure": "营业收入(亿元)", "value": 400},
        {"figure": "营业收入", "value": "400 亿元"},
        {"figure": "qc05_0", "value": 400, "unit": "亿元"},
        {"figure": "revenue", "目标值(亿元)": 400},
    ]
    for row in rows:
        table = ranking.targets([row | {"year": 2020}], zone=ZONE).table()
        assert table.loc[0, ["figure", "unit", "target"]].tolist() == ["revenue", "亿元", 400], row
        assert table["today"][0] == pytest.approx(figure(ranking, "revenue") / 1e5), row
    both = [{"figure": "营业收入", "year": 2020, "value": "4 bn CNY", "base": "30 亿元", "unit": "亿元"}]
    table = ranking.targets(both, zone=ZONE).table()
    assert table[["base", "target"]].iloc[0].tolist() == pytest.approx([30, 40])
    with pytest.raises(zr.Error, match="one amount is in 亿元, another in 万元"):
        ranking.targets([rows[0] | {"year": 2020, "unit": "万元"}], zone=ZONE)


def test_a_percent_of_a_spreadsheet_is_a_share(ranking, tmp_path):
    frame = pd.DataFrame({"指标": ["new_ip"], "年份": [2019], "增速": [0.075]})
    frame.to_excel(tmp_path / "t.xlsx", index=False)
    found = ranking.targets(tmp_path / "t.xlsx", zone=ZONE).table()
    assert found["target"].tolist() == pytest.approx([1.075 * figure(ranking, "new_ip", 2018)])
    frame.assign(增速=7.5).to_excel(tmp_path / "t.xlsx", index=False)
    with pytest.raises(zr.Error, match="t.xlsx:2: new_ip: the growth is '7.5', but must be as"):
        ranking.targets(tmp_path / "t.xlsx", zone=ZONE)


WRONG = [
    ("营业收入,2020,5,人", 'the unit "人" does not fit: the figure is in kCNY', "单位“人”不符：该数据的单位是 kCNY"),
    ("营业收入,2020,5,nonsense", "nonsense", "nonsense"),
    ("new_ipp,2020,5,", 'there is no field or indicator "new_ipp"; did you mean "new_ip"?', "没有字段或指标“new_ipp”"),
    ("new_ip,now,5,", "the year 'now' is not a whole number", "不是整数"),
    ("营业收入,2020,1e3km2,km2", 'the unit "km2" does not fit', "单位“km2”不符"),
    ("new_ip,2020,many,", "value is 'many', but must be a number", "应为数字"),
    (",2020,5,", "the field or the indicator is not said", "未写明字段或指标"),
    ("new_ip,,5,", "the year of the target is not said", "未写明目标年份"),
    ("new_ip,2020,,", "must be a value or a growth", "数值或增速"),
    ("new_ip,2016,+5 %,", "there is none of 2015; give the figures of 2015", "没有 2015 年的数据"),
    ("zone_gdp,2020,+5 %,", "its figures were not read; read the data with all_fields=True", "all_fields=True"),
    ("r_and_d_personnel_fte,2020,+5 %,", "there is no field", "没有字段"),
]


@pytest.mark.parametrize("row, en, zh", WRONG)
def test_a_wrong_target_is_an_error_that_helps(ranking, tmp_path, row, en, zh):
    (tmp_path / "t.csv").write_text(f"figure,year,value,unit\n{row}\n", encoding="utf-8")
    with pytest.raises(zr.Error) as caught:
        ranking.targets(tmp_path / "t.csv", zone=ZONE)
    assert en in str(caught.value) and zh in caught.value.text("zh")


def test_all_wrong_lines_are_named_at_once(ranking, tmp_path):
    (tmp_path / "t.csv").write_text("figure,year,value\nnew_ipp,2020,5\nnew_ip,2020,5\nnew_ip,x,5\n", encoding="utf-8")
    with pytest.raises(zr.Error, match=r"(?s)t.csv:2: there is no .*t.csv:4: new_ip: the year 'x'"):
        ranking.targets(tmp_path / "t.csv", zone=ZONE)


@pytest.mark.parametrize(
    "row, asked, words",
    [
        ({"direction": "sideways"}, {}, "must be at least or at most"),
        ({"cumulated": "perhaps"}, {}, "must be yes or no"),
        ({}, {"as_of": "2019-06"}, "set cumulated to yes or no"),
        ({}, {"as_of": "2021-06"}, "is held against figures of 2021-06, but must be held against those of 2019"),
        ({}, {"as_of": "2019-13"}, "must be a date, a month or a year"),
        ({}, {"as_of": 2019, "elapsed": 1}, "as_of and elapsed say the same"),
        ({}, {"elapsed": 0}, "must be above 0"),
        ({}, {"yellow": 1.5}, "at most green"),
        ({}, {"zone": "示例高新区04"}, "示例高新区004"),
        ({"zone": "示例高新区04"}, {"zone": None}, "示例高新区004"),
        ({"zone": OTHER}, {}, f"there are no targets of {ZONE}"),
        ({"growth": 7.5}, {}, "a bare number needs the heading growth"),
        ({"value": "+5 %", "growth": "+5 %"}, {}, "value and growth both are growths"),
        ({"growth": "+5 % a year", "value": None}, {}, "given with its base year"),
        ({"figure": "anything", "today": "5 km2", "unit": "m2"}, {}, "one amount is in m2, another in km2"),
    ],
)
def test_what_cannot_be_done_is_named(ranking, row, asked, words):
    rows = [{"figure": "new_ip", "year": 2019, "value": 900} | row]
    with pytest.raises(zr.Error) as caught:
        ranking.targets(rows, **{"zone": ZONE, **asked})
    assert words in str(caught.value)


def test_a_broken_rule_names_the_target(all_fields):
    energy = figure(all_fields, "energy")
    rows = [{"figure": "energy", "year": 2020, "value": energy / 2, "direction": "at most"}]
    with pytest.raises(zr.Error) as caught:
        all_fields.targets(rows, zone=ZONE)
    assert "the target of 2020 for energy: is" in str(caught.value)
    assert "industrial_energy <= energy" in str(caught.value) and "2020 年目标 energy" in caught.value.text("zh")
    both = [*rows, {"figure": "industrial_energy", "year": 2020, "value": energy / 3}]
    table = all_fields.targets(both, zone=ZONE).table()
    assert pd.isna(table["rank_alone"][0]) and table["why_no_rank"][0].startswith("alone it is refused: is")
    assert table["rank_alone"].notna().tolist() == [False, True] and table["goal"].tolist() == ["at_most"] * 2


# ---- the result, and the command


def test_names_and_headings_in_both_languages(ranking):
    found = ranking.targets([{"figure": "new_ip", "year": 2020, "growth": "+5 %"}], zone=ZONE)
    assert found.table("zh").iloc[0].tolist()[1:5] == ["当年新增知识产权数", 2020, "不低于", "件"]
    assert {"序时进度 %", "目标值", "进度灯", "单独实现时名次"} <= set(found.table("zh"))
    assert "尚未开始" in found.table("zh")["进度灯"].tolist()
    assert list(found.ranks("zh")) == ["高新区", "排名", "全部实现时名次", "其他按上年变动时名次", "年数"]
    assert found.summary("zh")[0] == f"{ZONE}：1 项目标中，1 项尚未开始（当年新增知识产权数）"
    assert found.summary()[0].startswith(f"{ZONE}: of 1 target, 1 has not begun (")


def test_an_unknown_column_is_a_notice(ranking):
    found = ranking.targets([{"figure": "new_ip", "year": 2020, "value": 5, "colour": "red"}], zone=ZONE)
    assert 'targets: the column "colour" is not known and was not used' in [n.text() for n in found.notices]


def test_the_command_prints_and_writes(ten_zones, ranking, here, tmp_path):
    (tmp_path / "t.csv").write_text(SHEET.format(ZONE, OTHER), encoding="utf-8")
    words = ("targets", ten_zones, "--system", "torch-2013", "--year", 2019, "--targets", "t.csv")
    expected = ranking.targets(tmp_path / "t.csv")
    printed = here(*words)[0]
    assert expected.summary()[0][:60] in " ".join(printed.split()) and "not begun" in printed
    assert "尚未开始" in here(*words, "--lang", "zh")[0]
    rows = json.loads(here(*words, "--json", "--zone", OTHER)[0])
    assert [r["figure"] for r in rows] == ["new_ip"]
    here(*words, "-o", "o.xlsx", "--lang", "zh")
    sheets = pd.read_excel(tmp_path / "o.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets) == ["目标", "目标实现后的名次", "说明"] and len(sheets["目标"]) == 5
    here(*words, "-o", "o.csv", "--top", 2)
    written = pd.read_csv(tmp_path / "o.csv")
    assert written["rank_alone"].tolist() == expected.table()["rank_alone"].tolist()[:2]
    said = here(*words, "--as-of", "2019-06", expect=2)[1]
    assert "set cumulated to yes or no" in " ".join(said.split()) and said.count("error: ") == 3 and "2 more" in said
    assert "this file is read" in here(*words, "-o", "t.csv", expect=2)[1]


def test_the_command_reads_fields_that_no_indicator_needs(ten_zones, here, tmp_path):
    (tmp_path / "t.csv").write_text("figure,year,value\nGDP,2019,65亿元\n", encoding="utf-8")
    words = ("targets", ten_zones, "--system", "torch-2013", "--year", 2019, "--targets", "t.csv", "--zone", ZONE)
    (row,) = json.loads(here(*words, "--json")[0])
    assert row["today"] > 0 and row["rank_alone"] is not None
