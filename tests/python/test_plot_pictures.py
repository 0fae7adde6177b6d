"""Plots look as they did: each kind beside a small picture that was looked at.

    python tests/python/test_plot_pictures.py    draws the pictures anew; look at them before you keep them

The pictures have matplotlib's own font, so that they do not depend on the fonts of a machine.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pytest
import zonerank as zr
from zonerank.report.plots.accessor import KINDS

matplotlib = pytest.importorskip("matplotlib")
FOLDER = Path(__file__).with_name("pictures")
DPI = 45
FAR = 8.0  # of 255, root mean square: another release of matplotlib sets text a little differently
ZONE = "Zone 004"
MORE = {
    "correlations": {"group": "upgrading"},
    "heatmap": {"zone": ZONE, "group": "knowledge"},
    "scatter": {"x": "rd_intensity", "y": "overall", "zone": ZONE},
    "sobol": {"zone": ZONE, "points": 32, "scramblings": 4},
}


def ranking_of(folder: Path):
    zr.sample(folder / "data", enterprises=2000, zones=10)
    frame = zr.rollup(folder / "data", "torch-2013").table()
    frame["zone"] = frame["zone"].str.replace("示例高新区", "Zone ")
    return zr.rank(frame, "torch-2013", year=2019)


def write(ranking, kind: str, path: Path) -> None:
    from zonerank.report.plots import fonts

    kept, fonts.chinese = fonts.chinese, lambda: []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", fonts.FontWarning)
            ax = getattr(ranking.plot, kind)(**MORE.get(kind, {"zone": ZONE}))
            ax.figure.savefig(path, dpi=DPI)
    finally:
        fonts.chinese = kept


def pixels(path: Path) -> np.ndarray:
    from PIL import Image

    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"), dtype=float)


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """Root mean square of the differences, of pictures whose sizes may differ by a pixel."""
    height, width = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    return float(np.sqrt(np.mean((one[:height, :width] - other[:height, :width]) ** 2)))


@pytest.fixture(scope="module")
def ranking(tmp_path_factory):
    return ranking_of(tmp_path_factory.mktemp("pictures"))


def test_every_kind_has_a_picture():
    assert {path.stem for path in FOLDER.glob("*.png")} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_plot_looks_as_it_did(kind, ranking, tmp_path):
    write(ranking, kind, tmp_path / "now.png")
    now, kept = pixels(tmp_path / "now.png"), pixels(FOLDER / f"{kind}.png")
    assert abs(now.shape[0] - kept.shape[0]) <= 1 and abs(now.shape[1] - kept.shape[1]) <= 1
    assert apart(now, kept) < FAR, "look at it, and draw the pictures anew if it is right"


def test_other_pictures_are_far_apart(ranking, tmp_path):
    """Another zone, or a plot that lacks its bars, is told from the one that was kept."""
    kept = pixels(FOLDER / "places.png")
    ranking.plot.places("Zone 007").figure.savefig(tmp_path / "other.png", dpi=DPI)
    assert apart(pixels(tmp_path / "other.png"), kept) > 1.5 * FAR
    without = kept.copy()
    without[np.abs(kept - [0, 114, 178]).sum(axis=2) < 40] = 255  # the blue bars
    assert apart(without, kept) > 1.5 * FAR


def draw_anew() -> None:
    from PIL import Image

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ranking = ranking_of(Path(folder))
        for kind in KINDS:
            path = FOLDER / f"{kind}.png"
            write(ranking, kind, path)
            Image.open(path).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(draw_anew())
