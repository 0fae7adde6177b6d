"""Laws of what is done to one column: normalization, treatment, imputation."""

from __future__ import annotations

import numpy as np

from .tried import column, numbers, same, shown, tries, with_gaps


@tries
def finite(f, rng):
    x = column(rng)
    y = numbers(f, x)
    if np.isfinite(y).all():
        return None
    i = int(np.flatnonzero(~np.isfinite(y))[0])
    return f"{y[i]} for {x[i]} of {shown(x)}"


@tries
def repeated(f, rng):
    x = column(rng)
    return None if np.array_equal(numbers(f, x), numbers(f, x), equal_nan=True) else f"other numbers of {shown(x)}"


@tries
def unit_of_scores(f, rng):
    x = column(rng)
    return None if same(numbers(f, 1024 * x), numbers(f, x)) else f"other scores of 1024 times {shown(x)}"


@tries
def unit_of_values(f, rng):
    x = column(rng)
    return None if same(numbers(f, 1024 * x), 1024 * numbers(f, x)) else f"not 1024 times as much of 1024 * {shown(x)}"


@tries
def shift_of_scores(f, rng):
    x = column(rng)
    return None if same(numbers(f, x + 1000), numbers(f, x), 100) else f"other scores of 1000 plus {shown(x)}"


@tries
def order_of_zones(f, rng):
    x = column(rng)
    order = rng.permutation(len(x))
    return None if same(numbers(f, x[order]), numbers(f, x)[order]) else f"{shown(x)} in the order {shown(order)}"


@tries
def more_is_better(f, rng):
    x = column(rng)
    order = np.argsort(x, kind="stable")
    y = numbers(f, x)[order]
    falls = np.flatnonzero(np.diff(y) < 0)
    falls = [k for k in falls if x[order][k] < x[order][k + 1]]
    if not falls:
        return None
    k = falls[0]
    return f"{x[order][k]} gives {y[k]}, {x[order][k + 1]} gives {y[k + 1]}, of {shown(x)}"


@tries
def equal_values(f, rng):
    x = column(rng)
    x[7] = x[2]
    y = numbers(f, x)
    return None if y[7] == y[2] or np.isnan(y[[2, 7]]).all() else f"{x[2]} twice gives {y[2]} and {y[7]}"


@tries
def within_0_100(f, rng):
    y = numbers(f, column(rng))
    return None if (y >= -1e-9).all() and (y <= 100 + 1e-9).all() else f"scores from {y.min()} to {y.max()}"


@tries
def within_values(f, rng):
    x = with_gaps(rng)
    y = numbers(f, x)
    low, high = np.nanmin(x), np.nanmax(x)
    present = y[~np.isnan(y)]
    inside = (present >= low - 1e-9).all() and (present <= high + 1e-9).all()
    return None if inside else f"values from {present.min()} to {present.max()} of {shown(x)}"


@tries
def gaps_pass(f, rng):
    x = with_gaps(rng)
    y = numbers(f, x)
    return None if np.isfinite(y[~np.isnan(x)]).all() else f"{shown(y)} of {shown(x)}"


@tries
def gaps_change_nothing(f, rng):
    x = with_gaps(rng)
    present = ~np.isnan(x)
    alone = numbers(f, x[present])
    return None if same(numbers(f, x)[present], alone) else f"with and without the gaps of {shown(x)}"


@tries
def values_stay(f, rng):
    x = with_gaps(rng)
    y = numbers(f, x)
    changed = np.flatnonzero(~np.isnan(x) & (y != x))
    return None if not len(changed) else f"{x[changed[0]]} became {y[changed[0]]}"


@tries
def gaps_filled(f, rng):
    x = with_gaps(rng)
    return None if np.isfinite(numbers(f, x)).all() else f"{shown(numbers(f, x))} of {shown(x)}"


@tries
def order_of_gaps(f, rng):
    x = with_gaps(rng)
    order = rng.permutation(len(x))
    return None if same(numbers(f, x[order]), numbers(f, x)[order]) else f"{shown(x)} in the order {shown(order)}"


@tries
def unit_of_gaps(f, rng):
    x = with_gaps(rng)
    return None if same(numbers(f, 1024 * x), 1024 * numbers(f, x)) else f"not 1024 times as much of 1024 * {shown(x)}"


def constant(f, rng):
    y = numbers(f, np.full(8, 5.0))
    return None if np.isfinite(y).all() else f"{y[0]} for a column of 5"


def constant_stays(f, rng):
    y = numbers(f, np.full(8, 5.0))
    return None if (y == 5).all() else f"{y[0]} for a column of 5"


def alone(f, rng):
    y = numbers(f, np.array([5.0]))
    return None if np.isfinite(y).all() else f"{y[0]} for one zone alone"


def extremes(f, rng):
    x = column(rng)
    x[0], x[1] = 1e300, 1e-300
    y = numbers(f, x)
    return None if np.isfinite(y).all() else f"{shown(y)} of {shown(x)}"


@tries
def twice(f, rng):
    once = numbers(f, column(rng))
    return None if same(numbers(f, once), once) else f"treated again {shown(once)} changes"


FIRST = [
    ("one finite number for each zone", finite),
    ("the same column gives the same numbers", repeated),
    ("the order of zones changes nothing else", order_of_zones),
]
DEGENERATE = [
    ("a constant column gives finite numbers", constant),
    ("one zone alone has a finite number", alone),
    ("values of 1e300 and 1e-300 give finite numbers", extremes),
]
NORMALIZATION = [
    *FIRST,
    ("the unit of the indicator changes no score", unit_of_scores),
    ("a shift of the indicator changes no score", shift_of_scores),
    ("more is better: a greater value never has a lower score", more_is_better),
    ("equal values have equal scores", equal_values),
    ("scores lie between 0 and 100", within_0_100),
    ("zones with a value have a score where others have none", gaps_pass),
    ("gaps change no score of the other zones", gaps_change_nothing),
    *DEGENERATE,
]
TREATMENT = [
    *FIRST,
    ("the unit of the indicator changes nothing else", unit_of_values),
    ("the order of values stays: a greater value never becomes the lesser", more_is_better),
    ("equal values stay equal", equal_values),
    ("values stay within those that there are", within_values),
    ("zones with a value keep one where others have none", gaps_pass),
    ("treating twice changes no more than treating once", twice),
    ("a constant column stays as it is", constant_stays),
    *DEGENERATE[1:],
]
IMPUTATION = [
    ("values that are there stay as they are", values_stay),
    ("the same column gives the same numbers", repeated),
    ("every gap is filled", gaps_filled),
    ("the order of zones changes nothing else", order_of_gaps),
    ("the unit of the indicator changes nothing else", unit_of_gaps),
    ("what is filled lies between the values that there are", within_values),
]
