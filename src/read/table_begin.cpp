#include "read/table_begin.hpp"

namespace zonerank::detail {

TableBegin begin_table(CsvCells& cells, const Titles& titles, const System& system,
                       const FileContext& context) {
  constexpr std::size_t rows_of_heading = 25;
  TableBegin table;
  table.begin = cells.mark();
  table.block = find_heading(cells, titles, system, context.place, table.problems);
  if (table.block.n_looked_at == 0)
    fail(Code::empty_file, context.place, {}, {words("heading line", "表头行")});
  const CsvCells::Mark data = cells.mark();
  cells.go_to(table.begin);
  const std::vector<GridRow> first = next_rows(cells, rows_of_heading);
  cells.go_to(data);
  table.shape = shape_of(table.block, first, titles, context.format);
  return table;
}

}  // namespace zonerank::detail
