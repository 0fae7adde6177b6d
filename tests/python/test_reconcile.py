"""Published ranks beside ours: files as people have them, weights found and ranked again, sentences and errors read."""

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from zonerank.cli.main import main

GROUPS = ["knowledge", "upgrading", "internationalisation", "sustainability"]
SYSTEM = "torch-2013"


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reconcile")
    zr.sample(folder, zones=40, enterprises=4000, years=3)
    return zr.rollup(folder, SYSTEM)


@pytest.fixture(scope="module")
def ranking(raw):
    return zr.rank(raw)


@pytest.fixture(scope="module")
def official(raw, ranking):
    """Overall ranks by other weights of the groups."""
    table = zr.rank(raw).table()
    scores = table[GROUPS].to_numpy(float) @ [0.4, 0.3, 0.1, 0.2]
    return pd.Series(zr.rank_scores(scores).astype(int), index=table["zone"])


def test_the_weights_of_the_publisher_lie_inside_and_give_every_rank(ranking, official):
    found = ranking.reconcile(official)
    weights = found.weights().set_index("id")
    for id_, weight in zip(GROUPS, (0.4, 0.3, 0.1, 0.2), strict=True):
        assert weights.loc[id_, "low"] <= weight <= weights.loc[id_, "high"]
    table = found.table()
    assert (table["official"] == table["with_weights"]).all()
    for zone in table["zone"][:5]:
        row, places = table.set_index("zone").loc[zone], found.because(zone)
        assert places["change"].sum() == pytest.approx(row["ours"] - row["with_weights"], abs=1.01)


def test_ranks_are_read_from_files_as_people_have_them(tmp_path, ranking, official):
    expected = ranking.reconcile(official)
    named = official.rename("排名").rename_axis("高新区").reset_index()
    (tmp_path / "gbk.csv").write_bytes(named.to_csv(index=False).encode("gb18030"))
    named.assign(排名=[f"第{r}名" for r in official]).to_excel(tmp_path / "words.xlsx", index=False)
    named.assign(年度=str(ranking.year), 排名=[f"{r} of 40" for r in official]).to_csv(
        tmp_path / "year.csv", index=False
    )
    long = pd.DataFrame({"zone": official.index, "group": "overall", "rank": official.to_numpy()})
    long.to_csv(tmp_path / "long.csv", index=False)
    for name in ("gbk.csv", "words.xlsx", "year.csv", "long.csv"):
        assert ranking.reconcile(tmp_path / name) == expected, name
    assert ranking.reconcile(named) == expected
    assert ranking.reconcile(official.to_dict()) == expected


def test_the_table_that_rank_writes_is_read_by_its_ranks(tmp_path, ranking):
    path = tmp_path / "ranking.csv"
    ranking.table().to_csv(path, index=False)
    found = ranking.reconcile(path)
    assert found.groups == ["overall", *GROUPS]
    table = found.table()
    assert (table["ours"] == table["official"]).all()
    assert (table["difference"] == 0).all()
    assert (found.weights()["low"] <= found.weights()["weight"] + 1e-9).all()
    assert (found.weights()["high"] >= found.weights()["weight"] - 1e-9).all()


def test_years_are_reconciled_at_once(raw, ranking):
    tables = []
    for year in raw.years[-2:]:
        table = zr.rank(raw, year=year).table()
        scores = table[GROUPS].to_numpy(float) @ [0.35, 0.25, 0.25, 0.15]
        tables.append(pd.DataFrame({"zone": table["zone"], "year": year, "rank": zr.rank_scores(scores).astype(int)}))
    both = ranking.reconcile(pd.concat(tables))
    one = ranking.reconcile(tables[-1])
    width = [(f.weights()["high"] - f.weights()["low"]).sum() for f in (one, both)]
    assert width[1] < width[0]
    assert set(both.table()["year"]) == set(raw.years[-2:])
    assert (both.table()["with_weights"] == both.table()["official"]).all()
    early = tables[-1].assign(year=1999)
    told = ranking.reconcile(pd.concat([tables[-1], early])).summary()
    assert any("1999" in line and "not used" in line for line in told)


