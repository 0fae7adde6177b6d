#pragma once
// How far the doubles of a whole column may be from what they stand for.

#include <cmath>

namespace zonerank::detail {

/// A double v of the column is at most relative * |v| + absolute away.
struct ErrorBound {
  /// Half a unit of the last bit, with a tenth for the roundings of the bounds themselves.
  static constexpr double rounding = 1.1 * 0x1p-53;
  static constexpr double least_step = 0x1p-1074;  ///< between doubles

  double relative = 0.0;
  double absolute = 0.0;

  static constexpr ErrorBound of_decimals() { return {rounding, least_step}; }

  double at(double value) const { return relative * std::abs(value) + absolute; }
  bool is_exact() const { return relative == 0.0 && absolute == 0.0; }
};

}  // namespace zonerank::detail
