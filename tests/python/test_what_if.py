"""What if: changed figures give the ranking that the changed table gives, and wrong changes are named."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from calc import cells

ZONE, OTHER = "示例高新区004", "示例高新区007"


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, "torch-2013", year=2019, method={"weights": "critic"})


def changed(zones, changes: dict) -> zr.Ranking:
    """The ranking of the table in which the cells were changed before it was read."""
    table = pd.read_csv(zones)
    for (zone, field, year), function in changes.items():
        cell = (table["zone"] == zone) & (table["year"] == year)
        table[field] = table[field].astype(float)
        table.loc[cell, field] = function(table.loc[cell, field])
    return zr.rank(table, "torch-2013", year=2019, method={"weights": "critic"})


def test_changed_fields_give_the_ranking_of_the_changed_table(ten_zones, ranking):
    found = ranking.what_if(
        {
            ZONE: {"new_ip": "+100 %", "employees": "-50", ("revenue", 2018): "-10%"},
            OTHER: {"revenue": 500_000_000.25, "exports": None, "new_ip": "=12"},
        }
    )
    expected = changed(
        ten_zones,
        {
            (ZONE, "new_ip", 2019): lambda x: 2 * x,
            (ZONE, "employees", 2019): lambda x: x - 50,
            (ZONE, "revenue", 2018): lambda x: (0.9 * x).round(2),
            (OTHER, "revenue", 2019): lambda x: 500_000_000.25,
            (OTHER, "exports", 2019): lambda x: np.nan,
            (OTHER, "new_ip", 2019): lambda x: 12,
        },
    )
    # the 2 decimals of the field: per cents are rounded as here
    pd.testing.assert_frame_equal(found.table(), expected.table(), rtol=1e-9)
    assert found != ranking and isinstance(found, zr.Ranking)
    moved = found.raw.table().set_index(["zone", "year"]).loc[(ZONE, 2019), "new_ip"]
    assert moved == 2 * ranking.raw.table().set_index(["zone", "year"]).loc[(ZONE, 2019), "new_ip"]


SAME_NAME = """
[system]
id = "same"
[[field]]
name = "rd"
unit = "kCNY"
number = "count"
[[field]]
name = "staff"
unit = "person"
number = "count"
[[group]]
id = "g"
weight = 1
[[indicator]]
id = "rd"
en = "spending on research"
group = "g"
unit = "m CNY"
formula = "rd"
weight = 1
[[indicator]]
id = "per_head"
group = "g"
unit = "kCNY/person"
formula = "rd / staff"
weight = 1
"""


def test_a_name_of_a_field_and_of_an_indicator_is_the_field_or_said_to_be_the_indicator(tmp_path):
    (tmp_path / "same.toml").write_text(SAME_NAME)
    figures = pd.DataFrame({"zone": list("ABC"), "year": 2020, "rd": [1000, 2000, 6000], "staff": [10, 40, 20]})
    before = zr.rank(figures, tmp_path / "same.toml")

    def of_a(found):
        return found.indicators().set_index("zone").loc["A", ["rd", "per_head"]].tolist()

    assert of_a(before) == [1.0, 100.0]
    of_field = before.what_if({"A": {"rd": 5000}})
    assert of_a(of_field) == [5.0, 500.0]
    of_indicator = before.what_if({"A": {"indicator:rd": 5}})
    assert of_a(of_indicator) == [5.0, 100.0]
    pd.testing.assert_frame_equal(of_indicator.raw.table(), before.raw.table())
    assert of_a(before.what_if({"A": {"indicator:rd": "+50 %"}})) == [1.5, 100.0]
    blank = before.what_if({"A": {"indicator:rd": None}})
    assert np.isnan(of_a(blank)[0]) and of_a(blank)[1] == 100.0
    (tmp_path / "s.toml").write_text('[A]\n"indicator:rd" = 5\n')
    (tmp_path / "s.csv").write_text("zone,field,value\nA,indicator:rd,5\n")
    for file in ("s.toml", "s.csv"):
        pd.testing.assert_frame_equal(before.what_if(tmp_path / file).table(), of_indicator.table())
    (tmp_path / "wrong.csv").write_text("zone,field,value\nA,indicator:rd,5\nA,indicator:rdd,5\n")
    with pytest.raises(zr.Error, match=r"wrong.csv:3: .*indicator:rdd.*a field or an indicator"):
        before.what_if(tmp_path / "wrong.csv")

    with pytest.raises(zr.Error, match="what_if changed the indicator rd by hand"):
        of_indicator.derivatives("A")
    assert not of_field.derivatives("A").table().empty
    of_indicator.to_excel(tmp_path / "book.xlsx")
    about = dict(row for row in cells(tmp_path / "book.xlsx", "about") if len(row) == 2)
    assert about["changed figures (what if)"] == "A spending on research =5"


def test_an_indicator_is_changed_in_place_of_its_formula(ranking):
    found = ranking.what_if({ZONE: {"rd_intensity": "+1.5", "new_ip_per_10k": None}})
    before, after = (r.indicators().set_index("zone") for r in (ranking, found))
    assert after.loc[ZONE, "rd_intensity"] == before.loc[ZONE, "rd_intensity"] + 1.5
    assert np.isnan(after.loc[ZONE, "new_ip_per_10k"])
    others = before.columns.drop(["rd_intensity", "new_ip_per_10k"])
    pd.testing.assert_frame_equal(before[others], after[others])
    with pytest.raises(zr.Error, match="normalization: they read the data anew, without the indicator rd_intensity"):
        found.uncertainty(draws=10, normalization=["min-max", "rank"])
    assert found.uncertainty(draws=10).table()["nominal_rank"].tolist() == found.table()["overall_rank"].tolist()
    field = ranking.what_if({ZONE: {"revenue": "+1%"}})
    drawn = field.uncertainty(draws=20, vary="fixed", normalization=["min-max"])
    assert drawn.table()["nominal_rank"].tolist() == field.table()["overall_rank"].tolist()


def test_changes_go_on_from_earlier_ones_and_are_kept(ranking):
    both = ranking.what_if({ZONE: {"new_ip": "+50"}}).what_if({ZONE: {"new_ip": "+50", "rd_intensity": 9}})
    assert both == ranking.what_if({ZONE: {"new_ip": "+100", "rd_intensity": 9}})
    back = pickle.loads(pickle.dumps(both.within(dict.fromkeys(ranking.zones[:4], "north"))))
    assert back.what_if({}) == back and "overall_rank_within" in back.table()
    pd.testing.assert_frame_equal(back.indicators(), both.indicators())
    assert ranking.what_if({}) == ranking


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"示例高新区04": {"new_ip": 1}}, "示例高新区004"),
        ({ZONE: {"new_ipp": 1}}, "new_ip"),
        ({ZONE: {"new_ip": "10 %"}}, "as 1200 (or =-5), +200, -200, +10 %, -10 % or blank"),
        ({ZONE: {"new_ip": 1.5}}, "0 decimals"),
        ({ZONE: {"new_ip": "-999999999"}}, "0 or above"),
        ({ZONE: {"new_ip": float("nan")}}, "must be a number"),
        ({ZONE: {"new_ip": float("inf")}}, "must be finite"),
        ({ZONE: {"new_ip": True}}, "must be a number"),
        ({ZONE: {("rd_intensity", 2018): 3}}, "of the year that is ranked"),
        ({ZONE: {("new_ip", "x"): 3}}, "must be a whole number"),
        ({ZONE: 3}, "must be a dict of fields and values"),
        ([1], "must be a dict of zones and their changes"),
    ],
)
def test_wrong_changes_are_named(ranking, changes, words):
    with pytest.raises(zr.Error) as caught:
        ranking.what_if(changes)
    assert words in str(caught.value)


def command(zones, *more):
    return ("what-if", zones, "--system", "torch-2013", "--year", 2019, "--weights", "critic", *more)


SCENARIO = f"zone,field,value,year\n{ZONE},new_ip,+100 %,\n{ZONE},rd_intensity,3,\n{OTHER},revenue,-10%,2018\n"


def test_the_command_prints_new_values_and_ranks(ten_zones, ranking, here, tmp_path):
    (tmp_path / "s.csv").write_text(SCENARIO, encoding="utf-8")
    found = ranking.what_if({ZONE: {"new_ip": "+100 %", "rd_intensity": 3}, OTHER: {("revenue", 2018): "-10%"}})
    assert ranking.what_if(tmp_path / "s.csv") == found
    rows = json.loads(here(*command(ten_zones, "--scenario", "s.csv", "--json"))[0])
    table = found.table()
    assert [r["zone"] for r in rows] == list(table["zone"]) and [r["rank"] for r in rows] == list(table["overall_rank"])
    old = ranking.table().set_index("zone")
    for row in rows:
        assert row["rank_before"] == old.loc[row["zone"], "overall_rank"]
        assert row["moved"] == row["rank_before"] - row["rank"]
        assert row["score_before"] == pytest.approx(old.loc[row["zone"], "overall"])
    printed = " ".join(here(*command(ten_zones, "--scenario", "s.csv"))[0].split())
    assert f"{ZONE} R&D spending relative to revenue" in printed and "rank before" in printed
    here(*command(ten_zones, "--scenario", "s.csv", "--lang", "zh", "-o", "w.xlsx"))
    sheets = pd.read_excel(tmp_path / "w.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets) == ["情景模拟", "变动的数值", "排名"]
    assert list(sheets["变动的数值"]) == ["高新区", "指标", "原数值", "数值", "单位"]
    assert "研发经费内部支出占营业收入比例" in set(sheets["变动的数值"]["指标"])


def test_a_scenario_may_be_toml_or_have_chinese_headings(ranking, tmp_path):
    (tmp_path / "s.toml").write_text(f'["{ZONE}"]\nnew_ip = "+100 %"\nrd_intensity = 3\n', encoding="utf-8")
    (tmp_path / "s.csv").write_text(
        f"高新区,字段,数值\n{ZONE},new_ip,+100 %\n{ZONE},rd_intensity,3\n", encoding="gb18030"
    )
    assert ranking.what_if(tmp_path / "s.toml") == ranking.what_if(tmp_path / "s.csv") != ranking


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("s.csv", "zone,field\na,b\n", "there is no column value; it needs zone, field, value"),
        ("s.csv", "zone,field,value\na,,1\n", "s.csv:2: zone, field and value are needed"),
        ("s.csv", "zone,field,value,year\na,b,1,now\n", "s.csv:2: the year 'now' is not a whole number"),
        ("s.toml", "a = [", "the file cannot be read"),
        ("s.toml", "a = 3", "must be a dict of fields and values"),
    ],
)
def test_a_wrong_scenario_is_an_error_that_helps(ten_zones, here, tmp_path, name, text, words):
    (tmp_path / name).write_text(text, encoding="utf-8")
    _, said = here(*command(ten_zones, "--scenario", name), expect=2)
    assert words in said


WRONG = f"""zone,field,value,year
{ZONE},new_ip,+100 %,

