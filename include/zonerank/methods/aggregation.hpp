#pragma once
// The ways from the scores in a group to the group's score, as values.
//
// Those that take one zone at a time use its present scores, weights renormalised over them; those
// that compare zones say what they do with a gap.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/methods/option.hpp"

namespace zonerank {

/// What weighted sums an aggregation is made of, so that many zones or draws are summed at once.
enum class SumOf { values, logarithms, neither };

// ---- of one zone's scores s with weights w that sum to 1

/// sum w s: a deficit in one indicator is made good by another.
struct ArithmeticMean : NoOptions {
  static constexpr std::string_view name = "arithmetic", en = "arithmetic mean", zh = "算术平均";
  static constexpr bool compares_zones = false, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::values;
  static constexpr std::string_view needed() { return ""; }
};

/// exp(sum w ln s): balanced profiles score higher. Needs scores above 0.
struct GeometricMean : NoOptions {
  static constexpr std::string_view name = "geometric", en = "geometric mean", zh = "几何平均";
  static constexpr bool compares_zones = false, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::logarithms;
  static constexpr std::string_view needed() { return "above 0"; }
};

/// 1 / sum (w / s). Needs scores above 0.
struct HarmonicMean : NoOptions {
  static constexpr std::string_view name = "harmonic", en = "harmonic mean", zh = "调和平均";
  static constexpr bool compares_zones = false, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return "above 0"; }
};

/// (sum w s^p)^(1/p); p = 1 arithmetic, -1 harmonic, 0 the geometric mean, its limit. Scores must
/// be
/// >= 0, above 0 for p <= 0.
struct PowerMean {
  static constexpr std::string_view name = "power", en = "power mean", zh = "幂平均";
  static constexpr bool compares_zones = false, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  double exponent = 0.5;

  std::string_view needed() const {
    return exponent > 0.0 ? exponent == 1.0 ? "" : ">= 0" : "above 0";
  }

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("exponent", self.exponent, -100.0, 100.0);
  }
};

/// The score at which half of the weight is reached from below; between two that meet exactly,
/// their mean. With equal weights the ordinary median.
struct MedianScore : NoOptions {
  static constexpr std::string_view name = "median", en = "weighted median", zh = "加权中位数";
  static constexpr bool compares_zones = false, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
};

/// The least score: no deficit is made good.
struct MinimumScore : NoOptions {
  static constexpr std::string_view name = "minimum", en = "minimum", zh = "最小值";
  static constexpr bool compares_zones = false, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
};

/// Ordered weighted average: sum over the scores in descending order of (Q(S_k) - Q(S_(k-1)))
/// s_(k), S_k the weight of the k best. Q(r) = r^((1 - orness) / orness), or the line through the
/// running sums of `owa_weights` (one a child, the best score's first). orness 0.5 is the
/// arithmetic mean.
///
/// Source: Yager (1988), On ordered weighted averaging aggregation operators; Yager (1996).
struct OrderedAverage {
  static constexpr std::string_view name = "owa", en = "ordered weighted average",
                                    zh = "有序加权平均";
  static constexpr bool compares_zones = false, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
  double orness = 0.5;
  std::vector<double> owa_weights;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("orness", self.orness, 0.01, 0.99);
    f("owa_weights", self.owa_weights);
  }
};

/// Mazziotta-Pareto: M - S^2 / M, or M + S^2 / M with `penalty_up` (where more is worse); M and S
/// are the weighted mean and population standard deviation of the zone's scores. On
/// goalposts 70..130 it is the adjusted index (AMPI). M must be above 0.
///
/// Source: Mazziotta, Pareto (2016), On a generalized non-compensatory composite index.
struct MazziottaPareto {
  static constexpr std::string_view name = "mpi", en = "Mazziotta-Pareto index",
                                    zh = "Mazziotta-Pareto 指数";
  static constexpr bool compares_zones = false, needs_positive_mean = true;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
  bool penalty_up = false;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("penalty_up", self.penalty_up);
  }
};

