"""Frames in, frames out: the caller's kind, exact figures, an Arrow stream."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import zonerank as zr

ROWS = {
    "所属地域代码": ["a", "a", "b"],
    "年份": [2020] * 3,
    "统一社会信用代码": ["x", "y", "z"],
    "qc05_0": [0.1, 0.2, 1e9],
    "qd01": [10, None, 20],
}


def test_doubles_are_the_decimals_they_stand_for():
    raw = zr.rollup(ROWS, "torch-2013")
    table = raw.table().set_index("zone")
    assert table.loc["a", "revenue"] == 0.3  # not 0.30000000000000004
    assert table["employees"].tolist() == [10, 20]
    assert raw.enterprise_rows == 3 and raw.zones == ["a", "b"] and raw.years == [2020]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table, lambda d: pl.LazyFrame(d)])
def test_results_come_back_as_the_callers_kind(make):
    source = make(ROWS)
    result = zr.rollup(source, "torch-2013").table()
    kind = pl.DataFrame if isinstance(source, pl.LazyFrame) else type(source)
    assert isinstance(result, kind)
    assert list(pd.DataFrame(result.to_pandas() if hasattr(result, "to_pandas") else result)["revenue"]) == [0.3, 1e9]


def test_a_duckdb_relation_gives_relations():
    relation = duckdb.sql(
        "select * from (values ('a', 2020, 'x', 0.10), ('a', 2020, 'y', 0.20)) t(zone, year, enterprise, revenue)"
    )
    result = zr.rollup(relation, "torch-2013").table()
    assert isinstance(result, duckdb.DuckDBPyRelation)
    assert result.columns == ["zone", "year", "revenue", "enterprises"] and result.fetchall() == [("a", 2020, 0.3, 2)]


def test_rankings_too_and_an_arrow_stream():
    frame = pl.DataFrame(
        {"zone": ["a", "b", "c"], "year": [2020] * 3, "qd01": [100, 200, 300], "qd06": [1, 5, None], "qd07": [3, 9, 4]}
    )
    ranking = zr.rank(frame, "torch-2013")
    table = ranking.table()
    assert isinstance(table, pl.DataFrame)
    assert table["zone"].to_list() == ["b", "a", "c"] and table["overall_rank"].to_list() == [1, 2, None]
    assert isinstance(ranking.alternatives(), pl.DataFrame) and isinstance(ranking.missing(), pl.DataFrame)
    arrow = pa.table(ranking)
    assert arrow.column("overall_rank").to_pylist() == [1, 2, None]


def test_years_by_keys(tmp_path):
    paths = {}
    for year, staff in ((2019, 100), (2020, 150)):
        paths[year] = tmp_path / f"{'ab'[year - 2019]}.csv"
        pd.DataFrame({"zone": ["a", "b"], "qd01": [staff, 100]}).to_csv(paths[year], index=False)
    growth = zr.indicators(zr.read(paths, "torch-2013"), year=2020).table()["employee_growth"]
    assert growth.tolist() == pytest.approx([50.0, 0.0])


def test_a_result_is_the_same_for_any_number_of_threads(tmp_path):
    zr.sample(tmp_path, enterprises=2000, zones=10, years=2)
    tables = [zr.rank(zr.read(tmp_path, "torch-2013", threads=t)).table() for t in (1, 2, 7)]
    for other in tables[1:]:
        pd.testing.assert_frame_equal(tables[0], other, check_exact=True)


def test_the_system_is_the_one_the_data_were_read_for():
    raw = zr.read({"zone": ["a"], "year": [2020], "qd01": [1]}, "torch-2013")
    with pytest.raises(zr.Error, match='read for the system "torch-2013", not "most-2021"'):
        zr.rank(raw, "most-2021")


def test_progress_is_told_the_share_done(tmp_path):
    zr.sample(tmp_path, enterprises=2000, zones=10, years=1)
    seen = []
    zr.read(tmp_path, "torch-2013", progress=seen.append)
    assert seen and np.all(np.diff(seen) >= -1e-12) and min(seen) >= 0 and max(seen) <= 1


def test_an_exception_of_progress_stops_the_work(tmp_path):
    def stop(share):
        raise RuntimeError("enough")

    zr.sample(tmp_path, enterprises=2000, zones=10, years=1)
    with pytest.raises(RuntimeError, match="enough"):
        zr.read(tmp_path, "torch-2013", progress=stop)


def test_what_is_no_table_is_refused():
    with pytest.raises(
        zr.Error, match="source is 3, which is not a path, a folder, a frame, a dict of columns or a structured array"
    ):
        zr.read(3, "torch-2013")
