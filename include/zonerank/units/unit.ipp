#pragma once
#include "zonerank/units/unit.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank {
ZONERANK_OWN(unit) {

ZONERANK_INLINE Scale normalized(Int128 numerator, Int128 denominator, int exponent) {
  for (; numerator % 10 == 0; numerator /= 10) ++exponent;
  for (; denominator % 10 == 0; denominator /= 10) --exponent;
  Int128 a = numerator;
  Int128 b = denominator;
  while (b != 0) a = std::exchange(b, a % b);
  numerator /= a;
  denominator /= a;
  constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
  if (numerator > most || denominator > most || std::abs(exponent) > 200) {
    fail(Code::unknown_unit, "", {},
         {words("its scale is out of range", "数量级超出范围"),
          words("use smaller powers", "请用较小的幂")});
  }
  return {static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator), exponent};
}

/// Multipliers written before a space.
constexpr std::pair<std::string_view, int> spaced_multipliers[] = {
    {"10k", 4}, {"100m", 8}, {"10m", 7}, {"10bn", 10}, {"bn", 9}, {"m", 6}};
/// Multipliers written close to their symbol.
constexpr std::pair<std::string_view, int> chinese_multipliers[] = {
    {"百万", 6}, {"千万", 7}, {"万", 4}, {"亿", 8}};

ZONERANK_INLINE std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return text;
}

ZONERANK_INLINE bool is_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

ZONERANK_INLINE std::vector<std::string> names_of(
    const std::map<std::string, Unit, std::less<>>& symbols) {
  std::vector<std::string> names;
  for (const auto& [name, unit] : symbols) {
    if (static_cast<unsigned char>(name[0]) < 0x80) names.push_back(name);
  }
  return names;
}

}  // ZONERANK_OWN(unit)

ZONERANK_INLINE bool operator==(const Scale& a, const Scale& b) {
  Int128 left = Int128{a.numerator} * b.denominator;
  Int128 right = Int128{b.numerator} * a.denominator;
  int exponent = a.exponent - b.exponent;
  for (; left != 0 && left % 10 == 0; left /= 10) ++exponent;
  for (; right != 0 && right % 10 == 0; right /= 10) --exponent;
  return left == right && exponent == 0;
}

ZONERANK_INLINE Scale operator*(const Scale& a, const Scale& b) {
  return normalized(Int128{a.numerator} * b.numerator, Int128{a.denominator} * b.denominator,
                    a.exponent + b.exponent);
}

ZONERANK_INLINE Scale operator/(const Scale& a, const Scale& b) {
  return normalized(Int128{a.numerator} * b.denominator, Int128{a.denominator} * b.numerator,
                    a.exponent - b.exponent);
}

ZONERANK_INLINE double to_double(const Scale& scale) {
  const double power = std::pow(10.0, std::abs(scale.exponent));  // exact up to 10^22
  const auto numerator = static_cast<double>(scale.numerator);
  const auto denominator = static_cast<double>(scale.denominator);
  return scale.exponent >= 0 ? numerator * power / denominator : numerator / (denominator * power);
}

ZONERANK_OWN(unit) {

/// The power of a product, which must stay far within its 8 bits.
ZONERANK_INLINE std::int8_t checked_power(int power, const Unit& a, const Unit& b) {
  if (std::abs(power) > 100) {
    fail(Code::unknown_unit, "", words("{0} with {1}", "{0} 与 {1}", {a.text, b.text}),
         {words("its powers go beyond 100", "幂次超过 100"),
          words("use smaller powers", "请用较小的幂")});
  }
  return static_cast<std::int8_t>(power);
}

}  // ZONERANK_OWN(unit)

ZONERANK_INLINE bool Unit::is(Dimension dimension) const {
  Unit wanted;
  wanted.powers[static_cast<std::size_t>(dimension)] = 1;
  return powers == wanted.powers;
}

ZONERANK_INLINE bool same_dimension(const Unit& a, const Unit& b) { return a.powers == b.powers; }

ZONERANK_INLINE Unit operator*(const Unit& a, const Unit& b) {
  Unit result;
  for (std::size_t d = 0; d < n_dimensions; ++d) {
    result.powers[d] = checked_power(a.powers[d] + b.powers[d], a, b);
  }
  result.scale = a.scale * b.scale;
  if (a.text == "1")
    result.text = b.text;
  else
    result.text = b.text == "1" ? a.text : a.text + "*" + b.text;
  return result;
}

