#pragma once
// The normalizations as values: how an indicator in its own unit becomes a score.
//
// x is the value, "worst" and "best" are ends in the indicator's direction. Scores run from `lower`
// to `upper` points, or, for fractions of a whole, are multiples of `scale`.
//
// Source where none is named: OECD/JRC (2008), Handbook on Constructing Composite Indicators,
// section 5 and toolbox step 5.

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zonerank/core/text.hpp"
#include "zonerank/core/types.hpp"
#include "zonerank/methods/option.hpp"
#include "zonerank/methods/rank.hpp"

namespace zonerank {

inline constexpr double far_points = 1e12;  ///< no score lies farther away

/// What a column of parameters means; empty where there is none.
using ParameterNames = std::array<std::string_view, 2>;

/// What a normalization learns of an indicator: `first` and `second` of its fit, or its sample.
enum class Learns {
  ends,         ///< the least and greatest value
  percentiles,  ///< two percentiles
  spread,       ///< mean and standard deviation
  whole,        ///< what values are fractions of
  logarithms,   ///< the sum of logarithms, and the number of zones
  sample,       ///< all values
  reference,    ///< the worst value, and that of a zone
  target,       ///< the worst value, and a target
  base_year,    ///< each zone's value in a year
  own,          ///< what a user's function says
};

/// What bounds given by hand are to a normalization.
enum class BoundsUse {
  none,      ///< they are not applied
  kept,      ///< they are recorded with the scaling; no score depends on them
  optional,  ///< scores run between them; learned where none are given
  needed,    ///< scores run between them; never learned
};

/// lower + (x - worst) / (best - worst) * (upper - lower); worst and best are the least and
/// greatest value among the zones, or given bounds.
struct MinMax {
  static constexpr std::string_view name = "min-max", en = "min-max", zh = "极差法";
  static constexpr ParameterNames parameters = {"lower", "upper"};
  static constexpr Learns learns = Learns::ends;
  static constexpr BoundsUse bounds = BoundsUse::optional;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  double lower = 0.0;    ///< score of the worst bound [points]
  double upper = 100.0;  ///< score of the best bound [points]
  bool clip = true;      ///< values outside given bounds get the nearer bound's score

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("lower", self.lower, -far_points, far_points);
    f("upper", self.upper, -far_points, far_points);
    f("clip", self.clip);
  }
};

/// Min-max between two percentiles of the zones (type 7), so that a few extremes do not squeeze the
/// rest; beyond them the score is that of the bound.
struct PercentileBounds {
  static constexpr std::string_view name = "percentile", en = "min-max between percentiles",
                                    zh = "百分位界限";
  static constexpr ParameterNames parameters = {"lower", "upper"};
  static constexpr Learns learns = Learns::percentiles;
  static constexpr BoundsUse bounds = BoundsUse::optional;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  double low = 2.5;      ///< percentile of the lower bound [0, 100)
  double high = 97.5;    ///< percentile of the upper bound (low, 100]
  double lower = 0.0;    ///< score of the worst bound [points]
  double upper = 100.0;  ///< score of the best bound [points]

  template <class Check>
  void check(const Check& c) const {
    if (!(low < high)) {
      c.bad(words("percentile_low and percentile_high", "percentile_low 与 percentile_high"),
            words("{0} and {1}", "{0} 与 {1}", {shortest(low), shortest(high)}),
            words("two percentiles in ascending order, from 0 to 100",
                  "由小到大的两个百分位数，0 到 100"));
    }
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("percentile_low", self.low, 0.0, 100.0);
    f("percentile_high", self.high, 0.0, 100.0);
    f("lower", self.lower, -far_points, far_points);
    f("upper", self.upper, -far_points, far_points);
  }
};

/// Values that are scores already, more is better.
struct NoScaling : NoOptions {
  static constexpr std::string_view name = "none", en = "values taken as scores", zh = "不作标准化";
  static constexpr ParameterNames parameters = {"lower", "upper"};
  static constexpr Learns learns = Learns::ends;
  static constexpr BoundsUse bounds = BoundsUse::kept;
  static constexpr bool is_fixed = true, takes_any_value = true, is_as_given = true;
};

