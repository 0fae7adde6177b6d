"""Golden cases as a table: which part of the library answers a case, and how it compares.

A family exports ``COINR`` and ``MCDM``: lists of (pattern of case names, handler). A handler takes a
``Case`` and returns a verdict, or raises AssertionError where the numbers are not ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Verdict:
    kind: str  # passed, differs, not applicable
    why: str = ""


def passed() -> Verdict:
    return Verdict("passed")


def differs(why: str) -> Verdict:
    """The peer's definition is another one; says why ours is ours."""
    return Verdict("differs", why)


def not_applicable(why: str) -> Verdict:
    """No part of this library's job, or random."""
    return Verdict("not applicable", why)


@dataclass(frozen=True)
class Case:
    folder: Path
    name: str  # the folder of coinr, METHOD/PEER__DATASET of mcdm

    @cached_property
    def params(self) -> dict:
        return json.loads((self.folder / "params.json").read_text(encoding="utf-8"))

    def table(self, file: str) -> pd.DataFrame:
        """A table with "NA" for missing; texts stay texts."""
        return pd.read_csv(self.folder / file)

    def has(self, file: str) -> bool:
        return (self.folder / file).exists()


Handler = Callable[[Case], Verdict]


def cases_of(root: Path) -> list[Case]:
    folders = sorted(path.parent for path in root.rglob("params.json"))
    return [Case(folder, folder.relative_to(root).as_posix()) for folder in folders]


def handler_of(name: str, table: list[tuple[str, Handler]]) -> Handler | None:
    return next((handler for pattern, handler in table if fnmatch(name, pattern)), None)


def same(actual, expected, relative: float = 1e-10, absolute: float = 1e-12) -> None:
    """Entry by entry, missing where missing."""
    actual, expected = np.asarray(actual, dtype=float), np.asarray(expected, dtype=float)
    assert actual.shape == expected.shape, f"shape {actual.shape}, expected {expected.shape}"
    np.testing.assert_allclose(actual, expected, rtol=relative, atol=absolute)
