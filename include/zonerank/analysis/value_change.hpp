#pragma once
// Why the value of an indicator moved: the raw fields of its formula.

#include <string>
#include <vector>

#include "zonerank/ranking/indicator.hpp"

namespace zonerank {

/// The figures of one year, with the system that they were read with.
struct FiguresOf {
  const ZoneTable& table;
  const System& system;
  int year = 0;
};

/// What one figure brought to the change of an indicator's value.
struct FigurePart {
  std::string indicator;  ///< its id
  std::string field;
  int years_back = 0;  ///< 1: the figure of the year before, as in growth
  double figure_before = missing, figure = missing;  ///< in the field's unit
  double part = missing;                             ///< in the indicator's unit
};

/// Splits the change of every indicator's value over the fields of its formula: the Shapley value
/// over the figures, each of which is as before or as now. The parts of an indicator add up to the
/// change of what its formula gives.
///
/// A numerator and a denominator are figures of their own, and so is the figure of a year before
/// that growth is taken from. An indicator is listed where both systems have it with the same unit
/// and formula; parts are NaN where one of the combinations has no value, or where more than 16
/// figures changed. Values that were given instead of computed have no fields.
/// @throws Error unknown-zone where one of the two has no row of the zone
std::vector<FigurePart> value_changes(const FiguresOf& before, const FiguresOf& now,
                                      const std::string& zone);

}  // namespace zonerank
