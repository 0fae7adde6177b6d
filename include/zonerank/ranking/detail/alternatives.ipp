#pragma once
#include "zonerank/ranking/detail/alternatives.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/ranking/detail/settle_ranking.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(alternatives) {

/// Another reading of a ranking's data.
struct Reread {
  std::string id;
  Scaling scaling;
  Matrix scores;
  std::vector<bool> learned;  ///< see ChainShape
  std::optional<bool> fill = {};
};

/// Min-max indicators between percentiles instead; others as they are.
ZONERANK_INLINE std::optional<Reread> percentile_bounds(const Ranking& ranking,
                                                        const System& system,
                                                        const detail::PreparedYears& panel,
                                                        const std::vector<bool>& learned) {
  Reread result{"percentile_bounds", ranking.scaling, {}, learned};
  bool any = false;
  for (std::size_t j = 0; j < result.scaling.columns.size(); ++j) {
    ColumnScaling& column = result.scaling.columns[j];
    const auto* plain = std::get_if<MinMax>(&column.method);
    if (plain == nullptr) continue;
    any = true;
    if (column.given || !column.why_not.empty()) continue;
    const Normalization percentiles =
        PercentileBounds{.lower = plain->lower, .upper = plain->upper};
    const Index rows =
        ranking.method.fit == FitOn::panel ? panel.values.rows() : ranking.treated.values.rows();
    column = learn_scaling(panel.values.block(0, static_cast<Index>(j), rows, 1),
                           {&system.indicators[j].direction, 1}, {&percentiles, 1})
                 .columns[0];
    result.learned[j] = true;
  }
  if (!any) return std::nullopt;
  result.scores = normalize(ranking.treated.values, result.scaling, ranking.zones);
  return result;
}

/// Every gap filled by the worst or the best score: of the method's range, else of the zones'.
ZONERANK_INLINE Matrix gaps_filled(const Ranking& ranking, bool best) {
  Matrix filled = ranking.scores;
  for (Index j = 0; j < filled.cols(); ++j) {
    const std::vector<double> present = present_values(detail::column(ranking.scores, j));
    if (present.empty()) continue;
    const auto [least, greatest] = std::minmax_element(present.begin(), present.end());
    const auto range = score_range(ranking.scaling.columns[static_cast<std::size_t>(j)].method);
    const auto [lower, upper] = range.value_or(std::pair{*least, *greatest});
    for (Index i = 0; i < filled.rows(); ++i) {
      if (is_missing(filled(i, j))) filled(i, j) = best ? upper : lower;
    }
  }
  return filled;
}

}  // ZONERANK_OWN(alternatives)

ZONERANK_INLINE void detail::add_alternatives(Ranking& ranking, const System& system,
                                              const ZoneTable& table,
                                              const detail::ChainShape& shape) {
  const auto add = [&](const Reread& other) {
    try {
      Matrix groups =
          aggregate_tree(other.scores, system, ranking.tree, ranking.method, ranking.zones);
      const detail::ChainShape own{system,       ranking.method, shape.prepared, other.scaling,
                                   ranking.tree, other.scores,   groups,         other.learned,
                                   other.fill,   &ranking.scores};
      detail::settle_overall(own, table, groups);
      ranking.alternatives.push_back(
          {other.id, groups.col(0), rank_scores(groups.col(0), ranking.method.ties)});
    } catch (const Error&) {
      // A geometric mean cannot take the worst score where that is 0: no such alternative.
    }
  };
  if (const auto other = percentile_bounds(ranking, system, shape.prepared, shape.learned))
    add(*other);
  const bool whole = !ranking.scores.array().isNaN().any();
  for (const bool best : {false, true}) {
    const std::string id = best ? "gaps_1" : "gaps_0";
    if (whole) {
      ranking.alternatives.push_back({id, ranking.group_scores.col(0), ranking.group_ranks.col(0)});
    } else {
      add({id, ranking.scaling, gaps_filled(ranking, best), shape.learned, best});
    }
  }
}

}  // namespace zonerank
