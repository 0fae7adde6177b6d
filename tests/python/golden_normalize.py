"""Normalizations: COINr's n_* functions and Normalise, pymcdm, pyrepo-mcda, scikit-criteria, Compind."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import zonerank as zr
from golden_frame import Case, Verdict, differs, not_applicable, passed, same

NOT_A_NORMALIZATION = "a step before a normalization that direction and method make needless"


def columns_of(case: Case, file: str = "input.csv") -> pd.DataFrame:
    return case.table(file).drop(columns=["uCode"], errors="ignore").astype(float)


def coinr(method: str, **options):
    """A column function of COINr: every column on its own, larger is better."""

    def handler(case: Case) -> Verdict:
        args = case.params.get("args") or {}
        own = {key: read(args) for key, read in options.items() if callable(read)}
        fixed = {key: value for key, value in options.items() if not callable(value)}
        table, expected = columns_of(case), columns_of(case, "output.csv")
        for name in table:
            scores = zr.normalize(table[[name]].to_numpy(), normalization=method, **fixed, **own)[:, 0]
            wanted = expected[name].to_numpy()
            if np.isfinite(wanted).sum() < 2 or not np.isfinite(scores).any():
                continue  # a constant, or one value: there COINr gives NaN, Inf or a place of 1
            same(scores, wanted)
        return passed()

    return handler


def goalposts(case: Case) -> Verdict:
    low, high, scale = case.params["args"]["gposts"]
    direction = "-" if case.params["args"].get("direction") == -1 else "+"
    clip = case.params["args"].get("trunc2posts", True)
    table, expected = columns_of(case), columns_of(case, "output.csv")
    ends = {"lower": [float(low)], "upper": [float(high)]}
    columns = {0: {"lower": 0.0, "upper": float(scale), "clip": clip}}
    for name in table:
        scores = zr.normalize(table[[name]].to_numpy(), [direction], "goalposts", columns=columns, **ends)
        same(scores[:, 0], expected[name])
    return passed()


def scaled(case: Case) -> Verdict:
    args = case.params.get("args") or {}
    low, high = args.get("npara", [0, 100])
    columns = {0: {"upper": float(args.get("scale_factor", 100)), "clip": False}}
    table, expected = columns_of(case), columns_of(case, "output.csv")
    for name in table:
        x = table[[name]].to_numpy()
        same(zr.normalize(x, None, "goalposts", lower=[low], upper=[high], columns=columns)[:, 0], expected[name])
    return passed()


def target(case: Case) -> Verdict:
    args, table, expected = case.params, columns_of(case), columns_of(case, "output.csv")
    targets = args["targ"]
    direction = "+" if args.get("direction", 1) == 1 else "-"
    for k, name in enumerate(table):
        goal = targets[name] if isinstance(targets, dict) else targets[k] if isinstance(targets, list) else targets
        x = table[[name]].to_numpy()
        worst = np.nanmin(x) if direction == "+" else np.nanmax(x)
        if goal == worst:
            continue  # no way to go
        cap = bool(args.get("cap_max", False))
        scores = zr.normalize(x, [direction], "target", target=goal, cap=cap, upper=1)
        same(scores[:, 0], expected[name])
    return passed()


def reference(case: Case) -> Verdict:
    args, table, expected = case.params["args"], columns_of(case), columns_of(case, "output.csv")
    row = str(args["iref"] - 1)
    for name in table:
        x = table[[name]].to_numpy()
        if not np.isfinite(x[int(row), 0]) or x[int(row), 0] == np.nanmin(x):
            continue
        cap = bool(args.get("cap_max", False))
        same(zr.normalize(x, None, "reference", reference=row, cap=cap, upper=1)[:, 0], expected[name])
    return passed()


def whole_table(case: Case) -> Verdict:
    """Normalise(df, ...) with directions."""
    name = case.name.removeprefix("normdf_dir_")
    methods = {
        "n_minmax": ("min-max", {}),
        "n_zscore": ("z-score", {}),
        "n_rank": ("rank", {}),
        "n_prank": ("percentile-rank", {"scale": 1}),
        "n_borda": ("borda", {}),
        "n_dist2max": ("maximum", {"upper": 1}),
        "n_fracmax": ("fraction-of-maximum", {"scale": 1}),
    }
    table, expected = columns_of(case), columns_of(case, "output.csv")
    signs = case.table("directions.csv")
    sign = dict(zip(signs.iloc[:, 0], signs.iloc[:, 1], strict=True))
    directions = ["+" if sign[c] == 1 else "-" for c in table]
    if name == "none":
        flipped = table.to_numpy() * [sign[c] for c in table]
        same(zr.normalize(flipped, normalization="none"), expected)
        return differs("COINr turns the sign of costs and leaves it; ours takes values as scores, with a notice")
    method, options = methods[name]
    if name == "n_fracmax":
        keep = [k for k, d in enumerate(directions) if d == "+"]
        scores = zr.normalize(table.iloc[:, keep].to_numpy(), normalization=method, **options)
        same(scores, expected.iloc[:, keep])
        return differs("COINr divides -x by its maximum, so that the worst gets most; ours is least / x")
    scores = zr.normalize(table.to_numpy(), directions, method, **options)
    same(scores, expected)
    return passed()


def individual(case: Case) -> Verdict:
    table, expected = columns_of(case), columns_of(case, "output.csv")
    signs = case.table("directions.csv")
    sign = dict(zip(signs.iloc[:, 0], signs.iloc[:, 1], strict=True))
    names = list(table)
    columns = {}
    words = {"n_minmax": "min-max", "n_zscore": "z-score", "n_borda": "borda", "n_rank": "rank", "none": "none"}

    def options(spec: dict) -> dict:
        found = {"normalization": words[spec["f_n"]]}
        more = spec.get("f_n_para", {})
        if "l_u" in more:
            found |= {"lower": more["l_u"][0], "upper": more["l_u"][1]}
        if "m_sd" in more:
            found |= {"mean": more["m_sd"][0], "sd": more["m_sd"][1]}
        return found

    for name, spec in case.params["indiv"].items():
        columns[names.index(name)] = options(spec)
    common = options(case.params["global"])
    x = table.to_numpy().copy()
    directions = ["+" if sign[c] == 1 else "-" for c in names]
    for j, own in columns.items():
        if own["normalization"] == "none":
            x[:, j] *= sign[names[j]]
    scores = zr.normalize(x, directions, columns=columns, **common)
    same(scores, expected)
    return passed()


def compind(case: Case) -> Verdict:
    """normalise_ci: z-score, min-max, ranks; polarity is our direction."""
    x, expected = (case.table(f).iloc[:, 1:].to_numpy(dtype=float) for f in ("input.csv", "output.csv"))
    directions = ["+" if p == "POS" else "-" for p in case.params["polarity"]]
    method = case.params["method"]
    if method == 1:
        scores = zr.normalize(x, directions, "z-score", mean=case.params["z.mean"], sd=case.params["z.std"])
    elif method == 2:
        scores = zr.normalize(x, directions, "min-max", upper=1)
    else:
        scores = zr.normalize(x, directions, "rank", rank_ties="average")
    same(scores, expected)
    return passed()


def of_imeta(case: Case) -> Verdict:
    """Normalise with parameters of each indicator from iMeta, the data frame's row order by uCode."""
    imeta = case.table("imeta.csv")
    imeta = imeta[imeta["Type"] == "Indicator"].set_index("iCode")
    names = list(imeta.index)
    table = case.table("input.csv").sort_values("uCode")[names]
    expected = case.table("output.csv").sort_values("uCode")[names]
    directions = ["+" if d == 1 else "-" for d in imeta["Direction"]]
    method = case.name.rsplit("n_", 1)[1]
    lower = upper = None
    columns = {}
    for j, row in enumerate(imeta.itertuples()):
        if method == "minmax":
            columns[j] = {"normalization": "min-max", "lower": row.minmax_lower, "upper": row.minmax_upper}
        elif method == "zscore":
            columns[j] = {"normalization": "z-score", "mean": row.zscore_mean, "sd": row.zscore_sd}
        elif method == "dist2targ":
            columns[j] = {
                "normalization": "target",
                "target": row.Target,
                "cap": bool(row.dist2targ_cap_max),
                "upper": 1,
            }
        else:
            top = row.scale_factor if method == "scaled" else row.goalpost_scale
            clip = method == "goalposts" and bool(row.goalpost_trunc2posts)
            columns[j] = {"normalization": "goalposts", "upper": top, "clip": clip}
    if method in ("scaled", "goalposts"):
        kind = "scaled" if method == "scaled" else "goalpost"
        lower, upper = imeta[f"{kind}_lower"].to_numpy(), imeta[f"{kind}_upper"].to_numpy()
    same(zr.normalize(table.to_numpy(dtype=float), directions, columns=columns, lower=lower, upper=upper), expected)
    return passed()


