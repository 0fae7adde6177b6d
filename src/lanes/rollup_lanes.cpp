#include "zonerank/lanes/rollup_lanes.hpp"

#include "zonerank/run/detail/level.hpp"

namespace zonerank::detail {

const LaneKernels& lane_kernels() {
#ifdef ZONERANK_LEVELS
  return at_level(machine_level(), lane_kernels_baseline, lane_kernels_v3, lane_kernels_v4);
#else
  return lane_kernels_baseline;
#endif
}

}  // namespace zonerank::detail
