"""The public names, as editors and type checkers read them; a test compares them with the table in __init__.py."""

from . import compare, own, statistics, testing, weights
from ._core import Place, Problem, System, __version__
from ._error import Error, LeftOutWarning
from .analysis.alone import Alone
from .analysis.change import Change
from .analysis.check_list import check
from .analysis.derivatives import Derivatives
from .analysis.drill import Drill
from .analysis.explain import Explanation
from .analysis.industries import Industries
from .analysis.plan import Plan
from .analysis.reconcile import Reconciliation
from .analysis.reviewers import reviewer_means
from .analysis.robust import Robust, smallest_change
from .analysis.sensitivity import Sensitivity, sobol_indices, sobol_points
from .analysis.targets import Targets
from .analysis.uncertainty import Uncertainty, redraw, weight_draws
from .api import alone, indicators, load_system, rank, read, rollup, sample, systems
from .io.partials import Partial, load_partial, partial
from .io.template import template
from .methods.evidence import benefit_of_doubt, coupling_coordination, kemeny, outranking, rank_sum_ratio
from .methods.lines import list_methods
from .methods.preparation import availability, estimate_em, imputations, impute, screen, treat, treatments
from .methods.stages import (
    Scaling,
    aggregate,
    aggregations,
    composite,
    learn_scaling,
    load_scaling,
    normalizations,
    normalize,
    rank_scores,
    weightings,
)
from .own import aggregation, imputation, normalization, treatment, weighting
from .report.narrative.result import Narrative
from .results.base import Indicators, Raw
from .results.ranking import Ranking

__all__ = [
    "Alone",
    "Change",
    "Derivatives",
    "Drill",
    "Error",
    "Explanation",
    "Indicators",
    "Industries",
    "LeftOutWarning",
    "Narrative",
    "Partial",
    "Place",
    "Plan",
    "Problem",
    "Ranking",
    "Raw",
    "Reconciliation",
    "Robust",
    "Scaling",
    "Sensitivity",
    "System",
    "Targets",
    "Uncertainty",
    "__version__",
    "aggregate",
    "aggregation",
    "aggregations",
    "alone",
    "availability",
    "benefit_of_doubt",
    "check",
    "compare",
    "composite",
    "coupling_coordination",
    "estimate_em",
    "imputation",
    "imputations",
    "impute",
    "indicators",
    "kemeny",
    "learn_scaling",
    "list_methods",
    "load_partial",
    "load_scaling",
    "load_system",
    "normalization",
    "normalizations",
    "normalize",
    "outranking",
    "own",
    "partial",
    "rank",
    "rank_scores",
    "rank_sum_ratio",
    "read",
    "redraw",
    "reviewer_means",
    "rollup",
    "sample",
    "screen",
    "smallest_change",
    "sobol_indices",
    "sobol_points",
    "statistics",
    "systems",
    "template",
    "testing",
    "treat",
    "treatment",
    "treatments",
    "weight_draws",
    "weighting",
    "weightings",
    "weights",
]
