#pragma once
// A small system for tests of reading, and ways to ask what was read.

#include <string>
#include <utility>
#include <vector>

#include "support/testing.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/read/csv.hpp"
#include "zonerank/read/read.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::testing {

inline const std::string small_toml = R"toml([system]
id = "small"

[[field]]
name = "revenue"
zh = "营业收入"
en = "Business revenue"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
codes = ["qc05_0"]
aliases = ["turnover"]

[[field]]
name = "staff"
zh = "从业人员(年末)"
unit = "person"
number = "count"
level = "enterprise"
codes = ["qd01"]

[[field]]
name = "is_hightech"
zh = "是否高新技术企业"
number = "flag"
level = "enterprise"

[[field]]
name = "is_domestic"
zh = "是否内资控股"
number = "flag"
level = "enterprise"
yes = ["内资控股"]
no = ["外商控股"]

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
zh = "面积"
unit = "km2"
number = "real"

[[field]]
name = "hightech"
unit = "count"
number = "count"
rollup = "count(is_hightech)"

[[field]]
name = "hightech_revenue"
unit = "kCNY"
number = "decimal(2)"
rollup = "sum(revenue, is_hightech)"

[[item]]
form = "GQ-001"
code = "qb08"
zh = "入区时间"

[[indicator]]
id = "per_land"
unit = "kCNY/km2"
formula = "revenue / land"

[[indicator]]
id = "share"
unit = "%"
formula = "hightech_revenue / revenue"
)toml";

inline const System& small_system() {
  static const System system = parse_system(small_toml, "small.toml");
  return system;
}

/// What a file gave: its rows and everything that was said of it.
struct CsvResult {
  RowTable table;
  Problems problems;

  const Column& column(const std::string& field, const System& system = small_system()) const {
    return table.columns.at(static_cast<std::size_t>(system.field(field)));
  }
  std::vector<std::string> errors() const { return texts(problems.errors()); }
  std::vector<std::string> notices() const { return texts(problems.notices()); }

  static std::vector<std::string> texts(const std::vector<Problem>& problems) {
    std::vector<std::string> result;
    for (const Problem& problem : problems) result.push_back(problem.text());
    return result;
  }
};

inline CsvResult csv(const std::string& text, const std::string& name = "f.csv", int year = 0,
                     const System& system = small_system()) {
  CsvResult result;
  FileContext context;
  context.place = Place::in_file(name);
  context.year = year;
  std::vector<RowTable> tables = read_csv(text, system, context, result.problems);
  if (!tables.empty()) result.table = std::move(tables.front());
  return result;
}

/// A file of one enterprise with one more column and its cell.
inline CsvResult one_cell(const std::string& heading, const std::string& cell) {
  return csv("zone,year,enterprise," + heading + "\nA,2020,e1," + cell + "\n");
}

/// The value that is stored for the cell, "blank", or the error.
inline std::string stored(const std::string& heading, const std::string& cell) {
  const CsvResult result = one_cell(heading, cell);
  if (result.problems.has_errors()) return result.errors().front();
  for (const Column& column : result.table.columns) {
    if (!column.present()) continue;
    return column.valid.at(0) == 0 ? "blank" : std::to_string(column.values.at(0));
  }
  return "no column";
}

/// Sources in memory: name and text.
inline std::vector<Source> sources(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<Source> result;
  for (const auto& [name, text] : files) {
    Source source;
    source.name = name;
    source.bytes = text;
    source.in_memory = true;
    result.push_back(std::move(source));
  }
  return result;
}

/// A figure as text, empty where blank, "absent" where no column gives it.
inline std::string figure(const ZoneTable& table, const System& system, const std::string& zone,
                          int year, const std::string& field) {
  const auto row = table.find(zone, year);
  if (!row) return "no row";
  const auto f = static_cast<std::size_t>(system.field(field));
  if (!table.columns.at(f).present()) return "absent";
  return figure_text(system.fields[f], table.columns[f], *row);
}

}  // namespace zonerank::testing
