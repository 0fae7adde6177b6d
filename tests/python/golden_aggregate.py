"""Aggregation: COINr's a_* functions, Aggregate and remove_elements; Compind's composite indicators."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import zonerank as zr
from golden_frame import Case, Verdict, differs, not_applicable, passed, same

WORDS = {
    "f_copeland": "copeland",
    "a_amean": "arithmetic",
    "a_gmean": "geometric",
    "a_hmean": "harmonic",
    "a_copeland": "copeland",
}


def rows(case: Case) -> Verdict:
    """One function on the columns of a table, all zones whatever they have."""
    x = case.table("input.csv").drop(columns="uCode").to_numpy(dtype=float)
    expected = case.table("output.csv")["y"].to_numpy(dtype=float)
    p = case.params
    args = p.get("args") or {}
    weights = args.get("w", p.get("w"))
    if not isinstance(weights, list):
        weights = None
    name = case.name.removeprefix("agg_")
    options = {"min_available": p.get("dat_thresh", 0)}
    if name.startswith("a_genmean"):
        aggregation = "power"
        options["exponent"] = args["p"]
    else:
        aggregation = WORDS["_".join(name.split("_")[:2])]
    ours = zr.aggregate(x, weights, aggregation, **options)
    gaps = np.isnan(x).any(axis=1)
    if aggregation == "copeland" and gaps.any():
        return differs("COINr counts a gap as a pair lost on one side alone; ours compares what both zones have")
    if aggregation == "power" and gaps.any():
        same(ours[~gaps], expected[~gaps])
        some = gaps & np.isfinite(x).any(axis=1)
        assert np.isnan(expected[gaps]).all() and np.isfinite(ours[some]).all()
        return differs("COINr's a_genmean is NA with any gap, against its help; ours renormalises as every mean")
    if "dat_thresh" in p and weights is not None:
        counted = np.isfinite(x).mean(axis=1) >= p["dat_thresh"]
        assert (np.isfinite(expected) == counted).all()
        both = np.isfinite(expected) & np.isfinite(ours)
        same(ours[both], expected[both])
        return differs("COINr counts indicators; ours asks for a share of the weight")
    same(ours, expected)
    return passed()


def tree(case: Case) -> Verdict:
    """Level by level up the framework, one function and one threshold a level."""
    imeta = case.table("imeta.csv").set_index("iCode")
    table = case.table("input.csv").set_index("uCode").sort_index()
    expected = case.table("output.csv").set_index("uCode").sort_index()
    weight = imeta["Weight"].astype(float).copy()
    p = case.params
    if case.has("weights.csv"):
        own = case.table("weights.csv").set_index("iCode")["Weight"]
        weight.update(own)
    if p.get("w") == "none" or "noweights" in case.name or p.get("weights") == "none":
        weight[:] = 1.0
    functions, thresholds = p.get("f_ag", "a_amean"), p.get("dat_thresh", 0)
    top = int(imeta["Level"].max())
    columns = {c: table[c].to_numpy(dtype=float) for c in imeta.index if imeta.at[c, "Level"] == 1 and c in table}
    for level in range(2, top + 1):
        f = functions if isinstance(functions, str) else functions[min(level - 2, len(functions) - 1)]
        limit = thresholds if not isinstance(thresholds, list) else thresholds[min(level - 2, len(thresholds) - 1)]
        aggregation, options = WORDS.get(f, "power"), {"min_available": 0}
        if f == "a_genmean":
            options["exponent"] = float(
                str(case.name.rsplit("_", 1)[1]).replace("pm", "-").replace("p05", "0.5").replace("p", "")
            )
        for group in imeta.index[imeta["Level"] == level]:
            children = [c for c in imeta.index if imeta.at[c, "Parent"] == group and c in columns]
            scores = np.column_stack([columns[c] for c in children])
            ours = zr.aggregate(scores, weight[children].to_numpy(), aggregation, **options)
            if limit:
                ours[np.isfinite(scores).mean(axis=1) < limit] = np.nan
            columns[group] = ours
    for group in expected.columns:
        same(columns[group], expected[group])
    return passed()


def system_of(case: Case, folder: Path):
    from test_golden_coinr import toml_system

    path = folder / "asem.toml"
    path.write_text(toml_system(case.table("imeta.csv")))
    return path


def removed(case: Case) -> Verdict:
    imeta = case.table("imeta.csv")
    codes = list(imeta[imeta["Type"] == "Indicator"]["iCode"])
    with tempfile.TemporaryDirectory() as folder:
        path = system_of(case, Path(folder))
        frame = case.table("input.csv").rename(columns={"uCode": "zone"})[["zone", *codes]].assign(year=2018)
        ranking = zr.rank(zr.read(frame, path), method={"normalization": "none"})
    ours = ranking.importance().set_index("id")["mean_shift"]
    for row in case.table("output.csv").itertuples(index=False):
        if row[0] != "Nominal":
            name = row[0] if row[0] in ours.index else f"{row[0]}_"
            same(ours[name], row[1])
    return passed()


# ---- Compind


def compind_table(case: Case) -> np.ndarray:
    return case.table("input.csv").select_dtypes("number").to_numpy(dtype=float)


def estimate(case: Case) -> np.ndarray:
    return case.table("output.csv")["est"].to_numpy(dtype=float)


def mpi(case: Case) -> Verdict:
    x, up = compind_table(case), case.params["penalty"] == "NEG"
    mean, sample, population = x.mean(axis=1), x.std(axis=1, ddof=1), x.std(axis=1)
    sign = 1 if up else -1
    same(mean + sign * sample**2 / mean, estimate(case))
    same(zr.aggregate(x, None, "mpi", penalty_up=up), mean + sign * population**2 / mean)
    return differs("Compind takes the sample deviation over indicators; MPI is defined with the population's")


def ampi(case: Case) -> Verdict:
    norm = case.table("norm.csv")
    wanted = case.table("output.csv").set_index("geo")
    values = norm.select_dtypes("number")
    years = next((c for c in ("time", "Time", "year") if c in norm), None)
    if years is None:
        return not_applicable("the layout of its normalised panel is not stated")
    ours = pd.Series(zr.aggregate(values.drop(columns=years).to_numpy(), None, "mpi"))
    for k, row in norm.iterrows():
        assert abs(ours[k] - wanted.at[row["geo"], str(int(row[years]))]) < 6e-4  # three decimals are printed
    return passed()


def bod(case: Case) -> Verdict:
    x = compind_table(case)
    options = {"direction": case.params["dir"]} if "dir" in case.params else {}
    if "up_w" in case.params:
        options = {"share_low": case.params["low_w"], "share_high": case.params["up_w"]}
    ours = zr.benefit_of_doubt(x, **options)
    same(ours.scores, estimate(case), 1e-7, 1e-7)
    return passed()


def owa(case: Case) -> Verdict:
    x, k = compind_table(case), case.params["atleastjp"]
    m = x.shape[1]
    table = case.table("output.csv")
    best = np.sort(x, axis=1)[:, ::-1]
    largest = zr.aggregate(x, None, "owa", owa_weights=[1.0] * k + [0.0] * (m - k))
    smallest = zr.aggregate(x, None, "owa", owa_weights=[0.0] * (m - k) + [1.0] * k)
    same(largest, best[:, :k].mean(axis=1))
    theirs = [table["OWA_n"].to_numpy(), table["OWA_p"].to_numpy()]
    for ours in (largest, smallest):
        if any(np.allclose(ours, t) for t in theirs):
            continue
        rest = zr.aggregate(x, None, "owa", owa_weights=[0.0] * k + [1.0] * (m - k))
        assert any(np.allclose(rest, t) for t in theirs)
    return passed()


def wroclaw(case: Case) -> Verdict:
    x = compind_table(case)
    same(1 - zr.aggregate(x, None, "wroclaw") / 100, estimate(case))
    return passed()


def geometric(case: Case) -> Verdict:
    same(zr.aggregate(compind_table(case), None, "geometric"), estimate(case))
    return passed()


def mean_min(case: Case) -> Verdict:
    x = compind_table(case)
    p = case.params
    ours = zr.aggregate(x, None, "mean-min", alpha=min(p["alpha"], 1.0), beta=p["beta"])
    mean = x.mean(axis=1)
    away = mean - x.min(axis=1)
    same(ours, mean - min(p["alpha"], 1.0) * (np.sqrt(away**2 + p["beta"] ** 2) - p["beta"]))
    return differs("Compind recycles column means and deviations down the rows when it standardises; ours takes scores")


def generalized(case: Case) -> Verdict:
    x, p = compind_table(case), float(case.name.rsplit("_", 1)[1].replace("pm", "-").replace("p", ""))
    if (x > 0).all():
        same(zr.aggregate(x, None, "power", exponent=p), (x**p).mean(axis=1) ** (1 / p))
    return differs("Compind computes mean(x^p) / p, and 1 by default; ours is the power mean")


# ---- ranks


def ranked(case: Case) -> Verdict:
    table, expected = case.table("input.csv"), case.table("output.csv")
    for column in expected.select_dtypes("number"):
        if column in table:
            same(zr.rank_scores(table[column].to_numpy(dtype=float)), expected[column])
    return passed()


def no(why: str):
    return lambda case: not_applicable(why)


COINR = [
    ("agg_*", rows),
    ("coin_agg_*", tree),
    ("remove_elements_*", removed),
    ("change_ind_drop3", no("a system file without three indicators: weights renormalise as everywhere")),
    ("compind_mpi_*", mpi),
    ("compind_ampi_*", ampi),
    ("compind_bod", bod),
    ("compind_bod_raw", bod),
    ("compind_bod_constr_up*", bod),
    ("compind_bod_dir_*", bod),
    ("compind_bod_*", no("directional and undesirable-output models are not offered yet")),
    ("compind_owa_*", owa),
    ("compind_wroclaw", wroclaw),
    ("compind_geom_equal", geometric),
    ("compind_geom_*", no("geometric benefit of the doubt is not offered")),
    ("compind_mean_min_*", mean_min),
    ("compind_generalized_mean_*", generalized),
    ("compind_factor*", no("factor scores as an index are not offered; factor weights are")),
    ("compind_ogwa", no("weights of neighbors on a map")),
    ("compind_rbod*", no("random: order-m draws")),
    ("compind_smaa*", no("the peer's weights are not normalised")),
    ("rank_df", ranked),
    ("rank_df_edge", ranked),
    ("rank_df_group", no("ranks inside groups of zones are not offered")),
    ("results_*", no("tested as a whole in test_golden_coinr")),
    ("unit_summary", no("a layout of one zone's scores and ranks: Ranking.profile")),
    ("str_weak_*", no("strongest and weakest indicators: Ranking.profile, by ranks")),
    ("trends_*", no("trends over years are not part of a ranking")),
    ("purse_*", no("COINr's container of years; fit = panel is tested with the pipeline")),
    ("denominate_df", no("formulas of the system divide, with units")),
]
