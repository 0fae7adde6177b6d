"""Why ranks moved: causes and fields add up and are what re-ranking gives; passings, milestones, the noise band."""

from __future__ import annotations

import itertools
import json
import pickle

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from zonerank.figures import signed

COLUMNS = ["zone", "rank_before", "rank", "own", "others", "bounds", "membership", "method", "within_noise", "noise",
           "moved", "percentile_before", "percentile", "score_before", "score", "score_own", "score_bounds",
           "score_method"]  # fmt: skip
CAUSES = COLUMNS[3:8]
ZONE = "示例高新区004"
METHODS = {
    "arithmetic": {},
    "geometric": {"aggregation": "geometric", "lower": 1, "ties": "average"},
    "z-score": {"normalization": "z-score", "weights": "critic", "ties": "dense"},
}


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, "torch-2013", year=2019)


@pytest.fixture(scope="module")
def found(ranking):
    return ranking.change(2018, history=[2017])


def system_in(folder, name: str, weight: float):
    path = folder / f"{name}.toml"
    path.write_text(
        f'[system]\nid = "{name}"\nen = "S"\n'
        + "".join(f'[[field]]\nname = "{n}"\nunit = "person"\nnumber = "count"\n' for n in "abc")
        + f'[[group]]\nid = "left"\nweight = {weight}\n[[group]]\nid = "right"\nweight = {1 - weight:.1f}\n'
        + '[[indicator]]\nid = "x"\nen = "Share"\ngroup = "left"\nunit = "%"\nformula = "a / b"\n'
        + '[[indicator]]\nid = "y"\nen = "Size"\ngroup = "right"\nunit = "person"\nformula = "c"\n',
        encoding="utf-8",
    )
    return zr.load_system(path)


def figures(seed: int, zones: str, year: int = 2020) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    n = len(zones)
    values = {"a": random.integers(1, 90, n), "b": random.integers(50, 99, n), "c": random.integers(0, 99, n)}
    return pd.DataFrame({"zone": list(zones), "year": year, **values})


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_the_causes_add_up_to_the_change_of_rank_and_score(ten_zones, method):
    now = zr.rank(ten_zones, "torch-2013", year=2019, method=method)
    before = zr.rank(now.raw, year=2018, method=method)
    found = now.change(before, noise=False)
    table, old, new = (f.set_index("zone") for f in (found.table(), before.table(), now.table()))
    assert list(found.table()) == COLUMNS and list(table.index) == list(new.index)
    np.testing.assert_allclose(
        table[CAUSES].sum(axis=1, min_count=1), old["overall_rank"][table.index] - new["overall_rank"]
    )
    np.testing.assert_allclose(
        table[["score_own", "score_bounds", "score_method"]].sum(axis=1, min_count=1),
        new["overall"] - old["overall"][table.index],
    )
    assert (table["rank"] == new["overall_rank"]).all() and (table["moved"] != 0).any()
    of = new["overall_rank"].count()
    assert of >= 9
    np.testing.assert_allclose(table["percentile"], (of - table["rank"].astype(float)) / (of - 1))
    assert table["within_noise"].isna().all() and table["noise"].isna().all()
    assert now.change(2018, noise=False) == found  # a year is ranked as this one was


