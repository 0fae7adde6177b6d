"""What laws are tried on, and how."""

from __future__ import annotations

import numpy as np

TRIES = 20
CLOSE = 1e-9  # of the greatest number: what rounding may change


class Broken(Exception):
    """What f gave cannot be used: said instead of a counterexample."""


def column(rng, n: int = 12) -> np.ndarray:
    """Values from 1 to 99, some of them equal."""
    return 1.0 + np.floor(20 * rng.random(n)) * 4.9


def with_gaps(rng) -> np.ndarray:
    x = column(rng)
    x[[1, 5]] = np.nan
    return x


def table(rng, n: int = 10, m: int = 4) -> np.ndarray:
    """Scores from 1 to 100, many of them equal."""
    return 1.0 + 9.0 * np.floor(12 * rng.random((n, m)))


def numbers(f, *arrays, size: int | None = None) -> np.ndarray:
    """f(arrays) as one number an entry; by default as many as the first array has rows."""
    found = np.asarray(f(*arrays), dtype=float)
    wanted = (len(arrays[0]) if size is None else size,)
    if found.shape != wanted:
        raise Broken(f"it gave the shape {found.shape}, and not {wanted}, of {shown(arrays[0])}")
    return found


def shown(array) -> str:
    array = np.asarray(array)
    text = np.array2string(array.ravel()[:6], precision=6, separator=", ")
    return text[:-1] + ", ...]" if array.size > 6 else text


def same(a, b, size=None) -> bool:
    """Equal but for rounding; NaN where the other is NaN."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    present = np.abs(b[np.isfinite(b)])
    scale = max(float(present.max(initial=0.0)), 1e-300) if size is None else size
    return bool(np.allclose(a, b, rtol=0, atol=CLOSE * scale, equal_nan=True))


def tries(check):
    """The check on several random tables: the first counterexample."""

    def run(f, rng):
        for _ in range(TRIES):
            if (against := check(f, rng)) is not None:
                return against
        return None

    return run
