"""The options of reading mean the same to every engine, or are refused with what to do."""

from __future__ import annotations

import pandas as pd
import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "s"
[[field]]
name = "sales"
zh = "营业收入"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "people"
zh = "从业人员"
unit = "person"
number = "count"
level = "enterprise"
[[field]]
name = "industry"
number = "code"
level = "enterprise"
[[field]]
name = "total"
zh = "总收入"
unit = "kCNY"
number = "decimal(2)"
rollup = "sum(sales)"
[[field]]
name = "heads"
unit = "person"
number = "count"
rollup = "sum(people)"
[[indicator]]
id = "per_head"
unit = "kCNY / person"
formula = "total / heads"
[[zone]]
name = "上海"
aliases = ["上海市"]
"""
ROWS = """片区,年份,企业代码,Turnover,人数,industry
北  京,2019,E1,100.25,NR,C39
北京,2019,E2,50,7,C27
上海市,2019,E3,-99,8,I65
沪,2019,E4,30.5,9,C39
合计,2019,E5,1,1,
广州,2019,E6,2,3,C39
"""
TOLD = {
    "zone_column": "片区",
    "rename": {"Turnover": "sales", "人数": "people"},
    "names": {"沪": "上海"},
    "missing": ["NR", "-99"],
    "keep_rows": ["合计"],
    "drop_rows": ["广 州"],
}


@pytest.fixture
def system(write):
    return write("s.toml", SYSTEM)


def both(source, system, **options) -> str:
    """What the kernel and DuckDB give, which is the same."""
    expected = zr.rollup(source, system, **options).to_csv_text()
    assert zr.rollup(source, system, engine="duckdb", **options).to_csv_text() == expected
    return expected


def test_headings_names_marks_and_rows(system, write):
    rows = both(write("e.csv", ROWS), system, **TOLD).splitlines()[1:]
    assert rows == ["上海,2019,30.50,17,30.50,17", "北京,2019,150.25,7,150.25,7", "合计,2019,1.00,1,1.00,1"]


@pytest.mark.parametrize("kind", ["frame", "parquet"])
def test_tables_of_text(kind, system, write, tmp_path):
    frame = pd.read_csv(write("e.csv", ROWS), dtype=str, keep_default_na=False)
    if kind == "parquet":
        frame.to_parquet(tmp_path / "e.parquet")
        frame = tmp_path / "e.parquet"
    options = {name: value for name, value in TOLD.items() if name != "keep_rows"}
    assert both(frame, system, **options).splitlines()[1:][:2] == [
        "上海,2019,30.50,17,30.50,17",
        "北京,2019,150.25,7,150.25,7",
    ]


def test_one_option_a_time_changes_what_it_should(system, write):
    path = write("e.csv", ROWS)
    for name in ("names", "drop_rows", "missing"):
        less = {key: value for key, value in TOLD.items() if key != name}
        assert both(path, system, **less) != both(path, system, **TOLD)
    for name in ("zone_column", "keep_rows"):
        less = {key: value for key, value in TOLD.items() if key != name}
        if name == "keep_rows":  # the kernel leaves a row of totals out, DuckDB names it
            assert "合计" not in zr.rollup(path, system, **less).to_csv_text()
        with pytest.raises(zr.Error):
            zr.rollup(path, system, engine="duckdb", **less)
    with pytest.raises(zr.Error):
        zr.rollup(path, system, engine="duckdb", zone_column="无此列", **{"rename": TOLD["rename"]})


@pytest.mark.parametrize("encoding", ["gbk", "big5", "utf-16le"])
def test_encodings(encoding, system, write):
    text = (
        ROWS.replace("片区", "zone").replace("年份", "year").replace("企业代码", "enterprise").replace("人数", "people")
    )
    for old, new in (
        ("北  京", "臺北"),
        ("北京", "臺北"),
        ("上海市", "高雄"),
        ("沪", "高雄"),
        ("广州", "臺中"),
        ("合计,2019,E5,1,1,\n", ""),
    ):
        text = text.replace(old, new)
    path = write("e.csv", text, encoding)
    rows = both(path, system, encoding=encoding, rename={"Turnover": "sales"}, missing=["NR", "-99"])
    assert "臺北,2019,150.25,7" in rows


def test_years_are_read_as_told(system, write):
    path = write("e.csv", "zone,哪年,enterprise,sales\n甲,2018,a,5\n甲,2019,b,6\n")
    assert both(path, system, year_column="哪年").splitlines()[1:] == ["甲,2018,5.00,5.00", "甲,2019,6.00,6.00"]


REFUSED = {
    "layout": "long",
    "decimal": ",",
    "bands": "middle",
    "ignore_marks": ["q"],
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_only_the_kernel_can_read_is_refused_with_a_cure(name, system, write):
    path = write("e.csv", "zone,year,enterprise,sales\n甲,2018,a,5\n")
    for lang, words in (("en", 'use engine="kernel"'), ("zh", "引擎")):
        with pytest.raises(zr.Error) as caught:
            zr.rollup(path, system, engine="duckdb", **{name: REFUSED[name]})
        text = caught.value.text(lang)
        assert words in text and name in text and "e.csv" in text
        assert lang == "en" or not any(word in text for word in ("reads", "footnote", "bands of"))


def test_the_same_on_the_command_line(system, write, zonerank):
    write("e.csv", ROWS, "gbk")
    write("names.csv", "variant,name\n沪,上海\n")
    told = ["--zone-column", "片区", "--rename", "Turnover=sales", "--rename", "人数=people", "--names", "names.csv",
            "--missing=NR,-99", "--keep-row", "合计", "--drop-row", "广州", "--encoding", "gbk"]  # fmt: skip
    for engine in ("kernel", "duckdb"):
        zonerank("rollup", "e.csv", "--system", "s.toml", "--engine", engine, *told, "-o", f"{engine}.csv")
    kernel, duckdb = (system.with_name(f"{engine}.csv").read_text() for engine in ("kernel", "duckdb"))
    assert kernel == duckdb and "北京,2019,150.25,7" in kernel
    refused = zonerank(
        "rollup", "e.csv", "--system", "s.toml", "--engine", "duckdb", *told, "--bands", "lower", expect=1
    )
    assert "bands" in refused.stderr and "Traceback" not in refused.stderr


@pytest.mark.parametrize("engine", ["kernel", "duckdb"])
def test_a_grouping_by_industry_is_kept_beside_options_of_reading(engine, system, write):
    raw = zr.rollup(write("e.csv", ROWS), system, engine=engine, industry="section", **TOLD)
    assert "北京,2019,C,150.25,7" in raw.to_csv_text()
    frame = pd.DataFrame(
        {"Z": ["a", "a"], "year": 2019, "enterprise": ["x", "y"], "Turnover": [1.0, 2.0], "industry": "C39"}
    )
    raw = zr.rollup(frame, system, engine=engine, industry="division", zone_column="Z", rename={"Turnover": "sales"})
    assert "a,2019,39,3.00" in raw.to_csv_text()


def test_a_partial_result_is_read_as_told(system, write):
    found = zr.partial(write("e.csv", ROWS), system, **TOLD)
    assert "北京,2019,150.25,7" in found.finish().to_csv_text()
    with pytest.raises(TypeError, match="there is no option lay_out"):
        zr.partial(write("e.csv", ROWS), system, lay_out="rows")


def test_the_statement_for_another_engine_knows_the_headings(system):
    columns = {"Z": "varchar", "year": "int", "enterprise": "varchar", "Turnover": "decimal(18, 2)"}
    told = {"zone_column": "Z", "rename": {"Turnover": "sales"}}
    statement = zr.rollup(None, system, engine="sql", table="t", columns=columns, **told)
    assert '"Turnover"' in statement.text and "上海" in statement.text
    with pytest.raises(zr.Error, match="zone"):
        zr.rollup(None, system, engine="sql", table="t", columns=columns)
