#pragma once
// Rows of cells to columns of values, with everything that people write in cells.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "headings/cell_rules.hpp"
#include "headings/heading_block.hpp"
#include "headings/layout.hpp"
#include "headings/title_rows.hpp"
#include "read/arrange.hpp"
#include "read/dictionary.hpp"
#include "read/plain_ahead.hpp"
#include "read/row_appender.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// A text cannot be read in parts, as its meaning depends on what comes later.
struct NotInParts {};

/// The rows of one table: of the text from its heading on, or of a table made of another layout.
class RowReader {
 public:
  /// @param facts  what the titles said over the table before, and then over this one
  RowReader(const System& system, const FileContext& context, const Titles& titles,
            TitleFacts& facts, Problems& problems);

  /// Rows of text under its heading, to the end or to another heading; `cells` is left there.
  RowTable read(std::string_view text, CsvCells& cells, const HeadingBlock& block);

  /// @param separator  of the text that the table was made of
  RowTable read(const Rearranged& table, char separator);

  /// A text that comes in parts, each of whole rows: begin() with the heading of the first, then
  /// read_part() of each, then finish(). Rows of table() may be dropped on the way.
  /// @throws NotInParts
  void begin(const HeadingBlock& block, char separator);
  void read_part(std::string_view text, CsvCells& cells);
  RowTable finish();
  const RowTable& table() const { return table_; }
  void drop_rows(std::size_t n);  ///< the first n of table()
  const Layout& layout() const { return layout_; }

 private:
  Place place() const { return context_.place.with_line(line_); }
  Place place(const Heading& heading) const { return place().with_column(heading.text); }

  void ready(char separator);

  /// Understands the heading; the rows of data follow.
  void settle(const std::vector<ColumnTitle>& columns, const std::vector<TitleRow>& titles,
              std::size_t line, const std::function<std::vector<std::vector<std::string>>()>& rows);

  /// How the cells of each column are read; `look` shows the numbers that tell the decimal sign.
  void settle_cells(char separator, const std::function<void(DecimalEvidence&)>& look);

  static std::vector<std::vector<std::string>> rows_ahead(CsvCells& cells);

  /// A row whose zone is the heading of zones: the next page, or a table that goes on below.
  bool is_other_heading(const std::vector<std::string_view>& cells) const;

  /// A key cell that must not be blank.
  std::string key(const std::vector<std::string_view>& cells, std::ptrdiff_t column);

  bool is_blank(const std::vector<std::string_view>& cells, std::ptrdiff_t column) const;

  /// Whether a row is a total or a note, which is listed. Asked only of rows that lack a key or
  /// have another number of cells, and of new names.
  bool is_set_aside(const std::vector<std::string_view>& cells);

  /// Rows of text that no other heading follows were not read.
  void report_texts();

  bool is_kept(const std::string& name) const;

  void add_row(const std::vector<std::string_view>& cells);

  /// Footnote marks at a name (Luxembourg*) are told; spaces and widths are layout.
  void note_marks(std::string_view written, const std::string& name);

  /// Takes the plain rows that begin here; false where there is none, or its zone is new.
  bool take_plain_rows(std::string_view text, CsvCells& cells);

  Column& column_for(const Heading& heading);

  std::int32_t read_year(const std::vector<std::string_view>& cells);

  void add_cell(std::string_view cell, std::size_t c);

  /// What was understood in a column, for the row at hand.
  CellNotes& noted(std::size_t c);

  CellValue<std::int64_t> read_code(std::string_view cell, std::size_t c);

  void report(Code code, std::string_view cell, std::size_t c);

  void report_notes();

  static constexpr std::size_t bytes_a_tick = std::size_t{1} << 20;
  static constexpr std::size_t longest_name = 90;  ///< bytes; what is longer may be a note

  const System& system_;
  const FileContext& context_;
  const Titles& titles_;
  TitleFacts& facts_;
  Problems& problems_;
  CsvCells* cells_ = nullptr;  ///< of rows of text
  bool in_parts_ = false;
  std::size_t n_taken_ = 0;  ///< rows of the parts before
  std::unique_ptr<PlainAhead> ahead_;
  std::unique_ptr<RowAppender> appender_;
  RowTable table_;
  TextNumbers zones_, codes_;
  Layout layout_;
  std::vector<Heading> headings_;
  std::vector<CellRules> rules_;
  std::vector<CellNotes> notes_;
  std::vector<std::size_t> active_;  ///< columns that are read
  std::ptrdiff_t zone_column_ = -1, year_column_ = -1, enterprise_column_ = -1;
  std::int32_t file_year_ = 0;
  std::size_t line_ = 0;                             ///< of the row, or cell, that is read
  const std::vector<std::size_t>* lines_ = nullptr;  ///< of the row's cells, where they differ
  bool in_notes_ = false;                            ///< notes under the table have begun
  std::vector<Problem> texts_aside_;                 ///< rows of text after the last row of data
  CsvCells::Mark mark_, aside_;  ///< where the row at hand, and the first of those texts, begin
  std::size_t n_marked_ = 0;
  std::string marked_, unmarked_;
};

}  // namespace zonerank::detail
