"""The command line from its words to its exit code."""

from __future__ import annotations

import io
import os
import sys
import time

from .. import _command
from .._error import Error
from .exit_codes import exit_code
from .parser import UsageError, command_in, parser, subparsers

UNTIMED = ("systems", "methods", "completion")  # commands that end at once


def main(argv: list[str] | None = None) -> int:
    """Runs a command; returns 0 done, 1 data problems, 2 usage, 130 interrupted."""
    try:
        return finish(sys.argv[1:] if argv is None else [str(word) for word in argv])
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    finally:
        if _command.IS_COMMAND:  # the interpreter's own end is no place for a traceback
            _command.stop_at_once()


def finish(words: list[str]) -> int:
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller, as with >&-
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w"), encoding="utf-8"))
    lang = language(words)
    command = command_in(words)
    try:
        words, notice = with_options_of_file(words, command, lang)
        lang = language(words)
        arguments = parser(command, lang).parse_args(words)  # loads what the command needs
        if getattr(arguments, "engine", "") == "duckdb":
            from ..engines import duckdb  # noqa: F401  a KeyboardInterrupt gets lost in its loading
        _command.stop_cleanly()
        if notice:
            print(notice, file=sys.stderr)
        code = run_command(arguments, lang)
        sys.stdout.flush()
        return code
    except UsageError as error:
        error.print(command)
        return 2
    except Error as error:  # of zonerank.toml
        print_error(error.text(lang), lang)
        return 2
    except BrokenPipeError:  # who reads the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def with_options_of_file(words: list[str], command: str, lang: str) -> tuple[list[str], str]:
    """The words with those of zonerank.toml, where there is one, and the line that says so."""
    if command in ("", "completion"):
        return words, ""
    from . import config

    return config.with_config(words, command, lang)


def language(words: list[str]) -> str:
    """That of ``--lang``, else the locale's."""
    for k, word in enumerate(words):
        if word in ("--lang=zh", "--lang=en"):
            return word[-2:]
        if word == "--lang" and words[k + 1 : k + 2] in (["zh"], ["en"]):
            return words[k + 1]
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def print_error(text: str, lang: str) -> None:
    """What is wrong, each line on its own."""
    for line in text.split("\n"):
        print(f"{'错误：' if lang == 'zh' else 'error: '}{line}", file=sys.stderr)


def run_command(arguments, lang: str) -> int:
    from .. import labels
    from . import files, show, typed

    arguments.spoken = lang
    every = getattr(arguments, "notices", "") == "all"
    started = time.monotonic()
    try:
        files.check_outputs(arguments)
        code = arguments.run(arguments, lang)
        if arguments.command not in UNTIMED:
            seconds = time.monotonic() - started
            unit = "秒" if lang == "zh" else "s"
            print(f"{arguments.command}{labels.colon(lang)}{seconds:.2f} {unit}", file=sys.stderr)
        return code
    except Error as error:
        reword = typed.Rewording(arguments, subparsers(parser(arguments.command))[arguments.command], lang)
        show.notices(getattr(error, "notices", []), lang, every)
        if error.problems:
            show.notices(error.problems, lang, every, reword.problem)
        else:
            print_error(reword.text(error.text(lang)), lang)
        return exit_code(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        print_error(str(error), lang)
        return 1
    except UnicodeError as error:
        print_error(f"{'名称或文本不是 UTF-8' if lang == 'zh' else 'a name or a text is not UTF-8'} ({error})", lang)
        return 2
    except MemoryError:
        print_error("内存不足" if lang == "zh" else "there is not enough memory", lang)
        return 1
