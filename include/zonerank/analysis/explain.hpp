#pragma once
// What the rank of a zone is made of: places, contributions, strengths, distances.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "zonerank/analysis/contributions.hpp"
#include "zonerank/analysis/distances.hpp"
#include "zonerank/analysis/places.hpp"
#include "zonerank/analysis/strengths.hpp"

namespace zonerank {

struct ExplainOptions {
  std::vector<std::string> opponents = {};  ///< zones of the places; none: all with a score
  /// What the score is compared with: "median", "mean", "ahead" (the zone just ahead), or a zone.
  std::string against = "median";
  std::optional<double> rank = {};           ///< distances to the zone at this overall rank too
  std::optional<std::string> zone = {};      ///< distances to this zone too
  std::vector<std::string> benchmarks = {};  ///< zones of the ratios
  std::map<std::string, std::string> labels = {};  ///< of zones: ranks among those of the same one
  double board_threshold = 0.05;                   ///< see boards()
  ProfileOptions profile = {};
  PlacesOptions places = {};  ///< its opponents join those named above
};

/// What explain() found. Vectors of indicators and groups are in the order of the system.
struct Explanation {
  Index zone = 0;
  std::string name;
  Places places;
  std::string reference;  ///< "median", "mean", or the zone that the score is compared with
  Contributions contributions;
  Vector values;                        ///< of indicators, in their own units
  Vector scores, group_scores;          ///< [points]
  Vector indicator_ranks, group_ranks;  ///< among all zones
  Vector n_indicator, n_group;          ///< zones that have a score of it
  std::vector<Board> boards;            ///< of groups
  Profile profile;
  Vector obstacle_degrees;
  Distances distances;
  std::optional<GroupOfZones> among;  ///< where the zone has a label
  Matrix ratios;                      ///< indicators x benchmarks
};

/// Everything of one zone; see split_rank(), split_score(), boards(), profile(),
/// obstacle_degrees(), distances(), ranks_among() and benchmark_ratios().
///
/// "ahead" compares with the zone of the nearest better overall score, the first of those that
/// share it. For the first zone there is none: its contributions are against the median.
/// @throws Error unknown-zone with the nearest names, bad-option, wrong-shape
Explanation explain(const Ranking& ranking, const System& system, const std::string& zone,
                    const ExplainOptions& options = {});

}  // namespace zonerank
