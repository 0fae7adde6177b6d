"""Plans: every figure gives the rank that it is said to give, as tables and on the command line."""

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
    return ranking.plan(ZONE)


def rank_with(ranking, field: str, figure: float) -> float:
    changed = ranking.what_if({ZONE: {field: figure}})
    return float(changed.table().set_index("zone").loc[ZONE, "overall_rank"])


def test_the_zone_has_the_rank_with_every_figure(ranking, found):
    frame = found.table()
    assert found.today > found.rank == found.today - 1
    reached = frame[frame["needed"].notna()]
    assert len(reached) > 5 and frame["proved"].mean() > 0.8
    for row in reached.itertuples():
        assert rank_with(ranking, row.field, row.needed) == row.rank_alone <= found.rank
        if row.proved and abs(row.needed) > 1000:
            nearer = round(row.needed - np.sign(row.needed - row.today), 2)
            assert rank_with(ranking, row.field, nearer) > found.rank, row.field
    for row in frame[frame["needed"].isna()].itertuples():
        assert found.rank < rank_with(ranking, row.field, row.best_at) == row.rank_alone
    for row in frame[frame["rank_at_median"].notna()].head(6).itertuples():
        assert rank_with(ranking, row.field, row.median) == row.rank_at_median


def test_weights_of_the_data_move_too(ten_zones):
    ranking = zr.rank(ten_zones, "torch-2013", year=2019, method={"weights": "entropy"})
    target = min(5.0, ranking.plan(ZONE, times=1).today)
    frame = ranking.plan(ZONE, rank=target, times=1).table()
    assert not frame["proved"].any()
    for row in frame[frame["needed"].notna()].head(3).itertuples():
        assert rank_with(ranking, row.field, row.needed) == row.rank_alone


def test_it_says_what_it_found_in_both_languages(ranking, found):
    n = int(found.table()["needed"].notna().sum())
    assert f"; {n} of {len(found.table())} figures reach" in found.summary()[0]
    assert f"有 {n} 项单独变动即可到第" in found.summary("zh")[0]
    assert "所需数值" in found.table("zh") and "needed" in found.table("en")
    already = ranking.plan(ZONE, rank=10)
    assert "better already" in already.summary()[0] and "已达到" in already.summary("zh")[0]
    last = ranking.table()["zone"].iloc[-1]
    narrow = ranking.plan(last, rank=1, times=1)
    assert narrow.table()["needed"].isna().all()
    assert (
        "not reachable by one figure: the best is" in narrow.summary()[1]
        and "单独变动都达不到" in narrow.summary("zh")[1]
    )


def test_wrong_questions_are_named(ranking):
    with pytest.raises(zr.Error, match="示例高新区004"):
        ranking.plan("示例高新区04")
    with pytest.raises(zr.Error, match="10"):
        ranking.plan(ZONE, rank=11)
    with pytest.raises(zr.Error, match="times"):
        ranking.plan(ZONE, times=0.5)
    with pytest.raises(zr.Error, match="rd_intensity by hand"):
        ranking.what_if({ZONE: {"rd_intensity": "+1"}}).plan(ZONE)


