"""Writes python/zonerank/_core.pyi, the stub of the extension, from the signatures and docstrings of its bindings."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

STUB = Path(__file__).parent / "zonerank" / "_core.pyi"


def generated() -> str:
    """The stub of the extension that is installed, formatted."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "pybind11_stubgen", "zonerank._core", "-o", folder, "--exit-code"]
        run = subprocess.run(words, capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stderr)
        text = (Path(folder) / "zonerank" / "_core.pyi").read_text(encoding="utf-8")
    tidy = [sys.executable, "-m", "ruff"]
    for words in (["check", "--fix-only", "-q"], ["format", "-q"]):
        name = ["--stdin-filename", str(STUB), "-"]
        text = subprocess.run([*tidy, *words, *name], input=text, capture_output=True, text=True, check=True).stdout
    return text


if __name__ == "__main__":
    STUB.write_text(generated(), encoding="utf-8")
