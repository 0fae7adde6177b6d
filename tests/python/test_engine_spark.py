"""Roll-ups in Spark: the kernel's integers. Skipped where PySpark or a Java is absent."""

from __future__ import annotations

import shutil

import engine_rows
import pytest
import zonerank as zr

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed: ./dev test --all installs it")
if shutil.which("java") is None:
    pytest.skip("there is no Java: ./dev test --all installs one", allow_module_level=True)


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "3")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def frame(spark, table):
    types = {"string": "string", "int64": "bigint", "double": "double", "bool": "boolean"}
    schema = ", ".join(f"`{f.name}` {types.get(str(f.type)) or str(f.type).replace('128', '')}" for f in table.schema)
    return spark.createDataFrame([tuple(row.values()) for row in table.to_pylist()], schema=schema)


@pytest.mark.parametrize("ansi", ["true", "false"])
@pytest.mark.parametrize("kind", ["decimal", "double", "text"])
def test_spark_gives_the_integers_of_the_kernel(spark, kind, ansi):
    system = zr.load_system("most-2021")
    table = engine_rows.table(engine_rows.draw(system, 1, rows=150, huge=kind != "double"), system, kind)
    expected = engine_rows.kernel([table], system).finish(system).to_csv(system)
    spark.conf.set("spark.sql.ansi.enabled", ansi)
    rows = frame(spark, table)
    assert zr.rollup(rows, system, engine="spark", session=spark).to_csv_text() == expected
    if ansi == "true" and kind == "decimal":
        halves = [rows.where("year = 2019"), rows.where("year = 2020").repartition(4)]
        assert zr.rollup(halves, system, engine="spark", session=spark).to_csv_text() == expected


def test_files(spark, tmp_path):
    path = tmp_path / "企业2020.csv"
    text = '高新区,统一社会信用代码,营业收入(亿元),qd01\n甲,x1,"1,234.5",１２\n甲,x2,—,300\n乙,x3,0.0000001,7\n'
    path.write_text(text, encoding="utf-8")
    raw = zr.rollup(path, "torch-2013", engine="spark", session=spark)
    assert raw.to_csv_text() == zr.rollup(path, "torch-2013").to_csv_text()
    path.write_text(text, encoding="gb18030")
    with pytest.raises(
        zr.Error, match='企业2020.csv: the file is not UTF-8, and Spark reads nothing else; save it as "CSV UTF-8"'
    ):
        zr.rollup(path, "torch-2013", engine="spark", session=spark)


def test_errors(spark):
    rows = frame(spark, engine_rows.pa.table({"zone": ["a"], "year": [2020], "enterprise": ["x"], "revenue": ["many"]}))
    with pytest.raises(zr.Error, match='table 1, a, 2020, enterprise x, column revenue: "many" is not a number'):
        zr.rollup(rows, "torch-2013", engine="spark", session=spark)
    with pytest.raises(zr.Error, match='engine="spark" needs session='):
        zr.rollup(rows, "torch-2013", engine="spark")
    with pytest.raises(zr.Error, match='table 1: engine="spark" adds up enterprises, and this table has no column'):
        zr.rollup(rows.drop("enterprise"), "torch-2013", engine="spark", session=spark)
    with pytest.raises(zr.Error, match="Spark could not run the statement: "):
        zr.rollup("file:///nowhere/x.parquet", "torch-2013", engine="spark", session=spark)
