#pragma once
// One reported cell to its value.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/core/error.hpp"
#include "zonerank/spec/system.hpp"

namespace zonerank::detail {

/// What was understood in a column though it was not written plainly.
struct CellNotes {
  std::size_t accepted = 0;  ///< thousands separators, full-width digits
  std::string accepted_example;
  std::size_t blanks = 0;  ///< "-", "无", "/"
  std::string blank_example;
};

/// A cell's value; `blank` and `failure` exclude each other and the value.
template <class T>
struct CellValue {
  T value{};
  bool blank = false;
  std::optional<Code> failure;
};

/// The exact integer of a count or decimal cell at the field's decimals; `scale` converts the
/// heading's unit.
CellValue<std::int64_t> read_exact(std::string_view cell, int places,
                                   const std::optional<Scale>& scale, CellNotes& notes);
CellValue<double> read_real(std::string_view cell, const std::optional<Scale>& scale,
                            CellNotes& notes);
CellValue<std::int64_t> read_flag(std::string_view cell, const Field& field, CellNotes& notes);
/// The first four digits; `alone` refuses more digits after them (a month) that make no date.
CellValue<std::int64_t> read_year(std::string_view cell, bool alone, CellNotes& notes);

/// A code or a key as it is compared: half-width, and without the .0 that spreadsheets append to
/// whole numbers.
std::string plain_text(std::string_view cell);

/// Whether the cell says that there is nothing: "-", "无", "/", "NA"...
bool is_blank_mark(std::string_view cell, CellNotes& notes);

/// Whether the cell is a spreadsheet's error: #DIV/0!, #REF! ... (#N/A says that there is nothing).
bool is_cell_error(std::string_view cell);

/// Whether a code was made a number with an exponent: 9.1510E+17.
bool is_shortened(std::string_view code);

/// The cells that say that there is nothing.
std::vector<std::string> blank_marks();

/// The answers that mean yes (or no) in a flag field, in lower case.
std::vector<std::string> flag_words(const Field& field, bool yes);

/// The answers that a flag field takes, for messages.
std::string flag_answers(const Field& field);

}  // namespace zonerank::detail
