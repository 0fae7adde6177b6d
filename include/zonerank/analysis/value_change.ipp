#pragma once
#include "zonerank/analysis/value_change.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "zonerank/analysis/detail/rank_game.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/ranking/detail/cells.hpp"

namespace zonerank {
ZONERANK_OWN(value_change) {

constexpr std::size_t most_figures = 16;

/// The figures of one zone.
class OwnFigures {
 public:
  OwnFigures(const FiguresOf& of, const std::string& zone)
      : system_(of.system), figures_(of.table, of.system, of.year, {row(of, zone)}) {}

  /// NaN where there is none.
  double figure(const std::string& field, int years_back) {
    const int index = system_.field(field);
    if (index < 0) return missing;
    const std::span<const double> column = figures_.column(index, years_back);
    return column.empty() ? missing : column[0];
  }

 private:
  static std::size_t row(const FiguresOf& of, const std::string& zone) {
    check_table(of.table, of.system);
    if (const std::optional<std::size_t> found = of.table.find(zone, of.year)) return *found;
    std::vector<std::string> zones;
    for (const ZoneYear& other : of.table.rows) {
      if (other.year == of.year) zones.push_back(other.zone);
    }
    fail(Code::unknown_zone, Place::of_year(of.year), zone, {suggestion(zone, zones)});
  }

  const System& system_;
  detail::ZoneFigures<double> figures_;
};

/// Whether both systems compute the indicator in the same way from the same fields.
ZONERANK_INLINE bool is_same_formula(const System& one, const Indicator& a, const System& other,
                                     const Indicator& b) {
  if (a.formula.formula.text() != b.formula.formula.text() || a.unit.text != b.unit.text)
    return false;
  const std::vector<std::string> names = a.formula.formula.fields();
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    const int f = one.field(name), g = other.field(name);
    return f >= 0 && g >= 0 &&
           one.fields[static_cast<std::size_t>(f)].unit.text ==
               other.fields[static_cast<std::size_t>(g)].unit.text;
  });
}

/// The fields of a formula with how many years back each figure is, each pair once: in the order of
/// the formula, then this year's before earlier ones.
ZONERANK_INLINE std::vector<std::pair<int, int>> figures_of(const System& system,
                                                            const BoundFormula& formula) {
  std::set<std::pair<int, int>> found;
  const std::vector<double> one = {1.0};
  evaluate<double>(formula, formula.formula.root(), 1, [&](int field, int years_back) {
    found.emplace(field, years_back);
    return std::span<const double>(one);
  });
  std::vector<std::pair<int, int>> result;
  for (const std::string& name : formula.formula.fields()) {
    for (const std::pair<int, int>& pair : found) {
      if (pair.first == system.field(name)) result.push_back(pair);
    }
  }
  return result;
}

/// The values of an indicator for every set of figures that are as now.
ZONERANK_INLINE std::vector<double> values_of_sets(const Indicator& indicator,
                                                   const std::vector<std::pair<int, int>>& keys,
                                                   const std::vector<FigurePart>& parts,
                                                   const std::vector<std::size_t>& moved) {
  const std::size_t n_sets = std::size_t{1} << moved.size();
  std::vector<std::vector<double>> columns;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    columns.emplace_back(n_sets, parts[k].figure);
    const auto at = std::find(moved.begin(), moved.end(), k) - moved.begin();
    for (std::size_t set = 0; set < n_sets; ++set) {
      const bool is_as_before =
          at < std::ssize(moved) && (set >> static_cast<std::size_t>(at) & 1U) == 0;
      if (is_as_before) columns[k][set] = parts[k].figure_before;
    }
  }
  Evaluated<double> evaluated = evaluate<double>(
      indicator.formula, indicator.formula.formula.root(), n_sets, [&](int field, int years_back) {
        const auto k =
            std::find(keys.begin(), keys.end(), std::pair(field, years_back)) - keys.begin();
        return std::span<const double>(columns[static_cast<std::size_t>(k)]);
      });
  for (std::size_t set = 0; set < n_sets; ++set) {
    double& value = evaluated.value[set];
    if (evaluated.why[set] == Why::empty_whole && indicator.when_empty)
      value = *indicator.when_empty;
    else if (evaluated.why[set] == Why::present)
      value = detail::in_own_unit(indicator, value);
    else
      value = missing;
  }
  return std::move(evaluated.value);
}

}  // ZONERANK_OWN(value_change)

ZONERANK_INLINE std::vector<FigurePart> value_changes(const FiguresOf& before, const FiguresOf& now,
                                                      const std::string& zone) {
  OwnFigures last(before, zone), today(now, zone);
  std::vector<FigurePart> result;
  for (const Indicator& indicator : now.system.indicators) {
    const int j = before.system.indicator(indicator.id);
    if (j < 0 ||
        !is_same_formula(before.system, before.system.indicators[static_cast<std::size_t>(j)],
                         now.system, indicator))
      continue;
    const std::vector<std::pair<int, int>> keys = figures_of(now.system, indicator.formula);
    std::vector<FigurePart> parts;
    std::vector<std::size_t> moved;
    for (const auto& [field, years_back] : keys) {
      const std::string& name = now.system.fields[static_cast<std::size_t>(field)].name;
      FigurePart part{indicator.id,
                      name,
                      years_back,
                      last.figure(name, years_back),
                      today.figure(name, years_back),
                      missing};
      const bool is_still = part.figure == part.figure_before ||
                            (is_missing(part.figure) && is_missing(part.figure_before));
      if (!is_still) moved.push_back(parts.size());
      parts.push_back(std::move(part));
    }
    if (moved.size() <= most_figures) {
      std::vector<double> worth = values_of_sets(indicator, keys, parts, moved);
      const double of_none = worth[0];  // the parts of what is near 0 keep more digits
      for (double& value : worth) value -= of_none;
      const bool has_value = !is_missing(of_none);
      const std::vector<double> shares = detail::shapley(worth, moved.size());
      for (FigurePart& part : parts) part.part = has_value ? 0.0 : missing;
      for (std::size_t k = 0; k < moved.size(); ++k) parts[moved[k]].part = shares[k];
    }
    result.insert(result.end(), parts.begin(), parts.end());
  }
  return result;
}

}  // namespace zonerank
