#pragma once
#include "zonerank/diagnostics/setting.hpp"

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
ZONERANK_OWN(setting) {

ZONERANK_INLINE std::string list_of(const std::vector<double>& numbers) {
  std::vector<std::string> shown;
  for (const double x : numbers) shown.push_back(shortest(x));
  return "[" + join(shown, ", ") + "]";
}

}  // ZONERANK_OWN(setting)

ZONERANK_INLINE std::string Setting::shown() const {
  std::vector<std::string> parts;
  if (is_table) {
    for (const Setting& inner : table) parts.push_back(inner.key + " = " + inner.shown());
    return "{" + join(parts, ", ") + "}";
  }
  if (!is_list) return number ? shortest(*number) : in_quotes(text);
  for (const std::string& word : words) parts.push_back(in_quotes(word));
  if (rows.size() == 1) return list_of(rows[0]);
  for (const std::vector<double>& row : rows) parts.push_back(list_of(row));
  return "[" + join(parts, ", ") + "]";
}

}  // namespace zonerank
