#pragma once
#include "zonerank/ranking/pipeline.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/error_bound.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/detail/settle.hpp"
#include "zonerank/ranking/detail/alternatives.hpp"
#include "zonerank/ranking/detail/prepare.hpp"
#include "zonerank/ranking/detail/settle_ranking.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(pipeline) {

ZONERANK_INLINE std::string range_text(double lower, double upper) {
  return "[" + rounded(lower, 6) + ", " + rounded(upper, 6) + "]";
}

/// Bounds by hand, else the system's own.
ZONERANK_INLINE BoundsById all_bounds(const System& system, const BoundsById& by_hand) {
  BoundsById bounds = by_hand;
  for (const Indicator& indicator : system.indicators) {
    if (indicator.bounds) bounds.try_emplace(indicator.id, *indicator.bounds);
  }
  return bounds;
}

/// Bounds are in the indicator's own unit: those of transformed values say nothing of them.
ZONERANK_INLINE BoundsById bounds_that_hold(BoundsById bounds, const System& system,
                                            const Treated& treated) {
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    if (!treated.columns[j].transform.empty()) bounds.erase(system.indicators[j].id);
  }
  return bounds;
}

ZONERANK_INLINE void check_bounds(const System& system, const BoundsById& bounds) {
  Problems problems;
  for (const auto& [id, range] : bounds) {
    if (system.indicator(id) < 0) {
      problems.add(Code::unknown_indicator, "bounds", id, {suggestion(id, system.indicator_ids())});
    }
    if (!(range.first < range.second) || !std::isfinite(range.first) ||
        !std::isfinite(range.second)) {
      problems.add(Code::bad_range, words("bounds of {0}", "{0} 的上下限", {id}),
                   range_text(range.first, range.second));
    }
  }
  problems.raise_errors();
}

ZONERANK_INLINE std::string percent(double share) { return rounded(100.0 * share, 3) + " %"; }

ZONERANK_INLINE std::span<const double> column_of(const Matrix& values, std::size_t j) {
  return {values.col(static_cast<Index>(j)).data(), static_cast<std::size_t>(values.rows())};
}

/// Of every row its zone's own value in the base year, where an indicator is an index on it.
/// @param rows  the first ones of `panel`
ZONERANK_INLINE Matrix base_values(const ZoneTable& table, const System& system,
                                   const ResolvedMethod& method, const detail::PreparedYears& panel,
                                   Index rows) {
  Matrix base = Matrix::Constant(rows, static_cast<Index>(system.indicators.size()), missing);
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    const std::optional<int> year = base_year(method.normalizations[j]);
    if (!year) continue;
    if (*year == 0) {
      fail(Code::needs_option, system.indicators[j].id, Argument::name("year"),
           {in_quotes(BaseYear::name), words("the base year", "基年")});
    }
    std::map<std::string, double> of_zone;
    for (std::size_t k = 0; k < panel.years.size(); ++k) {
      if (panel.years[k] != *year) continue;
      of_zone[panel.zones[k]] = panel.values(static_cast<Index>(k), static_cast<Index>(j));
    }
    if (of_zone.empty()) {  // says which years there are
      Problems of_base_year;
      compute_indicators(table, system, *year, of_base_year);
    }
    for (Index i = 0; i < rows; ++i) {
      const auto found = of_zone.find(panel.zones[static_cast<std::size_t>(i)]);
      if (found != of_zone.end()) base(i, static_cast<Index>(j)) = found->second;
    }
  }
  return base;
}

/// What was learned before, in the order of the system's indicators.
ZONERANK_INLINE Scaling chosen(const Scaling& learned, const System& system) {
  Scaling scaling;
  scaling.zones = learned.zones;
  Problems problems;
  for (const Indicator& indicator : system.indicators) {
    const auto found =
        std::find_if(learned.columns.begin(), learned.columns.end(),
                     [&](const ColumnScaling& c) { return c.indicator == indicator.id; });
    if (found != learned.columns.end()) {
      scaling.columns.push_back(*found);
    } else {
      problems.add(Code::needs_option, "scaling", indicator.id,
                   {words("of a saved scaling", "（保存的标准化参数）"),
                    words("it has no such indicator", "其中没有该指标")});
    }
  }
  problems.raise_errors();
  return scaling;
}

/// Base values by zone, where they were learned by row of several years.
ZONERANK_INLINE void keep_one_row_a_zone(Scaling& scaling) {
  const std::vector<std::string> rows = std::move(scaling.zones);
  std::vector<std::size_t> kept;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (seen.insert(rows[i]).second) kept.push_back(i);
  }
  scaling.zones.clear();
  for (const std::size_t i : kept) scaling.zones.push_back(rows[i]);
  for (ColumnScaling& column : scaling.columns) {
    if (!base_year(column.method)) continue;
    const std::vector<double> sample = std::move(column.fit.sample);
    column.fit.sample.clear();
    for (const std::size_t i : kept) {
      if (i < sample.size()) column.fit.sample.push_back(sample[i]);
    }
  }
}

