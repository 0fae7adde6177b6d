#include "rollup/sound_rows.hpp"

#include <algorithm>
#include <optional>

namespace zonerank::detail {
namespace {

std::optional<std::size_t> row_at(const RowTable& table, std::int64_t line) {
  const auto found = std::lower_bound(table.line.begin(), table.line.end(), line);
  if (found == table.line.end() || *found != line) return std::nullopt;
  return static_cast<std::size_t>(found - table.line.begin());
}

void blank(Column& column, std::size_t row) {
  if (!column.present()) return;
  if (!column.values.empty()) column.values[row] = 0;
  if (!column.reals.empty()) column.reals[row] = missing;
  column.valid[row] = 0;
}

/// Takes out what one error speaks of. False where that is more than a row or a cell.
bool take_out(RowTable& table, Problem& problem, const Place& file, const System& system,
              std::vector<bool>& keep) {
  if (problem.code == Code::ambiguous_title) return true;  // such a column is not read
  Place& place = problem.place;
  const bool is_here = place.file == file.file && place.sheet == file.sheet && place.line > 0;
  if (!is_here || problem.code == Code::duplicate_column) return false;
  if (problem.code == Code::ragged_row) return true;  // it is not among the rows
  const auto row = row_at(table, place.line);
  if (!row) return false;
  const auto zone = static_cast<std::size_t>(table.zone[*row]);
  place.zone = zone < table.zones.size() ? table.zones[zone] : "";
  place.year = table.year[*row];
  if (table.of_enterprises()) place.enterprise = table.enterprises[*row];
  if (problem.code == Code::blank_key || problem.code == Code::bad_year) {
    keep[*row] = false;
    return true;
  }
  constexpr std::string_view previous = "@previous";
  std::string& name = place.field;
  const bool is_previous = name.ends_with(previous);
  if (is_previous) name.resize(name.size() - previous.size());
  const int field = system.field(name);
  if (field < 0) return false;
  const auto f = static_cast<std::size_t>(field);
  blank(is_previous ? table.previous[f] : table.columns[f], *row);
  return true;
}

}  // namespace

RowTable select_rows(const RowTable& table, const std::vector<bool>& keep) {
  RowTable result;
  result.zones = table.zones;
  result.codes = table.codes;
  result.columns.resize(table.columns.size());
  result.previous.resize(table.previous.size());
  const auto copy = [](const Column& from, Column& to, std::size_t r) {
    if (!from.present()) return;
    if (!from.values.empty()) to.values.push_back(from.values[r]);
    if (!from.reals.empty()) to.reals.push_back(from.reals[r]);
    to.valid.push_back(from.valid[r]);
  };
  for (std::size_t r = 0; r < table.size(); ++r) {
    if (!keep[r]) continue;
    result.zone.push_back(table.zone[r]);
    result.year.push_back(table.year[r]);
    result.line.push_back(table.line[r]);
    if (table.of_enterprises()) result.enterprises.push_back(table.enterprises[r]);
    for (std::size_t f = 0; f < table.columns.size(); ++f) {
      copy(table.columns[f], result.columns[f], r);
      copy(table.previous[f], result.previous[f], r);
    }
  }
  return result;
}

RowTable sound_rows(RowTable table, const Place& file, const System& system, Problems& problems) {
  if (!problems.has_errors()) return table;
  std::vector<bool> keep(table.size(), true);
  bool is_usable = true;
  problems.amend([&](Problem& problem) {
    if (severity(problem.code) != Severity::error) return;
    is_usable &= take_out(table, problem, file, system, keep);
    is_usable &= problems.not_listed(problem.code) == 0;
  });
  return is_usable ? select_rows(table, keep) : RowTable{};
}

}  // namespace zonerank::detail
