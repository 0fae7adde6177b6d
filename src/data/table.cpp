#include "zonerank/data/table.hpp"

#include <algorithm>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {

std::vector<int> ZoneTable::years() const {
  std::vector<int> years;
  for (const ZoneYear& row : rows) years.push_back(row.year);
  std::sort(years.begin(), years.end());
  years.erase(std::unique(years.begin(), years.end()), years.end());
  return years;
}

std::optional<std::size_t> ZoneTable::find(const std::string& zone, int year) const {
  const ZoneYear wanted{zone, year};
  const auto found = std::lower_bound(rows.begin(), rows.end(), wanted);
  if (found == rows.end() || *found != wanted) return std::nullopt;
  return static_cast<std::size_t>(found - rows.begin());
}

std::string ZoneTable::text(const System& system, std::size_t row, std::size_t field) const {
  const FigureColumn& column = columns[field];
  if (!column.present() || column.valid[row] == 0) return {};
  if (system.fields[field].is_exact()) {
    return format_decimal(column.digits[row], system.fields[field].places);
  }
  return shortest(column.reals[row]);
}

ZoneTable empty_table(std::vector<ZoneYear> rows, std::size_t n_fields) {
  ZoneTable table;
  table.rows = std::move(rows);
  table.columns.resize(n_fields);
  table.previous.resize(n_fields);
  return table;
}

}  // namespace zonerank
