"""What the pages show is run: Python, commands, system files, C++ programs and links.

A page is read from its top to its end, in one folder of its own. ``data/`` in it holds a small
made-up sample; what one block writes, a later one finds.

- ```python blocks run in one namespace a page; a ```text block after one shows what it prints.
- ```console blocks: each ``$ zonerank ...`` line must end with exit code 0, or with N where a
  line ``# exit code N`` follows it. Other commands are not run. What is shown under a command
  must be in its output, ``...`` and spaces aside; notices may be left away.
- A block after a line ``<!-- file: NAME -->`` is written to NAME first.
- A ```toml block with a [system] is a whole system file and must load.
- ```cpp blocks are whole programs: compiled against include/ and the built library, and run, in a
  folder with the files and the results of commands that stand before them.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import zonerank as zr
from zonerank import cli
from zonerank.methods import preparation, stages

ROOT = Path(__file__).parents[2]
TOP = [ROOT / name for name in ("README.md", "README.zh.md", "CHANGELOG.md", "CONTRIBUTING.md")]
PAGES = TOP + sorted((ROOT / "docs").rglob("*.md"))
IDS = [str(page.relative_to(ROOT)) for page in PAGES]


@dataclass
class Block:
    kind: str
    file: str | None  # where it is to be written
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    found: list[Block] = []
    name = None
    opened: Block | None = None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if opened is not None:
            if line.strip() == "```":
                found.append(opened)
                opened = None
            else:
                opened.text += line + "\n"
        elif line.startswith("```"):
            opened = Block(line[3:].strip(), name, "", number + 1)
            name = None
        elif comment := re.fullmatch(r"<!-- file: (\S+) -->", line.strip()):
            name = comment.group(1)
        elif line.strip():
            name = None
    assert opened is None, f"{page}: a block is not closed"
    return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    zr.sample(folder, enterprises=3000, zones=20)
    return folder


@pytest.fixture
def folder(sample, tmp_path, monkeypatch) -> Iterator[Path]:
    shutil.copytree(sample, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C.UTF-8")
    yield tmp_path
    for family, name in list(zr.own._registered):  # by the page
        zr.own.unregister(family, name)


def words(text: str) -> str:
    return " ".join(text.split())


def assert_shown(shown: str, output: str, where: str) -> None:
    printed = words(output)
    for line in shown.splitlines():
        if line != "..." and not line.startswith("# exit code"):
            assert words(line) in printed, f"{where}\nshows: {line}\nbut prints:\n{output}"


def run_commands(block: Block, where: str) -> None:
    lines = block.text.splitlines()
    for i, line in enumerate(lines):
        if not line.startswith("$ zonerank"):
            continue
        following = lines[i + 1 :]
        while line.endswith("\\"):
            line = line[:-1] + following.pop(0)
        wanted = 0
        for after in following:
            if after.startswith("$ "):
                break
            if says := re.fullmatch(r"# exit code (\d+)", after):
                wanted = int(says.group(1))
        shown = "\n".join(itertools.takewhile(lambda after: not after.startswith("$ "), following))
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = cli.main(shlex.split(line)[2:])
            except SystemExit as stop:  # --help and wrong arguments
                code = stop.code or 0
        assert code == wanted, f"{where}: {line}\n{out.getvalue()}{err.getvalue()}"
        assert_shown(shown, out.getvalue() + err.getvalue(), f"{where}: {line}")


def write_and_run(block: Block, where: str) -> None:
    """Writes a block that has the name of a file; runs the commands of a console."""
    if block.file is not None:
        Path(block.file).parent.mkdir(parents=True, exist_ok=True)
        Path(block.file).write_text(block.text, encoding="utf-8")
    if block.kind == "console":
        run_commands(block, where)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_the_blocks_of_a_page_run(page, folder):
    namespace: dict = {"__name__": "page"}
    printed = io.StringIO()
    for block in blocks(page):
        where = f"{page.relative_to(ROOT)}:{block.line}"
        write_and_run(block, where)
        if block.kind == "python":
            code = compile("\n" * (block.line - 1) + block.text, str(page), "exec")
            with contextlib.redirect_stdout(printed := io.StringIO()):
                exec(code, namespace)
        elif block.kind == "text":
            assert_shown(block.text, printed.getvalue(), where)
        elif block.kind == "toml" and "[system]" in block.text:
            path = Path(block.file or "page.toml")
            path.write_text(block.text, encoding="utf-8")
            zr.load_system(path)


PROGRAMS = [(page, block) for page in PAGES for block in blocks(page) if block.kind == "cpp"]


def built_libraries() -> list[Path]:
    """The generator of made-up data and the library, in the order of linking; none where they are not built."""
    for suffix in ("a", "so"):
        paths = [ROOT / "build" / "release" / f"lib{name}.{suffix}" for name in ("zonerank_sample", "zonerank")]
        if all(path.exists() for path in paths):
            return paths
    return []


def eigen() -> Path | None:
    places = ["/usr/include/eigen3", "/usr/local/include/eigen3", "/opt/homebrew/include/eigen3"]
    return next((Path(p) for p in places if (Path(p) / "Eigen" / "Core").exists()), None)


@pytest.mark.slow  # a C++ compiler reads the whole library
@pytest.mark.parametrize("program", PROGRAMS, ids=[f"{p.relative_to(ROOT)}:{b.line}" for p, b in PROGRAMS])
def test_the_programs_of_a_page_compile_and_run(program, folder):
    page, block = program
    for earlier in blocks(page):
        if earlier.line < block.line:
            write_and_run(earlier, f"{page.relative_to(ROOT)}:{earlier.line}")
    compiler = os.environ.get("CXX") or shutil.which("c++") or shutil.which("g++")
    if compiler is None or eigen() is None:
        pytest.skip("no C++ compiler, or no Eigen where it is usually found")
    Path("program.cpp").write_text(block.text, encoding="utf-8")
    command = [
        compiler,
        "-std=c++20",
        "-Wall",
        "-Werror",
        f"-I{ROOT / 'include'}",
        "-isystem",
        str(eigen()),
        "program.cpp",
    ]
    alone = "#define ZONERANK_HEADER_ONLY" in block.text
    libraries = [] if alone else built_libraries()
    if alone:
        command += ["-O0", "-o", "program", "-pthread"]
    elif libraries:
        command += ["-O0", "-o", "program", *map(str, libraries), "-pthread"]
    else:
        command += ["-fsyntax-only"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    if libraries or alone:
        environment = os.environ | {"LD_LIBRARY_PATH": str(ROOT / "build" / "release")}
        ran = subprocess.run(["./program"], capture_output=True, text=True, env=environment, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", t.lower()).strip().replace(" ", "-") for t in titles}


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_the_links_between_pages_resolve(page):
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path) if path else page
        assert file.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(file), f"{page.name}: {target}"


@pytest.mark.parametrize("page", [p for p in PAGES if p.parent.name == "methods"], ids=lambda page: page.name)
def test_a_method_page_has_its_sections(page):
    text = page.read_text(encoding="utf-8")
    for section in ("## Formula", "## When to use it", "## When not to", "## Missing", "## Source"):
        assert section in text, f"{page.name} has no section {section}"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_a_readme_is_short_enough_to_be_read(name):
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 160


@pytest.mark.parametrize("index", ["index.md", "index.zh.md"])
def test_an_index_lists_every_page_of_its_language(index):
    page = ROOT / "docs" / index
    targets = re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8"))
    listed = {(page.parent / target).resolve() for target in targets}
    same_language = {p for p in PAGES if p.name.endswith(".zh.md") == index.endswith(".zh.md")}
    assert same_language - {page} <= listed


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("imputation", preparation.imputations),
        ("treatment", preparation.treatments),
        ("normalization", stages.normalizations),
        ("weights", stages.weightings),
        ("aggregation", stages.aggregations),
    ],
)
def test_the_page_of_systems_names_every_method(key, names):
    text = (ROOT / "docs" / "systems.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| `{key}` \| (.*?) \|", text[text.index("### `[method]`") :], re.M).group(1)
    assert re.findall(r"`([^`]+)`", row) == list(names())
