#pragma once
// One definition of each normalization, on any scalar: what it learns of a column, and the score of
// a value.

#include <algorithm>
#include <cmath>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "zonerank/methods/detail/methods.hpp"
#include "zonerank/methods/normalization.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank::detail {

/// What a normalization learned of an indicator, or was given.
template <class T>
struct ColumnFit {
  T first{}, second{};  ///< as M::parameters names them
  /// Of ranks: the present values, ascending; of a base year: by zone; of a user's own function:
  /// its parameters, or, where it has none, the column that it scores.
  std::vector<T> sample;
};

/// (a - b) / (c - d). Of doubles whose differences overflow a quarter of each is taken, which
/// changes no digit.
template <class T>
T ratio_of_ways(const T& a, const T& b, const T& c, const T& d) {
  if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(a - b) || !std::isfinite(c - d))
      return (a / 4.0 - b / 4.0) / (c / 4.0 - d / 4.0);
  }
  return (a - b) / (c - d);
}

/// The least and greatest value, `worst` first.
template <class T>
std::pair<T, T> ends(std::span<const T> present) {
  const auto [least, greatest] = std::minmax_element(present.begin(), present.end());
  return {*least, *greatest};
}

template <class T>
T mean_of(std::span<const T> present) {
  T sum(0);
  for (const T& x : present) sum += x;
  if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(sum)) return zonerank::mean(present);
  }
  return sum / T(static_cast<long>(present.size()));
}

/// sqrt(sum x^2), scaled so that squares neither overflow nor vanish.
template <class T>
T norm_of(std::span<const T> values) {
  using std::abs;
  using std::sqrt;
  T largest(0);
  for (const T& x : values) largest = std::max(largest, T(abs(x)));
  if (!(largest > T(0))) return largest;
  T sum(0);
  for (const T& x : values) sum += (x / largest) * (x / largest);
  return largest * sqrt(sum);
}

template <class T>
T deviation_of(std::span<const T> present, bool population) {
  using std::sqrt;
  const T mean = mean_of(present);
  std::vector<T> away;
  for (const T& x : present) away.push_back(x - mean);
  if constexpr (std::is_same_v<T, double>) {
    if (!std::all_of(away.begin(), away.end(), [](double x) { return std::isfinite(x); })) {
      const auto count = static_cast<double>(present.size());
      return standard_deviation(present) * (population ? std::sqrt((count - 1.0) / count) : 1.0);
    }
  }
  const long n = static_cast<long>(present.size()) - (population ? 0 : 1);
  const T norm = norm_of<T>(away);
  if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(norm)) {  // a quarter of each changes no digit
      for (double& x : away) x /= 4.0;
      return norm_of<T>(away) / sqrt(T(n)) * 4.0;
    }
  }
  return norm / sqrt(T(n));
}

// ---- learning: present values of a column that are not all the same

template <class M, class T>
requires(M::learns == Learns::ends ||
         M::learns == Learns::base_year) ColumnFit<T> learn(const M&, std::span<const T> present,
                                                            bool) {
  const auto [least, greatest] = ends(present);
  return {least, greatest, {}};
}

template <class T>
ColumnFit<T> learn(const PercentileBounds& m, std::span<const T> present, bool) {
  std::vector<T> values(present.begin(), present.end());
  const T low = select_quantile<T>(values, T(m.low) / 100);
  const T high = select_quantile<T>(values, T(m.high) / 100);
  if (low < high) return {low, high, {}};
  const auto [least, greatest] = ends(present);  // most zones are equal: the extremes decide
  return {least, greatest, {}};
}

template <class T>
ColumnFit<T> learn(const ZScore& m, std::span<const T> present, bool) {
  return {mean_of(present), deviation_of(present, m.population), {}};
}

template <class T>
ColumnFit<T> learn(const Logistic&, std::span<const T> present, bool) {
  return {mean_of(present), deviation_of(present, false), {}};
}

/// `second` is the reference zone's value, set by the caller who knows the zone.
template <class T>
ColumnFit<T> learn(const DistanceToReference&, std::span<const T> present, bool less) {
  const auto [least, greatest] = ends(present);
  return {less ? greatest : least, less ? least : greatest, {}};
}

