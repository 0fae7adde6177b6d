"""Laws of weights from scores."""

from __future__ import annotations

import numpy as np

from .tried import CLOSE, numbers, same, shown, table, tries


@tries
def weights_fit(f, rng):
    s = table(rng)
    w = numbers(f, s, size=4)
    return None if np.isfinite(w).all() and (w >= 0).all() and w.sum() > 0 else f"{shown(w)} of {shown(s)}"


@tries
def weights_repeated(f, rng):
    s = table(rng)
    return None if np.array_equal(numbers(f, s, size=4), numbers(f, s, size=4)) else f"other weights of {shown(s)}"


def shares(f, s) -> np.ndarray:
    w = numbers(f, s, size=s.shape[1])
    return w / w.sum()


@tries
def weights_add_up(f, rng):
    w = numbers(f, table(rng), size=4)
    return None if abs(w.sum() - 1) < CLOSE else f"{shown(w)} sums to {w.sum()}"


@tries
def weights_of_zones(f, rng):
    s = table(rng)
    return None if same(shares(f, s[rng.permutation(len(s))]), shares(f, s)) else f"{shown(s)} in another order"


@tries
def weights_of_indicators(f, rng):
    s = table(rng)
    order = rng.permutation(4)
    return None if same(shares(f, s[:, order]), shares(f, s)[order]) else f"columns in the order {shown(order)}"


@tries
def weights_of_duplicates(f, rng):
    s = table(rng)
    s[:, 3] = s[:, 0]
    w = shares(f, s)
    return None if abs(w[0] - w[3]) < CLOSE else f"the same column twice has the weights {w[0]} and {w[3]}"


@tries
def weights_of_units(f, rng):
    s = table(rng)
    other = s * [1024.0, 1, 1, 1]
    return None if same(shares(f, other), shares(f, s)) else f"the first column of {shown(s)} times 1024"


@tries
def weights_of_common_unit(f, rng):
    s = table(rng)
    return None if same(shares(f, 8 * s), shares(f, s)) else f"8 times {shown(s)}"


def weights_of_constant(f, rng):
    s = table(rng)
    s[:, 1] = 50.0
    w = numbers(f, s, size=4)
    return None if np.isfinite(w).all() and w[1] == 0 else f"{shown(w)} where the second column does not vary"


def weights_with_gaps(f, rng):
    s = table(rng)
    s[2, 1] = np.nan
    w = numbers(f, s, size=4)
    return None if np.isfinite(w).all() else f"{shown(w)} where a score is missing"


def weights_of_one_zone(f, rng):
    w = numbers(f, table(rng, n=1), size=4)
    return None if np.isfinite(w).all() and w.sum() > 0 else f"{shown(w)} of one zone alone"


WEIGHTING = [
    ("one finite weight >= 0 for each indicator, not all 0", weights_fit),
    ("the same scores give the same weights", weights_repeated),
    ("weights add up to 1", weights_add_up),
    ("the order of zones changes no weight", weights_of_zones),
    ("the order of indicators changes nothing else", weights_of_indicators),
    ("an indicator that stands twice has the same weight twice", weights_of_duplicates),
    ("a common unit of all scores changes no weight", weights_of_common_unit),
    ("the unit of one indicator changes no weight", weights_of_units),
    ("an indicator that does not vary has weight 0", weights_of_constant),
    ("a missing score leaves the weights finite", weights_with_gaps),
    ("one zone alone gives weights", weights_of_one_zone),
]
