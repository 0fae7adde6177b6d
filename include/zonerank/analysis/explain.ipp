#pragma once
#include "zonerank/analysis/explain.hpp"

#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"

namespace zonerank {
ZONERANK_OWN(explain) {

ZONERANK_INLINE Reference reference_of(const Ranking& ranking, Index zone,
                                       const std::string& against, std::string& name) {
  name = "median";
  if (against == "median") return {};
  if (against == "mean") {
    name = "mean";
    return {Reference::Kind::mean};
  }
  const Index other = against == "ahead" ? zone_ahead(ranking, zone) : ranking.zone(against);
  if (other < 0) return {};
  name = ranking.zones[static_cast<std::size_t>(other)];
  return {Reference::Kind::zone, other};
}

/// Ranks of the zone, and how many zones have one.
ZONERANK_INLINE void take_ranks(const MatrixRef& scores, TieRule ties, Index zone, Vector& ranks,
                                Vector& n) {
  ranks.resize(scores.cols());
  n.resize(scores.cols());
  for (Index j = 0; j < scores.cols(); ++j) {
    ranks[j] = rank_scores(scores.col(j), ties)[zone];
    n[j] = static_cast<double>(scores.rows() - scores.col(j).array().isNaN().count());
  }
}

}  // ZONERANK_OWN(explain)

ZONERANK_INLINE Explanation explain(const Ranking& ranking, const System& system,
                                    const std::string& zone, const ExplainOptions& options) {
  Explanation result;
  result.zone = ranking.zone(zone);
  result.name = zone;
  const Reading reading = reading_of(ranking, system);
  PlacesOptions places = options.places;
  for (const std::string& name : options.opponents) places.opponents.push_back(ranking.zone(name));
  std::vector<Index> benchmarks;
  for (const std::string& name : options.benchmarks) benchmarks.push_back(ranking.zone(name));
  const std::optional<Index> other =
      options.zone ? std::optional<Index>(ranking.zone(*options.zone)) : std::nullopt;
  const Reference reference = reference_of(ranking, result.zone, options.against, result.reference);

  result.places = split_rank(reading, result.zone, places);
  result.contributions = split_score(reading, result.zone, reference, places);
  result.values = ranking.indicators.values.row(result.zone);
  result.scores = ranking.scores.row(result.zone);
  result.group_scores = ranking.group_scores.row(result.zone);
  take_ranks(ranking.scores, ranking.method.ties, result.zone, result.indicator_ranks,
             result.n_indicator);
  take_ranks(ranking.group_scores, ranking.method.ties, result.zone, result.group_ranks,
             result.n_group);
  result.boards = boards(ranking, result.zone, options.board_threshold);
  result.profile = profile(ranking, system, result.zone, options.profile);
  result.obstacle_degrees = obstacle_degrees(ranking, result.zone);
  result.distances = distances(ranking, system, result.zone, options.rank, other);
  result.among = ranks_among(ranking, result.zone, options.labels);
  result.ratios = benchmark_ratios(ranking, result.zone, benchmarks);
  return result;
}

}  // namespace zonerank
