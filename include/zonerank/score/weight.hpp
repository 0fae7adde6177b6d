#pragma once
// Weights inside groups: shares >= 0 that sum to 1.

#include <span>
#include <variant>

#include "zonerank/core/error.hpp"
#include "zonerank/core/types.hpp"
#include "zonerank/score/option.hpp"

namespace zonerank {

/// The weights of the system.
struct GivenWeights : NoOptions {
  static constexpr std::string_view name = "given", en = "given weights", zh = "给定权重";
};

/// The same weight for every child of a group.
struct EqualWeights : NoOptions {
  static constexpr std::string_view name = "equal", en = "equal weights", zh = "等权";
};

using Weighting = std::variant<GivenWeights, EqualWeights>;

/// Shares that sum to 1 from weights of any sum.
/// @throws Error bad-weight for a negative, infinite or missing weight; zero-weights if all are 0
Vector given_weights(const VectorRef& weights);

/// 1 / n each. @throws Error wrong-shape if n < 1
Vector equal_weights(Index n);

}  // namespace zonerank
