"""Rank distributions of 169 zones x 40 indicators in 4 groups under redrawn weights, beside vectorised NumPy and our
own plain C++ (Eigen's product, std::sort, doubles; bench/analyze).

All count the ranks of the overall score alone. COINr's 0.17 s of CPU for a redrawn ranking were measured apart.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import numpy as np
import zonerank as zr
from timing import BUILD, Runs, interleaved, row

ZONES, COLUMNS, GROUPS = 169, 40, 4
DRAWS = 100_000
PLAIN_DRAWS = 2048
COINR_S = 0.17
SCORES = np.random.default_rng(1).random((ZONES, COLUMNS)) * 100
GROUP_OF = np.repeat(np.arange(GROUPS), COLUMNS // GROUPS)


def numpy_frequency(draws: int, raw) -> np.ndarray:
    """Chunks that fit the cache; argsort, then bincount."""
    rng = np.random.default_rng(2)
    counts = np.zeros(ZONES * ZONES, dtype=np.int64)
    place = np.arange(ZONES)
    for first in range(0, draws, 2000):
        n = min(2000, draws - first)
        top, inside = raw(rng, np.full(GROUPS, 0.25), n), raw(rng, np.full(COLUMNS, 0.1), n)
        top /= top.sum(axis=1, keepdims=True)
        by_group = inside.reshape(n, GROUPS, -1)
        w = (by_group / by_group.sum(axis=2, keepdims=True) * top[:, :, None]).reshape(n, COLUMNS)
        order = np.argsort(-(w @ SCORES.T), axis=1)
        counts += np.bincount((order * ZONES + place).ravel(), minlength=ZONES * ZONES)
    return counts.reshape(ZONES, ZONES)


def uniform(rng, w, n):
    return w * rng.uniform(0.75, 1.25, (n, len(w)))


def dirichlet(rng, w, n):
    return rng.standard_gamma(100 * w, (n, len(w)))


def plain_seconds(name: str) -> float:
    """Of the plain C++ version, for as many draws as ours."""
    command = [BUILD / "bench" / "zonerank_bench", f"--benchmark_filter=^plain_{name}", "--benchmark_format=json"]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["benchmarks"][0]
    return found["real_time"] * 1e-9 / PLAIN_DRAWS * DRAWS


def run(repeats: int = 5, rows: int = DRAWS) -> Iterator[dict]:
    for name, vary, raw in (
        ("uniform", {"method": "uniform"}, uniform),
        ("dirichlet", {"method": "dirichlet"}, dirichlet),
    ):

        def ours(threads: int, vary=name):
            return zr.redraw(
                SCORES, groups=GROUP_OF, vary=vary, draws=DRAWS, threads=threads, by_group=False, score_quantiles=False
            )

        ahead = ours(2).frequency().to_numpy()
        gap = np.abs(ahead - numpy_frequency(DRAWS, raw) / DRAWS).max()
        if gap > 0.02:
            raise SystemExit(f"{name}: NumPy's frequencies differ by {gap}: nothing to compare")
        sides = {
            "ours": lambda: ours(2),
            "one": lambda: ours(1),
            "NumPy": lambda raw=raw: numpy_frequency(DRAWS, raw),
        }
        plain = []
        sides["plain"] = lambda name=name, plain=plain: plain.append(plain_seconds(name))
        medians = interleaved(sides, repeats)
        size = f"{name}, {ZONES} x {COLUMNS}, {DRAWS} draws"
        plain_s = Runs(plain)
        yield row("uncertainty", size, "NumPy", "peer", medians["ours"], medians["NumPy"])
        yield row("uncertainty", size, "plain Eigen + std::sort", "baseline", medians["ours"], plain_s)
        yield row("uncertainty", f"{size}, 1 thread", "plain Eigen + std::sort", "baseline", medians["one"], plain_s)
        yield row("uncertainty", size, "ours on one thread", "baseline", medians["ours"], medians["one"])
        yield row("uncertainty", f"{size}, 1 thread", "COINr, 0.17 s a draw", "peer", medians["one"], COINR_S * DRAWS)
