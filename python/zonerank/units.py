"""Names of units in both languages."""

from __future__ import annotations

from . import _core

NOT_READ = ("index", "bn ", "10bn ")  # whose Chinese the reader does not know


def heading_unit(unit: str, lang: str) -> str:
    """The unit of a heading, which is read back as the same one."""
    return unit if any(part in unit for part in NOT_READ) else unit_name(unit, lang)


def unit_name(unit: str, lang: str) -> str:
    """ "item/10k person" is 件/万人 in Chinese; what has no Chinese name stays as it is."""
    return _core.chinese_unit(unit) if lang == "zh" else unit
