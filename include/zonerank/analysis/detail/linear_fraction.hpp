#pragma once
// Formulas as functions of some figures, the quotient of two linear forms, and where they hold.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace zonerank::detail {

/// A constant, then one factor a figure; absent factors are 0.
using Coefficients = std::vector<double>;

inline double value_at(const Coefficients& form, std::span<const double> figures) {
  double sum = form[0];
  for (std::size_t k = 1; k < form.size(); ++k) sum += form[k] * figures[k - 1];
  return sum;
}

/// The figures that formulas are followed in.
struct FollowedFigures {
  std::vector<double> today;
  /// Formulas hold where each of these has the sign that it has today.
  std::vector<Coefficients> decisions = {};
  bool is_known = true;  ///< false: a formula is no quotient of two linear forms
};

/// A number that may depend on some figures: one linear form over another.
class LinearFraction {
 public:
  LinearFraction() = default;
  template <std::integral I>
  LinearFraction(I whole) : over_{static_cast<double>(whole)} {}
  explicit LinearFraction(double constant) : over_{constant} {}

  /// The figure `k` itself; `all` must outlive what is computed of it.
  static LinearFraction variable(FollowedFigures& all, std::size_t k) {
    LinearFraction x;
    x.over_.assign(k + 2, 0.0);
    x.over_[k + 1] = 1.0;
    x.followed_ = &all;
    return x;
  }

  const Coefficients& over() const { return over_; }
  const Coefficients& under() const { return under_; }
  double at(std::span<const double> figures) const {
    return value_at(over_, figures) / value_at(under_, figures);
  }
  bool is_constant() const { return followed_ == nullptr; }

  explicit operator double() const {
    return is_constant() ? over_[0] / under_[0] : at(followed_->today);
  }

  LinearFraction operator-() const {
    LinearFraction x = *this;
    x.over_ = sum({0.0}, over_, -1.0);
    return x;
  }
  friend LinearFraction operator+(const LinearFraction& p, const LinearFraction& q) {
    if (q.is_constant()) return p.with(sum(p.over_, p.under_, static_cast<double>(q)), p.under_);
    if (p.is_constant()) return q + p;
    const auto scale = ratio(p.under_, q.under_);
    if (!scale.second) return unknown(p, q);
    return p.with(sum(p.over_, q.over_, scale.first), p.under_);
  }
  friend LinearFraction operator-(const LinearFraction& p, const LinearFraction& q) {
    return p + -q;
  }
  friend LinearFraction operator*(const LinearFraction& p, const LinearFraction& q) {
    if (q.is_constant()) return p.with(sum({0.0}, p.over_, static_cast<double>(q)), p.under_);
    return p.is_constant() ? q * p : unknown(p, q);
  }
  friend LinearFraction operator/(const LinearFraction& p, const LinearFraction& q) {
    if (q.is_constant()) return p.with(p.over_, sum({0.0}, p.under_, static_cast<double>(q)));
    if (p.is_constant()) return q.with(sum({0.0}, q.under_, static_cast<double>(p)), q.over_);
    const auto scale = ratio(p.under_, q.under_);
    return scale.second ? p.with(p.over_, sum({0.0}, q.over_, scale.first)) : unknown(p, q);
  }
  LinearFraction& operator+=(const LinearFraction& q) { return *this = *this + q; }
  LinearFraction& operator-=(const LinearFraction& q) { return *this = *this - q; }
  LinearFraction& operator*=(const LinearFraction& q) { return *this = *this * q; }
  LinearFraction& operator/=(const LinearFraction& q) { return *this = *this / q; }

  /// As today.
  friend bool operator<(const LinearFraction& p, const LinearFraction& q) {
    decide(p, q);
    return static_cast<double>(p) < static_cast<double>(q);
  }
  friend bool operator>(const LinearFraction& p, const LinearFraction& q) { return q < p; }
  friend bool operator==(const LinearFraction& p, const LinearFraction& q) {
    decide(p, q);
    return static_cast<double>(p) == static_cast<double>(q);
  }

  friend LinearFraction abs(const LinearFraction& x) { return x < LinearFraction(0) ? -x : x; }
  friend LinearFraction log(const LinearFraction& x) {
    return x.is_constant() ? LinearFraction(std::log(static_cast<double>(x))) : unknown(x, x);
  }

 private:
  /// p + factor q
  static Coefficients sum(Coefficients p, const Coefficients& q, double factor) {
    if (p.size() < q.size()) p.resize(q.size(), 0.0);
    for (std::size_t k = 0; k < q.size(); ++k) p[k] += factor * q[k];
    return p;
  }
  /// By what q is to be multiplied to be p, and whether it can be.
  static std::pair<double, bool> ratio(const Coefficients& p, const Coefficients& q) {
    const auto of = [](const Coefficients& form, std::size_t k) {
      return k < form.size() ? form[k] : 0.0;
    };
    std::size_t at = 0;
    while (at < q.size() && q[at] == 0.0) ++at;
    if (at == q.size()) return {0.0, false};
    for (std::size_t k = 0; k < std::max(p.size(), q.size()); ++k) {
      if (of(p, k) * q[at] != of(q, k) * of(p, at)) return {0.0, false};
    }
    return {of(p, at) / q[at], true};
  }
  LinearFraction with(Coefficients over, Coefficients under) const {
    LinearFraction x;
    x.over_ = std::move(over);
    x.under_ = std::move(under);
    x.followed_ = followed_;
    return x;
  }
  static LinearFraction unknown(const LinearFraction& p, const LinearFraction& q) {
    const LinearFraction& one = p.is_constant() ? q : p;
    one.followed_->is_known = false;
    return one.with({std::numeric_limits<double>::quiet_NaN()}, {1.0});
  }
  static void decide(const LinearFraction& p, const LinearFraction& q) {
    const LinearFraction difference = p - q;
    if (difference.is_constant()) return;
    difference.followed_->decisions.push_back(difference.over_);
    difference.followed_->decisions.push_back(difference.under_);
  }

  Coefficients over_{0.0}, under_{1.0};
  FollowedFigures* followed_ = nullptr;  ///< none: a constant
};

}  // namespace zonerank::detail
