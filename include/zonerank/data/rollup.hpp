#pragma once
// Enterprises to zones: exact integer sums, the same bits for any number of threads.

#include <vector>

#include "zonerank/core/error.hpp"
#include "zonerank/core/parallel.hpp"
#include "zonerank/data/table.hpp"
#include "zonerank/spec/system.hpp"

namespace zonerank {

/// Rows of several forms as one table: one row an enterprise and year, cells joined.
/// Adds conflicting-cell and two-zones to `problems`.
RowTable join(std::vector<RowTable> tables, const std::vector<std::string>& names,
              const System& system, Problems& problems);

struct RollupOptions {
  std::vector<bool> wanted =
      {};           ///< fields to compute; empty: every field whose columns are present
  int threads = 0;  ///< 0: the cores allowed
};

/// The figures of zones and years from their enterprises, by the system's rollup rules; an
/// enterprise figure without a rule is summed under its own name.
///
/// Blank cells: a sum skips them, no selected row gives 0, selected rows all blank give missing.
/// Conditions with a blank are unknown (three-valued logic); unknown selects nothing. What was
/// skipped or unknown is added to `problems` as notices. A field whose rule needs an absent column
/// is absent.
/// @throws Error sum-too-large beyond 38 digits; cell-too-large where a derived figure does not fit
ZoneTable roll_up(const RowTable& rows, const System& system, const RollupOptions& options,
                  Problems& problems, const Progress& progress = {});

}  // namespace zonerank
