"""What a user calls INPUT: files, folders, patterns and frames, as sources for the library."""

from __future__ import annotations

import glob
import io
import os
from pathlib import Path

import narwhals as nw
import pandas as pd

from . import _core
from ._error import Error

Source = tuple[str, bytes | None, int]

TEXT = {".csv", ".txt", ".tsv"}
EXCEL = {".xlsx", ".xls", ".xlsb", ".ods"}


def is_path(source) -> bool:
    return isinstance(source, str | os.PathLike)


def collect(source) -> tuple[list[Source], str | None]:
    """Sources of the library, and the frame backend the caller uses (None: files)."""
    if isinstance(source, dict) and source and all(isinstance(year, int) for year in source):
        found = [(item, year) for year, item in source.items()]
    elif isinstance(source, list | tuple):
        found = [(item, 0) for item in source]
    else:
        found = [(source, 0)]
    sources: list[Source] = []
    backend = None
    for item, year in found:
        if is_path(item):
            for path in expand(os.fspath(item)):
                sources += read_path(path, year)
        else:
            frame = frame_of(item)
            backend = frame.implementation.name.lower()
            name = f"table {len(sources) + 1}" if len(found) > 1 else "table"
            sources.append((name, csv_bytes(frame), year))
    return sources, backend


def expand(path: str) -> list[str]:
    """The files of a folder or pattern, in order of their names; a file itself."""
    if os.path.isdir(path):
        known = sorted(
            str(p)
            for p in Path(path).iterdir()
            if p.suffix.lower() in TEXT | EXCEL | {".parquet"} and not p.name.startswith((".", "~$"))
        )
        if not known:
            raise Error(f"{path}: the folder holds no .csv, .xlsx or .parquet file")
        return known
    if not os.path.exists(path) and glob.has_magic(path):
        matches = sorted(glob.glob(path))
        if not matches:
            raise Error(f"{path}: no file matches this pattern")
        return matches
    return [path]


def read_path(path: str, year: int) -> list[Source]:
    suffix = Path(path).suffix.lower()
    if suffix == ".parquet":
        return [(path, csv_bytes(nw.from_native(pd.read_parquet(path))), year)]
    if suffix in EXCEL:
        return read_workbook(path, year)
    return [(path, None, year)]


def read_workbook(path: str, year: int) -> list[Source]:
    """Every sheet with cells, its first row the heading."""
    if not os.path.exists(path):
        return [(path, None, year)]  # the library says what is wrong with the path
    try:
        sheets = pd.read_excel(path, sheet_name=None, dtype=object, engine="calamine")
    except Exception as error:  # the reader's own exceptions have no common class
        raise Error(f"{path}: the workbook cannot be read ({error}); save it again as .xlsx") from error
    filled = {name: sheet for name, sheet in sheets.items() if not sheet.empty}
    return [
        (f"{path}[{name}]" if len(filled) > 1 else path, csv_bytes(nw.from_native(sheet)), year)
        for name, sheet in filled.items()
    ]


def frame_of(item) -> nw.DataFrame:
    """Any frame as narwhals sees it; a dict of columns becomes a pandas frame."""
    if isinstance(item, dict):
        item = pd.DataFrame(item)
    try:
        frame = nw.from_native(item)
    except TypeError as error:
        raise Error(f"{type(item).__name__} is not a path, a folder, a frame or a dict of columns") from error
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def csv_bytes(frame: nw.DataFrame) -> bytes:
    """The frame as CSV text: a double in its shortest form, which is the decimal that was meant."""
    if frame.implementation.is_pandas():
        buffer = io.StringIO()
        frame.to_native().to_csv(buffer, index=False)
        return buffer.getvalue().encode()
    return frame.write_csv().encode()


def load(system) -> _core.System:
    """A system by id, path, or as it is."""
    return system if isinstance(system, _core.System) else _core.load_system(os.fspath(system))
