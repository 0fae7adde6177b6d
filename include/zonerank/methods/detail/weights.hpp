#pragma once
// One definition of the importance of each column under the data-driven weights, on any scalar.
// Columns hold present values; weights are importances as shares of their sum.

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/principal_components.hpp"
#include "zonerank/stats/statistics.hpp"
#include "zonerank/stats/symmetric.hpp"

namespace zonerank::detail {

template <class T>
std::vector<T> shares_of(std::vector<T> importance) {
  T sum(0);
  for (const T& w : importance) sum += w;
  for (T& w : importance) w /= sum;
  return importance;
}

/// 1 - e, e = -1/ln n sum p ln p over the shares p = x / sum x, 0 ln 0 = 0; x >= 0 and not all 0.
template <class T>
T entropy_divergence(std::span<const T> x, const T& shift) {
  using std::log;
  const T n = T(static_cast<long>(x.size()));
  const T sum = sum_of(x);
  T e(0);
  for (const T& value : x) {
    const T p = value / sum + shift;
    if (p > T(0)) e -= p * log(p);
  }
  return std::max(T(0), T(1 - e / log(n)));
}

/// sum_ij |x_i - x_j| / (2 n^2 mean), by sorting.
template <class T>
T gini(std::span<const T> x) {
  std::vector<T> sorted(x.begin(), x.end());
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<long>(sorted.size());
  T sum(0);
  for (long k = 0; k < n; ++k) sum += T(2 * (k + 1) - n - 1) * sorted[static_cast<std::size_t>(k)];
  return sum / (T(n) * sum_of(x));
}

template <class T>
T deviation(std::span<const T> x) {
  using std::sqrt;
  return sqrt(squared_deviations(x) / T(static_cast<long>(x.size()) - 1));
}

/// The angle between the column's shares and equal shares.
template <class T>
T angle(std::span<const T> x) {
  using std::acos;
  using std::sqrt;
  T squares(0);
  for (const T& value : x) squares += value * value;
  const T n = T(static_cast<long>(x.size()));
  return acos(std::min(T(1), T(sum_of(x) / sqrt(n * squares))));
}

/// |100 ln(root mean square / standard deviation)|
template <class T>
T lopcow(std::span<const T> x) {
  using std::abs;
  using std::log;
  using std::sqrt;
  T squares(0);
  for (const T& value : x) squares += value * value;
  return abs(100 * log(sqrt(squares / T(static_cast<long>(x.size()))) / deviation(x)));
}

/// sd_j sum_k (1 - r_jk), from the deviations and correlations.
template <class T>
std::vector<T> critic(const std::vector<T>& deviations, const Square<T>& r) {
  std::vector<T> result;
  for (std::size_t j = 0; j < deviations.size(); ++j) {
    T conflict(0);
    for (std::size_t k = 0; k < deviations.size(); ++k) conflict += 1 - r(j, k);
    result.push_back(deviations[j] * conflict);
  }
  return result;
}

/// 1 / R_j, R_j the multiple correlation of column j with the others: R^2 = 1 - 1 / (R^-1)_jj.
/// Empty where a column is a combination of the others, or correlates with none.
template <class T>
std::vector<T> independence(const Square<T>& r, const T& least) {
  using std::sqrt;
  const Square<T> inverse = symmetric_inverse(r, least);
  std::vector<T> result;
  for (std::size_t j = 0; j < inverse.n; ++j) {
    const T squared = 1 - 1 / inverse(j, j);
    if (!(squared > least)) return {};
    result.push_back(1 / sqrt(squared));
  }
  return result;
}

/// The stationary distribution of a chain with the rates of going from row to column, by
/// elimination without subtractions; nothing where it is not unique, or a state has none.
///
/// Source: Grassmann, Taksar, Heyman (1985), Regenerative analysis and steady state distributions.
template <class T>
std::vector<T> stationary(Square<T> rates) {
  const std::size_t n = rates.n;
  for (std::size_t k = n - 1; k > 0; --k) {
    T leaving(0);
    for (std::size_t b = 0; b < k; ++b) leaving += rates(k, b);
    if (!(leaving > T(0))) return {};
    for (std::size_t a = 0; a < k; ++a) {
      rates(a, k) /= leaving;
      for (std::size_t b = 0; b < k; ++b) {
        if (a != b) rates(a, b) += rates(a, k) * rates(k, b);
      }
    }
  }
  std::vector<T> result(n, T(0));
  result[0] = T(1);
  for (std::size_t k = 1; k < n; ++k) {
    for (std::size_t a = 0; a < k; ++a) result[k] += result[a] * rates(a, k);
    if (!(result[k] > T(0))) return {};
  }
  return result;
}

/// CILOS: q with sum_k p_jk q_k = q_j sum_k p_kj, p_jk the share of its greatest value that column
/// k loses in the zone where column j is greatest; of several such zones the mean. Columns >= 0
/// that vary, no gaps, more is better. Nothing where a column loses nothing, or there is no single
/// q > 0.
template <class T>
std::vector<T> impact_loss(const std::vector<std::vector<T>>& columns) {
  const std::size_t m = columns.size();
  Square<T> loss(m);  // (k, j): from k to j
  std::vector<T> most;
  for (const auto& column : columns)
    most.push_back(*std::max_element(column.begin(), column.end()));
  for (std::size_t j = 0; j < m; ++j) {
    long zones = 0;
    for (std::size_t i = 0; i < columns[j].size(); ++i) {
      if (columns[j][i] != most[j]) continue;
      ++zones;
      for (std::size_t k = 0; k < m; ++k) loss(k, j) += (most[k] - columns[k][i]) / most[k];
    }
    for (std::size_t k = 0; k < m; ++k) loss(k, j) /= T(zones);
  }
  return stationary(std::move(loss));
}

/// sum_i |S'_ij - S_i|, S_i = ln(1 + 1/m sum_k |ln n_ik|), S'_ij without column j; n = min / x
/// where more is better, x / max where less is. Values above 0, no gaps.
template <class T>
std::vector<T> merec(const std::vector<std::vector<T>>& columns, const std::vector<bool>& less) {
  using std::abs;
  using std::log;
  const std::size_t m = columns.size();
  const std::size_t n = columns[0].size();
  std::vector<std::vector<T>> effect(m);
  for (std::size_t j = 0; j < m; ++j) {
    poll_interrupt();
    const auto [least, greatest] = std::minmax_element(columns[j].begin(), columns[j].end());
    for (const T& x : columns[j])
      effect[j].push_back(abs(log(less[j] ? x / *greatest : *least / x)));
  }
  std::vector<T> result(m, T(0));
  const T count = T(static_cast<long>(m));
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 1024 == 0) poll_interrupt();
    T sum(0);
    for (std::size_t j = 0; j < m; ++j) sum += effect[j][i];
    const T whole = log(1 + sum / count);
    for (std::size_t j = 0; j < m; ++j) {
      result[j] += abs(log(1 + (sum - effect[j][i]) / count) - whole);
    }
  }
  return result;
}

