"""The command line in Chinese: its help, and what is wrong with its words."""

from __future__ import annotations

import argparse
import re
import unicodedata

EXAMPLE = "example:\n"

MESSAGES = (  # of argparse
    (r'there is no command "(.*)"; did you mean "(.*)"\?', r"没有命令“\1”；您是否指“\2”？"),
    (r'there is no command "(.*)"; there are (.*)', r"没有命令“\1”；可用：\2"),
    (r"there is no option (.*); did you mean (.*)\?", r"没有选项 \1；您是否指 \2？"),
    (r"there is no option (.*); see (.*)", r"没有选项 \1；请看 \2"),
    (
        r'argument (.*): invalid choice: (.*) \(choose from (.*)\); did you mean "(.*)"\?',
        r"参数 \1：\2 不在可选值之中（可选：\3）；您是否指“\4”？",
    ),
    (r"the following arguments are required: (.*)", r"缺少必需的参数：\1"),
    (r"unrecognized arguments: (.*)", r"无法识别的参数：\1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"参数 \1：\2 不在可选值之中（可选：\3）"),
    (r"argument (.*): expected one argument", r"参数 \1：需要一个值"),
    (r"argument (.*): expected at least one argument", r"参数 \1：至少需要一个值"),
    (r"argument (.*): expected (\d+) arguments", r"参数 \1：需要 \2 个值"),
    (r"argument (.*): ignored explicit argument (.*)", r"参数 \1：不接受值 \2"),
    (r"argument (.*): invalid (?:int|positive|power_of_two) value: (.*)", r"参数 \1：\2 不是整数"),
    (r"argument (.*): invalid float value: (.*)", r"参数 \1：\2 不是数字"),
    (r"argument (.*): (.*) is not 1 or more", r"参数 \1：\2 不是 1 或更大的数"),
    (r"argument (.*): (.*) is not a power of two, 4 or more", r"参数 \1：\2 不是 2 的幂（4 或更大）"),
    (r"ambiguous option: (.*) could match (.*)", r"选项 \1 有歧义，可指 \2"),
)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Breaks lines by the columns that Chinese characters take, and between them."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        width -= 2
        lines = [""]
        for part in re.findall(r"[\x21-\x7e]+|.", " ".join(text.split())):
            if cells(lines[-1]) + cells(part) > width and part not in CLOSING:
                lines.append("")
            if lines[-1] or part != " ":
                lines[-1] += part
        return [line.rstrip() for line in lines]


CLOSING = "，。；：、）”"  # that do not begin a line; two columns are left for them


def cells(text: str) -> int:
    """Columns of the terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def message(english: str) -> str:
    """What argparse says is wrong."""
    for pattern, chinese in MESSAGES:
        if re.fullmatch(pattern, english, re.S):
            return re.sub(pattern, chinese, english, flags=re.S)
    return english


def usage(text: str) -> str:
    """The usage, or the help that begins with it."""
    text = re.sub(r"(?m)^([一-鿿]+):$", r"\1：", text)  # titles of groups
    return re.sub(r"^usage: ", "用法：", text)


def translate(parser: argparse.ArgumentParser, texts: dict[str, str]) -> None:
    """Puts a parser and its commands into Chinese; a text that has none stays as it is."""
    parser.lang, parser.formatter_class = "zh", Formatter
    for holder, name in places(parser):
        english = getattr(holder, name)
        example = english.startswith(EXAMPLE)
        setattr(holder, name, "示例：\n" + english.removeprefix(EXAMPLE) if example else texts.get(english, english))
    for sub in commands_of(parser):
        translate(sub, texts)


def texts_of(parser: argparse.ArgumentParser) -> list[str]:
    """Every text of a parser and of its commands that a reader sees."""
    found = [getattr(holder, name) for holder, name in places(parser)]
    for sub in commands_of(parser):
        found += texts_of(sub)
    return list(dict.fromkeys(found))


def places(parser: argparse.ArgumentParser) -> list[tuple[object, str]]:
    """Where the texts of a parser stand: objects and names of attributes."""
    holders = [(parser, "description"), (parser, "epilog")]
    for group in parser._action_groups:
        holders += [(group, "title"), (group, "description")]
    for action in parser._actions:
        holders += [(action, "help"), (action, "what")]
        if isinstance(action, argparse._SubParsersAction):
            holders += [(choice, "help") for choice in action._choices_actions]
    return [(holder, name) for holder, name in holders if getattr(holder, name, None) not in (None, argparse.SUPPRESS)]


def commands_of(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return [sub for action in found for sub in action.choices.values()]
