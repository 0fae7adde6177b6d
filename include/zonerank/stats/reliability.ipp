#pragma once
#include "zonerank/stats/reliability.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/detail/size.hpp"

namespace zonerank {
ZONERANK_OWN(reliability) {

/// All values less a power of two, which alpha does not depend on, where products of two would
/// overflow or vanish.
ZONERANK_INLINE Matrix at_size(const MatrixRef& x) {
  double most = 0.0;
  for (const double value : x.reshaped()) {
    if (std::isfinite(value)) most = std::max(most, std::abs(value));
  }
  const int power = detail::power_of(most);
  if (power == 0) return x;
  return x.unaryExpr([power](double value) { return std::ldexp(value, -power); });
}

}  // ZONERANK_OWN(reliability)

ZONERANK_INLINE Reliability cronbach_alpha(const MatrixRef& x) {
  Reliability result;
  const auto k = static_cast<double>(x.cols());
  if (x.cols() < 2) return result;
  const Matrix covariance = covariances(at_size(x));
  const Matrix r = correlation_matrix(x);
  const double total = covariance.sum();
  const double between = total - covariance.trace();
  if (total > 0.0 && !r.hasNaN()) {
    result.raw = k / (k - 1.0) * between / total;
    const double mean_r = (r.sum() - k) / (k * (k - 1.0));
    result.standardized = k * mean_r / (1.0 + (k - 1.0) * mean_r);
  }
  return result;
}

}  // namespace zonerank
