"""One real zone, data year 2020: 27 indicators of most-2021 from its raw figures."""

from __future__ import annotations

import pandas as pd
import pytest
import zonerank as zr
from conftest import read_result

ZONES = ["zone A", "zone A, what-if"]


@pytest.fixture(scope="module")
def expected(golden) -> pd.DataFrame:
    return pd.read_csv(golden / "official" / "indicators_2020.csv", dtype={"code": str})


@pytest.fixture(scope="module")
def raw_csv(golden, tmp_path_factory):
    """The zone's figures as it has them: two years, headings are form codes and aliases."""
    figures = pd.read_csv(golden / "official" / "fields_2020.csv", dtype={"value": str})
    wide = figures.pivot(index=["zone", "year"], columns="form_code", values="value").reset_index()
    path = tmp_path_factory.mktemp("official") / "zone.csv"
    wide.rename(columns={"zone": "所属地域代码", "year": "年份"}).to_csv(path, index=False)
    return path


def differences(table: pd.DataFrame, expected: pd.DataFrame) -> list[str]:
    ids = {i.code: i.id for i in zr.load_system("most-2021").indicators}
    values = table.set_index("zone")
    wrong = []
    for row in expected.itertuples():
        value = values.loc[row.zone, ids[row.code]]
        if not abs(value - row.expected) <= max(row.tolerance_abs, row.tolerance_rel * abs(row.expected)):
            wrong.append(f"{row.zone} {row.code}: {value}, expected {row.expected}")
    return wrong


def test_api_reproduces_the_zone(raw_csv, expected):
    result = zr.indicators(zr.read(raw_csv, "most-2021"), year=2020)
    assert len(expected) == 2 * 27
    assert differences(result.table(), expected) == []


def test_command_line_reproduces_the_zone(raw_csv, expected, zonerank, tmp_path):
    done = zonerank("indicators", raw_csv, "--system", "most-2021", "--year", 2020, "-o", "i.csv")
    table = read_result(tmp_path / "i.csv")
    assert list(table.columns) == ["zone"] + [i.id for i in zr.load_system("most-2021").indicators]
    assert differences(table, expected) == []
    assert "no column gives the field" in done.stderr  # most of the system's fields are absent


def test_one_zone_alone_is_scored_against_bounds_typed_in(raw_csv, expected, tmp_path, zonerank):
    alone = pd.read_csv(raw_csv)
    alone = alone[alone["所属地域代码"] == "zone A"]
    bounds = {"rd_staff_share": (0, 10), "rd_intensity": (0, 5), "energy_intensity": (0, 0.5)}
    ranking = zr.rank(zr.read(alone, "most-2021"), year=2020, bounds=bounds)
    scores = ranking.scores().set_index("zone").loc["zone A"]
    indicators = ranking.indicators().set_index("zone").loc["zone A"]
    assert scores["rd_staff_share"] == pytest.approx(indicators["rd_staff_share"] * 10, rel=1e-12)
    assert scores["energy_intensity"] == pytest.approx(100 * (0.5 - indicators["energy_intensity"]) / 0.5, rel=1e-12)
    # innovation 0.2 (1.2 and 1.0 of the two bounded), green 0.15 (its only one)
    innovation = (1.2 * scores["rd_staff_share"] + 1.0 * scores["rd_intensity"]) / 2.2
    overall = (0.2 * innovation + 0.15 * scores["energy_intensity"]) / 0.35
    table = ranking.table().set_index("zone")
    assert table.loc["zone A", "overall"] == pytest.approx(overall, rel=1e-12)
    assert table.loc["zone A", "overall_rank"] == 1
    assert "one zone alone needs bounds given by hand" in " ".join(n.text() for n in ranking.notices)
    alone.to_csv(tmp_path / "alone.csv", index=False)
    typed = [f"--bound={k}={low}:{high}" for k, (low, high) in bounds.items()]
    zonerank("rank", "alone.csv", "--system", "most-2021", *typed, "-o", "r.csv")
    assert read_result(tmp_path / "r.csv")["overall"][0] == pytest.approx(overall, rel=1e-12)


def test_without_golden_data_an_indicator_is_right(tmp_path):
    """Published definition: 每万人当年发明专利授权数; 92 patents, 49 788 employees give 18.4783."""
    raw = zr.read({"zone": ["a"], "year": [2020], "qj57": [92], "qd01": [49788]}, "most-2021")
    value = zr.indicators(raw).table()["invention_patents_per_10k"][0]
    assert value == pytest.approx(18.4783, abs=6e-5)
