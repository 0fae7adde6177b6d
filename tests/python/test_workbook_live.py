"""The workbook of a ranking: its cells hold the library's numbers, and its formulas are those that give them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from calc import cells, numbers
from workbook_edits import Book, compare, zr_order
from zonerank.report.workbook.model import Model
from zonerank.report.workbook.zone import sheet_name

ZONE = "示例高新区004"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "published"
OLD = {"IF", "AND", "ISNUMBER", "COUNT", "MIN", "MAX", "SUMPRODUCT", "INDEX", "MATCH", "EXACT", "ROW", "MEDIAN", "AVERAGE",
       "LN", "ABS"}  # fmt: skip
GEOMETRIC = {"aggregation": "geometric", "normalization": {"method": "min-max", "lower": 1}}
METHODS = {
    "default": None,
    "geometric": GEOMETRIC,
    "harmonic": GEOMETRIC | {"aggregation": "harmonic"},
    "equal": {"weights": "equal", "ties": "average"},
    "ties": {"ties": "max", "min_available": 0.3},
}
SYSTEM = """
[system]
id = "odd"
[[field]]
name = "a"
unit = "kCNY"
number = "decimal(2)"
[[field]]
name = "b"
unit = "kCNY"
number = "decimal(2)"
[[group]]
id = "g"
[[group]]
id = "h"
[[group]]
id = "k"
parent = "h"
[[indicator]]
id = "i"
group = "g"
unit = "%"
formula = "a / b"
when_empty = 0
[[indicator]]
id = "j"
group = "k"
unit = "%"
direction = "-"
formula = "growth(a / b)"
[[indicator]]
id = "m"
group = "h"
unit = "kCNY"
formula = "max(a, b)"
[[indicator]]
id = "n"
group = "h"
unit = "%"
formula = "log(1 + abs(-a / b)) - previous(a) / (b + b)"
"""
ODD = {
    "zone": ["=1+1", "a\"b'c", "长" * 200, "<z>&*?", "{x}", "=B2"],
    "a": [1.25, 0, 5.5, None, 7, 3],
    "b": [2, 0, 0, 4, 8, -3],
}


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(zr.read(ten_zones, "torch-2013"))


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    path = tmp_path_factory.mktemp("odd") / "odd.toml"
    path.write_text(SYSTEM, encoding="utf-8")
    return zr.rank(odd_figures(), path, year=2020)


def odd_figures() -> pd.DataFrame:
    """Two years of the zones with odd names."""
    frame = pd.DataFrame(ODD | {"year": 2020})
    return pd.concat([frame, frame.assign(year=2019, a=frame["a"] * 2 + 1, b=frame["b"] + 1)])


def formulas(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as book:
        parts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    found = re.findall(r"<f>(.*?)</f>", "".join(parts))
    return [f.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&") for f in found]


# ---- what the cells hold


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("method", METHODS)
def test_the_values_beside_the_formulas_are_the_librarys(ten_zones, tmp_path, lang, method):
    found = zr.rank(zr.read(ten_zones, "torch-2013"), method=METHODS[method])
    book = Book(found, tmp_path / "b.xlsx", lang)
    assert compare(book, book.path, found) < 1e-13
    values = numbers(book.path, book.name("indicators", "指标值"))[1:, 1:]
    np.testing.assert_allclose(values, found._core.indicators.values, rtol=1e-15)  # 16 digits are written


def test_every_column_of_raw_figures_is_the_readers(ranking, ten_zones, tmp_path):
    book = Book(ranking, tmp_path / "b.xlsx", "en")
    figures = pd.read_csv(ten_zones)
    own = figures[figures["year"] == 2019].set_index("zone").loc[ranking.zones]
    cells_of = numbers(book.path, "raw")
    seen = 0
    for column, c in zip(book.model.raw, book.columns, strict=True):
        if column.back == 0 and column.name in own:
            np.testing.assert_array_equal(cells_of[1:, c], own[column.name].to_numpy(float))
            seen += 1
        elif column.back == 1:
            last = figures[figures["year"] == 2018].set_index("zone").loc[ranking.zones]
            np.testing.assert_array_equal(cells_of[1:, c], last[column.name].to_numpy(float))
            seen += 1
    assert seen == len(book.model.raw) > 40


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_formulas_use_only_old_functions(ranking, odd, tmp_path, lang):
    ranking.to_excel(tmp_path / "b.xlsx", lang=lang, zone=ZONE)
    odd.to_excel(tmp_path / "o.xlsx", lang=lang)
    texts = formulas(tmp_path / "b.xlsx") + formulas(tmp_path / "o.xlsx")
    assert len(texts) > 1500
    used = {name for text in texts for name in re.findall(r"([A-Z][A-Z.]+)\(", re.sub(r"'[^']*'|\"[^\"]*\"", "", text))}
    assert {"SUMPRODUCT", "INDEX", "COUNT"} < used <= OLD
    assert max(map(len, texts)) < 8192 and not [text for text in texts if text.startswith("{")]


def test_every_formula_holds_a_value(odd, tmp_path):
    odd.to_excel(tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as book:
        text = "".join(book.read(n).decode() for n in book.namelist() if n.startswith("xl/worksheets/sheet"))
    found = re.findall(r'<c r="[A-Z]+\d+"[^>]*?( t="str")?><f>[^<]*</f><v>([^<]*)</v>', text)
    assert len(found) == text.count("<f>") > 200
    assert all(kind or value for kind, value in found)  # a number, or text that may be empty


def test_names_stand_for_weights_and_bounds(ranking, tmp_path):
    ranking.to_excel(tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as book:
        text = book.read("xl/workbook.xml").decode()
    names = dict(re.findall(r'<definedName name="(\w+)">([^<]*)<', text))
    items = ranking.system.indicators
    assert {f"{kind}_{i.id}" for i in items for kind in ("weight", "lower", "upper")} <= set(names)
    rows = cells(tmp_path / "b.xlsx", "bounds")
    place = names[f"upper_{items[0].id}"]
    column, row = re.fullmatch(r"(?:'bounds'|bounds)!\$([A-Z])\$(\d+)", place).groups()
    assert rows[int(row) - 1][ord(column) - 65] == pytest.approx(ranking.bounds()["upper"][0], rel=1e-14)
    assert any(f"lower_{items[0].id}" in formula for formula in formulas(tmp_path / "b.xlsx"))


def test_weights_are_shares_and_not_003_for_all(ranking, tmp_path):
    ranking.to_excel(tmp_path / "b.xlsx")
    rows = {row[1]: row for row in cells(tmp_path / "b.xlsx", "weights")[1:]}
    for j, item in enumerate(ranking.system.indicators):
        assert rows[item.id][7] == pytest.approx(ranking._core.weights[j], abs=1e-15)
    assert "correlation ratio" in cells(tmp_path / "b.xlsx", "weights")[0][9]
    effective = ranking.weights(effective=True)["effective"]
    assert [rows[i.id][9] for i in ranking.system.indicators] == pytest.approx(list(effective), abs=1e-14)


# ---- what a reader sees


def test_the_first_sheet_says_what_was_ranked_and_how(ten_zones, tmp_path):
    found = zr.rank(zr.read(ten_zones, "torch-2013"), method={"min_available": 0.5})
    changed = found.what_if({ZONE: {"employees": 12345}})
    changed.to_excel(tmp_path / "b.xlsx", lang="zh")
    rows = {row[0]: row[1] for row in cells(tmp_path / "b.xlsx", "说明") if row[0]}
    assert (
        re.fullmatch("zones.csv：SHA-256 [0-9a-f]{64}", rows["数据文件"])
        and rows["程序"] == f"zonerank {zr.__version__}"
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows["生成日期"]) and re.fullmatch("[0-9a-f]{64}", rows["数据校验码"])
    assert rows["与默认不同之处"] == "min_available = 0.5" and "10 个高新区" in rows["排名对象"]
    assert rows["改动的数据（情景模拟）"].startswith(f"{ZONE} 从业人员") and "12345" in rows["改动的数据（情景模拟）"]
    assert "核对一致" in rows["公式"]


def test_notices_do_not_tell_where_the_files_are(ten_zones, tmp_path):
    folder = tmp_path / "secret"
    folder.mkdir()
    text = ten_zones.read_text(encoding="utf-8-sig").splitlines()
    lines = [f"{line},{'colour' if k == 0 else 'red'}" for k, line in enumerate(text)]
    (folder / "zones.csv").write_text("\n".join(lines), encoding="utf-8")
    found = zr.rank(zr.read(folder / "zones.csv", "torch-2013"))
    assert any("secret" in notice.text() for notice in found.notices)
    found.to_excel(tmp_path / "b.xlsx")
    told = [row[1] for row in cells(tmp_path / "b.xlsx", "notices")]
    assert any(text.startswith("zones.csv:1") for text in told) and not any("secret" in text for text in told)


def test_chinese_workbooks_are_chinese(ranking, tmp_path):
    ranking.to_excel(tmp_path / "b.xlsx", lang="zh", zone=ZONE)
    assert not [row for row in cells(tmp_path / "b.xlsx", "说明") if re.search("[a-z]{3,} [a-z]{3,} [a-z]{3,}", row[1])]
    rows = cells(tmp_path / "b.xlsx", "指标体系")
    words = {cell for row in rows[1:] for cell in row[-3:]}
    assert words and not [word for word in words if word.isascii()]
    units = {row[rows[0].index("单位")] for row in rows[1:]}
    assert "千元" in units and "kCNY" not in units
    assert cells(tmp_path / "b.xlsx", ZONE)[0][0] == ZONE


def test_large_amounts_stand_beside_in_100m(ranking, tmp_path):
    ranking.to_excel(tmp_path / "b.xlsx", lang="zh")
    rows = cells(tmp_path / "b.xlsx", "原始数据")
    columns = [c for c, heading in enumerate(rows[0]) if heading == "亿元"]
    assert len(columns) > 15
    for c in columns:
        assert rows[0][c - 1].endswith("（千元）")
        for row in rows[1:]:
            if row[c - 1] != "":
                assert row[c] == pytest.approx(row[c - 1] / 1e5, rel=1e-14)


def test_counts_have_no_decimals_and_scores_two(ranking, tmp_path):
    ranking.to_excel(tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as book:
        styles = book.read("xl/styles.xml").decode()
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        sheets = {n: book.read(f"xl/worksheets/sheet{k}.xml").decode() for k, n in enumerate(names, start=1)}
    codes = {"3": "#,##0", "2": "0.00", "0": "General", "1": "0", "10": "0.00%", "4": "#,##0.00"}
    codes |= dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    kinds = [codes[i] for i in re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])]

    def shown(sheet: str, reference: str) -> str:
        return kinds[int(re.search(rf'<c r="{reference}" s="(\d+)"', sheets[sheet])[1])]

    items = [i.id for i in ranking.system.indicators]
    from xlsxwriter.utility import xl_col_to_name

    assert shown("indicators", f"{xl_col_to_name(1 + items.index('rd_institutions'))}2") == "#,##0"
    assert shown("indicators", f"{xl_col_to_name(1 + items.index('rd_staff_share'))}2") == "0.00"
    assert shown("scores", "B3") == "0.00" and shown("ranks", "B2") == "0" and shown("weights", "H3") == "0.00%"
    for sheet in ("ranking", "raw", "indicators", "scores", "ranks"):
        assert re.search(r'<pane [^>]*state="frozen"', sheets[sheet]), sheet


def test_zones_have_sheets_of_their_own(ranking, tmp_path):
    names = [ranking.zones[4], ranking.zones[1]]
    ranking.to_excel(tmp_path / "b.xlsx", zone=names)
    groups, items = zr_order(ranking.system)
    for name in names:
        i, table = ranking.zones.index(name), numbers(tmp_path / "b.xlsx", name)
        np.testing.assert_array_equal(table[4:9, 1], ranking._core.group_ranks[i, groups])
        np.testing.assert_allclose(table[4:9, 2], ranking._core.group_scores[i, groups], rtol=1e-15)
        first = 4 + len(groups) + 3
        values = ranking._core.indicators.values[i, items]
        np.testing.assert_allclose(table[first : first + len(items), 2], values, rtol=1e-15)
        np.testing.assert_array_equal(table[first : first + len(items), 7], ranking._core.indicator_ranks()[i, items])
    assert cells(tmp_path / "b.xlsx", "simulate")[3][1] == names[0]
    with pytest.raises(zr.Error, match='no zone "nobody"'):
        ranking.to_excel(tmp_path / "c.xlsx", zone="nobody")
    assert not (tmp_path / "c.xlsx").exists()


@pytest.mark.parametrize("name", ["a/b:c*?[d]", "'x'", "", "长" * 200, "History"])
def test_names_of_sheets(name):
    taken = {"zone"}
    first, second = sheet_name(name, taken), sheet_name(name, taken)
    assert first.casefold() != second.casefold() and max(len(first), len(second)) <= 31
    assert not set("[]:*?/\\'") & set(first + second) and first.casefold() not in ("zone", "history")


def test_charts_are_native(ranking, tmp_path):
    ranking.to_excel(tmp_path / "b.xlsx", zone=ZONE)
    with zipfile.ZipFile(tmp_path / "b.xlsx") as book:
        charts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 5 and all("<c:f>" in chart for chart in charts)


# ---- without formulas


@pytest.mark.parametrize(
    "method, why",
    [
        ({"normalization": "z-score"}, '"z-score"'),
        ({"imputation": "mean"}, '"mean"'),
        ({"treatment": "stepwise"}, '"stepwise"'),
        ({"weights": "entropy"}, '"entropy"'),
        ({"aggregation": "median"}, '"median"'),
        ({"ties": "dense"}, '"dense"'),
    ],
)
def test_other_methods_have_values_and_say_why(ten_zones, tmp_path, method, why):
    found = zr.rank(zr.read(ten_zones, "torch-2013"), method=method)
    found.to_excel(tmp_path / "b.xlsx", zone=ZONE)
    assert formulas(tmp_path / "b.xlsx") == []
    said = dict(row[:2] for row in cells(tmp_path / "b.xlsx", "about"))["formulas"]
    assert said.startswith("None") and why in said
    groups, items = zr_order(found.system)
    scores = numbers(tmp_path / "b.xlsx", "scores")[2:, 1:]
    np.testing.assert_allclose(scores[:, : len(groups)], found._core.group_scores[:, groups], rtol=1e-15)
    np.testing.assert_allclose(scores[:, len(groups) :], found._core.scores[:, items], rtol=1e-15)


def test_values_alone_when_asked_for(ranking, tmp_path):
    ranking.to_excel(tmp_path / "b.xlsx", live=False)
    assert formulas(tmp_path / "b.xlsx") == []
    assert "asked for" in dict(row[:2] for row in cells(tmp_path / "b.xlsx", "about"))["formulas"]


def test_a_formula_that_would_give_another_number_is_not_written(ranking, monkeypatch):
    from zonerank.report.workbook import formulas as of

    right = of.values
    monkeypatch.setattr(
        of, "values", lambda node, figures: (right(node, figures)[0] * (1 + 1e-7), *right(node, figures)[1:])
    )
    found = Model(ranking, True)
    assert not found.live and "another value" in found.refused.texts[0]


def test_scores_that_would_be_others_are_not_written(ranking, monkeypatch):
    from zonerank.report.workbook import scoring

    right = scoring.mean_of
    monkeypatch.setattr(scoring, "mean_of", lambda *a: right(*a) + 2e-9)
    assert "other scores of groups" in Model(ranking, True).refused.texts[0]


def test_scores_that_differ_by_less_than_cells_tell_apart(golden):
    """Two cities of a published index have scores 1e-13 below 100, which the library ranks behind those at 100."""
    data = golden / "published/city-goals/sdg_cities.csv"
    found = Model(zr.rank(data, EXAMPLES / "sdgc.toml", year=2019), True)
    assert not found.live and "other ranks" in found.refused.texts[0]


# ---- odd input


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_odd_zones_and_undefined_values(odd, tmp_path, lang):
    book = Book(odd, tmp_path / "b.xlsx", lang)
    assert compare(book, book.path, odd) < 1e-13
    rows = cells(book.path, book.name("indicators", "指标值"))
    assert [row[0] for row in rows[1:]] == odd.zones
    of_i = dict(zip(odd.zones, (row[1] for row in rows[1:]), strict=True))
    assert of_i["a\"b'c"] == 0  # an empty whole
    assert of_i["长" * 200] == "–" and of_i["<z>&*?"] == "" and of_i["=B2"] == "–"
    back = zr.rank(zr.read(book.path, odd.system, year=2020))
    np.testing.assert_array_equal(back._core.group_ranks, odd._core.group_ranks)


def test_one_zone(ten_zones, tmp_path):
    frame = pd.read_csv(ten_zones)
    one = zr.rank(frame[frame["zone"] == ZONE], "torch-2013")
    book = Book(one, tmp_path / "b.xlsx", "en")
    assert cells(book.path, "ranking")[1][1] == ZONE


def test_ranks_inside_groups(ranking, tmp_path):
    within = ranking.within({zone: "东" if k % 3 else "西" for k, zone in enumerate(ranking.zones[1:])})
    within.to_excel(tmp_path / "b.xlsx", lang="zh")
    rows = cells(tmp_path / "b.xlsx", "排名")
    group, place = rows[0].index("所在组"), rows[0].index("组内排名")
    expected = dict(zip(within.zones, within.ranks_within(), strict=True))
    assert {row[1]: row[place] if row[place] != "" else None for row in rows[1:]} == {
        zone: None if np.isnan(rank) else rank for zone, rank in expected.items()
    }
    assert {row[group] for row in rows[1:]} == {"", "东", "西"}


def test_too_many_zones_have_values(tmp_path, odd):
    n = 1100
    frame = pd.DataFrame({"zone": [f"z{k}" for k in range(n)], "year": 2020, "a": range(n), "b": range(1, n + 1)})
    many = Model(zr.rank(frame, odd.system), True)
    assert not many.live and "1000 zones" in many.refused.texts[0]


def test_bad_options(ranking, tmp_path):
    for wrong in ({"lang": "de"}, {"live": "yes"}, {"zone": 3}):
        with pytest.raises(zr.Error):
            ranking.to_excel(tmp_path / "b.xlsx", **wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_of_all_zones_is_small(tmp_path):
    zr.sample(tmp_path / "data", enterprises=3000, years=2)
    raw = zr.rollup(tmp_path / "data", "most-2021")
    found = zr.rank(raw)
    found.to_excel(tmp_path / "b.xlsx", lang="zh", zone=found.zones[0])
    assert len(found.zones) == 169 and len(found.system.indicators) >= 40
    assert (tmp_path / "b.xlsx").stat().st_size < 2_000_000