/// Nicoletti: of the rotated loadings (factors x columns), squared and scaled to sum 1 a factor,
/// each column takes its greatest, times that factor's share of the variance explained.
template <class T>
std::vector<T> nicoletti(const std::vector<std::vector<T>>& factors) {
  const std::size_t m = factors[0].size();
  std::vector<T> explained;
  T total(0);
  for (const auto& factor : factors) {
    T sum(0);
    for (const T& loading : factor) sum += loading * loading;
    explained.push_back(sum);
    total += sum;
  }
  std::vector<T> result(m, T(0));
  for (std::size_t j = 0; j < m; ++j) {
    T greatest(-1);
    for (std::size_t f = 0; f < factors.size(); ++f) {
      const T scaled = factors[f][j] * factors[f][j] / explained[f];
      if (!(scaled > greatest)) continue;
      greatest = scaled;
      result[j] = scaled * (explained[f] / total);
    }
  }
  return result;
}

/// The dominant eigenvector of a symmetric table with entries >= 0, by powers; entries >= 0.
template <class T>
std::vector<T> dominant(const Square<T>& h, const T& tolerance) {
  using std::abs;
  std::vector<T> v(h.n, T(1) / T(static_cast<long>(h.n)));
  for (int k = 0; k < 100000; ++k) {
    std::vector<T> next(h.n, T(0));
    for (std::size_t i = 0; i < h.n; ++i) {
      for (std::size_t j = 0; j < h.n; ++j) next[i] += h(i, j) * v[j];
    }
    next = shares_of(std::move(next));
    T change(0);
    for (std::size_t i = 0; i < h.n; ++i) change = std::max(change, T(abs(next[i] - v[i])));
    v = std::move(next);
    if (!(change > tolerance)) break;
  }
  return v;
}

/// G1: w_n = 1 / (1 + sum_k prod_(i >= k) r_i), w_(k-1) = r_k w_k; in the order given.
template <class T>
std::vector<T> order_relation(const std::vector<T>& ratios) {
  std::vector<T> w(ratios.size() + 1, T(1));
  for (std::size_t k = ratios.size(); k-- > 0;) w[k] = ratios[k] * w[k + 1];
  return shares_of(std::move(w));
}

}  // namespace zonerank::detail
