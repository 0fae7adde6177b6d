"""Every public function and command as a case: a name, and what of its result is compared."""

from __future__ import annotations

import contextlib
import io
import os
import re
import unittest.mock
import zipfile
from pathlib import Path

import inputs
import numpy as np
import pandas as pd
import zonerank as zr
import zonerank.cli
from inputs import own, ranking, raw, sample, table

CASES = {}
COVERED: set[str] = set()  # public names that the cases call


def case(name: str, *covered: str):
    """The result of the function under this name; an error is its text."""
    COVERED.update(covered)

    def keep(function):
        assert name not in CASES, name
        CASES[name] = function
        return function

    return keep


def run(name: str):
    try:
        return CASES[name]()
    except zr.Error as error:
        return {"error": str(error)}


def everything(result: zr.Ranking) -> dict:
    sheets = {lang: result.sheets(lang) for lang in ("en", "zh")}
    return {**sheets, "method": [result.method_text(lang) for lang in ("en", "zh")]}


def scores_of(result: zr.Ranking) -> dict:
    return {"ranking": result.table(), "bounds": result.bounds(), "weights": result.weights(),
            "notices": [str(n) for n in result.notices]}  # fmt: skip


# ---- systems and raw statistics

case("systems", "systems")(zr.systems)
for system in inputs.SYSTEMS:
    case(f"system {system}", "load_system", "System")(
        lambda s=system: {
            "groups": [[g.id, g.weight] for g in zr.load_system(s).groups],
            "indicators": [[i.id, i.weight] for i in zr.load_system(s).indicators],
        }
    )
    for engine in ("kernel", "duckdb"):
        case(f"rollup {system} {engine}", "rollup", "Raw")(
            lambda s=system, e=engine: {"table": raw(s, e).table(), "exact": dict(raw(s, e).exact())}
        )
    case(f"indicators {system}", "indicators", "Indicators")(
        lambda s=system: {str(y): zr.indicators(raw(s), year=y).table() for y in (2018, 2019)}
    )
    case(f"rank {system}", "rank", "Ranking")(lambda s=system: everything(ranking(s)))
    case(f"importance {system}")(lambda s=system: ranking(s).importance())


@case("partial", "partial", "load_partial", "Partial")
def _():
    parts = [zr.partial(str(path), "torch-2013") for path in sorted(sample().glob("*001*.csv"))]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.merge(part) if hasattr(whole, "merge") else whole + part
    path = inputs.folder() / "partial.csv"
    whole.save(path)
    return {"table": zr.load_partial(path, "torch-2013").finish().table()}


case("sample", "sample")(lambda: {p.name: p.read_bytes() for p in sorted(sample().iterdir())})
case("read", "read")(lambda: own().table())
case("read gaps")(lambda: own(gaps=True).table())
case("check", "check")(lambda: {lang: zr.check(str(sample()), "torch-2013", lang=lang) for lang in ("en", "zh")})


@case("template", "template")
def _():
    path = inputs.folder() / "template.xlsx"
    return {**{f"sheets {lang}": zr.template("torch-2013", path, lang=lang) for lang in ("en", "zh")},
            **workbook(path)}  # fmt: skip


@case("reviewer means", "reviewer_means")
def _():
    rows = [{"item": "score_institutions", "zone": f"Z{z}", "reviewer": f"r{r}", "score": (z * 7 + r * 3) % 10,
             "year": 2019} for z in range(8) for r in range(5)]  # fmt: skip
    return zr.reviewer_means(pd.DataFrame(rows), "torch-2013", year=2019)


# ---- methods in a whole ranking

OPTIONS = {
    "curve": {"points": [[0, 0], [5, 40], [100, 100]]},
    "categorical": {"scale": [[k / 64, k % 5] for k in range(6 * 97 * 8 + 1)]},
    "power": {"exponent": 0.5},
    "target": {"target": 1e4},
    "combined": {"methods": ["entropy", "critic"]},
}
OF_SYSTEM = {
    "base-year": {"year": 2019},
    "reference": {"reference": "Z07"},
    "order": {"order": ["left", "right", "y", "x", "z", "g"]},
    "g1": {"order": ["left", "right", "y", "x", "z", "g"], "ratios": [1.4]},
    "bwm": {"best_to_others": [1, 3], "others_to_worst": [3, 1]},
    "ahp": {"judgments": [[1, 3], [0, 1]]},
}
OF_ARRAY = {
    "base-year": {"base": [5.0, 4.0, 3.0, 2.0, 1.0, 6.0]},
    "reference": {"reference": "3", "zones": [str(k) for k in range(24)]},
    "goalposts": {"lower": [0.5] * 6, "upper": [60.0] * 6},
    "efficacy": {"lower": [0.5] * 6, "upper": [60.0] * 6},
}
RANGED = {"min-max", "percentile", "maximum", "target", "reference", "goalposts", "logistic"}
BOUNDS = {"x": (0, 10), "y": (0, 30), "z": (1, 40), "g": (1, 5)}


