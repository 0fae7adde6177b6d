"""What a user calls INPUT: files, folders, patterns and frames, as sources for the library."""

from __future__ import annotations

import glob
import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from . import _core, frames, workbook
from ._error import Error
from .workbook import Source

TEXT = {".csv", ".txt", ".tsv"}


def is_path(source) -> bool:
    return isinstance(source, str | os.PathLike)


def collect(source) -> tuple[list[Source], str | None]:
    """Sources of the library, and the frame backend the caller uses (None: files)."""
    found = items(source)
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
            sources.append(Source(name, table, year))
    return sources, backend


def items(source) -> list[tuple[object, int]]:
    """What the caller lists, each with its year; 0: not given."""
    if isinstance(source, dict) and source and all(is_year(key) for key in source):
        return [(item, whole_year(year)) for year, item in source.items()]
    if isinstance(source, list | tuple):
        return [(item, 0) for item in source]
    return [(source, 0)]


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
            return [Source(shown(path), parquet(path), year)]
        except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
            raise Error(f"{shown(path)}: the Parquet file cannot be read ({error})", of_data=True) from error
    if suffix in workbook.EXTENSIONS and os.path.exists(path):
        return workbook.read(path, shown(path), year)
    if shown(path) != path:  # a name that is not UTF-8: the library is given the bytes
        return [Source(shown(path), Path(path).read_bytes(), year)]
    return [Source(path, None, year)]


def parquet(path: str) -> frames.Table:
    """A Parquet file, read batch by batch; of columns that nobody needs only the names."""
    file = pq.ParquetFile(path)
    schema = file.schema_arrow

    def reader(unread: frozenset[str]) -> pa.RecordBatchReader:
        kinds = pa.schema([pa.field(f.name, pa.null()) if f.name in unread else f for f in schema])
        columns = [name for name in schema.names if name not in unread]

        def batches():
            for batch in file.iter_batches(batch_size=1 << 17, columns=columns):
                given = iter(batch.columns)
                blank = pa.nulls(batch.num_rows)
                yield pa.RecordBatch.from_arrays(
                    [blank if f.name in unread else next(given) for f in kinds], schema=kinds
                )

        return pa.RecordBatchReader.from_batches(kinds, batches())

    return frames.Table(reader, schema.names, file.metadata.num_rows, None)


MOST_CELLS = 50_000_000  # of a table that may have another layout


def opened(sources: list[Source], system: _core.System, all_fields: bool, reading: dict | None = None) -> list[Source]:
    """The sources as the library takes them: tables as the capsules of their streams; those that are
    not one row a zone as text."""
    needed = None if all_fields else set(system.needed_fields())
    return [as_taken(s, system, needed, reading or {}) if isinstance(s.content, frames.Table) else s for s in sources]


def as_taken(source: Source, system: _core.System, needed: set[str] | None, reading: dict) -> Source:
    table = source.content
    is_small = table.rows * len(table.names) <= MOST_CELLS and table.rows > 0
    if is_small and not _core.is_plain(table.names, system, reading):
        return source._replace(content=table.csv())
    return source._replace(content=table.capsule(unread(source, system, needed, reading)))


def unread(source: Source, system: _core.System, needed: set[str] | None, reading: dict) -> frozenset[str]:
    """Columns of a table that are no key, and no field that is needed (None: any)."""
    names = source.content.names
    try:
        meanings, _ = _core.column_meanings(names, system, source.name, reading)
    except Error:
        return frozenset()  # reading says what is wrong with the headings
    fields = ("field", "previous")
    return frozenset(
        name
        for name, m in zip(names, meanings, strict=True)
        if m.role == "unused" or (m.role in fields and needed is not None and m.field not in needed)
    )


def shown(path: str) -> str:
    """The path as text that can be printed."""
    return os.fsencode(path).decode("utf-8", "replace")


def load(system) -> _core.System:
    """A system by id, path, or as it is."""
    return system if isinstance(system, _core.System) else _core.load_system(os.fspath(system))
