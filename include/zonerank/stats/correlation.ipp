#pragma once
#include "zonerank/stats/correlation.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <optional>

#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/detail/table_moments.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
namespace detail {
ZONERANK_OWN(correlation) {

/// Sorts by merging and returns how many pairs stood in descending order.
ZONERANK_INLINE std::int64_t sort_and_count(std::vector<double>& y, std::vector<double>& room,
                                            std::size_t from, std::size_t to) {
  if (to - from < 2) return 0;
  if (to - from > 4096) poll_interrupt();
  const std::size_t middle = from + (to - from) / 2;
  std::int64_t count = sort_and_count(y, room, from, middle) + sort_and_count(y, room, middle, to);
  std::size_t a = from;
  std::size_t b = middle;
  for (std::size_t k = from; k < to; ++k) {
    if (b == to || (a < middle && !(y[b] < y[a]))) {
      room[k] = y[a++];
    } else {
      count += static_cast<std::int64_t>(middle - a);
      room[k] = y[b++];
    }
  }
  std::copy(room.begin() + static_cast<std::ptrdiff_t>(from),
            room.begin() + static_cast<std::ptrdiff_t>(to),
            y.begin() + static_cast<std::ptrdiff_t>(from));
  return count;
}

/// f(t) for every run of t equal neighbors.
template <class Equal, class F>
void for_each_run(std::size_t n, const Equal& equal, const F& f) {
  for (std::size_t begin = 0; begin < n;) {
    std::size_t end = begin + 1;
    while (end < n && equal(begin, end)) ++end;
    f(static_cast<std::int64_t>(end - begin));
    begin = end;
  }
}

}  // ZONERANK_OWN(correlation)

ZONERANK_INLINE PairCounts count_pairs(std::span<const double> x, std::span<const double> y) {
  const std::size_t n = x.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return x[a] < x[b] || (x[a] == x[b] && y[a] < y[b]);
  });
  PairCounts counts;
  counts.n = static_cast<std::int64_t>(n);
  const auto pairs = [](std::int64_t t) { return t * (t - 1) / 2; };
  for_each_run(
      n, [&](std::size_t a, std::size_t b) { return x[order[a]] == x[order[b]]; },
      [&](std::int64_t t) {
        counts.tied_x += pairs(t);
        counts.x2 += t * (t - 1) * (2 * t + 5);
        counts.x3 += t * (t - 1) * (t - 2);
      });
  std::int64_t tied_both = 0;
  for_each_run(
      n,
      [&](std::size_t a, std::size_t b) {
        return x[order[a]] == x[order[b]] && y[order[a]] == y[order[b]];
      },
      [&](std::int64_t t) { tied_both += pairs(t); });
  std::vector<double> by_x;
  for (const std::size_t i : order) by_x.push_back(y[i]);
  std::vector<double> room(n);
  counts.disagreeing = sort_and_count(by_x, room, 0, n);
  for_each_run(
      n, [&](std::size_t a, std::size_t b) { return by_x[a] == by_x[b]; },
      [&](std::int64_t t) {
        counts.tied_y += pairs(t);
        counts.y2 += t * (t - 1) * (2 * t + 5);
        counts.y3 += t * (t - 1) * (t - 2);
      });
  counts.agreeing =
      pairs(counts.n) - counts.tied_x - counts.tied_y + tied_both - counts.disagreeing;
  return counts;
}

}  // namespace detail

ZONERANK_OWN(correlation) {

ZONERANK_INLINE double two_sided_t(double r, Index n) {
  if (n < 3) return missing;
  if (std::abs(r) >= 1.0) return 0.0;
  const double degrees = static_cast<double>(n - 2);
  const double t = r * std::sqrt(degrees / (1.0 - r * r));
  const boost::math::students_t distribution(degrees);
  return 2.0 * boost::math::cdf(boost::math::complement(distribution, std::abs(t)));
}

ZONERANK_INLINE Correlation kendall(std::span<const double> x, std::span<const double> y) {
  const detail::PairCounts c = detail::count_pairs(x, y);
  const auto n = static_cast<double>(c.n);
  const double pairs = n * (n - 1) / 2;
  const auto difference = static_cast<double>(c.agreeing - c.disagreeing);
  Correlation result;
  result.n = static_cast<Index>(c.n);
  result.r = difference / (std::sqrt(pairs - static_cast<double>(c.tied_x)) *
                           std::sqrt(pairs - static_cast<double>(c.tied_y)));
  const double v0 = n * (n - 1) * (2 * n + 5);
  double variance = (v0 - static_cast<double>(c.x2) - static_cast<double>(c.y2)) / 18.0;
  variance += 2.0 * static_cast<double>(c.tied_x) * static_cast<double>(c.tied_y) / (n * (n - 1));
  if (n > 2) {
    variance +=
        static_cast<double>(c.x3) * static_cast<double>(c.y3) / (9.0 * n * (n - 1) * (n - 2));
  }
  const boost::math::normal normal;
  result.p = 2.0 * boost::math::cdf(
                       boost::math::complement(normal, std::abs(difference) / std::sqrt(variance)));
  return result;
}

/// The rows where both are present.
ZONERANK_INLINE std::pair<std::vector<double>, std::vector<double>> paired(
    std::span<const double> x, std::span<const double> y) {
  std::pair<std::vector<double>, std::vector<double>> result;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_missing(x[i]) || is_missing(y[i])) continue;
    result.first.push_back(x[i]);
    result.second.push_back(y[i]);
  }
  return result;
}

}  // ZONERANK_OWN(correlation)

