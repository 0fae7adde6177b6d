"""Frames of any kind as Arrow streams: the library reads their columns where they lie."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from .. import door
from .._error import Error


@dataclass
class Table:
    """A table that can be read once, and the kind of frame its owner uses."""

    arrow: Any  # has __arrow_c_stream__, or makes what has, without some columns
    names: list[str]
    rows: int  # 0: not known
    backend: str | None
    name: str = ""  # in messages, of a file
    raised: list[BaseException] = field(default_factory=list)  # by what makes the rows, while they were read

    def csv(self) -> bytes:
        """The table as CSV text, for layouts that are rearranged as files are."""
        arrow = self.arrow(frozenset()) if callable(self.arrow) else self.arrow
        buffer = io.BytesIO()
        pa.csv.write_csv(pa.table(arrow), buffer)
        return buffer.getvalue()

    def capsule(self, unread: frozenset[str] = frozenset()):
        """The stream; columns ``unread`` may be left out, but for their names."""
        arrow = self.arrow(unread) if callable(self.arrow) else self.arrow
        if isinstance(arrow, pa.RecordBatchReader):
            arrow = self._watched(arrow)
        return arrow.__arrow_c_stream__()

    def _watched(self, reader: pa.RecordBatchReader) -> pa.RecordBatchReader:
        """The same reader; what a generator behind it raises is kept, as a stream of C tells only a text."""

        def batches():
            try:
                yield from reader
            except BaseException as error:
                self.raised.append(error)
                raise

        return pa.RecordBatchReader.from_batches(reader.schema, batches())


@contextlib.contextmanager
def raising(sources):
    """What the makers of rows raised is raised again: Ctrl-C as it is, other errors with the table's name."""
    try:
        yield
    except Error as error:
        for source in sources:
            table = source.content
            for raised in table.raised if isinstance(table, Table) else ():
                if not isinstance(raised, Exception):
                    raise raised from None
                if "KeyboardInterrupt" in str(raised):  # of a generator behind a stream of C
                    raise KeyboardInterrupt from None
                what = "the Parquet file" if table.name else "its rows"
                zh_what = "Parquet 文件" if table.name else "数据行"
                zh = f"{table.name or source.name}：{zh_what}无法读取（{door.one_line(raised)}）"
                text = f"{table.name or source.name}: {what} cannot be read ({door.one_line(raised)})"
                raise Error(text, of_data=True, zh=zh) from error
        raise


def table_of(item, name: str = "source") -> Table:
    """Anything with columns: an object with ``__arrow_c_stream__``, a frame that narwhals knows, a
    dict of columns, or a structured NumPy array. Numeric columns are not copied."""
    if isinstance(item, np.ndarray):
        item = _columns_of_array(item)
    if isinstance(item, dict):
        table = _from_columns(item)
        return Table(table, table.column_names, table.num_rows, "pandas")
    if isinstance(item, pd.DataFrame):
        table = _from_pandas(item)
        return Table(table, table.column_names, table.num_rows, "pandas")
    if type(item).__module__.partition(".")[0] in ("duckdb", "_duckdb"):
        reader = item.to_arrow_reader() if hasattr(item, "to_arrow_reader") else item.fetch_arrow_reader()
        reader = local_reader(reader)
        return Table(reader, reader.schema.names, 0, "duckdb")
    native, backend = _native(item)
    if native is None:
        raise Error(
            f"{name} is {door.brief(item)}, which is not a path, a folder, a frame, a dict of columns or a "
            "structured array",
            zh=f"{name} 为 {door.brief_zh(item)}，但应为路径、文件夹、数据框、以列组成的字典或结构化数组",
        )
    if isinstance(native, pd.DataFrame):
        return table_of(native)
    if isinstance(native, pa.Table):
        native = local_table(native)
        return Table(native, native.column_names, native.num_rows, backend)
    try:
        is_reader = isinstance(native, pa.RecordBatchReader)
        reader = local_reader(native if is_reader else pa.RecordBatchReader.from_stream(native))
    except (pa.ArrowException, TypeError, AttributeError) as error:
        raise Error(
            f"{name}: it gives no table of columns ({door.one_line(error)})",
            zh=f"{name}：不能给出由列组成的表（{door.one_line(error)}）",
        ) from error
    return Table(reader, reader.schema.names, _length(native), backend)


