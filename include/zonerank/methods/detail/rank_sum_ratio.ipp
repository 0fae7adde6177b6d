#pragma once
// 秩和比法 with its regression on probits and its grades.

#include <algorithm>
#include <boost/math/distributions/normal.hpp>

#include "zonerank/core/build.hpp"
#include "zonerank/methods/aggregate.hpp"
#include "zonerank/methods/detail/scaling.hpp"
#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(rank_sum_ratio) {

constexpr double probit_of_half = 5.0;  ///< Bliss: so that no probit in use is negative

/// Probit of the share of zones at or below each ratio, a tie at its mean place. The best would be
/// at 1, where there is none, and stands at 1 - 1 / (4 n).
ZONERANK_INLINE Vector probits_of(const Vector& ratios) {
  const auto fit = detail::learn_sample<double>(
      present_values({ratios.data(), static_cast<std::size_t>(ratios.size())}));
  const auto n = static_cast<double>(fit.sample.size());
  Vector result = Vector::Constant(ratios.size(), missing);
  for (Index i = 0; i < ratios.size(); ++i) {
    if (is_missing(ratios[i])) continue;
    const double share = detail::place(fit, ratios[i], false, TieRule::average) / n;
    const double below_one = share < 1.0 ? share : 1.0 - 1.0 / (4.0 * n);
    result[i] = probit_of_half + boost::math::quantile(boost::math::normal(), below_one);
  }
  return result;
}

/// Sums of the same places under other weights' rounding are level.
ZONERANK_INLINE void level_ties(Vector& ratios) {
  constexpr double rounding = 1e-12;
  std::vector<double> values =
      present_values({ratios.data(), static_cast<std::size_t>(ratios.size())});
  std::sort(values.begin(), values.end());
  for (double& ratio : ratios) {
    if (!is_missing(ratio))
      ratio = *std::lower_bound(values.begin(), values.end(), ratio - rounding);
  }
}

/// The line through one point a distinct ratio.
ZONERANK_INLINE void fit_line(RankSumRatioResult& r) {
  std::vector<std::pair<double, double>> points;
  for (Index i = 0; i < r.ratios.size(); ++i) {
    if (!is_missing(r.ratios[i])) points.emplace_back(r.probits[i], r.ratios[i]);
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 2) return;
  std::vector<double> x, y;
  for (const auto& [probit, ratio] : points) {
    x.push_back(probit);
    y.push_back(ratio);
  }
  const Correlation c = correlation(x, y);
  r.slope = c.r * standard_deviation(y) / standard_deviation(x);
  r.intercept = mean(y) - r.slope * mean(x);
  r.r_squared = c.r * c.r;
  r.p = points.size() > 2 ? c.p : missing;
}

}  // ZONERANK_OWN(rank_sum_ratio)

ZONERANK_INLINE RankSumRatioResult rank_sum_ratio(const MatrixRef& scores, const VectorRef& weights,
                                                  const RankSumRatio& method, int grades) {
  if (grades < 2 || grades > 10)
    fail(Code::bad_option, "grades", std::to_string(grades), {words("from 2 to 10", "2 到 10")});
  RankSumRatioResult r;
  r.ratios = aggregate(scores, weights, method, 0.0) / 100.0;
  level_ties(r.ratios);
  r.probits = probits_of(r.ratios);
  fit_line(r);
  r.fitted = (r.intercept + r.slope * r.probits.array()).matrix();
  r.grades = Vector::Constant(r.ratios.size(), missing);
  for (Index i = 0; i < r.grades.size(); ++i) {
    if (is_missing(r.probits[i])) continue;
    r.grades[i] = 1.0;
    for (int k = 1; k < grades; ++k) {
      const double bound = probit_of_half + 6.0 * (static_cast<double>(k) / grades - 0.5);
      if (r.probits[i] < bound) r.grades[i] += 1.0;
    }
  }
  return r;
}

}  // namespace zonerank
