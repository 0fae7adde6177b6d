#pragma once
// Questions that tests ask of a system.

#include <string>
#include <vector>

#include "zonerank/system/system.hpp"

namespace zonerank::testing {

inline std::vector<std::string> child_ids(const System& s, const std::string& group) {
  std::vector<std::string> ids;
  for (const Child& child : s.groups[static_cast<std::size_t>(s.group(group))].children) {
    const auto k = static_cast<std::size_t>(child.index);
    ids.push_back(child.is_indicator ? s.indicators[k].id : s.groups[k].id);
  }
  return ids;
}

inline std::vector<double> child_weights(const System& s, const std::string& group) {
  std::vector<double> weights;
  for (const Child& child : s.groups[static_cast<std::size_t>(s.group(group))].children) {
    weights.push_back(child.weight);
  }
  return weights;
}

inline const Indicator& indicator(const System& s, const std::string& id) {
  return s.indicators.at(static_cast<std::size_t>(s.indicator(id)));
}

inline std::vector<std::string> needed(const System& s) {
  std::vector<std::string> names;
  const std::vector<bool> flags = s.needed_fields();
  for (std::size_t k = 0; k < flags.size(); ++k) {
    if (flags[k] && s.fields[k].indicator < 0) names.push_back(s.fields[k].name);
  }
  return names;
}

}  // namespace zonerank::testing
