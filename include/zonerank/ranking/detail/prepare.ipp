#pragma once
#include "zonerank/ranking/detail/prepare.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/error_bound.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/detail/settle.hpp"
#include "zonerank/methods/detail/treat_like.hpp"

namespace zonerank::detail {
ZONERANK_OWN(prepare) {

ZONERANK_INLINE bool is_over_years(const Imputation& method) {
  return imputes_from(method) == ImputesFrom::years;
}

/// Rows of several years below each other; the year that is ranked comes first.
struct Panel {
  Matrix values;
  Vector errors;  ///< the greatest of all years
  ImputationInput input;
};

ZONERANK_INLINE std::vector<std::string> zones_and_years(const Panel& panel) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < panel.input.zones.size(); ++i)
    names.push_back(panel.input.zones[i] + ", " + std::to_string(panel.input.years[i]));
  return names;
}

ZONERANK_INLINE void append_rows(Matrix& to, const MatrixRef& rows) {
  const Index before = to.rows();
  if (before == 0) {
    to = rows;
    return;
  }
  to.conservativeResize(before + rows.rows(), rows.cols());
  to.bottomRows(rows.rows()) = rows;
}

ZONERANK_INLINE void raise_to(Vector& errors, const Vector& others) {
  errors = errors.size() == 0 ? others : Vector(errors.cwiseMax(others));
}

/// Values that were computed, and the errors of that.
struct Untreated {
  const MatrixRef values;
  const Vector& errors;
  bool is_filled;   ///< some were imputed: these are decimals
  bool is_treated;  ///< by some method
};

ZONERANK_INLINE void append(PreparedYears& to, const MatrixRef& values, const Untreated& untreated,
                            const std::vector<std::string>& zones, int year) {
  append_rows(to.values, values);
  if (untreated.is_treated) append_rows(to.before, untreated.values);
  raise_to(to.errors, untreated.errors);
  for (Index j = 0; j < untreated.values.cols() && untreated.is_filled; ++j) {
    const double size = greatest_distance(column(untreated.values, j));
    to.errors[j] = std::max(to.errors[j], ErrorBound::of_decimals().at(size));
  }
  to.zones.insert(to.zones.end(), zones.begin(), zones.end());
  to.years.insert(to.years.end(), zones.size(), year);
}

/// Years besides the one that is ranked whose values are scored, or are what scores refer to.
ZONERANK_INLINE std::set<int> other_years(const ZoneTable& table, const ResolvedMethod& method,
                                          bool has_scaling) {
  const std::vector<int> known = table.years();
  if (weighs_years(method)) return {known.begin(), known.end()};
  std::set<int> years;
  for (const Normalization& normalization : method.normalizations) {
    const std::optional<int> base = base_year(normalization);
    if (!base || has_scaling) continue;
    if (std::find(known.begin(), known.end(), *base) != known.end()) years.insert(*base);
  }
  return years;
}

/// Indicators of years besides the one that is ranked, each computed once.
class OtherYears {
 public:
  OtherYears(Ranking& ranking, const ZoneTable& table, const System& system)
      : ranking_(ranking), table_(table), system_(system) {}

  const IndicatorTable& of(int year) {
    const auto [at, is_new] = computed_.try_emplace(year);
    if (!is_new) return at->second;
    Problems found;
    at->second = compute_indicators(table_, system_, year, found);
    for (const Problem& problem : found.list()) {
      // What has no place is told of the year that is ranked.
      if (!problem.place.empty()) ranking_.problems.add(problem);
    }
    return at->second;
  }

 private:
  Ranking& ranking_;
  const ZoneTable& table_;
  const System& system_;
  std::map<int, IndicatorTable> computed_;
};

ZONERANK_INLINE void append(Panel& panel, const IndicatorTable& year, const RankOptions& options) {
  append_rows(panel.values, year.values);
  for (const std::string& zone : year.zones) {
    panel.input.zones.push_back(zone);
    panel.input.years.push_back(year.year);
    if (options.zone_groups.empty()) continue;
    const auto group = options.zone_groups.find(zone);
    panel.input.groups.push_back(group == options.zone_groups.end() ? "" : group->second);
  }
}

ZONERANK_INLINE void note_imputed(Ranking& ranking, const System& system,
                                  std::span<const Imputation> methods) {
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    if (imputes_from(methods[j]) == ImputesFrom::nothing) continue;
    const auto column = static_cast<Index>(j);
    const auto gaps = ranking.indicators.values.col(column).array().isNaN().count();
    const auto filled = std::count_if(ranking.imputed.begin(), ranking.imputed.end(),
                                      [&](const ImputedValue& v) { return v.column == column; });
    if (filled > 0) {
      ranking.problems.add(Code::imputed, "", system.indicators[j].id,
                           {std::to_string(filled), std::to_string(ranking.zones.size()),
                            choice_in_both(methods[j])});
    }
    if (gaps > filled) {
      ranking.problems.add(Code::not_imputed, "", system.indicators[j].id,
                           {std::to_string(gaps - filled), choice_in_both(methods[j])});
    }
  }
}