/// M - alpha (sqrt((M - min)^2 + beta^2) - beta): alpha 0 is the mean, alpha 1 and beta 0 the
/// minimum.
///
/// Source: Casadio Tarabusi, Guarini (2013), An unbalance adjustment method for development
/// indicators.
struct MeanMin {
  static constexpr std::string_view name = "mean-min", en = "mean-min", zh = "均值-最小值法";
  static constexpr bool compares_zones = false, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
  double alpha = 0.5;
  double beta = 0.0;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("alpha", self.alpha, 0.0, 1.0);
    f("beta", self.beta, 0.0, 1e12);
  }
};

// ---- that compare the zones with each other

/// 100 (1 - d / (m + 2 sd)), d the zone's Euclidean distance to the best score of every indicator,
/// m and sd the mean and standard deviation (divisor n - 1) of the zones' distances. A gap takes
/// part with its mean square over what is present.
///
/// Source: Hellwig (1968); Mazziotta, Mazzarella (1998). Compind gives d / (m + 2 sd).
struct Wroclaw : NoOptions {
  static constexpr std::string_view name = "wroclaw", en = "Wroclaw taxonomic method",
                                    zh = "Wroclaw 分类法";
  static constexpr bool compares_zones = true, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
};

/// 秩和比 RSR: 100 sum w R / n, R the zone's place from the worst up (ties at the mean place), or
/// with `integer = 0` 1 + (n - 1) (s - least) / (greatest - least). Gaps are left out.
///
/// Source: 田凤调 (1988), 秩和比法及其应用.
struct RankSumRatio {
  static constexpr std::string_view name = "rsr", en = "rank-sum ratio", zh = "秩和比法";
  static constexpr bool compares_zones = true, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
  bool integer = true;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("integer", self.integer);
  }
};

/// Benefit of the doubt (DEA): each zone's score under the weights that suit it best, 100 for the
/// best: max sum u s_i, with sum u s_k <= 1 for every zone k, u >= 0. Each indicator's part of the
/// zone's own score stays within [share_low, share_high], or every weight u within [weight_low,
/// weight_high]; the given weights do not count. With a direction d the score is 100 / (1 + beta),
/// beta the greatest with s_i + beta d <= a mixture of zones. A zone with a gap has no score. Needs
/// scores >= 0.
///
/// Sources: Cherchye, Moesen, Rogge, Van Puyenbroeck (2007), An introduction to benefit of the
/// doubt composite indicators; Fusco (2015), Enhancing non-compensatory composite indicators: a
/// directional proposal.
struct BenefitOfDoubt {
  static constexpr std::string_view name = "bod", en = "benefit of the doubt", zh = "BoD 法";
  static constexpr bool compares_zones = true, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ">= 0"; }
  double share_low = 0.0;
  double share_high = 1.0;
  std::vector<double> weight_low = {};   ///< of every weight, one for each indicator; none: 0
  std::vector<double> weight_high = {};  ///< none: no bound
  std::vector<double> direction = {};    ///< one for each indicator, >= 0

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("share_low", self.share_low, 0.0, 1.0);
    f("share_high", self.share_high, 0.0, 1.0);
    f("weight_low", self.weight_low);
    f("weight_high", self.weight_high);
    f("direction", self.direction);
  }
};

/// How many zones the zone beats, less how many beat it; it beats another where the indicators in
/// which it is better weigh more than half, ties at half. Indicators that both have count.
///
/// Source: Copeland (1951); Munda, Nardo (2009), Noncompensatory composite indicators.
struct Copeland : NoOptions {
  static constexpr std::string_view name = "copeland", en = "Copeland", zh = "Copeland 法";
  static constexpr bool compares_zones = true, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
};

