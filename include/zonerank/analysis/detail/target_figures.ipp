#pragma once
#include "zonerank/analysis/detail/target_figures.hpp"

#include <algorithm>
#include <optional>

#include "zonerank/analysis/what_if.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"

namespace zonerank::detail {

ZONERANK_INLINE TargetFigures::TargetFigures(const ZoneTable& table, const System& system,
                                             const Ranking& ranking)
    : table_(table), system_(system), ranking_(ranking), years_(table.years()) {}

ZONERANK_INLINE double TargetFigures::at(const std::string& zone, const std::string& name,
                                         int year) {
  const int f = system_.field(name);
  if (f < 0) return indicator(zone, system_.indicator(name), year);
  const std::optional<std::size_t> row = table_.find(zone, year);
  const FigureColumn& column = table_.columns[static_cast<std::size_t>(f)];
  if (!row || !column.present() || column.valid[*row] == 0) return missing;
  const Field& field = system_.fields[static_cast<std::size_t>(f)];
  return field.is_exact() ? to_double(column.digits[*row], field.places) : column.reals[*row];
}

ZONERANK_INLINE double TargetFigures::indicator(const std::string& zone, int id, int year) {
  if (id < 0 || std::find(years_.begin(), years_.end(), year) == years_.end()) return missing;
  const IndicatorTable& of = of_year(year);
  const auto found = std::find(of.zones.begin(), of.zones.end(), zone);
  return found == of.zones.end() ? missing : of.values(found - of.zones.begin(), id);
}

ZONERANK_INLINE const IndicatorTable& TargetFigures::of_year(int year) {
  if (year == ranking_.year) return ranking_.indicators;
  const auto known = tables_.find(year);
  if (known != tables_.end()) return known->second;
  Problems not_said;  // what lacks in other years is said where they are ranked
  return tables_.emplace(year, compute_indicators(table_, system_, year, not_said)).first->second;
}

ZONERANK_INLINE FigureUse TargetFigures::use_of(const std::string& zone, const std::string& name) {
  if (const auto known = uses_.find(name); known != uses_.end()) return known->second;
  if (const int id = system_.indicator(name); id >= 0 && system_.field(name) < 0) {
    const Indicator& indicator = system_.indicators[static_cast<std::size_t>(id)];
    return {true, indicator.direction == Direction::less_is_better};
  }
  FigureUse use;
  std::vector<Index> computed;
  for (std::size_t j = 0; j < system_.indicators.size(); ++j) {
    const std::vector<std::string> fields = system_.indicators[j].formula.formula.fields();
    if (std::find(fields.begin(), fields.end(), name) != fields.end())
      computed.push_back(static_cast<Index>(j));
  }
  use.is_used = !computed.empty();
  const double today = at(zone, name, ranking_.year);
  if (!use.is_used || is_missing(today)) return use;
  const Edit more{zone, name, today > 0.0 ? Edit::Kind::percent : Edit::Kind::add,
                  today > 0.0 ? 100.0 : 1.0};
  const ZoneTable changed = with_edits(table_, system_, ranking_.year, {&more, 1}, Rules::ignored);
  Problems not_said;  // of figures that nobody reported
  const Matrix after = compute_indicators(changed, system_, ranking_.year, not_said).values;
  const Index row = ranking_.zone(zone);
  bool more_is_better = false;
  for (const Index j : computed) {
    if (!(after(row, j) > ranking_.indicators.values(row, j))) continue;
    const Indicator& indicator = system_.indicators[static_cast<std::size_t>(j)];
    const bool is_less = indicator.direction == Direction::less_is_better;
    use.less_is_better = use.less_is_better || is_less;
    more_is_better = more_is_better || !is_less;
  }
  use.less_is_better = use.less_is_better && !more_is_better;
  return uses_[name] = use;
}

}  // namespace zonerank::detail
