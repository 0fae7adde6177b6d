#pragma once
#include "zonerank/table/table.hpp"

#include <algorithm>

#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/door.hpp"

namespace zonerank {

ZONERANK_INLINE std::vector<int> ZoneTable::years() const {
  std::vector<int> years;
  for (const ZoneYear& row : rows) years.push_back(row.year);
  std::sort(years.begin(), years.end());
  years.erase(std::unique(years.begin(), years.end()), years.end());
  return years;
}

ZONERANK_INLINE std::optional<std::size_t> ZoneTable::find(const std::string& zone,
                                                           int year) const {
  const ZoneYear wanted{zone, year};
  const auto found = std::lower_bound(rows.begin(), rows.end(), wanted);
  if (found == rows.end() || *found != wanted) return std::nullopt;
  return static_cast<std::size_t>(found - rows.begin());
}

ZONERANK_INLINE void check_table(const ZoneTable& table, const System& system) {
  // A table of a caller's own need not have columns for ready-made values, which stand last.
  const auto own = static_cast<Index>(system.field_names().size());
  const bool is_own = std::ssize(table.columns) == own;
  const auto fields = is_own ? own : static_cast<Index>(system.fields.size());
  const Argument of =
      words("the system \"{0}\" has {1} fields: give the one that the data were read with",
            "体系“{0}”有 {1} 个字段：请给出读取数据所用的体系", {system.id, fields});
  detail::check_entries("columns", std::ssize(table.columns), fields, of);
  detail::check_entries(words("previous columns", "上年各列"), std::ssize(table.previous), fields,
                        of);
  const auto n = std::ssize(table.rows);
  const Argument rows = words("the table has {0} rows", "表有 {0} 行", {n});
  if (!table.industries.empty())
    detail::check_entries("industries", std::ssize(table.industries), n, rows);
  for (const auto* columns : {&table.columns, &table.previous}) {
    for (std::size_t f = 0; f < columns->size(); ++f) {
      const FigureColumn& column = (*columns)[f];
      if (!column.present()) continue;
      const Field& field = system.fields[f];
      const Argument name = words("field {0}", "字段 {0}", {field.name});
      detail::check_entries(name, std::ssize(column.valid), n, rows);
      detail::check_entries(
          name, field.is_exact() ? std::ssize(column.digits) : std::ssize(column.reals), n, rows);
    }
  }
}

ZONERANK_INLINE std::string figure_text(const Field& field, const FigureColumn& column,
                                        std::size_t row) {
  if (column.present())
    detail::check_index("row", static_cast<Index>(row), std::ssize(column.valid));
  if (!column.present() || column.valid[row] == 0) return {};
  return field.is_exact() ? format_decimal(column.digits[row], field.places)
                          : shortest(column.reals[row]);
}

ZONERANK_INLINE ZoneTable empty_table(std::vector<ZoneYear> rows, std::size_t n_fields) {
  ZoneTable table;
  table.rows = std::move(rows);
  table.columns.resize(n_fields);
  table.previous.resize(n_fields);
  return table;
}

ZONERANK_OWN(table) {

ZONERANK_INLINE std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == text.npos) return text;
  std::string result = "\"";
  for (const char c : text) {
    result += c;
    if (c == '"') result += c;
  }
  return result + "\"";
}

}  // ZONERANK_OWN(table)

ZONERANK_INLINE std::string to_csv(const ZoneTable& table, const System& system) {
  check_table(table, system);
  const bool by_industry = !table.industries.empty();
  std::string text = by_industry ? "zone,year,industry" : "zone,year";
  const auto each = [&](const auto& write) {
    for (std::size_t f = 0; f < table.columns.size(); ++f) {
      if (table.columns[f].present()) write(f, table.columns[f], "");
      if (table.previous[f].present()) write(f, table.previous[f], "@previous");
    }
  };
  each([&](std::size_t f, const FigureColumn&, const char* suffix) {
    const Field& field = system.fields[f];
    const bool is_own = field.indicator < 0;
    text += "," + (is_own ? field.name : field.aliases.front()) + suffix;
  });
  text += "\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    text += csv_cell(table.rows[r].zone) + "," + std::to_string(table.rows[r].year);
    if (by_industry) text += "," + csv_cell(table.industries[r]);
    each([&](std::size_t f, const FigureColumn& column, const char*) {
      text += "," + figure_text(system.fields[f], column, r);
    });
    text += "\n";
  }
  return text;
}

}  // namespace zonerank
