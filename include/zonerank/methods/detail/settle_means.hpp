#pragma once
// Ties of means and scores of numbers that a caller gives, decided on the decimals that they print
// as.

#include <cstddef>
#include <span>

#include "zonerank/core/types.hpp"
#include "zonerank/methods/aggregation.hpp"
#include "zonerank/methods/normalization.hpp"

namespace zonerank::detail {

/// Settles the means of each zone's present scores, see settle(). Methods that compare zones with
/// each other are left as they are.
/// @param scores   n_zones x n, NaN is missing
/// @param weights  n, of any sum above 0
/// @param means    n_zones: what the method made of them; NaN is missing
/// @param greatest  distance of a score from 0; missing where that is not known
/// @returns how many means were decided so
std::size_t settle_means(const MatrixRef& scores, const VectorRef& weights,
                         const Aggregation& method, Vector& means, double greatest = missing);

/// Settles a column's scores on a curve, where different values may have the same score.
std::size_t settle_curve(const Curve& curve, std::span<const double> values,
                         std::span<double> scores);

}  // namespace zonerank::detail
