"""Plots: what is drawn is what the tables hold, whatever the display, the fonts and the language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from zonerank.report.plots.accessor import KINDS, Plots

matplotlib = pytest.importorskip("matplotlib")

from matplotlib import font_manager  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.text import Text  # noqa: E402
from zonerank.analysis import varied  # noqa: E402
from zonerank.report.plots import canvas, colors, fonts  # noqa: E402

ZONE = "示例高新区004"
ROOT = Path(__file__).parents[2]
ASKED = {
    "strips": {"zone": ZONE},
    "radar": {"zone": ZONE},
    "contributions": {"zone": ZONE},
    "places": {"zone": ZONE},
    "change": {"zone": ZONE},
    "bump": {"zone": ZONE},
    "intervals": {"zone": ZONE},
    "sobol": {"zone": ZONE, "points": 32, "scramblings": 4},
    "heatmap": {"zone": ZONE},
    "correlations": {},
    "scatter": {"x": "rd_intensity", "y": "overall", "zone": ZONE},
    "tree": {"zone": ZONE},
    "levers": {"zone": ZONE},
    "frontier": {"zone": ZONE},
}


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, "torch-2013", year=2019)


def draw(ranking, kind: str, **more):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fonts.FontWarning)
        return getattr(ranking.plot, kind)(**{**ASKED[kind], **more})


def title_of(ax) -> str:
    return ax.get_title(loc="left").replace("\n", " ")


def of(ax, gid: str) -> list:
    return [artist for artist in ax.findobj() if artist.get_gid() == gid]


def row_names(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_every_kind_is_tried_and_is_a_method():
    assert set(ASKED) == set(KINDS) == {name for name in vars(Plots) if not name.startswith("_")}


# ---- the numbers


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


# ---- what every plot has


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_plot_has_a_title_and_says_what_was_ranked(kind, lang, ranking):
    ax = draw(ranking, kind, lang=lang)
    (about,) = [t for t in ax.texts if t.get_gid() == "about"]
    assert "2019" in about.get_text() and len(title_of(ax)) > 15
    assert bool(re.search("[一-鿿]", re.sub("示例高新区", "", title_of(ax)))) == (lang == "zh")
    for text in ax.findobj(Text):
        assert text.get_fontfamily()[-1] == "DejaVu Sans", text.get_text()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_drawn_where_it_is_asked_to(kind, ranking):
    figure = Figure()
    ax = figure.add_subplot(1, 2, 1)
    assert draw(ranking, kind, ax=ax) is ax
    assert ax.get_title(loc="left")


def test_a_notebook_shows_it(ranking):
    assert draw(ranking, "strips")._repr_png_().startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_the_same_bytes_twice(kind, ranking, tmp_path):
    figures = [draw(ranking, kind).figure for _ in (1, 2)]
    for ending in ("svg", "png", *(["pdf"] if kind == "strips" else [])):
        for k, figure in enumerate(figures, start=1):
            figure.savefig(tmp_path / f"{k}.{ending}", dpi=60)
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes(), ending


def test_pyplot_is_left_alone_and_no_display_is_needed(ten_zones, tmp_path):
    program = f"""
