#pragma once
#include "zonerank/analysis/contributions.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "zonerank/analysis/detail/game_options.hpp"
#include "zonerank/analysis/detail/set_scores.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(contributions) {

/// The values of the reference in every column of the game.
ZONERANK_INLINE std::vector<double> reference_row(const detail::RankGame& game,
                                                  const Reference& reference) {
  if (reference.kind == Reference::Kind::zone) return game.row(reference.zone);
  std::vector<double> row;
  for (Index j = 0; j < game.values.cols(); ++j) {
    std::vector<double> present;
    for (Index i = 0; i < game.values.rows(); ++i) {
      if (!is_missing(game.overall[i]) && !is_missing(game.values(i, j)))
        present.push_back(game.values(i, j));
    }
    row.push_back(reference.kind == Reference::Kind::mean ? mean(present) : quantile(present, 0.5));
  }
  game.fill_groups(row);
  return row;
}

/// Whether a contribution is weight times distance.
ZONERANK_INLINE bool is_linear(const detail::RankGame& game, std::span<const double> own,
                               std::span<const double> other) {
  for (const detail::GameGroup& group : game.groups) {
    if (!std::holds_alternative<ArithmeticMean>(group.aggregation)) return false;
    for (const detail::GameMember& member : group.members) {
      const auto j = static_cast<std::size_t>(member.column);
      if (is_missing(own[j]) != is_missing(other[j])) return false;
    }
  }
  return true;
}

ZONERANK_INLINE std::vector<Matrix> weighted_distances(const detail::RankGame& game,
                                                       std::span<const double> own,
                                                       std::span<const double> other) {
  std::vector<Matrix> parts;
  std::vector<double> shares(game.groups.size(), 1.0);  // of the overall score; parents come first
  for (std::size_t g = 0; g < game.groups.size(); ++g) {
    const detail::GameGroup& group = game.groups[g];
    parts.emplace_back(Matrix::Zero(std::ssize(group.members), 1));
    double present = 0.0;
    for (const detail::GameMember& member : group.members) {
      if (!is_missing(own[static_cast<std::size_t>(member.column)])) present += member.weight;
    }
    for (std::size_t k = 0; k < group.members.size(); ++k) {
      const detail::GameMember& member = group.members[k];
      const auto j = static_cast<std::size_t>(member.column);
      const double share = is_missing(own[j]) ? 0.0 : shares[g] * member.weight / present;
      if (member.group >= 0)
        shares[static_cast<std::size_t>(member.group)] = share;
      else if (share > 0.0)
        parts[g](static_cast<Index>(k), 0) = share * (own[j] - other[j]);
    }
  }
  return parts;
}

ZONERANK_INLINE std::vector<Matrix> owen_values(const detail::RankGame& game,
                                                std::span<const double> own,
                                                std::span<const double> other) {
  const auto root = static_cast<std::size_t>(game.n_indicators);
  const auto payoff = [&](double score) { return std::isfinite(score) ? score : other[root]; };
  detail::PairWorth worth(game, own, other, payoff, other[root], own[root]);
  std::vector<Matrix> parts;
  for (std::size_t g = 0; g < game.groups.size(); ++g) {
    poll_interrupt();
    parts.push_back(detail::split_group(game, g, worth));
  }
  return parts;
}

}  // ZONERANK_OWN(contributions)

ZONERANK_INLINE Contributions split_score(const Reading& reading, Index zone,
                                          const Reference& reference,
                                          const PlacesOptions& options) {
  detail::check_index("zone", zone, reading.scores.rows());
  if (reference.kind == Reference::Kind::zone)
    detail::check_index("reference", reference.zone, reading.scores.rows());
  const detail::RankGame game = detail::rank_game(reading, detail::game_limits(options));
  const auto root = static_cast<std::size_t>(game.n_indicators);
  const std::vector<double> own = game.row(zone);
  const std::vector<double> other = reference_row(game, reference);
  Contributions result;
  result.score = own[root];
  result.reference_score = other[root];
  detail::Split split{Vector::Constant(game.values.cols(), missing),
                      Vector::Constant(game.values.cols(), missing)};
  if (!is_missing(own[root]) && !is_missing(other[root])) {
    const bool linear = is_linear(game, own, other);
    split = detail::join_groups(
        game, linear ? weighted_distances(game, own, other) : owen_values(game, own, other));
    if (game.groups.empty()) split.parts[game.n_indicators] = own[root] - other[root];
    detail::leave_wholes_unsplit(reading, split);
  }
  result.indicators = split.parts.head(game.n_indicators);
  result.indicator_errors = split.errors.head(game.n_indicators);
  result.groups = split.parts.tail(game.values.cols() - game.n_indicators);
  result.group_errors = split.errors.tail(result.groups.size());
  return result;
}

}  // namespace zonerank
