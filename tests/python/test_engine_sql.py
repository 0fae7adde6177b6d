"""The statement of a roll-up: its text, construct by construct, and what its rows become."""

from __future__ import annotations

import duckdb
import engine_rows
import pandas as pd
import pytest
import zonerank as zr

FIELDS = """[system]
id = "small"
[[field]]
name = "revenue"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "rd"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "is_new"
number = "flag"
level = "enterprise"
[[field]]
name = "since"
number = "year"
level = "enterprise"
[[field]]
name = "industry"
number = "code"
level = "enterprise"
[[field]]
name = "profit"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
formula = "revenue - rd"
[[field]]
name = "result"
unit = "UNIT"
number = "NUMBER"
rollup = "RULE"
[[indicator]]
id = "one"
unit = "UNIT"
formula = "result"
"""
COLUMNS = {
    "zone": "varchar",
    "year": "int",
    "enterprise": "varchar",
    "revenue": "decimal(18, 2)",
    "rd": "bigint",
    "is_new": "boolean",
    "since": "int",
    "industry": "varchar",
}


@pytest.fixture
def text(write):
    """The statement of a rule over the table t."""

    def text_of(rule: str, dialect: str = "duckdb", **columns) -> str:
        is_sum = not rule.startswith("count")
        toml = FIELDS.replace("RULE", rule).replace("UNIT", "kCNY" if is_sum else "count")
        path = write("small.toml", toml.replace("NUMBER", "decimal(2)" if is_sum else "count"))
        options = {"dialect": dialect, "table": "t", "columns": COLUMNS | columns}
        return zr.rollup(None, zr.load_system(path), engine="sql", **options).text

    return text_of


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        ("count()", ['COUNT(*) AS "rows"', "GROUP BY 1, 2, 3", "AS BIGINT) * 100"]),
        ("count(is_new)", ['("is_new" = 1) AS "where 1"', '(WHERE "where 1" IS NULL) AS "unknown where is_new"']),
        ("count(not is_new)", ['(NOT ("is_new" = 1)) AS "where 1"']),
        ("count(missing(rd))", ['("rd" IS NULL) AS "where 1"']),
        ("count(is_new and since == year)", ['(("is_new" = 1 AND "since" = "year")) AS "where 1"']),
        ("count(is_new or since < 2019)", ['(("is_new" = 1 OR "since" < 2019)) AS "where 1"']),
        ("count(20 * rd >= revenue)", ['(CAST("rd" AS HUGEINT) * 20 - CAST("revenue" AS HUGEINT) >= 0) AS "where 1"']),
        ("count(revenue > 3e9 CNY)", ['(CAST("revenue" AS HUGEINT) - 300000000 > 0) AS "where 1"']),
        ("count(section(industry) in {B, C})", ["(\"section of industry\" IN ('B', 'C')) AS \"where 1\""]),
        ("count(industry in {3911})", ["(\"industry\" IN ('3911')) AS \"where 1\""]),
        ("sum(revenue, is_new)", ['SUM("revenue") FILTER (WHERE "where 1"), 0) AS "sum of revenue where is_new"']),
        ("max(revenue)", ['COALESCE(MAX("revenue"), 0) AS "max of revenue"', 'COUNT("revenue") AS "cells of revenue"']),
        (
            "sum(profit)",
            ['"revenue", 0) AS HUGEINT) - CAST(COALESCE("rd", 0) AS HUGEINT) END AS "profit"', 'SUM("profit")'],
        ),
    ],
)  # fmt: skip
def test_every_construct(text, rule, lines):
    statement = text(rule)
    for line in lines:
        assert line in statement, statement


def test_cells_by_the_type_of_their_column(text):
    double = text("count()", revenue="double")
    assert 'TRY_CAST(ROUND("cell of revenue" * CAST(100 AS DOUBLE)) AS BIGINT) AS "revenue"' in double
    assert 'CAST("revenue" AS DOUBLE) / CAST(100 AS DOUBLE) <> "cell of revenue" OR (ABS(' in double
    assert "SUM(CAST" not in double and 'SUM("cell' not in double  # no sum of doubles
    assert "'^[+-]?([0-9]{1,16}([.][0-9]{0,2}0*)?|[.][0-9]{1,2}0*)$'" in text("count()", revenue="varchar")
    spark = text("sum(revenue, is_new)", "spark")
    assert "COALESCE(SUM(CAST(`revenue` AS DECIMAL(28, 0))) FILTER (WHERE `where 1`), 0)" in spark
    assert "MATERIALIZED" not in spark and "HUGEINT" not in spark
    assert 'CAST("revenue" AS NUMERIC)' in text("count(revenue > 0)", "postgres")


def test_columns_that_cannot_be_used(text):
    with pytest.raises(zr.Error, match='column revenue: the column holds neither numbers nor text .* "blob"'):
        text("count()", revenue="blob")
    with pytest.raises(zr.Error, match=r"say its digits, as in decimal\(18, 2\)"):
        text("count()", revenue="numeric")


def test_the_text_runs_elsewhere_and_its_rows_come_back():
    system = zr.load_system("most-2021")
    t = engine_rows.table(engine_rows.draw(system, 5), system, "decimal")
    with duckdb.connect() as connection:
        connection.register("enterprises", t)
        statement = zr.rollup(t, system, engine="sql", table="enterprises")
        run = lambda text: connection.execute(text).fetchall()  # noqa: E731
        expected = engine_rows.kernel([t], system).finish(system).to_csv(system)
        assert statement.run(run).to_csv_text() == expected
        assert statement.finish(run(statement.text)).to_csv_text() == expected
        as_text = connection.execute(f"SELECT COLUMNS(*)::VARCHAR FROM ({statement.text})").df()
        assert statement.finish(as_text).to_csv_text() == expected
        assert set(statement.checks) == {"repeated", "faults", "overflows"}
        assert all(run(check) == [] for check in statement.checks.values())
        with pytest.raises(zr.Error, match="a row has 3 cells, but"):
            statement.finish([("a", 2020, "")])
        lost = [list(row) for row in run(statement.text)]
        lost[0][5] = 1.5
        with pytest.raises(zr.Error, match="1.5 lost its last digits; fetch sums as integers"):
            statement.finish(lost)


def test_rows_with_faults_are_refused():
    frame = pd.DataFrame({"zone": ["a"], "year": [2020], "enterprise": ["x"], "revenue": ["many"]})
    statement = zr.rollup(frame, "torch-2013", engine="sql", table="frame")
    connection = duckdb.connect().register("frame", frame)
    with pytest.raises(zr.Error, match=r'1 rows cannot be read; checks\["faults"\] lists them'):
        statement.finish(connection.execute(statement.text).fetchall())
    with pytest.raises(zr.Error, match='frame, a, 2020, enterprise x, column revenue: "many" is not a number'):
        statement.run(lambda text: connection.execute(text).fetchall())
