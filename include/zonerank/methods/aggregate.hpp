#pragma once
// Scores to a group's score.

#include <span>
#include <string>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/methods/aggregation.hpp"
#include "zonerank/methods/detail/methods.hpp"

namespace zonerank {

/// What messages about a user's own aggregation call the group and the zones; numbers by default.
struct AggregationNames {
  std::string group = {};
  std::span<const std::string> zones = {};
};

/// The group's score of each zone. Means of scores and weights that are equal as the decimals they
/// print as are the same double, see docs/methods/ranking.md.
///
/// @param scores         n_zones x n_indicators [points], NaN is missing
/// @param weights        n_indicators, >= 0, any sum above 0
/// @param min_available  share of the weight that must be present, in [0, 1]; below it, or where
///                       nothing is present, the result is NaN
/// @return               n_zones: points, or what the method says
/// @throws Error wrong-shape, bad-weight, zero-weights, bad-option, bad-score; own-method-failed,
///               own-method-result
///
/// Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 6.
Vector aggregate(const MatrixRef& scores, const VectorRef& weights,
                 const Aggregation& method = ArithmeticMean{}, double min_available = 0.8,
                 const AggregationNames& names = {});

/// What a method asks of scores beyond being there: "above 0", ">= 0" or nothing.
std::string_view needed_scores(const Aggregation& method);

namespace detail {

/// What needed_scores() says, for messages.
inline Argument needed_in_words(std::string_view needed) {
  return needed == "above 0" ? words("above 0", "大于 0") : Argument(needed);
}

}  // namespace detail

/// Benefit of the doubt with its evidence.
struct BenefitResult {
  Vector scores;     ///< [0, 1]; NaN with a gap, or where no weights satisfy the bounds
  Matrix weights;    ///< n_zones x n_indicators: the zone's best, not unique; NaN with a direction
  Index at_one = 0;  ///< zones with score 1
  std::vector<Index> infeasible;  ///< zones for which no weights satisfy the bounds
};

/// @param scores  n_zones x n_indicators, >= 0
/// @throws Error bad-score for a negative score, bad-option where bounds exclude each other
BenefitResult benefit_of_doubt(const MatrixRef& scores, const BenefitOfDoubt& method = {});

/// Entry (i, k): weight of the indicators in which zone i is better than k, ties at half, of those
/// that both have; NaN where they share none.
Matrix outranking(const MatrixRef& scores, const VectorRef& weights);

/// A consensus order.
struct KemenyResult {
  Vector ranks;            ///< 1 is best, no ties; NaN for a zone without any score
  double cost = 0.0;       ///< weight of indicators against the order, summed over pairs
  double bound = 0.0;      ///< no order costs less than this
  bool is_proved = false;  ///< no order costs less than `cost`
};

/// The zones fall into components such that every zone of one beats all of the next; components of
/// up to 15 zones are ordered exactly, larger ones by moving zones while that helps.
KemenyResult kemeny(const MatrixRef& scores, const VectorRef& weights);

/// 秩和比法 with what follows the ratios: their distribution, a line through it, and grades.
struct RankSumRatioResult {
  Vector ratios;   ///< RSR = sum w R / n, in (0, 1]; NaN for a zone without any score
  Vector probits;  ///< 5 + normal quantile of (mean place from the worst) / n; the best 1 - 1/4n
  Vector fitted;   ///< intercept + slope * probit
  Vector grades;   ///< 1 is best; bounds of the probit at 5 + 6 (k / grades - 1/2)
  double intercept = missing, slope = missing;  ///< least squares, one point a distinct ratio
  double r_squared = missing;
  double p = missing;  ///< two-sided, of a slope of 0; from three distinct ratios on
};

/// @param weights  of any sum
/// @param grades   2 to 10: three grades part at probits 4 and 6, four at 3.5, 5 and 6.5
/// @throws Error wrong-shape, bad-weight, zero-weights, bad-option
///
/// Source: 田凤调 (1988), 秩和比法及其应用.
RankSumRatioResult rank_sum_ratio(const MatrixRef& scores, const VectorRef& weights,
                                  const RankSumRatio& method = {}, int grades = 3);

/// 耦合协调度: how balanced group scores are, and how high at once.
struct CouplingResult {
  Vector coupling;      ///< C = m (prod u)^(1/m) / sum u, in [0, 1]; u = score / full
  Vector development;   ///< T = sum a u
  Vector coordination;  ///< D = sqrt(C T)
};

/// @param groups   n_zones x m groups, m >= 2, scores in [0, full]; NaN gives NaN
/// @param weights  a, m of any sum
/// @throws Error bad-score outside [0, full], wrong-shape
///
/// Source: 廖重斌 (1999); 王淑佳 等 (2021), 国内耦合协调度模型的误区及修正.
CouplingResult coupling_coordination(const MatrixRef& groups, const VectorRef& weights,
                                     double full = 100.0);

}  // namespace zonerank
