"""Normalization x aggregation x weights x an indicator left out, redrawn, beside evaluating each draw from the values
with NumPy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import zonerank as zr
from timing import interleaved, row

DRAWS = 100_000
NAIVE_DRAWS = 500


def naive(values, directions, group_of, group_weights, draws: int) -> np.ndarray:
    """What a careful script does for each draw."""
    rng = np.random.default_rng(3)
    n, m = values.shape
    counts = np.zeros((n, n), dtype=np.int64)
    for _ in range(draws):
        x = values * directions
        norm = rng.integers(3)
        if norm == 0:
            s = 1 + 99 * (x - np.nanmin(x, axis=0)) / (np.nanmax(x, axis=0) - np.nanmin(x, axis=0))
        elif norm == 1:
            s = 50 + 5 * (x - np.nanmean(x, axis=0)) / np.nanstd(x, axis=0, ddof=1)
        else:
            s = x.argsort(axis=0).argsort(axis=0) + 1.0
        w = rng.uniform(0.75, 1.25, m)
        out = rng.integers(m + 1)
        if out < m:
            w[out] = 0
        v = group_weights * rng.uniform(0.75, 1.25, len(group_weights))
        mean = rng.integers(2)
        t = s if mean == 0 else np.log(s)
        parts = [t[:, group_of == g] @ (w[group_of == g] / w[group_of == g].sum()) for g in range(len(v))]
        score = np.column_stack(parts) @ (v / v.sum())
        counts[np.argsort(-score), np.arange(n)] += 1
    return counts


def run(repeats: int = 5, rows: int = DRAWS) -> Iterator[dict]:
    with tempfile.TemporaryDirectory() as folder:
        zr.sample(Path(folder) / "data", enterprises=20_000)
        ranking = zr.rank(zr.rollup(Path(folder) / "data", "torch-2013"), year=2019)
    group_of = np.array([i.group_index - 1 for i in ranking.system.indicators])
    group_weights = np.array([g.weight for g in ranking.system.groups[1:]])
    directions = np.array([1.0 if i.direction == "+" else -1.0 for i in ranking.system.indicators])
    values = np.nan_to_num(ranking._core.values, nan=0.0)

    def ours():
        return ranking.uncertainty(
            draws=DRAWS, vary="uniform", leave_one_out=True, groups=False, scores=False, threads=2,
            normalization=[{"method": "min-max", "lower": 1}, {"method": "z-score", "mean": 50, "sd": 5}, "rank"],
            aggregation=["arithmetic", "geometric"],
        )  # fmt: skip

    medians = interleaved(
        {"ours": ours, "naive": lambda: naive(values, directions, group_of, group_weights, NAIVE_DRAWS)}, repeats
    )
    size = f"{len(ranking.zones)} x {values.shape[1]}, {DRAWS} draws of 6 methods"
    yield row(
        "methodology", size, "NumPy, draw by draw", "peer", medians["ours"], medians["naive"] * DRAWS / NAIVE_DRAWS
    )
