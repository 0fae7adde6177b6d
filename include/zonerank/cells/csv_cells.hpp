#pragma once
// A file's bytes to text, and CSV text to rows of cells.

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zonerank/diagnostics/error.hpp"

namespace zonerank {

/// UTF-8 of a file's bytes: UTF-8 with or without BOM as it is, UTF-16 and UTF-32 with a mark, else
/// GB18030 where that gives Chinese text; or the encoding that is named. A notice says which, but
/// for UTF-8.
/// @throws Error bad-encoding; doubtful-encoding where GB18030 gives words that nobody writes;
/// unknown-value for a name that is no encoding
std::string decode(std::string bytes, const Place& file, Problems& problems,
                   const std::string& encoding = {});

/// Whether all bytes are UTF-8.
bool is_utf8(std::string_view bytes);

/// Cells of CSV text, row by row. Quoted cells may hold separators, line ends and "" for a quote;
/// rows of blank cells alone are skipped. The separator is the comma, tab or semicolon that the
/// first line with one of them has; the comma where it has several.
class CsvCells {
 public:
  CsvCells(std::string_view text, Place file);

  /// Cells of a text that goes on with line `line`.
  CsvCells(std::string_view text, Place file, char separator, std::size_t line)
      : text_(text), file_(std::move(file)), separator_(separator), line_(line) {}

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
  Place file_;
  char separator_ = ',';
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t row_line_ = 1;
  std::deque<std::string> unescaped_;  ///< cells point into them
  std::size_t n_unescaped_ = 0;
};

}  // namespace zonerank
