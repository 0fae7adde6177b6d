"""Weights, means, ranks and comparisons of units x 40 indicators from Python, beside pymcdm, scikit-criteria,
pyDecision, vectorised NumPy and linear-programming solvers.

Every side gets the same C-ordered or Fortran-ordered array, whichever it likes better, and gives the same
numbers; that is checked before it is timed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pymcdm.weights as mcdm
import swiglpk as glpk
import zonerank as zr
from pyDecision.algorithm import critic_method, entropy_method
from scipy.optimize import linprog
from skcriteria.preprocessing import weighters as skc
from timing import interleaved, row

COLUMNS = 40
SIZES = (169, 10_000, 1_000_000)
RNG = np.random.default_rng(1)


def scores_of(n: int) -> np.ndarray:
    """Skewed scores from 1 to 100, Fortran-ordered."""
    return np.asfortranarray(1 + 99 * RNG.random((n, COLUMNS)) ** 2)


# ---- what a skilled NumPy user writes


def entropy(x):
    p = x / x.sum(axis=0)
    e = 1 + (p * np.log(p)).sum(axis=0) / np.log(len(x))
    return e / e.sum()


def critic(x):
    c = x.std(axis=0, ddof=1) * (1 - np.corrcoef(x, rowvar=False)).sum(axis=0)
    return c / c.sum()


def pca(x):
    return np.linalg.eigh(np.corrcoef(x, rowvar=False))[1][:, -1] ** 2


def weighted_sum_and_ranks(x, w):
    y = x @ w
    order = np.argsort(-y, kind="stable")
    ranks = np.empty(len(y), dtype=np.int64)
    ranks[order] = np.arange(1, len(y) + 1)
    ties = np.flatnonzero(np.diff(y[order]) == 0)
    for k in ties:
        ranks[order[k + 1]] = ranks[order[k]]
    return ranks


def geometric(x, w):
    return np.exp(np.log(x) @ w)


def winsorized_composite(x, w):
    low, high = np.percentile(x, [2.5, 97.5], axis=0)
    return weighted_sum_and_ranks((np.clip(x, low, high) - low) / (high - low), w)


def copeland(x, w):
    ahead = np.zeros((len(x), len(x)))
    for j in range(x.shape[1]):
        ahead += w[j] * np.sign(x[:, j, None] - x[None, :, j])
    return np.sign(np.where(np.abs(ahead) < 1e-12, 0, ahead)).sum(axis=1)


# ---- benefit of the doubt


def by_highs(x):
    ones = np.ones(len(x))
    return np.array([-linprog(-r, A_ub=x, b_ub=ones, method="highs").fun for r in x])


def by_glpk(x):
    n, m = x.shape
    problem = glpk.glp_create_prob()
    glpk.glp_set_obj_dir(problem, glpk.GLP_MAX)
    glpk.glp_add_rows(problem, n)
    glpk.glp_add_cols(problem, m)
    for i in range(n):
        glpk.glp_set_row_bnds(problem, i + 1, glpk.GLP_UP, 0, 1)
    for j in range(m):
        glpk.glp_set_col_bnds(problem, j + 1, glpk.GLP_LO, 0, 0)
    index = glpk.intArray(m + 1)
    value = glpk.doubleArray(m + 1)
    for j in range(m):
        index[j + 1] = j + 1
    for i in range(n):
        for j in range(m):
            value[j + 1] = x[i, j]
        glpk.glp_set_mat_row(problem, i + 1, m, index, value)
    options = glpk.glp_smcp()
    glpk.glp_init_smcp(options)
    options.msg_lev = glpk.GLP_MSG_OFF
    result = []
    for r in x:
        for j in range(m):
            glpk.glp_set_obj_coef(problem, j + 1, r[j])
        glpk.glp_simplex(problem, options)  # from the basis of the unit before
        result.append(glpk.glp_get_obj_val(problem))
    glpk.glp_delete_prob(problem)
    return np.array(result)


def repeated(call: Callable[[], object], times: int) -> Callable[[], object]:
    def run():
        for _ in range(times):
            call()

    return run


def compared(name: str, n: int, ours: Callable, peers: dict[str, Callable], repeats: int) -> Iterator[dict]:
    wanted = np.asarray(ours(), dtype=float)
    for peer, call in peers.items():
        gap = np.abs(np.asarray(call(), dtype=float) - wanted).max()
        if not gap <= 1e-6:
            raise SystemExit(f"{name}, {n} units: {peer} differs by {gap}: nothing to compare")
    times = 1 if n > 10_000 or name.startswith("benefit") else 5 if n > 1000 else 200
    times = 20 if name == "Copeland" else times
    sides = {"ours": repeated(ours, times)} | {peer: repeated(call, times) for peer, call in peers.items()}
    warmed = frozenset(("ours", "NumPy") if n <= 10_000 else ())
    medians = interleaved(sides, repeats, warmed)
    for peer in peers:
        yield row("methods", f"{name}, {n} x {COLUMNS}", peer, "peer", medians["ours"] / times, medians[peer] / times)


def weights_and_means(x: np.ndarray, w: np.ndarray, repeats: int) -> Iterator[dict]:
    n = len(x)
    up, ones = ["max"] * COLUMNS, np.ones(COLUMNS)
    scaled = (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))  # what the others do first
    entropies = {"NumPy": lambda: entropy(x)}
    critics = {"NumPy": lambda: critic(scaled)}
    if n <= 10_000:  # the others hold several copies and loops over columns, or over cells
        entropies["pymcdm"] = lambda: mcdm.entropy_weights(x, ones)
        entropies["scikit-criteria"] = lambda: skc.entropy_weights(x)
        entropies["pyDecision"] = lambda: entropy_method(x, up)
        critics["pymcdm"] = lambda: mcdm.critic_weights(scaled)
        critics["scikit-criteria"] = lambda: skc.critic_weights(scaled, ones, scale=False)
        critics["pyDecision"] = lambda: critic_method(scaled, up)
    yield from compared("entropy", n, lambda: zr.weights.of(x, "entropy"), entropies, repeats)
    yield from compared("CRITIC", n, lambda: zr.weights.of(scaled, "critic"), critics, repeats)
    yield from compared("PCA weights", n, lambda: zr.weights.of(x, "pca"), {"NumPy": lambda: pca(x)}, repeats)
    yield from compared(
        "weighted sum and ranks",
        n,
        lambda: zr.rank_scores(zr.aggregate(x, w)),
        {"NumPy": lambda: weighted_sum_and_ranks(x, w)},
        repeats,
    )
    yield from compared(
        "winsorized, scaled, weighted, ranked",
        n,
        lambda: zr.composite(x, w, treatment="winsorize")[1],
        {"NumPy": lambda: winsorized_composite(x, w)},
        repeats,
    )
    yield from compared(
        "geometric mean", n, lambda: zr.aggregate(x, w, "geometric"), {"NumPy": lambda: geometric(x, w)}, repeats
    )


def beside_two_reads(x: np.ndarray, w: np.ndarray, repeats: int) -> Iterator[dict]:
    """The composite of a large table beside the least that two reads of it cost: sums of its cells on two threads."""
    halves = np.array_split(x.T.reshape(-1), 2)
    with ThreadPoolExecutor(2) as pool:

        def reads():
            for _ in range(2):
                list(pool.map(np.sum, halves))

        sides = {"ours": lambda: zr.composite(x, w, treatment="winsorize"), "reads": reads}
        medians = interleaved(sides, repeats, frozenset(sides))
    size = f"winsorized, scaled, weighted, ranked, {len(x)} x {COLUMNS}"
    yield row("methods", size, "two plain reads", "limit", medians["ours"], medians["reads"])


def run(rows: int = 1_000_000, repeats: int = 5) -> Iterator[dict]:
    w = np.arange(1.0, COLUMNS + 1)
    w /= w.sum()
    for n in (size for size in SIZES if size <= rows):
        x = scores_of(n)
        yield from weights_and_means(x, w, repeats)
        if n == SIZES[-1]:
            yield from beside_two_reads(x, w, repeats)
    x = np.ascontiguousarray(scores_of(169))
    yield from compared(
        "Copeland", 169, lambda: zr.aggregate(x, w, "copeland"), {"NumPy": lambda: copeland(x, w)}, repeats
    )
    yield from compared(
        "benefit of the doubt",
        169,
        lambda: zr.benefit_of_doubt(x).scores,
        {"GLPK": lambda: by_glpk(x), "HiGHS": lambda: by_highs(x)},
        repeats,
    )
