"""uncertainty, robust and sensitivity on the command line: what they print is what Python gives, and says what varied."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
import zonerank as zr
from zonerank.analysis.varied import Varied, ordinal, spread_text
from zonerank.figures import plain


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, "torch-2013", year=2019)


ZONE = "示例高新区004"


def given(zones, command, *more):
    return (command, zones, "--system", "torch-2013", "--year", 2019, *more)


def test_the_first_line_says_what_varied(ten_zones, ranking, here):
    printed, _ = here(*given(ten_zones, "uncertainty", "--draws", 10_000, "--zone", ZONE))
    row = ranking.uncertainty(draws=10_000).table().set_index("zone").loc[ZONE]
    nominal, low, high = (ordinal(row[c]) for c in ("nominal_rank", "rank_q5", "rank_q95"))
    assert f"\nweights ±25 %, 10,000 draws: {nominal}, {low} to {high} in nine cases of ten\n" in printed
    printed, _ = here(
        *given(ten_zones, "uncertainty", "--draws", 200, "--within", 0.1, "--leave-one-out", "--lang", "zh")
    )
    assert "\n权重 ±10 %；可去掉任一指标，重新排名 200 次：十次中有九次，10 个名次中有 " in printed


def test_a_workbook_says_what_varied(ten_zones, here, tmp_path):
    for command, more in (("uncertainty", ["--draws", 50]), ("robust", []), ("sensitivity", ["--points", 8])):
        here(*given(ten_zones, command, *more, "--level", "groups", "-o", "r.xlsx"))
        about = pd.read_excel(tmp_path / "r.xlsx", sheet_name="about", engine="calamine")["about"]
        assert about.str.contains("weights ±25 % of groups", regex=False).any(), command
        assert about.str.contains("weight lost", regex=False).any()


@pytest.mark.parametrize(
    "varied, en, zh",
    [
        (Varied(), "weights ±25 %", "权重 ±25 %"),
        (Varied({"method": "uniform", "within": 0.125}), "weights ±12.5 %", "权重 ±12.5 %"),
        (Varied("dirichlet"), "Dirichlet weights (concentration 100)", "权重按狄利克雷分布抽取（集中度 100）"),
        (Varied("simplex", "groups"), "any weights of groups", "任意权重（一级指标）"),
        (Varied("ordered"), "any weights in the nominal order", "任意权重，保持原有次序"),
        (Varied({"method": "ordered", "ids": ["b", "a"]}), "any weights in the order b, a", "任意权重，次序为 b、a"),
        (
            Varied({"method": "interval", "ids": ["a"], "low": [0.2], "high": [0.4]}),
            "weights in intervals: a 20 % to 40 %",
            "权重在区间内：a 20 % 至 40 %",
        ),
        (
            Varied("fixed", errors={"a": 0.05, "b": {"kind": "rounding", "size": 10}}),
            "weights as they are; error of a 5 % (normal); error of b 10 (rounding)",
            "权重不变；a 测量误差 5 %（正态）；b 测量误差 10（舍入）",
        ),
        (
            Varied("fixed", has_reviewers=True, lists={"normalization": ["min-max", {"method": "z-score"}, ordinal]}),
            "weights as they are; reviewers drawn anew; normalization among min-max, z-score, ordinal",
            "权重不变；重新抽取评审专家；无量纲化方法：min-max、z-score、ordinal",
        ),
    ],
)
def test_what_varied_in_words(varied, en, zh):
    assert (varied.text(), varied.text("zh")) == (en, zh)


@pytest.mark.parametrize("rank, text", [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"),
                                        (21, "21st"), (112, "112th"), (65, "65th"), (2.5, "2.5")])  # fmt: skip
def test_ordinals(rank, text):
    assert ordinal(rank) == text


def test_a_zone_that_was_not_drawn_is_named(ranking):
    drawn = ranking.uncertainty(draws=20)
    with pytest.raises(zr.Error, match='there is no zone "nowhere" in the data'):
        drawn.summary(zone="nowhere")
    assert "没有" not in drawn.summary("zh", zone=ZONE)[0]


def test_bounds_of_ranks(ten_zones, ranking, here):
    expected = ranking.robust(vary={"method": "uniform", "within": 0.1}).table()
    printed, said = here(*given(ten_zones, "robust", "--within", 0.1, "--json"))
    rows = json.loads(printed)
    assert rows == json.loads(expected.to_json(orient="records"))
    width = (expected["worst_outer"] - expected["best_outer"]).to_numpy()
    most = expected.iloc[width.argmax()]
    ends = f"{ordinal(most['best_outer'])} to {ordinal(most['worst_outer'])}"
    finding = (
        f"{(width == 0).sum()} of 10 ranks stay the same; a rank varies by {plain(width.mean())} places on average"
    )
    assert f"weights ±10 %: whatever these weights are, {finding}, most for {most['zone']} ({ends})\n" in said
    printed, _ = here(*given(ten_zones, "robust", "--within", 0.1, "--top", 3))
    first = expected.iloc[0]
    line = next(line for line in printed.split("\n") if first["zone"] in line)
    columns = ["nominal_rank", "best", "worst", "best_outer", "worst_outer"]
    assert re.findall(r"(?<![\d区])\d+\b", line.replace(first["zone"], "")) == [str(first[c]) for c in columns]
    assert expected["zone"][3] not in printed


def test_the_weights_of_the_best_and_the_worst_rank(ten_zones, ranking, here):
    printed, _ = here(*given(ten_zones, "robust", "--vary", "simplex", "--zone", ZONE, "--level", "groups"))
    weights = ranking.robust(vary="simplex", level="groups").weights(ZONE)
    name = ranking.name(weights.index[0])
    assert re.search(rf"{re.escape(name)}\s+{weights['best'].iloc[0]:.4f}\s+{weights['worst'].iloc[0]:.4f}", printed)
    assert "any weights of groups" in printed


def test_the_smallest_change_that_swaps_two_zones(ten_zones, ranking, here):
    table = ranking.table()
    first, second = table[table["n_missing"] == 0]["zone"][:2]
    size, change = ranking.smallest_change(first, second)
    printed, _ = here(*given(ten_zones, "robust", "--swap", first, second))
    assert f"{second} comes level with {first} when the weights change by {size:.4f} in all" in printed
    id_ = change.abs().idxmax()
    assert f"{change[id_]:+.4f}" in printed and ranking.name(id_) in printed
    zh, _ = here(*given(ten_zones, "robust", "--swap", first, second, "--lang", "zh"))
    assert f"权重合计变动 {size:.4f} 时，{second}追平{first}" in zh


def test_what_moves_ranks(ten_zones, ranking, here):
    asked = dict(points=16, scramblings=4, level="groups", normalization=["min-max", "z-score"])
    expected = ranking.sensitivity(**asked)
    words = ("--points", 16, "--scramblings", 4, "--level", "groups", "--among", "normalization=min-max,z-score")
    printed, said = here(*given(ten_zones, "sensitivity", *words, "--json"))
    assert json.loads(printed) == expected.table().to_dict("records")
    assert f"normalization among min-max, z-score, {expected.rankings} rankings" in said.replace("\u00a0", " ")
    printed, _ = here(*given(ten_zones, "sensitivity", *words, "--zone", ZONE))
    of_zone = expected.zone(ZONE).sort_values("total", ascending=False)
    name = expected.factor_names()[of_zone["factor"].iloc[0]]
    line = next(line for line in printed.split("\n") if line.strip().startswith(name))
    assert f"{name} moves the rank of {ZONE} most (" in printed
    assert f"{of_zone['total'].iloc[0]:.3f}" in line and f"{of_zone['places'].iloc[0]:.3f}" in line
    printed, _ = here(*given(ten_zones, "sensitivity", *words, "--pairs", "-o", "-"))
    assert printed.startswith("factor,other,second,second_error\n")
    assert len(printed.strip().split("\n")) == 1 + len(expected.factors) * (len(expected.factors) - 1) // 2


def test_factors_have_names(ten_zones, ranking, here, tmp_path):
    lists = {"weights": ["given", "equal"], "normalization": ["min-max", "z-score"], "imputation": ["none", "mean"]}
    errors = {"rd_spending": 0.1}
    found = ranking.sensitivity(points=4, scramblings=2, level="groups", leave_one_out=True, errors=errors, **lists)
    named = {factor.split()[0]: name for factor, name in found.factor_names().items() if " | " in factor}
    raw = {factor: name for factor, name in found.factor_names().items() if " | " in factor}
    stages = {
        "z-score": "normalization: min-max, z-score",
        "mean": "imputation: none, mean",
        "equal": "weights: given, equal",
    }
    assert len(named) == 3
    for factor, name in raw.items():
        assert name == next(text for word, text in stages.items() if word in factor)
    names = found.factor_names("zh")
    assert names["weight of sustainability"] == "高新区可持续发展能力的权重"
    assert names["error of rd_spending"] == "R&D经费内部支出的测量误差" and names["indicator left out"] == "去掉的指标"
    assert found.factor_names()["weight of sustainability"] == "weight of Sustainable development"
    words = ("--points", 8, "--scramblings", 2, "--level", "groups")
    printed, _ = here(*given(ten_zones, "sensitivity", *words, "--lang", "zh"))
    assert "高新区可持续发展能力的权重" in printed and "weight of" not in printed and "对名次影响最大的是" in printed
    here(*given(ten_zones, "sensitivity", *words, "--lang", "zh", "-o", "s.xlsx"))
    sheet = pd.read_excel(tmp_path / "s.xlsx", sheet_name="敏感性", engine="calamine")
    assert "高新区可持续发展能力的权重" in set(sheet["因素"])
    printed, _ = here(*given(ten_zones, "sensitivity", *words, "--top", 2))
    assert printed.count("weight of") == 4 and " moves ranks most (" in printed  # two in the first line, two below


def test_the_first_line_of_all_zones_says_what_was_found(ten_zones, ranking, here):
    printed, _ = here(*given(ten_zones, "uncertainty", "--draws", 500))
    table = ranking.uncertainty(draws=500).table().set_index("zone")
    finding = spread_text(table["rank_q5"], table["rank_q95"], False)
    assert f"weights ±25 %, 500 draws: in nine cases of ten {finding}\n" in printed
    printed, _ = here(*given(ten_zones, "robust", "--zone", ZONE))
    row = ranking.robust().table().set_index("zone").loc[ZONE]
    rank, best, worst = (ordinal(row[c]) for c in ("nominal_rank", "best_outer", "worst_outer"))
    assert f"weights ±25 %: {ZONE} is {rank}, and {best} to {worst} whatever these weights are\n" in printed
    best, worst = pd.Series([1, 2, None], ["a", "b", "c"]), pd.Series([1, 5, None], ["a", "b", "c"])
    assert spread_text(best, worst, False) == (
        "1 of 2 ranks stay the same; a rank varies by 1.5 places on average, most for b (2nd to 5th)"
    )
    assert spread_text(best, best, True) == "2 个名次都不变"


@pytest.mark.parametrize(
    "words, text",
    [
        (["robust", "--zone", "nowhere"], "nowhere"),
        (["sensitivity", "--zone", "nowhere"], "nowhere"),
        (["robust", "--swap", "nowhere", ZONE], "nowhere"),
        (["sensitivity", "--points", "7"], "argument --points: 7 is not a power of two, 4 or more"),
        (
            ["sensitivity", "--among", "colour=red"],
            'there is no stage "colour"; there are imputation, treatment, normalization, weights',
        ),
        (["robust", "--vary", "weights=simplex"], "write one way to draw weights, as in --vary dirichlet"),
        (["uncertainty", "--among", "aggregation"], "write STAGE=METHOD,..."),
    ],
)
def test_what_is_wrong(words, text, ten_zones, here):
    _, said = here(*given(ten_zones, *words), expect=2)
    assert text in said
