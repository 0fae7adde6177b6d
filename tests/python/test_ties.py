"""Ties are those of the real numbers that figures, scores and weights print as."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "towns"
[[field]]
name = "a"
unit = "score"
[[field]]
name = "b"
unit = "score"
[[field]]
name = "c"
unit = "score"
[[indicator]]
id = "ia"
unit = "score"
formula = "a"
weight = {0}
[[indicator]]
id = "ib"
unit = "score"
formula = "b"
weight = {1}
[[indicator]]
id = "ic"
unit = "score"
formula = "c"
weight = {2}
[method]
normalization = "none"
"""
TABLE = {
    "zone": ["A", "B", "C", "D", "E"],
    "year": [2023] * 5,
    "a": [53.2, 53.2, 41.6, 41.6, 41.6],
    "b": [53.1, 53.3, 12.7, 70.1, 70.100000000001],
    "c": [53.3, 53.1, 70.1, 12.7, 12.7],
}


def ranked(tmp_path, weights):
    (tmp_path / "towns.toml").write_text(SYSTEM.format(*weights))
    system = zr.load_system(tmp_path / "towns.toml")
    return zr.rank(zr.read(TABLE, system), system)


@pytest.mark.parametrize("weights", [(0.4, 0.3, 0.3), (40, 30, 30), (4, 3, 3)])
def test_equal_sums_share_a_rank_however_weights_are_written(tmp_path, weights):
    ranking = ranked(tmp_path, weights)
    table = ranking.table().set_index("zone")
    assert table["overall_rank"].to_dict() == {"A": 1, "B": 1, "E": 3, "C": 4, "D": 4}
    assert ranking.n_settled == 4, "E is ahead by more than its rounding"
    texts = [notice.text() for notice in ranking.notices if notice.code == "settled-scores"]
    assert texts == [
        "4 scores are equal or nearer to each other than rounding tells apart; their ranks were decided on exact figures"
    ]


def test_what_is_told_apart_by_doubles_is_not_counted(tmp_path):
    table = {**TABLE, "b": [10.0, 20.0, 30.0, 40.0, 50.0], "c": [1.0, 2.0, 3.0, 4.0, 5.0]}
    (tmp_path / "towns.toml").write_text(SYSTEM.format(1, 2, 3))
    system = zr.load_system(tmp_path / "towns.toml")
    ranking = zr.rank(zr.read(table, system), system)
    assert ranking.n_settled == 0
    assert not [notice for notice in ranking.notices if notice.code == "settled-scores"]


def exact_ranks(scores):
    return [1 + sum(other > own for other in scores) for own in scores]


def decimals(rng, shape):
    return rng.integers(1, 10, shape) / 10


@pytest.mark.parametrize("seed", range(40))
def test_means_of_arrays_tie_where_their_decimals_do(seed):
    rng = np.random.default_rng(seed)
    scores, weights = decimals(rng, (60, 4)), decimals(rng, 4)
    exact = [
        sum(Fraction(str(w)) * Fraction(str(s)) for w, s in zip(weights.tolist(), row, strict=True))
        for row in scores.tolist()
    ]
    found = zr.rank_scores(zr.aggregate(scores, weights))
    assert found.tolist() == exact_ranks(exact)
    harmonic = [
        1 / sum(Fraction(str(w)) / Fraction(str(s)) for w, s in zip(weights.tolist(), row, strict=True))
        for row in scores.tolist()
    ]
    found = zr.rank_scores(zr.aggregate(scores, weights, aggregation="harmonic"))
    assert found.tolist() == exact_ranks(harmonic)


@pytest.mark.parametrize("normalization", ["min-max", "fraction-of-sum", "maximum"])
@pytest.mark.parametrize("seed", range(10))
def test_composites_of_arrays_tie_where_their_decimals_do(seed, normalization):
    rng = np.random.default_rng(seed)
    values, weights = decimals(rng, (40, 3)), decimals(rng, 3)
    exact = [Fraction(0)] * 40
    for j, weight in enumerate(weights.tolist()):
        x = [Fraction(str(value)) for value in values[:, j].tolist()]
        least, greatest = min(x), max(x)
        for i in range(40):
            score = x[i] / sum(x) if normalization == "fraction-of-sum" else (x[i] - least) / (greatest - least)
            exact[i] += Fraction(str(weight)) * score
    _, ranks = zr.composite(values, weights, normalization=normalization)
    assert ranks.tolist() == exact_ranks(exact)


def test_geometric_means_of_the_same_product_tie():
    scores = np.array([[2.0, 18.0], [4.0, 9.0], [6.0, 6.0], [6.0, 6.000000000001]])
    assert zr.rank_scores(zr.aggregate(scores, [1, 1], aggregation="geometric")).tolist() == [2, 2, 2, 1]


def test_a_curve_gives_the_same_score_to_both_sides():
    points = [[0.0, 0.0], [0.3, 100.0], [0.6, 0.0]]
    x = np.array([[0.1], [0.5], [0.2], [0.4]])
    scores = zr.normalize(x, normalization={"method": "curve", "points": points})
    assert zr.rank_scores(np.asarray(scores)[:, 0]).tolist() == [3, 3, 1, 1]
