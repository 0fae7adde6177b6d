"""An empty workbook with the headings, units and notes of a system, to be filled in."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import door, labels
from ..units import heading_unit
from . import output, sources

LEVELS = ("zone", "enterprise", "both")
ROWS = {"zones": 2000, "enterprises": 200_000}  # that the checks of cells reach
TITLE_ROWS = 2  # the heading, and codes under it
WORDS = {
    "zones": ("zones", "高新区"),
    "enterprises": ("enterprises", "企业"),
    "notes": ("notes", "说明"),
    "of_zones": ("table of zones", "高新区表"),
    "of_enterprises": ("table of enterprises", "企业表"),
    "zone": ("zone", "高新区"),
    "year": ("year", "年份"),
    "enterprise": ("enterprise", "统一社会信用代码"),
    "sheet": ("sheet", "工作表"),
    "heading": ("heading", "表头"),
    "known": ("names and codes", "字段名与代码"),
    "kind": ("kind of figure", "填写内容"),
    "used": ("used by", "用于指标"),
    "optional": ("optional", "选填"),
    "note": ("note", "备注"),
    "status": ("status", "依据"),
    "count": ("whole number, 0 or more", "不小于 0 的整数"),
    "decimal": ("number", "数值"),
    "real": ("number", "数值"),
    "flag": ("是 or 否 (1 or 0)", "是 或 否"),
    "code": ("code, as text", "代码（文本）"),
    "year_kind": ("year, 1900 to 2099", "年份，1900 至 2099"),
    "wrong": ("Please enter: ", "请填写："),
}


@dataclass
class Sheet:
    """One sheet to be filled: its keys, its fields, and rows that are there already."""

    name: str  # zones or enterprises
    keys: list[str]
    fields: list
    rows: list[dict] = field(default_factory=list)  # {key or field name: value}


def template(
    system,
    path,
    *,
    level: str = "both",
    all_fields: bool = False,
    codes: bool = False,
    lang: str = "zh",
    zones=(),
    year=None,
) -> list[str]:
    """Write an empty workbook with the right headings; returns the names of its sheets.

    A sheet for zones, one for enterprises and one of notes. What is filled in is read back by
    :func:`zonerank.read` and :func:`zonerank.rank`.

    Parameters
    ----------
    system : str, path or System
    path : str or path
        Of the .xlsx file.
    level : "both", "zone" or "enterprise"
        "both": enterprises, and for zones only what enterprises do not give. "zone": all that the
        indicators need, as figures of zones.
    all_fields : bool
        Also fields that no indicator of the system needs.
    codes : bool
        Headings are form codes (field names where there is none) instead of titles.
    lang : "zh" or "en"
    zones : list of str
        Names that are filled in, in the table of zones.
    year : int, optional
        Filled in beside them; also the year before, where the system has growth rates.

    Raises
    ------
    zonerank.Error
        If an option is unknown or the file cannot be written.
    """
    door.one_of("level", level, LEVELS)
    door.one_of("lang", lang, ("zh", "en"))
    path = door.path("path", path)
    output.check_path(path, "path", kinds=(".xlsx",))
    system = sources.load(system)
    sheets = sheets_of(system, level, door.flag("all_fields", all_fields))
    fill_keys(sheets, system, door.texts("zones", zones), sources.whole_year(year))
    write(path, system, sheets, codes=door.flag("codes", codes), lang=lang)
    return [word(sheet.name, lang) for sheet in sheets]


def word(key: str, lang: str) -> str:
    return WORDS[key][1 if lang == "zh" else 0]


def sheets_of(system, level: str, all_fields: bool) -> list[Sheet]:
    """The sheets and their fields: what the indicators need, then what is optional."""
    needed = set(system.needed_fields())
    direct = {name for indicator in system.indicators for name in indicator.fields}
    amounts = [f for f in system.fields if f.number not in ("flag", "code", "year")]
    asked = [f for f in system.fields if f.level == "enterprise" and not f.formula]
    sheets = []
    if level == "both":
        own = [f for f in amounts if f.level == "zone" and not f.rollup]
        sheets.append(Sheet("zones", ["zone", "year"], ordered(own, needed, all_fields)))
    if level == "zone":
        sheets.append(Sheet("zones", ["zone", "year"], ordered(amounts, direct, all_fields)))
    if level != "zone":
        sheets.append(Sheet("enterprises", ["zone", "year", "enterprise"], ordered(asked, needed, all_fields)))
    return [sheet for sheet in sheets if sheet.fields]


def ordered(fields: list, needed: set[str], all_fields: bool) -> list:
    first = [f for f in fields if f.name in needed]
    return first + [f for f in fields if f.name not in needed] if all_fields else first


def fill_keys(sheets: list[Sheet], system, zones: list[str], year: int) -> None:
    """Rows of the zones' names, of the year and, for growth rates, the year before."""
    back = max((indicator.years_back for indicator in system.indicators), default=0)
    years = range(year - back, year + 1) if year else [None]
    for sheet in sheets:
        if sheet.name == "zones":
            sheet.rows = [{"zone": zone, "year": y} for zone in zones for y in years]


def heading(item, system, codes: bool, lang: str) -> str:
    """A field's heading with its unit; its name where two fields share a title."""
    unit = "" if item.number in ("flag", "code", "year") or item.unit == "1" else item.unit
    unit = heading_unit(unit, lang)
    title = labels.title(item, lang)
    if codes:
        title = code_of(item)
    elif sum(labels.title(other, lang) == title for other in system.fields) > 1:
        title = item.name
    return f"{title}({unit})" if unit else title


