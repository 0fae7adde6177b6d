#pragma once
#include "zonerank/methods/aggregate.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/lanes/column_lanes.hpp"
#include "zonerank/lanes/log_lanes.hpp"
#include "zonerank/methods/detail/aggregate_doubles.hpp"
#include "zonerank/methods/detail/own_aggregation.hpp"
#include "zonerank/methods/detail/settle.hpp"
#include "zonerank/methods/detail/settle_means.hpp"
#include "zonerank/methods/detail/zone_comparison.hpp"
#include "zonerank/methods/weight.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {
ZONERANK_OWN(aggregate) {

/// Shares such as 4 of 5 must reach 0.8 whatever their rounding.
constexpr double availability_slack = 1e-12;

ZONERANK_INLINE void check_options(const Aggregation& method, Index columns) {
  check_choice(method);
  const auto* owa = std::get_if<OrderedAverage>(&method);
  if (owa == nullptr || owa->owa_weights.empty()) return;
  if (std::ssize(owa->owa_weights) != columns) {
    fail(Code::wrong_shape, "owa_weights",
         words("{0} entries", "{0} 个元素", {owa->owa_weights.size()}),
         {words("the group has {0} children", "该分组有 {0} 个下级", {columns})});
  }
  static_cast<void>(
      given_weights(Eigen::Map<const Vector>(owa->owa_weights.data(), columns)));  // its checks
}

constexpr Index mean_block = 1024;  ///< zones whose sums stay in the nearest cache

/// Means, and the greatest distance of a score from 0.
struct Means {
  Vector values;
  double greatest = missing;  ///< missing where nothing was computed
};

/// means_of_whole_zones() of a block of zones from `begin` on, and the greatest distance of their
/// scores; missing where logarithms are asked for of what is not a normal number above 0.
ZONERANK_INLINE double means_of_block(const MatrixRef& scores, const VectorRef& weights, bool logs,
                                      Index begin, Vector& result) {
  const Index n = std::min(mean_block, scores.rows() - begin);
  const auto size = static_cast<std::size_t>(n);
  double* const sum = result.data() + begin;
  std::fill_n(sum, size, 0.0);
  double greatest = 0.0;
  double total = 0.0;
  std::vector<const double*> columns;
  std::vector<double> used;
  columns.reserve(static_cast<std::size_t>(scores.cols()));
  used.reserve(static_cast<std::size_t>(scores.cols()));
  for (Index j = 0; j < scores.cols(); ++j) {
    const double* const s = scores.col(j).data() + begin;
    if (weights[j] == 0.0) {
      greatest = std::max(greatest, detail::greatest_distance({s, size}));
      continue;
    }
    columns.push_back(s);
    used.push_back(weights[j]);
    total += weights[j];
  }
  constexpr std::size_t together = 4;  // columns
  std::array<std::array<double, mean_block>, together> logged;
  for (std::size_t k = 0; k < columns.size(); k += together) {
    const std::size_t count = std::min(together, columns.size() - k);
    for (std::size_t c = 0; c < count && logs; ++c) {
      const double most = detail::log_lanes().logs(columns[k + c], size, logged[c].data());
      if (most == 0.0) return missing;
      greatest = std::max(greatest, most);
      columns[k + c] = logged[c].data();
    }
    const double added =
        detail::column_lanes().add_weighted(&columns[k], &used[k], count, size, sum);
    if (!logs) greatest = std::max(greatest, added);
  }
  for (Index i = 0; i < n; ++i) {
    sum[i] /= total;
    if (logs) sum[i] = std::exp(sum[i]);
  }
  return greatest;
}

/// sum w s / sum w of the zones without a gap, many zones at a time: the same operations in the
/// same order as one zone at a time. NaN for the others. With `logs` the geometric means instead,
/// where no zone has a gap: equal zones get equal bits, so these logarithms for all zones or none.
ZONERANK_INLINE Means means_of_whole_zones(const MatrixRef& scores, const VectorRef& weights,
                                           bool logs) {
  // Memory that is read before it is written costs two page faults, so blocks put the zeros.
  Vector result(scores.rows());
  const auto blocks = static_cast<std::size_t>((scores.rows() + mean_block - 1) / mean_block);
  std::vector<double> greatest(blocks, missing);
  std::atomic<bool> all = true;
  parallel_for(blocks, detail::threads_for(scores.size()), [&](std::size_t block) {
    if (!all) return;
    const Index begin = static_cast<Index>(block) * mean_block;
    greatest[block] = means_of_block(scores, weights, logs, begin, result);
    if (is_missing(greatest[block])) all = false;
  });
  if (!all) return {Vector::Constant(scores.rows(), missing), missing};
  return {std::move(result), detail::greatest_distance(greatest)};
}

/// 0 for a zone whose scores are all finite, else NaN.
ZONERANK_INLINE Vector sums_of_oddities(const MatrixRef& scores) {
  Vector result = Vector::Zero(scores.rows());
  for (Index j = 0; j < scores.cols(); ++j) result += scores.col(j) - scores.col(j);
  return result;
}

template <class M>
double one_zone(const M& m, std::span<const double> scores, std::span<const double> weights,
                Index zone) {
  if constexpr (M::needs_positive_mean) {
    const double mean = detail::weighted_arithmetic_mean(scores, weights);
    if (!(mean > 0.0)) {
      fail(Code::bad_score, Place::of_zone(std::to_string(zone)), shortest(mean),
           {words("the {0} as its mean", "{0}（作为其平均）", {title_in_both(m)}),
            words("above 0", "大于 0")});
    }
  }
  return detail::combine(m, scores, weights);
}

}  // ZONERANK_OWN(aggregate)

