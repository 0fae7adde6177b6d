#pragma once
#include "zonerank/analysis/detail/place_sums.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(place_sums) {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Powers beyond these lose digits, or overflow.
ZONERANK_INLINE bool keeps_digits(double exponent) {
  const double size = std::abs(exponent);
  return exponent == 0.0 || (size >= 0.01 && size <= 4.0);
}

ZONERANK_INLINE std::optional<TransformedMean> transformed(const Aggregation& aggregation) {
  if (std::holds_alternative<ArithmeticMean>(aggregation)) return TransformedMean{1.0};
  if (std::holds_alternative<GeometricMean>(aggregation)) return TransformedMean{0.0};
  if (std::holds_alternative<HarmonicMean>(aggregation)) return TransformedMean{-1.0};
  const auto* power = std::get_if<PowerMean>(&aggregation);
  if (power == nullptr || !keeps_digits(power->exponent)) return std::nullopt;
  return TransformedMean{power->exponent};
}

}  // ZONERANK_OWN(place_sums)

ZONERANK_INLINE double TransformedMean::transform(double score) const {
  if (exponent == 1.0) return score;
  if (score < 0.0 || (score == 0.0 && exponent <= 0.0)) return -infinite;
  if (exponent == 0.0) return std::log(score);
  return exponent > 0.0 ? std::pow(score, exponent) : -std::pow(score, exponent);
}

ZONERANK_INLINE double TransformedMean::inverse(double value) const {
  if (exponent == 1.0) return value;
  if (exponent == 0.0) return std::exp(value);
  if (exponent > 0.0) return value < 0.0 ? -infinite : std::pow(value, 1.0 / exponent);
  return value >= 0.0 ? infinite : std::pow(-value, 1.0 / exponent);
}

ZONERANK_INLINE double TransformedMean::least() const {
  if (exponent == 1.0) return -infinite;
  return exponent > 0.0 ? 0.0 : std::numeric_limits<double>::denorm_min();
}

ZONERANK_INLINE bool has_transformed_means(const RankGame& game) {
  return std::all_of(game.groups.begin(), game.groups.end(), [](const GameGroup& group) {
    return transformed(group.aggregation).has_value();
  });
}

ZONERANK_INLINE PlaceSums::PlaceSums(const RankGame& game, Index zone,
                                     std::span<const Index> opponents)
    : game_(game), zone_(zone), opponents_(opponents) {
  for (const GameGroup& group : game.groups) means_.push_back(*transformed(group.aggregation));
  const Index root = game.n_indicators;
  const double own = greatest_size(game.row(zone));
  for (std::size_t l = 0; l < opponents.size(); ++l) {
    overall_[l] = game.values(opponents[l], root);
    within_[l] = level_within(overall_[l], std::max(own, greatest_size(game.row(opponents[l]))));
    is_ahead_ += ahead(game.overall[zone], game.overall[opponents[l]], 0.0);
  }
}

ZONERANK_INLINE PlaceSums::Member PlaceSums::member_of(const GameMember& member,
                                                       const TransformedMean& mean) const {
  Member result;
  const double own = game_.values(zone_, member.column);
  if (!is_missing(own)) {
    result.own = member.weight * mean.transform(own);
    result.own_weight = member.weight;
  }
  for (std::size_t l = 0; l < lanes; ++l) {
    const double other = l < opponents_.size() ? game_.values(opponents_[l], member.column) : own;
    if (is_missing(other)) continue;
    result.other[l] = member.weight * mean.transform(other);
    result.other_weight[l] = member.weight;
  }
  return result;
}

ZONERANK_INLINE std::pair<double, double> PlaceSums::beside(const Surrounding& around,
                                                            std::size_t level,
                                                            std::size_t lane) const {
  const GameGroup& above = game_.groups[levels_[level + 1]];
  const std::size_t place = game_.groups[levels_[level]].place;
  const std::vector<std::uint8_t>& is_own = around.own[level];
  double sum = 0.0, weight = 0.0;
  for (std::size_t k = 0; k < above.members.size(); ++k) {
    if (k == place) continue;
    const GameMember& member = above.members[k];
    const double score = game_.values(is_own[k] != 0 ? zone_ : opponents_[lane], member.column);
    if (is_missing(score)) continue;
    sum += member.weight * means_[levels_[level + 1]].transform(score);
    weight += member.weight;
  }
  return {sum, weight};
}

