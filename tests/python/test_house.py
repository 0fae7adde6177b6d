"""The house rules that can be read off the files: rooms, the one header, the codes in the docs."""

from __future__ import annotations

import graphlib
import re
import sys
from pathlib import Path

import pytest

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    from pip._vendor import tomli as tomllib

ROOT = Path(__file__).parents[2]
INCLUDE = ROOT / "include" / "zonerank"
with open(ROOT / "tests" / "rooms.toml", "rb") as _file:
    ROOMS: dict[str, list[str]] = tomllib.load(_file)["rooms"]
HEADERS = sorted(INCLUDE.rglob("*.hpp"))
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]

SOURCES = sorted(
    path
    for folder in (INCLUDE, ROOT / "src")
    for path in folder.rglob("*")
    if path.suffix in {".hpp", ".cpp", ".inc", ".ipp"} and path.parent != INCLUDE
)


INTERNAL = {"detail", "lanes", "sample", "sample.hpp", "system_files.hpp"}  # what zonerank.hpp does not reach


def room_of(path: Path) -> str:
    return path.relative_to(INCLUDE if INCLUDE in path.parents else ROOT / "src").parts[0]


def included(path: Path) -> list[str]:
    """The library's headers that a file includes, relative to include/zonerank."""
    return re.findall(r'#include [<"]zonerank/([^>"]+)[>"]', path.read_text(encoding="utf-8"))


def rooms_of_includes(path: Path) -> set[str]:
    """The rooms whose headers, public or of the sources alone, a file includes."""
    names = re.findall(r'# *include [<"](?:zonerank/)?([a-z]+)/', path.read_text(encoding="utf-8"))
    return {name for name in names if name in ROOMS} - {room_of(path)}


def test_every_room_is_in_the_graph():
    assert {room_of(path) for path in SOURCES} == set(ROOMS)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_includes_only_what_its_room_may(path):
    wrong = rooms_of_includes(path) - set(ROOMS[room_of(path)])
    assert not wrong, f"{room_of(path)} may not include {', '.join(wrong)}; see tests/rooms.toml"


def test_no_arrow_is_drawn_that_no_file_needs():
    needed = {room: set() for room in ROOMS}
    for path in SOURCES:
        needed[room_of(path)] |= rooms_of_includes(path)
    assert {room: set(others) for room, others in ROOMS.items()} == needed


def test_the_graph_of_rooms_has_no_circle():
    order = list(graphlib.TopologicalSorter(ROOMS).static_order())
    assert len(order) == len(ROOMS)


def test_headers_of_a_room_do_not_include_each_other_in_a_circle():
    needs = {str(h.relative_to(INCLUDE)): [n for n in included(h) if n.endswith(".hpp")] for h in HEADERS}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for other in needs[name]:
                visit(other, (*path, name))
            done.add(name)

    for name in needs:
        visit(name, ())


TYPE = re.compile(
    r"\s*(?:template\s*<.*>\s*)?(?:struct|class|enum|enum class)\s+(\w+)(?:\s+final)?(?:\s*:[^:].*)?\s*\{"
)
SPACE = re.compile(r"\s*(?:inline\s+)?namespace\s*([\w:]*)\s*\{|\s*ZONERANK_OWN\(\w+\)\s*\{")


def named_types(text: str) -> set[str]:
    """Types that other files see: those in namespaces that have a name."""
    depth, spaces, found = 0, [], set()  # spaces: the depth outside, and the name
    for line in text.splitlines():
        line = re.sub(r'"(\\.|[^"])*"|//.*', "", line)
        if match := SPACE.match(line):
            spaces.append((depth, match[1]))
        elif spaces and depth == spaces[-1][0] + 1 and all(name for _, name in spaces) and (match := TYPE.match(line)):
            found.add("::".join([*(name for _, name in spaces), match[1]]))
        depth += line.count("{") - line.count("}")
        while spaces and depth <= spaces[-1][0]:
            spaces.pop()
    return found


