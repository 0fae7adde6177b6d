"""Functions of your own as methods, and names for them in systems and settings."""

from __future__ import annotations

import functools

from . import _core, door
from ._error import Error

__all__ = ["aggregation", "imputation", "normalization", "treatment", "unregister", "weighting"]


def __dir__() -> list[str]:
    return __all__


#: The families of methods, and the key of a method under which each is chosen.
FAMILIES = {
    "imputation": "imputation",
    "treatment": "treatment",
    "normalization": "normalization",
    "weighting": "weights",
    "aggregation": "aggregation",
}

_registered: dict[tuple[str, str], object] = {}  # by family and name


def is_own(value) -> bool:
    """Whether a setting is a function of the user, or an object with ``fit`` and ``apply``."""
    return callable(value) or (callable(getattr(value, "fit", None)) and callable(getattr(value, "apply", None)))


def name_of(function) -> str:
    """The name that it was registered under, else its own."""
    for (_, name), held in _registered.items():
        if held is function:
            return name
    if isinstance(function, functools.partial):
        return name_of(function.func)
    return str(getattr(function, "__name__", type(function).__name__))


def normalization(name: str):
    """Registers a normalization of your own: ``@zr.normalization("name")``.

    The function is ``f(x)``: the column of one indicator, turned so that more is better (values of an indicator that
    is better the less it is come with the sign changed), NaN where missing, to scores of the same length. A class or
    object with ``fit(x)``, which returns a list of parameters, and ``apply(x, parameters)``, which returns scores,
    can also be saved in a :class:`Scaling` and applied to other zones and years.

    From then on the name can be used like that of a built-in method: in ``method=``, in the stages alone, in lists of
    :meth:`Ranking.uncertainty`, and in the [method], groups and indicators of a system file. Registering a name again
    replaces the function; :func:`zonerank.own.unregister` forgets it.

    Raises
    ------
    zonerank.Error
        If the name is empty or that of a built-in method, or what is registered is no function.
    """
    return _registering("normalization", name)


def treatment(name: str):
    """Registers a treatment of your own: ``f(x)``, one indicator in its own unit, to treated values of the same length.

    See :func:`normalization`.
    """
    return _registering("treatment", name)


def imputation(name: str):
    """Registers an imputation of your own: ``f(x)``, one indicator of a year in its own unit, to it with gaps filled.

    See :func:`normalization`.
    """
    return _registering("imputation", name)


def weighting(name: str):
    """Registers weights of your own: ``f(scores)``, zones x n indicators of a group, to n weights >= 0 of any sum.

    See :func:`normalization`.
    """
    return _registering("weighting", name)


def aggregation(name: str):
    """Registers an aggregation of your own: ``f(scores, weights)``, zones x n, n weights of sum 1, to a score a zone.

    See :func:`normalization`.
    """
    return _registering("aggregation", name)


def unregister(family: str, name: str) -> None:
    """Forgets a registered name; rankings that were made with it keep their method."""
    door.one_of("family", family, FAMILIES)
    _core.unregister_method(FAMILIES[family], door.text("name", name))
    _registered.pop((family, name), None)
    _forget_cached()


def _registering(family: str, name: str):
    name = door.text("name", name)

    def register(function):
        if not is_own(function):
            raise Error(
                f'"{name}" is {door.brief(function)}, but must be a function, or have fit and apply',
                zh=f"“{name}”为 {door.brief_zh(function)}，但应为函数，或带有 fit 和 apply 的对象",
            )
        _core.register_method(FAMILIES[family], name, function)
        _registered[family, name] = function
        _forget_cached()
        return function

    return register


_when_registered: list = []


def when_registered(call) -> None:
    """Calls ``call()`` whenever a name begins or ceases to stand for a function."""
    _when_registered.append(call)


def _forget_cached() -> None:
    for call in _when_registered:
        call()
