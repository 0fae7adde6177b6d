"""Targets on the pages of a report."""

from __future__ import annotations

import pandas as pd
import pytest
import zonerank as zr
from page_parts import Page, number
from report_pages import ZONE, data_of_169, ranking_of_169, text_of_zone  # noqa: F401

AIMS = [
    {"figure": "rd_spending", "year": 2021, "growth": "+10 % a year", "base_year": 2017},
    {"figure": "从业人员期末人数", "year": 2019, "growth": "+2 %"},
    {"figure": "工业企业综合能源消费量", "year": 2021, "value": "1 万吨标准煤", "direction": "at most"},
    {"figure": "<b>shops</b>", "year": 2021, "value": 12.25, "growth": "+7 %", "today": 11.9},
]


def test_the_targets_of_a_zone_are_those_of_the_library(ranking, text, tmp_path):
    aims = ranking.targets(AIMS, zone=ZONE)
    ranking.to_html(tmp_path / "t.html", zone=ZONE, targets=aims)
    source = (tmp_path / "t.html").read_text(encoding="utf-8")
    page, chinese = Page(source), Page(source, "zh")
    assert "#targets" in page.links and "#targets" not in Page(text).links
    rows, table = page.tables["4 targets"][1:], aims.table()
    assert [row[0] for row in rows] == [aims.name(name) for name in table["figure"]]
    columns = {2: "today", 5: "share", 6: "growth_needed", 7: "growth_so_far", 9: "progress", 10: "elapsed"}
    for row, true in zip(rows, table.to_dict("records"), strict=True):
        for c, key in columns.items():
            assert number(row[c]) == pytest.approx(true[key], rel=1e-3, abs=0.051, nan_ok=True), (row, key)
        assert row[3][:2] == {"at_least": "≥ ", "at_most": "≤ "}[true["goal"]]
        assert row[11] == {"not_begun": "Not begun"}.get(true["light"], true["light"].capitalize())
        assert row[12] == ("—" if pd.isna(true["rank_alone"]) else str(true["rank_alone"]))
    lights = [
        attributes["class"] for name, attributes in page.elements if attributes.get("class", "").startswith("light ")
    ]
    assert lights == [f"light {light}" for light in table["light"]]
    said = aims.summary()
    assert all(line[:1].upper() + line[1:] in page.text for line in said)
    assert all(line in chinese.text for line in aims.summary("zh")) and "4 项目标" in chinese.tables
    assert "<b>shops</b>" not in source


def test_pages_of_all_zones_tell_of_those_that_have_targets(ranking, tmp_path):
    few = zr.rank(zr.read(ranking.raw.table().query("zone in @ranking.zones[:3]"), "torch-2013"), year=2019)
    zone = few.zones[1]
    few.to_report(tmp_path / "out", targets=[row | {"zone": zone} for row in AIMS], draws=50)
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "zones").glob("*.html")}
    assert {name for name, text in pages.items() if "id=targets" in text} == {zone}
    with pytest.raises(zr.Error, match="targets: there are none of"):
        few.to_html(tmp_path / "x.html", zone=few.zones[0], targets=few.targets(AIMS, zone=zone))
    assert not (tmp_path / "x.html").exists()


def test_the_command_reports_targets(ten_zones, here, write, tmp_path):
    write("t.csv", "figure,year,value\nGDP,2019,65亿元\nnew_ip,2019,900\n")
    words = ("report", ten_zones, "--system", "torch-2013", "--year", 2019, "--draws", 50)
    asked = ("--zone", "示例高新区004", "-o", "out", "--targets", "t.csv")
    here(*words, *asked, "--lang", "zh")
    page = Page((tmp_path / "out" / "report.html").read_text(encoding="utf-8"), "zh")
    assert [row[0] for row in page.tables["2 项目标"][1:]] == ["园区全口径增加值", "当年新增知识产权数"]
    assert number(page.tables["2 项目标"][1][2]) > 0, "a field that no indicator needs was read"
    printed, _ = here("narrative", *words[1:], "--zone", "示例高新区004", "--targets", "t.csv")
    assert "Of its 2 targets (as of the end of 2019)" in printed
    assert "set cumulated to yes or no" in " ".join(here(*words, *asked, "--as-of", "2019-06", expect=2)[1].split())
    assert "--targets, which is not given" in here(*words, *asked[:4], "--as-of", "2019-06", expect=2)[1]
    assert "t.csv:2: the zone is not said" in here(*words, "--all", *asked[2:], expect=2)[1]
