#pragma once
// Exact decimal numbers: text to scaled integers and back. No double is involved.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "zonerank/core/types.hpp"

namespace zonerank {

/// value = digits * 10^-places
struct Decimal {
  Int128 digits = 0;
  int places = 0;
};

inline constexpr int max_digits = 38;  ///< of an exact sum

/// 10^exponent for 0 <= exponent <= 38.
Int128 power_of_ten(int exponent);

/// `digits * factor`, or nothing beyond 38 digits.
std::optional<Int128> checked_multiply(Int128 digits, Int128 factor);
std::optional<Int128> checked_add(Int128 a, Int128 b);

/// The number that `text` writes: sign, digits, point, exponent. Thousands separators and
/// surrounding text are not numbers here. Nothing if it is not a number or beyond 38 digits.
std::optional<Decimal> parse_decimal(std::string_view text);

/// The same number with exactly `places` decimals; nothing if digits would be lost or overflow.
std::optional<Int128> rescale(const Decimal& number, int places);

std::string format_decimal(Int128 digits, int places);  ///< -1234.50 for (-123450, 2)
double to_double(Int128 digits, int places);            ///< correctly rounded below 2^53

}  // namespace zonerank
