#include "cells/cell.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

/// In lower case; cells are compared without regard to case.
constexpr std::string_view blank_words[] = {
    "-",  "--",   "---",    "—",    "——",   "———",    "－",     "－－", "–",    "––",   "/",
    "无", "暂无", "不适用", "缺",   "缺失", "未公布", "未统计", "保密", ".",    "..",   "...",
    "…",  "……",   ":",      "：",   "na",   "n/a",    "n.a.",   "n.a",  "(na)", "#n/a", "#n/a n/a",
    "nr", "n/r",  "nd",     "n.d.", "nan",  "null",   "none",   "<na>", "*",    "**",   "***"};
constexpr std::size_t longest_blank_word = 9;
constexpr std::string_view cell_errors[] = {"#DIV/0!", "#REF!",  "#NAME?",  "#VALUE!",
                                            "#NUM!",   "#NULL!", "#SPILL!", "#CALC!"};
constexpr std::string_view plain_yes[] = {"1", "是", "有", "true", "yes", "y"};
constexpr std::string_view plain_no[] = {"0", "2", "否", "无", "false", "no", "n"};

const TableRules no_table_rules;

const TableRules& table_of(const CellRules& rules) {
  return rules.table == nullptr ? no_table_rules : *rules.table;
}

/// Digits and at most `places` decimals, short enough not to overflow: nearly every cell.
std::optional<std::int64_t> read_plain(std::string_view cell, int places) {
  if (cell.empty() || cell.size() > 17) return std::nullopt;
  std::size_t i = cell[0] == '-' ? 1 : 0;
  std::int64_t value = 0;
  int decimals = -1;
  bool any = false;
  for (; i < cell.size(); ++i) {
    if (is_digit(cell[i])) {
      value = value * 10 + (cell[i] - '0');
      any = true;
      if (decimals >= 0) ++decimals;
    } else if (cell[i] == '.' && decimals < 0) {
      decimals = 0;
    } else {
      return std::nullopt;
    }
  }
  decimals = std::max(decimals, 0);
  if (!any || decimals > places || static_cast<int>(cell.size()) + places > 18) return std::nullopt;
  for (; decimals < places; ++decimals) value *= 10;
  return cell[0] == '-' ? -value : value;
}

/// Sign, digits with at most one point, exponent: a number, however long.
bool looks_like_a_number(std::string_view text) {
  const auto drop_sign = [&] {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  };
  const auto drop_digits = [&] {
    const std::size_t n = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(n);
    return n;
  };
  drop_sign();
  std::size_t digits = drop_digits();
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += drop_digits();
  }
  if (digits == 0) return false;
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    drop_sign();
    if (drop_digits() == 0) return false;
  }
  return text.empty();
}

/// A cell's number in plain form and how it is converted to the field's unit.
struct ReadNumber {
  std::string number;
  std::optional<Scale> scale = {};
  bool is_share = false;
  std::optional<Code> failure = {};
};

