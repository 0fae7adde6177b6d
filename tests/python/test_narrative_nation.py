"""Prose of every zone of the made-up nation, in both languages, of three years: each number is the library's."""

from __future__ import annotations

import pytest
import zonerank as zr
from narrative_numbers import Sources
from test_narrative import YEARS, check_numbers

ZONES, PROVINCES = 169, "甲乙丙丁戊己庚"


@pytest.mark.slow
def test_every_number_of_every_zone_of_the_nation_is_the_librarys(tmp_path):
    zr.sample(tmp_path / "data", zones=ZONES)
    raw = zr.rollup(tmp_path / "data", "torch-2013")
    provinces = {zone: f"{PROVINCES[k % len(PROVINCES)]}省" for k, zone in enumerate(raw.zones)}
    for year in YEARS:
        ranking = zr.rank(raw, year=year).within(provinces)
        source = Sources(ranking, year - 1 if year > YEARS[0] else None)
        assert len(ranking.zones) == ZONES
        for lang in ("en", "zh"):
            for zone in ranking.zones:
                assert check_numbers(ranking.narrative(zone, lang=lang), source) > 40
