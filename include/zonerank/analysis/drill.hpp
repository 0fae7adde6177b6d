#pragma once
// What each enterprise does to the indicators, the score and the rank of its zone.

#include <cstdint>
#include <string>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"
#include "zonerank/run/parallel.hpp"
#include "zonerank/table/enterprise_sums.hpp"

namespace zonerank {

struct DrillOptions {
  std::string zone = {};  ///< its enterprises alone; empty: those of every zone
  int threads = 0;        ///< 0: the cores allowed
};

/// How far a figure of a zone rests on its largest enterprises.
struct Concentration {
  Index zone = 0;       ///< row of the ranking
  std::string field;    ///< a sum of enterprises
  double total = 0.0;   ///< in the field's unit
  Index n = 0;          ///< enterprises that add something to it
  std::string largest;  ///< the enterprise that adds most
  /// Of the total: the part of the largest, the 5 and the 10 largest; NaN where some enterprise
  /// adds less than 0, or the total is 0.
  double share_1 = missing, share_5 = missing, share_10 = missing;
  /// The zone's overall rank without them.
  double rank_without_1 = missing, rank_without_5 = missing, rank_without_10 = missing;
};

/// Every zone without one enterprise at a time: what it would have if the rows of the enterprise,
/// of all years, were not there. The influence of an enterprise is what the zone has less what it
/// would have. It is meant to find faulty records and to know whom a rank rests on, never as a
/// reason to leave an enterprise out.
struct Drill {
  int year = 0;
  std::vector<std::string> zones;        ///< of the ranking
  std::vector<std::string> enterprises;  ///< one a row of what follows
  std::vector<Index> zone;               ///< the zone in which it is last
  std::vector<std::uint8_t> in_year;     ///< 0: it has rows of earlier years only
  Matrix values, scores;                 ///< of its zone without it, a column an indicator
  Matrix group_scores, group_ranks;      ///< the same, a column a group (0 is overall)
  std::vector<Concentration> concentration;
  /// Fields of zones whose figures are not the sums of the enterprises, because the zone's own ones
  /// hold or were changed: these stay as they are.
  std::vector<std::string> kept;
  std::size_t n_anew = 0;      ///< enterprises for which all zones were ranked anew
  std::size_t n_unranked = 0;  ///< without which the method can rank nobody: missing
};

/// Takes every enterprise out in turn. The figures of zones are integer sums, so that those without
/// an enterprise are exact, and ranks are those of a roll-up and a ranking without it.
///
/// Under min-max or given bounds, given weights and arithmetic means only what moves is computed;
/// else all zones are ranked anew for every enterprise.
/// @param table    the figures that are ranked
/// @param options  as of rank()
/// @param sums     the enterprises behind them
/// @throws Error unknown-zone with the nearest names; no-enterprises; those of rank()
Drill drill(const ZoneTable& table, const System& system, const RankOptions& options,
            const EnterpriseSums& sums, const DrillOptions& what = {},
            const Progress& progress = {});

}  // namespace zonerank
