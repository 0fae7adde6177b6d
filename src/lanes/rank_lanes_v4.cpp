#define ZONERANK_LEVEL_NAME "v4"
#define ZONERANK_LEVEL_TABLE rank_lanes_v4
#define ZONERANK_REGISTER 16
#include "zonerank/lanes/rank_lanes.inc"
