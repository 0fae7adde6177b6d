#pragma once
// A small system file that is right, and ways to make one mistake in it.

#include <stdexcept>
#include <string>

#include "zonerank/system/system.hpp"

namespace zonerank::testing {

inline const std::string good = R"toml([system]
id = "mine"

[units]
acre = "4046.86 m2"

[[field]]
name = "revenue"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"

[[field]]
name = "staff"
unit = "person"
number = "count"
level = "enterprise"

[[group]]
id = "money"

[[indicator]]
id = "per_head"
group = "money"
unit = "kCNY/person"
formula = "revenue / staff"
)toml";

/// The good file with its first `before` turned into `after`.
inline System with(const std::string& before, const std::string& after) {
  std::string text = good;
  const std::size_t at = text.find(before);
  if (at == text.npos) throw std::logic_error("the good file has no " + before);
  return parse_system(text.replace(at, before.size(), after), "my.toml");
}

/// The good file with lines added to its only indicator, from line 27 on.
inline System adding(const std::string& lines) { return parse_system(good + lines, "my.toml"); }

/// The good file with a zone field of this rollup, on line 24.
inline System with_rollup(const std::string& rollup) {
  return with("[[group]]",
              "[[field]]\nname = \"z\"\nunit = \"kCNY\"\nnumber = \"decimal(2)\"\n\nrollup = \"" +
                  rollup + "\"\n[[group]]");
}

}  // namespace zonerank::testing
