#pragma once
// Ties of composites of arrays decided on the decimals that the arrays' doubles print as.

#include <cstddef>
#include <span>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/methods/normalize.hpp"
#include "zonerank/ranking/method.hpp"

namespace zonerank::detail {

/// Min-max scores between two ends a column, and their weighted mean, of a table without gaps.
struct BetweenEnds {
  std::vector<double> low = {}, high = {};  ///< of the columns, as doubles
  bool percentiles = false;  ///< the ends are percentiles of the columns, else values
  double low_percent = 0.0;
  double high_percent = 100.0;
  double lower = 0.0;  ///< scores of the ends
  double upper = 100.0;
};

/// Settles the scores, see settle().
std::size_t settle_between_ends(const MatrixRef& x, const VectorRef& weights,
                                std::span<const Direction> directions, const BetweenEnds& ends,
                                Vector& scores);

/// The same for any normalization and mean; `scores` are of the columns that have some.
/// @param treated  n_units x n, as they were scored
std::size_t settle_composite(const MatrixRef& treated, const VectorRef& weights,
                             std::span<const Direction> directions, const Method& method,
                             const MatrixRef& scored, Vector& scores);

}  // namespace zonerank::detail
