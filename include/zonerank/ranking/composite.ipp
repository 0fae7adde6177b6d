#pragma once
#include "zonerank/ranking/composite.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/lanes/column_lanes.hpp"
#include "zonerank/methods/aggregate.hpp"
#include "zonerank/methods/detail/aggregate_doubles.hpp"
#include "zonerank/methods/normalize.hpp"
#include "zonerank/methods/treat.hpp"
#include "zonerank/methods/weight.hpp"
#include "zonerank/ranking/detail/settle_composite.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(composite) {

constexpr std::size_t block = 4096;  ///< values that stay in the nearer caches

/// The ends between which a column is scored.
class Ends {
 public:
  Ends(std::span<const double> x, double low, double high)
      : x_(x), low_(low / 100.0), high_(high / 100.0) {}

  /// Nothing where a value is missing or infinite, or the ends are one.
  std::optional<std::pair<double, double>> find() {
    if (x_.size() < few) return find_among_few();
    const detail::Brackets at = brackets();
    std::array<double, block + 1> low_room, high_room;
    detail::Tails found{low_room.data(), high_room.data(), 0, 0, 0, 0, true};
    std::size_t below = 0;
    std::size_t above = 0;
    for (std::size_t begin = 0; begin < x_.size(); begin += block) {
      const std::size_t n = std::min(block, x_.size() - begin);
      detail::column_lanes().tails(x_.data() + begin, n, at, &found);
      if (!found.all_finite) return std::nullopt;
      below += found.n_below;
      above += found.n_above;
      low_tail_.insert(low_tail_.end(), found.low, found.low + found.n_low);
      high_tail_.insert(high_tail_.end(), found.high, found.high + found.n_high);
    }
    const double low = quantile(low_tail_, below, low_);
    const double high = quantile(high_tail_, x_.size() - above - high_tail_.size(), high_);
    if (!(low < high)) return std::nullopt;
    return std::pair{low, high};
  }

 private:
  static constexpr std::size_t few = 4096;

  std::optional<std::pair<double, double>> find_among_few() const {
    double odd = 0.0;
    for (const double value : x_) odd += value - value;
    if (odd != 0.0) return std::nullopt;
    std::array<double, few> room;
    std::copy(x_.begin(), x_.end(), room.begin());
    const std::span<double> values(room.data(), x_.size());
    const double low = detail::select_quantile<double>(values, low_);
    const double high = detail::select_quantile<double>(values, high_);
    if (!(low < high)) return std::nullopt;
    return std::pair{low, high};
  }

  /// Intervals that nearly always hold the order statistics, from a sample in equal steps.
  detail::Brackets brackets() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::size_t samples = std::min<std::size_t>(4096, x_.size() / 8);
    std::vector<double> sample;
    for (std::size_t k = 0; k < samples; ++k) sample.push_back(x_[k * x_.size() / samples]);
    const auto at = [&](double p, double sign) {
      const auto n = static_cast<double>(samples);
      const double place = n * p + sign * (4.0 * std::sqrt(n * p * (1.0 - p)) + 3.0);
      if (place < 0.0) return -infinity;
      if (place > n - 1.0) return infinity;
      const auto k = static_cast<std::ptrdiff_t>(place);
      std::nth_element(sample.begin(), sample.begin() + k, sample.end());
      return sample[static_cast<std::size_t>(k)];
    };
    return {at(low_, -1.0), at(low_, 1.0), at(high_, -1.0), at(high_, 1.0)};
  }

  /// A quantile of type 7 from the interval that holds its order statistics, those of all values.
  /// @param before  how many values are less than the interval's
  double quantile(std::vector<double>& interval, std::size_t before, double p) const {
    const auto n = static_cast<long>(x_.size());
    const double h = static_cast<double>(n - 1) * p;
    const auto below = static_cast<std::size_t>(std::floor(h));
    const std::size_t last = std::min(below + 1, x_.size() - 1);
    if (below < before || last - before >= interval.size()) return zonerank::quantile(x_, p);
    return detail::select_between<double>(interval, below - before, h - std::floor(h));
  }

  std::span<const double> x_;
  double low_, high_;
  std::vector<double> low_tail_, high_tail_;
};

/// Percentiles that values are clamped to, and scores of both ends; nothing for other methods.
struct CompositePlan {
  double low, high;
  double lower, upper;
  bool percentiles = false;  ///< the normalization's own, not those of a treatment
};

ZONERANK_INLINE std::optional<CompositePlan> plan_of(const Method& method) {
  if (sum_of(method.aggregation) != SumOf::values) return std::nullopt;
  const bool untreated = does(method.treatment) == Does::nothing;
  if (const auto* m = std::get_if<PercentileBounds>(&method.normalization))
    return untreated ? std::optional(CompositePlan{m->low, m->high, m->lower, m->upper, true})
                     : std::nullopt;
  const auto* m = std::get_if<MinMax>(&method.normalization);
  if (m == nullptr) return std::nullopt;
  if (untreated) return CompositePlan{0.0, 100.0, m->lower, m->upper};
  const auto* t = std::get_if<WinsorizePercentile>(&method.treatment);
  if (t == nullptr || !(t->low < t->high)) return std::nullopt;
  return CompositePlan{t->low, t->high, m->lower, m->upper};
}

/// What the stages would make something of.
ZONERANK_INLINE void refuse_infinite_values(const MatrixRef& x) {
  for (Index j = 0; j < x.cols(); ++j) {
    for (Index i = 0; i < x.rows(); ++i) {
      if (!std::isinf(x(i, j))) continue;
      fail(Code::bad_score,
           Place::in_column(std::to_string(j)).with_key(words("unit {0}", "单元 {0}", {i})),
           shortest(x(i, j)),
           {words("a composite", "合成指标"),
            words("that are finite or missing", "为有限数或缺失")});
    }
  }
}

