"""The modules of the package import each other without a circle, those inside functions counted too."""

from __future__ import annotations

import ast
import graphlib
from pathlib import Path

import pytest
import zonerank

ROOT = Path(zonerank.__file__).parent


def modules(root: Path, package: str) -> dict[str, Path]:
    """Files by the names of their modules; a package is the file ``__init__.py`` of its folder."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        found[".".join((package, *parts))] = path
    return found


def needs(name: str, path: Path, known) -> set[str]:
    """The modules of the package that a module imports, at its top or inside functions.

    Not the packages above it: Python loads them first, and what they import stands there.
    """
    inside = name if path.stem == "__init__" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = inside.split(".")[: len(inside.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                found.add(whole if whole in known else base)
    return {other for other in found if other in known and other != name and not name.startswith(f"{other}.")}


def graph(root: Path, package: str) -> dict[str, set[str]]:
    known = modules(root, package)
    return {name: needs(name, path, known) for name, path in known.items()}


def test_the_modules_import_each_other_without_a_circle():
    order = list(graphlib.TopologicalSorter(graph(ROOT, "zonerank")).static_order())
    assert len(order) > 40
    place = {name: k for k, name in enumerate(order)}
    assert (
        place["zonerank.door"]
        < place["zonerank.methods.stages"]
        < place["zonerank.results.ranking"]
        < place["zonerank.api"]
    )


def test_the_library_does_not_import_the_command_line():
    for name, others in graph(ROOT, "zonerank").items():
        if not name.startswith(("zonerank.cli", "zonerank.__main__")):
            assert not {other for other in others if other.startswith("zonerank.cli")}, name


@pytest.mark.parametrize(
    "one, two",
    [
        ("from . import two", "from . import one"),
        ("from .two import f", "def f():\n    from . import one"),
        ("import p.two", "def f():\n    if True:\n        from p.one import x"),
        ("from .inner import three", ""),
    ],
)
def test_a_circle_is_found(one, two, tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "one.py").write_text(one)
    (tmp_path / "two.py").write_text(two)
    (tmp_path / "inner" / "__init__.py").write_text("")
    (tmp_path / "inner" / "three.py").write_text("from .. import one")
    with pytest.raises(graphlib.CycleError):
        list(graphlib.TopologicalSorter(graph(tmp_path, "p")).static_order())
