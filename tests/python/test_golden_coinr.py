"""The real ASEM data of COINr: 51 countries, 49 indicators, four levels, as a user's own system."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import zonerank as zr


def toml_system(imeta: pd.DataFrame, thresholds=()) -> str:
    """A system file from COINr's description of indicators and groups; thresholds of availability from level 2 up."""
    lines = ["[system]", 'id = "asem"', 'en = "Sustainable connectivity"', ""]
    aggregates = imeta[imeta["Type"] == "Aggregate"]
    root = aggregates[aggregates["Parent"].isna()]["iCode"].item()
    for group in aggregates.itertuples():
        if group.iCode == root:
            lines += ["[[group]]", 'id = "overall"']
        else:
            parent = "overall" if group.Parent == root else group.Parent
            lines += ["[[group]]", f'id = "{group.iCode}"', f'parent = "{parent}"', f"weight = {group.Weight}"]
        lines += [f"min_available = {thresholds[int(group.Level) - 2]}" if thresholds else "", ""]
    for row in imeta[imeta["Type"] == "Indicator"].itertuples():
        lines += ["[[field]]", f'name = "{row.iCode}"', 'unit = "index"', ""]
        lines += [
            "[[indicator]]",
            f'id = "{row.iCode}_"',
            f'group = "{row.Parent}"',
            'unit = "index"',
            f'direction = "{"+" if row.Direction == 1 else "-"}"',
            f"weight = {row.Weight}",
            f'formula = "{row.iCode}"',
        ]
        if hasattr(row, "minmax_lower"):
            lines.append(f"scores = [{row.minmax_lower!r}, {row.minmax_upper!r}]")
        lines.append("")
    return "\n".join(lines)


@pytest.fixture
def case(golden, tmp_path):
    def load(name: str, source: str = "input.csv", thresholds=(), **method):
        folder = golden / "coinr" / name
        imeta = pd.read_csv(folder / "imeta.csv")
        path = tmp_path / "asem.toml"
        path.write_text(toml_system(imeta, thresholds))
        data = pd.read_csv(folder / source).rename(columns={"uCode": "zone"})
        codes = list(imeta[imeta["Type"] == "Indicator"]["iCode"])
        frame = data[["zone", *codes]].assign(year=2018)
        ranking = zr.rank(zr.read(frame, path), method=method)
        expected = pd.read_csv(folder / "output.csv").set_index("uCode").sort_index()
        return ranking, expected, codes

    return load


def assert_close(actual, expected, relative=1e-12):
    actual, expected = np.asarray(actual, dtype=float), np.asarray(expected, dtype=float)
    assert actual.shape == expected.shape
    np.testing.assert_array_equal(np.isnan(actual), np.isnan(expected))
    gap = np.abs(actual - expected) / np.maximum(1.0, np.abs(expected))
    assert np.nanmax(gap) <= relative


def group_table(ranking, columns, suffix=""):
    table = ranking.table().set_index("zone").sort_index().rename(columns={f"overall{suffix}": f"Index{suffix}"})
    return table[[f"{c}{suffix}" for c in columns]]


GROUPS = [
    "ConEcFin",
    "Environ",
    "Instit",
    "P2P",
    "Physical",
    "Political",
    "Social",
    "SusEcFin",
    "Conn",
    "Sust",
    "Index",
]


def test_from_treated_data_to_the_index(case):
    # COINr renormalises whatever is present: no share of the weight is asked for
    ranking, expected, codes = case("coin_build_default", "treated.csv", min_available=0)
    scores = ranking.scores().set_index("zone").sort_index()[[f"{c}_" for c in codes]]
    assert len(expected) == 51 and len(codes) == 49
    assert_close(scores, expected[codes])
    assert_close(group_table(ranking, GROUPS), expected[GROUPS])


def test_normalization_with_a_range_per_indicator(case):
    ranking, expected, codes = case("coin_norm_useiMeta_n_minmax")
    scores = ranking.scores().set_index("zone").sort_index()[[f"{c}_" for c in codes]]
    assert_close(scores, expected[codes])


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("coin_agg_a_amean", {"normalization": "none"}),
        ("coin_agg_NA_a_amean", {"normalization": "none", "min_available": 0}),
    ],
)
def test_arithmetic_means_up_four_levels(case, name, method):
    ranking, expected, _ = case(name, **method)
    assert_close(group_table(ranking, GROUPS), expected[GROUPS])


def test_availability_by_level(case):
    ranking, expected, _ = case("coin_agg_NA_datthresh_90_80_100", normalization="none", thresholds=[0.9, 0.8, 1])
    assert_close(group_table(ranking, GROUPS), expected[GROUPS])
    assert expected[GROUPS].isna().any().any()


@pytest.mark.parametrize("name", ["results_Full_ranks", "results_Aggs_ranks", "results_Summ_ranks"])
def test_ranks(case, name):
    ranking, expected, codes = case(name, normalization="none")
    groups = [g for g in GROUPS if g in expected.columns]
    assert_close(group_table(ranking, groups, "_rank"), expected[groups])
    listed = [c for c in codes if c in expected.columns]
    for code in listed:
        scores = ranking.scores().set_index("zone").sort_index()[f"{code}_"]
        assert_close(zr.rank_scores(scores), expected[code])
    assert len(listed) == (49 if name == "results_Full_ranks" else 0)
