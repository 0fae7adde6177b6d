#pragma once
// The game that splits a rank: a made-up zone takes some members of the groups from one zone and
// the rest from another.

#include <cstdint>
#include <span>
#include <vector>

#include "zonerank/analysis/uncertainty.hpp"
#include "zonerank/core/types.hpp"

namespace zonerank::detail {

struct GameMember {
  Index column = 0;  ///< of RankGame::values
  double weight = 0.0;
  int group = -1;  ///< in RankGame::groups; -1: it is not split further
};

/// What stands around a group: level by level from its parent up to the root, which members are the
/// zone's own. The entry of the level's member that holds the group itself says nothing.
struct Surrounding {
  double share = 1.0;  ///< of the orders of all members that agree with the groups
  std::vector<std::vector<std::uint8_t>> own = {};
  bool is_all = true, is_none = true;  ///< everything around is own, or nothing is
};

struct GameGroup {
  std::size_t group = 0;  ///< in the reading
  std::vector<GameMember> members = {};
  Aggregation aggregation = ArithmeticMean{};
  int parent = -1;        ///< in RankGame::groups
  std::size_t place = 0;  ///< among the parent's members
  /// Random orders of the members where these have too many sets; else none.
  std::vector<std::vector<std::size_t>> orders = {};
  /// One list for all sets, or one for each order where the group or one above it has orders.
  std::vector<std::vector<Surrounding>> around = {};
};

struct GameLimits {
  Index exact_members = 20;
  std::size_t orders = 4096;
  std::uint64_t seed = 1;
};

struct RankGame {
  /// Parents first. None where the overall score compares zones.
  std::vector<GameGroup> groups;
  /// Zones x (indicators, then groups), NaN where a zone has nothing. A zone's figures in a group
  /// without a score took no part in its rank, and are missing. Groups that compare zones have
  /// their scores of the ranking; the others are computed without a threshold of availability.
  Matrix values;
  Index n_indicators = 0;
  Vector overall;  ///< scores of the ranking, which decide who is ahead

  std::vector<double> row(Index zone) const;  ///< of the values
  /// Computes the groups of one zone from its other values.
  void fill_groups(std::span<double> row) const;
};

RankGame rank_game(const Reading& reading, const GameLimits& limits);

/// The score of a group of a made-up zone: NaN where nothing is present, -infinity where the mean
/// does not exist.
double game_mean(const Aggregation& aggregation, std::span<const double> scores,
                 std::span<const double> weights);

/// Two scores are level where they differ by no more: 1e-9 of the other's score, or 1e-13 of the
/// greatest score of either zone, whichever is more.
double level_within(double score, double greatest);

/// 1 ahead, 1/2 level, 0 behind or without a score.
inline double ahead(double score, double other, double within) {
  if (score > other + within) return 1.0;
  return score >= other - within ? 0.5 : 0.0;
}

/// The greatest magnitude of what is present.
double greatest_size(std::span<const double> row);

/// Every member's part of the worth of all of them: the Shapley value.
/// @param worth  of 2^n sets, bit k for member k; used up
std::vector<double> shapley(std::span<double> worth, std::size_t n);

}  // namespace zonerank::detail
