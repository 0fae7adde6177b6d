#include "zonerank/math/statistics.hpp"

namespace zonerank {

double mean(std::span<const double> values) {
  const std::vector<double> x = present_values(values);
  return x.empty() ? missing : detail::exact_mean<double>(x);
}

double standard_deviation(std::span<const double> values) {
  const std::vector<double> x = present_values(values);
  if (x.size() < 2) return missing;
  if (!have_spread(x)) return 0.0;
  return std::sqrt(detail::squared_deviations<double>(x) / static_cast<double>(x.size() - 1));
}

double autocorrelation(std::span<const double> values) {
  if (values.size() < 2 || !have_spread(values)) return missing;
  return detail::autocorrelation<double>(values);
}

}  // namespace zonerank