ZONERANK_INLINE Unit operator/(const Unit& a, const Unit& b) {
  Unit result;
  for (std::size_t d = 0; d < n_dimensions; ++d) {
    result.powers[d] = checked_power(a.powers[d] - b.powers[d], a, b);
  }
  result.scale = a.scale / b.scale;
  result.text = b.text == "1" ? a.text : a.text + "/" + b.text;
  if (result.is_pure_number() && result.scale == Scale{}) result.text = "1";
  return result;
}

ZONERANK_INLINE Scale conversion(const Unit& from, const Unit& to) { return from.scale / to.scale; }

ZONERANK_INLINE Units::Units() {
  const auto base = [this](const std::string& name, Dimension dimension, Scale scale = {}) {
    Unit unit;
    unit.powers[static_cast<std::size_t>(dimension)] = 1;
    unit.scale = scale;
    unit.text = name;
    symbols_.emplace(name, unit);
  };
  base("CNY", Dimension::money);
  base("kCNY", Dimension::money, {1, 1, 3});
  base("person", Dimension::person);
  base("item", Dimension::count);
  base("count", Dimension::count);
  base("tce", Dimension::coal);
  base("t", Dimension::mass);
  base("m", Dimension::length);
  base("km", Dimension::length, {1, 1, 3});
  base("score", Dimension::score);
  base("index", Dimension::index);
  symbols_["%"] = {.powers = {}, .scale = {1, 1, -2}, .text = "%"};
  symbols_["‰"] = {.powers = {}, .scale = {1, 1, -3}, .text = "‰"};
  symbols_["1"] = {};
  define("ha", "10000 m2");
  constexpr std::pair<const char*, const char*> aliases[] = {
      {"元", "CNY"},       {"千元", "kCNY"},    {"人", "person"},    {"人年", "person"},
      {"FTE", "person"},   {"件", "item"},      {"项", "item"},      {"篇", "item"},
      {"家", "count"},     {"个", "count"},     {"户", "count"},     {"所", "count"},
      {"吨标准煤", "tce"}, {"吨标煤", "tce"},   {"吨", "t"},         {"tonne", "t"},
      {"公顷", "ha"},      {"平方公里", "km2"}, {"平方千米", "km2"}, {"平方米", "m2"},
      {"米", "m"},         {"公里", "km"},      {"分", "score"},     {"％", "%"},
      {"permille", "‰"},   {"yuan", "CNY"}};
  for (const auto& [alias, definition] : aliases) define(alias, definition);
}

ZONERANK_INLINE std::size_t Units::match_symbol(std::string_view text, Unit& unit) const {
  // ASCII symbols are whole words; Chinese ones the longest that fits, as nothing separates them.
  if (!text.empty() && is_word(text[0])) {
    std::size_t n = 0;
    while (n < text.size() && is_word(text[n])) ++n;
    const auto found = symbols_.find(text.substr(0, n));
    if (found == symbols_.end()) return 0;
    unit = found->second;
    return n;
  }
  std::size_t best = 0;
  for (const auto& [name, candidate] : symbols_) {
    if (!is_word(name[0]) && name.size() > best && text.starts_with(name)) {
      best = name.size();
      unit = candidate;
    }
  }
  // "1" is the pure number only where it is not the beginning of 10, 1.5 or 1e3.
  constexpr std::string_view goes_on = "0123456789.eE";
  if (best == 1 && text[0] == '1' && text.size() > 1 && goes_on.find(text[1]) != goes_on.npos) {
    return 0;
  }
  return best;
}

ZONERANK_INLINE bool Units::parse_term(std::string_view& text, Unit& unit) const {
  std::string_view rest = without_spaces(text);
  const char* const begin = rest.data();
  int exponent = 0;
  for (const auto& [name, power] : spaced_multipliers) {
    if (!rest.starts_with(name) || rest.size() <= name.size() || rest[name.size()] != ' ') continue;
    const std::string_view after = without_spaces(rest.substr(name.size()));
    Unit ignored;
    if (match_symbol(after, ignored) == 0 &&
        !(static_cast<unsigned char>(after.empty() ? ' ' : after[0]) >= 0x80)) {
      continue;
    }
    rest = after;
    exponent += power;
    break;
  }
  std::size_t length = match_symbol(rest, unit);
  while (length == 0) {
    bool multiplied = false;
    for (const auto& [name, power] : chinese_multipliers) {
      if (!rest.starts_with(name)) continue;
      rest = without_spaces(rest.substr(name.size()));
      exponent += power;
      multiplied = true;
      break;
    }
    if (!multiplied) return false;
    length = match_symbol(rest, unit);
  }
  rest.remove_prefix(length);
  if (!rest.empty() && rest[0] >= '1' && rest[0] <= '9') {
    const Unit one = unit;
    for (int power = rest[0] - '0'; power > 1; --power) unit = unit * one;
    rest.remove_prefix(1);
  }
  unit.scale = unit.scale * Scale{1, 1, exponent};
  unit.text = std::string(trim({begin, static_cast<std::size_t>(rest.data() - begin)}));
  text = rest;
  return true;
}

