#pragma once
// CSV files to rows of tables.

#include <string>
#include <string_view>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/headings/file_context.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank {

/// The tables of a CSV file: one, or more where a table goes on below or beside. Tables with years
/// as columns, of one figure a row, or with indicators as rows are rearranged. Every problem is
/// added to `problems`; the rows are complete only where no error was added.
std::vector<RowTable> read_csv(std::string bytes, const System& system, const FileContext& context,
                               Problems& problems);

/// The same of text in UTF-8 without a mark before it, which a zero follows.
std::vector<RowTable> read_csv_text(std::string_view text, const System& system,
                                    const FileContext& context, Problems& problems);

}  // namespace zonerank
