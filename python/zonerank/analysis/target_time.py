"""When figures are of: a date, a month or a share of a year, as years."""

from __future__ import annotations

import calendar
import datetime
import math
import re

import numpy as np

from .. import door
from .._error import Error
from ..figures import plain


def time_of(as_of, elapsed, year: int) -> float:
    """In years: 2020.5 is the end of June 2020; by default the end of the data year."""
    if as_of is not None and elapsed is not None:
        raise Error("as_of and elapsed say the same; give one", zh="as_of 与 elapsed 含义相同，请只给一个")
    if elapsed is not None:
        share = door.number("elapsed", elapsed, 0, 1)
        if share == 0:
            raise Error("elapsed is 0, but must be above 0", zh="elapsed 为 0，但应大于 0")
        return year + share
    return float(year + 1) if as_of is None else time_of_date(as_of)


def time_of_date(as_of) -> float:
    if isinstance(as_of, datetime.date):
        parts = [as_of.year, as_of.month, as_of.day]
    elif isinstance(as_of, int | np.integer) and not isinstance(as_of, bool):
        parts = [int(as_of)]
    else:
        found = re.fullmatch(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?[年月]?", str(as_of).strip())
        parts = [int(part) for part in found.groups() if part] if found and isinstance(as_of, str) else []
    month = parts[1] if len(parts) > 1 else 12
    if not parts or not 1 <= parts[0] <= 9999 or not 1 <= month <= 12:
        raise wrong_date(as_of)
    days = calendar.monthrange(parts[0], month)[1]
    day = parts[2] if len(parts) > 2 else days
    if not 1 <= day <= days:
        raise wrong_date(as_of)
    return parts[0] + (month - 1) / 12 + day / days / 12


def wrong_date(as_of) -> Error:
    return Error(
        f"as_of is {door.brief(as_of)}, but must be a date, a month or a year: 2021-06-30, 2021-06 or 2021",
        zh=f"as_of 为 {door.brief_zh(as_of)}，但应为日期、月份或年份：2021-06-30、2021-06 或 2021",
    )


def time_text(as_of: float, zh: bool) -> str:
    """ "as of the end of 2021-06", or the share of the year that has passed."""
    year = math.ceil(as_of - 1e-9) - 1
    months = 12 * (as_of - year)
    if abs(months - 12) < 1e-6:
        return f"截至 {year} 年末" if zh else f"as of the end of {year}"
    if abs(months - round(months)) < 1e-6:
        return f"截至 {year} 年 {round(months)} 月末" if zh else f"as of the end of {year}-{round(months):02}"
    passed = plain(100 * (as_of - year), 1)
    return f"{year} 年已过 {passed} %" if zh else f"as of {passed} % of {year}"
