"""What a user calls INPUT: files, folders, patterns and frames, as sources for the library."""

from __future__ import annotations

import glob
import io
import os
from pathlib import Path

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from . import _core, frames
from ._error import Error

Source = tuple[str, object, int]  # name, bytes or an Arrow stream or None (the file itself), year

TEXT = {".csv", ".txt", ".tsv"}
EXCEL = {".xlsx", ".xls", ".xlsb", ".ods"}


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
            table = frames.table_of(item)
            backend = table.backend
            name = f"table {len(sources) + 1}" if len(found) > 1 else "table"
            sources.append((name, table, year))
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
            if p.suffix.lower() in TEXT | EXCEL | {".parquet"} and not p.name.startswith((".", "~$"))
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
            return [(shown(path), parquet(path), year)]
        except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
            raise Error(f"{shown(path)}: the Parquet file cannot be read ({error})", of_data=True) from error
    if suffix in EXCEL:
        return read_workbook(path, year)
    if shown(path) != path:  # a name that is not UTF-8: the library is given the bytes
        return [(shown(path), Path(path).read_bytes(), year)]
    return [(path, None, year)]


def parquet(path: str) -> frames.Table:
    """A Parquet file, read batch by batch."""
    file = pq.ParquetFile(path)
    schema = file.schema_arrow
    reader = pa.RecordBatchReader.from_batches(schema, file.iter_batches(batch_size=1 << 17))
    return frames.Table(reader, schema.names, file.metadata.num_rows, None)


def opened(sources: list[Source]) -> list[Source]:
    """The sources as the library takes them: tables as the capsules of their streams."""
    return [(name, content.capsule() if isinstance(content, frames.Table) else content, year)
            for name, content, year in sources]


def shown(path: str) -> str:
    """The path as text that can be printed."""
    return os.fsencode(path).decode("utf-8", "replace")


def read_workbook(path: str, year: int) -> list[Source]:
    """Every sheet with cells; its first row with cells is the heading."""
    if not os.path.exists(path):
        return [(shown(path), None, year)]  # the library says what is wrong with the path
    try:
        sheets = pd.read_excel(path, sheet_name=None, header=None, dtype=object, engine="calamine")
    except Exception as error:  # the reader's own exceptions have no common class
        raise Error(
            f"{shown(path)}: the workbook cannot be read ({error}); save it again as .xlsx", of_data=True
        ) from error
    filled = {name: sheet for name, sheet in sheets.items() if sheet.notna().any(axis=None)}
    if not filled:
        raise Error(f"{shown(path)}: the workbook has no cell with content", of_data=True)
    return [
        (
            f"{shown(path)}[{name}]" if len(filled) > 1 else shown(path),
            csv_bytes(nw.from_native(sheet), header=False),
            year,
        )
        for name, sheet in filled.items()
    ]


def csv_bytes(frame: nw.DataFrame, header: bool = True) -> bytes:
    """The frame as CSV text: a double in its shortest form, which is the decimal that was meant."""
    if frame.implementation.is_pandas():
        buffer = io.StringIO()
        frame.to_native().to_csv(buffer, index=False, header=header)
        return buffer.getvalue().encode()
    return frame.write_csv().encode()


def load(system) -> _core.System:
    """A system by id, path, or as it is."""
    return system if isinstance(system, _core.System) else _core.load_system(os.fspath(system))
