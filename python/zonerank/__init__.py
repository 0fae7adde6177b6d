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
    "_core": ("Problem", "System", "__version__"),
    "_error": ("Error", "LeftOutWarning"),
    "api": ("indicators", "load_system", "rank", "read", "rollup", "sample", "systems"),
    "check_list": ("check",),
    "evidence": ("benefit_of_doubt", "coupling_coordination", "kemeny", "outranking", "rank_sum_ratio"),
    "method_lines": ("list_methods",),
    "own": ("aggregation", "imputation", "normalization", "treatment", "weighting"),
    "partials": ("Partial", "load_partial", "partial"),
    "preparation": ("availability", "estimate_em", "imputations", "impute", "screen", "treat", "treatments"),
    "ranking": ("Ranking",),
    "results": ("Indicators", "Raw"),
    "reviewers": ("reviewer_means",),
    "robust": ("Robust", "smallest_change"),
    "sensitivity": ("Sensitivity", "sobol_indices", "sobol_points"),
    "stages": (
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
    "template_workbook": ("template",),
    "uncertainty": ("Uncertainty", "redraw", "weight_draws"),
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
