"""Folders of a report: a page for every zone, the workbook, names of files, and the command."""

from __future__ import annotations

import re
import zipfile

import pytest
import zonerank as zr
from page_parts import Page
from report_pages import WEIRD, data_of_169, ranking_of_169, small, system_of_sites  # noqa: F401
from zonerank.report.pages import write


def test_a_folder_has_a_page_for_every_zone(system, tmp_path):
    ranking, done = small(system, len(WEIRD), WEIRD), []
    paths = ranking.to_report(tmp_path / "out", progress=done.append, draws=50)
    assert [path.rsplit("/", 1)[1] for path in paths[:2]] == ["index.html", "report.xlsx"]
    assert len(paths) == len(WEIRD) + 2 == len(list((tmp_path / "out").rglob("*.html"))) + 1
    assert done[-1] == 1.0 and done == sorted(done)
    index = Page((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    links = [link for link in index.links if not link.startswith("#")]
    assert len(set(links)) == len(WEIRD)
    for link in links:
        zone_page = Page((tmp_path / "out" / link).read_text(encoding="utf-8"))
        assert "../index.html" in zone_page.links
    assert ranking.to_report(tmp_path / "out", draws=50) == paths


def test_the_workbook_of_all_zones_computes_and_can_be_left_out(system, tmp_path):
    ranking = small(system, 4)
    ranking.to_report(tmp_path / "out", draws=50, lang="zh")
    with zipfile.ZipFile(tmp_path / "out" / "report.xlsx") as book:
        assert 'name="模拟"' in book.read("xl/workbook.xml").decode()
        assert any(b"<f>" in book.read(name) for name in book.namelist() if "worksheets/sheet" in name)
    for name, options in (("no", {"workbook": False}), ("none", {"what_if": False})):
        paths = ranking.to_report(tmp_path / name, draws=50, **options)
        assert len(paths) == 5 and not list((tmp_path / name).rglob("*.xlsx"))
        assert ranking.to_report(tmp_path / f"{name}1", zone="Z0001", **options)[-1].endswith(".docx")


def test_pages_are_the_same_with_one_thread_and_with_several(ranking, tmp_path):
    few = zr.rank(zr.read(ranking.raw.table().query("zone in @ranking.zones[:7]"), "torch-2013"), year=2019)
    for threads in (1, 3):
        few.to_report(tmp_path / str(threads), threads=threads, workbook=False, draws=50)
    for path in (tmp_path / "1").rglob("*.html"):
        assert path.read_bytes() == (tmp_path / "3" / path.relative_to(tmp_path / "1")).read_bytes()


def test_what_fails_in_a_page_leaves_nothing(ranking, tmp_path, monkeypatch):
    from zonerank.report.pages import write

    few = zr.rank(zr.read(ranking.raw.table().query("zone in @ranking.zones[:7]"), "torch-2013"), year=2019)

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "plan_to", broken)
    for threads in (1, 3):
        with pytest.raises(zr.Error, match="No space left on device"):
            few.to_report(tmp_path / "out", threads=threads, draws=50)
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_names_of_files_suit_every_system():
    names = write.file_names(["a/b", "a:b", "A_B", "con", "..", "中关村", "x" * 300, "x" * 299, ""])
    assert names == [
        "a_b.html", "a_b_2.html", "A_B_3.html", "zone_con.html", "zone.html", "中关村.html", f"{'x' * 60}.html",
        f"{'x' * 60}_2.html", "zone_2.html",
    ]  # fmt: skip


def test_the_command_writes_a_report(ten_zones, here, tmp_path):
    words = ("report", ten_zones, "--system", "torch-2013", "--year", 2019)
    printed, _ = here(*words, "--zone", "示例高新区004", "-o", "out", "--lang", "zh", "--draws", 100)
    assert re.fullmatch(
        r"已写入 out/report.html（\d+ kB）、out/report.docx（\d+ kB）、out/report.xlsx（\d+ kB）\n", printed
    )
    source = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in source and "示例高新区004" in source
    printed, _ = here(*words, "--all", "-o", "out/all", "--no-what-if", "--draws", 100)
    assert re.fullmatch(r"written: out/all/index.html, 11 files in all, \d+ kB\n", printed)
    printed, _ = here(*words, "--all", "-o", "out/all", "--draws", 100)
    assert printed.startswith("written: out/all/index.html, 12 files in all, ")
    printed, _ = here(*words, "--all", "-o", "out/none", "--no-workbook", "--draws", 100, "--lang", "zh")
    assert printed.startswith("已写入 out/none/index.html，共 11 个文件，")
    _, said = here(*words, "-o", "x", expect=2)
    assert "one of the arguments --zone --all is required" in said
    _, said = here(*words, "--zone", "示例高新区004", "--rank", 99, "-o", "x", expect=2)
    assert "--rank is 99.0, but must be a number from 1 to 10" in said
    _, said = here(*words, "--zone", "nobody", "-o", "x", expect=2)
    assert 'there is no zone "nobody"' in said and not (tmp_path / "x").exists()
