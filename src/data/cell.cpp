#include "data/cell.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <vector>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::string_view blank_words[] = {
    "-", "--", "---", "—",   "——",  "———",  "－",  "－－", "/",    "无",   "暂无", "不适用",
    "…", "……", "NA",  "N/A", "n/a", "#N/A", "nan", "NaN",  "null", "NULL", "None", "<NA>"};
constexpr std::string_view cell_errors[] = {"#DIV/0!", "#REF!",  "#NAME?",  "#VALUE!",
                                            "#NUM!",   "#NULL!", "#SPILL!", "#CALC!"};
constexpr std::string_view plain_yes[] = {"1", "是", "有", "true", "yes", "y"};
constexpr std::string_view plain_no[] = {"0", "2", "否", "无", "false", "no", "n"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 1,234.5 -> 1234.5: groups of three after each comma; nothing where commas stand otherwise.
std::optional<std::string> without_thousands(std::string_view text) {
  std::string result;
  std::size_t i = 0;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) result += text[i++];
  std::size_t run = 0;
  bool grouped = false;
  for (; i < text.size() && text[i] != '.'; ++i) {
    if (text[i] == ',') {
      if (run == 0 || run > 3 || (grouped && run != 3)) return std::nullopt;
      grouped = true;
      run = 0;
    } else if (is_digit(text[i])) {
      result += text[i];
      ++run;
    } else {
      return std::nullopt;
    }
  }
  if (!grouped || run != 3) return std::nullopt;
  result += text.substr(i);
  return result;
}

/// The plain number that a cell writes in another way.
std::optional<std::string> plain_number(std::string_view cell) {
  std::string text = half_width(cell);
  text = std::string(trim(text));
  for (const std::string_view sign : {"¥", "￥", "−"}) {
    if (text.starts_with(sign)) text.replace(0, sign.size(), sign == "−" ? "-" : "");
  }
  if (auto grouped = without_thousands(text)) return grouped;
  if (text != cell) return text;
  return std::nullopt;
}

std::optional<Decimal> read_decimal(std::string_view cell, CellNotes& notes) {
  if (const auto number = parse_decimal(cell)) return number;
  if (const auto plain = plain_number(cell)) {
    if (const auto number = parse_decimal(*plain)) {
      if (notes.accepted++ == 0) notes.accepted_example = std::string(cell);
      return number;
    }
  }
  return std::nullopt;
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

}  // namespace

bool is_blank_mark(std::string_view cell, CellNotes& notes) {
  if (std::find(std::begin(blank_words), std::end(blank_words), cell) == std::end(blank_words)) {
    return false;
  }
  if (notes.blanks++ == 0) notes.blank_example = std::string(cell);
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

CellValue<std::int64_t> read_exact(std::string_view cell, int places,
                                   const std::optional<Scale>& scale, CellNotes& notes) {
  if (!scale) {
    if (const auto value = read_plain(cell, places)) return {*value, false, {}};
  }
  cell = trim(cell);
  if (cell.empty() || is_blank_mark(cell, notes)) return {0, true, {}};
  auto number = read_decimal(cell, notes);
  if (!number) {
    return {0, false, looks_like_a_number(cell) ? Code::cell_too_large : Code::bad_number};
  }
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

CellValue<double> read_real(std::string_view cell, const std::optional<Scale>& scale,
                            CellNotes& notes) {
  cell = trim(cell);
  if (cell.empty() || is_blank_mark(cell, notes)) return {0.0, true, {}};
  const auto parse = [](std::string_view text) -> std::optional<double> {
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
      return std::nullopt;
    return value;
  };
  auto value = parse(cell);
  if (!value) {
    if (const auto plain = plain_number(cell)) value = parse(*plain);
    if (!value) return {0.0, false, Code::bad_number};
    if (notes.accepted++ == 0) notes.accepted_example = std::string(cell);
  }
  return {scale ? *value * to_double(*scale) : *value, false, {}};
}

CellValue<std::int64_t> read_flag(std::string_view cell, const Field& field, CellNotes& notes) {
  cell = trim(cell);
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

namespace {

/// What follows the year in a date: -01-01, /1/1 or 年1月1日, with a time or without.
bool is_rest_of_date(std::string_view rest) {
  const auto take = [&](std::string_view mark) {
    if (!rest.starts_with(mark)) return false;
    rest.remove_prefix(mark.size());
    return true;
  };
  const auto take_number = [&] {
    const std::size_t n = std::min(rest.find_first_not_of("0123456789"), rest.size());
    rest.remove_prefix(n);
    return n == 1 || n == 2;
  };
  for (const auto& [first, second, third] :
       {std::array<std::string_view, 3>{"-", "-", ""}, {"/", "/", ""}, {"年", "月", "日"}}) {
    if (!take(first)) continue;
    if (!take_number() || !take(second) || !take_number() || !take(third)) return false;
    return rest.empty() || rest.starts_with(' ') || rest.starts_with('T');
  }
  return false;
}

}  // namespace

CellValue<std::int64_t> read_year(std::string_view cell, bool alone, CellNotes& notes) {
  cell = trim(cell);
  if (cell.empty() || is_blank_mark(cell, notes)) return {0, true, {}};
  if (cell.size() == 4 && std::all_of(cell.begin(), cell.end(), is_digit) && cell[0] != '0') {
    return {(cell[0] - '0') * 1000 + (cell[1] - '0') * 100 + (cell[2] - '0') * 10 + (cell[3] - '0'),
            false,
            {}};
  }
  const std::string text = half_width(cell);
  if (text.size() < 4 || !std::all_of(text.begin(), text.begin() + 4, is_digit))
    return {0, false, Code::bad_year};
  const std::int64_t year = std::stoll(text.substr(0, 4));
  constexpr std::string_view endings[] = {"", ".0", "年", "年度"};
  const bool ends =
      std::find(std::begin(endings), std::end(endings), text.substr(4)) != std::end(endings);
  if (year < 1000) return {0, false, Code::bad_year};
  if (alone && !ends) {
    if (!is_rest_of_date(std::string_view(text).substr(4))) return {0, false, Code::bad_year};
    if (notes.accepted++ == 0) notes.accepted_example = std::string(cell);
  }
  return {year, false, {}};
}

std::vector<std::string> blank_marks() { return {std::begin(blank_words), std::end(blank_words)}; }

std::vector<std::string> flag_words(const Field& field, bool yes) {
  std::vector<std::string> words;
  for (const std::string& answer : yes ? field.yes : field.no) words.push_back(lower(answer));
  for (const std::string_view answer : plain_yes) {
    if (yes) words.emplace_back(answer);
  }
  for (const std::string_view answer : plain_no) {
    if (!yes) words.emplace_back(answer);
  }
  return words;
}

std::string flag_answers(const Field& field) {
  std::vector<std::string> answers = {"1", "2", "0", "是", "否"};
  answers.insert(answers.end(), field.yes.begin(), field.yes.end());
  answers.insert(answers.end(), field.no.begin(), field.no.end());
  return join(answers, ", ");
}

}  // namespace zonerank::detail