def test_the_causes_are_the_mean_over_all_their_orders(tmp_path):
    # by definition: every state of the five causes is ranked anew, with the figures, scaling and system of one year
    systems = [system_in(tmp_path, "one", 0.7), system_in(tmp_path, "two", 0.2)]
    for seed in range(4):
        frames = [figures(seed, "pqrstuv"), figures(seed + 50, "rstuvwxyz")]
        rankings = [zr.rank(zr.read(f, s)) for f, s in zip(frames, systems, strict=True)]
        rows = [f.set_index("zone") for f in frames]
        for zone in "rsv":

            def state_of(zone, now: tuple, rows=rows, rankings=rankings):
                own, others, bounds, members, method = now
                figures = []
                for name in rankings[members].zones:
                    year = own if name == zone else others
                    figures.append(rows[year if name in rows[year].index else 1 - year].loc[name])
                frame = pd.DataFrame(figures).rename_axis("zone").reset_index()
                made = zr.rank(zr.read(frame, systems[method]), scaling=rankings[bounds].scaling)
                return made.table().set_index("zone").loc[zone, ["overall_rank", "overall"]].to_numpy(dtype=float)

            known = {now: state_of(zone, now) for now in itertools.product((0, 1), repeat=5)}
            expected = np.zeros((5, 2))
            for order in itertools.permutations(range(5)):
                now = [0] * 5
                for cause in order:
                    last = known[tuple(now)]
                    now[cause] = 1
                    expected[cause] += (known[tuple(now)] - last) / 120
            row = rankings[1].change(rankings[0], editions=True, noise=False).table().set_index("zone").loc[zone]
            np.testing.assert_allclose(row[CAUSES].astype(float), -expected[:, 0], atol=1e-12)
            of_score = row[["score_own", "score_bounds", "score_method"]].astype(float)
            np.testing.assert_allclose(of_score, expected[[0, 2, 4], 1], atol=1e-9)


def test_own_figures_by_indicator_add_up_and_show_both_values(ranking, found):
    table = found.table().set_index("zone")
    before = zr.rank(ranking.raw, year=2018)
    old, new = (r.indicators().set_index("zone") for r in (before, ranking))
    for zone in ranking.zones:
        own = found.own(zone)
        assert list(own) == ["indicator", "group", "places", "value_before", "value", "unit"]
        assert own["places"].sum() == pytest.approx(table.loc[zone, "own"], abs=1e-9)
        np.testing.assert_array_equal(own["value_before"], old.loc[zone])
        np.testing.assert_array_equal(own["value"], new.loc[zone])
        still = own["value_before"] == own["value"]
        assert (own.loc[still, "places"].abs() < 1e-9).all()


def test_fields_add_up_to_the_change_of_the_value_of_every_indicator(ranking, found):
    for zone in ranking.zones:
        own, fields = found.own(zone).set_index("indicator"), found.fields(zone)
        assert list(fields) == ["indicator", "field", "year_before", "year", "figure_before", "figure", "unit", "part",
                                "part_unit"]  # fmt: skip
        change = (own["value"] - own["value_before"])[fields["indicator"].unique()]
        parts = fields.groupby("indicator", sort=False)["part"].sum(min_count=1)
        np.testing.assert_allclose(parts, change, rtol=1e-9, atol=1e-9)
    # of a ratio, numerator and denominator: the change of one times the mean of the other
    rows = fields[fields["indicator"] == "rd_intensity"].set_index("field")
    spent, revenue = rows.loc["rd_spending"], rows.loc["revenue"]
    ends = spent["figure_before"], spent["figure"], revenue["figure_before"], revenue["figure"]
    figures = ranking.raw.table().set_index(["zone", "year"]).loc[zone]
    assert ends == tuple(figures.loc[year, name] for name in ("rd_spending", "revenue") for year in (2018, 2019))
    assert spent["part"] == pytest.approx(100 * (ends[1] - ends[0]) * (1 / ends[2] + 1 / ends[3]) / 2)
    assert revenue["part"] == pytest.approx(100 * (1 / ends[3] - 1 / ends[2]) * (ends[0] + ends[1]) / 2)
    # growth is of two years each
    rows = fields[fields["indicator"] == "employee_growth"]
    assert rows[["year_before", "year"]].to_numpy().tolist() == [[2018, 2019], [2017, 2018]]
    assert list(rows["field"]) == ["employees"] * 2 and set(rows["part_unit"]) == {"%"}


