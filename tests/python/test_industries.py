"""The industries of a zone: what it would have without one is that of reading the data without its rows; effects add up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from zonerank.cli.main import main

SYSTEM = "torch-2013"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("industries") / "data"
    zr.sample(folder, enterprises=600, zones=8)
    return folder


@pytest.fixture(scope="module")
def raw(folder):
    return zr.read(folder, SYSTEM, keep_enterprises=True, all_fields=True)


@pytest.fixture(scope="module")
def ranking(raw):
    return zr.rank(raw, year=2019)


@pytest.fixture(scope="module")
def found(ranking):
    return ranking.drill(by="section")


def test_without_an_industry_is_a_ranking_of_the_data_without_its_rows(folder, found, tmp_path):
    """Codes of the sample begin with their section."""
    frame = found.table()
    zone = frame["zone"].iloc[0]
    own = frame[(frame["zone"] == zone) & frame["rank_without"].notna()]
    row = own.reindex(own["score_influence"].abs().sort_values(ascending=False).index).iloc[0]
    tables = {path.name: pd.read_csv(path, dtype=str, keep_default_na=False) for path in sorted(folder.glob("*.csv"))}
    zones, year, enterprise = "所属地域代码", "年份", "统一社会信用代码"
    taken = set()
    for table in tables.values():
        if "qb03_1" in table:  # the industry
            of_zone = table[(table[zones] == zone) & table["qb03_1"].str.startswith(row["industry"])]
            taken |= set(zip(of_zone[enterprise], of_zone[year], strict=True))
    assert taken
    for name, table in tables.items():
        if enterprise in table:
            keys = zip(table[enterprise], table[year], table[zones], strict=True)
            table = table[[(e, y) not in taken or z != zone for e, y, z in keys]]
        table.to_csv(tmp_path / name, index=False)
    again = zr.rank(zr.read(tmp_path, SYSTEM), year=2019).table().set_index("zone")
    assert again.loc[zone, "overall_rank"] == row["rank_without"]
    now = found._ranking.table().set_index("zone").loc[zone, "overall"]
    assert now - again.loc[zone, "overall"] == pytest.approx(row["score_influence"], abs=1e-9)


def test_effects_add_up_to_values_scores_and_places(ranking, found):
    frame, effects, reference = found.table(), found.effects(), found.reference().set_index("indicator")
    values = ranking.indicators().set_index("zone")
    scores = ranking.scores().set_index("zone")
    sums = effects.groupby(["zone", "indicator"])[["structure", "within", "score_effect"]].sum()
    assert len(sums) > 100
    for (zone, indicator), row in sums.iterrows():
        value = values.loc[zone, indicator] - reference.loc[indicator, "value"]
        assert row["structure"] + row["within"] == pytest.approx(value, abs=1e-9 * max(1, abs(values[indicator]).max()))
        score = scores.loc[zone, indicator] - reference.loc[indicator, "score"]
        assert row["score_effect"] == pytest.approx(score, abs=1e-8)
    ranks = ranking.table().set_index("zone")["overall_rank"]
    places = frame.groupby("zone")["places_effect"].sum()
    for zone, gained in places.items():
        assert float(ranks[zone]) + gained == pytest.approx(round(float(ranks[zone]) + gained), abs=1e-6)


def test_one_zone_is_told_in_both_languages(ranking, found):
    zone = found.table().sort_values("places_effect")["zone"].iloc[-1]
    found = ranking.drill(zone, by="section")
    assert set(found.table()["zone"]) == {zone}
    en, zh = found.summary(), found.summary("zh")
    assert en[0].startswith(f"{zone}: ")
    assert "; with the indicators of all zones together it would be" in en[0]
    assert "；若各指标与全部高新区合计相同，为第" in zh[0]
    moved = found.table().dropna(subset=["places_effect"])
    most = moved.reindex(moved["places_effect"].sort_values(ascending=False).index).iloc[0]
    assert most["places_effect"] > 0.05
    assert f"{found.industry_name(most['industry'], 'en')} +" in en[1]
    assert f"{found.industry_name(most['industry'], 'zh')} +" in zh[1]
    assert len(en) == len(zh)


def test_own_groups_and_divisions(ranking):
    own = ranking.drill(by={"C": "industry", "I": "software"})
    assert set(own.table()["industry"]) <= {"", "industry", "software"}
    divisions = ranking.drill(by="division").table()
    assert divisions["industry"].nunique() > own.table()["industry"].nunique()
    with pytest.raises(zr.Error, match="section"):
        ranking.drill(by="sector")


def test_enterprises_without_an_industry_are_an_error_that_helps():
    table = {
        "zone": list("ppqq"), "year": [2019] * 4, "enterprise": list("abcd"), "revenue": [10, 20, 4, 5],
        "net_profit": [1, 2, 1, 1], "net_assets": [20, 30, 5, 5], "employees": [3, 4, 6, 7],
    }  # fmt: skip
    ranking = zr.rank(zr.read(table, SYSTEM, keep_enterprises=True), method={"min_available": 0})
    with pytest.raises(zr.Error, match="no column of the industry; name it industry") as caught:
        ranking.drill(by="section")
    assert "没有行业列" in caught.value.text("zh")


def test_the_command_prints_and_writes(folder, tmp_path, capsys, ranking):
    zone = ranking.table()["zone"].iloc[3]
    given = [str(folder), "--system", SYSTEM, "--year", "2019", "--by", "section"]
    assert main(["drill", *given, "--zone", zone]) == 0
    shown = capsys.readouterr().out
    assert "structure" in shown
    assert main(["drill", *given, "--lang", "zh", "-o", str(tmp_path / "i.xlsx")]) == 0
    sheets = pd.read_excel(tmp_path / "i.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets)[:2] == ["行业", "行业效应"]
    assert np.isfinite(sheets["行业"].iloc[:, 2].dropna()).all()
    assert main(["drill", *given, "--enterprise", "x"]) == 2
