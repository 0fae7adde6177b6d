#pragma once
#include "zonerank/ranking/detail/settle_ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "zonerank/core/detail/bounded.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/wide.hpp"
#include "zonerank/ranking/detail/raw_values.hpp"
#include "zonerank/methods/detail/settle.hpp"

namespace zonerank::detail {
ZONERANK_OWN(settle_ranking) {

/// The prepared values with the errors of their computation.
ZONERANK_INLINE std::vector<Bounded> bounded_values(const PreparedYears& prepared, Index j,
                                                    std::span<const std::size_t> rows) {
  std::vector<Bounded> result;
  for (const std::size_t row : rows) {
    const auto i = static_cast<Index>(row);
    const double value = prepared.values(i, j);
    result.push_back(value == prepared.untreated(i, j) ? Bounded(value, prepared.errors(i, j))
                                                       : Bounded(value));
  }
  return result;
}

/// Both chains of a ranking; the wide one is begun when it is asked for.
class Chains {
 public:
  Chains(const ChainShape& shape, const ZoneTable& table)
      : bounded(shape,
                [&shape](Index j, std::span<const std::size_t> rows) {
                  return bounded_values(shape.prepared, j, rows);
                }),
        shape_(shape),
        table_(table) {}

  ScoreChain<Wide>& wide() {
    if (!wide_) {
      wide_.emplace(shape_, [this](Index j, std::span<const std::size_t> rows) {
        return raw_values<Wide>(shape_, table_, j, rows);
      });
    }
    return *wide_;
  }

  ScoreChain<Bounded> bounded;

 private:
  const ChainShape& shape_;
  const ZoneTable& table_;
  std::optional<ScoreChain<Wide>> wide_;
};

/// Bounds of the errors of whole columns, in a few operations: of scores between ends that are far
/// apart, and of weighted sums. Infinite where more must be known.
class QuickErrors {
 public:
  explicit QuickErrors(const ChainShape& shape) : shape_(shape), groups_(shape.tree.children.size()) {}

  double group(std::size_t g) {
    if (groups_[g]) return *groups_[g];
    double error = 0.0;
    double size = 0.0;
    for (const Child& child : shape_.tree.children[g]) {
      const auto at = static_cast<std::size_t>(child.index);
      error = std::max(error, child.is_indicator ? indicator(child.index) : group(at));
      size = std::max(size, greatest(child.is_indicator ? shape_.scores.col(child.index)
                                                        : shape_.groups.col(child.index)));
    }
    const Aggregation aggregation = group_aggregation(shape_.system.groups[g], shape_.method);
    const auto n = static_cast<double>(shape_.tree.children[g].size());
    const bool is_sum = std::holds_alternative<ArithmeticMean>(aggregation);
    groups_[g] = is_sum ? error + (n + 8.0) * step * size : infinity;
    return *groups_[g];
  }

 private:
  static constexpr double step = 0x1p-52;  ///< two roundings
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  static double greatest(Eigen::Ref<const Vector> column) {
    double result = 0.0;
    for (const double x : column) result = std::abs(x) > result ? std::abs(x) : result;
    return result;
  }

  double indicator(Index j) const {
    const ColumnScaling& scaling = shape_.scaling.columns[static_cast<std::size_t>(j)];
    const double of_values = greatest(shape_.prepared.errors.col(j)) +
                             step * greatest(shape_.prepared.values.col(j));
    if (std::holds_alternative<NoScaling>(scaling.method)) return of_values;
    const auto range = score_range(scaling.method);
    const bool between = std::holds_alternative<MinMax>(scaling.method) ||
                         std::holds_alternative<PercentileBounds>(scaling.method);
    if (!range || !between) return infinity;
    const auto [low, high, sample] = scaling.fit;
    const double error = of_values + 4.0 * step * std::max(std::abs(low), std::abs(high));
    const double width = high - low;
    const double size = greatest(shape_.scores.col(j)) + std::abs(range->first);
    if (!(8.0 * error < width)) return infinity;
    // A share of the width t loses 2 error / width (1 + t) and a few roundings; the score is within
    // t times the range, so t times the range is at most its size.
    return 3.0 * error / width * (std::abs(range->second - range->first) + size) + 8.0 * step * size;
  }

  const ChainShape& shape_;
  std::vector<std::optional<double>> groups_;
};

/// @param quick          a bound of all errors
/// @param bounded, wide  the score of a zone
template <class OnBounded, class OnWide>
std::size_t settle_column(Eigen::Ref<Vector> scores, double quick, const OnBounded& bounded,
                          const OnWide& wide) {
  const std::span<double> values(scores.data(), static_cast<std::size_t>(scores.size()));
  std::vector<double> errors(values.size(), quick);
  std::vector<std::vector<std::size_t>> near = undecided_rows(values, errors);
  if (near.empty()) return 0;
  std::fill(errors.begin(), errors.end(), 0.0);
  for (const auto& rows : near) {
    for (const std::size_t row : rows) {
      const Bounded own = bounded(static_cast<Index>(row));
      errors[row] = own.error() + std::abs(own.value() - values[row]);
    }
  }
  return settle(values, errors, [&](std::span<const std::size_t> zones) {
    std::vector<Wide> exact;
    for (const std::size_t zone : zones) exact.push_back(wide(static_cast<Index>(zone)));
    return exact;
  });
}

ZONERANK_INLINE std::size_t settle_group(Chains& chains, QuickErrors& quick, Matrix& groups,
                                         Index g) {
  const auto at = static_cast<std::size_t>(g);
  return settle_column(
      groups.col(g), quick.group(at), [&](Index zone) { return chains.bounded.group(zone, at); },
      [&](Index zone) { return chains.wide().group(zone, at); });
}

}  // ZONERANK_OWN(settle_ranking)

ZONERANK_INLINE void settle_scores(const ChainShape& shape, const ZoneTable& table,
                                   Matrix& scores) {
  Chains chains(shape, table);
  for (Index j = 0; j < scores.cols(); ++j) {
    const ColumnScaling& scaling = shape.scaling.columns[static_cast<std::size_t>(j)];
    if (!std::holds_alternative<Curve>(scaling.method)) continue;
    settle_column(
        scores.col(j), std::numeric_limits<double>::infinity(),
        [&](Index zone) { return chains.bounded.score(zone, j); },
        [&](Index zone) { return chains.wide().score(zone, j); });
  }
}

ZONERANK_INLINE std::size_t settle_groups(const ChainShape& shape, const ZoneTable& table,
                                          Matrix& groups) {
  Chains chains(shape, table);
  QuickErrors quick(shape);
  std::size_t n_settled = 0;
  for (Index g = groups.cols(); g-- > 0;) n_settled += settle_group(chains, quick, groups, g);
  return n_settled;
}

ZONERANK_INLINE std::size_t settle_overall(const ChainShape& shape, const ZoneTable& table,
                                           Matrix& groups) {
  Chains chains(shape, table);
  QuickErrors quick(shape);
  return settle_group(chains, quick, groups, 0);
}

}  // namespace zonerank::detail
