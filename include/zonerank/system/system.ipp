#pragma once
// Questions asked of a system.

#include "zonerank/core/build.hpp"
#include "zonerank/system/system.hpp"

#include <algorithm>

namespace zonerank {
ZONERANK_OWN(system) {

template <class Items, class Name>
int find_by(const Items& items, std::string_view wanted, const Name& name) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (name(items[i]) == wanted) return static_cast<int>(i);
  }
  return -1;
}

}  // ZONERANK_OWN(system)

ZONERANK_INLINE std::string_view status_name(Status status) {
  constexpr std::string_view names[] = {"document", "verified",        "implementation",
                                        "seed",     "inferred",        "supplied",
                                        "assumed",  "secondary source"};
  return names[static_cast<std::size_t>(status)];
}

ZONERANK_INLINE std::string_view number_name(Number number) {
  constexpr std::string_view names[] = {"count", "decimal", "real", "flag", "code", "year"};
  return names[static_cast<std::size_t>(number)];
}

ZONERANK_INLINE int System::field(std::string_view name) const {
  return find_by(fields, name, [](const Field& f) -> const std::string& { return f.name; });
}

ZONERANK_INLINE int System::group(std::string_view wanted) const {
  return find_by(groups, wanted, [](const Group& g) -> const std::string& { return g.id; });
}

ZONERANK_INLINE int System::indicator(std::string_view wanted) const {
  return find_by(indicators, wanted, [](const Indicator& i) -> const std::string& { return i.id; });
}

ZONERANK_INLINE std::vector<std::string> System::field_names() const {
  std::vector<std::string> names;
  for (const Field& f : fields) {
    if (f.indicator < 0) names.push_back(f.name);
  }
  return names;
}

ZONERANK_INLINE std::string ready_made_name(const std::string& indicator) {
  return "indicator:" + indicator;
}

ZONERANK_INLINE std::vector<std::string> System::indicator_ids() const {
  std::vector<std::string> ids;
  for (const Indicator& i : indicators) ids.push_back(i.id);
  return ids;
}

ZONERANK_INLINE std::vector<bool> System::needed_fields() const {
  std::vector<bool> needed(fields.size(), false);
  for (std::size_t f = 0; f < fields.size(); ++f) needed[f] = fields[f].indicator >= 0;
  std::vector<std::string> open;
  for (const Indicator& i : indicators) {
    for (std::string& name : i.formula.formula.fields()) open.push_back(std::move(name));
  }
  while (!open.empty()) {
    const int index = field(open.back());
    open.pop_back();
    if (index < 0 || needed[static_cast<std::size_t>(index)]) continue;
    needed[static_cast<std::size_t>(index)] = true;
    const Field& f = fields[static_cast<std::size_t>(index)];
    for (const auto& bound : {f.rollup, f.formula}) {
      if (!bound) continue;
      for (std::string& name : bound->formula.fields()) open.push_back(std::move(name));
    }
  }
  return needed;
}

}  // namespace zonerank
