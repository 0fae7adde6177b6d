#pragma once
// The roll-up's loops: blocks of rows into integer accumulators, one set a thread.

#include <cstdint>
#include <vector>

#include "data/rollup_plan.hpp"

namespace zonerank::detail {

/// Of one measure in one group.
template <class Integer>
struct Accumulator {
  Integer value = 0;
  std::int64_t cells = 0;  ///< that were not blank
};

/// Of one condition in one group.
struct Selection {
  std::int64_t selected = 0;
  std::int64_t unknown = 0;
};

struct Totals {
  std::size_t n_groups = 0;
  std::vector<std::int64_t> rows;                              ///< a group
  std::vector<std::vector<Selection>> selections;              ///< a predicate, a group
  std::vector<std::vector<Accumulator<std::int64_t>>> narrow;  ///< a measure, a group
  std::vector<std::vector<Accumulator<Int128>>> wide;

  Totals(const Plan& plan, std::size_t n_groups);
  void merge(const Plan& plan, const Totals& other);
  Accumulator<Int128> total(const Plan& plan, std::size_t measure, std::size_t group) const;
  std::int64_t selected(int predicate, std::size_t group) const;
};

/// Adds rows [begin, end) to `totals`; `group` gives every row's group.
void accumulate(const RowTable& rows, const Columns& columns, const Plan& plan,
                const std::vector<std::int32_t>& group, std::size_t begin, std::size_t end,
                Totals& totals);

/// Whether a predicate is unknown for each row of [begin, begin + n): for the list of such rows.
std::vector<std::uint8_t> unknown_rows(const RowTable& rows, const Columns& columns,
                                       const Predicate& predicate, std::size_t begin,
                                       std::size_t n);

inline constexpr std::size_t block_rows = 2048;  ///< a column of a block stays in the first cache

}  // namespace zonerank::detail
