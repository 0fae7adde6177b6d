#pragma once
// Numbers of 75 digits that know how far they may be from what they stand for: what decides ties.

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

#include "zonerank/core/types.hpp"

namespace zonerank::detail {

/// A number with a bound of its error. Two are equal where they are no farther apart than their
/// bounds: so 0.1 + 0.2 is 0.3, and what differs in the 40th digit differs.
class Wide {
 public:
  using Number = boost::multiprecision::number<
      boost::multiprecision::cpp_bin_float<250, boost::multiprecision::digit_base_2>,
      boost::multiprecision::et_off>;

  Wide() = default;
  template <std::integral I>
  Wide(I whole) : value_(whole) {}
  /// The decimal that the double prints as: 0.1 is a tenth.
  explicit Wide(double decimal);
  Wide(Number value, long double error) : value_(std::move(value)), error_(error) {}

  /// digits / 10^places, exactly where 75 digits hold it
  static Wide decimal(Int128 digits, int places) {
    const Int128 high = digits / 1'000'000'000;
    const auto low = static_cast<std::int64_t>(digits % 1'000'000'000);
    const Int128 top = high / 1'000'000'000'000'000;
    const auto middle = static_cast<std::int64_t>(high % 1'000'000'000'000'000);
    Number number = static_cast<std::int64_t>(top);
    number = (number * 1'000'000'000'000'000LL + middle) * 1'000'000'000 + low;
    return scaled(std::move(number), -places);
  }

  /// number * 10^exponent
  static Wide scaled(Number number, int exponent) {
    const Number& power = power_of_ten(std::abs(exponent));
    return exponent == 0  ? Wide(std::move(number), 0.0L)
           : exponent > 0 ? rounded(number * power, 0.0L)
                          : rounded(number / power, 0.0L);
  }

  const Number& value() const { return value_; }
  long double error() const { return error_; }
  /// Nothing is known of it.
  bool is_lost() const { return !(error_ < std::numeric_limits<long double>::max()); }

  explicit operator double() const { return static_cast<double>(value_); }
  explicit operator long() const { return static_cast<long>(value_); }

  Wide operator-() const { return {-value_, error_}; }
  friend Wide operator+(const Wide& a, const Wide& b) {
    return rounded(a.value_ + b.value_, a.error_ + b.error_);
  }
  friend Wide operator-(const Wide& a, const Wide& b) {
    return rounded(a.value_ - b.value_, a.error_ + b.error_);
  }
  friend Wide operator*(const Wide& a, const Wide& b) {
    long double error = 0.0L;
    if (a.error_ > 0.0L || b.error_ > 0.0L)
      error = (size(a.value_) + a.error_) * b.error_ + size(b.value_) * a.error_;
    return rounded(a.value_ * b.value_, error);
  }
  friend Wide operator/(const Wide& a, const Wide& b) {
    const long double least =
        size(b.value_) / 2.0L - b.error_;  // size is less than twice too large
    if (!(least > 0.0L)) return lost(a.value_ / b.value_);
    Number quotient = a.value_ / b.value_;
    const long double error = (a.error_ + size(quotient) * b.error_) / least;
    return rounded(std::move(quotient), error);
  }
  Wide& operator+=(const Wide& b) { return *this = *this + b; }
  Wide& operator-=(const Wide& b) { return *this = *this - b; }
  Wide& operator*=(const Wide& b) { return *this = *this * b; }
  Wide& operator/=(const Wide& b) { return *this = *this / b; }

  friend bool operator==(const Wide& a, const Wide& b) {
    return size(a.value_ - b.value_) <= 2.0L * (a.error_ + b.error_);
  }
  friend bool operator<(const Wide& a, const Wide& b) { return a.value_ < b.value_ && !(a == b); }
  friend bool operator>(const Wide& a, const Wide& b) { return b < a; }
  friend bool operator<=(const Wide& a, const Wide& b) { return !(b < a); }
  friend bool operator>=(const Wide& a, const Wide& b) { return !(a < b); }

  friend Wide abs(const Wide& x) { return {boost::multiprecision::abs(x.value_), x.error_}; }
  friend Wide floor(const Wide& x) {  // what is whole but for its error is whole
    return {boost::multiprecision::floor(x.value_ + Number(2.0L * x.error_)), 0.0L};
  }
  friend Wide sqrt(const Wide& x) {
    if (!(x.value_ > 0)) return {0, std::sqrt(x.error_)};
    Number root = boost::multiprecision::sqrt(x.value_);
    const long double error = 2.0L * x.error_ / size(root);
    return rounded(std::move(root), error);
  }
  friend Wide log(const Wide& x) {
    const long double least = size(x.value_) / 2.0L - x.error_;
    if (!(least > 0.0L)) return lost(boost::multiprecision::log(x.value_));
    return rounded(boost::multiprecision::log(x.value_), x.error_ / least);
  }
  friend Wide exp(const Wide& x) {
    Number power = boost::multiprecision::exp(x.value_);
    const long double error = size(power) * std::expm1(x.error_);
    return rounded(std::move(power), error);
  }
  friend Wide pow(const Wide& x, const Wide& p) {
    if (x.value_ == 0 && x.error_ == 0.0L) return p.value_ == 0 ? Wide(1) : Wide(0);
    return exp(p * log(x));
  }

 private:
  /// 2^k > |x|, at most twice |x|; 0 of 0.
  static long double size(const Number& x) {
    if (x == 0) return 0.0L;
    if (!boost::multiprecision::isfinite(x)) return std::numeric_limits<long double>::infinity();
    return std::ldexp(1.0L, static_cast<int>(x.backend().exponent()) + 1);
  }
  /// Of one operation, with room for those that are rounded less well.
  static Wide rounded(Number value, long double error) {
    error += std::ldexp(size(value), -240);
    return {std::move(value), error};
  }
  static Wide lost(Number value) {
    return {std::move(value), std::numeric_limits<long double>::infinity()};
  }
  static const Number& power_of_ten(int exponent) {
    static const std::vector<Number> powers = [] {
      std::vector<Number> table = {1};
      while (table.size() < 400) table.push_back(table.back() * 10);
      return table;
    }();
    return powers[static_cast<std::size_t>(exponent)];
  }

  Number value_ = 0;
  long double error_ = 0.0L;
};

inline Wide::Wide(double decimal) {
  if (!std::isfinite(decimal)) {
    value_ = decimal;
    error_ = std::numeric_limits<long double>::infinity();
    return;
  }
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, decimal, std::chars_format::scientific);
  std::int64_t digits = 0;
  int places = 0;
  int exponent = 0;
  bool fraction = false;
  for (const char* at = text + (*text == '-' ? 1 : 0); at < end.ptr; ++at) {
    if (*at == 'e') {
      std::from_chars(at + (at[1] == '+' ? 2 : 1), end.ptr, exponent);
      break;
    }
    if (*at == '.') {
      fraction = true;
      continue;
    }
    digits = digits * 10 + (*at - '0');
    places += fraction ? 1 : 0;
  }
  *this = scaled(*text == '-' ? -digits : digits, exponent - places);
}

}  // namespace zonerank::detail
