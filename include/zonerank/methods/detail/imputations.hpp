#pragma once
// The estimates behind imputation, on any scalar: EM for normal data by sweeps, least squares, and
// interpolation over years.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "zonerank/methods/imputation.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/symmetric.hpp"

namespace zonerank::detail {

/// Sweeps the table on pivot k: afterwards the other rows hold the regression on it.
/// @return false, and nothing is done, where the pivot is not above `least`
template <class T>
bool sweep(Square<T>& a, std::size_t k, const T& least) {
  const T pivot = a(k, k);
  if (!(pivot > least)) return false;
  const std::size_t n = a.n;
  for (std::size_t j = 0; j < n; ++j) {
    if (j != k) a(k, j) /= pivot;
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (i == k) continue;
    for (std::size_t j = 0; j < n; ++j) {
      if (j != k) a(i, j) -= a(i, k) * a(k, j);
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (i != k) a(i, k) = -a(i, k) / pivot;
  }
  a(k, k) = 1 / pivot;
  return true;
}

/// What is known of the columns a row lacks, given those it has: means and covariance.
template <class T>
struct Conditional {
  std::vector<std::size_t> lacking;
  std::vector<T> mean;
  Square<T> covariance{0};
  T log_density{};  ///< of what the row has, without the constant of 2 pi
};

/// `values[j]` is empty where missing. Columns that others determine are passed over.
template <class T>
Conditional<T> condition(const std::vector<std::optional<T>>& values, const std::vector<T>& mean,
                         const Square<T>& covariance, const T& least) {
  using std::log;
  const std::size_t m = values.size();
  Square<T> a = covariance;
  std::vector<std::size_t> known;
  Conditional<T> result;
  for (std::size_t j = 0; j < m; ++j) {
    if (!values[j]) {
      result.lacking.push_back(j);
      continue;
    }
    const T pivot = a(j, j);
    if (!sweep(a, j, least * covariance(j, j))) continue;
    result.log_density -= log(pivot) / 2;
    known.push_back(j);
  }
  // After the sweeps a(known, known) is the inverse of their covariance, a(known, other) the
  // slopes.
  for (const std::size_t i : known) {
    for (const std::size_t j : known) {
      result.log_density -= (*values[i] - mean[i]) * a(i, j) * (*values[j] - mean[j]) / 2;
    }
  }
  const std::size_t n = result.lacking.size();
  result.covariance = Square<T>(n);
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t j = result.lacking[k];
    T value = mean[j];
    for (const std::size_t i : known) value += a(i, j) * (*values[i] - mean[i]);
    result.mean.push_back(value);
    for (std::size_t l = 0; l < n; ++l) result.covariance(k, l) = a(j, result.lacking[l]);
  }
  return result;
}

template <class T>
struct NormalEstimate {
  std::vector<T> mean;
  Square<T> covariance{0};
  int iterations = 0;
  bool converged = false;
  T log_likelihood{};  ///< without the constant of 2 pi
};

/// EM from the columns' own means and variances. @param rows with at least one value each
template <class T>
NormalEstimate<T> em_normal(const std::vector<std::vector<std::optional<T>>>& rows,
                            int max_iterations, const T& tolerance, const T& least) {
  using std::abs;
  using std::sqrt;
  const std::size_t m = rows.empty() ? 0 : rows[0].size();
  NormalEstimate<T> e;
  e.mean.assign(m, T(0));
  e.covariance = Square<T>(m);
  for (std::size_t j = 0; j < m; ++j) {
    T n(0);
    for (const auto& row : rows) {
      if (row[j]) e.mean[j] += *row[j], n += 1;
    }
    e.mean[j] /= n;
    for (const auto& row : rows) {
      if (row[j]) e.covariance(j, j) += (*row[j] - e.mean[j]) * (*row[j] - e.mean[j]) / n;
    }
  }
  const T n = T(static_cast<long>(rows.size()));
  while (e.iterations < max_iterations && !e.converged) {
    ++e.iterations;
    std::vector<T> sum(m, T(0));
    Square<T> extra(m);
    std::vector<std::vector<T>> filled;
    e.log_likelihood = T(0);
    for (const auto& row : rows) {
      poll_interrupt();
      const Conditional<T> c = condition(row, e.mean, e.covariance, least);
      e.log_likelihood += c.log_density;
      std::vector<T> whole(m);
      for (std::size_t j = 0; j < m; ++j) whole[j] = row[j] ? *row[j] : T(0);
      for (std::size_t k = 0; k < c.lacking.size(); ++k) {
        whole[c.lacking[k]] = c.mean[k];
        for (std::size_t l = 0; l < c.lacking.size(); ++l) {
          extra(c.lacking[k], c.lacking[l]) += c.covariance(k, l);
        }
      }
      for (std::size_t j = 0; j < m; ++j) sum[j] += whole[j];
      filled.push_back(std::move(whole));
    }
    T change(0);
    Square<T> next(m);
    for (std::size_t j = 0; j < m; ++j) {
      const T spread = sqrt(e.covariance(j, j));
      const T mean = sum[j] / n;
      if (spread > T(0)) change = std::max(change, T(abs(mean - e.mean[j]) / spread));
      e.mean[j] = mean;
    }
    for (std::size_t j = 0; j < m; ++j) {
      for (std::size_t k = 0; k <= j; ++k) {
        poll_interrupt();
        T total = extra(j, k);
        for (const auto& row : filled) total += (row[j] - e.mean[j]) * (row[k] - e.mean[k]);
        next(j, k) = next(k, j) = total / n;
        const T scale = sqrt(e.covariance(j, j) * e.covariance(k, k));
        if (scale > T(0)) {
          change = std::max(change, T(abs(next(j, k) - e.covariance(j, k)) / scale));
        }
      }
    }
    e.covariance = next;
    e.converged = !(change > tolerance);
  }
  return e;
}

/// The least-squares prediction of the last column at `at` from rows of (predictors, last column).
template <class T>
T regress(const std::vector<std::vector<T>>& rows, const std::vector<T>& at, const T& least) {
  const std::size_t m = at.size() + 1;
  std::vector<T> mean(m, T(0));
  for (const auto& row : rows) {
    for (std::size_t j = 0; j < m; ++j) mean[j] += row[j];
  }
  for (T& value : mean) value /= T(static_cast<long>(rows.size()));
  Square<T> covariance(m);
  for (const auto& row : rows) {
    for (std::size_t j = 0; j < m; ++j) {
      for (std::size_t k = 0; k < m; ++k) {
        covariance(j, k) += (row[j] - mean[j]) * (row[k] - mean[k]);
      }
    }
  }
  std::vector<std::optional<T>> values(at.begin(), at.end());
  values.emplace_back();
  return condition(values, mean, covariance, least).mean[0];
}

/// A zone's value in a year from its values in other years, ascending; nothing where there are
/// none.
template <class T>
std::optional<T> interpolate(const std::vector<std::pair<int, T>>& known, int year) {
  if (known.empty()) return std::nullopt;
  if (year <= known.front().first) return known.front().second;
  if (year >= known.back().first) return known.back().second;
  std::size_t k = 1;
  while (known[k].first < year) ++k;
  const auto& [y0, x0] = known[k - 1];
  const auto& [y1, x1] = known[k];
  return T(x0 + (x1 - x0) * T(year - y0) / T(y1 - y0));
}

/// The same at an even rate of growth, beyond the ends too; values above 0, two at least.
template <class T>
std::optional<T> grow(const std::vector<std::pair<int, T>>& known, int year) {
  using std::pow;
  if (known.size() < 2) return std::nullopt;
  std::size_t k = 1;
  while (k + 1 < known.size() && known[k].first < year) ++k;
  const auto& [y0, x0] = known[k - 1];
  const auto& [y1, x1] = known[k];
  return T(x0 * pow(T(x1 / x0), T(T(year - y0) / T(y1 - y0))));
}

template <class T>
auto first_after(const std::vector<std::pair<int, T>>& known, int year) {
  return std::find_if(known.begin(), known.end(),
                      [&](const auto& entry) { return entry.first > year; });
}

/// What a method over years gives for a year from the zone's values of other years, ascending.
template <class T>
std::optional<T> from_years(const ImputeLatest& m, const std::vector<std::pair<int, T>>& known,
                            int year) {
  const auto later = first_after(known, year);
  if (later == known.begin()) return std::nullopt;
  if (m.max_years > 0 && year - (later - 1)->first > m.max_years) return std::nullopt;
  return (later - 1)->second;
}

template <class T>
std::optional<T> from_years(const ImputeConstant&, const std::vector<std::pair<int, T>>& known,
                            int year) {
  const auto later = first_after(known, year);
  if (later != known.begin()) return (later - 1)->second;
  return later == known.end() ? std::nullopt : std::optional<T>(later->second);
}

template <class T>
std::optional<T> from_years(const ImputeLinear&, const std::vector<std::pair<int, T>>& known,
                            int year) {
  return interpolate(known, year);
}

template <class T>
std::optional<T> from_years(const ImputeGrowth&, const std::vector<std::pair<int, T>>& known,
                            int year) {
  return grow(known, year);
}

}  // namespace zonerank::detail
