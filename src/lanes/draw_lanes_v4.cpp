#define ZONERANK_LEVEL_NAME "v4"
#define ZONERANK_LEVEL_TABLE draw_lanes_v4
#define ZONERANK_REGISTER 16
#include "zonerank/lanes/draw_lanes.inc"
