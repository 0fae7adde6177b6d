#pragma once
// Where a table of a text begins, and how it is laid out.

#include "headings/heading_block.hpp"
#include "read/arrange.hpp"

namespace zonerank::detail {

struct TableBegin {
  HeadingBlock block;
  Shape shape = Shape::rows;
  CsvCells::Mark begin;
  Problems problems;  ///< of the heading
};

/// The next table in `cells`, which are left under its heading.
/// @throws Error empty-file
TableBegin begin_table(CsvCells& cells, const Titles& titles, const System& system,
                       const FileContext& context);

}  // namespace zonerank::detail
