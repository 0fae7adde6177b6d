#pragma once
// Scores to ranks: 1 is best.

#include "zonerank/core/types.hpp"

namespace zonerank {

/// What zones with equal scores get; for scores 9, 7, 7, 5:
enum class TieRule {
  min,      ///< 1, 2, 2, 4: they share the better rank
  max,      ///< 1, 3, 3, 4: they share the worse rank
  average,  ///< 1, 2.5, 2.5, 4
  dense,    ///< 1, 2, 2, 3: no rank is skipped
};

/// Ranks of scores, greatest first. Scores are compared exactly; NaN has no rank (NaN).
Vector rank_scores(const VectorRef& scores, TieRule ties = TieRule::min);

}  // namespace zonerank
