"""Results to files, by their extension, whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pandas as pd

from ._error import Error

KINDS = (".csv", ".xlsx", ".parquet", ".json")


def check_path(path: str, option: str = "-o", kinds: tuple[str, ...] = KINDS) -> None:
    """Fails before the work is done if the result cannot be written afterwards."""
    if Path(path).suffix.lower() not in kinds:
        raise Error(f"{option} {path}: the extension must be one of {', '.join(kinds)}")
    if Path(path).is_dir():
        raise Error(f"{option} {path}: this is a folder; give the name of a file")
    folder = Path(path).parent
    if not folder.is_dir():
        raise Error(f"{option} {path}: there is no folder {folder}; make it first")


def write(
    path: str,
    frame: pd.DataFrame,
    sheets: dict[str, pd.DataFrame] | None = None,
    csv_text: str | None = None,
    fill_in: str | None = None,
    choices: dict[str, list[str]] | None = None,
) -> None:
    """`frame` as .csv (UTF-8 with BOM, so that Excel reads Chinese), .parquet or .json; all
    `sheets` as .xlsx. `csv_text` stands in for the frame where digits must stay exact; the
    column `fill_in` of a workbook is for the reader to write in, those of `choices` to choose in."""
    kind = Path(path).suffix.lower()
    target = Path(path)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".zonerank-", suffix=kind)
    os.close(handle)
    try:
        if kind == ".csv":
            text = csv_text if csv_text is not None else frame.to_csv(index=False)
            Path(name).write_text("\ufeff" + text, encoding="utf-8", newline="")
        elif kind == ".parquet":
            frame.to_parquet(name, index=False)
        elif kind == ".json":
            records = frame.astype(object).where(frame.notna(), None).to_dict(orient="records")
            text = json.dumps(records, ensure_ascii=False, indent=1, default=float) + "\n"
            Path(name).write_text(text, encoding="utf-8")
        else:
            write_workbook(name, sheets or {"table": frame}, fill_in, choices)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def is_workbook(path: str) -> bool:
    return Path(path).suffix.lower() == ".xlsx"


def write_workbook(
    path,
    sheets: dict[str, pd.DataFrame],
    fill_in: str | None = None,
    choices: dict[str, list[str]] | None = None,
) -> None:
    """A workbook with frozen headings, filters, readable numbers, fitting columns and pages."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    heading = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"})
    fraction = book.add_format({"num_format": "#,##0.00"})
    long_text = book.add_format({"text_wrap": True, "valign": "top"})
    to_fill = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF2CC", "border": 1})
    for name, frame in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if len(frame.columns) > 1:
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
        for c, column in enumerate(frame.columns):
            sheet.write(0, c, str(column), heading)
            series = frame[column]
            if column in (choices or {}):
                for r in range(1, len(frame) + 1):
                    sheet.write_blank(r, c, None, to_fill)
                if len(frame):
                    sheet.data_validation(1, c, len(frame), c, {"validate": "list", "source": choices[column]})
                sheet.set_column(c, c, CHOICE_WIDTH)
                continue
            if column == fill_in:
                for r in range(1, len(frame) + 1):
                    sheet.write_blank(r, c, None, to_fill)
                sheet.set_column(c, c, FILL_IN_WIDTH)
                continue
            is_fraction = pd.api.types.is_float_dtype(series)
            for r, value in enumerate(series, start=1):
                if pd.isna(value):
                    continue
                if isinstance(value, bool):
                    sheet.write_boolean(r, c, value)
                elif isinstance(value, str):  # never a formula or a link
                    sheet.write_string(r, c, value, long_text if _cells(value) > WIDEST else None)
                else:
                    sheet.write_number(r, c, float(value), fraction if is_fraction else None)
            sheet.set_column(c, c, _width(column, series))
    book.close()


FILL_IN_WIDTH = 50
CHOICE_WIDTH = 26
WIDEST = 70  # characters of a column; longer text is wrapped


def _cells(text: str) -> int:
    """Columns of the screen; a Chinese character takes two."""
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in text)


def _width(column: str, series: pd.Series) -> float:
    texts = [_cells(v) for v in series.head(200) if isinstance(v, str)]
    return max(9, min(_cells(str(column)), 24) + 2, min(WIDEST, max(texts, default=0) + 2))
