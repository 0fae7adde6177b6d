#pragma once
// Raw statistics to ranks, one call a stage.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/methods/impute.hpp"
#include "zonerank/methods/normalize.hpp"
#include "zonerank/methods/treat.hpp"
#include "zonerank/ranking/indicator.hpp"
#include "zonerank/ranking/method.hpp"
#include "zonerank/ranking/tree.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank {

using BoundsById = std::map<std::string, std::pair<double, double>>;

struct RankOptions {
  int year = 0;                       ///< data year; 0: the latest
  std::optional<Method> method = {};  ///< that of the system's [method] where it is absent
  BoundsById bounds = {};  ///< by indicator, in its own unit; they stand before the system's own
  std::optional<Scaling> scaling = {};  ///< learned before, by indicator; nothing is learned then
  std::map<std::string, std::string> zone_groups = {};  ///< for imputation by group of zones
  int common = 0;  ///< leave out indicators that fewer zones have; -1: that any zone lacks
  std::function<void(Matrix&)> adjust = {};  ///< may change the indicators' values, in their units
};

/// The overall ranking under another reading of the data.
struct Alternative {
  std::string id;  ///< percentile_bounds, gaps_0, gaps_1
  Vector overall, ranks;
};

/// A ranking with its evidence. Rows of every matrix are `zones`; columns of group matrices are
/// System::groups (0 is overall), those of indicator matrices System::indicators.
struct Ranking {
  int year = 0;
  int evaluation_year = 0;
  ResolvedMethod method;
  std::vector<std::string> zones;
  IndicatorTable indicators;          ///< values with units, and why one is missing
  std::vector<ImputedValue> imputed;  ///< of the year; rows are zones
  Treated treated;                    ///< values after imputation and treatment, as they are scored
  Scaling scaling;                    ///< what the scores were scaled by
  Matrix scores;                      ///< of indicators [points]
  std::vector<Matrix> panel_scores;   ///< of every year, where weights over a panel ask for them
  Matrix group_scores;                ///< [points]
  Matrix group_ranks;                 ///< 1 is best, NaN without a score
  std::vector<bool> left_out;         ///< for all zones: nothing to compare
  std::vector<Argument> left_out_why;
  WeightTree tree;               ///< the weights that hold, group by group
  Vector weights;                ///< share of each indicator in the overall score
  double weight_left_out = 0.0;  ///< share of the system's weight that is left out for all
  Vector n_missing;              ///< indicators without a value, of all the system's
  Vector assumed_weight;         ///< share of the present weight whose name or formula is assumed
  std::size_t n_settled = 0;     ///< scores of groups whose ranks exact arithmetic decided
  std::vector<Alternative> alternatives;
  Problems problems;  ///< notices of all stages

  Index zone(const std::string& name) const;  ///< @throws Error unknown-zone
  Matrix indicator_ranks() const;             ///< of the scores of every indicator
};

/// Fails where no zone has an overall score.
/// @throws Error nothing-to-rank, with the reason
void check_ranked(const Ranking& ranking, const System& system);

/// The options with their method: the system's own where none is given.
RankOptions with_method(const RankOptions& options, const System& system);

/// Indicators, scores, weighted means and ranks of a year.
/// @throws Error no-year, unknown-indicator or bad-range (bounds), bad-score; wrong-shape where the
///               table or the weights are not of this system; those of read_method
Ranking rank(const ZoneTable& table, const System& system, const RankOptions& options = {});

}  // namespace zonerank
