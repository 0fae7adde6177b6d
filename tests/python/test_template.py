"""Templates: what they ask for, and that they are read back as they were filled."""

from __future__ import annotations

from importlib import import_module

import pandas as pd
import pytest
import python_calamine
import zonerank as zr

module = import_module("zonerank.io.template")
SYSTEMS = ["torch-2013", "most-2021", "torch-innovation-2014"]
ABOUT_HEADINGS = {
    "unknown-column",
    "unused-column",
    "title-rows",
    "unit-from-title",
    "numbering-row",
    "accepted-number",
    "read-as-blank",
}


def cells(path, sheet: int = 0) -> list[list]:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    zr.sample(folder, enterprises=300, zones=5, years=2)
    return folder


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("codes", [False, True])
def test_a_filled_table_of_zones_is_read_back(system, lang, codes, sample, tmp_path):
    """The same figures from the workbook and from the files that filled it."""
    loaded = zr.load_system(system)
    raw = zr.read(sample, loaded)
    sheets = module.sheets_of(loaded, "zone", False)
    names = [f.name for f in sheets[0].fields]
    figures = raw.table().reindex(columns=["zone", "year", *names])
    sheets[0].rows = figures.to_dict(orient="records")
    module.write(tmp_path / "filled.xlsx", loaded, sheets, codes=codes, lang=lang)
    back = zr.read(tmp_path / "filled.xlsx", loaded)
    assert not {n.code for n in back.notices} & ABOUT_HEADINGS
    present = [n for n in names if figures[n].notna().any()]
    pd.testing.assert_frame_equal(
        back.table()[["zone", "year", *present]], figures[["zone", "year", *present]], check_dtype=False
    )


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("codes", [False, True])
def test_a_filled_table_of_enterprises_is_read_back(system, codes, tmp_path):
    loaded = zr.load_system(system)
    sheets = module.sheets_of(loaded, "both", True)
    answers = {"flag": "是", "code": "C3911", "year": 2015}
    for sheet in sheets:
        row = {"zone": "甲", "year": 2019, "enterprise": "9151A"}
        row = {k: v for k, v in row.items() if k in sheet.keys}
        sheet.rows = [row | {f.name: answers.get(f.number, 7) for f in sheet.fields}]
    module.write(tmp_path / "filled.xlsx", loaded, sheets, codes=codes, lang="zh")
    raw = zr.read(tmp_path / "filled.xlsx", loaded, all_fields=True)
    assert not {n.code for n in raw.notices} & ABOUT_HEADINGS
    assert raw.enterprise_rows == 1
    table = raw.table()
    for sheet in sheets:
        for f in sheet.fields:
            if f.number not in ("flag", "code", "year"):
                assert table[f.name].tolist() == [7], f.name


def test_an_empty_template_says_that_data_are_missing(zonerank, tmp_path):
    zonerank("template", "--system", "torch-2013", "-o", "t.xlsx")
    done = zonerank("rank", "t.xlsx", "--system", "torch-2013", expect=1)
    assert "t.xlsx[企业]: the file has no line of data under its heading" in done.stderr


def test_headings_codes_and_names_to_fill_in(zonerank, tmp_path):
    (tmp_path / "names.txt").write_text("成都\n\n西安\n", encoding="gb18030")
    options = ("--system", "torch-2013", "--zones", "names.txt", "--year", 2019)
    done = zonerank("template", *options, "--level", "zone", "-o", "t.xlsx")
    assert done.stdout.strip() == "t.xlsx: sheets to fill in: 高新区"
    heading, under, *rows = cells(tmp_path / "t.xlsx")
    assert heading[:2] == ["高新区", "年份"]
    assert heading[2 + under[2:].index("qc05_0")] == "营业收入(千元)"
    assert [row[:2] for row in rows] == [["成都", 2018], ["成都", 2019], ["西安", 2018], ["西安", 2019]]
    zonerank("template", *options, "--codes", "--lang", "en", "--level", "enterprise", "-o", "e.xlsx")
    heading, under = cells(tmp_path / "e.xlsx")[:2]
    assert heading[:3] == ["zone", "year", "enterprise"]
    assert under[heading.index("qc05_0(kCNY)")] == "revenue"
    refused = zonerank("template", "--system", "torch-2013", "-o", "t.csv", expect=2)
    assert "-o t.csv: the extension must be one of .xlsx" in refused.stderr


@pytest.mark.parametrize(("options", "part"), [({"level": "zones"}, "level is"), ({"lang": "de"}, "lang is")])
def test_wrong_options_are_named(tmp_path, options, part):
    with pytest.raises(zr.Error, match=part):
        zr.template("torch-2013", tmp_path / "t.xlsx", **options)


def test_a_field_says_which_indicators_use_it():
    """R&D intensity is R&D spending over revenue; derived fields and roll-ups count as uses."""
    system = zr.load_system("torch-2013")
    fields = {f.name: f for f in system.fields}
    codes = {i.id: i.code or i.id for i in system.indicators}
    assert codes["rd_intensity"] in module.used_by(fields["rd_spending"], system)
    assert codes["hightech_share"] in module.used_by(fields["is_hightech"], system)
    assert module.used_by(fields["is_hightech"], system) != module.used_by(fields["revenue"], system)
