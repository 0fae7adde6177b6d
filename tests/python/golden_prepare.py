"""Missing values and outliers: COINr's Impute, impute_panel, Screen, Treat and their functions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import zonerank as zr
from golden_frame import Case, Verdict, differs, not_applicable, passed, same


def numbers(case: Case, file: str) -> pd.DataFrame:
    return case.table(file).set_index("uCode").select_dtypes("number")


# ---- outliers


def winsorized(case: Case) -> Verdict:
    args = case.params.get("args") or {}
    names = {"winmax": "max_points", "skew_thresh": "max_skewness", "kurt_thresh": "max_kurtosis", "force_win": "force"}
    options = {names[k]: v for k, v in args.items() if k in names}
    if "winmax" in args and args["winmax"] is None:
        options["max_points"] = 1_000_000
    table = numbers(case, "input.csv")
    ours = zr.treat(table, "points", **{k: v for k, v in options.items() if v is not None})
    same(ours.values, numbers(case, "output.csv"))
    counts = case.table("nwin.csv").set_index("iCode")["nwin"]
    assert (ours.columns["n_winsorized"] == counts.reindex(ours.columns.index)).all()
    return passed()


def transformed(case: Case) -> Verdict:
    name = case.params["f"]
    word = {"log_CT": "log-ct", "log_CT_orig": "log-ct-orig", "log_CT_plus": "log-ct-plus", "boxcox": "box-cox"}[name]
    args = case.params.get("args") or {}
    options = {"transform": word}
    if name == "boxcox":
        options |= {"lambda": args["lambda"], "shift": args.get("makepos", True)}
    table, expected = numbers(case, "input.csv"), numbers(case, "output.csv")
    if options.get("shift") is False:
        keep = [c for c in table if table[c].min() > 0]  # a power of 0 or less is an error here
        table, expected = table[keep], expected[keep]
    same(zr.treat(table, "transform", **options).values, expected)
    return passed()


def gii(case: Case) -> Verdict:
    table = numbers(case, "input.csv")
    same(table, numbers(case, "output.csv"))
    ours = zr.treat(table, "transform", transform="log-gii").values
    x = table["Flights"]
    same(ours["Flights"], np.log((x.max() - 1) * (x - x.min()) / (x.max() - x.min()) + 1))
    return differs("COINr's log_GII returns its input; ours is the transformation that it documents")


def stepwise(case: Case) -> Verdict:
    table, expected = numbers(case, "input.csv"), numbers(case, "output.csv")
    p = case.params
    if p.get("global_specs") == "none":
        same(zr.treat(table, "stepwise").values, expected)
        same(zr.treat(table, "none").values, table)
        return differs("COINr treats by its defaults where none is asked for all columns; ours does nothing")
    options = spec_options(p.get("global_specs") or p)
    if p.get("combine_treat"):
        options["combine"] = True
    columns = {}
    for name, spec in (p.get("indiv_specs") or {}).items():
        columns[list(table).index(name)] = {"treatment": "none"} if spec == "none" else spec_options(spec)
    if columns:
        table, expected = table.drop(columns="Ship"), expected.drop(columns="Ship")
        columns.pop(2)
    same(zr.treat(table, "stepwise", columns=columns, **options).values, expected)
    if columns:
        return differs("one column's first step is Box-Cox there; ours winsorizes first, then transforms")
    return passed()


def spec_options(spec: dict) -> dict:
    words = {"log_CT": "log-ct", "log_CT_orig": "log-ct-orig", "log_CT_plus": "log-ct-plus", "boxcox": "box-cox"}
    options = {}
    names = {"winmax": "max_points", "skew_thresh": "max_skewness", "kurt_thresh": "max_kurtosis"}
    parts = [spec, spec.get("f1_para") or {}, spec.get("f2_para") or {}, spec.get("f_pass_para") or {}]
    for part in parts:
        for key, value in part.items():
            if key in names and value is not None:
                options[names[key]] = value
            if key == "lambda":
                options["lambda"] = value
            if key == "f2":
                options["transform"] = words[value]
    if spec.get("combine_treat"):
        options["combine"] = True
    return options


# ---- missing values


def by_column(case: Case) -> Verdict:
    table = case.table("input.csv").set_index("uCode")
    f = case.params["f_i"]
    method = ("group-" if "grp" in f else "") + ("median" if "median" in f else "mean")
    groups = table.get("group")
    expected = numbers(case, "output.csv")
    ours = zr.impute(table[list(expected)].astype(float), method, groups=groups).values
    same(ours, expected)
    return passed()


def by_row(case: Case) -> Verdict:
    table, expected = numbers(case, "input.csv"), numbers(case, "output.csv")
    f = "row-median" if "median" in case.params["f_i"] else "row-mean"
    if case.params.get("normalise_first") is False:
        own = table.T.fillna(table.mean(axis=1)).T
        same(own, expected)
        ours = zr.impute(table, f).values
        assert not np.allclose(ours, expected)
        return differs("the mean of a zone's figures in different units means nothing; ours scales them first")
    sign = case.table("directions.csv").set_index("iCode")["Direction"]
    directions = ["+" if sign[c] == 1 else "-" for c in table]
    same(zr.impute(table, f, directions=directions).values, expected)
    return passed()


def coin(case: Case) -> Verdict:
    imeta = case.table("imeta.csv").set_index("iCode")
    codes = list(imeta.index[imeta["Type"] == "Indicator"])
    table = case.table("input.csv").set_index("uCode").sort_index()
    expected = case.table("output.csv").set_index("uCode").sort_index()[codes]
    p = case.params
    f = "median" if "median" in p["f_i"] else "mean"
    x = table[codes].astype(float)
    if p["impute_by"] == "column":
        groups = table[p["use_group"]] if p.get("use_group") else None
        ours = zr.impute(x, f if groups is None else f"group-{f}", groups=groups)
    else:
        level = p.get("group_level")
        siblings = None
        if level:
            siblings = codes
            for _ in range(int(level) - 1):
                siblings = [imeta.at[c, "Parent"] for c in siblings]
        directions = ["+" if d == 1 else "-" for d in imeta.loc[codes, "Direction"]]
        ours = zr.impute(x, f"row-{f}", siblings=siblings, directions=directions)
    same(ours.values, expected)
    return passed()


def panel(case: Case) -> Verdict:
    table = case.table("input.csv")
    expected = case.table("output.csv")
    codes = [c for c in expected if c not in ("uCode", "Time")]
    method = {"latest": "latest", "constant": "constant", "linear": "linear", "linear-constant": "linear"}
    options = {}
    limit = case.params.get("max_time")
    if limit:
        options["max_years"] = int(limit)
    ours = zr.impute(
        table[codes].astype(float),
        method[case.params["imp_type"]],
        zones=table["uCode"],
        years=table["Time"],
        **options,
    ).values
    key = ["uCode", "Time"]
    ours = pd.concat([table[key], ours], axis=1).sort_values(key)
    same(ours[codes], expected.sort_values(key)[codes])
    return passed()


def interpolated(case: Case) -> Verdict:
    table, expected = case.table("input.csv"), case.table("output.csv")
    return not_applicable(f"{len(table)} times, {len(expected)}: interpolation at any time; ours is by whole years")


def screened(case: Case) -> Verdict:
    imeta = case.table("imeta.csv").set_index("iCode")
    codes = list(imeta.index[imeta["Type"] == "Indicator"])
    table = case.table("input.csv").set_index("uCode").sort_index()
    p = case.params
    by = {"byNA": "missing", "byzeros": "zeros", "byNAandzeros": "both"}[p["unit_screen"]]
    options = {"available": p.get("dat_thresh"), "nonzero": p.get("nonzero_thresh")}
    forced = p.get("Force") or p.get("force") or {}
    if isinstance(forced, list):
        forced = {entry["uCode"]: entry["Include"] for entry in forced}
    elif "uCode" in forced:
        forced = dict(zip(forced["uCode"], forced["Include"], strict=True))
    given = {k: v for k, v in options.items() if v is not None}
    ours = zr.screen(table[codes].astype(float), by, force=forced, **given)
    assert list(ours.index[ours["included"]]) == sorted(case.table("output.csv")["uCode"])
    summary = case.table("summary.csv").set_index("uCode").sort_index()
    same(ours["available"], summary["Dat_Avail"])
    same(ours["nonzero"], summary["Non_Zero"])
    return passed()


def available(case: Case) -> Verdict:
    imeta = case.table("imeta.csv").set_index("iCode")
    codes = list(imeta.index[imeta["Type"] == "Indicator"])
    table = case.table("input.csv").set_index("uCode").sort_index()[codes].astype(float)
    ours = zr.availability(table)
    expected = case.table("output.csv").set_index("uCode").sort_index()
    for own, theirs in (("n_missing", "N_missing"), ("n_zero", "N_zero"), ("available", "Dat_Avail")):
        same(ours[own], expected[theirs])
    same(ours["nonzero"], expected["Non_Zero"])
    return passed()


def built(case: Case) -> Verdict:
    """The treated step of a whole index: imputed and denominated data in, stepwise treatment out."""
    return not_applicable("whole index of COINr's own steps; its treated data are ranked in test_golden_coinr")


COINR = [
    ("treatfn_winsorise_*", winsorized),
    ("treatfn_log_GII", gii),
    ("treatfn_*", transformed),
    ("treatdf_*", stepwise),
    ("impute_i_*", by_column),
    ("imputedf_row_*", by_row),
    ("coin_impute_*", coin),
    ("imputepanel_*", panel),
    ("approx_df", interpolated),
    ("coin_screen_*", screened),
    ("coin_data_avail", available),
    ("coin_build_*", built),
]
