"""What a user calls INPUT: files, folders, patterns and frames, as sources for the library."""

from __future__ import annotations

import glob
import json
import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .. import _core, door
from .._error import Error
from ..results import pickling
from . import frames, workbook
from .workbook import Source

TEXT = {".csv", ".txt", ".tsv"}
LONGEST_OPTIONS = 256 << 20  # bytes of a file of options: bounds, groups, names, a scaling, a partial result


def is_path(source) -> bool:
    return isinstance(source, str | os.PathLike)


def collect(source, sheet=None) -> tuple[list[Source], str | None]:
    """Sources of the library, and the frame backend the caller uses (None: files)."""
    found = items(source)
    sheets = sheets_of(sheet)
    sources: list[Source] = []
    backend = None
    for item, year in found:
        if isinstance(item, Source):
            sources.append(item)
        elif is_path(item):
            for path in expand(door.path("source", item)):
                sources += read_path(path, year, sheets)
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
        if not source:
            raise Error(
                "source is an empty list; give at least one file or frame",
                zh="source 是空列表；请至少给出一个文件或数据框",
            )
        return [(item, 0) for item in source]
    return [(source, 0)]


def is_year(value) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def whole_year(year) -> int:
    """A data year; 0 stands for the latest, or for what the file says."""
    if year is None:
        return 0
    if not is_year(year) or not 1000 <= year <= 9999:
        raise Error(
            f"year is {door.brief(year)}, but must be a whole number of four digits",
            zh=f"year 为 {door.brief_zh(year)}，但应为四位整数",
        )
    return int(year)


def expand(path: str) -> list[str]:
    """The files of a folder or pattern, in order of their names; a file itself."""
    if os.path.isdir(path):
        known = sorted(
            str(p)
            for p in Path(path).iterdir()
            if p.suffix.lower() in TEXT | workbook.EXTENSIONS | {".parquet"} and not p.name.startswith((".", "~$"))
        )
        known = [p for p in known if not os.path.exists(p) or os.path.isfile(p)]  # no pipes, devices or folders
        if not known:
            raise Error(
                f"{shown(path)}: the folder holds no .csv, .xlsx or .parquet file",
                zh=f"{shown(path)}：文件夹中没有 .csv、.xlsx 或 .parquet 文件",
            )
        return known
    if not os.path.exists(path) and glob.has_magic(path) and chosen_sheets(path)[0] == path:
        matches = sorted(glob.glob(path))
        if not matches:
            raise Error(f"{shown(path)}: no file matches this pattern", zh=f"{shown(path)}：没有文件符合该模式")
        return matches
    return [path]


def check_file(path: str, most: int | None = None) -> None:
    """A pipe would wait for its writer, and a device may never end: neither is opened. What is not there is the
    reader's to report."""
    if not os.path.exists(path):
        return
    if os.path.isdir(path) or not os.path.isfile(path):
        _core.fail("unreadable-file", _core.Place(file=shown(path)), "", [("it is not a file", "不是文件")])
    size = os.path.getsize(path)
    if most is not None and size > most:
        too_long = [
            ("the file is too long", "文件过长"),
            (f"{most} bytes", f"{most} 字节"),
            ("give a shorter file", "请给出较短的文件"),
        ]
        _core.fail("over-limit", _core.Place(file=shown(path)), (f"{size} bytes", f"{size} 字节"), too_long)


def text_of(path: str, most: int | None = LONGEST_OPTIONS) -> str:
    """The text of a file in UTF-8, with or without a mark."""
    check_file(path, most)
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else door.one_line(error)
        raise Error(
            f"{shown(path)}: the file cannot be read ({reason})",
            of_data=True,
            zh=f"{shown(path)}：文件无法读取（{reason}）",
        ) from error


def read_path(path: str, year: int, sheets: tuple[str, ...] = ()) -> list[Source]:
    path, sheets = chosen_sheets(path, sheets)
    check_file(path)
    suffix = Path(path).suffix.lower()
    if suffix == ".parquet":
        try:
            return [Source(shown(path), parquet(path), year)]
        except (OSError, ValueError, pa.ArrowException) as error:  # pyarrow's errors are ValueErrors, most of them
            raise cannot_read_parquet(path, error) from error
    if suffix in workbook.EXTENSIONS and os.path.exists(path):
        return workbook.read(path, shown(path), year, sheets)
    if suffix == ".json" and os.path.exists(path):
        check_file(path, LONGEST_OPTIONS)
        return [Source(shown(path), records(path), year)]
    if shown(path) != path:  # a name that is not UTF-8: the library is given the bytes
        try:
            return [Source(shown(path), Path(path).read_bytes(), year)]
        except OSError as error:
            _core.fail("unreadable-file", _core.Place(file=shown(path)), "", [error.strerror or str(error)])
    return [Source(path, None, year)]


