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
    if unit == "%":
        return f"{share(value)} %"
    text = number(float(value))
    if lang == "zh":
        return f"{text} {unit_name(unit, lang)}".rstrip()
    counted, slash, of = unit.partition("/")
    if counted.strip() in ("count", "item"):
        return f"{text} per {of.strip()}" if slash else text
    return f"{text} {unit}".rstrip()


def share(value: float) -> str:
    """A number of per cent: two decimals, of what is less than 0.1 two digits."""
    return f"{value:.2f}" if abs(value) >= 0.1 or not value else number(float(value), 2)


def money(yuan: float, lang: str) -> str:
    size, name = next((s for s in SIZES[lang] if abs(yuan) >= s[0]), SIZES[lang][-1])
    if lang == "zh":
        return f"{number(yuan / size)} {name}"
    return f"CNY {number(yuan / size)} {name}".rstrip()


def row_unit(values, unit: str, lang: str) -> tuple[str, float]:
    """The unit in which a row of a table shows values, and by what they are multiplied for it."""
    if unit not in YUAN:
        return unit_name(unit, lang), 1.0
    greatest = max((abs(value) for value in values if value == value), default=0.0) * YUAN[unit]
    size, name = next((s for s in SIZES[lang] if greatest >= s[0]), SIZES[lang][-1])
    return name if lang == "zh" else f"CNY {name}".rstrip(), YUAN[unit] / size


def growth(percent: float) -> str:
    """ "+1.87", "+1,230": a change in per cent."""
    return f"{percent:+,.0f}" if abs(percent) >= 100 else f"{percent:+.3g}"


def gap(difference: float, unit: str, lang: str) -> str:
    """The size of a difference of two values: per cent differ by percentage points."""
    if unit == "%":
        points = word("percentage_points", "zh") if lang == "zh" else "percentage points"
        return f"{share(abs(float(difference)))} {points}"
    return amount(abs(difference), unit, lang)