def rank_own(stage: str, method: str, gaps: bool = False, **more):
    chosen = {"method": method, **OPTIONS.get(method, {}), **OF_SYSTEM.get(method, {})}
    bounds = BOUNDS if method in ("goalposts", "efficacy") else None
    groups = {f"Z{k:02}": "abc"[k % 3] for k in range(24)} if method.startswith("group") else None
    if {method, more.get("aggregation")} & {"geometric", "harmonic"}:
        more |= {"lower": 1} if stage == "aggregation" or method in RANGED else {}  # they need scores above 0
    if method == "z-score" and more.get("aggregation"):
        more |= {"mean": 100, "sd": 10}
    return scores_of(zr.rank(own(gaps), year=2020, bounds=bounds, groups=groups, method={stage: chosen, **more}))


STAGES = {
    "normalization": zr.normalizations(),
    "weights": zr.weightings(),
    "aggregation": zr.aggregations(),
    "imputation": zr.imputations(),
    "treatment": zr.treatments(),
}
COVERED |= {"normalizations", "weightings", "aggregations", "imputations", "treatments"}
for stage, methods in STAGES.items():
    for method in methods:
        case(f"rank own {stage} {method}")(lambda s=stage, m=method: rank_own(s, m))
        case(f"rank own {stage} {method} gaps")(lambda s=stage, m=method: rank_own(s, m, gaps=True))
        case(f"rank torch-2013 {stage} {method}")(
            lambda s=stage, m=method: zr.rank(raw("torch-2013"), year=2019, method={s: m}).table()
        )
case("methods", "list_methods")(lambda: [zr.list_methods(), zr.list_methods(lang="zh")])
for normalization in zr.normalizations():
    for aggregation in ("geometric", "median", "owa", "mpi"):
        case(f"rank own {normalization} {aggregation}")(
            lambda n=normalization, a=aggregation: rank_own("normalization", n, aggregation=a)
        )
    case(f"rank own panel {normalization}")(lambda n=normalization: rank_own("normalization", n, fit="panel"))
for ties in ("min", "max", "average", "dense"):
    case(f"rank own ties {ties}")(lambda t=ties: zr.rank(own(), year=2020, method={"ties": t}).table())
for weighting in ("entropy", "critic", "pca", "scatter-degree", "panel-entropy"):
    case(f"rank own panel weights {weighting}")(lambda w=weighting: rank_own("weights", w, fit="panel"))

# ---- stages on arrays

GROUPS = ["a", "b", "c"] * 8


def directions(method: str) -> list[str]:
    return list("++++++" if method in ("target", "reference") else "+-+-++")


def of_array(method: str) -> dict:
    return OPTIONS.get(method, {}) | OF_ARRAY.get(method, {})


COVERED |= {"normalize", "treat", "impute", "aggregate", "composite", "learn_scaling"}
for method in zr.normalizations():
    case(f"normalize {method}")(
        lambda m=method: [zr.normalize(table(gaps=g), directions(m), m, **of_array(m)) for g in (False, True)]
    )
    case(f"composite {method}")(lambda m=method: zr.composite(table(), normalization=m, **OPTIONS.get(m, {})))
for method in zr.treatments():
    case(f"treat {method}")(lambda m=method: [zr.treat(table(gaps=g) ** 4, m).values for g in (False, True)])
