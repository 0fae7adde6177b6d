#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE log_lanes_baseline
#include "zonerank/lanes/log_lanes.inc"
