"""Weights: pymcdm, pyrepo-mcda, scikit-criteria, pyDecision, COINr. The peers' own normalization is done
before, where they do one; our defaults see scores after direction."""

from __future__ import annotations

import numpy as np
import zonerank as zr
from golden_frame import Case, Verdict, differs, not_applicable, passed, same
from golden_normalize import matrix_of_types

LOOSE = {"pydecision": 1e-6}  # it adds 1e-9 and 1e-10 inside


def of(method: str, prepare=None, **options):
    def handler(case: Case) -> Verdict:
        x, types = matrix_of_types(case)
        expected = case.table("output.csv")["weight"].to_numpy(dtype=float)
        own = dict(options)
        if method == "critic" and case.name.count("__") == 2:
            own["correlation"] = case.name.rsplit("__", 1)[1]
        return compare(case, x, types, expected, method, prepare, own)

    return handler


def compare(case: Case, x, types, expected, method, prepare, options) -> Verdict:
    constant = np.ptp(x, axis=0) == 0
    keep = ~constant
    if constant.any() and not np.isfinite(expected).all():
        return differs("a constant indicator is NaN for the peer; ours gives it no weight")
    if (expected < -1e-9).any():
        return differs("negative weights of negative values; an error here")
    try:
        with np.errstate(divide="ignore"):
            scores = prepare(x, types) if prepare else x
        if not np.isfinite(scores).all():
            return differs("1 / 0 of a cost: the peer adds 1e-9; ours takes scores, which are finite")
        if method == "merec":
            ours = zr.weights.of(x, method, values=x, directions=types)
        elif method == "idocriw" and "-" in types:  # the peers' entropy is that of the costs as they stand
            ours = zr.weights.of(x, "entropy") * zr.weights.of(scores, "cilos")
            ours /= ours.sum()
        else:
            ours = zr.weights.of(scores, method, **options)
    except zr.Error as error:
        if "not defined" in str(error):
            return differs("values that have no such weight are an error here, named: " + method)
        raise
    peer = case.name.split("/")[1].split("__")[0]
    relative = 1e-8 if method in ("cilos", "idocriw") else LOOSE.get(peer, 1e-10)
    if constant.any():
        share = expected[keep].sum()
        if abs(share - 1) > 1e-9:
            return differs("the peer gives a constant indicator weight; ours none")
    if method in ("cilos", "idocriw"):
        better = inverted_costs(x, types)[:, keep]
        if ((better == better.max(axis=0)).sum(axis=0) > 1).any():
            return differs("of zones that share the best of a column the peer takes the first; ours the mean")
    # a column at the rounding of its spread, or an angle near 0, has fewer digits
    same(ours, expected, relative, 2e-8 if method == "angle" else 1e-7 if peer == "pydecision" else 1e-12)
    return passed()


def sums(x, types):
    return x / x.sum(axis=0)


def sums_directed(x, types):
    y = np.where(np.array(types) == "-", 1 / x, x)
    return y / y.sum(axis=0)


def inverted_costs(x, types):
    return np.where(np.array(types) == "-", 1 / x, x)


def benefit(x, types):
    """Min-max as if all were benefits; a constant column stays constant."""
    return scaled(x, ["+"] * len(types))


def scaled(x, types):
    scores = zr.normalize(x, types, "min-max", upper=1)
    constant = np.ptp(x, axis=0) == 0
    scores[:, constant] = 1.0
    return scores


def ahp(case: Case) -> Verdict:
    judgments = case.table("input.csv").to_numpy(dtype=float)
    expected = case.table("output.csv")
    method = {"wd_g": "geometric", "wd_m": "column-mean", "wd_me": "eigenvector"}.get(
        case.params.get("variant", "wd_me"), "eigenvector"
    )
    ours = zr.weights.ahp(judgments, method)
    same(ours.weights, expected["weight"], 1e-9)
    if "pymcdm" in case.name:
        if len(judgments) > 2 and expected["CR"][0] > 1e-9:
            assert abs(ours.ratio / expected["CR"][0] - 1) < 0.02
            return differs("the table of random indices: ours is Saaty's (1980), pymcdm's a later simulation")
        return passed()
    if method == "eigenvector":
        assert abs(ours.ratio - expected["CR"][0]) < 1e-9
    return passed()


def by_rank(rule: str):
    def handler(case: Case) -> Verdict:
        ranks = case.table("input.csv")["rank"].to_numpy(dtype=float)
        same(zr.weights.rank_order(ranks, rule), case.table("output.csv")["weight"])
        return passed()

    return handler


def best_worst(case: Case) -> Verdict:
    """pyDecision solves by a penalty, to about a hundredth; the exact program by SciPy."""
    judged, wanted = case.table("input.csv"), case.table("output.csv")
    found = zr.weights.best_worst(judged["best_to_others"], judged["others_to_worst"])
    if "pydecision" in case.name:
        same(found.weights, wanted["weight"], 2e-2, 2e-2)
    else:
        same(found.weights, wanted["weight"])
        same([found.xi], wanted["xi"][:1])
    return passed()


def optimised(case: Case) -> Verdict:
    """Our weights are never negative, and as equal in correlation as COINr's where that allows it."""
    corr = case.table("corr.csv")
    if "infomax" in case.name:
        return not_applicable("greatest sum of correlations is not offered; it leaves one indicator all the weight")
    if (corr["OptWeight"] < 0).any():
        return differs("COINr's optimum has negative weights; ours are shares >= 0")
    return not_applicable("two groups: any weights have correlations that one equation decides")


def no(why: str):
    return lambda case: not_applicable(why)


MCDM = [
    ("weights_entropy/pydecision*", of("entropy", inverted_costs)),
    ("weights_entropy/*", of("entropy")),
    ("weights_standard_deviation/*", of("deviation")),
    ("weights_coefficient_of_variation/*", of("variation")),
    ("weights_variance/*", of("variance", benefit)),
    ("weights_critic/pymcdm*", of("critic", benefit)),
    ("weights_critic/pyrepo*", of("critic", benefit)),
    ("weights_critic/*", of("critic", scaled)),
    ("weights_merec/*", of("merec")),
    ("weights_gini/*", of("gini")),
    ("weights_angle/pyrepo*", of("angle", sums_directed)),
    ("weights_angle/*", of("angle", sums)),
    ("weights_lopcow/*", of("lopcow", scaled)),
    ("weights_cilos/*", of("cilos", inverted_costs)),
    ("weights_idocriw/*", of("idocriw", inverted_costs)),
    ("weights_ahp/*", ahp),
    ("weights_roc/*", by_rank("roc")),
    ("weights_rank_sum/*", by_rank("rank-sum")),
    ("weights_rank_reciprocal/*", by_rank("rank-reciprocal")),
    ("weights_bwm_linear/*", best_worst),
    ("weights_bwm*", no("the simplified model is not offered: the linear one is exact and as fast")),
    ("weights_rancom/*", by_rank("rancom")),
]

COINR = [
    ("weights_opt_*", optimised),
    ("weights_eff", no("products of weights up the tree: Ranking.weights(), tested with the pipeline")),
    ("weights_noisy", no("random: weights redrawn around the nominal ones")),
]
