"""What functions of Python check at their door: arguments of the wrong kind are named, with what is wanted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from . import _core
from ._error import Error

LONGEST = 80  # characters of a value in a message


def brief(value) -> str:
    """A value for a message, in one line of at most 80 characters."""
    return _in_words(value, "{} of {}", "a whole number of more than 30 digits", _with_article)


def brief_zh(value) -> str:
    """The same for a message in Chinese."""
    return _in_words(value, "含 {1} 项的 {0}", "超过 30 位的整数", "{} 对象".format)


def _in_words(value, parts: str, long: str, of_kind) -> str:
    kind = type(value).__name__
    if isinstance(value, str | bytes):
        text = repr(value[:LONGEST])
    elif isinstance(value, int) and not isinstance(value, bool):
        text = repr(value) if abs(value) < 10**30 else long
    elif value is None or isinstance(value, bool | float | complex):
        text = repr(value)
    elif isinstance(value, list | tuple | dict | set | frozenset | range) and len(value) <= 20:
        text = parts.format(kind, len(value)) if _is_deep(value) else repr(value)
    else:
        text = of_kind(kind)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."


def _with_article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {kind}"


def _is_deep(value) -> bool:
    parts = value.values() if isinstance(value, dict) else value
    return any(not (part is None or isinstance(part, str | int | float | complex | bytes)) for part in parts)


def whole(name: str, value, least: int, most: int) -> int:
    """A whole number in its range, as the library takes it."""
    is_whole = hasattr(value, "__index__") and not isinstance(value, bool | np.bool_)
    if is_whole:
        try:
            number = value.__index__()
        except TypeError:  # an array of several
            is_whole = False
    if not is_whole or not least <= number <= most:
        raise Error(
            f"{name} is {brief(value)}, but must be a whole number from {least} to {most}",
            zh=f"{name} 为 {brief_zh(value)}，但应为 {least} 到 {most} 之间的整数",
        )
    return number


def number(name: str, value, least: float = -np.inf, most: float = np.inf) -> float:
    """A number in its range; NaN is none."""
    if isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool):
        try:
            found = float(value)
        except OverflowError:
            found = np.inf if value > 0 else -np.inf
        if least <= found <= most:
            return found
    if np.isinf([least, most]).all():
        wanted, zh = "a number", "数字"
    elif np.isinf(most):
        wanted, zh = f"a number, {least:g} or more", f"不小于 {least:g} 的数"
    else:
        wanted, zh = f"a number from {least:g} to {most:g}", f"{least:g} 到 {most:g} 之间的数"
    raise Error(f"{name} is {brief(value)}, but must be {wanted}", zh=f"{name} 为 {brief_zh(value)}，但应为 {zh}")


def flag(name: str, value) -> bool:
    if isinstance(value, bool | np.bool_) or (isinstance(value, int | np.integer) and value in (0, 1)):
        return bool(value)
    raise Error(
        f"{name} is {brief(value)}, but must be True or False", zh=f"{name} 为 {brief_zh(value)}，但应为 True 或 False"
    )


def one_of(name: str, value, words: Iterable[str]) -> str:
    words = list(words)
    if isinstance(value, str) and value in words:
        return str(value)
    raise Error(
        f"{name} is {brief(value)}, but must be one of {', '.join(words)}",
        zh=f"{name} 为 {brief_zh(value)}，但应为 {'、'.join(words)} 之一",
    )


def text(name: str, value) -> str:
    if isinstance(value, str):
        return utf8(name, str(value))
    raise Error(f"{name} is {brief(value)}, but must be a text", zh=f"{name} 为 {brief_zh(value)}，但应为文本")


def utf8(name: str, value: str) -> str:
    """A text that UTF-8 can hold: bytes of a command line that are none are surrogates."""
    try:
        value.encode()
    except UnicodeEncodeError:
        shown = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        raise Error(
            f"{name} is {brief(shown)}, which is not UTF-8", zh=f"{name} 为 {brief_zh(shown)}，不是 UTF-8"
        ) from None
    return value


def path(name: str, value) -> str:
    """A path as text."""
    if isinstance(value, str | os.PathLike):
        found = os.fspath(value)
        if isinstance(found, bytes):
            found = os.fsdecode(found)
        if "\0" not in found:
            return found
    raise Error(f"{name} is {brief(value)}, but must be a path", zh=f"{name} 为 {brief_zh(value)}，但应为路径")


PHRASES = {  # what lists and dicts are of, and what has how many entries
    "names": "名称",
    "labels": "标签",
    "years": "年份",
    "methods": "方法",
    "ranks": "名次",
    '"+" and "-"': '"+" 和 "-"',
    "shares from 0 to 1": "0 到 1 之间的数",
    "rankings and years": "排名和年份",
    "arrays, one a year": "数组，每年一个",
    "arrays, one a way of weighting": "数组，每种赋权一个",
    "dicts, one a target": "字典，每个目标一个",
    "numbers, the lower and the upper limit": "两个数，下限和上限",
    "names and rankings": "名称和排名",
    "rows and True or False": "行和 True 或 False",
    "numbers of columns and their options": "列号及其选项",
    "zones and groups": "高新区和分组",
    "fields and sizes": "字段和大小",
    "groups and weights": "分组和权重",
    "a target": "一个目标",
    "fields and two limits": "字段和上下限",
    "fields and numbers": "字段和数",
    "zones and their changes": "高新区及其改动",
    "fields and values": "字段和数值",
    "the number of columns is": "列数为",
    "the number of values is": "数值个数为",
    "the number of indicators is": "指标个数为",
    "the zones ranked are": "排名的高新区个数为",
    "the values have rows:": "数值的行数为",
    "the values have columns:": "数值的列数为",
    "the indicators have rows:": "指标的行数为",
    "the judgments have rows:": "判断矩阵的行数为",
    "best_to_others has": "best_to_others 的个数为",
    "": "个数应为",
}


def mapping(name: str, value, of: str) -> dict:
    """A dict; None is an empty one."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return dict(value)
    raise Error(
        f"{name} is {brief(value)}, but must be a dict of {of}",
        zh=f"{name} 为 {brief_zh(value)}，但应为字典：{PHRASES[of]}",
    )