/// mean + sd * (x - m) / s, the sign turned where less is better; m and s are the mean and standard
/// deviation of the zones (divisor n - 1, or n for `population`).
struct ZScore {
  static constexpr std::string_view name = "z-score", en = "z-score", zh = "Z 分数法";
  static constexpr ParameterNames parameters = {"mean", "sd"};
  static constexpr Learns learns = Learns::spread;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  double mean = 0.0;  ///< score of the mean [points]
  double sd = 1.0;    ///< points of one standard deviation
  bool population = false;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("mean", self.mean, -far_points, far_points);
    f("sd", self.sd, 1e-12, far_points);
    f("population", self.population);
  }
};

/// Min-max between goalposts: bounds that are given in the indicator's own unit, never learned.
/// `clip` gives values beyond a goalpost the score of the goalpost.
struct Goalposts {
  static constexpr std::string_view name = "goalposts", en = "goalposts", zh = "目标区间法";
  static constexpr ParameterNames parameters = {"lower", "upper"};
  static constexpr Learns learns = Learns::ends;
  static constexpr BoundsUse bounds = BoundsUse::needed;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  double lower = 0.0;
  double upper = 100.0;
  bool clip = true;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("lower", self.lower, -far_points, far_points);
    f("upper", self.upper, -far_points, far_points);
    f("clip", self.clip);
  }
};

/// lower + (x - worst) / (reference - worst) * (upper - lower): the reference zone gets `upper`,
/// the worst zone `lower`; `cap` stops at `upper`.
struct DistanceToReference {
  static constexpr std::string_view name = "reference", en = "distance to a reference zone",
                                    zh = "参照区距离法";
  static constexpr ParameterNames parameters = {"worst", "reference"};
  static constexpr Learns learns = Learns::reference;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  std::string reference;  ///< name of the zone; on arrays the number of its row, from 0
  bool cap = false;
  double lower = 0.0;
  double upper = 100.0;

  template <class Check>
  void check(const Check& c) const {
    if (reference.empty()) c.needs("reference", words("the name of a zone", "高新区的名称"));
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("reference", self.reference);
    f("cap", self.cap);
    f("lower", self.lower, -far_points, far_points);
    f("upper", self.upper, -far_points, far_points);
  }
};

/// lower + (x - worst) / (target - worst) * (upper - lower), the target in the indicator's own
/// unit; `cap` stops at `upper`.
struct DistanceToTarget {
  static constexpr std::string_view name = "target", en = "distance to a target", zh = "目标距离法";
  static constexpr ParameterNames parameters = {"worst", "target"};
  static constexpr Learns learns = Learns::target;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  std::optional<double> target;  ///< in the indicator's own unit; needed
  bool cap = false;
  double lower = 0.0;
  double upper = 100.0;

  template <class Check>
  void check(const Check& c) const {
    if (!target)
      c.needs("target", words("a value in the indicator's own unit", "以指标自身单位表示的数值"));
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("target", self.target, -1e300, 1e300);
    f("cap", self.cap);
    f("lower", self.lower, -far_points, far_points);
    f("upper", self.upper, -far_points, far_points);
  }
};

/// upper - (best - x) / (best - worst) * (upper - lower): the distance to the best zone, taken off.
struct DistanceToMaximum {
  static constexpr std::string_view name = "maximum", en = "distance to the best zone",
                                    zh = "最优值距离法";
  static constexpr ParameterNames parameters = {"lower", "upper"};
  static constexpr Learns learns = Learns::ends;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  double lower = 0.0;
  double upper = 100.0;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("lower", self.lower, -far_points, far_points);
    f("upper", self.upper, -far_points, far_points);
  }
};

/// What a fraction does where less is better.
enum class Cost {
  inverse,     ///< the fraction that 1 / x is of the whole of 1 / x (of the maximum: least / x)
  complement,  ///< 1 - fraction
};
inline constexpr std::string_view cost_words[] = {"inverse", "complement"};

