#pragma once
// Descriptive statistics over the values that are present; NaN is skipped.

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "zonerank/core/types.hpp"

namespace zonerank {

/// The values that are not missing, in order.
inline std::vector<double> present_values(std::span<const double> values) {
  std::vector<double> result;
  result.reserve(values.size());
  for (const double x : values) {
    if (!is_missing(x)) result.push_back(x);
  }
  return result;
}

namespace detail {

[[noreturn]] void refuse_quantile(double p);

/// The values times 2^-power where powers of their deviations could overflow or vanish; power is 0,
/// and the values are as they were, nearly always. Powers of two change no digit.
std::vector<double> near_one(std::vector<double> values, int& power);

/// The n values that stand first by `before`, sorted, at most `room` of them; n <= values.size().
template <std::size_t room, class T, class Before>
std::array<T, room> first_values(std::span<const T> values, std::size_t n, const Before& before) {
  std::array<T, room> kept{};
  std::size_t have = 0;
  for (const T& x : values) {
    if (have == n && !before(x, kept[n - 1])) continue;
    std::size_t k = have < n ? have++ : n - 1;
    for (; k > 0 && before(x, kept[k - 1]); --k) kept[k] = kept[k - 1];
    kept[k] = x;
  }
  return kept;
}

/// The order statistic with `below` values before it, moved by `fraction` of the way to the next.
/// The values may be in any order and are partly sorted by it.
template <class T>
T select_between(std::span<T> values, std::size_t below, const T& fraction) {
  constexpr std::size_t few = 16;  // near an end the few values there are are found in one go
  T at{};
  T next{};
  const std::size_t above = values.size() - below;  // with itself
  if (above == 1) return *std::max_element(values.begin(), values.end());
  if (below + 2 <= few) {
    const auto least = first_values<few, T>(values, below + 2, std::less<T>());
    at = least[below], next = least[below + 1];
  } else if (above <= few) {
    const auto greatest = first_values<few, T>(values, above, std::greater<T>());
    at = greatest[above - 1], next = greatest[above - 2];
  } else {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), place, values.end());
    at = *place, next = *std::min_element(place + 1, values.end());
  }
  const T way = next - at;
  if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(way)) return 2.0 * (at / 2.0 + fraction * (next / 2.0 - at / 2.0));
  }
  return at + fraction * way;
}

/// Quantile by linear interpolation: h = (n - 1) p, between the order statistics x_floor(h) and
/// the next. The values may be in any order and are partly sorted by it.
template <class T>
T select_quantile(std::span<T> values, const T& p) {
  using std::floor;
  const T h = T(static_cast<long>(values.size()) - 1) * p;
  const T whole = floor(h);
  return select_between<T>(values, static_cast<std::size_t>(static_cast<long>(whole)),
                           T(h - whole));
}

/// Sums of the second, third and fourth powers of deviations from the mean.
template <class T>
struct Moments {
  T n{}, mean{}, m2{}, m3{}, m4{};
};

template <class T>
Moments<T> moments(std::span<const T> values) {
  Moments<T> result;
  result.n = T(static_cast<long>(values.size()));
  for (const T& x : values) result.mean += x;
  result.mean /= result.n;
  for (const T& x : values) {
    const T d = x - result.mean;
    result.m2 += d * d;
    result.m3 += d * d * d;
    result.m4 += d * d * d * d;
  }
  return result;
}

/// The mean, corrected by the mean of what it leaves.
template <class T>
T exact_mean(std::span<const T> values) {
  const T n = T(static_cast<long>(values.size()));
  T sum(0);
  for (const T& x : values) sum += x;
  const T first = sum / n;
  T rest(0);
  for (const T& x : values) rest += x - first;
  return first + rest / n;
}

/// Sum of squared deviations from the mean, corrected for the mean's own rounding.
template <class T>
T squared_deviations(std::span<const T> values) {
  const T mean = exact_mean(values);
  T sum(0);
  T rest(0);
  for (const T& x : values) {
    sum += (x - mean) * (x - mean);
    rest += x - mean;
  }
  return sum - rest * rest / T(static_cast<long>(values.size()));
}

template <class T>
T autocorrelation(std::span<const T> values) {
  const T mean = exact_mean(values);
  T sum(0);
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    sum += (values[i] - mean) * (values[i + 1] - mean);
  }
  return sum / squared_deviations(values);
}

/// Type 2 (sample-corrected): G1 = g1 sqrt(n (n - 1)) / (n - 2), g1 = sqrt(n) m3 / m2^(3/2).
template <class T>
T skewness(std::span<const T> values) {
  using std::sqrt;
  const Moments<T> m = moments(values);
  const T g1 = sqrt(m.n) * m.m3 / (m.m2 * sqrt(m.m2));
  return g1 * sqrt(m.n * (m.n - 1)) / (m.n - 2);
}

/// Type 2 (sample-corrected) excess kurtosis: ((n + 1) g2 + 6) (n - 1) / ((n - 2) (n - 3)),
/// g2 = n m4 / m2^2 - 3.
template <class T>
T excess_kurtosis(std::span<const T> values) {
  const Moments<T> m = moments(values);
  const T g2 = m.n * m.m4 / (m.m2 * m.m2) - 3;
  return ((m.n + 1) * g2 + 6) * (m.n - 1) / ((m.n - 2) * (m.n - 3));
}

}  // namespace detail

/// The arithmetic mean of the values present; NaN if there is none.
///
/// The mean of the deviations from a first mean is added to it, so that the result is good to the
/// last digits however far the values are from 0.
double mean(std::span<const double> values);

/// The sample standard deviation (divisor n - 1); NaN for fewer than 2 values.
double standard_deviation(std::span<const double> values);

/// sum (x_i - m) (x_(i+1) - m) / sum (x_i - m)^2 of values that are all present: the lag-1
/// autocorrelation; NaN for fewer than 2 values or no spread.
double autocorrelation(std::span<const double> values);

/// The p-quantile, 0 <= p <= 1, by linear interpolation between order statistics (type 7 of
/// Hyndman & Fan 1996, the default of R, NumPy and spreadsheets' PERCENTILE.INC); NaN if no value
/// is present.
/// @throws Error bad-option for another p
inline double quantile(std::span<const double> values, double p) {
  if (!(p >= 0.0 && p <= 1.0)) detail::refuse_quantile(p);
  std::vector<double> present = present_values(values);
  return present.empty() ? missing : detail::select_quantile<double>(present, p);
}

/// Whether the values differ: equal ones may have deviations from their rounded mean.
inline bool have_spread(std::span<const double> values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
}

/// Sample skewness as spreadsheets compute it (type 2); NaN for fewer than 3 values or no spread.
inline double skewness(std::span<const double> values) {
  std::vector<double> x = present_values(values);
  if (x.size() < 3 || !have_spread(x)) return missing;
  int power = 0;  // which skewness does not depend on
  return detail::skewness<double>(detail::near_one(std::move(x), power));
}

/// Sample excess kurtosis as spreadsheets compute it (type 2); NaN for fewer than 4 values or no
/// spread.
inline double excess_kurtosis(std::span<const double> values) {
  std::vector<double> x = present_values(values);
  if (x.size() < 4 || !have_spread(x)) return missing;
  int power = 0;
  return detail::excess_kurtosis<double>(detail::near_one(std::move(x), power));
}

}  // namespace zonerank
