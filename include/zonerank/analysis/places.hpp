#pragma once
// A rank split into the places that each indicator and group gains or loses.

#include <cstdint>
#include <vector>

#include "zonerank/analysis/readings.hpp"
#include "zonerank/analysis/uncertainty.hpp"

namespace zonerank {

struct PlacesOptions {
  std::vector<Index> opponents = {};  ///< zones to be compared with; none: all with a score
  Index exact_members = 20;           ///< larger groups are split by random orders; 0 to 24
  std::size_t orders = 4096;          ///< of each group that is split so; 2 to 1 000 000
  std::uint64_t seed = 1;             ///< of the orders
  int threads = 0;
};

/// What a zone's rank among its opponents is made of.
struct Places {
  Index zone = 0;
  Index n_opponents = 0;
  double rank = missing;    ///< among the opponents and itself, ties averaged
  Vector indicators;        ///< places; above 0: it stands further up than the middle for them
  Vector groups;            ///< sums of their members; 0 is overall
  Vector indicator_errors;  ///< standard errors [places]; 0 where no random orders were needed
  Vector group_errors;
};

/// Splits a rank into places that add up to it:
///
///     rank = (n + 1) / 2 - sum of the places of the indicators     n: the opponents and the zone
///
/// For an opponent j, m(S) is a made-up zone with this zone's scores, and gaps, in the set S of
/// indicators and those of j in the others. It is worth 1, 1/2 or 0 where it is ahead of j, level
/// with it, or behind it. An indicator's places against j are the mean, over all orders in which
/// the indicators of a group stand together, of what it adds to the worth of those before it: the
/// Owen value, with groups inside groups (the levels structure of Winter). Its places are the sum
/// over the opponents, so that those against parts of them are partial sums.
///
/// Scores and weights are those of the year. Weights are shared out among the scores that are
/// present, whatever share of the weight these have. Two scores are level that differ by no more
/// than 1e-9 of the opponent's, or 1e-13 of the greatest score of either zone; who of the two is
/// ahead is taken from the ranking, where ties are exact. A made-up zone without a score is behind.
/// A group whose aggregation compares zones keeps its score of the ranking and has places as a
/// whole; its indicators have none (NaN). A zone without a score has none at all. An indicator that
/// is left out for all zones has 0.
///
/// Exact by enumeration of the sets in a group times unions of what stands around it. Groups of
/// more than `exact_members`, or around which stand more than some thousand combinations, are split
/// by random orders, which add up as exactly.
/// @throws Error bad-option (opponents, options), wrong-shape
///
/// Sources: Owen (1977), Values of games with a priori unions; Winter (1989), A value for
/// cooperative games with levels structure of cooperation, Int. J. Game Theory 18.
Places split_rank(const Reading& reading, Index zone, const PlacesOptions& options = {});

/// The same of every zone.
std::vector<Places> split_ranks(const Reading& reading, const PlacesOptions& options = {},
                                const Progress& progress = {});

}  // namespace zonerank
