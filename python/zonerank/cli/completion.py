"""zonerank completion: completes commands, options and their words in a shell."""

from __future__ import annotations

import argparse

EXAMPLE = "zonerank completion bash > ~/.local/share/bash-completion/completions/zonerank"
CHINESE = {
    "bash, zsh or fish": "bash、zsh 或 fish",
}
SHELLS = ("bash", "zsh", "fish")


def add_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish")


def run(arguments, lang: str) -> int:
    import shtab

    from .parser import parser

    print(shtab.complete(parser(lang=lang), arguments.shell))
    return 0
