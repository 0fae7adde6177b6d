"""The notebooks run from the top to the end in a kernel of their own, and show what they make."""

from __future__ import annotations

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("matplotlib")

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
PICTURES = {"1": 1, "2": 2, "3": 2, "4": 3, "5": 2}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_its_results(path, tmp_path):
    book = nbformat.read(path, 4)
    nbformat.validate(book)
    client = nbclient.NotebookClient(
        book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    pictures = 0
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        said = [o.get("text", "") for o in cell.outputs if o.get("name") == "stderr"]
        assert [text for text in said if "there is no Chinese font" not in text] == [], cell.source
        shown = [o["data"] for o in cell.outputs if o.output_type in ("execute_result", "display_data")]
        pictures += sum("image/png" in data for data in shown)
        last = cell.source.splitlines()[-1]
        if last.startswith(("ranking.plot", "own.plot", "rankings[")) and "plot" in last:
            assert "image/png" in shown[-1], last
        elif last in ("raw", "ranking", "drawn", "found", "ranks", "agreement") or "narrative" in last:
            assert "<" in shown[-1]["text/html"] and "object at 0x" not in shown[-1]["text/html"]
    assert pictures == PICTURES[path.stem[0]]


def test_there_are_five_without_stored_outputs_and_the_pages_name_them():
    assert [path.stem[0] for path in NOTEBOOKS] == list("12345")
    for page in ("python.md", "python.zh.md"):
        text = (FOLDER.parent / "guide" / page).read_text(encoding="utf-8")
        for path in NOTEBOOKS:
            assert f"(../notebooks/{path.name})" in text
    for path in NOTEBOOKS:
        cells = nbformat.read(path, 4).cells
        assert [c for c in cells if c.get("outputs")] == [] and len(cells) >= 8
