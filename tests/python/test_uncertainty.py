"""Redrawn rankings, proved bounds and sensitivity of whole rankings, from Python and on the command line."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from conftest import read_result


@pytest.fixture(scope="module")
def zones(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    zr.sample(folder / "data", enterprises=3000, zones=20)
    path = folder / "zones.csv"
    zr.rollup(folder / "data", "torch-2013").table().to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def ranking(zones):
    return zr.rank(zones, "torch-2013", year=2019)


def test_counts_are_those_of_the_replayed_draws(ranking):
    drawn = ranking.uncertainty(draws=300, pairs=True, seed=3)
    ranks = pd.DataFrame([drawn.replay(d)["ranks"] for d in range(300)])
    zone = ranking.zones[4]
    pd.testing.assert_series_equal(
        drawn.frequency().loc[zone], ranks[zone].value_counts(normalize=True).reindex(range(1, 21), fill_value=0.0),
        check_names=False, check_dtype=False, check_index_type=False,
    )  # fmt: skip
    assert drawn.probability(5)[zone] == pytest.approx((ranks[zone] <= 5).mean())
    other = ranking.zones[7]
    assert drawn.ahead().loc[zone, other] == pytest.approx((ranks[zone] < ranks[other]).mean())
    table = drawn.table().set_index("zone")
    assert table["median_rank"][zone] == np.quantile(ranks[zone], 0.5, method="inverted_cdf")
    assert table["mean_rank"][zone] == pytest.approx(ranks[zone].mean())
    scores = [drawn.replay(d)["scores"].loc[zone, "knowledge"] for d in range(300)]
    group = drawn.group("knowledge", quantiles=(0.1,)).set_index("zone").loc[zone]
    assert group["mean_score"] == pytest.approx(np.mean(scores), abs=1e-4)
    assert group["sd_score"] == pytest.approx(np.std(scores, ddof=1), rel=1e-3)
    assert group["score_q10"] == pytest.approx(np.quantile(scores, 0.1), abs=0.3)


def test_nominal_ranks_are_those_of_the_ranking(ranking):
    drawn = ranking.uncertainty(draws=50, vary="fixed")
    nominal = ranking.table().set_index("zone")["overall_rank"]
    table = drawn.table().set_index("zone")
    assert (table["nominal_rank"] == nominal[table.index]).all()
    assert (table["best_rank"] == table["worst_rank"]).all()


def test_methods_vary_in_lists(ranking, zones):
    drawn = ranking.uncertainty(
        draws=400, vary="fixed", normalization=["min-max", {"method": "z-score", "mean": 50, "sd": 10}],
        aggregation=["arithmetic", "median"], leave_one_out=True, groups=False,
    )  # fmt: skip
    seen = {tuple(drawn.replay(d)["choices"]) for d in range(60)}
    assert len(seen) == 4
    one = next(d for d in range(60) if "median" in " ".join(drawn.replay(d)["choices"]))
    replayed = drawn.replay(one)
    if replayed["left_out"]:
        assert replayed["weights"][replayed["left_out"]] == 0
    norm = "z-score" if "z-score" in replayed["choices"][0] else "min-max"
    method = {"normalization": norm, "aggregation": "median"} | ({"mean": 50, "sd": 10} if norm == "z-score" else {})
    same = next(
        d for d in range(400) if drawn.replay(d)["choices"] == replayed["choices"] and not drawn.replay(d)["left_out"]
    )
    plain = zr.rank(zones, "torch-2013", year=2019, method=method).table().set_index("zone")["overall_rank"]
    ranks = drawn.replay(same)["ranks"]
    # Draws compare doubles: zones that only exact arithmetic ties may stand one before the other.
    apart = ~plain.duplicated(keep=False)
    assert apart.sum() >= 16
    assert (ranks[plain.index[apart]] == plain[apart].astype(float)).all()
    assert (ranks[plain.index] - plain).abs().max() <= 1


def test_bounds_hold_for_drawn_ranks(ranking):
    for weights in ("uniform", "simplex", "ordered"):
        bounds = ranking.robust(vary=weights).table().set_index("zone")
        drawn = ranking.uncertainty(draws=2000, vary=weights).table().set_index("zone").loc[bounds.index]
        assert (bounds["best_outer"] <= drawn["best_rank"]).all()
        assert (bounds["worst_outer"] >= drawn["worst_rank"]).all()
    assert (bounds["best"] <= bounds["nominal_rank"]).all()
    weights = ranking.robust().weights(ranking.zones[0])
    assert weights["best"].sum() == pytest.approx(1.0)
    fixed = ranking.robust(vary="fixed")
    assert fixed.table()["best_exact"].all()
    scores = ranking.table().set_index("zone")["overall"]
    lead = fixed.least_lead()
    first, second = lead.index[:2]
    assert lead.loc[first, second] == pytest.approx(scores[first] - scores[second], abs=1e-9)
    assert fixed.ahead().loc[first, second] == (scores[first] > scores[second])


def test_smallest_change_levels_two_zones(ranking):
    table = ranking.table()
    first, fifth = table["zone"][0], table["zone"][4]
    size, change = ranking.smallest_change(first, fifth)
    assert size == pytest.approx(change.abs().sum()) and change.sum() == pytest.approx(0, abs=1e-12)
    weights = ranking.weights().set_index("indicator")["weight"][change.index] + change
    scores = ranking.scores().set_index("zone")[change.index]
    assert (scores.loc[first] - scores.loc[fifth]) @ weights == pytest.approx(0, abs=1e-9)


def test_sensitivity_names_its_factors(ranking):
    found = ranking.sensitivity(points=32, scramblings=4, normalization=["min-max", "z-score"], level="groups")
    table = found.table()
    weights = [f"weight of {g}" for g in ("knowledge", "upgrading", "internationalisation", "sustainability")]
    assert sorted(table["factor"]) == sorted([*weights, "min-max 0..100 | z-score"])
    assert (table["total"] > -0.1).all() and table["total"].iloc[0] == table["total"].max()
    assert found.zone(ranking.zones[0])["first"].dropna().between(-0.5, 1.5).all()
    with pytest.raises(zr.Error, match="scores of different ranges are not averaged"):
        found.zone(ranking.zones[0], of="score")
    assert list(found.convergence.columns) == ["factor", "quarter", "half", "all"]
    assert found.rankings == 32 * 7 * 4


def test_arrays_and_groups():
    scores = pd.DataFrame([[10, 0, 5], [0, 10, 6], [4, 4, 4]], index=["a", "b", "c"], columns=["x", "y", "z"])
    drawn = zr.redraw(scores, [1, 1, 2], groups=["p", "p", "q"], group_weights={"q": 3}, draws=100, vary="fixed")
    replayed = drawn.replay(0)
    assert replayed["weights"].round(6).tolist() == [0.125, 0.125, 0.75]
    assert drawn.table()["zone"].tolist() == ["b", "a", "c"]
    assert drawn.group("p").set_index("zone")["nominal_rank"].tolist() == [1, 1, 3]
    assert drawn.probability(1)["b"] == 1.0


def test_errors_of_measurement_move_ratios_together(ranking):
    calm = ranking.uncertainty(draws=200, vary="fixed", errors={"revenue": 1e-9}, groups=False)
    table = calm.table().set_index("zone")
    assert (table["best_rank"] == table["nominal_rank"]).all()
    drawn = ranking.uncertainty(draws=200, vary="fixed", errors={"revenue": {"kind": "lognormal", "size": 0.3}})
    assert drawn.table()["sd_rank"].max() > 0.2
    ranks = pd.DataFrame([drawn.replay(d)["ranks"] for d in range(200)])
    zone = ranking.zones[3]
    assert drawn.probability(5)[zone] == pytest.approx((ranks[zone] <= 5).mean())
    one = ranking.uncertainty(draws=64, errors={"rd_intensity": 0.1}, threads=1, seed=4)
    two = ranking.uncertainty(draws=64, errors={"rd_intensity": 0.1}, threads=2, seed=4)
    pd.testing.assert_frame_equal(one.table(), two.table())
    steps = ranking.uncertainty(draws=50, errors={"employees": {"kind": "rounding", "size": 1000}}, vary="fixed")
    assert steps.table()["sd_score"].max() > 0


def test_draws_stream_to_parquet(ranking, tmp_path):
    drawn = ranking.uncertainty(draws=600, groups=False)
    drawn.to_parquet(tmp_path / "draws.parquet", draws=300)
    frame = pd.read_parquet(tmp_path / "draws.parquet")
    assert len(frame) == 300 * 20 and list(frame) == ["draw", "zone", "rank"]
    last = frame[frame["draw"] == 299].set_index("zone")["rank"]
    assert (last == drawn.replay(299)["ranks"]).all()


def test_progress_can_stop_it(ranking):
    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ranking.uncertainty(draws=2_000_000, threads=1, progress=stop)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            {"normalisation": ["min-max"]},
            "normalisation cannot vary; what can: leave_one_out, errors, reviewers",
        ),
        ({"vary": "normal"}, '"normal"'),
        ({"weights": "dirichlet"}, 'weights: dirichlet is a way to draw weights; write vary="dirichlet"'),
        ({"vary": {"method": "uniform", "within": 2}}, "within"),
        ({"vary": {"method": "interval", "ids": ["rd"], "low": [0.1], "high": [0.2]}}, "rd"),
        ({"aggregation": ["geometric"]}, "with geometric mean there is no ranking"),
        ({"draws": 0}, "draws is 0"),
        ({"level": "top"}, '"top"'),
        ({"errors": {"revenues": 0.1}}, 'did you mean "revenue"'),
        ({"errors": {"revenue": 5}}, "error of revenue"),
        ({"errors": {"revenue": {"kind": "gamma", "size": 0.1}}}, '"gamma"'),
    ],
)
def test_errors_say_what_is_wrong(ranking, arguments, text):
    with pytest.raises(zr.Error) as error:
        ranking.uncertainty(**arguments)
    assert text in str(error.value)


def test_a_level_that_is_not_there():
    with pytest.raises(zr.Error, match='no group on the level "groups" has two children'):
        zr.redraw([[1, 2], [2, 1]], level="groups")


def test_on_the_command_line(zones, zonerank, tmp_path):
    shown = zonerank("uncertainty", zones, "--system", "torch-2013", "--year", "2019", "--draws", "500", "--top", "3")
    assert "500 draws" in shown.stdout and "P(nominal or better)" in shown.stdout
    one = zonerank(
        "uncertainty", zones, "--system", "torch-2013", "--zone", "示例高新区005", "--within", "0.1", "--lang", "zh",
        "--draws", "500",
    )  # fmt: skip
    assert "原排名" in one.stdout and "排名必在" in one.stdout
    with_methods = zonerank(
        "uncertainty", zones, "--system", "torch-2013", "--zone", "示例高新区005", "--leave-one-out", "--draws", "50"
    )
    assert "for certain" not in with_methods.stdout  # proved over weights alone
    zonerank("uncertainty", zones, "--system", "torch-2013", "--vary", "dirichlet", "-o", "u.csv")
    assert len(read_result(tmp_path / "u.csv")) == 20
    zonerank("uncertainty", zones, "--system", "torch-2013", "--among", "normalization=min-max,z-score", "-o", "u.xlsx")
    sheets = pd.read_excel(tmp_path / "u.xlsx", sheet_name=None, engine="calamine")
    assert {"uncertainty", "frequency", "knowledge"} <= set(sheets)
    zonerank("uncertainty", zones, "--system", "torch-2013", "--draws", "200", "--lang", "zh", "-o", "zh.xlsx")
    sheets = pd.read_excel(tmp_path / "zh.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets)[:3] == ["不确定性", "排名频率", "知识创造和技术创新能力"]
    assert list(sheets["不确定性"])[:4] == ["高新区", "原排名", "中位排名", "平均排名"]
    wrong = zonerank("uncertainty", zones, "--system", "torch-2013", "--vary", "normal", expect=2)
    assert '"normal"' in wrong.stderr


def test_reviewers_are_resampled_alike_for_all_zones(zones, tmp_path, zonerank):
    """With two reviewers a draw picks both (half of the draws), or one of them twice."""
    item = "score_institutions"
    others = pd.read_csv(zones).drop(columns=[item]).copy()
    names = others["zone"].unique()
    given = {z: (60.0 + k, 60.0 + (7 * k) % 20) for k, z in enumerate(names)}
    long = pd.DataFrame(
        [(item, z, who, score) for z, pair in given.items() for who, score in zip("AB", pair, strict=True)],
        columns=["指标", "高新区", "专家", "得分"],
    )
    means = zr.reviewer_means(long, "torch-2013", year=2019)
    assert means[item].tolist() == [sum(given[z]) / 2 for z in means["zone"]]
    ranking = zr.rank([others, means], "torch-2013", year=2019)
    drawn = ranking.uncertainty(draws=200, vary="fixed", reviewers=long)
    found = {}
    for d in range(200):
        scores = drawn.replay(d)["scores"]["overall"]
        found.setdefault(tuple(scores.round(9)), 0)
        found[tuple(scores.round(9))] += 1
    assert len(found) == 3 and 70 < max(found.values()) < 130
    picked_a = others.assign(**{item: others["zone"].map({z: a for z, (a, _) in given.items()})})
    expected = zr.rank(picked_a, "torch-2013", year=2019).table().set_index("zone")["overall"]
    assert any(np.allclose(scores, expected.reindex(drawn.zones), atol=1e-8) for scores in found)
    moves = ranking.sensitivity(points=16, scramblings=4, vary="fixed", reviewers=long, errors={"revenue": 0.05})
    assert sorted(moves.table()["factor"]) == ["error of revenue", f"reviewers of {item}"]
    assert moves.table()["places"].min() >= 0

    path = tmp_path / "scores.csv"
    long.to_csv(path, index=False, encoding="gb18030")
    other = tmp_path / "others.csv"
    others.to_csv(other, index=False)
    result = zonerank(
        "uncertainty", other, "--system", "torch-2013", "--year", 2019, "--reviewers", path, "--vary", "fixed",
        "--draws", 200, "-o", tmp_path / "drawn.csv",
    )  # fmt: skip
    assert "200 draws" in result.stdout
    table = read_result(tmp_path / "drawn.csv")
    pd.testing.assert_series_equal(table["mean_score"], drawn.table()["mean_score"], rtol=1e-9)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"item": ["score_institutions"], "zone": ["a"], "reviewer": ["A"], "score": ["8O"]}, ["row 1", '"8O"']),
        ({"item": ["score_institutions"], "zone": ["a"], "score": [8]}, ['no column "reviewer"', "专家"]),
        ({"item": ["score_institution"] * 2, "zone": ["a"] * 2, "reviewer": ["A", "B"], "score": [8, 9]},
         ['did you mean "score_institutions"']),
        ({"item": ["score_institutions"] * 2, "zone": ["示例高新区001", "nowhere"], "reviewer": ["A", "B"],
          "score": [8, 9]}, ['no zone "nowhere"']),
        ({"item": ["score_institutions"] * 2, "zone": ["示例高新区001"] * 2, "reviewer": ["A", "A"],
          "score": [8, 9]}, ["given twice", "1 reviewer"]),
    ],
)  # fmt: skip
def test_bad_tables_of_reviewers_say_what_and_where(ranking, table, words):
    with pytest.raises(zr.Error) as error:
        ranking.uncertainty(draws=10, reviewers=pd.DataFrame(table))
    for word in words:
        assert word in str(error.value)


def test_orders_and_intervals_vary_the_groups_that_they_name(ranking):
    order = {"method": "ordered", "ids": ["sustainability", "upgrading"]}
    drawn = ranking.uncertainty(draws=64, vary=order)
    groups = {i.id: ranking.system.groups[i.group_index].id for i in ranking.system.indicators}
    nominal = ranking.weights().set_index("indicator")["weight"]
    for d in range(0, 64, 9):
        weights = drawn.replay(d)["weights"]
        shares = weights.groupby(groups).sum()
        assert shares["sustainability"] >= shares["upgrading"]
        inside = weights / weights.index.map(lambda i, s=shares: s[groups[i]])
        expected = nominal / nominal.groupby(groups).transform("sum")
        np.testing.assert_allclose(inside[expected.index], expected, atol=1e-6)
    bounds = ranking.robust(vary=order).table()
    assert (bounds["best_outer"] <= drawn.table()["best_rank"]).all()
    with pytest.raises(zr.Error, match="two children of one group"):
        ranking.uncertainty(draws=10, vary={"method": "ordered", "ids": ["knowledge", "rd_intensity"]})


def test_pairs_of_factors(ranking):
    found = ranking.sensitivity(points=32, scramblings=4, level="groups", second_order=True)
    assert len(found.pairs()) == 6 and found.rankings == 32 * 10 * 4
    assert list(found.pairs(found.zones[0], of="score").columns) == ["factor", "other", "second", "second_error"]
    with pytest.raises(zr.Error, match="second_order=True"):
        ranking.sensitivity(points=8, scramblings=2, level="groups").pairs()


def test_weights_in_an_order_or_intervals_on_the_command_line(zones, zonerank):
    given = ("uncertainty", zones, "--system", "torch-2013", "--year", 2019, "--draws", 200, "--zone", "示例高新区003")
    result = zonerank(*given, "--order", "sustainability,upgrading")
    assert "200 draws" in result.stdout and "for certain" in result.stdout
    result = zonerank(*given, "--interval", "knowledge=0.2:0.4", "--interval", "upgrading=0.1:0.3")
    assert "for certain" in result.stdout
    wrong = zonerank(*given, "--interval", "knowledge=0.2", expect=2)
    assert "write ID=LOW:HIGH, as in knowledge=0.2:0.4" in wrong.stderr
    both = zonerank(*given, "--interval", "knowledge=0.2:0.4", "--order", "knowledge,upgrading", expect=2)
    assert "choose one" in both.stderr


ON_A_LEVEL = """
import numpy as np
import zonerank as zr

rng = np.random.default_rng(5)
scores = np.round(rng.random((150, 13)) * 100, 1)
scores[7] = scores[70]
scores[rng.random(scores.shape) < 0.01] = np.nan
for vary in ("uniform", "dirichlet", {"method": "dirichlet", "concentration": 4}, "simplex", "ordered"):
    drawn = zr.redraw(scores, groups=[0] * 5 + [1] * 4 + [2] * 4, vary=vary, draws=700, pairs=True)
    print(drawn.table().to_csv(float_format=float.hex))
    print(drawn.frequency().to_numpy().tolist(), drawn.ahead().to_numpy().sum(axis=1).tolist())
"""


def test_every_machine_level_gives_the_same_bits():
    found = {}
    for level in ("baseline", "v3", "v4"):
        run = subprocess.run(
            [sys.executable, "-c", ON_A_LEVEL],
            env=os.environ | {"ZONERANK_LEVEL": level},
            capture_output=True,
            text=True,
        )
        if run.returncode == 0:
            found[level] = run.stdout
        else:
            assert "ZONERANK_LEVEL" in run.stderr, run.stderr
    assert "baseline" in found
    assert len(found["baseline"]) > 10_000
    assert len(set(found.values())) == 1, list(found)
