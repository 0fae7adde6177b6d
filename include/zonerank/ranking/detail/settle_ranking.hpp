#pragma once
// Ties of a ranking decided on the real numbers that its raw figures, bounds and weights stand for.

#include <cstddef>

#include "zonerank/ranking/detail/prepare.hpp"
#include "zonerank/ranking/detail/score_chain.hpp"

namespace zonerank::detail {

/// Settles the scores of every group, see settle(): what was learned, scores, weights and means are
/// evaluated once more from the raw figures where doubles do not tell two zones apart.
/// @param shape  its `groups` may be the matrix that is settled
/// @returns how many scores were decided so
std::size_t settle_groups(const ChainShape& shape, const ZoneTable& table, Matrix& groups);

/// The same for the overall score alone.
std::size_t settle_overall(const ChainShape& shape, const ZoneTable& table, Matrix& groups);

}  // namespace zonerank::detail
