"""Numbers in words, tables and files: differences with their sign, shares in per cent, no noise of sums."""

from __future__ import annotations

import pandas as pd


def number(value, digits: int = 4) -> str:
    """A figure with thousands separators and at least `digits` significant digits."""
    if pd.isna(value):
        return "—"
    if isinstance(value, int):
        return f"{value:,}"
    if abs(value) >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    text = f"{value:.{digits}g}"
    return f"{float(text):f}".rstrip("0").rstrip(".") if "e" in text else text


def signed(value: float, digits: int = 2) -> str:
    """ "+6", "-0.33", "0": a difference with at most so many decimals; a dash where there is none."""
    if pd.isna(value):
        return "—"
    text = f"{value:+.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("+0", "-0") else text


def plain(value: float, digits: int = 2) -> str:
    """ "2.4", "0": a size with at most so many decimals."""
    return signed(value, digits).lstrip("+")


def moved(places: float, lang: str) -> str:
    """By how many places a zone moved: "+2", and in Chinese 上升 2."""
    if lang != "zh" or pd.isna(places):
        return signed(places)
    return f"{'上升' if places > 0 else '下降'} {abs(places):g}" if places else "不变"


def percent(share: float) -> str:
    """ "65 %"; what is not quite none or all is "<1 %" or ">99 %"."""
    if pd.isna(share):
        return "—"
    text = f"{100 * share:.0f}"
    if text == "0" and share > 0:
        return "<1 %"
    return ">99 %" if text == "100" and share < 1 else f"{text} %"


def without_noise(frame: pd.DataFrame, differences=()) -> pd.DataFrame:
    """The frame for a file: 12 digits of each number, 9 decimals of ``differences``, which may be sums that are 0."""
    frame = frame.copy()
    for column in frame.columns:
        if pd.api.types.is_float_dtype(frame[column]):
            digits = ".9f" if column in differences else ".12g"
            frame[column] = [float(f"{x:{digits}}") + 0.0 if x == x else x for x in frame[column]]
    return frame
