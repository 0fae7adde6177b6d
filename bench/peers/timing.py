"""Interleaved runs of two or more sides, and what is said of them."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PAUSE = 0.1  # seconds
BUILD = Path(__file__).parents[2] / "build" / "release"


def seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def interleaved(
    sides: dict[str, Callable[[], object]], repeats: int, warmed: frozenset[str] = frozenset()
) -> dict[str, float]:
    """Medians; each repeat runs every side once, so that all see the same machine.

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
    return {name: statistics.median(of) for name, of in times.items()}


def row(task: str, size: str, peer: str, kind: str, ours_s: float, peer_s: float) -> dict:
    return {
        "task": task,
        "size": size,
        "peer": peer,
        "kind": kind,
        "ours_s": round(ours_s, 6),
        "peer_s": round(peer_s, 6),
        "ratio": round(peer_s / ours_s, 3),
    }


def machine(threads: int) -> dict:
    """Bandwidth of the memory, in GB/s."""
    return json.loads(subprocess.run([BUILD / "bench" / "zonerank_limits", str(threads)], capture_output=True).stdout)
