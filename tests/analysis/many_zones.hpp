#pragma once
// Random systems of three indicators and random figures of a few zones in two years.

#include <string>
#include <vector>

#include "analysis/lever_cases.hpp"
#include "analysis/place_cases.hpp"
#include "methods/small.hpp"

namespace zonerank::testing {

/// Figures that enter one formula or several, for and against the zone, of this year and the last.
inline const std::vector<std::string>& formulas() {
  static const std::vector<std::string> all = {
      indicator_toml("plain", "1", "a") + indicator_toml("other", "1", "b") +
          indicator_toml("third", "1", "c"),
      systems()[0] + indicator_toml("real", "1", "d"),
      systems()[1],
      systems()[2],
      systems()[3],
      indicator_toml("growing", "%", "growth(c)") + indicator_toml("more", "1", "increase(b)") +
          indicator_toml("per", "1", "d / (a + b)")};
  return all;
}

/// @param rules  of the check list
inline System random_formulas(Dice& dice, const std::string& rules = {}) {
  std::string text = "[system]\nid = \"four\"\n";
  for (const char* field : {"a\"\nnumber = \"count\"", "b\"\nnumber = \"count\"",
                            "c\"\nnumber = \"decimal(2)\"", "d\"\nnumber = \"real\""})
    text += "[[field]]\nunit = \"1\"\nname = \"" + std::string(field) + "\n";
  return parse_system(
      text + formulas()[static_cast<std::size_t>(dice.from(0, std::ssize(formulas()) - 1))] + rules,
      "four.toml");
}

/// Figures of some zones in two years; few different ones where zones shall be level.
inline ZoneTable random_figures(Dice& dice, const System& system) {
  const bool few = dice.chance(0.3), gaps = dice.chance(0.3);
  const Index most = few ? 6 : dice.chance(0.5) ? 60 : 3000;
  std::string text = "zone,year,a,b,c,d\n";
  const Index n = dice.from(2, 9);
  for (Index z = 0; z < n; ++z) {
    for (const char* year : {"2019", "2020"}) {
      text += "z" + std::to_string(z) + "," + year;
      for (const char* end : {"", "", ".25", ".5"}) {
        text += ",";
        if (!gaps || !dice.chance(0.05)) text += std::to_string(dice.from(1, most)) + end;
      }
      text += "\n";
    }
  }
  return table_of(text, system);
}

}  // namespace zonerank::testing
