#include "zonerank/lanes/log_lanes.hpp"

#include "zonerank/run/detail/level.hpp"

namespace zonerank::detail {

const LogLanes& log_lanes() {
#ifdef ZONERANK_LEVELS
  return at_level(machine_level(), log_lanes_baseline, log_lanes_v3, log_lanes_v4);
#else
  return log_lanes_baseline;
#endif
}

}  // namespace zonerank::detail