ZONERANK_INLINE void PlaceSums::set_threshold(const Surrounding& around, std::size_t lane,
                                              Thresholds& at) const {
  double low = overall_[lane] - within_[lane];
  double high = overall_[lane] + within_[lane];
  for (std::size_t level = around.own.size(); level-- > 0;) {  // from the root down
    const GameGroup& inner = game_.groups[levels_[level]];
    const std::size_t above = levels_[level + 1];
    const TransformedMean& mean = means_[above];
    const double own = game_.groups[above].members[inner.place].weight;
    const std::pair<double, double> others = beside(around, level, lane);
    const double sum = others.first;
    const double weight = others.second + own;
    const auto needed = [&](double score, double least) {
      const double x = mean.inverse((mean.transform(score) * weight - sum) / own);
      if (std::isnan(x)) return infinite;
      return std::max(x, least);
    };
    low = needed(low, mean.least());
    high = needed(high, std::nextafter(mean.least(), -infinite));
  }
  at.low[lane] = means_[levels_[0]].transform(low);
  at.high[lane] = means_[levels_[0]].transform(high);
  if (has_gaps_)
    at.absent[lane] =
        2.0 * ahead(absent_score(around, lane), overall_[lane], within_[lane]) * at.half;
}

ZONERANK_INLINE double PlaceSums::absent_score(const Surrounding& around, std::size_t lane) const {
  double score = missing;
  for (std::size_t level = 0; level < around.own.size(); ++level) {
    const std::size_t above = levels_[level + 1];
    auto [sum, weight] = beside(around, level, lane);
    if (!is_missing(score)) {
      const double own = game_.groups[above].members[game_.groups[levels_[level]].place].weight;
      sum += own * means_[above].transform(score);
      weight += own;
    }
    score = weight > 0.0 ? means_[above].inverse(sum / weight) : missing;
  }
  return score;
}

ZONERANK_INLINE void PlaceSums::enter(std::size_t group, std::span<const Surrounding> around) {
  levels_.assign(1, group);
  while (game_.groups[levels_.back()].parent >= 0)
    levels_.push_back(static_cast<std::size_t>(game_.groups[levels_.back()].parent));
  around_ = around;
  members_.clear();
  double weight = 0.0;
  has_gaps_ = false;
  for (const GameMember& member : game_.groups[group].members) {
    members_.push_back(member_of(member, means_[group]));
    const Member& made = members_.back();
    weight += made.own_weight;
    for (const double other : made.other_weight) has_gaps_ = has_gaps_ || other != made.own_weight;
  }
  has_gaps_ = has_gaps_ || weight == 0.0;
  thresholds_.resize(around.size());
  for (std::size_t c = 0; c < around.size(); ++c) {
    Thresholds& at = thresholds_[c];
    at.half = around[c].share / 2.0;
    at.low.fill(infinite);
    at.high.fill(infinite);
    at.absent.fill(0.0);
    for (std::size_t l = 0; l < opponents_.size(); ++l) {
      set_threshold(around[c], l, at);
      if (has_gaps_) continue;
      at.low[l] *= weight;
      at.high[l] *= weight;
    }
  }
}