# ---- peers of multi-criteria analysis


def matrix_of_types(case: Case) -> tuple[np.ndarray, list[str]]:
    """The whole input matrix, and "+" or "-" of its columns."""
    path = case.folder / case.params["input"]
    x = pd.read_csv(path).drop(columns=["id"], errors="ignore")
    types = case.params.get("types") or json.loads(path.with_suffix(".json").read_text())["types"]
    return x.to_numpy(dtype=float), ["+" if t == 1 else "-" for t in types]


def matrix_of(case: Case) -> tuple[np.ndarray, list[str], np.ndarray]:
    x, directions = matrix_of_types(case)
    out = case.table("output.csv")
    out = out.drop(columns=["id"], errors="ignore")
    shown = out.shape[1]  # of wide tables the first columns only
    return x[:, :shown], directions[:shown], out.to_numpy(dtype=float)


def mcdm(method: str, directed: bool = True, **options):
    def handler(case: Case) -> Verdict:
        x, directions, expected = matrix_of(case)
        if not directed:
            directions = ["+"] * x.shape[1]
        keep = [j for j in range(x.shape[1]) if np.ptp(x[:, j]) > 0]  # a constant has no score here
        if method.startswith("fraction") or method == "vector":
            if (x[:, keep] < 0).any():
                try:
                    zr.normalize(x, directions, method, **options)
                except zr.Error as error:
                    assert "needs values >= 0" in str(error)
                    return differs("a fraction of a whole with negative parts is no fraction: an error here")
                raise AssertionError("negative values were taken")
            zero = [j for j in keep if directions[j] == "-" and (x[:, j] == 0).any()]
            if zero and options.get("cost", "inverse") == "inverse":
                keep = [j for j in keep if j not in zero]  # 1 / 0
        scores = zr.normalize(x[:, keep], [directions[j] for j in keep], method, **options)
        same(scores, expected[:, keep])
        return passed()

    return handler


