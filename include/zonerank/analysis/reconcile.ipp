#pragma once
#include "zonerank/analysis/reconcile.hpp"

#include <cmath>

#include "zonerank/analysis/places.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/methods/rank.hpp"
#include "zonerank/ranking/tree.hpp"

namespace zonerank {
ZONERANK_OWN(reconcile) {

/// What the weighted sums of a group are of, all the way down to its columns.
ZONERANK_INLINE SumOf sum_below(const Ranking& ranking, std::size_t g, WeightsOf of) {
  const Aggregation& own = ranking.method.aggregations[g];
  const SumOf sum = sum_of(own);
  const auto refuse = [](const Aggregation& aggregation) {
    fail(Code::bad_option, "aggregation", choice_in_both(aggregation),
         {words("the arithmetic or the geometric mean, one of them all the way down: weights are "
                "read off weighted sums",
                "算术平均或几何平均，且各级相同：权重由加权和反推")});
  };
  if (sum == SumOf::neither) refuse(own);
  if (of == WeightsOf::children) return sum;
  for (const Child& child : ranking.tree.children[g]) {
    if (child.is_indicator) continue;
    const auto below = static_cast<std::size_t>(child.index);
    if (sum_below(ranking, below, of) != sum) refuse(ranking.method.aggregations[below]);
  }
  return sum;
}

/// The columns of a group with their share of it.
ZONERANK_INLINE void add_columns(const WeightTree& tree, std::size_t g, WeightsOf of, double share,
                                 std::vector<Child>& columns) {
  for (const Child& child : tree.children[g]) {
    const double own = share * child.weight;
    if (child.is_indicator || of == WeightsOf::children)
      columns.push_back({child.is_indicator, child.index, own});
    else
      add_columns(tree, static_cast<std::size_t>(child.index), of, own, columns);
  }
}

ZONERANK_INLINE std::vector<Child> columns_of(const Ranking& ranking, Index group, WeightsOf of) {
  std::vector<Child> columns;
  add_columns(ranking.tree, static_cast<std::size_t>(group), of, 1.0, columns);
  return columns;
}

ZONERANK_INLINE Matrix scores_of(const Ranking& ranking, const std::vector<Child>& columns) {
  Matrix scores(ranking.scores.rows(), std::ssize(columns));
  for (Index j = 0; j < scores.cols(); ++j) {
    const Child& column = columns[static_cast<std::size_t>(j)];
    scores.col(j) = (column.is_indicator ? ranking.scores : ranking.group_scores).col(column.index);
  }
  return scores;
}

/// The tree of a group with shares of its columns; a group without any keeps the shares it had.
ZONERANK_INLINE double put(WeightTree& tree, std::size_t g, WeightsOf of, const Vector& weights,
                           Index& at) {
  std::vector<Child>& children = tree.children[g];
  std::vector<double> shares;
  double sum = 0.0;
  for (const Child& child : children) {
    shares.push_back(child.is_indicator || of == WeightsOf::children
                         ? weights[at++]
                         : put(tree, static_cast<std::size_t>(child.index), of, weights, at));
    sum += shares.back();
  }
  for (std::size_t k = 0; sum > 0.0 && k < children.size(); ++k)
    children[k].weight = shares[k] / sum;
  return sum;
}

ZONERANK_INLINE WeightTree with_weights(const WeightTree& tree, Index group, WeightsOf of,
                                        const Vector& weights) {
  WeightTree result = tree;
  Index at = 0;
  put(result, static_cast<std::size_t>(group), of, weights, at);
  return result;
}

/// A group as if it were the whole, with its children as columns or its tree below.
ZONERANK_INLINE Reading reading_below(const Ranking& ranking, Index group, const Reconciled& found,
                                      WeightsOf of, const WeightTree& tree,
                                      const Matrix& group_scores) {
  const auto g = static_cast<std::size_t>(group);
  Reading reading;
  if (of == WeightsOf::indicators) {
    reading.scores = ranking.scores;
    reading.tree = tree;
    reading.tree.children[0] = tree.children[g];
    reading.aggregations = ranking.method.aggregations;
    reading.aggregations[0] = ranking.method.aggregations[g];
    reading.group_scores = group_scores;
    reading.group_scores.col(0) = group_scores.col(group);
    return reading;
  }
  reading.scores = scores_of(ranking, found.columns);
  reading.tree.children.resize(1);
  for (std::size_t k = 0; k < tree.children[g].size(); ++k)
    reading.tree.children[0].push_back({true, static_cast<int>(k), tree.children[g][k].weight});
  reading.aggregations = {ranking.method.aggregations[g]};
  reading.group_scores = group_scores.col(group);
  return reading;
}

/// Places of the columns of all zones.
ZONERANK_INLINE Matrix places_of(const Reading& reading, const Reconciled& found, WeightsOf of,
                                 int threads) {
  PlacesOptions options;
  options.threads = threads;
  const std::vector<Places> all = split_ranks(reading, options);
  Matrix places(std::ssize(all), std::ssize(found.columns));
  for (Index i = 0; i < places.rows(); ++i) {
    const Vector& own = all[static_cast<std::size_t>(i)].indicators;
    for (Index j = 0; j < places.cols(); ++j) {
      const Index at =
          of == WeightsOf::children ? j : Index{found.columns[static_cast<std::size_t>(j)].index};
      places(i, j) = own.size() > at ? own[at] : missing;
    }
  }
  return places;
}

ZONERANK_INLINE bool same_columns(const std::vector<Child>& a, const std::vector<Child>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Child& x, const Child& y) {
    return x.is_indicator == y.is_indicator && x.index == y.index;
  });
}

