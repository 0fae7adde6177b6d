"""What a user calls INPUT: files, folders, patterns and frames, as sources for the library."""

from __future__ import annotations

import glob
import io
import os
from pathlib import Path

import narwhals as nw
import numpy as np
import pandas as pd

from . import _core, workbook
from ._error import Error
from .workbook import Source

TEXT = {".csv", ".txt", ".tsv"}


def is_path(source) -> bool:
    return isinstance(source, str | os.PathLike)


def collect(source) -> tuple[list[Source], str | None]:
    """Sources of the library, and the frame backend the caller uses (None: files)."""
    if isinstance(source, dict) and source and all(is_year(key) for key in source):
        found = [(item, whole_year(year)) for year, item in source.items()]
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
            sources.append(Source(name, csv_bytes(frame), year))
    return sources, backend


def is_year(value) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def whole_year(year) -> int:
    """A data year; 0 stands for the latest, or for what the file says."""
    if year is None:
        return 0
    if not is_year(year) or not 1000 <= year <= 9999:
        raise Error(f"year is {year!r}, but must be a whole number of four digits")
    return int(year)


def expand(path: str) -> list[str]:
    """The files of a folder or pattern, in order of their names; a file itself."""
    if os.path.isdir(path):
        known = sorted(
            str(p)
            for p in Path(path).iterdir()
            if p.suffix.lower() in TEXT | workbook.EXTENSIONS | {".parquet"} and not p.name.startswith((".", "~$"))
        )
        if not known:
            raise Error(f"{shown(path)}: the folder holds no .csv, .xlsx or .parquet file")
        return known
    if not os.path.exists(path) and glob.has_magic(path):
        matches = sorted(glob.glob(path))
        if not matches:
            raise Error(f"{shown(path)}: no file matches this pattern")
        return matches
    return [path]


def read_path(path: str, year: int) -> list[Source]:
    suffix = Path(path).suffix.lower()
    if suffix == ".parquet":
        try:
            return [Source(shown(path), csv_bytes(nw.from_native(pd.read_parquet(path))), year)]
        except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
            raise Error(f"{shown(path)}: the Parquet file cannot be read ({error})", of_data=True) from error
    if suffix in workbook.EXTENSIONS and os.path.exists(path):
        return workbook.read(path, shown(path), year)
    if shown(path) != path:  # a name that is not UTF-8: the library is given the bytes
        return [Source(shown(path), Path(path).read_bytes(), year)]
    return [Source(path, None, year)]


def shown(path: str) -> str:
    """The path as text that can be printed."""
    return os.fsencode(path).decode("utf-8", "replace")


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
