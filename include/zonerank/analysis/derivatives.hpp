#pragma once
// What one more unit of every raw figure of a zone is worth: derivatives of its scores.

#include <string>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// A derivative for a figure that falls and for one that rises. They differ at kinks: where the
/// zone sets a bound, or is equal to the one that does. NaN where the score jumps, or is missing.
struct Slope {
  double left = missing, right = missing;
};

/// What a raw figure of a zone does to its scores, per unit of the field [points].
struct FigureDerivative {
  std::string field;
  int year = 0;             ///< of the figure
  bool comparable = false;  ///< last year's figure as reported again with this year's
  double figure = missing;  ///< in the field's unit
  Slope overall;
  Slope margin;                     ///< of the lead over the zone ahead; NaN where none is
  std::vector<Slope> groups;        ///< System::groups; 0 is overall
  double percent_points = missing;  ///< elasticity: of 1 % of the figure more, by its derivative
  double percent_places = missing;  ///< places gained by 1 % more, ranked again; see what_if()
  std::vector<std::string> not_followed;  ///< indicators, see derivatives()
};

struct Derivatives {
  std::string zone, ahead;  ///< the zone ahead: of the nearest better overall score, or none
  double margin = missing;  ///< overall score less that of the zone ahead
  std::vector<FigureDerivative> figures;  ///< in the order of the system, this year's first
};

/// Derivatives of the overall score, the group scores and the margin by every raw figure that an
/// indicator of the zone is computed from: the formulas, units, scaling and means of rank() on
/// numbers that carry a tangent, so that they are exact but for rounding. What is learned from the
/// zones moves: a zone that sets a bound moves all scores.
///
/// Weights computed from the data stay as they are. A figure is not followed, and its derivatives
/// are NaN, where an indicator that it enters was imputed or treated for some zone, or is scaled by
/// a user's own function. Values that were given ready-made have no figures.
///
/// @throws Error unknown-zone; bad-option for an aggregation that compares zones and for
///               RankOptions::adjust; those of rank()
Derivatives derivatives(const ZoneTable& table, const System& system, const RankOptions& options,
                        const std::string& zone);

}  // namespace zonerank
