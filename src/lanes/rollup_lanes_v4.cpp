#define ZONERANK_LEVEL_NAME "v4"
#define ZONERANK_LEVEL_TABLE lane_kernels_v4
#define ZONERANK_LANES 8
#include "zonerank/lanes/rollup_lanes.inc"
