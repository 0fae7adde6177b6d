#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE rank_lanes_baseline
#define ZONERANK_REGISTER 4
#include "zonerank/lanes/rank_lanes.inc"