ZONERANK_INLINE std::string_view needed_scores(const Aggregation& method) {
  return std::visit([](const auto& m) { return std::string_view(m.needed()); }, method);
}

ZONERANK_OWN(aggregate) {

/// aggregate() without a decision of ties.
ZONERANK_INLINE Means aggregated(const MatrixRef& scores, const VectorRef& weights,
                                 const Aggregation& method, double min_available,
                                 const AggregationNames& names) {
  if (weights.size() != scores.cols()) {
    fail(Code::wrong_shape, "weights", words("{0} entries", "{0} 个元素", {weights.size()}),
         {words("the scores have {0} columns", "得分有 {0} 列", {scores.cols()})});
  }
  if (!(min_available >= 0.0 && min_available <= 1.0)) {
    fail(Code::bad_option, "min_available", shortest(min_available),
         {words("a share from 0 to 1", "0 到 1 之间的比例")});
  }
  static_cast<void>(given_weights(weights));  // its checks
  check_options(method, scores.cols());
  double whole = 0.0;
  for (Index j = 0; j < weights.size(); ++j) whole += weights[j];
  const std::string_view needed = needed_scores(method);
  const bool logs = sum_of(method) == SumOf::logarithms;
  const bool is_mean = sum_of(method) == SumOf::values || logs;
  Means means = is_mean ? means_of_whole_zones(scores, weights, logs)
                        : Means{Vector::Constant(scores.rows(), missing)};
  Vector& result = means.values;
  const bool compares = compares_zones(method);
  Matrix compared;  // those without enough take no part
  if (compares) compared = scores;
  const Vector oddities = compares ? sums_of_oddities(scores) : Vector();
  std::vector<double> s;
  std::vector<double> w;
  for (Index i = 0; i < scores.rows(); ++i) {
    if (is_mean && std::isfinite(result[i])) continue;
    if (compares && needed.empty() && oddities[i] == 0.0) continue;  // it has all, and may
    s.clear();
    w.clear();
    double present = 0.0;
    for (Index j = 0; j < scores.cols(); ++j) {
      if (is_missing(scores(i, j)) || weights[j] == 0.0) continue;
      const bool is_finite = std::isfinite(scores(i, j));
      const bool fits =
          needed.empty() || scores(i, j) > 0.0 || (needed == ">= 0" && scores(i, j) >= 0.0);
      if (!is_finite || !fits) {
        const Argument name = std::visit([](const auto& m) { return title_in_both(m); }, method);
        fail(Code::bad_score, Place::of_zone(std::to_string(i)).with_column(std::to_string(j)),
             shortest(scores(i, j)),
             {words("the {0}", "{0}", {name}),
              is_finite ? detail::needed_in_words(needed)
                        : words("that are finite or missing", "为有限数或缺失")});
      }
      s.push_back(scores(i, j));
      w.push_back(weights[j]);
      present += weights[j];
    }
    if (s.empty() || present < (min_available - availability_slack) * whole) {
      if (compares) compared.row(i).setConstant(missing);
      continue;
    }
    std::visit(
        [&]<class M>(const M& m) {
          if constexpr (!M::compares_zones) result[i] = one_zone(m, s, w, i);
        },
        method);
  }
  std::visit(
      [&]<class M>(const M& m) {
        if constexpr (CustomMethod<M>)
          result = detail::compare_own(m, compared, weights, names);
        else if constexpr (M::compares_zones)
          result = detail::compare_zones(m, compared, weights);
      },
      method);
  return means;
}

}  // ZONERANK_OWN(aggregate)

