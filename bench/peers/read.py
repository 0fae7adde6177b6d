"""From files to zones and ranks: the sample's forms as CSV and as Parquet, beside DuckDB alone.

DuckDB reads the same forms, joins them by enterprise, and adds up by zone what the indicators of
torch-2013 need; it neither checks a cell, nor ranks.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb
import zonerank as zr
from timing import interleaved, row
from zonerank import _core

SYSTEM, THREADS, YEAR = "torch-2013", 2, 2019


def write_forms(folder: Path, enterprises: int) -> tuple[Path, Path]:
    """One year of the sample as CSV, and the same files as Parquet."""
    csv, parquet = folder / "csv", folder / "parquet"
    zr.sample(csv, enterprises=enterprises, first_year=YEAR, years=1)
    parquet.mkdir()
    for file in sorted(csv.glob("*.csv")):
        if "GQ" in file.name:
            target = parquet / file.with_suffix(".parquet").name
            duckdb.execute(f"copy (from '{file}') to '{target}'")
        else:
            file.unlink()  # figures of zones, which DuckDB's side has no use for
    return csv, parquet


def forms_of(folder: Path) -> list[str]:
    return [str(file) for file in sorted(folder.glob("*GQ*"))]


def duckdb_query(connection, files: list[str]) -> str:
    """Every needed column of every form summed by zone, in whole hundredths of a unit."""
    system = zr.load_system(SYSTEM)
    needed = set(system.needed_fields())
    sums, joined, key, zone = [], "", "", ""
    for k, file in enumerate(files):
        names = [d[0] for d in connection.sql(f"select * from '{file}' limit 0").description]
        meanings, _ = _core.column_meanings(names, system, file)
        roles = {m.role: name for m, name in zip(meanings, names, strict=True)}
        source = f"'{file}' as f{k}"
        joined += source if k == 0 else f' left join {source} on f0."{key}" = f{k}."{roles["enterprise"]}"'
        key = key or roles["enterprise"]
        zone = zone or roles["zone"]
        for m, name in zip(meanings, names, strict=True):
            field = next((f for f in system.fields if f.name == m.field), None)
            if m.role == "field" and m.field in needed and field.number in ("count", "decimal(2)"):
                sums.append(f'sum(cast(f{k}."{name}" as decimal(18, 2)))')
    return f'select f0."{zone}", {", ".join(sums)} from {joined} group by all'


def run(rows: int = 10_000_000, repeats: int = 3) -> list[dict]:
    folder = Path(tempfile.mkdtemp(prefix="zonerank-bench-"))
    results = []
    try:
        for kind, forms in zip(("CSV", "Parquet"), write_forms(folder, rows), strict=True):
            files = forms_of(forms)
            connection = duckdb.connect()
            connection.execute(f"set threads = {THREADS}")
            query = duckdb_query(connection, files)
            sides = {
                "zonerank": lambda files=files: zr.rank(zr.read(files, SYSTEM, threads=THREADS), year=YEAR),
                "DuckDB": lambda query=query, connection=connection: connection.sql(query).fetchall(),
            }
            medians = interleaved(sides, repeats)
            n_bytes = sum(Path(file).stat().st_size for file in files)
            size = f"{rows / 1e6:g} M enterprises, {kind}, {n_bytes / 1e9:.2f} GB"
            results.append(row("read", size, "DuckDB", "peer", medians["zonerank"], medians["DuckDB"]))
    finally:
        shutil.rmtree(folder)
    return results
