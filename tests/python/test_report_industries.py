"""The industries on the page of a zone: the library's numbers, and none of fewer than three enterprises."""

from __future__ import annotations

import pandas as pd
import pytest
import zonerank as zr
from zonerank.report.pages.industries import OTHERS, together


@pytest.fixture(scope="module")
def ranking(tmp_path_factory):
    folder = tmp_path_factory.mktemp("industries_page") / "data"
    zr.sample(folder, enterprises=700, zones=8)
    return zr.rank(zr.read(folder, "torch-2013", keep_enterprises=True, all_fields=True), year=2019)


def frame_of(counts: dict[str, int]) -> pd.DataFrame:
    rows = [(f"z{k}"[:1], name, n, 1.0 + k, 0.5 * k) for k, (name, n) in enumerate(counts.items())]
    return pd.DataFrame(rows, columns=["zone", "industry", "enterprises", "score_effect", "places_effect"])


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