def function(name: str, value):
    if value is None or callable(value):
        return value
    raise Error(
        f"{name} is {brief(value)}, but must be a function of the share done, or None",
        zh=f"{name} 为 {brief_zh(value)}，但应为以完成比例为参数的函数，或 None",
    )


def items(name: str, value, what: str, n: int | None = None, of: str = "") -> list:
    """A list of what is neither a text nor a number; of n entries where n is given."""
    is_list = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
    if getattr(value, "ndim", 1) != 1:  # a table, or an array of one number
        is_list = False
    try:
        found = list(value) if is_list else None
    except TypeError:  # an array of no dimension
        found = None
    if found is None:
        raise Error(
            f"{name} is {brief(value)}, but must be a list of {what}",
            zh=f"{name} 为 {brief_zh(value)}，但应为列表：{PHRASES[what]}",
        )
    if n is not None and len(found) != n:
        raise Error(
            f"{name}: has {len(found)} entries, but {of} {n}", zh=f"{name}：有 {len(found)} 项，但{PHRASES[of]} {n}"
        )
    return found


def texts(name: str, value, n: int | None = None, of: str = "") -> list[str]:
    """Names or labels: one text each, "" where one is missing."""
    if value is None:
        return []
    return ["" if is_missing(entry) else utf8(name, str(entry)) for entry in items(name, value, "names", n, of)]


def is_missing(entry) -> bool:
    return entry is None or entry is pd.NA or entry is pd.NaT or (isinstance(entry, float) and entry != entry)


def signs(name: str, value, n: int) -> list[str]:
    """Directions: "+" or "-" of each column; all "+" where none are given."""
    if value is None:
        return ["+"] * n
    found = items(name, value, '"+" and "-"', n, "the number of columns is")
    for k, sign in enumerate(found):
        if not isinstance(sign, str) or sign not in ("+", "-"):
            raise Error(
                f'{name}[{k}] is {brief(sign)}, but must be "+" or "-"',
                zh=f'{name}[{k}] 为 {brief_zh(sign)}，但应为 "+" 或 "-"',
            )
    return [str(sign) for sign in found]


