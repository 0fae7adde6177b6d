"""What is drawn is what the tables hold."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from plot_cases import ASKED, ZONE, draw, of, ranking_of_ten, row_names, title_of  # noqa: F401
from zonerank.report.plots.accessor import KINDS, Plots

pytest.importorskip("matplotlib")

from zonerank.analysis import varied  # noqa: E402
from zonerank.report.plots import canvas  # noqa: E402


def test_every_kind_is_tried_and_is_a_method():
    assert set(ASKED) == set(KINDS) == {name for name in vars(Plots) if not name.startswith("_")}


def test_strips_show_every_score(ranking):
    ax = draw(ranking, "strips")
    table = ranking.table().set_index("zone")
    shown = ["overall", "knowledge", "upgrading", "internationalisation", "sustainability"]
    for row, id_ in enumerate(shown):
        (marks,) = [m for m in of(ax, "zones") if m.get_ydata()[0] == row]
        assert sorted(marks.get_xdata()) == sorted(table[id_])
        (median,) = [m for m in of(ax, "median") if abs(np.mean(m.get_ydata()) - row) < 0.1]
        assert median.get_xdata()[0] == pytest.approx(table[id_].median(), abs=1e-12)
        (dot,) = [m for m in of(ax, "zone") if m.get_ydata()[0] == row]
        assert dot.get_xdata()[0] == table.loc[ZONE, id_]
        score, rank = table.loc[ZONE, [id_, f"{id_}_rank"]]
        assert f"{score:.2f}, {varied.ordinal(rank)}" in [t.get_text() for t in ax.texts]
    ranks = [table.loc[ZONE, f"{id_}_rank"] for id_ in shown]
    assert [int(n) for n in re.findall(r"\b(\d+)(?:st|nd|rd|th)", title_of(ax))] == [
        ranks[0], min(ranks[1:]), max(ranks[1:])
    ]  # fmt: skip


def test_the_radar_has_one_scale_from_0_to_100(ranking):
    ax = draw(ranking, "radar", against="示例高新区001")
    table = ranking.table().set_index("zone")
    ids = ["knowledge", "upgrading", "internationalisation", "sustainability"]
    for gid, zone in (("zone", ZONE), ("other", "示例高新区001")):
        (line,) = of(ax, gid)
        x, y = line.get_xdata()[:-1], line.get_ydata()[:-1]
        assert np.hypot(x, y) == pytest.approx(table.loc[zone, ids].to_numpy(float), abs=1e-9)
        angle = np.degrees(np.arctan2(x, y)) % 360
        assert angle == pytest.approx(np.arange(4) * 90, abs=1e-6)
    rings = [np.hypot(r.get_xdata(), r.get_ydata()) for r in of(ax, "ring")]
    assert [float(r[0]) for r in rings] == pytest.approx([25, 50, 75, 100])
    assert all(np.allclose(r, r[0]) for r in rings) and ax.get_aspect() == 1
    group = draw(ranking, "radar", group="upgrading")
    scores = ranking.scores().set_index("zone")
    ids = [i.id for i in ranking.system.indicators if ranking.system.groups[i.group_index].id == "upgrading"]
    (line,) = of(group, "zone")
    assert np.hypot(line.get_xdata(), line.get_ydata())[:-1] == pytest.approx(scores.loc[ZONE, ids].to_numpy(float))
    (line,) = of(group, "other")
    assert np.hypot(line.get_xdata(), line.get_ydata())[:-1] == pytest.approx(scores[ids].median().to_numpy(float))


def test_contributions_are_those_of_explain_and_add_up(ranking):
    ax = draw(ranking, "contributions", against="mean")
    names = row_names(ax)
    widths = {label: [] for label in names}
    for container in ax.containers:
        group = container.get_label()
        for name, bar in zip(names, container.patches, strict=True):
            table = ranking.explain(name, against="mean").table()
            named = {ranking.name(id_): p for id_, p in zip(table["id"], table["contribution"], strict=True)}
            assert bar.get_width() == pytest.approx(named[group], abs=1e-12)
            widths[name].append(bar.get_width())
    (total,) = of(ax, "total")
    assert total.get_xdata() == pytest.approx([sum(widths[name]) for name in names], abs=1e-9)
    scores = ranking.table().set_index("zone")["overall"]
    mean = scores[names[0]] - total.get_xdata()[0]
    assert total.get_xdata() == pytest.approx([scores[name] - mean for name in names], abs=1e-9)
    assert f"{abs(scores[ZONE] - mean):.2f} points" in title_of(ax)


def steps(ax) -> list[float]:
    return [-p.get_width() for p in of(ax, "step")]


@pytest.mark.parametrize("by", ["groups", "indicators"])
def test_places_lead_from_the_middle_to_the_rank(by, ranking):
    ax = draw(ranking, "places", by=by, top=8)
    found = ranking.explain(ZONE)
    (start,), (end,) = of(ax, "start"), of(ax, "end")
    assert start.get_xdata()[0] == (found.of + 1) / 2 == 5.5 and end.get_xdata()[0] == found.rank
    assert start.get_xdata()[0] - sum(steps(ax)) == pytest.approx(found.rank, abs=1e-9)
    table = found.table()
    table = table[(table["kind"] == by[:-1]) & (table["id"] != "overall")]
    named = {canvas.lines_of(ranking.name(id_), 34): p for id_, p in zip(table["id"], table["places"], strict=True)}
    rows = row_names(ax)[1:-1]
    for name, places in zip(rows, steps(ax), strict=True):
        if name in named:
            assert places == pytest.approx(named.pop(name), abs=1e-12)
    if by == "indicators":
        assert len(rows) == 9 and rows[-1] == f"{len(table) - 8} more"
        assert steps(ax)[-1] == pytest.approx(sum(named.values()), abs=1e-9)
        assert max(map(abs, named.values())) <= min(map(abs, steps(ax)[:-1]))
    assert ax.get_xlim()[0] > ax.get_xlim()[1]  # better ranks to the right


def test_the_change_leads_from_rank_to_rank_and_shows_the_band(ranking):
    ax = draw(ranking, "change")
    row = ranking.change(2018).table().set_index("zone").loc[ZONE]
    (start,), (end,), (band,) = of(ax, "start"), of(ax, "end"), of(ax, "band")
    assert (start.get_xdata()[0], end.get_xdata()[0]) == (row["rank_before"], row["rank"])
    assert sum(steps(ax)) == pytest.approx(row["rank_before"] - row["rank"], abs=1e-9)
    by_name = dict(zip(row_names(ax)[1:-1], steps(ax), strict=True))
    own = [p for name, p in by_name.items() if name.startswith("own figures")]
    assert sum(own) == pytest.approx(row["own"], abs=1e-9) and len(own) == 4
    assert by_name["others' figures"] == pytest.approx(row["others"], abs=1e-9)
    edges = band.get_window_extent().transformed(ax.transData.inverted())
    assert sorted((edges.x0, edges.x1)) == pytest.approx([row["rank"] - row["noise"], row["rank"] + row["noise"]])
    assert ("within its noise band" if row["within_noise"] else "beyond its noise band") in title_of(ax)
    assert f"±{row['noise']:g}" in title_of(ax)


def test_a_change_within_the_band_is_said_to_be(ranking):
    table = ranking.change(2018).table()
    moved = table[table["moved"] != 0]
    for zone, within in zip(moved["zone"], moved["within_noise"], strict=True):
        for lang, words in (("en", ("beyond", "within")), ("zh", ("超出误差带", "在误差带内"))):
            text = title_of(draw(ranking, "change", zone=zone, lang=lang)).replace(" ", "")
            assert words[bool(within)].replace(" ", "") in text and words[not within].replace(" ", "") not in text
    assert set(moved["within_noise"]) == {True, False}


def test_bump_shows_the_ranks_of_every_year(ranking, ten_zones):
    ax = draw(ranking, "bump")
    for year in (2017, 2018, 2019):
        ranks = zr.rank(ten_zones, "torch-2013", year=year).table().set_index("zone")["overall_rank"]
        for line in [x for x in ax.lines if (x.get_gid() or "").startswith("zone:")]:
            shown = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
            assert shown[year] == ranks[line.get_gid().removeprefix("zone:")]
    assert len(ax.lines) == 10 and ax.get_ylim()[0] > ax.get_ylim()[1]


def test_intervals_are_those_of_uncertainty(ranking):
    ax = draw(ranking, "intervals", zones=["示例高新区001", "示例高新区007"])
    table = ranking.uncertainty(groups=False, scores=False).table().set_index("zone")
    assert set(row_names(ax)) == {ZONE, "示例高新区001", "示例高新区007"}
    for row, name in enumerate(row_names(ax)):
        r = table.loc[name]
        assert list(of(ax, "interval")[row].get_xdata()) == [r["rank_q5"], r["rank_q95"]]
        assert of(ax, "nominal")[row].get_xdata()[0] == r["nominal_rank"]
        assert of(ax, "median")[row].get_xdata()[0] == r["median_rank"]


def test_sobol_bars_are_the_indices(ranking):
    for zone in (None, ZONE):
        ax = draw(ranking, "sobol", zone=zone, top=5)
        found = ranking.sensitivity(points=32, scramblings=4)
        table = (found.table() if zone is None else found.zone(ZONE)).set_index("factor")
        names = {canvas.lines_of(name, 36): factor for factor, name in found.factor_names().items()}
        bars = [c for c in ax.containers if hasattr(c, "patches")]
        for row, label in enumerate(row_names(ax)):
            factor = names[label]
            for bar, index in zip(bars, ("total", "first"), strict=True):
                assert bar.patches[row].get_width() == pytest.approx(table.loc[factor, index], abs=1e-12)
        assert table["total"].max() == pytest.approx(bars[0].patches[0].get_width())


def test_the_heat_map_shows_ranks(ranking):
    ax = draw(ranking, "heatmap")
    names = row_names(ax)
    table = ranking.table().set_index("zone")
    columns = [label.get_text() for label in ax.get_xticklabels()]
    written = {(round(t.get_position()[0]), round(t.get_position()[1])): t.get_text() for t in of(ax, "rank")}
    scores = ranking.scores().set_index("zone")
    (image,) = of(ax, "ranks")
    for row, name in enumerate(names):
        assert written[0, row] == f"{table.loc[name, 'overall_rank']:g}"
        for j, item in enumerate(ranking.system.indicators):
            rank = scores[item.id].rank(ascending=False, method="min").loc[name]
            at = columns.index(canvas.lines_of(item.en, 34))
            assert written.get((at, row), "nan") == f"{rank:g}", (name, item.id, j)
            if rank == rank:
                shade = image.get_array()[row, at]
                assert shade == pytest.approx((rank - 1) / (scores[item.id].count() - 1), abs=1e-12)


def test_correlations_are_spearman_of_scores(ranking):
    ax = draw(ranking, "correlations", group="knowledge")
    (image,) = of(ax, "r")
    ids = [i.id for i in ranking.system.indicators if ranking.system.groups[i.group_index].id == "knowledge"]
    r = zr.statistics.correlation(ranking.scores()[ids], "spearman").r.to_numpy()
    np.testing.assert_allclose(image.get_array().filled(np.nan), r, rtol=0, atol=1e-12)
    above = np.triu(np.abs(r), 1)
    row, column = np.unravel_index(np.nanargmax(above), r.shape)
    assert f"({r[row, column]:.2f})" in title_of(ax)


def test_the_scatter_shows_values_in_the_unit_of_the_indicator(ranking):
    ax = draw(ranking, "scatter")
    values, table = ranking.indicators().set_index("zone"), ranking.table().set_index("zone")
    (dots,) = of(ax, "zones")
    shown = sorted(zip(dots.get_xdata(), dots.get_ydata(), strict=True))
    assert shown == sorted((values.loc[z, "rd_intensity"], table.loc[z, "overall"]) for z in values.index)
    (dot,) = of(ax, "zone")
    assert (dot.get_xdata()[0], dot.get_ydata()[0]) == (values.loc[ZONE, "rd_intensity"], table.loc[ZONE, "overall"])
    assert ax.get_xlabel() == "R&D spending relative to revenue (%)" and ax.get_ylabel() == "Overall (points)"


def test_the_tree_shows_weights_and_ranks(ranking):
    ax = draw(ranking, "tree")
    weights = ranking.weights().set_index("indicator")["weight"]
    order = sorted(range(33), key=lambda j: ranking.system.indicators[j].group_index)
    ids = [ranking.system.indicators[j].id for j in order]
    assert [t.get_text() for t in of(ax, "share")] == [f"{100 * weights[id_]:.3g} %" for id_ in ids]
    bars = of(ax, "weight")
    assert [b.get_width() / bars[0].get_width() for b in bars] == pytest.approx(
        [weights[id_] / weights[ids[0]] for id_ in ids]
    )
    ranks = ranking.explain(ZONE).table().set_index("id")["rank"]
    assert [t.get_text() for t in of(ax, "rank")] == [f"{ranks[id_]:g}" for id_ in ids if ranks[id_] is not pd.NA]
