"""What is wrong with what was typed: errors name the option in place of an argument of Python, and the nearest word."""

from __future__ import annotations

import argparse
import difflib
import re

OF_PYTHON = {"errors": "error"}  # arguments of Python that have another name among the options
STAGES = ("imputation", "treatment", "normalization", "weights", "aggregation")


def nearest(word: str, known) -> str:
    """The known word that is most like it, or none."""
    found = difflib.get_close_matches(word, list(known), 1, 0.6)
    return found[0] if found else ""


def or_known(word: str, known, lang: str = "en") -> str:
    """ "did you mean x?", and what there is."""
    near, zh = nearest(word, known), lang == "zh"
    listed = ("可用：" if zh else "there are ") + ", ".join(known)
    if not near:
        return listed
    return f"您是否指“{near}”？{listed}" if zh else f'did you mean "{near}"? {listed}'


def with_nearest(message: str, options, command: str) -> str:
    """What argparse says is wrong, with the nearest command, choice or option."""
    choice = re.fullmatch(r"argument (.*): invalid choice: '?(.*?)'? \(choose from (.*)\)", message, re.S)
    if choice:
        name, word, listed = choice.groups()
        known = [one.strip().strip("'") for one in listed.split(",")]
        near = nearest(word, known)
        if name != "COMMAND":
            return f'{message}; did you mean "{near}"?' if near else message
        cure = f'did you mean "{near}"?' if near else f"there are {', '.join(known)}"
        return f'there is no command "{word}"; {cure}'
    unknown = re.fullmatch(r"unrecognized arguments: (.*)", message, re.S)
    for word in unknown[1].split() if unknown else ():
        if word.startswith("--"):
            name = word.split("=")[0]
            near = nearest(name, [option for option in options if option.startswith("--")])
            cure = f"did you mean {near}?" if near else f"see zonerank {command} --help".replace("  ", " ")
            return f"there is no option {name}; {cure}"
    return message


class Rewording:
    """Errors in the words of the command line: ``--to-rank is 99`` for ``to_rank is 99``."""

    def __init__(self, arguments: argparse.Namespace, sub: argparse.ArgumentParser, lang: str) -> None:
        self.arguments, self.lang = arguments, lang
        named = {a.dest: max(a.option_strings, key=len) for a in sub._actions if a.option_strings}
        self.options = named | {name: named[dest] for name, dest in OF_PYTHON.items() if dest in named}

    def option(self, name: str) -> str:
        """The option that an argument of Python comes from."""
        given = vars(self.arguments)
        if name == "vary":  # these two draw weights as well
            name = next((other for other in ("interval", "order") if given.get(other)), name)
        if name in STAGES and any(text.strip().startswith(f"{name}=") for text in given.get("among") or ()):
            return f"--among {name}"
        return self.options.get(name, "")

    def text(self, text: str) -> str:
        names = "|".join(map(re.escape, self.options))
        found = re.match(rf"({names})(\[\d+\])?(: is | is |: |：为 | 为 |：)", text)
        if not found or not (option := self.option(found[1])):
            return text
        between = {": is ": " is ", "：为 ": " 为 "}.get(found[3], found[3])
        end = "；请修改该选项" if self.lang == "zh" else "; change the option"
        return option + between + text[found.end() :].removesuffix(end)

    def problem(self, problem) -> str:
        """An error of the library; of a method that is not there all that are."""
        stage = str(problem.place)
        if problem.code == "unknown-value" and stage in STAGES and (option := self.option(stage)):
            from .. import _core

            known = getattr(_core, {"weights": "weightings"}.get(stage, f"{stage}s"))()
            cure, word = or_known(problem.value, known, self.lang), problem.value
            if self.lang == "zh":
                return f"{option}：没有方法“{word}”；{cure}"
            return f'{option}: there is no method "{word}"; {cure}'
        return self.text(problem.text(self.lang))
