#pragma once
// Which column of a file is which field, and in which unit.

#include <optional>
#include <string>
#include <vector>

#include "headings/titles.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::detail {

struct Heading {
  enum class Role { zone, year, enterprise, field, previous, unused };
  Role role = Role::unused;
  int field = -1;
  std::optional<Scale> scale;  ///< field units in one unit of the heading, where they differ
  std::string text;            ///< as written
};

/// What a file writes over one column.
struct ColumnTitle {
  std::string text;
  std::string unit = {};  ///< from a row of units
};

/// The role of every column. Unknown and unused ones are notices, doubtful ones errors.
/// `units_above` are the units that a title gives to the columns without one of their own.
std::vector<Heading> match_headings(const std::vector<ColumnTitle>& columns,
                                    const std::vector<Unit>& units_above, const Titles& titles,
                                    const System& system, const Place& place, Problems& problems);

}  // namespace zonerank::detail