def test_values_that_were_changed_by_hand_have_no_parts(ranking):
    edited = ranking.what_if({ZONE: {"rd_intensity": 9, "new_ip": "+10"}})
    found = edited.change(ranking, noise=False)
    fields = found.fields(ZONE).set_index("indicator")
    assert fields.loc["rd_intensity", "part"].isna().all()
    own = found.own(ZONE).set_index("indicator")
    assert own.loc["rd_intensity", "value"] == 9
    moved = fields.loc["new_ip_per_10k"].set_index("field")["part"]
    assert moved["employees"] == 0 and moved["new_ip"] == pytest.approx(
        own.loc["new_ip_per_10k", "value"] - own.loc["new_ip_per_10k", "value_before"]
    )
    table = found.table().set_index("zone")
    assert (table["score_own"].drop(ZONE) == 0).all()  # nobody else's figures moved
    assert table.loc[ZONE, "score_own"] != 0


def test_passings_are_who_changed_sides_and_what_moved_most(ranking, found):
    before = zr.rank(ranking.raw, year=2018)
    old, new = (r.table().set_index("zone")["overall_rank"] for r in (before, ranking))
    weighted = [r.scores().set_index("zone") * r.weights().set_index("indicator")["weight"] for r in (before, ranking)]
    seen = 0
    for zone in ranking.zones:
        rows = found.passings(zone)
        assert list(rows) == ["zone", "passed", "indicator", "points", "rank_before", "rank"]
        expected = {z: bool(new[zone] < new[z]) for z in new.index if (old[zone] - old[z]) * (new[zone] - new[z]) < 0}
        assert dict(zip(rows["zone"], rows["passed"], strict=True)) == expected
        assert rows["rank"].is_monotonic_increasing
        for row in rows.to_dict("records"):
            lead = [w.loc[zone] - w.loc[row["zone"]] for w in weighted]  # contributions to the difference
            moved = (lead[1] - lead[0]) * (1 if row["passed"] else -1)
            assert row["indicator"] == moved.idxmax()
            assert abs(row["points"]) == pytest.approx(moved.max())
            assert (row["points"] > 0) == row["passed"]
            assert row["rank"] == new[row["zone"]] and row["rank_before"] == old[row["zone"]]
            seen += 1
    assert seen > 5


def test_the_noise_band_is_that_of_the_default_uncertainty(ranking, found):
    drawn = ranking.uncertainty().table().set_index("zone")
    table = found.table().set_index("zone")
    band = (drawn["rank_q95"] - drawn["rank_q5"]).astype(float) / 2
    np.testing.assert_array_equal(table["noise"], band[table.index])
    size = (table["rank_before"] - table["rank"]).abs()
    assert (table["within_noise"] == (size <= table["noise"])).all()
    assert table["within_noise"].any() and not table["within_noise"].all()
    inside, outside = (table.index[table["within_noise"] == flag][0] for flag in (True, False))
    assert found.summary(zone=inside)[1].startswith(f"within the noise band of ±{table['noise'][inside]:g} places")
    assert found.summary(zone=outside)[1] == f"beyond the noise band of ±{table['noise'][outside]:g} places"
    assert "在误差带内" in found.summary("zh", zone=inside)[1]
    assert ranking.change(2018, history=[2017], draws=100, seed=5) != found
    assert not any("band" in line for line in ranking.change(2018, noise=False).summary(zone=inside))


def ranked_as(tmp_path, places: dict[int, str]) -> list:
    """Rankings of the years in which the zones stand in this order."""
    system = system_in(tmp_path, "s", 0.5)
    found = []
    for year, zones in places.items():
        frame = pd.DataFrame({"zone": list(zones), "year": year, "a": range(len(zones), 0, -1), "b": 10, "c": 5})
        found.append(zr.rank(zr.read(frame, system)))
    return found


