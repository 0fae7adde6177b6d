"""First-order and total Sobol indices of every zone's score and rank, N = 1024, 40 weights, beside NumPy for the
rankings with SALib for the indices."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from SALib.analyze import sobol as analyze
from SALib.sample import sobol as sample
from timing import interleaved, row
from zonerank import _core
from zonerank.analysis.draws import _array_draws

ZONES, COLUMNS, N = 169, 40, 1024
SCORES = np.random.default_rng(1).random((ZONES, COLUMNS)) * 100
SCRAMBLINGS = 2
PROBLEM = {"num_vars": COLUMNS, "names": [f"x{k}" for k in range(COLUMNS)], "bounds": [[0.75, 1.25]] * COLUMNS}


def ours():
    """As many scramblings, each of the whole design: intervals come from them."""
    drawn, _, _ = _array_draws(SCORES, None, None, None, "uniform", "all", False)
    return _core.sensitivity(drawn, N, SCRAMBLINGS, 1, 2)


def by_salib(outputs: int = 2 * ZONES + 1):
    points = sample.sample(PROBLEM, N, calc_second_order=False)
    w = points / points.sum(axis=1, keepdims=True)
    scores = w @ SCORES.T
    order = np.argsort(-scores, axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, ZONES + 1)[None, :], axis=1)
    nominal = np.argsort(np.argsort(-SCORES.mean(axis=1))) + 1
    shift = np.abs(ranks - nominal).mean(axis=1)
    columns = np.column_stack([scores, ranks, shift])
    return [analyze.analyze(PROBLEM, columns[:, k], calc_second_order=False) for k in range(outputs)]


def run(repeats: int = 5, rows: int = N) -> Iterator[dict]:
    found = ours()
    theirs = by_salib(4)
    gap = max(np.abs(found["scores"]["total"][k] - theirs[k]["ST"]).max() for k in range(4))
    if gap > 0.1:
        raise SystemExit(f"SALib's total indices differ by {gap}: nothing to compare")
    medians = interleaved({"ours": ours, "SALib": by_salib}, min(repeats, 3))
    size = f"{ZONES} scores and ranks, N {N}, D {COLUMNS}"
    yield row("sobol", size, "NumPy + SALib", "peer", medians["ours"] / SCRAMBLINGS, medians["SALib"])
