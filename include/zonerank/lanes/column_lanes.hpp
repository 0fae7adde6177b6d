#pragma once
// Loops over long columns: sums, products of columns, tails, scores; built once for each machine
// level with the same bits on each: what is added up is added in eight lanes. Plain types only, as
// in every file of a level.

#include <cstddef>

namespace zonerank::detail {

inline constexpr std::size_t moment_rows = 256;   ///< rows whose deviations are held at a time
inline constexpr std::size_t column_padding = 8;  ///< columns that fill the last tiles
inline constexpr std::size_t row_lanes = 8;       ///< a lane is a row's number modulo 8

/// The total of 8 lanes, in the one order there is.
inline double lane_total(const double* lane) {
  return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/// A column of a part of the rows.
struct ColumnSum {
  double sum, least, greatest;
  bool has_gaps;  ///< a value is missing; the others mean nothing then
};

/// Two intervals of values.
struct Brackets {
  double low_begin, low_end, high_begin, high_end;
};

/// The values of each interval, how many are below the first and above the second, and whether all
/// are numbers and finite.
struct Tails {
  double *low, *high;
  std::size_t n_low, n_high;
  std::size_t n_below, n_above;
  bool all_finite;
};

/// A column clamped to [low, high] and scored between them.
struct MinMaxColumn {
  double low, high;
  bool less_is_better;
  double lower, upper;  ///< scores of the worst and the best end
  double weight;
};

/// Columns from x on, `stride` apart.
struct ColumnBlock {
  const double* x;
  std::ptrdiff_t stride;
  std::size_t rows, columns;
};

/// Sums over rows in 8 lanes, a lane for the row's number in its block modulo 8, of y_ij = (x_ij -
/// centre[j]) scale[j] and of y_ij y_ik. Tiles of columns reach beyond the last: they are padded.
struct MomentLanes {
  bool begin;        ///< the sums hold nothing yet
  double* work;      ///< (columns + column_padding) * moment_rows: the y of a block, aligned
  double* sums;      ///< columns * 8: of y_j
  double* products;  ///< padded * padded * 8, at (j * padded + k) * 8: of y_j y_k, for k <= j
};

struct ColumnLanes {
  const char* level;

  ColumnSum (*sum)(const double* x, std::size_t n);

  /// sum_i a_i b_i
  double (*dot)(const double* a, const double* b, std::size_t n);

  /// `low` and `high` have room for n values and one more.
  void (*tails)(const double* x, std::size_t n, const Brackets& at, Tails* to);

  /// sum[i] += weight * score of x[i].
  void (*add_scores)(const double* x, std::size_t n, const MinMaxColumn& column, double* sum);

  /// Adds the rows of a block, at most moment_rows of them, to the lanes of the sums.
  void (*add_products)(const ColumnBlock& block, const double* centre, const double* scale,
                       const MomentLanes& to);

  /// sum[i] += weight[j] x[j][i] for one column after the other.
  /// @returns the greatest distance of a value from 0; values that are missing are passed over
  double (*add_weighted)(const double* const* x, const double* weight, std::size_t columns,
                         std::size_t n, double* sum);
};

#ifndef ZONERANK_HEADER_ONLY
extern const ColumnLanes column_lanes_baseline;
#ifdef ZONERANK_LEVELS
extern const ColumnLanes column_lanes_v3;
extern const ColumnLanes column_lanes_v4;
#endif
#endif

/// Of this machine's level.
const ColumnLanes& column_lanes();

}  // namespace zonerank::detail
