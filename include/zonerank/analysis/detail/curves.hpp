#pragma once
// Indicators of a zone as functions of the figures that may be moved.

#include <optional>
#include <vector>

#include "zonerank/analysis/detail/lever_case.hpp"
#include "zonerank/analysis/detail/linear_fraction.hpp"

namespace zonerank::detail {

struct Curve {
  Index indicator;
  LinearFraction value;  ///< in the indicator's unit
  bool is_more_better;
  bool is_followed;  ///< else the ranking takes another value, or may take the indicator back
};

/// None where the indicator has no value or no figure moves it.
/// @param followed  the figures' values today, in the order of `moved`
std::optional<Curve> curve_of(const LeverCase& of, Index indicator,
                              const std::vector<const LeverFigure*>& moved,
                              FollowedFigures& followed);

}  // namespace zonerank::detail