ZONERANK_INLINE void note_treated(Ranking& ranking, const System& system) {
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    const ColumnTreatment& column = ranking.treated.columns[j];
    std::vector<Argument> done;
    if (column.n_winsorized > 0)
      done.push_back(words("{0} values moved in", "{0} 个值收缩", {column.n_winsorized}));
    if (!column.transform.empty() && column.is_own)
      done.push_back(words("values changed by {0}", "数值经 {0} 改变", {column.transform}));
    else if (!column.transform.empty())
      done.push_back(
          words("all values transformed by {0}", "全部数值经 {0} 变换", {column.transform}));
    if (done.empty()) continue;
    if (!column.passed_after) done.push_back(words("it is still skewed", "仍然偏斜"));
    ranking.problems.add(Code::treated, "", system.indicators[j].id, {listed(done)});
  }
}

}  // ZONERANK_OWN(prepare)

ZONERANK_INLINE std::vector<Direction> directions(const System& system) {
  std::vector<Direction> result;
  for (const Indicator& indicator : system.indicators) result.push_back(indicator.direction);
  return result;
}

ZONERANK_INLINE bool weighs_years(const ResolvedMethod& method) {
  const auto over_years = [](const Weighting& weighting) {
    return weights_from(weighting) == WeightsFrom::years;
  };
  return over_years(method.weighting) ||
         std::any_of(method.weightings.begin(), method.weightings.end(), over_years);
}

ZONERANK_INLINE PreparedYears prepare(Ranking& ranking, const ZoneTable& table,
                                      const System& system, const RankOptions& options) {
  const std::vector<Imputation>& imputations = ranking.method.imputations;
  const std::vector<Treatment>& treatments = ranking.method.treatments;
  const bool treats = std::any_of(treatments.begin(), treatments.end(),
                                  [](const auto& method) { return does(method) != Does::nothing; });
  OtherYears others(ranking, table, system);
  Panel panel;
  Panel alone;  // a year without the others
  for (const Indicator& indicator : system.indicators) {
    panel.input.columns.push_back(indicator.id);
    panel.input.siblings.push_back(system.groups[static_cast<std::size_t>(indicator.group)].id);
  }
  panel.input.directions = directions(system);
  alone.input = panel.input;
  append(panel, ranking.indicators, options);
  panel.errors = ranking.indicators.errors;
  const bool needs_years = options.method->fit == FitOn::panel ||
                           std::any_of(imputations.begin(), imputations.end(), is_over_years);
  for (const int year : table.years()) {
    if (!needs_years || year == ranking.year) continue;
    const IndicatorTable& other = others.of(year);
    append(panel, other, options);
    raise_to(panel.errors, other.errors);
  }
  const Imputed imputed = impute(panel.values, imputations, panel.input);
  const auto n = static_cast<Index>(ranking.zones.size());
  for (const ImputedValue& value : imputed.filled) {
    if (value.row < n) ranking.imputed.push_back(value);
  }
  note_imputed(ranking, system, imputations);
  const std::vector<std::string> ids = system.indicator_ids();
  if (options.method->fit == FitOn::year) {
    ranking.treated = treat(imputed.values.topRows(n), treatments, ranking.zones, ids);
    note_treated(ranking, system);
    PreparedYears prepared;
    append(prepared, ranking.treated.values,
           {imputed.values.topRows(n), ranking.indicators.errors, !imputed.filled.empty(), treats},
           ranking.zones, ranking.year);
    const std::set<int> years = other_years(table, ranking.method, options.scaling.has_value());
    for (const int year : table.years()) {
      if (year == ranking.year || !years.contains(year)) continue;
      Panel one = alone;
      const IndicatorTable& other = others.of(year);
      append(one, other, options);
      Matrix filled;
      if (needs_years) {
        const auto first = std::find(panel.input.years.begin(), panel.input.years.end(), year);
        filled = imputed.values.middleRows(first - panel.input.years.begin(), one.values.rows());
      } else {
        filled = impute(one.values, imputations, one.input).values;
      }
      append(prepared,
             treat_like(imputed.values.topRows(n), filled, treatments, zones_and_years(one), ids),
             {filled, other.errors, true, treats}, one.input.zones, year);
    }
    return prepared;
  }
  const bool several = panel.values.rows() > n;
  ranking.treated =
      treat(imputed.values, treatments, several ? zones_and_years(panel) : ranking.zones, ids);
  PreparedYears all;
  append(all, ranking.treated.values,
         {imputed.values, panel.errors, !imputed.filled.empty(), treats}, panel.input.zones, 0);
  all.years = panel.input.years;
  ranking.treated.values = all.values.topRows(n);
  std::erase_if(ranking.treated.changes, [n](const TreatedValue& v) { return v.row >= n; });
  note_treated(ranking, system);
  return all;
}

}  // namespace zonerank::detail
