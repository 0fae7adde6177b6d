#pragma once
// Sums over the base points of a Saltelli design, of many outputs at once, and the indices in them.

#include <Eigen/Dense>

#include "zonerank/core/types.hpp"

namespace zonerank::detail {

/// By output and factor (or pair of factors j < k, the second running fastest). Columns of
/// evaluations are A, B, A with each factor from B, and for second order B with each from A.
struct SobolSums {
  Eigen::ArrayXXd first, total,
      change;                   ///< sums of f(B) (f(AB_k) - f(A)), its square, f(AB) - f(A)
  Eigen::ArrayXXd back, cross;  ///< of f(BA_k) - f(B), of f(BA_j) f(AB_k) - f(A) f(B)
  Eigen::ArrayXd sum, squares;  ///< of f(A) and f(B)
  Index points = 0;

  SobolSums() = default;
  SobolSums(Index outputs, Index factors, bool second_order);

  /// A base point: outputs x columns, taken from `centre` for precision.
  void add(const Eigen::Ref<const Matrix>& evaluations, const Eigen::ArrayXd& centre);

  /// Those of one output, without second order.
  SobolSums only(Index output) const;

  double mean(Index output) const;
  double variance(Index output) const;  ///< divisor 2 n
  Eigen::ArrayXd first_indices(Index output) const;
  Eigen::ArrayXd total_indices(Index output) const;
  /// f(BA_j) f(AB_k) - f(A) f(B) over the variance, less the first-order indices.
  Eigen::ArrayXd second_indices(Index output) const;
};

}  // namespace zonerank::detail