def records(path: str) -> bytes:
    """A table in JSON, a list of rows (objects of headings and cells), as CSV text; numbers keep their digits."""

    def fault(why: str, zh: str) -> Error:
        return Error(
            f"{shown(path)}: {why}; give a list of rows, as the tool writes it",
            of_data=True,
            zh=f"{shown(path)}：{zh}；请给出由行组成的列表，如本工具所写",
        )

    try:
        rows = json.loads(Path(path).read_bytes(), parse_float=str, parse_int=str)
    except (OSError, ValueError, RecursionError) as error:
        raise fault(
            f"the file is no JSON ({door.one_line(error)})", f"文件不是 JSON（{door.one_line(error)}）"
        ) from error
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise fault("the JSON is no table", "JSON 的内容不是表格")
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    cells = [["" if row.get(heading) is None else row[heading] for heading in headings] for row in rows]
    if any(isinstance(cell, dict | list) for row in cells for cell in row):
        raise fault("a cell of the JSON holds a list or an object", "JSON 中有单元格是列表或对象")
    return workbook.csv_text([headings, *cells])


def cannot_read_parquet(path: str, error: BaseException) -> Error:
    return Error(
        f"{shown(path)}: the Parquet file cannot be read ({door.one_line(error)})",
        of_data=True,
        zh=f"{shown(path)}：Parquet 文件无法读取（{door.one_line(error)}）",
    )


def parquet(path: str) -> frames.Table:
    """A Parquet file, read batch by batch; of columns that nobody needs only the names."""
    # Arrow takes names in UTF-8 alone.
    file = pq.ParquetFile(path if shown(path) == path else open(path, "rb"))  # noqa: SIM115
    schema = file.schema_arrow
    zoned = {f.name for f in schema if frames.has_zone(f.type)}

    def reader(unread: frozenset[str]) -> pa.RecordBatchReader:
        kinds = pa.schema(
            [pa.field(f.name, pa.null() if f.name in unread else frames.local_type(f.type)) for f in schema]
        )
        columns = [name for name in schema.names if name not in unread]

        def batches():
            for batch in file.iter_batches(batch_size=1 << 17, columns=columns):
                given = iter(batch.columns)
                blank = pa.nulls(batch.num_rows)
                columns_of_batch = [blank if f.name in unread else next(given) for f in kinds]
                if zoned:
                    columns_of_batch = [frames.local_times(column) for column in columns_of_batch]
                yield pa.RecordBatch.from_arrays(columns_of_batch, schema=kinds)

        return pa.RecordBatchReader.from_batches(kinds, batches())

    return frames.Table(reader, schema.names, file.metadata.num_rows, None, shown(path))


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
    if isinstance(system, _core.System):
        return system
    if not isinstance(system, str | os.PathLike):
        raise Error(
            f"system is {door.brief(system)}, but must be a system's id, a path or a System",
            zh=f"system 为 {door.brief_zh(system)}，但应为体系编号、路径或 System",
        )
    path = shown_or_path(door.path("system", system))
    return pickling.remember(_core.load_system(path), path)


def shown_or_path(path: str) -> str:
    """The library takes names in UTF-8; a file by another name is not found under it."""
    try:
        path.encode()
    except UnicodeEncodeError:
        raise Error(
            f"system: the name {shown(path)} is not UTF-8; rename the file",
            zh=f"system：文件名 {shown(path)} 不是 UTF-8；请改名",
        ) from None
    return path


def chosen_sheets(path: str, sheets: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
    """``book.xlsx[sheet]`` as the file and its sheet; another path, or a file of just that name, as it is."""
    if path.endswith("]") and not os.path.exists(path):
        base, bracket, sheet = path[:-1].rpartition("[")
        if bracket and sheet and Path(base).suffix.lower() in workbook.EXTENSIONS:
            return base, (sheet,)
    return path, sheets


def sheets_of(sheet) -> tuple[str, ...]:
    """The sheets that are to be read of workbooks: one name, a list of them; none: all."""
    if sheet is None:
        return ()
    return (sheet,) if isinstance(sheet, str) else tuple(door.texts("sheet", sheet))