template <class T>
ColumnFit<T> learn(const DistanceToTarget& m, std::span<const T> present, bool less) {
  const auto [least, greatest] = ends(present);
  return {less ? greatest : least, T(m.target.value()), {}};
}

/// Where less is better and the cost is inverse, the whole is that of 1 / x.
template <Whole W, class T>
ColumnFit<T> learn(const Fraction<W>& m, std::span<const T> present, bool less) {
  std::vector<T> values(present.begin(), present.end());
  if (less && m.cost == Cost::inverse) {
    for (T& x : values) x = 1 / x;
  }
  const std::span<const T> of(values);
  if constexpr (W == Whole::maximum) return {ends(of).second, T(0), {}};
  if constexpr (W == Whole::vector) return {norm_of(of), T(0), {}};
  if constexpr (W == Whole::mean) return {mean_of(of), T(0), {}};
  return {mean_of(of) * T(static_cast<long>(values.size())), T(0), {}};
}

template <class T>
ColumnFit<T> learn_sample(std::span<const T> present) {
  ColumnFit<T> fit;
  fit.sample.assign(present.begin(), present.end());
  std::sort(fit.sample.begin(), fit.sample.end());
  return fit;
}

template <class M, class T>
requires(M::learns == Learns::sample) ColumnFit<T> learn(const M&, std::span<const T> present,
                                                         bool) {
  return learn_sample(present);
}

template <class T>
ColumnFit<T> learn(const Logarithmic&, std::span<const T> present, bool) {
  using std::log;
  T sum(0);
  for (const T& x : present) sum += log(x);
  return {sum, T(static_cast<long>(present.size())), {}};
}

// ---- scoring

template <class T>
T between(const ColumnFit<T>& fit, T x, bool less, bool clip, double lower, double upper) {
  if (clip) x = std::clamp(x, fit.first, fit.second);
  if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(fit.second - fit.first) || !std::isfinite(x - fit.first) ||
        !std::isfinite(fit.second - x))  // a quarter of each changes no digit
      return min_max_score(x / 4.0, fit.first / 4.0, fit.second / 4.0, less, lower, upper);
  }
  return min_max_score(x, fit.first, fit.second, less, T(lower), T(upper));
}

template <class T>
T score(const MinMax& m, const ColumnFit<T>& fit, const T& x, bool less) {
  return between(fit, x, less, m.clip, m.lower, m.upper);
}

template <class T>
T score(const PercentileBounds& m, const ColumnFit<T>& fit, const T& x, bool less) {
  return between(fit, x, less, true, m.lower, m.upper);
}

template <class T>
T score(const Goalposts& m, const ColumnFit<T>& fit, const T& x, bool less) {
  return between(fit, x, less, m.clip, m.lower, m.upper);
}

template <class T>
T score(const DistanceToMaximum& m, const ColumnFit<T>& fit, const T& x, bool less) {
  const T distance = less ? ratio_of_ways(x, fit.first, fit.second, fit.first)
                          : ratio_of_ways(fit.second, x, fit.second, fit.first);
  return T(m.upper) - distance * (T(m.upper) - T(m.lower));
}

template <class T>
T score(const NoScaling&, const ColumnFit<T>&, const T& x, bool) {
  return x;
}

template <class T>
T standardized(const ColumnFit<T>& fit, const T& x, bool less) {
  return less ? ratio_of_ways(fit.first, x, fit.second, T(0))
              : ratio_of_ways(x, fit.first, fit.second, T(0));
}

template <class T>
T score(const ZScore& m, const ColumnFit<T>& fit, const T& x, bool less) {
  return T(m.mean) + T(m.sd) * standardized(fit, x, less);
}

template <class T>
T score(const Logistic& m, const ColumnFit<T>& fit, const T& x, bool less) {
  using std::exp;
  const T z = standardized(fit, x, less);
  return T(m.lower) + (T(m.upper) - T(m.lower)) / (1 + exp(-T(m.steepness) * z));
}