def logarithmic(case: Case) -> Verdict:
    x, directions, expected = matrix_of(case)
    keep = [j for j in range(x.shape[1]) if np.ptp(x[:, j]) > 0]
    same(zr.normalize(x[:, keep], [directions[j] for j in keep], "logarithmic", scale=1), expected[:, keep])
    return passed()


def step(case: Case) -> Verdict:
    return not_applicable(NOT_A_NORMALIZATION)


def special(why: str):
    return lambda case: not_applicable(why)


def ties(args: dict) -> str:
    return args.get("ties.method", "min")


COINR = [
    ("norm*_n_minmax_rev", special("a range from 100 down to 1: direction says which end is best")),
    (
        "norm*_n_minmax_*",
        coinr("min-max", lower=lambda a: a.get("l_u", [0, 100])[0], upper=lambda a: a.get("l_u", [0, 100])[1]),
    ),
    (
        "norm*_n_zscore_*",
        coinr("z-score", mean=lambda a: a.get("m_sd", [0, 1])[0], sd=lambda a: a.get("m_sd", [0, 1])[1]),
    ),
    ("norm*_n_scaled_*", scaled),
    ("norm_n_dist2max", coinr("maximum", upper=1)),
    ("normedge_n_dist2max", coinr("maximum", upper=1)),
    ("norm*_n_dist2ref_*", reference),
    ("norm*_n_dist2targ_*", target),
    ("norm_n_fracmax", coinr("fraction-of-maximum", scale=1)),
    ("normedge_n_fracmax", special("negative values: a fraction of a whole is an error here")),
    ("norm*_n_prank_*", coinr("percentile-rank", scale=1, rank_ties=ties)),
    ("norm*_n_rank_first", special("ties broken by the order of rows: no rule that ranks may follow")),
    ("norm*_n_rank_*", coinr("rank", rank_ties=ties)),
    ("norm*_n_borda_*", coinr("borda", rank_ties=ties)),
    ("norm*_n_goalposts_*", goalposts),
    ("normdf_dir_*", whole_table),
    ("normdf_indiv_specs", individual),
    ("coin_norm_useiMeta_*", of_imeta),
    ("compind_normalise_*", compind),
]

MCDM = [
    ("norm_minmax/*", mcdm("min-max", lower=0, upper=1)),
    ("norm_minmax_nodirection/*", mcdm("min-max", directed=False, lower=0, upper=1)),
    ("norm_max/*", mcdm("fraction-of-maximum", cost="complement", scale=1)),
    ("norm_maxabs_nodirection/*", mcdm("fraction-of-maximum", directed=False, scale=1)),
    ("norm_sum/*", mcdm("fraction-of-sum", scale=1)),
    ("norm_sum_nodirection/*", mcdm("fraction-of-sum", directed=False, scale=1)),
    ("norm_vector/*", mcdm("vector", cost="complement", scale=1)),
    ("norm_vector_nodirection/*", mcdm("vector", directed=False, scale=1)),
    ("norm_linear/*", mcdm("fraction-of-maximum", cost="inverse", scale=1)),
    ("norm_zscore/*", mcdm("z-score", directed=False, population=True)),
    ("norm_logarithmic/*", logarithmic),
    ("norm_add_value_to_zero/*", step),
    ("norm_invert_minimize/*", step),
    ("norm_negate_minimize/*", step),
    ("norm_push_negatives/*", step),
    ("norm_minmax_inverter/*", step),
    ("norm_enhanced_accuracy/*", special("not offered: distances to the best as fractions of their sum")),
    ("norm_nonlinear/*", special("not offered: squares of benefits and cubes of costs")),
    ("norm_zavadskas_turskis/*", special("not offered: one minus the distance to the best as a fraction of it")),
]
