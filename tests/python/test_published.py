"""Published numbers typed in, so that a clone alone proves something too."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

HDI = """
[system]
id = "hdi"
en = "Human Development Index"

[units]
years = "new"
USD = "new"

[method]
aggregation = "geometric"
lower = 0
upper = 1

[[field]]
name = "life_expectancy"
unit = "years"
[[field]]
name = "expected_schooling"
unit = "years"
[[field]]
name = "mean_schooling"
unit = "years"
[[field]]
name = "gni_per_head"
unit = "USD"

[[group]]
id = "education"
aggregation = "arithmetic"

[[indicator]]
id = "health"
unit = "years"
formula = "life_expectancy"
bounds = [20, 85]
[[indicator]]
id = "expected"
group = "education"
unit = "years"
formula = "expected_schooling"
bounds = [0, 18]
[[indicator]]
id = "mean"
group = "education"
unit = "years"
formula = "mean_schooling"
bounds = [0, 15]
[[indicator]]
id = "income"
unit = "%"
formula = "log(gni_per_head / 100 USD) / log(75000 / 100)"
bounds = [0, 100]
"""

# UNDP, Human Development Report 2021/22 (CC BY 3.0 IGO): Norway
NORWAY = {
    "country": ["NOR"],
    "life_expectancy": [83.2339],
    "expected_schooling": [18.18519974],
    "mean_schooling": [13.00362968],
    "gni_per_head": [64660.10622],
    "hdi": [0.961],
}


def check_hdi(frame: pd.DataFrame, folder) -> None:
    path = folder / "hdi.toml"
    path.write_text(HDI)
    source = frame.rename(columns={"country": "zone"}).drop(columns="hdi").assign(year=2021)
    ranking = zr.rank(source, path)
    overall = ranking.table().set_index("zone")["overall"]
    published = frame.set_index("country")["hdi"]
    for country, index in published.items():
        assert overall[country] == pytest.approx(index, abs=5e-4)  # three decimals printed


def test_hdi_of_norway(tmp_path):
    check_hdi(pd.DataFrame(NORWAY), tmp_path)


def test_hdi_of_five_countries(golden, tmp_path):
    frame = pd.read_csv(golden / "hdi" / "hdi_2021.csv")
    assert len(frame) == 5
    check_hdi(frame, tmp_path)


def test_innovation_index_of_2015():
    """国家高新区创新能力评价报告: five sub-indices give 180.905; published 180.9."""
    system = zr.load_system("torch-innovation-2014")
    weights = [g.weight for g in system.groups if g.parent_index == 0]
    assert weights == [0.2, 0.2, 0.25, 0.1, 0.25]
    total = zr.aggregate([[162.6, 298.8, 124.3, 259.5, 126.4]], weights)
    assert total[0] == pytest.approx(180.905, abs=1e-12)


def test_min_max_of_the_oecd_handbook_kind():
    """Worst 0, best 100, linear between: Handbook on Constructing Composite Indicators (2008), 5.3."""
    scores, scaling = zr.normalize([[2.0, 9.0], [4.0, 3.0], [6.0, 6.0]], ["+", "-"], return_scaling=True)
    np.testing.assert_allclose(scores, [[0, 0], [50, 100], [100, 50]], atol=1e-12)
    assert [c["parameters"] for c in scaling.columns()] == [{"lower": 2, "upper": 6}, {"lower": 3, "upper": 9}]


def test_ties_share_the_better_rank():
    assert zr.rank_scores([9, 7, 7, 5]).tolist() == [1, 2, 2, 4]
    assert zr.rank_scores([9, 7, 7, 5], ties="max").tolist() == [1, 3, 3, 4]
    assert zr.rank_scores([9, 7, 7, 5], ties="average").tolist() == [1, 2.5, 2.5, 4]
    assert zr.rank_scores([9, 7, 7, 5], ties="dense").tolist() == [1, 2, 2, 3]


def test_weights():
    assert zr.weights.equal(4).tolist() == [0.25] * 4
    assert zr.weights.given([20, 20, 25, 10, 25]).tolist() == [0.2, 0.2, 0.25, 0.1, 0.25]


def test_nearest_neighbors_of_the_scikit_learn_guide():
    """User guide of scikit-learn, "Nearest neighbors imputation", KNNImputer with two neighbors."""
    nan = float("nan")
    table = [[1, 2, nan], [3, 4, 3], [nan, 6, 5], [8, 8, 7]]
    found = zr.impute(np.array(table), "nearest", neighbors=2).values
    assert found.tolist() == [[1, 2, 4], [3, 4, 3], [5.5, 6, 5], [8, 8, 7]]


def test_means_of_the_scikit_learn_guide():
    """User guide of scikit-learn, "Univariate feature imputation", SimpleImputer with means."""
    nan = float("nan")
    seen = np.array([[1, 2], [nan, 3], [7, 6]])
    assert zr.impute(seen, "mean").values.tolist() == [[1, 2], [4, 3], [7, 6]]


def test_median_deviation_of_a_textbook_column():
    """1, 1, 2, 2, 4, 6, 9: median 2, median absolute deviation 1 (the usual example of that measure)."""
    column = np.array([[1.0], [1], [2], [2], [4], [6], [9]])
    treated = zr.treat(column, "mad", multiple=3).values[:, 0]
    assert treated.tolist() == [1, 1, 2, 2, 4, 6, 2 + 3 * 1.4826]
