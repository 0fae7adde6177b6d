#include "zonerank/lanes/column_lanes.hpp"

#include "zonerank/run/detail/level.hpp"

namespace zonerank::detail {

const ColumnLanes& column_lanes() {
#ifdef ZONERANK_LEVELS
  return at_level(machine_level(), column_lanes_baseline, column_lanes_v3, column_lanes_v4);
#else
  return column_lanes_baseline;
#endif
}

}  // namespace zonerank::detail
