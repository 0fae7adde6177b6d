#pragma once
// Bounds of the errors of a formula for all zones at once: a few operations an indicator, where
// Bounded takes a few a zone.
//
// Why they hold. Operations on doubles are monotone, so that the same operations on the ends of
// the operands bound the doubles of the result. Let the doubles x and y be at most r|x| + a and
// s|y| + b from what they stand for. Then what
//   x + y    stands for is at most r|x| + s|y| + a + b from it; with like signs that is
//            max(r, s) |x + y| + a + b, else at most max(r, s) |x + y| + (r + s) min(|x|, |y|) + a
//            + b, as the greater is at most the sum and the smaller together;
//   x y      at most (r + s + r s) |x y| + a (1 + s) |y| + b (1 + r) |x| + a b;
//   x / y    at most ((r + t) |x / y| + a / |y|) / (1 - t), where t = s + b / |y|;
//   log(x)   at most t / (1 - t), where t = r + a / x.
// Rounding the result adds half a unit of its last bit, or of the least double where it may be as
// small as that; sums and products of whole numbers below 2^53 are not rounded. Where it depends on
// rounding which zones have a value, nothing is bounded: needs_cells().

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>

#include "zonerank/core/detail/error_bound.hpp"
#include "zonerank/formula/formula.hpp"

namespace zonerank::detail {

/// What holds of all present values of a column; of none where there are none.
struct Extent {
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  double low = infinity;    ///< the least double
  double high = -infinity;  ///< the greatest
  double least = infinity;  ///< of those that are not 0: none is nearer to it; 0 where unknown
  ErrorBound error = {};
  bool whole = false;  ///< whole numbers, below 2^53

  bool empty() const { return low > high; }
  double size() const { return std::max(std::abs(low), std::abs(high)); }
  /// Rounding could put a value on the other side of 0.
  bool is_unsure() const;

  /// A decimal.
  static Extent of_number(double number);
  /// Of figures, NaN is missing.
  /// @param places  decimals of exact ones, -1: any numbers
  static Extent of_figures(std::span<const double> values, int places);

  Extent operator-() const;
  friend Extent operator+(const Extent& x, const Extent& y);
  friend Extent operator*(const Extent& x, const Extent& y);
  /// Of those zones where the denominator is above 0.
  friend Extent operator/(const Extent& x, const Extent& y);
};

/// A formula's extent from those of its fields, operation by operation as in Evaluator.
class ExtentOf {
 public:
  /// Of a field, `years_back` years before.
  using Source = std::function<Extent(int field, int years_back)>;

  ExtentOf(const BoundFormula& formula, const Source& source)
      : formula_(formula), source_(source) {}

  Extent run(int node, int years_back);

  /// Which zones have a value could depend on rounding, or the factors of units are beyond those
  /// that doubles hold: each zone must be looked at.
  bool needs_cells() const { return needs_cells_; }

 private:
  Extent factor(const Scale& scale);
  Extent quotient(const Extent& x, const Extent& y);
  Extent growth(const Extent& x, const Extent& base);
  Extent logarithm(const Extent& x, const Extent& scale);
  Extent of_present(int node, int years_back);

  const BoundFormula& formula_;
  const Source& source_;
  bool needs_cells_ = false;
};

}  // namespace zonerank::detail