/// @param panel  learned from as a whole where the method is fitted to it, else its first year
ZONERANK_INLINE Scaling learn(const ZoneTable& table, const System& system, const Ranking& ranking,
                              const RankOptions& options, const detail::PreparedYears& panel) {
  const bool whole = options.method->fit == FitOn::panel;
  const Index rows = whole ? panel.values.rows() : ranking.treated.values.rows();
  ScalingInput input;
  input.indicators = system.indicator_ids();
  input.zones = whole ? panel.zones : ranking.zones;
  if (rows > ranking.treated.values.rows()) input.years = panel.years;
  input.bounds = bounds_that_hold(all_bounds(system, options.bounds), system, ranking.treated);
  input.base = base_values(table, system, ranking.method, panel, rows);
  Scaling scaling = learn_scaling(panel.values.topRows(rows), detail::directions(system),
                                  ranking.method.normalizations, input);
  keep_one_row_a_zone(scaling);
  return scaling;
}

ZONERANK_INLINE void note_clipped(Ranking& ranking, const ColumnScaling& column,
                                  std::span<const double> values) {
  const bool clips = std::visit(
      [](const auto& m) {
        if constexpr (requires { m.clip; }) return m.clip;
        return true;
      },
      column.method);
  const auto& [low, high, sample] = column.fit;
  for (std::size_t i = 0; i < values.size() && clips; ++i) {
    if (!(values[i] < low || values[i] > high)) continue;
    ranking.problems.add(Code::clipped, Place::of_zone(ranking.zones[i], ranking.year),
                         column.indicator, {rounded(values[i], 6), range_text(low, high)});
  }
}

/// Values changed by hand are decimals, whatever they were computed from.
ZONERANK_INLINE void adjust(IndicatorTable& indicators, const RankOptions& options) {
  options.adjust(indicators.values);
  for (Index j = 0; j < indicators.values.cols(); ++j) {
    const double size = detail::greatest_distance(detail::column(indicators.values, j));
    indicators.errors[j] = detail::ErrorBound::of_decimals().at(size);
  }
}

/// Indicators that no zone has, or that tell no zones apart.
/// @param common  zones that must have a value, -1: all
ZONERANK_INLINE void leave_out(Ranking& ranking, const System& system, int common) {
  // What is lost is told in the system's weights: data-driven ones know nothing of what has no
  // data.
  const Vector whole =
      weight_tree(system, ranking.method, std::vector<bool>(system.indicators.size(), false))
          .effective;
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    const auto column = static_cast<Index>(j);
    Argument why = ranking.scaling.columns[j].why_not;
    const Index n_zones = ranking.indicators.values.rows();
    const Index n_present =
        n_zones - static_cast<Index>(ranking.indicators.values.col(column).array().isNaN().count());
    if (why.empty() && ranking.scores.col(column).array().isNaN().all())
      why = words("no zone has a value", "没有高新区有该值");
    if (n_present == 1 && n_zones > 1 && !why.empty())
      why = words("one zone alone has a value", "只有 1 个高新区有该值");
    const Index wanted = common < 0 ? n_zones : static_cast<Index>(common);
    if (why.empty() && n_present < std::min(wanted, n_zones)) {
      why = words("only {0} of {1} zones have a value", "{1} 个高新区中只有 {0} 个有该值",
                  {n_present, n_zones});
    }
    ranking.left_out.push_back(!why.empty());
    ranking.left_out_why.push_back(why);
    if (why.empty()) continue;
    ranking.weight_left_out += whole[column];
    ranking.problems.add(Code::left_out_indicator, "", system.indicators[j].id,
                         {why, percent(whole[column])});
  }
}

/// What of the system or the data the scaling did not use, cut off, or is strained by.
ZONERANK_INLINE void note_scaling(Ranking& ranking, const System& system,
                                  const BoundsById& bounds) {
  for (std::size_t j = 0; j < system.indicators.size(); ++j) {
    const ColumnScaling& column = ranking.scaling.columns[j];
    const std::string& id = column.indicator;
    const bool as_it_is = is_as_given(column.method);
    if (as_it_is && column.direction == Direction::less_is_better) {
      ranking.problems.add(Code::not_applied, "", id, {words("direction -", "负方向")});
    }
    const bool transformed = !ranking.treated.columns[j].transform.empty();
    if (bounds.contains(id) && (as_it_is || transformed || !has_bounds(column.method))) {
      ranking.problems.add(Code::not_applied, "", id, {words("pair of bounds", "上下限")});
    }
    if (ranking.left_out[j] || as_it_is) continue;
    const std::span<const double> values = column_of(ranking.treated.values, j);
    if (column.given) {
      note_clipped(ranking, column, values);
    } else if (std::holds_alternative<MinMax>(column.method)) {
      const ColumnTreatment& known = ranking.treated.columns[j];
      const bool of_year = ranking.method.fit == FitOn::year;
      const double skew = of_year ? known.skewness_after : skewness(values);
      const double kurtosis = of_year ? known.kurtosis_after : excess_kurtosis(values);
      if (std::abs(skew) > 2.0 && kurtosis > 3.5) {
        ranking.problems.add(Code::skewed_indicator, "", id,
                             {rounded(skew, 3), rounded(kurtosis, 3)});
      }
    }
  }
}

