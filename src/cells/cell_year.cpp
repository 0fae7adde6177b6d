#include <algorithm>
#include <array>

#include "cells/cell.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::int64_t first_serial = 19725, last_serial = 73415;  ///< 1954-01-01 to 2100-12-31

/// The year of a day that a spreadsheet counts from 1899-12-30 (the 1900 system, after February
/// 1900).
std::int64_t year_of_serial(std::int64_t serial) {
  // Days since 0000-03-01 of the Gregorian calendar, in eras of 400 years.
  const std::int64_t days = serial - 25569 + 719468;
  const std::int64_t era = days / 146097;
  const std::int64_t of_era = days - era * 146097;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  return year + era * 400 + (of_year >= 306 ? 1 : 0);  // January and February end a year
}

/// What follows the year in a date: -01-01, /1/1, .1.1 or 年1月1日, with a time or without; also
/// the month alone where `months` are taken.
bool is_rest_of_date(std::string_view rest, bool months) {
  const auto take = [&](std::string_view mark) {
    if (!rest.starts_with(mark)) return false;
    rest.remove_prefix(mark.size());
    return true;
  };
  const auto take_number = [&](int most) {
    const std::size_t n = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (n != 1 && n != 2) return false;
    int number = 0;
    for (const char c : rest.substr(0, n)) number = 10 * number + (c - '0');
    rest.remove_prefix(n);
    return number >= 1 && number <= most;
  };
  for (const auto& [first, second, third] : {std::array<std::string_view, 3>{"-", "-", ""},
                                             {"/", "/", ""},
                                             {".", ".", ""},
                                             {"年", "月", "日"}}) {
    if (!take(first)) continue;
    if (!take_number(12)) return false;
    if (months && first != "." && (rest.empty() || rest == "月")) return true;
    if (!take(second) || !take_number(31) || !take(third)) return false;
    return rest.empty() || rest.starts_with(' ') || rest.starts_with('T');
  }
  return false;
}

/// MM or MMDD
bool is_month_or_day(std::string_view digits) {
  const auto two = [&](std::size_t i) { return (digits[i] - '0') * 10 + (digits[i + 1] - '0'); };
  if (digits.size() != 2 && digits.size() != 4) return false;
  const bool has_month = two(0) >= 1 && two(0) <= 12;
  return has_month && (digits.size() == 2 || (two(2) >= 1 && two(2) <= 31));
}

}  // namespace

CellValue<std::int64_t> read_year(std::string_view cell, bool alone, const CellRules& rules,
                                  CellNotes& notes) {
  cell = without_spaces(cell);
  if (cell.empty() || is_blank_mark(cell, rules, notes)) return {0, true, {}};
  if (cell.size() == 4 && std::all_of(cell.begin(), cell.end(), is_digit) && cell[0] != '0') {
    return {(cell[0] - '0') * 1000 + (cell[1] - '0') * 100 + (cell[2] - '0') * 10 + (cell[3] - '0'),
            false,
            {}};
  }
  constexpr CellValue<std::int64_t> none = {0, false, Code::bad_year};
  const std::string text = half_width(cell);
  if (text.size() < 4 || text.size() > 64 || text[0] == '0' ||
      !std::all_of(text.begin(), text.begin() + 4, is_digit)) {
    return none;
  }
  const std::int64_t year = std::stoll(text.substr(0, 4));
  const std::string_view rest = std::string_view(text).substr(4);
  if (rest.empty() || rest == ".0" || rest == "年" || rest == "年度") return {year, false, {}};
  if (is_rest_of_date(rest, !alone)) {
    if (alone) notes.accepted.add(cell, notes.line);
    return {year, false, {}};
  }
  std::string_view digits = rest;
  if (digits.ends_with(".0")) digits.remove_suffix(2);
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return none;
  if (digits.size() == 1) {
    const std::int64_t serial = 10 * year + (digits[0] - '0');
    if (!alone || serial < first_serial || serial > last_serial) return none;
    const std::int64_t found = year_of_serial(serial);
    notes.add_serial(cell, found);
    return {found, false, {}};
  }
  if (alone || !is_month_or_day(digits)) return none;
  return {year, false, {}};
}

}  // namespace zonerank::detail
