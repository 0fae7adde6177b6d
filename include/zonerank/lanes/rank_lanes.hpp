#pragma once
// Zones ranked in 16 draws at a time, in certified single precision, built once for each machine
// level. Plain types only, as in every file of a level.

#include <cstddef>
#include <cstdint>

#include "zonerank/lanes/draw_lanes.hpp"

namespace zonerank::detail {

inline constexpr std::size_t max_lane_zones = 256;    ///< a key keeps the zone in 8 bits
inline constexpr float key_units = 8388000.0F;        ///< of a sum in [-1/2, 1/2], below 2^23
inline constexpr std::int32_t last_key = 0x7FFFFFFF;  ///< above all others
inline constexpr std::size_t sum_block = 20;          ///< columns added before their sum is

/// Rows that hold the keys of so many zones: a power of two, 8 at least.
constexpr std::size_t key_rows(std::size_t zones) {
  std::size_t rows = 8;
  while (rows < zones) rows *= 2;
  return rows;
}

/// A row of sorted keys, and a bit for every lane in which the next one is close.
struct CloseRow {
  std::uint16_t row, lanes;
};

/// Scores of zones to be counted: offset[l] + range * value[i * lanes + l] in the first `valid`
/// lanes; infinite ones are none.
struct LaneScores {
  const float* value;
  const double* offset;
  double range;
  std::size_t valid;
};

/// Where scores of zones are counted: sums of score - centre, of its square, and how many, each by
/// zone; bins of equal width from `low` on, by zone and bin.
struct ScoreCounts {
  const double* centre;
  double *sum, *squares, *draws;
  double low, per_point;  ///< bins a point
  std::int32_t n_bins;
  std::uint32_t* bins;
};

struct RankLanes {
  const char* level;

  /// key[i * lanes + l] = units of 1/2 + sum_j score[i * columns + j] * weight[j * lanes + l], <<
  /// 8, | i; sums beyond +-1/2 count as there. value (may be null) gets the sums themselves.
  void (*keys)(const float* score, std::size_t zones, std::size_t columns, const float* weight,
               std::int32_t* key, float* value);

  /// The keys of every lane in ascending order; key_rows(zones) rows, those from `zones` on with
  /// last_key, where they stay.
  void (*sort)(std::size_t zones, std::int32_t* key);

  /// Rows that are within `close` units of the next one in some lane; how many. `found` has room
  /// for all rows.
  std::size_t (*close_rows)(const std::int32_t* key, std::size_t zones, std::int32_t close,
                            CloseRow* found);

  /// ++frequency[(zones - 1 - r) * stride + zone] of the zone at every row r of the lane.
  void (*count)(const std::int32_t* key, std::size_t zones, std::size_t lane, std::size_t stride,
                std::uint32_t* frequency);

  /// Counts the scores of n zones; zone[i] is the row of the i-th in every table.
  void (*add_scores)(const LaneScores& scores, const std::ptrdiff_t* zone, std::size_t n,
                     const ScoreCounts& to);

  /// ahead[i * n + k] += 1 where rank[i] < rank[k].
  void (*add_ahead)(const std::int32_t* rank, std::size_t n, std::uint32_t* ahead);
};

#ifndef ZONERANK_HEADER_ONLY
extern const RankLanes rank_lanes_baseline;
#ifdef ZONERANK_LEVELS
extern const RankLanes rank_lanes_v3;
extern const RankLanes rank_lanes_v4;
#endif
#endif

/// Of this machine's level.
const RankLanes& rank_lanes();

}  // namespace zonerank::detail
