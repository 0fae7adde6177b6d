#pragma once
// Checks at the door of public functions: sizes, indices and shares, each with its own words.

#include <cmath>
#include <string>

#include "zonerank/core/text.hpp"
#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank::detail {

/// `what` has as many entries as `of` says there must be: "the scores have 3 columns".
inline void check_entries(const std::string& what, Index have, Index wanted,
                          const std::string& of) {
  if (have == wanted) return;
  fail(Code::wrong_shape, what, std::to_string(have) + " entries", {of});
}

/// A table has rows and columns at all.
inline void check_not_empty(const std::string& what, const MatrixRef& x) {
  if (x.rows() > 0 && x.cols() > 0) return;
  fail(Code::wrong_shape, what,
       std::to_string(x.rows()) + " rows and " + std::to_string(x.cols()) + " columns",
       {"one of each is needed at least"});
}

/// Row or column `i` of `n`.
inline void check_index(const std::string& what, Index i, Index n) {
  if (i >= 0 && i < n) return;
  fail(Code::bad_option, what, std::to_string(i),
       {n > 0 ? "from 0 to " + std::to_string(n - 1)
              : std::string("one of what there is: nothing")});
}

/// A share, or an order of a quantile; NaN is none.
inline void check_share(const std::string& what, double share) {
  if (share >= 0.0 && share <= 1.0) return;
  fail(Code::bad_option, what, shortest(share), {"a share from 0 to 1"});
}

/// Every entry is a number, none infinite or missing.
inline void check_finite(const std::string& what, const VectorRef& x) {
  for (Index i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i])) continue;
    fail(Code::bad_option, what + "[" + std::to_string(i) + "]", shortest(x[i]),
         {"a finite number"});
  }
}

}  // namespace zonerank::detail
