#pragma once
// Rows of a table of zones that are sums or means of others, whatever they are called.

#include <string>

#include "headings/zone_name.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// The table without its summary rows: those that their name says (全国, Average), and those whose
/// amounts are the sums, or whose figures are the means, of all other rows of the year or of a
/// block of rows beside them. A match must be one that chance does not give: figures of six digits
/// and more together. Each is listed with the reason. The
/// format's keep_rows are zones all the same, its drop_rows are left out too; of enterprises only
/// those.
RowTable without_summary_rows(RowTable table, const Place& file, const System& system,
                              const TableFormat& format, Problems& problems);

}  // namespace zonerank::detail
