#pragma once
// From indicators to the values that are scored: gaps filled, outliers treated, over the years of
// the data.

#include <span>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::detail {

/// Fills ranking.imputed and ranking.treated, and says so in its problems.
/// @return the values of all years below each other where a panel is wanted, else none
Matrix prepare(Ranking& ranking, const ZoneTable& table, const System& system,
               const RankOptions& options);

std::vector<Direction> directions(const System& system);

}  // namespace zonerank::detail
