#pragma once
// The arithmetic of aggregate() on doubles, for callers that know what the scores stand for.

#include "zonerank/methods/aggregate.hpp"

namespace zonerank::detail {

/// aggregate() without a decision of ties.
Vector aggregate_doubles(const MatrixRef& scores, const VectorRef& weights,
                         const Aggregation& method, double min_available,
                         const AggregationNames& names = {});

}  // namespace zonerank::detail
