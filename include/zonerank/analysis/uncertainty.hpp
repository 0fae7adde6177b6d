#pragma once
// How sure is a rank: rankings redrawn with other weights and methods, counted.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "zonerank/analysis/weight_draw.hpp"
#include "zonerank/core/types.hpp"
#include "zonerank/methods/aggregate.hpp"
#include "zonerank/ranking/tree.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {

/// One way from data to scores, among which a draw chooses.
struct Reading {
  std::vector<std::string> choices = {};  ///< what it chose of each list that varies
  Matrix scores;                          ///< zones x indicators [points]
  WeightTree tree;                        ///< nominal weights; group 0 is the root
  std::vector<Aggregation> aggregations;  ///< one a group
  Matrix group_scores;                    ///< nominal, zones x groups: who has a score of what
};

/// What is redrawn. Readings have the same zones, indicators and groups.
struct DrawInput {
  std::vector<Reading> readings;
  Matrix nominal =
      {};  ///< zones x groups: scores of the nominal ranking; the first reading's if none
  std::vector<std::string> child_ids = {};  ///< ids of indicators, then of groups, for intervals
  WeightDraw vary = UniformWeights{};       ///< how weights are drawn
  DrawLevel level = DrawLevel::all;
  /// Every draw leaves out no indicator or one, all alike; those with siblings in their group.
  bool leave_one_out = false;
  /// Where set, a draw reads the data anew with `errors`: f(number of the reading, the number of
  /// the draw for each error, seed), with the same groups and indicators.
  std::function<Reading(std::size_t, std::span<const std::uint64_t>, std::uint64_t)>
      redraw_reading = {};
  std::vector<std::string> errors = {};  ///< their names
};

struct DrawOptions {
  std::uint64_t draws = 10000;
  std::uint64_t seed = 1;
  int threads = 0;
  bool groups = true;       ///< the groups of the first level too
  bool scores = true;       ///< mean, standard deviation and quantiles of scores too
  bool pairs = false;       ///< how often each zone is ahead of each other
  double tolerance = 0.0;   ///< places; above 0: `draws` is the most, fewer where this is reached
  double time_limit = 0.0;  ///< seconds; above 0: stops after the round that passes it
};

using Counts = Eigen::Matrix<std::uint64_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Counted over the draws, of overall or of one group.
struct RankDistribution {
  Index group = 0;
  Vector nominal;               ///< ranks of the nominal ranking; NaN without a score
  Counts frequency;             ///< zones x ranks: draws in which the zone had rank 1 + column
  Vector score_mean, score_sd;  ///< of the draws in which the zone had a score
  Counts score_counts;          ///< zones x bins of equal width over [score_low, score_high]
  double score_low = 0.0, score_high = 0.0;
  Counts ahead;  ///< zones x zones: draws in which the row's rank was better than the column's

  /// The rank that at least a share q of the zone's draws do not exceed; NaN without any.
  double rank_quantile(Index zone, double q) const;
  /// The score below which a share q of the zone's draws lie, to a bin's width.
  double score_quantile(Index zone, double q) const;
  /// Half the width of the 95 % interval of that quantile of the rank, for every zone: from the
  /// binomial distribution of how many draws lie below it. NaN without any draw.
  Vector quantile_errors(double q) const;
};

struct DrawResult {
  std::uint64_t draws = 0;
  bool is_complete = true;      ///< false where the time limit ended it
  double quantile_error = 0.0;  ///< the greatest of the overall quantiles 5 %, 50 %, 95 % [places]
  std::vector<RankDistribution> of;  ///< overall, then groups of the first level
};

inline constexpr Index score_bins = 4096;

/// Redraws rankings and counts ranks. The draw of a number is the same for any number of threads
/// and draws; equal scores share the better rank in every draw; a zone without a nominal score has
/// none in any draw of that reading. The counts are those of
///
///     score_i = sum_j v_j s_ij,  v_j = w_j / sum w,  w_j = (mean weight) Q_j / T_j
///
/// in double precision, in the order of indicators; Q_j is the product of the drawn shares from the
/// group down, in whole steps of the mean weight over T_j, a power of two
/// (docs/methods/uncertainty.md). Zones with gaps: inside out, shares of what is there. Where all
/// groups are arithmetic, or all geometric, means, ranks are computed in whole numbers with a
/// proved bound, and what it cannot tell apart is decided in double precision.
/// @throws Error bad-option (weights outside the groups, no draws, more than 4096 zones),
///               absent-factor, Interrupted
///
/// Sources: Saisana, Saltelli, Tarantola (2005), Uncertainty and sensitivity analysis techniques as
/// tools for the quality assessment of composite indicators; Lahdelma, Salminen (2001), SMAA-2.
DrawResult redraw(const DrawInput& input, const DrawOptions& options = {},
                  const Progress& progress = {});

/// One draw, whole.
struct Replay {
  Index reading = 0;
  Index left_out = -1;  ///< indicator, or -1
  Vector weights;       ///< of indicators in the overall score
  Matrix group_scores;  ///< zones x groups
  Vector ranks;         ///< overall
};

/// The draw of a number, as redraw() counted it.
Replay replay(const DrawInput& input, std::uint64_t draw, std::uint64_t seed = 1);

}  // namespace zonerank
