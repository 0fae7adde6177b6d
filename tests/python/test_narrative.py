"""Prose: every number of it is the library's, no change inside the noise band is claimed without saying so, and the Word
file has an East Asian font in every run."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from narrative_numbers import TOKEN, Sources, names_of, printed, tokens
from zonerank.analysis.varied import ordinal
from zonerank.report.narrative import docx, en, zh
from zonerank.report.narrative.blocks import Heading, Paragraph, Table

ZONE, OTHER = "示例高新区004", "示例高新区007"
YEARS = (2017, 2018, 2019)
WORD = f"{{{docx.NAMESPACE}}}"


@pytest.fixture(scope="module")
def raw(ten_zones):
    return zr.read(ten_zones, "torch-2013")


@pytest.fixture(scope="module")
def rankings(raw):
    provinces = {zone: "甲省" if k % 3 else "乙省" for k, zone in enumerate(raw.zones)}
    return {year: zr.rank(raw, year=year).within(provinces) for year in YEARS}


@pytest.fixture(scope="module")
def sources(rankings):
    return {year: Sources(rankings[year], year - 1 if year > 2017 else None) for year in YEARS}


# ---- the numbers


def all_text(found) -> str:
    texts = [found.title]
    for block in found.blocks:
        texts += [block.text] if isinstance(block, Heading | Paragraph) else [*block.headings, *sum(block.rows, [])]
        texts += [block.caption] if isinstance(block, Table) else []
    return "\n".join(texts)


def check_numbers(found, source) -> int:
    """Each number is the one of its table, printed as it is, and no other number is in the text."""
    ranking = source.ranking
    text, numbers = all_text(found), found.table()
    names = [*names_of(ranking), "10 k"]
    written = [token for row in numbers["text"] for token in tokens(row, names)]
    assert sorted(written) == tokens(text, names), (found.zone, found.year, found.lang)
    for row in numbers.itertuples():
        if row.table in ("year", "constant", "chapter"):
            allowed = {"year": [*YEARS], "constant": [100], "chapter": range(1, 8)}[row.table]
            assert row.value in allowed and row.text == f"{row.value:g}"
            continue
        true = np.atleast_1d(np.asarray(source.value(found.zone, row.table, row.row, row.column), dtype=float))
        said, half = printed(row.text, source.unit(row.table, row.row, row.column), row.unit)
        assert any(abs(said - t) <= half + 1e-12 * abs(t) for t in true), (found.zone, found.lang, row, true)
        assert row.text in text
    return len(numbers)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", ["brief", "report"])
def test_every_number_of_every_zone_is_the_librarys(kind, lang, year, rankings, sources):
    for zone in rankings[year].zones:
        found = rankings[year].narrative(zone, lang=lang, kind=kind)
        assert check_numbers(found, sources[year]) > (40 if kind == "brief" else 200)


@pytest.fixture(scope="module")
def aims(rankings):
    """Targets of two zones."""
    rows = [
        {"figure": "rd_spending", "year": 2021, "growth": "+10 % a year", "base_year": 2017},
        {"figure": "营业收入(亿元)", "year": 2019, "growth": "+2 %"},
        {"figure": "营业收入(亿元)", "year": 2022, "value": 900},
        {"figure": "new_ip", "year": 2019, "value": 30},
        {"figure": "sales in shops", "year": 2021, "value": "12 bn CNY", "base": 10, "today": 11},
    ]
    return rankings[2019].targets([row | {"zone": zone} for zone in (ZONE, OTHER) for row in rows])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", ["brief", "report"])
def test_every_number_of_targets_is_the_librarys(kind, lang, rankings, aims):
    source = Sources(rankings[2019], 2018, aims)
    for zone in (ZONE, OTHER):
        found = rankings[2019].narrative(zone, lang=lang, kind=kind, targets=aims)
        assert check_numbers(found, source) > 40
        assert len(found._numbers) > len(rankings[2019].narrative(zone, lang=lang, kind=kind)._numbers) + 4


def test_targets_are_told(rankings, aims):
    ranking = rankings[2019]
    lights = aims.table().query("zone == @ZONE")["light"].tolist()
    told = ranking.narrative(ZONE, targets=aims).paragraphs[-1]
    assert told.startswith("Of its 5 targets (as of the end of 2019) ")
    assert f"{lights.count('green')} {'is' if lights.count('green') == 1 else 'are'} on or ahead of schedule" in told
    met, drifting = aims.ranks().set_index("zone").loc[ZONE, ["if_met", "drifting"]]
    assert f"If all are met it ranks {ordinal(met)} while the other zones stand still, and {ordinal(drifting)}" in told
    assert "move on for 3 years as last year." in told
    half = ranking.targets([{"figure": "new_ip", "year": 2019, "value": 900}], zone=ZONE, elapsed=0.5, cumulated=True)
    assert "2019年前6个月，1项目标中，" in ranking.narrative(ZONE, lang="zh", targets=half).text
    assert "(after 6 months of 2019)" in ranking.narrative(ZONE, targets=half).text
    rows = [{"figure": "new_ip", "year": 2019, "value": 30}]
    assert ranking.narrative(ZONE, targets=rows) == ranking.narrative(ZONE, targets=ranking.targets(rows, zone=ZONE))
    report = ranking.narrative(ZONE, lang="zh", kind="report", targets=aims)
    (table,) = [block for block in report.blocks if isinstance(block, Table) and block.caption == "目标进度"]
    assert len(table.rows) == 5 and table.rows[0][0] == "R&D经费内部支出（亿元，2021）"
    with pytest.raises(zr.Error, match=f"targets: there are none of {rankings[2019].zones[0]}"):
        ranking.narrative(ranking.zones[0], targets=aims)
    with pytest.raises(zr.Error, match="they are of another ranking"):
        rankings[2018].narrative(ZONE, targets=aims)


def test_the_check_of_numbers_sees_a_wrong_one(rankings, sources):
    found = rankings[2019].narrative(ZONE)
    check_numbers(found, sources[2019])
    right = found.blocks[0].text
    rank = re.search(r"ranks (\d+)", right)[1]
    found.blocks[0] = Paragraph(right.replace(f"ranks {rank}", f"ranks {int(rank) + 1}"))
    with pytest.raises(AssertionError):
        check_numbers(found, sources[2019])
    found.blocks[0] = Paragraph(f"{right} And 77 more.")
    with pytest.raises(AssertionError):
        check_numbers(found, sources[2019])
    found.blocks[0] = Paragraph(right)
    k = next(i for i, row in enumerate(found._numbers) if row[3] == "explain" and row[5] == "value")
    other = next(
        row for row in found._numbers if row[3] == "explain" and row[5] == "value" and row[4] != found._numbers[k][4]
    )
    found._numbers[k] = (*found._numbers[k][:4], other[4], *found._numbers[k][5:])
    with pytest.raises(AssertionError):
        check_numbers(found, sources[2019])


def test_a_change_within_the_band_is_said_to_be(rankings, sources):
    n = {True: 0, False: 0}
    for year in (2018, 2019):
        for zone, row in sources[year].moved.iterrows():
            for lang in ("en", "zh"):
                for kind in ("brief", "report"):
                    found = rankings[year].narrative(zone, lang=lang, kind=kind)
                    claims = [p for p in found.paragraphs if re.search(r"上升|下降|places? (?:up|down)", p)]
                    within = {"en": "within the noise band", "zh": "以内"}[lang]
                    beyond = {"en": "beyond the noise band", "zh": "超出误差带"}[lang]
                    if not row["moved"]:
                        assert claims == [] and within not in found.text and beyond not in found.text
                        continue
                    n[bool(row["within_noise"])] += 1
                    assert claims
                    if row["within_noise"]:
                        assert all(within in p for p in claims) and beyond not in found.text
                    else:
                        assert beyond in found.text and within not in found.text
    assert min(n.values()) > 3


def test_milestones_within_the_band_say_so(raw, monkeypatch):
    ranking = zr.rank(raw, year=2019)
    told = set(ranking.change(2018).milestones()["zone"])
    moved = ranking.change(2018).table().set_index("zone")["moved"]
    wide = zr.rank(raw, year=2019)
    monkeypatch.setattr("zonerank.analysis.change.noise_band", lambda now, draws, seed: np.full(10, 20.0))
    hedged = 0
    for zone in told:
        for lang, words in (("zh", "（名次变动在误差带以内）"), ("en", "(the change is within the noise band)")):
            assert (words in wide.narrative(zone, lang=lang).text) == bool(moved[zone])
            hedged += bool(moved[zone])
    assert hedged


def test_causes_are_those_of_the_split(rankings, sources):
    for zone, row in sources[2019].moved.iterrows():
        text = rankings[2019].narrative(zone, lang="zh").text
        said = re.search(r"名次(?:上升\d+位|下降\d+位|未变)，其中(.*?)。", text)
        causes = {
            "自身数据": "own",
            "其他高新区数据": "others",
            "上下限": "bounds",
            "参评范围": "membership",
            "方法": "method",
        }
        found = dict(re.findall(r"([一-鿿]+?)([+-]?[\d.]+)位", said[1])) if said else {}
        assert {causes[k]: float(v) for k, v in found.items()} == {
            k: pytest.approx(row[k], abs=0.005) for k in causes.values() if abs(row[k]) > 1e-9
        }


# ---- what it says


def test_both_languages_have_the_same_sentences():
    def functions(module):
        return {
            name for name, f in vars(module).items() if callable(f) and getattr(f, "__module__", "") == module.__name__
        }

    assert functions(en) - {"listed", "places"} == functions(zh)


def test_the_report_has_seven_chapters_with_tables(rankings):
    found = rankings[2019].narrative(ZONE, lang="zh", kind="report")
    heads = [b.text for b in found.blocks if isinstance(b, Heading) and b.level == 1]
    assert [h[:2] for h in heads] == [f"{c}、" for c in "一二三四五六七"]
    second = [b.text for b in found.blocks if isinstance(b, Heading) and b.level == 2]
    assert [h[:3] for h in second] == ["（一）", "（二）", "（三）", "（四）"]
    tables = [b for b in found.blocks if isinstance(b, Table)]
    assert len(tables) >= 11 and sum(len(t.rows) for t in tables if t.caption == "二级指标") == 33
    assert all(len(row) == len(t.headings) for t in tables for row in t.rows)
    english = rankings[2019].narrative(ZONE, kind="report")
    assert len([b for b in english.blocks if isinstance(b, Heading) and b.level == 1]) == 7
    assert [len(b.rows) for b in english.blocks if isinstance(b, Table)] == [len(t.rows) for t in tables]


def test_chinese_prose_has_no_english_and_no_spaces(rankings):
    for zone in rankings[2019].zones:
        for kind in ("brief", "report"):
            found = rankings[2019].narrative(zone, lang="zh", kind=kind)
            for text in found.paragraphs:
                assert not re.search("[a-z]{3,}", text) and "—" not in text and "nan" not in text
                if not text.startswith("方法为"):
                    assert " " not in text and "：：" not in text and "。。" not in text
            assert re.fullmatch(r"2019年示例高新区\d+(排名情况|指标分析报告)", found.title)


def test_the_province_and_the_benchmarks_are_told(rankings):
    ranking = rankings[2019]
    text = ranking.narrative(ZONE, lang="zh", benchmarks=["示例高新区001", "示例高新区002"]).text
    assert "与示例高新区001（第" in text and "与示例高新区002（第" in text
    table = ranking.table().set_index("zone")
    inside = table[table["within"] == table.loc[ZONE, "within"]]
    rank = int(table.loc[ZONE, "overall_rank_within"])
    assert f"在{table.loc[ZONE, 'within']}的{len(inside)}个高新区中排第{rank}位" in text
    assert "省的" not in zr.rank(ranking.raw, year=2019).narrative(ZONE, lang="zh").text
    ahead = table.index[list(table.index).index(ZONE) - 1]
    assert f"与{ahead}（第" in ranking.narrative(ZONE, lang="zh").text


def test_the_first_and_the_last_zone_and_a_goal(rankings):
    table = rankings[2019].table()
    first, last = table["zone"].iloc[0], table["zone"].iloc[-1]
    told = rankings[2019].narrative(first, lang="zh").text
    assert "前一名" not in told and "已居首位" in told and "It is at the top" in rankings[2019].narrative(first).text
    told = rankings[2019].narrative(last, lang="zh").text
    assert "后一名" not in told and "单独变动即可到第9位" in told
    assert "到第3位" in rankings[2019].narrative(last, lang="zh", rank=3).text
    assert "已达到第10位" in rankings[2019].narrative(first, lang="zh", rank=10).text


def test_without_a_year_before_nothing_is_compared(raw):
    for lang, word in (("en", "noise band"), ("zh", "误差带")):
        ranking = zr.rank(raw, year=2017)
        for kind in ("brief", "report"):
            assert word not in ranking.narrative(ZONE, lang=lang, kind=kind).text
    assert "没有上一年的名次，不说明变动。" in ranking.narrative(ZONE, lang="zh", kind="report").text


def test_gaps_and_refusals_are_told(ten_zones):
    frame = pd.read_csv(ten_zones)
    frame.loc[(frame["zone"] == ZONE) & (frame["year"] == 2019), "listed_enterprises"] = np.nan
    ranking = zr.rank(frame, "torch-2013", year=2019)
    text = ranking.narrative(ZONE, lang="zh", kind="report").text
    assert "该区缺1项指标" in text and "nan" not in text
    compared = zr.rank(frame, "torch-2013", year=2019, method={"aggregation": "rsr"})
    told = compared.narrative(ZONE, lang="zh")
    assert "所用方法的名次变动不能分解。" in told.text and "上升" not in told.text and "下降" not in told.text
    assert "Changes of rank cannot be split under this method." in compared.narrative(ZONE, kind="report").text
    by_hand = zr.rank(frame, "torch-2013", year=2019).what_if({ZONE: {"rd_intensity": 3}})
    assert "单项数据要变到多少无法计算" in by_hand.narrative(ZONE, lang="zh").text
    assert "set by hand, does not allow it" in by_hand.narrative(ZONE).text
    new = frame[~((frame["zone"] == ZONE) & (frame["year"] == 2018))]
    ranking = zr.rank(new, "torch-2013", year=2019)
    if ZONE in ranking.table().dropna(subset=["overall_rank"])["zone"].tolist():
        assert "2018年没有名次" in ranking.narrative(ZONE, lang="zh").text


def test_wrong_questions_are_named(rankings):
    ranking = rankings[2019]
    for call, words in (
        (lambda: ranking.narrative("示例高新区04"), "示例高新区004"),
        (lambda: ranking.narrative(ZONE, lang="fr"), "lang is 'fr', but must be one of en, zh"),
        (lambda: ranking.narrative(ZONE, kind="long"), "kind is 'long', but must be one of brief, report"),
        (lambda: ranking.narrative(ZONE, before=2015), "before is 2015, but the figures are of 2017, 2018, 2019"),
        (lambda: ranking.narrative(ZONE, benchmarks=[ZONE]), "is the zone itself; name another"),
        (lambda: ranking.narrative(ZONE, benchmarks=["x"]), 'no zone "x"'),
        (lambda: ranking.narrative(ZONE, rank=99), "rank is 99"),
    ):
        with pytest.raises(zr.Error, match=words):
            call()
    frame = ranking.raw.table()
    frame.loc[(frame["zone"] == ZONE) & (frame["year"] == 2019), ["revenue", "employees"]] = np.nan
    with pytest.raises(zr.Error, match="has no overall score in 2019") as caught:
        zr.rank(frame, "torch-2013", year=2019).narrative(ZONE)
    assert "没有总分，没有名次" in caught.value.text("zh")


# ---- Markdown and text


def test_markdown_shows_what_the_text_says(rankings):
    found = rankings[2019].narrative(ZONE, lang="zh", kind="report")
    text = found.markdown()
    assert text.startswith(f"# {found.title}\n\n## 一、总体情况\n") and text.count("\n### （") == 4
    rows = [line for line in text.split("\n") if line.startswith("|")]
    n = sum(len(b.rows) + 2 for b in found.blocks if isinstance(b, Table))
    assert len(rows) == n and "| --- | ---: |" in text
    plain = re.sub(r"[\\*#|]|-{3}:?", "", text)
    assert sorted(TOKEN.findall(plain)) == sorted(TOKEN.findall(found.text))


def test_names_with_markup_stay_names(ten_zones, tmp_path):
    frame = pd.read_csv(ten_zones)
    name = '<b>A&B</b> |*_x_*| "甲"'
    frame["zone"] = frame["zone"].replace(ZONE, name)
    found = zr.rank(frame, "torch-2013", year=2019).narrative(name, lang="zh")
    assert "\\<b\\>A&B\\</b\\> \\|\\*\\_x\\_\\*\\|" in found.markdown()
    found.to_docx(tmp_path / "n.docx")
    assert name in "".join(texts_of(tmp_path / "n.docx"))


# ---- Word


def part(path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(name))


def texts_of(path) -> list[str]:
    found = part(path, "word/document.xml").iter(f"{WORD}p")
    return ["".join(t.text or "" for t in p.iter(f"{WORD}t")).replace("\u2212", "-") for p in found]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_run_has_an_east_asian_font(lang, rankings, tmp_path):
    found = rankings[2019].narrative(ZONE, lang=lang, kind="report")
    found.to_docx(tmp_path / "r.docx")
    fonts = set()
    for name in ("word/document.xml", "word/footer1.xml"):
        runs = list(part(tmp_path / "r.docx", name).iter(f"{WORD}r"))
        assert runs
        for run in runs:
            fonts.add(run.find(f"{WORD}rPr/{WORD}rFonts").get(f"{WORD}eastAsia"))
    assert fonts == {"仿宋", "宋体", "黑体", "楷体"}
    for style in part(tmp_path / "r.docx", "word/styles.xml").iter(f"{WORD}rFonts"):
        assert style.get(f"{WORD}eastAsia")
    written = texts_of(tmp_path / "r.docx")
    assert written[0] == found.title and [t for t in found.paragraphs if t not in written] == []
    cells = sum(len(b.headings) * (len(b.rows) + 1) for b in found.blocks if isinstance(b, Table))
    assert len(list(part(tmp_path / "r.docx", "word/document.xml").iter(f"{WORD}tc"))) == cells


def test_the_page_holds_22_lines_of_28_characters():
    inside = docx.HEIGHT - docx.TOP - docx.BOTTOM
    assert inside // docx.LINE == 22
    width = docx.WIDTH - docx.LEFT - docx.RIGHT
    one = docx.SIZE * 10 + docx.NARROWER
    assert width // one == 28


def test_the_same_bytes_twice_and_whole_or_not_at_all(rankings, tmp_path):
    found = rankings[2019].narrative(ZONE, lang="zh", kind="report")
    for ending in ("docx", "md", "txt"):
        for k in (1, 2):
            found.save(tmp_path / f"{k}.{ending}")
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes()
    with pytest.raises(zr.Error, match=r"path .*x.doc: the extension must be one of .md, .txt, .docx"):
        found.save(tmp_path / "x.doc")
    with pytest.raises(zr.Error, match="the extension must be one of .docx"):
        found.to_docx(tmp_path / "x.md")


SOFFICE = shutil.which("soffice")


def converted(path, kind: str):
    """The file as LibreOffice reads it, in a profile of its own."""
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return path.with_suffix("." + kind.split(":")[0])


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_every_paragraph(rankings, tmp_path):
    found = rankings[2019].narrative(ZONE, lang="zh", kind="report")
    found.to_docx(tmp_path / "r.docx")
    lines = converted(tmp_path / "r.docx", "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    lines = [line.strip().replace("\u2212", "-") for line in lines.splitlines()]
    wanted = [found.title, *found.paragraphs, *(b.text for b in found.blocks if isinstance(b, Heading))]
    assert [text for text in wanted if text not in lines] == []
    assert converted(tmp_path / "r.docx", "pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(
    SOFFICE is None or shutil.which("pdftotext") is None, reason="LibreOffice or pdftotext is not there"
)
@pytest.mark.skipif(
    shutil.which("fc-list") is None or not subprocess.run(["fc-list", ":lang=zh"], capture_output=True).stdout,
    reason="there is no Chinese font",
)
def test_a_page_as_it_is_printed_has_22_lines_of_28_characters(tmp_path):
    docx.write(str(tmp_path / "p.docx"), "标题", [Paragraph("字" * 28 * 60)], "zh")
    pdf = converted(tmp_path / "p.docx", "pdf")
    text = subprocess.run(["pdftotext", "-f", "2", "-l", "2", str(pdf), "-"], capture_output=True, text=True).stdout
    lines = [line for line in text.split("\n") if "字" in line]
    assert len(lines) == 22 and {len(line.strip()) for line in lines} == {28}


# ---- the command


def test_the_command_prints_and_writes_it(ten_zones, here, tmp_path, rankings):
    command = ("narrative", ten_zones, "--system", "torch-2013", "--year", 2019, "--zone", ZONE)
    ranking = zr.rank(rankings[2019].raw, year=2019)
    assert here(*command)[0] == ranking.narrative(ZONE).text + "\n"
    assert here(*command, "--lang", "zh", "--kind", "report")[0] == (
        ranking.narrative(ZONE, lang="zh", kind="report").text + "\n"
    )
    said = here(*command, "--lang", "zh", "--benchmark", "示例高新区001", "-o", "n.docx")[1]
    assert "已写入：n.docx（" in said and any("与示例高新区001（第" in t for t in texts_of(tmp_path / "n.docx"))
    assert "written: n.md (" in here(*command, "-o", "n.md")[1]
    assert (tmp_path / "n.md").read_text(encoding="utf-8") == ranking.narrative(ZONE).markdown()
    assert "the extension must be one of .md, .txt, .docx" in here(*command, "-o", "n.csv", expect=2)[1]
    assert "leave -o out" in here(*command, "-o", "-", expect=2)[1]