enum class Whole { maximum, sum, mean, vector };

/// scale * x / whole, where whole is the maximum, the sum, the mean or the Euclidean norm of the
/// zones' values. Values must not be negative; where less is better see `Cost`.
template <Whole W>
struct Fraction {
  static constexpr std::string_view name = W == Whole::maximum ? "fraction-of-maximum"
                                           : W == Whole::sum   ? "fraction-of-sum"
                                           : W == Whole::mean  ? "mean"
                                                               : "vector";
  static constexpr std::string_view en = W == Whole::maximum ? "fraction of the maximum"
                                         : W == Whole::sum   ? "fraction of the sum"
                                         : W == Whole::mean  ? "fraction of the mean"
                                                             : "vector normalization";
  static constexpr std::string_view zh = W == Whole::maximum ? "极大值法"
                                         : W == Whole::sum   ? "比重法"
                                         : W == Whole::mean  ? "均值化"
                                                             : "向量规范法";
  static constexpr ParameterNames parameters = {W == Whole::maximum ? "maximum"
                                                : W == Whole::sum   ? "sum"
                                                : W == Whole::mean  ? "mean"
                                                                    : "norm",
                                                ""};
  static constexpr Learns learns = Learns::whole;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = false, is_as_given = false;
  static constexpr bool has_categories = false;
  Cost cost = Cost::inverse;
  double scale = 100.0;  ///< points of the whole

  /// Why a value has no score; empty where it has one.
  Argument why_not(double x, bool less) const {
    if (x < 0.0) return words("a fraction of a whole needs values >= 0", "占比要求数值不小于 0");
    return less && cost == Cost::inverse && x == 0.0
               ? words("1 / 0 is not a number", "1 / 0 无意义")
               : Argument();
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("cost", self.cost, Words(cost_words));
    f("scale", self.scale, 1e-12, far_points);
  }
};
using FractionOfMaximum = Fraction<Whole::maximum>;
using FractionOfSum = Fraction<Whole::sum>;
using MeanScaling = Fraction<Whole::mean>;      ///< 均值化: x / mean
using VectorScaling = Fraction<Whole::vector>;  ///< x / sqrt(sum x^2)

inline constexpr std::string_view rank_tie_words[] = {"min", "max", "average"};

/// r: the place of the value from the worst zone up, 1 to n. Ties share the lower, the higher or
/// the mean place.
struct RankScore {
  static constexpr std::string_view name = "rank", en = "rank among the zones", zh = "秩次法";
  static constexpr ParameterNames parameters = {"", ""};
  static constexpr Learns learns = Learns::sample;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  TieRule rank_ties = TieRule::min;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("rank_ties", self.rank_ties, Words(rank_tie_words));
  }
};

/// scale * (r - 1) / (n - 1)
struct PercentileRank {
  static constexpr std::string_view name = "percentile-rank", en = "percentile rank",
                                    zh = "百分位秩";
  static constexpr ParameterNames parameters = {"", ""};
  static constexpr Learns learns = Learns::sample;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  TieRule rank_ties = TieRule::min;
  double scale = 100.0;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("rank_ties", self.rank_ties, Words(rank_tie_words));
    f("scale", self.scale, 1e-12, far_points);
  }
};

/// r - 1: how many zones are behind
struct BordaScore {
  static constexpr std::string_view name = "borda", en = "Borda points", zh = "Borda 计分";
  static constexpr ParameterNames parameters = {"", ""};
  static constexpr Learns learns = Learns::sample;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  TieRule rank_ties = TieRule::min;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("rank_ties", self.rank_ties, Words(rank_tie_words));
  }
};

enum class EfficacyForm { linear, exponential };
inline constexpr std::string_view efficacy_words[] = {"linear", "exponential"};

