#include "read/plain_row.hpp"

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

constexpr std::int64_t powers[] = {1,      10,      100,      1000,      10000,
                                   100000, 1000000, 10000000, 100000000, 1000000000};

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

PlainRow::PlainRow(const System& system, const Layout& layout, char separator)
    : columns_(layout.headings.size()), cells_(layout.headings.size()), separator_(separator) {
  for (const std::size_t c : layout.active) {
    const Heading& heading = layout.headings[c];
    const Field& field = system.fields[static_cast<std::size_t>(heading.field)];
    const bool is_plain = field.is_exact() && layout.rules[c].is_plain();
    columns_[c] = {is_plain ? Kind::number : Kind::careful, field.places};
  }
  const auto set = [this](int column, Kind kind) {
    if (column >= 0) columns_[static_cast<std::size_t>(column)].kind = kind;
  };
  set(layout.zone, Kind::zone);
  set(layout.year, Kind::year);
  set(layout.enterprise, Kind::enterprise);
}

bool PlainRow::read(std::string_view text) {
  const char* p = text.data();
  end_ = p + text.size();
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const char* const begin = p;
    Cell& cell = cells_[c];
    const Column& column = columns_[c];
    if (*p == '"') return false;
    if (column.kind == Kind::number && read_number(p, column.places, cell)) {
      // taken
    } else if (column.kind == Kind::year) {
      if (!read_year(p)) return false;
    } else if (column.kind == Kind::enterprise) {
      if (!read_enterprise(p)) return false;
    } else {
      p = begin;
      while (!is_end(p)) ++p;
      cell.state = p == begin ? State::blank : State::careful;
      cell.text = std::string_view(begin, static_cast<std::size_t>(p - begin));
      if (column.kind == Kind::zone) zone = cell.text;
    }
    if (c + 1 < columns_.size()) {
      if (*p != separator_ || p == end_) return false;
      ++p;
    }
  }
  if (*p == '\r' && p != end_) ++p;
  if (p != end_ && *p != '\n') return false;
  length_ = static_cast<std::size_t>(p - text.data()) + (p == end_ ? 0 : 1);
  return true;
}

bool PlainRow::read_number(const char*& p, int places, Cell& cell) const {
  const bool negative = *p == '-';
  const char* const begin = p += negative ? 1 : 0;
  std::uint64_t value = 0;  // may wrap where there are too many digits
  for (; is_digit(*p); ++p) value = 10 * value + static_cast<std::uint64_t>(*p - '0');
  std::ptrdiff_t digits = p - begin;
  std::ptrdiff_t decimals = 0;
  if (*p == '.') {
    const char* const point = p++;
    for (; is_digit(*p); ++p) value = 10 * value + static_cast<std::uint64_t>(*p - '0');
    decimals = p - point - 1;
    digits += decimals;
  }
  if (!is_end(p) || decimals > places) return false;
  if (digits == 0) {
    cell = {0, State::blank, {}};
    return !negative && p == begin;
  }
  if (digits - decimals + places > 18) return false;
  const std::int64_t number = static_cast<std::int64_t>(value) * powers[places - decimals];
  cell = {negative ? -number : number, State::number, {}};
  return true;
}

bool PlainRow::read_year(const char*& p) {
  if (p[0] < '1' || !is_digit(p[0])) return false;
  year = 0;
  for (int i = 0; i < 4; ++i, ++p) {
    if (!is_digit(*p)) return false;
    year = year * 10 + (*p - '0');
  }
  return is_end(p);
}

/// Letters and digits, with a digit among them: no total, no note.
bool PlainRow::read_enterprise(const char*& p) {
  const char* const begin = p;
  bool has_digit = false;
  for (; is_digit(*p) || is_letter(*p); ++p) has_digit |= is_digit(*p);
  enterprise = std::string_view(begin, static_cast<std::size_t>(p - begin));
  return has_digit && is_end(p);
}

}  // namespace zonerank::detail
