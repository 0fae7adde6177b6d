#include "zonerank/stats/reliability.hpp"

#include "zonerank/stats/correlation.hpp"

namespace zonerank {

Reliability cronbach_alpha(const MatrixRef& x) {
  Reliability result;
  const auto k = static_cast<double>(x.cols());
  if (x.cols() < 2) return result;
  const Matrix covariance = covariances(x);
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
