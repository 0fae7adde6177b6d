"""zonerank: ranking indicators of high-tech zones, from raw statistics to ranks.

>>> import zonerank as zr
>>> raw = zr.read("data/", "torch-2013")            # doctest: +SKIP
>>> ranking = zr.rank(raw, "torch-2013", year=2019)  # doctest: +SKIP
>>> ranking.table()                                  # doctest: +SKIP

Modules are loaded when a name of theirs is first used, so that the import itself takes no time.
"""

from __future__ import annotations

from . import _command  # noqa: F401  before all that takes time to load

# isort: split
from importlib import import_module

_MODULES = ("compare", "own", "statistics", "testing", "weights")  # public as they are

_NAMES = {  # by the module that has them
    "_core": ("Place", "Problem", "System", "__version__"),
    "_error": ("Error", "LeftOutWarning"),
    "analysis.alone": ("Alone",),
    "analysis.change": ("Change",),
    "analysis.check_list": ("check",),
    "analysis.derivatives": ("Derivatives",),
    "analysis.drill": ("Drill",),
    "analysis.explain": ("Explanation",),
    "analysis.industries": ("Industries",),
    "analysis.plan": ("Plan",),
    "analysis.reconcile": ("Reconciliation",),
    "analysis.reviewers": ("reviewer_means",),
    "analysis.robust": ("Robust", "smallest_change"),
    "analysis.sensitivity": ("Sensitivity", "sobol_indices", "sobol_points"),
    "analysis.targets": ("Targets",),
    "analysis.uncertainty": ("Uncertainty", "redraw", "weight_draws"),
    "api": ("alone", "indicators", "load_system", "rank", "read", "rollup", "sample", "systems"),
    "io.partials": ("Partial", "load_partial", "partial"),
    "io.template": ("template",),
    "methods.evidence": ("benefit_of_doubt", "coupling_coordination", "kemeny", "outranking", "rank_sum_ratio"),
    "methods.lines": ("list_methods",),
    "methods.preparation": ("availability", "estimate_em", "imputations", "impute", "screen", "treat", "treatments"),
    "methods.stages": (
        "Scaling",
        "aggregate",
        "aggregations",
        "composite",
        "learn_scaling",
        "load_scaling",
        "normalizations",
        "normalize",
        "rank_scores",
        "weightings",
    ),
    "own": ("aggregation", "imputation", "normalization", "treatment", "weighting"),
    "report.narrative.result": ("Narrative",),
    "results.base": ("Indicators", "Raw"),
    "results.ranking": ("Ranking",),
}

_HOME = {name: module for module, names in _NAMES.items() for name in names}

__all__ = sorted([*_MODULES, *_HOME])


def __getattr__(name: str):
    """Loads the module of a public name when it is first used."""
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return list(__all__)
