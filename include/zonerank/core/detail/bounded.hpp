#pragma once
// Doubles with a bound of how far they are from what they stand for: what finds ties.

#include <cmath>
#include <concepts>
#include <limits>

#include "zonerank/core/decimal.hpp"
#include "zonerank/core/types.hpp"

namespace zonerank::detail {

/// The value is, bit by bit, that of the same operations on doubles.
class Bounded {
 public:
  Bounded() = default;
  template <std::integral I>
  Bounded(I whole) : value_(static_cast<double>(whole)) {}
  /// The decimal that the double prints as is at most half a unit of its last bit away.
  explicit Bounded(double decimal)
      : value_(decimal), error_(is_whole(decimal) ? 0.0 : of(decimal)) {}
  Bounded(double value, double error) : value_(value), error_(error) {}

  /// digits / 10^places; without error where both are whole numbers that doubles hold
  static Bounded decimal(Int128 digits, int places) {
    const double value = to_double(digits, places);
    return places == 0 && is_whole(value) ? Bounded(value, 0.0) : Bounded(value, 2.0 * of(value));
  }

  double value() const { return value_; }
  double error() const { return error_; }
  /// Whether what it stands for may be on the other side of 0.
  bool is_unsure() const { return error_ > 0.0 && std::abs(value_) <= error_; }

  explicit operator double() const { return value_; }
  explicit operator long() const { return static_cast<long>(value_); }

  Bounded operator-() const { return {-value_, error_}; }
  friend Bounded operator+(const Bounded& a, const Bounded& b) {
    return rounded(a.value_ + b.value_, a.error_ + b.error_);
  }
  friend Bounded operator-(const Bounded& a, const Bounded& b) {
    return rounded(a.value_ - b.value_, a.error_ + b.error_);
  }
  friend Bounded operator*(const Bounded& a, const Bounded& b) {
    if (b.is_one()) return a;
    if (a.is_one()) return b;
    const double product = a.value_ * b.value_;
    const double vanished = product == 0.0 && a.value_ != 0.0 && b.value_ != 0.0 ? least_step : 0.0;
    return rounded(product, (std::abs(a.value_) + a.error_) * b.error_ +
                                std::abs(b.value_) * a.error_ + vanished);
  }
  friend Bounded operator/(const Bounded& a, const Bounded& b) {
    if (b.is_one()) return a;
    const double quotient = a.value_ / b.value_;
    const double least = std::abs(b.value_) - b.error_;
    const double vanished = quotient == 0.0 && a.value_ != 0.0 ? least_step : 0.0;
    return rounded(quotient, least > 0.0
                                 ? (a.error_ + std::abs(quotient) * b.error_) / least + vanished
                                 : std::numeric_limits<double>::infinity());
  }
  Bounded& operator+=(const Bounded& b) { return *this = *this + b; }
  Bounded& operator-=(const Bounded& b) { return *this = *this - b; }
  Bounded& operator*=(const Bounded& b) { return *this = *this * b; }
  Bounded& operator/=(const Bounded& b) { return *this = *this / b; }

  friend bool operator==(const Bounded& a, const Bounded& b) { return a.value_ == b.value_; }
  friend auto operator<=>(const Bounded& a, const Bounded& b) { return a.value_ <=> b.value_; }

  friend Bounded abs(const Bounded& x) { return {std::abs(x.value_), x.error_}; }
  friend Bounded floor(const Bounded& x) { return {std::floor(x.value_), 0.0}; }
  friend Bounded sqrt(const Bounded& x) {
    const double root = std::sqrt(x.value_);
    return rounded(root, root > 0.0 ? x.error_ / root : std::sqrt(x.error_));
  }
  friend Bounded log(const Bounded& x) {
    const double value = std::log(x.value_);
    const double least = x.value_ - x.error_;
    return function(value,
                    least > 0.0 ? x.error_ / least : std::numeric_limits<double>::infinity());
  }
  friend Bounded exp(const Bounded& x) {
    const double value = std::exp(x.value_);
    return function(value, value * std::expm1(x.error_));
  }
  friend Bounded pow(const Bounded& x, const Bounded& p) {
    const double value = std::pow(x.value_, p.value_);
    if (x.value_ == 0.0 && x.error_ == 0.0) return {value, 0.0};
    const double of_log = x.error_ / (x.value_ - x.error_);
    const double away =
        std::abs(p.value_) * of_log + std::abs(std::log(x.value_)) * p.error_ + p.error_ * of_log;
    return function(value, x.value_ > x.error_ ? std::abs(value) * std::expm1(away)
                                               : std::numeric_limits<double>::infinity());
  }

 private:
  static constexpr double least_step = 0x1p-1074;  ///< between doubles

  bool is_one() const { return value_ == 1.0 && error_ == 0.0; }
  static bool is_whole(double x) { return std::abs(x) < 0x1p53 && x == std::trunc(x); }
  /// Half a unit of the last bit, with a tenth of it for the roundings of the bounds themselves.
  static double of(double x) { return x == 0.0 ? 0.0 : std::abs(x) * 1.1 * 0x1p-53 + least_step; }
  static Bounded rounded(double value, double error) { return {value, error + of(value)}; }
  /// Logarithms and powers of the platform are good to two units.
  static Bounded function(double value, double error) { return {value, error + 4.0 * of(value)}; }

  double value_ = 0.0;
  double error_ = 0.0;
};

}  // namespace zonerank::detail
