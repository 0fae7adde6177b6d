#define ZONERANK_LEVEL_NAME "v4"
#define ZONERANK_LEVEL_TABLE log_lanes_v4
#include "math/log_lanes.inc"