/// Scores of every year for weights over a panel; none where no weights ask for them.
ZONERANK_INLINE std::vector<Matrix> panel_scores(const detail::PreparedYears& panel,
                                                 const Ranking& ranking) {
  std::vector<Matrix> years;
  if (!detail::weighs_years(ranking.method)) return years;
  years.push_back(ranking.scores);
  const auto n = static_cast<std::size_t>(panel.values.rows());
  for (auto begin = static_cast<std::size_t>(ranking.scores.rows()); begin < n;) {
    std::size_t end = begin;
    while (end < n &&
           (ranking.method.fit == FitOn::panel || panel.years[end] == panel.years[begin]))
      ++end;
    const auto zones = std::span(panel.zones).subspan(begin, end - begin);
    const auto of_rows = std::span(panel.years).subspan(begin, end - begin);
    years.push_back(normalize(
        panel.values.middleRows(static_cast<Index>(begin), static_cast<Index>(end - begin)),
        ranking.scaling, zones, of_rows));
    begin = end;
  }
  return years;
}

/// Data-driven weights far above an equal share.
ZONERANK_INLINE void note_concentration(Ranking& ranking, const System& system,
                                        const WeightTree& tree) {
  for (std::size_t g = 0; g < system.groups.size(); ++g) {
    if (!is_data_driven(ranking.method.weightings[g])) continue;
    const std::vector<Child>& children = tree.children[g];
    const double most = 3.0 / static_cast<double>(children.size());
    for (const Child& child : children) {
      if (!child.is_indicator || !(child.weight > most)) continue;
      ranking.problems.add(Code::concentrated_weight, "",
                           system.indicators[static_cast<std::size_t>(child.index)].id,
                           {percent(child.weight), system.groups[g].id});
    }
  }
}

/// Judgments whose inverses are printed with two decimals.
ZONERANK_INLINE void note_judgments(Ranking& ranking, const System& system) {
  for (std::size_t g = 0; g < system.groups.size(); ++g) {
    const Group& group = system.groups[g];
    const auto* judged = std::get_if<Ahp>(&ranking.method.weightings[g]);
    if (judged == nullptr || judged->judgments.rows() != std::ssize(group.children)) continue;
    const AhpResult result = ahp(judged->judgments, judged->method);
    if (result.rounded == 0) continue;
    ranking.problems.add(Code::rounded_judgments, words("weights of {0}", "{0} 的权重", {group.id}),
                         shortest(result.rounded_example), {std::to_string(result.rounded)});
  }
}

ZONERANK_INLINE void count_missing(Ranking& ranking, const System& system) {
  const Index n = ranking.indicators.values.rows();
  ranking.n_missing = Vector::Zero(n);
  ranking.assumed_weight = Vector::Zero(n);
  for (Index i = 0; i < n; ++i) {
    double present = 0.0;
    double assumed = 0.0;
    for (std::size_t j = 0; j < system.indicators.size(); ++j) {
      const auto column = static_cast<Index>(j);
      if (is_missing(ranking.indicators.values(i, column))) ranking.n_missing[i] += 1.0;
      if (is_missing(ranking.scores(i, column))) continue;
      const Indicator& indicator = system.indicators[j];
      present += ranking.weights[column];
      if (is_assumed(indicator.name_status) || is_assumed(indicator.formula_status)) {
        assumed += ranking.weights[column];
      }
    }
    ranking.assumed_weight[i] = present > 0.0 ? assumed / present : missing;
  }
}

ZONERANK_INLINE Argument name_of(const Group& group) {
  return Argument(group.id, group.zh.empty() ? group.id : group.zh);
}

ZONERANK_INLINE void note_unranked(Ranking& ranking, const System& system) {
  for (Index i = 0; i < ranking.group_scores.rows(); ++i) {
    if (!is_missing(ranking.group_scores(i, 0))) continue;
    std::vector<Argument> lacking;
    for (std::size_t g = 1; g < system.groups.size(); ++g) {
      if (is_missing(ranking.group_scores(i, static_cast<Index>(g))))
        lacking.push_back(name_of(system.groups[g]));
    }
    if (lacking.empty()) lacking.push_back(name_of(system.groups[0]));
    ranking.problems.add(Code::unranked_zone,
                         Place::of_zone(ranking.zones[static_cast<std::size_t>(i)]),
                         listed_names(lacking), {percent(ranking.method.min_available)});
  }
}

