#pragma once
// Small systems in which figures enter several formulas, and made-up tables of them.

#include <random>
#include <string>
#include <vector>

#include "methods/small.hpp"
#include "support/testing.hpp"

namespace zonerank::testing {

inline const std::string three_fields = [] {
  std::string text = "[system]\nid = \"three\"\n";
  for (const char* field :
       {"a\"\nnumber = \"count\"", "b\"\nnumber = \"count\"", "c\"\nnumber = \"decimal(2)\""})
    text += "[[field]]\nunit = \"1\"\nname = \"" + std::string(field) + "\n";
  return text;
}();

/// Systems in which a figure enters several formulas, for and against the zone.
inline const std::vector<std::string>& systems() {
  static const std::vector<std::string> all = {
      indicator_toml("ratio", "1", "c / a") + indicator_toml("plain", "1", "b"),
      indicator_toml("ratio", "1", "b / a") + indicator_toml("plain", "1", "a") +
          indicator_toml("other", "1", "c"),
      indicator_toml("share", "%", "b / (b + a)") +
          indicator_toml("burden", "1", "a / b", "direction = \"-\"") +
          indicator_toml("growing", "%", "growth(a)"),
      indicator_toml("left", "1", "a - b", "direction = \"-\"") +
          indicator_toml("ratio", "1", "(a - b) / a") + indicator_toml("plain", "1", "b"),
  };
  return all;
}

inline ZoneTable made_up(const System& system, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto whole = [&](std::uint32_t most) { return std::to_string(1 + random() % most); };
  std::string text = "zone,year,a,b,c\n";
  for (std::uint32_t z = 0; z < 3 + seed % 5; ++z) {
    for (const char* year : {"2019", "2020"})
      text += "z" + std::to_string(z) + "," + year + "," + whole(12) + "," + whole(12) + ",0.0" +
              whole(9) + "\n";
  }
  return table_of(text, system);
}

}  // namespace zonerank::testing
