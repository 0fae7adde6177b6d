#pragma once
#include "zonerank/analysis/detail/plan_others.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {

ZONERANK_INLINE std::vector<double> shares_of(const LeverCase& of, Index zone) {
  const Ranking& ranking = of.ranking;
  std::vector<double> shares(static_cast<std::size_t>(ranking.scores.cols()), 0.0);
  std::vector<double> groups(ranking.tree.children.size(), 0.0);
  groups[0] = is_missing(ranking.group_scores(zone, 0)) ? 0.0 : 1.0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const auto score = [&](const Child& child) {
      return child.is_indicator ? ranking.scores(zone, child.index)
                                : ranking.group_scores(zone, child.index);
    };
    double present = 0.0;
    for (const Child& child : ranking.tree.children[g])
      present += is_missing(score(child)) ? 0.0 : child.weight;
    for (const Child& child : ranking.tree.children[g]) {
      if (is_missing(score(child)) || groups[g] == 0.0) continue;
      (child.is_indicator ? shares : groups)[static_cast<std::size_t>(child.index)] =
          groups[g] * child.weight / present;
    }
  }
  return shares;
}

ZONERANK_INLINE OtherZones::OtherZones(const LeverCase& of, const std::vector<PlanLine>& lines)
    : lines_(lines) {
  const Ranking& ranking = of.ranking;
  std::vector<Index> zones;
  for (Index i = 0; i < ranking.scores.rows(); ++i) {
    if (i != of.zone && !is_missing(ranking.group_scores(i, 0))) zones.push_back(i);
  }
  const auto n = static_cast<Index>(zones.size());
  weights_ = shares_ = Matrix::Zero(n, std::ssize(lines));
  for (Index row = 0; row < n; ++row) {
    const Index i = zones[static_cast<std::size_t>(row)];
    const std::vector<double> shares = shares_of(of, i);
    double score = ranking.group_scores(i, 0);
    for (Index k = 0; k < std::ssize(lines); ++k) {
      const PlanLine& line = lines[static_cast<std::size_t>(k)];
      const double x = of.prepared.values(i, line.indicator);
      if (!line.is_learned || is_missing(x)) continue;
      weights_(row, k) = shares[static_cast<std::size_t>(line.indicator)] * line.points;
      shares_(row, k) = (line.sign * x - line.worst) / (line.best - line.worst);
      // Today's ends may be the zone's own.
      const double today = (ranking.scores(i, line.indicator) - line.base) / line.points;
      score += weights_(row, k) * (shares_(row, k) - today);
    }
    inside_.push_back(score);
  }
}

ZONERANK_INLINE std::span<double> OtherZones::scores(std::span<const double> turned) {
  scores_ = inside_;
  for (std::size_t k = 0; k < lines_.size(); ++k) {
    const PlanLine& line = lines_[k];
    if (!line.is_learned) continue;
    // Where the value is on the others' way from worst to best; beyond it the way is longer.
    const double own = (turned[k] - line.worst) / (line.best - line.worst);
    if (own >= 0.0 && own <= 1.0) continue;
    const double from = std::min(0.0, own), length = std::max(1.0, own) - from;
    const auto column = static_cast<Index>(k);
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      const double share = shares_(static_cast<Index>(i), column);
      const double moved = (share - from) / length - share;
      scores_[i] += weights_(static_cast<Index>(i), column) * moved;
    }
  }
  return scores_;
}

}  // namespace zonerank::detail
