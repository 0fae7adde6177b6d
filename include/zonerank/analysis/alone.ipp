#pragma once
#include "zonerank/analysis/alone.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/rank.hpp"
#include "zonerank/methods/weight.hpp"
#include "zonerank/ranking/tree.hpp"

namespace zonerank {
ZONERANK_OWN(alone) {

/// Two numbers between which something is.
struct Between {
  double low, high;
};

/// The least and the greatest score of an indicator; nothing where there are none.
ZONERANK_INLINE std::optional<std::pair<double, double>> ends_of(const ColumnScaling& scaling) {
  if (is_as_given(scaling.method))
    return scaling.given ? std::pair{scaling.fit.first, scaling.fit.second} : std::pair{0.0, 100.0};
  if (const auto* min_max = std::get_if<MinMax>(&scaling.method); min_max && !min_max->clip)
    return std::nullopt;
  return score_range(scaling.method);
}

class AloneReader {
 public:
  AloneReader(const Ranking& ranking, const System& system, Index zone)
      : ranking_(ranking), system_(system), zone_(zone) {
    check_method();
    tree_ = weight_tree(system, ranking.method, std::vector<bool>(system.indicators.size(), false));
    for (std::size_t j = 0; j < system.indicators.size(); ++j) {
      const ColumnScaling& scaling = ranking.scaling.columns[j];
      ends_.push_back(*ends_of(scaling));
      is_scored_.push_back(scaling.given && scaling.why_not.text().empty());
    }
  }

  Alone run(double of) {
    Alone result;
    result.year = ranking_.year;
    result.zone = zone_;
    result.zones = ranking_.zones;
    result.problems = ranking_.problems;
    const auto here = static_cast<double>(ranking_.zones.size());
    result.of = is_missing(of) ? here : of;
    if (!(result.of >= here)) {
      fail(Code::bad_option, "of", shortest(of),
           {words("at least the {0} zones of the table", "不小于表中的 {0} 个高新区",
                  {ranking_.zones.size()})});
    }
    for (std::size_t g = 0; g < system_.groups.size(); ++g)
      result.groups.push_back(interval(g, result.of));
    add_indicators(result);
    return result;
  }

 private:
  void check_method() const {
    for (std::size_t g = 0; g < ranking_.method.aggregations.size(); ++g) {
      const Aggregation& aggregation = ranking_.method.aggregations[g];
      if (sum_of(aggregation) != SumOf::values) {
        fail(Code::bad_option, "aggregation", choice_in_both(aggregation),
             {words("the arithmetic mean: what is not known is bounded in sums",
                    "算术平均：未知部分只能在加权和中界定")});
      }
      const Weighting& weighting = ranking_.method.weightings[g];
      if (is_data_driven(weighting)) {
        fail(Code::bad_option, "weights", choice_in_both(weighting),
             {words("given weights: these are computed from the figures of all zones",
                    "给定权重：该方法须用全部高新区的数据计算")});
      }
    }
    for (const ColumnScaling& column : ranking_.scaling.columns) {
      if (ends_of(column)) continue;
      fail(Code::bad_option, "normalization", choice_in_both(column.method),
           {words("min-max between bounds, clipped: its scores have ends",
                  "有上下限并截断的极差法：得分有两端")});
    }
  }

  double value(Index zone, std::size_t j) const {
    return ranking_.indicators.values(zone, static_cast<Index>(j));
  }

  Between score(Index zone, std::size_t j) const {
    const auto [low, high] = ends_[j];
    if (!is_scored_[j] || is_missing(value(zone, j))) return {low, high};
    const double known = ranking_.scores(zone, static_cast<Index>(j));
    return {known, known};
  }

  /// What the score of the zone may be above that of another.
  Between lead(Index other, std::size_t j) const {
    const double own = value(zone_, j);
    const double theirs = value(other, j);
    const double span = ends_[j].second - ends_[j].first;
    if (!is_scored_[j] && !is_missing(own) && !is_missing(theirs)) {
      const bool more = system_.indicators[j].direction == Direction::more_is_better;
      if (own == theirs) return {0.0, 0.0};
      return (own > theirs) == more ? Between{0.0, span} : Between{-span, 0.0};
    }
    const Between a = score(zone_, j);
    const Between b = score(other, j);
    return {a.low - b.high, a.high - b.low};
  }

  /// The weighted sum below a group of what f says of each indicator.
  template <class F>
  Between sum(std::size_t g, const F& f) const {
    Between total{0.0, 0.0};
    for (const Child& child : tree_.children[g]) {
      const auto at = static_cast<std::size_t>(child.index);
      const Between one = child.is_indicator ? f(at) : sum(at, f);
      total.low += child.weight * one.low;
      total.high += child.weight * one.high;
    }
    return total;
  }

  RankInterval interval(std::size_t g, double of) const {
    RankInterval result;
    const Between own = sum(g, [&](std::size_t j) { return score(zone_, j); });
    result.low = own.low;
    result.high = own.high;
    Index ahead = 0;
    for (Index other = 0; other < std::ssize(ranking_.zones); ++other) {
      if (other == zone_) continue;
      const Between by = sum(g, [&](std::size_t j) { return lead(other, j); });
      if (by.high < -rounding) ++ahead;
      if (by.low > rounding || by.low == 0.0) ++result.behind;  // level takes no place
    }
    result.best = 1.0 + static_cast<double>(ahead);
    result.worst = of - static_cast<double>(result.behind);
    return result;
  }

  void add_indicators(Alone& result) const {
    const auto n = std::ssize(system_.indicators);
    result.values.resize(n);
    result.scores = result.ranks = Vector::Constant(n, missing);
    result.n_others = Vector::Zero(n);
    result.weights = tree_.effective;
    for (Index j = 0; j < n; ++j) {
      const auto at = static_cast<std::size_t>(j);
      result.values[j] = value(zone_, at);
      Vector turned = ranking_.indicators.values.col(j);
      if (system_.indicators[at].direction == Direction::less_is_better) turned = -turned;
      for (Index i = 0; i < turned.size(); ++i)
        result.n_others[j] += i != zone_ && !is_missing(turned[i]) ? 1.0 : 0.0;
      Comparable how = Comparable::nothing;
      if (!is_missing(result.values[j])) {
        if (result.n_others[j] > 0.0) result.ranks[j] = rank_scores(turned)[zone_];
        if (is_scored_[at]) {
          result.scores[j] = ranking_.scores(zone_, j);
          result.weight_scored += result.weights[j];
          how = Comparable::scores;
        } else if (result.n_others[j] > 0.0) {
          how = Comparable::values;
        }
      }
      result.comparable.push_back(how);
    }
  }

  static constexpr double rounding = 1e-9;  // points

  const Ranking& ranking_;
  const System& system_;
  Index zone_;
  WeightTree tree_;
  std::vector<std::pair<double, double>> ends_;
  std::vector<bool> is_scored_;  ///< between bounds that are known
};

}  // ZONERANK_OWN(alone)

ZONERANK_INLINE Alone rank_alone(const ZoneTable& table, const System& system,
                                 const RankOptions& options, const std::string& zone, double of) {
  const Ranking ranking = rank(table, system, options);
  return AloneReader(ranking, system, ranking.zone(zone)).run(of);
}

}  // namespace zonerank