/// The efficacy coefficient 功效系数法 between given bounds, 不允许值 and 满意值; t = (x - worst) /
/// (best - worst):
///
///     linear       base + span t
///     exponential  base exp(ln((base + span) / base) t)
///
/// 60 and 40 by default; not truncated unless `clip`.
///
/// Source: 国家统计局统计科学研究所, 功效系数法 (efficacy coefficient method).
struct Efficacy {
  static constexpr std::string_view name = "efficacy", en = "efficacy coefficient",
                                    zh = "功效系数法";
  static constexpr ParameterNames parameters = {"lower", "upper"};
  static constexpr Learns learns = Learns::ends;
  static constexpr BoundsUse bounds = BoundsUse::needed;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  EfficacyForm form = EfficacyForm::linear;
  double base = 60.0;
  double span = 40.0;
  bool clip = false;

  template <class Check>
  void check(const Check& c) const {
    if (form == EfficacyForm::exponential && !(base > 0.0))
      c.bad("base", shortest(base), words("above 0 in the exponential form", "指数形式下大于 0"));
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("form", self.form, Words(efficacy_words));
    f("base", self.base, 0.0, far_points);
    f("span", self.span, 1e-12, far_points);
    f("clip", self.clip);
  }
};

/// scale * x / x0, or scale * x0 / x where less is better; x0 is the zone's own value in the base
/// year.
struct BaseYear {
  static constexpr std::string_view name = "base-year", en = "index on a base year",
                                    zh = "基期指数法";
  static constexpr ParameterNames parameters = {"", ""};
  static constexpr Learns learns = Learns::base_year;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = true, takes_any_value = false, is_as_given = false;
  static constexpr bool has_categories = false;
  int year = 0;  ///< the base year; needed in a ranking
  double scale = 100.0;

  static Argument why_not(double x, bool less) {
    return less && x == 0.0 ? words("1 / 0 is not a number", "1 / 0 无意义") : Argument();
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("year", self.year, 0, 9999);
    f("scale", self.scale, 1e-12, far_points);
  }
};

/// A score for each value of a scale: rows of (value, score). Other values are an error.
struct Categorical {
  static constexpr std::string_view name = "categorical", en = "categorical scale",
                                    zh = "等级赋值法";
  static constexpr ParameterNames parameters = {"", ""};
  static constexpr Learns learns = Learns::ends;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = true, takes_any_value = false, is_as_given = false;
  static constexpr bool has_categories = true;  ///< what has no score is none of them
  Matrix scale;                                 ///< k x 2

  /// The categories where the value is none of them.
  Argument why_not(double x, bool) const {
    if (scale.cols() != 2 || (scale.col(0).array() == x).any()) return {};
    std::vector<std::string> known;
    for (const double value : scale.col(0)) known.push_back(shortest(value));
    return join(known, ", ");
  }

  template <class Check>
  void check(const Check& c) const {
    c.rows("scale", scale, 1);
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("scale", self.scale);
  }
};

/// Straight lines between points (value, score), flat beyond the ends. The curve alone decides what
/// is better; the indicator's direction is not applied.
struct Curve {
  static constexpr std::string_view name = "curve", en = "scoring curve", zh = "分段线性评分";
  static constexpr ParameterNames parameters = {"", ""};
  static constexpr Learns learns = Learns::ends;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = true, takes_any_value = true, is_as_given = false;
  Matrix points;  ///< k x 2, k >= 2, values ascending

  template <class Check>
  void check(const Check& c) const {
    c.rows("points", points, 2);
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("points", self.points);
  }
};

/// lower + (upper - lower) / (1 + exp(-steepness z)), z the z-score (divisor n - 1).
struct Logistic {
  static constexpr std::string_view name = "logistic", en = "logistic", zh = "Logistic 法";
  static constexpr ParameterNames parameters = {"mean", "sd"};
  static constexpr Learns learns = Learns::spread;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  double steepness = 1.0;
  double lower = 0.0;
  double upper = 100.0;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("steepness", self.steepness, 1e-6, 1e6);
    f("lower", self.lower, -far_points, far_points);
    f("upper", self.upper, -far_points, far_points);
  }
};