ZONERANK_INLINE Unit Units::parse_prefix(std::string_view& text) const {
  const char* const begin = without_spaces(text).data();
  Unit result;
  if (!parse_term(text, result)) {
    std::string_view word = trim(text);
    std::size_t n = 0;
    while (n < word.size() && (is_word(word[n]) || static_cast<unsigned char>(word[n]) >= 0x80))
      ++n;
    word = word.substr(0, std::max<std::size_t>(n, word.empty() ? 0 : 1));
    fail(Code::unknown_unit, "", std::string(word),
         {word.empty() ? words("nothing is written", "没有内容")
                       : words("no such symbol", "没有该符号"),
          suggestion(word, names_of(symbols_))});
  }
  for (;;) {
    std::string_view rest = without_spaces(text);
    if (rest.empty() || (rest[0] != '*' && rest[0] != '/')) break;
    const bool divide = rest[0] == '/';
    rest.remove_prefix(1);
    Unit term;
    if (!parse_term(rest, term)) break;
    result = divide ? result / term : result * term;
    text = rest;
  }
  result.text = std::string(trim({begin, static_cast<std::size_t>(text.data() - begin)}));
  return result;
}

ZONERANK_INLINE bool Units::begins_with_unit(std::string_view text) const {
  Unit unit;
  if (!parse_term(text, unit)) return false;
  if (unit.text != "1") return true;
  // "5 1" is two numbers, "5 1/person" one
  return text.starts_with("/") && parse_term(text = text.substr(1), unit);
}

ZONERANK_INLINE Unit Units::parse(std::string_view text) const {
  std::string_view rest = trim(text);
  const std::string_view whole = rest;
  constexpr std::size_t longest = 500;  // bytes
  if (whole.size() > longest) {
    fail(Code::unknown_unit, "", shortened(whole),
         {words("it is longer than {0} bytes", "它超过 {0} 字节", {longest}),
          words("write it shorter", "请写短些")});
  }
  try {
    Unit result = parse_prefix(rest);
    rest = trim(rest);
    if (!rest.empty()) {
      const std::string_view after = rest[0] == '*' || rest[0] == '/' ? trim(rest.substr(1)) : rest;
      fail(Code::unknown_unit, "", std::string(whole),
           {words("not understood from {0} on", "从 {0} 起无法识别", {in_quotes(after)}),
            suggestion(after, names_of(symbols_))});
    }
    return result;
  } catch (const Error& error) {
    Problem problem = error.problems().front();
    problem.value = std::string(whole);
    throw Error(std::move(problem));
  }
}

ZONERANK_INLINE void Units::define(const std::string& name, std::string_view definition) {
  const bool ascii = !name.empty() && static_cast<unsigned char>(name[0]) < 0x80;
  if (name.empty() || (ascii && !std::all_of(name.begin(), name.end(), is_word))) {
    fail(Code::unknown_unit, "", name,
         {words("its name could not be read in a formula", "该名称在公式中无法读取"),
          words("use letters and _, or Chinese characters", "请用字母和 _，或汉字")});
  }
  Unit unit;
  definition = trim(definition);
  if (definition == "new") {
    if (n_own_ == n_own_dimensions) {
      fail(Code::unknown_unit, "", name,
           {words("a system can add at most {0} kinds of its own", "体系至多自定义 {0} 种量纲",
                  {n_own_dimensions}),
            words("express it in another unit", "请用其他单位表示")});
    }
    unit.powers[8 + n_own_++] = 1;
  } else {
    const std::size_t space = definition.find(' ');
    const auto number = parse_decimal(definition.substr(0, space));
    if (space != definition.npos && number && number->digits > 0) {
      unit = parse(definition.substr(space));
      unit.scale = unit.scale * normalized(number->digits, 1, -number->places);
    } else {
      unit = parse(definition);
    }
  }
  unit.text = name;
  symbols_.insert_or_assign(name, unit);
}

}  // namespace zonerank
