#define ZONERANK_LEVEL_NAME "v3"
#define ZONERANK_LEVEL_TABLE column_lanes_v3
#define ZONERANK_REGISTER 4
#include "zonerank/lanes/column_lanes.inc"
