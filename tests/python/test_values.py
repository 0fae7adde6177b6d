"""Results are values: they are pickled and sent to other processes, compared by content, and show their content."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import pickle
import re

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from zonerank.results.values import html_table

SYSTEM = """[system]
id = "sites"
en = "Sites"
[[field]]
name = "a"
unit = "CNY"
number = "decimal(2)"
[[field]]
name = "b"
unit = "person"
number = "count"
[[field]]
name = "c"
unit = "score"
number = "real"
[[group]]
id = "left"
weight = 2
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
weight = 1
[[indicator]]
id = "z"
group = "right"
unit = "score"
formula = "c"
"""
RANDOM = np.random.default_rng(3)
N = 14
FRAME = {
    "zone": [f"<b>zone</b> {k}" for k in range(N - 1)] + ["合计"],
    "year": [2019] * N,
    "a": (RANDOM.integers(1, 10**12, N) / 100).tolist(),
    "b": RANDOM.integers(1, 5000, N).tolist(),
    "c": RANDOM.random(N).tolist(),
    "colour": ["red"] * N,
}
A = RANDOM.random((12, 4)) + 0.1
ENTERPRISES = {
    "zone": list("pppqqqrrr"),
    "year": [2019] * 9,
    "enterprise": [f"e{k}" for k in range(9)],
    "revenue": [10.5, 20, 30, 4, 5, 6, 70, 80, 90],
    "net_profit": [1, 2, -3, 1, 1, 1, 5, 6, 7],
    "net_assets": [20, 30, 40, 5, 5, 5, 90, 90, 90],
    "employees": [3, 4, 5, 6, 7, 8, 9, 8, 7],
}


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    path = tmp_path_factory.mktemp("values") / "sites.toml"
    path.write_text(SYSTEM, encoding="utf-8")
    found = zr.load_system(path)
    path.unlink()  # a pickle does not need the file
    return found


@pytest.fixture(scope="module")
def raw(system):
    return zr.read(FRAME, system, keep_rows=["合计"])


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("values") / "data"
    zr.sample(folder, enterprises=1500, zones=8)
    return folder


def results(raw) -> dict:
    """A result of every kind, by name."""
    ranking = zr.rank(raw, method={"normalization": {"method": "z-score", "sd": 10}, "ties": "average"})
    own = {"bounds": {"x": (0.0, 1e11)}, "groups": dict.fromkeys(raw.zones[:5], "g"), "common": True}
    with_codes = ENTERPRISES | {"industry": ["C39", "C27", "I65"] * 3}
    of_enterprises = zr.rank(
        zr.read(with_codes, "torch-2013", keep_enterprises=True, all_fields=True), method={"min_available": 0}
    )
    return {
        "raw": raw,
        "indicators": zr.indicators(raw),
        "ranking": ranking,
        "ranking with bounds": zr.rank(raw, **own),
        "ranking within": ranking.within(dict.fromkeys(raw.zones[:5], "g")),
        "ranking with other figures": ranking.what_if({raw.zones[2]: {"a": "+10 %", "z": 0.5}}),
        "ranking by a scaling": zr.rank(raw, scaling=ranking.scaling),
        "scaling": ranking.scaling,
        "uncertainty": ranking.uncertainty(draws=300, vary={"method": "uniform", "within": 0.5}, pairs=True),
        "uncertainty of methods": ranking.uncertainty(draws=200, normalization=["min-max", "rank"], errors={"a": 0.1}),
        "uncertainty until": ranking.uncertainty(draws=100_000, tolerance=1.0),
        "redraw": zr.redraw(pd.DataFrame(A, columns=list("pqrs")), draws=100, vary="dirichlet"),
        "robust": zr.rank(raw).robust(),
        "change": zr.rank(raw).change(ranking, draws=200),
        "derivatives": ranking.derivatives(raw.zones[2]),
        "plan": ranking.plan(raw.zones[2], rank=2),
        "reconciliation": ranking.reconcile({raw.zones[2]: 1, raw.zones[0]: 2}),
        "alone": zr.alone(raw, raw.zones[2], of=30),
        "targets": zr.rank(raw).targets([{"figure": "a", "year": 2020, "value": 1e11}], zone=raw.zones[2]),
        "narrative": ranking.narrative(raw.zones[2], kind="report"),
        "drill": of_enterprises.drill(),
        "industries": of_enterprises.drill(by="section"),
        "explanation": ranking.within(dict.fromkeys(raw.zones[:5], "g")).explain(
            raw.zones[0], benchmarks=raw.zones[1:3]
        ),
        "sensitivity": ranking.sensitivity(points=16, scramblings=2, second_order=True),
        "ahp": zr.weights.ahp([[1, 3], [1 / 3, 1]]),
        "best-worst": zr.weights.best_worst([1, 2, 4], [4, 2, 1]),
        "benefit of the doubt": zr.benefit_of_doubt(A),
        "kemeny": zr.kemeny(A),
        "rank-sum ratio": zr.rank_sum_ratio(A),
        "imputed": zr.impute(np.where(A > 0.9, np.nan, A)),
        "treated": zr.treat(A),
        "correlation": zr.statistics.correlation(A),
        "components": zr.statistics.principal_components(A),
        "theil": zr.statistics.theil(A[:, 0], list("aabbccaabbcc")),
        "laws": zr.testing.check_method("min-max", show=False),
    }


KINDS = [
    "raw", "indicators", "ranking", "ranking with bounds", "ranking within", "ranking with other figures",
    "ranking by a scaling", "scaling", "uncertainty", "uncertainty of methods", "uncertainty until",
    "redraw", "robust", "change", "derivatives", "plan", "reconciliation", "alone", "targets", "narrative", "drill", "industries", "explanation", "sensitivity", "ahp", "best-worst", "benefit of the doubt", "kemeny", "rank-sum ratio", "imputed", "treated", "correlation",
    "components", "theil", "laws",
]  # fmt: skip


@pytest.fixture(scope="module")
def all_results(raw):
    return results(raw)


def test_every_kind_is_listed(all_results):
    assert list(all_results) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_comes_back_from_a_pickle_as_it_was(kind, all_results):
    one = all_results[kind]
    other = pickle.loads(pickle.dumps(one))
    assert other == one and one == other
    assert not one != other  # noqa: SIM202
    assert one != "another kind" and (one == 3) is False
    assert repr(other) == repr(one)
    if hasattr(one, "notices"):
        for lang in ("en", "zh"):
            assert [n.text(lang) for n in other.notices] == [n.text(lang) for n in one.notices]
    assert pickle.loads(pickle.dumps(other)) == one  # what came back can be sent on


def test_what_came_back_goes_on(raw, all_results):
    one = all_results["ranking"]
    other = pickle.loads(pickle.dumps(one))
    assert other.uncertainty(draws=100) == one.uncertainty(draws=100)
    assert other.smallest_change(one.zones[0], one.zones[1])[0] == one.smallest_change(one.zones[0], one.zones[1])[0]
    assert zr.rank(other.raw) == zr.rank(raw)
    pd.testing.assert_frame_equal(other.missing("zh"), one.missing("zh"))
    drawn = pickle.loads(pickle.dumps(all_results["uncertainty"]))
    assert drawn.draws == 300 and drawn.is_complete
    pd.testing.assert_series_equal(drawn.replay(7)["ranks"], all_results["uncertainty"].replay(7)["ranks"])
    pd.testing.assert_frame_equal(drawn.ahead(), all_results["uncertainty"].ahead())
    until = all_results["uncertainty until"]
    assert until.draws < 100_000 and pickle.loads(pickle.dumps(until)).draws == until.draws


def ranks_of(ranking):
    """What another process does with a ranking."""
    return ranking, ranking.table(), ranking.uncertainty(draws=50, seed=4)


def test_results_go_to_a_spawned_process_and_back(all_results):
    rankings = [all_results["ranking"], all_results["ranking with bounds"]]
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        found = list(pool.map(ranks_of, rankings))
    for ranking, (back, table, drawn) in zip(rankings, found, strict=True):
        assert back == ranking
        pd.testing.assert_frame_equal(table, ranking.table())
        assert drawn == ranking.uncertainty(draws=50, seed=4)


def test_results_of_enterprises(sample):
    raw = zr.read(sample, "torch-2013")
    back = pickle.loads(pickle.dumps(raw))
    assert back == raw and back.enterprise_rows == raw.enterprise_rows > 0
    assert zr.rank(back) == zr.rank(raw)
    by_industry = zr.rollup(sample, "torch-2013", industry="section")
    stored = pickle.loads(pickle.dumps(by_industry))
    assert stored == by_industry
    pd.testing.assert_frame_equal(stored.exact(), by_industry.exact())
    assert pickle.loads(pickle.dumps(stored)) == by_industry
    part = zr.partial(sample, "torch-2013")
    assert pickle.loads(pickle.dumps(part)) == part
    row = {"zone": ["a"], "year": [2019], "enterprise": ["E"], "revenue": [1]}
    one, other = (zr.partial(row | {"revenue": [figure]}, "torch-2013") for figure in (1, 2))
    assert one != other and one == zr.partial(row, "torch-2013")
    assert "a" in one._repr_html_()


def test_other_content_is_not_equal(raw, system, all_results):
    ranking = all_results["ranking"]
    changed = dict(FRAME, b=[FRAME["b"][0] + 1, *FRAME["b"][1:]])
    other = zr.read(changed, system, keep_rows=["合计"])
    assert other != raw and zr.indicators(other) != zr.indicators(raw)
    assert zr.rank(raw) != ranking and zr.rank(raw).scaling != ranking.scaling
    assert ranking.uncertainty(draws=300) != all_results["uncertainty"]
    assert zr.rank(raw).robust(vary="simplex") != all_results["robust"]
    assert ranking.explain(raw.zones[0]) != all_results["explanation"]
    assert zr.rank(raw).change(ranking, noise=False) != all_results["change"]
    other_target = [{"figure": "a", "year": 2020, "value": 2e11}]
    assert zr.rank(raw).targets(other_target, zone=raw.zones[2]) != all_results["targets"]
    assert ranking.narrative(raw.zones[2]) != all_results["narrative"]
    assert ranking.sensitivity(points=32, scramblings=2) != all_results["sensitivity"]
    assert zr.kemeny(A[::-1]) != all_results["kemeny"]
    assert zr.weights.ahp([[1, 2], [1 / 2, 1]]) != all_results["ahp"]
    with pytest.raises(TypeError, match="unhashable"):
        hash(ranking)


def test_an_error_is_pickled_with_its_findings(system):
    with pytest.raises(zr.Error) as caught:
        zr.read({"zone": ["a"], "year": [2019], "b": ["many"]}, system)
    back = pickle.loads(pickle.dumps(caught.value))
    assert str(back) == str(caught.value) and back.text("zh") == caught.value.text("zh")
    assert [(p.code, p.place, p.value, p.rule("zh"), p.cure()) for p in back.problems] == [
        (p.code, p.place, p.value, p.rule("zh"), p.cure()) for p in caught.value.problems
    ]


def test_a_system_without_a_file_says_why_it_cannot_be_pickled():
    from zonerank import _core

    with pytest.raises(zr.Error, match='"sites" was not read from a file'):
        pickle.dumps(_core.parse_system(SYSTEM))


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_shows_its_content(kind, all_results):
    shown = all_results[kind]
    text, html = repr(shown), shown._repr_html_()
    assert len(text.split("\n")) > 1, "more than its name"
    assert html.count("<table") >= 1 and html.count("<table") == html.count("</table>")
    assert "<b>zone</b>" not in html  # names are no markup
    assert " object at 0x" not in text + html


def test_tables_of_a_notebook_can_be_read():
    """Numbers to the right with thousands, years without; names on the left, in one line; the middle left out."""
    frame = pd.DataFrame(
        {
            "zone": [f"<b>{k}</b>" for k in range(50)],
            "year": 2019,
            "revenue": [1234567.891, np.nan, *range(48)],
            "n": pd.array([12345, None, *range(48)], dtype="Int64"),
            "told": "a long text " * 20,
        }
    )
    shown = html_table(frame, index=False)
    rows = re.findall("<tr>(.*?)</tr>", shown)
    assert len(rows) == 1 + 20 + 1 and "&lt;b&gt;10" not in shown and "&lt;b&gt;49" in shown
    cells = [re.findall('<td style="(.*?)">(.*?)</td>', row) for row in rows]
    assert [text for _, text in cells[1]][:4] == ["&lt;b&gt;0&lt;/b&gt;", "2019", "1,234,568", "12,345"]
    assert [text for _, text in cells[2]][2:4] == ["—", "—"]
    assert {text for _, text in cells[11]} == {"…"}
    assert ["right" in how for how, _ in cells[1]] == [False, True, True, True, False]
    assert ["nowrap" in how for how, _ in cells[1]] == [True, True, True, True, False]
    wide = html_table(pd.DataFrame(np.ones((2, 30))), index=False)
    assert wide.count("<th") - wide.count("<thead") == 21 and ">29<" in wide and ">14<" not in wide
    assert "<th" in html_table(pd.DataFrame({"a": [1.5]}, index=["x"]), index=True) and "overflow-x:auto" in wide


def test_what_a_ranking_rests_on_is_shown(system):
    thin = zr.read({k: v for k, v in FRAME.items() if k != "c"}, system)
    lost = "weight lost: 33.3 % (1 of 3 indicators left out)"
    ranking = zr.rank(thin)
    for shown in (repr(ranking), ranking._repr_html_()):
        assert lost in shown
        assert 'the column "colour" is not known' in shown.replace("&quot;", '"')
        assert 'no column gives the field "c"' in shown.replace("&quot;", '"')
    nothing = zr.read({"zone": ["a", "b"], "year": [2019, 2019], "colour": ["red", "blue"]}, system)
    assert "no column is a field or an indicator of sites: nothing can be ranked" in repr(nothing)
    assert "nothing can be ranked" in nothing._repr_html_()
    drawn = ranking.uncertainty(draws=100, vary={"method": "uniform", "within": 0.1})
    assert "weights ±10 %, 100 draws" in repr(drawn) and "weights ±10 %, 100 draws" in drawn._repr_html_()


def test_the_place_of_a_finding_has_parts(system, write):
    from zonerank import Place

    with pytest.raises(zr.Error) as caught:
        zr.read(write("t.csv", "zone,year,b\na,2019,many\n"), system)
    place = caught.value.problems[0].place
    assert (place.line, place.column, place.field) == (2, "b", "b") and place.file.endswith("t.csv")
    assert (place.zone, place.year, place.enterprise, place.sheet, place.key) == ("a", 2019, "", "", "")
    assert str(place) == f"{place.file}:2, column b" and place.text("zh") == f"{place.file}:2，列 b"
    assert repr(place).startswith("Place(file=") and repr(Place(zone="a", year=2019)) == "Place(zone='a', year=2019)"
    assert pickle.loads(pickle.dumps(place)) == place and hash(place) == hash(pickle.loads(pickle.dumps(place)))
    assert place != Place(file=place.file) and place != "t.csv"
    assert str(Place("weights")) == "weights" == Place("weights").key
