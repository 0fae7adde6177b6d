#pragma once
// Ties of means of scores that a caller gives, decided on the decimals that they print as.

#include <cstddef>

#include "zonerank/core/types.hpp"
#include "zonerank/methods/aggregation.hpp"

namespace zonerank::detail {

/// Settles the means of each zone's present scores, see settle(). Methods that compare zones with
/// each other are left as they are.
/// @param scores   n_zones x n, NaN is missing
/// @param weights  n, of any sum above 0
/// @param means    n_zones: what the method made of them; NaN is missing
/// @returns how many means were decided so
std::size_t settle_means(const MatrixRef& scores, const VectorRef& weights,
                         const Aggregation& method, Vector& means);

}  // namespace zonerank::detail
