"""Roll-ups on other engines: the same integers as the kernel's, digit by digit, and errors by their text."""

from __future__ import annotations

import engine_rows
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zonerank as zr
from zonerank.engines.duckdb import partial

SYSTEMS = ["torch-2013", "most-2021", "torch-innovation-2014"]
SMALL = {"zone": ["a", "a", "b"], "year": [2020] * 3, "enterprise": ["x", "y", "z"], "revenue": [0.1, 0.2, 1e9]}


def saved(source, system, **options) -> str:
    options = {"year": None, "distinct": False} | options
    return partial(source, system, **options)[0].save()


def slices(table: pa.Table, n: int) -> list[pa.Table]:
    ends = [len(table) * k // n for k in range(n + 1)]
    return [table.slice(a, b - a) for a, b in zip(ends, ends[1:], strict=False)]


@pytest.mark.parametrize("kind", ["decimal", "double", "text"])
@pytest.mark.parametrize("system_id", SYSTEMS)
def test_duckdb_gives_the_integers_of_the_kernel(system_id, kind, tmp_path):
    system = zr.load_system(system_id)
    for seed, huge in ((1, False), (2, kind != "double")):
        rows = engine_rows.draw(system, seed, huge=huge)
        table = engine_rows.table(rows, system, kind)
        expected = engine_rows.kernel([table], system).save()
        assert saved(table, system) == expected
        assert saved(slices(table, 3), system, threads=1) == expected
        for k, part in enumerate(slices(table, 2)):
            pq.write_table(part, tmp_path / f"{seed}-{k}.parquet", row_group_size=50)
        assert saved(tmp_path / f"{seed}-*.parquet", system, threads=3, memory_limit="1GB") == expected
        if kind == "text":
            table.to_pandas().to_csv(tmp_path / f"{seed}.csv", index=False)
            assert saved(tmp_path / f"{seed}.csv", system) == expected
    assert any(int(cell) > 2**64 for cell in expected.replace("\n", ",").split(",") if cell.isdigit()) == huge


@pytest.mark.parametrize(
    "by", ["section", "division", "code", {"39": "electronics", "C39": "electronics", "B": "mines"}]
)
def test_industries_are_grouped_as_the_kernel_groups_them(by):
    system = zr.load_system("torch-2013")
    table = engine_rows.table(engine_rows.draw(system, 3), system, "text")
    grouping = {"own": by} if isinstance(by, dict) else {"industry": by}
    assert saved(table, system, **grouping) == engine_rows.kernel([table], system, **grouping).save()


def test_forms_are_joined_by_enterprise_and_year(tmp_path):
    system = zr.load_system("torch-2013")
    table = engine_rows.table(engine_rows.draw(system, 4), system, "decimal")
    keys, names = ["zone", "year", "enterprise"], table.column_names[3:]
    names.remove("industry")
    forms = [table.select([*keys, "industry", *names[:20]]), table.select([*keys, "industry", *names[20:]])]
    assert saved([forms[0], forms[1].take(list(reversed(range(len(table)))))], system) == saved(table, system)
    files = tmp_path / "forms"
    files.mkdir()
    for k, form in enumerate(forms):
        pq.write_table(form, files / f"{k}.parquet")
    raw = zr.rollup(files, system, engine="duckdb")
    assert raw.to_csv_text() == zr.rollup(files, system).to_csv_text()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    zr.sample(folder, enterprises=800, zones=12)
    return folder


@pytest.mark.parametrize("system_id", SYSTEMS)
def test_the_sample_with_its_tables_of_zones(sample, system_id):
    kernel, raw = (zr.rollup(sample, system_id, engine=engine) for engine in ("kernel", "duckdb"))
    assert raw.to_csv_text() == kernel.to_csv_text()
    assert raw.enterprise_rows == kernel.enterprise_rows
    said = {n.code for n in kernel.notices} - {"unknown-enterprise"}  # listed one by one by the kernel alone
    assert {n.code for n in raw.notices} == said


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table, dict])
def test_frames_come_back_as_the_callers_kind(make):
    table = zr.rollup(make(SMALL), "torch-2013", engine="duckdb").table()
    assert isinstance(table, type(zr.rollup(make(SMALL), "torch-2013").table()))
    assert list(pd.DataFrame(table if make is dict else pa.table(pa.table(table)).to_pandas())["revenue"]) == [0.3, 1e9]


def test_headings_units_and_spellings_are_those_of_files(write):
    text = (
        "高新区,统一社会信用代码,营业收入(亿元),qd01,上缴税费(元),是否内资控股,入统年份\n"
        ' 甲 ,x1,"1,234.5",１２,12340,1.内资控股,\n甲,x2,—,300.0,-10,2,\n\n 乙,x3,0.0000001,1e1,,否,\n'
    )
    path = write("企业2020.csv", text.replace("1e1", "10"), "gb18030")
    kernel, raw = (zr.rollup(path, "torch-2013", engine=engine) for engine in ("kernel", "duckdb"))
    assert raw.to_csv_text() == kernel.to_csv_text()
    said = ("accepted-number", "read-as-blank", "decoded-gb18030", "year-from-name")
    for code in said:
        assert [n.text() for n in raw.notices if n.code == code] == [n.text() for n in kernel.notices if n.code == code]
    assert "甲,2020" in raw.to_csv_text()


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("qd01", "many", 'column qd01: "many" is not a number'),
        ("revenue", "1.005", "column revenue: 1.005 has more decimals than the field's 2 in kCNY"),
        ("revenue", "99999999999999999999", "column revenue: 99999999999999999999 is too large"),
        ("revenue", "#REF!", "column revenue"),
        ("revenue", "1e5", 'column revenue: this engine cannot read "1e5": it is not written as a plain number'),
        ("is_hightech", "perhaps", 'column is_hightech: "perhaps" is not one of the answers'),
        ("zone", " ", 'the cell of "zone" is empty; every row needs it'),
        ("year", "20", 'column year: "20" is not a year'),
        ("enterprise", "合计", 'this engine cannot read "合计": it looks like a row of totals'),
    ],
)
def test_a_bad_cell_is_named(write, column, cell, message):
    row = {"zone": "a", "year": "2020", "enterprise": "e1", "qd01": "5", "revenue": "1", "is_hightech": "1"}
    lines = [",".join(row), ",".join(row.values()), ",".join((row | {"enterprise": "e2", column: cell}).values())]
    path = write("f.csv", "\n".join(lines) + "\n")
    with pytest.raises(zr.Error) as caught:
        zr.rollup(path, "torch-2013", engine="duckdb")
    assert message in str(caught.value) and "f.csv" in str(caught.value)
    if column not in ("enterprise", "zone"):
        assert "a, " in str(caught.value) and "enterprise e2" in str(caught.value)
    assert len(caught.value.problems) == 1 and caught.value.text("zh") != str(caught.value)


