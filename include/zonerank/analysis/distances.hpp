#pragma once
// How far a zone is from others, indicator by indicator, in the indicator's own unit.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// What the zone's value would have to be changed by to equal another one: the other value less the
/// zone's own. Where less is better, an improvement is below 0. NaN where one of the two is
/// missing, and in `to_next` where no zone is better.
struct Distances {
  Vector to_median;    ///< of all zones that have a value
  Vector to_quartile;  ///< the quartile beyond which a quarter of the zones is better (type 7)
  Vector to_next;      ///< the nearest of the zones that are better in this indicator
  Vector to_rank;      ///< the zone at an overall rank
  Vector to_zone;      ///< a named zone
};

/// Values are those that the indicators have before imputation and treatment.
/// @param rank   of the zone of `to_rank`, see zone_at_rank(); none: it is missing
/// @param other  none: `to_zone` is missing
/// @throws Error bad-option where no zone has the rank
Distances distances(const Ranking& ranking, const System& system, Index zone,
                    std::optional<double> rank = {}, std::optional<Index> other = {});

/// The zone at an overall rank: of those ranked as well or better the last, the first of those that
/// share its rank.
/// @throws Error bad-option where there is none
Index zone_at_rank(const Ranking& ranking, double rank);

/// The zone of the nearest better overall score, the first of those that share it; -1: none.
Index zone_ahead(const Ranking& ranking, Index zone);

/// The zone's values divided by those of other zones: indicators x others. NaN where one of the two
/// is missing or the other zone's value is not above 0.
Matrix benchmark_ratios(const Ranking& ranking, Index zone, const std::vector<Index>& others);

/// Ranks inside groups of zones, such as provinces.
struct GroupOfZones {
  std::string label;
  Index n = 0;         ///< zones with an overall score in it
  Vector group_ranks;  ///< of the zone among them, overall first
  Vector indicator_ranks;
};

/// @param labels  of zones by name; zones without one are in no group
/// @return        none where the zone has no label
std::optional<GroupOfZones> ranks_among(const Ranking& ranking, Index zone,
                                        const std::map<std::string, std::string>& labels);

}  // namespace zonerank
