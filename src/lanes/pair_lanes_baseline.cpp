#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE pair_lanes_baseline
#define ZONERANK_REGISTER 2
#include "zonerank/lanes/pair_lanes.inc"
