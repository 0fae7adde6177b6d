#include "zonerank/lanes/draw_lanes.hpp"

#include "zonerank/run/detail/level.hpp"

namespace zonerank::detail {

const DrawLanes& draw_lanes() {
#ifdef ZONERANK_LEVELS
  return at_level(machine_level(), draw_lanes_baseline, draw_lanes_v3, draw_lanes_v4);
#else
  return draw_lanes_baseline;
#endif
}

}  // namespace zonerank::detail
