#pragma once
// Other ways from the same data to scores, among which draws choose.

#include "zonerank/analysis/uncertainty.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// Methods of a stage to choose among; an empty list leaves that of the ranking.
struct MethodLists {
  std::vector<Imputation> imputations;
  std::vector<Treatment> treatments;
  std::vector<Normalization> normalizations;
  std::vector<Weighting> weightings;
  std::vector<Aggregation> aggregations;
};

/// The options of every combination of the lists, in the order of readings().
std::vector<RankOptions> combinations(const RankOptions& options, const System& system,
                                      const MethodLists& lists);

/// A ranking as a reading.
Reading reading_of(const Ranking& ranking, const System& system);

/// One reading for every combination of the lists, each ranked by rank(). Choices name the methods
/// of the stages that have a list, in the order of MethodLists.
/// @throws Error of rank(), with the methods
std::vector<Reading> readings(const ZoneTable& table, const System& system,
                              const RankOptions& options, const MethodLists& lists);

/// What redraw() takes, of a ranking: its zones and ids, and who ranks nominally.
DrawInput draw_input(const Ranking& ranking, const System& system, std::vector<Reading> readings);

/// What makes redrawing slow: slow-own-method for each aggregation that is a user's own function.
std::vector<Problem> draw_notices(const DrawInput& input);

}  // namespace zonerank
