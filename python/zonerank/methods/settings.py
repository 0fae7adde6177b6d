"""Methods and their options as keywords, and as the library takes them."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np

from .. import _core, door, own
from .._error import Error


def method_of(**settings) -> _core.Method:
    """The method of every stage under keyword settings; of plain words and numbers it is read once."""
    plain = all(value is None or type(value) in (str, int, float, bool) for value in settings.values())
    return _plain_method(tuple(settings.items())) if plain else _core.Method(settings_of(settings))


@functools.lru_cache(maxsize=256)
def _plain_method(settings: tuple) -> _core.Method:
    return _core.Method(settings_of(dict(settings)))


def settings_of(method: dict | None) -> list[_core.Setting]:
    """Keyword settings of a method as the library takes them.

    A value is a word, a number, a truth value, a list of numbers or of words, a matrix, a function of your own, or a
    dict of a ``method`` and its options. None is left out.
    """
    if method is not None and not isinstance(method, dict):
        raise Error(
            f"method is {door.brief(method)}, but must be a dict of settings, as in {{'ties': 'average'}}",
            zh=f"method 为 {door.brief_zh(method)}，但应为设置的字典，如 {{'ties': 'average'}}",
        )
    return [_setting(str(key), value) for key, value in (method or {}).items() if value is not None]


def _setting(key: str, value) -> _core.Setting:
    key = door.utf8("method", key)
    if isinstance(value, str):
        return _core.Setting(key, text=door.utf8(key, value))
    if isinstance(value, dict):
        return _core.Setting(key, table=settings_of(value))
    if own.is_own(value):
        return _core.Setting(key, text=door.utf8(key, own.name_of(value)), function=value)
    if isinstance(value, int | float | np.integer | np.floating | np.bool_):
        try:
            return _core.Setting(key, number=float(value))
        except OverflowError:
            raise Error(
                f"{key} is {door.brief(value)}, which is beyond the range of numbers",
                zh=f"{key} 为 {door.brief_zh(value)}，超出了数的范围",
            ) from None
    array = np.empty(0)
    if not isinstance(value, bytes | bytearray):
        try:
            if (
                isinstance(value, Iterable)
                and door.dimensions(value) == 1
                and all(isinstance(item, str) for item in value)
            ):
                return _core.Setting(key, words=door.texts(key, value))
            array = door.numbers(key, value)
        except (Error, TypeError, ValueError):
            pass
    if array.ndim not in (1, 2) or array.size == 0:
        raise Error(
            f"{key} is {door.brief(value)}, but must be a word, a number, a list of them, a matrix, or a dict",
            zh=f"{key} 为 {door.brief_zh(value)}，但应为名称、数、名称或数的列表、矩阵，或字典",
        )
    return _core.Setting(key, rows=np.atleast_2d(array).tolist())


def columns_of(stage: str, columns: dict | None) -> dict[int, list[_core.Setting]]:
    """Options of single columns; the stage's own name chooses the method as ``method`` does."""
    found = {}
    for j, options in door.mapping("columns", columns, "numbers of columns and their options").items():
        if not isinstance(j, int | np.integer) or not isinstance(options, dict):
            raise Error(
                f"columns: {door.brief(j)}: {door.brief(options)} is not the number of a column with a dict of options",
                zh=f"columns：{door.brief_zh(j)}: {door.brief_zh(options)} 应写作“列的序号: 选项的字典”",
            )
        found[int(j)] = settings_of({"method" if key == stage else key: value for key, value in options.items()})
    return found


own.when_registered(_plain_method.cache_clear)  # methods that were read under the names of before