ZONERANK_INLINE Matrix ranks_of(const MatrixRef& scores, TieRule ties) {
  Matrix ranks(scores.rows(), scores.cols());
  for (Index j = 0; j < scores.cols(); ++j) ranks.col(j) = rank_scores(scores.col(j), ties);
  return ranks;
}

/// Says how many ranks rounding would have decided.
ZONERANK_INLINE void note_settled(Ranking& ranking) {
  if (ranking.n_settled == 0) return;
  ranking.problems.add(Code::settled_scores, "", std::to_string(ranking.n_settled));
}

}  // ZONERANK_OWN(pipeline)

ZONERANK_INLINE Index Ranking::zone(const std::string& name) const {
  const auto found = std::find(zones.begin(), zones.end(), name);
  if (found == zones.end()) fail(Code::unknown_zone, "", name, {suggestion(name, zones)});
  return found - zones.begin();
}

ZONERANK_INLINE void check_ranked(const Ranking& ranking, const System& system) {
  if (!ranking.group_scores.col(0).array().isNaN().all()) return;
  const auto n_left = std::count(ranking.left_out.begin(), ranking.left_out.end(), true);
  const auto n = static_cast<std::ptrdiff_t>(system.indicators.size());
  Argument why =
      words("no zone has enough of the weight of its indicators", "没有高新区具备足够权重的指标");
  Argument cure = words("see which figures lack, or allow fewer with --min-available",
                        "请查看缺少哪些数据，或用 --min-available 放宽");
  if (n_left == n) {
    why = words("no indicator can be computed or compared", "没有指标可以计算或比较");
    std::map<Argument, int> reasons;
    for (const Argument& reason : ranking.left_out_why) ++reasons[reason];
    const auto most =
        std::max_element(reasons.begin(), reasons.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    cure = most->first == words("no zone has a value", "没有高新区有该值")
               ? words("check that the headings are names, codes or titles of the system's fields",
                       "请核对表头是否为体系字段的名称、代码或标题")
               : most->first;
  }
  fail(Code::nothing_to_rank, "", std::to_string(ranking.year), {why, cure});
}

ZONERANK_INLINE Matrix Ranking::indicator_ranks() const { return ranks_of(scores, method.ties); }

ZONERANK_INLINE RankOptions with_method(const RankOptions& options, const System& system) {
  RankOptions result = options;
  if (!result.method) result.method = read_method(system);
  return result;
}

ZONERANK_INLINE Ranking rank(const ZoneTable& table, const System& system,
                             const RankOptions& given) {
  poll_interrupt();
  const RankOptions options = with_method(given, system);
  check_bounds(system, options.bounds);
  Ranking ranking;
  ranking.method = resolve(*options.method, system);
  ranking.indicators = compute_indicators(table, system, options.year, ranking.problems);
  if (options.adjust) adjust(ranking.indicators, options);
  ranking.year = ranking.indicators.year;
  ranking.evaluation_year = ranking.year + system.evaluation_offset;
  ranking.zones = ranking.indicators.zones;
  detail::PreparedYears panel = detail::prepare(ranking, table, system, options);
  panel.changed_by_hand = static_cast<bool>(options.adjust);
  ranking.scaling = options.scaling ? chosen(*options.scaling, system)
                                    : learn(table, system, ranking, options, panel);
  ranking.scores = normalize(ranking.treated.values, ranking.scaling, ranking.zones);
  const std::vector<bool> learned(system.indicators.size(), !options.scaling);
  leave_out(ranking, system, options.common);
  note_scaling(ranking, system, all_bounds(system, options.bounds));
  ranking.panel_scores = panel_scores(panel, ranking);
  const WeightData data{ranking.scores, ranking.treated.values, ranking.panel_scores};
  ranking.tree = weight_tree(system, ranking.method, ranking.left_out, &data);
  ranking.weights = ranking.tree.effective;
  note_concentration(ranking, system, ranking.tree);
  note_judgments(ranking, system);
  ranking.group_scores =
      aggregate_tree(ranking.scores, system, ranking.tree, ranking.method, ranking.zones);
  const detail::ChainShape shape{
      system,         ranking.method,       panel,  ranking.scaling, ranking.tree,
      ranking.scores, ranking.group_scores, learned};
  ranking.n_settled = settle_groups(shape, table, ranking.group_scores);
  note_settled(ranking);
  ranking.group_ranks = ranks_of(ranking.group_scores, ranking.method.ties);
  count_missing(ranking, system);
  note_unranked(ranking, system);
  detail::add_alternatives(ranking, system, table, shape);
  return ranking;
}

}  // namespace zonerank
