#pragma once
// Dual numbers: a value and its derivatives by K variables, for exact derivatives of what is
// computed on any scalar.

#include <array>
#include <cmath>
#include <compare>
#include <concepts>
#include <cstddef>

namespace zonerank {

/// How two dual numbers of one value compare.
enum class DualOrder {
  value,  ///< they are equal: both ways from a kink the derivative is that of one branch
  along,  ///< the one that grows faster is the greater: a step along the first variable tells them
          ///< apart, and the derivative is one-sided
};

/// value + sum_k tangent_k e_k with e_j e_k = 0.
template <std::size_t K, DualOrder Order = DualOrder::value>
class Dual {
 public:
  static constexpr DualOrder order = Order;

  Dual() = default;
  template <std::integral I>
  Dual(I whole) : value_(static_cast<double>(whole)) {}
  explicit Dual(double constant) : value_(constant) {}

  /// The variable k, 0 <= k < K
  static Dual variable(double value, std::size_t k) {
    Dual x(value);
    x.tangent_.at(k) = 1.0;
    return x;
  }

  double value() const { return value_; }
  double tangent(std::size_t k) const { return tangent_.at(k); }  ///< d value / d variable k

  explicit operator double() const { return value_; }
  explicit operator long() const { return static_cast<long>(value_); }

  Dual operator-() const { return *this * Dual(-1.0); }
  friend Dual operator+(const Dual& a, const Dual& b) {
    return of(a.value_ + b.value_, a, 1.0, b, 1.0);
  }
  friend Dual operator-(const Dual& a, const Dual& b) {
    return of(a.value_ - b.value_, a, 1.0, b, -1.0);
  }
  friend Dual operator*(const Dual& a, const Dual& b) {
    return of(a.value_ * b.value_, a, b.value_, b, a.value_);
  }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const double quotient = a.value_ / b.value_;
    return of(quotient, a, 1.0 / b.value_, b, -quotient / b.value_);
  }
  Dual& operator+=(const Dual& b) { return *this = *this + b; }
  Dual& operator-=(const Dual& b) { return *this = *this - b; }
  Dual& operator*=(const Dual& b) { return *this = *this * b; }
  Dual& operator/=(const Dual& b) { return *this = *this / b; }

  friend bool operator==(const Dual& a, const Dual& b) { return (a <=> b) == 0; }
  friend auto operator<=>(const Dual& a, const Dual& b) {
    if constexpr (Order == DualOrder::along) {
      if (a.value_ == b.value_) return a.tangent_[0] <=> b.tangent_[0];
    }
    return a.value_ <=> b.value_;
  }

  friend Dual abs(const Dual& x) { return x < Dual(0) ? -x : x; }
  friend Dual floor(const Dual& x) { return Dual(std::floor(x.value_)); }
  friend Dual sqrt(const Dual& x) {
    const double root = std::sqrt(x.value_);
    return of(root, x, 0.5 / root);
  }
  friend Dual log(const Dual& x) { return of(std::log(x.value_), x, 1.0 / x.value_); }
  friend Dual exp(const Dual& x) {
    const double power = std::exp(x.value_);
    return of(power, x, power);
  }
  friend Dual pow(const Dual& x, const Dual& p) {
    const double power = std::pow(x.value_, p.value_);
    const double by_exponent = x.value_ > 0.0 ? power * std::log(x.value_) : 0.0;
    return of(power, x, p.value_ * std::pow(x.value_, p.value_ - 1.0), p, by_exponent);
  }

 private:
  static Dual of(double value, const Dual& a, double by_a) {
    Dual result(value);
    for (std::size_t k = 0; k < K; ++k) result.tangent_[k] = by_a * a.tangent_[k];
    return result;
  }
  static Dual of(double value, const Dual& a, double by_a, const Dual& b, double by_b) {
    Dual result(value);
    for (std::size_t k = 0; k < K; ++k)
      result.tangent_[k] = by_a * a.tangent_[k] + by_b * b.tangent_[k];
    return result;
  }

  double value_ = 0.0;
  std::array<double, K> tangent_{};
};

}  // namespace zonerank
