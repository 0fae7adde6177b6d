"""Odd zones and odd places to write, through everything that is written for people: page, workbook, prose, pictures."""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from page_parts import Page
from report_pages import WEIRD, small, system_of_sites  # noqa: F401

FORMULAS = ["=HYPERLINK('x')", "=1+1", "+1", "-1", "@SUM(A1)", "'=1"]
NAMES = [*WEIRD, *FORMULAS[1:], "\"quoted\" 'name'", "a/b\\c:d", "x" * 199 + "甲"]


def save_all(ranking, zone: str, folder, lang: str = "en") -> dict[str, object]:
    """Every file of a zone that people read."""
    pytest.importorskip("matplotlib")
    paths = {ending: folder / f"one.{ending}" for ending in ("html", "xlsx", "docx", "md", "txt", "svg", "png")}
    ranking.to_html(paths["html"], zone=zone, lang=lang, draws=50)
    ranking.to_excel(paths["xlsx"], zone=zone, lang=lang)
    told = ranking.narrative(zone, lang=lang, kind="report", draws=50)
    for ending in ("docx", "md", "txt"):
        told.save(paths[ending])
    for ending in ("svg", "png"):
        ranking.plot.strips(zone, lang=lang).figure.savefig(paths[ending])
    return paths


def sheets_of(path) -> dict[str, pd.DataFrame]:
    return pd.read_excel(path, sheet_name=None, header=None, engine="calamine")


@pytest.fixture(scope="module")
def odd(system):
    names = [name.strip() for name in NAMES]
    return small(system, len(names), names=names)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("k", range(len(NAMES)))
def test_a_name_is_shown_as_it_is_everywhere(odd, k, tmp_path):
    zone = NAMES[k].strip()
    assert zone in odd.zones
    paths = save_all(odd, zone, tmp_path)
    page = Page(paths["html"].read_text(encoding="utf-8"))
    assert zone in page.text and len(page.scripts) == 2
    with zipfile.ZipFile(paths["docx"]) as book:
        parts = [ElementTree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xml")]
    assert any(zone in "".join(part.itertext()) for part in parts)
    assert zone in paths["txt"].read_text(encoding="utf-8")
    plain = re.sub(r"\\(.)", r"\1", paths["md"].read_text(encoding="utf-8"))
    assert zone.replace("\\", "") in plain.replace("\\", "")
    ElementTree.parse(paths["svg"])
    with zipfile.ZipFile(paths["xlsx"]) as book:
        for name in book.namelist():
            text = book.read(name).decode(errors="replace")
            ElementTree.fromstring(text) if name.endswith((".xml", ".rels")) else None
            assert not re.search(r"<f>[^<]*(HYPERLINK|SUM\(A1\)|^1\+1)", text) and "<hyperlink" not in text
    assert zone in sheets_of(paths["xlsx"])["ranking"][1].tolist()


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("n", [1, 2, 5000])
def test_few_and_many_zones_in_every_file(system, n, lang, tmp_path):
    ranking = small(system, n)
    zone = ranking.zones[n // 2]
    paths = save_all(ranking, zone, tmp_path, lang)
    rank = int(ranking.table().set_index("zone").loc[zone, "overall_rank"])
    assert re.search(rf"\b{rank}\b", Page(paths["html"].read_text(encoding="utf-8"), lang).text)
    assert str(rank) in paths["txt"].read_text(encoding="utf-8")
    ranks = sheets_of(paths["xlsx"])["排名" if lang == "zh" else "ranking"]
    assert len(ranks) == n + 1 and ranks.set_index(1).loc[zone, 0] == rank
    assert max(path.stat().st_size for path in paths.values()) < 2_500_000


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_group_without_data_and_no_year_before_in_every_file(system, lang, tmp_path):
    ranking = small(system, 6, c=np.full(6, np.nan), method={"min_available": 0})
    paths = save_all(ranking, "Z0002", tmp_path, lang)
    for ending in ("html", "txt", "md"):
        text = paths[ending].read_text(encoding="utf-8")
        assert not re.search(r"\bnan\b|\bNaN\b|\bNone\b|\binf\b", text.partition("<script")[0]), ending
    cells = [
        str(cell) for sheet in sheets_of(paths["xlsx"]).values() for cell in sheet.to_numpy().ravel() if cell == cell
    ]
    assert not [cell for cell in cells if cell.startswith("#") or cell in ("None", "NaN")]


def writers(ranking) -> dict[str, object]:
    told = ranking.narrative("Z0001", draws=50)
    return {
        "html": lambda path: ranking.to_html(path, zone="Z0001", draws=50),
        "xlsx": ranking.to_excel,
        "docx": told.to_docx,
        "md": told.save,
        "txt": told.save,
    }


@pytest.mark.parametrize("ending", ["html", "xlsx", "docx", "md", "txt"])
def test_a_file_that_cannot_be_written_stays_as_it_was(ending, system, tmp_path, monkeypatch):
    """The folder lets nobody write: the error names it, and the old file has every byte that it had."""
    write, path = writers(small(system, 5))[ending], tmp_path / f"old.{ending}"
    path.write_bytes(b"before")

    def refused(*_, **__):
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", refused)
        with pytest.raises(zr.Error, match=f"old.{ending}.*cannot be written") as caught:
            write(path)
    assert "无法写入" in caught.value.text("zh")
    assert path.read_bytes() == b"before" and [p.name for p in tmp_path.iterdir()] == [path.name]
    write(path)
    assert path.read_bytes() != b"before" and [p.name for p in tmp_path.iterdir()] == [path.name]
    with pytest.raises(zr.Error, match="there is no folder"):
        write(tmp_path / "nowhere" / path.name)
    folder = tmp_path / f"folder.{ending}"
    folder.mkdir()
    with pytest.raises(zr.Error, match="folder"):
        write(folder)


@pytest.mark.parametrize(
    "command", [("report", "--zone"), ("report", "--all"), ("narrative", "--zone"), ("plot", "--zone")]
)
def test_commands_take_odd_names(command, odd, system, here, tmp_path):
    odd.raw.to_csv_text  # noqa: B018
    (tmp_path / "zones.csv").write_text(odd.raw.to_csv_text(), encoding="utf-8")
    name, which = command
    zone = ['"><img src=x onerror=alert(1)>'] if which == "--zone" else []
    keep = [word for n in odd.zones for word in ("--keep-row", n)]
    more = {
        "report": ["-o", "out", "--draws", 50],
        "narrative": ["-o", "n.docx"],
        "plot": ["--kind", "strips", "-o", "p.svg"],
    }
    here(name, "zones.csv", "--system", system, which, *zone, *[str(word) for word in keep], *more[name])
    made = [path for path in tmp_path.rglob("*") if path.is_file() and path.name not in ("zones.csv", "sites.toml")]
    assert len(made) == {"report--zone": 3, "report--all": len(NAMES) + 2}.get(name + which, 1)
    for path in made:
        assert re.fullmatch(r"[\w.-]+", path.name) and len(path.name) < 80
