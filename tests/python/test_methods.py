"""The grammar of methods in a whole ranking: every stage chosen by a word, a table, a system or an indicator."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

TEXT = """[system]
id = "own"
[[field]]
name = "a"
unit = "1"
number = "real"
[[field]]
name = "b"
unit = "1"
number = "real"
[[field]]
name = "c"
unit = "1"
number = "real"
[[group]]
id = "left"
weight = 2
LEFT
[[group]]
id = "right"
weight = 1
RIGHT
[[indicator]]
id = "x"
group = "left"
unit = "1"
formula = "a"
weight = 1
[[indicator]]
id = "y"
group = "left"
unit = "1"
formula = "b"
weight = 3
Y
[[indicator]]
id = "z"
group = "right"
unit = "1"
direction = "-"
formula = "c"
"""


@pytest.fixture
def system(tmp_path):
    def make(left="", right="", y="", method=""):
        path = tmp_path / "own.toml"
        text = TEXT.replace("LEFT", left).replace("RIGHT", right).replace("\nY\n", f"\n{y}\n") + method
        path.write_text(text, encoding="utf-8")
        return zr.load_system(path)

    return make


def frame(years=(2019, 2020)):
    rng = np.random.default_rng(3)
    rows = [
        {
            "zone": f"Z{i:02}",
            "year": year,
            "a": 10 * np.exp(rng.normal()),
            "b": 5 + i + (year - 2019),
            "c": 3 + rng.random(),
        }
        for year in years
        for i in range(12)
    ]
    return pd.DataFrame(rows)


def ranked(system, data=None, **method):
    return zr.rank(zr.read(frame() if data is None else data, system), year=2020, method=method)


def positive(aggregation):
    return aggregation in ("geometric", "harmonic", "mpi", "power", "bod")


@pytest.mark.parametrize("aggregation", zr.aggregations())
def test_every_aggregation_ranks(system, aggregation):
    lower = {"lower": 70, "upper": 130} if positive(aggregation) else {}
    ranking = ranked(system(), aggregation=aggregation, **lower)
    table = ranking.table()
    assert table["overall_rank"].notna().all()
    assert table["overall_rank"].min() == 1


@pytest.mark.parametrize("normalization", zr.normalizations())
def test_every_normalization_ranks(system, normalization):
    options = {
        "reference": {"reference": "Z05"},
        "target": None,
        "base-year": {"year": 2019},
        "categorical": None,
        "curve": {"points": [[0, 0], [10, 60], [100, 100]]},
        "goalposts": None,
        "efficacy": None,
    }.get(normalization, {})
    if options is None:
        with pytest.raises(zr.Error) as error:
            ranked(system(), normalization=normalization)
        assert "needs the option" in str(error.value) or "has none" in str(error.value)
        return
    if normalization == "reference":  # Z05 must not be the worst zone anywhere
        data = frame()
        data.loc[data["zone"] == "Z05", ["a", "b", "c"]] = [1e3, 30.0, 1.0]
        ranking = ranked(system(), data, normalization=normalization, **options)
    else:
        ranking = ranked(system(), normalization={"method": normalization, **options})
    assert ranking.table()["overall_rank"].notna().all()


@pytest.mark.parametrize("weights", zr.weightings())
def test_every_weighting_ranks_or_says_what_it_lacks(system, weights):
    if weights in ("ahp", "bwm", "g1", "order", "combined"):
        with pytest.raises(zr.Error, match="needs the option|is not in it"):
            ranked(system(left=f'weights = "{weights}"'), lower=1)
        return
    ranking = ranked(system(), weights=weights, lower=1)
    found = ranking.weights().set_index("indicator")["weight"]
    assert found.sum() == pytest.approx(1)
    assert found["z"] == pytest.approx(1 / 2 if weights == "equal" else 1 / 3)  # groups keep the system's weights


def test_weights_from_judgments_of_one_group(system):
    own = system(left='weights = { method = "ahp", judgments = [[1, 4], [0.25, 1]] }')
    found = ranked(own).weights().set_index("indicator")["weight"]
    assert found["x"] == pytest.approx(2 / 3 * 0.8)
    g1 = system(left='weights = { method = "g1", order = ["y", "x"], ratios = [3] }')
    assert ranked(g1).weights().set_index("indicator")["weight"]["y"] == pytest.approx(2 / 3 * 0.75)


def test_weights_among_all_indicators(system):
    inside = ranked(system(), weights="deviation").weights().set_index("indicator")["weight"]
    among = ranked(system(), weights="deviation", scope="system").weights().set_index("indicator")["weight"]
    scores = ranked(system()).scores()[["x", "y", "z"]]
    deviations = scores.std()
    np.testing.assert_allclose(among, deviations / deviations.sum(), rtol=1e-12)
    assert not np.allclose(inside, among)


def test_an_indicators_own_method_is_merged_over_the_common_one(system):
    own = system(y='normalization = { method = "percentile", percentile_low = 10 }', method="[method]\nlower = 1\n")
    columns = {c["indicator"]: c["normalization"] for c in ranked(own).scaling.columns()}
    assert columns["x"] == {"method": "min-max", "lower": 1, "upper": 100, "clip": 1}
    assert columns["y"]["percentile_low"] == 10
    treated = system(y='treatment = "none"')
    data = frame()
    data.loc[14, ["a", "b"]] = [1e6, 1e6]
    listed = ranked(treated, data, treatment="points").treated()
    assert set(listed["indicator"]) == {"x"}


def test_a_scaling_learned_on_one_year_scores_another(system, tmp_path):
    own = system()
    raw = zr.read(frame(), own)
    first = zr.rank(raw, year=2019, method={"clip": False})
    first.scaling.save(tmp_path / "scaling.json")
    loaded = zr.load_scaling(tmp_path / "scaling.json")
    later = zr.rank(raw, year=2020, scaling=loaded)
    low, high = (c for c in first.bounds().loc[1, ["lower", "upper"]])
    expected = (later.indicators()["y"] - low) / (high - low) * 100
    np.testing.assert_allclose(later.scores()["y"], expected, rtol=1e-13)
    assert later.scores()["y"].max() > 100
    with pytest.raises(zr.Error, match="this is not a saved scaling"):
        zr.load_scaling(tmp_path / "own.toml")


def test_a_panel_makes_years_comparable(system):
    raw = zr.read(frame(), system())
    ends = [zr.rank(raw, year=y, method={"fit": "panel"}).bounds()["upper"] for y in (2019, 2020)]
    pd.testing.assert_series_equal(*ends)


def test_a_base_year_of_a_panel_is_that_of_every_zone(system, tmp_path):
    raw = zr.read(frame(), system())
    index = {"fit": "panel", "normalization": {"method": "base-year", "year": 2019}}
    now, base = zr.rank(raw, year=2020, method=index), zr.rank(raw, year=2019).indicators()
    expected = 100 * now.indicators()["y"] / base["y"]
    np.testing.assert_allclose(now.scores()["y"], expected, rtol=1e-13)
    now.scaling.save(tmp_path / "scaling.json")
    later = zr.rank(raw, year=2020, scaling=zr.load_scaling(tmp_path / "scaling.json"))
    np.testing.assert_array_equal(later.scores()["y"], now.scores()["y"])


def test_importance_keeps_the_panel(system):
    """The ranking without an indicator is that of data without it."""
    data = frame()
    ranking = ranked(system(), data, weights="panel-entropy", scope="system")
    without = ranked(system(), data.drop(columns="b"), weights="panel-entropy", scope="system")
    found = ranking.importance().set_index("id").loc["y"]
    shift = (
        without.table().set_index("zone")["overall_rank"] - ranking.table().set_index("zone")["overall_rank"]
    ).abs()
    assert found["mean_shift"] == pytest.approx(shift.mean())
    assert found["max_shift"] == shift.max()


def test_everything_imputed_is_listed(system):
    data = frame()
    data.loc[[3, 15], "a"] = np.nan
    for method, value in (("median", data.loc[12:, "a"].median()), ("latest", None)):
        ranking = ranked(system(), data, imputation=method)
        listed = ranking.imputed()
        if value is None:
            assert listed.empty
            assert any(n.code == "not-imputed" for n in ranking.notices)
            continue
        assert listed[["zone", "indicator", "method"]].values.tolist() == [["Z03", "x", method]]
        assert listed["value"][0] == pytest.approx(value)
        assert any(n.code == "imputed" for n in ranking.notices)
    data.loc[3, "a"] = 7.0
    assert ranked(system(), data, imputation="latest").imputed()["value"].tolist() == [7.0]
    groups = {f"Z{i:02}": "north" if i < 6 else "south" for i in range(12)}
    raw = zr.read(data, system())
    by_group = zr.rank(raw, year=2020, method={"imputation": "group-mean"}, groups=groups).imputed()
    assert by_group["value"][0] == pytest.approx(data.loc[12:17, "a"].mean())


def test_methods_are_said_in_one_line(system):
    ranking = ranked(
        system(), imputation="median", treatment="stepwise", weights="critic", aggregation="geometric", lower=1
    )
    assert ranking.method_text() == (
        "gaps filled by the median, outliers treated step by step, min-max 1..100, CRITIC weights, geometric mean"
    )
    assert "中位数插补" in ranking.method_text("zh")


def test_importance_and_coupling(system):
    ranking = ranked(system())
    table = ranking.importance()
    assert set(table["id"]) == {"left", "right", "x", "y", "z"}
    assert table["is_group"].tolist() == [True, True, False, False, False]
    assert (table["max_shift"] >= table["mean_shift"]).all()
    coupling = ranking.coupling()
    assert coupling["coordination"].between(0, 1).all()


@pytest.mark.parametrize(
    ("method", "text"),
    [
        ({"weights": "critc"}, 'did you mean "critic"?'),
        ({"neighbors": 3}, 'is no option of the methods chosen, but of imputation = "nearest"'),
        ({"normalization": {"method": "z-score", "sdd": 1}}, 'there is no option "sdd"; did you mean "sd"?'),
        ({"aggregation": "geometric"}, "cannot enter the geometric mean, which needs scores above 0"),
        ({"weights": "merec", "normalization": "z-score"}, None),
    ],
)
def test_errors_of_the_grammar(system, method, text):
    if text is None:
        ranked(system(), **method)  # MEREC scales values its own way, whatever the scores
        return
    with pytest.raises(zr.Error) as error:
        ranked(system(), **method)
    assert text in str(error.value)


def test_combinations_of_stages_agree_with_the_stages_alone(system):
    """What zr.rank does is what the stages on arrays do, one after another."""
    own = system()
    values = zr.indicators(zr.read(frame(), own), year=2020).table()[["x", "y", "z"]].to_numpy()
    for treatment, normalization, aggregation in itertools.product(
        ("none", "iqr"), ("min-max", "z-score", "rank"), ("arithmetic", "owa")
    ):
        treated = zr.treat(values, treatment).values
        scores = zr.normalize(treated, ["+", "+", "-"], normalization)
        left = zr.aggregate(scores[:, :2], [1, 3], aggregation)
        overall = zr.aggregate(np.column_stack([left, scores[:, 2]]), [2, 1], aggregation)
        ranking = ranked(own, treatment=treatment, normalization=normalization, aggregation=aggregation)
        table = ranking.table().set_index("zone").sort_index()
        np.testing.assert_allclose(table["overall"], overall, rtol=1e-14)
