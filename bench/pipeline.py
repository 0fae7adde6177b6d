"""From raw records to ranks, stage by stage, and a ranking from Python: medians of several runs."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import zonerank as zr

RUNS = 5


def median_seconds(call, runs: int = RUNS) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    system = zr.load_system("torch-2013")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sample"
        sample = median_seconds(lambda: zr.sample(folder), runs=3)
        size = sum(f.stat().st_size for f in folder.iterdir()) / 1e6
        raw = zr.rollup(folder, system)
        rows = raw.enterprise_rows
        stages = [
            (f"sample: {rows:,} rows, {size:,.0f} MB written", sample),
            ("read and roll up every field", median_seconds(lambda: zr.rollup(folder, system))),
            ("read and roll up what torch-2013 needs", median_seconds(lambda: zr.read(folder, system))),
            ("the same, one thread", median_seconds(lambda: zr.read(folder, system, threads=1))),
            ("rank 169 zones x 33 indicators", median_seconds(lambda: zr.rank(raw, system), runs=101)),
            ("load the system", median_seconds(lambda: zr.load_system("torch-2013"), runs=21)),
        ]
    for what, seconds in stages:
        shown = f"{seconds:8.2f} s " if seconds > 0.1 else f"{1e6 * seconds:8.0f} us"
        print(f"{shown}  {what}")


if __name__ == "__main__":
    main()
