#pragma once
// Workers over parts of the rows, and what they say together.

#include <vector>

#include "rollup/rollup_kernel.hpp"

namespace zonerank::detail {

/// A partial result with the rows whose conditions were unknown.
struct Run {
  Partial partial;
  std::vector<UnknownRow> unknown;  ///< by predicate, then row
};

/// Names of the fields that are set, in the system's order.
std::vector<std::string> names_of(const System& system, const std::vector<bool>& fields);

/// @throws Error no-column where rows are to be grouped by an industry that none of them gives
void check_industry(const IndustryGrouping& grouping, const System& system,
                    const std::vector<bool>& present);

/// @throws Error partials-differ where the two do not hold the same sums
void check_sums(const Partial& a, const Partial& b);

/// What the workers added, of the fields that the rows report.
Run collect(const std::vector<std::unique_ptr<Worker>>& workers,
            const std::vector<std::string>& fields);

/// The figures of zones, with what there is to say of them.
/// @param rows  those that were added, where they are at hand
ZoneTable figures_of(const Run& run, const System& system, const std::vector<bool>& wanted,
                     const RowTable* rows, int threads, Problems& problems);

/// Lists the unknown rows of one condition, of which there are `n`.
void list_unknown(const std::vector<UnknownRow>& rows, std::size_t predicate,
                  const std::string& text, std::int64_t n, Problems& problems);

/// Every cell of `rows` that a sum skipped, by year, and what it stood for the year before.
void note_blanks(const Partial& partial, const System& system, const RowTable* rows, int threads,
                 Problems& problems);

}  // namespace zonerank::detail
