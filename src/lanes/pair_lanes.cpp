#include "zonerank/lanes/pair_lanes.hpp"

#include "zonerank/run/detail/level.hpp"

namespace zonerank::detail {

const PairLanes& pair_lanes() {
#ifdef ZONERANK_LEVELS
  return at_level(machine_level(), pair_lanes_baseline, pair_lanes_v3, pair_lanes_v4);
#else
  return pair_lanes_baseline;
#endif
}

}  // namespace zonerank::detail
