"""Results to files, by their extension, whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import stat
from pathlib import Path

import numpy as np
import pandas as pd

from .. import _core
from .._error import Error

KINDS = (".csv", ".xlsx", ".parquet", ".json")


class Files:
    """Files that are written beside the paths they are for, and take their places together once all are whole."""

    def __init__(self) -> None:
        self._staged: list[tuple[str, str, str]] = []  # path as given, target, written beside it

    def beside(self, path) -> str:
        """Where to write what is for ``path``; an empty file with the mode that it will have."""
        path = os.fspath(path)
        target = os.path.realpath(path)  # what a symbolic link points to is replaced, not the link
        mode = None  # of a new file: as the umask says
        if os.path.exists(target):
            found = os.stat(target).st_mode
            if not stat.S_ISREG(found):
                _core.fail("unwritable-file", _core.Place(file=shown(path)), "", [("it is not a file", "不是文件")])
            mode = stat.S_IMODE(found)
        name = f".zonerank-{secrets.token_hex(6)}{Path(target).suffix}"
        written = os.path.join(os.path.dirname(target), name)
        os.close(os.open(written, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        self._staged.append((path, target, written))
        if mode is not None:
            os.chmod(written, mode)
        return written

    def _take_places(self) -> None:
        while self._staged:
            _, target, written = self._staged[0]
            os.replace(written, target)
            del self._staged[0]

    def _remove(self) -> None:
        for _, _, written in self._staged:
            with contextlib.suppress(OSError):
                os.unlink(written)


@contextlib.contextmanager
def replacing():
    """Files written inside take their places at the end, or none does where anything fails.

    A full disk, a folder without permission and the like are errors in one line; what stood at the path stays.
    """
    files = Files()
    try:
        yield files
        files._take_places()
    except Exception as error:
        path = files._staged[-1][0] if files._staged else ""
        files._remove()
        cause = of_system(error)
        if cause is None:
            raise
        where = path or cause.filename or ""
        _core.fail("unwritable-file", _core.Place(file=shown(where)), "", [cause.strerror or str(cause)])
    except BaseException:  # Ctrl-C
        files._remove()
        raise


@contextlib.contextmanager
def replacing_one(path):
    """The name to write under instead of ``path``."""
    with replacing() as files:
        yield files.beside(path)


def shown(path) -> str:
    """A path as text that can be printed."""
    return os.fsencode(path).decode("utf-8", "replace")


def of_system(error: BaseException) -> OSError | None:
    """What the operating system said, where it did: XlsxWriter and pyarrow wrap it."""
    for one in (error, error.__cause__, error.__context__, *error.args):
        if isinstance(one, OSError):
            return one
    return None


def check_path(path: str, option: str = "-o", kinds: tuple[str, ...] = KINDS) -> None:
    """Fails before the work is done if the result cannot be written afterwards."""
    named = shown(path)
    if Path(path).suffix.lower() not in kinds:
        raise Error(
            f"{option} {named}: the extension must be one of {', '.join(kinds)}",
            zh=f"{option} {named}：扩展名应为 {'、'.join(kinds)}",
        )
    if Path(path).is_dir():
        raise Error(
            f"{option} {named}: this is a folder; give the name of a file",
            zh=f"{option} {named}：这是文件夹；请给出文件名",
        )
    folder = Path(path).parent
    if not folder.is_dir():
        raise Error(
            f"{option} {named}: there is no folder {folder}; make it first",
            zh=f"{option} {named}：没有文件夹 {folder}；请先建立",
        )


def write(
    path: str,
    frame: pd.DataFrame,
    sheets: dict[str, pd.DataFrame] | None = None,
    csv_text: str | None = None,
    fill_in: str | None = None,
    choices: dict[str, list[str]] | None = None,
    files: Files | None = None,
) -> None:
    """`frame` as .csv (UTF-8 with BOM, so that Excel reads Chinese), .parquet or .json; all
    `sheets` as .xlsx. `csv_text` stands in for the frame where digits must stay exact; the
    column `fill_in` of a workbook is for the reader to write in, those of `choices` to choose in.
    With `files` it takes its place together with the others."""
    with contextlib.nullcontext(files) if files is not None else replacing() as staged:
        name = staged.beside(path)
        kind = Path(path).suffix.lower()
        if kind == ".csv":
            text = csv_text if csv_text is not None else frame.to_csv(index=False)
            Path(name).write_text("\ufeff" + text, encoding="utf-8", newline="")
        elif kind == ".parquet":
            frame.to_parquet(name, index=False)
        elif kind == ".json":
            Path(name).write_text(json_text(frame), encoding="utf-8")
        else:
            write_workbook(name, sheets or {"table": frame}, fill_in, choices)


def json_text(frame: pd.DataFrame) -> str:
    """A list of rows, objects of headings and cells; null where there is no value."""
    return json_of_rows(frame.astype(object).where(frame.notna(), None).to_dict(orient="records"))


def json_of_rows(rows: list[dict]) -> str:
    """A list of objects, each key on a line."""
    return json.dumps(rows, ensure_ascii=False, indent=1, default=float) + "\n"


@contextlib.contextmanager
def workbook_at(path):
    """An XlsxWriter workbook that is closed at the end; what fails is not tried again when it is deleted."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    try:
        yield book
        book.close()
    except BaseException:
        book.fileclosed = True
        raise