ZONERANK_INLINE Vector aggregate(const MatrixRef& scores, const VectorRef& weights,
                                 const Aggregation& method, double min_available,
                                 const AggregationNames& names) {
  Means means = aggregated(scores, weights, method, min_available, names);
  detail::settle_means(scores, weights, method, means.values, means.greatest);
  return std::move(means.values);
}

ZONERANK_INLINE Vector detail::aggregate_doubles(const MatrixRef& scores, const VectorRef& weights,
                                                 const Aggregation& method, double min_available,
                                                 const AggregationNames& names) {
  return aggregated(scores, weights, method, min_available, names).values;
}

ZONERANK_INLINE CouplingResult coupling_coordination(const MatrixRef& groups,
                                                     const VectorRef& weights, double full) {
  const Index m = groups.cols();
  if (m < 2 || weights.size() != m) {
    fail(Code::wrong_shape, "weights", words("{0} entries", "{0} 个元素", {weights.size()}),
         {words("there are {0} groups, and 2 at least are needed", "共有 {0} 个分组，至少需要 2 个",
                {m})});
  }
  if (!(full > 0.0) || !std::isfinite(full))
    fail(Code::bad_option, "full", shortest(full),
         {words("a finite number above 0", "大于 0 的有限数")});
  const Vector a = given_weights(weights);
  CouplingResult result{Vector::Constant(groups.rows(), missing),
                        Vector::Constant(groups.rows(), missing),
                        Vector::Constant(groups.rows(), missing)};
  for (Index i = 0; i < groups.rows(); ++i) {
    if (groups.row(i).array().isNaN().any()) continue;
    double logs = 0.0;
    double sum = 0.0;
    result.development[i] = 0.0;
    for (Index j = 0; j < m; ++j) {
      const double u = groups(i, j) / full;
      if (!(u >= 0.0 && u <= 1.0 + 1e-12)) {
        fail(Code::bad_score,
             Place::of_zone(std::to_string(i)).with_key(words("group {0}", "分组 {0}", {j})),
             shortest(groups(i, j)),
             {words("the coupling coordination degree", "耦合协调度"),
              words("from 0 to {0}", "0 到 {0}", {shortest(full)})});
      }
      logs += std::log(u);
      sum += u;
      result.development[i] += a[j] * u;
    }
    const auto count = static_cast<double>(m);
    result.coupling[i] = sum > 0.0 ? count * std::exp(logs / count) / sum : 0.0;
    result.coordination[i] = std::sqrt(result.coupling[i] * result.development[i]);
  }
  return result;
}

}  // namespace zonerank
