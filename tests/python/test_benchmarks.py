"""Benchmarks beside other programs: what the figures become on the pages, and which rows are called slower."""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = ("timing", "wording", "page", "figures", "environment")


@pytest.fixture
def peers(monkeypatch):
    """The modules of bench/peers that need no other program."""
    monkeypatch.syspath_prepend(ROOT / "bench" / "peers")
    found = {name: importlib.import_module(name) for name in MODULES}
    yield argparse.Namespace(**found)
    for name in MODULES:
        importlib.sys.modules.pop(name)


def row(**other) -> dict:
    usual = {
        "task": "methods", "size": "entropy, 169 x 40", "peer": "NumPy", "kind": "peer",
        "ours_s": 0.0000284, "peer_s": 0.0000625, "ratio": 2.201, "lowest": 1.987, "highest": 12.04,
    }  # fmt: skip
    return usual | other


def figures_of(*rows: dict) -> dict:
    task = {
        "date": "2027-01-31", "repeats": 5, "load": [0.12, 1.9], "numpy_core": "SkylakeX", "doubt": "", "rows": list(rows),
        "machine": {"processor": "Processor X", "cores": 2, "vectors": "AVX-512", "memory_gb": 24},
        "versions": {"zonerank": "0.2.0", "Python": "3.11.7", "numpy": "2.4.6"},
    }  # fmt: skip
    return {"version": "0.2.0", "tasks": {"methods": task}}


def test_a_row_is_written_in_both_languages(peers):
    assert peers.page.line(row(), "en") == ("| entropy, 169 × 40 | 28.4 us | NumPy | 62.5 us | 2.20 | 1.99 to 12.0 |")
    assert peers.page.line(row(), "zh") == "| 熵权，169 × 40 | 28.4 us | NumPy | 62.5 us | 2.20 | 1.99 至 12.0 |"
    limit = row(size="winsorized, scaled, weighted, ranked, 1000000 x 40", peer="two plain reads", kind="limit")
    assert "| two plain reads (limit) |" in peers.page.line(limit, "en")
    assert "| 缩尾、标准化、加权、排名，1000000 × 40 |" in peers.page.line(limit, "zh")
    assert "| 只读两遍（极限） |" in peers.page.line(limit, "zh")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0000004, "0.40 us"), (0.000999, "999 us"), (0.0009996, "1.00 ms"), (0.0123, "12.3 ms"), (1.5, "1.50 s"), (123.4, "123 s")],
)  # fmt: skip
def test_times_are_said_in_the_unit_that_fits(peers, value, text):
    assert peers.page.seconds(value) == text


