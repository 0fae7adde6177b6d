#pragma once
#include "zonerank/analysis/distances.hpp"

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(distances) {

/// How far the nearest better value is; NaN where none is better.
ZONERANK_INLINE double to_next(std::span<const double> values, double own, Direction direction) {
  double nearest = missing;
  for (const double value : values) {
    const bool is_better = direction == Direction::less_is_better ? value < own : value > own;
    if (is_better && !(std::abs(value - own) >= std::abs(nearest))) nearest = value - own;
  }
  return nearest;
}

}  // ZONERANK_OWN(distances)

ZONERANK_INLINE Index zone_at_rank(const Ranking& ranking, double rank) {
  Index found = -1;
  for (Index i = 0; i < ranking.group_ranks.rows(); ++i) {
    const double own = ranking.group_ranks(i, 0);
    if (own <= rank && (found < 0 || own > ranking.group_ranks(found, 0))) found = i;
  }
  if (found < 0) {
    const Index n = ranking.group_ranks.rows() - ranking.group_ranks.col(0).array().isNaN().count();
    fail(Code::bad_option, "rank", shortest(rank), {words("from 1 to {0}", "1 到 {0}", {n})});
  }
  return found;
}

ZONERANK_INLINE Index zone_ahead(const Ranking& ranking, Index zone) {
  const auto& scores = ranking.group_scores.col(0);
  detail::check_index("zone", zone, scores.size());
  Index found = -1;
  for (Index i = 0; i < scores.size(); ++i) {
    if (scores[i] > scores[zone] && (found < 0 || scores[i] < scores[found])) found = i;
  }
  return found;
}

ZONERANK_INLINE Distances distances(const Ranking& ranking, const System& system, Index zone,
                                    std::optional<double> rank, std::optional<Index> other) {
  const Matrix& values = ranking.indicators.values;
  detail::check_index("zone", zone, values.rows());
  if (other) detail::check_index("other", *other, values.rows());
  detail::check_entries("indicators", values.cols(), std::ssize(system.indicators),
                        words("the system has {0}", "体系有 {0} 个", {system.indicators.size()}));
  const Vector none = Vector::Constant(values.cols(), missing);
  Distances result{none, none, none, none, none};
  const std::optional<Index> at_rank =
      rank ? std::optional<Index>(zone_at_rank(ranking, *rank)) : std::nullopt;
  for (Index j = 0; j < values.cols(); ++j) {
    const double own = values(zone, j);
    if (is_missing(own)) continue;
    const Direction direction = system.indicators[static_cast<std::size_t>(j)].direction;
    const std::span<const double> column = detail::column(values, j);
    result.to_median[j] = quantile(column, 0.5) - own;
    result.to_quartile[j] =
        quantile(column, direction == Direction::less_is_better ? 0.25 : 0.75) - own;
    result.to_next[j] = to_next(column, own, direction);
    if (at_rank) result.to_rank[j] = values(*at_rank, j) - own;
    if (other) result.to_zone[j] = values(*other, j) - own;
  }
  return result;
}

ZONERANK_INLINE Matrix benchmark_ratios(const Ranking& ranking, Index zone,
                                        const std::vector<Index>& others) {
  const Matrix& values = ranking.indicators.values;
  detail::check_index("zone", zone, values.rows());
  Matrix result = Matrix::Constant(values.cols(), std::ssize(others), missing);
  for (std::size_t k = 0; k < others.size(); ++k) {
    detail::check_index("others", others[k], values.rows());
    for (Index j = 0; j < values.cols(); ++j) {
      const double other = values(others[k], j);
      if (other > 0.0) result(j, static_cast<Index>(k)) = values(zone, j) / other;
    }
  }
  return result;
}

ZONERANK_INLINE std::optional<GroupOfZones> ranks_among(
    const Ranking& ranking, Index zone, const std::map<std::string, std::string>& labels) {
  detail::check_index("zone", zone, std::ssize(ranking.zones));
  const auto own = labels.find(ranking.zones[static_cast<std::size_t>(zone)]);
  if (own == labels.end()) return std::nullopt;
  std::vector<Index> members;
  Index place = 0;
  for (std::size_t i = 0; i < ranking.zones.size(); ++i) {
    const auto label = labels.find(ranking.zones[i]);
    if (label == labels.end() || label->second != own->second) continue;
    if (static_cast<Index>(i) == zone) place = std::ssize(members);
    members.push_back(static_cast<Index>(i));
  }
  const auto ranks_of = [&](const Matrix& scores) {
    Vector ranks(scores.cols());
    for (Index j = 0; j < scores.cols(); ++j)
      ranks[j] = rank_scores(Vector(scores.col(j)(members)), ranking.method.ties)[place];
    return ranks;
  };
  GroupOfZones result;
  result.label = own->second;
  for (const Index i : members) result.n += is_missing(ranking.group_scores(i, 0)) ? 0 : 1;
  result.group_ranks = ranks_of(ranking.group_scores);
  result.indicator_ranks = ranks_of(ranking.scores);
  return result;
}

}  // namespace zonerank
