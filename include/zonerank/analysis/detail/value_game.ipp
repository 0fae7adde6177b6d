#pragma once
#include "zonerank/analysis/detail/value_game.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "zonerank/core/build.hpp"
#include "zonerank/methods/detail/methods.hpp"
#include "zonerank/methods/detail/scaling.hpp"
#include "zonerank/ranking/detail/score_chain.hpp"

namespace zonerank::detail {
ZONERANK_OWN(value_game) {

/// A better value never lowers the zone's score less than it lowers another's, and scores are
/// continuous, so that the rounding of a value moves them as little.
template <class M>
constexpr bool counts_for_more = is_scalar_generic<M> &&
                                 (M::learns == Learns::ends || M::learns == Learns::percentiles) &&
                                 !std::is_same_v<M, Curve> && !std::is_same_v<M, Categorical>;

/// Means that no greater score lowers.
template <class M>
constexpr bool grows = combines_on<M, double> && !std::is_same_v<M, MazziottaPareto>;

/// The rank of a score among others, ascending.
ZONERANK_INLINE double rank_among(std::span<const double> others, double score, TieRule ties) {
  const auto [from, to] = std::equal_range(others.begin(), others.end(), score);
  const auto above = static_cast<double>(others.end() - to);
  const auto equal = static_cast<double>(to - from);
  if (ties == TieRule::max) return above + 1.0 + equal;
  if (ties == TieRule::average) return above + 1.0 + equal / 2.0;
  if (ties == TieRule::min) return above + 1.0;
  double distinct = 1.0;
  for (auto at = to; at != others.end(); ++at) distinct += at == to || *at != *(at - 1) ? 1.0 : 0.0;
  return distinct;
}

/// @param within  scores as near as this may be equal
ZONERANK_INLINE Standing standing_among(std::span<const double> others, double score, TieRule ties,
                                        double within) {
  const auto from = std::lower_bound(others.begin(), others.end(), score - within);
  return {rank_among(others, score, ties), rank_among(others, score + within, ties),
          from == others.end() || *from > score + within};
}

/// By how much a column between bounds blows the rounding of its values up.
ZONERANK_INLINE double amplification(const ColumnFit<double>& fit) {
  const double width = fit.second - fit.first;
  const double size = std::max(std::abs(fit.first), std::abs(fit.second));
  return width > 0.0 && std::isfinite(size) ? std::max(1.0, size / width) : 1.0;
}

}  // ZONERANK_OWN(value_game)

ZONERANK_INLINE bool ValueGame::covers(const Ranking& ranking, const PreparedYears& prepared) {
  if (!ranking.imputed.empty() || ranking.method.fit == FitOn::panel) return false;
  for (const ColumnScaling& column : ranking.scaling.columns) {
    if (!std::visit([]<class M>(const M&) { return counts_for_more<M>; }, column.method))
      return false;
  }
  for (std::size_t g = 0; g < ranking.tree.children.size(); ++g) {
    if (!ranking.tree.as_written[g] && !ranking.tree.children[g].empty()) return false;
    if (!std::visit([]<class M>(const M&) { return grows<M>; }, ranking.method.aggregations[g]))
      return false;
  }
  for (Index k = 0; k < prepared.before.size(); ++k) {
    const double value = prepared.values.data()[k];
    if (!is_missing(value) && value != prepared.before.data()[k]) return false;
  }
  return true;
}

ZONERANK_INLINE ValueGame::ValueGame(const Ranking& ranking, const PreparedYears& prepared,
                                     bool is_learned, Index zone)
    : ranking_(ranking),
      prepared_(prepared),
      is_learned_(is_learned),
      zone_(zone),
      scores_(ranking.scores),
      groups_(ranking.group_scores),
      is_moved_group_(static_cast<std::size_t>(groups_.cols())) {
  for (Index i = 0; i < groups_.rows(); ++i) {
    if (i != zone && !is_missing(groups_(i, 0))) others_.push_back(groups_(i, 0));
  }
  std::sort(others_.begin(), others_.end());
  for (const ColumnScaling& column : ranking.scaling.columns)
    amplified_ = std::max(amplified_, amplification(column.fit));
  for (const Aggregation& aggregation : ranking.method.aggregations)
    is_sum_ = is_sum_ && sum_of(aggregation) == SumOf::values;
}

/// How near scores may come before rounding could decide: some hundred roundings of the greatest
/// score in sums, a share of a thousand millionth in other means.
ZONERANK_INLINE double ValueGame::within(double own, double amplified) const {
  if (!is_sum_) return 1e-9 * std::max(1.0, std::abs(own)) * amplified;
  const double greatest = std::max(100.0, std::abs(own));
  return 256.0 * std::numeric_limits<double>::epsilon() * greatest * amplified;
}

/// False where the column has no spread left.
ZONERANK_INLINE bool ValueGame::score_column(const MovedValue& moved) {
  const Index j = moved.indicator;
  const ColumnScaling& scaling = ranking_.scaling.columns[static_cast<std::size_t>(j)];
  const bool less = scaling.direction == Direction::less_is_better;
  const Index n = scores_.rows();
  column_.assign(prepared_.values.col(j).data(), prepared_.values.col(j).data() + n);
  column_[static_cast<std::size_t>(zone_)] = moved.value;
  return std::visit(
      [&]<class M>(const M& m) {
        if constexpr (!counts_for_more<M>) {
          return false;
        } else {
          ColumnFit<double> fit = scaling.fit;
          if (is_learned_ && !scaling.given) {
            present_.clear();
            for (const double x : column_) {
              if (!is_missing(x)) present_.push_back(x);
            }
            const auto [least, greatest] = std::minmax_element(present_.begin(), present_.end());
            if (!(*least < *greatest)) return false;
            fit = learn(m, std::span<const double>(present_), less);
          }
          const bool is_same = fit.first == scaling.fit.first && fit.second == scaling.fit.second &&
                               fit.sample.empty();
          moves_others_ = moves_others_ || !is_same;
          moved_amplified_ = std::max(moved_amplified_, amplification(fit));
          for (Index i = 0; i < n; ++i) {
            if ((is_same && i != zone_) || is_missing(scores_(i, j))) continue;
            scores_(i, j) = score(m, fit, column_[static_cast<std::size_t>(i)], less);
          }
          return true;
        }
      },
      scaling.method);
}

/// The moved groups of a zone, the lowest first.
ZONERANK_INLINE void ValueGame::combine_groups(Index row) {
  for (Index g = groups_.cols(); g-- > 0;) {
    const auto at = static_cast<std::size_t>(g);
    if (is_moved_group_[at] == 0 || is_missing(ranking_.group_scores(row, g))) continue;
    parts_.clear();
    weights_.clear();
    for (const Child& child : ranking_.tree.children[at]) {
      const double part =
          child.is_indicator ? scores_(row, child.index) : groups_(row, child.index);
      if (is_missing(part)) continue;
      parts_.push_back(part);
      weights_.push_back(child.weight);
    }
    groups_(row, g) = std::visit(
        [&]<class M>(const M& m) -> double {
          if constexpr (grows<M>)
            return combine(m, std::span<const double>(parts_), std::span<const double>(weights_));
          return missing;
        },
        ranking_.method.aggregations[at]);
  }
}

ZONERANK_INLINE Standing ValueGame::standing(std::span<const MovedValue> moved) {
  constexpr Standing none{missing, missing, false};
  std::fill(is_moved_group_.begin(), is_moved_group_.end(), 0);
  moves_others_ = false;
  moved_amplified_ = amplified_;
  bool has_spread = true;
  for (const MovedValue& value : moved) has_spread = has_spread && score_column(value);
  for (std::size_t g = is_moved_group_.size(); g-- > 0;) {
    for (const Child& child : ranking_.tree.children[g]) {
      const bool is_moved =
          child.is_indicator
              ? std::any_of(moved.begin(), moved.end(),
                            [&](const MovedValue& v) { return v.indicator == child.index; })
              : is_moved_group_[static_cast<std::size_t>(child.index)] != 0;
      if (is_moved) is_moved_group_[g] = 1;
    }
  }
  Standing result = none;
  if (has_spread) {
    combine_groups(zone_);
    const double own = groups_(zone_, 0);
    const double near = within(own, moved_amplified_);
    if (moves_others_) {
      moved_others_.clear();
      for (Index i = 0; i < groups_.rows(); ++i) {
        if (i == zone_ || is_missing(groups_(i, 0))) continue;
        combine_groups(i);
        moved_others_.push_back(groups_(i, 0));
      }
      std::sort(moved_others_.begin(), moved_others_.end());
      result = standing_among(moved_others_, own, ranking_.method.ties, near);
    } else {
      result = standing_among(others_, own, ranking_.method.ties, near);
    }
  }
  for (const MovedValue& value : moved)
    scores_.col(value.indicator) = ranking_.scores.col(value.indicator);
  if (moves_others_)
    groups_ = ranking_.group_scores;
  else
    groups_.row(zone_) = ranking_.group_scores.row(zone_);
  return result;
}

}  // namespace zonerank::detail
