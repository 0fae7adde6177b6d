#pragma once
// What the splits of ranks and of scores have in common: options, and groups that stay whole.

#include <string>

#include "zonerank/analysis/detail/set_scores.hpp"
#include "zonerank/analysis/places.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {

inline void check_number(const char* what, double value, double least, double most) {
  if (value >= least && value <= most) return;
  fail(Code::bad_option, what, shortest(value),
       {words("from {0} to {1}", "{0} 到 {1}", {shortest(least), shortest(most)})});
}

inline GameLimits game_limits(const PlacesOptions& options) {
  check_number("exact_members", static_cast<double>(options.exact_members), 0.0, 24.0);
  check_number("orders", static_cast<double>(options.orders), 2.0, 1e6);
  return {options.exact_members, options.orders, options.seed};
}

/// No parts of what lies inside groups that compare zones.
inline void leave_wholes_unsplit(const Reading& reading, Split& split) {
  const Index n_indicators = reading.scores.cols();
  std::vector<bool> is_inside(reading.tree.children.size(), false);
  for (std::size_t g = 0; g < reading.tree.children.size(); ++g) {
    if (!is_inside[g] && !compares_zones(reading.aggregations[g])) continue;
    for (const Child& child : reading.tree.children[g]) {
      const Index column = child.is_indicator ? child.index : n_indicators + child.index;
      split.parts[column] = split.errors[column] = missing;
      if (!child.is_indicator) is_inside[static_cast<std::size_t>(child.index)] = true;
    }
  }
}

}  // namespace zonerank::detail
