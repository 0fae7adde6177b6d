#pragma once
// Why ranks moved from one ranking to another.

#include <string>
#include <vector>

#include "zonerank/analysis/places.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// A ranking with the system that it was made with.
struct RankedBy {
  const Ranking& ranking;
  const System& system;
};

/// Why one zone's rank moved. The five causes are in places, above 0 where the zone gained, and add
/// up to rank_before - rank.
struct RankChange {
  std::string zone;
  double rank_before = missing, rank = missing;              ///< NaN where it has none
  double percentile_before = missing, percentile = missing;  ///< (n - rank) / (n - 1), 1 is best
  double own = missing;                                      ///< the zone's own figures
  double others = missing;                                   ///< the figures of the others
  double bounds = missing;  ///< how values became scores: normalization, bounds, what it learned
  double membership = missing;  ///< zones that came or went, with a rank in only one of the two
  double method = missing;      ///< weights, groups, indicators that are left out, aggregation
  bool within_noise = false;    ///< |rank_before - rank| is within the noise given for the zone
  double score_before = missing, score = missing;  ///< overall [points]
  /// The causes of the change of the score add up to score - score_before. The figures of the
  /// others and membership reach a score through the bounds and the weights alone. NaN where a
  /// combination leaves the zone without a score.
  double score_own = missing, score_bounds = missing, score_method = missing;
};

/// Splits the change of every zone's rank into its causes: the Shapley value over the five, each of
/// which is as before or as now, so that it depends on no order.
///
/// Both rankings are taken apart at their indicators' treated values, of the same id: figures are
/// those values, with what was imputed and treated in them. A zone's score is computed anew for
/// every combination, without a threshold of availability. A zone that came or went has its figures
/// of the one ranking in which it is. A zone that a combination leaves without a score is behind
/// all. Where all five are as before, or as now, the ranks are those of the rankings.
///
/// @param noise  of the zones of `now` [places], such as half the width of the 5-95 % interval of
///               the rank under the default uncertainty; empty: none is within it
/// @return       the zones of `now`, in its order; causes are NaN without a rank in both
/// @throws Error bad-option where an aggregation compares zones; those of normalize()
std::vector<RankChange> rank_changes(const RankedBy& before, const RankedBy& now,
                                     const VectorRef& noise = Vector());

/// The part of the own figures, split by indicator: the Owen value, as in split_rank(), with the
/// zone before in the place of the opponent.
/// @return  of the indicators of `now`; they add up to RankChange::own where both rankings have the
///          same indicators. NaN where the zone has no rank in both
/// @throws Error unknown-zone; those of rank_changes()
Vector own_changes(const RankedBy& before, const RankedBy& now, const std::string& zone,
                   const PlacesOptions& options = {});

/// A zone that was behind and is ahead, or the other way round.
struct Passing {
  std::string other;
  bool passed = false;    ///< the zone passed the other one; else it was passed
  std::string indicator;  ///< whose contribution to the difference of the two scores moved most
  double moved = 0.0;     ///< by so much [points], above 0 for the zone
};

/// Whom a zone passed, and who passed it, by the other's rank. Zones that are or were level are not
/// listed.
/// @throws Error unknown-zone, where one of the rankings lacks the zone too
std::vector<Passing> passings(const RankedBy& before, const RankedBy& now, const std::string& zone,
                              const PlacesOptions& options = {});

}  // namespace zonerank
