#include "headings/schema.hpp"

#include <map>
#include <set>
#include <string>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

using FieldsOfYears = std::map<std::int32_t, std::set<std::size_t>>;

std::set<std::int32_t> years_of(const RowTable& table) {
  std::set<std::int32_t> years;
  for (std::size_t r = 0; r < table.size(); ++r) {
    if (r == 0 || table.year[r] != table.year[r - 1]) years.insert(table.year[r]);
  }
  return years;
}

Argument listed(const std::set<std::int32_t>& years) {
  std::vector<std::string> texts;
  for (const std::int32_t year : years) texts.push_back(std::to_string(year));
  return listed_names(texts);
}

void note(const FieldsOfYears& fields_of, const std::string& rows, const System& system,
          Problems& problems) {
  std::map<std::set<std::int32_t>, std::vector<std::string>> fields_in;  // years -> their fields
  for (std::size_t f = 0; f < system.fields.size(); ++f) {
    std::set<std::int32_t> years;
    for (const auto& [year, fields] : fields_of) {
      if (fields.contains(f)) years.insert(year);
    }
    if (!years.empty() && years.size() < fields_of.size()) {
      fields_in[years].push_back(system.fields[f].name);
    }
  }
  for (const auto& [years, fields] : fields_in) {
    std::set<std::int32_t> others;
    for (const auto& [year, ignored] : fields_of) {
      if (!years.contains(year)) others.insert(year);
    }
    problems.add(Code::column_in_some_years, "", listed(years),
                 {listed(others), listed_names(fields), rows});
  }
}

}  // namespace

void note_changing_columns(const std::vector<const RowTable*>& tables, const System& system,
                           Problems& problems) {
  FieldsOfYears of_zones, of_enterprises;
  for (const RowTable* table : tables) {
    FieldsOfYears& fields_of = table->of_enterprises() ? of_enterprises : of_zones;
    for (const std::int32_t year : years_of(*table)) {
      for (std::size_t f = 0; f < table->columns.size(); ++f) {
        if (table->columns[f].present()) fields_of[year].insert(f);
      }
    }
  }
  note(of_zones, "zones", system, problems);
  note(of_enterprises, "enterprises", system, problems);
}

}  // namespace zonerank::detail
