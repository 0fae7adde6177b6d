"""zonerank.toml: options that a user gives every time, read before those of the command line."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from .._error import Error
from .commands import COMMANDS
from .parser import Parser, UsageError, parser, subparsers

NAME = "zonerank.toml"
NEVER = {"help", "save-bounds"}  # a file of options neither ends a command nor writes files
PATHS = {
    "system",
    "before-system",
    "rename-file",
    "names",
    "bounds",
    "groups",
    "reviewers",
    "industry",
    "zones",
    "scenario",
}
LONGEST = 1 << 20  # bytes


def with_config(words: list[str], command: str, lang: str) -> tuple[list[str], str]:
    """The words of a command line with those of the file of options, and the line that says what was taken."""
    if not command or {"-h", "--help"} & set(words):
        return words, ""
    sub = subparsers(parser(command))[command]
    found = file_for(inputs_in(words, command))
    if found is None:
        return words, ""
    taken = {}
    for key, value in settings(found, command, sub).items():
        option = options_of(sub)[key]
        if not is_given(option, words, sub):
            taken[key] = (option, value)
    added, last = [], []
    for key, (option, value) in taken.items():
        new = as_words(found, key, option, value)
        (last if new == [f"--{key}"] else added).extend(new)  # an option that may have a value would take INPUT for it
    at = words.index(command) + 1
    end = words.index("--") if "--" in words else len(words)
    words = [*words[:at], *added, *words[at:end], *last, *words[end:]]
    return words, said(found, taken, taken["lang"][1] if "lang" in taken else lang)


def said(path: Path, taken: dict, lang: str) -> str:
    """What was taken from the file, in one line."""
    if not taken:
        return ""
    listed = ", ".join(f"{key} = {shown(value)}" for key, (_, value) in taken.items())
    return f"选项取自 {path}：{listed}" if lang == "zh" else f"options from {path}: {listed}"


def shown(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def inputs_in(words: list[str], command: str) -> list[str]:
    """INPUT of the command line, without looking at what else it says."""
    sub = subparsers(parser(command))[command]
    for action in sub._actions:
        action.required = False
    try:
        known, _ = sub.parse_known_args(words[words.index(command) + 1 :])
    except UsageError:
        return []  # the parser will say what is wrong
    return list(getattr(known, "input", None) or [])


def file_for(inputs: list[str]) -> Path | None:
    """The file beside the data, else in this folder, else among the user's settings."""
    import platformdirs

    folders = [Path.cwd(), platformdirs.user_config_path("zonerank", appauthor=False)]
    if inputs and inputs[0] != "-":
        first = Path(inputs[0])
        folders.insert(0, first if first.is_dir() else first.parent)
    return next((folder / NAME for folder in folders if os.path.isfile(folder / NAME)), None)


def options_of(sub: Parser) -> dict[str, argparse.Action]:
    """The long options of a command that a file may give, by name."""
    named = {option[2:]: action for action in sub._actions for option in action.option_strings if option[:2] == "--"}
    return {name: action for name, action in named.items() if name not in NEVER}


def settings(path: Path, command: str, sub: Parser) -> dict[str, object]:
    """The options of the file that are for this command: those of every command, then those of its table.

    Raises
    ------
    zonerank.Error
        For a key that no command has, or a table that is no command, with the nearest right one.
    """
    try:
        if path.stat().st_size > LONGEST:
            raise Error(f"{path}: the file is too long for a file of options", zh=f"{path}：文件过长，不像选项文件")
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Error(f"{path}: the file cannot be read ({error})", zh=f"{path}：文件无法读取（{error}）") from error
    here = options_of(sub)
    found = {}
    for key, value in content.items():
        name = key.replace("_", "-")
        if isinstance(value, dict):
            if key not in COMMANDS:
                raise unknown(path, f"[{key}]", key, COMMANDS, "a command", "命令")
            if key == command:
                continue
        elif name in here:
            found[name] = value
        elif name not in all_options():
            raise unknown(path, key, name, [*all_options(), *COMMANDS], "an option", "选项")
    for key, value in content.get(command, {}).items():
        name = key.replace("_", "-")
        if name not in here:
            others = [other for other, its in subparsers(parser()).items() if name in options_of(its)]
            if others:
                raise Error(
                    f"{path}: [{command}] {key} is an option of {', '.join(others)}, not of {command}",
                    zh=f"{path}：[{command}] 中的 {key} 是 {'、'.join(others)} 的选项，不是 {command} 的",
                )
            raise unknown(path, f"[{command}] {key}", name, here, f"an option of {command}", f"{command} 的选项")
        found[name] = value
    return found


def all_options() -> set[str]:
    """The options of every command."""
    return {name for sub in subparsers(parser()).values() for name in options_of(sub)}


def unknown(path: Path, shown_key: str, key: str, known, what: str, zh: str) -> Error:
    nearest = difflib.get_close_matches(key, sorted(known), 1)
    cure = f"; did you mean {nearest[0]}?" if nearest else f"; there are {', '.join(sorted(known))}"
    zh_cure = f"；是否应为 {nearest[0]}？" if nearest else f"；可用的有 {'、'.join(sorted(known))}"
    return Error(f"{path}: {shown_key} is not {what}{cure}", zh=f"{path}：{shown_key} 不是{zh}{zh_cure}")


def is_given(option: argparse.Action, words: list[str], sub: Parser) -> bool:
    """Whether the command line gives the option, by its name or the beginning of it."""
    names = [word.split("=")[0] for word in words if word.startswith("--")]
    exact = sub._option_string_actions
    return any(
        (exact[name] is option if name in exact else any(o.startswith(name) for o in option.option_strings))
        for name in names
        if len(name) > 2
    )


def as_words(path: Path, key: str, option: argparse.Action, value) -> list[str]:
    """An option of the file as words of a command line."""
    if isinstance(value, bool) and (option.nargs == 0 or option.const is True):
        return [f"--{key}"] if value else []
    values = value if isinstance(value, list) else [value]
    if not values or any(isinstance(v, bool | dict | list) or v is None for v in values) or option.nargs == 0:
        raise Error(
            f"{path}: {key} = {shown(value)} is not a value of this option",
            zh=f"{path}：{key} = {shown(value)} 不是该选项的值",
        )
    if isinstance(value, list) and not isinstance(option, argparse._AppendAction) and option.nargs is None:
        if option.type is None:
            raise Error(f"{path}: {key} is a list, but has one value", zh=f"{path}：{key} 写成了列表，但只能有一个值")
        values = [",".join(map(str, values))]
    texts = [beside(path, key, str(v)) for v in values]
    return [f"--{key}", *texts] if isinstance(option.nargs, int) else [f"--{key}={text}" for text in texts]


def beside(path: Path, key: str, text: str) -> str:
    """A file that is named relative to the file of options."""
    other = path.parent / text
    return str(other) if key in PATHS and not os.path.isabs(text) and other.is_file() else text
