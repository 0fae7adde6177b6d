#pragma once
// Scores of many zones, for benchmarks.

#include "zonerank/core/random.hpp"
#include "zonerank/core/types.hpp"

namespace zonerank::support {

/// Skewed scores from 1 to 100 in 40 columns, the same for the same size.
inline Matrix score_table(Index zones) {
  Matrix scores(zones, 40);
  for (Index j = 0; j < scores.cols(); ++j) {
    for (Index i = 0; i < zones; ++i) {
      const Philox4 words =
          philox4x32({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), 0, 0}, {1, 0});
      const double u = open_uniform(words[0], words[1]);
      scores(i, j) = 1.0 + 99.0 * u * u;
    }
  }
  return scores;
}

}  // namespace zonerank::support
