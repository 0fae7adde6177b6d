#pragma once
// Weights of named children from judgments.

#include <concepts>
#include <cstddef>
#include <span>
#include <string>

#include "zonerank/methods/weight.hpp"

namespace zonerank::detail {

/// In messages: the name of a child, or its number.
std::string child_name(std::span<const std::string> names, std::integral auto at) {
  const auto place = static_cast<std::size_t>(at);
  return place < names.size() ? names[place] : std::to_string(place);
}

/// Where a judgment of a child against another is written.
inline Place judgment_place(const std::string& one, const std::string& other) {
  return words("judgment of {0} against {1}", "{0} 对 {1} 的判断", {one, other});
}

Vector judged_weights(const Ahp& method, const WeightInput& input);
Vector judged_weights(const BestWorst& method, const WeightInput& input);
Vector judged_weights(const OrderRelation& method, const WeightInput& input);
Vector judged_weights(const RankOrder& method, const WeightInput& input);

}  // namespace zonerank::detail
