"""The house rules that can be read off the files: rooms, the one header, the codes in the docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INCLUDE = ROOT / "include" / "zonerank"
ROOMS = ["core", "math", "spec", "data", "score", "analyze"]
HEADERS = sorted(INCLUDE.rglob("*.hpp"))
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]

# A room may include the rooms above it, and no other.
ORDER = {room: set(ROOMS[: k + 1]) for k, room in enumerate(ROOMS)}


def included(path: Path) -> list[str]:
    """The library's headers that a file includes, relative to include/zonerank."""
    return re.findall(r'#include [<"]zonerank/([^>"]+)[>"]', path.read_text(encoding="utf-8"))


def test_every_room_is_listed():
    assert {path.name for path in INCLUDE.iterdir() if path.is_dir()} == set(ROOMS)


@pytest.mark.parametrize("header", HEADERS, ids=lambda path: str(path.relative_to(INCLUDE)))
def test_a_header_includes_only_its_room_and_the_rooms_above(header):
    room = header.relative_to(INCLUDE).parts[0]
    if room == "zonerank.hpp":
        return
    wrong = [name for name in included(header) if name.split("/")[0] not in ORDER[room]]
    assert not wrong, f"{room} comes before the rooms of {wrong}"


@pytest.mark.parametrize("room", ROOMS)
def test_the_sources_of_a_room_include_no_later_room(room):
    for source in sorted((ROOT / "src" / room).glob("*.[ch]pp")):
        wrong = [name for name in included(source) if name.split("/")[0] not in ORDER[room]]
        assert not wrong, f"{source.relative_to(ROOT)}: {room} comes before the rooms of {wrong}"


def test_headers_of_a_room_do_not_include_each_other_in_a_circle():
    needs = {str(h.relative_to(INCLUDE)): included(h) for h in HEADERS}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for other in needs[name]:
                visit(other, (*path, name))
            done.add(name)

    for name in needs:
        visit(name, ())


def test_the_one_header_reaches_every_public_header():
    reached: set[str] = set()
    waiting = ["zonerank.hpp"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += included(INCLUDE / name)
    public = {str(path.relative_to(INCLUDE)) for path in HEADERS if "detail" not in path.parts}
    assert not public - reached, "add them to zonerank.hpp"


def test_the_one_header_lists_the_rooms_in_their_order():
    rooms = [name.split("/")[0] for name in included(INCLUDE / "zonerank.hpp")]
    assert rooms == sorted(rooms, key=ROOMS.index)


def test_the_codes_that_the_pages_name_exist():
    from zonerank import _core

    messages = (ROOT / "src" / "core" / "messages.cpp").read_text(encoding="utf-8")
    codes = set(re.findall(r'\{Code::\w+,\s*"([a-z0-9-]+)"', messages))
    header = (INCLUDE / "core" / "error.hpp").read_text(encoding="utf-8")
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


def test_the_stub_names_all_that_the_extension_has():
    from zonerank import _core

    stub = (ROOT / "python" / "zonerank" / "_core.pyi").read_text(encoding="utf-8")
    for name in (n for n in dir(_core) if not n.startswith("_")):
        item = getattr(_core, name)
        assert re.search(rf"^(class|def) {name}\b", stub, re.MULTILINE), name
        if isinstance(item, type):
            body = re.search(rf"^class {name}\b.*?(?=^class |^def |\Z)", stub, re.MULTILINE | re.DOTALL)[0]
            lacking = [a for a in vars(item) if not a.startswith("_") and f"def {a}(" not in body]
            assert lacking == [], name
