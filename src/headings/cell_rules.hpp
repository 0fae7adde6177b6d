#pragma once
// How the cells of a table are read, column by column.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cells/cell.hpp"
#include "headings/layout.hpp"
#include "zonerank/cells/csv_cells.hpp"
#include "zonerank/headings/file_context.hpp"

namespace zonerank::detail {

/// The rules of a table's columns, from the options of reading and from the system's [read], into
/// its layout.
void settle_rules(Layout& layout, const System& system, const TableFormat& format,
                  DecimalSign sign);

/// The cells that say that there is nothing, the system's and the format's own last, in lower case.
std::vector<std::string> blank_marks(const System& system, const TableFormat& format);

/// The decimal sign of a text file: as it was given, else what its numbers prove, at which `look`
/// looks where the cells are not separated by commas; a sheet has the point.
DecimalSign decimal_sign(const FileContext& context, char separator, Problems& problems,
                         const std::function<void(DecimalEvidence&)>& look);

/// The numbers in the columns `active` of the rows that `cells` gives; `rest` is their text.
void look_at_numbers(CsvCells cells, std::string_view rest, const std::vector<std::size_t>& active,
                     DecimalEvidence& evidence);

}  // namespace zonerank::detail
