#pragma once
// Formulas as functions of one figure: (a + b x) / (c + d x), and where they hold.

#include <cmath>
#include <concepts>
#include <limits>

namespace zonerank::detail {

/// The figures for which every decision of a formula (a denominator above 0, a sign) is as today.
struct FigureDomain {
  double today;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool is_known = true;  ///< false: the formula is no quotient of two straight lines

  /// Nothing changes its sign at `root` inside the domain.
  void end_at(double root) {
    if (!std::isfinite(root)) return;
    if (root < today) low = std::fmax(low, root);
    if (root > today) high = std::fmin(high, root);
    if (root == today) is_known = false;
  }
};

/// A number that may depend on one figure x: (a + b x) / (c + d x).
class Moebius {
 public:
  Moebius() = default;
  template <std::integral I>
  Moebius(I whole) : a_(static_cast<double>(whole)) {}
  explicit Moebius(double constant) : a_(constant) {}

  /// x itself; the domain must outlive what is computed of it.
  static Moebius variable(FigureDomain& domain) {
    Moebius x;
    x.a_ = 0.0;
    x.b_ = 1.0;
    x.domain_ = &domain;
    return x;
  }

  double at(double x) const { return (a_ + b_ * x) / (c_ + d_ * x); }
  bool is_constant() const { return domain_ == nullptr; }
  /// Above 0 where it grows with x.
  double slope_sign() const { return b_ * c_ - a_ * d_; }

  explicit operator double() const { return domain_ == nullptr ? a_ / c_ : at(domain_->today); }

  Moebius operator-() const {
    Moebius x = *this;
    x.a_ = -a_;
    x.b_ = -b_;
    return x;
  }
  friend Moebius operator+(const Moebius& p, const Moebius& q) {
    const bool same_below = p.c_ * q.d_ == q.c_ * p.d_;
    if (!same_below && !p.is_constant() && !q.is_constant()) return unknown(p, q);
    if (q.is_constant()) return p.plus(q.a_ / q.c_);
    if (p.is_constant()) return q.plus(p.a_ / p.c_);
    const double scale = p.c_ != 0.0 ? p.c_ / q.c_ : p.d_ / q.d_;
    return of(p.a_ + q.a_ * scale, p.b_ + q.b_ * scale, p.c_, p.d_, p.domain_);
  }
  friend Moebius operator-(const Moebius& p, const Moebius& q) { return p + -q; }
  friend Moebius operator*(const Moebius& p, const Moebius& q) {
    if (q.is_constant()) return p.times(q.a_ / q.c_);
    if (p.is_constant()) return q.times(p.a_ / p.c_);
    return unknown(p, q);
  }
  friend Moebius operator/(const Moebius& p, const Moebius& q) {
    if (q.is_constant()) return of(p.a_, p.b_, p.c_ * q.a_ / q.c_, p.d_ * q.a_ / q.c_, p.domain_);
    if (p.is_constant()) return of(q.c_ * p.a_ / p.c_, q.d_ * p.a_ / p.c_, q.a_, q.b_, q.domain_);
    if (p.c_ * q.d_ != q.c_ * p.d_) return unknown(p, q);
    const double scale = q.c_ != 0.0 ? p.c_ / q.c_ : p.d_ / q.d_;
    return of(p.a_, p.b_, q.a_ * scale, q.b_ * scale, p.domain_);
  }
  Moebius& operator+=(const Moebius& q) { return *this = *this + q; }
  Moebius& operator-=(const Moebius& q) { return *this = *this - q; }
  Moebius& operator*=(const Moebius& q) { return *this = *this * q; }
  Moebius& operator/=(const Moebius& q) { return *this = *this / q; }

  /// As today; the domain ends where the answer would be another one.
  friend bool operator<(const Moebius& p, const Moebius& q) {
    decide(p, q);
    return static_cast<double>(p) < static_cast<double>(q);
  }
  friend bool operator>(const Moebius& p, const Moebius& q) { return q < p; }
  friend bool operator==(const Moebius& p, const Moebius& q) {
    decide(p, q);
    return static_cast<double>(p) == static_cast<double>(q);
  }

  friend Moebius abs(const Moebius& x) { return x < Moebius(0) ? -x : x; }
  friend Moebius log(const Moebius& x) {
    return x.is_constant() ? Moebius(std::log(static_cast<double>(x))) : unknown(x, x);
  }

 private:
  static Moebius of(double a, double b, double c, double d, FigureDomain* domain) {
    Moebius x;
    x.a_ = a;
    x.b_ = b;
    x.c_ = c;
    x.d_ = d;
    x.domain_ = domain;
    return x;
  }
  static Moebius unknown(const Moebius& p, const Moebius& q) {
    FigureDomain* domain = p.domain_ != nullptr ? p.domain_ : q.domain_;
    domain->is_known = false;
    Moebius x = Moebius(std::numeric_limits<double>::quiet_NaN());
    x.domain_ = domain;
    return x;
  }
  Moebius plus(double constant) const {
    return of(a_ + constant * c_, b_ + constant * d_, c_, d_, domain_);
  }
  Moebius times(double constant) const { return of(a_ * constant, b_ * constant, c_, d_, domain_); }

  static void decide(const Moebius& p, const Moebius& q) {
    const Moebius difference = p - q;
    if (difference.is_constant()) return;
    difference.domain_->end_at(-difference.a_ / difference.b_);
    difference.domain_->end_at(-difference.c_ / difference.d_);
  }

  double a_ = 0.0, b_ = 0.0, c_ = 1.0, d_ = 0.0;
  FigureDomain* domain_ = nullptr;  ///< none: a constant
};

}  // namespace zonerank::detail
