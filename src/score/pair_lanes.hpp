#pragma once
// Pairs of zones compared, lanes of zones, built once for each machine level. Plain types only, as
// in every file of a level.

#include <cstddef>

namespace zonerank::detail {

struct PairLanes {
  const char* level;

  /// lead[k] += weight where own > other[k], -= weight where own < other[k]; NaN changes nothing.
  void (*add_leads)(const double* other, std::size_t n, double own, double weight, double* lead);
};

extern const PairLanes pair_lanes_baseline;
#ifdef ZONERANK_LEVELS
extern const PairLanes pair_lanes_v3;
extern const PairLanes pair_lanes_v4;
#endif

/// Of this machine's level.
const PairLanes& pair_lanes();

}  // namespace zonerank::detail
