"""The roll-up in Spark: the caller's session, classic or Connect."""

from __future__ import annotations

import os
import tempfile
import uuid
from pathlib import Path

from .. import _core
from .._error import Error
from ..io import sources
from .files import csv_file
from .statements import shortened, total
from .tables import Column, Table, column_of_type, is_of_enterprises


def partial(
    source,
    system: _core.System,
    *,
    year,
    distinct,
    session=None,
    progress=None,
    industry="nothing",
    own=None,
    reading=None,
):
    """The sums of enterprises, the sources of zones beside them (none), and the kind of frame of the caller."""
    if session is None or not hasattr(session, "sql"):
        raise Error(
            'engine="spark" needs session=, a SparkSession, as in zr.rollup(..., engine="spark", session=spark)',
            zh='engine="spark" 需要 session=（SparkSession），如 zr.rollup(..., engine="spark", session=spark)',
        )
    given = reading or {}
    if given.get("encoding", "utf-8").lower() not in ("utf-8", "utf8"):
        _core.fail(
            "engine-refuses",
            "",
            f"encoding = {given['encoding']}",
            [("it reads text in UTF-8 alone", "它只读取 UTF-8 文本")],
        )
    views: list[str] = []
    tables: list[Table] = []
    try:
        for item, own_year in sources.items(source):
            for name, frame, is_text in frames_of(item, session, len(tables)):
                view = f"zonerank_{uuid.uuid4().hex}"
                frame.createOrReplaceTempView(view)
                views.append(view)
                columns = [column_of_type(heading, type_, "spark") for heading, type_ in frame.dtypes]
                if not distinct and not is_of_enterprises(columns, system, name, given):
                    raise Error(
                        f'{name}: engine="spark" adds up enterprises, and this table has no column enterprise; read '
                        "tables of zones with zr.read, or say distinct=True where every row is another enterprise",
                        zh=f'{name}：engine="spark" 汇总企业数据，而此表没有 enterprise 一列；'
                        f"高新区表请用 zr.read 读取，若每行都是不同的企业，请写 distinct=True",
                    )
                tables.append(Table(name, view, with_references(columns), own_year, is_text))
        statements = _core.Statements(
            tables,
            system,
            "spark",
            industry=industry,
            own=own or {},
            year=sources.whole_year(year),
            distinct=distinct,
            reading=given,
        )
        return total(statements, lambda statement: run_statement(session, statement)), [], None
    finally:
        for view in views:
            session.catalog.dropTempView(view)


def with_references(columns: list[Column]) -> list[Column]:
    """Columns by their names in backticks."""
    return [c if c.kind == "other" else c._replace(reference="`" + c.heading.replace("`", "``") + "`") for c in columns]


def frames_of(item, session, number: int):
    """Name, DataFrame, and whether its rows are lines of text."""
    if hasattr(item, "createOrReplaceTempView"):
        yield f"table {number + 1}", item, False
        return
    if not sources.is_path(item):
        raise Error(
            f'{type(item).__name__} is not a path or a Spark DataFrame, which engine="spark" takes',
            zh=f'{type(item).__name__} 不是 engine="spark" 所需的路径或 Spark DataFrame',
        )
    path = os.fspath(item)
    paths = sources.expand(path) if "://" not in path else [path]
    parquet = [p for p in paths if p.endswith(".parquet")]
    if "://" in path and not path.endswith((".csv", ".txt", ".tsv")):
        parquet = [path]
    for file in parquet:
        yield sources.shown(file), read(session, "parquet", file), False
    for file in paths:
        if file not in parquet:
            yield csv_frame(file, session)


def csv_frame(path: str, session):
    options = {"header": True, "inferSchema": False, "multiLine": True, "escape": '"', "mode": "FAILFAST"}
    if "://" not in path:
        with tempfile.TemporaryDirectory() as folder:
            file = csv_file(path, Path(folder))
        if file.decoded:
            raise Error(
                f'{file.name}: the file is not UTF-8, and Spark reads nothing else; save it as "CSV UTF-8"',
                of_data=True,
                zh=f"{file.name}：文件不是 UTF-8，而 Spark 只读 UTF-8；请另存为“CSV UTF-8”",
            )
        options["sep"] = file.separator
    return sources.shown(path), read(session, "csv", path, **options), True


def read(session, kind: str, path: str, **options):
    where = path if "://" in path else os.path.abspath(path)
    try:
        return session.read.format(kind).options(**options).load(where)
    except Exception as error:  # pyspark's own exceptions, which differ between classic and Connect
        _core.engine_failed("Spark", sources.shown(path), message_of(error), f"read {kind} {sources.shown(path)}")


def run_statement(session, statement: str) -> list[tuple]:
    try:
        return [tuple(row) for row in session.sql(statement).collect()]
    except Exception as error:
        _core.engine_failed("Spark", "", message_of(error), shortened(statement))


def message_of(error: Exception) -> str:
    """What Spark says, without the plan and the Java stack."""
    text = str(error).strip() or type(error).__name__
    for end in ("\n== SQL", ";\n'", "\n\tat ", "\nJVM stacktrace", "\n\nJVM"):
        text = text.split(end, 1)[0]
    return text.strip()
