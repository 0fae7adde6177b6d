#pragma once
// The scores of two rankings' zones with figures, scaling and method each of one of the two.

#include <array>
#include <map>
#include <string>
#include <vector>

#include "zonerank/analysis/change.hpp"
#include "zonerank/analysis/detail/rank_game.hpp"

namespace zonerank::detail {

/// One bit a cause, set in a state of all five where it is as it is now.
namespace causes {
inline constexpr unsigned own = 1, others = 2, scaling = 4, members = 8, method = 16;
inline constexpr unsigned n_states = 32;
}  // namespace causes

constexpr bool is_now(unsigned state, unsigned cause) { return (state & cause) != 0; }

/// How scores are compared: as they are in a ranking, where ties have the same bits; else within
/// rounding, as in the game of places.
enum class Compared { exactly, within_rounding };

/// The ranks of scores beside others.
struct RankScale {
  std::vector<double> others;  ///< ascending; each once where ties are dense
  TieRule ties = TieRule::min;

  /// Behind all where there is no score.
  double rank(double score, Compared how = Compared::within_rounding) const;
  /// The same where one of the others, of this score, is not there; not of dense ranks.
  double rank_without(double one, double score, Compared how) const;
};

class ChangeStates {
 public:
  ChangeStates(const RankedBy& before, const RankedBy& now, const GameLimits& limits);

  /// Zones with a rank in one of the two, each once.
  const std::vector<std::string>& zones() const { return zones_; }
  /// In zones(); -1: it has no rank in either.
  Index zone(const std::string& name) const;

  /// The zone's rank in a state of the causes; ties are counted as in the state's method.
  double rank(Index zone, unsigned state) const;
  /// The ranks in every state, by zone; NaN for zones without a rank in both.
  std::vector<std::array<double, causes::n_states>> ranks() const;
  /// The zone's score in a state of the causes, with figures of now or of before.
  double score(Index zone, bool figures_now, unsigned state) const;
  /// The ranks that scores of its own would have.
  RankScale beside(Index zone, unsigned state) const;

  /// The game of the state's scaling and method on the figures of before or of now; its rows are
  /// those of that ranking.
  const RankGame& game(bool figures_now, unsigned state) const {
    return games_[figures_now ? 1 : 0][is_now(state, causes::scaling) ? 1 : 0]
                 [is_now(state, causes::method) ? 1 : 0];
  }

  /// Of both: whether the zone has a rank in it, and its row.
  bool is_ranked(Index zone, bool now) const;
  Index row(Index zone, bool now) const {
    return rows_[now ? 1 : 0][static_cast<std::size_t>(zone)];
  }

 private:
  const RankedBy& of(bool now) const { return now ? now_ : before_; }
  RankGame make_game(bool figures_now, bool scaling_now, bool method_now,
                     const GameLimits& limits) const;

  const RankedBy& before_;
  const RankedBy& now_;
  std::vector<std::string> zones_;
  std::array<std::vector<Index>, 2> rows_;  ///< -1 where the ranking has no such zone
  std::array<std::array<std::array<RankGame, 2>, 2>, 2> games_;
};

}  // namespace zonerank::detail
