"""A line on every method: what it does, and its options with their defaults. The formulas are on the method pages."""

from __future__ import annotations

import pandas as pd

from .. import door

__all__ = ["list_methods"]

NEEDED = "needed"  # there is no default
ABSENT = "none"  # nothing is given by default
ESTIMATED = "estimated"
EQUAL = "equal"
ENDS = {"lower": 0, "upper": 100}
CUT = ENDS | {"clip": True}
TIES = {"rank_ties": "min"}

STAGES = ("imputation", "treatment", "normalization", "weights", "aggregation")

LINES: dict[str, dict[str, tuple[str, str, dict]]] = {  # by stage and word: English, Chinese, options
    "imputation": {
        "none": ("Missing values stay missing.", "缺失值保持缺失。", {}),
        "mean": ("The mean of the zones that have the value.", "取有该值的高新区的均值。", {}),
        "median": ("The median of the zones that have the value.", "取有该值的高新区的中位数。", {}),
        "group-mean": ("The mean of the zone's group (--groups).", "取所在组的均值（--groups）。", {}),
        "group-median": ("The median of the zone's group (--groups).", "取所在组的中位数（--groups）。", {}),
        "row-mean": ("The zone's mean level on the indicators beside it.", "取该高新区同组其他指标的平均水平。", {}),
        "row-median": ("The zone's median level on the indicators beside it.", "取该高新区同组其他指标的中位水平。", {}),
        "nearest": ("The mean of the zones that are most alike.", "取最相似的几个高新区的均值。", {"neighbors": 5}),
        "regression": (
            "A regression on the indicators that go with it best.",
            "用相关性最强的指标作回归。",
            {"predictors": 3},
        ),
        "em": (
            "The expected value under a multivariate normal distribution (EM).",
            "多元正态分布下的期望值（EM 算法）。",
            {"draw": 0, "imputation_seed": 1, "max_iterations": 1000, "tolerance": 1e-8},
        ),
        "latest": ("The zone's value of the latest year before; 0: any.", "取此前最近年份的值；0 为不限。", {"max_years": 0}),
        "constant": ("The zone's value of the year before, or of the first after.", "取此前一年的值，没有则取此后第一年的值。", {}),
        "linear": ("A line between the years before and after.", "在前后年份之间线性插值。", {}),
        "growth": ("At the zone's own even rate of growth, beyond the ends too.", "按自身平均增长率内插和外推。", {}),
    },
    "treatment": {
        "none": ("Outliers stay as they are.", "异常值保持不变。", {}),
        "stepwise": (
            "Winsorizes point by point; where that is not enough, transforms.",
            "先逐点缩尾，仍不足时再作变换。",
            {"max_points": 5, "max_skewness": 2, "max_kurtosis": 3.5, "transform": "log-ct", "lambda": ESTIMATED,
             "combine": False},
        ),
        "points": (
            "Moves the farthest values in, one by one, until skewness and kurtosis are small.",
            "逐个把最远的值收回，直到偏度和峰度达标。",
            {"max_points": 5, "force": False, "max_skewness": 2, "max_kurtosis": 3.5},
        ),
        "winsorize": (
            "Values beyond two percentiles become those percentiles.",
            "超出两个百分位的值改为该百分位。",
            {"winsorize_low": 2.5, "winsorize_high": 97.5},
        ),
        "iqr": ("Fences at quartiles -+ a multiple of their distance.", "以四分位距的倍数为界缩尾。", {"multiple": 1.5}),
        "mad": ("Fences at the median -+ a multiple of the MAD.", "以绝对中位差的倍数为界缩尾。", {"multiple": 3}),
        "transform": (
            "A logarithm or Box-Cox of every value.",
            "全部取对数或作 Box-Cox 变换。",
            {"transform": "log-ct", "lambda": ESTIMATED, "shift": True},
        ),
    },
    "normalization": {
        "min-max": ("Linear between the worst and the best value.", "在最差值与最优值之间线性打分。", CUT),
        "percentile": (
            "Linear between two percentiles; values beyond them get the ends.",
            "在两个百分位之间线性打分，超出者取端点。",
            {"percentile_low": 2.5, "percentile_high": 97.5} | ENDS,
        ),
        "none": ("The values are the scores.", "以数值为得分。", {}),
        "z-score": (
            "Distance to the mean in standard deviations.",
            "以标准差为单位的离均值距离。",
            {"mean": 0, "sd": 1, "population": False},
        ),
        "goalposts": ("Linear between bounds that are given.", "在给定的上下限之间线性打分。", CUT),
        "reference": (
            "From the worst value (0) to that of a zone (100).",
            "从最差值（0）到参照高新区的值（100）。",
            {"reference": NEEDED, "cap": False} | ENDS,
        ),
        "target": (
            "From the worst value (0) to a target (100).",
            "从最差值（0）到目标值（100）。",
            {"target": NEEDED, "cap": False} | ENDS,
        ),
        "maximum": ("Distance to the best value, as a share of the range.", "与最优值的距离占全距的比例。", ENDS),
        "fraction-of-maximum": ("Value / best value.", "数值 / 最优值。", {"cost": "inverse", "scale": 100}),
        "fraction-of-sum": ("Value / sum of all values.", "数值 / 总和。", {"cost": "inverse", "scale": 100}),
        "mean": ("Value / mean.", "数值 / 均值。", {"cost": "inverse", "scale": 100}),
        "vector": ("Value / root of the sum of squares.", "数值 / 平方和的平方根。", {"cost": "inverse", "scale": 100}),
        "rank": ("The place from the worst up.", "由差到好的位次。", TIES),
        "percentile-rank": ("The place from the worst up, from 0 to the scale.", "由差到好的位次，换算到 0 至 scale。", TIES | {"scale": 100}),
        "borda": ("How many places above the worst.", "高于末位的位次数。", TIES),
        "efficacy": (
            "Base + span x place between given bounds (功效系数).",
            "功效系数法：基础分 + 幅度 × 在给定界限间的位置。",
            {"form": "linear", "base": 60, "span": 40, "clip": False},
        ),
        "base-year": ("Value / value of a base year.", "数值 / 基期值。", {"year": NEEDED, "scale": 100}),
        "categorical": ("A score for each category.", "按等级赋分。", {"scale": NEEDED}),
        "curve": ("Straight lines between points (value, score).", "在给定的（数值，得分）点之间分段线性。", {"points": NEEDED}),
        "logistic": ("An S-shaped curve of the z-score.", "Z 分数的 S 形曲线。", {"steepness": 1} | ENDS),
        "logarithmic": ("Logarithms as shares of their sum.", "对数占对数之和的比例。", {"scale": 100}),
    },
    "weights": {
        "given": ("The weights of the system.", "采用指标体系给定的权重。", {}),
        "equal": ("The same weight for all in a group.", "组内等权。", {}),
        "ahp": (
            "Pairwise judgments (analytic hierarchy process).",
            "层次分析法：两两比较判断。",
            {"judgments": NEEDED, "order": NEEDED, "ahp_method": "eigenvector", "max_ratio": 0.1},
        ),
        "bwm": (
            "Judgments against the best and the worst.",
            "最优最劣法：与最优、最劣者比较。",
            {"best_to_others": NEEDED, "others_to_worst": NEEDED, "model": "linear", "max_ratio": 1},
        ),
        "g1": (
            "An order, and how many times each outweighs the next.",
            "序关系分析法：排序并给出相邻重要性之比。",
            {"order": NEEDED, "ratios": NEEDED},
        ),
        "order": ("An order of importance alone.", "只依据重要性次序。", {"order": NEEDED, "rule": "roc"}),
        "entropy": ("More where the zones' shares differ more.", "熵权法：各高新区占比差异越大，权重越大。", {"shift": 0}),
        "critic": (
            "More for spread, and for what others do not repeat.",
            "CRITIC 法：离散程度大、与其他指标相关弱者权重大。",
            {"correlation": "pearson"},
        ),
        "variation": ("By the coefficient of variation.", "按变异系数。", {}),
        "deviation": ("By the standard deviation.", "按标准差。", {}),
        "variance": ("By the variance.", "按方差。", {}),
        "independence": ("More for what the others explain less.", "独立性权系数：被其他指标解释得越少，权重越大。", {}),
        "merec": ("By what leaving the indicator out changes.", "MEREC 法：按去掉该指标的影响。", {}),
        "cilos": ("By what the others lose where it is best.", "CILOS 法：按其他指标的相对损失。", {}),
        "idocriw": ("Entropy and CILOS together.", "IDOCRIW 法：熵权与 CILOS 结合。", {}),
        "gini": ("By the Gini coefficient.", "按基尼系数。", {}),
        "angle": ("By the angle to equal shares of all zones.", "按与各高新区相等时的夹角。", {}),
        "lopcow": ("By the logarithm of mean square over spread.", "LOPCOW 法：按均方与离散之比的对数。", {}),
        "pca": ("By the first principal component.", "按第一主成分。", {}),
        "factor": ("By the factors that are kept.", "按保留的因子。", {"min_eigenvalue": 1}),
        "scatter-degree": ("Pulls zones apart most, over several years.", "纵横向拉开档次法（多年）。", {}),
        "panel-entropy": ("Entropy over several years.", "面板熵权法（多年）。", {"shift": 0}),
        "equal-importance": ("Each indicator correlates alike with the score.", "使各指标与总分的相关相等。", {}),
        "combined": (
            "Several ways of weighting together.",
            "多种赋权方法的组合。",
            {"methods": NEEDED, "combine": "linear", "shares": EQUAL},
        ),
    },
    "aggregation": {
        "arithmetic": ("The weighted mean.", "加权算术平均。", {}),
        "geometric": ("The weighted geometric mean; scores above 0.", "加权几何平均；得分须大于 0。", {}),
        "harmonic": ("The weighted harmonic mean; scores above 0.", "加权调和平均；得分须大于 0。", {}),
        "power": ("The weighted power mean.", "加权幂平均。", {"exponent": 0.5}),
        "median": ("The weighted median.", "加权中位数。", {}),
        "minimum": ("The worst score.", "最低得分。", {}),
        "owa": (
            "Weights by the order of the zone's own scores.",
            "有序加权平均：按该高新区得分的次序加权。",
            {"orness": 0.5, "owa_weights": ABSENT},
        ),
        "mpi": (
            "The mean less a penalty for unbalanced scores (Mazziotta-Pareto).",
            "Mazziotta-Pareto 指数：均值减去不均衡的惩罚。",
            {"penalty_up": False},
        ),
        "mean-min": ("Between the mean and the worst score.", "介于均值与最低得分之间。", {"alpha": 0.5, "beta": 0}),
        "wroclaw": ("Distance to the best scores, beside that of the other zones.", "与各项最高得分的距离（Wroclaw 分类法）。", {}),
        "rsr": ("The mean place from the worst up, as a share of the zones (秩和比).", "秩和比法：平均位次占高新区数的比例。", {"integer": True}),
        "bod": (
            "Each zone under the weights that suit it best.",
            "每个高新区取对自己最有利的权重。",
            {"share_low": 0, "share_high": 1, "weight_low": ABSENT, "weight_high": ABSENT, "direction": ABSENT},
        ),
        "copeland": ("Wins less losses, zone against zone.", "两两比较的胜场减负场。", {}),
        "borda": ("Weighted points for zones that are worse.", "按落后于它的高新区数加权计分。", {}),
        "kemeny": ("The order with the least weight against it.", "反对权重最小的次序。", {}),
    },
}  # fmt: skip


def list_methods(stage: str | None = None, *, lang: str = "en") -> pd.DataFrame:
    """The methods of every stage, or of one: stage, method, what it does, and its options with defaults.

    Parameters
    ----------
    stage : "imputation", "treatment", "normalization", "weights" or "aggregation", optional
    lang : "en" or "zh"
    """
    zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
    chosen = STAGES if stage is None else (door.one_of("stage", stage, STAGES),)
    rows = [
        (name, word, line[zh], ", ".join(f"{key}={shown(value)}" for key, value in line[2].items()))
        for name in chosen
        for word, line in LINES[name].items()
    ]
    return pd.DataFrame(rows, columns=["stage", "method", "about", "options"])


def shown(value) -> str:
    """A default as a system file writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
