#pragma once
// Our ranks beside published ones: which weights would give those, and what they change.

#include <span>
#include <string>
#include <vector>

#include "zonerank/analysis/consistent_weights.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// A ranking of ours, and the ranks that were published for the same year.
struct RankedYear {
  const Ranking& ranking;
  Vector ranks;         ///< of the ranking's zones; NaN where it is not known
  double of = missing;  ///< how many zones were ranked; NaN: as many as the ranking has
};

/// Whose weights are looked for.
enum class WeightsOf {
  children,    ///< those of the group: groups of overall, indicators of a group of indicators
  indicators,  ///< all indicators below it
};

/// What published ranks say of one group. Vectors of weights and columns of places are in the order
/// of `columns`.
struct Reconciled {
  Index group = 0;
  std::vector<Child> columns;  ///< groups or indicators, with our weights (shares of the group)
  ConsistentWeights found;
  std::vector<Vector> ours;  ///< of each year: our ranks
  std::vector<Vector>
      reranked;  ///< of each year: ranks of the whole ranking with the weights found
  /// Of the first year, zones x columns: the places of split_rank() with our weights, and with
  /// those found. What a zone's differ by is what the weights change of its rank, ties averaged.
  Matrix places, places_found;
};

/// Looks for the weights that would give published ranks of a group, all else as in our ranking.
/// Groups must be arithmetic or geometric means all the way down to the columns; of geometric means
/// the weighted sums are those of logarithms, and so is the margin. The weights found are put into
/// the tree, and all zones are ranked again.
/// @param years  the first is the one that is explained; all have its method and left-out columns
/// @throws Error as consistent_weights(); bad-option for another mean, and where years have other
///               columns; wrong-shape
Reconciled reconcile(std::span<const RankedYear> years, const System& system, Index group,
                     WeightsOf of = WeightsOf::children, int threads = 0);

}  // namespace zonerank
