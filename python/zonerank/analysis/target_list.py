"""What each row of a list of targets says: names, amounts, units, growths."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from .. import _core, door
from .._error import Error
from ..io import sources, table_file
from .target_rows import Row, is_blank, rows_of
from .what_if import of_lines

AMOUNTS = ("value", "today", "base")
AT_LEAST = ("at least", "at_least", ">=", "≥", "+", "more", "不低于", "不少于", "不小于", "至少", "以上", "越高越好")
AT_MOST = (
    "at most",
    "at_most",
    "<=",
    "≤",
    "-",
    "less",
    "不高于",
    "不超过",
    "不大于",
    "至多",
    "以下",
    "以内",
    "越低越好",
)
YES, NO = ("yes", "true", "1", "是", "累计"), ("no", "false", "0", "否", "时点")
YEARLY = re.compile(r"^(年均增长|年均|每年|annually|a year|per year)|(每年|/年|a year|per year|/year|annually|p\.a\.)$")
NUMBER = re.compile(r"^([+-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?|[+-]?\.\d+)(.*)$")

Given = tuple[float, float]  # a number, and one unit of its last decimal
NONE: Given = (float("nan"), 0.0)


@dataclass(frozen=True)
class Entry:
    """One target, its amounts in the unit it was written in."""

    zone: str
    name: str  # of a field, id of an indicator, or of its own
    year: int
    unit: str  # as written; empty: that of the field or indicator
    factor: Decimal  # how many of the units of the field or indicator are one
    value: Given = NONE
    growth: Given = NONE  # a fraction
    yearly: bool = False
    base_year: int = 0
    today: Given = NONE
    base: Given = NONE
    goal: str = ""
    cumulated: bool | None = None

    def core(self) -> _core.Target:
        """In the unit of the field or indicator."""
        return _core.Target(
            zone=self.zone, name=self.name, year=self.year, growth=self.growth, yearly=self.yearly,
            base_year=self.base_year, goal=self.goal, cumulates=self.cumulated,
            **{key: self._scaled(getattr(self, key)) for key in AMOUNTS},
        )  # fmt: skip

    def _scaled(self, given: Given) -> Given:
        if given[0] != given[0]:
            return NONE
        return float(Decimal(repr(given[0])) * self.factor), float(Decimal(repr(given[1])) * self.factor)


def entries_of(given, system, zone: str | None) -> tuple[list[Entry], list[str]]:
    """The targets, those of other zones than ``zone`` left out, and headings that are not known.

    Raises
    ------
    zonerank.Error
        Names every target that cannot be read.
    """
    path = os.fspath(given) if sources.is_path(given) else ""
    rows, unknown = rows_of(given, path)
    found, wrong = [], []
    for row in rows:
        try:
            entry = entry_of(row, system, zone)
        except Error as error:
            wrong.append((row.line, error.text(), error.text("zh")))
            continue
        if entry is not None:
            found.append(entry)
    if wrong:
        raise of_lines(path or "targets", wrong)
    if not found:
        whose, zh = (f" of {zone}", f"{zone} 的") if zone else ("", "")
        raise Error(f"{path or 'targets'}: there are no targets{whose}", zh=f"{path or 'targets'}：没有{zh}目标")
    return found, unknown


def entry_of(row: Row, system, zone: str | None) -> Entry | None:
    cells = row.cells
    own_zone = text_of(cells.get("zone")) or zone
    if not own_zone:
        raise Error(
            "the zone is not said: a column zone, or the option", zh="未写明高新区：请加“高新区”列，或用选项给出"
        )
    if zone is not None and own_zone != zone:
        return None
    if not (name := text_of(cells.get("figure"))):
        raise Error("the field or the indicator is not said", zh="未写明字段或指标")
    if "year" not in cells:
        raise Error(f"{name}: the year of the target is not said", zh=f"{name}：未写明目标年份")
    amounts = {key: amount_of(name, key, cells[key]) for key in AMOUNTS if key in cells and not is_growth(row, key)}
    growth, yearly = growth_of(name, row)
    name, of_name = unit_of_name(name, system)
    given = text_of(cells.get("unit")) or of_name
    if of_name and given != of_name:
        raise two_units(name, of_name, given)
    units = {key: unit or row.units.get(key, "") for key, (_, unit) in amounts.items()}
    unit = given or units.get("value") or next(filter(None, units.values()), "")
    entry = Entry(
        zone=own_zone, name=name, year=year_of(name, cells["year"]), unit=unit, factor=Decimal(1), growth=growth,
        yearly=yearly, goal=goal_of(name, cells.get("direction")), cumulated=cumulated_of(name, cells.get("cumulated")),
        base_year=year_of(name, cells["base_year"]) if "base_year" in cells else 0,
        **{key: given for key, (given, _) in amounts.items()},
    )  # fmt: skip
    return named(entry, {key: own or unit for key, own in units.items()}, system)


def named(entry: Entry, units: dict[str, str], system) -> Entry:
    """With the name that the system has for it, and all amounts in one unit."""
    found, factor = meaning(entry.name, entry.unit, system)
    if found is None:
        if entry.today == NONE:
            hint, zh = nearest(entry.name, system)
            raise Error(
                f'there is no field or indicator "{entry.name}"; {hint}; a figure of your own needs the column today',
                zh=f"没有字段或指标“{entry.name}”；{zh}；自备数据须有“现值”列",
            )
        if others := sorted({unit for unit in units.values() if unit and unit != entry.unit}):
            raise two_units(entry.name, entry.unit, others[0])
        return entry
    amounts = {}
    for key, unit in units.items():
        if unit != entry.unit:
            own = meaning(entry.name, unit, system)[1] / factor
            amounts[key] = tuple(float(Decimal(repr(part)) * own) for part in getattr(entry, key))
    return replace(entry, name=found, factor=factor, **amounts)


def two_units(name: str, one: str, other: str) -> Error:
    return Error(
        f"{name}: one amount is in {one}, another in {other}; give all in one unit",
        zh=f"{name}：一个数的单位是 {one}，另一个是 {other}；请统一单位",
    )


def unit_of_name(name: str, system) -> tuple[str, str]:
    """A known name without the unit in brackets at its end, and that unit, where it is not the field's own."""
    found, factor = meaning(name, "", system)
    title, _, unit = unicodedata.normalize("NFKC", name).rstrip(") ").rpartition("(")
    return (title.strip(), unit.strip()) if found is not None and factor != 1 else (name, "")


