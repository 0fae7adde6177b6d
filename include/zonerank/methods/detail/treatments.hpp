#pragma once
// One definition of each treatment, on any scalar and the present values of a column.

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "zonerank/methods/treatment.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank::detail {

template <class T>
bool have_spread_of(std::span<const T> x) {
  return std::adjacent_find(x.begin(), x.end(), [](const T& a, const T& b) { return a != b; }) !=
         x.end();
}

/// Whether a column needs no treatment; too short or constant ones do not.
template <class T>
bool passes(std::span<const T> x, const OutlierCheck& check) {
  using std::abs;
  if (x.size() < 4 || !have_spread_of(x)) return true;
  return abs(skewness(x)) < T(check.skewness) || excess_kurtosis(x) < T(check.kurtosis);
}

/// Moves the extreme values in, one step of all equal ones at a time; returns how many were moved.
template <class T>
int winsorize_points(std::vector<T>& x, int max_points, bool force, const OutlierCheck& check) {
  std::size_t high = 0;
  std::size_t low = 0;
  const auto limit = static_cast<std::size_t>(max_points);
  while (high + low < limit && x.size() > 2 && have_spread_of<T>(x) &&
         (force || !passes<T>(x, check))) {
    const bool at_top = !(skewness<T>(x) < T(0));
    const auto [least, greatest] = std::minmax_element(x.begin(), x.end());
    const T extreme = at_top ? *greatest : *least;
    T next = at_top ? *least : *greatest;
    for (const T& value : x) {
      if (value != extreme && (at_top ? value > next : value < next)) next = value;
    }
    const auto moved = static_cast<std::size_t>(std::count(x.begin(), x.end(), extreme));
    (at_top ? high : low) = moved;
    std::replace(x.begin(), x.end(), T(extreme), T(next));
  }
  return static_cast<int>(high + low);
}

template <class T>
int clamp_all(std::vector<T>& x, const T& low, const T& high) {
  int moved = 0;
  for (T& value : x) {
    if (value >= low && value <= high) continue;
    value = value < low ? low : high;
    ++moved;
  }
  return moved;
}

template <class T>
T quantile_of(const std::vector<T>& x, const T& p) {
  std::vector<T> room = x;
  return select_quantile<T>(room, p);
}

template <class T>
int winsorize(std::vector<T>& x, const WinsorizePoints& m) {
  return winsorize_points(x, m.max_points, m.force, m.check);
}
template <class T>
int winsorize(std::vector<T>& x, const WinsorizePercentile& m) {
  return clamp_all<T>(x, quantile_of<T>(x, T(m.low) / 100), quantile_of<T>(x, T(m.high) / 100));
}
template <class T>
int winsorize(std::vector<T>& x, const WinsorizeIqr& m) {
  const T lower = quantile_of<T>(x, T(1) / 4);
  const T upper = quantile_of<T>(x, T(3) / 4);
  const T reach = T(m.multiple) * (upper - lower);
  return clamp_all<T>(x, lower - reach, upper + reach);
}
template <class T>
int winsorize(std::vector<T>& x, const WinsorizeMad& m) {
  using std::abs;
  const T median = quantile_of<T>(x, T(1) / 2);
  std::vector<T> away;
  for (const T& value : x) away.push_back(abs(value - median));
  const T reach = T(m.multiple) * T(14826) / 10000 * quantile_of<T>(away, T(1) / 2);
  if (!(reach > T(0))) return 0;
  return clamp_all<T>(x, median - reach, median + reach);
}

template <class T>
T box_cox(const T& y, const T& lambda) {
  using std::log;
  using std::pow;
  return lambda == T(0) ? T(log(y)) : T((pow(y, lambda) - 1) / lambda);
}

/// The profile log-likelihood of lambda, up to a constant: -n/2 ln var(y') + (lambda - 1) sum ln y.
template <class T>
T box_cox_likelihood(std::span<const T> y, const T& lambda) {
  using std::log;
  std::vector<T> transformed;
  T logs(0);
  for (const T& value : y) {
    transformed.push_back(box_cox(value, lambda));
    logs += log(value);
  }
  const T n = T(static_cast<long>(y.size()));
  return -n / 2 * log(squared_deviations<T>(transformed) / n) + (lambda - 1) * logs;
}

/// The lambda in [-5, 5] of greatest likelihood, by golden sections.
template <class T>
T estimate_lambda(std::span<const T> y) {
  using std::sqrt;
  const T ratio = (sqrt(T(5)) - 1) / 2;
  T low(-5), high(5);
  T a = high - ratio * (high - low), b = low + ratio * (high - low);
  T fa = box_cox_likelihood(y, a), fb = box_cox_likelihood(y, b);
  for (int k = 0; k < 60; ++k) {
    if (fa > fb) {
      high = b;
      b = a;
      fb = fa;
      a = high - ratio * (high - low);
      fa = box_cox_likelihood(y, a);
    } else {
      low = a;
      a = b;
      fa = fb;
      b = low + ratio * (high - low);
      fb = box_cox_likelihood(y, b);
    }
  }
  return (low + high) / 2;
}

/// Transforms every value; `lambda` of box-cox is given.
template <class T>
void transform_all(std::vector<T>& x, Transform transform, const T& lambda, bool shift) {
  using std::log;
  const auto [least_at, greatest_at] = std::minmax_element(x.begin(), x.end());
  const T least = *least_at, greatest = *greatest_at;
  const T margin = (greatest - least) / 100;
  const bool negative = transform == Transform::log_ct_plus && skewness<T>(x) < T(0);
  for (T& value : x) {
    switch (transform) {
      case Transform::log:
        value = log(value);
        break;
      case Transform::log_ct_orig:
        value = log(value - least + 1);
        break;
      case Transform::log_gii:
        value = log((greatest - 1) * (value - least) / (greatest - least) + 1);
        break;
      case Transform::box_cox:
        value = box_cox<T>(shift ? T(value - least + 1) : value, lambda);
        break;
      case Transform::log_ct:
      case Transform::log_ct_plus:
        value = negative ? T(-log(greatest + margin - value)) : T(log(value - least + margin));
        break;
    }
  }
}

}  // namespace zonerank::detail
