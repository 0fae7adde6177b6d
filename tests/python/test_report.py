"""What the pages of a report say is what the library says."""

from __future__ import annotations

import numpy as np
import pytest
from page_parts import Page, number
from report_pages import (  # noqa: F401
    ZONE,
    N,
    at,
    close,
    data_of_169,
    page_of,
    page_of_zone,
    ranking_of_169,
    text_of_all,
    text_of_zone,
)
from zonerank.report.pages import plan


def test_the_rank_is_told_as_a_sum(ranking, page, text):
    explained = ranking.explain(ZONE)
    assert explained.summary()[0] in page.text
    assert explained.summary("zh")[0] in Page(text, "zh").text
    assert f"{ranking._core.group_ranks[at(ranking), 0]:g}\n of {N}" in page.text


def test_groups_are_those_of_the_library(ranking, page):
    rows = page.tables["Groups and all zones"]
    explained = ranking.explain(ZONE).table()
    groups = explained[explained["kind"] == "group"].to_dict("records")
    assert len(rows) == len(groups) + 1 == 6
    for row, group in zip(rows[1:], groups, strict=True):
        assert row[0] == ranking.name(group["id"])
        assert number(row[2]) == pytest.approx(group["score"], abs=0.0051)
        assert row[3] == f"{group['rank']} of {group['of']}"
        assert number(row[4]) == pytest.approx(group["places"], abs=0.0051)
    assert sum(number(row[4]) for row in rows[2:]) == pytest.approx(number(rows[1][4]), abs=0.03)


def test_indicators_are_those_of_the_library(ranking, page):
    rows = page.tables["Indicators"]
    headings = [cell.lower() for cell in rows[0]]
    assert headings[2:] == [
        "value", "unit", "score", "all zones by score", "rank", "median", "to the next quartile", "change since 2018",
        "places", "weight",
    ]  # fmt: skip
    explained = ranking.explain(ZONE).table().set_index("id")
    own = ranking.change(2018, noise=False).own(ZONE).set_index("indicator")
    weights = ranking.weights().set_index("indicator")["weight"]
    values = ranking.indicators()
    assert len(rows) == len(ranking.system.indicators) + 1
    for row, item in zip(rows[1:], ranking.system.indicators, strict=True):
        told = explained.loc[item.id]
        assert row[0] == f"{item.code} {item.en}" and row[3] == item.unit
        assert close(number(row[2]), told["value"]), row
        assert number(row[4]) == pytest.approx(told["score"], abs=0.0051, nan_ok=True)
        assert row[6] == (f"{told['rank']}/{told['of']}" if told["rank"] == told["rank"] else "—")
        assert close(number(row[7]), float(values[item.id].median()))
        assert close(number(row[9]), told["value"] - own.loc[item.id, "value_before"]), row
        assert number(row[10]) == pytest.approx(told["places"], abs=0.0051)
        assert number(row[11]) == pytest.approx(100 * weights[item.id], rel=5e-3)


def test_the_next_quartile_is_the_nearest_better_one(ranking, page):
    explained = ranking.explain(ZONE).table().set_index("id")
    seen = set()
    for row, item in zip(page.tables["Indicators"][1:], ranking.system.indicators, strict=True):
        told, shown = explained.loc[item.id], row[8]
        better = 1 if item.direction == "+" else -1
        if "to the best quarter" in shown:
            assert close(number(shown), told["to_quartile"]) and better * told["to_median"] <= 0
        elif "to the median" in shown:
            assert close(number(shown), told["to_median"]) and better * number(shown) > 0
        elif "in the best quarter" in shown:
            assert better * told["to_quartile"] <= 0
        else:
            assert "to the lower quartile" in shown and 0 < better * number(shown) < better * told["to_median"]
        seen.add(shown.lstrip("+-0123456789., "))
    assert len(seen) >= 3


def test_how_sure_the_rank_is(ranking, page):
    row = ranking.uncertainty().table().set_index("zone").loc[ZONE]
    low, high = row["rank_q5"], row["rank_q95"]
    assert f"{low:g} to {high:g} in nine of ten redraws" in page.text
    band = f"{(high - low) / 2:.2f}".rstrip("0").rstrip(".")
    assert f"±{band} places" in page.text


