#pragma once
// Places against many opponents at once, where every mean is one of transformed scores.

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "zonerank/analysis/detail/set_scores.hpp"

namespace zonerank::detail {

/// A mean inverse(sum w f(s) / sum w), f ascending: arithmetic (exponent 1), geometric (0, the
/// logarithm), power and harmonic (f(s) = s^p, or -s^p where p < 0).
struct TransformedMean {
  double exponent = 1.0;

  double transform(double score) const;  ///< -infinity below all scores that the mean takes
  double inverse(double value) const;    ///< infinities beyond all values
  double least() const;                  ///< the least score that it takes
};

/// Whether every group of the game has a mean of transformed scores, whose powers keep the digits.
bool has_transformed_means(const RankGame& game);

/// Adds up, over some opponents, whether a made-up zone is ahead. A made-up zone is ahead of an
/// opponent where its score in the group is above a threshold, which depends on the opponent and on
/// what stands around the group: so a set costs one sum and as many comparisons.
class PlaceSums : public SetWorth {
 public:
  static constexpr std::size_t lanes = 32;  ///< opponents at most

  PlaceSums(const RankGame& game, Index zone, std::span<const Index> opponents);

  void add_sets(std::size_t group, std::span<const Surrounding> around,
                std::span<double> worth) override;
  void add_order(std::size_t group, std::span<const Surrounding> around,
                 std::span<const std::size_t> order, std::span<double> worth) override;

 private:
  using Lanes = std::array<double, lanes>;

  /// Of the sums of every opponent: a made-up zone is ahead above `high`, level from `low` on; and
  /// what it is where nothing of the group is present.
  struct Thresholds {
    alignas(64) Lanes low, high, absent;
    double half = 0.0;  ///< of the share
  };

  /// Sums over members.
  struct Sums {
    double own = 0.0, own_weight = 0.0;
    const double* other = nullptr;  ///< lanes
    const double* other_weight = nullptr;
  };

  /// Weight * transformed score, and the weight, where they are present; else 0.
  struct Member {
    double own = 0.0, own_weight = 0.0;
    alignas(64) Lanes other = {}, other_weight = {};
  };

  void enter(std::size_t group, std::span<const Surrounding> around);
  Member member_of(const GameMember& member, const TransformedMean& mean) const;
  void set_threshold(const Surrounding& around, std::size_t lane, Thresholds& at) const;
  double absent_score(const Surrounding& around, std::size_t lane) const;
  /// The sum of the members beside the one that holds the group, and their weight.
  std::pair<double, double> beside(const Surrounding& around, std::size_t level,
                                   std::size_t lane) const;
  double ahead_of(const Sums& sums, std::span<const Thresholds> thresholds) const;
  double worth_of(const Sums& sums, std::size_t n_own) const;
  void visit(std::size_t member, std::size_t set, std::size_t n_own, const Sums& sums,
             std::span<double> worth) const;

  const RankGame& game_;
  Index zone_;
  std::span<const Index> opponents_;
  Lanes overall_ = {}, within_ = {};  ///< of the opponents
  double is_ahead_ = 0.0;             ///< in the ranking, over the opponents
  std::vector<TransformedMean> means_;

  // Of the group that is asked for; levels from it up to the root.
  std::vector<std::size_t> levels_;
  std::span<const Surrounding> around_;
  std::vector<Member> members_;
  std::vector<Thresholds> thresholds_;
  bool has_gaps_ = false;  ///< not all zones have the same members
};

}  // namespace zonerank::detail
