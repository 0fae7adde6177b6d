"""A workbook being written: sheets by their keys, formats, and cells that hold what their formulas give."""

from __future__ import annotations

import numpy as np
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ...io.output import ONE_SHEET, cells_of
from ...labels import word
from .model import Model

LINE = "#C9CFD6"
FORMATS = {
    "heading": {
        "bold": True,
        "bg_color": "#DCE6F1",
        "border": 1,
        "border_color": LINE,
        "text_wrap": True,
        "valign": "top",
    },
    "title": {"bold": True, "font_size": 14},
    "part": {"bold": True, "font_size": 12, "bottom": 1, "bottom_color": LINE},
    "text": {"indent": 1},
    "long": {"text_wrap": True, "valign": "top"},
    "label": {"bold": True, "valign": "top"},
    "note": {"font_color": "#5F6B76", "text_wrap": True, "valign": "top"},
    "number": {},
    "listed": {"valign": "top"},
    "input": {"bg_color": "#FFF8DC", "font_color": "#1F4E9E"},
    "choice": {"bg_color": "#FFF2CC", "border": 1, "bold": True},
    "beside": {"font_color": "#5F6B76", "italic": True},
    "strong": {"bold": True},
}
SHARE = "0.00%"
SCORE = "0.00"
LONGEST_NAME = 31  # of a sheet, in Excel
WIDEST_TITLE = 76  # of an indicator or a field, as a column, in characters
IN_100M = {"kCNY": 1e5, "CNY": 1e8, "10k CNY": 1e4, "m CNY": 100.0}  # how many make 100m CNY


class _Blank(str):
    """An empty text as the value of a formula: XlsxWriter writes a plain "" as if nothing was computed."""

    __slots__ = ()

    def __eq__(self, other) -> bool:
        return isinstance(other, _Blank)

    __hash__ = str.__hash__


BLANK = _Blank("")


class _Worksheet(Worksheet):
    """A worksheet whose formulas are written as they are: XlsxWriter looks into each for some thirty functions of later
    Excels, which are never used here, and that would take most of the time."""

    def _prepare_formula(self, formula, expand_future_functions=False):
        return formula.removeprefix("=")


class Book:
    """The workbook; ``model`` says what is in it, ``lang`` in which language."""

    def __init__(self, book, model: Model, lang: str) -> None:
        self.book, self.model, self.lang = book, model, lang
        self.live, self.system, self.n = model.live, model.system, model.n
        self.sheets: dict[str, Sheet] = {}
        # Where things stand; each is filled by the sheet that writes it.
        self.raw_places: dict[tuple[str, int], int] = {}  # columns of raw figures
        self.lower: list[str] = []  # names of the bounds of every indicator
        self.upper: list[str] = []
        self.parts: dict[int, tuple[list[int], list[int]]] = {}  # groups and indicators right inside a group
        self.group_row: dict[int, int] = {}  # of the weights
        self.item_row: dict[int, int] = {}
        self.share_of_group: dict[int, str] = {}  # cells
        self.share_of_item: dict[int, str] = {}
        self.in_all: dict[int, float] = {}  # share of every indicator in the overall score
        self.group_column: dict[int, int] = {}  # of scores and ranks
        self.item_column: dict[int, int] = {}
        self.missing_column = self.place_column = self.within_column = 0  # of ranks
        self._formats: dict[tuple, object] = {}
        self._taken_names: set[str] = set()

    def say(self, en: str, zh: str) -> str:
        return zh if self.lang == "zh" else en

    def sheet(self, key: str, title: str | None = None) -> Sheet:
        """A new sheet."""
        found = Sheet(self, self.book.add_worksheet(title or word(key, self.lang), worksheet_class=_Worksheet))
        self.sheets[key] = found
        return found

    def format(self, kind: str, number: str = ""):
        if (kind, number) not in self._formats:
            wanted = FORMATS[kind] | ({"num_format": number} if number else {})
            self._formats[kind, number] = self.book.add_format(wanted)
        return self._formats[kind, number]

    def named(self, name: str, place: str) -> str:
        """A defined name for a cell, or the cell where the name cannot be one: too long, or taken but for its case."""
        if len(name) > 200 or name.casefold() in self._taken_names:
            return place
        self._taken_names.add(name.casefold())
        self.book.define_name(name, f"={place}")
        return name


class Sheet:
    """A sheet of the workbook."""

    def __init__(self, book: Book, sheet) -> None:
        self.book, self.sheet, self.title = book, sheet, sheet.get_name()
        self._quoted = "'" + self.title.replace("'", "''") + "'!"
        self.width = 0.0  # of all columns, in characters
        sheet.set_footer("&L&A&R&P / &N")
        sheet.set_paper(9)

    def at(self, row: int, column: int, fixed: str = "rc") -> str:
        """A cell from any sheet; ``fixed`` says what a copied formula keeps: r the row, c the column."""
        return self._quoted + cell(row, column, fixed)

    def down(self, column: int, first: int, last: int) -> str:
        """The cells of a column."""
        letters = xl_col_to_name(column)
        return f"{self._quoted}${letters}${first + 1}:${letters}${last + 1}"

    def put(self, row: int, column: int, value, kind: str = "number", number: str = "", formula: str = "") -> None:
        """A cell; with a formula the value is what it gives. Text never becomes a formula or a link."""
        style = self.book.format(kind, number)
        nothing = value is None or value != value
        if formula and self.book.live:
            self.sheet.write_formula(row, column, f"={formula}", style, BLANK if nothing or value == "" else value)
        elif nothing or isinstance(value, _Blank) or value == "":
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, style)
        elif isinstance(value, bool | np.bool_):
            self.sheet.write_boolean(row, column, bool(value), style)
        else:
            self.sheet.write_number(row, column, float(value), style)

    def headings(self, row: int, texts: list[str], widths: list[float] | float = 12, first: int = 0) -> None:
        for c, text in enumerate(texts):
            self.put(row, first + c, text, "heading")
        if not isinstance(widths, list):
            widths = [widths] * len(texts)
        for c, width in enumerate(widths):
            self.sheet.set_column(first + c, first + c, width)
        self.width = sum(widths)
        lines = max((-(-(cells_of(text) + 1) // max(int(widths[c]) - 1, 1)) for c, text in enumerate(texts)), default=1)
        self.sheet.set_row(row, 15 * min(max(lines, 1), 10) + 3)

    def as_table(
        self, rows: int, columns: int, kept_rows: int = 1, kept_columns: int = 1, filters: bool = True
    ) -> None:
        """Frozen headings, filters, and sheets of paper that repeat them: wide tables go on to the next sheet."""
        sheet = self.sheet
        sheet.freeze_panes(kept_rows, kept_columns)
        if filters and rows:
            sheet.autofilter(0, 0, kept_rows + rows - 1, columns - 1)
        sheet.set_landscape()
        sheet.repeat_rows(0, kept_rows - 1)
        if self.width <= ONE_SHEET:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(70)
            sheet.repeat_columns(0, kept_columns - 1)
            sheet.print_across()


def cell(row: int, column: int, fixed: str = "") -> str:
    letters = xl_col_to_name(column)
    return f"{'$' if 'c' in fixed else ''}{letters}{'$' if 'r' in fixed else ''}{row + 1}"


def width_of(texts, least: float = 8, most: float = 46) -> float:
    return max(least, min(most, max((cells_of(str(text)) for text in texts), default=0) + 2))
