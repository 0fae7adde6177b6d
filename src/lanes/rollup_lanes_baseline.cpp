#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE lane_kernels_baseline
#define ZONERANK_LANES 1
#include "zonerank/lanes/rollup_lanes.inc"