def meaning(name: str, unit: str, system) -> tuple[str | None, Decimal]:
    """The field or indicator that a name, code, title or alias is, None where it is none, and the factor of the unit.

    Raises
    ------
    zonerank.Error
        For a title that means two fields, and a unit that does not fit.
    """
    (column,), _ = _core.column_meanings([f"{name}({unit})" if unit else name], system, "")
    if column.role != "field":
        return None, Decimal(1)
    numerator, denominator, exponent = column.factor
    found = column.field.removeprefix("indicator:")
    return found, Decimal(numerator) / Decimal(denominator) * Decimal(10) ** exponent


def nearest(name: str, system) -> tuple[str, str]:
    _, notices = _core.column_meanings([name], system, "")
    for notice in notices:
        if notice.code == "unknown-column" and notice.cure():
            return notice.cure(), notice.cure("zh")
    return "zonerank systems lists them", "可用 zonerank systems 查看"


def text_of(cell) -> str:
    return "" if is_blank(cell) else door.utf8("targets", str(cell)).strip()


def plain_text(cell) -> str:
    """As numbers are read: half width, no spaces at the ends."""
    return unicodedata.normalize("NFKC", text_of(cell)).strip().replace("−", "-")


def year_of(name: str, cell) -> int:
    text = plain_text(cell).removesuffix("年").removesuffix(".0")
    if not text.isdecimal() or not 1 <= int(text) <= 9999:
        raise Error(f"{name}: the year {door.brief(cell)} is not a whole number", zh=f"{name}：年份 {text} 不是整数")
    return int(text)


def amount_of(name: str, key: str, cell) -> tuple[Given, str]:
    """A number with one unit of its last decimal, and the unit behind it."""
    if isinstance(cell, bool) or not (found := NUMBER.match(plain_text(cell))):
        raise Error(
            f"{name}: {key} is {door.brief(cell)}, but must be a number",
            zh=f"{name}：{key} 为 {text_of(cell)}，但应为数字",
        )
    return given_number(found[1]), found[2].strip()


def given_number(text: str) -> Given:
    number = Decimal(text.replace(",", ""))
    return float(number), float(Decimal(1).scaleb(number.as_tuple().exponent))


def is_growth(row: Row, key: str) -> bool:
    """Whether the target value is written as a growth: +7.5 %."""
    text = plain_text(row.cells[key])
    return key == "value" and text[:1] in "+-" and text.endswith("%")


def growth_of(name: str, row: Row) -> tuple[Given, bool]:
    """The growth as a fraction, and whether it is a year's."""
    cell = row.cells.get("growth")
    if "value" in row.cells and is_growth(row, "value"):
        if cell is not None:
            raise Error(f"{name}: value and growth both are growths", zh=f"{name}：目标值和增速两列都是增速")
        cell = row.cells["value"]
    if cell is None:
        return NONE, False
    text = plain_text(cell).lower()
    bare = YEARLY.sub("", text).strip()
    yearly = bare != text
    found = NUMBER.match(bare)
    rest = found[2].strip() if found else ""
    if found and not isinstance(cell, bool):
        number, step = given_number(found[1])
        if rest == "%" or (not rest and row.units.get("growth") == "%"):
            return (number / 100, step / 100), yearly
        if not rest and row.of_sheet and abs(number) < 1:  # a cell of the format per cent
            return (number, step), yearly
    raise Error(
        f"{name}: the growth is {door.brief(cell)}, but must be as +7.5 %, or +7.5 % a year; a bare number needs the "
        "heading growth (%)",
        zh=f"{name}：增速为 {text_of(cell)}，应形如 +7.5 % 或 年均 +7.5 %；只写数字时列名须为“增速（%）”",
    )


def goal_of(name: str, cell) -> str:
    text = table_file.plain(text_of(cell))
    for goal, words in (("", ("",)), ("at_least", AT_LEAST), ("at_most", AT_MOST)):
        if text in {table_file.plain(word) for word in words}:
            return goal
    raise Error(
        f"{name}: the direction is {door.brief(cell)}, but must be at least or at most",
        zh=f"{name}：方向为 {text_of(cell)}，应为“不低于”或“不高于”",
    )


def cumulated_of(name: str, cell) -> bool | None:
    text = table_file.plain(text_of(cell))
    if not text:
        return None
    if text in YES or text in NO:
        return text in YES
    raise Error(
        f"{name}: cumulated is {door.brief(cell)}, but must be yes or no",
        zh=f"{name}：累计为 {text_of(cell)}，应为“是”或“否”",
    )
