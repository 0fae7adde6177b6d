#pragma once
// Pairs of zones compared, lanes of zones, built once for each machine level. Plain types only, as
// in every file of a level.

#include <cstddef>

namespace zonerank::detail {

/// Columns of scores, `stride` apart, with their weights.
struct PairTable {
  const double* scores;
  std::ptrdiff_t stride;
  std::size_t columns;
  const double* weights;
};

struct PairLanes {
  const char* level;

  /// lead[k] = sum of the weights of the columns where own[j] is above the score in row k, less
  /// those where it is below, of n rows; NaN counts neither way.
  void (*leads)(const PairTable& table, const double* own, std::size_t n, double* lead);
};

extern const PairLanes pair_lanes_baseline;
#ifdef ZONERANK_LEVELS
extern const PairLanes pair_lanes_v3;
extern const PairLanes pair_lanes_v4;
#endif

/// Of this machine's level.
const PairLanes& pair_lanes();

}  // namespace zonerank::detail
