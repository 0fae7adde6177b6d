#pragma once
#include "zonerank/stats/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank {

ZONERANK_INLINE void detail::refuse_quantile(double p) {
  fail(Code::bad_option, "quantile", shortest(p),
       {words("a share from 0 to 1", "0 到 1 之间的比例")});
}

ZONERANK_INLINE std::vector<double> detail::near_one(std::vector<double> values, int& power) {
  constexpr int far = 200;  // fourth powers, added up, stay within 2^1022
  power = 0;
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  if (least == values.end()) return values;
  const double half = *greatest / 2.0 - *least / 2.0;
  if (!(half > 0.0) || !std::isfinite(half)) return values;
  const int exponent = std::ilogb(half);
  const double most = std::max(std::abs(*least), std::abs(*greatest));
  if (std::abs(exponent) <= far && std::ilogb(most) <= 900) return values;
  power = exponent;
  for (double& value : values) value = std::ldexp(value, -power);
  return values;
}

ZONERANK_INLINE double mean(std::span<const double> values) {
  std::vector<double> x = present_values(values);
  if (x.empty()) return missing;
  const double result = detail::exact_mean<double>(x);
  const bool overflowed = !std::isfinite(result) && std::all_of(x.begin(), x.end(), [](double v) {
    return std::isfinite(v);
  });
  if (!overflowed) return result;
  constexpr int power = 64;  // more values than that many bits count do not fit any memory
  for (double& value : x) value = std::ldexp(value, -power);
  return std::ldexp(detail::exact_mean<double>(x), power);
}

ZONERANK_INLINE double standard_deviation(std::span<const double> values) {
  std::vector<double> x = present_values(values);
  if (x.size() < 2) return missing;
  if (!have_spread(x)) return 0.0;
  const auto divisor = static_cast<double>(x.size() - 1);
  int power = 0;
  x = detail::near_one(std::move(x), power);
  return std::ldexp(std::sqrt(detail::squared_deviations<double>(x) / divisor), power);
}

ZONERANK_INLINE double autocorrelation(std::span<const double> values) {
  if (values.size() < 2 || !have_spread(values)) return missing;
  int power = 0;  // which it does not depend on
  return detail::autocorrelation<double>(detail::near_one({values.begin(), values.end()}, power));
}

}  // namespace zonerank
