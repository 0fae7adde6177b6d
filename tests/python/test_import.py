"""What the package shows of itself, and what it loads: nothing heavy before it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import zonerank as zr

HEAVY = {
    "duckdb",
    "matplotlib",
    "narwhals",
    "numpy",
    "pandas",
    "pyarrow",
    "pyspark",
    "python_calamine",
    "rich",
    "xlsxwriter",
}


def loaded(program: str) -> set[str]:
    """The heavy packages that a program of its own has loaded at its end."""
    text = f"{program}\nimport sys\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return HEAVY & set(done.stderr.split())


def test_the_import_loads_nothing_heavy():
    assert loaded("import zonerank") == set()
    assert loaded("import zonerank as zr; dir(zr), zr.__version__, zr.Error") == set()
    assert loaded("import zonerank as zr; zr.normalizations") >= {"numpy", "pandas"}  # the test sees what is loaded


def test_a_ranking_loads_no_matplotlib():
    found = loaded("import zonerank as zr; zr.rank, zr.Ranking.plot, zr.Narrative")
    assert "pandas" in found and "matplotlib" not in found


def test_the_package_shows_its_public_names_alone():
    assert dir(zr) == sorted(zr.__all__)
    assert {"rank", "Ranking", "weights", "statistics", "own"} <= set(dir(zr))
    assert not {"door", "frames", "cli", "api", "_core", "pd", "np"} & set(dir(zr))
    for name in zr.__all__:
        assert getattr(zr, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'rnak'"):
        zr.rnak  # noqa: B018


@pytest.mark.parametrize("module", ["compare", "own", "statistics", "testing", "weights"])
def test_its_modules_show_their_public_names_alone(module):
    found = getattr(zr, module)
    assert dir(found) == sorted(found.__all__)
    assert all(hasattr(found, name) for name in found.__all__)


def test_names_stay_what_they_are_when_a_module_of_a_like_name_is_loaded():
    program = "import zonerank as zr, zonerank.cli, zonerank.io.template, zonerank.io.partials; zr.rank; "
    program += "assert all(callable(f) for f in (zr.template, zr.check, zr.partial, zr.rank, zr.sample))"
    loaded(program)


def test_editors_see_the_names_that_are_loaded():
    """The imports of the stub, which editors and type checkers read, are the table of names."""
    tree = ast.parse(Path(zr.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imports = {n.module: tuple(a.name for a in n.names) for n in tree.body if isinstance(n, ast.ImportFrom)}
    assert imports.pop("__future__", None) is None
    assert imports.pop(None) == zr._MODULES
    assert imports == zr._NAMES
    (listed,) = (n.value for n in tree.body if isinstance(n, ast.Assign))
    assert ast.literal_eval(listed) == zr.__all__
