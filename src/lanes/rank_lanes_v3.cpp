#define ZONERANK_LEVEL_NAME "v3"
#define ZONERANK_LEVEL_TABLE rank_lanes_v3
#define ZONERANK_REGISTER 8
#include "zonerank/lanes/rank_lanes.inc"
