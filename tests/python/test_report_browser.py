"""Pages of a report in Chromium: silent, alone, usable by keyboard and without a script; what-if is the library's."""

from __future__ import annotations

import numpy as np
import pytest
import zonerank as zr
from browser import open_page, requests, said, start
from page_parts import number

ZONE = "示例高新区004"
ENTER, ALL = "\ue007", "\ue009a\ue000"  # ctrl-a
EDITS, MANY = 60, 1200  # of each of nine rankings
NESTED = """[system]
id = "nested"
[[field]]
name = "p"
unit = "CNY"
number = "real"
[[field]]
name = "q"
unit = "person"
number = "real"
[[field]]
name = "r"
unit = "score"
number = "real"
[[field]]
name = "s"
unit = "index"
number = "real"
[[field]]
name = "t"
unit = "1"
number = "real"
[[field]]
name = "u"
unit = "1"
number = "real"
[[group]]
id = "first"
weight = 3
[[group]]
id = "inner"
parent = "first"
weight = 2
aggregation = "geometric"
[[indicator]]
id = "ip"
group = "inner"
unit = "CNY"
formula = "p"
weight = 2
scores = [1, 100]
[[indicator]]
id = "iq"
group = "inner"
unit = "person"
direction = "-"
formula = "q"
weight = 1
scores = [5, 90]
[[group]]
id = "other"
parent = "first"
weight = 1
min_available = 0.4
[[indicator]]
id = "ir"
group = "other"
unit = "score"
formula = "r"
[[indicator]]
id = "it"
group = "other"
unit = "1"
formula = "t"
[[group]]
id = "second"
weight = 2
weights = "equal"
[[indicator]]
id = "is_"
group = "second"
unit = "index"
formula = "s"
weight = 5
[[indicator]]
id = "iu"
group = "second"
unit = "1"
formula = "u"
weight = 1
"""


@pytest.fixture(scope="module")
def browser():
    found = start()
    yield found
    found.quit()


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, "torch-2013", year=2019)


