"""Derivatives by raw figures: against rankings of changed figures, as tables, and on the command line."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

ZONE = "示例高新区004"


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, "torch-2013", year=2019)


@pytest.fixture(scope="module")
def found(ranking):
    return ranking.derivatives(ZONE)


def score(ranking) -> float:
    return ranking.table().set_index("zone").loc[ZONE, "overall"]


def test_a_small_change_of_a_figure_changes_the_score_by_its_derivative(ranking, found):
    frame = found.table()
    own = frame[(frame["year"] == 2019) & frame["figure"].abs().gt(1e4) & frame["overall_right"].ne(0)]
    own = own[own["field"] != "industrial_energy"]  # all of the energy: a rule of the check list keeps it there
    assert len(own) > 5
    for row in own.itertuples():
        changed = ranking.what_if({ZONE: {row.field: f"+{max(1, round(row.figure * 1e-3))}"}})
        step = max(1, round(row.figure * 1e-3))
        assert score(changed) - score(ranking) == pytest.approx(row.overall_right * step, rel=0.02, abs=1e-9)


def test_one_per_cent_more_is_ranked_again(ranking, found):
    frame = found.table()
    row = frame[(frame["year"] == 2019) & frame["figure"].gt(1e4)].iloc[0]
    changed = ranking.what_if({ZONE: {row["field"]: "+1 %"}})
    ranks = [r.table().set_index("zone").loc[ZONE, "overall_rank"] for r in (ranking, changed)]
    assert row["percent_places"] == ranks[0] - ranks[1]
    assert row["percent_points"] == pytest.approx(row["overall_right"] * row["figure"] / 100, rel=1e-12)


def test_its_tables_have_names_in_both_languages(found):
    assert "增加 1 % 的分数" in found.table("zh") and "points of +1 %" in found.table("en")
    groups = found.groups()
    assert np.allclose(groups["overall_left"], found.table()["overall_left"], equal_nan=True)
    assert len(groups.columns) == 5 + 2 * len(found.system.groups)
    ahead = f"points behind the zone ahead, {found.ahead}" if found.ahead else "no zone is ahead"
    assert ahead in found.summary()[0] and "增加 1 %" in "".join(found.summary("zh"))


def test_what_has_no_derivatives_says_so(ranking, ten_zones):
    with pytest.raises(zr.Error, match=f"{ZONE}"):
        ranking.derivatives(ZONE + "0")
    with pytest.raises(zr.Error, match="each zone's own scores"):
        zr.rank(ten_zones, "torch-2013", year=2019, method={"aggregation": "copeland"}).derivatives(ZONE)
    with pytest.raises(zr.Error, match="rd_intensity by hand"):
        ranking.what_if({ZONE: {"rd_intensity": "+1"}}).derivatives(ZONE)
    treated = zr.rank(ten_zones, "torch-2013", year=2019, method={"treatment": "winsorize"}).derivatives(ZONE).table()
    left_open = treated["not_followed"] != ""
    assert left_open.any() and treated.loc[left_open, "overall_left"].isna().all()


def test_derivatives_after_what_if_are_of_the_changed_figures(ranking, found):
    field = found.by_effect().iloc[0]["field"]
    changed = ranking.what_if({ZONE: {field: "+100 %"}}).derivatives(ZONE).table().set_index(["field", "year"])
    before = found.table().set_index(["field", "year"])
    assert changed.loc[(field, 2019), "figure"] == 2 * before.loc[(field, 2019), "figure"]


def test_the_command_prints_and_writes_them(ten_zones, found, here, tmp_path):
    command = ("derivatives", ten_zones, "--system", "torch-2013", "--year", 2019, "--zone", ZONE)
    printed = here(*command, "--top", 3)[0]
    assert found.summary()[0] in printed and "points of +1 %" in printed
    assert len(json.loads(here(*command, "--json")[0])) == len(found.table())
    assert "增加 1 % 的名次" in here(*command, "--lang", "zh")[0]
    here(*command, "--lang", "zh", "-o", "d.xlsx")
    sheets = pd.read_excel(tmp_path / "d.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets)[:2] == ["导数", "一级指标导数"]
    assert list(sheets["导数"])[:4] == ["字段", "年份", "同口径上年数", "数据"]
