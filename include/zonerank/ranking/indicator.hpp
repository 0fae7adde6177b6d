#pragma once
// Figures of zones to second-level indicators, with every reason for a missing value.

#include <string>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank {

/// Indicators of the zones of one year; columns in the system's order, each in its own unit.
struct IndicatorTable {
  int year = 0;
  std::vector<std::string> zones;  ///< in order of their names
  Matrix values;                   ///< zones x indicators; NaN is missing
  Vector errors;                   ///< of each indicator: how far any value of it may be from the
                                   ///< real number that it stands for
  std::vector<Why> why;            ///< column-major like values; why a value is missing

  /// @throws Error bad-option outside the table
  Why reason(Index zone, Index indicator) const {
    if (zone < 0 || zone >= values.rows() || indicator < 0 || indicator >= values.cols())
      fail(Code::bad_option, words("zone and indicator", "高新区与指标"),
           words("{0} and {1}", "{0} 与 {1}", {zone, indicator}),
           {words("a cell of the table", "表中的一格")});
    return why[static_cast<std::size_t>(indicator * values.rows() + zone)];
  }
};

/// A short name of the reason in English or Chinese, for tables.
std::string_view why_text(Why why, Lang lang = Lang::en);

/// The latest year that is not in the future and has figures of at least half as many zones as the
/// fullest year; later ones are notices. 0 where there are no data.
int default_year(const ZoneTable& table, Problems& problems);

/// Every indicator of `system` for the zones that have a row in `year` (0: `default_year`).
///
/// value = formula * factor of the units. Missing, never 0: blank or absent figures, no figure of
/// the year before, x / y with y <= 0 (0 / 0 takes the system's `when_empty` where it has one),
/// growth from a base <= 0. What is missing for all, faults of single zones, small bases (below
/// the 5th percentile) and denominators (per-head ratios on fewer than 1000 persons), and values
/// outside their plausible range are added to `problems` as notices.
/// Values that are nearer to each other than their rounding are evaluated once more with 75 digits:
/// equal ones are equal doubles, and a denominator that only rounding keeps from 0 is 0.
/// Ready-made values (columns headed with an indicator's id, code or name) stand where its fields
/// are absent or blank.
/// @throws Error no-year where the data lack the year; contradicts-ready-made where a ready-made
/// value
///               is not the computed one, rounded
IndicatorTable compute_indicators(const ZoneTable& table, const System& system, int year,
                                  Problems& problems);

}  // namespace zonerank
