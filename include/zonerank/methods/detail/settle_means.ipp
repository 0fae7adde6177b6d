#pragma once
#include "zonerank/methods/detail/settle_means.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/bounded.hpp"
#include "zonerank/core/detail/wide.hpp"
#include "zonerank/methods/detail/methods.hpp"
#include "zonerank/methods/detail/scaling.hpp"
#include "zonerank/methods/detail/settle.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
ZONERANK_OWN(settle_means) {

/// The mean of a zone's present scores on another scalar.
template <class T, class M>
T mean_on(const M& m, const MatrixRef& scores, const VectorRef& weights, Index zone) {
  std::vector<T> s, w;
  for (Index j = 0; j < scores.cols(); ++j) {
    if (is_missing(scores(zone, j)) || weights[j] == 0.0) continue;
    s.push_back(T(scores(zone, j)));
    w.push_back(T(weights[j]));
  }
  return combine(m, std::span<const T>(s), std::span<const T>(w));
}

/// Whether a mean is as well conditioned as its scores are: not where one near 0 is divided by, or
/// a small power is taken back.
template <class M>
bool is_well_conditioned(const M& m) {
  if constexpr (requires { m.exponent; }) return m.exponent == 0.0 || std::abs(m.exponent) > 1e-3;
  return !std::is_same_v<M, MazziottaPareto>;
}

/// A bound of the errors of all means, in parts of the greatest score. Sums lose a rounding for
/// each score; logarithms, below 750, as many times that; others have a few hundred, and 1e-9 is
/// far more than these and far less than what tells zones apart.
template <class M>
double part_lost(const M& m, Index n_scores) {
  const double roundings = 0x1p-50 * static_cast<double>(n_scores + 8);
  if (M::sum_of == SumOf::values) return roundings;
  if (M::sum_of == SumOf::logarithms) return 1000.0 * roundings;
  return is_well_conditioned(m) ? 1e-9 : std::numeric_limits<double>::infinity();
}

ZONERANK_INLINE double greatest_score(const MatrixRef& scores) {
  std::vector<double> greatest(static_cast<std::size_t>(scores.cols()));
  parallel_for(greatest.size(), threads_for(scores.size()), [&](std::size_t j) {
    greatest[j] = greatest_distance(column(scores, static_cast<Index>(j)));
  });
  return greatest_distance(greatest);
}

template <class M>
std::size_t settle_means_of(const M& m, const MatrixRef& scores, const VectorRef& weights,
                            Vector& means, double greatest) {
  const std::span<double> values(means.data(), static_cast<std::size_t>(means.size()));
  const double error =
      part_lost(m, scores.cols()) * (is_missing(greatest) ? greatest_score(scores) : greatest);
  std::vector<std::size_t> near = near_rows(values, {0.0, error}, greatest_distance(values));
  if (near.empty()) return 0;
  std::vector<double> errors(values.size(), error);
  std::vector<std::size_t> zones;
  for (const auto& group : undecided_rows(values, errors, std::move(near))) {
    if (!are_alike(scores, group)) zones.insert(zones.end(), group.begin(), group.end());
  }
  if (zones.empty()) return 0;
  std::fill(errors.begin(), errors.end(), 0.0);
  for (const std::size_t zone : zones) {
    const Bounded mean = mean_on<Bounded>(m, scores, weights, static_cast<Index>(zone));
    errors[zone] = mean.error() + std::abs(mean.value() - values[zone]);
  }
  return settle_among(zones, values, errors, [&](std::span<const std::size_t> rows) {
    return wide_rows(scores, rows,
                     [&](Index zone) { return mean_on<Wide>(m, scores, weights, zone); });
  });
}

}  // ZONERANK_OWN(settle_means)

ZONERANK_INLINE std::size_t settle_means(const MatrixRef& scores, const VectorRef& weights,
                                         const Aggregation& method, Vector& means,
                                         double greatest) {
  return std::visit(
      [&]<class M>(const M& m) -> std::size_t {
        if constexpr (requires(std::span<const Wide> x) { combine(m, x, x); })
          return settle_means_of(m, scores, weights, means, greatest);
        else
          return 0;
      },
      method);
}

ZONERANK_INLINE std::size_t settle_curve(const Curve& curve, std::span<const double> values,
                                         std::span<double> scores) {
  std::vector<double> errors;
  for (const double x : values)
    errors.push_back(score(curve, ColumnFit<Bounded>(), Bounded(x), false).error());
  return settle(scores, errors, [&](std::span<const std::size_t> rows) {
    std::vector<Wide> exact;
    for (const std::size_t row : rows)
      exact.push_back(score(curve, ColumnFit<Wide>(), Wide(values[row]), false));
    return exact;
  });
}

}  // namespace zonerank::detail
