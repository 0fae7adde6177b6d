#pragma once
// One definition of each method, on any scalar: double in the library, 50 digits in its tests.

#include <cmath>
#include <cstddef>
#include <span>

namespace zonerank::detail {

/// lower + (x - worst) / (best - worst) * (upper - lower), where worst and best are the ends of
/// the bounds in the indicator's direction.
template <class T>
T min_max_score(const T& x, const T& low, const T& high, bool less_is_better, const T& lower,
                const T& upper) {
  const T share = (less_is_better ? high - x : x - low) / (high - low);
  return share * (upper - lower) + lower;
}

/// sum w_k s_k / sum w_k
template <class T>
T weighted_arithmetic_mean(std::span<const T> scores, std::span<const T> weights) {
  T sum(0);
  T total(0);
  for (std::size_t k = 0; k < scores.size(); ++k) {
    sum += weights[k] * scores[k];
    total += weights[k];
  }
  return sum / total;
}

/// exp(sum w_k ln s_k / sum w_k), s_k > 0
template <class T>
T weighted_geometric_mean(std::span<const T> scores, std::span<const T> weights) {
  using std::exp;
  using std::log;
  T sum(0);
  T total(0);
  for (std::size_t k = 0; k < scores.size(); ++k) {
    sum += weights[k] * log(scores[k]);
    total += weights[k];
  }
  return exp(sum / total);
}

}  // namespace zonerank::detail
