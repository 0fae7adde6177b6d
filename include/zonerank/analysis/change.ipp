#pragma once
#include "zonerank/analysis/change.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "zonerank/analysis/contributions.hpp"
#include "zonerank/analysis/detail/change_states.hpp"
#include "zonerank/analysis/detail/game_options.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"

namespace zonerank {
ZONERANK_OWN(change) {

/// Rank and score of the zone of this name, and its percentile.
ZONERANK_INLINE void take_rank(const Ranking& ranking, const std::string& zone, double& rank,
                               double& score, double& percentile) {
  const auto found = std::find(ranking.zones.begin(), ranking.zones.end(), zone);
  if (found == ranking.zones.end()) return;
  rank = ranking.group_ranks(found - ranking.zones.begin(), 0);
  score = ranking.group_scores(found - ranking.zones.begin(), 0);
  const auto n = static_cast<double>(ranking.group_ranks.rows() -
                                     ranking.group_ranks.col(0).array().isNaN().count());
  if (n > 1.0) percentile = (n - rank) / (n - 1.0);
}

/// Of the 120 orders of the causes, those in which the causes of the state come before another one
/// and the rest behind it.
ZONERANK_INLINE double orders_with(unsigned state) {
  constexpr double orders[] = {24.0, 6.0, 4.0, 6.0, 24.0};
  return orders[std::popcount(state)];
}

constexpr double all_orders = 120.0;

/// The part of a cause in what the states are worth; sums of ranks times orders are exact.
template <class Worth>
double part_of(unsigned cause, const Worth& worth) {
  double sum = 0.0;
  for (unsigned state = 0; state < detail::causes::n_states; ++state) {
    if (detail::is_now(state, cause)) continue;
    sum += orders_with(state) * (worth(state | cause) - worth(state));
  }
  return sum / all_orders;
}

ZONERANK_INLINE void split_causes(
    const detail::ChangeStates& states,
    const std::vector<std::array<double, detail::causes::n_states>>& ranks, RankChange& change) {
  const Index zone = states.zone(change.zone);
  const auto gain = [&](unsigned state) { return -ranks[static_cast<std::size_t>(zone)][state]; };
  change.own = part_of(detail::causes::own, gain);
  change.others = part_of(detail::causes::others, gain);
  change.bounds = part_of(detail::causes::scaling, gain);
  change.membership = part_of(detail::causes::members, gain);
  change.method = part_of(detail::causes::method, gain);
  const auto score = [&](unsigned state) {
    return states.score(zone, detail::is_now(state, detail::causes::own), state);
  };
  change.score_own = part_of(detail::causes::own, score);
  change.score_bounds = part_of(detail::causes::scaling, score);
  change.score_method = part_of(detail::causes::method, score);
}

}  // ZONERANK_OWN(change)

ZONERANK_INLINE std::vector<RankChange> rank_changes(const RankedBy& before, const RankedBy& now,
                                                     const VectorRef& noise) {
  const Index n = std::ssize(now.ranking.zones);
  if (noise.size() > 0)
    detail::check_entries("noise", noise.size(), n,
                          words("there are {0} zones", "共有 {0} 个高新区", {n}));
  const detail::ChangeStates states(before, now, {.orders = 2});
  const std::vector<std::array<double, detail::causes::n_states>> ranks = states.ranks();
  std::vector<RankChange> result;
  for (Index i = 0; i < n; ++i) {
    RankChange change;
    change.zone = now.ranking.zones[static_cast<std::size_t>(i)];
    take_rank(before.ranking, change.zone, change.rank_before, change.score_before,
              change.percentile_before);
    take_rank(now.ranking, change.zone, change.rank, change.score, change.percentile);
    const double size = std::abs(change.rank_before - change.rank);
    if (!is_missing(size)) split_causes(states, ranks, change);
    change.within_noise = noise.size() > 0 && size <= noise[i];
    result.push_back(change);
  }
  return result;
}

ZONERANK_INLINE Vector own_changes(const RankedBy& before, const RankedBy& now,
                                   const std::string& zone, const PlacesOptions& options) {
  now.ranking.zone(zone);
  const Index n = std::ssize(now.system.indicators);
  const detail::ChangeStates states(before, now, detail::game_limits(options));
  const Index at = states.zone(zone);
  if (at < 0 || !states.is_ranked(at, false) || !states.is_ranked(at, true))
    return Vector::Constant(n, missing);
  using detail::causes::members, detail::causes::method, detail::causes::others,
      detail::causes::own, detail::causes::scaling;
  Vector result = Vector::Zero(n);
  // A game for each scaling and method, worth what it is in the four states of the other two.
  for (const unsigned base : {0U, scaling, method, scaling | method}) {
    std::vector<double> shares;
    std::vector<detail::RankScale> beside;
    double of_none = 0.0, of_all = 0.0;
    for (const unsigned more : {0U, others, members, others | members}) {
      const unsigned state = base | more;
      shares.push_back(orders_with(state) / all_orders);
      beside.push_back(states.beside(at, state));
      of_none -= shares.back() * states.rank(at, state);
      of_all -= shares.back() * states.rank(at, state | own);
    }
    const auto payoff = [&](double score) {
      double sum = 0.0;
      for (std::size_t k = 0; k < beside.size(); ++k) sum -= shares[k] * beside[k].rank(score);
      return sum;
    };
    const detail::RankGame& game = states.game(true, base);
    const std::vector<double> today = game.row(states.row(at, true));
    const std::vector<double> last = states.game(false, base).row(states.row(at, false));
    detail::PairWorth worth(game, today, last, payoff, of_none, of_all);
    std::vector<Matrix> parts;
    for (std::size_t g = 0; g < game.groups.size(); ++g)
      parts.push_back(detail::split_group(game, g, worth));
    const detail::Split split = detail::join_groups(game, parts);
    const System& system = detail::is_now(base, method) ? now.system : before.system;
    for (std::size_t j = 0; j < system.indicators.size(); ++j) {
      const int column = now.system.indicator(system.indicators[j].id);
      if (column >= 0) result[column] += split.parts[static_cast<Index>(j)];
    }
  }
  return result;
}

ZONERANK_INLINE std::vector<Passing> passings(const RankedBy& before, const RankedBy& now,
                                              const std::string& zone,
                                              const PlacesOptions& options) {
  const Index last = before.ranking.zone(zone);
  const Index today = now.ranking.zone(zone);
  const Reading reading_before = reading_of(before.ranking, before.system);
  const Reading reading_now = reading_of(now.ranking, now.system);
  std::vector<std::pair<double, Passing>> found;
  for (std::size_t j = 0; j < now.ranking.zones.size(); ++j) {
    const std::string& other = now.ranking.zones[j];
    const auto was = std::find(before.ranking.zones.begin(), before.ranking.zones.end(), other);
    if (was == before.ranking.zones.end()) continue;
    const Index other_before = was - before.ranking.zones.begin();
    const Matrix& scores_before = before.ranking.group_scores;
    const Matrix& scores = now.ranking.group_scores;
    const double lead_before = scores_before(last, 0) - scores_before(other_before, 0);
    const double lead = scores(today, 0) - scores(static_cast<Index>(j), 0);
    if (!(lead_before * lead < 0.0)) continue;
    Passing passing{other, lead > 0.0, "", 0.0};
    const Vector parts_before =
        split_score(reading_before, last, {Reference::Kind::zone, other_before}, options)
            .indicators;
    const Vector parts =
        split_score(reading_now, today, {Reference::Kind::zone, static_cast<Index>(j)}, options)
            .indicators;
    for (Index k = 0; k < parts.size(); ++k) {
      const std::string& id = now.system.indicators[static_cast<std::size_t>(k)].id;
      const int column = before.system.indicator(id);
      const double moved = parts[k] - (column >= 0 ? parts_before[column] : 0.0);
      if (passing.passed ? moved > passing.moved : moved < passing.moved) {
        passing.moved = moved;
        passing.indicator = id;
      }
    }
    found.emplace_back(now.ranking.group_ranks(static_cast<Index>(j), 0), std::move(passing));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Passing> result;
  for (auto& [rank, passing] : found) result.push_back(std::move(passing));
  return result;
}

}  // namespace zonerank