def test_doubles_that_are_no_decimals_are_faults():
    with pytest.raises(zr.Error, match=r"table 1, a, 2020, enterprise x, column revenue: 0.125 has more decimals"):
        zr.rollup(SMALL | {"revenue": [0.125, 1.0, 2.0]}, "torch-2013", engine="duckdb")
    with pytest.raises(zr.Error, match='this engine cannot read "1e\\+16"'):
        zr.rollup(SMALL | {"revenue": [1e16, 1.0, 2.0]}, "torch-2013", engine="duckdb")


def test_a_derived_figure_beyond_64_bits_is_named():
    rows = {k: v for k, v in SMALL.items() if k != "revenue"}
    parts = ["taxes_surcharges", "fair_value_gain", "investment_income", "operating_profit", "vat_payable"]
    huge = {"payroll": [9 * 10**16] * 3, "depreciation": [9 * 10**16, 1, 1]} | {part: [0] * 3 for part in parts}
    with pytest.raises(zr.Error, match="a, 2020, enterprise x, field value_added: 180000000000000000.00 is too large"):
        zr.rollup(rows | huge, "torch-2013", engine="duckdb")


def test_an_enterprise_given_twice():
    rows = SMALL | {"enterprise": ["x", "x", "z"]}
    with pytest.raises(zr.Error, match='table 1: the enterprise "x" is given twice in 2020; keep one row'):
        zr.rollup(rows, "torch-2013", engine="duckdb")
    raw = zr.rollup(rows, "torch-2013", engine="duckdb", distinct=True)
    assert raw.table()["revenue"].tolist() == [0.3, 1e9]
    nameless = {k: v for k, v in SMALL.items() if k != "enterprise"}
    assert zr.rollup(nameless, "torch-2013", engine="duckdb", distinct=True).to_csv_text() == raw.to_csv_text()
    with pytest.raises(zr.Error, match="no table of enterprises was found"):
        zr.rollup(nameless, "torch-2013", engine="duckdb")


def test_forms_that_contradict_each_other():
    other = {"zone": ["b", "a"], "year": [2020, 2020], "enterprise": ["x", "y"], "revenue": [0.1, 7], "qd01": [1, 2]}
    with pytest.raises(zr.Error) as caught:
        zr.rollup([SMALL, other], "torch-2013", engine="duckdb")
    assert "enterprise x, 2020: the enterprise stands in two zones in one year: a and b" in str(caught.value)
    assert 'enterprise y, 2020: the field "revenue" is given twice with different values: 0.20 and 7.00' in str(
        caught.value
    )


def test_a_zone_that_contradicts_its_enterprises():
    zones = {"zone": ["a"], "year": [2020], "revenue": [5]}
    with pytest.raises(zr.Error, match='a, 2020: the zone\'s own figure of "revenue" is 5.00, but its enterprises'):
        zr.rollup([SMALL, zones], "torch-2013", engine="duckdb")
    raw = zr.rollup([SMALL, zones], "torch-2013", engine="duckdb", prefer="zone")
    assert raw.table()["revenue"].tolist() == [5, 1e9]


def test_an_engines_own_error_shows_the_statement_and_what_to_do(write):
    path = write("f.csv", 'zone,year,enterprise,qd01\na,2020,x,5\nb,2020,"y,6\n')
    with pytest.raises(zr.Error) as caught:
        zr.rollup(path, "torch-2013", engine="duckdb")
    text = str(caught.value)
    assert "DuckDB could not run the statement: " in text and "READ_CSV(" in text
    assert 'or use engine="kernel"' in text and caught.value.problems[0].code == "engine-failed"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"engine": "duck"}, "engine is 'duck', but must be one of kernel, duckdb, spark, sql"),
        ({"engine": "duckdb", "memory": "1GB"}, 'engine="duckdb" has no option memory; it has memory_limit'),
        ({"engine": "duckdb", "memory_limit": "much"}, "DuckDB could not run the statement"),
        ({"engine": "duckdb", "industry": "town"}, '"town" is not one of the values of this key'),
        ({"engine": "kernel", "memory_limit": "1GB"}, 'engine="kernel" has no option memory_limit'),
        ({"engine": "sql"}, 'engine="sql" needs table= and columns='),
        ({"engine": "sql", "table": "t", "columns": {"zone": "decimal"}}, "say its digits, as in decimal"),
        ({"engine": "sql", "table": "t", "columns": {"zone": "int", "dialect": "x"}, "dialect": "x"}, '"x" is not one'),
    ],
)
def test_wrong_options(options, message):
    with pytest.raises(zr.Error) as caught:
        zr.rollup(SMALL, "torch-2013", **options)
    assert message in str(caught.value)
