#pragma once
// Loops over long columns: sums, products of columns, tails, scores; built once for each machine
// level with the same bits on each: what is added up is added in eight lanes. Plain types only, as
// in every file of a level.

#include <cstddef>

namespace zonerank::detail {

inline constexpr std::size_t moment_rows = 256;  ///< rows whose deviations are held at a time

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

struct ColumnLanes {
  const char* level;

  ColumnSum (*sum)(const double* x, std::size_t n);

  /// sum_i a_i b_i
  double (*dot)(const double* a, const double* b, std::size_t n);

  /// `low` and `high` have room for n values and one more.
  void (*tails)(const double* x, std::size_t n, const Brackets& at, Tails* to);

  /// sum[i] += weight * score of x[i].
  void (*add_scores)(const double* x, std::size_t n, const MinMaxColumn& column, double* sum);

  /// sums[j] += sum_i y_ij and products[j * columns + k] += sum_i y_ij y_ik for k <= j, where y =
  /// (x - centre[j]) scale[j]; at most moment_rows rows. `work` holds work_size(columns), aligned.
  void (*products)(const ColumnBlock& block, const double* centre, const double* scale,
                   double* work, double* sums, double* products);
};

/// Deviations of a block of rows, and of columns that fill the last tiles.
constexpr std::size_t work_size(std::size_t columns) { return (columns + 8) * moment_rows; }

extern const ColumnLanes column_lanes_baseline;
#ifdef ZONERANK_LEVELS
extern const ColumnLanes column_lanes_v3;
extern const ColumnLanes column_lanes_v4;
#endif

/// Of this machine's level.
const ColumnLanes& column_lanes();

}  // namespace zonerank::detail
