#pragma once
// Scores of made-up zones, one at a time, under any mean of a zone's own scores.

#include <cstdint>
#include <span>
#include <vector>

#include "zonerank/analysis/detail/rank_game.hpp"

namespace zonerank::detail {

/// Scores of the made-up zones of a pair that differ in the members of one group.
class SetScores {
 public:
  /// @param own, other  rows of RankGame::values
  SetScores(const RankGame& game, std::size_t group, std::span<const double> own,
            std::span<const double> other)
      : game_(game), group_(game.groups[group]), own_(own), other_(other) {}

  /// The group's score with those members own whose flag is set.
  double group(std::span<const std::uint8_t> is_own) {
    gather(group_, is_own, group_.members.size(), 0.0);
    return game_mean(group_.aggregation, scores_, weights_);
  }

  /// The overall score around the group's score.
  double overall(double score, const Surrounding& around) {
    const GameGroup* inner = &group_;
    for (const std::vector<std::uint8_t>& is_own : around.own) {
      const GameGroup& above = game_.groups[static_cast<std::size_t>(inner->parent)];
      gather(above, is_own, inner->place, score);
      score = game_mean(above.aggregation, scores_, weights_);
      inner = &above;
    }
    return score;
  }

 private:
  /// What is present in a group, in the order of its members.
  void gather(const GameGroup& group, std::span<const std::uint8_t> is_own, std::size_t place,
              double score) {
    scores_.clear();
    weights_.clear();
    for (std::size_t k = 0; k < group.members.size(); ++k) {
      const auto column = static_cast<std::size_t>(group.members[k].column);
      const double s = k == place ? score : is_own[k] != 0 ? own_[column] : other_[column];
      if (is_missing(s)) continue;
      scores_.push_back(s);
      weights_.push_back(group.members[k].weight);
    }
  }

  const RankGame& game_;
  const GameGroup& group_;
  std::span<const double> own_, other_;
  std::vector<double> scores_, weights_;
};

/// Adds the worth of sets to what other opponents gave.
class SetWorth {
 public:
  virtual ~SetWorth() = default;

  /// @param worth  of every set of the members, bit k for member k
  virtual void add_sets(std::size_t group, std::span<const Surrounding> around,
                        std::span<double> worth) = 0;
  /// @param worth  of the first 0, 1, ... members in the order
  virtual void add_order(std::size_t group, std::span<const Surrounding> around,
                         std::span<const std::size_t> order, std::span<double> worth) = 0;
};

/// The worth of a made-up zone between two: payoff(its overall score), which is known where all or
/// nothing is own.
template <class Payoff>
class PairWorth : public SetWorth {
 public:
  PairWorth(const RankGame& game, std::span<const double> own, std::span<const double> other,
            const Payoff& payoff, double of_none, double of_all)
      : game_(game),
        own_(own),
        other_(other),
        payoff_(payoff),
        of_none_(of_none),
        of_all_(of_all) {}

  void add_sets(std::size_t group, std::span<const Surrounding> around,
                std::span<double> worth) override {
    const std::size_t n = game_.groups[group].members.size();
    SetScores scores(game_, group, own_, other_);
    std::vector<std::uint8_t> is_own(n);
    for (std::size_t set = 0; set < worth.size(); ++set) {
      std::size_t t = 0;
      for (std::size_t k = 0; k < n; ++k) {
        is_own[k] = static_cast<std::uint8_t>(set >> k & 1U);
        t += is_own[k];
      }
      worth[set] += of(scores, is_own, t, around);
    }
  }

  void add_order(std::size_t group, std::span<const Surrounding> around,
                 std::span<const std::size_t> order, std::span<double> worth) override {
    SetScores scores(game_, group, own_, other_);
    std::vector<std::uint8_t> is_own(order.size(), 0);
    for (std::size_t t = 0; t <= order.size(); ++t) {
      worth[t] += of(scores, is_own, t, around);
      if (t < order.size()) is_own[order[t]] = 1;
    }
  }

 private:
  double of(SetScores& scores, std::span<const std::uint8_t> is_own, std::size_t n_own,
            std::span<const Surrounding> around) {
    const double score = scores.group(is_own);
    double sum = 0.0;
    for (const Surrounding& one : around) {
      double value;
      if (n_own == 0 && one.is_none)
        value = of_none_;
      else if (n_own == is_own.size() && one.is_all)
        value = of_all_;
      else
        value = payoff_(scores.overall(score, one));
      sum += one.share * value;
    }
    return sum;
  }

  const RankGame& game_;
  std::span<const double> own_, other_;
  const Payoff& payoff_;
  double of_none_, of_all_;
};

/// What every column of RankGame::values is worth, with the standard error of random orders.
struct Split {
  Vector parts, errors;
};

/// The parts of the members of a group (rows), one column an order.
Matrix split_group(const RankGame& game, std::size_t group, SetWorth& worth);

/// @param of_groups  one matrix a group, see split_group(); sums over opponents
Split join_groups(const RankGame& game, std::span<const Matrix> of_groups);

}  // namespace zonerank::detail
