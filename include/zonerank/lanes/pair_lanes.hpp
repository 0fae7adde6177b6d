#pragma once
// Pairs of zones compared, lanes of zones, built once for each machine level. Plain types only, as
// in every file of a level.

#include <cstddef>
#include <cstdint>

namespace zonerank::detail {

/// Columns of scores, `stride` apart, with their weights.
struct PairTable {
  const double* scores;
  std::ptrdiff_t stride;
  std::size_t columns;
  const double* weights;
};

/// Columns of `rows` scores, one behind the other, with their weights in whole units.
struct UnitTable {
  const float* scores;
  std::size_t rows, columns;
  const std::int32_t* units;
};

/// What a lead must reach to be a win, in whole units.
struct LeadRule {
  std::int32_t total;  ///< units of all columns
  std::int32_t slack;  ///< by how many a lead may be wrong
  bool is_exact;       ///< a lead of columns none of which is level is right

  /// @param level  units of columns that are neither above nor below
  constexpr std::int32_t least(std::int32_t level) const {
    return level == 0 && is_exact ? 0 : level + slack + 1;
  }
};

/// Of a row against others.
struct LeadsWon {
  std::int32_t wins;    ///< less losses
  std::int32_t unsure;  ///< leads that are neither
};

struct PairLanes {
  const char* level;

  /// lead[k] = sum of the weights of the columns where own[j] is above the score in row k, less
  /// those where it is below, of n rows; NaN counts neither way.
  void (*leads)(const PairTable& table, const double* own, std::size_t n, double* lead);

  /// Whole units of the columns where own[j] is above (below) the row, for rows from `first` on, a
  /// multiple of pair_rows. Single precision: two scores may be level that are not.
  void (*count)(const UnitTable& table, const float* own, std::size_t first, std::int32_t* above,
                std::int32_t* below);

  /// Wins of the row that count() was called for, against n rows; theirs are taken from wins[k].
  LeadsWon (*won)(const std::int32_t* above, const std::int32_t* below, std::size_t n,
                  const LeadRule& rule, std::int32_t* wins);
};

inline constexpr std::size_t pair_rows = 16;  ///< rows of a unit table are a multiple of these

#ifndef ZONERANK_HEADER_ONLY
extern const PairLanes pair_lanes_baseline;
#ifdef ZONERANK_LEVELS
extern const PairLanes pair_lanes_v3;
extern const PairLanes pair_lanes_v4;
#endif
#endif

/// Of this machine's level.
const PairLanes& pair_lanes();

}  // namespace zonerank::detail