def test_milestones_are_of_the_years_that_are_given(tmp_path):
    order = {2015: "abcdefg", 2017: "bacdegf", 2018: "bcdaegf", 2019: "cdbagef"}
    rankings = ranked_as(tmp_path, order)
    found = rankings[-1].change(rankings[-2], history=rankings[:-2], tops=[2, 5], noise=False)
    assert found.years == [2015, 2017, 2018, 2019]
    rows = [(r["zone"], r["milestone"], r["top"], r["n"]) for r in found.milestones().to_dict("records")]
    # c: 3, 3, 2, 1; d: 4, 4, 3, 2; b: 2, 1, 1, 3; a: 1, 2, 4, 4; g: 7, 6, 6, 5; e: 5, 5, 5, 6
    assert {zone for zone, kind, _, _ in rows if kind == "best_of_years"} == set("cdg")
    assert {(zone, top) for zone, kind, top, _ in rows if kind == "first_in_top"} == {("d", 2), ("g", 5)}
    runs = {(zone, top, n) for zone, kind, top, n in rows if kind == "years_in_top"}
    assert runs == {("c", 2, 2), ("c", 5, 3), ("d", 5, 3), ("b", 5, 3), ("a", 5, 3)}
    assert found.milestones(zone="c")["top"].tolist()[1:] == [2, 5] and not len(found.milestones(zone="f"))
    assert found.milestone_lines() == {
        "c": "its best rank; 2nd year in a row in the top 2; 3rd year in a row in the top 5",
        "d": "its best rank; for the first time in the top 2; 3rd year in a row in the top 5",
        "b": "3rd year in a row in the top 5",
        "a": "3rd year in a row in the top 5",
        "g": "its best rank; for the first time in the top 5",
    }
    assert found.summary(zone="d")[-1].startswith("of the years 2015, 2017, 2018, 2019: its best rank; for the first")
    assert found.summary("zh", zone="g")[-1] == "2015、2017、2018、2019 年中：名次最好；首次进入前 5 位"
    # of two years alone less is known: c was in the top 2 before
    short = rankings[-1].change(rankings[-2], tops=[2, 5], noise=False)
    assert short.milestone_lines(zone="c") == {"c": "2nd year in a row in the top 2"}  # not "its best rank"
    assert short.milestone_lines(zone="d") == {"d": "newly in the top 2; 2nd year in a row in the top 5"}
    assert short.milestone_lines("zh", zone="g") == {"g": "新进入前 5 位"}
    assert short.summary(zone="d")[-1].startswith("of the years 2018-2019: ")


def test_milestones_are_of_all_years_of_the_figures_by_default(ranking, found, ten_zones, here):
    assert ranking.change(2018, noise=False).years == [2017, 2018, 2019]
    assert ranking.change(2017, noise=False).years == [2017, 2018, 2019]
    assert ranking.change(2018, history=[], noise=False).years == [2018, 2019]
    assert zr.rank(ranking.raw, year=2018).change(2017, noise=False).years == [2017, 2018]
    printed = " ".join(here(*command(ten_zones, "--draws", 0))[0].split())
    assert "milestones (2017-2019): " in printed
    for zone, line in found.milestone_lines().items():
        assert f"{zone}: {line}" in printed
    assert "milestones (2018-2019)" not in printed


def test_zones_that_came_or_went_have_no_split_and_percentiles_stand_beside(tmp_path):
    one, other = ranked_as(tmp_path, {2018: "abcd", 2019: "bacxy"})
    found = other.change(one)
    table = found.table().set_index("zone")
    assert table.loc["x", [*CAUSES, "rank_before", "within_noise", "moved"]].isna().all()
    assert table.loc["x", "rank"] == 4 and "d" not in table.index
    assert table.loc["c", "percentile_before"] == pytest.approx(1 / 3) and table.loc["c", "percentile"] == 0.5
    assert found.needs_percentiles and not found.is_of_editions
    assert found.summary()[-1] == "4 zones were ranked before and 5 now: compare percentiles too"
    assert found.summary("zh")[-1] == "有排名的高新区原有 4 个，现有 5 个；请同时比较百分位"
    assert found.summary(zone="x")[0] == "x has no rank in 2018, so its change cannot be split"
    assert found.summary("zh", zone="x")[0] == "x：2018 年没有名次，变动无法分解"
    assert not len(found.passings("x")) and not len(found.fields("x")) and not len(found.milestones(zone="x"))
    assert found.own("x")["places"].isna().all()


