#pragma once
// How far zones have come towards their targets, and the ranks that meeting them gives.

#include <span>
#include <string>
#include <vector>

#include "zonerank/analysis/target_state.hpp"
#include "zonerank/ranking/pipeline.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {

struct TargetResult : TargetState {
  bool is_own = false;          ///< no field and no indicator of the system
  bool is_used = false;         ///< an indicator is computed from it
  double rank_alone = missing;  ///< overall, if this target alone is met
  Argument why_no_rank;         ///< where rank_alone is NaN
};

/// The overall ranks of a zone with targets.
struct TargetRanks {
  std::string zone;
  double today = missing;
  double if_met = missing;    ///< if all its targets are met, the others as they are
  double drifting = missing;  ///< the same, the others moving on as last year
  int years = 0;              ///< by which the others move on: to its last target
};

struct TargetResults {
  std::vector<TargetResult> targets;  ///< in the order of the targets
  std::vector<TargetRanks> zones;     ///< each once, in order of appearance
};

/// The state of every target, see target_state(), and the ranks that meeting them gives.
///
/// Figures are those of the year that `as_of` is in, or of a past target's year. By default a
/// target is at most its level where its growth is below 0, where less of the indicator is better,
/// and where all indicators that rise with the field are such; else at least.
///
/// A target that is met leaves its figure as it is. Else the figure of the ranked year becomes the
/// target's level (exact figures rounded towards meeting it), as what_if() does it, and, where the
/// target is of a later year, the figure of the year before becomes the level that steady growth
/// from today gives one year before, so that an indicator of growth sees one year of it. All
/// targets of a zone are those of the latest year of each figure; targets of years before the
/// ranked one change no rank. The others drift as drifted() moves them, once for every year to the
/// last of these targets; of targets of the ranked year they do not.
///
/// @throws Error unknown-zone; bad-option where a name is not known and no figure is given with it
///               (with the nearest names), for two targets of one figure and year, for `as_of`
///               outside the ranked year where figures of the table are held against targets, for
///               limits of lights, and where all targets of a zone break an error rule of the check
///               list; those of target_state(), what_if() and rank()
TargetResults targets(const ZoneTable& table, const System& system, const RankOptions& options,
                      std::span<const Target> targets, const TargetOptions& asked = {},
                      const Progress& progress = {});

}  // namespace zonerank