ZONERANK_INLINE PublishedRanks published(const RankedYear& year, const Reconciled& found,
                                         SumOf sum) {
  PublishedRanks result{scores_of(year.ranking, found.columns), year.ranks, year.of};
  if (sum == SumOf::logarithms) result.scores = result.scores.array().log();
  return result;
}

}  // ZONERANK_OWN(reconcile)

ZONERANK_INLINE Reconciled reconcile(std::span<const RankedYear> years, const System& system,
                                     Index group, WeightsOf of, int threads) {
  detail::check_index("group", group, std::ssize(system.groups));
  Reconciled result;
  result.group = group;
  std::vector<PublishedRanks> asked;
  for (const RankedYear& year : years) {
    const Ranking& ranking = year.ranking;
    detail::check_entries("groups", ranking.group_scores.cols(), std::ssize(system.groups),
                          words("the system has {0} groups: give the one that was ranked by",
                                "体系有 {0} 个分组：请给出排名所用的体系", {system.groups.size()}));
    const std::vector<Child> columns = columns_of(ranking, group, of);
    if (asked.empty()) result.columns = columns;
    if (!same_columns(columns, result.columns)) {
      fail(Code::bad_option, Place::of_year(ranking.year), words("other columns", "得分列不同"),
           {words("the indicators of the first year: leave out what a year lacks",
                  "与首个年份的指标相同：某年缺少的指标请一并剔除")});
    }
    asked.push_back(
        published(year, result, sum_below(ranking, static_cast<std::size_t>(group), of)));
  }
  result.found = consistent_weights(asked);
  for (const RankedYear& year : years) {
    const Ranking& ranking = year.ranking;
    const WeightTree tree = with_weights(ranking.tree, group, of, result.found.weights);
    const Matrix scores =
        aggregate_tree(ranking.scores, system, tree, ranking.method, ranking.zones);
    result.ours.push_back(ranking.group_ranks.col(group));
    result.reranked.push_back(rank_scores(scores.col(group)));
    if (result.ours.size() > 1) continue;
    result.places =
        places_of(reading_below(ranking, group, result, of, ranking.tree, ranking.group_scores),
                  result, of, threads);
    result.places_found =
        places_of(reading_below(ranking, group, result, of, tree, scores), result, of, threads);
  }
  return result;
}

}  // namespace zonerank
