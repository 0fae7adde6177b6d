#include "ranking/prepare.hpp"

#include <algorithm>
#include <map>

#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

bool is_over_years(const Imputation& method) {
  return std::holds_alternative<ImputeLatest>(method) ||
         std::holds_alternative<ImputeConstant>(method) ||
         std::holds_alternative<ImputeLinear>(method) ||
         std::holds_alternative<ImputeGrowth>(method);
}

/// Rows of several years below each other; the year that is ranked comes first.
struct Panel {
  Matrix values;
  ImputationInput input;
};

void append(Panel& panel, const IndicatorTable& year, const RankOptions& options) {
  const Index before = panel.values.rows();
  panel.values.conservativeResize(before + year.values.rows(), year.values.cols());
  panel.values.bottomRows(year.values.rows()) = year.values;
  for (const std::string& zone : year.zones) {
    panel.input.zones.push_back(zone);
    panel.input.years.push_back(year.year);
    if (options.zone_groups.empty()) continue;
    const auto group = options.zone_groups.find(zone);
    panel.input.groups.push_back(group == options.zone_groups.end() ? "" : group->second);
  }
}

void note_imputed(Ranking& ranking, const System& system, std::span<const Imputation> methods) {
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    if (std::holds_alternative<NoImputation>(methods[j])) continue;
    const auto column = static_cast<Index>(j);
    const auto gaps = ranking.indicators.values.col(column).array().isNaN().count();
    const auto filled = std::count_if(ranking.imputed.begin(), ranking.imputed.end(),
                                      [&](const ImputedValue& v) { return v.column == column; });
    if (filled > 0) {
      ranking.problems.add(
          Code::imputed, "", system.indicators[j].id,
          {std::to_string(filled), std::to_string(ranking.zones.size()), choice_text(methods[j])});
    }
    if (gaps > filled) {
      ranking.problems.add(Code::not_imputed, "", system.indicators[j].id,
                           {std::to_string(gaps - filled), choice_text(methods[j])});
    }
  }
}

void note_treated(Ranking& ranking, const System& system) {
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    const ColumnTreatment& column = ranking.treated.columns[j];
    std::vector<std::string> done;
    if (column.n_winsorized > 0) {
      done.push_back(std::to_string(column.n_winsorized) + " values moved in");
    }
    if (!column.transform.empty()) done.push_back("all values transformed by " + column.transform);
    if (done.empty()) continue;
    if (!column.passed_after) done.emplace_back("it is still skewed");
    ranking.problems.add(Code::treated, "", system.indicators[j].id, {join(done, ", ")});
  }
}

}  // namespace

std::vector<Direction> directions(const System& system) {
  std::vector<Direction> result;
  for (const Indicator& indicator : system.indicators) result.push_back(indicator.direction);
  return result;
}

Matrix prepare(Ranking& ranking, const ZoneTable& table, const System& system,
               const RankOptions& options) {
  std::vector<Imputation> imputations;
  std::vector<Treatment> treatments;
  Panel panel;
  for (const Indicator& indicator : system.indicators) {
    imputations.push_back(indicator_imputation(indicator, *options.method));
    treatments.push_back(indicator_treatment(indicator, *options.method));
    panel.input.columns.push_back(indicator.id);
    panel.input.siblings.push_back(system.groups[static_cast<std::size_t>(indicator.group)].id);
  }
  panel.input.directions = directions(system);
  append(panel, ranking.indicators, options);
  const bool needs_years = options.method->fit == FitOn::panel ||
                           std::any_of(imputations.begin(), imputations.end(), is_over_years);
  for (const int year : table.years()) {
    if (!needs_years || year == ranking.year) continue;
    Problems of_other_years;
    append(panel, compute_indicators(table, system, year, of_other_years), options);
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
    return {};
  }
  ranking.treated = treat(imputed.values, treatments, panel.input.zones, ids);
  Matrix all = ranking.treated.values;
  ranking.treated.values = all.topRows(n);
  std::erase_if(ranking.treated.changes, [n](const TreatedValue& v) { return v.row >= n; });
  note_treated(ranking, system);
  return all;
}

}  // namespace zonerank::detail