ZONERANK_INLINE double PlaceSums::ahead_of(const Sums& sums,
                                           std::span<const Thresholds> thresholds) const {
  alignas(64) Lanes score, sum;
  bool is_absent = false;
  for (std::size_t l = 0; l < lanes; ++l) score[l] = sums.own + sums.other[l];
  if (has_gaps_) {
    for (std::size_t l = 0; l < lanes; ++l) {
      const double weight = sums.own_weight + sums.other_weight[l];
      score[l] /= weight;  // NaN, and so not ahead, where nothing is present
      is_absent = is_absent || weight == 0.0;
    }
  }
  sum.fill(0.0);
  for (const Thresholds& at : thresholds) {
    const double* const low = at.low.data();
    const double* const high = at.high.data();
    const double half = at.half;
    ZONERANK_PRAGMA(omp simd)
    for (std::size_t l = 0; l < lanes; ++l)
      sum[l] += (score[l] > high[l] ? half : 0.0) + (score[l] >= low[l] ? half : 0.0);
  }
  double result = 0.0;
  for (const double s : sum) result += s;
  for (std::size_t l = 0; l < lanes && is_absent; ++l) {
    if (sums.own_weight + sums.other_weight[l] != 0.0) continue;
    for (const Thresholds& at : thresholds) result += at.absent[l];
  }
  return result;
}

ZONERANK_INLINE double PlaceSums::worth_of(const Sums& sums, std::size_t n_own) const {
  double result = ahead_of(sums, thresholds_);
  for (std::size_t c = 0; c < around_.size() && (n_own == 0 || n_own == members_.size()); ++c) {
    const bool none = n_own == 0 && around_[c].is_none;
    const bool all = n_own == members_.size() && around_[c].is_all;
    if (!none && !all) continue;  // else it is the opponent, or the zone, as it was ranked
    const double known = none ? 0.5 * static_cast<double>(opponents_.size()) : is_ahead_;
    result += around_[c].share * known - ahead_of(sums, {&thresholds_[c], 1});
  }
  return result;
}

ZONERANK_INLINE void PlaceSums::visit(std::size_t member, std::size_t set, std::size_t n_own,
                                      const Sums& sums, std::span<double> worth) const {
  if (member == members_.size()) {
    worth[set] += worth_of(sums, n_own);
    return;
  }
  const Member& next = members_[member];
  visit(member + 1, set | std::size_t{1} << member, n_own + 1,
        {sums.own + next.own, sums.own_weight + next.own_weight, sums.other, sums.other_weight},
        worth);
  alignas(64) double other[lanes], other_weight[lanes];
  for (std::size_t l = 0; l < lanes; ++l) other[l] = sums.other[l] + next.other[l];
  for (std::size_t l = 0; l < lanes && has_gaps_; ++l)
    other_weight[l] = sums.other_weight[l] + next.other_weight[l];
  visit(member + 1, set, n_own, {sums.own, sums.own_weight, other, other_weight}, worth);
}

ZONERANK_INLINE void PlaceSums::add_sets(std::size_t group, std::span<const Surrounding> around,
                                         std::span<double> worth) {
  enter(group, around);
  const Member none;
  visit(0, 0, 0, {0.0, 0.0, none.other.data(), none.other_weight.data()}, worth);
}

ZONERANK_INLINE void PlaceSums::add_order(std::size_t group, std::span<const Surrounding> around,
                                          std::span<const std::size_t> order,
                                          std::span<double> worth) {
  enter(group, around);
  const std::size_t n = order.size();
  std::vector<Member> sums(n + 1);  // own: of those before t; other: of those from t on
  for (std::size_t t = 0; t < n; ++t) {
    sums[t + 1].own = sums[t].own + members_[order[t]].own;
    sums[t + 1].own_weight = sums[t].own_weight + members_[order[t]].own_weight;
  }
  for (std::size_t t = n; t-- > 0;) {
    const Member& member = members_[order[t]];
    for (std::size_t l = 0; l < lanes; ++l) {
      sums[t].other[l] = sums[t + 1].other[l] + member.other[l];
      sums[t].other_weight[l] = sums[t + 1].other_weight[l] + member.other_weight[l];
    }
  }
  for (std::size_t t = 0; t <= n; ++t) {
    const Member& of = sums[t];
    worth[t] += worth_of({of.own, of.own_weight, of.other.data(), of.other_weight.data()}, t);
  }
}

}  // namespace zonerank::detail
