#pragma once
#include "zonerank/analysis/detail/sobol_sums.hpp"
#include "zonerank/core/build.hpp"

namespace zonerank::detail {

ZONERANK_INLINE SobolSums::SobolSums(Index outputs, Index factors, bool second_order)
    : first(Eigen::ArrayXXd::Zero(outputs, factors)),
      total(first),
      change(first),
      back(Eigen::ArrayXXd::Zero(outputs, second_order ? factors : 0)),
      cross(Eigen::ArrayXXd::Zero(outputs, second_order ? factors * (factors - 1) / 2 : 0)),
      sum(Eigen::ArrayXd::Zero(outputs)),
      squares(sum) {}

ZONERANK_INLINE void SobolSums::add(const Eigen::Ref<const Matrix>& evaluations,
                                    const Eigen::ArrayXd& centre) {
  const Index d = first.cols();
  const Eigen::ArrayXd a = evaluations.col(0).array() - centre;
  const Eigen::ArrayXd b = evaluations.col(1).array() - centre;
  sum += a + b;
  squares += a.square() + b.square();
  for (Index k = 0; k < d; ++k) {
    const Eigen::ArrayXd moved = evaluations.col(k + 2).array() - evaluations.col(0).array();
    first.col(k) += b * moved;
    total.col(k) += moved.square();
    change.col(k) += moved;
  }
  ++points;
  if (back.cols() == 0) return;
  const Eigen::ArrayXd ab = a * b;
  for (Index j = 0, pair = 0; j < d; ++j) {
    const Eigen::ArrayXd ba = evaluations.col(d + 2 + j).array() - centre;
    back.col(j) += ba - b;
    for (Index k = j + 1; k < d; ++k, ++pair)
      cross.col(pair) += ba * (evaluations.col(k + 2).array() - centre) - ab;
  }
}

ZONERANK_INLINE SobolSums SobolSums::only(Index output) const {
  SobolSums one(1, first.cols(), false);
  one.first = first.row(output);
  one.total = total.row(output);
  one.change = change.row(output);
  one.sum = sum.segment(output, 1);
  one.squares = squares.segment(output, 1);
  one.points = points;
  return one;
}

ZONERANK_INLINE double SobolSums::mean(Index output) const {
  return sum[output] / (2.0 * static_cast<double>(points));
}

ZONERANK_INLINE double SobolSums::variance(Index output) const {
  return squares[output] / (2.0 * static_cast<double>(points)) - mean(output) * mean(output);
}

ZONERANK_INLINE Eigen::ArrayXd SobolSums::first_indices(Index output) const {
  const double scale = static_cast<double>(points) * variance(output);
  return (first.row(output) - mean(output) * change.row(output)).transpose() / scale;
}

ZONERANK_INLINE Eigen::ArrayXd SobolSums::total_indices(Index output) const {
  const double scale = 2.0 * static_cast<double>(points) * variance(output);
  return total.row(output).transpose() / scale;
}

ZONERANK_INLINE Eigen::ArrayXd SobolSums::second_indices(Index output) const {
  Eigen::ArrayXd result(cross.cols());
  if (result.size() == 0) return result;
  const double scale = static_cast<double>(points) * variance(output);
  const Eigen::ArrayXd own = first_indices(output);
  for (Index j = 0, pair = 0; j < own.size(); ++j) {
    for (Index k = j + 1; k < own.size(); ++k, ++pair) {
      // f(BA_j) f(AB_k) - f(A) f(B), all taken from the mean
      const double centred =
          cross(output, pair) - mean(output) * (back(output, j) + change(output, k));
      result[pair] = centred / scale - own[j] - own[k];
    }
  }
  return result;
}

}  // namespace zonerank::detail
