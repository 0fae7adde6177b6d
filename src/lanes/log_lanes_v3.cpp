#define ZONERANK_LEVEL_NAME "v3"
#define ZONERANK_LEVEL_TABLE log_lanes_v3
#include "zonerank/lanes/log_lanes.inc"
