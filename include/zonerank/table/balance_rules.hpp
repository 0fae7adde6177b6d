#pragma once
// Rules of the check list that figures of a zone must obey: one sum no greater than another.

#include <optional>
#include <vector>

#include "zonerank/system/linear.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank {

/// A rule whose breach is an error, as the sign of a linear form.
struct BalanceRule {
  const Check* check;
  Op op;
  LinearForm form;  ///< left side less right side

  bool holds(const Int128& difference) const;
};

/// Those that are comparisons of sums. Rules of enterprises hold for their sums in a zone where no
/// constant stands in them.
std::vector<BalanceRule> balance_rules(const System& system);

/// The form's value for a row; none where a figure is blank.
std::optional<Int128> difference(const BalanceRule& rule, const ZoneTable& table, std::size_t row);

}  // namespace zonerank
