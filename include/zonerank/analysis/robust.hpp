#pragma once
// Bounds of ranks over a whole set of weights, proved; and the smallest change that swaps two
// zones.

#include <vector>

#include "zonerank/analysis/uncertainty.hpp"

namespace zonerank {

/// The ranks a zone can have. Outer bounds hold for every weight in the set, but may not be
/// attained; attained ones come with weights that attain them.
struct RankBounds {
  Index zone = 0;
  double nominal = missing;
  double best_outer = missing, worst_outer = missing;
  double best = missing, worst = missing;        ///< attained
  Vector best_weights, worst_weights;            ///< of indicators, in the overall score
  bool best_exact = false, worst_exact = false;  ///< outer and attained bounds meet
};

struct RobustResult {
  std::vector<RankBounds> zones;
  /// Zones x zones: the least of (score of the row - score of the column) over the set [points].
  /// Above 0: the row is ahead under every weight in the set. NaN where one has no score.
  Matrix least_lead;
};

/// Best and worst rank of every zone over a set of weights: every group of the tree has shares
/// within the set that `set` says, independently of the other groups,
///
///     uniform    raw weights within +-within of the nominal ones, then shares, as they are drawn
///     simplex    any shares
///     ordered    any shares in the order of the nominal ones, or in that of the children named
///     interval   low <= share <= high for the children named, any for the others of their group
///     fixed      nominal
///
/// The greatest lead of zone a over zone b is a linear program in each group, solved in closed form
/// from the indicators up: a continuous knapsack for intervals, a linear-fractional program for raw
/// weights, for orders the best mean of the first k. Zones
/// that no weight puts level are ahead or behind for certain: outer bounds. A zone with gaps is
/// bounded by what its renormalised shares can be, which may be wider. Attained bounds are the best
/// of the ranks under the weights of those programs; `exact` where they meet.
/// @param input    its first reading, all groups arithmetic means; `level` as for draws
/// @throws Error bad-option (Dirichlet weights have no bounds; another mean), empty-weight-set
///
/// Sources: Salo, Punkka (2011), Ranking intervals and dominance relations for ratio-based
/// efficiency analysis; Kadziński, Greco, Słowiński (2012), Extreme ranking analysis; Dantzig
/// (1957) for the knapsack.
RobustResult robust(const DrawInput& input, int threads = 0, const Progress& progress = {});

/// The smallest change of weights, in the sum of absolute changes, that brings `behind` level with
/// `ahead`; infinite where no weights do.
struct WeightChange {
  double size = 0.0;  ///< sum |w - nominal|
  Vector weights;     ///< of indicators in the overall score, or of the groups under overall
};

/// @param scores   zones x columns, without gaps in the two rows
/// @param weights  nominal, >= 0, sum 1; the changed ones are shares too
WeightChange smallest_change(const MatrixRef& scores, const VectorRef& weights, Index ahead,
                             Index behind);

}  // namespace zonerank
