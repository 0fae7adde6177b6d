#pragma once
#include "zonerank/stats/describe.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {

ZONERANK_INLINE Description describe(std::span<const double> x, const DescribeOptions& options) {
  Description d;
  std::vector<double> present = present_values(x);
  d.n = std::ssize(present);
  const auto rows = static_cast<double>(x.size());
  const auto n = static_cast<double>(present.size());
  d.available_share = x.empty() ? missing : n / rows;
  d.few_available = d.available_share < options.available;
  if (present.empty()) return d;
  d.mean = mean(present);
  d.sd = standard_deviation(present);
  d.skewness = skewness(present);
  d.kurtosis = excess_kurtosis(present);
  d.median = quantile(present, 0.5);
  std::sort(present.begin(), present.end());
  d.least = present.front();
  d.greatest = present.back();
  for (std::size_t begin = 0; begin < present.size();) {
    std::size_t end = begin + 1;
    while (end < present.size() && present[end] == present[begin]) ++end;
    ++d.n_unique;
    d.n_same = std::max(d.n_same, static_cast<Index>(end - begin));
    if (present[begin] != 0.0) d.n_nonzero += static_cast<Index>(end - begin);
    begin = end;
  }
  d.nonzero_share = static_cast<double>(d.n_nonzero) / n;
  d.unique_share = static_cast<double>(d.n_unique) / n;
  d.same_share = static_cast<double>(d.n_same) / n;
  d.few_nonzero = static_cast<double>(d.n_nonzero) / rows < options.nonzero;
  d.few_unique = static_cast<double>(d.n_unique) / rows < options.unique;
  d.outliers = std::abs(d.skewness) > options.skewness && d.kurtosis > options.kurtosis;
  return d;
}

}  // namespace zonerank