def test_types_that_other_files_see_are_told_apart_by_name():
    """The linker keeps one of two inline functions of one name, such as destructors, and says nothing."""
    text = "namespace a::b {\nstruct One {\n};\nnamespace {\nstruct Own {\n};\n}\nclass Two final : One {\n};\n}\n"
    assert named_types(text) == {"a::b::One", "a::b::Two"}
    where: dict[str, list[str]] = {}
    for path in SOURCES:
        for name in named_types(path.read_text(encoding="utf-8")):
            where.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert len(where) > 300
    assert {name: paths for name, paths in where.items() if len(paths) > 1} == {}


def test_the_one_header_reaches_every_public_header():
    reached: set[str] = set()
    waiting = ["zonerank.hpp"]
    while waiting:
        name = waiting.pop()
        if name not in reached and name.endswith(".hpp"):
            reached.add(name)
            waiting += included(INCLUDE / name)
    public = {str(p.relative_to(INCLUDE)) for p in HEADERS if not INTERNAL & set(p.parts)}
    assert not public - reached, "add them to zonerank.hpp"


def test_an_umbrella_a_room_lists_its_headers():
    for room in {path.parent for path in HEADERS} - {INCLUDE}:
        if room.name in ("detail", "lanes"):
            continue
        names = [str(path.relative_to(INCLUDE)) for path in sorted(room.glob("*.hpp"))]
        listed = included(INCLUDE / f"{room.name}.hpp")
        assert [name for name in listed if name.endswith(".hpp")] == names


def test_the_bodies_of_a_room_are_listed_for_programs_that_include_headers_alone():
    files = {"system/detail/check_read.ipp", "system/detail/system_read.ipp", "system/detail/toml_reader.ipp"}
    listed = set(included(INCLUDE / "system_files.hpp")) & files
    assert listed == files
    for bodies in INCLUDE.glob("*/bodies.ipp"):
        room = bodies.parent
        if room.name == "lanes":
            continue
        own = {str(path.relative_to(INCLUDE)) for path in room.rglob("*.ipp")} - {f"{room.name}/bodies.ipp"} - files
        below = {f"{other}/bodies.ipp" for other in ROOMS[room.name]}
        assert set(included(bodies)) == own | below


def test_the_codes_that_the_pages_name_exist():
    from zonerank import _core

    messages = (INCLUDE / "diagnostics" / "detail" / "messages.ipp").read_text(encoding="utf-8")
    codes = set(re.findall(r'\{Code::\w+,\s*"([a-z0-9-]+)"', messages))
    header = (INCLUDE / "diagnostics" / "error.hpp").read_text(encoding="utf-8")
    listed = re.search(r"enum class Code \{(.*?)\};", header, re.S).group(1)
    names = re.findall(r"^\s+(\w+),", listed, re.M)
    assert {name.replace("_", "-") for name in names} == codes
    named = {}
    for page in PAGES:
        # A code stands in the first column of a table, alone between backquotes.
        text = page.read_text(encoding="utf-8")
        for code in re.findall(r"^\| `([a-z0-9]+(?:-[a-z0-9]+)+)` \|", text, re.M):
            named.setdefault(code, page.name)
    systems = {path.stem for path in (ROOT / "src" / "systems").glob("*.toml")} | set(_core.layout_names())
    assert named
    unknown = {code: page for code, page in named.items() if code not in codes | systems}
    assert not unknown


def test_the_stub_is_the_one_that_the_bindings_give():
    pytest.importorskip("pybind11_stubgen")
    pytest.importorskip("ruff")
    sys.path.insert(0, str(ROOT / "python"))
    try:
        import stub
    finally:
        sys.path.pop(0)
    assert stub.STUB.read_text(encoding="utf-8") == stub.generated(), "run ./dev stub"


def test_every_function_and_class_of_the_extension_says_what_it_is():
    from zonerank import _core

    items = {name: getattr(_core, name) for name in dir(_core) if not name.startswith("_")}
    silent = [
        name
        for name, item in items.items()
        if not (item.__doc__ or "").partition("->")[2].partition("\n")[2].strip() and not isinstance(item, type)
    ]
    assert silent == []
    assert [name for name, item in items.items() if isinstance(item, type) and not item.__doc__] == []
