"""A page of a report is one file that asks for nothing, for every reader, in both languages."""

from __future__ import annotations

import hashlib
import io
import pickle
import re
import subprocess

import pytest
import zonerank as zr
from page_parts import Page
from report_pages import ZONE, data_of_169, page_of, ranking_of_169, text_of_all, text_of_zone  # noqa: F401
from zonerank.report.pages import shell

ONE_FIELD = """[system]
id = "one"
[[field]]
name = "a"
unit = "CNY"
number = "real"
[[group]]
id = "g"
[[indicator]]
id = "x"
group = "g"
unit = "CNY"
formula = "a"
"""


def test_the_file_asks_for_nothing(text, all_text):
    for source in (text, all_text):
        assert not re.search(r"https?:|[\"'(]//|url\(|@import|\bsrc=|<link|<img|<iframe", source), "a request"
        assert "default-src 'none'" in source
    page = Page(all_text)
    ids = {a["id"] for _, a in page.elements if "id" in a}
    assert page.links and all(link.startswith("#") and link[1:] in ids for link in page.links)


def test_notices_do_not_tell_where_the_files_are(data, ranking, all_text):
    assert any(str(data) in notice.text() for notice in ranking.notices)
    assert str(data) not in all_text and "made-up-derived-2017.csv" in all_text


def test_ids_are_there_once_and_labels_name_them(text, all_text):
    for source in (text, all_text):
        elements = Page(source).elements
        ids = [a["id"] for _, a in elements if "id" in a]
        assert len(ids) == len(set(ids))
        named = [a[key] for _, a in elements for key in ("for", "aria-labelledby") if key in a]
        assert len(named) > 5 and set(named) <= set(ids)


def test_pages_are_small(text, all_text):
    assert len(text.encode()) < 160_000 and len(all_text.encode()) < 250_000
    own = sum(len(shell.file_text(name).encode()) for name in ("tables.js", "engine.js", "what_if.js", "league.js"))
    assert own < 40_000


def test_both_languages_say_everything(text, all_text):
    for whole in (text, all_text):
        source = re.sub(r"<li>.*?</li>", "", whole.partition("<script>\n")[0], flags=re.S)  # notices name headings
        pairs = re.findall(r"<span lang=en>(.*?)</span><span lang=zh>(.*?)</span>", source)
        assert len(pairs) == source.count("<span lang=en>") == source.count("<span lang=zh>") > 100
        for en, zh in pairs:
            assert not re.search("[\u4e00-\u9fff]", re.sub("示例高新区\\d+", "", en)), en
            assert re.search("[\u4e00-\u9fff]|^[ %/\\d]", zh), (en, zh)


def test_both_languages_have_the_same_numbers(text, all_text):
    for source in (text, all_text):
        en, zh = Page(source, "en"), Page(source, "zh")
        assert len(en.tables) == len(zh.tables)
        for one, other in zip(en.tables.values(), zh.tables.values(), strict=True):
            units = {k for k, heading in enumerate(one[0]) if heading in ("Unit", "Why missing")}
            for here, there in zip(one[1:], other[1:], strict=True):
                for k in set(range(1, len(here))) - units:
                    assert numbers(here[k]) == numbers(there[k]), (here, there)


def numbers(cell: str) -> list[str]:
    return sorted(re.findall(r"[+-]?\d[\d.,]*", cell))


def test_tables_can_be_read_aloud(text, all_text):
    for source in (text, all_text):
        assert source.count("<table") == source.count("<caption>") > 2
        heads = re.findall(r"<th[ >][^>]*>?", source)
        assert heads and all("scope=" in head for head in heads if not head.startswith("<thead"))
        assert re.search(r"<html lang=\"(en|zh-CN)\">", source)
        for svg in re.findall(r"<svg[^>]*>", source):
            assert "aria-hidden=true" in svg  # its numbers stand beside it


