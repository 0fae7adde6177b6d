"""Pages of odd rankings: names that look like markup, few zones, missing groups, other methods, wrong paths."""

from __future__ import annotations

import re

import pytest
import zonerank as zr
from page_parts import Page
from report_pages import SYSTEM, WEIRD, ZONE, data_of_169, page_of, ranking_of_169, small, system_of_sites  # noqa: F401
from zonerank.report.pages import method


@pytest.mark.parametrize("zone", WEIRD, ids=range(len(WEIRD)))
def test_names_are_no_markup(system, zone, tmp_path):
    ranking = small(system, len(WEIRD), WEIRD)
    for one in (zone, None):
        page = page_of(ranking, tmp_path, one)
        tags = {name for name, _ in page.elements}
        assert "img" not in tags and "b" not in tags - ({"b"} if one else set())
        assert not any(key.startswith("on") for _, attributes in page.elements for key in attributes)
        assert zone in page.text
    assert (tmp_path / "page.html").read_text(encoding="utf-8").count("<script") == 1


@pytest.mark.parametrize("n", [1, 2, 3, 5000])
def test_few_and_many_zones(system, n, tmp_path):
    ranking = small(system, n, bounds={"x": (0, 5), "y": (0, 5)})
    page = page_of(ranking, tmp_path, "Z0000")
    assert f"\n of {n}" in page.text and len(page.tables["Indicators"]) == 4
    assert len(page_of(ranking, tmp_path).tables["Ranking"]) == n + 1


def test_no_year_before(system, tmp_path):
    page = page_of(small(system, 5), tmp_path, "Z0000")
    assert "There are no figures of an earlier year" in page.text
    assert "change since" not in " ".join(page.tables["Indicators"][0]).lower()


def test_a_group_without_data(system, tmp_path):
    ranking = small(system, 6, c=[None] * 6)
    page = page_of(ranking, tmp_path, "Z0001")
    assert [row[2:4] for row in page.tables["Groups and all zones"] if row[0] == "Right"] == [["—", "no rank"]]
    assert "Indicators left out for all zones" in page.text
    assert page.tables["Missing values"][1][0] == "z"
    some = page_of(small(system, 6, c=[None] * 3 + [1.0, 2.0, 3.0]), tmp_path, "Z0001")
    assert "no overall score" in some.text
    assert "—" in [
        row[1] for row in page_of(small(system, 6, c=[None] * 3 + [1.0, 2.0, 3.0]), tmp_path).tables["Ranking"]
    ]


@pytest.mark.parametrize(
    "asked, why",
    [
        ({"weights": "entropy"}, 'weights "entropy"'),
        ({"normalization": "z-score"}, 'normalization "z-score"'),
        ({"aggregation": "mpi"}, 'aggregation "mpi"'),
        ({"imputation": "median"}, 'imputation "median"'),
        ({"treatment": "winsorize"}, 'treatment "winsorize"'),
        ({"fit": "panel"}, "bounds of several years"),
        ({"normalization": {"method": "percentile", "percentile_low": 5}}, 'normalization "percentile"'),
    ],
)
def test_other_methods_say_why_there_is_no_what_if(system, asked, why, tmp_path):
    page = page_of(small(system, 9, method=asked), tmp_path, "Z0001")
    assert f"but this ranking has {why}." in page.text
    assert "data" not in {a.get("id") for _, a in page.elements}
    zh = Page((tmp_path / "page.html").read_text(encoding="utf-8"), "zh")
    assert "不提供情景模拟" in zh.text


def test_a_system_with_a_method_of_its_own(system, tmp_path):
    own = SYSTEM.replace('id = "right"', 'id = "right"\naggregation = "geometric"').replace(
        'id = "left"\nzh', 'id = "left"\nweights = "equal"\nmin_available = 0.3\nzh'
    )
    path = tmp_path / "own.toml"
    path.write_text(own + '\n[method]\nties = "average"\nmin_available = 0.6\nlower = 1\n', encoding="utf-8")
    model = method.payload(small(path, 8))
    assert [group[2:] for group in model["groups"]] == [[0, 0, None], [1, 0, 0.3], [0, 1, None]]
    assert (model["least"], model["ties"]) == (0.6, "average")
    assert [item[5] for item in model["indicators"]][:2] == [1.0, 1.0]
    path.write_text(own + '\n[method]\nweights = "critic"\n', encoding="utf-8")
    with pytest.raises(method.Unusual, match='weights "critic"'):
        method.payload(small(path, 8))
    mine = zr.rank(small(system, 8).raw, method={"aggregation": lambda scores, weights: scores @ weights})
    with pytest.raises(method.Unusual, match='aggregation "<lambda>"'):
        method.payload(mine)


def test_the_systems_that_ship_have_no_method_of_their_own():
    from pathlib import Path

    folder = Path(__file__).parents[2] / "src" / "systems"
    for id_ in zr.systems()["id"]:
        source = (folder / f"{id_}.toml").read_text(encoding="utf-8")
        assert not re.search(
            r"^(\[method\]|(weights|aggregation|normalization|imputation|treatment|min_available) *=)", source, re.M
        )


def test_what_if_can_be_left_out(ranking, tmp_path):
    page = page_of(ranking, tmp_path, ZONE, what_if=False)
    assert "What-if was left out of this page." in page.text
    assert (tmp_path / "page.html").stat().st_size < 100_000


def test_a_page_takes_the_place_of_a_file_whole_or_not_at_all(system, tmp_path):
    ranking, path = small(system, 5), tmp_path / "page.html"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(zr.Error, match='there is no zone "nobody"'):
        ranking.to_html(path, zone="nobody")
    assert path.read_text(encoding="utf-8") == "before"
    ranking.to_html(path, zone="Z0001")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_paths_that_cannot_be_written(system, tmp_path):
    ranking = small(system, 5)
    with pytest.raises(zr.Error, match="page.txt: the extension must be one of .html, .htm"):
        ranking.to_html(tmp_path / "page.txt")
    with pytest.raises(zr.Error, match="there is no folder"):
        ranking.to_html(tmp_path / "nowhere" / "page.html")
    (tmp_path / "file").write_text("x")
    with pytest.raises(zr.Error, match="this is a file; give the name of a folder") as caught:
        ranking.to_report(tmp_path / "file")
    assert "这是文件" in caught.value.text("zh")
    with pytest.raises(zr.Error, match="cannot be written"):
        ranking.to_report("/proc/none/report")
    with pytest.raises(zr.Error, match="before is 2018, but the figures are of 2019"):
        ranking.to_html(tmp_path / "page.html", before=2018)
    with pytest.raises(zr.Error, match="rank is 99, but must be a number from 1 to 5"):
        ranking.to_html(tmp_path / "page.html", zone="Z0001", rank=99)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
