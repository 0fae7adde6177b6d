"""Enterprises on a page of a report: without their names unless they are asked for."""

from __future__ import annotations

import re

import pytest
import zonerank as zr
from page_parts import Page, number
from report_pages import ZONE, data_of_169, page_of  # noqa: F401
from zonerank.report.pages import enterprises


def test_enterprises_are_masked_unless_named(data, tmp_path):
    ranking = zr.rank(zr.read(data, "torch-2013", keep_enterprises=True), year=2019)
    masked = page_of(ranking, tmp_path, ZONE)
    source = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert source.count("SAMPLE0") == 0
    assert "this page names enterprises" not in masked.text
    frame = ranking.drill(ZONE).table()
    rows = masked.tables["The zone without one enterprise [places, points]"]
    assert [row[0] for row in rows[1:3]] == ["Enterprise 1", "Enterprise 2"]
    assert [number(row[1]) for row in rows[1:]] == frame["rank_without"].head(10).tolist()
    assert masked.tables["The zone without one enterprise [places, points]"][0][-1] == "Influence on the score"
    assert all(re.fullmatch(r"[+-]?\d+(\.\d)?|—", row[3]) for row in rows[1:])
    shares = masked.tables["How much the largest enterprises have"]
    assert "Share of the 1 largest" not in shares[0] and len(shares) > 5
    named = page_of(ranking, tmp_path, ZONE, named=True)
    assert "Internal: this page names enterprises. Do not pass it on." in named.text
    rows = named.tables["The zone without one enterprise [places, points]"]
    assert [row[0] for row in rows[1:]] == frame["enterprise"].head(10).tolist()
    assert "Share of the 1 largest" in named.tables["How much the largest enterprises have"][0]


@pytest.mark.parametrize(
    "top, n, shown",
    [
        (1, 100, False),
        (5, 100, True),
        (5, 2, False),
        (5, 5, True),
        (5, 6, False),
        (5, 7, False),
        (5, 8, True),
        (10, 12, False),
    ],
)
def test_a_share_of_fewer_than_three_enterprises_is_not_told(top, n, shown):
    assert (enterprises.share_shown(0.5, top, n) == "50 %") == shown


def test_a_zone_of_two_enterprises_is_not_shown(tmp_path):
    rows = {
        "zone": list("ppqqqrrr"), "year": [2019] * 8, "enterprise": [f"ENT{k}" for k in range(8)],
        "revenue": [10.5, 20, 30, 4, 5, 6, 70, 80], "net_profit": [1, 2, -3, 1, 1, 1, 5, 6],
        "net_assets": [20, 30, 40, 5, 5, 5, 90, 90], "employees": [3, 4, 5, 6, 7, 8, 9, 8],
    }  # fmt: skip
    raw = zr.read(rows, "torch-2013", keep_enterprises=True)
    ranking = zr.rank(raw, method={"min_available": 0})
    page = page_of(ranking, tmp_path, "p")
    assert "Fewer than 3 enterprises: not shown." in page.text and "ENT0" not in page.text
    assert "The zone without one enterprise [places, points]" in page_of(ranking, tmp_path, "q").tables


def test_the_command_shows_enterprises_where_it_is_asked(data, here, tmp_path):
    words = ("report", data, "--system", "torch-2013", "--year", 2019, "--zone", ZONE, "--draws", 100)
    here(*words, "-o", "plain")
    here(*words, "-o", "masked", "--enterprises")
    here(*words, "-o", "named", "--named")
    plain, masked, named = (
        (tmp_path / name / "report.html").read_text(encoding="utf-8") for name in ("plain", "masked", "named")
    )
    assert "Enterprises that matter" not in plain
    assert "Enterprises that matter" in masked and "SAMPLE0" not in masked
    assert "SAMPLE0" in named and "内部资料" in Page(named, "zh").text