def luminance(colour: str) -> float:
    colour = colour.lstrip("#")
    colour = "".join(2 * c for c in colour) if len(colour) == 3 else colour
    parts = [int(colour[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    a, b = sorted((luminance(one), luminance(other)))
    return (b + 0.05) / (a + 0.05)


@pytest.mark.parametrize("palette", [0, 1, 2], ids=["light", "dark", "print"])
def test_texts_have_contrast(palette):
    style = shell.file_text("page.css")
    blocks = re.findall(r"\{(--ink:[^}]*)\}", style)
    assert len(blocks) == 3
    colours = dict(re.findall(r"--([\w-]+):(#\w+)", blocks[0])) | dict(
        re.findall(r"--([\w-]+):(#\w+)", blocks[palette])
    )
    pairs = [("ink", "paper"), ("soft", "paper"), ("ink", "panel"), ("soft", "panel"), ("blue", "paper"), ("blue", "panel"),
             ("paper", "blue"), ("paper", "red"), ("own", "paper"), ("own", "panel"), ("ink", "band")]  # fmt: skip
    for text_colour, ground in pairs:
        assert contrast(colours[text_colour], colours[ground]) >= 4.5, (text_colour, ground)
    on = {
        0: {"h1": "paper", "h2": "paper", "h3": "ink", "h4": "ink", "h5": "#14181c"},
        1: {"h1": "#12171d", "h2": "#ffffff", "h3": "ink", "h4": "ink", "h5": "#ffffff"},
        2: {"h1": "paper", "h2": "#ffffff", "h3": "ink", "h4": "ink", "h5": "#14181c"},
    }[palette]
    for ground, text_colour in on.items():
        assert contrast(colours.get(text_colour, text_colour), colours[ground]) >= 4.5, ground
    fifths = [luminance(colours[f"h{k}"]) for k in range(1, 6)]
    if palette == 2:  # in grey the fifths follow each other
        assert fifths == sorted(fifths)


def test_the_same_ranking_gives_the_same_bytes(data, ranking, text, all_text, tmp_path):
    again = zr.rank(zr.read(data, "torch-2013"), year=2019)
    again.to_html(tmp_path / "z.html", zone=ZONE, threads=2)
    again.to_html(tmp_path / "a.html", threads=2)
    assert (tmp_path / "z.html").read_text(encoding="utf-8") == text
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == all_text


def test_frames_of_another_kind_give_the_same_page(ranking, text, tmp_path):
    polars = pytest.importorskip("polars")
    same = zr.rank(zr.read(polars.from_pandas(ranking.raw.table()), "torch-2013"), year=2019)
    page = page_of(same, tmp_path, ZONE)
    assert page.tables["Indicators"] == Page(text).tables["Indicators"]
    assert type(same.table()).__module__.startswith("polars")


def test_scripts_run_in_browsers_of_2017():
    for name in ("tables.js", "engine.js", "what_if.js", "league.js"):
        source = shell.file_text(name)
        newer = r"\?\.[a-zA-Z\[(]|\?\?|replaceChildren|\.flat\(|matchAll|\.at\(|catch \{|for await|\(\?<|[{,]\s*\.\.\.\w+\s*[,}]|\*\*=|\?\?=|\d_\d"
        assert not re.search(newer, source), (name, re.search(newer, source))


def test_the_figures_can_be_recognised(ranking, text, data):
    digest = hashlib.sha256(ranking.raw.to_csv_text().encode()).hexdigest()
    (*files, figures) = Page(text).tables["Hash of the inputs"][1:]
    assert figures == ["all figures, as raw.to_csv_text()", digest]
    names = sorted(p.name for p in data.iterdir() if p.suffix == ".csv")
    assert files[0][0] == f"{len(names)} files, {names[0]} to {names[-1]}" and len(files) == 1
    line = subprocess.run("LC_ALL=C sha256sum *.csv | sha256sum", shell=True, cwd=data, capture_output=True, text=True)
    assert files[0][1] == line.stdout.split()[0]
    for part in (
        "torch-2013",
        "科技部 2013",
        "min-max 0..100, given weights, arithmetic mean",
        f"zonerank {zr.__version__}",
    ):
        assert part in Page(text).text


def test_files_can_be_checked_with_sha256sum(tmp_path):
    source, copy = tmp_path / "figures <1>.csv", tmp_path / "page.html"
    source.write_text("zone,year,a\nA,2020,1\nB,2020,2.0\nC,2020,4\n")
    (tmp_path / "system.toml").write_text(ONE_FIELD)
    ranking = zr.rank(source, tmp_path / "system.toml")
    line = subprocess.run(["sha256sum", source], capture_output=True, text=True, check=True).stdout
    page = page_of(ranking, tmp_path, "B")
    assert page.tables["Hash of the inputs"][1] == [source.name, line.split()[0]]
    again = pickle.loads(pickle.dumps(ranking))
    again.to_html(copy, zone="B")
    assert Page(copy.read_text()).tables["Hash of the inputs"] == page.tables["Hash of the inputs"]
    twice = zr.rank(zr.read([source, {"zone": ["D"], "year": [2020], "a": [3]}], tmp_path / "system.toml"))
    assert len(page_of(twice, tmp_path, "B").tables["Hash of the inputs"]) == 3

    source.write_text("zone,year,a\nA,2020,1\nB,2020,2\nC,2020,9\n")
    page_zh = page_of(ranking, tmp_path, "B", lang="zh")
    assert page_of(ranking, tmp_path, "B").tables["Hash of the inputs"][1] == [source.name, "changed since it was read"]
    assert line.split()[0] not in page_zh.text
    in_memory = page_of(
        zr.rank(zr.read({"zone": ["A", "B"], "year": [2020, 2020], "a": [1, 2]}, tmp_path / "system.toml")),
        tmp_path,
        "B",
    )
    assert in_memory.tables["Hash of the inputs"][1][0] == "a table in memory"


def test_of_many_files_and_of_standard_input(here, tmp_path, monkeypatch):
    figures = {f"{k:02}.csv": f"zone,year,a\nZ{k},2020,{k}\n" for k in range(15)}
    (tmp_path / "data").mkdir()
    for name, text in figures.items():
        (tmp_path / "data" / name).write_text(text)
    (tmp_path / "system.toml").write_text(ONE_FIELD)
    here("report", "data", "--system", "system.toml", "--all", "-o", "out", "--draws", 10)
    rows = Page((tmp_path / "out/index.html").read_text()).tables["Hash of the inputs"][1:]
    listed = "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in figures.items())
    assert rows[0] == ["15 files, 00.csv to 14.csv", hashlib.sha256(listed.encode()).hexdigest()] and len(rows) == 2

    given = b"zone,year,a\nA,2020,1\nB,2020,2\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
    here("report", "-", "--system", "system.toml", "--zone", "A", "-o", "one", "--draws", 10, "--no-workbook")
    rows = Page((tmp_path / "one/report.html").read_text()).tables["Hash of the inputs"][1:]
    assert rows[0] == ["standard input", hashlib.sha256(given).hexdigest()]
