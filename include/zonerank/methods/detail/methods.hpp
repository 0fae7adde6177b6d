#pragma once
// One definition of each mean of a zone's scores, on any scalar: double in the library, 50 digits
// in its tests. `weights` have any sum above 0.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <type_traits>
#include <vector>

#include "zonerank/methods/aggregation.hpp"

namespace zonerank::detail {

/// lower + (x - worst) / (best - worst) * (upper - lower), where worst and best are the ends of
/// the bounds in the indicator's direction.
template <class T>
T min_max_score(const T& x, const T& low, const T& high, bool less_is_better, const T& lower,
                const T& upper) {
  const T share = (less_is_better ? high - x : x - low) / (high - low);
  return share * (upper - lower) + lower;
}

/// Whether a square has overflowed, or has lost digits where it is nearly 0.
inline bool is_off(double square) { return !std::isfinite(square) || square < 0x1p-900; }

/// sum w f(s) / sum w
template <class T, class F>
T weighted_mean(std::span<const T> scores, std::span<const T> weights, const F& f) {
  T sum(0);
  T total(0);
  for (std::size_t k = 0; k < scores.size(); ++k) {
    sum += weights[k] * f(scores[k]);
    total += weights[k];
  }
  return sum / total;
}

template <class T>
T weighted_arithmetic_mean(std::span<const T> scores, std::span<const T> weights) {
  return weighted_mean(scores, weights, [](const T& s) { return s; });
}

template <class T>
T weighted_geometric_mean(std::span<const T> scores, std::span<const T> weights) {
  using std::exp;
  using std::log;
  return exp(weighted_mean(scores, weights, [](const T& s) { return T(log(s)); }));
}

template <class T>
T combine(const ArithmeticMean&, std::span<const T> s, std::span<const T> w) {
  return weighted_arithmetic_mean(s, w);
}

template <class T>
T combine(const GeometricMean&, std::span<const T> s, std::span<const T> w) {
  return weighted_geometric_mean(s, w);
}

template <class T>
T combine(const HarmonicMean&, std::span<const T> s, std::span<const T> w) {
  return 1 / weighted_mean(s, w, [](const T& x) { return T(1 / x); });
}

/// Scores are divided by their greatest first, so that powers neither overflow nor vanish.
template <class T>
T combine(const PowerMean& m, std::span<const T> s, std::span<const T> w) {
  using std::pow;
  if (m.exponent == 0.0) return weighted_geometric_mean(s, w);
  T greatest = *std::max_element(s.begin(), s.end());
  if (!(greatest > T(0))) return greatest;
  const T p(m.exponent);
  const T mean = weighted_mean(s, w, [&](const T& x) { return T(pow(T(x / greatest), p)); });
  return greatest * pow(mean, T(1 / p));
}

/// Places of the scores, the greatest first; equal ones in their own order.
template <class T>
std::vector<std::size_t> descending(std::span<const T> s) {
  std::vector<std::size_t> order(s.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return s[a] > s[b]; });
  return order;
}

/// A share of the weight within 1e-12 of one half is one half: shares such as 3/11 are sums of
/// rounded ones.
template <class T>
T combine(const MedianScore&, std::span<const T> s, std::span<const T> w) {
  T total(0);
  for (const T& weight : w) total += weight;
  const T slack = T(1e-12) * total;
  const std::vector<std::size_t> order = descending(s);
  T below(0);
  T middle = s[order[0]];
  for (std::size_t k = order.size(); k-- > 1;) {
    below += w[order[k]];
    const T beyond = 2 * below - total;
    if (beyond < -slack) continue;
    middle = beyond > slack ? s[order[k]] : T((s[order[k]] + s[order[k - 1]]) / 2);
    break;
  }
  if constexpr (!std::is_same_v<T, double>) {
    for (const T& x : s) middle += x - x;  // any of them may be the one that their errors hide
  }
  return middle;
}

template <class T>
T combine(const MinimumScore&, std::span<const T> s, std::span<const T>) {
  return *std::min_element(s.begin(), s.end());
}

/// Q of the ordered average at a share of the weight.
template <class T>
T quantifier(const OrderedAverage& m, const T& share) {
  using std::pow;
  if (!(share > T(0))) return T(0);
  if (!(share < T(1))) return T(1);
  if (m.owa_weights.empty()) return pow(share, T((1 - T(m.orness)) / T(m.orness)));
  const T n = T(static_cast<long>(m.owa_weights.size()));
  T total(0);
  for (const double weight : m.owa_weights) total += T(weight);
  T sum(0);
  T left = share * n;
  for (const double weight : m.owa_weights) {
    sum += T(weight) * std::min(left, T(1));
    left -= 1;
    if (!(left > T(0))) break;
  }
  return sum / total;
}

template <class T>
T combine(const OrderedAverage& m, std::span<const T> s, std::span<const T> w) {
  T total(0);
  for (const T& weight : w) total += weight;
  T sum(0);
  T reached(0);
  T before(0);
  for (const std::size_t k : descending(s)) {
    reached += w[k];
    const T now = quantifier(m, T(reached / total));
    sum += (now - before) * s[k];
    before = now;
  }
  return sum / before;
}

template <class T>
T combine(const MazziottaPareto& m, std::span<const T> s, std::span<const T> w) {
  const T mean = weighted_arithmetic_mean(s, w);
  const T variance = weighted_mean(s, w, [&](const T& x) { return T((x - mean) * (x - mean)); });
  T penalty = variance / mean;
  if constexpr (std::is_same_v<T, double>) {
    if (is_off(variance) && mean != 0.0) {
      penalty = mean * weighted_mean(s, w, [&](double x) {
                  const double away = (x - mean) / mean;
                  return away * away;
                });
    }
  }
  return m.penalty_up ? mean + penalty : mean - penalty;
}

template <class T>
T combine(const MeanMin& m, std::span<const T> s, std::span<const T> w) {
  using std::sqrt;
  const T mean = weighted_arithmetic_mean(s, w);
  const T away = mean - *std::min_element(s.begin(), s.end());
  T root = sqrt(away * away + T(m.beta) * T(m.beta));
  if constexpr (std::is_same_v<T, double>) {
    if (is_off(away * away)) root = std::hypot(away, m.beta);
  }
  return mean - T(m.alpha) * (root - T(m.beta));
}

}  // namespace zonerank::detail
