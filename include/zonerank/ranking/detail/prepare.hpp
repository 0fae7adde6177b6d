#pragma once
// From indicators to the values that are scored: gaps filled, outliers treated, over the years of
// the data.

#include <span>
#include <string>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::detail {

/// Values as they are scored, gaps filled and outliers treated: the rows of the year that is
/// ranked, then those of other years, one after the other.
struct PreparedYears {
  Matrix values;
  Matrix before;  ///< before outliers were treated; empty where no method treats any
  Vector errors;  ///< an indicator's: how far untreated values may be from what they stand for
  std::vector<std::string> zones;
  std::vector<int> years;
  bool changed_by_hand = false;  ///< the untreated values are not those of the figures

  double untreated(Index row, Index j) const {
    return before.size() == 0 ? values(row, j) : before(row, j);
  }
};

/// Fills ranking.imputed and ranking.treated, and says so in its problems.
///
/// Where the method is fitted to a panel, all years are treated together. Else other years are
/// there only if weights over years or a base year ask for them, imputed as when they are ranked
/// and treated like the year that is ranked (treat_like).
PreparedYears prepare(Ranking& ranking, const ZoneTable& table, const System& system,
                      const RankOptions& options);

std::vector<Direction> directions(const System& system);

/// Whether weights are computed from the scores of every year.
bool weighs_years(const ResolvedMethod& method);

}  // namespace zonerank::detail
