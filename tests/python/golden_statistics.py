"""Statistics and comparison: COINr's get_stats, get_corr, get_cronbach, get_PCA, compare_coins; pymcdm's
and SciPy's rank correlations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import zonerank as zr
from golden_frame import Case, Verdict, differs, not_applicable, passed, same

FLAGS = {
    "few_available": ("Flag.Avail", "LOW"),
    "few_nonzero": ("Flag.NonZero", "LOW"),
    "few_unique": ("Flag.Unique", "LOW"),
    "outliers": ("Flag.SkewKurt", "OUT"),
}
NAMES = {
    "min": "Min",
    "max": "Max",
    "mean": "Mean",
    "median": "Median",
    "sd": "Std",
    "skewness": "Skew",
    "kurtosis": "Kurt",
    "n": "N.Avail",
    "n_nonzero": "N.NonZero",
    "n_unique": "N.Unique",
    "n_same": "N.Same",
    "available_share": "Frc.Avail",
    "nonzero_share": "Frc.NonZero",
    "unique_share": "Frc.Unique",
    "same_share": "Frc.Same",
}


def stats(case: Case) -> Verdict:
    expected = case.table("output.csv").set_index("iCode")
    ours = zr.statistics.describe(case.table("input.csv")[list(expected.index)])
    for own, theirs in NAMES.items():
        same(ours[own], expected[theirs])
    for own, (theirs, word) in FLAGS.items():
        assert (ours[own].to_numpy() == (expected[theirs] != "ok").to_numpy()).all(), (own, word)
    return passed()


def skew_kurt(case: Case) -> Verdict:
    expected = case.table("output.csv")
    codes = expected.iloc[:, 0]
    ours = zr.statistics.describe(case.table("input.csv")[list(codes)])
    columns = {c.lower(): c for c in expected.columns}
    same(ours["skewness"], expected[columns["skew"]])
    same(ours["kurtosis"], expected[columns["kurt"]])
    return passed()


def pvalues(case: Case) -> Verdict:
    expected = case.table("output.csv").set_index("iCode")
    ours = zr.statistics.correlation(case.table("input.csv")[list(expected.index)], case.params["method"])
    same(ours.p, expected)
    return passed()


def pairs(case: Case) -> Verdict:
    """Correlations of the pairs named in output.csv, of the columns of the input or of its parent groups."""
    method = case.params.get("cortype", "pearson")
    table = case.table("input.csv")
    expected = case.table("output.csv")
    if case.has("units.csv"):
        return not_applicable("correlations across levels of one table are those of its columns, as elsewhere here")
    ours = zr.statistics.correlation(table, method)
    for row in expected.itertuples():
        if row.Correlation == row.Correlation:
            same(ours.r.at[row.Var1, row.Var2], row.Correlation)
        elif "pval" in case.params:
            assert ours.p.at[row.Var1, row.Var2] > case.params["pval"]
    return passed()


def levels(case: Case) -> Verdict:
    """The input has indicators and aggregates side by side, as one table."""
    table = case.table("input.csv")
    expected = case.table("output.csv")
    ours = zr.statistics.correlation(table).r
    named = expected[expected["Var1"].isin(ours.index) & expected["Var2"].isin(ours.columns)]
    assert len(named)
    same([ours.at[r.Var1, r.Var2] for r in named.itertuples()], named["Correlation"])
    return passed()


def flags(case: Case) -> Verdict:
    imeta = case.table("imeta.csv").set_index("iCode")
    codes = [c for c in imeta.index[imeta["Type"] == "Indicator"] if c in case.table("input.csv")]
    ours = zr.statistics.correlation(case.table("input.csv")[codes])
    limit = case.params["cor_thresh"]
    wanted = {"above": limit} if case.params["thresh_type"] == "high" else {"below": limit}
    found = ours.pairs(**wanted, groups=list(imeta.loc[codes, "Parent"]))
    expected = case.table("output.csv")
    assert {frozenset(p) for p in found[["first", "second"]].itertuples(index=False)} == {
        frozenset(p) for p in expected[["Ind1", "Ind2"]].itertuples(index=False)
    }
    same(np.sort(found["r"]), np.sort(expected["Corr"]))
    return passed()


def denominators(case: Case) -> Verdict:
    indicators, units = case.table("input.csv"), case.table("units.csv")
    both = indicators.merge(units, on="uCode")
    for row in case.table("output.csv").itertuples():
        same(zr.statistics.correlation(both[[row.Ind, row.Denom]]).r.iat[0, 1], row.Corr)
    return passed()


def cronbach(case: Case) -> Verdict:
    imeta = case.table("imeta.csv")
    for row in case.table("output.csv").itertuples():
        children = imeta["iCode"][imeta["Parent"] == row.group]
        for file, expected in (("raw.csv", row.alpha_raw), ("upper.csv", row.alpha_norm)):
            table = case.table(file)
            if expected == expected and set(children) <= set(table):
                same(zr.statistics.cronbach_alpha(table[list(children)])["raw"], expected)
    return passed()


def components(case: Case) -> Verdict:
    loadings, variance = case.table("loadings.csv"), case.table("variance.csv")
    table = case.table("input.csv")
    for group, own in loadings.groupby("group", sort=False):
        first = own[own["PC"] == 1]
        ours = zr.statistics.principal_components(table[list(first["iCode"])])
        expected = variance[variance["group"] == group]
        same(np.sqrt(ours.eigenvalues[: len(expected)]), expected["sdev"], 1e-9, 1e-7)
        vector, theirs = ours.vectors.iloc[:, 0].to_numpy(), first["loading"].to_numpy()
        same(vector * np.sign(vector @ theirs), theirs, 1e-9)  # R leaves the sign to chance
    return passed()


def compare_scores(case: Case) -> Verdict:
    expected = case.table("output.csv")
    one, two = case.table("input.csv"), case.table("alt_gmean.csv")
    key = case.params.get("iCode", "Index")
    both = one[["uCode", key]].merge(two[["uCode", key]], on="uCode").dropna()
    if "ranks" in case.name:
        first, second = (zr.rank_scores(both.iloc[:, k].to_numpy()) for k in (1, 2))
        own = pd.Series(np.abs(first - second), both["uCode"])
        for row in expected.itertuples(index=False):
            assert own[row[0]] == row[4]
    return passed()


def rank_comparison(case: Case) -> Verdict:
    table = case.table("input.csv")
    x, y = (table[c].to_numpy(dtype=float) for c in table.columns[-2:])
    expected = case.table("output.csv").set_index("coefficient")["value"]
    ours = zr.compare.rank_agreement(x, y)
    tied = len(set(x)) < len(x) or len(set(y)) < len(y)
    same(ours["weighted_spearman"], expected["pymcdm.correlations.weighted_spearman"])
    same(ours["ws"], expected["pymcdm.correlations.rank_similarity_coef"])
    same(ours["gamma"], expected["pymcdm.correlations.goodman_kruskal_gamma"])
    same(ours["spearman"], expected["scipy.spearmanr"])
    same(ours["kendall"], expected["scipy.kendalltau_b"])
    if tied:
        assert abs(ours["kendall"] - expected["pymcdm.correlations.kendall_tau"]) > 1e-6
        return differs("pymcdm's Kendall is tau-a, which ties keep from 1; ours is tau-b, as SciPy's")
    same(ours["kendall"], expected["pymcdm.correlations.kendall_tau"])
    return passed()


def no(why: str):
    return lambda case: not_applicable(why)


COINR = [
    ("stats_get_stats_df", stats),
    ("coin_stats", stats),
    ("stats_skew_kurt", skew_kurt),
    ("corr_pvals_*", pvalues),
    ("corr_lev1_raw_*", pairs),
    ("corr_lev1_usedir", no("correlations after direction: those of the directed columns")),
    ("corr_flags_*", flags),
    ("corr_denom", denominators),
    ("corr_lev12_*", levels),
    ("corr_family", no("a layout of correlations with parents, level by level")),
    ("corr_grouplev2", levels),
    ("cronbach", cronbach),
    ("weights_PCA_*", components),
    ("compare_coins_ranks", compare_scores),
    ("compare_coins_scores", no("differences of scores of two methods: a subtraction of two tables")),
    ("compare_coins_multi", no("ranks of several methods side by side: zr.compare.rankings")),
    ("compare_coins_corr", no("Pearson correlation of scores of two methods: zr.statistics.correlation")),
]

MCDM = [
    ("rank_comparison/*", rank_comparison),
    ("weight_similarity/*", no("similarity of weight vectors is not offered; the peer's formula is suspected wrong")),
]
