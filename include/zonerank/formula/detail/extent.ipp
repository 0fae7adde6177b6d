#pragma once
#include "zonerank/formula/detail/extent.hpp"

#include <initializer_list>

#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/detail/fold.hpp"

namespace zonerank::detail {
ZONERANK_OWN(extent) {

constexpr double most = 0x1p53;      ///< whole numbers below are doubles
constexpr double smallest = 1e-290;  ///< no product of such doubles is rounded to the least ones

/// Nothing is known where the bounds of the errors are no longer small, or ends overflow.
ZONERANK_INLINE Extent within_reason(Extent x) {
  constexpr double room = 1.0 + 0x1p-30;  // for the roundings of the bounds themselves
  x.error.relative *= room;
  x.error.absolute *= room;
  const bool known = x.error.relative < 1e-3 && x.error.absolute < Extent::infinity &&
                     std::isfinite(x.low) && std::isfinite(x.high);
  if (!known) x.error = {0.0, Extent::infinity};
  return x;
}

/// After an operation that is rounded.
ZONERANK_INLINE Extent with_rounding(Extent x, double roundings = 1.0) {
  x = within_reason(x);
  x.error.relative += roundings * ErrorBound::rounding;
  return x;
}

/// The same of products and quotients, which may be too small for a double.
ZONERANK_INLINE Extent with_underflow(Extent x) {
  x = with_rounding(x);
  if (!(x.least > smallest)) x.error.absolute += ErrorBound::least_step;
  return x;
}

/// Of several columns as one.
ZONERANK_INLINE Extent hull(const Extent& x, const Extent& y) {
  if (x.empty()) return y;
  if (y.empty()) return x;
  return {
      std::min(x.low, y.low),
      std::max(x.high, y.high),
      std::min(x.least, y.least),
      {std::max(x.error.relative, y.error.relative), std::max(x.error.absolute, y.error.absolute)},
      x.whole && y.whole};
}

/// Whether a sum or product is whole and not rounded.
ZONERANK_INLINE bool stays_whole(const Extent& x, const Extent& y, const Extent& result) {
  return x.whole && y.whole && result.size() < most;
}

ZONERANK_INLINE bool have_like_signs(const Extent& x, const Extent& y) {
  return (x.low >= 0.0 && y.low >= 0.0) || (x.high <= 0.0 && y.high <= 0.0);
}

ZONERANK_INLINE bool is_one(const Extent& x) {
  return x.low == 1.0 && x.high == 1.0 && x.error.is_exact();
}

/// Of the values above 0 the least.
ZONERANK_INLINE double least_above_0(const Extent& x) { return x.low > 0.0 ? x.low : x.least; }

}  // ZONERANK_OWN(extent)

ZONERANK_INLINE bool Extent::is_unsure() const {
  const double reach = 1.01 * error.absolute;  // relative errors leave the sign
  return error.absolute > 0.0 && low <= reach && high >= -reach;
}

ZONERANK_INLINE Extent Extent::of_number(double number) {
  const bool is_whole = std::abs(number) < most && number == std::trunc(number);
  return {number,
          number,
          number == 0.0 ? infinity : std::abs(number),
          {is_whole ? 0.0 : ErrorBound::rounding, 0.0},
          is_whole};
}

ZONERANK_INLINE Extent Extent::of_figures(std::span<const double> values, int places) {
  const auto itself = [](double x) { return x; };
  const double low = fold(values, infinity, itself, least_of);
  const double high = fold(values, -infinity, itself, greatest_of);
  double least = infinity;
  for (std::size_t i = 0; i < values.size() && places < 0; ++i) {
    const double size = std::abs(values[i]);
    if (size > 0.0 && size < least) least = size;
  }
  if (places >= 0) least = 0.9 / to_double(power_of_ten(places), 0);
  Extent result{low, high, least, {(places < 0 ? 1.0 : 2.0) * ErrorBound::rounding, 0.0}};
  if (result.empty()) return result;
  result.whole = places == 0 && result.size() < most;
  if (result.whole)
    result.error = {};
  else if (!(least > smallest))
    result.error.absolute = ErrorBound::least_step;
  return within_reason(result);
}

ZONERANK_INLINE Extent Extent::operator-() const { return {-high, -low, least, error, whole}; }

ZONERANK_INLINE Extent operator+(const Extent& x, const Extent& y) {
  if (x.empty() || y.empty()) return {};
  const bool alike = have_like_signs(x, y);
  Extent sum{x.low + y.low, x.high + y.high, alike ? std::min(x.least, y.least) : 0.0};
  if (stays_whole(x, y, sum)) {
    sum.least = 1.0;
    sum.whole = true;
    return sum;
  }
  sum.error.relative = std::max(x.error.relative, y.error.relative);
  sum.error.absolute = x.error.absolute + y.error.absolute;
  if (!alike)
    sum.error.absolute += (x.error.relative + y.error.relative) * std::min(x.size(), y.size());
  return with_rounding(sum);
}

ZONERANK_INLINE Extent operator*(const Extent& x, const Extent& y) {
  if (x.empty() || y.empty()) return {};
  if (is_one(y)) return x;
  const auto [low, high] =
      std::minmax({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high});
  const auto [r, a] = x.error;
  const auto [s, b] = y.error;
  Extent product{low, high, x.least * y.least};
  if (stays_whole(x, y, product)) {
    product.whole = true;
    return product;
  }
  product.error = {r + s + r * s, a * (1.0 + s) * y.size() + b * (1.0 + r) * x.size() + a * b};
  return with_underflow(product);
}

ZONERANK_INLINE Extent operator/(const Extent& x, const Extent& y) {
  if (x.empty() || y.empty() || !(y.high > 0.0)) return {};
  if (is_one(y)) return x;
  const double least_y = least_above_0(y);
  const double t = y.error.relative + y.error.absolute / least_y;
  const double more = 1.0 + 2.0 * t;  // is more than 1 / (1 - t) where t is below a half
  return with_underflow({x.low >= 0.0 ? x.low / y.high : x.low / least_y,
                         x.high >= 0.0 ? x.high / least_y : x.high / y.high,
                         x.least / y.high,
                         {(x.error.relative + t) * more, x.error.absolute / least_y * more}});
}

ZONERANK_INLINE Extent ExtentOf::run(int index, int years_back) {
  const Node& node = formula_.node(index);
  switch (node.op) {
    case Op::number:
      return Extent::of_number(node.number);
    case Op::field:
      return source_(formula_.type(index).field, years_back);
    case Op::negate:
      return -run(node.left, years_back);
    case Op::previous:
      return run(node.left, years_back + 1);
    case Op::growth:
      return growth(run(node.left, years_back), run(node.left, years_back + 1));
    case Op::increase:
      return run(node.left, years_back) + -run(node.left, years_back + 1);
    case Op::log:
      return logarithm(run(node.left, years_back), factor(formula_.type(node.left).unit.scale));
    case Op::absolute: {
      const Extent x = run(node.left, years_back);
      if (x.empty() || x.low >= 0.0) return x;
      return {0.0, x.size(), x.least, x.error, x.whole};
    }
    case Op::mean:
    case Op::min:
    case Op::max:
      return of_present(index, years_back);
    case Op::divide:
      return quotient(run(node.left, years_back), run(node.right, years_back));
    default:
      break;
  }
  const Extent left = run(node.left, years_back);
  if (node.op == Op::multiply) return left * run(node.right, years_back);
  if (node.op != Op::add && node.op != Op::subtract) return left;
  const Extent right = run(node.right, years_back) * factor(formula_.type(index).right_to_left);
  return left + (node.op == Op::add ? right : -right);
}

/// As doubles and with 75 digits the same power of ten, up to where doubles hold it.
ZONERANK_INLINE Extent ExtentOf::factor(const Scale& scale) {
  const int exponent = std::abs(scale.exponent);
  if (exponent > 22) needs_cells_ = true;
  Extent result = Extent::of_number(to_double(scale));
  if (scale.exponent < 0 || scale.denominator != 1 || !result.whole) {
    result.whole = false;
    result.error.relative = 3.0 * ErrorBound::rounding;
  }
  return result;
}

ZONERANK_INLINE Extent ExtentOf::quotient(const Extent& x, const Extent& y) {
  if (x.empty() || y.empty()) return {};
  if (y.is_unsure() || (!(y.low > 0.0) && x.is_unsure())) needs_cells_ = true;
  return x / y;
}

/// x / base - 1. What is less is less than what is subtracted from and 1 together.
ZONERANK_INLINE Extent ExtentOf::growth(const Extent& x, const Extent& base) {
  if (x.empty() || base.empty()) return {};
  if (base.is_unsure()) needs_cells_ = true;
  return x / base + Extent::of_number(-1.0);
}

ZONERANK_INLINE Extent ExtentOf::logarithm(const Extent& x, const Extent& scale) {
  if (x.empty()) return {};
  if (x.is_unsure()) needs_cells_ = true;
  if (!(x.high > 0.0)) return {};
  const double least = least_above_0(x);
  const Extent argument = Extent{least, x.high, least, x.error} * scale;
  const double t = argument.error.relative + argument.error.absolute / argument.low;
  const double low = std::log(argument.low);
  const double high = std::log(argument.high);
  Extent result{low - 1e-9 * std::abs(low),
                high + 1e-9 * std::abs(high),
                0.0,
                {0.0, t < 0.5 ? t * (1.0 + 2.0 * t) : Extent::infinity}};
  return with_rounding(result, 4.0);  // logarithms of the platform are good to two units
}

/// The mean of some of the columns lies between their ends. Its sum has a rounding for each; where
/// signs differ, parts and sums may be greater than it.
ZONERANK_INLINE Extent ExtentOf::of_present(int index, int years_back) {
  Extent all;
  double n = 0.0;
  const auto add = [&](int argument, const Extent& factor) {
    all = hull(all, run(argument, years_back) * factor);
    n += 1.0;
  };
  const auto add_right = [&](int parent) {
    const int right = formula_.node(parent).right;
    if (right >= 0) add(right, factor(formula_.type(parent).right_to_left));
  };
  add_right(index);
  int first = formula_.node(index).left;
  for (; formula_.node(first).op == Op::list; first = formula_.node(first).left) add_right(first);
  add(first, Extent::of_number(1.0));
  if (all.empty() || formula_.node(index).op != Op::mean) return all;
  all.whole = false;
  all.error.relative += n * ErrorBound::rounding;
  if (have_like_signs(all, all)) {
    all.least /= n;
  } else {
    all.error = {0.0, all.error.at(all.size())};
    all.least = 0.0;
  }
  return with_underflow(all);
}

}  // namespace zonerank::detail