def is_workbook(path: str) -> bool:
    return Path(path).suffix.lower() == ".xlsx"


def write_workbook(
    path,
    sheets: dict[str, pd.DataFrame],
    fill_in: str | None = None,
    choices: dict[str, list[str]] | None = None,
) -> None:
    """A workbook with frozen headings, filters, readable numbers, fitting columns and pages."""
    with workbook_at(path) as book:
        fill_workbook(book, sheets, fill_in, choices or {})


def fill_workbook(book, sheets: dict[str, pd.DataFrame], fill_in: str | None, choices: dict[str, list[str]]) -> None:
    heading = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"})
    long_text = book.add_format({"text_wrap": True, "valign": "top"})
    to_fill = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF2CC", "border": 1})
    formats: dict[str, object] = {}
    for name, frame in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        widths, lines = [], [1] * (len(frame) + 1)
        if len(frame.columns) > 1:
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
        for c, column in enumerate(frame.columns):
            sheet.write(0, c, str(column), heading)
            series = frame[column]
            if column in choices:
                for r in range(1, len(frame) + 1):
                    sheet.write_blank(r, c, None, to_fill)
                if len(frame):
                    sheet.data_validation(1, c, len(frame), c, {"validate": "list", "source": choices[column]})
                sheet.set_column(c, c, CHOICE_WIDTH)
                widths.append(CHOICE_WIDTH)
                continue
            if column == fill_in:
                for r in range(1, len(frame) + 1):
                    sheet.write_blank(r, c, None, to_fill)
                sheet.set_column(c, c, FILL_IN_WIDTH)
                widths.append(FILL_IN_WIDTH)
                continue
            style = None
            if pd.api.types.is_float_dtype(series):
                number = number_format(series.to_numpy(float, na_value=np.nan))
                style = formats.setdefault(number, book.add_format({"num_format": number}))
            for r, value in enumerate(series, start=1):
                if pd.isna(value):
                    continue
                if isinstance(value, bool):
                    sheet.write_boolean(r, c, value)
                elif isinstance(value, str):  # never a formula or a link
                    lines[r] = max(lines[r], -(-cells_of(value) // (WIDEST - 1)))
                    sheet.write_string(r, c, value, long_text if cells_of(value) > WIDEST else None)
                else:
                    sheet.write_number(r, c, float(value), style)
            sheet.set_column(c, c, _width(column, series))
            widths.append(_width(column, series))
        for r, n in enumerate(lines):
            if n > 1:
                sheet.set_row(r, 15 * n)
        if sum(widths) <= ONE_SHEET:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(60)
            sheet.repeat_columns(0)
            sheet.print_across()


FILL_IN_WIDTH = 50
CHOICE_WIDTH = 26
WIDEST = 70  # characters of a column; longer text is wrapped
ONE_SHEET = 190  # characters across a sheet of paper


def number_format(values: np.ndarray, whole: bool = False) -> str:
    """As many decimals as the size of the numbers asks for; none where all are whole."""
    known = np.abs(values[np.isfinite(values)])
    if whole or (known == np.round(known)).all():
        return "#,##0"
    middle = float(np.median(known[known > 0]))
    if middle >= 1000:
        return "#,##0"
    return "#,##0.0" if middle >= 100 else "0.00" if middle >= 1 else "0.0000"


def cells_of(text: str) -> int:
    """Columns of the screen; a Chinese character takes two."""
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in text)


def _width(column: str, series: pd.Series) -> float:
    texts = [cells_of(v) for v in series.head(200) if isinstance(v, str)]
    return max(9, min(cells_of(str(column)), 24) + 2, min(WIDEST, max(texts, default=0) + 2))