for method in zr.imputations():
    case(f"impute {method}")(
        lambda m=method: (
            zr.impute(
                table(gaps=True), m, groups=GROUPS, zones=[k // 3 for k in range(24)], years=[2018, 2019, 2020] * 8
            ).values
        )
    )
for method in zr.aggregations():
    for gaps in (False, True):
        case(f"aggregate {method}{' gaps' * gaps}")(
            lambda m=method, g=gaps: zr.aggregate(table(gaps=g), [3, 1, 2, 2, 1, 1], m, **OPTIONS.get(m, {}))
        )
for method in zr.weightings():
    case(f"weights {method}", "weights")(
        lambda m=method: [
            zr.weights.of(table(gaps=g), m, panel=[table(shift=1), table()], given=[3, 1, 2, 2, 1, 1],
                          **OPTIONS.get(m, {})) for g in (False, True)]
    )  # fmt: skip

AHP = np.array([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
COVERED |= {f"weights.{n}" for n in ("Ahp", "BestWorst", "ahp", "best_worst", "combine", "equal", "g1", "given", "of")}
COVERED |= {"weights.rank_order"}
for how in ("eigenvector", "geometric", "column-mean"):
    case(f"weights ahp {how}")(lambda h=how: zr.weights.ahp(AHP, h))
for model in ("linear", "interval"):
    case(f"weights best-worst {model}")(lambda m=model: zr.weights.best_worst([1, 2, 8], [8, 4, 1], m))
for rule in ("roc", "rank-sum", "rank-reciprocal", "rancom"):
    case(f"weights order {rule}")(lambda r=rule: zr.weights.rank_order([1, 2, 3, 4], r))
case("weights simple")(lambda: [zr.weights.g1([1.2, 1.4]), zr.weights.given([3, 1]), zr.weights.equal(3)])
case("weights combine")(lambda: zr.weights.combine([[0.2, 0.8], [0.5, 0.5]]))

case("scaling", "Scaling")(lambda: zr.learn_scaling(table(gaps=True)).apply(table()))


@case("scaling saved", "load_scaling")
def _():
    path = inputs.folder() / "scaling.json"
    zr.learn_scaling(table(), normalization="z-score").save(path)
    return {"file": path.read_bytes(), "scores": zr.load_scaling(path).apply(table(shift=1))}


case("rank scores", "rank_scores")(
    lambda: {t: zr.rank_scores(table(gaps=True)[:, 0], t) for t in ("min", "max", "average", "dense")}
)
case("availability", "availability")(lambda: zr.availability(table(gaps=True)))
case("screen", "screen")(lambda: zr.screen(table(gaps=True)))
case("estimate em", "estimate_em")(lambda: zr.estimate_em(table(gaps=True)))
case("coupling", "coupling_coordination")(lambda: zr.coupling_coordination(table()))
case("outranking", "outranking")(lambda: zr.outranking(table()))
case("kemeny", "kemeny")(lambda: zr.kemeny(table(8)))
case("bod", "benefit_of_doubt")(lambda: zr.benefit_of_doubt(table(), share_low=0.05))
case("rsr", "rank_sum_ratio")(lambda: zr.rank_sum_ratio(table()))
case("smallest change", "smallest_change")(lambda: zr.smallest_change(table(), [1, 1, 2, 1, 1, 1], 3, 5))

# ---- statistics and comparisons

S = zr.statistics
COVERED |= {f"statistics.{n}" for n in S.__all__} | {"statistics", "compare"}
for kind in ("pearson", "spearman", "kendall"):
    case(f"correlation {kind}")(lambda k=kind: [S.correlation(table(gaps=g), k) for g in (False, True)])
case("describe")(lambda: S.describe(table(gaps=True)))
case("moments")(lambda: [S.mean(table()[:, 0]), S.standard_deviation(table()[:, 0]), S.autocorrelation(table()[:, 0])])
case("alpha")(lambda: S.cronbach_alpha(table()))
case("theil")(lambda: S.theil(table()[:, 0], GROUPS))
case("components")(lambda: S.principal_components(table()))
case("varimax")(lambda: S.varimax(table(6, 2)))
case("effective weights")(lambda: S.effective_weights(table(), table().mean(axis=1)))
case("agreement", "compare.rank_agreement")(
    lambda: zr.compare.rank_agreement(*(zr.rank_scores(table()[:, k]) for k in (0, 1)))
)
case("rankings", "compare.rankings")(
    lambda: zr.compare.rankings({"one": ranking(), "other": zr.rank(raw("torch-2013"), year=2018)})
)

# ---- what a rank is made of, and how sure it is

case("ranking parts")(
    lambda: {"profile": ranking().profile(ranking().zones[5]), "coupling": ranking().coupling(),
             "left out": ranking().weight_left_out, "change": ranking().smallest_change(*ranking().zones[:2])}
)  # fmt: skip
case("within")(lambda: ranking().within({z: "AB"[k % 2] for k, z in enumerate(ranking().zones)}).ranks_within())
COVERED |= {
    "Alone",
    "Change",
    "Derivatives",
    "Drill",
    "Explanation",
    "Industries",
    "Plan",
    "Reconciliation",
    "redraw",
    "weight_draws",
    "Uncertainty",
    "Sensitivity",
    "Robust",
    "sobol_points",
    "sobol_indices",
}
INTERVAL = {"kind": "interval", "ids": ["x", "y"], "low": [0.1, 0.3], "high": [0.7, 0.9]}
for vary in zr.weight_draws():
    case(f"redraw {vary}")(lambda v=vary: zr.redraw(table(), vary=v, draws=500, pairs=True).table())
    case(f"uncertainty {vary}")(
        lambda v=vary: zr.rank(own(), year=2020).uncertainty(vary=INTERVAL if v == "interval" else v, draws=300).table()
    )
case("uncertainty methods")(
    lambda: (
        ranking()
        .uncertainty(draws=200, normalization=["min-max", "percentile"], aggregation=["arithmetic", "median"])
        .table()
    )
)
case("uncertainty errors")(
    lambda: zr.rank(own(), year=2020).uncertainty(draws=100, errors={"a": 0.1, "x": 0.05}, leave_one_out=True).table()
)
case("sensitivity")(
    lambda: (lambda s: [s.table(), s.zone("Z03"), s.pairs()])(
        zr.rank(own(), year=2020).sensitivity(points=32, second_order=True, aggregation=["arithmetic", "geometric"])
    )
)
for weights in ("uniform", "simplex", "ordered"):
    case(f"robust {weights}")(lambda w=weights: zr.rank(own(), year=2020).robust(vary=w).table())
case("explain")(
    lambda: (lambda e: [e.table(), e.strengths(), e.weaknesses(), e.boards(), e.obstacles(), e.summary()])(
        zr.rank(own(), year=2020).explain("Z03", to_rank=2, to_zone="Z01")
    )
)
case("what if")(
    lambda: zr.rank(own(), year=2020).what_if({"Z03": {"a": "+10 %", "x": 2.5}, "Z01": {"b": None}}).table()
)
case("derivatives")(
    lambda: (lambda d: [d.table(), d.groups(), d.summary()])(zr.rank(own(), year=2020).derivatives("Z03"))
)
case("plan")(
    lambda: (lambda v: [v.table(), v.summary(), v.cheapest(), v.frontier()])(
        zr.rank(own(), year=2020).plan("Z03", rank=2)
    )
)
case("reconcile")(
    lambda: [
        [found.table(), found.weights(), found.contradictions(), found.summary(), found.summary("zh", zone="Z03")]
        for found in (
            zr.rank(own(), year=2020).reconcile(ranks, weights_of=of)
            for ranks in ({"Z03": 1, "Z01": 2, "Z05": 3}, {"Z03": {"overall": 4, "g": 2}})
            for of in ("groups", "indicators")
        )
    ]
)
case("alone", "alone")(
    lambda: (lambda a: [a.table(), a.groups(), a.summary(), a.summary("zh")])(
        zr.alone(own(), "Z03", year=2020, of=40, bounds={"x": (0, 10)})
    )
)
case("targets", "Targets")(
    lambda: (lambda t: [t.table(), t.ranks(), t.summary(), t.summary("zh"), [str(n) for n in t.notices]])(
        zr.rank(own(), year=2020).targets(
            [
                {"figure": "a", "year": 2021, "value": 900, "growth": "+5 %"},
                {"figure": "x", "year": 2022, "growth": "+8 % a year", "base_year": 2019},
                {"figure": "b", "year": 2020, "value": 5, "direction": "at most"},
                {"figure": "shops", "year": 2020, "value": 12.25, "growth": "+7 %", "today": 11},
            ],
            zone="Z03",
        )
    )
)
case("narrative", "Narrative")(
    lambda: [
        [told.text, told.markdown(), told.table()]
        for told in (
            zr.rank(own(), year=2020).narrative("Z03", lang=lang, kind=kind, draws=500)
            for lang in ("en", "zh")
            for kind in ("brief", "report")
        )
    ]
)
case("change")(
    lambda: (
        lambda c: [c.table(), c.own("Z03"), c.fields("Z03"), c.passings("Z03"), c.milestones(), c.summary(zone="Z03")]
    )(zr.rank(own(), year=2020).change(2019, tops=(3, 10), draws=500))
)
case("industries", "Industries")(
    lambda: (lambda d: [d.table(), d.effects(), d.reference(), d.summary()])(
        zr.rank(zr.read(sample(), "torch-2013", keep_enterprises=True, all_fields=True), year=2019).drill(by="division")
    )
)
case("drill")(
    lambda: (lambda d: [d.table(), d.zones(), d.concentration(), d.indicators(d.zones()["enterprise"][0])])(
        zr.rank(zr.read(sample(), "torch-2013", keep_enterprises=True), year=2019).drill()
    )
)
case("sobol points")(lambda: [zr.sobol_points(64, 9), zr.sobol_points(64, 9, seed=5)])
case("sobol indices")(lambda: zr.sobol_indices(table(16 * 5, 1).ravel(), 3, resamples=10))

# ---- published indices, where their files are beside the project

GOLDEN = Path(__file__).resolve().parents[3] / "shared" / "golden"
PUBLISHED = {
    "itci": (["tax-index/itci_2025.csv"], {}),
    "india": (["state-index/ind_master.csv"], {"year": 2024}),
    "sdgc": (["city-goals/sdg_cities.csv"], {"year": 2019}),
    "air": (["entropy-books/wan_ecol_en.xlsx[raw data]"], {}),
}
ELSEWHERE = set() if GOLDEN.is_dir() else {f"published {name}" for name in PUBLISHED}
for name, (files, years) in PUBLISHED.items():
    case(f"published {name}")(
        lambda n=name, f=files, y=years: scores_of(
            zr.rank(
                zr.read(
                    [str(GOLDEN / "published" / path) for path in f],
                    str(Path(__file__).parents[2] / "docs" / "examples" / "published" / f"{n}.toml"),
                    **y,
                ),
                **y,
            )
        )
    )

# ---- the command line


def workbook(path: Path) -> dict[str, bytes]:
    """The parts of a workbook but for its day of writing."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


def content(path: Path):
    if path.suffix == ".xlsx":
        return workbook(path)
    return pd.read_parquet(path) if path.suffix == ".parquet" else path.read_bytes()


def command(*words: str, output: str = ""):
    """What a command prints, says and writes."""
    said, printed = io.StringIO(), io.StringIO()
    target = inputs.folder() / output
    more = ("-o", str(target)) if output else ()
    day = unittest.mock.patch.dict(os.environ, SOURCE_DATE_EPOCH="1577836800")  # that a workbook says it was written on
    with day, contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        code = zonerank.cli.main([*words, *more])
    where = str(inputs.folder())
    texts = [re.sub(r"\d+\.\d+ (s\b|秒)", r"T \1", text.getvalue().replace(where, "DIR")) for text in (printed, said)]
    return {"exit": code, "stdout": texts[0], "stderr": texts[1], **({"file": content(target)} if output else {})}


COMMANDS = {
    "rank": ("rank", "--year", "2019", "--top", "5"),
    "indicators": ("indicators", "--year", "2019"),
    "rollup": ("rollup",),
    "uncertainty": ("uncertainty", "--year", "2019", "--draws", "200"),
}
for lang in ("en", "zh"):
    for name, words in COMMANDS.items():
        for system in inputs.SYSTEMS:
            for output in ("", "o.csv", "o.xlsx", "o.parquet", "o.json"):
                if name == "rollup" and not output:
                    continue
                case(f"{name} {system} {lang} {output}".strip())(
                    lambda w=words, s=system, g=lang, o=output: command(
                        w[0], str(sample()), "--system", s, "--lang", g, *w[1:], output=o
                    )
                )
    for output in ("", "o.csv", "o.xlsx"):
        case(f"check {lang} {output}".strip())(
            lambda g=lang, o=output: command("check", str(sample()), "--system", "torch-2013", "--lang", g, output=o)
        )
    case(f"systems {lang}")(
        lambda g=lang: [command("systems", "--lang", g), command("systems", "torch-2013", "--lang", g)]
    )
    case(f"template {lang}")(lambda g=lang: command("template", "--system", "torch-2013", "--lang", g, output="t.xlsx"))
    case(f"help {lang}")(lambda g=lang: command("rank", "no-such-file.csv", "--system", "torch-2013", "--lang", g))
