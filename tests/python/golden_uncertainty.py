"""Redrawn rankings and sensitivity indices beside the peers: COINr's runs with its own weight sets, SALib's designs."""

from __future__ import annotations

import numpy as np
import zonerank as zr
from golden_frame import Case, Verdict, differs, not_applicable, passed, same


class AsemIndex:
    """COINr's index of the ASEM data: imputed, treated, scored and aggregated up four levels by array stages."""

    def __init__(self, case: Case) -> None:
        meta = case.table("imeta.csv")
        meta = meta[meta["Type"].isin(["Indicator", "Aggregate"])]
        self.parents = dict(zip(meta["iCode"], meta["Parent"], strict=True))
        self.level = {code: int(level) for code, level in zip(meta["iCode"], meta["Level"], strict=True)}
        self.ids = meta.loc[meta["Level"] == 1, "iCode"].tolist()
        self.directions = ["+" if d > 0 else "-" for d in meta.loc[meta["Level"] == 1, "Direction"]]
        table = case.table("input.csv")
        self.codes = table["uCode"].tolist()
        self.imputed = zr.impute(table[self.ids].to_numpy(dtype=float), "median").values
        self.noisy = case.table("noisy_weights.csv").set_index("iCode")
        self.seen: dict = {}

    def scores(self, winmax: int, norm: int) -> np.ndarray:
        if (winmax, norm) not in self.seen:
            treated = zr.treat(self.imputed, "stepwise", max_points=winmax).values
            how = {1: ("min-max", {"lower": 1, "upper": 100}), 2: ("z-score", {"mean": 50, "sd": 5}), 3: ("rank", {})}
            method, options = how[norm]
            self.seen[winmax, norm] = zr.normalize(treated, self.directions, method, **options)
        return self.seen[winmax, norm]

    def run(self, winmax: int, norm: int, weights: int, mean: str) -> np.ndarray:
        word = {"a_amean": "arithmetic", "a_gmean": "geometric", "a_hmean": "harmonic"}[mean]
        values = dict(zip(self.ids, self.scores(winmax, norm).T, strict=True))
        for level in (2, 3, 4):
            for group in [code for code, at in self.level.items() if at == level]:
                inside = [code for code, parent in self.parents.items() if parent == group]
                w = self.noisy.loc[inside, f"w{weights}"].to_numpy(dtype=float)
                values[group] = zr.aggregate(np.column_stack([values[c] for c in inside]), w, word, min_available=0)
        return values["Index"]


def redrawn(case: Case) -> Verdict:
    """Scores and ranks of every run; then mean, median and quantiles (type 7) of the ranks."""
    index, sample = AsemIndex(case), case.table("sample.csv")
    scores, ranks = (case.table(f"{name}.csv").set_index("uCode").loc[index.codes] for name in ("scores", "ranks"))
    ours = []
    for run in sample.itertuples():
        score = index.run(run.winmax, run.norm_idx, run.weight_idx, run.agg)
        same(score, scores[f"r_{run.run}"], 1e-9)
        ours.append(zr.rank_scores(score))
        same(ours[-1], ranks[f"r_{run.run}"])
    ours = np.array(ours)
    stats = (
        case.table("rankstats.csv" if case.has("rankstats.csv") else "output.csv").set_index("uCode").loc[index.codes]
    )
    if case.has("rankstats.csv"):
        d = case.params["d"]
        ours_ab = ours[: 2 * case.params["N"]]
        nominal = ranks["Nominal"].to_numpy()
        shift = np.abs(ours - nominal).mean(axis=1)
        found = zr.sobol_indices(shift, d)
        expected = case.table("output.csv")
        runs = 2 * case.params["N"]
        same(found["total"] * (runs - 1) / runs, expected["STi"], 1e-9)  # COINr divides by the sample variance
        ours = ours_ab
    same(ours.mean(axis=0), stats["Mean"])
    same(np.median(ours, axis=0), stats["Median"])
    same(np.quantile(ours, 0.05, axis=0), stats["Q5"])
    same(np.quantile(ours, 0.95, axis=0), stats["Q95"])
    if case.has("rankstats.csv"):
        return differs("first-order indices: COINr does not centre the output; totals, scores and ranks are the same")
    return passed()


