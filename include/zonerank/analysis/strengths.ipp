#pragma once
#include "zonerank/analysis/strengths.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"

namespace zonerank {
ZONERANK_OWN(strengths) {

/// Share of the group's indicators that are not left out for all and that the zone lacks.
ZONERANK_INLINE double share_missing(const Ranking& ranking, const System& system, Index zone,
                                     int group) {
  double all = 0.0;
  double lacking = 0.0;
  for (const Child& child : system.groups[static_cast<std::size_t>(group)].children) {
    if (!child.is_indicator || ranking.left_out[static_cast<std::size_t>(child.index)]) continue;
    all += 1.0;
    if (is_missing(ranking.scores(zone, child.index))) lacking += 1.0;
  }
  return all > 0.0 ? lacking / all : 0.0;
}

}  // ZONERANK_OWN(strengths)

ZONERANK_INLINE std::vector<Board> boards(const Ranking& ranking, Index zone, double threshold) {
  detail::check_index("zone", zone, std::ssize(ranking.zones));
  detail::check_share("threshold", threshold);
  const Index n_groups = ranking.group_ranks.cols();
  const auto n_ranked = static_cast<double>(ranking.group_ranks.rows() -
                                            ranking.group_ranks.col(0).array().isNaN().count());
  std::vector<Board> result;
  for (Index g = 0; g < n_groups; ++g) {
    const double ahead = ranking.group_ranks(zone, 0) - ranking.group_ranks(zone, g);
    result.push_back(is_missing(ahead)                 ? Board::none
                     : ahead > threshold * n_ranked    ? Board::strong
                     : ahead < -(threshold * n_ranked) ? Board::weak
                                                       : Board::even);
  }
  return result;
}

ZONERANK_INLINE Profile profile(const Ranking& ranking, const System& system, Index zone,
                                const ProfileOptions& options) {
  detail::check_index("zone", zone, std::ssize(ranking.zones));
  detail::check_index("listed", options.listed, 1001);
  detail::check_share("most_missing", options.most_missing);
  const Index m = ranking.scores.cols();
  Profile result;
  result.percentiles = Vector::Constant(m, missing);
  Vector ranks = result.percentiles;
  std::vector<Index> order;
  for (Index j = 0; j < m; ++j) {
    const auto at = static_cast<std::size_t>(j);
    if (ranking.left_out[at] || is_missing(ranking.scores(zone, j))) continue;
    const auto n =
        static_cast<double>(ranking.scores.rows() - ranking.scores.col(j).array().isNaN().count());
    if (n < 2.0) continue;
    ranks[j] = rank_scores(ranking.scores.col(j), TieRule::min)[zone];
    const double rank = rank_scores(ranking.scores.col(j), TieRule::average)[zone];
    result.percentiles[j] = (n - rank) / (n - 1.0);
    if (share_missing(ranking, system, zone, system.indicators[at].group) < options.most_missing)
      order.push_back(j);
  }
  const Vector& share = result.percentiles;
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return share[a] > share[b]; });
  const std::size_t listed = std::min(static_cast<std::size_t>(options.listed), order.size() / 2);
  const double best = listed > 0 ? share[order[listed - 1]] : 2.0;
  const double worst = listed > 0 ? share[order[order.size() - listed]] : -1.0;
  for (const Index j : order) {
    if (share[j] >= best || ranks[j] <= options.top_rank) result.strengths.push_back(j);
  }
  for (auto j = order.rbegin(); j != order.rend(); ++j) {
    const bool is_strength = share[*j] >= best || ranks[*j] <= options.top_rank;
    if (share[*j] <= worst && !is_strength) result.weaknesses.push_back(*j);
  }
  return result;
}

ZONERANK_INLINE Vector obstacle_degrees(const Ranking& ranking, Index zone) {
  detail::check_index("zone", zone, std::ssize(ranking.zones));
  Vector result = Vector::Constant(ranking.scores.cols(), missing);
  double sum = 0.0;
  for (Index j = 0; j < result.size(); ++j) {
    const double score = ranking.scores(zone, j);
    if (is_missing(score) || ranking.left_out[static_cast<std::size_t>(j)]) continue;
    if (!(score >= 0.0 && score <= 100.0)) return Vector::Constant(result.size(), missing);
    result[j] = ranking.weights[j] * (1.0 - score / 100.0);
    sum += result[j];
  }
  if (sum > 0.0) result /= sum;
  return result;
}

}  // namespace zonerank
