"""Laws of the way from the scores in a group to the group's score."""

from __future__ import annotations

import numpy as np

from .tried import numbers, same, shown, table, tries

WEIGHTS = np.array([0.1, 0.2, 0.3, 0.4])


@tries
def result_finite(f, rng):
    s = table(rng)
    y = numbers(f, s, WEIGHTS)
    return None if np.isfinite(y).all() else f"{shown(y)} of {shown(s)}"


@tries
def result_repeated(f, rng):
    s = table(rng)
    return None if np.array_equal(numbers(f, s, WEIGHTS), numbers(f, s, WEIGHTS)) else f"other results of {shown(s)}"


@tries
def result_within(f, rng):
    s = table(rng)
    y = numbers(f, s, WEIGHTS)
    out = np.flatnonzero((y < s.min(axis=1) - 1e-9) | (y > s.max(axis=1) + 1e-9))
    return None if not len(out) else f"{y[out[0]]} of the scores {shown(s[out[0]])}"


@tries
def result_of_zones(f, rng):
    s = table(rng)
    order = rng.permutation(len(s))
    same_order = same(numbers(f, s[order], WEIGHTS), numbers(f, s, WEIGHTS)[order])
    return None if same_order else f"zones in the order {shown(order)}"


@tries
def result_of_indicators(f, rng):
    s = table(rng)
    order = rng.permutation(4)
    same_result = same(numbers(f, s[:, order], WEIGHTS[order]), numbers(f, s, WEIGHTS))
    return None if same_result else f"columns in the order {shown(order)}"


@tries
def result_of_equals(f, rng):
    s = table(rng)
    s[7] = s[2]
    y = numbers(f, s, WEIGHTS)
    return None if y[2] == y[7] else f"{shown(s[2])} twice gives {y[2]} and {y[7]}"


@tries
def result_monotone(f, rng):
    s = table(rng)
    before = numbers(f, s, WEIGHTS)
    i, j = rng.integers(len(s)), rng.integers(4)
    better = s.copy()
    better[i, j] += rng.choice([2.0, 150.0])
    after = numbers(f, better, WEIGHTS)
    places = [int((y > y[i] + 1e-9).sum()) + 1 for y in (before, after)]
    if places[1] <= places[0]:
        return None
    return f"zone {i} falls from {places[0]} to {places[1]} where its score {s[i, j]} becomes {better[i, j]}"


@tries
def result_of_unit(f, rng):
    s = table(rng)
    return None if same(numbers(f, 2 * s, WEIGHTS), 2 * numbers(f, s, WEIGHTS)) else f"2 times {shown(s)}"


def result_compensates(f, rng):
    y = numbers(f, np.array([[50.0, 50.0], [40.0, 60.0]]), np.array([0.5, 0.5]))
    return None if abs(y[0] - y[1]) < 1e-9 else f"50 and 50 give {y[0]}, 40 and 60 give {y[1]}"


@tries
def result_of_others(f, rng):
    s = table(rng)
    y, fewer = numbers(f, s, WEIGHTS), numbers(f, s[:6], WEIGHTS)
    return None if same(fewer, y[:6]) else "without the last four zones the others have other scores"


@tries
def result_of_duplicates(f, rng):
    s = table(rng)
    twice_ = np.column_stack([s, s[:, 3]])
    halved = np.array([0.1, 0.2, 0.3, 0.2, 0.2])
    same_result = same(numbers(f, twice_, halved), numbers(f, s, WEIGHTS))
    return None if same_result else "the last indicator twice, with half its weight each"


def result_with_gaps(f, rng):
    s = table(rng)
    s[2, 1] = np.nan
    y = numbers(f, s, WEIGHTS)
    return None if np.isfinite(y).all() else f"{y[2]} for {shown(s[2])}"


def result_of_one_zone(f, rng):
    y = numbers(f, table(rng, n=1), WEIGHTS)
    return None if np.isfinite(y).all() else f"{y[0]} for one zone alone"


def result_of_constants(f, rng):
    y = numbers(f, np.full((5, 4), 50.0), WEIGHTS)
    return None if np.isfinite(y).all() and (y == y[0]).all() else f"{shown(y)} where all scores are 50"


AGGREGATION = [
    ("one finite number for each zone", result_finite),
    ("the same scores give the same numbers", result_repeated),
    ("the order of zones changes nothing else", result_of_zones),
    ("the order of indicators changes nothing", result_of_indicators),
    ("equal zones have equal results", result_of_equals),
    ("the result lies between the zone's least and greatest score", result_within),
    ("a common unit of the scores is that of the result", result_of_unit),
    ("a score that rises costs its zone no place", result_monotone),
    ("a deficit is made good by an equal surplus elsewhere", result_compensates),
    ("other zones do not count", result_of_others),
    ("an indicator twice with half its weight changes nothing", result_of_duplicates),
    ("a zone with a gap has a result", result_with_gaps),
    ("one zone alone has a result", result_of_one_zone),
    ("zones that are all equal have one result", result_of_constants),
]
