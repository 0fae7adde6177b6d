#pragma once
// What varies, read the same way by draws, bounds and sensitivity.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zonerank/analysis/uncertainty.hpp"

namespace zonerank::detail {

/// @throws Error bad-option, unknown-indicator (intervals); absent-factor where no group's weights
///               can vary
void check_weights(const DrawInput& input);

/// Whether weights vary in a group of these children: on the level asked for, and where intervals
/// or an order name some.
bool varies(const DrawInput& input, const std::vector<Child>& children);

/// The id of an indicator or group, its number where ids were not given.
std::string id_of(const DrawInput& input, const Child& child);

/// The interval that IntervalWeights names for a child.
std::optional<std::pair<double, double>> interval_of(const DrawInput& input, const Child& child);

/// Places of the children whose shares stand in an order, the greatest first; the others are free.
std::vector<std::uint32_t> order_of(const DrawInput& input, const std::vector<Child>& children);

/// The same, with one reading in place of all.
DrawInput with_reading(const DrawInput& input, Reading reading);

}  // namespace zonerank::detail
