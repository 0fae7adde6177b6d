"""zonerank: ranking indicators of high-tech zones, from raw statistics to ranks.

>>> import zonerank as zr
>>> raw = zr.read("data/", "torch-2013")            # doctest: +SKIP
>>> ranking = zr.rank(raw, "torch-2013", year=2019)  # doctest: +SKIP
>>> ranking.table()                                  # doctest: +SKIP
"""

from . import weights
from ._core import Problem, System, __version__
from ._error import Error
from .api import indicators, load_system, rank, read, rollup, sample, systems
from .check_list import check
from .partials import Partial, load_partial, partial
from .results import Indicators, Ranking, Raw
from .stages import aggregate, normalize, rank_scores
from .template import template

__all__ = [
    "Error",
    "Indicators",
    "Partial",
    "Problem",
    "Ranking",
    "Raw",
    "System",
    "__version__",
    "aggregate",
    "check",
    "indicators",
    "load_partial",
    "load_system",
    "normalize",
    "partial",
    "rank",
    "rank_scores",
    "read",
    "rollup",
    "sample",
    "systems",
    "template",
    "weights",
]
