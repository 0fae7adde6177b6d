"""Published numbers typed in, so that a clone alone proves something too."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import zonerank as zr


def numbers(text: str) -> np.ndarray:
    return np.array(text.split(), dtype=float)


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


# OECD/JRC, Handbook on Constructing Composite Indicators (2008): the technology achievement index of 23 countries.
# Patents, royalties, internet hosts, exports of technology, telephones and electricity (logarithms), schooling,
# university; from Finland to Slovenia.
ACHIEVEMENT = numbers(
    """
    187 125.6 200.2 50.7 3.08 4.15 10.0 27.4    289 130.0 179.1 66.2 3.00 4.07 12.0 13.9
    271 156.6 125.8 59.7 3.10 4.14 11.4 15.3    994  64.6  49.0 80.8 3.00 3.86  9.5 10.0
    779   9.8   4.8 66.7 2.97 3.65 10.8 23.2    189 151.2 136.0 50.9 3.02 3.77  9.4  9.5
     82 134.0  57.4 61.9 3.02 3.73  9.4 14.9     31  38.6 108.0 48.7 2.94 4.18 11.6 14.2
     75  18.2 125.9 16.2 2.94 3.94 10.9 25.3      8  25.5  72.3 74.9 2.95 3.83  7.1 24.2
    235  36.8  41.2 64.2 2.94 3.75 10.2 14.4    103  20.2 193.6 19.0 3.12 4.39 11.9 11.2
    106 110.3  48.6 53.6 2.97 3.68  9.4 12.3     72  73.9  58.9 47.6 2.91 3.86  9.3 13.6
    103  13.0 146.7 15.4 2.86 3.91 11.7 13.1    165  14.8  84.2 50.3 2.99 3.79  8.4 13.6
    205  33.6  36.4 58.9 2.97 3.80  7.9 12.6     74  43.6  43.2 45.0 2.96 3.74  9.6 11.0
     42   8.6  21.0 53.4 2.86 3.62  7.3 15.6     13   9.8  30.4 51.0 3.00 3.65  7.2 13.0
     28   4.2  25.0 51.7 2.75 3.68  9.5  8.2     26   6.2  21.6 63.5 2.73 3.46  9.1  7.7
    105   4.0  20.3 49.5 2.84 3.71  7.1 10.6
    """
).reshape(23, 8)


def test_components_of_the_technology_achievement_index():
    """Table 16 of the handbook: eigenvalues and the variance they explain, in percent."""
    components = zr.statistics.principal_components(ACHIEVEMENT)
    np.testing.assert_allclose(components.eigenvalues, [3.3, 1.7, 1.0, 0.9, 0.5, 0.3, 0.2, 0.1], atol=0.06)
    variance = [41.9, 21.8, 12.3, 11.1, 5.9, 3.7, 2.2, 0.9]
    np.testing.assert_allclose(100 * np.asarray(components.explained), variance, atol=0.1)


def test_factor_weights_of_the_technology_achievement_index():
    """The handbook's four factors: exports belong to the factor of patents, where their scaled loading is greatest
    (0.23), not to that of their greatest loading (0.64). Two decimals; a varimax in NumPy gives the same."""
    weights = zr.weights.of(ACHIEVEMENT, "factor", min_eigenvalue=0.85)
    scaled = np.array([0.67, 0.49, 0.24, 0.23, 0.26, 0.25, 0.29, 0.77])
    explained = np.array([0.20, 0.25, 0.38, 0.20, 0.25, 0.38, 0.38, 0.17])
    np.testing.assert_allclose(weights, scaled * explained / (scaled @ explained), atol=0.006)
    np.testing.assert_allclose(weights[[0, 1, 2, 3]], [0.17, 0.15, 0.11, 0.06], atol=0.006)


def test_alpha_of_the_technology_achievement_index():
    """The handbook's section on Cronbach's alpha: 0.70 for the eight standardised indicators."""
    assert zr.statistics.cronbach_alpha(ACHIEVEMENT)["standardized"] == pytest.approx(0.70, abs=0.005)


def test_rank_sum_ratio_of_ten_regions():
    """秩和比法 on the usual example of ten regions: visits, deaths of mothers and infants. The line and the probits are
    SciPy's, by linregress and norm.ppf."""
    regions = numbers(
        """
        99.54 60.27 16.15  96.52 59.67 20.10  99.36 43.91 15.60  92.83 58.99 17.04  91.71 35.40 15.01
        95.35 44.71 13.93  96.09 49.81 17.43  99.27 31.69 13.89  94.76 22.91 19.87  84.80 81.49 23.63
        """
    ).reshape(10, 3)
    found = zr.rank_sum_ratio(regions * [1, -1, -1])
    rank_sums = [18, 12, 23, 12, 18, 20, 15, 27, 17, 3]
    np.testing.assert_allclose(found.ratios, np.array(rank_sums) / 30, atol=1e-15)
    np.testing.assert_allclose(sorted(found.probits)[-2:], [6.2816, 6.9600], atol=5e-5)  # 0.9 and 0.975
    assert found.probits[1] == found.probits[3] == pytest.approx(4.3255, abs=5e-5)  # a tie: 2.5 of 10
    assert (found.intercept, found.slope) == pytest.approx((-0.6085, 0.2217), abs=5e-5)
    assert found.r_squared == pytest.approx(0.9379, abs=5e-5)
    assert found.grades.tolist() == [2, 2, 1, 2, 2, 2, 2, 1, 2, 3]
    assert found.table(list("ABCDEFGHIJ")).index.tolist() == list("HCFAEIGBDJ")


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
