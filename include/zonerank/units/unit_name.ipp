#pragma once
#include "zonerank/units/unit_name.hpp"

#include <map>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
ZONERANK_OWN(unit_name) {

ZONERANK_INLINE std::string_view chinese_of(
    const std::map<std::string_view, std::string_view>& names, std::string_view text) {
  const auto found = names.find(text);
  return found == names.end() ? std::string_view() : found->second;
}

/// Of a multiple and a symbol, or of one of them.
ZONERANK_INLINE std::string chinese_part(std::string_view part) {
  static const std::map<std::string_view, std::string_view> symbols{
      {"kCNY", "千元"}, {"CNY", "元"},       {"person", "人"}, {"count", "个"},
      {"item", "件"},   {"tce", "吨标准煤"}, {"t", "吨"},      {"km2", "平方公里"},
      {"m2", "平方米"}, {"ha", "公顷"},      {"score", "分"},  {"index", "指数"}};
  static const std::map<std::string_view, std::string_view> multiples{
      {"10k", "万"},  {"m", "百万"},  {"10m", "千万"},
      {"100m", "亿"}, {"bn", "十亿"}, {"10bn", "百亿"}};
  const std::size_t space = part.find_last_of(' ');
  const std::string_view symbol = space == part.npos ? part : part.substr(space + 1);
  const std::string_view name = chinese_of(symbols, symbol);
  if (space == part.npos) return std::string(name.empty() ? part : name);
  const std::string_view multiple = chinese_of(multiples, part.substr(0, space));
  if (name.empty() || multiple.empty()) return std::string(part);
  return std::string(multiple).append(name);
}

}  // ZONERANK_OWN(unit_name)

ZONERANK_INLINE std::string chinese_unit(std::string_view unit) {
  std::string result;
  while (true) {
    const std::size_t slash = unit.find('/');
    result += chinese_part(trim(unit.substr(0, slash)));
    if (slash == unit.npos) return result;
    result += '/';
    unit.remove_prefix(slash + 1);
  }
}

}  // namespace zonerank
