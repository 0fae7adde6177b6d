#define ZONERANK_LEVEL_NAME "v4"
#define ZONERANK_LEVEL_TABLE log_lanes_v4
#include "zonerank/lanes/log_lanes.inc"
