#pragma once
#include "zonerank/methods/detail/zone_comparison.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/detail/scaling.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
namespace detail {
ZONERANK_OWN(zone_comparison) {

/// The weighted mean of f(i, j) over what zone i has; NaN where it has nothing. The greatest weight
/// counts as 1, so that equal weights add places without rounding and equal rank sums stay equal.
template <class F>
Vector mean_over_present(const MatrixRef& scores, const VectorRef& weights, const F& f) {
  Vector result = Vector::Constant(scores.rows(), missing);
  const Vector w = weights / weights.maxCoeff();
  for (Index i = 0; i < scores.rows(); ++i) {
    double sum = 0.0;
    double total = 0.0;
    for (Index j = 0; j < scores.cols(); ++j) {
      if (is_missing(scores(i, j)) || w[j] == 0.0) continue;
      sum += w[j] * f(i, j);
      total += w[j];
    }
    if (total > 0.0) result[i] = sum / total;
  }
  return result;
}

ZONERANK_INLINE std::vector<ColumnFit<double>> samples(const MatrixRef& scores) {
  std::vector<ColumnFit<double>> result;
  for (Index j = 0; j < scores.cols(); ++j) {
    result.push_back(learn_sample<double>(present_values(column(scores, j))));
  }
  return result;
}

}  // ZONERANK_OWN(zone_comparison)

ZONERANK_INLINE Vector compare_zones(const Wroclaw&, const MatrixRef& scores,
                                     const VectorRef& weights) {
  Vector ideal(scores.cols());
  for (Index j = 0; j < scores.cols(); ++j) {
    const std::vector<double> present = present_values(column(scores, j));
    ideal[j] = present.empty() ? missing : *std::max_element(present.begin(), present.end());
  }
  const auto columns = static_cast<double>((weights.array() > 0.0).count());
  Vector distance = mean_over_present(scores, weights, [&](Index i, Index j) {
    return (scores(i, j) - ideal[j]) * (scores(i, j) - ideal[j]);
  });
  distance = (distance * columns).cwiseSqrt();
  const std::vector<double> present = present_values(column(distance, 0));
  if (present.empty()) return distance;
  const double reach =
      mean(present) + 2.0 * (present.size() > 1 ? standard_deviation(present) : 0.0);
  if (!(reach > 0.0)) {  // all zones are at the ideal
    return distance.array().isNaN().select(distance, Vector::Constant(distance.size(), 100.0));
  }
  return (100.0 * (1.0 - distance.array() / reach)).matrix();
}

ZONERANK_INLINE Vector compare_zones(const RankSumRatio& method, const MatrixRef& scores,
                                     const VectorRef& weights) {
  const std::vector<ColumnFit<double>> fits = samples(scores);
  const auto zones = static_cast<double>(scores.rows());
  const Vector places = mean_over_present(scores, weights, [&](Index i, Index j) {
    const ColumnFit<double>& fit = fits[static_cast<std::size_t>(j)];
    const auto n = static_cast<double>(fit.sample.size());
    const double stretch = zones / n;  // of columns with gaps
    if (method.integer) return stretch * place(fit, scores(i, j), false, TieRule::average);
    const double spread = fit.sample.back() - fit.sample.front();
    const double share = spread > 0.0 ? (scores(i, j) - fit.sample.front()) / spread : 0.5;
    return stretch * (1.0 + (n - 1.0) * share);
  });
  return 100.0 * places / zones;
}

ZONERANK_INLINE Vector compare_zones(const BordaCount&, const MatrixRef& scores,
                                     const VectorRef& weights) {
  const std::vector<ColumnFit<double>> fits = samples(scores);
  const double most = std::max(1.0, static_cast<double>(scores.rows()) - 1.0);
  const Vector beaten = mean_over_present(scores, weights, [&](Index i, Index j) {
    const ColumnFit<double>& fit = fits[static_cast<std::size_t>(j)];
    const auto n = static_cast<double>(fit.sample.size());
    if (n < 2.0) return most;
    const double stretch = most / (n - 1.0);  // of columns with gaps
    return stretch * (place(fit, scores(i, j), false, TieRule::average) - 1.0);
  });
  return 100.0 * beaten / most;
}

}  // namespace detail

}  // namespace zonerank
