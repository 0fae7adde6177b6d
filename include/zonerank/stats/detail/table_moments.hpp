#pragma once
// Means, deviations and correlations of many columns at once.

#include <optional>

#include "zonerank/core/types.hpp"

namespace zonerank::detail {

struct TableMoments {
  Vector mean;
  Vector deviation;    ///< divisor n - 1; 0 where a column does not vary
  Matrix correlation;  ///< NaN with a column that does not vary
};

/// Of a table in which no cell is missing, with two rows at least and sums that are finite; else
/// nothing. Rows are cut into parts of one size, which are added in their order: the same bits for
/// any number of threads.
std::optional<TableMoments> table_moments(const MatrixRef& x);

}  // namespace zonerank::detail
