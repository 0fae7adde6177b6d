#pragma once
#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

#include <algorithm>
#include <array>

namespace zonerank {
ZONERANK_OWN(decimal) {

constexpr auto powers = [] {
  std::array<Int128, max_digits + 1> table{};
  table[0] = 1;
  for (std::size_t i = 1; i < table.size(); ++i) table[i] = table[i - 1] * 10;
  return table;
}();

ZONERANK_INLINE bool fits(Int128 digits) {
  return digits < powers[max_digits] && digits > -powers[max_digits];
}

}  // ZONERANK_OWN(decimal)

ZONERANK_INLINE Int128 power_of_ten(int exponent) {
  return powers.at(static_cast<std::size_t>(exponent));
}

ZONERANK_INLINE std::optional<Int128> checked_multiply(Int128 digits, Int128 factor) {
  Int128 product = 0;
  if (__builtin_mul_overflow(digits, factor, &product) || !fits(product)) return std::nullopt;
  return product;
}

ZONERANK_INLINE std::optional<Int128> checked_add(Int128 a, Int128 b) {
  Int128 sum = 0;
  if (__builtin_add_overflow(a, b, &sum) || !fits(sum)) return std::nullopt;
  return sum;
}

ZONERANK_INLINE std::optional<Decimal> parse_decimal(std::string_view text) {
  std::size_t i = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++i;
  Int128 digits = 0;
  int places = 0;
  int zeros = 0;  // trailing zeros not yet multiplied in: 1.000000...0 stays small
  bool any = false;
  bool point = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c)) break;
    any = true;
    if (zeros >= 400) return std::nullopt;
    if (c == '0') {
      ++zeros;
    } else {
      if (digits != 0 || point) {
        if (digits != 0 && zeros + 1 > max_digits) return std::nullopt;
        const auto shifted =
            digits == 0 ? std::optional<Int128>(0)
                        : checked_multiply(digits, powers[static_cast<std::size_t>(zeros) + 1]);
        if (!shifted) return std::nullopt;
        const auto next = checked_add(*shifted, c - '0');
        if (!next) return std::nullopt;
        digits = *next;
      } else {
        digits = c - '0';
      }
      zeros = 0;
    }
    if (point) ++places;
  }
  if (!any) return std::nullopt;
  int exponent = 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    const bool minus = i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (i >= text.size()) return std::nullopt;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      exponent = std::min(1000, exponent * 10 + (text[i] - '0'));
    }
    if (minus) exponent = -exponent;
  }
  if (i != text.size()) return std::nullopt;
  if (digits == 0) return Decimal{0, 0};
  // value = digits * 10^(zeros - places + exponent)
  const int power = zeros - places + exponent;
  if (negative) digits = -digits;
  if (power >= 0) {
    if (power > max_digits) return std::nullopt;
    const auto scaled = checked_multiply(digits, powers[static_cast<std::size_t>(power)]);
    if (!scaled) return std::nullopt;
    return Decimal{*scaled, 0};
  }
  return Decimal{digits, -power};
}

ZONERANK_INLINE std::optional<Int128> rescale(const Decimal& number, int places) {
  if (number.digits == 0) return Int128{0};
  Int128 digits = number.digits;
  int have = number.places;
  for (; have > places; --have) {
    if (digits % 10 != 0) return std::nullopt;
    digits /= 10;
  }
  if (places - have > max_digits) return std::nullopt;
  return checked_multiply(digits, powers[static_cast<std::size_t>(places - have)]);
}

ZONERANK_INLINE std::string format_decimal(Int128 digits, int places) {
  const bool negative = digits < 0;
  std::string text;
  for (Int128 rest = negative ? -digits : digits; rest > 0; rest /= 10) {
    text += static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  while (text.size() <= static_cast<std::size_t>(places)) text += '0';
  std::reverse(text.begin(), text.end());
  if (places > 0) text.insert(text.size() - static_cast<std::size_t>(places), 1, '.');
  return negative ? "-" + text : text;
}

ZONERANK_INLINE double to_double(Int128 digits, int places) {
  static constexpr auto divisors = [] {
    std::array<double, max_digits + 1> table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<double>(powers[i]);
    return table;
  }();
  const auto small = static_cast<std::int64_t>(digits);  // converts faster than 128 bits
  const double value = small == digits ? static_cast<double>(small) : static_cast<double>(digits);
  return value / divisors.at(static_cast<std::size_t>(places));
}

}  // namespace zonerank
