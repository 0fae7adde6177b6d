"""Levers: every figure gives the rank that it is said to give, as tables and on the command line."""

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
    return ranking.levers(ZONE)


def rank_with(ranking, field: str, figure: float) -> float:
    changed = ranking.what_if({ZONE: {field: figure}})
    return float(changed.table().set_index("zone").loc[ZONE, "overall_rank"])


def test_the_zone_has_the_rank_with_every_figure(ranking, found):
    frame = found.table()
    assert found.today > found.rank == found.today - 1
    reached = frame[frame["needed"].notna()]
    assert len(reached) > 5 and frame["proved"].mean() > 0.8
    for row in reached.itertuples():
        assert rank_with(ranking, row.field, row.needed) == row.rank <= found.rank
        if row.proved and abs(row.needed) > 1000:
            nearer = round(row.needed - np.sign(row.needed - row.today), 2)
            assert rank_with(ranking, row.field, nearer) > found.rank, row.field
    for row in frame[frame["needed"].isna()].itertuples():
        assert found.rank < rank_with(ranking, row.field, row.best_at) == row.rank
    for row in frame[frame["rank_at_median"].notna()].head(6).itertuples():
        assert rank_with(ranking, row.field, row.median) == row.rank_at_median


def test_weights_of_the_data_move_too(ten_zones):
    ranking = zr.rank(ten_zones, "torch-2013", year=2019, method={"weights": "entropy"})
    target = min(5.0, ranking.levers(ZONE, times=1).today)
    frame = ranking.levers(ZONE, rank=target, times=1).table()
    assert not frame["proved"].any()
    for row in frame[frame["needed"].notna()].head(3).itertuples():
        assert rank_with(ranking, row.field, row.needed) == row.rank


def test_it_says_what_it_found_in_both_languages(ranking, found):
    n = int(found.table()["needed"].notna().sum())
    assert f"; {n} of {len(found.table())} figures reach" in found.summary()[0]
    assert f"有 {n} 项单独变动即可到第" in found.summary("zh")[0]
    assert "所需数值" in found.table("zh") and "needed" in found.table("en")
    already = ranking.levers(ZONE, rank=10)
    assert "better already" in already.summary()[0] and "已达到" in already.summary("zh")[0]
    last = ranking.table()["zone"].iloc[-1]
    narrow = ranking.levers(last, rank=1, times=1)
    assert narrow.table()["needed"].isna().all()
    assert "not reachable: the best is" in narrow.summary()[1] and "达不到：" in narrow.summary("zh")[1]


def test_wrong_questions_are_named(ranking):
    with pytest.raises(zr.Error, match="示例高新区004"):
        ranking.levers("示例高新区04")
    with pytest.raises(zr.Error, match="10"):
        ranking.levers(ZONE, rank=11)
    with pytest.raises(zr.Error, match="times"):
        ranking.levers(ZONE, times=0.5)
    with pytest.raises(zr.Error, match="rd_intensity by hand"):
        ranking.what_if({ZONE: {"rd_intensity": "+1"}}).levers(ZONE)


def test_the_command_prints_and_writes_them(ten_zones, found, here, tmp_path):
    command = ("levers", ten_zones, "--system", "torch-2013", "--year", 2019, "--zone", ZONE)
    printed = here(*command, "--rank", f"{found.rank:g}", "--top", 3)[0]
    assert found.summary()[0] in " ".join(printed.split()) and "rank reached" in printed
    rows = json.loads(here(*command, "--json")[0])
    assert [row["field"] for row in rows] == list(found.table()["field"])
    assert rows[0]["needed"] == pytest.approx(found.table()["needed"].iloc[0])
    here(*command, "--lang", "zh", "-o", "l.xlsx")
    sheets = pd.read_excel(tmp_path / "l.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets)[0] == "单项调整" and list(sheets["单项调整"])[:4] == ["字段", "现值", "所需数值", "单位"]
