"""The check list as its users call it: columns, order, files, exit codes, rules of one's own."""

from __future__ import annotations

import re
import zipfile

import pandas as pd
import pytest
import zonerank as zr
from conftest import read_result
from zonerank.analysis.check_list import number_or_text

COLUMNS = [
    "severity",
    "code",
    "rule",
    "zone",
    "year",
    "enterprise",
    "field",
    "value",
    "last_year",
    "place",
    "problem",
    "cure",
    "explanation",
]

FORM = """zone,year,enterprise,revenue,exports,employees,doctors,masters,postgraduates
乙,2018,E9,90000,20000,120,2,9,14
甲,2018,E1,90000,20000,120,2,9,14
甲,2018,E2,41000,0,60,0,4,4
乙,2019,E9,91000,20000,125,2,19,14
甲,2019,E2,44500000,0,63,0,4,5
甲,2019,E1,96000,23000,118,7,9,14
甲,2019,E3,5000,6000,30,0,1,1
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "data"
    zr.sample(folder, enterprises=3000, zones=20)
    return folder


def asked(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["severity"] != "notice"]


def test_the_list_of_a_form(write):
    table = zr.check(write("form.csv", FORM), "torch-2013")
    assert list(table.columns) == COLUMNS
    found = asked(table)
    assert found[["severity", "rule", "zone", "year", "enterprise", "field", "value", "last_year"]].values.tolist() == [
        [
            "error",
            "degrees_in_postgraduates",
            "乙",
            2019,
            "E9",
            "doctors; masters; postgraduates",
            "2; 19; 14",
            "2; 9; 14",
        ],
        [
            "error",
            "degrees_in_postgraduates",
            "甲",
            2019,
            "E1",
            "doctors; masters; postgraduates",
            "7; 9; 14",
            "2; 9; 14",
        ],
        ["query", "unit_of_enterprise", "甲", 2019, "E2", "revenue", "44500000.00", "41000.00"],
        ["query", "exports_in_revenue", "甲", 2019, "E3", "exports; revenue", "6000.00; 5000.00", ""],
    ]
    assert found["place"].str.endswith("form.csv:7").tolist() == [False, True, False, False]
    assert (table["explanation"] == "").all()


def test_the_sentences_in_chinese(write):
    table = asked(zr.check(write("form.csv", FORM), "torch-2013", lang="zh"))
    first = table.iloc[1]
    assert first["field"] == "博士; 硕士; 具有研究生学历人员"
    assert first["problem"] == "不满足“博士与硕士之和不大于研究生”（博士 = 7；硕士 = 9；具有研究生学历人员 = 14）"
    assert first["cure"] == "请更正"
    assert table.iloc[2]["cure"] == "请核对计量单位，或填写情况说明"
    assert first["severity"] == "error" and first["rule"] == "degrees_in_postgraduates"
    with pytest.raises(zr.Error, match="lang is 'fr', but must be"):
        zr.check({"zone": ["a"], "year": [2019], "revenue": [1]}, "torch-2013", lang="fr")


def test_one_year_alone(write):
    form = write("form.csv", FORM.replace("120,2,9,14\n甲", "120,20,9,14\n甲", 1))
    assert 2018 in asked(zr.check(form, "torch-2013"))["year"].tolist()
    assert set(asked(zr.check(form, "torch-2013", year=2019))["year"]) == {2019}


def test_frames_are_checked(write):
    frame = pd.read_csv(write("form.csv", FORM))
    from_frame = asked(zr.check(frame, "torch-2013")).drop(columns="place")
    from_file = asked(zr.check(write("form.csv", FORM), "torch-2013")).drop(columns="place")
    pd.testing.assert_frame_equal(from_frame, from_file)


def test_the_sample_breaks_no_error_rule(sample):
    table = zr.check(sample, "torch-2013")
    assert not (table["severity"] == "error").any()
    queries = table[table["severity"] == "query"].groupby("rule").size()
    # 1 % of its cells are blank: two columns of about 8500 rows
    assert queries.pop("main_figures_given") < 2 * 0.02 * 8600
    assert queries.sum() < 100


def test_exit_codes(zonerank, write):
    write("form.csv", FORM)
    done = zonerank("check", "form.csv", "--system", "torch-2013", expect=1)
    assert done.stderr.startswith("2 errors, 2 queries, ")
    assert (
        'error: 2 against "Doctors and masters are among the postgraduates" [degrees_in_postgraduates]' in done.stdout
    )
    write("queries.csv", FORM.replace("7,9,14", "2,9,14").replace("2,19,14", "2,9,14"))
    assert "0 errors, 2 queries" in zonerank("check", "queries.csv", "--system", "torch-2013").stderr
    zonerank("check", "queries.csv", "--system", "torch-2013", "--year", 2031, expect=2)
    zonerank("check", "form.csv", "--system", "torch-2031", expect=2)
    zonerank("rank", "form.csv", "--system", "torch-2013", "--year", 2019)  # rules do not stop it


def test_a_file_with_everything(zonerank, write, tmp_path):
    write("form.csv", FORM)
    zonerank("check", "form.csv", "--system", "torch-2013", "-o", "list.csv", expect=1)
    table = read_result(tmp_path / "list.csv")
    assert list(table.columns) == COLUMNS
    assert len(table) == len(zr.check(tmp_path / "form.csv", "torch-2013"))
    zonerank("check", "form.csv", "--system", "torch-2013", "--lang", "zh", "-o", "清单.csv", expect=1)
    chinese = read_result(tmp_path / "清单.csv")
    assert list(chinese.columns) == [
        "级别",
        "代码",
        "规则",
        "高新区",
        "年份",
        "企业",
        "字段",
        "数值",
        "上年值",
        "位置",
        "问题",
        "处理办法",
        "情况说明",
    ]
    assert chinese["级别"].tolist()[:3] == ["错误", "错误", "待说明"]


def test_the_workbook_has_room_for_explanations(zonerank, write, tmp_path):
    write("form.csv", FORM)
    zonerank("check", "form.csv", "--system", "torch-2013", "--lang", "zh", "-o", "list.xlsx", expect=1)
    book = pd.read_excel(tmp_path / "list.xlsx", sheet_name=None, engine="calamine")
    assert list(book) == ["审核清单", "各规则汇总", "两年对照"]
    assert book["审核清单"].columns[13] == "情况说明" and book["审核清单"]["情况说明"].isna().all()
    with zipfile.ZipFile(tmp_path / "list.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
    style = int(re.search(r'<c r="N2" s="(\d+)"/>', sheet).group(1))
    formats = re.findall(r"<xf .*?(?:/>|</xf>)", styles.split("<cellXfs")[1].split("</cellXfs>")[0])
    fills = re.findall(r"<fill>.*?</fill>", styles)
    assert 'wrapText="1"' in formats[style]
    assert "FFFFF2CC" in fills[int(re.search(r'fillId="(\d+)"', formats[style]).group(1))]
    assert float(re.search(r'<col min="14" max="14" width="([\d.]+)"', sheet).group(1)) > 40
    summary = pd.read_excel(tmp_path / "list.xlsx", sheet_name="各规则汇总", engine="calamine").set_index("规则")
    assert summary.loc["degrees_in_postgraduates", ["核对次数", "发现"]].tolist() == [7, 2]
    assert summary.loc["degrees_in_postgraduates", "公式"] == "doctors + masters <= postgraduates"
    assert summary.loc["service_exports_in_exports", "核对次数"] == 0, "the column is absent"


def test_figures_of_the_workbook_are_numbers(zonerank, write, tmp_path):
    write("form.csv", FORM)
    zonerank("check", "form.csv", "--system", "torch-2013", "-o", "list.xlsx", expect=1)
    zonerank("check", "form.csv", "--system", "torch-2013", "-o", "list.csv", expect=1)
    book = pd.read_excel(tmp_path / "list.xlsx", engine="calamine", dtype=object)
    text = pd.read_csv(tmp_path / "list.csv", encoding="utf-8-sig", dtype=str)
    known = text["field"].fillna("").str.fullmatch(r"\w+") & text["value"].fillna("").str.fullmatch(r"-?\d+(\.\d+)?")
    assert known.sum() > 0
    for row in text.index[known]:
        assert isinstance(book.loc[row, "value"], float | int) and book.loc[row, "value"] == float(
            text.loc[row, "value"]
        )
    assert [number_or_text(x) for x in ("1.50", "-3", "007", "1234567890.123456", "a", "")] == [
        1.5, -3.0, "007", "1234567890.123456", "a", "",
    ]  # fmt: skip


def test_the_first_of_each_rule_and_all(zonerank, write):
    rows = "".join(f"甲,2019,E{i:03},10,-{i + 1},1\n" for i in range(30))
    write("many.csv", "zone,year,enterprise,revenue,exports,employees\n" + rows)
    few = zonerank("check", "many.csv", "--system", "torch-2013", expect=1)
    assert few.stdout.count("cannot be negative") == 10 + 1, "ten enterprises and the zone"
    assert "more (--all; -o list.xlsx)" in few.stdout and "31 errors" in few.stderr
    every = zonerank("check", "many.csv", "--system", "torch-2013", "--all", expect=1)
    assert every.stdout.count("cannot be negative") == 30 + 1


def test_more_than_a_thousand_of_a_rule_are_counted(zonerank, write, tmp_path):
    rows = "".join(f"甲,2019,E{i},10,-{i + 1},1\n" for i in range(1200))
    path = write("many.csv", "zone,year,enterprise,revenue,exports,employees\n" + rows)
    table = zr.check(path, "torch-2013")
    assert (table["rule"] == "not_negative").sum() == 1000 and table.attrs["not_listed"] == 200
    assert "1201 errors" in zonerank("check", "many.csv", "--system", "torch-2013", expect=1).stderr


def test_a_rule_of_ones_own(write, tmp_path):
    system = write(
        "own.toml",
        '[system]\nid = "own"\nfields = "torch-statistics"\n'
        '[[check]]\nid = "degrees_in_postgraduates"\nkind = "off"\n'
        '[[check]]\nid = "large"\nzh = "营收一亿元以上企业有出口"\nkind = "balance"\nseverity = "query"\n'
        'rule = "exports > 0 or revenue < 100m CNY"\n'
        '[[indicator]]\nid = "x"\nunit = "%"\nformula = "exports / revenue"\n',
    )
    found = asked(zr.check(write("form.csv", FORM), system))
    assert "degrees_in_postgraduates" not in set(found["rule"])
    own = found[found["rule"] == "large"]
    assert own[["enterprise", "year", "value"]].values.tolist() == [["E2", 2019, "0.00; 44500000.00"]]
    assert own["problem"].item().startswith("营收一亿元以上企业有出口: this does not hold")


def test_mistakes_of_a_rule_name_file_line_and_key(write):
    system = write(
        "own.toml",
        '[system]\nid = "own"\nfields = "torch-statistics"\n\n[[check]]\nid = "c"\nkind = "balance"\n'
        'rule = "doctor <= employees"\n[[indicator]]\nid = "x"\nunit = "%"\nformula = "exports / revenue"\n',
    )
    with pytest.raises(zr.Error, match=r'own.toml:8 \[\[check\]\] c, key rule: .*"doctor".*did you mean "doctors"\?'):
        zr.load_system(system)


def test_systems_shows_the_rules(zonerank):
    shown = zonerank("systems", "most-2021").stdout
    assert "degrees_in_postgraduates" in shown and "doctors + masters <= postgraduates" in shown
    assert "审核规则" in zonerank("systems", "most-2021", "--lang", "zh").stdout
