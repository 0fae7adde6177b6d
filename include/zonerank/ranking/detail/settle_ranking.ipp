#pragma once
#include "zonerank/ranking/detail/settle_ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/bounded.hpp"
#include "zonerank/core/detail/wide.hpp"
#include "zonerank/methods/detail/settle.hpp"
#include "zonerank/ranking/detail/raw_values.hpp"

namespace zonerank::detail {
ZONERANK_OWN(settle_ranking) {

/// The prepared values with the errors of their computation.
ZONERANK_INLINE std::vector<Bounded> bounded_values(const ChainShape& shape, const ZoneTable& table,
                                                    Index j, std::span<const std::size_t> rows) {
  std::vector<Bounded> result = raw_values<Bounded>(shape, table, j, rows);
  for (std::size_t k = 0; k < rows.size(); ++k)
    result[k] = {shape.prepared.values(static_cast<Index>(rows[k]), j), result[k].error()};
  return result;
}

/// Both chains of a ranking; the wide one is begun when it is asked for.
class Chains {
 public:
  Chains(const ChainShape& shape, const ZoneTable& table)
      : bounded(shape,
                [this](Index j, std::span<const std::size_t> rows) {
                  return bounded_values(shape_, table_, j, rows);
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
  explicit QuickErrors(const ChainShape& shape)
      : shape_(shape), groups_(shape.tree.children.size()) {}

  double group(std::size_t g) { return of_group(g).error; }

 private:
  /// Of a column: a bound of its errors, and one of its values.
  struct Column {
    double error;
    double size;
  };

  static constexpr double step = 0x1p-52;  ///< two roundings
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  double greatest_score(Index j) const { return greatest_distance(column(shape_.scores, j)); }

  Column of_group(std::size_t g) {
    if (groups_[g]) return *groups_[g];
    Column whole{0.0, 0.0};
    for (const Child& child : shape_.tree.children[g]) {
      const Column part = child.is_indicator ? of_indicator(child.index)
                                             : of_group(static_cast<std::size_t>(child.index));
      whole = {std::max(whole.error, part.error), std::max(whole.size, part.size)};
    }
    const Aggregation& aggregation = shape_.method.aggregations[g];
    const auto n = static_cast<double>(shape_.tree.children[g].size());
    whole.error = sum_of(aggregation) == SumOf::values ? whole.error + (n + 8.0) * step * whole.size
                                                       : infinity;
    groups_[g] = whole;
    return whole;
  }

  Column of_indicator(Index j) const {
    const ColumnScaling& scaling = shape_.scaling.columns[static_cast<std::size_t>(j)];
    const double of_values = shape_.prepared.errors[j];
    if (is_as_given(scaling.method)) {
      const double size = greatest_score(j);
      return {of_values + step * size, size};
    }
    const auto range = score_range(scaling.method);
    const bool is_between = std::visit(
        []<class M>(const M&) {
          return M::learns == Learns::ends || M::learns == Learns::percentiles;
        },
        scaling.method);
    if (!range || !is_between) return {infinity, infinity};
    const auto& [low, high, sample] = scaling.fit;
    const double error = of_values + 4.0 * step * std::max(std::abs(low), std::abs(high));
    const double width = high - low;
    double size = std::max(std::abs(range->first), std::abs(range->second));
    if (scaling.given) size = std::max(size, greatest_score(j));
    if (!(8.0 * error < width)) return {infinity, size};
    // A share t of the width loses 2 error / width (1 + t) and a few roundings, of the value too;
    // t times the range is within twice the size.
    return {3.0 * error / width * 4.0 * size + 16.0 * step * size, size};
  }

  const ChainShape& shape_;
  std::vector<std::optional<Column>> groups_;
};

/// @param quick          a bound of all errors
/// @param bounded, wide  the score of a zone
template <class OnBounded, class OnWide>
std::size_t settle_column(Eigen::Ref<Vector> scores, double quick, const OnBounded& bounded,
                          const OnWide& wide) {
  const std::span<double> values(scores.data(), static_cast<std::size_t>(scores.size()));
  const std::vector<std::size_t> near = near_rows(values, {0.0, quick}, greatest_distance(values));
  if (near.empty()) return 0;
  std::vector<double> errors(values.size(), 0.0);
  for (const std::size_t row : near) {
    const Bounded own = bounded(static_cast<Index>(row));
    errors[row] = own.error() + std::abs(own.value() - values[row]);
  }
  return settle_among(near, values, errors, [&](std::span<const std::size_t> zones) {
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
