#pragma once
// A method: how indicators become ranks, as a value readable from TOML and keywords alike.

#include <span>
#include <string>
#include <vector>

#include "zonerank/score/aggregate.hpp"
#include "zonerank/score/normalize.hpp"
#include "zonerank/score/rank.hpp"
#include "zonerank/score/weight.hpp"
#include "zonerank/spec/system.hpp"

namespace zonerank {

struct Method {
  Normalization normalization = MinMax{};
  Weighting weighting = GivenWeights{};
  Aggregation aggregation = ArithmeticMean{};
  double min_available = 0.8;  ///< share of a group's weight that a zone must have
  TieRule ties = TieRule::min;
};

/// The method of a system's [method], with `overrides` on top.
///
/// Keys: normalization (min-max, percentile, none), lower, upper [points], clip (0 or 1),
/// percentile_low, percentile_high [0, 100], weights (given, equal), aggregation (arithmetic,
/// geometric), min_available [0, 1], ties (min, max, average, dense).
/// @throws Error unknown-option, unknown-value or bad-option, all of them together
Method read_method(const System& system, std::span<const Setting> overrides = {});

/// The mean of a group: its own where the system gives one, else the method's.
Aggregation group_aggregation(const Group& group, const Method& method);

/// One line for a reader: "min-max 0..100, given weights, arithmetic mean".
std::string method_text(const Method& method, Lang lang = Lang::en);

}  // namespace zonerank