{ZONE},new_ipp,5,
{OTHER},revenue,10 %,
{ZONE},rd_intensity,3,
示例高新区04,new_ip,1,
{OTHER},rd_intensity,3,2018
"""


def test_every_wrong_line_of_a_scenario_is_named(ten_zones, ranking, here, tmp_path):
    (tmp_path / "s.csv").write_text(WRONG, encoding="utf-8")
    _, said = here(*command(ten_zones, "--scenario", "s.csv"), expect=2)
    lines = [line for line in said.split("\n") if "s.csv" in line]
    assert [line.split(":")[2] for line in lines] == ["4", "5", "7", "8"]
    assert lines[0].startswith("error: s.csv:4: ") and 'did you mean "new_ip"' in lines[0]
    assert "as 1200 (or =-5), +200" in lines[1] and "示例高新区004" in lines[2] and "year that is ranked" in lines[3]
    _, said = here(*command(ten_zones, "--scenario", "s.csv", "--lang", "zh"), expect=2)
    assert "错误：s.csv:4：" in said and "错误：s.csv:8：" in said
    (tmp_path / "t.csv").write_text("zone,field,value,year\na,,1,\n\nb,c,1,now\n", encoding="utf-8")
    _, said = here(*command(ten_zones, "--scenario", "t.csv"), expect=2)
    assert "error: t.csv:2: zone, field" in said and "error: t.csv:4: the year 'now'" in said
    (tmp_path / "s.toml").write_text(
        f'# of 2019\n["{ZONE}"]\nnew_ip = 1\nnew_ipp = 2\n[x]\nnew_ip = 1\n', encoding="utf-8"
    )
    with pytest.raises(zr.Error) as caught:
        ranking.what_if(tmp_path / "s.toml")
    found = str(caught.value).split("\n")
    assert ["s.toml:4: " in found[0], "s.toml:6: " in found[1], len(found)] == [True, True, 2]
    (tmp_path / "many.csv").write_text("zone,field,value\n" + f"{ZONE},x,1\n" * 30, encoding="utf-8")
    with pytest.raises(zr.Error, match="many.csv: 10 more lines are wrong"):
        ranking.what_if(tmp_path / "many.csv")


def test_the_scenario_is_not_written_over(ten_zones, here, tmp_path):
    (tmp_path / "s.csv").write_text(SCENARIO, encoding="utf-8")
    _, said = here(*command(ten_zones, "--scenario", "s.csv", "-o", "s.csv"), expect=2)
    assert "this file is read; give another name" in said
    assert (tmp_path / "s.csv").read_text(encoding="utf-8") == SCENARIO
