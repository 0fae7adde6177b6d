"""Ranks inside groups of zones, tables that are read back, and zones chosen on the command line."""

from __future__ import annotations

import html
import re
import zipfile

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "w"
[[field]]
name = "a"
zh = "营业收入"
unit = "kCNY"
number = "decimal(2)"
[[field]]
name = "b"
zh = "出口额"
unit = "kCNY"
number = "decimal(2)"
[[group]]
id = "g"
zh = "规模"
[[indicator]]
id = "size"
code = "1.1"
zh = "营业收入规模"
en = "Size"
group = "g"
unit = "kCNY"
formula = "a"
[[indicator]]
id = "exports"
code = "1.2"
zh = "出口占比"
en = "Exports"
group = "g"
unit = "%"
formula = "b / a"
"""

ROWS = [("甲", "广东", 9, 5), ("乙", "广东", 5, 2), ("丙", "江苏", 8, 1), ("丁", "江苏", 8, 1), ("戊", "江苏", 1, 0)]
PROVINCES = {zone: province for zone, province, *_ in ROWS}


@pytest.fixture
def system(write):
    return str(write("w.toml", SYSTEM))


@pytest.fixture
def data(write):
    lines = ["高新区,年份,省份,营业收入,出口额", *(f"{z},2020,{p},{a},{b}" for z, p, a, b in ROWS)]
    return write("z.csv", "\n".join(lines) + "\n")


def ranks(frame):
    return {r.zone: (r.within, r.overall_rank_within) for r in frame.itertuples()}


WITHIN = {"甲": ("广东", 1), "乙": ("广东", 2), "丙": ("江苏", 1), "丁": ("江苏", 1), "戊": ("江苏", 3)}


def test_ranks_inside_groups(system, data, write):
    ranking = zr.rank(data, system, within=PROVINCES)
    assert ranks(ranking.table()) == WITHIN  # equal zones share the better rank
    file = write("groups.csv", "高新区,分组\n" + "".join(f"{z},{p}\n" for z, p in PROVINCES.items()))
    assert ranks(zr.rank(data, system, within=str(file)).table()) == WITHIN
    plain = zr.rank(data, system)
    assert "within" not in plain.table() and ranks(plain.within(PROVINCES).table()) == WITHIN
    assert list(plain.within(PROVINCES).table().columns[-2:]) == ["within", "overall_rank_within"]


def test_zones_without_a_group_or_a_rank_have_no_rank_inside_one(system, data):
    table = zr.rank(data, system, within={"甲": "x", "乙": "x"}).table().set_index("zone")
    assert table.loc["丙", "within"] == "" and pd.isna(table.loc["丙", "overall_rank_within"])
    assert table.loc["甲", "overall_rank_within"] == 1


def test_ties_follow_the_ranking(system, data):
    table = zr.rank(data, system, within=PROVINCES, method={"ties": "average"}).table().set_index("zone")
    assert table.loc["丙", "overall_rank_within"] == 1.5


def test_wrong_groups_are_errors(system, data, write):
    with pytest.raises(zr.Error, match="none of the zones is in a group"):
        zr.rank(data, system, within={"x": "y"})
    with pytest.raises(zr.Error, match="needs the columns zone, group"):
        zr.rank(data, system, within=str(write("bad.csv", "a,b\n1,2\n")))
    with pytest.raises(zr.Error, match='"甲" is in two groups'):
        zr.rank(data, system, within=str(write("two.csv", "zone,group\n甲,x\n甲,y\n")))
    with pytest.raises(zr.Error, match="within is 5"):
        zr.rank(data, system, within=5)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_within_a_column_of_the_input(zonerank, system, data, lang):
    shown = zonerank("rank", data, "--system", system, "--within", "省份", "--lang", lang).stdout
    assert "江苏" in shown and ("组内排名" in shown if lang == "zh" else "within" in shown)
    zonerank("rank", data, "--system", system, "--within", "省份", "-o", "r.csv")


def test_within_writes_its_columns(zonerank, tmp_path, system, data):
    zonerank("rank", data, "--system", system, "--within", "省份", "-o", "r.csv")
    assert ranks(pd.read_csv(tmp_path / "r.csv", encoding="utf-8-sig")) == WITHIN


def test_within_a_column_of_a_workbook(zonerank, tmp_path, system):
    frame = pd.DataFrame(ROWS, columns=["高新区", "省份", "营业收入", "出口额"])
    frame.to_excel(tmp_path / "z.xlsx", index=False, engine="xlsxwriter")
    zonerank("rank", "z.xlsx", "--system", system, "--year", "2020", "--within", "省份", "-o", "r.csv")
    assert ranks(pd.read_csv(tmp_path / "r.csv", encoding="utf-8-sig")) == WITHIN


def test_within_faults(zonerank, system, data, write):
    error = zonerank("rank", data, "--system", system, "--within", "市", expect=2).stderr
    assert "no table of the input has this column" in error
    twice = write("t.csv", "zone,year,省份,a,b\n甲,2020,x,1,1\n乙,2020,x,2,1\n")
    other = write("u.csv", "zone,year,省份\n甲,2020,y\n")
    assert "is in two groups" in zonerank("rank", twice, other, "--system", system, "--within", "省份", expect=1).stderr


def test_within_groups_of_the_groups_file(zonerank, tmp_path, system, data, write):
    write("g.csv", "zone,group\n" + "".join(f"{z},{p}\n" for z, p in PROVINCES.items()))
    zonerank("rank", data, "--system", system, "--groups", "g.csv", "--within", "group", "-o", "r.csv")
    assert ranks(pd.read_csv(tmp_path / "r.csv", encoding="utf-8-sig")) == WITHIN


# ---- tables that are read back


BOUNDS = {"size": (0.0, 10.0), "exports": (5.0, 60.0)}


def bounds_used(ranking):
    frame = ranking.bounds()
    return {r.indicator: (r.lower, r.upper) for r in frame.itertuples() if r.given}


@pytest.mark.parametrize("headings", [("indicator", "lower", "upper"), ("指标", "下限", "上限"),
                                      ("Indicator", "lower bound", "upper bound")])  # fmt: skip
@pytest.mark.parametrize(
    "names", [("size", "exports"), ("1.1", "1.2"), ("营业收入规模", "出口占比"), ("Size", "Exports")]
)
@pytest.mark.parametrize("kind", ["csv", "gbk", "xlsx", "parquet", "json", "frame"])
def test_bounds_by_id_code_and_name(tmp_path, system, data, headings, names, kind):
    frame = pd.DataFrame([(n, *BOUNDS[i]) for n, i in zip(names, BOUNDS, strict=True)], columns=headings)
    path = tmp_path / f"b.{'csv' if kind == 'gbk' else kind}"
    if kind in ("csv", "gbk"):
        frame.to_csv(path, index=False, encoding="utf-8-sig" if kind == "csv" else "gb18030")
    elif kind == "xlsx":
        frame.to_excel(path, index=False, engine="xlsxwriter")
    elif kind == "parquet":
        frame.to_parquet(path)
    elif kind == "json":
        frame.to_json(path, orient="records", force_ascii=False)
    given = frame if kind == "frame" else str(path)
    assert bounds_used(zr.rank(data, system, bounds=given)) == BOUNDS


def test_bounds_faults(system, data, write):
    with pytest.raises(zr.Error, match="bounds are given twice"):
        zr.rank(data, system, bounds=str(write("b.csv", "指标,下限,上限\nsize,0,1\n1.1,0,2\n")))
    with pytest.raises(zr.Error, match="only one bound is given of 1.1"):
        zr.rank(data, system, bounds=str(write("b.csv", "指标,下限,上限\n1.1,0,\n")))
    with pytest.raises(zr.Error, match='no indicator "sise"; did you mean "size"'):
        zr.rank(data, system, bounds={"sise": (0, 1)})
    with pytest.raises(zr.Error, match="is not a pair of numbers"):
        zr.rank(data, system, bounds=str(write("b.csv", "指标,下限,上限\nsize,low,5\n")))


@pytest.mark.parametrize("name", ["b.csv", "b.xlsx"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_bounds_that_a_ranking_writes_are_read(zonerank, tmp_path, system, data, name, lang):
    zonerank("rank", data, "--system", system, "--lang", lang, "--table", "bounds", "-o", name)
    zonerank("rank", data, "--system", system, "--bounds", name, "-o", "again.csv")
    first, again = (zr.rank(data, system), pd.read_csv(tmp_path / "again.csv", encoding="utf-8-sig"))
    assert np.allclose(first.table()["overall"], again["overall"])  # the sheet of bounds, not the first sheet


def test_a_bound_is_typed_by_name_or_code(zonerank, tmp_path, system, data):
    for name in ("size", "1.1", "营业收入规模", "Size"):
        zonerank("rank", data, "--system", system, "--bound", f"{name}=0:10", "--table", "bounds", "-o", "b.csv")
        frame = pd.read_csv(tmp_path / "b.csv", encoding="utf-8-sig").set_index("indicator")
        assert frame.loc["size", ["lower", "upper"]].tolist() == [0, 10] and frame.loc["size", "given"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_rollup_is_read_back(zonerank, tmp_path, system, data, lang, name):
    zonerank("rollup", data, "--system", system, "--lang", lang, "-o", name)
    frame = zr.read(tmp_path / name, system).table()
    assert frame.equals(zr.read(data, system).table())


# ---- zones on the command line


def test_repeated_zones_of_a_ranking(zonerank, system, data):
    shown = zonerank("rank", data, "--system", system, "--zone", "甲", "--zone", "戊").stdout
    assert "甲: 1 of 5" in shown and "戊: 5 of 5" in shown
    assert 'there is no zone "己"' in zonerank("rank", data, "--system", system, "--zone", "己", expect=2).stderr


@pytest.mark.parametrize("command", ["indicators", "rollup"])
def test_zones_and_top_of_other_tables(zonerank, tmp_path, system, data, command):
    shown = zonerank(command, data, "--system", system, "--zone", "甲", "--zone", "戊").stdout
    assert "甲, 2020" in shown and "戊, 2020" in shown and "乙, 2020" not in shown
    assert zonerank(command, data, "--system", system, "--top", "2").stdout.count(", 2020") == 2
    zonerank(command, data, "--system", system, "--zone", "戊", "-o", "o.csv")
    frame = pd.read_csv(tmp_path / "o.csv", encoding="utf-8-sig")
    assert frame["zone"].tolist() == ["戊"]
    whole = zonerank(command, data, "--system", system)
    assert whole.stdout.count(", 2020") == 5
    assert "there is no zone" in zonerank(command, data, "--system", system, "--zone", "己", expect=2).stderr


# ---- check


def test_findings_of_one_zone(zonerank, tmp_path, write):
    text = SYSTEM + '\n[[check]]\nid = "sign"\nkind = "sign"\nlevel = "zone"\nfields = ["a"]\nseverity = "query"\n'
    own = write("c.toml", text)
    data = write("c.csv", "zone,year,a,b\n甲,2020,-1,1\n乙,2020,-2,1\n丙,2020,3,1\n")
    every = zr.check(data, str(own))
    assert set(every[every["rule"] == "sign"]["zone"]) == {"甲", "乙"}
    zonerank("check", data, "--system", own, "--zone", "甲", "-o", "l.csv")
    frame = pd.read_csv(tmp_path / "l.csv", encoding="utf-8-sig")
    assert set(frame["zone"].dropna()) == {"甲"}
    assert "there is no zone" in zonerank("check", data, "--system", own, "--zone", "己", expect=2).stderr


@pytest.mark.parametrize("lang, heading, reason", [("en", "reason", "merger or acquisition"), ("zh", "原因", "并购")])
def test_the_workbook_of_findings_offers_reasons_and_compares_years(zonerank, tmp_path, write, lang, heading, reason):
    text = SYSTEM + '\n[[check]]\nid = "sign"\nkind = "sign"\nlevel = "zone"\nfields = ["a"]\nseverity = "query"\n'
    own = write("c.toml", text)
    data = write("c.csv", "zone,year,a,b\n甲,2020,-1,1\n甲,2019,4,2\n乙,2020,6,3\n乙,2019,5,3\n")
    zonerank("check", data, "--system", own, "--lang", lang, "-o", "l.xlsx")
    headings = pd.read_excel(tmp_path / "l.xlsx", engine="calamine").columns.tolist()
    assert headings.index(heading) + 1 == headings.index("explanation" if lang == "en" else "情况说明")
    with zipfile.ZipFile(tmp_path / "l.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    choices = re.search(r'<dataValidation type="list".*?<formula1>"(.*?)"</formula1>', sheet)[1]
    assert reason in html.unescape(choices) and len(choices.split(",")) == 6
    years = pd.read_excel(tmp_path / "l.xlsx", engine="calamine", sheet_name=2)
    row = years[(years.iloc[:, 0] == "乙")].iloc[0]
    assert row.iloc[1] == 2020 and row.iloc[3:].tolist() == pytest.approx([6, 5, 0.2])
