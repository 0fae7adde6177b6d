#include "read/plain_rows.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::uint64_t powers[] = {1,      10,      100,      1000,      10000,
                                    100000, 1000000, 10000000, 100000000, 1000000000};
constexpr std::int32_t not_plain = -1, blank_code = -2;

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::uint64_t eight_bytes(const char* p) {
  std::uint64_t word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

constexpr bool is_little = std::endian::native == std::endian::little;

constexpr std::uint64_t every_byte = 0x0101010101010101U;

/// The high bit of the first byte that is zero, and perhaps of some after it.
std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - every_byte) & ~word & (every_byte * 0x80);
}

/// How many of the eight bytes, from the first on, are digits.
int leading_digits(std::uint64_t word) {
  const std::uint64_t off = word ^ 0x3030303030303030U;  // 0 to 9 of digits
  const std::uint64_t other =
      (((off & 0x7F7F7F7F7F7F7F7FU) + 0x7676767676767676U) | off) & 0x8080808080808080U;
  return other == 0 ? 8 : std::countr_zero(other) / 8;
}

/// The number of the first n > 0 bytes, all digits.
std::uint64_t number_of(std::uint64_t word, int n) {
  word <<= 64 - 8 * n;  // zeros, whose low halves are 0, come before
  word &= 0x0F0F0F0F0F0F0F0FU;
  word = (word * 10 + (word >> 8)) & 0x00FF00FF00FF00FFU;
  word = (word * 100 + (word >> 16)) & 0x0000FFFF0000FFFFU;
  return (word * 10000 + (word >> 32)) & 0xFFFFFFFFU;
}

/// Takes digits from p on, up to `end` that may be read; how many.
inline int take_digits(const char*& p, const char* end, std::uint64_t& value) {
  int n = 0;
  if (is_little) {
    while (end - p >= 8) {
      const std::uint64_t word = eight_bytes(p);
      const int digits = leading_digits(word);
      if (digits == 0) return n;
      value = value * powers[digits] + number_of(word, digits);
      p += digits;
      n += digits;
      if (digits < 8) return n;
    }
  }
  for (; p != end && is_digit(*p); ++p, ++n)
    value = 10 * value + static_cast<std::uint64_t>(*p - '0');
  return n;
}

/// A year of four digits, or 0.
std::int32_t plain_year(std::string_view cell) {
  if (cell.size() != 4 || cell[0] == '0' || !std::all_of(cell.begin(), cell.end(), is_digit))
    return 0;
  std::int32_t year = 0;
  for (const char c : cell) year = year * 10 + (c - '0');
  return year;
}

/// Letters and digits, with a digit among them: no total, no note.
bool is_plain_enterprise(std::string_view cell) {
  bool has_digit = false;
  for (const char c : cell) {
    if (is_digit(c))
      has_digit = true;
    else if (!is_letter(c))
      return false;
  }
  return has_digit;
}

}  // namespace

CellFigure read_figure(std::string_view cell, const Field& field, const CellRules& rules,
                       CellNotes& notes) {
  if (field.number == Number::real) {
    const CellValue<double> real = read_real(cell, rules, notes);
    return {0, real.value, real.blank, real.failure};
  }
  CellValue<std::int64_t> value;
  if (field.is_exact())
    value = read_exact(cell, field.places, rules, notes);
  else if (field.number == Number::flag)
    value = read_flag(cell, field, rules, notes);
  else
    value = zonerank::detail::read_year(cell, false, rules, notes);
  return {value.value, 0.0, value.blank, value.failure};
}

