#pragma once
// The cheapest way to a better rank: how far several raw figures of a zone would have to move.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "zonerank/analysis/levers.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {

struct PlanOptions : LeverOptions {
  std::map<std::string, double> costs = {};  ///< of fields: effort is so many times as great
  /// Figures may fall although no indicator counts less of them as better: fewer employees are more
  /// of everything per head.
  bool may_fall = false;
  int at_most = 0;          ///< so many figures move; 0: any number
  double tolerance = 1e-3;  ///< share of the effort within which it is the least
  int most_boxes = 4000;    ///< looked into before the best so far is taken
};

/// What is one unit of effort for a figure: see effort_units().
struct EffortUnit {
  enum class From { changes, levels, today };
  std::string field;
  double size = missing;  ///< in the field's unit
  From from = From::changes;
};

/// One figure of a plan, in the field's unit.
struct PlanStep {
  std::string field;
  double today = missing, planned = missing, effort = missing;
};

struct Plan {
  double asked = missing;  ///< the rank
  double rank = missing;   ///< with the steps; the best that was found where that is not `asked`
  std::vector<PlanStep> steps;  ///< the greatest effort first
  double effort = missing;      ///< their sum
  double at_least = missing;    ///< no plan takes less effort
  bool is_reached = false;      ///< rank <= asked
  bool is_proved = false;       ///< effort and at_least are within the tolerance
};

/// One unit of effort is the inter-quartile range of last year's changes of the figure among all
/// zones; where fewer than four zones have changes, or all the same, that of the figures; where
/// those are the same too, a tenth of today's figure.
std::vector<EffortUnit> effort_units(const ZoneTable& table, const System& system,
                                     const RankOptions& options, const std::string& zone,
                                     const LeverOptions& limits = {});

/// @throws Error bad-option for a field that the system does not have, a cost that is not above 0,
///               and fewer than 0 figures
void check_costs(const System& system, const PlanOptions& limits);

/// The figures of a zone that together give it the overall rank `rank` or a better one for the
/// least effort, sum |planned - today| / unit of effort, others still. Bounds that are learned from
/// the zones move with the figures. Every plan was ranked anew before it is returned.
///
/// Branch and bound over boxes of figures, the least effort first. Every indicator is one linear
/// form of the figures over another, so that its best value in a box is exact; means are concave.
/// What a figure adds to the zone's lead in the box is then at most a concave curve of pieces, and
/// what takes least effort is a linear knapsack of them. A box is left aside when not even its best
/// values give the rank, or when the knapsack takes more effort than the best plan so far.
///
/// @param rank  of the zone, 1 to the number of ranked zones
/// @throws Error as levers(); bad-option for costs that are not above 0, and where scores are not
///               min-max or given bounds, weights are computed from the data, or means are not
///               arithmetic, geometric or harmonic ones
Plan cheapest_plan(const ZoneTable& table, const System& system, const RankOptions& options,
                   const std::string& zone, double rank, const PlanOptions& limits = {});

/// The cheapest plans for every whole rank better than today's, the worst first. Three times as
/// many boxes as for one plan are looked into for all of them, at most 400 and at least 50 for
/// each.
std::vector<Plan> plan_frontier(const ZoneTable& table, const System& system,
                                const RankOptions& options, const std::string& zone,
                                const PlanOptions& limits = {}, const Progress& progress = {});

/// The table with all zones but one a year ahead: their figures move once more as they did from the
/// year before to this one, and this year's become those of the year before. No figure that was not
/// below 0 goes below 0; a figure without a year before stays.
ZoneTable drifted(const ZoneTable& table, const System& system, int year, const std::string& zone);

/// How often a zone with the score `own` has the rank or a better one when the scores of the others
/// change as zones' scores changed last year: each takes the change of one of the zones by chance.
/// @param others   overall scores of the other zones
/// @param changes  of overall scores from a year to the next
double rank_probability(std::span<const double> others, double own, std::span<const double> changes,
                        double rank, std::uint64_t draws, std::uint64_t seed);

}  // namespace zonerank
