"""Constant and empty columns on arrays, scores of different ranges, AHP judgments as they are printed."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import zonerank as zr

A, B = np.array([1.0, 2, 3, 4, 5]), np.array([5.0, 3, 4, 1, 2])
USELESS = [np.full(5, 7.0), np.full(5, np.nan), np.array([np.nan, 3.0, np.nan, np.nan, np.nan]), np.zeros(5)]


@pytest.mark.parametrize("useless", USELESS)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_column_that_tells_nothing_is_left_out(useless, at):
    columns = [A, B]
    columns.insert(at, useless)
    x = np.asfortranarray(np.column_stack(columns))
    weights = np.insert([0.7, 0.3], at, 0.5)
    expected = zr.composite(np.column_stack([A, B]), [0.7, 0.3])
    with pytest.warns(zr.LeftOutWarning, match=f"columns without scores .*: {at};"):
        scores, ranks = zr.composite(x, weights)
    assert scores.tolist() == expected[0].tolist() and ranks.tolist() == expected[1].tolist()
    with pytest.warns(zr.LeftOutWarning):
        staged = zr.aggregate(zr.normalize(x), weights)
    assert staged.tolist() == scores.tolist()


@pytest.mark.parametrize("aggregation", ["geometric", "median", "wroclaw", "copeland"])
def test_other_aggregations_leave_it_out_too(aggregation):
    x = np.column_stack([A, np.full(5, 7.0), B])
    options = {"aggregation": aggregation, "lower": 1.0}
    with pytest.warns(zr.LeftOutWarning):
        scores, _ = zr.composite(x, **options)
    expected = zr.composite(np.column_stack([A, B]), **options)[0]
    assert scores == pytest.approx(expected, rel=1e-14)  # weights 1/3, 1/3 in place of 1/2, 1/2


def test_useful_columns_give_no_warning():
    gaps = np.column_stack([A, np.where(A == 3, np.nan, B)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        zr.composite(np.column_stack([A, B]))
        zr.aggregate(zr.normalize(gaps), min_available=0.0)


def test_without_any_useful_column_there_is_no_score():
    with pytest.warns(zr.LeftOutWarning):
        scores, ranks = zr.composite(np.column_stack([np.ones(4), np.full(4, np.nan)]))
    assert np.isnan(scores).all() and np.isnan(ranks).all()


# ---- AHP: Saaty's scale; weights of [[1, 3, 5], [1/3, 1, 2], [1/5, 1/2, 1]] by the eigenvector: 0.648, 0.230, 0.122

EXACT = [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]


@pytest.mark.parametrize(
    "printed, rounded",
    [
        ([[1, 3, 5], [0.33, 1, 2], [0.2, 0.5, 1]], 1),
        ([[1, 3, 5], [0, 1, 2], [0, 0, 1]], 0),
        ([[1, 3, 5], [np.nan, 1, 2], [np.nan, np.nan, 1]], 0),
        ([[1, 0, 0], [1 / 3, 1, 0], [1 / 5, 1 / 2, 1]], 0),
    ],
)
def test_judgments_as_they_are_printed(printed, rounded):
    found, exact = zr.weights.ahp(printed), zr.weights.ahp(EXACT)
    assert found.weights == pytest.approx(exact.weights, abs=1e-12) and found.rounded == rounded
    assert found.weights == pytest.approx([0.648, 0.230, 0.122], abs=5e-4)


@pytest.mark.parametrize("small, great", [(0.14, 7), (0.17, 6), (0.11, 9), (0.13, 8), (0.12, 8)])
def test_two_printed_digits_are_inverses(small, great):
    found = zr.weights.ahp([[1, great], [small, 1]])
    assert found.rounded == 1 and found.weights == pytest.approx([great / (great + 1), 1 / (great + 1)])


@pytest.mark.parametrize("small, great", [(0.35, 3), (0.1, 7), (0.5, 3), (0.2, 4), (3, 3), (-0.33, 3)])
def test_other_pairs_stay_errors(small, great):
    with pytest.raises(zr.Error, match="the judgment is"):
        zr.weights.ahp([[1, great], [small, 1]])


AHP = """
[system]
id = "t"
[[field]]
name = "a"
unit = "1"
[[field]]
name = "b"
unit = "1"
[[field]]
name = "c"
unit = "1"
[[group]]
id = "g"
weights = {{ method = "ahp", {order}judgments = [[1, 5, 9], [0.2, 1, 3], [0.11, 0.33, 1]] }}
{indicators}
"""


def ahp_weights(write, children, order=""):
    indicators = "\n".join(f'[[indicator]]\nid = "i{c}"\ngroup = "g"\nunit = "1"\nformula = "{c}"' for c in children)
    system = write("ahp.toml", AHP.format(order=order, indicators=indicators))
    data = write("d.csv", "zone,year,a,b,c\nx,2020,1,3,2\ny,2020,2,1,3\nz,2020,3,2,1\n")
    ranking = zr.rank(data, str(system))
    return dict(ranking.weights()[["indicator", "weight"]].itertuples(index=False)), ranking.notices


def test_judgments_name_their_children(write):
    order = 'order = ["ia", "ib", "ic"], '
    expected, _ = ahp_weights(write, "abc")
    for children in ("abc", "cba", "bca", "acb"):
        found, notices = ahp_weights(write, children, order)
        assert found == pytest.approx(expected) and found["ia"] > found["ib"] > found["ic"]
        said = [str(n) for n in notices if n.code == "rounded-judgments"]
        assert len(said) == 1 and "2 judgments such as 0.33" in said[0].replace("0.11", "0.33")
    assert ahp_weights(write, "cba")[0]["ic"] > ahp_weights(write, "cba")[0]["ia"]  # without: the order of the file


@pytest.mark.parametrize(
    "order", ['order = ["ia", "ib"], ', 'order = ["ia", "ib", "ix"], ', 'order = ["ia", "ia", "ib", "ic"], ']
)
def test_an_order_must_name_every_child_once(write, order):
    with pytest.raises(zr.Error):
        ahp_weights(write, "abc", order)


# ---- factor and scatter-degree


def test_errors_of_factor_name_factor():
    x = np.column_stack([np.ones(5), A, B])
    with pytest.raises(zr.Error, match="the weights factor are not defined"):
        zr.weights.of(x, "factor")
    with pytest.raises(zr.Error, match="the weights pca are not defined"):
        zr.weights.of(x, "pca")


def test_scatter_degree_gives_a_constant_column_no_weight():
    x = np.column_stack([np.full(5, 50.0), A, B])
    found = zr.weights.of(x, "scatter-degree")
    assert found[0] == 0
    assert found[1:] == pytest.approx(zr.weights.of(np.column_stack([A, B]), "scatter-degree"))
    years = [np.column_stack([np.full(5, level), A, B]) for level in (1.0, 2.0)]  # varies between years
    assert zr.weights.of(years[0], "scatter-degree", panel=years)[0] > 0


# ---- uncertainty

DATA = "zone,year,a,b,c\n" + "".join(
    f"z{k},2020,{k % 5 + 1},{(k * 7) % 11 + 1},{(k * 3) % 13 + 1}\n" for k in range(12)
)
PLAIN = """
[system]
id = "u"
[[field]]
name = "a"
unit = "1"
[[field]]
name = "b"
unit = "1"
[[indicator]]
id = "ia"
unit = "1"
formula = "a"
[[indicator]]
id = "ib"
unit = "1"
formula = "b"
"""


@pytest.mark.parametrize(
    "lists, averaged",
    [
        ({"normalization": ["min-max", "z-score"]}, False),
        ({"normalization": ["min-max", {"method": "min-max", "lower": 1.0}]}, False),
        ({"aggregation": ["arithmetic", "wroclaw"]}, False),
        ({"aggregation": ["copeland", "rsr"]}, False),
        ({"normalization": ["z-score"]}, True),
        ({"normalization": "z-score"}, True),
        ({"aggregation": {"method": "median"}}, True),
        ({"aggregation": ["arithmetic", "median"]}, True),
        ({"normalization": ["min-max", "percentile"]}, True),
        ({}, True),
    ],
)
def test_scores_of_different_ranges_are_never_averaged(write, lists, averaged):
    ranking = zr.rank(write("u.csv", DATA), str(write("u.toml", PLAIN)))
    drawn = ranking.uncertainty(draws=200, vary="fixed", **lists)
    for table in (drawn.table(), drawn.group("overall", quantiles=(0.25, 0.75))):
        scores = table[[c for c in table if c in ("mean_score", "sd_score") or c.startswith("score_q")]]
        assert scores.shape[1] == 4
        assert scores.notna().all(axis=None) if averaged else scores.isna().all(axis=None)
        assert ("why_no_scores" in table) == (not averaged)
        if not averaged:
            assert "scores of different ranges are not averaged" in table["why_no_scores"][0]
        assert table["mean_rank"].notna().all()
    if not averaged:
        found = ranking.sensitivity(points=16, vary="fixed", **lists)
        with pytest.raises(zr.Error, match="scores of different ranges are not averaged.*; ask for the ranks"):
            found.zone(ranking.zones[0], of="score")
        with pytest.raises(zr.Error, match="not averaged"):
            found.pairs(ranking.zones[0], of="score")


def test_the_workbook_says_why(zonerank, tmp_path, write):
    import pandas as pd

    data, system = write("u.csv", DATA), write("u.toml", PLAIN)
    options = ("--draws", "100", "--among", "normalization=min-max,z-score", "-o", "u.xlsx", "--lang", "zh")
    shown = zonerank("uncertainty", data, "--system", system, *options)
    assert "不给出平均得分" in shown.stdout
    sheet = pd.read_excel(tmp_path / "u.xlsx", engine="calamine")
    assert sheet["平均得分"].isna().all() and sheet["无平均得分的原因"].notna().all()
