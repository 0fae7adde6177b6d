"""Workbooks as offices make them: covers, titles, merged cells, totals, a sheet a year."""

from __future__ import annotations

import datetime

import pytest
import xlsxwriter
import zonerank as zr

SYSTEM = "torch-2013"


@pytest.fixture
def book(tmp_path):
    """Writes a workbook: {sheet: rows}; a function in the place of rows gets the sheet and book."""

    def write_book(sheets: dict, name: str = "book.xlsx"):
        path = tmp_path / name
        workbook = xlsxwriter.Workbook(path)
        for title, content in sheets.items():
            sheet = workbook.add_worksheet(title)
            if callable(content):
                content(sheet, workbook)
            else:
                for r, row in enumerate(content):
                    sheet.write_row(r, 0, row)
        workbook.close()
        return path

    return write_book


def read(path, **options) -> zr.Raw:
    return zr.read(path, SYSTEM, all_fields=True, **options)


def errors(path, **options) -> list[str]:
    with pytest.raises(zr.Error) as caught:
        read(path, **options)
    return [p.text() for p in caught.value.problems]


def year_sheet(year: int):
    def fill(sheet, workbook):
        sheet.merge_range("A1:G1", "附件1 国家高新区主要经济指标")
        sheet.write("A2", "单位：万元、人")
        sheet.merge_range("A4:A5", "高新区")
        sheet.merge_range("B4:C4", "营业收入")
        sheet.write_row("B5", ["合计", "其中：技术收入"])
        sheet.merge_range("D4:E4", "从业人员期末人数")
        sheet.write_row("D5", ["本年", "上年"])
        sheet.write_row("A7", ["甲", 100.5, "１,0００", 1000, 900])
        sheet.write_row("A8", ["乙", 201, "—", 2000, 1800])
        sheet.write_row("A10", ["合 计", 301.5, 1000, 3000, 2700])
        sheet.write("A12", "注：本表为快报数")
        sheet.write("A13", "填表人：张三")
        sheet.write("D13", f"报出日期：{year + 1}年3月1日")

    return fill


def test_an_office_workbook_is_read_as_it_is(book):
    cover = [["国家高新区统计"], [], ["说明"]]
    raw = read(book({"封面": cover, "2018年": year_sheet(2018), "2019年": year_sheet(2019), "空": []}))
    table = raw.table().set_index(["zone", "year"])
    assert table.loc[("甲", 2019), "revenue"] == 1005
    assert table.loc[("甲", 2019), "technology_revenue"] == 10000
    assert table.loc[("乙", 2018), ["employees", "employees@previous"]].tolist() == [2000, 1800]
    assert len(table) == 4
    places = {n.code: str(n.place) for n in raw.notices}
    assert places["skipped-sheet"].endswith("book.xlsx[封面]")
    assert places["dropped-total"].endswith("book.xlsx[2019年]:10")
    assert places["text-row"].endswith("book.xlsx[2019年]:13")


def test_places_are_the_rows_that_excel_shows(book):
    rows = [["标题\n第二行"], [], ["zone", "year", "revenue\n(万元)"], ["甲", 2019, 1], [], ["乙", 2019, "一千"]]
    assert errors(book({"s": rows})) == [
        f'{book({"s": rows})}:6, column revenue (万元): "一千" is not a number; '
        "write a number, or leave the cell empty where there is none"
    ]


def test_errors_of_formulas_are_not_blank(book):
    def fill(sheet, workbook):
        sheet.write_row("A1", ["zone", "year", "revenue", "employees"])
        sheet.write_row("A2", ["甲", 2019, 5, 6])
        sheet.write_row("A3", ["乙", 2019])
        sheet.write_formula("C3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D3", "=NA()", None, "#N/A")

    (text,) = errors(book({"s": fill}))
    assert "book.xlsx:3, column revenue: the cell holds the spreadsheet's error #DIV/0!" in text


def test_merged_names_hold_for_every_row(book):
    def fill(sheet, workbook):
        sheet.write_row("A1", ["高新区", "年份", "revenue"])
        sheet.merge_range("A2:A3", "甲")
        sheet.write_row("B2", [2018, 1])
        sheet.write_row("B3", [2019, 2])

    assert read(book({"s": fill})).table()["zone"].tolist() == ["甲", "甲"]


def test_a_year_may_be_a_date(book):
    def fill(sheet, workbook):
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row("A1", ["zone", "year", "revenue"])
        sheet.write_row("A2", ["甲", "", 1])
        sheet.write_datetime("B2", datetime.datetime(2019, 12, 31), date)

    assert read(book({"s": fill})).table()["year"].tolist() == [2019]


def test_the_year_of_a_sheet_stands_before_the_files(book):
    rows = [["zone", "revenue"], ["甲", 1]]
    path = book({"2018": rows, "2019": rows}, "年报2020.xlsx")
    assert read(path).table()["year"].tolist() == [2018, 2019]
    one = book({"2019": rows}, "年报.xlsx")
    assert read(one).table()["year"].tolist() == [2019]


def test_hidden_sheets_are_listed_not_read(book):
    rows = [["zone", "year", "revenue"], ["甲", 2019, 1]]

    def hidden(sheet, workbook):
        sheet.write_row("A1", ["zone", "year", "revenue"])
        sheet.write_row("A2", ["甲", 2019, 2])
        sheet.hide()

    raw = read(book({"s": rows, "old": hidden}))
    assert raw.table()["revenue"].tolist() == [1]
    assert [n.text("zh").split("：", 1)[1] for n in raw.notices if n.code == "skipped-sheet"] == [
        "未读取该工作表：该工作表已隐藏"
    ]


def test_columns_that_only_some_years_have_are_named(book):
    sheets = {
        "2018": [["zone", "revenue"], ["甲", 1]],
        "2019": [["zone", "revenue", "employees"], ["甲", 1, 2]],
    }
    (notice,) = [n for n in read(book(sheets)).notices if n.code == "column-in-some-years"]
    assert notice.text() == (
        "only the tables of 2019 have these columns of zones, those of 2018 do not: employees; "
        "check that no column was renamed or left out"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda good: good[:-700], "it is cut off or damaged; copy or download it again"),
        (lambda good: b"", "it is empty"),
        (lambda good: b"zone,year\n", "it is no workbook"),
        (lambda good: b"<html><table>", "it is a web page with the name of a workbook"),
        (
            lambda good: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"),
            "it is protected by a password",
        ),
    ],
)
def test_why_a_workbook_cannot_be_read(book, tmp_path, content, reason):
    good = book({"s": [["zone", "year", "revenue"], ["甲", 2019, 1]]}).read_bytes()
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(content(good))
    (tmp_path / "bad.csv").write_text("zone,year,revenue\n甲,2019,x\n")
    found = errors([bad, tmp_path / "bad.csv"])
    assert found[0].startswith(f"{bad}: the workbook cannot be read: {reason}; open it in Excel")
    assert '"x" is not a number' in found[1], "the other files are checked too"