/// Of a cell that is not written plainly; notes how it was understood.
ReadNumber read_written(std::string_view cell, const CellRules& rules, CellNotes& notes) {
  const TableRules& table = table_of(rules);
  const auto parsed = [&](std::string_view text) -> std::optional<WrittenNumber> {
    auto written = written_number(text, rules.sign);
    if (written && !looks_like_a_number(written->number)) return std::nullopt;
    return written;
  };
  const auto failed = [](Code code) {
    ReadNumber none;
    none.failure = code;
    return none;
  };
  auto written = parsed(cell);
  bool is_marked = false, is_band = false;
  // Where % is a mark that is ignored, 60% is 60 in the unit of the column.
  const bool is_share = written && written->share != Share::none;
  if ((!written || is_share) && !table.marks.empty()) {
    const std::string_view rest = without_marks(cell, table.marks);
    if (auto bare = parsed(rest); bare && rest.size() < cell.size())
      written = std::move(bare), is_marked = true;
  }
  if (!written) {
    const auto band = written_band(cell, rules.sign);
    if (band && table.bands.empty()) return failed(Code::band_of_values);
    if (band) {
      auto number = table.bands == "lower"   ? std::optional(band->low)
                    : table.bands == "upper" ? std::optional(band->high)
                                             : middle_of(*band);
      if (number) written = WrittenNumber{std::move(*number)};
      is_band = true;
    }
  }
  if (!written) {
    if (!footnote_mark(cell, rules.sign).empty()) return failed(Code::footnote_mark);
    const bool has_point = rules.sign == DecimalSign::comma && cell.find('.') != cell.npos &&
                           written_number(cell, DecimalSign::point);
    return failed(has_point ? Code::mixed_decimal_signs : Code::bad_number);
  }
  ReadNumber result{std::move(written->number), rules.scale};
  if (written->share != Share::none) {
    if (!rules.percent) return failed(Code::misplaced_percent);
    result.is_share = true;
    const bool is_permille = written->share == Share::permille;
    result.scale = *rules.percent * Scale{1, 1, is_permille ? -1 : 0};
    notes.shares.add(cell, notes.line);
  } else if (is_band) {
    notes.bands.add(cell, notes.line);
  } else if (!is_marked && rules.sign == DecimalSign::point) {
    notes.accepted.add(cell, notes.line);
  } else if (!is_marked && cell.find(',') == cell.npos) {
    notes.accepted.add(cell, notes.line);  // the decimal commas of a file have their own notice
  }
  if (is_marked) notes.marks.add(cell, notes.line);
  return result;
}

/// Whether a point in the cell separates decimals, or there is none.
bool is_plainly_signed(std::string_view cell, const CellRules& rules) {
  return rules.sign != DecimalSign::comma || cell.find('.') == cell.npos;
}

/// Counts the numbers without % where some have it.
void note_plain(std::string_view cell, bool is_zero, const CellRules& rules, CellNotes& notes) {
  if (rules.percent && !is_zero) notes.plain.add(cell, notes.line);
}

}  // namespace

void CellTally::add(const CellTally& other) {
  if (other.n > 0 && (n == 0 || other.line < line)) example = other.example, line = other.line;
  n += other.n;
}

void CellNotes::add_serial(std::string_view cell, std::int64_t year) {
  const bool is_first = serials.n == 0;
  serials.add(cell, line);
  first_serial_year = is_first ? year : std::min(first_serial_year, year);
  last_serial_year = is_first ? year : std::max(last_serial_year, year);
}

void CellNotes::add(const CellNotes& other) {
  if (other.serials.n > 0) {
    const bool is_first = serials.n == 0;
    first_serial_year =
        is_first ? other.first_serial_year : std::min(first_serial_year, other.first_serial_year);
    last_serial_year =
        is_first ? other.last_serial_year : std::max(last_serial_year, other.last_serial_year);
  }
  accepted.add(other.accepted);
  blanks.add(other.blanks);
  shares.add(other.shares);
  plain.add(other.plain);
  marks.add(other.marks);
  bands.add(other.bands);
  serials.add(other.serials);
}

void CellNotes::report(const Place& file, const std::string& heading, Problems& problems) const {
  const Place where = file.with_column(heading);
  const auto say = [&](Code code, const CellTally& tally) {
    if (tally.n > 0) problems.add(code, where, tally.example, {std::to_string(tally.n)});
  };
  say(Code::accepted_number, accepted);
  say(Code::read_as_blank, blanks);
  if (shares.n > 0 && plain.n > 0) {
    problems.add(Code::mixed_percent, where, shares.example,
                 {std::to_string(shares.line), plain.example, std::to_string(plain.line),
                  std::to_string(shares.n), std::to_string(plain.n)});
  } else {
    say(Code::read_as_percent, shares);
  }
  say(Code::mark_ignored, marks);
  say(Code::read_as_band, bands);
  if (serials.n > 0) {
    const std::string first = std::to_string(first_serial_year);
    const std::string last = std::to_string(last_serial_year);
    problems.add(Code::serial_dates, where, serials.example,
                 {std::to_string(serials.n), first == last ? first : first + "-" + last});
  }
}