def test_two_systems_are_compared_only_where_that_is_said(tmp_path):
    before = zr.rank(zr.read(figures(1, "pqrst", 2019), system_in(tmp_path, "old", 0.5)))
    now = zr.rank(zr.read(figures(2, "pqrst"), system_in(tmp_path, "new", 0.5)))
    with pytest.raises(zr.Error) as caught:
        now.change(before)
    assert 'before was ranked by the system "old", this ranking by "new"' in str(caught.value)
    assert "pass editions=True" in str(caught.value)
    found = now.change(before, editions=True)
    assert found.is_of_editions and found.summary()[-1] == (
        "two systems are compared, old and new: compare percentiles too"
    )
    assert len(found.fields("p")) == 3  # both have the same formulas


@pytest.mark.parametrize(
    "options, words",
    [
        ({"before": 2016}, "before is 2016, but the figures are of 2017, 2018, 2019; read the files of 2016 with them"),
        ({"before": 2019}, "before is 2019, the year of this ranking; name another year"),
        ({"before": "2018"}, "before is '2018', but must be a Ranking, or a year of the figures of this one"),
        ({"history": [2016]}, "history[0] is 2016, but the figures are of"),
        ({"history": [2017, 2017]}, "two of the rankings are of the same year"),
        ({"history": 2017}, "history is 2017, but must be a list of rankings and years"),
        ({"tops": [0]}, "tops[0] is 0, but must be a whole number from 1"),
        ({"draws": 0}, "draws is 0, but must be a whole number from 1"),
        ({"noise": "yes"}, "noise is 'yes', but must be True or False"),
    ],
)
def test_wrong_options_are_named(ranking, options, words):
    with pytest.raises(zr.Error) as caught:
        ranking.change(**({"before": 2018} | options))
    assert words in str(caught.value)


def test_what_cannot_be_compared_is_an_error_that_helps(ranking, found, tmp_path):
    earlier = zr.rank(ranking.raw, year=2018)
    with pytest.raises(zr.Error, match="before is of 2019, after 2018, the year of this ranking; call change on the"):
        earlier.change(ranking)
    compares = {"aggregation": "borda"}
    with pytest.raises(zr.Error, match="is Borda, but must be a mean of each zone's own scores"):
        zr.rank(ranking.raw, year=2019, method=compares).change(2018)
    for ask in (
        found.own,
        found.fields,
        found.passings,
        lambda z: found.milestones(zone=z),
        lambda z: found.summary(zone=z),
    ):
        with pytest.raises(zr.Error, match='there is no zone "示例高新区04" in the data; did you mean "示例高新区004"'):
            ask("示例高新区04")
    one, other = ranked_as(tmp_path, {2018: "abc", 2019: "xyz"})
    with pytest.raises(zr.Error, match="no zone has a rank both in 2018 and in 2019; if the zones are written"):
        other.change(one)


def test_indicators_that_count_in_one_year_alone_are_told(ranking):
    found = ranking.change(2017, noise=False)  # without 2016 there is no growth in 2017
    assert any(
        line.startswith("left out in 2017 alone, which is part of method: Growth of") for line in found.summary()
    )
    assert any(line.startswith("只在 2017 年未计入的指标，影响计入“方法”：") for line in found.summary("zh"))
    assert (found.table()["method"] != 0).any()


def test_one_zone_in_words(found):
    row = found.table().set_index("zone").loc[ZONE]
    moved = int(row["moved"])
    lines = found.summary(zone=ZONE)
    assert lines[0].startswith(f"{ZONE}: ") and f"{abs(moved)} place" in lines[0]
    assert f"own figures {signed(row['own'])}, others' figures {signed(row['others'])}, bounds" in lines[0]
    assert lines[2].startswith(f"score {row['score']:.2f}, before {row['score_before']:.2f}, ")
    passed = found.passings(ZONE)
    assert any(line.startswith("it was passed by: ") for line in lines) == (not passed["passed"].all())
    assert found.summary("zh", zone=ZONE)[0].startswith(f"{ZONE}：2019 年 10 个中第 {row['rank']}")
    zh = found.table("zh")
    assert list(zh)[:8] == ["高新区", "原名次", "排名", "自身数据", "其他高新区数据", "上下限", "参评范围", "方法"]
    with pytest.raises(zr.Error, match="lang is 'fr', but must be one of en, zh"):
        found.table("fr")


