#pragma once
// The heading of a file: found among its first rows, its several rows joined into one.

#include <cstddef>
#include <string>
#include <vector>

#include "headings/heading.hpp"
#include "headings/title_rows.hpp"
#include "headings/titles.hpp"
#include "zonerank/cells/csv_cells.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/headings/file_context.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::detail {

struct HeadingBlock {
  std::size_t line = 0;              ///< of its first row; 0: no row is a heading
  std::size_t last_line = 0;         ///< of its last row
  std::vector<ColumnTitle> columns;  ///< parent and child titles joined
  std::vector<TitleRow> titles;      ///< the rows above it
  std::size_t n_looked_at = 0;       ///< rows
};

/// Finds the row that best matches the known headings among the first 20; rows of parent titles
/// over it, and rows of titles, form codes, units and numbering under it belong to the heading.
/// Leaves `cells` at the first row of data.
HeadingBlock find_heading(CsvCells& cells, const Titles& titles, const System& system,
                          const Place& file, Problems& problems);

}  // namespace zonerank::detail
