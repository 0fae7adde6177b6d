#include "zonerank/lanes/rank_lanes.hpp"

#include "zonerank/run/detail/level.hpp"

namespace zonerank::detail {

const RankLanes& rank_lanes() {
#ifdef ZONERANK_LEVELS
  return at_level(machine_level(), rank_lanes_baseline, rank_lanes_v3, rank_lanes_v4);
#else
  return rank_lanes_baseline;
#endif
}

}  // namespace zonerank::detail
