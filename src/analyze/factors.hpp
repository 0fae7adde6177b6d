#pragma once
// What varies, read the same way by draws, bounds and sensitivity.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zonerank/analyze/uncertainty.hpp"

namespace zonerank::detail {

/// @throws Error bad-option, unknown-indicator (intervals); absent-factor where no group's weights
///               can vary
void check_weights(const DrawInput& input);

/// Whether weights vary in a group of these children.
bool varies(const DrawInput& input, const std::vector<Child>& children);

/// The id of an indicator or group, its number where ids were not given.
std::string id_of(const DrawInput& input, const Child& child);

/// The interval that IntervalWeights names for a child.
std::optional<std::pair<double, double>> interval_of(const DrawInput& input, const Child& child);

/// Places of children, the greatest nominal weight first; equal ones in their order.
std::vector<std::uint32_t> by_weight(const std::vector<Child>& children);

}  // namespace zonerank::detail
