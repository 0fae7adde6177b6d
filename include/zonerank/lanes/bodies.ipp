#pragma once
// The plain loops, for programs that include the library as headers alone.

#include "zonerank/core/build.hpp"

#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE log_lanes_baseline
#include "zonerank/lanes/log_lanes.inc"

#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE column_lanes_baseline
#define ZONERANK_REGISTER 2
#include "zonerank/lanes/column_lanes.inc"

#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE pair_lanes_baseline
#define ZONERANK_REGISTER 2
#include "zonerank/lanes/pair_lanes.inc"

#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE draw_lanes_baseline
#define ZONERANK_REGISTER 4
#include "zonerank/lanes/draw_lanes.inc"

#define ZONERANK_LEVEL_NAME "baseline"
#define ZONERANK_LEVEL_TABLE rank_lanes_baseline
#define ZONERANK_REGISTER 4
#include "zonerank/lanes/rank_lanes.inc"

namespace zonerank::detail {

inline const LogLanes& log_lanes() { return log_lanes_baseline; }
inline const ColumnLanes& column_lanes() { return column_lanes_baseline; }
inline const PairLanes& pair_lanes() { return pair_lanes_baseline; }
inline const DrawLanes& draw_lanes() { return draw_lanes_baseline; }
inline const RankLanes& rank_lanes() { return rank_lanes_baseline; }

}  // namespace zonerank::detail
