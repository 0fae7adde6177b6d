#pragma once
// One definition of each treatment, on any scalar and the present values of a column.

#include <algorithm>
#include <cmath>
#include <span>
#include <type_traits>
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

/// Of doubles without powers that overflow or vanish.
template <class T>
T skewness_of(std::span<const T> x) {
  if constexpr (std::is_same_v<T, double>)
    return zonerank::skewness(x);
  else
    return skewness(x);
}
template <class T>
T kurtosis_of(std::span<const T> x) {
  if constexpr (std::is_same_v<T, double>)
    return zonerank::excess_kurtosis(x);
  else
    return excess_kurtosis(x);
}

/// Whether a column needs no treatment; too short or constant ones do not.
template <class T>
bool passes(std::span<const T> x, const OutlierCheck& check) {
  using std::abs;
  if (x.size() < 4 || !have_spread_of(x)) return true;
  return abs(skewness_of(x)) < T(check.skewness) || kurtosis_of(x) < T(check.kurtosis);
}

/// Moves the extreme values in, one step of all equal ones at a time; returns how many were moved.
template <class T>
int winsorize_points(std::vector<T>& x, int max_points, bool force, const OutlierCheck& check) {
  std::size_t high = 0;
  std::size_t low = 0;
  const auto limit = static_cast<std::size_t>(max_points);
  while (high + low < limit && x.size() > 2 && have_spread_of<T>(x) &&
         (force || !passes<T>(x, check))) {
    const bool at_top = !(skewness_of<T>(x) < T(0));
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
  if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(reach)) {  // a quarter of each changes no digit
      const double quarter = m.multiple * (upper / 4.0 - lower / 4.0);
      return clamp_all<T>(x, (lower / 4.0 - quarter) * 4.0, (upper / 4.0 + quarter) * 4.0);
    }
  }
  return clamp_all<T>(x, lower - reach, upper + reach);
}
template <class T>
int winsorize(std::vector<T>& x, const WinsorizeMad& m) {
  using std::abs;
  const T median = quantile_of<T>(x, T(1) / 2);
  std::vector<T> away;
  for (const T& value : x) away.push_back(abs(value - median));
  const T reach = T(m.multiple) * T(14826) / 10000 * quantile_of<T>(away, T(1) / 2);
  if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(reach)) {
      for (std::size_t k = 0; k < x.size(); ++k) away[k] = abs(x[k] / 4.0 - median / 4.0);
      const double quarter = m.multiple * 1.4826 * quantile_of<T>(away, 0.5);
      return clamp_all<T>(x, (median / 4.0 - quarter) * 4.0, (median / 4.0 + quarter) * 4.0);
    }
  }
  if (!(reach > T(0))) return 0;
  return clamp_all<T>(x, median - reach, median + reach);
}

template <class T>
T box_cox(const T& y, const T& lambda) {
  using std::log;
  using std::pow;
  return lambda == T(0) ? T(log(y)) : T((pow(y, lambda) - 1) / lambda);
}

/// ln of the variance of the transformed values (divisor n) times n, from the powers less their
/// greatest: nothing overflows, and no 1 covers them.
inline double log_spread_of_powers(std::span<const double> y, double lambda) {
  std::vector<double> powers;
  for (const double value : y) powers.push_back(lambda * std::log(value));
  const double greatest = *std::max_element(powers.begin(), powers.end());
  for (double& power : powers) power = std::exp(power - greatest);
  return std::log(squared_deviations<double>(powers)) +
         2.0 * (greatest - std::log(std::abs(lambda)));
}

