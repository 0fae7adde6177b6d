#pragma once
// Correlation of two columns, and of all columns of a table, over the rows where both are present.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "zonerank/core/types.hpp"

namespace zonerank {

enum class CorrelationKind {
  pearson,   ///< of the values
  spearman,  ///< of their ranks, ties at the mean rank
  kendall,   ///< tau-b: agreeing minus disagreeing pairs, corrected for ties
};
inline constexpr std::string_view correlation_words[] = {"pearson", "spearman", "kendall"};

namespace detail {

template <class T>
T sum_of(std::span<const T> x) {
  T sum(0);
  for (const T& value : x) sum += value;
  return sum;
}

/// x minus its mean.
template <class T>
std::vector<T> centered(std::span<const T> x) {
  const T mean = sum_of(x) / T(static_cast<long>(x.size()));
  std::vector<T> result;
  result.reserve(x.size());
  for (const T& value : x) result.push_back(value - mean);
  return result;
}

template <class T>
T dot(std::span<const T> x, std::span<const T> y) {
  T sum(0);
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

/// The same divided by its greatest magnitude, so that squares neither overflow nor vanish.
template <class T>
std::vector<T> unit_deviations(std::span<const T> x) {
  using std::abs;
  std::vector<T> d = centered(x);
  T largest(0);
  for (const T& value : d) largest = std::max(largest, T(abs(value)));
  for (T& value : d) value /= largest;
  return d;
}

/// sum dx dy / sqrt(sum dx^2 sum dy^2), in [-1, 1]; both must vary.
template <class T>
T pearson(std::span<const T> x, std::span<const T> y) {
  using std::sqrt;
  const std::vector<T> dx = unit_deviations(x);
  const std::vector<T> dy = unit_deviations(y);
  const T r = dot<T>(dx, dy) / sqrt(dot<T>(dx, dx) * dot<T>(dy, dy));
  return std::clamp(r, T(-1), T(1));
}

/// Ranks from the least value up, 1 to n; ties share their mean rank.
template <class T>
std::vector<T> mid_ranks(std::span<const T> x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  std::vector<T> ranks(x.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && !(x[order[begin]] < x[order[end]])) ++end;
    const T rank = T(static_cast<long>(begin + 1 + end)) / 2;
    for (; begin < end; ++begin) ranks[order[begin]] = rank;
  }
  return ranks;
}

/// What Kendall's coefficients and their variance are made of; pairs of rows.
struct PairCounts {
  std::int64_t n = 0;         ///< rows
  std::int64_t agreeing = 0;  ///< pairs in the same order in both
  std::int64_t disagreeing = 0;
  std::int64_t tied_x = 0, tied_y = 0;  ///< pairs tied in x, in y
  std::int64_t x2 = 0, y2 = 0, x3 = 0,
               y3 = 0;  ///< sums over ties t of t (t-1) (2t+5), t (t-1) (t-2)
};

/// Counted in O(n log n): sorted by x, exchanges of a merge sort by y.
PairCounts count_pairs(std::span<const double> x, std::span<const double> y);

}  // namespace detail

struct Correlation {
  double r = missing;  ///< NaN where fewer than two rows are present or one column does not vary
  double p = missing;  ///< two-sided probability of |r| or more without any dependence
  Index n = 0;         ///< rows where both are present
};

/// Correlation of x and y over the rows where both are present.
///
/// p-values as R's cor.test(exact = FALSE): Student's t with n - 2 degrees of freedom for Pearson
/// and Spearman, the normal approximation with ties for Kendall.
/// @throws Error wrong-shape
///
/// Source: Kendall, M. (1970), Rank Correlation Methods, 4th ed.
Correlation correlation(std::span<const double> x, std::span<const double> y,
                        CorrelationKind kind = CorrelationKind::pearson);

struct Correlations {
  Matrix r, p, n;  ///< columns x columns; the diagonal of r is 1, of p 0
};

/// Correlation of every pair of columns.
/// @param x  rows x columns, NaN is missing
Correlations correlations(const MatrixRef& x, CorrelationKind kind = CorrelationKind::pearson);

/// The coefficients alone, without their probabilities.
Matrix correlation_matrix(const MatrixRef& x, CorrelationKind kind = CorrelationKind::pearson);

/// Covariance (divisor n - 1) of every pair of columns over the rows where both are present.
Matrix covariances(const MatrixRef& x);

}  // namespace zonerank
