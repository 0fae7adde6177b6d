"""Arguments of the wrong kind, size or range: an error that names them, from every public function."""

import datetime
import inspect
import types

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "two"
[[field]]
name = "revenue"
unit = "kCNY"
number = "decimal(2)"
[[field]]
name = "employees"
unit = "person"
number = "count"
[[group]]
id = "g"
[[indicator]]
id = "size"
group = "g"
unit = "kCNY"
formula = "revenue"
[[group]]
id = "h"
[[indicator]]
id = "per_head"
group = "h"
unit = "kCNY / person"
formula = "revenue / employees"
"""
TABLE = {"zone": ["a", "b", "c"], "year": [2019] * 3, "revenue": [1.0, 2.5, 4.0], "employees": [3, 2, 9]}
A = np.array([[1.0, 5, 2], [3, 2, 9], [4, 4, 1], [8, 1, 3], [2, 7, 7]])
AIMS = [{"figure": "revenue", "year": 2019, "value": 3, "growth": "+5 %", "base": 2}]
JUDGMENTS = np.array([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
BATTERY = {
    "number": 7,
    "negative": -1,
    "fraction": 2.5,
    "nan": float("nan"),
    "huge": 10**400,
    "bool": True,
    "text": "x",
    "empty text": "",
    "surrogate": "\udce9",
    "nul": "a\0b",
    "bytes": b"12",
    "complex": 1 + 2j,
    "date": datetime.date(2020, 1, 1),
    "object": object(),
    "none": None,
    "list": [1, 2],
    "empty list": [],
    "deep list": [[[1.0]]],
    "ragged": [[1, 2], [3]],
    "texts": ["a", "b"],
    "mixed": [1, "a", None],
    "set": {1, 2},
    "dict": {"a": 1},
    "dict of dicts": {0: {"x": object()}},
    "array": np.arange(3.0),
    "table": np.ones((2, 2)),
    "empty table": np.empty((5, 0)),
    "no rows": np.empty((0, 3)),
    "zero-dimensional": np.array(3.0),
    "complex array": np.ones((5, 3)) * 1j,
    "date array": np.array(["2019-01-01", "2020-01-01"], dtype="datetime64[D]"),
    "byte array": np.array([b"1", b"2"]),
    "object array": np.array([object(), None], dtype=object),
    "records": np.zeros(3, dtype=[("a", float)]),
    "series": pd.Series([1.0, 2.0]),
    "frame": pd.DataFrame({"zone": ["a", "b", "c"]}),
    "date frame": pd.DataFrame({"d": pd.to_datetime(["2019-01-01", "2020-01-01"])}),
    "class": int,
    "function": len,
    "module": np,
    "generator": "GENERATOR",
}
# Calls that are right, from which one argument after the other is replaced.
RIGHT = {
    "aggregate": lambda: dict(scores=A, weights=[1, 2, 3], aggregation="power", exponent=2),
    "availability": lambda: dict(values=A),
    "benefit_of_doubt": lambda: dict(scores=A, share_low=0.1, share_high=0.8, weight_low=None, weight_high=None),
    "composite": lambda: dict(
        indicators=A, weights=[1, 2, 3], directions=["+", "-", "+"], treatment="none", normalization="min-max",
        aggregation="arithmetic", ties="min",
    ),
    "coupling_coordination": lambda: dict(groups=A, weights=[1, 1, 1], full=100.0),
    "estimate_em": lambda: dict(values=A, max_iterations=10),
    "impute": lambda: dict(
        values=A, method="mean", groups=list("aabbb"), zones=list("vwxyz"), years=[2019] * 5, siblings=list("aab"),
        directions=["+"] * 3, columns={1: {"method": "median"}},
    ),
    "kemeny": lambda: dict(scores=A, weights=[1, 2, 3]),
    "learn_scaling": lambda: dict(
        indicators=A, directions=["+"] * 3, normalization="min-max", lower=0, upper=100, columns={},
        zones=list("vwxyz"), base=None,
    ),
    "normalize": lambda: dict(
        indicators=A, directions=["+"] * 3, normalization="min-max", return_scaling=False, lower=0, upper=100,
    ),
    "outranking": lambda: dict(scores=A, weights=[1, 2, 3]),
    "rank_scores": lambda: dict(scores=A[:, 0], ties="min"),
    "rank_sum_ratio": lambda: dict(scores=A, weights=[1, 2, 3], integer=True, grades=3),
    "redraw": lambda: dict(
        scores=A, weights=[1, 1, 1], groups=["p", "p", "q"], group_weights={"p": 1, "q": 2}, vary="uniform",
        level="all", leave_one_out=False, draws=10, seed=1, threads=1, by_group=True, score_quantiles=True, pairs=False,
        tolerance=None, time_limit=None, min_available=0.8, progress=None,
    ),
    "screen": lambda: dict(values=A, by="missing", available=0.5, nonzero=0.1, force={0: True}),
    "smallest_change": lambda: dict(scores=A, weights=[1, 1, 1], ahead=0, behind=1),
    "sobol_indices": lambda: dict(y=np.arange(16.0), factors=2, second_order=False, resamples=0, seed=1),
    "sobol_points": lambda: dict(n=4, dimensions=2, seed=1),
    "treat": lambda: dict(values=A, method="stepwise", columns={1: {"method": "none"}}),
    "statistics.autocorrelation": lambda: dict(values=A[:, 0]),
    "statistics.correlation": lambda: dict(values=A, method="pearson"),
    "statistics.cronbach_alpha": lambda: dict(values=A),
    "statistics.describe": lambda: dict(values=A, skewness=2, kurtosis=3, available=0.5, nonzero=0.5, unique=0.5),
    "statistics.effective_weights": lambda: dict(scores=A, overall=A[:, 0]),
    "statistics.mean": lambda: dict(values=A[:, 0]),
    "statistics.principal_components": lambda: dict(values=A),
    "statistics.standard_deviation": lambda: dict(values=A[:, 0]),
    "statistics.theil": lambda: dict(values=A[:, 0], groups=list("aabbb")),
    "statistics.varimax": lambda: dict(loadings=A),
    "weights.ahp": lambda: dict(judgments=JUDGMENTS, method="eigenvector", names=list("abc"), group="judgments"),
    "weights.best_worst": lambda: dict(
        best_to_others=[1, 2, 4], others_to_worst=[4, 2, 1], model="linear", names=list("abc")
    ),
    "weights.combine": lambda: dict(weights=[[0.5, 0.5], [0.2, 0.8]], rule="linear", shares=[1, 1]),
    "weights.equal": lambda: dict(n=3),
    "weights.g1": lambda: dict(ratios=[1.2, 1.4]),
    "weights.given": lambda: dict(weights=[1, 2, 3]),
    "weights.of": lambda: dict(
        scores=A, method="combined", values=A, directions=["+"] * 3, panel=[A], given=[1, 2, 3],
        methods=["given", "equal"],
    ),
    "weights.rank_order": lambda: dict(ranks=[1, 2, 3], rule="roc"),
    "compare.rank_agreement": lambda: dict(reference=[1, 2, 3], other=[2, 1, 3]),
}  # fmt: skip


def function_of(name: str):
    found = zr
    for part in name.split("."):
        found = getattr(found, part)
    return found


def values(argument: str = ""):
    for kind, value in BATTERY.items():
        if argument == "progress" and callable(value):
            continue  # right, whatever it does
        yield kind, (k for k in (1, 2)) if isinstance(value, str) and value == "GENERATOR" else value


def refuse_other_errors(call, what: str) -> None:
    """Whatever ``call`` does, it returns, or raises zr.Error or a TypeError that names its argument."""
    try:
        call()
    except zr.Error as error:
        assert str(error) and len(str(error)) < 4000, what
    except TypeError as error:
        message = str(error)
        assert "incompatible function arguments" not in message, f"{what}: {message[:200]}"
        assert "argument" in message, f"{what}: {message[:200]}"
    except MemoryError:
        pytest.fail(f"{what}: it asks for memory")
    except Exception as error:
        pytest.fail(f"{what}: {type(error).__name__}: {str(error)[:200]}")


@pytest.mark.parametrize("name", RIGHT)
def test_a_wrong_kind_of_any_argument_is_an_error_that_helps(name):
    function, right = function_of(name), RIGHT[name]
    function(**right())
    for argument in right():
        for kind, value in values(argument):
            refuse_other_errors(
                lambda argument=argument, value=value: function(**(right() | {argument: value})),
                f"{name}({argument}={kind})",
            )


@pytest.mark.parametrize("name", RIGHT)
def test_options_that_no_one_has_are_errors(name):
    function = function_of(name)
    for kind, value in values():
        refuse_other_errors(lambda value=value: function(**RIGHT[name](), no_such_option=value), f"{name}: {kind}")


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    path = tmp_path_factory.mktemp("system") / "two.toml"
    path.write_text(SYSTEM)
    return zr.load_system(path)


@pytest.fixture(scope="module")
def raw(system):
    return zr.read(TABLE, system)


def of_systems(system, raw, folder):
    enterprises = {**TABLE, "enterprise": ["x", "y", "z"]}
    return {
        "read": (zr.read, dict(source=TABLE, system=system, year=2019, prefer=None, all_fields=True,
                               keep_enterprises=True, sheet=None, threads=1, progress=None)),
        "rollup": (zr.rollup, dict(source=enterprises, system=system, engine="kernel", industry=None, distinct=False,
                                   year=2019, prefer=None, sheet=None, threads=1, progress=None)),
        "partial": (zr.partial, dict(source=enterprises, system=system, industry=None, distinct=False, year=None,
                                     threads=1, progress=None)),
        "indicators": (zr.indicators, dict(raw=raw, system=system, year=2019)),
        "rank": (zr.rank, dict(raw=raw, system=system, year=2019, method={"ties": "max"},
                               bounds={"size": (0, 5)}, scaling=None, groups={"a": "x"})),
        "check": (zr.check, dict(source=TABLE, system=system, year=2019, prefer=None, lang="en")),
        "load_system": (zr.load_system, dict(id_or_path="torch-2013")),
        "load_scaling": (zr.load_scaling, dict(path=folder / "none.json")),
        "load_partial": (zr.load_partial, dict(path=folder / "none.csv", system=system)),
        "template": (zr.template, dict(system=system, path=folder / "t.xlsx", level="both", all_fields=False,
                                       codes=False, lang="zh", zones=["a"], year=2019)),
        "reviewer_means": (zr.reviewer_means, dict(
            reviewers={"item": ["revenue"], "zone": ["a"], "reviewer": ["r"], "score": [1.0]},
            system=system, year=2019)),
        "rankings": (zr.compare.rankings, dict(results={"p": zr.rank(raw), "q": zr.rank(raw)}, group="g")),
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["read", "rollup", "partial", "indicators", "rank", "check", "load_system", "load_scaling", "load_partial",
     "template", "reviewer_means", "rankings"],
)  # fmt: skip
def test_a_wrong_kind_of_any_argument_of_calls_with_systems(name, system, raw, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # "x" is a path
    function, right = of_systems(system, raw, tmp_path)[name]
    for argument in right:
        for kind, value in values(argument):
            refuse_other_errors(
                lambda argument=argument, value=value: function(**(right | {argument: value})),
                f"{name}({argument}={kind})",
            )


def test_a_wrong_kind_of_any_argument_of_results(raw, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ranking = zr.rank(raw)
    drawn = ranking.uncertainty(draws=20, pairs=True)
    moved = ranking.sensitivity(points=4, scramblings=2, second_order=True)
    robust = ranking.robust()
    explained = ranking.explain("a")
    reconciled = ranking.reconcile({"a": 1})
    changed, derived = ranking.change(ranking, noise=False), ranking.derivatives("a")
    of_enterprises = tmp_path / "enterprises.toml"
    of_enterprises.write_text(SYSTEM.replace("number = ", 'level = "enterprise"\nnumber = '), encoding="utf-8")
    rows = TABLE | {"enterprise": ["e1", "e2", "e3"]}
    drilling = zr.rank(zr.read(rows, of_enterprises, keep_enterprises=True))
    drilled = drilling.drill()
    scaling = ranking.scaling
    components = zr.statistics.principal_components(A)
    calls = [
        (ranking.weights, dict(effective=True, lang="zh")), (ranking.coupling, dict(full=100.0)),
        (ranking.missing, dict(lang="en")),
        (ranking.profile, dict(zone="a")), (ranking.method_text, dict(lang="en")), (ranking.summary, dict(lang="en")),
        (ranking.sheets, dict(lang="en")), (ranking.name, dict(id_="g", lang="en")),
        (ranking.to_excel, dict(path=tmp_path / "r.xlsx", lang="en", zone="a", live=True)),
        (ranking.to_html, dict(
            path=tmp_path / "r.html", zone="a", lang="zh", before=zr.rank(raw), rank=1, targets=AIMS, what_if=True, named=False,
            draws=5, seed=1, threads=1)),
        (ranking.to_report, dict(
            folder=tmp_path / "report", zone="a", lang="zh", before=zr.rank(raw), rank=1, targets=AIMS, what_if=True, named=False,
            draws=5, seed=1, threads=1, progress=None)),
        (ranking.smallest_change, dict(ahead="a", behind="b")),
        (ranking.uncertainty, dict(
            draws=5, vary="uniform", level="all", leave_one_out=False, errors={"revenue": 0.1}, reviewers=None,
            seed=1, threads=1, groups=True, scores=True, pairs=False, tolerance=None, time_limit=None, progress=None,
            normalization=["min-max", "z-score"])),
        (ranking.robust, dict(vary="uniform", level="all", threads=1, progress=None)),
        (ranking.explain, dict(
            zone="a", against="median", to_rank=1, to_zone="b", opponents=["b"], benchmarks=["b"],
            board_threshold=0.05, listed=3, top_rank=3, most_missing=0.2, exact_members=3, orders=10, seed=1,
            threads=1)),
        (ranking.what_if, dict(changes={"a": {"revenue": "+10 %"}})),
        (ranking.derivatives, dict(zone="a")), (derived.table, dict(lang="en")),
        (ranking.plan, dict(zone="a", rank=1, times=2, limits={}, fixed=[], steps={}, costs={}, may_fall=True, at_most=2, threads=1)),
        (ranking.plan("a").table, dict(lang="en")), (ranking.plan("a").cheapest, dict(lang="en")),
        (ranking.reconcile, dict(ranks={"a": 1}, of=5, weights_of="groups", threads=1)),
        (reconciled.because, dict(zone="a", group="overall")), (reconciled.weights, dict(group="overall", lang="en")),
        (reconciled.summary, dict(lang="en", zone="a")),
        (zr.alone, dict(raw=raw, zone="a", system=None, of=5, year=None, method=None, bounds=None)),
        (zr.alone(raw, "a").summary, dict(lang="en")),
        (ranking.targets, dict(
            targets=AIMS, zone="a", as_of="2019-06", elapsed=None, cumulated=True, green=1.0, yellow=0.8, threads=1)),
        (ranking.targets(AIMS, zone="a").table, dict(lang="en")), (ranking.targets(AIMS, zone="a").ranks, dict(lang="en")),
        (ranking.targets(AIMS, zone="a").summary, dict(lang="en", zone="a")),
        (ranking.targets(AIMS, zone="a").name, dict(figure="revenue", lang="en")),
        (ranking.change, dict(
            before=zr.rank(raw), history=[], tops=[1], editions=False, noise=True, draws=5, seed=1)),
        (ranking.narrative, dict(
            zone="b", lang="en", kind="brief", before=zr.rank(raw), benchmarks=["a"], rank=1, targets=AIMS, draws=5, seed=1)),
        (ranking.narrative("a").to_docx, dict(path=tmp_path / "n.docx")),
        (ranking.narrative("a").save, dict(path=tmp_path / "n.md")),
        (ranking.plot.places, dict(zone="a", by="groups", top=3, ax=None, lang="en")),
        (ranking.plot.scatter, dict(x="g", y="h", zone="a", ax=None, lang="en")),
        (ranking.plot.contributions, dict(zone="a", zones=["b"], top=2, against="mean", ax=None, lang="en")),
        (drilling.drill, dict(zone="a", by="enterprise", threads=1, progress=None)),
        (drilled.table, dict(lang="en")), (drilled.indicators, dict(enterprise="e1")), (drilled.indicator, dict(id_="size")),
        (drilled.concentration, dict(zone="a")), (drilled.summary, dict(lang="en")),
        (changed.table, dict(lang="en")), (changed.own, dict(zone="a")), (changed.fields, dict(zone="a")),
        (changed.passings, dict(zone="a")), (changed.milestones, dict(zone="a")),
        (changed.milestone_lines, dict(lang="en", zone="a")), (changed.summary, dict(lang="en", zone="a")),
        (explained.table, dict(lang="en")), (explained.summary, dict(lang="en")),
        (ranking.sensitivity, dict(
            points=4, scramblings=2, vary="uniform", level="all", leave_one_out=False, errors=None, reviewers=None,
            second_order=False, seed=1, threads=1, progress=None)),
        (drawn.group, dict(id_="overall", quantiles=(0.5,))), (drawn.frequency, dict(group="overall")),
        (drawn.probability, dict(k=1, group="overall")), (drawn.ahead, dict(group="overall")),
        (drawn.replay, dict(draw=0)), (drawn.to_parquet, dict(path=tmp_path / "d.parquet", draws=5)),
        (moved.zone, dict(name="a", of="rank")), (moved.pairs, dict(name="a", of="rank")),
        (robust.weights, dict(zone="a")), (scaling.apply, dict(indicators=np.ones((2, 2)), zones=["a", "b"])),
        (scaling.save, dict(path=tmp_path / "s.json")),
        (zr.statistics.correlation(A).pairs, dict(above=0.1, below=-0.1, groups=list("aab"))),
        (components.loadings, dict(factors=2)),
        (zr.benefit_of_doubt(A).shares, dict(scores=A)), (zr.rank_sum_ratio(A).table, dict(zones=list("abcde"))),
    ]  # fmt: skip
    for function, right in calls:
        function(**right)
        for argument in right:
            for kind, value in values(argument):
                refuse_other_errors(
                    lambda function=function, right=right, argument=argument, value=value: function(
                        **(right | {argument: value})
                    ),
                    f"{function.__qualname__}({argument}={kind})",
                )


def test_every_public_function_is_in_one_of_the_tables():
    listed = {name.split(".")[-1] for name in RIGHT} | {
        "read", "rollup", "partial", "indicators", "rank", "alone", "check", "load_system", "load_scaling", "load_partial",
        "template", "reviewer_means", "rankings",
        "sample", "systems", "imputations", "treatments", "aggregations", "normalizations", "weightings",
        "weight_draws",
        "normalization", "treatment", "imputation", "weighting", "aggregation", "unregister", "check_method", "list_methods",
    }  # fmt: skip
    found = set()
    for module in (zr, zr.statistics, zr.weights, zr.compare, zr.own, zr.testing):
        found |= {n for n in module.__all__ if isinstance(getattr(module, n), types.FunctionType)}
    assert found <= listed, found - listed
    for name in RIGHT:  # the right calls name every argument but options
        parameters = inspect.signature(function_of(name)).parameters.values()
        named = {p.name for p in parameters if p.kind != p.VAR_KEYWORD}
        assert named - set(RIGHT[name]()) <= {"direction", "directions"}, name


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: zr.normalize(A, columns=[1]), "columns is [1], but must be a dict"),
        (lambda: zr.weights.ahp(np.ones((3, 3)), names=["a"]), "names: has 1 entries, but the judgments have rows: 3"),
        (lambda: zr.weights.combine([[0.5, 0.5], [1]]), "weights[1] has 1 entries, but weights[0] has 2"),
        (lambda: zr.weights.given("x"), "weights: not an array of numbers (it is 'x')"),
        (lambda: zr.aggregate(A, "x"), "weights: not an array of numbers"),
        (lambda: zr.sobol_points(2.5, 2), "n is 2.5, but must be a whole number from 1 to 2147483648"),
        (lambda: zr.kemeny(A, [[1]]), "weights: a list of numbers is needed, but the array has shape (1, 1)"),
        (lambda: zr.redraw(A, tolerance="x"), "tolerance is 'x', but must be a number, 0 or more"),
        (lambda: zr.weights.of(A, "combined", methods=["given", "equal"], given=[1.0]), "given: has 1 entries"),
        (lambda: zr.weights.of(A, "given", given=[1.0] * 2), "given: has 2 entries, but the scores have 3 columns"),
        (lambda: zr.weights.of(A, "merec", values=A, directions=["-"]), "directions: has 1 entries"),
        (lambda: zr.normalize(A * 1j), "indicators: not an array of numbers (it holds complex128)"),
        (lambda: zr.weights.given(np.array(["2019-01-01"], dtype="datetime64[D]")), "it holds datetime64[D]"),
        (lambda: zr.statistics.principal_components(pd.DataFrame({"zone": ["a", "b"]})), "2 rows and 0 columns"),
        (lambda: zr.statistics.principal_components(np.empty((0, 3))), "0 rows and 3 columns"),
        (lambda: zr.impute(A, "linear", zones=list("abcde"), years=list("abcde")), "years[0] is 'a'"),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_argument(call, words):
    with pytest.raises(zr.Error) as caught:
        call()
    assert words in str(caught.value)


@pytest.mark.parametrize("q", [1.5, -1.0, float("nan"), float("inf")])
def test_quantiles_are_shares(q):
    drawn = zr.redraw(A, draws=50)
    with pytest.raises(zr.Error, match=r"quantiles\[0\] is .*, but must be a number from 0 to 1"):
        drawn.group("overall", quantiles=(q,))
    assert len(drawn.group("overall", quantiles=(0, 1))) == 5


def test_g1_weights():
    # 郭亚军: w_n = 1 / (1 + sum_k prod_(i >= k) r_i): 1.2 * 1.4 = 1.68, 1.4, 1 over their sum.
    assert zr.weights.g1([1.2, 1.4]) == pytest.approx(np.array([1.68, 1.4, 1.0]) / 4.08, abs=1e-15)
    assert zr.weights.g1([]).tolist() == [1.0]
    with pytest.raises(zr.Error, match="ratios"):
        zr.weights.g1([0.5])


def masked(x):
    return np.ma.masked_array(x, np.arange(np.size(x)).reshape(np.shape(x)) % 5 == 3)


@pytest.mark.parametrize(
    "function",
    [
        zr.normalize, zr.aggregate, zr.availability, lambda x: zr.impute(x).values, lambda x: zr.treat(x).values,
        lambda x: zr.composite(x)[0], zr.outranking, lambda x: zr.kemeny(x).ranks, zr.statistics.describe,
        lambda x: zr.statistics.correlation(x).r, zr.statistics.cronbach_alpha, lambda x: zr.weights.of(x, "variation"),
        lambda x: zr.rank_sum_ratio(x).ratios, lambda x: zr.statistics.mean(x[:, 0]),
        lambda x: zr.statistics.standard_deviation(x[:, 0]), lambda x: zr.rank_scores(x[:, 0]),
        lambda x: zr.redraw(x, draws=20, min_available=0.1).table(), lambda x: zr.normalize(list(x)),
    ],
)  # fmt: skip
def test_what_a_mask_hides_is_missing(function):
    holes = np.where(masked(A).mask, np.nan, A)

    def text(found):
        return repr(np.asarray(pd.DataFrame(found) if isinstance(found, dict) is False and np.ndim(found) else [found]))

    assert str(function(masked(A))) == str(function(holes)) or text(function(masked(A))) == text(function(holes))
    assert str(function(masked(A))) != str(function(A)), "the masked value counts for nothing"


def test_missing_values_of_frames_are_missing():
    frame = pd.DataFrame({"x": pd.array([1, None, 3], dtype="Int64"), "y": [1.0, 2.0, None]})
    expected = [[0.0, 0.0], [np.nan, 100.0], [100.0, np.nan]]
    np.testing.assert_array_equal(zr.normalize(frame), expected)
    np.testing.assert_array_equal(zr.normalize(pd.DataFrame(frame, dtype=object)), expected)


@pytest.mark.parametrize("make", [pd.DataFrame, pa.table, dict, "polars", "stream"])
def test_a_year_by_timestamps_is_the_year_of_their_zone(make, system):
    polars = pytest.importorskip("polars")
    times = pd.to_datetime(["2019-01-01", "2019-07-01", "2019-12-31 23:30"], format="ISO8601").tz_localize(
        "Asia/Shanghai"
    )
    columns = {**TABLE, "year": times}
    table = pa.table({k: pa.array(v) for k, v in columns.items()})
    if make == "polars":
        source = polars.from_arrow(table)
    elif make == "stream":
        source = pa.RecordBatchReader.from_batches(table.schema, table.to_batches())
    else:
        source = table if make is pa.table else make(columns)
    assert zr.read(source, system).years == [2019]  # 2018 in Greenwich, for the first


def test_a_year_by_timestamps_of_parquet_is_the_year_of_their_zone(system, tmp_path):
    times = pd.to_datetime(["2019-01-01"] * 3).tz_localize("America/New_York")
    pd.DataFrame({**TABLE, "year": times}).to_parquet(tmp_path / "t.parquet")
    assert zr.read(tmp_path / "t.parquet", system).years == [2019]
    offset = pa.table({**TABLE, "year": pa.array([1546272000] * 3, pa.timestamp("s", "+08:00"))})
    assert zr.read(offset, system).years == [2019]


def test_numbers_near_the_end_of_doubles():
    assert zr.normalize([[1e308], [-1e308], [0.0]]).ravel().tolist() == [100, 0, 50]
    assert zr.statistics.mean([1e308, 1e308]) == 1e308
    assert zr.statistics.standard_deviation([1e200, 2e200]) == pytest.approx(1e200 / 2**0.5, rel=1e-15)
    assert zr.statistics.standard_deviation([1e-200, 2e-200]) == pytest.approx(1e-200 / 2**0.5, rel=1e-15)


def test_sheets_of_two_threads_leave_the_kind_of_frames_alone(system):
    import threading

    polars = pytest.importorskip("polars")
    ranking = zr.rank(polars.DataFrame(TABLE), system)
    kinds = set()

    def work():
        for _ in range(20):
            ranking.sheets()
            kinds.add(type(ranking.table()).__module__.split(".")[0])

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kinds == {"polars"}
