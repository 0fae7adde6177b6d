#pragma once
// Zones ranked in 16 draws at a time by keys of whole numbers, built once for each machine level
// with the same bits on each. Plain types only, as in every file of a level.

#include <cstddef>
#include <cstdint>

#include "zonerank/lanes/draw_lanes.hpp"

namespace zonerank::detail {

/// Keys are finite positive floats too, so that machines without a minimum of integers take that of
/// floats.
inline constexpr std::int32_t first_key = 0x00800000;
inline constexpr std::int32_t last_key = 0x7F7FFFFF;  ///< above all others
inline constexpr std::int32_t all_close = 0x7FFFFFFF;

/// Rows that hold the keys of so many zones: a power of two, 16 at least.
constexpr std::size_t key_rows(std::size_t zones) {
  std::size_t rows = 16;
  while (rows < zones) rows *= 2;
  return rows;
}

inline constexpr std::size_t score_block = 12;  ///< zones whose scores stand together

/// Where the pair p of scores of a zone stands.
constexpr std::size_t score_place(std::size_t zone, std::size_t p, std::size_t pairs) {
  return (zone / score_block * pairs + p) * score_block + zone % score_block;
}

/// What keys are made of: key = ((sum over pairs of score * steps) >> shift without its last bits)
/// + nominal.
struct KeyTable {
  const std::int32_t* scores;   ///< by score_place(), whole blocks: two scores of 16 bits each
  const std::int32_t* nominal;  ///< zones: the key at the base, the zone in its last bits
  std::size_t zones, pairs;
  int shift, zone_bits;
};

/// A row of sorted keys, and a bit for every lane in which the next one is close.
struct CloseRow {
  std::uint16_t row, lanes;
};

/// Ranked zones by row, the worst first: zone[r * stride + draw].
struct PlaceTable {
  const std::uint16_t* zone;
  std::size_t stride, rows, draws;
};

/// Scores of zones to be counted, of zone i in lane l: offset[l] + per_unit[l] * (nominal[i] +
/// sum[i * lanes + l]); where gaps[i] is not 0, gap_value[(gaps[i] - 1) * lanes + l].
struct LaneScores {
  const std::int32_t* sum;
  const double* nominal;
  const double *offset, *per_unit;
  const std::uint32_t* gaps;
  const double* gap_value;
  const double* counted;  ///< 1 in lanes that count, else 0; infinite scores do not count
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

  /// key[i * lanes + l] of every zone; sum (may be null) gets the sums themselves.
  void (*keys)(const KeyTable& table, const std::int32_t* steps, std::int32_t* key,
               std::int32_t* sum);

  /// The keys of every lane in ascending order; key_rows(zones) rows, those from `zones` on with
  /// last_key, where they stay. With layers > 0 in order only where no key is more than about
  /// 16 * (layers - 1) rows away from its place, in less time.
  void (*sort)(std::size_t zones, int layers, std::int32_t* key);

  /// place[r * stride + l] = the zone at row r, in the last bits of its key; the rows whose next
  /// key is less than close[l] above in some lane; how many. `found` has room for all rows.
  std::size_t (*close_rows)(const std::int32_t* key, std::size_t zones, int zone_bits,
                            const std::int32_t* close, std::uint16_t* place, std::size_t stride,
                            CloseRow* found, std::uint32_t* unsorted);

  /// ++frequency[(rows - 1 - r) * width + zone] of the zone at every row of every draw.
  void (*count)(const PlaceTable& places, std::size_t width, std::uint32_t* frequency);

  /// sum of steps * (a - b) over pairs of columns, in any order; the steps are those of one lane,
  /// steps[p * lanes].
  double (*lead)(const std::int32_t* steps, const double* a, const double* b, std::size_t pairs);

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
