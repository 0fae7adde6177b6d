#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE draw_lanes_baseline
#define ZONERANK_REGISTER 4
#include "zonerank/lanes/draw_lanes.inc"
