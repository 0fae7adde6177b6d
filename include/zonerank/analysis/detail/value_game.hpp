#pragma once
// The overall rank of one zone with other values of some of its indicators, all else still.

#include <span>
#include <utility>
#include <vector>

#include "zonerank/ranking/detail/prepare.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::detail {

struct MovedValue {
  Index indicator;
  double value;
};

/// A rank by scores in doubles, and what rounding leaves open.
struct Standing {
  double rank;
  double best;   ///< the rank if all scores that are so near are behind
  bool is_sure;  ///< no score is so near that rounding could decide
};

/// Rankings in which a value that counts for more never gives a worse rank: given weights, means
/// that grow with every score, scores between bounds, nothing filled or treated. What
/// is learned from the zones is learned anew. Only what the moved values reach is computed.
class ValueGame {
 public:
  ValueGame(const Ranking& ranking, const PreparedYears& prepared, bool is_learned, Index zone);

  /// Whether the ranking is one of those.
  static bool covers(const Ranking& ranking, const PreparedYears& prepared);

  /// The standing of the zone; none where a column has no spread left.
  Standing standing(std::span<const MovedValue> moved);
  /// Overall scores of the other zones, ascending, as they were for the last standing.
  std::span<const double> others() const { return moves_others_ ? moved_others_ : others_; }

 private:
  bool score_column(const MovedValue& moved);
  void combine_groups(Index row);
  double within(double own, double amplified) const;

  const Ranking& ranking_;
  const PreparedYears& prepared_;
  bool is_learned_;
  Index zone_;
  Matrix scores_, groups_;                     ///< those of the ranking but for what was moved last
  std::vector<double> others_, moved_others_;  ///< overall scores, ascending
  std::vector<char> is_moved_group_;
  bool moves_others_ = false;
  bool is_sum_ = true;                              ///< every group is a weighted sum
  double amplified_ = 1.0, moved_amplified_ = 1.0;  ///< rounding of values, by bounds
  std::vector<double> column_, present_, parts_, weights_;
};

}  // namespace zonerank::detail
