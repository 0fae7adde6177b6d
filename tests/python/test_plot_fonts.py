"""Plots with and without Chinese fonts."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from plot_cases import ZONE, ranking_of_ten  # noqa: F401

matplotlib = pytest.importorskip("matplotlib")

from matplotlib import font_manager  # noqa: E402
from matplotlib.text import Text  # noqa: E402
from zonerank.report.plots import fonts  # noqa: E402


@pytest.fixture
def no_chinese(monkeypatch):
    monkeypatch.setattr(fonts, "known", lambda: [])
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [])
    monkeypatch.setattr(fonts, "_is_told", False)


def test_without_a_chinese_font_it_says_so_once_and_names_the_package(no_chinese, ranking, tmp_path):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for kind in ("strips", "places"):
            ax = getattr(ranking.plot, kind)(ZONE, lang="zh")
            ax.figure.savefig(tmp_path / f"{kind}.png")
            ax.figure.savefig(tmp_path / f"{kind}.svg")
    assert [str(w.message) for w in caught if w.category is fonts.FontWarning] == [fonts.MISSING[0]]
    assert [w for w in caught if "Glyph" in str(w.message)] == []
    assert (
        "sudo apt install fonts-noto-cjk" in fonts.MISSING[0] and "sudo apt install fonts-noto-cjk" in fonts.MISSING[1]
    )
    assert {tuple(t.get_fontfamily()) for t in ax.findobj(Text)} == {("DejaVu Sans",)}
    svg = (tmp_path / "places.svg").read_text(encoding="utf-8")
    assert "居中名次" in svg and "<text" in svg  # right where there is a font


def test_the_command_says_it_in_its_language(no_chinese, ten_zones, here, tmp_path):
    command = ("plot", ten_zones, "--system", "torch-2013", "--kind", "strips", "-o", "s.png")
    assert "sudo apt install fonts-noto-cjk" in " ".join(here(*command)[1].split())
    assert "没有中文字体" in here(*command, "--lang", "zh")[1]


def test_fonts_installed_later_are_found_and_kept(monkeypatch, tmp_path):
    path = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSansMono.ttf")
    manager = font_manager.fontManager
    monkeypatch.setattr(manager, "ttflist", [f for f in manager.ttflist if f.name != "DejaVu Sans Mono"])
    monkeypatch.setattr(fonts, "CHINESE", ("DejaVu Sans Mono",))
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [path])
    monkeypatch.setattr(matplotlib, "get_cachedir", lambda: str(tmp_path))
    assert fonts.known() == [] and fonts.chinese() == ["DejaVu Sans Mono"]
    (kept,) = tmp_path.glob("fontlist-v*.json")
    assert "DejaVuSansMono.ttf" in kept.read_text(encoding="utf-8")
