#pragma once
// Weights of named children from judgments.

#include "zonerank/methods/weight.hpp"

namespace zonerank::detail {

Vector judged_weights(const Ahp& method, const WeightInput& input);
Vector judged_weights(const BestWorst& method, const WeightInput& input);
Vector judged_weights(const OrderRelation& method, const WeightInput& input);
Vector judged_weights(const RankOrder& method, const WeightInput& input);

}  // namespace zonerank::detail
