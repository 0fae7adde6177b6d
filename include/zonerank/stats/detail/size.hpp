#pragma once
// Numbers near the ends of doubles, brought to where their squares are numbers too.

#include <algorithm>
#include <cmath>

namespace zonerank::detail {

/// The power of two that brings values of at most `most` to where their squares neither overflow
/// nor vanish; 0 where they are there.
inline int power_of(double most) {
  constexpr double large = 0x1p300;
  if (!(most > 0.0) || (most < large && most > 1.0 / large)) return 0;
  return std::clamp(static_cast<int>(std::ilogb(most)), -1000, 1000);
}

}  // namespace zonerank::detail
