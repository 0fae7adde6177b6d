#define ZONERANK_LEVEL_NAME "v4"
#define ZONERANK_LEVEL_TABLE pair_lanes_v4
#define ZONERANK_REGISTER 8
#include "zonerank/lanes/pair_lanes.inc"
