#pragma once
// Checks at the door of public functions: sizes, indices and shares, each with its own words.

#include <cmath>
#include <string>

#include "zonerank/core/text.hpp"
#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank::detail {

/// `what` has as many entries as `of` says there must be: "the scores have 3 columns".
inline void check_entries(const Place& what, Index have, Index wanted, const Argument& of) {
  if (have == wanted) return;
  fail(Code::wrong_shape, what, words("{0} entries", "{0} 个元素", {have}), {of});
}

/// A table has rows and columns at all.
inline void check_not_empty(const Place& what, const MatrixRef& x) {
  if (x.rows() > 0 && x.cols() > 0) return;
  fail(Code::wrong_shape, what,
       words("{0} rows and {1} columns", "{0} 行 {1} 列", {x.rows(), x.cols()}),
       {words("one of each is needed at least", "行和列至少各需一个")});
}

/// Row or column `i` of `n`.
inline void check_index(const Place& what, Index i, Index n) {
  if (i >= 0 && i < n) return;
  fail(Code::bad_option, what, std::to_string(i),
       {n > 0 ? words("from 0 to {0}", "0 到 {0}", {n - 1})
              : (words("one of what there is: nothing", "现有的序号之一，但一个也没有"))});
}

/// A share, or an order of a quantile; NaN is none.
inline void check_share(const Place& what, double share) {
  if (share >= 0.0 && share <= 1.0) return;
  fail(Code::bad_option, what, shortest(share),
       {words("a share from 0 to 1", "0 到 1 之间的比例")});
}

/// Every entry is a number, none infinite or missing.
inline void check_finite(const Place& what, const VectorRef& x) {
  for (Index i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i])) continue;
    fail(Code::bad_option, what.with_key(words("{0}[{1}]", "{0}[{1}]", {what.key, i})),
         shortest(x[i]), {words("a finite number", "有限数")});
  }
}

}  // namespace zonerank::detail
