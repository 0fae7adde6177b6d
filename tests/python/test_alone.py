"""A zone alone: the true rank lies inside, sentences in both languages, the command on a zone's own files."""

import numpy as np
import pandas as pd
import pytest
import zonerank as zr
from zonerank.cli.main import main

SYSTEM = "torch-2013"


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone")
    zr.sample(folder, zones=30, enterprises=3000, years=2)
    return zr.rollup(folder, SYSTEM)


@pytest.fixture(scope="module")
def bounds(raw):
    found = zr.rank(raw).bounds().dropna(subset=["lower"])
    return {row.indicator: (row.lower, row.upper) for row in found.itertuples()}


def part_of(raw, own: str, n: int) -> pd.DataFrame:
    """The own zone whole; of n others the fields of a yearbook."""
    table = raw.table()
    others = sorted(set(table["zone"]) - {own})[:n]
    yearbook = ["employees", "revenue", "exports", "taxes_paid", "rd_spending"]
    keep = table[table["zone"].isin([own, *others])].copy()
    hidden = [c for c in keep.columns if c not in ("zone", "year", *yearbook)]
    keep[hidden] = keep[hidden].astype(object)
    keep.loc[keep["zone"] != own, hidden] = None
    return keep


@pytest.mark.parametrize("n", [0, 5, 29])
def test_the_true_rank_lies_inside(raw, bounds, n):
    ranking = zr.rank(raw, bounds=bounds)
    own = ranking.zones[7]
    true = ranking.table().set_index("zone").loc[own, "overall_rank"]
    found = zr.alone(part_of(raw, own, n), own, SYSTEM, of=30, bounds=bounds)
    assert found.best <= true <= found.worst
    assert found.of == 30
    assert (found.summary()[0].endswith("for certain")) == (found.best > 1 or found.worst < 30)
    if n == 0:
        assert (found.best, found.worst) == (1, 30)


def test_with_all_figures_the_rank_is_certain(raw, bounds):
    ranking = zr.rank(raw, bounds=bounds)
    table = ranking.table().set_index("zone")
    whole = [z for z in ranking.zones if not ranking.indicators().set_index("zone").loc[z].isna().any()]
    own = whole[3]
    found = zr.alone(raw, own, bounds=bounds)
    complete = set(ranking.zones) == set(whole)
    assert found.best <= table.loc[own, "overall_rank"] <= found.worst
    assert found.worst - found.best <= (0 if complete else len(ranking.zones) - len(whole))
    low, high = found.groups().loc[0, ["score_low", "score_high"]]
    assert low == pytest.approx(high)
    assert low == pytest.approx(table.loc[own, "overall"])


def test_what_is_compared_is_said(raw, bounds):
    own = sorted(set(raw.table()["zone"]))[7]
    few = dict(list(bounds.items())[:3])
    found = zr.alone(part_of(raw, own, 5), own, SYSTEM, of=169, bounds=few)
    table = found.table().set_index("indicator")
    assert set(table["compared"]) == {"scores", "values", "nothing"}
    scored = {*few, "institutional_innovation", "innovation_environment"}  # reviewers score between 0 and 100
    assert set(table.index[table["compared"] == "scores"]) == scored
    assert table.loc[table["compared"] == "scores", "score"].notna().all()
    assert table.loc[table["compared"] != "scores", "score"].isna().all()
    en, zh = "\n".join(found.summary()), "\n".join(found.summary("zh"))
    assert "nothing is certain of its rank among 169" in en
    assert "the 163 without figures may stand anywhere" in en
    assert "在 169 个高新区中的名次无法确定" in zh
    assert "无法比较的指标" in zh
    assert found._repr_html_().count("<tr") > 20


def test_errors_say_what_cannot_be(raw):
    with pytest.raises(zr.Error, match="at least the 30 zones"):
        zr.alone(raw, "示例高新区001", of=10)
    with pytest.raises(zr.Error, match="示例高新区"):
        zr.alone(raw, "示例高新区0011")
    with pytest.raises(zr.Error, match="its scores have ends"):
        zr.alone(raw, "示例高新区001", method={"normalization": "z-score"})


def test_the_command_prints_and_writes(tmp_path, raw, bounds, capsys):
    own = "示例高新区008"
    part_of(raw, own, 5).to_csv(tmp_path / "part.csv", index=False)
    pd.DataFrame([(k, *v) for k, v in bounds.items()], columns=["indicator", "lower", "upper"]).to_csv(
        tmp_path / "bounds.csv", index=False
    )
    given = [str(tmp_path / "part.csv"), "--system", SYSTEM, "--zone", own, "--of", "169"]
    given += ["--bounds", str(tmp_path / "bounds.csv")]
    assert main(["alone", *given]) == 0
    assert "its rank among 169" in capsys.readouterr().out
    assert main(["alone", *given, "--lang", "zh", "-o", str(tmp_path / "alone.csv")]) == 0
    written = pd.read_csv(tmp_path / "alone.csv")
    assert set(written["比较依据"]) <= {"得分", "数值高低", "无法比较"}
    assert np.isfinite(written["权重"]).all()
