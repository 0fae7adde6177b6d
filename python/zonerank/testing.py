"""Which laws a method of your own obeys: :func:`check_method`."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import door, own
from . import weights as weights_room
from ._error import Error
from .methods import laws, stages
from .results.values import Shown

__all__ = ["Law", "Laws", "check_method"]


def __dir__() -> list[str]:
    return __all__


@dataclass(frozen=True)
class Law:
    """One law: what it says, whether it holds, and where it does not a counterexample."""

    law: str
    holds: bool
    counterexample: str = ""


class Laws(Shown):
    """What :func:`check_method` found: ``laws``, ``table()``, and ``holds(law)`` by the beginning of its sentence."""

    def __init__(self, name: str, family: str, found: list[Law]) -> None:
        self.name, self.family, self.laws = name, family, found

    def table(self) -> pd.DataFrame:
        """law, holds, counterexample: one row a law."""
        rows = [(entry.law, entry.holds, entry.counterexample) for entry in self.laws]
        return pd.DataFrame(rows, columns=["law", "holds", "counterexample"])

    def holds(self, law: str) -> bool:
        """Whether a law holds, by its sentence or the beginning of it."""
        for entry in self.laws:
            if entry.law.startswith(door.text("law", law)):
                return entry.holds
        raise Error(
            f"law: there is no law {door.brief(law)}; there are: {'; '.join(e.law for e in self.laws)}",
            zh=f"law：没有这条性质：{door.brief_zh(law)}；可用：{'；'.join(f'“{e.law}”' for e in self.laws)}",
        )

    def __str__(self) -> str:
        n = sum(entry.holds for entry in self.laws)
        lines = [f"{self.name} ({self.family}): {n} of {len(self.laws)} laws hold"]
        for entry in self.laws:
            lines.append(f"  {'yes' if entry.holds else 'no '}  {entry.law}")
            if entry.counterexample:
                lines.append(f"       {entry.counterexample}")
        return "\n".join(lines)

    def __eq__(self, other) -> bool:
        if not isinstance(other, Laws):
            return NotImplemented
        return (self.name, self.family, self.laws) == (other.name, other.family, other.laws)

    __hash__ = None

    def _heading(self) -> str:
        return f"Laws: {self.name}, {sum(entry.holds for entry in self.laws)} of {len(self.laws)} hold"

    def _shown_table(self) -> pd.DataFrame:
        return self.table()


def check_method(method, family: str = "normalization", *, seed: int = 1, show: bool = True, **options) -> Laws:
    """Runs the laws of a family on a method, and prints which hold.

    A law that does not hold is no error: scores by rank, for example, are not between 0 and 100. Read the
    counterexample, and see whether it is meant. Only the first law of each family must hold for the library to use
    the method.

    Parameters
    ----------
    method : function, or str
        As in ``method=``: a normalization or treatment or imputation ``f(x)`` (or an object with ``fit`` and
        ``apply``), a weighting ``f(scores)``, an aggregation ``f(scores, weights)``; or the word of a built-in or
        registered method.
    family : "normalization", "treatment", "imputation", "weighting" or "aggregation"
    seed : int
        Of the random columns and tables that the laws are tried on.
    show : bool
        Whether to print the laws.
    **options
        Options of a method that is chosen by its word.

    Returns
    -------
    Laws
        ``.table()`` has one row a law: law, holds, counterexample.

    Examples
    --------
    >>> import numpy as np, zonerank as zr
    >>> found = zr.testing.check_method(lambda x: x / np.nanmax(x) * 100, show=False)
    >>> found.holds("the unit")
    True
    """
    door.one_of("family", family, own.FAMILIES)
    seed = door.whole("seed", seed, 0, 2**32 - 1)
    if isinstance(method, str):
        name, f = method, _of_word(method, family, options)
    elif own.is_own(method):
        if options:
            raise Error(
                f"{sorted(options)[0]}: a function of your own has no options; use functools.partial",
                zh=f"{sorted(options)[0]}：自定义函数没有选项；请用 functools.partial",
            )
        name, f = own.name_of(method), _of_function(method, family)
    else:
        raise Error(
            f"method is {door.brief(method)}, but must be a function, or the name of a method",
            zh=f"method 为 {door.brief_zh(method)}，但应为函数，或方法的名称",
        )
    found = [Law(law, *_tried(check, f, seed)) for law, check in laws.of(family)]
    result = Laws(name, family, found)
    if door.flag("show", show):
        print(result)
    return result


def _tried(check, f, seed: int) -> tuple[bool, str]:
    """Whether a law holds, and the counterexample; what the function raises is one."""
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            against = check(f, np.random.default_rng(seed))
    except laws.Broken as broken:
        against = str(broken)
    except Exception as error:
        against = f"it raised {type(error).__name__}: {door.one_line(error)}"
    return against is None, against or ""


def _of_function(method, family: str):
    if family == "normalization" and not callable(method) or _has_parameters(method):
        return lambda x: method.apply(x.copy(), np.asarray(method.fit(x.copy()), dtype=float))
    return lambda *arrays: method(*(array.copy() for array in arrays))


def _has_parameters(method) -> bool:
    return callable(getattr(method, "fit", None)) and callable(getattr(method, "apply", None))


def _of_word(word: str, family: str, options: dict):
    """A method of the library as a function like those of users."""
    from .methods import preparation

    return {
        "normalization": lambda x: stages.normalize(x[:, None], normalization=word, **options)[:, 0],
        "treatment": lambda x: preparation.treat(x[:, None], word, **options).values[:, 0],
        "imputation": lambda x: preparation.impute(x[:, None], word, **options).values[:, 0],
        "weighting": lambda s: weights_room.of(s, word, **options),
        "aggregation": lambda s, w: stages.aggregate(s, w, word, min_available=0.0, **options),
    }[family]
