"""Enterprises on a page of a report: without their names unless they are asked for."""

from __future__ import annotations

import re
import zipfile

import pandas as pd
import pytest
import zonerank as zr
from page_parts import Page, number
from report_pages import ZONE, data_of_169, page_of  # noqa: F401
from zonerank.labels import title
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
    assert enterprises.is_told(top, n) == shown


def test_no_share_nor_rank_of_a_masked_page_tells_of_one_or_two(data, tmp_path):
    ranking = zr.rank(zr.read(data, "torch-2013", keep_enterprises=True), year=2019)
    drill = ranking.drill()
    found = drill.concentration()
    left = found["enterprises"].astype(int) - 5
    few = found[(found["enterprises"] < 3) | left.between(1, 2)]
    titles = {f.name: title(f, "en") for f in ranking.system.fields}
    seen = 0
    for zone in few["zone"].unique()[:6]:
        rows = page_of(ranking, tmp_path, zone, draws=50).tables["How much the largest enterprises have"]
        of = found[found["zone"] == zone].assign(title=lambda frame: frame["field"].map(titles)).set_index("title")
        for name, n, *cells in rows[1:]:
            count = int(of.loc[name, "enterprises"])
            assert number(n) == count >= 3
            for top, share, rank in zip((5, 10), cells[:2], cells[2:], strict=True):
                hidden = 0 < count - top < 3
                assert (share == "·") == (rank == "·") == hidden
                seen += hidden
    assert seen, "no field of such a zone is listed"


def test_files_of_a_report_name_no_enterprise(data, here, tmp_path):
    words = ("report", data, "--system", "torch-2013", "--year", 2019, "--draws", 50, "--zone", ZONE)
    here(*words, "--enterprises", "-o", "one")
    notices = zr.rank(zr.read(data, "torch-2013"), year=2019).notices
    assert any(n.place.enterprise for n in notices), "there is something to leave out"
    for name in ("report.html", "report.docx", "report.xlsx"):
        path = tmp_path / "one" / name
        texts = [path.read_bytes()]
        if path.suffix != ".html":
            with zipfile.ZipFile(path) as book:
                texts = [book.read(part) for part in book.namelist()]
        assert texts and not any(b"SAMPLE0" in text for text in texts), name
    book = pd.read_excel(tmp_path / "one" / "report.xlsx", sheet_name="notices", engine="calamine")
    row = book[book["code"] == "unknown-enterprise"]
    assert len(row) == 1 and "tell of single enterprises" in row["notice"].item()


@pytest.mark.parametrize(("known", "is_told"), [(1, False), (2, False), (3, True), (0, True)])
def test_no_notice_says_that_two_enterprises_make_up_a_figure(known, is_told, tmp_path):
    n = 6
    rows = {
        "zone": list("ppqqrr"), "year": [2019] * n, "enterprise": [f"ENT{k}" for k in range(n)],
        "net_profit": [1, 2, -3, 1, 1, 2], "net_assets": [20, 30, 40, 5, 5, 5],
        "employees": [5.0] * known + [None] * (n - known),
    }  # fmt: skip
    ranking = zr.rank(zr.read(rows, "torch-2013"), method={"min_available": 0})
    said = f"blank for {n - known} of {n} enterprises"
    assert any(said in notice.text() for notice in ranking.notices)
    ranking.to_html(tmp_path / "all.html")
    ranking.to_excel(tmp_path / "all.xlsx")
    listed = pd.read_excel(tmp_path / "all.xlsx", sheet_name="notices", engine="calamine")["notice"]
    assert (said in (tmp_path / "all.html").read_text()) == is_told
    assert listed.str.contains(said).any() == is_told


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
