"""The exception of the package, and its warning."""

from __future__ import annotations


class Error(ValueError):
    """What cannot be used: the data, a system, an option.

    Attributes
    ----------
    problems : list of Problem
        Every finding: ``.code`` (kebab-case), ``.place``, ``.value``, ``.rule()``, ``.cure()``,
        ``.text(lang)``.
    """

    def __init__(self, message: str, problems: list | None = None, zh: str = "", *, of_data: bool = False) -> None:
        super().__init__(message)
        self.of_data = of_data or bool(problems)  # the data are at fault, not the call
        self.problems = list(problems or [])
        self._zh = zh

    def text(self, lang: str = "en") -> str:
        """Every problem, one a line, in English ("en") or Chinese ("zh")."""
        return self._zh if lang == "zh" and self._zh else str(self)


class LeftOutWarning(UserWarning):
    """A column that is constant or empty tells no zones apart: it was left out, and the others have its weight."""
