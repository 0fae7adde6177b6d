#pragma once
#include "zonerank/stats/correlation_ratio.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(correlation_ratio) {

/// Points with how many rows they stand for, ascending in x.
struct Points {
  std::vector<double> x, y, n;
};

/// The rows where both are present; many are cut into classes of equal size.
ZONERANK_INLINE Points points_of(std::span<const double> x, std::span<const double> y) {
  std::vector<std::pair<double, double>> rows;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!is_missing(x[i]) && !is_missing(y[i])) rows.emplace_back(x[i], y[i]);
  }
  std::sort(rows.begin(), rows.end());
  constexpr std::size_t most = 1000;
  Points points;
  const std::size_t classes = std::min(rows.size(), most);
  for (std::size_t k = 0; k < classes; ++k) {
    const std::size_t begin = k * rows.size() / classes;
    const std::size_t end = (k + 1) * rows.size() / classes;
    double sum_x = 0.0;
    double sum_y = 0.0;
    for (std::size_t i = begin; i < end; ++i) {
      sum_x += rows[i].first;
      sum_y += rows[i].second;
    }
    const auto n = static_cast<double>(end - begin);
    points.x.push_back(sum_x / n);
    points.y.push_back(sum_y / n);
    points.n.push_back(n);
  }
  return points;
}

struct Fit {
  std::vector<double> y;
  double error = 0.0;  ///< squared, leave-one-out
};

/// Local linear regression at every point.
ZONERANK_INLINE Fit local_linear(const Points& p, double bandwidth) {
  Fit fit;
  const std::size_t n = p.x.size();
  for (std::size_t i = 0; i < n; ++i) {
    poll_interrupt();
    double s0 = 0.0, s1 = 0.0, s2 = 0.0, t0 = 0.0, t1 = 0.0;
    for (std::size_t k = 0; k < n; ++k) {
      const double d = p.x[k] - p.x[i];
      const double z = d / bandwidth;
      if (std::abs(z) > 6.0) continue;
      const double w = p.n[k] * std::exp(-0.5 * z * z);
      s0 += w;
      s1 += w * d;
      s2 += w * d * d;
      t0 += w * p.y[k];
      t1 += w * d * p.y[k];
    }
    const double determinant = s0 * s2 - s1 * s1;
    const bool is_line = determinant > 1e-10 * s0 * s2;
    const double value = is_line ? (s2 * t0 - s1 * t1) / determinant : t0 / s0;
    const double own = is_line ? p.n[i] * s2 / determinant : p.n[i] / s0;  // of y_i in the value
    fit.y.push_back(value);
    const double left_out = (p.y[i] - value) / std::max(1.0 - own, 1e-6);
    fit.error += p.n[i] * left_out * left_out;
  }
  return fit;
}

ZONERANK_INLINE double weighted_variance(const std::vector<double>& y,
                                         const std::vector<double>& n) {
  double total = 0.0;
  double mean = 0.0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    total += n[i];
    mean += n[i] * y[i];
  }
  mean /= total;
  double sum = 0.0;
  for (std::size_t i = 0; i < y.size(); ++i) sum += n[i] * (y[i] - mean) * (y[i] - mean);
  return sum / total;
}

}  // ZONERANK_OWN(correlation_ratio)

ZONERANK_INLINE double correlation_ratio(std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size()) {
    fail(Code::wrong_shape, "y", words("{0} entries", "{0} 个元素", {y.size()}),
         {words("x has {0}", "x 有 {0} 个", {x.size()})});
  }
  std::vector<double> present;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!is_missing(x[i]) && !is_missing(y[i])) present.push_back(y[i]);
  }
  const Points points = points_of(x, y);
  if (points.x.size() < 4 || !have_spread(points.x) || !have_spread(present)) return missing;
  const double deviation = std::sqrt(weighted_variance(points.x, points.n));
  const std::vector<double> ones(present.size(), 1.0);
  const double whole = weighted_variance(present, ones);
  Fit best;
  best.error = std::numeric_limits<double>::infinity();
  constexpr int bandwidths = 12;
  for (int k = 0; k < bandwidths; ++k) {
    const double share = static_cast<double>(k) / (bandwidths - 1);
    Fit fit = local_linear(points, deviation * 0.1 * std::pow(40.0, share));
    if (fit.error < best.error) best = std::move(fit);
  }
  return std::clamp(weighted_variance(best.y, points.n) / whole, 0.0, 1.0);
}

ZONERANK_INLINE EffectiveWeights effective_weights(const MatrixRef& scores, const VectorRef& y) {
  detail::check_entries("y", y.size(), scores.rows(),
                        words("the scores have {0} rows", "得分有 {0} 行", {scores.rows()}));
  EffectiveWeights result{Vector(scores.cols()), Vector(scores.cols())};
  double sum = 0.0;
  for (Index j = 0; j < scores.cols(); ++j) {
    result.ratio[j] =
        correlation_ratio({scores.col(j).data(), static_cast<std::size_t>(scores.rows())},
                          {y.data(), static_cast<std::size_t>(y.size())});
    if (!is_missing(result.ratio[j])) sum += result.ratio[j];
  }
  result.share = result.ratio / sum;
  return result;
}

}  // namespace zonerank
