"""Plots that cannot be drawn say why; names are shown as they are; a missing value is a gap."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from plot_cases import ZONE, cut, draw, of, ranking_of_ten, title_of  # noqa: F401

pytest.importorskip("matplotlib")


def test_wrong_questions_are_named(ranking):
    plot = ranking.plot
    with pytest.raises(zr.Error, match="示例高新区04"):
        plot.strips("示例高新区04")
    with pytest.raises(AttributeError, match="stripes"):
        plot.stripes  # noqa: B018
    for call, words in (
        (lambda: plot.strips(ZONE, lang="fr"), "lang is 'fr', but must be one of en, zh"),
        (lambda: plot.strips(ZONE, ax=3), "ax is 3, but must be the Axes of matplotlib"),
        (lambda: plot.radar(ZONE, group="knowlege"), "group is 'knowlege', but must be one of"),
        (lambda: plot.scatter("rd_intensity", "x"), "y is 'x', but must be one of"),
        (lambda: plot.contributions(top=0), "top is 0, but must be a whole number"),
        (lambda: plot.contributions(zones=[]), "zones: no zone is named"),
        (lambda: plot.places(ZONE, by="zones"), "by is 'zones', but must be one of groups, indicators"),
        (lambda: plot.levers(ZONE, rank=10), "is already; name a better rank|already; name a better rank"),
        (lambda: plot.frontier(ZONE, rank=7), "rank is 7, but must be a number from 1 to 4"),
        (lambda: plot.change(ZONE, before=2015), "before is 2015, but the figures are of 2017, 2018, 2019"),
    ):
        with pytest.raises(zr.Error, match=words):
            call()


def test_what_cannot_be_drawn_says_why_in_both_languages(ten_zones):
    frame = pd.read_csv(ten_zones)
    thin = frame[frame["year"] == 2019].copy()
    thin.loc[thin["zone"] == ZONE, ["revenue", "employees"]] = np.nan
    ranking = zr.rank(thin, "torch-2013", year=2019)
    other = ranking.zones[0]
    z_scores = zr.rank(frame, "torch-2013", year=2019, method={"normalization": "z-score"})
    bounds = {i.id: (0, 1000) for i in zr.load_system("torch-2013").indicators}
    one = zr.rank(frame[frame["zone"] == ZONE], "torch-2013", year=2019, bounds=bounds)
    for call, words, zh in (
        (
            lambda: ranking.plot.places(ZONE),
            "has no overall score in 2019, and so no rank",
            "2019 年没有总分，没有名次",
        ),
        (lambda: ranking.plot.change(other), "no year before 2019", "没有 2019 年以前的年份"),
        (lambda: ranking.plot.bump(), "can be ranked in 2019 alone", "只有 2019 年可以排名"),
        (lambda: z_scores.plot.radar(ZONE), "a radar has scores from 0 to 100", "得分应在 0 到 100 之间"),
        (lambda: one.plot.correlations(), "no two indicators of the system", "没有两项指标可以计算"),
        (lambda: one.plot.sobol(ZONE), "no weight moves the rank", "权重变动不改变"),
        (lambda: one.plot.frontier(ZONE), "no combination of figures brings .* to a better rank", "没有数据组合能使"),
    ):
        with pytest.raises(zr.Error, match=words) as caught:
            call()
        assert zh in caught.value.text("zh") and not re.search("[a-z]{4,} [a-z]{4,}", caught.value.text("zh"))
    for kind in ("strips", "radar", "contributions", "places", "change", "bump", "intervals", "heatmap", "tree"):
        assert title_of(draw(one, kind))


@pytest.mark.parametrize("name", ['x$y_{2}$ <b>&"甲"</b>', "name" * 50, "W" * 200, "一" * 200, "a b " * 50])
def test_names_are_shown_as_they_are(name, ten_zones, tmp_path):
    frame = pd.read_csv(ten_zones)
    frame["zone"] = frame["zone"].replace(ZONE, name)
    ranking = zr.rank(frame, "torch-2013", year=2019)
    name = ranking.zones[[z.startswith(name[:4]) for z in ranking.zones].index(True)]
    for kind in (
        "strips",
        "contributions",
        "bump",
        "radar",
        "places",
        "change",
        "heatmap",
        "scatter",
        "tree",
        "levers",
    ):
        ax = draw(ranking, kind, zone=name)
        assert cut(ax.figure) == [], kind
        ax.figure.savefig(tmp_path / "n.svg")
        ElementTree.parse(tmp_path / "n.svg")
        if kind != "scatter":  # it says how all zones lie
            assert name.replace(" ", "")[:12] in title_of(ax).replace(" ", "")


def test_a_missing_value_is_a_gap_and_no_zero(ten_zones):
    frame = pd.read_csv(ten_zones)
    frame.loc[(frame["zone"] == ZONE) & (frame["year"] == 2019), "listed_enterprises"] = np.nan
    ranking = zr.rank(frame, "torch-2013", year=2019)
    column = [i.id for i in ranking.system.indicators].index("listed_per_10k")
    assert np.isnan(ranking.scores().set_index("zone").loc[ZONE].iloc[column])
    (line,) = of(draw(ranking, "radar", group="upgrading"), "zone")
    assert np.isnan(line.get_xdata()).sum() == 1
    (image,) = of(draw(ranking, "heatmap", group="upgrading"), "ranks")
    assert image.get_array().mask.sum() == 1


def test_without_matplotlib_it_says_what_to_install(ten_zones):
    program = f"""
import sys
sys.modules["matplotlib"] = None
import zonerank as zr
ranking = zr.rank({str(ten_zones)!r}, "torch-2013", year=2019)
assert "strips" in dir(ranking.plot)
try:
    ranking.plot.strips({ZONE!r})
except zr.Error as error:
    print(error, "|", error.text("zh"))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "plots need matplotlib, which is not installed: pip install matplotlib | 绘图需要 matplotlib" in done.stdout
