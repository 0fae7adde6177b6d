#pragma once
// Tables that are not one row a zone: years as columns, long tables, indicators as rows, tables
// side by side.

#include <optional>
#include <vector>

#include "headings/grid.hpp"
#include "headings/heading_block.hpp"
#include "headings/titles.hpp"
#include "zonerank/headings/file_context.hpp"

namespace zonerank::detail {

enum class Shape { rows, years_as_columns, long_rows, indicators_as_rows, side_by_side };

/// How the table is laid out whose heading was found (or not) in its first rows.
Shape shape_of(const HeadingBlock& block, const std::vector<GridRow>& first, const Titles& titles,
               const TableFormat& format);

/// The rows up to the end or to another heading as tables of one row a zone; `cells` is left there.
/// It stands at the first row of data, or of the table where indicators are rows. What lacks (which
/// figure, which zone) is an error that names the layout.
std::vector<Rearranged> rearrange(Shape shape, const HeadingBlock& block, CsvCells& cells,
                                  const Titles& titles, const FileContext& context,
                                  Problems& problems);

/// Whether a row of data is a heading again: of the next page, or of a table that goes on below.
bool is_heading_again(const std::vector<std::string_view>& cells, const Titles& titles);

}  // namespace zonerank::detail