def test_a_section_names_machine_load_repeats_and_versions(peers):
    english = peers.page.section("methods", figures_of(row())["tasks"]["methods"], "en").splitlines()
    assert english[0] == (
        "`./dev bench peers methods`: 2027-01-31, Processor X, 2 cores, AVX-512, 24 GB; load average 0.1 to 1.9; medians of "
        "5 alternating runs. zonerank 0.2.0, Python 3.11.7, numpy 2.4.6 (NumPy's kernels: SkylakeX)."
    )
    assert english[2:4] == [
        "| task | here | beside | there | ratio | lowest to highest |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    chinese = peers.page.section("methods", figures_of(row())["tasks"]["methods"], "zh")
    assert "2 核, AVX-512，内存 24 GB" in chinese and "5 轮交替运行的中位数" in chinese


def test_rows_where_another_program_is_faster_are_said(peers):
    slow = row(size="Copeland, 169 x 40", ratio=0.8, lowest=0.71, highest=0.9)
    limit = row(kind="limit", peer="plain read", ratio=0.4)
    figures = figures_of(row(), slow, limit)
    assert peers.page.faster(figures, "en") == (
        "Of the rows of methods:\n\n- Copeland, 169 × 40: NumPy takes 0.80 of the library's time (0.71 to 0.90)"
    )
    assert "- Copeland，169 × 40：NumPy 用时是本库的 0.80（各轮 0.71 至 0.90）" in peers.page.faster(figures, "zh")
    assert peers.page.faster(figures_of(row(), limit), "en") == "In no row of methods."


def test_pages_keep_the_sections_of_tasks_that_were_not_run(peers, tmp_path):
    pages = {"en": tmp_path / "benchmarks.md", "zh": tmp_path / "benchmarks.zh.md"}
    for lang, path in pages.items():
        shutil.copy(peers.page.PAGES[lang], path)
    peers.page.write(figures_of(row()), ["methods"], pages)
    for k, (lang, path) in enumerate(pages.items()):
        before = sections(peers.page.PAGES[lang].read_text(encoding="utf-8"))
        after = sections(path.read_text(encoding="utf-8"))
        assert list(after) == list(before)  # the pages have a section for each task
        written = {peers.wording.FASTER[k], peers.wording.HEADINGS["methods"][k]}
        assert {name for name in after if after[name] != before[name]} <= written
        assert peers.page.line(row(), lang) in after[peers.wording.HEADINGS["methods"][k]]
        assert all(heading[k] in after for heading in peers.wording.HEADINGS.values())
    once = [path.read_text(encoding="utf-8") for path in pages.values()]
    peers.page.write(figures_of(row()), ["methods"], pages)
    assert [path.read_text(encoding="utf-8") for path in pages.values()] == once


def sections(page: str) -> dict[str, str]:
    parts = page.split("\n## ")
    return {"": parts[0]} | dict(part.split("\n", 1) for part in parts[1:])


def test_the_page_says_what_the_kept_figures_say(peers):
    """Written by ./dev bench peers, not by hand, once there are figures."""
    for path in peers.figures.FOLDER.glob("*.json"):
        figures = peers.figures.read(path)
        assert figures["version"] == path.stem
        for task, of in figures["tasks"].items():
            for lang in ("en", "zh"):
                peers.page.section(task, of, lang)


def test_every_row_of_the_tasks_has_chinese(peers):
    sizes = [
        "5 M rows, 169 groups, 48 sums", "10 M enterprises, CSV, 1.80 GB", "CRITIC, 10000 x 40", "PCA weights, 169 x 40",
        "weighted sum and ranks, 169 x 40", "geometric mean, 169 x 40", "benefit of the doubt, 169 x 40",
        "uniform, 169 x 40, 100000 draws", "dirichlet, 169 x 40, 100000 draws, 1 thread",
        "169 x 33, 100000 draws of 6 methods", "169 scores and ranks, N 1024, D 40", "places of one zone, 160 x 33",
        "change of 169 zones", "what-if of one figure, 169 zones", "levers of one zone, 47 figures", "frontier of the zone at 11", "P(rank <= r), 10 000 draws",
        "weights of groups from 169 ranks", "influence of 147211 enterprises",
    ]  # fmt: skip
    others = [
        "DuckDB, its own table", "plain read", "bytes / triad bandwidth", "plain Eigen + std::sort", "ours on one thread",
        "COINr, 0.17 s a draw", "NumPy, draw by draw", "NumPy + SALib", "32 rankings", "bisection by what-if",
        "a plan for each rank", "a ranking for each", "the changed table ranked",
    ]  # fmt: skip
    for text in (*sizes, *others):
        assert peers.wording.said(text, "zh") not in (text, text.replace(" x ", " × ")), text
    assert peers.wording.said("dirichlet, 169 x 40, 100000 draws, 1 thread", "zh") == (
        "Dirichlet 权重，169 × 40，抽 100000 次，一个线程"
    )
    with pytest.raises(KeyError, match="no Chinese for 'a new task'"):
        peers.wording.said("a new task", "zh")


def test_runs_side_by_side_give_the_ratio_and_its_spread(peers):
    runs = peers.timing.Runs
    found = peers.timing.row("t", "s", "p", "peer", runs([2.0, 1.0, 4.0]) / 2, runs([1.0, 3.0, 4.0]) * 2)
    assert (found["ours_s"], found["peer_s"], found["ratio"]) == (1.0, 6.0, 6.0)
    assert (found["lowest"], found["highest"]) == (2.0, 12.0)
    assert peers.timing.row("t", "s", "p", "limit", runs([2.0, 4.0]), 1.0)["ratio"] == 0.333
    calls = []
    times = peers.timing.interleaved(
        {"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, 2, frozenset("b")
    )
    assert calls == ["a", "b", "b", "a", "b", "b"] and [len(times[name]) for name in "ab"] == [2, 2]


@pytest.mark.parametrize(
    ("ratio", "lowest", "highest", "text", "is_slower"),
    [
        (2.2, 2.0, 2.3, "before 2.00, +10 %", False),
        (1.92, 1.9, 1.95, "before 2.00, -4 %", False),
        (1.9, 1.8, 1.95, "before 2.00, -5 %: SLOWER", True),
        (1.5, 1.2, 2.1, "before 2.00, -25 %: slower, but within the spread", True),
    ],
)
def test_a_row_that_fell_by_five_per_cent_is_marked(peers, ratio, lowest, highest, text, is_slower):
    found = peers.figures.changed(row(ratio=ratio, lowest=lowest, highest=highest), row(ratio=2.0))
    assert found == (text, is_slower)


def test_a_row_without_a_figure_before_is_no_regression(peers):
    assert peers.figures.changed(row(), None) == ("not measured before", False)


def test_figures_are_compared_with_those_of_the_version_before(peers, tmp_path):
    assert peers.figures.previous("0.2.0", tmp_path) is None
    for version in ("0.2.0", "0.9.0", "0.10.0", "1.0.0"):
        peers.figures.write(tmp_path / f"{version}.json", version, figures_of(row())["tasks"])
    assert peers.figures.previous("1.0.0", tmp_path).name == "0.10.0.json"
    assert peers.figures.previous("0.2.0", tmp_path).name == "0.2.0.json"  # the first one: an earlier run of its own
    kept = peers.figures.write(
        tmp_path / "0.2.0.json", "0.2.0", {"sobol": figures_of(row(task="sobol"))["tasks"]["methods"]}
    )
    assert list(kept["tasks"]) == ["methods", "sobol"]
    assert json.loads((tmp_path / "0.2.0.json").read_text(encoding="utf-8")) == kept
    assert set(peers.figures.rows_of(kept)) == {
        ("methods", "entropy, 169 x 40", "NumPy"),
        ("sobol", "entropy, 169 x 40", "NumPy"),
    }


@pytest.mark.parametrize(
    ("core", "vectors", "text"),
    [
        ("SkylakeX", "AVX-512", ""),
        ("Haswell", "AVX2", ""),
        ("Haswell", "AVX-512", "NumPy's BLAS uses its kernels for Haswell, without AVX-512"),
        ("Prescott", "AVX2", "took this processor for a Prescott and does not use its AVX2: nothing to compare"),
        ("Nehalem", "", ""),
    ],
)
def test_a_numpy_that_takes_the_processor_for_an_old_one_is_no_peer(peers, core, vectors, text):
    found = peers.environment.doubt_about(core, vectors)
    assert text in found and bool(text) == bool(found)
    assert peers.environment.is_unfair(found) == (core == "Prescott")


def test_the_machine_is_named(peers):
    machine = peers.environment.machine()
    assert machine["cores"] >= 1 and machine["memory_gb"] >= 1 and machine["vectors"] in ("", "AVX2", "AVX-512")


def test_the_names_in_the_tasks_have_chinese(peers):
    """What stands in a call of row() as it is: the other names are made of sizes, as above."""
    found = set()
    for path in (ROOT / "bench" / "peers").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "row":
                found |= {a.value for a in node.args[1:3] if isinstance(a, ast.Constant)}
    assert {"NumPy", "a ranking for each", "two plain reads"} <= found
    for name in found:
        assert peers.wording.said(name, "zh")
