#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE column_lanes_baseline
#define ZONERANK_REGISTER 2
#include "zonerank/lanes/column_lanes.inc"
