#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE draw_lanes_baseline
#include "lanes/draw_lanes.inc"