ZONERANK_INLINE Correlation correlation(std::span<const double> x, std::span<const double> y,
                                        CorrelationKind kind) {
  if (x.size() != y.size()) {
    fail(Code::wrong_shape, "y", words("{0} entries", "{0} 个元素", {y.size()}),
         {words("x has {0}", "x 有 {0} 个", {x.size()})});
  }
  const auto [a, b] = paired(x, y);
  Correlation result;
  result.n = std::ssize(a);
  if (a.size() < 2 || !have_spread(a) || !have_spread(b)) return result;
  if (kind == CorrelationKind::kendall) return kendall(a, b);
  if (kind == CorrelationKind::spearman) {
    result.r = detail::pearson<double>(detail::mid_ranks<double>(a), detail::mid_ranks<double>(b));
  } else {
    int power = 0;  // which it does not depend on
    result.r = detail::pearson<double>(detail::near_one(a, power), detail::near_one(b, power));
  }
  result.p = two_sided_t(result.r, result.n);
  return result;
}

ZONERANK_OWN(correlation) {

/// All at once where no cell is missing: a product of the table, or of its ranks, with itself.
ZONERANK_INLINE std::optional<Matrix> all_at_once(const MatrixRef& x, CorrelationKind kind) {
  if (kind == CorrelationKind::kendall) return std::nullopt;
  if (kind == CorrelationKind::pearson) {
    const auto moments = detail::table_moments(x);
    return moments ? std::optional(moments->correlation) : std::nullopt;
  }
  if (x.hasNaN()) return std::nullopt;
  Matrix ranks(x.rows(), x.cols());
  for (Index j = 0; j < x.cols(); ++j) {
    const std::vector<double> own = detail::mid_ranks<double>(detail::column(x, j));
    ranks.col(j) = Eigen::Map<const Vector>(own.data(), x.rows());
  }
  return all_at_once(ranks, CorrelationKind::pearson);
}

}  // ZONERANK_OWN(correlation)

ZONERANK_INLINE Matrix correlation_matrix(const MatrixRef& x, CorrelationKind kind) {
  if (auto r = all_at_once(x, kind)) return *std::move(r);
  return correlations(x, kind).r;
}

ZONERANK_INLINE Correlations correlations(const MatrixRef& x, CorrelationKind kind) {
  const Index m = x.cols();
  Correlations result{Matrix::Constant(m, m, missing), Matrix::Constant(m, m, missing),
                      Matrix::Constant(m, m, static_cast<double>(x.rows()))};
  const std::optional<Matrix> at_once = all_at_once(x, kind);
  if (at_once) result.r = *at_once;
  for (Index j = 0; j < m; ++j) {
    for (Index k = 0; k <= j; ++k) {
      if (at_once) {
        if (is_missing(result.r(j, k))) continue;
        result.p(j, k) = result.p(k, j) = j == k ? 0.0 : two_sided_t(result.r(j, k), x.rows());
        continue;
      }
      poll_interrupt();
      const Correlation c = correlation(detail::column(x, j), detail::column(x, k), kind);
      const bool is_own = j == k && !is_missing(c.r);
      result.r(j, k) = result.r(k, j) = is_own ? 1.0 : c.r;
      result.p(j, k) = result.p(k, j) = is_own ? 0.0 : c.p;
      result.n(j, k) = result.n(k, j) = static_cast<double>(c.n);
    }
  }
  return result;
}

ZONERANK_INLINE Matrix covariances(const MatrixRef& x) {
  const Index m = x.cols();
  Matrix result = Matrix::Constant(m, m, missing);
  for (Index j = 0; j < m; ++j) {
    for (Index k = 0; k <= j; ++k) {
      poll_interrupt();
      const auto [a, b] = paired(detail::column(x, j), detail::column(x, k));
      if (a.size() < 2) continue;
      result(j, k) = result(k, j) =
          detail::dot<double>(detail::centered<double>(a), detail::centered<double>(b)) /
          static_cast<double>(a.size() - 1);
    }
  }
  return result;
}

}  // namespace zonerank
