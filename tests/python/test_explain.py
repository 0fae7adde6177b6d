"""Explanations: places add up to the rank, contributions to the score; distances, boards and lists are what they say."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from zonerank.figures import signed

COLUMNS = ["id", "kind", "group", "places", "contribution", "value", "unit", "score", "rank", "of", "to_median",
           "to_quartile", "to_next", "to_rank"]  # fmt: skip
METHODS = {
    "arithmetic": {},
    "geometric": {"aggregation": "geometric", "lower": 1},
    "z-score": {"normalization": "z-score", "weights": "critic"},
}
ZONE = "示例高新区004"


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, "torch-2013", year=2019)


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_places_add_up_to_the_rank_and_contributions_to_the_score(ten_zones, method):
    ranking = zr.rank(ten_zones, "torch-2013", year=2019, method=method)
    scores = ranking.table().set_index("zone")["overall"]
    ranks = scores.rank(ascending=False)  # pandas averages ties
    n = int(scores.count())
    assert n >= 9
    for zone in scores.index[scores.notna()]:
        found = ranking.explain(zone)
        table = found.table()
        assert list(table) == COLUMNS
        groups, indicators = table[table["kind"] == "group"], table[table["kind"] == "indicator"]
        middle = (n + 1) / 2
        assert indicators["places"].sum() == pytest.approx(middle - ranks[zone], abs=1e-9)
        assert found.rank == ranks[zone] and found.of == n
        difference = scores[zone] - found._found["contributions"]["reference_score"]
        assert indicators["contribution"].sum() == pytest.approx(difference, abs=1e-9)
        for column in ("places", "contribution"):
            inside = indicators.groupby("group")[column].sum()
            total = groups.set_index("id")[column]
            pd.testing.assert_series_equal(inside, total[inside.index], check_names=False, atol=1e-9)
        assert (found.errors()[["places", "contribution"]] == 0).all(axis=None)  # exact, no random orders


def test_distances_are_differences_of_values_in_their_units(ranking):
    values = ranking.indicators().set_index("zone")
    order = ranking.table()["zone"]
    other = ranking.zones[0]
    table = ranking.explain(ZONE, to_rank=3, to_zone=other).table().set_index("id")
    assert list(table.reset_index()) == [*COLUMNS, "to_zone"]
    for indicator in ranking.system.indicators:
        row, column = table.loc[indicator.id], values[indicator.id]
        own, better = column[ZONE], 0.25 if indicator.direction == "-" else 0.75
        np.testing.assert_allclose(row["value"], own)
        np.testing.assert_allclose(row["to_median"], column.median() - own, atol=1e-9)
        np.testing.assert_allclose(row["to_quartile"], column.quantile(better) - own, atol=1e-9)
        np.testing.assert_allclose(row["to_rank"], column[order[2]] - own, atol=1e-9)
        np.testing.assert_allclose(row["to_zone"], column[other] - own, atol=1e-9)
        ahead = column[column < own] if indicator.direction == "-" else column[column > own]
        nearest = np.nan if ahead.empty else ahead.iloc[(ahead - own).abs().argmin()] - own
        np.testing.assert_allclose(row["to_next"], nearest, atol=1e-9)
        assert row["unit"] == indicator.unit


def test_the_score_is_compared_with_what_is_asked_for(ranking):
    table = ranking.table().set_index("zone")
    last, first = table.index[-1], table.index[0]
    ahead = ranking.explain(last, against="ahead")
    assert ahead.reference == table.index[-2]
    against = ranking.explain(last, against=first)
    total = against.table().set_index("id").loc["overall", "contribution"]
    assert total == pytest.approx(table.loc[last, "overall"] - table.loc[first, "overall"])
    assert ranking.explain(first, against="ahead").reference == "median"  # nobody is ahead of it
    own = ranking.explain(first, against=first).table()
    assert (own["contribution"].abs() < 1e-12).all()
    with pytest.raises(zr.Error, match="示例高新区01"):
        ranking.explain(first, against="示例高新区01")


def test_opponents_benchmarks_and_groups_of_zones(ranking):
    table = ranking.table().set_index("zone")
    others = [z for z in ranking.zones if z != ZONE][:3]
    found = ranking.explain(ZONE, opponents=others, benchmarks=others[:1])
    behind = int((table.loc[others, "overall"] > table.loc[ZONE, "overall"]).sum())
    assert found.rank == behind + 1 and found.of == 4
    values = ranking.indicators().set_index("zone")
    expected = (values.loc[ZONE] / values.loc[others[0]]).where(values.loc[others[0]] > 0)
    np.testing.assert_allclose(found.ratios()[others[0]], expected)
    inside = ranking.within(dict.fromkeys([ZONE, *others], "north")).explain(ZONE).ranks_within().set_index("id")
    assert inside.loc["overall", "rank"] == behind + 1
    assert set(inside["of"]) == {4} and set(inside["within"]) == {"north"}
    assert len(ranking.explain(ZONE).ranks_within()) == 0


def test_strengths_boards_and_obstacles(ranking):
    found = ranking.explain(ZONE, board_threshold=0.1, listed=3)
    ranks = ranking.table().set_index("zone").loc[ZONE]
    limit = 0.1 * len(ranking.zones)
    for row in found.boards().to_dict("records"):
        lead = ranks["overall_rank"] - ranks[f"{row['group']}_rank"]
        assert row["board"] == ("strong" if lead > limit else "weak" if -lead > limit else "even")
    strengths, weaknesses = found.strengths(), found.weaknesses()
    assert strengths["percentile"].is_monotonic_decreasing and weaknesses["percentile"].is_monotonic_increasing
    assert strengths["percentile"].min() > weaknesses["percentile"].max()
    assert len(weaknesses) >= 3 and not set(strengths["indicator"]) & set(weaknesses["indicator"])
    obstacles = found.obstacles()
    assert obstacles["obstacle_degree"].sum() == pytest.approx(1)
    table = found.table().set_index("id")
    weights = ranking.weights().set_index("indicator")["weight"]
    lacking = weights * (1 - table.loc[weights.index, "score"] / 100)
    first = obstacles.iloc[0]
    assert first["obstacle_degree"] == pytest.approx(lacking[first["indicator"]] / lacking.sum())


@pytest.fixture
def small(tmp_path):
    """Four zones with scores in two indicators, each a group of its own; d lacks one."""
    frame = {"zone": list("abcd"), "year": [2019] * 4, "x": [1.0, 2.0, 3.0, None], "y": [4.0, 1.0, 2.0, 3.0]}
    path = tmp_path / "s.toml"
    path.write_text(
        '[system]\nid = "s"\nen = "S"\n'
        + "".join(f'[[field]]\nname = "{n}"\nunit = "score"\nnumber = "real"\n' for n in "xy")
        + "".join(f'[[group]]\nid = "g{n}"\nen = "G{n}"\nweight = 1\n' for n in "xy")
        + "".join(f'[[indicator]]\nid = "i{n}"\ngroup = "g{n}"\nunit = "score"\nformula = "{n}"\n' for n in "xy"),
        encoding="utf-8",
    )
    return zr.rank(zr.read(frame, zr.load_system(path)))


def test_a_zone_without_a_score_has_no_places(small):
    found = small.explain("d")
    assert found.table()["places"].isna().all() and np.isnan(found.rank)
    assert found.summary() == ["d has no overall score, and so no rank"]
    assert found.summary("zh") == ["d没有总分，没有名次"]


def test_places_worked_out_by_hand(small):
    # Overall a 2.5, c 2.5, b 1.5. Against c, level with it: a's x alone (1 and 2) is behind, its y alone (3 and 4) is
    # ahead: -0.5 and +0.5. Against b: x alone (1 and 1) is behind, y alone (2 and 4) is ahead: x (-0.5 + 0) / 2, y
    # (0.5 + 1) / 2.
    found = small.explain("a")
    table = found.table().set_index("id")
    assert table["places"].to_dict() == {"overall": 0.5, "gx": -0.75, "ix": -0.75, "gy": 1.25, "iy": 1.25}
    assert found.summary() == [
        "a: 1.5 of 3 = 2 - 0.5 (0.5 places above the middle): Gy +1.25, Gx -0.75",
        "score 2.50 = 2.00 (median) + 0.50: Gy +1, Gx -0.5",
        "even: Gy (1); weak: Gx (3)",
    ]
    assert found.summary("zh")[0] == "a：3 个中第 1.5 = 2 - 0.5（比居中名次靠前 0.5 位）：gy +1.25，gx -0.75"
    assert small.explain("b").summary()[0] == "b: 3rd of 3 = 2 + 1 (1 place below the middle): Gy -1, Gx 0"
    assert "（中位数）" in small.explain("b").summary("zh")[1]


def test_large_groups_are_split_by_random_orders_that_add_up_too(ranking):
    exact, drawn = ranking.explain(ZONE), ranking.explain(ZONE, exact_members=3, orders=200, seed=5)
    assert drawn == ranking.explain(ZONE, exact_members=3, orders=200, seed=5, threads=2)
    assert drawn != exact and drawn != ranking.explain(ZONE, exact_members=3, orders=200, seed=6)
    middle = (len(ranking.zones) + 1) / 2
    table = drawn.table()
    assert table[table["kind"] == "indicator"]["places"].sum() == pytest.approx(middle - drawn.rank)
    errors = drawn.errors()["places"]
    assert errors.max() > 0
    assert ((table["places"] - exact.table()["places"]).abs() <= 6 * errors + 1e-9).all()
    assert "standard errors of places up to" in drawn.summary()[-1] and "标准误" in drawn.summary("zh")[-1]


def test_names_and_headings_in_both_languages(ranking):
    found = ranking.explain(ZONE)
    zh, en = found.table("zh"), found.table("en")
    assert list(zh)[:5] == ["标识", "类型", "分组", "名次得失", "得分贡献"]
    assert zh["标识"][0] == "总分" and set(zh["类型"]) == {"分组", "指标"}
    assert "R&D spending relative to revenue" in set(en["id"])
    pd.testing.assert_series_equal(zh["名次得失"], found.table()["places"], check_names=False)
    with pytest.raises(zr.Error, match="lang is 'fr', but must be one of en, zh"):
        found.table("fr")
    with pytest.raises(zr.Error, match='"nowhere"'):
        ranking.explain("nowhere")


def command(zones, *more):
    return ("explain", zones, "--system", "torch-2013", "--year", 2019, "--zone", ZONE, *more)


def test_the_command_prints_what_python_gives(ten_zones, ranking, here, tmp_path):
    found = ranking.explain(ZONE, to_rank=2)
    printed, _ = here(*command(ten_zones, "--to-rank", 2))
    text = " ".join(printed.split())
    for line in found.summary():
        assert " ".join(line.split()) in text
    row = found.table().set_index("id").loc["overall"]
    assert f"Overall {signed(row['places'])} {signed(row['contribution'])} {row['score']:.2f}" in text
    for part in ("to that rank", "strengths:", "weaknesses:"):
        assert part in printed
    printed, _ = here(*command(ten_zones, "--to-rank", 2, "--json"))
    rows = json.loads(printed)
    assert [r["id"] for r in rows] == list(found.table()["id"])
    assert [r["places"] for r in rows] == pytest.approx(list(found.table()["places"]))
    printed, _ = here(*command(ten_zones, "--lang", "zh"))
    assert "名次得失" in printed and "个中第" in printed and "长板" in printed and "places" not in printed


def test_the_command_writes_every_table(ten_zones, ranking, here, tmp_path):
    other = ranking.zones[0]
    here(*command(ten_zones, "--benchmark", other, "--lang", "zh", "-o", "e.xlsx"))
    sheets = pd.read_excel(tmp_path / "e.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets) == ["名次构成", "强项", "弱项", "长短板", "障碍度", "与标杆之比", "说明"]
    assert list(sheets["与标杆之比"]) == ["指标", other]
    assert len(sheets["名次构成"]) == len(ranking.explain(ZONE).table())
    (tmp_path / "groups.csv").write_text(
        "zone,group\n" + "".join(f"{z},{'a' if z == ZONE else 'b'}\n" for z in ranking.zones), encoding="utf-8"
    )
    printed, _ = here(*command(ten_zones, "--groups", "groups.csv", "--within", "group"))
    assert "rank within" in printed
    _, said = here("explain", ten_zones, "--system", "torch-2013", "--zone", "示例高新区04", expect=2)
    assert "示例高新区04" in said and "示例高新区004" in said
    _, said = here(*command(ten_zones, "--to-rank", 0), expect=2)
    assert "rank" in said and "0" in said
