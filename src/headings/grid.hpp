#pragma once
// A table as it stands in a file, and one made of figures that stood elsewhere.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "headings/heading.hpp"
#include "headings/title_rows.hpp"
#include "zonerank/cells/csv_cells.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/headings/file_context.hpp"

namespace zonerank::detail {

struct GridRow {
  std::vector<std::string> cells;  ///< without spaces around them
  std::size_t line = 0;
  CsvCells::Mark end;  ///< where the next row begins

  std::string_view cell(std::size_t c) const {
    return c < cells.size() ? std::string_view(cells[c]) : std::string_view();
  }
  std::size_t n_filled() const;
};

/// The next rows, at most `most`; a row that cannot be read ends them.
std::vector<GridRow> next_rows(CsvCells& reader, std::size_t most);

bool is_number(std::string_view cell);   ///< full width and thousands separators too
bool is_nothing(std::string_view cell);  ///< blank, or a mark that says so
/// A figure, or what stands in its place: 12, 12.3 %, 1,234, -, .., 801-850.
bool is_figure(std::string_view cell);

/// A table of one row a zone (or enterprise) and year, made of another layout.
struct Rearranged {
  struct Row {
    std::vector<std::string> cells;
    std::vector<std::size_t> lines;  ///< where each cell stood
  };

  Argument layout;       ///< what was recognised, for messages
  std::size_t line = 0;  ///< of the heading
  std::vector<TitleRow> titles;
  std::vector<ColumnTitle> columns;
  std::vector<Row> rows;
};

/// Figures one by one, to a table.
class Figures {
 public:
  struct Key {
    std::string zone, enterprise;
    int year = 0;  ///< 0: not said
    auto operator<=>(const Key&) const = default;
  };

  Figures(const Place& file, const Titles& known, Problems& problems)
      : file_(file), known_(known), problems_(problems) {}

  /// A figure of a field that was given before must be the same.
  void add(const Key& key, const ColumnTitle& title, std::string_view cell, std::size_t line);

  bool empty() const { return rows_.empty(); }
  /// Fills the columns and rows; zones, enterprises and years become columns where there are any.
  void write(Rearranged& table) const;

 private:
  struct Cell {
    std::string text;
    std::size_t line = 0;
  };

  Place file_;
  const Titles& known_;
  Problems& problems_;
  std::vector<Key> keys_;  ///< in order of their first figure
  std::map<Key, std::size_t> rows_;
  std::vector<ColumnTitle> titles_;
  std::map<std::pair<std::string, std::string>, std::size_t> columns_;
  std::vector<std::map<std::size_t, Cell>> cells_;
};

}  // namespace zonerank::detail
