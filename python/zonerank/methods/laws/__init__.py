"""The laws of each family of methods, tried on random columns and tables; :mod:`zonerank.testing` prints them.

A law is a sentence and a function of (f, random generator) that returns None where it holds, else a counterexample.
"""

from __future__ import annotations

from .of_aggregation import AGGREGATION
from .of_columns import IMPUTATION, NORMALIZATION, TREATMENT
from .of_weights import WEIGHTING
from .tried import Broken

__all__ = ["Broken", "of"]


def of(family: str) -> list[tuple[str, object]]:
    """The laws of a family: sentences and checks."""
    return {
        "normalization": NORMALIZATION,
        "treatment": TREATMENT,
        "imputation": IMPUTATION,
        "weighting": WEIGHTING,
        "aggregation": AGGREGATION,
    }[family]
