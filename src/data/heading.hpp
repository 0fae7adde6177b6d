#pragma once
// Which column of a file is which field: names, form codes, titles, units and @previous.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/core/error.hpp"
#include "zonerank/spec/system.hpp"

namespace zonerank::detail {

struct Heading {
  enum class Role { zone, year, enterprise, field, previous, unused };
  Role role = Role::unused;
  int field = -1;
  std::optional<Scale> scale;  ///< field units in one unit of the heading, where it gives its own
  std::string text;            ///< as written
};

/// The role of every column. Unknown and unused ones are notices, doubtful ones errors.
std::vector<Heading> match_headings(const std::vector<std::string_view>& cells,
                                    const System& system, const std::string& place,
                                    Problems& problems);

}  // namespace zonerank::detail