def test_a_contradiction_is_named_in_both_languages(ranking):
    table = ranking.table()
    best, worst = table["zone"].iloc[0], table["zone"].iloc[-1]
    values = table.set_index("zone")[GROUPS].astype(float)
    assert (values.loc[best] >= values.loc[worst]).all(), "the best zone is better in every group"
    found = ranking.reconcile({best: 40, worst: 1})
    pairs = found.contradictions()
    assert pairs[["zone_ahead", "zone_behind", "smallest"]].to_numpy().tolist() == [[worst, best, True]]
    assert "no weights of the groups give these ranks" in "\n".join(found.summary())
    assert f"{worst}（第 1）先于{best}（第 40）" in "\n".join(found.summary("zh"))
    assert found.weights()["low"].isna().all()


def test_a_few_ranks_say_that_they_say_little(ranking):
    table = ranking.table()
    middle = table.iloc[20]
    found = ranking.reconcile({middle["zone"]: {g: int(middle[f"{g}_rank"]) for g in ("overall", *GROUPS)}})
    assert sum("nearly nothing" in line for line in found.summary()) >= 3
    assert (found.weights()["low"] <= found.weights()["weight"] + 1e-9).all()


def test_weights_of_indicators_are_found_through_the_tree(ranking):
    ours = ranking.table().set_index("zone")["overall_rank"]
    found = ranking.reconcile(ours, weights_of="indicators")
    weights = found.weights()
    assert len(weights) == (ranking._core.weights > 0).sum()
    assert (weights["low"] <= weights["weight"] + 1e-9).all()
    assert (weights["high"] >= weights["weight"] - 1e-9).all()
    assert weights["weight_found"].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("ranks", "options", "text"),
    [
        ({"no such zone": 1}, {}, "no such zone"),
        ({}, {}, "there is no rank in it"),
        (5, {}, "must be a file, a frame, or a dict"),
        (pd.DataFrame({"town": ["a"], "rank": [1]}), {}, "no column names the zones"),
        (pd.DataFrame({"zone": ["a"], "score": [1]}), {}, "there is no column of ranks"),
        (pd.DataFrame({"zone": ["a"], "rank": ["first"]}), {}, "is no rank"),
        (pd.DataFrame({"zone": ["a"], "year": ["soon"], "rank": ["1"]}), {}, "is no year"),
        ({"zone": {"overal": 1}}, {}, "there is no column of ranks"),
    ],
)
def test_bad_ranks_are_errors_that_help(ranking, ranks, options, text):
    with pytest.raises(zr.Error, match=text) as caught:
        ranking.reconcile(ranks, **options)
    assert any("一" <= c <= "鿿" for c in caught.value.text("zh"))


def test_of_is_at_least_the_zones(ranking):
    zone = ranking.zones[0]
    with pytest.raises(zr.Error, match="of is 3, but there are 40 zones"):
        ranking.reconcile({zone: 1}, of=3)
    assert ranking.reconcile({zone: 100}).table()["of"].item() == 100


def test_other_means_are_refused(raw):
    ranking = zr.rank(raw, method={"aggregation": "harmonic", "lower": 1})
    with pytest.raises(zr.Error, match="geometric mean"):
        ranking.reconcile({ranking.zones[0]: 1})


def test_the_command_prints_and_writes(tmp_path, raw, official, capsys):
    raw.table().to_csv(tmp_path / "zones.csv", index=False)
    official.rename("排名").rename_axis("高新区").reset_index().to_csv(tmp_path / "official.csv", index=False)
    given = [str(tmp_path / "zones.csv"), "--system", SYSTEM, "--ranks", str(tmp_path / "official.csv")]
    assert main(["reconcile", *given]) == 0
    shown = capsys.readouterr().out
    assert "40 published ranks" in shown
    assert "give every rank" in shown
    assert main(["reconcile", *given, "--lang", "zh", "--zone", official.index[3]]) == 0
    shown = capsys.readouterr().out
    assert "按反推权重为第" in shown
    assert main(["reconcile", *given, "--lang", "zh", "-o", str(tmp_path / "out.xlsx")]) == 0
    sheets = pd.read_excel(tmp_path / "out.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets)[:2] == ["名次对照", "权重"]
    assert np.allclose(sheets["权重"]["权重"].sum(), 1)
    assert main(["reconcile", *given, "-o", str(tmp_path / "official.csv")]) == 2, "what is read is not written over"
