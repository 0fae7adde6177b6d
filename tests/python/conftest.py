"""What every test uses: the command line in a process, and golden data where they are present."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import zonerank as zr

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def golden() -> Path:
    """The folder of golden data beside the project."""
    if not (SHARED / "golden").is_dir():
        pytest.skip("golden data are not beside the project")
    return SHARED / "golden"


@pytest.fixture(scope="session")
def ten_zones(tmp_path_factory) -> Path:
    """Figures of ten made-up zones, rolled up."""
    folder = tmp_path_factory.mktemp("ten")
    zr.sample(folder / "data", enterprises=2000, zones=10)
    zr.rollup(folder / "data", "torch-2013").table().to_csv(folder / "zones.csv", index=False)
    return folder / "zones.csv"


@pytest.fixture
def zonerank(tmp_path):
    """Runs the command line in a folder of its own."""

    def run(*arguments, expect: int = 0) -> subprocess.CompletedProcess:
        result = subprocess.run(
            [sys.executable, "-m", "zonerank.cli", *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=120,
        )
        assert result.returncode == expect, result.stdout + result.stderr
        return result

    return run


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    """Runs the command line in this process, in a folder of its own; returns what it printed and what it said."""

    def run(*arguments, expect: int = 0) -> tuple[str, str]:
        from zonerank import cli

        monkeypatch.chdir(tmp_path)
        capsys.readouterr()
        code = cli.main([str(word) for word in arguments])
        printed, said = capsys.readouterr()
        assert code == expect, printed + said
        return printed, said

    return run


@pytest.fixture
def write(tmp_path):
    """Writes a text file and returns its path."""

    def write_file(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write_file


def read_result(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, encoding="utf-8-sig")
