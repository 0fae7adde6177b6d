#pragma once
// CSV text to rows of cells, and files to rows of a table.

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/core/error.hpp"
#include "zonerank/data/table.hpp"
#include "zonerank/data/table_format.hpp"
#include "zonerank/spec/system.hpp"

namespace zonerank {

/// UTF-8 of a file's bytes: UTF-8 with or without BOM as it is, UTF-16 and UTF-32 with a mark, else
/// GB18030 where that gives Chinese text; or the encoding that is named. A notice says which, but
/// for UTF-8.
/// @throws Error bad-encoding; doubtful-encoding where GB18030 gives words that nobody writes;
/// unknown-value for a name that is no encoding
std::string decode(std::string bytes, const std::string& file, Problems& problems,
                   const std::string& encoding = {});

/// Cells of CSV text, row by row. Quoted cells may hold separators, line ends and "" for a quote;
/// rows of blank cells alone are skipped. The separator is the comma, tab or semicolon that the
/// first line with one of them has; the comma where it has several.
class CsvCells {
 public:
  CsvCells(std::string_view text, std::string file);

  /// The next row's cells, valid until the next call; false at the end.
  /// @throws Error open-quote, with the line where the quote begins
  bool next(std::vector<std::string_view>& cells);
  std::size_t line() const { return row_line_; }  ///< of the row's first cell, 1 is the first
  std::size_t position() const { return at_; }    ///< bytes read
  char separator() const { return separator_; }
  bool at_end() const { return at_ >= text_.size(); }
  /// Whether the text ended without a line end: its last row may be cut off.
  bool ends_early() const { return at_end() && !text_.empty() && text_.back() != '\n'; }

  /// Takes a row of one line, `length` bytes with its line end, that was read elsewhere.
  void take(std::size_t length) {
    at_ += length;
    row_line_ = line_++;
  }

  /// Where the next row is looked for.
  struct Mark {
    std::size_t position = 0, line = 1;
  };
  Mark mark() const { return {at_, line_}; }
  void go_to(const Mark& mark) { at_ = mark.position, line_ = mark.line; }

 private:
  std::string_view quoted_cell();

  std::string_view text_;
  std::string file_;
  char separator_ = ',';
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t row_line_ = 1;
  std::deque<std::string> unescaped_;  ///< cells point into them
  std::size_t n_unescaped_ = 0;
};

/// What a file says of its rows before they are read.
struct FileContext {
  std::string name = {};          ///< in messages
  std::string sheet = {};         ///< of a workbook: the sheet's name, whose year stands first
  int year = 0;                   ///< of a file without a column of years; 0: take it from the name
  bool name_first = false;        ///< a year in the name stands before `year`: one file a year
  std::vector<bool> wanted = {};  ///< fields to read
  TableFormat format = {};
  std::function<void(double)> tick = {};  ///< called now and then with the share of bytes read
};

/// The tables of a CSV file: one, or more where a table goes on below or beside. Tables with years
/// as columns, of one figure a row, or with indicators as rows are rearranged. Every problem is
/// added to `problems`; the rows are complete only where no error was added.
std::vector<RowTable> read_csv(std::string bytes, const System& system, const FileContext& context,
                               Problems& problems);

}  // namespace zonerank
