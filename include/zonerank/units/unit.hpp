#pragma once
// Units of measurement: exact scale factors, so that formulas carry none.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace zonerank {

/// An exact positive factor: numerator / denominator * 10^exponent.
struct Scale {
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
  int exponent = 0;

  /// The same factor, in whatever way it is written: 100 / 5 is 20.
  friend bool operator==(const Scale& a, const Scale& b);
};

Scale operator*(const Scale& a, const Scale& b);
Scale operator/(const Scale& a, const Scale& b);
double to_double(const Scale& scale);

/// What is counted: amounts of different dimensions are never added.
enum class Dimension { money, person, count, coal, mass, length, score, index };
inline constexpr std::size_t n_own_dimensions = 8;  ///< that one system may add
inline constexpr std::size_t n_dimensions = 8 + n_own_dimensions;

/// A unit: a product of powers of dimensions, and how many base units (CNY, person, item, tce, t,
/// m, score, index, a system's own) one of it is. `%` is the pure number 1/100.
struct Unit {
  std::array<std::int8_t, n_dimensions> powers{};
  Scale scale;
  std::string text = "1";  ///< as written; what a reader sees

  bool is_pure_number() const { return powers == decltype(powers){}; }
  bool is(Dimension dimension) const;  ///< that dimension to the power one and no other
};

bool same_dimension(const Unit& a, const Unit& b);
Unit operator*(const Unit& a, const Unit& b);
Unit operator/(const Unit& a, const Unit& b);

/// How many `to` are one `from`: value_in_to = value_in_from * conversion(from, to).
Scale conversion(const Unit& from, const Unit& to);

/// The units a system knows: the built-in ones and those it defines.
///
/// Grammar: `[multiplier ]symbol[int]` joined by `*` and left-associative `/`.
/// Symbols: CNY kCNY person item count % tce t km m ha score index; 1 is the pure number.
/// Multipliers: 10k m 10m 100m bn 10bn, and 万 百万 千万 亿 without a space.
/// Chinese names (元 千元 人 件 项 家 个 吨标准煤 公顷 平方公里 ...) are aliases.
class Units {
 public:
  Units();

  /// @throws Error unknown-unit, with what was not understood and the nearest known symbol
  Unit parse(std::string_view text) const;

  /// The unit at the beginning of `text`, which is shortened by it: for numbers with units inside
  /// formulas. A `*` or `/` is taken only where a unit follows it.
  Unit parse_prefix(std::string_view& text) const;
  bool begins_with_unit(std::string_view text) const;

  /// A system's own unit, as in define("hectare", "10000 m2") or, for a kind of its own that
  /// nothing converts to, define("USD", "new").
  void define(const std::string& name, std::string_view definition);

 private:
  bool parse_term(std::string_view& text, Unit& unit) const;
  std::size_t match_symbol(std::string_view text, Unit& unit) const;

  std::map<std::string, Unit, std::less<>> symbols_;
  std::size_t n_own_ = 0;
};

}  // namespace zonerank
