"""The roll-up in DuckDB: Parquet and CSV larger than memory, and frames."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from .. import _core
from .._error import Error
from ..io import frames, sources
from ..io.workbook import EXTENSIONS
from .files import CsvFile, add_decoded, csv_file
from .statements import shortened, total
from .tables import Column, Table, column_of_arrow, is_of_enterprises


def partial(
    source,
    system: _core.System,
    *,
    year,
    distinct,
    threads=0,
    progress=None,
    industry="nothing",
    own=None,
    memory_limit=None,
    temp_directory=None,
    sheet=None,
    reading=None,
):
    """The sums of enterprises, the sources of zones beside them, and the kind of frame of the caller."""
    with tempfile.TemporaryDirectory(dir=temp_directory) as folder, duckdb.connect(":memory:") as connection:
        settings = {
            "threads": _core.resolve_threads(threads),
            "memory_limit": memory_limit,
            "temp_directory": temp_directory or folder,
            "preserve_insertion_order": False,
        }
        for name, value in settings.items():
            if value is not None:
                run_statement(connection, f"SET {name} = {literal(str(value))}", None)
        given = reading or {}
        collected = Collected(connection, system, distinct, Path(folder), sources.sheets_of(sheet), given)
        collected.add(source)
        statements = _core.Statements(
            collected.tables(),
            system,
            "duckdb",
            industry=industry,
            own=own or {},
            year=sources.whole_year(year),
            distinct=distinct,
            reading=given,
        )
        add_decoded(statements, collected.files)
        found = total(statements, lambda statement: run_statement(connection, statement, progress), quick=True)
        return found, sources.opened(collected.zones, system, True, given), collected.backend


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def run_statement(connection, statement: str, progress) -> list[tuple]:
    """The rows of a statement; Ctrl-C stops it, an error names it."""
    outcome: dict = {}
    done = threading.Event()  # a thread whose join is interrupted is taken for ended while it runs

    def work() -> None:
        try:
            outcome["rows"] = connection.execute(statement).fetchall()
        except BaseException as error:  # an interrupted statement raises what is no duckdb.Error
            outcome["error"] = error
        finally:
            done.set()

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        while not done.wait(0.2):
            if progress is not None:
                progress(min(1.0, max(0.0, connection.query_progress() / 100)))
    except BaseException:
        while not done.wait(0.1):  # an interrupt that comes before the statement runs is lost
            with contextlib.suppress(Exception):
                connection.interrupt()
        raise
    if "error" in outcome and not isinstance(outcome["error"], duckdb.Error):
        raise outcome["error"]
    if "error" in outcome:
        _core.engine_failed("DuckDB", "", str(outcome["error"]).strip(), shortened(statement))
    return outcome["rows"]


class Collected:
    """Sources as relations: files with the same columns are one relation."""

    def __init__(
        self,
        connection,
        system,
        distinct: bool,
        folder: Path,
        sheets: tuple[str, ...] = (),
        reading: dict | None = None,
    ) -> None:
        self.sheets, self.reading = sheets, reading or {}
        self.connection, self.system, self.distinct, self.folder = connection, system, distinct, folder
        self.zones: list[sources.Source] = []
        self.files: list[CsvFile] = []
        self.backend: str | None = None
        self._frames: list[Table] = []
        self._parquet: dict[tuple, list[str]] = {}
        self._csv: dict[tuple, list[CsvFile]] = {}

    def add(self, source) -> None:
        for item, year in sources.items(source):
            if not sources.is_path(item):
                self._add_frame(item, year)
                continue
            for path in sources.expand(os.fspath(item)):
                self._add_path(path, year)

    def _add_path(self, path: str, year: int) -> None:
        file, _ = sources.chosen_sheets(path)
        sources.check_file(file)
        suffix = Path(file).suffix.lower()
        if suffix == ".parquet":
            self._add_parquet(path, year)
        elif suffix in EXTENSIONS:
            self.zones += self._zone_sheets(path, year)
        else:
            self._add_csv(path, year)

    def _zone_sheets(self, path: str, year: int) -> list[sources.Source]:
        found = sources.read_path(path, year, self.sheets)
        for source in found:
            first = (source.content or b"").split(b"\n", 1)[0].decode("utf-8", "replace")
            columns = [Column(name.strip('"'), "text") for name in first.split(",")]
            if is_of_enterprises(columns, self.system, source.name, self.reading):
                raise Error(
                    f'{source.name}: engine="duckdb" reads enterprises from CSV, Parquet and frames, not from '
                    'workbooks; save it as CSV UTF-8, or use engine="kernel"',
                    zh=f'{source.name}：engine="duckdb" 从 CSV、Parquet 和数据框读取企业，不读工作簿；'
                    f'请另存为“CSV UTF-8”，或用 engine="kernel"',
                )
        return found

    def _is_wanted(self, columns: list[Column], name: str) -> bool:
        return self.distinct or is_of_enterprises(columns, self.system, name, self.reading)

    def _add_parquet(self, path: str, year: int) -> None:
        try:
            schema = pq.read_schema(path)
        except (OSError, ValueError, pa.ArrowException) as error:  # pyarrow's errors are ValueErrors, most of them
            raise sources.cannot_read_parquet(path, error) from error
        columns = [column_of_arrow(field.name, field.type) for field in schema]
        if not self._is_wanted(columns, sources.shown(path)):
            self.zones += sources.read_path(path, year)
            return
        self._parquet.setdefault((*columns, self._year_of(columns, path, year)), []).append(path)

    def _add_csv(self, path: str, year: int) -> None:
        file = csv_file(path, self.folder, self.reading.get("encoding", ""))
        columns = [Column(heading, "text", 0, 0, f'"c{k}"') for k, heading in enumerate(file.headings)]
        if not self._is_wanted(columns, file.name):
            self.zones += sources.read_path(path, year)
            return
        self.files.append(file)
        key = (file.separator, *columns, self._year_of(columns, path, year))
        self._csv.setdefault(key, []).append(file)

    def _year_of(self, columns: list[Column], path: str, year: int) -> tuple[int, str]:
        """What tells files without a column of years apart: the year given, or their names."""
        names = [c.heading for c in columns]
        meanings, _ = _core.column_meanings(names, self.system, sources.shown(path), self.reading)
        has_year = any(meaning.role == "year" for meaning in meanings)
        return (0, "") if has_year else (year, sources.shown(path))

    def _add_frame(self, item, year: int) -> None:
        frame = frames.table_of(item)
        self.backend = frame.backend
        table = frame.arrow if isinstance(frame.arrow, pa.Table) else frame.arrow.read_all()
        name = f"table {len(self._frames) + len(self.zones) + 1}"
        columns = [
            column_of_arrow(f.name, f.type, f'CAST("c{k}" AS VARCHAR)' if pa.types.is_dictionary(f.type) else f'"c{k}"')
            for k, f in enumerate(table.schema)
        ]
        if not self._is_wanted(columns, name):
            self.zones.append(sources.Source(name, frames.Table(table, table.column_names, len(table), None), year))
            return
        view = f"frame_{len(self._frames) + 1}"
        self.connection.register(view, table.rename_columns([f"c{k}" for k in range(len(columns))]))
        self._frames.append(Table(name, view, columns, year))

    def tables(self) -> list[Table]:
        result = list(self._frames)
        for (*columns, (year, _)), paths in self._parquet.items():
            listed = ", ".join(literal(path) for path in paths)
            result.append(
                Table(
                    sources.shown(paths[0]),
                    f"READ_PARQUET([{listed}], filename = true)",
                    list(columns),
                    year,
                    False,
                    '"filename"',
                )
            )
        for (separator, *columns, (year, _)), files in self._csv.items():
            listed = ", ".join(literal(file.path) for file in files)
            types = ", ".join(f"'c{k}': 'VARCHAR'" for k in range(len(columns)))
            relation = (
                f"READ_CSV([{listed}], columns = {{{types}}}, header = true, auto_detect = false, filename = true, "
                f"delim = {literal(separator)}, quote = '\"', escape = '\"', nullstr = '')"
            )
            place = '"filename"' if len(files) > 1 and not any(file.decoded for file in files) else ""
            result.append(Table(files[0].name, relation, list(columns), year, True, place, separator == ","))
        if not result:
            raise Error(
                "no table of enterprises was found: one has a column enterprise or 统一社会信用代码; where every "
                "row is another enterprise, distinct=True does without it",
                zh="没有找到企业数据表：企业表须有一列 enterprise 或 统一社会信用代码；"
                "若每行都是不同的企业，可写 distinct=True",
            )
        return result