def array(name: str, values, dimensions: int, *, finite: bool = True) -> np.ndarray:
    """Finite numbers or NaN, of the dimensions wanted; without ``finite`` the stage itself refuses infinite ones.

    What a masked array masks, and what a frame has no value for, is missing.
    """
    is_plain = type(values) is np.ndarray and values.dtype == np.float64
    found = values if is_plain else numbers(name, values)
    if found.ndim != dimensions:
        wanted = "a table of zones x indicators" if dimensions == 2 else "a list of numbers"
        zh = "高新区 x 指标的表" if dimensions == 2 else "数的列表"
        raise Error(
            f"{name}: {wanted} is needed, but the array has shape {found.shape}",
            zh=f"{name}：需要{zh}，但数组的形状为 {found.shape}",
        )
    if finite and (_core.has_infinite(found) if found.flags.forc else np.isinf(found).any()):
        at = ", ".join(map(str, np.argwhere(np.isinf(found))[0]))
        raise Error(
            f"{name}[{at}] is infinite, but must be a number, or NaN where missing",
            zh=f"{name}[{at}] 为无穷大，但应为数，缺失时为 NaN",
        )
    return found


def numbers(name: str, values) -> np.ndarray:
    try:
        if isinstance(values, pd.DataFrame | pd.Series | pd.Index):
            values = _of_pandas(name, values)
        elif isinstance(values, list | tuple) and any(isinstance(v, np.ma.MaskedArray) for v in values):
            values = np.ma.array(values)
        if isinstance(values, np.ma.MaskedArray):
            _refuse_kind(name, values.dtype)
            return np.ma.filled(values.astype(float), np.nan)
        if isinstance(values, bytes | bytearray | str | Mapping | set | frozenset):
            raise TypeError(f"it is {brief(values)}")
        if not isinstance(values, np.ndarray):
            values = np.asarray(values)
        _refuse_kind(name, values.dtype)
        return np.asarray(values, dtype=float)
    except Error:
        raise
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Error(
            f"{name}: not an array of numbers ({one_line(error)})", zh=f"{name}：不是数的数组（{one_line(error)}）"
        ) from error


def _of_pandas(name: str, values) -> np.ndarray:
    columns = values.dtypes if isinstance(values, pd.DataFrame) else [values.dtype]
    for dtype in columns:
        _refuse_kind(name, dtype)
    if isinstance(values, pd.Index):
        values = values.to_series()
    if any(getattr(dtype, "kind", "") == "O" for dtype in columns):
        values = values.astype(object).where(values.notna(), np.nan)
    return values.to_numpy(dtype=float, na_value=np.nan)


def _refuse_kind(name: str, dtype) -> None:
    """Numbers, truth values and objects that may be numbers; no dates, complex numbers, bytes or records."""
    if getattr(dtype, "kind", "O") in "cmMSV" or isinstance(dtype, pd.DatetimeTZDtype):
        raise Error(
            f"{name}: not an array of numbers (it holds {dtype})", zh=f"{name}：不是数的数组（其类型为 {dtype}）"
        )


def one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= 2 * LONGEST else text[: 2 * LONGEST] + "..."


def length(name: str, entries, n: int, of: str, zh: str) -> None:
    """As many entries as there are of what is told: ``of`` "the scores have 3 columns", and its Chinese."""
    if len(entries) != n:
        raise Error(f"{name}: has {len(entries)} entries, but {of}", zh=f"{name}：有 {len(entries)} 项，但{zh}")


def dimensions(value) -> int:
    """As np.ndim; of rows of different lengths 2."""
    try:
        found = np.ndim(value)
    except ValueError:
        return 2
    return found if isinstance(found, int) else 0


def table(name: str, values) -> tuple[np.ndarray, list[str], list[str]]:
    """Numbers, names of rows and of columns; a frame's columns that are no numbers are left out."""
    if isinstance(values, pd.DataFrame):
        chosen = values.select_dtypes("number")
        return array(name, chosen, 2), [str(i) for i in values.index], [str(c) for c in chosen.columns]
    found = array(name, values, 2)
    return found, [str(i) for i in range(found.shape[0])], [str(j) for j in range(found.shape[1])]


def need_columns(name: str, found: np.ndarray) -> None:
    """A table with numbers in it."""
    if found.shape[0] == 0 or found.shape[1] == 0:
        raise Error(
            f"{name}: has {found.shape[0]} rows and {found.shape[1]} columns of numbers, but needs one of each",
            zh=f"{name}：有 {found.shape[0]} 行、{found.shape[1]} 列数，但行和列都不能为 0",
        )
