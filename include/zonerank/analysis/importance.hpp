#pragma once
// How much each indicator and group matters: the ranking without it.

#include <string>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// What leaving one indicator or group out does to the overall ranks.
struct Importance {
  std::string id;
  bool is_group = false;
  double mean_shift =
      missing;  ///< mean |rank without - rank| over the zones ranked in both [places]
  double max_shift = missing;  ///< [places]
  Vector ranks;                ///< without it
};

/// Every indicator and group below overall, left out one at a time; its weight goes to its
/// siblings. Scores stay as they are; data-driven weights are computed anew without it, those over
/// a panel from the scores of every year.
std::vector<Importance> leave_one_out(const Ranking& ranking, const System& system);

}  // namespace zonerank