/// The profile log-likelihood of lambda, up to a constant: -n/2 ln var(y') + (lambda - 1) sum ln y.
template <class T>
T box_cox_likelihood(std::span<const T> y, const T& lambda) {
  using std::abs;
  using std::log;
  std::vector<T> transformed;
  T logs(0);
  T farthest(0);
  for (const T& value : y) {
    transformed.push_back(box_cox(value, lambda));
    const T own = log(value);
    logs += own;
    farthest = std::max(farthest, T(abs(own)));
  }
  const T n = T(static_cast<long>(y.size()));
  if constexpr (std::is_same_v<T, double>) {
    constexpr double far = 138.0;  // ln 1e60: where powers leave the doubles, or are less than a 1
    const double sum = squared_deviations<double>(transformed);
    if (lambda != 0.0 && (farthest > far || !std::isfinite(sum) || !(sum > 0.0)))
      return -n / 2 * (log_spread_of_powers(y, lambda) - log(n)) + (lambda - 1) * logs;
  }
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

/// A transformation with what it learned of a column.
template <class T>
struct TransformFit {
  Transform transform = Transform::log_ct;
  T lambda{};  ///< of box-cox
  bool shift = true;
  T least{}, greatest{}, margin{};
  bool negative = false;  ///< log-ct-plus of negative skewness
};

template <class T>
TransformFit<T> learn_transform(const std::vector<T>& x, Transform transform, const T& lambda,
                                bool shift) {
  const auto [least_at, greatest_at] = std::minmax_element(x.begin(), x.end());
  TransformFit<T> fit{transform, lambda, shift, *least_at, *greatest_at};
  fit.margin = (fit.greatest - fit.least) / 100;
  fit.negative = transform == Transform::log_ct_plus && skewness_of<T>(x) < T(0);
  return fit;
}

/// Whether ends of doubles are so far apart that ways between them overflow.
template <class T>
bool is_wide(const TransformFit<T>& fit) {
  if constexpr (std::is_same_v<T, double>)
    return !std::isfinite(fit.greatest - fit.least + fit.margin);
  return false;
}

/// ln(x - least + margin), and of negative skewness -ln(greatest + margin - x).
template <class T>
T log_of_way(const TransformFit<T>& fit, const T& x, const T& margin) {
  using std::log;
  if constexpr (std::is_same_v<T, double>) {
    if (is_wide(fit)) {  // ln(y / 1024) = ln y - ln 1024
      constexpr double few = 1.0 / 1024.0;
      const double low = fit.least * few, high = fit.greatest * few;
      const double add = fit.transform == Transform::log_ct_orig ? few : high / 100.0 - low / 100.0;
      const double y = fit.negative ? high - x * few : x * few - low;
      return (fit.negative ? -1.0 : 1.0) * (std::log(y + add) - std::log(few));
    }
  }
  return fit.negative ? T(-log(fit.greatest + margin - x)) : T(log(x - fit.least + margin));
}

/// ln((max - 1) (x - min) / (max - min) + 1)
template <class T>
T log_gii(const TransformFit<T>& fit, const T& x) {
  using std::log;
  const T product = (fit.greatest - 1) * (x - fit.least);
  if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(product) || is_wide(fit)) {
      const double share = (x / 4.0 - fit.least / 4.0) / (fit.greatest / 4.0 - fit.least / 4.0);
      return log((fit.greatest - 1) * share + 1);
    }
  }
  return log(product / (fit.greatest - fit.least) + 1);
}

template <class T>
T transformed(const TransformFit<T>& fit, const T& x) {
  using std::log;
  switch (fit.transform) {
    case Transform::log:
      return log(x);
    case Transform::log_ct_orig:
      return log_of_way(fit, x, T(1));
    case Transform::log_gii:
      return log_gii(fit, x);
    case Transform::box_cox:
      return box_cox<T>(fit.shift ? T(x - fit.least + 1) : x, fit.lambda);
    case Transform::log_ct:
    case Transform::log_ct_plus:
      break;
  }
  return log_of_way(fit, x, fit.margin);
}

/// Transforms every value; `lambda` of box-cox is given.
template <class T>
void transform_all(std::vector<T>& x, Transform transform, const T& lambda, bool shift) {
  const TransformFit<T> fit = learn_transform(x, transform, lambda, shift);
  for (T& value : x) value = transformed(fit, value);
}

}  // namespace zonerank::detail