import sys, zonerank as zr
ranking = zr.rank({str(ten_zones)!r}, "torch-2013", year=2019)
ranking.plot.strips({ZONE!r}).figure.savefig({str(tmp_path / "s.png")!r})
assert "matplotlib.pyplot" not in sys.modules
import matplotlib
before = dict(matplotlib.rcParams)
ranking.plot.radar({ZONE!r}, lang="zh").figure.savefig({str(tmp_path / "r.svg")!r})
assert dict(matplotlib.rcParams) == before and "matplotlib.pyplot" not in sys.modules
"""
    environment = {k: v for k, v in os.environ.items() if k != "DISPLAY"} | {"MPLBACKEND": "TkAgg"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "s.png").stat().st_size > 5000


# How a colour is seen without one kind of cone: Machado, Oliveira, Fernandes (2009), severity 1, linear RGB.
BLINDNESS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
LINEAR_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(color: str, kind: str) -> np.ndarray:
    rgb = np.array([int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(BLINDNESS[kind]) @ linear, 0, 1)
    xyz = LINEAR_TO_XYZ @ linear / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("kind", BLINDNESS)
def test_colour_blind_readers_tell_colours_apart(kind):
    """A difference of 10 in CIELAB is seen at a glance; red and green of one lightness have less than that."""

    def apart(one: str, other: str) -> float:
        return float(np.linalg.norm(lab(one, kind) - lab(other, kind)))

    assert apart(colors.GAIN, colors.LOSS) > 30 and apart(colors.GAIN, colors.ZONE) > 30
    series = colors.SERIES[:5]
    assert min(apart(a, b) for k, a in enumerate(series) for b in series[:k]) > 10
    if kind == "deutan":
        assert apart("#d62728", "#8c6d31") < 25  # the test sees what is hard to tell apart


# ---- fonts


@pytest.fixture
def no_chinese(monkeypatch):
    monkeypatch.setattr(fonts, "known", lambda: [])
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [])
    monkeypatch.setattr(fonts, "_is_told", False)


def test_without_a_chinese_font_it_says_so_once_and_names_the_package(no_chinese, ranking, tmp_path):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for kind in ("strips", "places"):
            ax = getattr(ranking.plot, kind)(ZONE, lang="zh")
            ax.figure.savefig(tmp_path / f"{kind}.png")
            ax.figure.savefig(tmp_path / f"{kind}.svg")
    assert [str(w.message) for w in caught if w.category is fonts.FontWarning] == [fonts.MISSING[0]]
    assert [w for w in caught if "Glyph" in str(w.message)] == []
    assert (
        "sudo apt install fonts-noto-cjk" in fonts.MISSING[0] and "sudo apt install fonts-noto-cjk" in fonts.MISSING[1]
    )
    assert {tuple(t.get_fontfamily()) for t in ax.findobj(Text)} == {("DejaVu Sans",)}
    svg = (tmp_path / "places.svg").read_text(encoding="utf-8")
    assert "居中名次" in svg and "<text" in svg  # right where there is a font


def test_the_command_says_it_in_its_language(no_chinese, ten_zones, here, tmp_path):
    command = ("plot", ten_zones, "--system", "torch-2013", "--kind", "strips", "-o", "s.png")
    assert "sudo apt install fonts-noto-cjk" in " ".join(here(*command)[1].split())
    assert "没有中文字体" in here(*command, "--lang", "zh")[1]


def test_fonts_installed_later_are_found_and_kept(monkeypatch, tmp_path):
    path = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSansMono.ttf")
    manager = font_manager.fontManager
    monkeypatch.setattr(manager, "ttflist", [f for f in manager.ttflist if f.name != "DejaVu Sans Mono"])
    monkeypatch.setattr(fonts, "CHINESE", ("DejaVu Sans Mono",))
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [path])
    monkeypatch.setattr(matplotlib, "get_cachedir", lambda: str(tmp_path))
    assert fonts.known() == [] and fonts.chinese() == ["DejaVu Sans Mono"]
    (kept,) = tmp_path.glob("fontlist-v*.json")
    assert "DejaVuSansMono.ttf" in kept.read_text(encoding="utf-8")


# ---- lines of text


def test_lines_lose_nothing_and_break_where_they_may():
    text = "示例高新区065：169 个中第 25，比居中名次靠前 60 位，从业人员中硕士和博士占比影响最大（+15.66），占 42 %"
    for most in range(16, 90):
        lines = canvas.wrapped(text, most).split("\n")
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(canvas.cells(line) <= most + 4 for line in lines)
        assert not any(line[0] in "，。；：、）%" or line[-1] in "（第" for line in lines)
    assert canvas.lines_of("a name of many words that goes on", 12, 2) == "a name of\nmany words…"
    assert canvas.lines_of("short", 12) == "short"


# ---- wrong questions


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


@pytest.mark.parametrize("name", ['x$y_{2}$ <b>&"甲"</b>', "name" * 50, "一" * 200, "a b " * 50])
def test_names_are_shown_as_they_are(name, ten_zones, tmp_path):
    frame = pd.read_csv(ten_zones)
    frame["zone"] = frame["zone"].replace(ZONE, name)
    ranking = zr.rank(frame, "torch-2013", year=2019)
    name = ranking.zones[[z.startswith(name[:4]) for z in ranking.zones].index(True)]
    for kind in ("strips", "contributions", "bump", "radar"):
        ax = draw(ranking, kind, zone=name)
        ax.figure.savefig(tmp_path / "n.svg")
        ElementTree.parse(tmp_path / "n.svg")
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


# ---- the command


def test_the_command_writes_every_kind(ten_zones, here, tmp_path):
    command = ("plot", ten_zones, "--system", "torch-2013", "--year", 2019)
    for kind in KINDS:
        words = [f"--{k}={v}" for k, v in ASKED[kind].items() if k in ("zone", "x", "y")]
        printed, said = here(*command, "--kind", kind, *words, "-o", f"{kind}.svg")
        assert printed == "" and f"written: {kind}.svg ({kind})\n" in said
        assert (tmp_path / f"{kind}.svg").read_text(encoding="utf-8").startswith("<?xml")
    _, said = here(*command, "--kind", "tree", "-o", "t.png", "--lang", "zh")
    assert "已写入：t.png（tree）" in said and (tmp_path / "t.png").read_bytes()[:4] == b"\x89PNG"


def test_the_command_refuses_what_is_wrong(ten_zones, here, tmp_path):
    command = ("plot", ten_zones, "--system", "torch-2013", "--year", 2019)
    for words, said in (
        (("--kind", "strips", "-o", "s.csv"), "-o s.csv: the extension must be one of .png, .svg, .pdf"),
        (("--kind", "strips", "-o", "-"), "-o -: a picture cannot be printed"),
        (("--kind", "strps", "-o", "s.svg"), 'did you mean "strips"?'),
        (("--kind", "radar", "-o", "s.svg"), "--kind radar needs --zone"),
        (("--kind", "tree", "--x", "revenue", "-o", "s.svg"), "--x: tree does not take it; it is of scatter"),
        (("--kind", "levers", "--zone", ZONE, "--rank", "99", "-o", "s.svg"), "--rank is 99"),
    ):
        assert said in here(*command, *words, expect=2)[1]
    (tmp_path / "s.svg").write_text("kept")
    here(*command, "--kind", "bump", "--zone", "nobody", "-o", "s.svg", expect=2)
    assert (tmp_path / "s.svg").read_text() == "kept"


@pytest.mark.parametrize("page, ending", [("plots.md", ".png"), ("plots.zh.md", ".zh.png")])
def test_the_page_shows_every_kind_with_its_picture(page, ending):
    text = (ROOT / "docs" / "guide" / page).read_text(encoding="utf-8")
    shown = re.findall(r"^`--kind (\w+) .*`$", text, re.M)
    assert shown == re.findall(rf"\(plots/(\w+){re.escape(ending)}\)", text) and set(shown) == set(KINDS)
    for kind in KINDS:
        assert (ROOT / "docs" / "guide" / "plots" / f"{kind}{ending}").stat().st_size < 60_000
