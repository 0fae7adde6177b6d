#pragma once
// One reported cell to its value.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cells/cell_number.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::detail {

/// Cells of one kind in a column: how many, and the first.
struct CellTally {
  std::size_t n = 0;
  std::string example;
  std::size_t line = 0;

  void add(std::string_view cell, std::size_t at) {
    if (n++ == 0) example = std::string(cell), line = at;
  }
  void add(const CellTally& other);  ///< the example is the one further up
};

/// What was understood in a column though it was not written plainly.
struct CellNotes {
  std::size_t line = 0;  ///< of the cell at hand, set by the reader

  CellTally accepted;  ///< thousands separators, full-width digits
  CellTally blanks;    ///< "-", "无", "/"
  CellTally shares;    ///< 12.3%
  CellTally plain;     ///< numbers without %, not 0, in a column of shares
  CellTally marks;     ///< numbers whose footnote mark was ignored
  CellTally bands;     ///< 801-850
  CellTally serials;   ///< dates as serial numbers
  std::int64_t first_serial_year = 0, last_serial_year = 0;

  bool any() const {
    return accepted.n + blanks.n + shares.n + plain.n + marks.n + bands.n + serials.n > 0;
  }
  void add(const CellNotes& other);
  void add_serial(std::string_view cell, std::int64_t year);
  /// As findings about the column `heading` of `file`.
  void report(const Place& file, const std::string& heading, Problems& problems) const;
};

/// How the cells of a table are read, for all its columns.
struct TableRules {
  std::vector<std::string> missing;  ///< the user's marks, in lower case
  std::vector<std::string> marks;    ///< footnote marks to be ignored, in lower case
  std::string bands;                 ///< middle, lower, upper; empty: an error
  bool missing_numbers = false;      ///< some mark is a number: 999

  bool is_missing(std::string_view cell) const;
};

/// How the cells of one column are read.
struct CellRules {
  const TableRules* table = nullptr;
  std::optional<Scale> scale;    ///< field units in one unit of the heading, where they differ
  std::optional<Scale> percent;  ///< field units in 1 %, where the field is a pure number
  DecimalSign sign = DecimalSign::point;

  /// Whether a cell of digits and a point is just that number.
  bool is_plain() const {
    return !scale && !percent && sign != DecimalSign::comma &&
           (table == nullptr || !table->missing_numbers);
  }
};

/// A cell's value; `blank` and `failure` exclude each other and the value.
template <class T>
struct CellValue {
  T value{};
  bool blank = false;
  std::optional<Code> failure;
};

/// The exact integer of a count or decimal cell at the field's decimals.
CellValue<std::int64_t> read_exact(std::string_view cell, int places, const CellRules& rules,
                                   CellNotes& notes);
CellValue<double> read_real(std::string_view cell, const CellRules& rules, CellNotes& notes);
CellValue<std::int64_t> read_flag(std::string_view cell, const Field& field, const CellRules& rules,
                                  CellNotes& notes);
/// The year of a date, or alone. In the column of rows' years (`alone`) also of a date's serial
/// number in a spreadsheet, and there are no months: 201903 and 2019-03 are no years.
CellValue<std::int64_t> read_year(std::string_view cell, bool alone, const CellRules& rules,
                                  CellNotes& notes);

/// A code or a key as it is compared: half-width, and without the .0 that spreadsheets append to
/// whole numbers.
std::string plain_text(std::string_view cell);

/// Whether the cell says that there is nothing: "-", "无", "/", "NA"...
bool is_blank_mark(std::string_view cell, CellNotes& notes);
bool is_blank_mark(std::string_view cell, const CellRules& rules, CellNotes& notes);

/// Whether the cell is a spreadsheet's error: #DIV/0!, #REF! ... (#N/A says that there is nothing).
bool is_cell_error(std::string_view cell);

/// Whether a code was made a number with an exponent: 9.1510E+17.
bool is_shortened(std::string_view code);

/// What fills the sentences about a cell that cannot be read.
std::vector<Argument> failure_args(Code code, std::string_view cell, const Field& field,
                                   const CellRules& rules);

/// The cells that say that there is nothing, in lower case.
std::vector<std::string> blank_marks();

/// The answers that mean yes (or no) in a flag field, in lower case.
std::vector<std::string> flag_words(const Field& field, bool yes);

}  // namespace zonerank::detail
