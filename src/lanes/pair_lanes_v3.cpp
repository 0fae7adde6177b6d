#define ZONERANK_LEVEL_NAME "v3"
#define ZONERANK_LEVEL_TABLE pair_lanes_v3
#define ZONERANK_REGISTER 4
#include "zonerank/lanes/pair_lanes.inc"
