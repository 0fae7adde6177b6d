"""Interleaved runs of two or more sides, and what is said of them."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PAUSE = 0.1  # seconds
BUILD = Path(__file__).parents[2] / "build" / "release"


class Runs(tuple):
    """Seconds of every run of one side; ``*`` and ``/`` by a number change each, as where a run is of many calls."""

    def __mul__(self, factor: float) -> Runs:
        return Runs(seconds * factor for seconds in self)

    def __truediv__(self, divisor: float) -> Runs:
        return Runs(seconds / divisor for seconds in self)

    @property
    def median(self) -> float:
        return statistics.median(self)


def seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def interleaved(
    sides: dict[str, Callable[[], object]], repeats: int, warmed: frozenset[str] = frozenset()
) -> dict[str, Runs]:
    """Times of every side; each repeat runs every side once, so that all see the same machine.

    A pause lets threads of the side before come to rest: those of a BLAS keep a core busy while they wait. Sides
    that are ``warmed`` run once before they are timed, so that caches and clocks are as in the middle of work.
    """
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(repeats):
        for name, run in sides.items():
            time.sleep(PAUSE)
            if name in warmed:
                run()
            times[name].append(seconds(run))
    return {name: Runs(of) for name, of in times.items()}


def row(task: str, size: str, peer: str, kind: str, ours: Sequence[float], theirs: Sequence[float] | float) -> dict:
    """One comparison: medians, and the median, least and greatest ratio of the runs that were timed side by side.

    ``theirs`` is a number where it was measured elsewhere. ``kind``: "peer" for a program that a user would pick,
    "baseline" for what shows where the time goes, "limit" for what the machine allows.
    """
    others = Runs(theirs if isinstance(theirs, tuple | list) else [theirs] * len(ours))
    ratios = sorted(other / own for own, other in zip(ours, others, strict=True))
    return {
        "task": task,
        "size": size,
        "peer": peer,
        "kind": kind,
        "ours_s": float(f"{Runs(ours).median:.4g}"),
        "peer_s": float(f"{others.median:.4g}"),
        "ratio": round(others.median / Runs(ours).median, 3),
        "lowest": round(ratios[0], 3),
        "highest": round(ratios[-1], 3),
    }


def machine(threads: int) -> dict:
    """Bandwidth of the memory, in GB/s."""
    return json.loads(subprocess.run([BUILD / "bench" / "zonerank_limits", str(threads)], capture_output=True).stdout)
