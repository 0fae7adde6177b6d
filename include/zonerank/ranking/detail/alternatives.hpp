#pragma once
// The overall ranking under other readings of the same data.

#include "zonerank/ranking/detail/score_chain.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::detail {

/// Adds the overall ranks under percentile bounds, and with every gap filled by the worst or best
/// score.
/// @param shape  of the ranking itself
void add_alternatives(Ranking& ranking, const System& system, const ZoneTable& table,
                      const ChainShape& shape);

}  // namespace zonerank::detail
