// CSV text to tables.

#include "read/row_reader.hpp"
#include "read/table_begin.hpp"
#include "zonerank/read/csv.hpp"

namespace zonerank {
namespace {

/// As `rearrange`; a sheet of a workbook that only lists fields, such as one of notes, has no
/// heading.
std::vector<detail::Rearranged> rearranged(detail::Shape shape, const detail::HeadingBlock& block,
                                           CsvCells& cells, const detail::Titles& titles,
                                           const FileContext& context, Problems& problems) {
  try {
    return detail::rearrange(shape, block, cells, titles, context, problems);
  } catch (const Error&) {
    const bool may_be_notes = shape == detail::Shape::indicators_as_rows &&
                              !context.sheet.empty() && context.format.layout.empty();
    if (!may_be_notes) throw;
    fail(Code::no_heading, context.place, std::to_string(block.n_looked_at));
  }
}

/// The tables of one text, one heading after the other.
std::vector<RowTable> read_tables(std::string_view text, const System& system,
                                  const FileContext& context, Problems& problems) {
  using namespace detail;
  const Titles titles(system, context.format);
  std::vector<RowTable> tables;
  TitleFacts facts;
  CsvCells cells(text, context.place);
  do {
    const TableBegin table = begin_table(cells, titles, system, context);
    if (table.shape != Shape::rows) {
      if (table.shape == Shape::indicators_as_rows) cells.go_to(table.begin);
      for (const Rearranged& made :
           rearranged(table.shape, table.block, cells, titles, context, problems)) {
        tables.push_back(
            RowReader(system, context, titles, facts, problems).read(made, cells.separator()));
      }
      continue;
    }
    problems.append(table.problems);
    if (table.block.line == 0) {
      fail(Code::no_heading, context.place, std::to_string(table.block.n_looked_at));
    }
    tables.push_back(
        RowReader(system, context, titles, facts, problems).read(text, cells, table.block));
  } while (!cells.at_end());
  return tables;
}

}  // namespace

std::vector<RowTable> read_csv_text(std::string_view text, const System& system,
                                    const FileContext& context, Problems& problems) {
  try {
    return read_tables(text, system, context, problems);
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) problems.add(problem);
    return {};
  }
}

std::vector<RowTable> read_csv(std::string bytes, const System& system, const FileContext& context,
                               Problems& problems) {
  std::string text;
  try {
    // The cells of a sheet come as UTF-8.
    const std::string encoding = context.sheet.empty() ? context.format.encoding : "";
    text = decode(std::move(bytes), context.place, problems, encoding);
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) problems.add(problem);
    return {};
  }
  return read_csv_text(text, system, context, problems);
}

}  // namespace zonerank
