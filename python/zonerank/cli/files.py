"""Where results go, and whether they can: files, or a table on standard output."""

from __future__ import annotations

import os
import sys

from .. import labels
from .._error import Error
from ..io import output, sources
from . import show

STDOUT = "-"


def check_outputs(arguments) -> None:
    """Every result can be written where it is wanted, and none over what is read."""
    kinds = getattr(arguments, "output_kinds", output.KINDS)
    outputs = {"-o": getattr(arguments, "output", None), "--save-bounds": getattr(arguments, "save_bounds", None)}
    prints_table = getattr(arguments, "json", False) and not getattr(arguments, "lists_files", False)
    if outputs["-o"] not in (None, STDOUT) and prints_table:
        raise Error(
            f"-o {outputs['-o']}: --json prints the table instead of writing it; choose one",
            zh=f"-o {outputs['-o']}：--json 直接打印表格，不写文件；请只用其中一个",
        )
    given = [source for source in getattr(arguments, "input", []) if source != STDOUT]
    inputs = [sources.chosen_sheets(p)[0] for source in given for p in sources.expand(source)]
    taken = {os.path.realpath(p) for p in [*inputs, *options_read(arguments), system_file(arguments)] if p}
    for option, path in outputs.items():
        if not path or (option == "-o" and path == STDOUT):
            continue
        output.check_path(path, option, kinds=(".csv",) if option == "--save-bounds" else kinds)
        if os.path.realpath(path) in taken:
            raise Error(
                f"{option} {path}: this file is read; give another name",
                zh=f"{option} {path}：该文件是输入文件；请换一个文件名",
            )
        taken.add(os.path.realpath(path))


def options_read(arguments) -> list[str | None]:
    """Files beside the data that a command reads, and must not write over."""
    return [getattr(arguments, name, None) for name in ("bounds", "scenario", "ranks", "targets", "before_system")]


def system_file(arguments) -> str | None:
    system = getattr(arguments, "system", None)
    return system if system and os.path.exists(system) else None


def is_printed(arguments) -> bool:
    """Whether the table itself goes to standard output: ``-o -`` or ``--json``."""
    return arguments.json or getattr(arguments, "output", None) == STDOUT


def console(arguments):
    """Where what is said beside the table goes: standard error where the table has standard output."""
    return show.console(sys.stderr if is_printed(arguments) else sys.stdout)


def print_table(arguments, frame, csv_text: str | None = None) -> None:
    """The table as CSV, or with ``--json`` as JSON, in UTF-8."""
    if arguments.json:
        print_text(output.json_text(frame))
    else:
        print_text(csv_text if csv_text is not None else frame.to_csv(index=False))


def print_text(text: str) -> None:
    """A text for another program, in UTF-8 whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def print_files(written) -> None:
    """Path, kind and zone of each file that was written, as JSON with its bytes; a file of no one zone has null."""
    rows = [
        {"file": output.shown(path), "kind": kind, "zone": zone, "bytes": os.path.getsize(path)}
        for path, kind, zone in written
    ]
    print_text(output.json_of_rows(rows))


def headed(frame, system, arguments, titles=labels.column_titles):
    """With Chinese headings where they were asked for; ids otherwise."""
    if arguments.lang != "zh":
        return frame
    return frame.set_axis(titles(frame.columns, system, "zh"), axis=1)


def with_words(frame, arguments):
    """With Chinese headings where they were asked for, of tables whose columns are no indicators."""
    if arguments.lang != "zh":
        return frame
    return frame.set_axis([labels.word(c, "zh") if isinstance(c, str) else c for c in frame.columns], axis=1)


def put(arguments, frame, sheets=None, csv_text: str | None = None) -> None:
    """The table to where ``-o`` or ``--json`` wants it; ``sheets`` are those of a workbook."""
    if is_printed(arguments):
        print_table(arguments, frame, csv_text)
    else:
        output.write(arguments.output, frame, sheets, csv_text)
        say_written(arguments, arguments.output, frame, sheets)


def say_written(arguments, path: str, frame, sheets=None) -> None:
    """On standard error what a file holds now: its tables if it is a workbook, else its rows."""
    path, n, tables = output.shown(path), len(frame), len(sheets or ["table"])
    if arguments.spoken == "zh":
        held = f"{tables} 张表" if output.is_workbook(path) else f"{n:,} 行"
        print(f"已写入：{path}（{held}）", file=sys.stderr)
    else:
        n, what = (tables, "table") if output.is_workbook(path) else (n, "row")
        print(f"written: {path} ({n:,} {what}{'' if n == 1 else 's'})", file=sys.stderr)