bool TableRules::is_missing(std::string_view cell) const {
  return !missing.empty() &&
         std::find(missing.begin(), missing.end(), lower(cell)) != missing.end();
}

bool is_blank_mark(std::string_view cell, CellNotes& notes) {
  if (cell.empty() || cell.size() > longest_blank_word) return false;
  const auto is_same = [cell](std::string_view word) {
    return word.size() == cell.size() &&
           std::equal(word.begin(), word.end(), cell.begin(), [](char w, char c) {
             return w == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
           });
  };
  if (std::none_of(std::begin(blank_words), std::end(blank_words), is_same)) return false;
  notes.blanks.add(cell, notes.line);
  return true;
}

bool is_blank_mark(std::string_view cell, const CellRules& rules, CellNotes& notes) {
  if (!table_of(rules).is_missing(cell)) return is_blank_mark(cell, notes);
  notes.blanks.add(cell, notes.line);
  return true;
}

bool is_cell_error(std::string_view cell) {
  return cell.starts_with('#') &&
         std::find(std::begin(cell_errors), std::end(cell_errors), cell) != std::end(cell_errors);
}

bool is_shortened(std::string_view code) {
  const bool has_exponent = code.find("e+") != code.npos || code.find("E+") != code.npos;
  return has_exponent && looks_like_a_number(code);
}

std::string plain_text(std::string_view cell) {
  const auto is_plain = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
  if (std::all_of(cell.begin(), cell.end(), is_plain)) return std::string(cell);
  std::string text = half_width(trim(cell));
  const std::string_view digits =
      std::string_view(text).substr(0, text.size() - std::min<std::size_t>(2, text.size()));
  if (text.ends_with(".0") && !digits.empty() &&
      std::all_of(digits.begin(), digits.end(), is_digit)) {
    text.resize(digits.size());
  }
  return text;
}

CellValue<std::int64_t> read_exact(std::string_view cell, int places, const CellRules& rules,
                                   CellNotes& notes) {
  if (rules.is_plain()) {
    if (const auto value = read_plain(cell, places)) return {*value, false, {}};
  }
  cell = without_spaces(cell);
  if (cell.empty() || table_of(rules).is_missing(cell))
    return {0, cell.empty() || is_blank_mark(cell, rules, notes), {}};
  std::optional<Scale> scale = rules.scale;
  auto number = is_plainly_signed(cell, rules) ? parse_decimal(cell) : std::optional<Decimal>();
  bool is_share = false;
  if (!number) {
    if (is_blank_mark(cell, notes)) return {0, true, {}};
    if (looks_like_a_number(cell) && is_plainly_signed(cell, rules))
      return {0, false, Code::cell_too_large};
    const ReadNumber read = read_written(cell, rules, notes);
    if (read.failure) return {0, false, *read.failure};
    number = parse_decimal(read.number);
    if (!number) return {0, false, Code::cell_too_large};
    scale = read.scale;
    is_share = read.is_share;
  }
  if (!is_share) note_plain(cell, number->digits == 0, rules, notes);
  if (scale) {
    const auto product = checked_multiply(number->digits, scale->numerator);
    if (!product) return {0, false, Code::cell_too_large};
    if (*product % scale->denominator != 0) return {0, false, Code::too_many_decimals};
    number->digits = *product / scale->denominator;
    number->places -= scale->exponent;
    for (; number->places < 0; ++number->places) {
      const auto next = checked_multiply(number->digits, 10);
      if (!next) return {0, false, Code::cell_too_large};
      number->digits = *next;
    }
  }
  const auto digits = rescale(*number, places);
  constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
  if (digits && (*digits > most || *digits < -most)) return {0, false, Code::cell_too_large};
  if (!digits) {
    Int128 rest = number->digits;
    int have = number->places;
    for (; have > places && rest % 10 == 0; --have) rest /= 10;
    return {0, false, have > places ? Code::too_many_decimals : Code::cell_too_large};
  }
  return {static_cast<std::int64_t>(*digits), false, {}};
}