def code_of(item) -> str:
    return item.codes[0] if item.codes else item.name


def kind_of(item, lang: str) -> str:
    number = item.number.split("(")[0]
    return word("year_kind" if number == "year" else number, lang)


def used_by(item, system) -> list[str]:
    """The indicators that need a field: in their formulas, in roll-ups and derived fields."""
    fields = {f.name: f for f in system.fields}

    def reaches(name: str, seen: set[str]) -> bool:
        if name == item.name:
            return True
        if name in seen or name not in fields:
            return False
        seen.add(name)
        text = f"{fields[name].rollup} {fields[name].formula}"
        return any(reaches(part, seen) for part in names_in(text))

    return [i.code or i.id for i in system.indicators if any(reaches(name, set()) for name in i.fields)]


def names_in(text: str) -> list[str]:
    spaced = "".join(ch if ch.isalnum() or ch == "_" else " " for ch in text)
    return spaced.split()


def write(path, system, sheets: list[Sheet], *, codes: bool, lang: str) -> None:
    with output.replacing_one(path) as written, output.workbook_at(written) as book:
        for sheet in sheets:
            write_sheet(book, sheet, system, codes, lang)
        write_notes(book, sheets, system, codes, lang)


def write_sheet(book, sheet: Sheet, system, codes: bool, lang: str) -> None:
    """Headings with comments, codes under them, checks of the cells, and the rows given."""
    page = book.add_worksheet(word(sheet.name, lang))
    bold = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"})
    optional = book.add_format({"bg_color": "#F2F2F2", "border": 1, "text_wrap": True, "valign": "top"})
    grey = book.add_format({"font_color": "#808080", "italic": True})
    text = book.add_format({"num_format": "@"})
    needed = set(system.needed_fields())
    last = ROWS[sheet.name] + TITLE_ROWS
    for c, key in enumerate(sheet.keys):
        page.write_string(0, c, word(key, lang), bold)
        page.set_column(c, c, 22 if key != "year" else 8, None if key == "year" else text)
        if key == "year":
            page.data_validation(TITLE_ROWS, c, last, c, check("year", lang))
    for c, item in enumerate(sheet.fields, start=len(sheet.keys)):
        title = heading(item, system, codes, lang)
        page.write_string(0, c, title, bold if item.name in needed else optional)
        page.write_string(1, c, item.name if codes else code_of(item), grey)
        page.write_comment(0, c, comment(item, system, needed, lang), {"x_scale": 2, "y_scale": 1.4})
        number = item.number.split("(")[0]
        page.set_column(c, c, 16, text if number == "code" else None)
        if number != "code":
            page.data_validation(TITLE_ROWS, c, last, c, check(number, lang))
    columns = {name: c for c, name in enumerate([*sheet.keys, *(f.name for f in sheet.fields)])}
    for r, row in enumerate(sheet.rows, start=TITLE_ROWS):
        for name, value in row.items():
            if isinstance(value, str):
                page.write_string(r, columns[name], value)
            elif value is not None and value == value:
                page.write_number(r, columns[name], value)
    page.set_row(0, 48)
    page.freeze_panes(TITLE_ROWS, len(sheet.keys))


def comment(item, system, needed: set[str], lang: str) -> str:
    """What a reader of one heading wants to know."""
    names = ", ".join(dict.fromkeys([item.name, *item.codes]))
    users = used_by(item, system)
    lines = [names, kind_of(item, lang) + ("" if item.unit in ("", "1") else f" [{item.unit}]")]
    lines.append(f"{word('used', lang)}: {', '.join(users)}" if item.name in needed else word("optional", lang))
    lines.append(f"{word('status', lang)}: {labels.word(item.status, lang)}")
    if item.note:
        lines.append(item.note)
    return "\n".join(lines)


def check(number: str, lang: str) -> dict:
    """The rule of a column's cells."""
    rules = {
        "count": {"validate": "integer", "criteria": ">=", "value": 0},
        "decimal": {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15},
        "real": {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15},
        "flag": {"validate": "list", "source": ["是", "否"]},
        "year": {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2099},
    }
    kind = word("year_kind" if number == "year" else number, lang)
    return rules[number] | {"error_message": word("wrong", lang) + kind}


def write_notes(book, sheets: list[Sheet], system, codes: bool, lang: str) -> None:
    """All columns with their names, units, indicators and statuses; no table, so it is not read."""
    page = book.add_worksheet(word("notes", lang))
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.write_string(0, 0, f"{(system.zh if lang == 'zh' else system.en) or system.id} ({system.id})", bold)
    titles = [word(k, lang) for k in ("sheet", "heading", "known", "kind", "used", "status", "note")]
    page.write_row(2, 0, titles, bold)
    r = 3
    for sheet in sheets:
        for item in sheet.fields:
            users = used_by(item, system)
            cells = [
                word(f"of_{sheet.name}", lang),
                heading(item, system, codes, lang),
                " / ".join(dict.fromkeys([item.name, *item.codes])),
                kind_of(item, lang),
                ", ".join(users) or word("optional", lang),
                labels.word(item.status, lang),
                item.note,
            ]
            for c, cell in enumerate(cells):
                page.write_string(r, c, cell, wrapped)
            r += 1
    for c, width in enumerate((14, 36, 30, 20, 24, 12, 60)):
        page.set_column(c, c, width)
