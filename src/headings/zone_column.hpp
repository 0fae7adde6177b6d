#pragma once
// The column that names the zones where no heading says so.

#include <string>
#include <vector>

#include "headings/heading.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank::detail {

/// Gives the role of the zone to the first unused column that holds a text in every row, none of
/// them twice in a year; a notice names it, and others like it. `rows` are the cells under the
/// heading. @return its heading; empty where there is none
std::string take_zone_column(std::vector<Heading>& headings,
                             const std::vector<std::vector<std::string>>& rows, const Place& place,
                             Problems& problems);

}  // namespace zonerank::detail
