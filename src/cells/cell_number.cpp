#include "cells/cell_number.hpp"

#include <algorithm>
#include <array>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

/// Cells longer than this are looked at as numbers only: nobody writes such a band or mark.
constexpr std::size_t longest_looked_at = 64;

constexpr std::array<std::string_view, 5> group_spaces = {
    "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87", " "};  // U+00A0 202F 2009 2007
constexpr std::array<std::string_view, 2> apostrophes = {"\xE2\x80\x99", "'"};

/// The sign of groups that `text` begins with: one kind for all spaces, one for all apostrophes.
std::pair<char, std::size_t> group_sign(std::string_view text) {
  if (text.empty()) return {'\0', 0};
  if (text[0] == ',' || text[0] == '.') return {text[0], 1};
  for (const std::string_view space : group_spaces) {
    if (text.starts_with(space)) return {' ', space.size()};
  }
  for (const std::string_view apostrophe : apostrophes) {
    if (text.starts_with(apostrophe)) return {'\'', apostrophe.size()};
  }
  return {'\0', 0};
}

/// 1,234.5 with '.' as decimal sign (1.234,5 with ',') to 1234.5; nothing where signs stand
/// otherwise.
std::optional<std::string> plain_digits(std::string_view text, char decimal) {
  std::string result;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    if (text[0] == '-') result += '-';
    text.remove_prefix(1);
  }
  const std::size_t begin = result.size();
  std::size_t run = 0;
  char sign = '\0';
  while (!text.empty() && text[0] != decimal) {
    if (is_digit(text[0])) {
      result += text[0];
      ++run;
      text.remove_prefix(1);
      continue;
    }
    const auto [mark, length] = group_sign(text);
    if (mark == '\0') break;
    const bool is_first = sign == '\0';
    if (is_first ? run == 0 || run > 3 || result[begin] == '0' : mark != sign || run != 3)
      return std::nullopt;
    sign = mark;
    run = 0;
    text.remove_prefix(length);
  }
  if (sign != '\0' && run != 3) return std::nullopt;
  if (!text.empty() && text[0] == decimal) {
    result += '.';
    text.remove_prefix(1);
  }
  // What follows are decimals and an exponent, which the reader of plain numbers knows.
  for (const char c : text) {
    if (!is_digit(c) && c != 'e' && c != 'E' && c != '-' && c != '+') return std::nullopt;
  }
  result += text;
  return result;
}

/// Half-width, without spaces around, a currency before it and its share behind it.
WrittenNumber stripped(std::string_view cell) {
  WrittenNumber result;
  std::string text = half_width(cell);
  std::string_view rest = without_spaces(text);
  for (const std::string_view sign : {"\xC2\xA5", "\xEF\xBF\xA5"}) {  // ¥ ￥
    if (rest.starts_with(sign)) rest = without_spaces(rest.substr(sign.size()));
  }
  constexpr std::string_view minus = "\xE2\x88\x92";
  const bool is_negative = rest.starts_with(minus);
  if (is_negative) rest.remove_prefix(minus.size());
  constexpr std::string_view permille = "\xE2\x80\xB0";
  if (rest.ends_with('%')) {
    result.share = Share::percent;
    rest.remove_suffix(1);
  } else if (rest.ends_with(permille)) {
    result.share = Share::permille;
    rest.remove_suffix(permille.size());
  }
  result.number = (is_negative ? "-" : "") + std::string(without_spaces(rest));
  return result;
}

/// The number that `text` begins with; the rest behind it.
std::string_view leading_number(std::string_view& text) {
  std::size_t n = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const std::size_t first = n;
  while (n < text.size() && (is_digit(text[n]) || text[n] == '.' || text[n] == ',')) ++n;
  if (n == first || !is_digit(text[first])) return {};
  const std::string_view number = text.substr(0, n);
  text.remove_prefix(n);
  return number;
}

