"""What each enterprise does to its zone: the same as reading the data without it, whatever the method."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

SYSTEM = "torch-2013"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drill") / "data"
    zr.sample(folder, enterprises=400, zones=8)
    return folder


@pytest.fixture(scope="module")
def raw(folder):
    return zr.read(folder, SYSTEM, keep_enterprises=True)


@pytest.fixture(scope="module")
def ranking(raw):
    return zr.rank(raw, year=2019)


@pytest.fixture(scope="module")
def found(ranking):
    return ranking.drill()


def frames(folder) -> dict:
    """The files as they are, cells as text."""
    return {path.name: pd.read_csv(path, dtype=str, keep_default_na=False) for path in sorted(folder.glob("*.csv"))}


def rank_without(files: dict, enterprise: str, **options) -> zr.Ranking:
    """The ranking of the files without the rows of an enterprise."""
    left = []
    for frame in files.values():
        key = next((c for c in frame.columns if c in ("enterprise", "统一社会信用代码")), None)
        left.append(frame if key is None else frame[frame[key] != enterprise])
    return zr.rank(zr.read(left, SYSTEM), year=2019, **options)


@pytest.mark.parametrize("method", [{}, {"normalization": "z-score"}, {"ties": "average", "min_available": 0}])
def test_each_row_is_the_ranking_of_the_files_without_the_enterprise(folder, raw, method):
    files = frames(folder)
    found = zr.rank(raw, year=2019, method=method).drill()
    table = found.table()
    chosen = pd.concat([table.groupby("zone").head(1), table.iloc[::97]])
    assert len(chosen) >= 10
    for row in chosen.to_dict("records"):
        expected = rank_without(files, row["enterprise"], method=method)
        there = expected.table().set_index("zone").loc[row["zone"]]
        assert row["rank_without"] == there["overall_rank"], row
        assert row["score_without"] == pytest.approx(there["overall"], rel=1e-12)
        for group in found.system.groups:
            if group.parent_index == 0:
                assert row[group.id] == pytest.approx(
                    zr.rank(raw, year=2019, method=method).table().set_index("zone").loc[row["zone"], group.id]
                    - there[group.id],
                    abs=1e-9,
                )
        one = found.indicators(row["enterprise"])
        values = expected.indicators().set_index("zone").loc[row["zone"]]
        np.testing.assert_allclose(one["value_without"], values.to_numpy(float), rtol=1e-13)


def test_the_table_says_what_is_lost(found, ranking):
    table = found.table()
    assert list(table.columns[:9]) == [
        "zone", "enterprise", "in_year", "rank", "rank_without", "places", "score", "score_without", "score_influence",
    ]  # fmt: skip
    assert len(table) == len(set(table["enterprise"])) >= 400
    assert (table["places"] == table["rank_without"] - table["rank"]).all()
    np.testing.assert_allclose(table["score_influence"], table["score"] - table["score_without"])
    assert list(dict.fromkeys(table["zone"])) == list(ranking.table()["zone"])
    for _, zone in table.groupby("zone", sort=False):
        assert (zone["places"].abs().diff().dropna() <= 0).all()
    assert not table["in_year"].all() and table["in_year"].mean() > 0.5
    zones = found.zones().set_index("zone")
    one = table[table["zone"] == zones.index[0]]
    assert zones["enterprises"].iloc[0] == len(one) and zones["moving"].iloc[0] == (one["places"] != 0).sum()
    assert zones["rank_worst"].iloc[0] == one["rank_without"].max() and zones["enterprise"].iloc[0] == one.iloc[0, 1]
    id_ = found.system.indicators[0].id
    of_one = found.indicator(id_)
    assert len(of_one) == len(table)
    row = of_one.iloc[0]
    whole = found.indicators(row["enterprise"]).set_index("indicator").loc[id_]
    assert row["influence"] == pytest.approx(whole["influence"])


def test_one_zone_has_its_rows_of_the_whole(found, ranking):
    zone = ranking.table()["zone"][3]
    own = ranking.drill(zone)
    whole = found.table()
    pd.testing.assert_frame_equal(own.table(), whole[whole["zone"] == zone].reset_index(drop=True))
    pd.testing.assert_frame_equal(own.concentration(), found.concentration(zone=zone))
    assert own != found and own == ranking.drill(zone, threads=1)
    assert own.summary()[0].startswith(f"{zone}: {len(own.table())} enterprises taken out one at a time")


def test_concentration_is_that_of_the_rows(folder, found):
    table = found.concentration()
    revenue = table[table["field"] == "revenue"].set_index("zone")
    assert len(revenue) == 8
    files = frames(folder)
    rows = zr.read(folder, SYSTEM).table()
    total = rows[rows["year"] == 2019].set_index("zone")["revenue"]
    np.testing.assert_allclose(revenue["total"], total[revenue.index])
    assert (revenue["share_1"] <= revenue["share_5"]).all() and (revenue["share_5"] <= revenue["share_10"]).all()
    assert revenue["share_10"].between(0, 1).all()
    by_enterprise = found.table().set_index("enterprise")
    for zone, row in revenue.iterrows():
        assert row["rank_without_1"] == by_enterprise.loc[row["largest"], "rank_without"], zone
    zone = revenue.index[0]
    expected = rank_without(files, revenue["largest"].iloc[0]).table().set_index("zone")
    assert expected.loc[zone, "overall_rank"] == revenue["rank_without_1"].iloc[0]


def test_figures_changed_by_hand_stay(ranking):
    zone = ranking.table()["zone"][2]
    own = ranking.what_if({zone: {"revenue": "+50 %"}}).drill(zone)
    assert own.kept == ["revenue"]
    assert own.summary()[-1].startswith("some figures of these fields are not the sums of enterprises and stay")
    assert "保持不变" in own.summary("zh")[-1]
    with pytest.raises(zr.Error, match="was changed by hand, so that it is no sum of enterprises"):
        ranking.what_if({zone: {ranking.system.indicators[0].id: 1.0}}).drill(zone)


def test_a_zone_without_its_only_enterprise_has_no_rank(tmp_path):
    system = tmp_path / "s.toml"
    system.write_text(
        '[system]\nid = "s"\n[[field]]\nname = "a"\nunit = "person"\nnumber = "count"\nlevel = "enterprise"\n'
        '[[field]]\nname = "b"\nunit = "person"\nnumber = "count"\nlevel = "enterprise"\n'
        '[[indicator]]\nid = "share"\nunit = "%"\nformula = "a / b"\n',
        encoding="utf-8",
    )
    rows = pd.DataFrame(
        {"zone": list("ppqrr"), "year": 2020, "enterprise": list("vwxyz"), "a": [1, 2, 3, 5, 1], "b": [4, 5, 6, 6, 9]}
    )
    found = zr.rank(zr.read(rows, system, keep_enterprises=True)).drill()
    table = found.table().set_index("enterprise")
    assert np.isnan(table.loc["x", "score_without"]) and pd.isna(table.loc["x", "rank_without"])
    assert table.loc["y", ["rank", "rank_without"]].tolist() == [2, 3]  # 6/15 beside 1/2 and 3/9; then 1/9
    assert table.loc["v", "rank_without"] == 2 and table.loc["z", "rank_without"] == 1  # 2/5; 5/6
    assert list(found.zones().set_index("zone").loc["q", ["enterprises", "moving"]]) == [1, 1]


def test_it_is_a_value_in_both_languages(found, ranking):
    copied = pickle.loads(pickle.dumps(ranking.drill(ranking.zones[0])))
    assert copied == ranking.drill(ranking.zones[0])
    assert "enterprises taken out one at a time" in repr(found) and "<table" in found._repr_html_()
    headings = list(found.table(lang="zh").columns)
    assert headings[:6] == ["高新区", "企业", "本年有数据", "排名", "去掉后名次", "影响名次"]
    assert not [h for h in headings if h.isascii()]
    assert list(found.table(lang="en").columns)[4:6] == ["rank without it", "places held"]
    for frame in (found.zones(), found.concentration(), found.indicators(found.table()["enterprise"][0])):
        assert not [h for h in found.named(frame, "zh").columns if h.isascii()]
    assert found.summary("zh")[0].endswith("所在高新区的名次会变")


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda r: r.drill("示例高新区00"), "示例高新区00"),
        (lambda r: r.drill(3), "zone is 3, but must be a text"),
        (lambda r: r.drill(threads=-1), "threads is -1"),
        (lambda r: r.drill(progress=1), "progress is 1"),
        (lambda r: r.drill(r.zones[0]).indicators("nobody"), "there is no 'nobody' among the"),
        (lambda r: r.drill(r.zones[0]).indicator("nothing"), "id_ is 'nothing'"),
        (lambda r: r.drill(r.zones[0]).concentration(zone="nowhere"), "nowhere"),
        (lambda r: r.drill(r.zones[0]).table(lang="fr"), "lang is 'fr'"),
    ],
)
def test_wrong_arguments_are_named(ranking, call, words):
    with pytest.raises(zr.Error) as caught:
        call(ranking)
    assert words in str(caught.value)


def test_the_nearest_names_are_told(ranking):
    own = ranking.drill(ranking.zones[0])
    name = own.table()["enterprise"][0]
    with pytest.raises(zr.Error) as caught:
        own.indicators(name[:-1])
    assert "near are" in str(caught.value) and "相近的有" in caught.value.text("zh")


def test_the_enterprises_must_have_been_kept(folder, raw):
    with pytest.raises(zr.Error, match="were not kept; read the files with zr.read"):
        zr.rank(zr.read(folder, SYSTEM)).drill()
    with pytest.raises(zr.Error, match="were not kept"):
        pickle.loads(pickle.dumps(zr.rank(raw))).drill()
    with pytest.raises(zr.Error, match="figures of zones alone"):
        zr.rank(zr.read(raw.table(), SYSTEM)).drill()


def test_progress_is_told_and_may_stop(ranking):
    told = []
    ranking.drill(progress=told.append)
    assert told[-1] == 1.0 and told == sorted(told)

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ranking.drill(progress=stop)


def test_the_command_prints_zones_enterprises_and_indicators(folder, found, here, tmp_path):
    common = ("drill", folder, "--system", SYSTEM, "--year", 2019)
    printed, _ = here(*common)
    assert "enterprises taken out one at a time" in printed and "that move the rank" in printed
    zone = found.zones()["zone"][1]
    own = found.table()[found.table()["zone"] == zone]
    printed, _ = here(*common, "--zone", zone, "--top", 3)
    assert all(name in printed for name in own["enterprise"].head(3)) and own["enterprise"].iloc[4] not in printed
    assert f"{len(own) - 3} more, which move it less" in printed and "share of top 1" in printed
    printed, _ = here(*common, "--zone", zone, "--enterprise", own["enterprise"].iloc[0], "--lang", "zh")
    assert "去掉后数值" in printed and "项不受影响" in printed
    printed, _ = here(*common, "--zone", zone, "--json")
    rows = json.loads(printed)
    assert [r["enterprise"] for r in rows] == list(own["enterprise"])
    here(*common, "--zone", zone, "-o", "drill.csv")
    written = pd.read_csv(tmp_path / "drill.csv", encoding="utf-8-sig")
    assert list(written["enterprise"]) == list(own["enterprise"])
    here(*common, "-o", "drill.xlsx", "--lang", "zh")
    sheets = pd.read_excel(tmp_path / "drill.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets) == ["企业影响", "各高新区", "集中度", "说明"]
    assert list(sheets["集中度"].columns[:3]) == ["高新区", "字段", "合计"]


def test_the_command_says_what_it_cannot_do(folder, here, ten_zones):
    _, said = here("drill", folder, "--system", SYSTEM, "--zone", "示例高新区00", expect=2)
    assert "示例高新区001" in said
    _, said = here("drill", ten_zones, "--system", SYSTEM, expect=1)
    assert "drill needs the rows of the enterprises" in said
