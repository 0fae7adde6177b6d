"""Plots of what would change a rank: levers, and the frontier of efforts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from plot_cases import ZONE, draw, of, ranking_of_ten, row_names, title_of  # noqa: F401

matplotlib = pytest.importorskip("matplotlib")

from zonerank.analysis import varied  # noqa: E402
from zonerank.report.plots import canvas, colors  # noqa: E402


def test_levers_are_those_of_the_table(ranking):
    ax = draw(ranking, "levers", top=6)
    found = ranking.plan(ZONE)
    table = found.table().dropna(subset=["needed", "change"]).head(6)
    (bars,) = ax.containers
    assert [b.get_width() for b in bars.patches] == pytest.approx(list(table["change"]), abs=1e-12)
    names = {f.name: f.en for f in ranking.system.fields}
    assert row_names(ax) == [canvas.lines_of(names[name], 34) for name in table["field"]]
    assert f"{table['change'].iloc[0]:+.3g} %" in title_of(ax)
    assert f"{int(found.table()['needed'].notna().sum())} of {len(found.table())} figures" in title_of(ax)


def test_the_frontier_is_that_of_the_plan(ranking):
    ax = draw(ranking, "frontier")
    found = ranking.plan(ZONE)
    table = found.frontier()
    plans = table.groupby(["effort", "reached"], as_index=False).agg({"proved": "all", "at_least": "min"})
    for gid, is_proved in (("proved", True), ("unproved", False)):
        some = plans[plans["proved"] == is_proved]
        drawn = [xy for line in of(ax, gid) for xy in zip(line.get_xdata(), line.get_ydata(), strict=True)]
        assert sorted(drawn) == sorted(zip(some["effort"], some["reached"], strict=True))
    bounds = sorted(line.get_xdata()[0] for line in of(ax, "at_least"))
    unproved = plans[~plans["proved"]]
    assert len(unproved) > 0 and bounds == sorted(np.minimum(unproved["at_least"], unproved["effort"]))
    (steps,) = of(ax, "steps")
    effort, rank = steps.get_xdata(), steps.get_ydata()
    assert steps.get_drawstyle() == "steps-post" and (effort[0], rank[0]) == (0, found.today) == (0, 5)
    assert list(effort) == sorted(effort) and list(rank) == sorted(rank, reverse=True)
    for row in table.itertuples():  # no less effort reaches the rank
        assert rank[effort <= row.effort].min() <= row.rank < rank[effort < row.effort].min()
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # better ranks higher up
    best = table.iloc[-1]
    assert f"{varied.ordinal(best['rank'])} takes {best['effort']:.3g}" in title_of(ax)


def test_proved_and_unproved_plans_are_told_apart_without_colour(ten_zones):
    frame = pd.read_csv(ten_zones)
    found = {"proved": [], "unproved": []}
    for zone in sorted(set(frame["zone"])):
        ranking = zr.rank(frame, "torch-2013", year=2019)
        if ranking.table().set_index("zone").loc[zone, "overall_rank"] == 1:
            continue
        ax = draw(ranking, "frontier", zone=zone, lang="zh")
        names = [text.get_text() for text in ax.get_legend().get_texts()]
        for gid, word in (("proved", "已证明最省力"), ("unproved", "未证明：")):
            found[gid] += [matplotlib.colors.to_hex(line.get_markerfacecolor()) for line in of(ax, gid)]
            assert bool(of(ax, gid)) == any(name.startswith(word) for name in names)
        (last,) = ranking.plan(zone).frontier().tail(1)["proved"]
        assert title_of(ax).endswith("（未证明最小）") != last
    assert set(found["proved"]) == {colors.GAIN.lower()} and set(found["unproved"]) == {"#ffffff"}


def test_the_frontier_stops_at_the_rank_that_is_named(ranking):
    ax = draw(ranking, "frontier", rank=3)
    (steps,) = of(ax, "steps")
    table = ranking.plan(ZONE).frontier()
    assert set(steps.get_xdata()[1:]) == set(table[table["rank"] >= 3]["effort"])
