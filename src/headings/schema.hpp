#pragma once
// Whether the files of all years have the same columns.

#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// Notices the fields that the tables of some years have and those of others lack, apart for zones
/// and for enterprises; the forms of one year count together.
void note_changing_columns(const std::vector<const RowTable*>& tables, const System& system,
                           Problems& problems);

}  // namespace zonerank::detail
