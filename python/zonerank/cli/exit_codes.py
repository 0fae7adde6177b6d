"""Which errors are of usage (2), and which of the data (1)."""

from __future__ import annotations

from .._error import Error


def exit_code(error: Error) -> int:
    """2 where the command is at fault, 1 where the data are."""
    if not error.of_data:
        return 2
    return 2 if error.problems and all(p.is_of_usage for p in error.problems) else 1