/// 100 sum w (R - 1) / (n - 1), R the zone's place from the worst up (ties at the mean place). Gaps
/// are left out.
struct BordaCount : NoOptions {
  static constexpr std::string_view name = "borda", en = "Borda", zh = "Borda 计数法";
  static constexpr bool compares_zones = true, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
};

/// The order of zones with the least weight of indicators against it, 100 (n - rank) / (n - 1).
/// Exact where proved (see kemeny()); zones without any score have none.
///
/// Source: Kemeny (1959); Young, Levenglick (1978).
struct Kemeny : NoOptions {
  static constexpr std::string_view name = "kemeny", en = "Kemeny order", zh = "Kemeny 排序";
  static constexpr bool compares_zones = true, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }
};

/// A user's own aggregation: scores, n_zones x n, and n weights above 0 that sum to 1, to one score
/// for each zone, finite where the zone has all scores. It sees all zones at once, and NaN where a
/// score is missing; zones with too few scores are rows of NaN, and get none.
struct CustomAggregation {
  static constexpr std::string_view family = "aggregation", name = "custom", en = "own aggregation",
                                    zh = "自定义汇总";
  static constexpr bool compares_zones = true, needs_positive_mean = false;
  static constexpr SumOf sum_of = SumOf::neither;
  static constexpr std::string_view needed() { return ""; }

  std::string label;  ///< its name in texts, settings and files
  std::function<Vector(const MatrixRef& scores, const VectorRef& weights)> scores = {};

  template <class Self, class F>
  static void options(Self&, F&&) {}

  /// From a function of one zone's present scores and their weights, which sum to 1.
  template <class F>
  static CustomAggregation by_zone(std::string own_label, F f) {
    return {std::move(own_label), [f](const MatrixRef& of_zones, const VectorRef& weights) {
              Vector result = Vector::Constant(of_zones.rows(), missing);
              for (Index i = 0; i < of_zones.rows(); ++i) {
                std::vector<double> s, w;
                double sum = 0.0;
                for (Index j = 0; j < of_zones.cols(); ++j) {
                  if (is_missing(of_zones(i, j))) continue;
                  s.push_back(of_zones(i, j));
                  w.push_back(weights[j]);
                  sum += weights[j];
                }
                for (double& weight : w) weight /= sum;
                if (!s.empty())
                  result[i] = f(std::span<const double>(s), std::span<const double>(w));
              }
              return result;
            }};
  }
};

/// What the stages must know of an aggregation besides its arithmetic, which is in
/// detail/methods.hpp and, where it compares zones, in detail/zone_comparison.hpp.
template <class M>
struct AggregationTraits {
  static_assert(
      requires { bool(M::compares_zones); },
      "an aggregation says whether it looks at other zones: bool compares_zones");
  static_assert(
      requires { bool(M::needs_positive_mean); },
      "an aggregation says whether the mean must be above 0: bool needs_positive_mean");
  static_assert(
      requires { SumOf(M::sum_of); },
      "an aggregation says what weighted sum it is made of: SumOf sum_of");
  static_assert(
      requires(const M& m) { std::string_view(m.needed()); },
      "an aggregation says what scores it needs: std::string_view needed()");
  static constexpr bool is_complete = true;
};

using Aggregation =
    Family<AggregationTraits, ArithmeticMean, GeometricMean, HarmonicMean, PowerMean, MedianScore,
           MinimumScore, OrderedAverage, MazziottaPareto, MeanMin, Wroclaw, RankSumRatio,
           BenefitOfDoubt, Copeland, BordaCount, Kemeny, CustomAggregation>::type;

/// What weighted sums an aggregation is made of.
inline SumOf sum_of(const Aggregation& method) {
  return std::visit([]<class M>(const M&) { return M::sum_of; }, method);
}

/// Whether a zone's score depends on the scores of other zones.
inline bool compares_zones(const Aggregation& method) {
  return std::visit([]<class M>(const M&) { return M::compares_zones; }, method);
}

}  // namespace zonerank
