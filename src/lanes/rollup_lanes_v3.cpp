#define ZONERANK_LEVEL_NAME "v3"
#define ZONERANK_LEVEL_TABLE lane_kernels_v3
#define ZONERANK_LANES 4
#include "zonerank/lanes/rollup_lanes.inc"
