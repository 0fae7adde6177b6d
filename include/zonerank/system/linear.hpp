#pragma once
// Sums of whole multiples of fields: what can be rolled up and compared without rounding.

#include <cstdint>
#include <span>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank {

/// sum_k factor_k * digits_k + constant, where digits_k are the exact integers of field k.
struct LinearForm {
  struct Term {
    int field = 0;
    std::int64_t factor = 1;
    int years_back = 0;  ///< of previous(x), in checks
  };
  std::vector<Term> terms;
  std::int64_t constant = 0;
};

/// The value of `node` as digits of `unit` at `places` decimals.
/// @throws Error not-exact if it is not a sum of whole multiples of count and decimal fields
LinearForm linear_form(const BoundFormula& formula, int node, std::span<const Field> fields,
                       const Unit& unit, int places);

/// Left side minus right side of a comparison, times a positive number that makes it whole:
/// its sign decides the comparison.
LinearForm comparison_form(const BoundFormula& formula, int node, std::span<const Field> fields);

}  // namespace zonerank
