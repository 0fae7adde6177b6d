#pragma once
#include "zonerank/analysis/detail/change_states.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/analysis/readings.hpp"
#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(change_states) {

/// The columns of `x`, in the order of other ids; missing where it has no such column.
ZONERANK_INLINE Matrix columns_by_id(const Matrix& x, const std::vector<std::string>& ids,
                                     const std::vector<std::string>& wanted) {
  if (ids == wanted) return x;
  Matrix result = Matrix::Constant(x.rows(), std::ssize(wanted), missing);
  for (std::size_t j = 0; j < wanted.size(); ++j) {
    const auto found = std::find(ids.begin(), ids.end(), wanted[j]);
    if (found != ids.end()) result.col(static_cast<Index>(j)) = x.col(found - ids.begin());
  }
  return result;
}

ZONERANK_INLINE void refuse_comparing(const RankedBy& ranked) {
  const Reading reading = reading_of(ranked.ranking, ranked.system);
  for (std::size_t g = 0; g < reading.aggregations.size(); ++g) {
    if (!compares_zones(reading.aggregations[g])) continue;
    fail(Code::bad_option, words("aggregation of {0}", "{0} 的汇总", {ranked.system.groups[g].id}),
         choice_in_both(reading.aggregations[g]),
         {words("a mean of each zone's own scores, so that a change of rank can be split",
                "由各高新区自身得分计算的平均，名次变化才能分解")});
  }
}

/// Two scores that differ by no more are level.
ZONERANK_INLINE double rounding_of(double score, double greatest) {
  return std::max(1e-9 * std::abs(score), 1e-13 * std::abs(greatest));
}

/// With all causes as before, or all as now, scores are those of a ranking.
ZONERANK_INLINE Compared how_compared(unsigned state) {
  const bool is_of_ranking = state == 0 || state == causes::n_states - 1;
  return is_of_ranking ? Compared::exactly : Compared::within_rounding;
}

}  // ZONERANK_OWN(change_states)

ZONERANK_INLINE ChangeStates::ChangeStates(const RankedBy& before, const RankedBy& now,
                                           const GameLimits& limits)
    : before_(before), now_(now) {
  for (const RankedBy* ranked : {&before, &now}) {
    refuse_comparing(*ranked);
    for (std::size_t i = 0; i < ranked->ranking.zones.size(); ++i) {
      if (!is_missing(ranked->ranking.group_scores(static_cast<Index>(i), 0)))
        zones_.push_back(ranked->ranking.zones[i]);
    }
  }
  std::sort(zones_.begin(), zones_.end());
  zones_.erase(std::unique(zones_.begin(), zones_.end()), zones_.end());
  for (const bool today : {false, true}) {
    const std::vector<std::string>& names = of(today).ranking.zones;
    for (const std::string& zone : zones_) {
      const auto found = std::find(names.begin(), names.end(), zone);
      rows_[today ? 1 : 0].push_back(found == names.end() ? -1 : found - names.begin());
    }
  }
  for (const bool figures : {false, true}) {
    for (const bool scale : {false, true}) {
      for (const bool weigh : {false, true})
        games_[figures ? 1 : 0][scale ? 1 : 0][weigh ? 1 : 0] =
            make_game(figures, scale, weigh, limits);
    }
  }
}

ZONERANK_INLINE RankGame ChangeStates::make_game(bool figures_now, bool scaling_now,
                                                 bool method_now, const GameLimits& limits) const {
  const Ranking& figures = of(figures_now).ranking;
  Reading reading = reading_of(of(method_now).ranking, of(method_now).system);
  const std::vector<std::string> scored = of(scaling_now).system.indicator_ids();
  const Matrix scores =
      figures_now == scaling_now
          ? figures.scores
          : normalize(columns_by_id(figures.treated.values, of(figures_now).system.indicator_ids(),
                                    scored),
                      of(scaling_now).ranking.scaling, figures.zones);
  reading.scores = columns_by_id(scores, scored, of(method_now).system.indicator_ids());
  // Who has too little for a score is told by its own ranking alone.
  const bool is_own = figures_now == scaling_now && figures_now == method_now;
  if (!is_own)
    reading.group_scores = Matrix::Zero(scores.rows(), std::ssize(reading.tree.children));
  return rank_game(reading, limits);
}

