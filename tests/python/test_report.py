"""Pages of a report: what they say is what the library says, in both languages, in one file that asks for nothing."""

from __future__ import annotations

import re
import zipfile

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from page_parts import Page, number
from zonerank.report.pages import enterprises, method, plan, shell, write

ZONE = "示例高新区065"
N = 169
SYSTEM = """[system]
id = "sites"
zh = "体系"
en = "Sites"
[[field]]
name = "a"
unit = "CNY"
number = "real"
[[field]]
name = "b"
unit = "person"
number = "real"
[[field]]
name = "c"
unit = "score"
number = "real"
[[group]]
id = "left"
zh = "左"
en = "Left"
[[indicator]]
id = "x"
group = "left"
unit = "CNY"
formula = "a"
[[indicator]]
id = "y"
group = "left"
unit = "person"
direction = "-"
formula = "b"
[[group]]
id = "right"
zh = "右"
en = "Right"
[[indicator]]
id = "z"
group = "right"
unit = "score"
formula = "c"
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "data"
    zr.sample(folder, enterprises=4000, zones=N)
    return folder


@pytest.fixture(scope="module")
def ranking(data):
    return zr.rank(zr.read(data, "torch-2013"), year=2019)


@pytest.fixture(scope="module")
def text(ranking, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "zone.html"
    ranking.to_html(path, zone=ZONE)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def all_text(ranking, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "all.html"
    ranking.to_html(path)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    path = tmp_path_factory.mktemp("system") / "sites.toml"
    path.write_text(SYSTEM, encoding="utf-8")
    return path


def small(system, n: int, names=None, method=None, bounds=None, **columns):
    """A ranking of n made-up zones."""
    random = np.random.default_rng(n)
    names = names or [f"Z{k:04}" for k in range(n)]
    made = {"a": random.lognormal(size=n), "b": random.lognormal(size=n), "c": random.random(n) * 100}
    frame = {"zone": names, "year": [2019] * n, **made, **columns}
    return zr.rank(zr.read(frame, system, keep_rows=names), method=method, bounds=bounds)


def page_of(ranking, folder, zone=None, lang="en", **options) -> Page:
    ranking.to_html(folder / "page.html", zone=zone, **options)
    return Page((folder / "page.html").read_text(encoding="utf-8"), lang)


def close(shown: float, value: float) -> bool:
    """Equal to the digits that are shown, four or more."""
    return (np.isnan(shown) and np.isnan(value)) or abs(shown - value) <= 5.1e-4 * abs(value) + 1e-12


def at(ranking, zone=ZONE) -> int:
    return ranking.zones.index(zone)


# ---- what a page says


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


# ---- one file, two languages, for everybody


def test_the_file_asks_for_nothing(text, all_text):
    for source in (text, all_text):
        assert not re.search(r"https?:|[\"'(]//|url\(|@import|\bsrc=|<link|<img|<iframe", source), "a request"
        assert "default-src 'none'" in source
    page = Page(all_text)
    ids = {a["id"] for _, a in page.elements if "id" in a}
    assert page.links and all(link.startswith("#") and link[1:] in ids for link in page.links)


def test_notices_do_not_tell_where_the_files_are(data, ranking, all_text):
    assert any(str(data) in notice.text() for notice in ranking.notices)
    assert str(data) not in all_text and "made-up-derived-2017.csv" in all_text


def test_ids_are_there_once_and_labels_name_them(text, all_text):
    for source in (text, all_text):
        elements = Page(source).elements
        ids = [a["id"] for _, a in elements if "id" in a]
        assert len(ids) == len(set(ids))
        named = [a[key] for _, a in elements for key in ("for", "aria-labelledby") if key in a]
        assert len(named) > 5 and set(named) <= set(ids)


def test_pages_are_small(text, all_text):
    assert len(text.encode()) < 160_000 and len(all_text.encode()) < 250_000
    own = sum(len(shell.file_text(name).encode()) for name in ("tables.js", "engine.js", "what_if.js", "league.js"))
    assert own < 40_000


def test_both_languages_say_everything(text, all_text):
    for whole in (text, all_text):
        source = re.sub(r"<li>.*?</li>", "", whole.partition("<script>\n")[0], flags=re.S)  # notices name headings
        pairs = re.findall(r"<span lang=en>(.*?)</span><span lang=zh>(.*?)</span>", source)
        assert len(pairs) == source.count("<span lang=en>") == source.count("<span lang=zh>") > 100
        for en, zh in pairs:
            assert not re.search("[\u4e00-\u9fff]", re.sub("示例高新区\\d+", "", en)), en
            assert re.search("[\u4e00-\u9fff]|^[ %/\\d]", zh), (en, zh)


def test_both_languages_have_the_same_numbers(text, all_text):
    for source in (text, all_text):
        en, zh = Page(source, "en"), Page(source, "zh")
        assert len(en.tables) == len(zh.tables)
        for one, other in zip(en.tables.values(), zh.tables.values(), strict=True):
            units = {k for k, heading in enumerate(one[0]) if heading in ("Unit", "Why missing")}
            for here, there in zip(one[1:], other[1:], strict=True):
                for k in set(range(1, len(here))) - units:
                    assert numbers(here[k]) == numbers(there[k]), (here, there)


def numbers(cell: str) -> list[str]:
    return sorted(re.findall(r"[+-]?\d[\d.,]*", cell))


def test_tables_can_be_read_aloud(text, all_text):
    for source in (text, all_text):
        assert source.count("<table") == source.count("<caption>") > 2
        heads = re.findall(r"<th[ >][^>]*>?", source)
        assert heads and all("scope=" in head for head in heads if not head.startswith("<thead"))
        assert re.search(r"<html lang=\"(en|zh-CN)\">", source)
        for svg in re.findall(r"<svg[^>]*>", source):
            assert "aria-hidden=true" in svg  # its numbers stand beside it


def luminance(colour: str) -> float:
    colour = colour.lstrip("#")
    colour = "".join(2 * c for c in colour) if len(colour) == 3 else colour
    parts = [int(colour[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    a, b = sorted((luminance(one), luminance(other)))
    return (b + 0.05) / (a + 0.05)


@pytest.mark.parametrize("palette", [0, 1, 2], ids=["light", "dark", "print"])
def test_texts_have_contrast(palette):
    style = shell.file_text("page.css")
    blocks = re.findall(r"\{(--ink:[^}]*)\}", style)
    assert len(blocks) == 3
    colours = dict(re.findall(r"--([\w-]+):(#\w+)", blocks[0])) | dict(
        re.findall(r"--([\w-]+):(#\w+)", blocks[palette])
    )
    pairs = [("ink", "paper"), ("soft", "paper"), ("ink", "panel"), ("soft", "panel"), ("blue", "paper"), ("blue", "panel"),
             ("paper", "blue"), ("paper", "red"), ("own", "paper"), ("own", "panel"), ("ink", "band")]  # fmt: skip
    for text_colour, ground in pairs:
        assert contrast(colours[text_colour], colours[ground]) >= 4.5, (text_colour, ground)
    on = {
        0: {"h1": "paper", "h2": "paper", "h3": "ink", "h4": "ink", "h5": "#14181c"},
        1: {"h1": "#12171d", "h2": "#ffffff", "h3": "ink", "h4": "ink", "h5": "#ffffff"},
        2: {"h1": "paper", "h2": "#ffffff", "h3": "ink", "h4": "ink", "h5": "#14181c"},
    }[palette]
    for ground, text_colour in on.items():
        assert contrast(colours.get(text_colour, text_colour), colours[ground]) >= 4.5, ground
    fifths = [luminance(colours[f"h{k}"]) for k in range(1, 6)]
    if palette == 2:  # in grey the fifths follow each other
        assert fifths == sorted(fifths)


def test_the_same_ranking_gives_the_same_bytes(data, ranking, text, all_text, tmp_path):
    again = zr.rank(zr.read(data, "torch-2013"), year=2019)
    again.to_html(tmp_path / "z.html", zone=ZONE, threads=2)
    again.to_html(tmp_path / "a.html", threads=2)
    assert (tmp_path / "z.html").read_text(encoding="utf-8") == text
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == all_text


def test_frames_of_another_kind_give_the_same_page(ranking, text, tmp_path):
    polars = pytest.importorskip("polars")
    same = zr.rank(zr.read(polars.from_pandas(ranking.raw.table()), "torch-2013"), year=2019)
    page = page_of(same, tmp_path, ZONE)
    assert page.tables["Indicators"] == Page(text).tables["Indicators"]
    assert type(same.table()).__module__.startswith("polars")


def test_scripts_run_in_browsers_of_2017():
    for name in ("tables.js", "engine.js", "what_if.js", "league.js"):
        source = shell.file_text(name)
        newer = r"\?\.[a-zA-Z\[(]|\?\?|replaceChildren|\.flat\(|matchAll|\.at\(|catch \{|for await|\(\?<|[{,]\s*\.\.\.\w+\s*[,}]|\*\*=|\?\?=|\d_\d"
        assert not re.search(newer, source), (name, re.search(newer, source))


def test_the_figures_can_be_recognised(ranking, text, data):
    import hashlib

    digest = hashlib.sha256(ranking.raw.to_csv_text().encode()).hexdigest()
    assert digest in text and f"SHA-256 {digest[:16]}" in Page(text).text
    for part in (
        "torch-2013",
        "科技部 2013",
        "min-max 0..100, given weights, arithmetic mean",
        f"zonerank {zr.__version__}",
    ):
        assert part in Page(text).text


# ---- enterprises


def test_enterprises_are_masked_unless_named(data, tmp_path):
    ranking = zr.rank(zr.read(data, "torch-2013", keep_enterprises=True), year=2019)
    masked = page_of(ranking, tmp_path, ZONE)
    source = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert source.count("SAMPLE0") == 0
    assert "this page names enterprises" not in masked.text
    frame = ranking.drill(ZONE).table()
    rows = masked.tables["The zone without one enterprise [places, points]"]
    assert [row[0] for row in rows[1:3]] == ["Enterprise 1", "Enterprise 2"]
    assert [number(row[1]) for row in rows[1:]] == frame["rank_without"].head(10).tolist()
    assert masked.tables["The zone without one enterprise [places, points]"][0][-1] == "Influence on the score"
    assert all(re.fullmatch(r"[+-]?\d+(\.\d)?|—", row[3]) for row in rows[1:])
    shares = masked.tables["How much the largest enterprises have"]
    assert "Share of the 1 largest" not in shares[0] and len(shares) > 5
    named = page_of(ranking, tmp_path, ZONE, named=True)
    assert "Internal: this page names enterprises. Do not pass it on." in named.text
    rows = named.tables["The zone without one enterprise [places, points]"]
    assert [row[0] for row in rows[1:]] == frame["enterprise"].head(10).tolist()
    assert "Share of the 1 largest" in named.tables["How much the largest enterprises have"][0]


@pytest.mark.parametrize(
    "top, n, shown",
    [
        (1, 100, False),
        (5, 100, True),
        (5, 2, False),
        (5, 5, True),
        (5, 6, False),
        (5, 7, False),
        (5, 8, True),
        (10, 12, False),
    ],
)
def test_a_share_of_fewer_than_three_enterprises_is_not_told(top, n, shown):
    assert (enterprises.share_shown(0.5, top, n) == "50 %") == shown


def test_a_zone_of_two_enterprises_is_not_shown(tmp_path):
    rows = {
        "zone": list("ppqqqrrr"), "year": [2019] * 8, "enterprise": [f"ENT{k}" for k in range(8)],
        "revenue": [10.5, 20, 30, 4, 5, 6, 70, 80], "net_profit": [1, 2, -3, 1, 1, 1, 5, 6],
        "net_assets": [20, 30, 40, 5, 5, 5, 90, 90], "employees": [3, 4, 5, 6, 7, 8, 9, 8],
    }  # fmt: skip
    raw = zr.read(rows, "torch-2013", keep_enterprises=True)
    ranking = zr.rank(raw, method={"min_available": 0})
    page = page_of(ranking, tmp_path, "p")
    assert "Fewer than 3 enterprises: not shown." in page.text and "ENT0" not in page.text
    assert "The zone without one enterprise [places, points]" in page_of(ranking, tmp_path, "q").tables


# ---- bad input

WEIRD = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK('x')",
    "</script><b>",
    "&lt;",
    "<!--",
    "a" * 200,
    "中文" * 50,
    "two words",
]


@pytest.mark.parametrize("zone", WEIRD, ids=range(len(WEIRD)))
def test_names_are_no_markup(system, zone, tmp_path):
    ranking = small(system, len(WEIRD), WEIRD)
    for one in (zone, None):
        page = page_of(ranking, tmp_path, one)
        tags = {name for name, _ in page.elements}
        assert "img" not in tags and "b" not in tags - ({"b"} if one else set())
        assert not any(key.startswith("on") for _, attributes in page.elements for key in attributes)
        assert zone in page.text
    assert (tmp_path / "page.html").read_text(encoding="utf-8").count("<script") == 1


@pytest.mark.parametrize("n", [1, 2, 3])
def test_few_zones(system, n, tmp_path):
    ranking = small(system, n, bounds={"x": (0, 5), "y": (0, 5)})
    page = page_of(ranking, tmp_path, "Z0000")
    assert f"\n of {n}" in page.text and len(page.tables["Indicators"]) == 4
    assert len(page_of(ranking, tmp_path).tables["Ranking"]) == n + 1


def test_no_year_before(system, tmp_path):
    page = page_of(small(system, 5), tmp_path, "Z0000")
    assert "There are no figures of an earlier year" in page.text
    assert "change since" not in " ".join(page.tables["Indicators"][0]).lower()


def test_a_group_without_data(system, tmp_path):
    ranking = small(system, 6, c=[None] * 6)
    page = page_of(ranking, tmp_path, "Z0001")
    assert [row[2:4] for row in page.tables["Groups and all zones"] if row[0] == "Right"] == [["—", "no rank"]]
    assert "Indicators left out for all zones" in page.text
    assert page.tables["Missing values"][1][0] == "z"
    some = page_of(small(system, 6, c=[None] * 3 + [1.0, 2.0, 3.0]), tmp_path, "Z0001")
    assert "no overall score" in some.text
    assert "—" in [
        row[1] for row in page_of(small(system, 6, c=[None] * 3 + [1.0, 2.0, 3.0]), tmp_path).tables["Ranking"]
    ]


@pytest.mark.parametrize(
    "asked, why",
    [
        ({"weights": "entropy"}, 'weights "entropy"'),
        ({"normalization": "z-score"}, 'normalization "z-score"'),
        ({"aggregation": "mpi"}, 'aggregation "mpi"'),
        ({"imputation": "median"}, 'imputation "median"'),
        ({"treatment": "winsorize"}, 'treatment "winsorize"'),
        ({"fit": "panel"}, "bounds of several years"),
        ({"normalization": {"method": "percentile", "percentile_low": 5}}, 'normalization "percentile"'),
    ],
)
def test_other_methods_say_why_there_is_no_what_if(system, asked, why, tmp_path):
    page = page_of(small(system, 9, method=asked), tmp_path, "Z0001")
    assert f"but this ranking has {why}." in page.text
    assert "data" not in {a.get("id") for _, a in page.elements}
    zh = Page((tmp_path / "page.html").read_text(encoding="utf-8"), "zh")
    assert "不提供情景模拟" in zh.text


def test_a_system_with_a_method_of_its_own(system, tmp_path):
    own = SYSTEM.replace('id = "right"', 'id = "right"\naggregation = "geometric"').replace(
        'id = "left"\nzh', 'id = "left"\nweights = "equal"\nmin_available = 0.3\nzh'
    )
    path = tmp_path / "own.toml"
    path.write_text(own + '\n[method]\nties = "average"\nmin_available = 0.6\nlower = 1\n', encoding="utf-8")
    model = method.payload(small(path, 8), 2)
    assert [group[2:] for group in model["groups"]] == [[0, 0, None], [1, 0, 0.3], [0, 1, None]]
    assert (model["least"], model["ties"]) == (0.6, "average")
    assert [item[5] for item in model["indicators"]][:2] == [1.0, 1.0]
    path.write_text(own + '\n[method]\nweights = "critic"\n', encoding="utf-8")
    with pytest.raises(method.Unusual, match='weights "critic"'):
        method.payload(small(path, 8), 2)
    mine = zr.rank(small(system, 8).raw, method={"aggregation": lambda scores, weights: scores @ weights})
    with pytest.raises(method.Unusual, match='aggregation "<lambda>"'):
        method.payload(mine, 2)


def test_the_systems_that_ship_have_no_method_of_their_own():
    from pathlib import Path

    folder = Path(__file__).parents[2] / "src" / "systems"
    for id_ in zr.systems()["id"]:
        source = (folder / f"{id_}.toml").read_text(encoding="utf-8")
        assert not re.search(
            r"^(\[method\]|(weights|aggregation|normalization|imputation|treatment|min_available) *=)", source, re.M
        )


def test_what_if_can_be_left_out(ranking, tmp_path):
    page = page_of(ranking, tmp_path, ZONE, what_if=False)
    assert "What-if was left out of this page." in page.text
    assert (tmp_path / "page.html").stat().st_size < 100_000


def test_a_page_takes_the_place_of_a_file_whole_or_not_at_all(system, tmp_path):
    ranking, path = small(system, 5), tmp_path / "page.html"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(zr.Error, match='there is no zone "nobody"'):
        ranking.to_html(path, zone="nobody")
    assert path.read_text(encoding="utf-8") == "before"
    ranking.to_html(path, zone="Z0001")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_paths_that_cannot_be_written(system, tmp_path):
    ranking = small(system, 5)
    with pytest.raises(zr.Error, match="page.txt: the extension must be one of .html, .htm"):
        ranking.to_html(tmp_path / "page.txt")
    with pytest.raises(zr.Error, match="there is no folder"):
        ranking.to_html(tmp_path / "nowhere" / "page.html")
    (tmp_path / "file").write_text("x")
    with pytest.raises(zr.Error, match="this is a file; give the name of a folder") as caught:
        ranking.to_report(tmp_path / "file")
    assert "这是文件" in caught.value.text("zh")
    with pytest.raises(zr.Error, match="cannot be written"):
        ranking.to_report("/proc/none/report")
    with pytest.raises(zr.Error, match="before is 2018, but the figures are of 2019"):
        ranking.to_html(tmp_path / "page.html", before=2018)
    with pytest.raises(zr.Error, match="rank is 99, but must be a number from 1 to 5"):
        ranking.to_html(tmp_path / "page.html", zone="Z0001", rank=99)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


# ---- folders, and the command


def test_a_folder_has_a_page_for_every_zone(system, tmp_path):
    ranking, done = small(system, len(WEIRD), WEIRD), []
    paths = ranking.to_report(tmp_path / "out", progress=done.append, draws=50)
    assert [path.rsplit("/", 1)[1] for path in paths[:2]] == ["index.html", "report.xlsx"]
    assert len(paths) == len(WEIRD) + 2 == len(list((tmp_path / "out").rglob("*.html"))) + 1
    assert done[-1] == 1.0 and done == sorted(done)
    index = Page((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    links = [link for link in index.links if not link.startswith("#")]
    assert len(set(links)) == len(WEIRD)
    for link in links:
        zone_page = Page((tmp_path / "out" / link).read_text(encoding="utf-8"))
        assert "../index.html" in zone_page.links
    assert ranking.to_report(tmp_path / "out", draws=50) == paths


def test_the_workbook_of_all_zones_computes_and_can_be_left_out(system, tmp_path):
    ranking = small(system, 4)
    ranking.to_report(tmp_path / "out", draws=50, lang="zh")
    with zipfile.ZipFile(tmp_path / "out" / "report.xlsx") as book:
        assert 'name="模拟"' in book.read("xl/workbook.xml").decode()
        assert any(b"<f>" in book.read(name) for name in book.namelist() if "worksheets/sheet" in name)
    for name, options in (("no", {"workbook": False}), ("none", {"what_if": False})):
        paths = ranking.to_report(tmp_path / name, draws=50, **options)
        assert len(paths) == 5 and not list((tmp_path / name).rglob("*.xlsx"))
        assert ranking.to_report(tmp_path / f"{name}1", zone="Z0001", **options)[-1].endswith(".docx")


def test_pages_are_the_same_with_one_thread_and_with_several(ranking, tmp_path):
    few = zr.rank(zr.read(ranking.raw.table().query("zone in @ranking.zones[:7]"), "torch-2013"), year=2019)
    for threads in (1, 3):
        few.to_report(tmp_path / str(threads), threads=threads, workbook=False, draws=50)
    for path in (tmp_path / "1").rglob("*.html"):
        assert path.read_bytes() == (tmp_path / "3" / path.relative_to(tmp_path / "1")).read_bytes()


def test_what_fails_in_a_page_leaves_nothing(ranking, tmp_path, monkeypatch):
    from zonerank.report.pages import write

    few = zr.rank(zr.read(ranking.raw.table().query("zone in @ranking.zones[:7]"), "torch-2013"), year=2019)

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "plan_to", broken)
    for threads in (1, 3):
        with pytest.raises(zr.Error, match="No space left on device"):
            few.to_report(tmp_path / "out", threads=threads, draws=50)
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_names_of_files_suit_every_system():
    names = write.file_names(["a/b", "a:b", "A_B", "con", "..", "中关村", "x" * 300, "x" * 299, ""])
    assert names == [
        "a_b.html", "a_b_2.html", "A_B_3.html", "zone_con.html", "zone.html", "中关村.html", f"{'x' * 60}.html",
        f"{'x' * 60}_2.html", "zone_2.html",
    ]  # fmt: skip


AIMS = [
    {"figure": "rd_spending", "year": 2021, "growth": "+10 % a year", "base_year": 2017},
    {"figure": "从业人员期末人数", "year": 2019, "growth": "+2 %"},
    {"figure": "工业企业综合能源消费量", "year": 2021, "value": "1 万吨标准煤", "direction": "at most"},
    {"figure": "<b>shops</b>", "year": 2021, "value": 12.25, "growth": "+7 %", "today": 11.9},
]


def test_the_targets_of_a_zone_are_those_of_the_library(ranking, text, tmp_path):
    aims = ranking.targets(AIMS, zone=ZONE)
    ranking.to_html(tmp_path / "t.html", zone=ZONE, targets=aims)
    source = (tmp_path / "t.html").read_text(encoding="utf-8")
    page, chinese = Page(source), Page(source, "zh")
    assert "#targets" in page.links and "#targets" not in Page(text).links
    rows, table = page.tables["4 targets"][1:], aims.table()
    assert [row[0] for row in rows] == [aims.name(name) for name in table["figure"]]
    columns = {2: "today", 5: "share", 6: "growth_needed", 7: "growth_so_far", 9: "progress", 10: "elapsed"}
    for row, true in zip(rows, table.to_dict("records"), strict=True):
        for c, key in columns.items():
            assert number(row[c]) == pytest.approx(true[key], rel=1e-3, abs=0.051, nan_ok=True), (row, key)
        assert row[3][:2] == {"at_least": "≥ ", "at_most": "≤ "}[true["goal"]]
        assert row[11] == {"not_begun": "Not begun"}.get(true["light"], true["light"].capitalize())
        assert row[12] == ("—" if pd.isna(true["rank_alone"]) else str(true["rank_alone"]))
    lights = [
        attributes["class"] for name, attributes in page.elements if attributes.get("class", "").startswith("light ")
    ]
    assert lights == [f"light {light}" for light in table["light"]]
    said = aims.summary()
    assert all(line[:1].upper() + line[1:] in page.text for line in said)
    assert all(line in chinese.text for line in aims.summary("zh")) and "4 项目标" in chinese.tables
    assert "<b>shops</b>" not in source


def test_pages_of_all_zones_tell_of_those_that_have_targets(ranking, tmp_path):
    few = zr.rank(zr.read(ranking.raw.table().query("zone in @ranking.zones[:3]"), "torch-2013"), year=2019)
    zone = few.zones[1]
    few.to_report(tmp_path / "out", targets=[row | {"zone": zone} for row in AIMS], draws=50)
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "zones").glob("*.html")}
    assert {name for name, text in pages.items() if "id=targets" in text} == {zone}
    with pytest.raises(zr.Error, match="targets: there are none of"):
        few.to_html(tmp_path / "x.html", zone=few.zones[0], targets=few.targets(AIMS, zone=zone))
    assert not (tmp_path / "x.html").exists()


def test_the_command_reports_targets(ten_zones, here, write, tmp_path):
    write("t.csv", "figure,year,value\nGDP,2019,65亿元\nnew_ip,2019,900\n")
    words = ("report", ten_zones, "--system", "torch-2013", "--year", 2019, "--draws", 50)
    asked = ("--zone", "示例高新区004", "-o", "out", "--targets", "t.csv")
    here(*words, *asked, "--lang", "zh")
    page = Page((tmp_path / "out" / "report.html").read_text(encoding="utf-8"), "zh")
    assert [row[0] for row in page.tables["2 项目标"][1:]] == ["园区全口径增加值", "当年新增知识产权数"]
    assert number(page.tables["2 项目标"][1][2]) > 0, "a field that no indicator needs was read"
    printed, _ = here("narrative", *words[1:], "--zone", "示例高新区004", "--targets", "t.csv")
    assert "Of its 2 targets (as of the end of 2019)" in printed
    assert "set cumulated to yes or no" in " ".join(here(*words, *asked, "--as-of", "2019-06", expect=2)[1].split())
    assert "--targets, which is not given" in here(*words, *asked[:4], "--as-of", "2019-06", expect=2)[1]
    assert "t.csv:2: the zone is not said" in here(*words, "--all", *asked[2:], expect=2)[1]


def test_the_command_writes_a_report(ten_zones, here, tmp_path):
    words = ("report", ten_zones, "--system", "torch-2013", "--year", 2019)
    printed, _ = here(*words, "--zone", "示例高新区004", "-o", "out", "--lang", "zh", "--draws", 100)
    assert re.fullmatch(
        r"已写入 out/report.html（\d+ kB）、out/report.docx（\d+ kB）、out/report.xlsx（\d+ kB）\n", printed
    )
    source = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in source and "示例高新区004" in source
    printed, _ = here(*words, "--all", "-o", "out/all", "--no-what-if", "--draws", 100)
    assert re.fullmatch(r"written: out/all/index.html, 11 files in all, \d+ kB\n", printed)
    printed, _ = here(*words, "--all", "-o", "out/all", "--draws", 100)
    assert printed.startswith("written: out/all/index.html, 12 files in all, ")
    printed, _ = here(*words, "--all", "-o", "out/none", "--no-workbook", "--draws", 100, "--lang", "zh")
    assert printed.startswith("已写入 out/none/index.html，共 11 个文件，")
    _, said = here(*words, "-o", "x", expect=2)
    assert "one of the arguments --zone --all is required" in said
    _, said = here(*words, "--zone", "示例高新区004", "--rank", 99, "-o", "x", expect=2)
    assert "--rank is 99.0, but must be a number from 1 to 10" in said
    _, said = here(*words, "--zone", "nobody", "-o", "x", expect=2)
    assert 'there is no zone "nobody"' in said and not (tmp_path / "x").exists()


def test_the_command_shows_enterprises_where_it_is_asked(data, here, tmp_path):
    words = ("report", data, "--system", "torch-2013", "--year", 2019, "--zone", ZONE, "--draws", 100)
    here(*words, "-o", "plain")
    here(*words, "-o", "masked", "--enterprises")
    here(*words, "-o", "named", "--named")
    plain, masked, named = (
        (tmp_path / name / "report.html").read_text(encoding="utf-8") for name in ("plain", "masked", "named")
    )
    assert "Enterprises that matter" not in plain
    assert "Enterprises that matter" in masked and "SAMPLE0" not in masked
    assert "SAMPLE0" in named and "内部资料" in Page(named, "zh").text