/// Way from the worst value (`first`) to a goal (`second`), in either direction.
template <class M, class T>
T toward(const M& m, const ColumnFit<T>& fit, const T& x) {
  T share = ratio_of_ways(x, fit.first, fit.second, fit.first);
  if (m.cap) share = std::min(share, T(1));
  return T(m.lower) + share * (T(m.upper) - T(m.lower));
}

template <class T>
T score(const DistanceToReference& m, const ColumnFit<T>& fit, const T& x, bool) {
  return toward(m, fit, x);
}

template <class T>
T score(const DistanceToTarget& m, const ColumnFit<T>& fit, const T& x, bool) {
  return toward(m, fit, x);
}

template <Whole W, class T>
T score(const Fraction<W>& m, const ColumnFit<T>& fit, const T& x, bool less) {
  if (!less) return T(m.scale) * (x / fit.first);
  if (m.cost == Cost::inverse) return T(m.scale) * (1 / x / fit.first);
  return T(m.scale) * (1 - x / fit.first);
}

/// The place from the worst value up, among the sample; x need not be in it.
template <class T>
T place(const ColumnFit<T>& fit, const T& x, bool less, TieRule ties) {
  const auto [from, to] = std::equal_range(fit.sample.begin(), fit.sample.end(), x);
  const long behind = static_cast<long>(less ? fit.sample.end() - to : from - fit.sample.begin());
  const long equal = std::max(1L, static_cast<long>(to - from));
  if (ties == TieRule::min) return T(behind + 1);
  if (ties == TieRule::max) return T(behind + equal);
  return T(2 * behind + 1 + equal) / 2;
}

template <class T>
T score(const RankScore& m, const ColumnFit<T>& fit, const T& x, bool less) {
  return place(fit, x, less, m.rank_ties);
}

template <class T>
T score(const PercentileRank& m, const ColumnFit<T>& fit, const T& x, bool less) {
  return T(m.scale) * (place(fit, x, less, m.rank_ties) - 1) /
         T(static_cast<long>(fit.sample.size()) - 1);
}

template <class T>
T score(const BordaScore& m, const ColumnFit<T>& fit, const T& x, bool less) {
  return place(fit, x, less, m.rank_ties) - 1;
}

template <class T>
T score(const Efficacy& m, const ColumnFit<T>& fit, const T& x, bool less) {
  using std::exp;
  using std::log;
  const T t = between(fit, x, less, m.clip, 0.0, 1.0);
  if (m.form == EfficacyForm::linear) return T(m.base) + T(m.span) * t;
  return T(m.base) * exp(log((T(m.base) + T(m.span)) / T(m.base)) * t);
}

/// `first` is the zone's value in the base year.
template <class T>
T score(const BaseYear& m, const ColumnFit<T>& fit, const T& x, bool less) {
  return T(m.scale) * (less ? fit.first / x : x / fit.first);
}

template <class T>
T score(const Curve& m, const ColumnFit<T>&, const T& x, bool) {
  const Index n = m.points.rows();
  if (!(x > T(m.points(0, 0)))) return T(m.points(0, 1));
  for (Index k = 1; k < n; ++k) {
    if (x > T(m.points(k, 0))) continue;
    const T from(m.points(k - 1, 0)), to(m.points(k, 0));
    const T low(m.points(k - 1, 1)), high(m.points(k, 1));
    return low + (x - from) / (to - from) * (high - low);
  }
  return T(m.points(n - 1, 1));
}

/// The score of the value's row; the caller has made sure that there is one.
template <class T>
T score(const Categorical& m, const ColumnFit<T>&, const T& x, bool) {
  for (Index k = 0; k < m.scale.rows(); ++k) {
    if (x == T(m.scale(k, 0))) return T(m.scale(k, 1));
  }
  return T(missing);
}

template <class T>
T score(const Logarithmic& m, const ColumnFit<T>& fit, const T& x, bool less) {
  using std::log;
  const T share = log(x) / fit.first;
  return T(m.scale) * (less ? (1 - share) / (fit.second - 1) : share);
}

}  // namespace zonerank::detail
