#pragma once
// What could be read of a file with errors.

#include <string>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// The rows of `table` whose keys could be read, cells that could not be read blank; none where the
/// heading is at fault, or where there are more errors than are listed. The errors learn which zone
/// and enterprise they speak of.
RowTable sound_rows(RowTable table, const Place& file, const System& system, Problems& problems);

/// The rows of `table` that are marked.
RowTable select_rows(const RowTable& table, const std::vector<bool>& keep);

}  // namespace zonerank::detail
