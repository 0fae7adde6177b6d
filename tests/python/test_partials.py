"""Partial results: the same integers for any kind of table, any partition, any number of threads."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zonerank as zr

SYSTEM = "torch-2013"


def rows(n: int = 5000, seed: int = 7) -> pd.DataFrame:
    """Enterprises with blanks, negative amounts, thresholds met exactly, and codes without section."""
    rng = np.random.default_rng(seed)
    revenue = np.round(rng.lognormal(9, 3, n), 2)
    rd = np.where(rng.random(n) < 0.3, np.round(revenue * 5) / 100, np.round(revenue * rng.random(n) / 9, 2))
    frame = pd.DataFrame(
        {
            "zone": rng.choice(["成都", "西安", "武汉", "a,b", 'say "hi"'], n),
            "year": rng.choice([2018, 2019], n),
            "enterprise": [f"E{k}" for k in range(n)],
            "revenue": revenue,
            "rd_spending": rd,
            "net_profit": np.round(rng.normal(0, 1e6, n), 2),
            "operating_profit": np.round(rng.normal(0, 1e5, n), 2),
            "payroll": np.round(rng.lognormal(5, 1, n), 2),
            "depreciation": np.round(rng.lognormal(5, 1, n), 2),
            "employees": rng.integers(0, 9000, n).astype(float),
            "is_hightech": rng.choice(["是", "否", ""], n),
            "industry": rng.choice(["C3911", "3911", "I6510", "M73", "X1", ""], n),
        }
    )
    for column in ("revenue", "rd_spending", "net_profit", "payroll", "depreciation", "employees"):
        frame.loc[rng.random(n) < 0.05, column] = np.nan
    return frame


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(object).where(frame.notna(), None).map(lambda v: None if v is None else str(v))


def as_decimals(frame: pd.DataFrame) -> pa.Table:
    table = {}
    for name, column in frame.items():
        if column.dtype == float:
            table[name] = pa.array([None if v != v else Decimal(repr(v)) for v in column], pa.decimal128(20, 2))
        else:
            table[name] = pa.array(column)
    return pa.table(table)


def as_dictionaries(frame: pd.DataFrame) -> pa.Table:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for k, name in enumerate(table.column_names):
        if name in ("zone", "industry", "is_hightech", "enterprise"):
            table = table.set_column(k, name, table[name].dictionary_encode())
    return table


KINDS = {
    "pandas": lambda f: f,
    "text": as_text,
    "dict of arrays": lambda f: {name: column.to_numpy() for name, column in f.items()},
    "records": lambda f: f.astype({"zone": "U9", "enterprise": "U9", "is_hightech": "U3", "industry": "U5"}).to_records(
        index=False
    ),
    "polars": lambda f: pl.from_pandas(f),
    "polars lazy": lambda f: pl.from_pandas(f).lazy(),
    "arrow": lambda f: pa.Table.from_pandas(f, preserve_index=False),
    "sliced batches": lambda f: pa.Table.from_pandas(pd.concat([f[:3], f]), preserve_index=False)[3:].combine_chunks(),
    "small batches": lambda f: pa.Table.from_batches(
        pa.Table.from_pandas(f, preserve_index=False).to_batches(max_chunksize=37)
    ),
    "stream": lambda f: pa.table(f).to_reader(max_chunksize=301),
    "decimals": as_decimals,
    "dictionaries": as_dictionaries,
}


@pytest.fixture(scope="module")
def expected() -> str:
    """By the reading of text, which joins all rows in memory."""
    return zr.read(as_csv(rows()), SYSTEM, all_fields=True).to_csv_text()


def as_csv(frame: pd.DataFrame):
    import tempfile
    from pathlib import Path

    path = Path(tempfile.mkdtemp()) / "rows.csv"
    frame.to_csv(path, index=False)
    return path


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_table_gives_the_same_integers(kind, threads, expected):
    raw = zr.rollup(KINDS[kind](rows()), SYSTEM, threads=threads)
    assert raw.to_csv_text() == expected


def test_parquet_gives_the_same_integers(tmp_path, expected):
    frame = rows()
    for k in range(3):
        pq.write_table(pa.Table.from_pandas(frame[k::3], preserve_index=False), tmp_path / f"part-{k}.parquet")
    assert zr.rollup(tmp_path, SYSTEM).to_csv_text() == expected


@pytest.mark.parametrize("industry", [None, "section", "division", "code", {"C": "made", "I6": "software"}])
def test_parts_merge_to_the_whole(tmp_path, industry):
    frame = rows().sample(frac=1, random_state=3)
    whole = zr.partial(frame, SYSTEM, industry=industry)
    parts = [zr.partial(part, SYSTEM, industry=industry) for part in (frame[k::5] for k in range(5))]
    for k, part in enumerate(parts):
        part.save(tmp_path / f"{k}.csv")
    merged = zr.load_partial(tmp_path / "4.csv", SYSTEM)
    for k in (2, 0, 3, 1):
        merged = merged + zr.load_partial(tmp_path / f"{k}.csv", SYSTEM)
    assert merged.rows == whole.rows == len(frame)
    assert merged.finish().to_csv_text() == whole.finish().to_csv_text()
    from_files = zr.partial(as_csv(frame), SYSTEM, industry=industry)
    assert from_files.finish().to_csv_text() == whole.finish().to_csv_text()


def test_industries_add_up_to_the_zone():
    frame = rows()
    whole = zr.rollup(frame, SYSTEM).exact().set_index(["zone", "year"])
    parts = zr.rollup(frame, SYSTEM, industry="section")
    table = parts.exact()
    assert set(table["industry"]) == {"", "C", "I", "M"}
    for column in ("revenue", "employees", "rd_spending"):
        added = table.groupby(["zone", "year"])[column].sum()
        assert (added.sort_index() == whole[column].sort_index()).all()
    assert list(parts.table().columns[:3]) == ["zone", "year", "industry"]
    with pytest.raises(zr.Error, match="broken down by industry"):
        zr.rank(parts, year=2019)


def test_sums_beyond_64_bits_are_exact():
    most = Decimal("92233720368547758.07")
    frame = {"zone": ["a"] * 4, "year": [2020] * 4, "enterprise": list("wxyz"), "revenue": [most] * 4}
    raw = zr.rollup(pa.table(frame), SYSTEM)
    assert raw.exact()["revenue"].tolist() == [Decimal("368934881474191032.28")]


def test_distinct_rows_need_no_enterprise():
    frame = rows().drop(columns="enterprise")
    assert (
        zr.rollup(frame, SYSTEM, distinct=True).to_csv_text() == zr.rollup(rows(), SYSTEM, distinct=True).to_csv_text()
    )


GOOD = {"zone": ["a", "a"], "year": [2020, 2020], "enterprise": ["x", "y"], "revenue": [1.5, 2.5]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"enterprise": ["x", "x"]}, 'table:2: the enterprise "x" is given twice in 2020'),
        ({"revenue": [1.5, 2.505]}, "table:2, column revenue: 2.505 has more decimals than the field's 2 in kCNY"),
        ({"revenue": [1.5, float("inf")]}, 'table:2, column revenue: "inf" is not a number'),
        ({"revenue": [1.5, 1e30]}, "table:2, column revenue: 1e+30 is too large for an exact figure"),
        ({"revenue": [1.5, "many"]}, 'table:2, column revenue: "many" is not a number'),
        ({"employees": [3.0, 3.5]}, "table:2, column employees: 3.5 has more decimals than the field's 0 in person"),
        ({"is_hightech": [1, 7]}, 'table:2, column is_hightech: "7" is not one of the answers'),
        ({"is_listed": [True, True], "listing_year": [2001, 12]}, 'table:2, column listing_year: "12" is not a year'),
        ({"year": [2020, None]}, 'table:2: the cell of "year" is empty'),
        ({"zone": ["a", None]}, 'table:2: the cell of "zone" is empty'),
        ({"enterprise": ["x", None]}, 'table:2: the cell of "enterprise" is empty'),
        ({"revenue": [[1], [2]]}, 'table, column revenue: the column holds neither numbers nor text (Arrow type "+l")'),
    ],
)
def test_faults_name_the_row(change, message):
    with pytest.raises(zr.Error) as caught:
        zr.rollup(GOOD | change, SYSTEM)
    assert message in str(caught.value)


def test_one_bad_cell_among_many():
    n = 300_000
    values = np.ones(n)
    values[123_456] = 0.125
    frame = {"zone": ["a"] * n, "year": np.full(n, 2020), "enterprise": np.arange(n), "revenue": values}
    with pytest.raises(zr.Error) as caught:
        zr.rollup(frame, SYSTEM)
    assert len(caught.value.problems) == 1
    assert "table:123457, column revenue: 0.125 has more decimals" in str(caught.value)


def test_partials_that_do_not_fit(tmp_path):
    a = zr.partial(GOOD, SYSTEM)
    b = zr.partial({k: v for k, v in GOOD.items() if k != "revenue"} | {"employees": [1, 2]}, SYSTEM)
    with pytest.raises(zr.Error, match="different fields .one has revenue, the other employees."):
        a + b
    coded = GOOD | {"industry": ["C39", "C39"]}
    with pytest.raises(zr.Error, match="different grouping .one has nothing, the other section."):
        zr.partial(coded, SYSTEM) + zr.partial(coded, SYSTEM, industry="section")
    a.save(tmp_path / "a.csv")
    with pytest.raises(zr.Error, match="different system .one has torch-2013, the other most-2021."):
        zr.load_partial(tmp_path / "a.csv", "most-2021")
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    (tmp_path / "b.csv").write_text(text.replace("400", "4OO"), encoding="utf-8")
    with pytest.raises(zr.Error, match="not a partial result that can be used: a sum is not a whole number"):
        zr.load_partial(tmp_path / "b.csv", SYSTEM)