def test_a_change_is_kept_with_its_history(found):
    back = pickle.loads(pickle.dumps(found))
    assert back == found and back.years == [2017, 2018, 2019]
    pd.testing.assert_frame_equal(back.fields(ZONE), found.fields(ZONE))
    pd.testing.assert_frame_equal(back.milestones(), found.milestones())
    import pyarrow as pa

    assert pa.table(found).column_names == COLUMNS


def command(zones, *more):
    return ("change", zones, "--system", "torch-2013", "--year", 2019, "--before", 2018, *more)


def test_the_command_prints_what_python_gives(ten_zones, ranking, found, here):
    rows = json.loads(here(*command(ten_zones, "--json"))[0])
    table = found.table()
    assert [r["zone"] for r in rows] == list(table["zone"]) and list(rows[0]) == COLUMNS
    for cause in CAUSES:
        assert [r[cause] for r in rows] == pytest.approx(list(table[cause]))
    assert [r["within_noise"] for r in rows] == list(table["within_noise"])
    printed = " ".join(here(*command(ten_zones, "--history", 2017))[0].split())
    for line in found.summary():
        assert line in printed
    for zone, line in found.milestone_lines().items():
        assert f"{zone}: {line}" in printed
    row = table.iloc[0]
    assert f"{row['zone']} {row['rank_before']} {row['moved']:+d}".replace(" +0", " 0") in printed
    printed, _ = here(*command(ten_zones, "--draws", 0, "--top", 2, "--lang", "zh"))
    assert "误差带 ±" in printed and "其他高新区数据" in printed and "own" not in printed


def test_the_command_tells_of_one_zone(ten_zones, found, here, tmp_path):
    printed = " ".join(here(*command(ten_zones, "--history", 2017, "--zone", ZONE))[0].split())
    for line in found.summary(zone=ZONE):
        assert " ".join(line.split()) in printed
    own = found.own(ZONE)
    most = own.loc[own["places"].abs().idxmax()]
    name = {i.id: i.en for i in found.system.indicators}[most["indicator"]]
    assert f"{name} {signed(most['places'])}" in printed
    here(*command(ten_zones, "--zone", ZONE, "--lang", "zh", "-o", "c.xlsx"))
    sheets = pd.read_excel(tmp_path / "c.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets)[0] == "名次变动" and {"自身数据", "字段影响", "超越情况", "说明"} <= set(sheets)
    assert len(sheets["名次变动"]) == 1 and len(sheets["自身数据"]) == len(own)
    assert len(sheets["字段影响"]) == len(found.fields(ZONE))
    here(*command(ten_zones, "-o", "c.csv"))
    assert list(pd.read_csv(tmp_path / "c.csv")) == COLUMNS


@pytest.mark.parametrize(
    "more, words",
    [
        (("--before", 2016), "--before 2016: INPUT has figures of 2017, 2018, 2019; name the files of 2016 too"),
        (("--before", 2019), "--before 2019: this is the year that is ranked"),
        (("--zone", "示例高新区04"), 'did you mean "示例高新区004"'),
        (("--draws", -1), "-1 is not 0 or more"),
        (("--before-system", "torch-2014"), "torch-2014"),
    ],
)
def test_wrong_options_of_the_command_are_named(ten_zones, here, more, words):
    printed, said = here(*command(ten_zones, *more), expect=2)
    assert words in said and not printed


def test_the_command_compares_two_systems(ten_zones, here):
    printed = " ".join(here(*command(ten_zones, "--before-system", "most-2021", "--draws", 0))[0].split())
    assert "two systems are compared, most-2021 and torch-2013: compare percentiles too" in printed
    assert "before percentile" in printed  # the headings of both columns, the first on two lines