/// scale * ln x / sum ln x; where less is better scale * (1 - ln x / sum ln x) / (n - 1).
///
/// Source: Zavadskas, Turskis (2008), A new logarithmic normalization method in games theory,
/// Informatica 19(2).
struct Logarithmic {
  static constexpr std::string_view name = "logarithmic", en = "logarithmic normalization",
                                    zh = "对数规范法";
  static constexpr ParameterNames parameters = {"sum of logarithms", "n"};
  static constexpr Learns learns = Learns::logarithms;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = false, is_as_given = false;
  static constexpr bool has_categories = false;
  double scale = 100.0;

  static Argument why_not(double x, bool) {
    return x > 0.0 ? Argument() : words("logarithms need values above 0", "取对数要求数值大于 0");
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("scale", self.scale, 1e-12, far_points);
  }
};

/// A user's own normalization.
///
/// Either `scores`: one column, turned so that more is better, NaN where missing, to scores of the
/// same length; it can score the rows that it was given, and no others. Or `fit` and `apply`: the
/// column to parameters, which are saved with the scaling, and values with parameters to scores.
/// Scores are finite where there is a value; what they are where there is none does not count.
struct CustomNormalization {
  static constexpr std::string_view family = "normalization", name = "custom",
                                    en = "own normalization", zh = "自定义标准化";
  static constexpr ParameterNames parameters = {"", ""};
  static constexpr Learns learns = Learns::own;
  static constexpr BoundsUse bounds = BoundsUse::none;
  static constexpr bool is_fixed = false, takes_any_value = true, is_as_given = false;
  using Numbers = std::span<const double>;

  std::string label;  ///< its name in texts, settings and files
  std::function<std::vector<double>(Numbers)> scores = {};
  std::function<std::vector<double>(Numbers)> fit = {};
  std::function<std::vector<double>(Numbers, Numbers)> apply = {};

  template <class Check>
  void check(const Check& c) const {
    if (!scores && !(fit && apply))
      c.needs("scores", words("a function, or the pair of fit and apply",
                              "一个函数，或 fit 与 apply 一对函数"));
  }

  template <class Self, class F>
  static void options(Self&, F&&) {}
};

/// What the stages must know of a normalization besides how it learns and scores, which is in
/// detail/scaling.hpp. Nobody else lists normalizations.
template <class M>
struct NormalizationTraits {
  static_assert(
      requires { ParameterNames(M::parameters); },
      "a normalization names what it learns: ParameterNames parameters");
  static_assert(
      requires { Learns(M::learns); },
      "a normalization says what it learns of a column: Learns learns");
  static_assert(
      requires { BoundsUse(M::bounds); },
      "a normalization says what given bounds are to it: BoundsUse bounds");
  static_assert(
      requires { bool(M::is_fixed); },
      "a normalization says whether it scores a column of equal values: bool is_fixed");
  static_assert(
      requires { bool(M::is_as_given); },
      "a normalization says whether scores are the values: bool is_as_given");
  static_assert(
      requires { bool(M::takes_any_value); },
      "a normalization says whether every value has a score: bool takes_any_value");
  static_assert(
      M::takes_any_value || requires(const M& m) { m.why_not(1.0, false); },
      "a normalization says why a value has no score: Argument why_not(x, less)");
  static_assert(
      M::takes_any_value || requires { bool(M::has_categories); },
      "a normalization says whether its values are categories: bool has_categories");
  static constexpr bool is_complete = true;
};

using Normalization = Family<NormalizationTraits, MinMax, PercentileBounds, NoScaling, ZScore,
                             Goalposts, DistanceToReference, DistanceToTarget, DistanceToMaximum,
                             FractionOfMaximum, FractionOfSum, MeanScaling, VectorScaling,
                             RankScore, PercentileRank, BordaScore, Efficacy, BaseYear, Categorical,
                             Curve, Logistic, Logarithmic, CustomNormalization>::type;

/// Adds what the options of a normalization contradict, and unless `partial` what they lack, to
/// `problems`.
void check_normalization(const Normalization& method, Problems& problems, bool partial = false);

}  // namespace zonerank
