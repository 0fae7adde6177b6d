#pragma once
#include "zonerank/analysis/detail/set_scores.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(set_scores) {

/// Mean and standard error of the mean.
ZONERANK_INLINE std::pair<double, double> mean_and_error(const Vector& of_orders) {
  const double mean = of_orders.mean();
  const auto n = static_cast<double>(of_orders.size());
  if (of_orders.size() < 2) return {mean, 0.0};
  const double squares = (of_orders.array() - mean).square().sum();
  return {mean, std::sqrt(squares / (n - 1.0) / n)};
}

}  // ZONERANK_OWN(set_scores)

ZONERANK_INLINE Matrix split_group(const RankGame& game, std::size_t group, SetWorth& worth) {
  const GameGroup& g = game.groups[group];
  const std::size_t n = g.members.size();
  Matrix parts(static_cast<Index>(n), std::ssize(g.around));
  std::vector<double> of_sets;
  for (std::size_t o = 0; o < g.around.size(); ++o) {
    const auto column = static_cast<Index>(o);
    if (g.orders.empty()) {
      of_sets.assign(std::size_t{1} << n, 0.0);
      worth.add_sets(group, g.around[o], of_sets);
      const std::vector<double> values = shapley(of_sets, n);
      for (std::size_t k = 0; k < n; ++k) parts(static_cast<Index>(k), column) = values[k];
    } else {
      of_sets.assign(n + 1, 0.0);
      worth.add_order(group, g.around[o], g.orders[o], of_sets);
      for (std::size_t t = 0; t < n; ++t)
        parts(static_cast<Index>(g.orders[o][t]), column) = of_sets[t + 1] - of_sets[t];
    }
  }
  return parts;
}

ZONERANK_INLINE Split join_groups(const RankGame& game, std::span<const Matrix> of_groups) {
  Split split{Vector::Zero(game.values.cols()), Vector::Zero(game.values.cols())};
  std::vector<Vector> totals(game.groups.size());  // of a group, by order
  for (std::size_t g = game.groups.size(); g-- > 0;) {
    const GameGroup& group = game.groups[g];
    Vector& total = totals[g];
    total = Vector::Zero(of_groups[g].cols());
    for (std::size_t k = 0; k < group.members.size(); ++k) {
      const GameMember& member = group.members[k];
      const Vector part = member.group < 0 ? Vector(of_groups[g].row(static_cast<Index>(k)))
                                           : totals[static_cast<std::size_t>(member.group)];
      if (member.group < 0)
        std::tie(split.parts[member.column], split.errors[member.column]) = mean_and_error(part);
      if (part.size() > total.size()) total = Vector::Constant(part.size(), total[0]).eval();
      total += part.size() < total.size() ? Vector::Constant(total.size(), part[0]) : part;
    }
    const Index column = game.n_indicators + static_cast<Index>(group.group);
    std::tie(split.parts[column], split.errors[column]) = mean_and_error(total);
  }
  return split;
}

}  // namespace zonerank::detail
