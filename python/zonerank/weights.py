"""Weights inside a group: shares >= 0 that sum to 1."""

from __future__ import annotations

import numpy as np

from . import _core

__all__ = ["equal", "given"]


def equal(n: int) -> np.ndarray:
    """1 / n for each of n indicators.

    Raises
    ------
    zonerank.Error
        If n < 1.
    """
    return _core.equal_weights(n)


def given(weights) -> np.ndarray:
    """Weights of any sum as shares that sum to 1.

    Raises
    ------
    zonerank.Error
        If one is negative, missing or infinite, or all are zero.
    """
    return _core.given_weights(np.asarray(weights, dtype=float))
