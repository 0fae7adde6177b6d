"""The industries on the page of a zone: the library's numbers, and none of fewer than three enterprises."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from page_parts import Page
from zonerank.report.pages.industries import OTHERS, together


@pytest.fixture(scope="module")
def ranking(tmp_path_factory):
    folder = tmp_path_factory.mktemp("industries_page") / "data"
    zr.sample(folder, enterprises=700, zones=8)
    return zr.rank(zr.read(folder, "torch-2013", keep_enterprises=True, all_fields=True), year=2019)


def frame_of(counts: dict[str, int], elsewhere: int = 50, without: dict | None = None) -> pd.DataFrame:
    rows = [
        ("z", name, n, elsewhere, 1.0 + k, 0.5 * k, (without or {}).get(name, 1.0 if n else float("nan")))
        for k, (name, n) in enumerate(counts.items())
    ]
    columns = ["zone", "industry", "enterprises", "elsewhere", "score_effect", "places_effect", "rank_without"]
    return pd.DataFrame(rows, columns=columns)


def test_the_page_has_the_numbers_of_the_library(ranking, tmp_path):
    zone = ranking.zones[2]
    ranking.to_html(tmp_path / "zone.html", zone=zone, named=True, draws=200)
    page = (tmp_path / "zone.html").read_text(encoding="utf-8")
    assert "Industries that matter" in page
    assert "影响较大的行业" in page
    found = ranking.drill(zone, by="section")
    first = found.table().iloc[0]
    assert found.industry_name(first["industry"], "zh") in page
    assert found.reference_line(ranking.zones.index(zone), "en") in page


def test_without_enterprises_or_industries_there_is_no_section(ranking, tmp_path):
    zr.rank(ranking.raw.table(), "torch-2013", year=2019).to_html(tmp_path / "a.html", zone=ranking.zones[2], draws=200)
    assert "Industries that matter" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_industries_of_few_enterprises_are_told_together():
    told = together(frame_of({"A": 1, "B": 2, "C": 40}))
    assert set(told["industry"]) == {"C", OTHERS}
    assert told.loc[told["industry"] == OTHERS, "enterprises"].item() == 3
    assert told["score_effect"].sum() == pytest.approx(6.0)


def test_one_alone_takes_another_along():
    told = together(frame_of({"A": 1, "B": 9, "C": 40}))
    assert set(told["industry"]) == {"C", OTHERS}
    assert told.loc[told["industry"] == OTHERS, "enterprises"].item() == 10
    same = frame_of({"A": 3, "B": 9, "": 0})
    assert together(same) is same


@pytest.mark.parametrize("seed", range(200))
def test_no_subtraction_tells_of_one_or_two_enterprises(seed):
    """Whoever knows the number of enterprises of the zone, or of all zones, learns nothing of fewer than three."""
    random = np.random.default_rng(seed)
    n = int(random.integers(1, 8))
    frame = frame_of({f"I{k}": int(random.choice([0, 1, 2, 3, 4, 30])) for k in range(n)})
    frame["elsewhere"] = random.choice([0, 1, 2, 3, 40], n)
    frame["rank_without"] = np.where(frame["enterprises"].gt(0) | (random.random(n) < 0.2), 1.0, np.nan)
    told = together(frame)
    assert told["score_effect"].sum() == pytest.approx(frame["score_effect"].sum())
    for side in ("enterprises", "elsewhere"):
        assert told[side].sum() == frame[side].sum()
        if frame[side].sum() >= 3:
            assert not told[side].between(1, 2).any()
    one_of_few = frame.loc[frame["enterprises"].between(1, 2) | frame["elsewhere"].between(1, 2), "industry"]
    assert not set(one_of_few) & set(told["industry"])
    gone = len(frame) - len(told) + 1 if OTHERS in set(told["industry"]) else 0
    assert gone != 1 or len(frame) == 1, "one alone under another name"


def test_an_industry_of_an_earlier_year_is_not_told():
    """It has no enterprises in the year, but a rank without it: that of whoever was there the year before."""
    told = together(frame_of({"A": 0, "B": 9, "C": 40, "D": 0}, without={"A": 2.0, "B": 1.0, "C": 1.0}))
    assert set(told["industry"]) == {OTHERS, "C", "D"}
    assert told.loc[told["industry"] == OTHERS, "enterprises"].item() == 9


@pytest.mark.parametrize("zone", ["p", "q"])
def test_zones_of_one_or_two_enterprises_have_no_industries(zone, tmp_path):
    """Neither the zone, nor the one beside it: the two together are what it is compared with."""
    rows = {
        "zone": list("ppqqqq"), "year": [2019] * 6, "enterprise": [f"ENT{k}" for k in range(6)],
        "industry": ["3911", "6510", "3911", "3911", "6510", "6510"],
        "revenue": [10.5, 20, 30, 4, 5, 6], "net_profit": [1, 2, -3, 1, 1, 1],
        "net_assets": [20, 30, 40, 5, 5, 5], "employees": [3, 4, 5, 6, 7, 8],
    }  # fmt: skip
    ranking = zr.rank(zr.read(rows, "torch-2013", keep_enterprises=True, all_fields=True), method={"min_available": 0})
    assert len(ranking.drill(zone, by="section").table()), "there are industries to tell of"
    ranking.to_html(tmp_path / "zone.html", zone=zone, draws=50)
    page = Page((tmp_path / "zone.html").read_text(encoding="utf-8"))
    assert "Industries that matter\nFewer than 3 enterprises: not shown." in page.text
    ranking.to_html(tmp_path / "zone.html", zone=zone, draws=50, named=True)
    page = Page((tmp_path / "zone.html").read_text(encoding="utf-8"))
    assert "Beside all zones together [points, places]" in page.tables


def test_a_masked_page_has_no_industry_of_one_or_two(ranking, tmp_path):
    frame = ranking.drill(by="section").table()
    few = frame[frame["enterprises"].between(1, 2)]
    assert len(few), "the sample has such industries"
    zone = few["zone"].iloc[0]
    ranking.to_html(tmp_path / "masked.html", zone=zone, draws=200)
    page = (tmp_path / "masked.html").read_text(encoding="utf-8")
    section = page.split("Industries that matter")[1].split("</section>")[0]
    assert OTHERS in section
    names = ranking.drill(zone, by="section")
    for industry in few.loc[few["zone"] == zone, "industry"]:
        assert names.industry_name(industry, "zh") not in section
