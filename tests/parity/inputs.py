"""What the cases run on: figures without random numbers of a library, and the sample's."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import zonerank as zr

SYSTEMS = ("torch-2013", "most-2021", "torch-innovation-2014")


def table(rows: int = 24, columns: int = 6, gaps: bool = False, shift: int = 0) -> np.ndarray:
    """Positive figures with ties; every seventh is missing where there are gaps."""
    i, j = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    values = ((i * 7919 + j * 104729 + i * i * 31 + shift * 13) % 97 + 1) / 8.0 * (j + 1)
    return np.where((i * 5 + j * 3) % 7 == 0, np.nan, values) if gaps else values


@functools.cache
def folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="parity-"))


@functools.cache
def sample() -> Path:
    """Records of enterprises in the forms' layout, three years of 40 zones."""
    directory = folder() / "sample"
    zr.sample(directory, enterprises=2000, zones=40, years=3)
    return directory


@functools.cache
def raw(system: str, engine: str = "kernel") -> zr.Raw:
    return zr.rollup(str(sample()), system, engine=engine)


@functools.cache
def ranking(system: str = "torch-2013") -> zr.Ranking:
    return zr.rank(raw(system), year=2019)


OWN = """
[system]
id = "own"
[[field]]
name = "a"
unit = "1"
[[field]]
name = "b"
unit = "1"
[[field]]
name = "c"
unit = "1"
[[group]]
id = "left"
weight = 2
[[group]]
id = "right"
weight = 1
[[indicator]]
id = "x"
group = "left"
unit = "1"
formula = "a / (1 + b)"
weight = 1
[[indicator]]
id = "y"
group = "left"
unit = "1"
formula = "mean(a, b)"
weight = 3
[[indicator]]
id = "z"
group = "right"
unit = "1"
direction = "-"
formula = "c"
weight = 1
[[indicator]]
id = "g"
group = "right"
unit = "1"
formula = "1 + max(growth(a), 0)"
weight = 1
"""


@functools.cache
def own(gaps: bool = False) -> zr.Raw:
    """A small system of figures of two years."""
    path = folder() / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    figures = [table(24, 3, gaps, shift=year) for year in (2019, 2020)]
    frame = pd.DataFrame(np.vstack(figures), columns=["a", "b", "c"])
    frame.insert(0, "zone", [f"Z{k:02}" for k in range(24)] * 2)
    frame.insert(1, "year", [2019] * 24 + [2020] * 24)
    return zr.read(frame, zr.load_system(path))
