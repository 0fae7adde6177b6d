#pragma once
// The figures of a zone that may be moved, their steps and limits.

#include <cstdint>
#include <string>
#include <vector>

#include "zonerank/analysis/levers.hpp"
#include "zonerank/ranking/detail/prepare.hpp"

namespace zonerank::detail {

/// One figure of a zone's year that indicators are computed from.
struct LeverFigure {
  std::size_t field = 0;
  std::vector<Index> entering;  ///< the indicators
  double today = missing;
  double unit = 1.0;            ///< of one step
  Int128 digits = 0, step = 1;  ///< today's and one step's, of an exact field
  bool is_exact = false;
  int places = 0;
  double low = missing, high = missing;  ///< the limits

  std::int64_t most_steps(int way) const;
  double at(std::int64_t steps, int way) const;
};

/// What all levers of a zone share.
struct LeverCase {
  const ZoneTable& table;
  const System& system;
  RankOptions options;
  const Ranking& ranking;
  const PreparedYears& prepared;
  Index zone, ahead;
  std::size_t row;  ///< of the table
  LeverOptions limits;
  bool is_covered;  ///< by ValueGame

  LeverCase(const ZoneTable& table, const System& system, const RankOptions& options,
            const Ranking& ranking, const PreparedYears& prepared, Index zone,
            const LeverOptions& limits);

  double figure(std::size_t field, std::size_t row) const;         ///< NaN where blank
  std::vector<double> figures(std::size_t field, int year) const;  ///< of all zones
};

/// Of the fields that are not fixed.
std::vector<LeverFigure> lever_figures(const LeverCase& of);

/// @throws Error bad-option where a field of the option is a fixed one
void check_moves(const LeverOptions& limits, const char* option, const std::string& name);

/// @throws Error bad-option, unknown-zone
void check_levers(const Ranking& ranking, const System& system, const RankOptions& options,
                  Index zone, double rank, const LeverOptions& limits);

}  // namespace zonerank::detail
