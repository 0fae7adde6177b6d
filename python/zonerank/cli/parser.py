"""The parser of the command line, with help in both languages."""

from __future__ import annotations

import argparse
import sys

from .. import _core
from . import chinese, typed
from .chinese_texts import TEXTS
from .commands import COMMANDS, module_of

DESCRIPTION = "Ranking indicators of high-tech zones, from raw statistics to ranks."
EXIT_CODES = "exit codes: 0 done, 1 data problems, 2 usage, 130 interrupted"


class UsageError(Exception):
    """What is wrong with the words of a command line."""

    def __init__(self, parser: Parser, message: str) -> None:
        super().__init__(message)
        self.parser = parser

    def print(self, command: str = "") -> None:
        """The usage and the error in one line each, as argparse prints them, with the nearest right word."""
        lang = self.parser.lang
        self.parser.print_usage(sys.stderr)
        of_command = subparsers(self.parser)[command] if command and self.parser._subparsers else self.parser
        message = typed.with_nearest(str(self), of_command._option_string_actions, command)
        message = chinese.message(message) if lang == "zh" else message
        print(f"{self.parser.prog}{'：错误：' if lang == 'zh' else ': error: '}{message}", file=sys.stderr)


class Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong, and speaks the user's language."""

    lang = "en"

    def error(self, message: str):
        raise UsageError(self, message)

    def format_usage(self) -> str:
        return chinese.usage(super().format_usage()) if self.lang == "zh" else super().format_usage()

    def format_help(self) -> str:
        return chinese.usage(super().format_help()) if self.lang == "zh" else super().format_help()


def parser(only: str | None = None, lang: str = "en") -> Parser:
    """The parser of every command, or with the options of one command alone; "" is none."""
    top = Parser(prog="zonerank", description=DESCRIPTION, epilog=EXIT_CODES)
    top.add_argument("--version", action="version", version=f"zonerank {_core.__version__}")
    top.add_argument("--lang", choices=("en", "zh"), help="language of headings and messages")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    texts = dict(TEXTS) | dict(COMMANDS.values())
    for name, (summary, _) in COMMANDS.items():
        sub = commands.add_parser(
            name, help=summary, description=summary, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if only is None or name == only:
            module = module_of(name)
            texts |= getattr(module, "CHINESE", {})
            sub.epilog = f"example:\n  {module.EXAMPLE}"
            sub.add_argument(
                "--lang", choices=("en", "zh"), default=argparse.SUPPRESS, help="language of headings and messages"
            )
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    if lang == "zh":
        chinese.translate(top, texts)
    return top


def subparsers(top: Parser) -> dict[str, Parser]:
    """The parsers of the commands by name."""
    return top._subparsers._group_actions[0].choices


def command_in(words: list[str]) -> str:
    """The command that the words name, "" where they name none."""
    named = [word for k, word in enumerate(words) if not word.startswith("-") and words[k - 1 : k] != ["--lang"]]
    return named[0] if named and named[0] in COMMANDS else ""