PlainRows::PlainRows(const System& system, const Layout& layout, char separator)
    : system_(system),
      layout_(layout),
      separator_(separator),
      columns_(layout.headings.size()),
      figures_(layout.active.size()) {
  for (std::size_t k = 0; k < layout.active.size(); ++k) {
    const std::size_t c = layout.active[k];
    const Field& field = system.fields[static_cast<std::size_t>(layout.headings[c].field)];
    const bool is_plain = field.is_exact() && layout.rules[c].is_plain();
    const Kind other = field.number == Number::code ? Kind::code : Kind::careful;
    columns_[c] = {is_plain ? Kind::number : other, field.places, k, nullptr, nullptr};
  }
  const auto set = [this](int column, Kind kind) {
    if (column >= 0) columns_[static_cast<std::size_t>(column)].kind = kind;
  };
  set(layout.zone, Kind::zone);
  set(layout.year, Kind::year);
  set(layout.enterprise, Kind::enterprise);
}

void PlainRows::make_room(std::size_t rows) {
  zones_.resize(std::max(rows, zones_.size()));
  years_.resize(std::max(rows, years_.size()), layout_.file_year);
  if (layout_.enterprise >= 0) enterprises_.resize(std::max(rows, enterprises_.size()));
  for (std::size_t k = 0; k < figures_.size(); ++k) {
    const std::size_t c = layout_.active[k];
    const auto f = static_cast<std::size_t>(layout_.headings[c].field);
    Figures& figures = figures_[k];
    if (figures.valid.size() >= rows) continue;
    figures.valid.resize(rows);
    if (system_.fields[f].number == Number::real)
      figures.reals.resize(rows);
    else
      figures.values.resize(rows);
    columns_[c].values = figures.values.data();
    columns_[c].valid = figures.valid.data();
  }
}

std::size_t PlainRows::find(std::size_t position) const {
  if (position < begin_ || position >= end_) return size();
  const auto at = static_cast<std::uint32_t>(position - begin_);
  const auto found = std::lower_bound(starts_.begin(), starts_.end(), at);
  return found != starts_.end() && *found == at ? static_cast<std::size_t>(found - starts_.begin())
                                                : size();
}

/// A cell that is no plain number without quotes.
bool PlainRows::read_other(const Column& column, std::size_t c, const char* begin,
                           const char* end) {
  const std::string_view cell(begin, static_cast<std::size_t>(end - begin));
  switch (column.kind) {
    case Kind::zone:
      if (cell.empty()) return false;
      zones_[row_] = zone_numbers_.number(cell);
      return true;
    case Kind::year:
      years_[row_] = plain_year(cell);
      return years_[row_] != 0;
    case Kind::enterprise:
      enterprises_[row_] = cell;
      return is_plain_enterprise(cell);
    case Kind::code:
      return read_code(column, cell);
    case Kind::number:
      if (const char* p = begin; read_number(column, p) && p == end) return true;
      return read_careful(column, c, cell);
    case Kind::careful:
      return read_careful(column, c, cell);
    default:
      return true;
  }
}

bool PlainRows::read_code(const Column& column, std::string_view cell) {
  const auto raw = static_cast<std::size_t>(raw_codes_.number(cell));
  if (raw == codes_.size()) {
    const std::string code = plain_text(cell);
    codes_.push_back(blank_code);
    if (!code.empty()) {
      const std::size_t c = layout_.active[column.figures];
      if (is_blank_mark(code, layout_.rules[c], notes_)) {
        notes_ = {};
        codes_.back() = not_plain;
      } else {
        codes_.back() = static_cast<std::int32_t>(code_texts_.size());
        code_texts_.push_back(code);
      }
    }
  }
  const std::int32_t code = codes_[raw];
  Figures& to = figures_[column.figures];
  to.values[row_] = std::max(code, 0);
  to.valid[row_] = code >= 0 ? 1 : 0;
  return code != not_plain;
}

/// By the rules of the careful reader, where that says nothing.
bool PlainRows::read_careful(const Column& column, std::size_t c, std::string_view cell) {
  const Field& field = system_.fields[static_cast<std::size_t>(layout_.headings[c].field)];
  const CellFigure figure = read_figure(cell, field, layout_.rules[c], notes_);
  if (notes_.any()) {
    notes_ = {};
    return false;
  }
  if (figure.failure) return false;
  Figures& to = figures_[column.figures];
  if (field.number == Number::real)
    to.reals[row_] = figure.real;
  else
    to.values[row_] = figure.value;
  to.valid[row_] = figure.blank ? 0 : 1;
  return true;
}

