#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE pair_lanes_baseline
#include "score/pair_lanes.inc"
