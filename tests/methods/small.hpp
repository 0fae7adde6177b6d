#pragma once
// Zone tables from short CSV texts, and systems from short lists, for tests of scoring.

#include <string>
#include <vector>

#include "support/tables.hpp"
#include "zonerank/ranking/indicator.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::testing {

/// Fields of zones: exact amounts and persons, and real figures.
inline const std::string zone_fields = R"toml([system]
id = "zones"
[[field]]
name = "revenue"
zh = "营业收入"
unit = "kCNY"
number = "decimal(2)"
[[field]]
name = "profit"
unit = "kCNY"
number = "decimal(2)"
[[field]]
name = "exports"
unit = "kCNY"
number = "decimal(2)"
[[field]]
name = "staff"
unit = "person"
number = "count"
[[field]]
name = "patents"
unit = "item"
number = "count"
[[field]]
name = "real"
unit = "1"
number = "real"
[[field]]
name = "divisor"
unit = "1"
number = "real"
)toml";

inline std::string indicator_toml(const std::string& id, const std::string& unit,
                                  const std::string& formula, const std::string& more = {}) {
  return "[[indicator]]\nid = \"" + id + "\"\nunit = \"" + unit + "\"\nformula = \"" + formula +
         "\"\n" + more + "\n";
}

/// Indicators x1..xn that are plain figures f1..fn without a unit, and groups around them.
inline System plain_system(int n, const std::vector<std::string>& more_of_indicator,
                           const std::string& groups = {}, const std::string& method = {}) {
  std::string text = "[system]\nid = \"plain\"\n";
  for (int k = 1; k <= n; ++k) {
    text += "[[field]]\nname = \"f" + std::to_string(k) + "\"\nunit = \"1\"\nnumber = \"real\"\n";
  }
  text += groups;
  for (int k = 1; k <= n; ++k) {
    const auto at = static_cast<std::size_t>(k - 1);
    text += indicator_toml("x" + std::to_string(k), "1", "f" + std::to_string(k),
                           at < more_of_indicator.size() ? more_of_indicator[at] : "");
  }
  return parse_system(text + method, "plain.toml");
}

/// A stage's method by its word, and an option by its number, as settings.
inline Setting chosen(std::string stage, std::string word) {
  Setting setting;
  setting.key = std::move(stage);
  setting.text = std::move(word);
  return setting;
}
inline Setting option(std::string key, double number) {
  Setting setting;
  setting.key = std::move(key);
  setting.number = number;
  return setting;
}

inline ZoneTable table_of(const std::string& csv_text, const System& system) {
  return read(sources({{"z.csv", csv_text}}), system, {.all_fields = true}).table;
}

/// What computing the indicators of a system over a CSV text gave.
struct Computed {
  System system;
  Problems problems;  ///< before the table, which is computed into it
  IndicatorTable table;

  Computed(const std::string& indicators, const std::string& csv_text, int year = 0)
      : system(parse_system(zone_fields + indicators, "zones.toml")),
        table(compute_indicators(table_of(csv_text, system), system, year, problems)) {}

  double at(const std::string& zone, const std::string& id = "i") const {
    return table.values(row(zone), system.indicator(id));
  }
  Why why(const std::string& zone, const std::string& id = "i") const {
    return table.reason(row(zone), system.indicator(id));
  }
  /// Every notice but those of columns that the text does not give.
  std::vector<std::string> notices() const {
    std::vector<std::string> result;
    for (const Problem& problem : problems.list()) {
      if (problem.code != Code::absent_column) result.push_back(problem.text());
    }
    return result;
  }

 private:
  Index row(const std::string& zone) const {
    return std::find(table.zones.begin(), table.zones.end(), zone) - table.zones.begin();
  }
};

inline std::vector<std::string> notices_of(const Problems& problems, Code code) {
  std::vector<std::string> result;
  for (const Problem& problem : problems.list()) {
    if (problem.code == code) result.push_back(problem.text());
  }
  return result;
}

}  // namespace zonerank::testing
