"""What every plot has: a title that states what was found, its place, the same bytes, colours, lines of text."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import numpy as np
import pytest
from plot_cases import ZONE, cut, draw, ranking_of_ten, title_of  # noqa: F401
from zonerank.report.plots.accessor import KINDS

pytest.importorskip("matplotlib")

from matplotlib.colors import to_rgba  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.text import Text  # noqa: E402
from zonerank.report.plots import canvas, colors  # noqa: E402


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_plot_has_a_title_and_says_what_was_ranked(kind, lang, ranking):
    ax = draw(ranking, kind, lang=lang)
    (about,) = [t for t in ax.texts if t.get_gid() == "about"]
    assert "2019" in about.get_text() and len(title_of(ax)) > 15
    assert bool(re.search("[一-鿿]", re.sub("示例高新区", "", title_of(ax)))) == (lang == "zh")
    for text in ax.findobj(Text):
        assert text.get_fontfamily()[-1] == "DejaVu Sans", text.get_text()


@pytest.mark.parametrize("dpi", [72, 80, 150])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_text_is_cut_at_any_resolution(kind, lang, dpi, ranking):
    """How wide letters are depends on the resolution, and so does where the Axes begin."""
    figure = draw(ranking, kind, lang=lang).figure
    figure.set_dpi(dpi)
    assert cut(figure) == []


@pytest.mark.parametrize("kind, gid, of", [("heatmap", "rank", "ranks"), ("correlations", "r value", "r")])
def test_numbers_in_cells_can_be_read(kind, gid, of, ranking):
    more = {"group": "knowledge"} if kind == "correlations" else {}
    ax = draw(ranking, kind, **more)
    (image,) = [artist for artist in ax.findobj() if artist.get_gid() == of]
    grounds = image.to_rgba(image.get_array())
    numbers = [artist for artist in ax.findobj(Text) if artist.get_gid() == gid]
    assert len(numbers) > 50
    for text in numbers:
        column, row = text.get_position()
        light = sorted((colors.luminance(grounds[int(row), int(column)]), colors.luminance(to_rgba(text.get_color()))))
        assert (light[1] + 0.05) / (light[0] + 0.05) >= 4.5


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_drawn_where_it_is_asked_to(kind, ranking):
    figure = Figure()
    ax = figure.add_subplot(1, 2, 1)
    assert draw(ranking, kind, ax=ax) is ax
    assert ax.get_title(loc="left")


def test_a_notebook_shows_it(ranking):
    assert draw(ranking, "strips")._repr_png_().startswith(b"\x89PNG")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_the_same_bytes_twice(kind, ranking, tmp_path):
    figures = [draw(ranking, kind).figure for _ in (1, 2)]
    for ending in ("svg", "png", *(["pdf"] if kind == "strips" else [])):
        for k, figure in enumerate(figures, start=1):
            figure.savefig(tmp_path / f"{k}.{ending}", dpi=60)
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes(), ending


def test_pyplot_is_left_alone_and_no_display_is_needed(ten_zones, tmp_path):
    program = f"""
import sys, zonerank as zr
ranking = zr.rank({str(ten_zones)!r}, "torch-2013", year=2019)
ranking.plot.strips({ZONE!r}).figure.savefig({str(tmp_path / "s.png")!r})
assert "matplotlib.pyplot" not in sys.modules
import matplotlib
before = dict(matplotlib.rcParams)
ranking.plot.radar({ZONE!r}, lang="zh").figure.savefig({str(tmp_path / "r.svg")!r})
assert dict(matplotlib.rcParams) == before and "matplotlib.pyplot" not in sys.modules
"""
    environment = {k: v for k, v in os.environ.items() if k != "DISPLAY"} | {"MPLBACKEND": "TkAgg"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "s.png").stat().st_size > 5000


# How a colour is seen without one kind of cone: Machado, Oliveira, Fernandes (2009), severity 1, linear RGB.
BLINDNESS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
LINEAR_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(color: str, kind: str) -> np.ndarray:
    rgb = np.array([int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(BLINDNESS[kind]) @ linear, 0, 1)
    xyz = LINEAR_TO_XYZ @ linear / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("kind", BLINDNESS)
def test_colour_blind_readers_tell_colours_apart(kind):
    """A difference of 10 in CIELAB is seen at a glance; red and green of one lightness have less than that."""

    def apart(one: str, other: str) -> float:
        return float(np.linalg.norm(lab(one, kind) - lab(other, kind)))

    assert apart(colors.GAIN, colors.LOSS) > 30 and apart(colors.GAIN, colors.ZONE) > 30
    series = colors.SERIES[:5]
    assert min(apart(a, b) for k, a in enumerate(series) for b in series[:k]) > 10
    if kind == "deutan":
        assert apart("#d62728", "#8c6d31") < 25  # the test sees what is hard to tell apart


def test_lines_lose_nothing_and_break_where_they_may():
    text = "示例高新区065：169 个中第 25，比居中名次靠前 60 位，从业人员中硕士和博士占比影响最大（+15.66），占 42 %"
    for most in range(16, 90):
        lines = canvas.wrapped(text, most).split("\n")
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(canvas.cells(line) <= most + 4 for line in lines)
        assert not any(line[0] in "，。；：、）%" or line[-1] in "（第" for line in lines)
    assert canvas.lines_of("a name of many words that goes on", 12, 2) == "a name of\nmany words…"
    assert canvas.lines_of("short", 12) == "short"
