"""Values with their units as people write them: 334.8 亿元, CNY 33.48 bn."""

from __future__ import annotations

from ..figures import number
from ..labels import word
from ..units import unit_name

YUAN = {"CNY": 1.0, "kCNY": 1e3, "10k CNY": 1e4, "m CNY": 1e6, "10m CNY": 1e7, "100m CNY": 1e8, "bn CNY": 1e9}
SIZES = {"zh": ((1e8, "亿元"), (1e4, "万元"), (1.0, "元")), "en": ((1e9, "bn"), (1e6, "m"), (1.0, ""))}


def amount(value: float, unit: str, lang: str) -> str:
    """A value and its unit; money in 亿元 or 万元, in English in billions or millions."""
    if value != value:
        return "—"
    if unit in YUAN:
        return money(value * YUAN[unit], lang)
    text = number(float(value))
    if unit == "%":
        return f"{text}%" if lang == "zh" else f"{text} %"
    if lang == "zh":
        return f"{text} {unit_name(unit, lang)}"
    return text if unit in ("", "count") else f"{text} {unit}"


def money(yuan: float, lang: str) -> str:
    size, name = next((s for s in SIZES[lang] if abs(yuan) >= s[0]), SIZES[lang][-1])
    if lang == "zh":
        return f"{number(yuan / size)} {name}"
    return f"CNY {number(yuan / size)} {name}".rstrip()


def gap(difference: float, unit: str, lang: str) -> str:
    """The size of a difference of two values: per cent differ by percentage points."""
    if unit == "%":
        points = word("percentage_points", "zh") if lang == "zh" else "percentage points"
        return f"{number(abs(float(difference)))} {points}"
    return amount(abs(difference), unit, lang)
