"""Ctrl-C while the command loads its libraries, or has ended: exit code 130 and no traceback.

Imported before anything that takes time. In a program that imports the package nothing is changed.
"""

from __future__ import annotations

import os
import signal
import sys


def is_command() -> bool:
    """Whether this process is the command: its script, or ``python -m zonerank``."""
    started = sys.argv[0] if getattr(sys, "argv", None) else ""
    if started != "-m":
        return os.path.splitext(os.path.basename(started))[0] == "zonerank"
    words = sys.orig_argv
    return "-m" in words and words[words.index("-m") + 1 :][:1] in (["zonerank"], ["zonerank.cli"])


def stop(*_) -> None:
    os.write(2, b"interrupted\n")
    os._exit(130)


def stop_at_once() -> None:
    """From here on Ctrl-C ends the command where it stands: there is nothing to clean up."""
    _change(signal.default_int_handler, stop)


def stop_cleanly() -> None:
    """From here on Ctrl-C is a KeyboardInterrupt."""
    _change(stop, signal.default_int_handler)


def _change(known, to) -> None:
    """Leaves alone what somebody else has set: a command in the background ignores Ctrl-C."""
    if signal.getsignal(signal.SIGINT) is known:
        signal.signal(signal.SIGINT, to)


def stop_where_it_is_ignored(unraisable) -> None:
    """Python goes on after a KeyboardInterrupt in a callback, as those of imports are."""
    if unraisable.exc_type is KeyboardInterrupt:
        stop()
    sys.__unraisablehook__(unraisable)


IS_COMMAND = is_command()
if IS_COMMAND:
    stop_at_once()
    sys.unraisablehook = stop_where_it_is_ignored
