"""How systems and findings of the compiled library are pickled: as what they can be made from again."""

from __future__ import annotations

import copyreg
import os
import weakref
from dataclasses import dataclass, field

from .. import _core
from .._error import Error

_texts: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()  # of systems that were read from a file


def remember(system: _core.System, path: str) -> _core.System:
    """Keeps the text of the file that a system was read from."""
    if os.path.isfile(path):
        with open(path, encoding="utf-8-sig") as file:
            _texts[system] = file.read()
    return system


def text_of(system: _core.System) -> str | None:
    """The text of the file that a system was read from; None where it was not read from one."""
    return _texts.get(system)


def is_shipped(system: _core.System) -> bool:
    return system not in _texts and system.id in _core.system_ids() and system.file == f"{system.id}.toml"


def reduce_system(system: _core.System):
    if system in _texts:
        return system_of_text, (_texts[system], system.file)
    if is_shipped(system):
        return _core.load_system, (system.id,)
    raise Error(
        f'the system "{system.id}" was not read from a file, so it cannot be pickled; save it as a .toml file',
        zh=f"体系“{system.id}”不是从文件读取的，因此不能序列化（pickle）；请保存为 .toml 文件",
    )


def system_of_text(text: str, file: str) -> _core.System:
    system = _core.parse_system(text, file)
    _texts[system] = text
    return system


def same_system(one: _core.System, other: _core.System) -> bool:
    """Whether both are one system: the same text, or the same shipped one."""
    return one is other or (one.id == other.id and one.file == other.file and _texts.get(one) == _texts.get(other))


@dataclass(frozen=True)
class Finding:
    """A finding that was pickled: it says what a :class:`zonerank.Problem` says."""

    code: str
    severity: str
    place: _core.Place
    value: str
    _said: dict = field(repr=False)  # by what is asked for, and the language

    def text(self, lang: str = "en") -> str:
        return self._said["text", lang]

    def where(self, lang: str = "en") -> str:
        return self._said["where", lang]

    def rule(self, lang: str = "en") -> str:
        return self._said["rule", lang]

    def cure(self, lang: str = "en") -> str:
        return self._said["cure", lang]

    def __str__(self) -> str:
        return self.text()


def reduce_problem(problem: _core.Problem):
    said = {
        (name, lang): getattr(problem, name)(lang)
        for name in ("text", "where", "rule", "cure")
        for lang in ("en", "zh")
    }
    return Finding, (problem.code, problem.severity, problem.place, problem.value, said)


copyreg.pickle(_core.System, reduce_system)
copyreg.pickle(_core.Problem, reduce_problem)
