#pragma once
// The loops of a check: which rule finds something in which row.

#include <cstdint>
#include <vector>

#include "check/check_rows.hpp"
#include "zonerank/check/check.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {

/// A check found something in a row; of a check over fields, at one of its subjects.
struct Hit {
  std::uint32_t row = 0;
  std::int32_t subject = -1;
  std::int32_t power = 0;  ///< of ten, by which a unit slipped
};

/// What one check found, rows in the order of the table.
struct CheckHits {
  std::vector<Hit> hits;
  std::size_t checked = 0;  ///< conditions or figures that could be decided
};

/// The checks of the rows' level over every row of `year` (0: of every year); one entry a check of
/// the system, empty for those of the other level.
std::vector<CheckHits> run_checks(const CheckRows& rows, const System& system, int year,
                                  int threads, const Progress& progress);

}  // namespace zonerank::detail