namespace {

std::optional<double> parse_real(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

/// The double nearest to number * scale where the scale is a power of ten: 12.3 % is 0.123.
std::optional<double> parse_scaled(const std::string& number, const Scale& scale) {
  if (scale.numerator == 1 && scale.denominator == 1 && number.find_first_of("eE") == number.npos)
    return parse_real(number + "e" + std::to_string(scale.exponent));
  const auto value = parse_real(number);
  return value ? std::optional(*value * to_double(scale)) : std::nullopt;
}

}  // namespace

CellValue<double> read_real(std::string_view cell, const CellRules& rules, CellNotes& notes) {
  cell = without_spaces(cell);
  if (cell.empty() || table_of(rules).is_missing(cell))
    return {0.0, cell.empty() || is_blank_mark(cell, rules, notes), {}};
  if (is_plainly_signed(cell, rules)) {
    if (const auto value = parse_real(cell)) {
      note_plain(cell, *value == 0.0, rules, notes);
      return {rules.scale ? *value * to_double(*rules.scale) : *value, false, {}};
    }
  }
  if (is_blank_mark(cell, notes)) return {0.0, true, {}};
  const ReadNumber read = read_written(cell, rules, notes);
  if (read.failure) return {0.0, false, *read.failure};
  const auto number = parse_real(read.number);
  if (!number) return {0.0, false, Code::bad_number};
  if (read.is_share) return {*parse_scaled(read.number, *read.scale), false, {}};
  note_plain(cell, *number == 0.0, rules, notes);
  return {read.scale ? *number * to_double(*read.scale) : *number, false, {}};
}

CellValue<std::int64_t> read_flag(std::string_view cell, const Field& field, const CellRules& rules,
                                  CellNotes& notes) {
  cell = without_spaces(cell);
  if (table_of(rules).is_missing(cell)) return {0, is_blank_mark(cell, rules, notes), {}};
  if (cell == "1") return {1, false, {}};
  if (cell == "0" || cell == "2") return {0, false, {}};
  if (cell.empty()) return {0, true, {}};
  std::string answer = lower(trim(half_width(cell)));
  if (answer.size() > 2 && is_digit(answer[0]) && answer[1] == '.' && !is_digit(answer[2])) {
    answer.erase(0, 2);  // "1.内资控股"
  }
  if (answer.ends_with(".0")) answer.resize(answer.size() - 2);
  const auto among = [&](const auto& answers) {
    return std::any_of(std::begin(answers), std::end(answers),
                       [&](const auto& a) { return lower(a) == answer; });
  };
  if (among(field.yes) || among(plain_yes)) return {1, false, {}};
  if (among(field.no) || among(plain_no)) return {0, false, {}};
  if (is_blank_mark(cell, notes)) return {0, true, {}};
  return {0, false, Code::bad_flag};
}

std::vector<Argument> failure_args(Code code, std::string_view cell, const Field& field,
                                   const CellRules& rules) {
  switch (code) {
    case Code::bad_flag: {
      std::vector<std::string> answers = {"1", "2", "0", "是", "否"};
      answers.insert(answers.end(), field.yes.begin(), field.yes.end());
      answers.insert(answers.end(), field.no.begin(), field.no.end());
      return {listed_names(answers)};
    }
    case Code::too_many_decimals:
      return {std::to_string(field.places), field.unit.text};
    case Code::footnote_mark:
      return {footnote_mark(cell, rules.sign)};
    case Code::misplaced_percent:
      return {field.unit.text};
    case Code::mixed_decimal_signs:
      return {Argument()};
    default:
      return {};
  }
}

std::vector<std::string> blank_marks() { return {std::begin(blank_words), std::end(blank_words)}; }

std::vector<std::string> flag_words(const Field& field, bool yes) {
  std::vector<std::string> answers;
  for (const std::string& answer : yes ? field.yes : field.no) answers.push_back(lower(answer));
  for (const std::string_view answer : plain_yes) {
    if (yes) answers.emplace_back(answer);
  }
  for (const std::string_view answer : plain_no) {
    if (!yes) answers.emplace_back(answer);
  }
  return answers;
}

}  // namespace zonerank::detail
