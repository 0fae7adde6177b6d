#pragma once
// A system with every kind of check, a table that breaks none, and ways to plant a fault.

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "support/tables.hpp"
#include "zonerank/check/check.hpp"

namespace zonerank::testing {

inline const std::string checked_fields = R"toml([system]
id = "checked"

[[field]]
name = "revenue"
zh = "营业收入"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"

[[field]]
name = "exports"
zh = "出口总额"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"

[[field]]
name = "profit"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"

[[field]]
name = "employees"
zh = "从业人员"
unit = "person"
number = "count"
level = "enterprise"

[[field]]
name = "doctors"
unit = "person"
number = "count"
level = "enterprise"

[[field]]
name = "is_listed"
number = "flag"
level = "enterprise"

[[field]]
name = "listing_year"
number = "year"
level = "enterprise"

[[field]]
name = "industry"
number = "code"
level = "enterprise"

[[field]]
name = "land"
unit = "km2"
number = "real"

[[field]]
name = "listed"
unit = "count"
number = "count"
rollup = "count(is_listed)"

[[indicator]]
id = "share"
unit = "%"
formula = "exports / revenue"
)toml";

inline const std::string checked_rules = R"toml(
[[check]]
id = "exports_in_revenue"
en = "Exports are part of revenue"
zh = "出口不大于收入"
kind = "balance"
rule = "exports <= revenue"

[[check]]
id = "doctors_in_employees"
kind = "balance"
rule = "doctors <= employees"

[[check]]
id = "listed_by_the_year"
kind = "balance"
severity = "query"
rule = "not is_listed or listing_year <= year"

[[check]]
id = "employees_stay"
kind = "balance"
severity = "query"
rule = "4 * employees >= previous(employees) or section(industry) in {I}"

[[check]]
id = "not_negative"
kind = "sign"
except = ["profit"]

[[check]]
id = "slip"
kind = "unit-slip"
except = "doctors"

[[check]]
id = "unlike"
kind = "unlike-zone"
fields = "revenue"
per = "employees"

[[check]]
id = "jump"
kind = "jump"
fields = ["revenue", "profit"]
factor = 3.5
least = "1m CNY"

[[check]]
id = "given"
kind = "missing"

[[check]]
id = "land_stays"
kind = "sign"
level = "zone"
fields = "land"

[[check]]
id = "listed_grow_slowly"
kind = "balance"
level = "zone"
rule = "listed <= 2 * previous(listed)"
)toml";

inline const System& checked_system() {
  static const System system = parse_system(checked_fields + checked_rules, "checked.toml");
  return system;
}

/// Rows of enterprises, cells by column; the columns stand in `columns`.
struct Sheet {
  static inline const std::vector<std::string> columns = {
      "zone",      "year",    "enterprise", "revenue",      "exports", "profit",
      "employees", "doctors", "is_listed",  "listing_year", "industry"};
  std::vector<std::vector<std::string>> rows;

  std::string& cell(const std::string& enterprise, int year, const std::string& column) {
    const auto c = std::find(columns.begin(), columns.end(), column) - columns.begin();
    for (auto& row : rows) {
      if (row[2] == enterprise && row[1] == std::to_string(year))
        return row[static_cast<std::size_t>(c)];
    }
    throw std::logic_error("no such cell");
  }

  std::string csv() const {
    std::string text = join(columns, ",") + "\n";
    for (const auto& row : rows) text += join(row, ",") + "\n";
    return text;
  }

 private:
  static std::string join(const std::vector<std::string>& parts, const char* separator) {
    std::string text;
    for (const std::string& part : parts) text += (&part == parts.data() ? "" : separator) + part;
    return text;
  }
};

/// `n` enterprises e0, e1... in three zones over three years, without a fault.
inline Sheet clean_sheet(int n = 12) {
  Sheet sheet;
  for (int year = 2018; year <= 2020; ++year) {
    for (int i = 0; i < n; ++i) {
      const int revenue = 20000 + 1700 * i + 900 * (year - 2018);
      const int employees = 40 + 7 * i + 3 * ((year + i) % 3);
      sheet.rows.push_back({"Z" + std::to_string(i % 3), std::to_string(year),
                            "e" + std::to_string(i), std::to_string(revenue) + ".25",
                            std::to_string(revenue / 5), std::to_string(revenue / (i % 2 ? 9 : -8)),
                            std::to_string(employees), std::to_string(1 + employees / 10),
                            i % 3 == 0 ? "1" : "0", i % 3 == 0 ? "2015" : "",
                            i % 4 == 0 ? "I6510" : "C3911"});
    }
  }
  return sheet;
}

inline CheckList check_texts(const std::vector<std::pair<std::string, std::string>>& files,
                             CheckOptions options = {}, const System& system = checked_system()) {
  return check(sources(files), system, options);
}

/// What was found, notices aside: rule or code, zone, year, enterprise, fields.
inline std::vector<std::string> found(const CheckList& list,
                                      const System& system = checked_system()) {
  std::vector<std::string> result;
  for (const Finding& finding : list.findings) {
    if (finding.severity == Severity::notice) continue;
    const Place& place = finding.problem.place;
    std::string text = finding.check >= 0
                           ? system.checks[static_cast<std::size_t>(finding.check)].id
                           : std::string(code_name(finding.problem.code));
    text += " " + place.zone + " " + std::to_string(place.year) + " " + place.enterprise;
    for (const Finding::Figure& figure : finding.figures) {
      text += " " + figure.field + "=" + figure.value + "/" + figure.last_year;
    }
    result.push_back(text);
  }
  return result;
}

}  // namespace zonerank::testing
