#define ZONERANK_LEVEL_NAME "v3"
#define ZONERANK_LEVEL_TABLE pair_lanes_v3
#include "score/pair_lanes.inc"
