#pragma once
// What moves a rank: variance-based sensitivity indices.

#include <string>
#include <vector>

#include "zonerank/analysis/uncertainty.hpp"

namespace zonerank {

/// Indices of one output, one a factor; NaN where the output never moves. Errors are half the width
/// of 95 % intervals, where rows were resampled.
struct SobolIndices {
  Vector first, total;
  Matrix second;  ///< of pairs, above the diagonal; NaN elsewhere
  Vector first_error, total_error;
  Matrix second_error;
  double mean = missing, variance = missing;
};

struct SobolOptions {
  bool second_order = false;
  int resamples = 0;  ///< of the n rows, with replacement, for intervals by the bootstrap
  std::uint64_t seed = 1;
};

/// From evaluations of a model at the rows A (n), B (n), A with column k from B (n each), and for
/// second order B with column k from A (n each).
///
///     S_k  = 1/n sum (f(B) - m)(f(AB_k) - f(A)) / V
///     ST_k = 1/(2n) sum (f(A) - f(AB_k))^2 / V
///     S_jk = 1/n sum ((f(BA_j) - m)(f(AB_k) - m) - (f(A) - m)(f(B) - m)) / V - S_j - S_k
///
/// m and V (divisor 2n) are of A and B together. Errors are 1.96 standard deviations over
/// resamples.
/// @param y  n (factors + 2), or n (2 factors + 2) for second order
/// @throws Error wrong-shape, bad-option
///
/// Sources: Saltelli (2002), Making best use of model evaluations to compute sensitivity indices;
/// Saltelli et al. (2010), Variance based sensitivity analysis of model output; Jansen (1999).
SobolIndices sobol_indices(const VectorRef& y, Index factors, const SobolOptions& options = {});

struct SensitivityOptions {
  Index points = 1024;   ///< n, a power of two: each scrambling costs n (factors + 2) rankings
  int scramblings = 16;  ///< independent ones, for intervals
  std::uint64_t seed = 1;
  int threads = 0;
  bool second_order = false;  ///< of pairs of factors too: n (2 factors + 2) rankings
};

/// Indices with half the width of their 95 % intervals, rows are outputs, columns factors (of
/// second order pairs of factors j < k: 01, 02, ..., 12, ...).
struct IndexTable {
  Matrix first, total, first_error, total_error;
  Matrix second, second_error;
};

struct SensitivityResult {
  std::vector<std::string> factors;
  IndexTable scores;  ///< of every zone
  IndexTable ranks;   ///< of every zone
  IndexTable shift;   ///< one row: of the mean of |rank - nominal rank| over the zones
  /// What a factor is worth in places: zones x factors, the mean change of the zone's rank where
  /// this factor alone is drawn anew (of a list, to another of its methods).
  Matrix places;
  /// The shift's total indices with n / 4, n / 2 and n points, one row each.
  Matrix convergence;
  std::uint64_t rankings = 0;  ///< evaluated in all
};

/// Inputs are independent: the weight of every child before shares are taken, so that indices refer
/// to raw importance; every list of methods of the readings; every error of the data, as a whole;
/// the indicator left out. Intervals are those of Student's t over independent scramblings of the
/// Sobol' points. An output that never moves, or is missing at some points, has no indices.
/// @throws Error absent-factor if nothing varies; bad-option for weights in an order, which are not
///               independent; wrong-shape if points is no power of two
SensitivityResult sensitivity(const DrawInput& input, const SensitivityOptions& options = {},
                              const Progress& progress = {});

}  // namespace zonerank