@pytest.fixture(scope="module")
def page(ranking, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "zone.html"
    ranking.to_html(path, zone=ZONE, draws=200)
    return path


@pytest.fixture(scope="module")
def all_page(ranking, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "all.html"
    ranking.to_html(path, draws=200)
    return path


def nested(tmp_path, n: int, method=None, common=False, **columns):
    """Nested groups with gaps, a constant column, given bounds, less is better, both means."""
    path = tmp_path / "nested.toml"
    path.write_text(NESTED, encoding="utf-8")
    random = np.random.default_rng(n)
    frame = {"zone": [f"z{k}" for k in range(n)], "year": [2019] * n}
    for name in "pqstu":
        values = random.lognormal(size=n).round(3)
        frame[name] = [None if random.random() < 0.12 else float(x) for x in values]
    frame["r"] = (random.random(n) * 100).round(1)
    frame["u"] = [1.5] * n
    return zr.rank(zr.read(frame | columns, path), method=method, common=common)


def elements(browser, selector: str):
    return browser.find_elements("css selector", selector)


def one(browser, selector: str):
    return browser.find_element("css selector", selector)


def cells(browser, table: str, k: int) -> list[str]:
    return browser.execute_script(
        "return Array.from(document.querySelectorAll(arguments[0] + ' tbody tr:not([hidden])'), "
        "row => row.cells[arguments[1]].innerText)",
        table,
        k,
    )


# ---- the page


@pytest.mark.parametrize("which", ["page", "all_page"])
def test_it_is_silent_and_asks_for_nothing(which, browser, request):
    path = request.getfixturevalue(which)
    open_page(browser, path)
    for id_ in ("en", "zh", "dark"):
        browser.execute_script(f"document.querySelector('label[for={id_}]').click()")
    assert said(browser) == []
    assert requests(browser) == [path.as_uri()]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_languages_and_colours_switch_with_and_without_a_script(script, page):
    browser = start(script=script)
    try:
        open_page(browser, page)
        en, zh = one(browser, "#head-h [lang=en]"), one(browser, "#head-h [lang=zh]")
        assert en.is_displayed() and not zh.is_displayed()
        paper = one(browser, ".page").value_of_css_property("background-color")
        one(browser, "label[for=zh]").click()
        one(browser, "label[for=dark]").click()
        assert zh.is_displayed() and not en.is_displayed()
        assert one(browser, ".page").value_of_css_property("background-color") != paper
        language = one(browser, "html").get_attribute("lang")
        assert language == ("zh-CN" if script else "en")  # the attribute alone needs the script
        assert bool(elements(browser, "#indicators input")) is script
        assert bool(elements(browser, "th button")) is script
    finally:
        browser.quit()


def test_numbers_are_there_without_a_script(page, ranking):
    browser = start(script=False)
    try:
        open_page(browser, page)
        explained = ranking.explain(ZONE).table().set_index("id")
        rows = elements(browser, "#indicators tbody tr")
        assert len(rows) == len(ranking.system.indicators)
        for row, item in list(zip(rows, ranking.system.indicators, strict=True))[::6]:
            told = [cell.text for cell in row.find_elements("css selector", "td")]
            assert number(told[1]) == pytest.approx(explained.loc[item.id, "value"], rel=1e-3, nan_ok=True)
            assert number(told[3]) == pytest.approx(explained.loc[item.id, "score"], abs=0.0051, nan_ok=True)
    finally:
        browser.quit()


@pytest.mark.parametrize("column", [4, 7, 10])
def test_the_table_sorts_by_mouse_and_by_key(browser, page, column):
    open_page(browser, page)
    button = elements(browser, "#indicators thead th")[column].find_element("css selector", "button")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    found = [number(c) for c in cells(browser, "#indicators", column)]
    known = [x for x in found if x == x]
    assert known == sorted(known) and len(set(known)) > 3
    assert found == known + found[len(known) :]  # what has no number is last
    browser.execute_script("arguments[0].focus()", button)
    button.send_keys(ENTER)
    found = [number(c) for c in cells(browser, "#indicators", column)]
    assert [x for x in found if x == x] == sorted(known, reverse=True)
    heads = browser.execute_script(
        "return Array.from(document.querySelectorAll('#indicators th[aria-sort]'), th => th.getAttribute('aria-sort'))"
    )
    assert heads == ["descending"]


def test_the_table_filters(browser, page, ranking):
    open_page(browser, page)
    one(browser, ".filter input").send_keys("patent")
    shown = cells(browser, "#indicators", 0)
    assert shown == [
        f"{i.code} {i.en}" for i in ranking.system.indicators if "patent" in i.en.lower() or "专利" in i.zh
    ]
    assert len(shown) > 1 and f"{len(shown)} rows" in one(browser, ".filter").text
    browser.execute_script(
        "const f = document.querySelector('.filter input'); f.value = ''; f.dispatchEvent(new Event('input'))"
    )
    select = one(browser, ".filter select")
    select.find_elements("css selector", "option")[2].click()
    groups = [ranking.system.groups[i.group_index].code for i in ranking.system.indicators]
    assert len(cells(browser, "#indicators", 0)) == groups.count(groups[-1]) or groups.count("2")
    assert set(cells(browser, "#indicators", 1)) == {"2"}


def test_the_search_of_all_zones_is_that_of_the_heat_map(browser, all_page):
    open_page(browser, all_page)
    one(browser, ".filter input").send_keys(ZONE)
    assert cells(browser, "#league-table", 0) == [ZONE] == cells(browser, "#heat-table", 0)
    browser.execute_script(
        "const f = document.querySelector('.filter input'); f.value = ''; f.dispatchEvent(new Event('input'))"
    )
    assert len(cells(browser, "#heat-table", 0)) == 10


# ---- what if


def loaded(browser, ranking, tmp_path) -> None:
    zone = ranking.zones[0]
    ranking.to_html(tmp_path / "page.html", zone=zone, draws=20)
    open_page(browser, tmp_path / "page.html")
    assert browser.execute_script("return Boolean(window.zonerank) && zonerank.isRight")


def random_edits(ranking, n: int, seed: int) -> list[list[tuple[int, int, float | None]]]:
    """One to three values of any zones: other zones' values, values beyond the bounds, none at all."""
    random = np.random.default_rng(seed)
    values = ranking._core.indicators.values
    found = []
    for _ in range(n):
        edits = []
        for _ in range(random.integers(1, 4)):
            i, j = (int(random.integers(size)) for size in values.shape)
            known = values[np.isfinite(values[:, j]), j]
            low, high = (known.min(), known.max()) if known.size else (0.0, 1.0)
            kind = random.random()
            if kind < 0.2:
                value = None
            elif kind < 0.4 and known.size:
                value = float(random.choice(known))
            else:
                value = float(low + (high - low + 0.1) * random.uniform(-0.4, 1.4))
            edits.append((i, j, value))
        found.append(edits)
    return found


def on_the_page(browser, edits) -> list:
    return browser.execute_script(
        """
        const plain = a => Array.from(a, x => x === x ? x : null);
        return arguments[0].map(edits => {
          const fits = edits.map(([i, j, x]) => zonerank.set(i, j, x === null ? NaN : x)).every(Boolean);
          const found = [fits, zonerank.wholes.map(plain), zonerank.ranks.map(plain)];
          zonerank.reset();
          return found;
        });""",
        edits,
    )


RANKINGS = {
    "usual": dict(of="sample"),
    "geometric": dict(of="sample", method={"aggregation": "geometric", "lower": 1, "ties": "average"}),
    "equal weights": dict(of="sample", method={"weights": "equal", "min_available": 0.95, "ties": "dense"}),
    "common": dict(of="sample", method={"min_available": 0, "ties": "max"}, common=True),
    "given bounds": dict(
        of="sample", method={"clip": False}, bounds={"rd_intensity": (1, 5), "employee_growth": (0, 9)}
    ),
    "nested": dict(of=9),
    "nested, enough": dict(of=14, method={"min_available": 0.3, "ties": "average"}),
    "nested, common": dict(of=12, common=9),
    "two zones": dict(of=2, method={"min_available": 0}),
}


@pytest.mark.parametrize("n", [EDITS, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", RANKINGS)
def test_random_edits_give_the_scores_and_ranks_of_the_library(name, n, browser, ten_zones, tmp_path):
    options = dict(RANKINGS[name])
    of = options.pop("of")
    ranking = (
        zr.rank(ten_zones, "torch-2013", year=2019, **options) if of == "sample" else nested(tmp_path, of, **options)
    )
    loaded(browser, ranking, tmp_path)
    edits = random_edits(ranking, n, seed=len(name) + n)
    compared = moved = 0
    for one_edit, (fits, scores, ranks) in zip(edits, on_the_page(browser, edits), strict=True):
        changes: dict = {}
        for i, j, value in one_edit:
            changes.setdefault(ranking.zones[i], {})[f"indicator:{ranking.system.indicators[j].id}"] = value
        try:
            wanted = ranking.what_if(changes)._core
        except zr.Error:
            assert not fits
            continue
        assert fits
        np.testing.assert_allclose(
            np.array(scores, float).T, wanted.group_scores, atol=1e-9, rtol=0, err_msg=str(one_edit)
        )
        np.testing.assert_array_equal(np.array(ranks, float).T, wanted.group_ranks, err_msg=str(one_edit))
        compared += 1
        moved += not np.array_equal(wanted.group_scores, ranking._core.group_scores, equal_nan=True)
    assert compared > n / 3 and moved > compared / 2


def test_indicators_of_a_saved_scaling_keep_their_bounds(browser, ten_zones, tmp_path):
    before = zr.rank(ten_zones, "torch-2013", year=2018)
    ranking = zr.rank(ten_zones, "torch-2013", year=2019, scaling=before.scaling)
    loaded(browser, ranking, tmp_path)
    zone, j = ranking.zones[3], 1
    [(fits, scores, _)] = on_the_page(browser, [[(3, j, 50.0)]])
    wanted = ranking.what_if({zone: {ranking.system.indicators[j].id: 50.0}})._core.group_scores
    assert fits
    np.testing.assert_allclose(np.array(scores, float).T, wanted, atol=1e-9, rtol=0)


def test_a_value_that_is_typed_ranks_anew(browser, ranking, page):
    open_page(browser, page)
    assert not one(browser, ".result").is_displayed()
    item, wanted = ranking.system.indicators[1], 8.5
    box = elements(browser, "#indicators td.v input")[1]
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    box.send_keys(ALL + "8.5" + ENTER)
    after = ranking.what_if({ZONE: {item.id: wanted}})
    i = ranking.zones.index(ZONE)
    assert one(browser, "#asked-rank").text == f"{after._core.group_ranks[i, 0]:g}"
    assert float(one(browser, "#asked-score").text) == pytest.approx(after._core.group_scores[i, 0], abs=0.00051)
    score = elements(browser, "#indicators td.sc ins")
    assert [s.text for s in score] == [f"→ {after._core.scores[i, 1]:.2f}"]
    assert elements(browser, "#indicators td.rk ins")[0].text == f"→ {after._core.indicator_ranks()[i, 1]:g}"
    one(browser, "#reset").click()
    assert not one(browser, ".result").is_displayed() and elements(browser, "ins") == []
    box.send_keys(ALL + "many" + ENTER)  # no number: the value stays
    assert not one(browser, ".result").is_displayed()
    assert said(browser) == []


def test_a_page_that_does_not_reproduce_the_scores_offers_nothing(browser, page, tmp_path):
    text = page.read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.html"
    wrong.write_text(
        text.replace('"least":0.8', '"least":0.8,"overall_":0').replace('"overall":"', '"overall":"AAAA', 1),
        encoding="utf-8",
    )
    assert wrong.read_text(encoding="utf-8") != text
    open_page(browser, wrong)
    assert "does not reproduce the scores of the library" in one(browser, "#what-if").text
    assert elements(browser, "#indicators td.v input") == []
