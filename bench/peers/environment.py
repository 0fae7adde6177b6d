"""The machine and the programs that are measured, and whether NumPy uses what the processor has."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path

PROGRAMS = ("numpy", "pandas", "pyarrow", "duckdb", "polars", "scipy", "scikit-learn", "SALib", "pymcdm",
            "scikit-criteria", "pyDecision", "swiglpk", "xai-sharp")  # fmt: skip
# Kernels of OpenBLAS for processors without AVX2.
OLD_CORES = ("generic", "prescott", "core2", "penryn", "dunnington", "nehalem", "sandybridge", "atom", "katmai",
             "coppermine", "northwood", "banias", "athlon", "opteron", "barcelona", "bobcat", "bulldozer", "piledriver",
             "steamroller")  # fmt: skip


def machine() -> dict:
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    fields = dict((part.strip() for part in line.split(":", 1)) for line in reversed(info.splitlines()) if ":" in line)
    flags = set(fields.get("flags", "").split())
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "processor": fields.get("model name", platform.processor() or platform.machine()),
        "cores": cores,
        "vectors": "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "",
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
    }


def versions() -> dict[str, str]:
    found = {"Python": platform.python_version()}
    for name in PROGRAMS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def numpy_core() -> str:
    """The kernels that the BLAS of NumPy's wheel chose; empty where it is no OpenBLAS."""
    import numpy as np
    from threadpoolctl import threadpool_info

    np.ones((2, 2)) @ np.ones((2, 2))
    folder = Path(np.__file__).parents[1]
    for library in threadpool_info():
        if library["internal_api"] == "openblas" and Path(library["filepath"]).is_relative_to(folder):
            return library["architecture"]
    return ""


def doubt_about(core: str, vectors: str) -> str:
    """Why NumPy would be no fair peer here, or what to say of it; empty where its kernels fit the processor."""
    if core.lower() in OLD_CORES and vectors:
        return f"NumPy's BLAS took this processor for a {core} and does not use its {vectors}: nothing to compare"
    if core.lower() in ("haswell", "zen") and vectors == "AVX-512":
        return f"NumPy's BLAS uses its kernels for {core}, without AVX-512"
    return ""


def is_unfair(doubt: str) -> bool:
    return doubt.endswith("nothing to compare")
