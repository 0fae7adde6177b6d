"""Results to files, by their extension, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pandas as pd

from ._error import Error

KINDS = (".csv", ".xlsx", ".parquet", ".json")


def check_path(path: str, option: str = "-o") -> None:
    """Fails before the work is done if the result cannot be written afterwards."""
    if Path(path).suffix.lower() not in KINDS:
        raise Error(f"{option} {path}: the extension must be one of {', '.join(KINDS)}")
    folder = Path(path).parent
    if not folder.is_dir():
        raise Error(f"{option} {path}: there is no folder {folder}; make it first")


def write(
    path: str, frame: pd.DataFrame, sheets: dict[str, pd.DataFrame] | None = None, csv_text: str | None = None
) -> None:
    """`frame` as .csv (UTF-8 with BOM, so that Excel reads Chinese), .parquet or .json; all
    `sheets` as .xlsx. `csv_text` stands in for the frame where digits must stay exact."""
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
            Path(name).write_text(
                frame.to_json(orient="records", force_ascii=False, indent=1, double_precision=15) + "\n",
                encoding="utf-8",
            )
        else:
            write_workbook(name, sheets or {"table": frame})
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_workbook(path, sheets: dict[str, pd.DataFrame]) -> None:
    """A workbook with a frozen heading, filters, readable numbers and fitting columns."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"nan_inf_to_errors": False})
    heading = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "#,##0.00"})
    for name, frame in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        if len(frame.columns):
            sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
        for c, column in enumerate(frame.columns):
            sheet.write(0, c, str(column), heading)
            series = frame[column]
            fraction = pd.api.types.is_float_dtype(series)
            for r, value in enumerate(series, start=1):
                if pd.isna(value):
                    continue
                if isinstance(value, str | bool):
                    sheet.write(r, c, value)
                else:
                    sheet.write_number(r, c, float(value), number if fraction else None)
            sheet.set_column(c, c, _width(column, series))
    book.close()


def _width(column: str, series: pd.Series) -> float:
    def cells(text: str) -> int:
        return sum(2 if ord(ch) > 0x2E7F else 1 for ch in text)

    heading = min(cells(str(column)), 24)
    texts = [cells(v) for v in series.head(200) if isinstance(v, str)]
    return max(9, heading + 2, min(60, max(texts, default=0) + 2))