def test_since_the_year_before(ranking, page, text):
    change = ranking.change(2018)
    for line in change.summary(zone=ZONE):
        assert line[0].upper() + line[1:] in page.text
    for line in change.summary("zh", zone=ZONE):
        assert line in Page(text, "zh").text
    rows = page.tables["Causes of the change [places]"]
    row = change.table().set_index("zone").loc[ZONE]
    for shown, cause in zip(rows[1:], ("own", "others", "bounds", "membership", "method"), strict=False):
        assert number(shown[1]) == pytest.approx(row[cause], abs=0.0051)
    assert number(rows[-1][1]) == row["moved"]
    own = page.tables["Its own figures by indicator [places]"]
    assert sum(number(r[4]) for r in own[1:]) == pytest.approx(row["own"], abs=0.2)


def test_every_lever_gives_the_rank_that_is_shown(ranking, page):
    today = ranking._core.group_ranks[at(ranking), 0]
    target = plan.round_target(today)
    rows = page.tables[f"Single figures and rank {target:g}"]
    fields = {field.en or field.name: field.name for field in ranking.system.fields}
    found = ranking.plan(ZONE, rank=target).table().set_index("field")
    assert len(rows) > 5
    for row in rows[1:]:
        told = found.loc[fields[row[0]]]
        assert close(number(row[1]), told["today"]) and number(row[5]) == told["rank_alone"]
        if row[2] != "not reachable" and row[2] != "Not reachable":
            assert close(number(row[2]), told["needed"])
            changed = ranking.what_if({ZONE: {fields[row[0]]: float(told["needed"])}})
            assert changed._core.group_ranks[at(ranking), 0] == told["rank_alone"] <= target


@pytest.mark.parametrize(
    "rank, target", [(65, 60), (60, 50), (11, 10), (10, 5), (7, 5), (5, 4), (2, 1), (1, 1), (2.5, 2)]
)
def test_a_target_is_a_round_rank(rank, target):
    assert plan.round_target(rank) == target


def test_a_zone_that_has_the_rank_needs_no_levers(ranking, tmp_path):
    best = ranking.table()["zone"][0]
    page = page_of(ranking, tmp_path, best)
    assert f"{best}: 1st today, which is 1st or better already" in page.text
    assert "Single figures and rank 1" not in page.tables


def test_strengths_and_weaknesses(ranking, page):
    explained = ranking.explain(ZONE)
    for caption, frame in (("Strengths", explained.strengths()), ("Weaknesses", explained.weaknesses())):
        rows = page.tables[caption]
        assert [row[0] for row in rows[1:]] == [ranking.name(id_) for id_ in frame["indicator"]]
        assert [row[1] for row in rows[1:]] == [f"{r}/{of}" for r, of in zip(frame["rank"], frame["of"], strict=True)]


def test_the_zones_around_it(ranking, page):
    rows = page.tables["Zones around it; of the groups their ranks"]
    order = [ranking.zones[i] for i in ranking._order()]
    k = order.index(ZONE)
    assert [row[0] for row in rows[1:]] == order[max(0, k - 5) : k + 6]
    scores = ranking.table().set_index("zone")["overall"]
    for row in rows[1:]:
        assert number(row[2]) == pytest.approx(scores[row[0]], abs=0.0051)


def test_all_zones_in_one_table(ranking, all_text):
    page = Page(all_text)
    rows = page.tables["Ranking"]
    table = ranking.table()
    assert [row[0] for row in rows[1:]] == table["zone"].tolist()
    change = ranking.change(2018).table().set_index("zone")
    quantiles = ranking.uncertainty().table().set_index("zone")
    for row, told in zip(rows[1:], table.to_dict("records"), strict=True):
        assert number(row[1]) == told["overall_rank"]
        assert number(row[2]) == pytest.approx(told["overall"], abs=0.0051)
        assert row[3] == f"{told['knowledge']:.2f} ({told['knowledge_rank']})"
        low, high = quantiles.loc[told["zone"], ["rank_q5", "rank_q95"]]
        assert row[7] == f"{low:g}–{high:g}"
        moved = change.loc[told["zone"]]
        assert number(row[8]) == moved["moved"] and ("~" in row[8]) == bool(moved["within_noise"] and moved["moved"])
        assert int(row[9]) == np.ceil(4 * told["overall_rank"] / N)
    heat = page.tables["Ranks by group and indicator"]
    ranks = np.hstack([ranking._core.group_ranks, ranking._core.indicator_ranks()])
    for row, i in zip(heat[1:], ranking._order(), strict=True):
        assert row[0] == ranking.zones[i]
        assert np.array_equal([number(cell) for cell in row[1:]], ranks[i], equal_nan=True)