def _native(item):
    """The object that gives the Arrow stream, and its kind; (None, None) where there is none."""
    try:
        frame = nw.from_native(item)
    except TypeError:
        if hasattr(item, "__arrow_c_stream__"):
            return item, "pyarrow"
        return None, None
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, nw.DataFrame):
        return None, None
    return frame.to_native(), frame.implementation.name.lower()


def _length(native) -> int:
    try:
        return len(native)
    except TypeError:
        return 0


def _columns_of_array(array: np.ndarray) -> dict:
    if array.dtype.names is None:
        raise Error(
            f"an array of {array.dtype} has no column names; give a dict of columns, as in "
            '{"zone": ..., "year": ..., "revenue": ...}, or a structured array',
            zh=f"{array.dtype} 数组没有列名；请给出以列组成的字典，如 "
            '{"zone": ..., "year": ..., "revenue": ...}，或结构化数组',
        )
    return {name: array[name] for name in array.dtype.names}


def _from_columns(columns: dict) -> pa.Table:
    lengths = {name: len(column) for name, column in columns.items() if hasattr(column, "__len__")}
    if len(lengths) < len(columns):
        name = next(n for n in columns if n not in lengths)
        raise Error(
            f'the column "{name}" is {columns[name]!r}, but must be a list or an array',
            zh=f"列“{name}”为 {columns[name]!r}，但应为列表或数组",
        )
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{name}: {n}" for name, n in lengths.items())
        raise Error(f"the columns have different lengths ({shown})", zh=f"各列长度不同（{shown}）")
    return pa.table({str(name): _array(column) for name, column in columns.items()})


def _from_pandas(frame: pd.DataFrame) -> pa.Table:
    if any(name is not None for name in frame.index.names):  # a named index is a column
        frame = frame.reset_index(names=[name or f"index {k}" for k, name in enumerate(frame.index.names)])
    named = [str(name) for name in frame.columns]
    return pa.Table.from_arrays([_array(frame.iloc[:, k]) for k in range(len(named))], names=named)


def _array(column):
    """One column; values of mixed kinds become the text that a CSV file would hold."""
    if isinstance(column, pa.ChunkedArray | pa.Array):
        return local_times(column)
    if isinstance(column, np.ma.MaskedArray):  # what is masked is missing
        column = pd.array([None if value is np.ma.masked else value for value in column.astype(object)], dtype=object)
    if getattr(getattr(column, "dtype", None), "kind", "") == "c":
        raise Error(
            f"a column holds complex numbers ({column.dtype}), which are no figures",
            zh=f"有一列是复数（{column.dtype}），不是数据",
        )
    try:
        return local_times(pa.array(column, from_pandas=True))
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError, TypeError):
        return pa.array([None if _is_blank(value) else str(value) for value in column], pa.string())


def has_zone(kind: pa.DataType) -> bool:
    return pa.types.is_timestamp(kind) and kind.tz is not None


def local_type(kind: pa.DataType) -> pa.DataType:
    return pa.timestamp(kind.unit) if has_zone(kind) else kind


def local_times(column):
    """Timestamps with a time zone as the times of that zone: 2019-01-01 in Shanghai is of 2019, though it is 2018
    in Greenwich."""
    return pc.local_timestamp(column) if has_zone(column.type) else column


def local_table(table: pa.Table) -> pa.Table:
    if not any(has_zone(f.type) for f in table.schema):
        return table
    return pa.Table.from_arrays([local_times(column) for column in table.columns], names=table.column_names)


def local_reader(reader: pa.RecordBatchReader) -> pa.RecordBatchReader:
    if not any(has_zone(f.type) for f in reader.schema):
        return reader
    schema = pa.schema([pa.field(f.name, local_type(f.type)) for f in reader.schema])
    batches = (
        pa.RecordBatch.from_arrays([local_times(column) for column in batch.columns], schema=schema) for batch in reader
    )
    return pa.RecordBatchReader.from_batches(schema, batches)


def _is_blank(value) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and value != value)
