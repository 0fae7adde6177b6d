#pragma once
// Group scores that compare the zones with each other. Rows without any score get NaN.

#include "zonerank/methods/aggregate.hpp"

namespace zonerank::detail {

/// Differences of sums of the same weights in another order are no preference.
inline constexpr double no_preference = 1e-12;

Vector compare_zones(const Wroclaw& method, const MatrixRef& scores, const VectorRef& weights);
Vector compare_zones(const RankSumRatio& method, const MatrixRef& scores, const VectorRef& weights);
Vector compare_zones(const BenefitOfDoubt& method, const MatrixRef& scores,
                     const VectorRef& weights);
Vector compare_zones(const Copeland& method, const MatrixRef& scores, const VectorRef& weights);
Vector compare_zones(const BordaCount& method, const MatrixRef& scores, const VectorRef& weights);
Vector compare_zones(const Kemeny& method, const MatrixRef& scores, const VectorRef& weights);

}  // namespace zonerank::detail
