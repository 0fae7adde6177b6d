"""Roll-up of enterprise rows in memory, beside DuckDB and polars as their users would write it.

12 amounts of two decimals (float64), 12 counts (int32), 5 % nulls; 24 sums and 24 counts of cells, and
with 24 conditional sums and counts more; by zone, and by zone, industry and year. The peers add doubles,
zonerank adds exact integers and refuses cells that are no decimals.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import zonerank as zr
from timing import interleaved, machine, row
from zonerank import _core

ZONES, YEARS, KINDS, THREADS = 169, 5, 12, 2
SECTIONS = "ABCDEFGHIJKLMNOPQRST"

# condition in the formula language, in SQL, in polars
CONDITIONS = [
    ("c0 >= 5000 person", "c0 >= 5000", lambda c: c("c0") >= 5000),
    ("20 * a1 >= a0", "20 * a1 >= a0", lambda c: 20 * c("a1") >= c("a0")),
    ("a2 < 5e5 kCNY", "a2 < 500000", lambda c: c("a2") < 500000),
    ("c1 == 0 person or c2 > 100 person", "c1 = 0 or c2 > 100", lambda c: (c("c1") == 0) | (c("c2") > 100)),
    (
        "not (c3 > 5000 person) and a4 > 100000 kCNY",
        "not (c3 > 5000) and a4 > 100000",
        lambda c: ~(c("c3") > 5000) & (c("a4") > 100000),
    ),
    ("a5 > 0", "a5 > 0", lambda c: c("a5") > 0),
]


def conditional() -> list[tuple[int, str]]:
    """Which column is summed under which condition: 24 of them."""
    return [(p, f"{kind}{(2 * p + j) % KINDS}") for p in range(6) for j in range(2) for kind in "ac"]


def system(predicates: bool):
    text = '[system]\nid = "bench"\n'
    for name in columns():
        unit, number = ("kCNY", "decimal(2)") if name[0] == "a" else ("person", "count")
        text += f'[[field]]\nname = "{name}"\nunit = "{unit}"\nnumber = "{number}"\nlevel = "enterprise"\n'
    text += '[[field]]\nname = "industry"\nnumber = "code"\nlevel = "enterprise"\n'
    for k, (p, name) in enumerate(conditional() if predicates else []):
        unit, number = ("kCNY", "decimal(2)") if name[0] == "a" else ("person", "count")
        text += f'[[field]]\nname = "p{k}"\nunit = "{unit}"\nnumber = "{number}"\n'
        text += f'rollup = "sum({name}, {CONDITIONS[p][0]})"\n'
    return _core.parse_system(text + '[[indicator]]\nid = "x"\nunit = "kCNY"\nformula = "a0"\n', "bench.toml")


def columns() -> list[str]:
    return [f"a{k}" for k in range(KINDS)] + [f"c{k}" for k in range(KINDS)]


def make_rows(n: int) -> pa.Table:
    rng = np.random.default_rng(1)
    table = {
        "zone": pa.array(rng.integers(0, ZONES, n, dtype=np.int32)),
        "year": pa.array(rng.integers(2015, 2015 + YEARS, n, dtype=np.int32)),
        "industry": pa.DictionaryArray.from_arrays(
            pa.array(rng.integers(0, len(SECTIONS), n, dtype=np.int32)), pa.array(list(SECTIONS))
        ),
    }
    for name in columns():
        values = rng.integers(0, 10**8, n) / 100 if name[0] == "a" else rng.integers(0, 10_000, n, dtype=np.int32)
        table[name] = pa.array(values, mask=rng.random(n, dtype=np.float32) < 0.05)
    return pa.table(table)


def sql(keys: str, predicates: bool, source: str) -> str:
    parts = [f"sum({c}), count({c})" for c in columns()]
    for p, name in conditional() if predicates else []:
        chosen = f"case when {CONDITIONS[p][1]} then {name} end"  # several times faster than FILTER
        parts.append(f"sum({chosen}), count({chosen})")
    return f"select {keys}, {', '.join(parts)} from {source} group by {keys}"


def polars_query(frame: pl.DataFrame, keys: list[str], predicates: bool) -> pl.DataFrame:
    parts = []
    for name in columns():
        parts += [pl.col(name).sum().alias(f"s{name}"), pl.col(name).count().alias(f"n{name}")]
    for k, (p, name) in enumerate(conditional() if predicates else []):
        chosen = pl.col(name).filter(CONDITIONS[p][2](pl.col))
        parts += [chosen.sum().alias(f"ps{k}"), chosen.count().alias(f"pn{k}")]
    return frame.lazy().group_by(keys).agg(parts).collect()


def buffers(table: pa.Table, names: list[str]) -> list[np.ndarray]:
    found = []
    for name in names:
        for chunk in table[name].chunks:
            for buffer in (chunk.indices if isinstance(chunk, pa.DictionaryArray) else chunk).buffers():
                if buffer is not None:
                    found.append(np.frombuffer(buffer, np.uint64, buffer.size // 8))
    return found


def read_plainly(found: list[np.ndarray]) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        halves = [part for b in found for part in (b[: len(b) // 2], b[len(b) // 2 :])]
        list(pool.map(np.bitwise_or.reduce, halves))


def check(ours, peer: np.ndarray, name: str) -> None:
    """Both sides add up the same: a benchmark of different work says nothing."""
    total = float(sum(ours.exact()["a0"]))
    if abs(total - peer.sum()) > 1e-6 * abs(total):
        raise SystemExit(f"{name} adds up to {peer.sum()}, zonerank to {total}")


def run(rows: int = 20_000_000, repeats: int = 5) -> Iterator[dict]:
    table = make_rows(rows)
    frame = pl.from_arrow(table)
    connection = duckdb.connect()
    connection.execute(f"set threads = {THREADS}")
    connection.register("rows_arrow", table)
    connection.execute("create table rows_own as select * from rows_arrow")
    bandwidth = machine(THREADS)
    for keys in (["zone"], ["zone", "industry", "year"]):
        by = {"industry": "code"} if len(keys) > 1 else {}
        source = (
            table
            if by
            else table.drop_columns(["industry"]).set_column(1, "year", pa.array(np.full(rows, 2019, np.int32)))
        )
        touched = buffers(source, source.column_names)
        n_bytes = sum(b.nbytes for b in touched)
        for predicates in (False, True):
            definition = system(predicates)
            text = ", ".join(keys)

            def ours(source=source, definition=definition, by=by):
                return zr.rollup(source, definition, distinct=True, threads=THREADS, **by)

            def own(text=text, predicates=predicates, source="rows_own"):
                return connection.sql(sql(text, predicates, source)).fetchnumpy()

            sides = {
                "zonerank": ours,
                "DuckDB, its own table": own,
                "DuckDB, Arrow": lambda own=own: own(source="rows_arrow"),
                "polars": lambda keys=keys, predicates=predicates: polars_query(frame, keys, predicates),
                "plain read": lambda touched=touched: read_plainly(touched),
            }
            check(ours(), own()["sum(a0)"], "DuckDB")
            medians = interleaved(sides, repeats)
            groups = ZONES if not by else ZONES * len(SECTIONS) * YEARS
            size = f"{rows / 1e6:g} M rows, {groups} groups, {48 if predicates else 24} sums"
            for name in list(sides)[1:]:
                kind = "limit" if name == "plain read" else "peer"
                yield row("rollup", size, name, kind, medians["zonerank"], medians[name])
            bound = n_bytes / (bandwidth["triad_gb_s"] * 1e9)
            yield row("rollup", size, "bytes / triad bandwidth", "limit", medians["zonerank"], bound)
