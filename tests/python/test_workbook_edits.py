"""Two hundred random edits of the workbook's raw figures, recalculated by LibreOffice Calc: the library's ranking."""

from __future__ import annotations

import random

import pytest
import zonerank as zr
from workbook_edits import GEOMETRIC, Book, compare_edits

EDITS = 50  # of each of four rankings
HARMONIC = GEOMETRIC | {"aggregation": "harmonic", "ties": "max", "weights": "equal"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "system, lang, method, bounds",
    [
        ("torch-2013", "zh", None, None),
        ("torch-2013", "en", None, {"rd_intensity": (1, 2), "energy_intensity": (0.5, 3)}),  # values beyond are clipped
        ("most-2021", "en", GEOMETRIC, None),
        ("torch-2013", "en", HARMONIC, None),
    ],
)
def test_fifty_edits_of_raw_figures(ten_zones, tmp_path, system, lang, method, bounds):
    ranking = zr.rank(zr.read(ten_zones, system, all_fields=True), method=method, bounds=bounds)
    moved = compare_edits(Book(ranking, tmp_path / "b.xlsx", lang), random.Random(16), EDITS, tmp_path)
    assert moved > EDITS / 4
