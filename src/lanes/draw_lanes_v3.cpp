#define ZONERANK_LEVEL_NAME "v3"
#define ZONERANK_LEVEL_TABLE draw_lanes_v3
#define ZONERANK_REGISTER 8
#include "zonerank/lanes/draw_lanes.inc"
