#pragma once
// Scores to a group's score.

#include <variant>

#include "zonerank/core/error.hpp"
#include "zonerank/core/types.hpp"
#include "zonerank/score/detail/methods.hpp"
#include "zonerank/score/option.hpp"

namespace zonerank {

/// sum w s / sum w: a deficit in one indicator is made good by another.
struct ArithmeticMean : NoOptions {
  static constexpr std::string_view name = "arithmetic", en = "arithmetic mean", zh = "算术平均";
};

/// exp(sum w ln s / sum w): balanced profiles score higher. Needs scores above 0.
struct GeometricMean : NoOptions {
  static constexpr std::string_view name = "geometric", en = "geometric mean", zh = "几何平均";
};

using Aggregation = std::variant<ArithmeticMean, GeometricMean>;

/// The mean of each zone's present scores, by weights that are renormalised over what is present.
///
/// @param scores         n_zones x n_indicators [points], NaN is missing
/// @param weights        n_indicators, >= 0, any sum above 0
/// @param min_available  share of the weight that must be present, in [0, 1]; below it, or where
///                       nothing is present, the result is NaN
/// @return               n_zones [points]
/// @throws Error wrong-shape, bad-weight, zero-weights, bad-option, bad-score
///
/// Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 6.
Vector aggregate(const MatrixRef& scores, const VectorRef& weights,
                 const Aggregation& method = ArithmeticMean{}, double min_available = 0.8);

}  // namespace zonerank
