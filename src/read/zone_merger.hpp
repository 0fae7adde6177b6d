#pragma once
// Tables of zones into one.

#include <string>
#include <utility>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

using Sheet = std::pair<std::string, std::string>;  ///< workbook and sheet

/// Tables of zones as one; the same cell from two files must agree, or one be the other rounded.
/// @param sheets  of each table its workbook and sheet, both empty of other files
ZoneTable merge_zones(const std::vector<const RowTable*>& tables, const std::vector<Place>& files,
                      std::vector<Sheet> sheets, const System& system, Problems& problems);

}  // namespace zonerank::detail