std::optional<std::string> plain_of(std::string_view number, DecimalSign sign) {
  const auto written = written_number(number, sign);
  if (!written || written->share != Share::none || !parse_decimal(written->number))
    return std::nullopt;
  return written->number;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// One or two letters, stars, daggers, circled and raised numbers, or something short in brackets.
bool is_mark(std::string_view text) {
  if (text.empty()) return false;
  const bool has_letters_only = std::all_of(text.begin(), text.end(), is_letter);
  if (has_letters_only) return text.size() <= 2;
  for (const auto& [open, close] :
       {std::pair<char, char>{'(', ')'}, std::pair<char, char>{'[', ']'}}) {
    if (text.front() == open && text.back() == close && text.size() > 2 && text.size() <= 12)
      return true;
  }
  while (!text.empty()) {
    if (text[0] == '*' || text[0] == '#') {
      text.remove_prefix(1);
      continue;
    }
    if (text.size() >= 2 && (text.starts_with("\xC2\xB9") || text.starts_with("\xC2\xB2") ||
                             text.starts_with("\xC2\xB3"))) {  // raised 1, 2, 3
      text.remove_prefix(2);
      continue;
    }
    if (text.size() < 3) return false;
    const std::string_view three = text.substr(0, 3);
    const bool is_dagger = three == "\xE2\x80\xA0" || three == "\xE2\x80\xA1";
    const bool is_raised = three >= "\xE2\x81\xB0" && three <= "\xE2\x82\x89";
    const bool is_circled = three >= "\xE2\x91\xA0" && three <= "\xE2\x93\xBF";
    const bool is_star = three == "\xE2\x80\xBB" || three == "\xE2\x98\x85";  // ※ ★
    if (!is_dagger && !is_raised && !is_circled && !is_star) return false;
    text.remove_prefix(3);
  }
  return true;
}

}  // namespace

