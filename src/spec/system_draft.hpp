#pragma once
// A system file as read, before names are looked up and formulas bound.

#include <deque>
#include <string>
#include <vector>

#include "spec/toml_reader.hpp"

namespace zonerank::detail {

struct FieldDraft {
  Field item;
  TomlReader reader;
  std::string formula, rollup;
  bool has_unit = true;  ///< else its unit is a mistake that is reported already
};

struct GroupDraft {
  Group item;
  TomlReader reader;
  std::string parent;
};

struct IndicatorDraft {
  Indicator item;
  TomlReader reader;
  std::string formula, group;
  bool has_unit = true;
};

/// A weight that the file does not give.
inline constexpr double no_weight = -1.0;

struct SystemDraft {
  System system;
  Problems problems;
  std::deque<toml::table> tables;  ///< the readers point into them
  std::vector<FieldDraft> fields;
  std::vector<GroupDraft> groups;  ///< groups[0] is overall
  std::vector<IndicatorDraft> indicators;
};

/// Fields found, formulas bound and checked, groups put into a tree. Adds to draft.problems.
void build(SystemDraft& draft);

}  // namespace zonerank::detail
