#pragma once
// What moves a rank: variance-based sensitivity indices.

#include <string>
#include <vector>

#include "zonerank/analyze/uncertainty.hpp"

namespace zonerank {

/// First-order and total indices of one output, one a factor; NaN where the output never moves.
struct SobolIndices {
  Vector first, total;
  double mean = missing, variance = missing;
};

/// From evaluations of a model at the rows A (n), B (n), then A with column k from B (n each).
///
///     S_k  = 1/n sum (f(B) - m)(f(AB_k) - f(A)) / V
///     ST_k = 1/(2n) sum (f(A) - f(AB_k))^2 / V
///
/// m and V (divisor 2n) are of A and B together.
/// @param y  n (factors + 2)
/// @throws Error wrong-shape
///
/// Sources: Saltelli et al. (2010), Variance based sensitivity analysis of model output; Jansen
/// (1999).
SobolIndices sobol_indices(const VectorRef& y, Index factors);

struct SensitivityOptions {
  Index points = 1024;   ///< n, a power of two: each scrambling costs n (factors + 2) rankings
  int scramblings = 16;  ///< independent ones, for intervals
  std::uint64_t seed = 1;
  int threads = 0;
};

/// Indices with half the width of their 95 % intervals, rows are outputs, columns factors.
struct IndexTable {
  Matrix first, total, first_error, total_error;
};

struct SensitivityResult {
  std::vector<std::string> factors;
  IndexTable scores;  ///< of every zone
  IndexTable ranks;   ///< of every zone
  IndexTable shift;   ///< one row: of the mean of |rank - nominal rank| over the zones
  /// The shift's total indices with n / 4, n / 2 and n points, one row each.
  Matrix convergence;
  std::uint64_t rankings = 0;  ///< evaluated in all
};

/// Inputs are independent: the weight of every child before shares are taken, so that indices refer
/// to raw importance; every list of methods of the readings; the indicator left out. Intervals are
/// those of Student's t over independent scramblings of the Sobol' points.
/// @throws Error absent-factor if nothing varies; bad-option for weights in an order, which are not
///               independent; wrong-shape if points is no power of two
SensitivityResult sensitivity(const DrawInput& input, const SensitivityOptions& options = {},
                              const Progress& progress = {});

}  // namespace zonerank