/// Two reads of the table: the ends of every column, then the sums of all scores block by block.
ZONERANK_INLINE std::optional<Vector> scores_at_once(const MatrixRef& x, const VectorRef& weights,
                                                     std::span<const Direction> directions,
                                                     const CompositePlan& plan) {
  const int threads = detail::threads_for(x.size());
  std::vector<detail::MinMaxColumn> columns(static_cast<std::size_t>(x.cols()));
  std::atomic<bool> all = true;
  parallel_for(columns.size(), threads, [&](std::size_t j) {
    if (!all) return;
    const auto at = static_cast<Index>(j);
    const std::span<const double> column(x.col(at).data(), static_cast<std::size_t>(x.rows()));
    const auto ends = Ends(column, plan.low, plan.high).find();
    if (!ends || !std::isfinite(ends->second - ends->first)) {
      all = false;
      return;
    }
    columns[j] = {ends->first, ends->second, directions[j] == Direction::less_is_better,
                  plan.lower,  plan.upper,   weights[at]};
  });
  if (!all) return std::nullopt;
  double total = 0.0;
  for (const double weight : weights) total += weight;
  Vector scores(x.rows());
  const auto n = static_cast<std::size_t>(x.rows());
  parallel_for((n + block - 1) / block, threads, [&](std::size_t b) {
    const std::size_t begin = b * block;
    const std::size_t rows = std::min(block, n - begin);
    double* const sum = scores.data() + begin;
    std::fill_n(sum, rows, 0.0);
    for (std::size_t j = 0; j < columns.size(); ++j) {
      if (columns[j].weight == 0.0) continue;
      const double* const from = x.col(static_cast<Index>(j)).data() + begin;
      detail::column_lanes().add_scores(from, rows, columns[j], sum);
    }
    for (std::size_t i = 0; i < rows; ++i) sum[i] /= total;
  });
  detail::BetweenEnds ends{.percentiles = plan.percentiles,
                           .low_percent = plan.low,
                           .high_percent = plan.high,
                           .lower = plan.lower,
                           .upper = plan.upper};
  for (const detail::MinMaxColumn& column : columns) {
    ends.low.push_back(column.low);
    ends.high.push_back(column.high);
  }
  detail::settle_between_ends(x, weights, directions, ends, scores);
  return scores;
}

/// None where those that have scores have no weight.
ZONERANK_INLINE std::vector<Index> columns_with_scores(const MatrixRef& scores,
                                                       const VectorRef& weights) {
  std::vector<Index> kept;
  double total = 0.0;
  for (Index j = 0; j < scores.cols() && weights.size() == scores.cols(); ++j) {
    if (scores.col(j).array().isNaN().all()) continue;
    kept.push_back(j);
    total += weights[j];
  }
  if (!(total > 0.0)) kept.clear();
  return kept;
}

/// Of some of the columns; ties are decided on what the treated values print as.
ZONERANK_INLINE Vector means_of_columns(const Matrix& treated, const Matrix& scores,
                                        const VectorRef& weights,
                                        std::span<const Direction> directions,
                                        const std::vector<Index>& used, const Method& method) {
  if (weights.size() != scores.cols())  // says so
    return aggregate(scores, weights, method.aggregation, method.min_available);
  const Matrix own_scores = scores(Eigen::all, used);
  const Vector own_weights = weights(used);
  std::vector<Direction> own_directions;
  for (const Index j : used) own_directions.push_back(directions[static_cast<std::size_t>(j)]);
  Vector means =
      detail::aggregate_doubles(own_scores, own_weights, method.aggregation, method.min_available);
  detail::settle_composite(treated(Eigen::all, used), own_weights, own_directions, method,
                           own_scores, means);
  return means;
}

}  // ZONERANK_OWN(composite)

ZONERANK_INLINE Composite composite(const MatrixRef& indicators, const VectorRef& weights,
                                    std::span<const Direction> directions, const Method& method) {
  if (std::ssize(directions) != indicators.cols()) {
    fail(Code::wrong_shape, "directions", words("{0} entries", "{0} 个元素", {directions.size()}),
         {words("the indicators have {0} columns", "指标有 {0} 列", {indicators.cols()})});
  }
  check_choice(method.treatment);
  check_choice(method.normalization);
  Composite result;
  constexpr Index fewest = 4;  // below, nothing is winsorized
  const auto plan = plan_of(method);
  if (plan && indicators.rows() >= fewest && weights.size() == indicators.cols()) {
    static_cast<void>(given_weights(weights));  // its checks
    if (auto scores = scores_at_once(indicators, weights, directions, *plan))
      result.scores = *std::move(scores);
  }
  if (result.scores.size() == 0) {
    refuse_infinite_values(indicators);
    const std::vector<Treatment> treatments = {method.treatment};
    const Matrix treated = does(method.treatment) == Does::nothing
                               ? Matrix(indicators)
                               : treat(indicators, treatments).values;
    const Matrix scores = normalize(treated, directions, method.normalization);
    const std::vector<Index> kept = columns_with_scores(scores, weights);
    std::vector<Index> used = kept;
    for (Index j = 0; j < scores.cols() && kept.empty(); ++j) used.push_back(j);
    result.scores = means_of_columns(treated, scores, weights, directions, used, method);
    for (Index j = 0; j < scores.cols(); ++j) {
      if (std::find(kept.begin(), kept.end(), j) == kept.end()) result.left_out.push_back(j);
    }
  }
  result.ranks = rank_scores(result.scores, method.ties);
  return result;
}

}  // namespace zonerank
