#pragma once
#include "zonerank/analysis/importance.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"

namespace zonerank {
ZONERANK_OWN(importance) {

/// Marks the indicators of a group, through the groups inside it.
ZONERANK_INLINE void leave_out(const System& system, std::size_t group,
                               std::vector<bool>& left_out) {
  for (const Child& child : system.groups[group].children) {
    const auto at = static_cast<std::size_t>(child.index);
    if (child.is_indicator)
      left_out[at] = true;
    else
      leave_out(system, at, left_out);
  }
}

ZONERANK_INLINE Importance without(const Ranking& ranking, const System& system,
                                   const std::vector<bool>& left_out) {
  Importance result;
  result.ranks = Vector::Constant(std::ssize(ranking.zones), missing);
  if (std::all_of(left_out.begin(), left_out.end(), [](bool out) { return out; })) return result;
  const WeightData data{ranking.scores, ranking.treated.values, ranking.panel_scores};
  const WeightTree tree = weight_tree(system, ranking.method, left_out, &data);
  const Matrix groups = aggregate_tree(ranking.scores, system, tree, ranking.method, ranking.zones);
  result.ranks = rank_scores(groups.col(0), ranking.method.ties);
  double sum = 0.0;
  double n = 0.0;
  double most = 0.0;
  for (Index i = 0; i < result.ranks.size(); ++i) {
    const double shift = std::abs(result.ranks[i] - ranking.group_ranks(i, 0));
    if (is_missing(shift)) continue;
    sum += shift;
    n += 1.0;
    most = std::max(most, shift);
  }
  if (n > 0.0) {
    result.mean_shift = sum / n;
    result.max_shift = most;
  }
  return result;
}

}  // ZONERANK_OWN(importance)

ZONERANK_INLINE std::vector<Importance> leave_one_out(const Ranking& ranking,
                                                      const System& system) {
  detail::check_entries(
      "left_out", std::ssize(ranking.left_out), std::ssize(system.indicators),
      words("the system has {0} indicators: give the one that was ranked by",
            "体系有 {0} 个指标：请给出排名所用的体系", {system.indicators.size()}));
  std::vector<Importance> result;
  for (std::size_t g = 1; g < system.groups.size(); ++g) {
    std::vector<bool> left_out = ranking.left_out;
    leave_out(system, g, left_out);
    result.push_back(without(ranking, system, left_out));
    result.back().id = system.groups[g].id;
    result.back().is_group = true;
  }
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    std::vector<bool> left_out = ranking.left_out;
    if (left_out[j]) continue;
    left_out[j] = true;
    result.push_back(without(ranking, system, left_out));
    result.back().id = system.indicators[j].id;
  }
  return result;
}

}  // namespace zonerank
