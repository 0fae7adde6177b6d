"""Functions of the user as methods: in every stage, in a ranking, in systems, under uncertainty; and what they get wrong."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

ROOT = Path(__file__).parents[2]
SYSTEM = """[system]
id = "sites"
METHOD
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
GROUP
[[indicator]]
id = "x"
group = "left"
unit = "1"
formula = "a"
INDICATOR
[[indicator]]
id = "y"
group = "left"
unit = "1"
direction = "-"
formula = "b"
[[group]]
id = "right"
weight = 1
[[indicator]]
id = "z"
group = "right"
unit = "1"
formula = "c"
"""


def min_max(x):
    low, high = np.nanmin(x), np.nanmax(x)
    return (x - low) / (high - low) * 100


class Share:
    """Learns the greatest value."""

    @staticmethod
    def fit(x):
        return [np.nanmax(np.abs(x))]

    @staticmethod
    def apply(x, parameters):
        return 100 * x / parameters[0]


def deviations(scores):
    return np.nanstd(scores, axis=0, ddof=1)


def mean(scores, weights):
    present = ~np.isnan(scores)
    with np.errstate(invalid="ignore"):
        return np.nansum(scores * weights, axis=1) / (present * weights).sum(axis=1)


def fill(x):
    return np.where(np.isnan(x), np.nanmean(x), x)


def cap(x):
    return np.minimum(x, np.nanquantile(x, 0.9))


@pytest.fixture
def system(tmp_path):
    def make(method="", group="", indicator=""):
        text = SYSTEM.replace("METHOD", method).replace("GROUP", group).replace("INDICATOR", indicator)
        path = tmp_path / "sites.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def names():
    """Registers under names that are forgotten after the test."""
    used = []

    def register(family, name, function):
        used.append((family, name))
        return getattr(zr, family)(name)(function)

    yield register
    for family, name in used:
        zr.own.unregister(family, name)


def frame(n=15, years=(2020,), gaps=False):
    rng = np.random.default_rng(7)
    rows = [
        {"zone": f"Z{i:02}", "year": year, "a": np.exp(rng.normal()), "b": 5 + rng.random(), "c": 3 + i % 4}
        for year in years
        for i in range(n)
    ]
    data = pd.DataFrame(rows)
    if gaps:
        data.loc[[1, 4], "a"] = np.nan
    return data


def ranked(system, data=None, **method):
    raw = zr.read(frame() if data is None else data, system)
    return zr.rank(raw, year=2020, method=method)


@pytest.mark.parametrize(
    "stage, own, built_in",
    [
        ("normalization", min_max, "min-max"),
        ("aggregation", mean, "arithmetic"),
        ("weights", deviations, "deviation"),
        ("imputation", fill, "mean"),
        ("treatment", cap, {"method": "winsorize", "winsorize_low": 0, "winsorize_high": 90}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_ranking_by_ones_own_function_is_that_of_the_built_in_one(system, stage, own, built_in):
    data = frame(gaps=True)
    common = {} if stage == "imputation" else {"imputation": "mean"}
    of_own = ranked(system(), data, **common, **{stage: own})
    usual = ranked(system(), data, **common, **{stage: built_in})
    np.testing.assert_allclose(of_own._core.group_scores, usual._core.group_scores, rtol=1e-12)
    assert own.__name__ in of_own.method_text()
    assert own.__name__ in of_own.method_text("zh")


def test_every_stage_alone_takes_a_function():
    x = np.array([[1.0, 9], [4, 3], [2, 5], [3, 1], [9, np.nan]])
    assert zr.normalize(x[:4], ["+", "-"], min_max).tolist() == zr.normalize(x[:4], ["+", "-"]).tolist()
    assert zr.impute(x, fill).table()["method"].tolist() == ["fill"]
    assert zr.treat(x, cap).table()["how"].unique().tolist() == ["cap"]
    np.testing.assert_allclose(zr.weights.of(x[:4], deviations), zr.weights.of(x[:4], "deviation"))
    np.testing.assert_allclose(zr.aggregate(x[:4], None, mean), x[:4].mean(axis=1))
    scores, ranks = zr.composite(x[:4], normalization=min_max, aggregation=mean)
    np.testing.assert_allclose(scores, zr.composite(x[:4])[0])
    columns = zr.normalize(x[:4], columns={1: {"normalization": min_max}}, normalization="z-score")
    assert columns[:, 1].tolist() == min_max(x[:4, 1]).tolist()
    table = zr.normalize(x[:4], normalization={"method": functools.partial(min_max)})
    assert table.tolist() == zr.normalize(x[:4]).tolist()


def test_values_come_turned_so_that_more_is_better():
    seen = []
    zr.normalize([[1.0, 2], [0, 5]], ["+", "-"], lambda x: seen.append(x.tolist()) or x)
    assert seen == [[1, 0], [-2, -5]]


def test_missing_values_stay_missing_and_constant_columns_are_left_out():
    calls = []
    x = np.array([[1.0, 5, np.nan], [np.nan, 5, np.nan], [3, 5, np.nan]])
    scores = zr.normalize(x, normalization=lambda x: calls.append(1) or np.nan_to_num(min_max(x), nan=77))
    assert len(calls) == 1
    np.testing.assert_array_equal(scores, [[0, np.nan, np.nan], [np.nan] * 3, [100, np.nan, np.nan]])


def test_names_in_a_system_file(system, names):
    names("normalization", "mine", min_max)
    names("aggregation", "middle", mean)
    names("weighting", "spread", deviations)
    expected = ranked(system('[method]\nnormalization = "min-max"', 'weights = "deviation"'))
    group = 'aggregation = "middle"\nweights = "spread"'
    found = ranked(system('[method]\nnormalization = "mine"', group, 'normalization = "mine"'))
    np.testing.assert_allclose(found._core.group_scores, expected._core.group_scores, rtol=1e-12)
    assert found.method_text() == "mine, given weights, arithmetic mean"
    assert "mine" in zr.normalizations() and "middle" in zr.aggregations() and "spread" in zr.weightings()


def test_a_name_that_nobody_registered(system, zonerank):
    path = system('[method]\nnormalization = "mine"')
    with pytest.raises(
        zr.Error, match=r'"mine" is not one of the values.*registered.*@zonerank\.normalization'
    ) as caught:
        ranked(path)
    assert "；自定义方法须先在同一程序中按名称注册" in caught.value.text("zh")
    frame().to_csv(path.parent / "z.csv", index=False)
    result = zonerank("rank", path.parent / "z.csv", "--system", path, expect=2)
    assert "the command line has none" in " ".join(result.stderr.split())


def test_names_are_replaced_and_forgotten(names):
    x = [[1.0], [2.0], [4.0]]
    names("normalization", "one", min_max)
    assert zr.normalize(x, normalization="one")[1, 0] == pytest.approx(100 / 3)
    names("normalization", "one", lambda x: x)
    assert zr.normalize(x, normalization="one")[1, 0] == 2
    zr.own.unregister("normalization", "one")
    with pytest.raises(zr.Error, match="is not one of the values"):
        zr.normalize(x, normalization="one")
    with pytest.raises(zr.Error, match="built-in"):
        zr.normalization("min-max")(min_max)
    with pytest.raises(zr.Error, match="must be a function"):
        zr.normalization("two")(3)


def test_parameters_are_saved_and_applied_to_others(system, names, tmp_path):
    names("normalization", "share", Share)
    data = frame(years=(2019, 2020))
    raw = zr.read(data, system())
    before = zr.rank(raw, year=2019, method={"normalization": "share"})
    before.scaling.save(tmp_path / "s.json")
    loaded = zr.load_scaling(tmp_path / "s.json")
    after = zr.rank(raw, year=2020, scaling=loaded)
    most = data[data["year"] == 2019]["a"].max()
    wanted = 100 * data[data["year"] == 2020].sort_values("zone")["a"] / most
    np.testing.assert_allclose(after.scores()["x"], wanted)
    alone = zr.rank(zr.read(data[data["zone"] == "Z03"], system()), year=2020, scaling=loaded)
    assert alone.scores()["x"][0] == pytest.approx(wanted.iloc[3])
    assert before.scaling.columns()[0]["sample"] == [most]
    assert before.bounds()["lower"].isna().all()


def test_without_parameters_other_rows_cannot_be_scored(system):
    raw = zr.read(frame(years=(2019, 2020)), system())
    before = zr.rank(raw, year=2019, method={"normalization": min_max})
    with pytest.raises(zr.Error, match=r'x: your normalization "min_max".*fit\(x\)'):
        zr.rank(raw, year=2020, scaling=before.scaling)
    again = zr.rank(raw, year=2019, scaling=before.scaling)
    np.testing.assert_array_equal(again._core.group_scores, before._core.group_scores)
    panel = zr.rank(raw, year=2020, method={"normalization": min_max, "fit": "panel"})
    usual = zr.rank(raw, year=2020, method={"fit": "panel"})
    np.testing.assert_allclose(panel._core.group_scores, usual._core.group_scores, rtol=1e-12)


def boom(*_):
    raise KeyError("no such thing")


def one_less(x, *_):
    return np.ones(len(x) + 1)


def with_nan(x, *_):
    y = np.asarray(min_max(x) if np.ndim(x) == 1 else x[:, 0])
    y = y.copy()
    y[3] = np.nan
    return y


@pytest.mark.parametrize(
    "method, text",
    [
        ({"normalization": boom}, "x: your method \"boom\" failed: KeyError: 'no such thing'"),
        ({"treatment": boom}, 'x: your method "boom" failed'),
        ({"imputation": boom}, 'x: your method "boom" failed'),
        ({"weights": boom}, 'weights of left: your method "boom" failed'),
        ({"aggregation": boom}, 'right: your method "boom" failed'),
        ({"normalization": one_less}, 'x: your method "one_less" gave the shape (16,), but must give (15,)'),
        ({"treatment": one_less}, 'x: your method "one_less" gave the shape (16,), but must give (15,)'),
        ({"imputation": one_less}, 'x: your method "one_less" gave the shape (16,), but must give (15,)'),
        ({"weights": one_less}, "gave the shape (16,), but must give (2,), one number for each of the indicators"),
        ({"aggregation": one_less}, 'right: your method "one_less" gave the shape (16,), but must give (15,)'),
        ({"normalization": with_nan}, 'zone Z03, x: your method "with_nan" gave nan of'),
        ({"treatment": with_nan}, 'zone Z03, x: your method "with_nan" gave nan of'),
        ({"aggregation": with_nan}, 'zone Z03, right: your method "with_nan" gave nan'),
        ({"weights": lambda s: [1, np.inf]}, "weights of left, y: your method"),
        ({"weights": lambda s: [1, -1]}, "gave -1, but must give a finite weight >= 0"),
        ({"normalization": lambda x: x / 0}, "gave inf of"),
        ({"normalization": lambda x: np.ones((3, 5))}, "an array of shape (3, 5)"),
        ({"normalization": lambda x: "text"}, "it returned str, and not an array of numbers"),
        ({"normalization": lambda x: None}, "it returned NoneType, and not an array of numbers"),
        ({"normalization": lambda x: x * 1j}, "not an array of numbers"),
        ({"imputation": lambda x: np.zeros(len(x))}, "but must give back what is there"),
        ({"normalization": {"method": min_max, "lower": 1}}, '"min_max" has no options'),
        ({"ties": min_max}, '"min_max" is not one of the values'),
        ({"min_available": min_max}, "must be a number"),
    ],
    ids=lambda value: "",
)
def test_what_a_function_gets_wrong_is_named(system, method, text):
    with np.errstate(all="ignore"), pytest.raises(zr.Error) as caught:
        ranked(system(), frame(gaps="imputation" in method), **method)
    assert text in str(caught.value)
    assert caught.value.text("zh")


def test_what_was_raised_is_the_cause(system):
    with pytest.raises(zr.Error) as caught:
        ranked(system(), normalization=boom)
    cause = caught.value.__cause__
    assert isinstance(cause, KeyError) and cause.args == ("no such thing",)
    assert cause.__traceback__ is not None
    assert caught.value.problems[0].code == "own-method-failed"


def test_ctrl_c_in_a_function_ends_the_ranking(system):
    def interrupted(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ranked(system(), normalization=interrupted)


def test_uncertainty_draws_with_ones_own_methods(system):
    usual = ranked(system())
    own = ranked(system(), aggregation=mean, normalization=min_max)
    drawn = own.uncertainty(draws=300, threads=3)
    expected = usual.uncertainty(draws=300)
    assert [n.code for n in drawn.notices] == ["slow-own-method"]
    assert not expected.notices
    shares, wanted = drawn.frequency(), expected.frequency()
    assert np.abs(shares - wanted).to_numpy().max() < 0.02  # the same draws, but for rounding of scores
    lists = usual.uncertainty(draws=100, normalization=["min-max", min_max, Share], aggregation=mean)
    assert lists.replay(3)["choices"][1] == "mean"
    assert "min_max" in {lists.replay(k)["choices"][0] for k in range(40)}
    assert lists.why_no_scores


def test_a_function_that_fails_in_a_draw_ends_it_with_its_error(system):
    calls = []

    def fails_later(scores, weights):
        calls.append(threading.get_ident())
        if len(calls) > 40:
            raise RuntimeError("enough")
        return mean(scores, weights)

    own = ranked(system(), aggregation=fails_later)
    with pytest.raises(zr.Error, match=r'your method "fails_later" failed: RuntimeError: enough') as caught:
        own.uncertainty(draws=20_000, threads=2)
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_errors_of_measurement_sensitivity_and_importance_take_own_methods(system):
    own = ranked(system(), aggregation=mean, normalization=min_max, weights=deviations)
    assert own.uncertainty(draws=20, errors={"a": 0.1}).draws == 20
    assert own.sensitivity(points=8, scramblings=2).rankings > 0
    assert len(own.importance()) == 5
    with pytest.raises(zr.Error, match="arithmetic mean: bounds are proved"):
        own.robust()


def test_zones_with_too_few_scores_are_no_fault_of_the_function(system):
    def plain(scores, weights):
        return scores @ weights

    data = frame(gaps=True)
    with pytest.raises(zr.Error, match="Z01, left: your method .plain. gave nan, .*gaps"):
        ranked(system(), data, aggregation=plain, min_available=0.5)
    whole = ranked(system(), data, aggregation=plain, min_available=1)
    assert whole._core.group_ranks[:, 0].tolist().count(1.0) == 1
    assert np.isnan(whole._core.group_ranks[[1, 4], 0]).all()
    assert whole.uncertainty(draws=50).draws == 50


def test_a_workbook_names_the_method(system, names, tmp_path):
    names("normalization", "mine", min_max)
    own = ranked(system(), normalization="mine", treatment=cap)
    own.to_excel(tmp_path / "r.xlsx")
    about = pd.read_excel(tmp_path / "r.xlsx", sheet_name="about", engine="calamine")
    assert about.iloc[:, 1].str.contains("cap, mine, given weights").any()
    assert (own.treated()["how"] == "cap").all()
    assert any("values changed by cap" in n.text() for n in own.notices)


# ---- laws


def test_the_laws_of_a_function_are_printed(capsys):
    found = zr.testing.check_method(min_max)
    printed = capsys.readouterr().out
    assert printed.startswith("min_max (normalization): ")
    assert "yes  more is better" in printed and "no   a constant column" in printed
    assert list(found.table().columns) == ["law", "holds", "counterexample"]
    assert found.holds("scores lie between 0 and 100") and not found.holds("one zone alone")
    with pytest.raises(zr.Error, match="there is no law"):
        found.holds("gravity")


BROKEN = {
    "normalization": [
        (lambda x: x[:-1], "one finite number"),
        (boom, "one finite number"),
        (lambda x: np.random.default_rng().random(len(x)), "the same column"),
        (lambda x: x - x[0], "the order of zones"),
        (lambda x: x, "the unit of the indicator"),
        (lambda x: x / np.nanmax(x), "a shift of the indicator"),
        (lambda x: -min_max(x), "more is better"),
        (lambda x: np.argsort(np.argsort(x, kind="stable")), "equal values"),
        (lambda x: 3 * min_max(x), "scores lie between"),
        (lambda x: x / np.max(x), "zones with a value"),
        (lambda x: min_max(np.nan_to_num(x, nan=200.0)), "gaps change no score"),
        (min_max, "a constant column"),
        (lambda x: x**2, "values of 1e300"),
    ],
    "treatment": [
        (lambda x: np.log(x + 1), "the unit of the indicator"),
        (lambda x: -x, "the order of values"),
        (lambda x: 2 * x, "values stay within"),
        (lambda x: x / 2, "treating twice"),
        (lambda x: x + 1, "a constant column"),
    ],
    "imputation": [
        (lambda x: np.zeros(len(x)), "values that are there"),
        (lambda x: x, "every gap is filled"),
        (lambda x: np.where(np.isnan(x), 1000.0, x), "what is filled lies"),
        (lambda x: np.where(np.isnan(x), 5.0, x), "the unit of the indicator"),
    ],
    "weighting": [
        (lambda s: s.mean(axis=0) - 60, "one finite weight"),
        (lambda s: 2 * np.ones(4) / 4, "weights add up"),
        (lambda s: np.array([4.0, 3, 2, 1]), "the order of indicators"),
        (lambda s: s[0], "the order of zones"),
        (lambda s: s.std(axis=0), "the unit of one indicator"),
        (lambda s: np.ones(4), "an indicator that does not vary"),
        (lambda s: s.std(axis=0), "a missing score"),
        (lambda s: np.arange(1.0, 5), "an indicator that stands twice"),
    ],
    "aggregation": [
        (lambda s, w: (s @ w)[:3], "one finite number"),
        (lambda s, w: 2 * s @ w, "the result lies between"),
        (lambda s, w: s @ w + 1, "a common unit"),
        (lambda s, w: -(s @ w), "a score that rises"),
        (lambda s, w: s.min(axis=1), "a deficit"),
        (lambda s, w: (s @ w) / (s @ w).max(), "other zones"),
        (lambda s, w: s.mean(axis=1), "an indicator twice"),
        (lambda s, w: s @ w, "a zone with a gap"),
        (lambda s, w: s[:, 0], "the order of indicators"),
    ],
}


@pytest.mark.parametrize("family, f, law", [(k, f, law) for k, cases in BROKEN.items() for f, law in cases])
@pytest.mark.filterwarnings("ignore")
def test_a_law_that_is_broken_is_found(family, f, law):
    with np.errstate(all="ignore"):
        found = zr.testing.check_method(f, family, show=False)
    assert not found.holds(law)
    assert (
        found.table()
        .set_index("law")["counterexample"]
        .str.len()
        .loc[lambda s: s.index.str.startswith(law)]
        .gt(0)
        .all()
    )


@pytest.mark.parametrize(
    "word, family, broken",
    [
        ("min-max", "normalization", {"a constant column", "one zone alone"}),
        ("z-score", "normalization", {"scores lie", "a constant column", "one zone alone"}),
        ("arithmetic", "aggregation", set()),
        ("geometric", "aggregation", {"a deficit"}),
        ("minimum", "aggregation", {"a deficit"}),
        ("winsorize", "treatment", {"treating twice"}),
        ("mean", "imputation", set()),
        ("critic", "weighting", {"the unit of one", "one zone alone"}),
        ("entropy", "weighting", {"one zone alone"}),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_built_in_methods_obey_the_laws_that_they_are_known_for(word, family, broken):
    found = zr.testing.check_method(word, family, show=False)
    for law in found.laws:
        wanted = not any(law.law.startswith(b) for b in broken)
        assert law.holds == wanted, f"{law.law}: {law.counterexample}"


# ---- what is forgotten does not compile

TRAITS = [
    ("Normalization", "parameters", 'ParameterNames parameters = {"", ""}'),
    ("Normalization", "learns", "Learns learns = Learns::ends"),
    ("Normalization", "bounds", "BoundsUse bounds = BoundsUse::none"),
    ("Normalization", "is_fixed", "bool is_fixed = false"),
    ("Normalization", "is_as_given", "bool is_as_given = false"),
    ("Normalization", "takes_any_value", "bool takes_any_value = true"),
    ("Treatment", "does", "Does does = Does::nothing"),
    ("Imputation", "from", "ImputesFrom from = ImputesFrom::nothing"),
    ("Weighting", "from", "WeightsFrom from = WeightsFrom::scores"),
    ("Aggregation", "compares_zones", "bool compares_zones = false"),
    ("Aggregation", "needs_positive_mean", "bool needs_positive_mean = false"),
    ("Aggregation", "sum_of", "SumOf sum_of = SumOf::neither"),
]


def test_the_compiler_names_the_trait_that_a_method_lacks(tmp_path):
    compiler = os.environ.get("CXX") or shutil.which("c++") or shutil.which("g++")
    places = [Path(p) for p in ("/usr/include/eigen3", "/usr/local/include/eigen3", "/opt/homebrew/include/eigen3")]
    eigen = next((p for p in places if p.is_dir()), None)
    if compiler is None or eigen is None:
        pytest.skip("no C++ compiler, or no Eigen where it is usually found")
    lines = ["#include <zonerank/methods.hpp>", "namespace zonerank {"]
    for k, (family, trait, _) in enumerate(TRAITS):
        lines.append(f"struct Lacks{k} : NoOptions {{")
        lines.append('  static constexpr std::string_view name = "n", en = "n", zh = "n";')
        for other_family, other, text in TRAITS:
            if other_family == family and other != trait:
                lines.append(f"  static constexpr {text};")
        if family == "Aggregation":
            lines.append('  static constexpr std::string_view needed() { return ""; }')
        lines += ["};", f"using V{k} = Family<{family}Traits, Lacks{k}>::type;", f"V{k} v{k};"]
    lines.append("}")
    source = tmp_path / "lacks.cpp"
    source.write_text("\n".join(lines))
    command = [compiler, "-std=c++20", f"-I{ROOT / 'include'}", "-isystem", eigen, "-fsyntax-only", source]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    for k, (family, trait, text) in enumerate(TRAITS):
        type_of_it = text.split(" =")[0]
        assert f"{type_of_it}" in said and f"{family}Traits<zonerank::Lacks{k}>" in said, (k, trait, said)


@pytest.mark.parametrize(
    "call, text",
    [
        (lambda: zr.normalization(3), "name is 3, but must be a text"),
        (lambda: zr.normalization("")(min_max), "must be a name"),
        (lambda: zr.own.unregister("scaling", "x"), "family is 'scaling', but must be one of imputation"),
        (lambda: zr.own.unregister("normalization", 3), "name is 3, but must be a text"),
        (lambda: zr.testing.check_method(3), "method is 3, but must be a function, or the name of a method"),
        (lambda: zr.testing.check_method(min_max, "scaling"), "family is 'scaling'"),
        (lambda: zr.testing.check_method(min_max, seed=-1), "seed is -1"),
        (lambda: zr.testing.check_method(min_max, show="x"), "show is 'x', but must be True or False"),
        (lambda: zr.testing.check_method(min_max, lower=1), "lower: a function of your own has no options"),
    ],
    ids=lambda value: "",
)
def test_arguments_of_the_wrong_kind(call, text, capsys):
    with pytest.raises(zr.Error) as caught:
        call()
    assert text in str(caught.value)
