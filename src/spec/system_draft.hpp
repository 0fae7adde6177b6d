#pragma once
// A system file as read, before names are looked up and formulas bound.

#include <deque>
#include <string>
#include <string_view>
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

struct CheckDraft {
  Check item;
  TomlReader reader;
  std::string rule;
  std::vector<std::string> fields, except, least;
  std::string per;
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
  std::vector<CheckDraft> checks;
};

/// One [[check]] table: a new rule, one in place of an inherited rule, or one turned off.
void read_check(SystemDraft& draft, TomlReader& reader);

/// Fields of the checks found, rules bound; after the fields themselves.
void build_checks(SystemDraft& draft);

bool is_id(std::string_view text);  ///< letters, digits and _, beginning with a letter

/// Fields found, formulas bound and checked, groups put into a tree. Adds to draft.problems.
void build(SystemDraft& draft);

}  // namespace zonerank::detail