def test_the_command_prints_and_writes_them(ten_zones, found, here, tmp_path):
    command = ("plan", ten_zones, "--system", "torch-2013", "--year", 2019, "--zone", ZONE)
    printed = here(*command, "--rank", f"{found.rank:g}", "--top", 3)[0]
    assert found.summary()[0] in " ".join(printed.split()) and "rank reached" in printed
    rows = json.loads(here(*command, "--json")[0])
    assert [row["field"] for row in rows] == list(found.table()["field"])
    assert rows[0]["needed"] == pytest.approx(found.table()["needed"].iloc[0])
    here(*command, "--lang", "zh", "-o", "l.xlsx")
    sheets = pd.read_excel(tmp_path / "l.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets)[0] == "单项调整" and list(sheets["单项调整"])[:4] == ["字段", "现值", "所需数值", "变动"]


def test_the_combination_is_ranked_and_cheaper_than_any_figure_alone(ranking, found):
    frame = found.cheapest()
    assert found.proved and found.reached <= found.rank and found.at_least <= found.effort
    assert frame["effort"].sum() == pytest.approx(found.effort)
    assert np.allclose(frame["effort"], (frame["planned"] - frame["today"]).abs() / frame["one_effort"])
    assert float(found.ranking().table().set_index("zone").loc[ZONE, "overall_rank"]) == found.reached
    sizes = found._ask(zr._core.effort_units)
    alone = [abs(row.needed - row.today) / sizes[row.field][0] for row in found.table().itertuples() if row.reachable]
    assert ranking.plan(ZONE, may_fall=True).effort <= min(alone) * (1 + 1e-9)
    assert (frame["planned"] > frame["today"]).all(), "none of these is better where it is less"


def test_one_effort_is_the_spread_of_last_years_changes(ranking, found):
    frame = ranking.plan(ZONE, rank=2).cheapest()
    row = frame[frame["effort_of"] == "changes"].iloc[0]
    figures = ranking.raw.table().pivot(index="zone", columns="year", values=row["field"])
    spread = np.subtract(*np.quantile((figures[2019] - figures[2018]).dropna(), [0.75, 0.25]))
    assert row["one_effort"] == pytest.approx(spread)


def test_limits_costs_steps_and_fixed_figures_hold(ranking):
    free = ranking.plan(ZONE, rank=3)
    first = free.cheapest().iloc[0]
    fixed = ranking.plan(ZONE, rank=3, fixed=[first["field"]])
    assert first["field"] not in set(fixed.cheapest()["field"]) | set(fixed.table()["field"])
    assert fixed.effort >= free.effort * (1 - 1e-4)
    dear = ranking.plan(ZONE, rank=3, costs={first["field"]: 1e6})
    assert first["field"] not in set(dear.cheapest()["field"])
    narrow = ranking.plan(ZONE, rank=3, limits={first["field"]: (first["today"], first["today"] * 1.01)})
    moved = narrow.cheapest().set_index("field")["planned"]
    assert moved.get(first["field"], first["today"]) <= first["today"] * 1.01
    stepped = ranking.plan(ZONE, rank=3, steps={"employees": 100}).table().set_index("field").loc["employees"]
    away = stepped["needed" if stepped["reachable"] else "best_at"] - stepped["today"]
    assert away % 100 == 0
    assert len(ranking.plan(ZONE, rank=3, at_most=1).cheapest()) <= 1


def test_no_figure_breaks_a_rule_of_the_check_list(ranking):
    frame = ranking.plan(ZONE, rank=1).table().set_index("field")
    assert frame.loc["technology_revenue", "high"] <= frame.loc["revenue", "today"]
    with pytest.raises(zr.Error, match="Technology revenue is part of revenue"):
        ranking.what_if({ZONE: {"technology_revenue": f"={2 * frame.loc['revenue', 'today']:.2f}"}})


def test_the_others_do_not_stand_still(ranking, found):
    ahead = found._ahead
    before, now = (found._ranking.raw.table().set_index(["zone", "year"]) for _ in range(2))
    other = next(z for z in ranking.zones if z != ZONE)
    moved = ahead.table().set_index(["zone", "year"])
    step = now.loc[(other, 2019), "employees"] - before.loc[(other, 2018), "employees"]
    assert moved.loc[(other, 2019), "employees"] == now.loc[(other, 2019), "employees"] + step
    assert moved.loc[(other, 2018), "employees"] == now.loc[(other, 2019), "employees"]
    assert moved.loc[(ZONE, 2019), "employees"] == now.loc[(ZONE, 2019), "employees"]
    drift = found.drifting()
    there = zr.rank(ahead, "torch-2013", year=2019).what_if(
        {ZONE: dict(zip(drift["field"], drift["planned"], strict=True))}
    )
    assert float(there.table().set_index("zone").loc[ZONE, "overall_rank"]) <= found.rank


def test_the_chance_of_the_rank(ranking, found):
    chance = found.probability(draws=20_000)
    assert 0 < chance < 1 and chance == found.probability(draws=20_000)
    assert abs(chance - found.probability(draws=20_000, seed=2)) < 0.03
    # Each draw by hand: every other zone takes the change of one of the zones.
    after, changes = found.ranking(), found._score_changes
    scores = dict(zip(after.zones, after._core.group_scores[:, 0], strict=True))
    others = np.array([score for zone, score in scores.items() if zone != ZONE])
    draws = others + np.random.default_rng(1).choice(changes, (20_000, len(others)))
    by_hand = ((draws > scores[ZONE]).sum(axis=1) + 1 <= found.rank).mean()
    assert abs(chance - by_hand) < 0.03


def test_the_frontier_takes_more_for_every_better_rank(ranking, found):
    frame = found.frontier()
    assert list(frame["rank"]) == sorted(frame["rank"], reverse=True) and len(frame) > 2
    assert (frame["reached"] <= frame["rank"]).all()
    assert (np.diff(frame["effort"]) >= -1e-4 * frame["effort"].to_numpy()[1:]).all()
    row = frame[frame["rank"] == found.rank].iloc[0]
    assert row["effort"] == pytest.approx(found.effort)


def test_methods_without_a_combination_say_so(ten_zones):
    plan = zr.rank(ten_zones, "torch-2013", year=2019, method={"weights": "entropy"}).plan(ZONE, times=1)
    with pytest.raises(zr.Error, match="levers are found for all methods"):
        plan.cheapest()
    assert "weights that are not the system's own" in plan.summary()[-1]
    assert "权重不是体系自带的" in plan.summary("zh")[-1]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (dict(costs={"employees": 0}), "above 0"),
        (dict(costs={"employes": 2}), "employees"),
        (dict(fixed=["employes"]), "employees"),
        (dict(limits={"employees": (5, 1)}), "the lower one first"),
        (dict(steps={"employees": 0.5}), "at most 0 decimals"),
        (dict(at_most=0), "at_most"),
    ],
)
def test_wrong_limits_are_named(ranking, options, text):
    with pytest.raises(zr.Error, match=text):
        ranking.plan(ZONE, **options)


def test_the_command_takes_limits_and_writes_every_table(ten_zones, found, here, tmp_path):
    command = ("plan", ten_zones, "--system", "torch-2013", "--year", 2019, "--zone", ZONE)
    printed = " ".join(here(*command, "--frontier", "--fix", "employees", "--limit", "revenue=0..1e9")[0].split())
    assert "the cheapest combination: " in printed and "has a chance of" in printed and "what moves" in printed
    here(*command, "--frontier", "-o", "p.xlsx")
    sheets = pd.read_excel(tmp_path / "p.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets)[:4] == ["levers", "cheapest", "others drifting", "frontier"]
    assert sheets["cheapest"].iloc[0, 2] == pytest.approx(found.cheapest()["planned"].iloc[0])
    assert "FIELD=LOW..HIGH" in here(*command, "--limit", "employees", expect=2)[1]
