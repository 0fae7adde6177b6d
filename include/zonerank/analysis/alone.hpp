#pragma once
// What is certain of a zone's rank where most other zones have few figures, or none.

#include <string>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// How far an indicator compares a zone with others.
enum class Comparable {
  scores,   ///< its bounds are known: scores are those of the whole ranking
  values,   ///< only which of two values is better
  nothing,  ///< the zone has no value, or no other zone has one and there are no bounds
};

/// Certain bounds of a rank.
struct RankInterval {
  double best = missing, worst = missing;
  double low = missing, high = missing;  ///< of the zone's score [points]
  Index behind = 0;                      ///< zones of the table that are not ahead for certain
};

struct Alone {
  int year = 0;
  Index zone = 0;
  std::vector<std::string> zones;      ///< of the table, the zone itself among them
  double of = missing;                 ///< zones that are ranked in all
  std::vector<RankInterval> groups;    ///< 0 is overall
  std::vector<Comparable> comparable;  ///< of indicators
  Vector values;                       ///< of indicators, in their own units
  Vector scores;                       ///< where bounds are known, else NaN [points]
  Vector n_others;                     ///< other zones with a value
  Vector ranks;                        ///< among those and the zone itself; NaN without any
  Vector weights;                      ///< of indicators in the overall score
  double weight_scored = 0.0;          ///< share of the weight whose scores are known
  Problems problems;                   ///< notices of the ranking
};

/// The rank that a zone can have among `of` zones, from the figures that there are.
///
/// A score between the ends of the scale is unknown where a zone has no value, or where the bounds
/// of the indicator are not known: then only the order of two values is. The lead of the zone over
/// another is the weighted sum of what is known of each indicator,
///
///     sum_j w_j [least, greatest of s_ij - s_kj]
///
/// and zones that are not in the table may stand anywhere:
///
///     best  = 1 + zones that are ahead whatever is not known
///     worst = of - zones that are behind whatever is not known
///
/// All the system's weights count: the zones that are ranked officially have their figures. Bounds
/// are those of the options and of the system; what would be learned from the few zones here is not
/// used.
/// @param of  zones that are ranked in all; NaN: those of the table
/// @throws Error unknown-zone; bad-option where `of` is less than the zones of the table, where
///               scores have no ends (z-scores), are not added up, or weights come from the data;
///               those of rank()
Alone rank_alone(const ZoneTable& table, const System& system, const RankOptions& options,
                 const std::string& zone, double of = missing);

}  // namespace zonerank