def estimated(case: Case) -> Verdict:
    """COINr's estimate from given evaluations: the same totals; first-order ones from centred outputs."""
    y, expected = case.table("input.csv")["y"].to_numpy(), case.table("output.csv")
    n, d = case.params["N"], case.params["d"]
    found = zr.sobol_indices(y, d)
    divisor = (2 * n) / (2 * n - 1)  # COINr divides by the sample variance
    same(found["total"] / divisor, expected["STi"], 1e-9)
    a, b = y[:n], y[n : 2 * n]
    plain = [np.mean(b * (y[(k + 2) * n : (k + 3) * n] - a)) / np.var(y[: 2 * n], ddof=1) for k in range(d)]
    same(plain, expected["Si"], 1e-9)
    return differs("first-order indices: COINr does not centre the output, ours does; totals are the same")


def designed(case: Case) -> Verdict:
    """SALib's designs interleave A, AB, (BA,) B: our points and our indices from its evaluations."""
    sample, expected, n = case.table("sample.csv"), case.table("output.csv"), case.params["N"]
    d = len(expected)
    step = 2 * d + 2 if case.params["calc_second_order"] else d + 2
    y = sample["Y"].to_numpy()
    blocks = y.reshape(n, step)
    a, b = blocks[:, 0], blocks[:, -1]
    second = case.params["calc_second_order"]
    columns = [*range(1, d + 1), *(range(d + 1, 2 * d + 1) if second else [])]
    evaluated = np.concatenate([a, b, *[blocks[:, k] for k in columns]])
    found = zr.sobol_indices(evaluated, d, second_order=second, resamples=1000)
    ab = blocks[:, 1 : d + 1]
    theirs = ((b - y.mean())[:, None] * (ab - a[:, None])).mean(axis=0) / np.var(np.concatenate([a, b]))
    same(found["total"], expected["ST"], 1e-9)
    same(theirs, expected["S1"], 1e-9)
    np.testing.assert_allclose(found["total_error"], expected["ST_conf"], rtol=0.35)  # both are random resamples
    if second:
        pairs = case.table("s2.csv").set_index(["i", "j"])["S2"]
        ba = blocks[:, d + 1 : 2 * d + 1]
        variance, centre = np.var(np.concatenate([a, b])), np.concatenate([a, b]).mean() - y.mean()
        for j in range(d):
            for k in range(j + 1, d):
                moved = centre * (ba[:, j] + ab[:, k] - a - b).mean() / variance
                ours = found["second"][j, k] + moved + (found["first"] - theirs)[[j, k]].sum()
                same(ours, pairs[f"x{j + 1}", f"x{k + 1}"], 1e-9)
    if "unscrambled" in case.name:
        unit = (sample[[f"x{k + 1}" for k in range(d)]].to_numpy() + np.pi) / (2 * np.pi)
        points = zr.sobol_points(n, 2 * d)
        np.testing.assert_allclose(unit[::step], points[:, :d], atol=1e-14)
        np.testing.assert_allclose(unit[step - 1 :: step], points[:, d:], atol=1e-14)
    return differs(
        "first-order indices: SALib centres by the mean of all rows, ours by that of A and B; totals are equal"
    )


def acceptability(case: Case) -> Verdict:
    """Shares of given weights under which each alternative has each rank; VIKOR's index is worked out here."""
    x = case.table("input.csv").to_numpy(float) * np.asarray(case.params["types"], dtype=float)
    weights = case.table("weights.csv").to_numpy(float)
    expected = case.table("output.csv").filter(regex=r"^b\d+$").to_numpy(float)
    best, worst = x.max(axis=0), x.min(axis=0)
    away = (best - x) / (best - worst)
    counts = np.zeros(expected.shape)
    for w in weights:
        group, regret = away @ w, (away * w).max(axis=1)
        share = [(s - s.min()) / (s.max() - s.min()) for s in (group, regret)]
        ranks = zr.rank_scores(-(case.params["v"] * share[0] + (1 - case.params["v"]) * share[1]))
        counts[np.arange(len(x)), ranks.astype(int) - 1] += 1
    same(counts / len(weights), expected, 1e-12)
    return passed()


def no(why: str):
    return lambda case: not_applicable(why)


COINR = [("sens_*", redrawn), ("sobol_*", estimated), ("compind_smaa*", no("its weights are not shares"))]
MCDM = [("sobol_*", designed), ("smaa_*", acceptability)]