ZONERANK_INLINE Index ChangeStates::zone(const std::string& name) const {
  const auto found = std::lower_bound(zones_.begin(), zones_.end(), name);
  return found != zones_.end() && *found == name ? found - zones_.begin() : -1;
}

ZONERANK_INLINE bool ChangeStates::is_ranked(Index zone, bool now) const {
  const Index at = row(zone, now);
  return at >= 0 && !is_missing(of(now).ranking.group_scores(at, 0));
}

ZONERANK_INLINE double ChangeStates::score(Index zone, bool figures_now, unsigned state) const {
  if (!is_ranked(zone, figures_now)) figures_now = !figures_now;
  const Index at = row(zone, figures_now);
  const bool is_own =
      is_now(state, causes::scaling) == figures_now && is_now(state, causes::method) == figures_now;
  if (is_own) return of(figures_now).ranking.group_scores(at, 0);
  const RankGame& states = game(figures_now, state);
  return states.values(at, states.n_indicators);
}

ZONERANK_INLINE RankScale ChangeStates::beside(Index zone, unsigned state) const {
  RankScale scale;
  scale.ties = of(is_now(state, causes::method)).ranking.method.ties;
  for (Index j = 0; j < std::ssize(zones_); ++j) {
    if (j == zone || !is_ranked(j, is_now(state, causes::members))) continue;
    const double other = score(j, is_now(state, causes::others), state);
    if (!is_missing(other)) scale.others.push_back(other);
  }
  std::sort(scale.others.begin(), scale.others.end());
  if (scale.ties == TieRule::dense && !scale.others.empty()) {
    const bool is_now_all = is_now(state, causes::others);
    const bool is_of_ranking =
        is_now(state, causes::scaling) == is_now_all && is_now(state, causes::method) == is_now_all;
    const double greatest = scale.others.back();
    const auto end = std::unique(scale.others.begin(), scale.others.end(), [&](double a, double b) {
      return is_of_ranking ? a == b : b - a <= rounding_of(b, greatest);
    });
    scale.others.erase(end, scale.others.end());
  }
  return scale;
}

ZONERANK_INLINE double RankScale::rank(double score, Compared how) const {
  return rank_without(missing, score, how);
}

ZONERANK_INLINE double RankScale::rank_without(double one, double score, Compared how) const {
  const double n_one = is_missing(one) ? 0.0 : 1.0;
  if (is_missing(score)) return 1.0 + static_cast<double>(others.size()) - n_one;
  const double near = how == Compared::exactly || others.empty()
                          ? 0.0
                          : rounding_of(score, std::max(score, others.back()));
  const auto low = std::lower_bound(others.begin(), others.end(), score - near);
  const auto high = std::upper_bound(low, others.end(), score + near);
  const double ahead = static_cast<double>(others.end() - high) - (one > score + near ? 1.0 : 0.0);
  const bool is_level = one >= score - near && one <= score + near;
  const double level = static_cast<double>(high - low) - (is_level ? 1.0 : 0.0);
  if (ties == TieRule::max) return 1.0 + ahead + level;
  return 1.0 + ahead + (ties == TieRule::average ? level / 2.0 : 0.0);
}

ZONERANK_INLINE double ChangeStates::rank(Index zone, unsigned state) const {
  const double own = score(zone, is_now(state, causes::own), state);
  return beside(zone, state).rank(own, how_compared(state));
}

ZONERANK_INLINE std::vector<std::array<double, causes::n_states>> ChangeStates::ranks() const {
  std::array<double, causes::n_states> none;
  none.fill(missing);
  std::vector<std::array<double, causes::n_states>> result(zones_.size(), none);
  for (unsigned state = 0; state < causes::n_states; ++state) {
    if (is_now(state, causes::own)) continue;  // both are done together: the others are the same
    const RankScale all = beside(-1, state);
    for (Index i = 0; i < std::ssize(zones_); ++i) {
      if (!is_ranked(i, false) || !is_ranked(i, true)) continue;
      for (const bool own_now : {false, true}) {
        const double own = score(i, own_now, state);
        const double among = score(i, is_now(state, causes::others), state);
        const unsigned whole = state | (own_now ? causes::own : 0U);
        const Compared how = how_compared(whole);
        result[static_cast<std::size_t>(i)][whole] = all.ties == TieRule::dense
                                                         ? beside(i, state).rank(own, how)
                                                         : all.rank_without(among, own, how);
      }
    }
  }
  return result;
}

}  // namespace zonerank::detail