std::string_view without_spaces(std::string_view text) {
  constexpr std::array<std::string_view, 6> others = {
      "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
  for (bool again = true; again;) {
    again = false;
    text = trim(text);
    if (text.empty()) return text;
    const auto front = static_cast<unsigned char>(text.front());
    const auto back = static_cast<unsigned char>(text.back());
    if (front < 0x80 && back < 0x80) return text;
    for (const std::string_view space : others) {
      if (text.starts_with(space)) text.remove_prefix(space.size()), again = true;
      if (text.ends_with(space)) text.remove_suffix(space.size()), again = true;
    }
  }
  return text;
}

std::optional<WrittenNumber> written_number(std::string_view cell, DecimalSign sign) {
  WrittenNumber result = stripped(cell);
  if (result.number.empty()) return std::nullopt;
  if (sign == DecimalSign::either) {
    const bool has_comma = result.number.find(',') != std::string::npos;
    sign = has_comma ? DecimalSign::comma : DecimalSign::point;
  }
  auto digits = plain_digits(result.number, sign == DecimalSign::comma ? ',' : '.');
  if (!digits) return std::nullopt;
  result.number = std::move(*digits);
  return result;
}

std::optional<Band> written_band(std::string_view cell, DecimalSign sign) {
  if (cell.size() > longest_looked_at) return std::nullopt;
  const std::string text = half_width(cell);
  std::string_view rest = without_spaces(text);
  for (const std::string_view open : {">=", "<=", ">", "<", "\xE2\x89\xA5", "\xE2\x89\xA4"}) {
    if (!rest.starts_with(open)) continue;
    const auto end = plain_of(without_spaces(rest.substr(open.size())), sign);
    return end ? std::optional<Band>({*end, *end}) : std::nullopt;
  }
  const auto low = plain_of(leading_number(rest), sign);
  rest = without_spaces(rest);
  if (!low || rest.empty()) return std::nullopt;
  if (rest == "+") return Band{*low, *low};
  for (const std::string_view dash :
       {"-", "~", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x91", "\xE2\x88\x92", "至", "to"}) {
    if (!rest.starts_with(dash)) continue;
    rest = without_spaces(rest.substr(dash.size()));
    const auto high = plain_of(leading_number(rest), sign);
    if (!high || !rest.empty()) return std::nullopt;
    const Decimal a = *parse_decimal(*low);
    const Decimal b = *parse_decimal(*high);
    return to_double(a.digits, a.places) <= to_double(b.digits, b.places)
               ? std::optional<Band>({*low, *high})
               : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> middle_of(const Band& band) {
  const auto low = parse_decimal(band.low);
  const auto high = parse_decimal(band.high);
  if (!low || !high) return std::nullopt;
  const int places = std::max({low->places, high->places, 0}) + 1;
  const auto a = rescale(*low, places);
  const auto b = rescale(*high, places);
  if (!a || !b) return std::nullopt;
  const auto sum = checked_add(*a, *b);
  if (!sum) return std::nullopt;
  std::string text = format_decimal(*sum / 2, places);  // both end with 0: their sum is even
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string footnote_mark(std::string_view cell, DecimalSign sign) {
  if (cell.size() > longest_looked_at) return {};
  const std::string text = half_width(cell);
  std::string_view rest = without_spaces(text);
  std::string_view behind = rest;
  if (plain_of(leading_number(behind), sign)) {
    behind = without_spaces(behind);
    return is_mark(behind) ? std::string(behind) : "";
  }
  std::size_t n = 0;
  while (n < rest.size() && !is_digit(rest[n]) && rest[n] != '-' && rest[n] != '+') ++n;
  const std::string_view before = without_spaces(rest.substr(0, n));
  const bool has_letter = std::any_of(before.begin(), before.end(), is_letter);
  if (has_letter || !is_mark(before) || !plain_of(without_spaces(rest.substr(n)), sign)) return {};
  return std::string(before);
}

std::string_view without_marks(std::string_view cell, const std::vector<std::string>& marks) {
  for (bool again = true; again;) {
    again = false;
    cell = without_spaces(cell);
    for (const std::string& mark : marks) {
      if (mark.empty() || cell.size() <= mark.size()) continue;
      if (lower(cell.substr(cell.size() - mark.size())) == mark)
        cell.remove_suffix(mark.size()), again = true;
      else if (lower(cell.substr(0, mark.size())) == mark)
        cell.remove_prefix(mark.size()), again = true;
      if (again) break;
    }
  }
  return cell;
}

void DecimalEvidence::add(std::string_view cell, std::size_t line) {
  if (cell.size() > longest_looked_at) return;
  const std::string number = stripped(cell).number;
  const auto n_commas = std::count(number.begin(), number.end(), ',');
  const auto n_points = std::count(number.begin(), number.end(), '.');
  if (n_commas + n_points == 0) return;
  const auto as_point = plain_digits(number, '.');
  const auto as_comma = plain_digits(number, ',');
  if (n_commas > 0) {
    if (as_comma && as_point)
      keep(comma_open_, cell, line);
    else if (as_comma)
      keep(comma_is_decimal_, cell, line);
    else if (as_point)
      keep(comma_groups_, cell, line);
  }
  if (n_points > 0) {
    if (as_comma && as_point)
      keep(point_open_, cell, line);
    else if (as_point)
      keep(point_is_decimal_, cell, line);
    else if (as_comma)
      keep(point_groups_, cell, line);
  }
}

DecimalSign DecimalEvidence::sign(const Place& file, Problems& problems) const {
  const auto at = [&](const Example& example) { return file.with_line(example.line); };
  if (comma_is_decimal_.line > 0) {
    const Example& other = comma_groups_.line > 0 ? comma_groups_ : point_is_decimal_;
    if (other.line > 0) {
      problems.add(Code::mixed_decimal_signs, at(other), other.cell,
                   {words(" (\"{0}\": {1})", "（“{0}”：{1}）",
                          {comma_is_decimal_.cell, at(comma_is_decimal_).text()})});
    } else if (point_open_.line > 0 && point_groups_.line == 0) {
      problems.add(Code::undecided_decimal_sign, at(point_open_), point_open_.cell);
    }
    return DecimalSign::comma;
  }
  if (comma_open_.line > 0 && comma_groups_.line == 0 && point_is_decimal_.line == 0)
    problems.add(Code::undecided_decimal_sign, at(comma_open_), comma_open_.cell);
  return DecimalSign::point;
}

}  // namespace zonerank::detail
