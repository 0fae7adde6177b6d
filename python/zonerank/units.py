"""Names of units in both languages."""

from __future__ import annotations

NAMES = {
    "kCNY": "千元",
    "CNY": "元",
    "person": "人",
    "count": "个",
    "item": "件",
    "tce": "吨标准煤",
    "t": "吨",
    "km2": "平方公里",
    "m2": "平方米",
    "ha": "公顷",
    "score": "分",
    "index": "指数",
}
MULTIPLES = {"10k": "万", "m": "百万", "10m": "千万", "100m": "亿", "bn": "十亿", "10bn": "百亿"}


NOT_READ = ("index", "bn ", "10bn ")  # whose Chinese the reader does not know


def heading_unit(unit: str, lang: str) -> str:
    """The unit of a heading, which is read back as the same one."""
    return unit if any(part in unit for part in NOT_READ) else unit_name(unit, lang)


def unit_name(unit: str, lang: str) -> str:
    """ "item/10k person" is 件/万人 in Chinese; what has no Chinese name stays as it is."""
    if lang != "zh":
        return unit
    return "/".join(_part(part.strip()) for part in unit.split("/"))


def _part(part: str) -> str:
    """A multiple and a unit, or one of them."""
    multiple, _, base = part.rpartition(" ")
    if multiple and not (multiple in MULTIPLES and base in NAMES):
        return part
    return MULTIPLES.get(multiple, "") + NAMES.get(base, base)
