#pragma once
// Indicators to scores and ranks in one call, for tables of any size.

#include <span>
#include <vector>

#include "zonerank/methods/rank.hpp"
#include "zonerank/ranking/method.hpp"

namespace zonerank {

struct Composite {
  Vector scores;  ///< [points]
  Vector ranks;
  std::vector<Index>
      left_out;  ///< columns that are constant or empty: the others have their weight
};

/// treat(), normalize(), aggregate() and rank_scores() one after the other, with the method's
/// stages. Min-max scores, of values winsorized at percentiles or as they are, under the arithmetic
/// mean are computed without a table in between where no value is missing: the same numbers. Ties
/// are decided on the values, not on the scores, so that the last digit of scores that tie may be
/// another than that of the stages.
/// A column that is constant or empty tells no units apart: it is left out, and the others have its
/// weight, as in rank().
/// @param indicators  n_units x n_indicators, each in its own unit
/// @param weights     n_indicators, of any sum
/// @param directions  n_indicators
/// @param method      its treatment, normalization, aggregation, availability and ties
/// @throws Error of the stages
Composite composite(const MatrixRef& indicators, const VectorRef& weights,
                    std::span<const Direction> directions, const Method& method = {});

}  // namespace zonerank