/// The digits that begin at p, where there are not too many.
inline bool PlainRows::read_number(const Column& column, const char*& p) {
  if (is_digit(p[0]) && p[1] == separator_) {  // in most forms most are 0
    column.values[row_] = static_cast<std::int64_t>(
        static_cast<std::uint64_t>(p[0] - '0') * powers[static_cast<std::size_t>(column.places)]);
    column.valid[row_] = 1;
    ++p;
    return true;
  }
  const bool negative = *p == '-';
  if (negative) ++p;
  std::uint64_t value = 0;  // may wrap where there are too many digits
  int digits = take_digits(p, text_end_, value);
  int decimals = 0;
  if (*p == '.' && p != text_end_) {
    ++p;
    decimals = take_digits(p, text_end_, value);
    digits += decimals;
    if (digits == 0) return false;
  }
  if (decimals > column.places || digits - decimals + column.places > 18) return false;
  if (digits == 0 && negative) return false;
  const auto number =
      static_cast<std::int64_t>(value * powers[static_cast<std::size_t>(column.places - decimals)]);
  column.values[row_] = negative ? -number : number;
  column.valid[row_] = digits > 0 ? 1 : 0;
  return true;
}

inline const char* PlainRows::cell_end(const char* p) const {
  const std::uint64_t separators = every_byte * static_cast<unsigned char>(separator_);
  while (is_little && text_end_ - p >= 8) {
    const std::uint64_t word = eight_bytes(p);
    const std::uint64_t ends = zero_bytes(word ^ separators) |
                               zero_bytes(word ^ (every_byte * '\n')) |
                               zero_bytes(word ^ (every_byte * '\r'));
    if (ends != 0) return p + std::countr_zero(ends) / 8;
    p += 8;
  }
  while (!is_end(p)) ++p;
  return p;
}

/// False: not plain; p may stand anywhere.
inline bool PlainRows::read_row(const char*& p) {
  const std::size_t n = columns_.size();
  for (std::size_t c = 0; c < n; ++c) {
    const Column& column = columns_[c];
    if (*p != '"') {
      const char* const begin = p;
      if (column.kind != Kind::number || !read_number(column, p) || !is_end(p)) {
        p = cell_end(begin);
        if (column.kind != Kind::unread && !read_other(column, c, begin, p)) return false;
      }
    } else {
      const char* const begin = ++p;
      while (p != text_end_ && *p != '"' && *p != '\n') ++p;
      if (p == text_end_ || *p != '"') return false;
      if (column.kind != Kind::unread && !read_other(column, c, begin, p)) return false;
      ++p;
      if (!is_end(p)) return false;
    }
    if (c + 1 < n) {
      if (*p != separator_ || p == text_end_) return false;
      ++p;
    }
  }
  if (*p == '\r' && p != text_end_) ++p;
  if (p == text_end_) return true;
  return *p++ == '\n';
}

void PlainRows::read(std::string_view text, std::size_t begin, std::size_t end) {
  begin_ = begin;
  end_ = end;
  starts_.clear();
  stops_.clear();
  zone_numbers_.clear();
  raw_codes_.clear();
  codes_.clear();
  code_texts_.clear();
  text_end_ = text.data() + text.size();
  const char* const first = text.data() + begin;
  const char* const last = text.data() + end;
  make_room((end - begin) / columns_.size() + 1);  // a cell has its separator or line end
  row_ = 0;
  for (const char* p = first; p < last;) {
    const char* const start = p;
    if (read_row(p)) {
      starts_.push_back(static_cast<std::uint32_t>(start - first));
      stops_.push_back(static_cast<std::uint32_t>(p - first));
      ++row_;
      continue;
    }
    const void* const next = std::memchr(start, '\n', static_cast<std::size_t>(last - start));
    p = next == nullptr ? last : static_cast<const char*>(next) + 1;
  }
}

}  // namespace zonerank::detail
