#pragma once
#include "zonerank/analysis/detail/weight_polytope.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(weight_polytope) {

/// A form in all weights but the last, which is 1 less their sum.
ZONERANK_INLINE std::vector<double> without_last(const Vector& d, double sign) {
  std::vector<double> row;
  for (Index j = 0; j + 1 < d.size(); ++j) row.push_back(sign * (d[j] - d[d.size() - 1]));
  return row;
}

ZONERANK_INLINE Vector with_last(const std::vector<double>& x, Index columns) {
  Vector weights(columns);
  double rest = 1.0;
  for (Index j = 0; j + 1 < columns; ++j) {
    weights[j] = x[static_cast<std::size_t>(j)];
    rest -= weights[j];
  }
  weights[columns - 1] = std::max(rest, 0.0);
  return weights;
}

}  // ZONERANK_OWN(weight_polytope)

ZONERANK_INLINE WeightPolytope::WeightPolytope(std::vector<Lead> leads, Index columns,
                                               double tolerance)
    : leads_(std::move(leads)), columns_(columns), tolerance_(tolerance) {}

ZONERANK_INLINE std::optional<WeightPolytope::Margin> WeightPolytope::margin() const {
  // The margin is one more variable, from -most up, so that the last weight alone is a corner.
  double most = 0.0;
  bool any = false;
  for (const Lead& lead : leads_) {
    most = std::max(most, lead.lead.cwiseAbs().maxCoeff());
    any = any || lead.is_strict;
  }
  std::vector<std::vector<double>> a;
  std::vector<double> b;
  for (const Lead& lead : leads_) {
    a.push_back(without_last(lead.lead, -1.0));
    a.back().push_back(lead.is_strict ? 1.0 : 0.0);
    b.push_back(lead.lead[columns_ - 1] + (lead.is_strict ? most : 0.0));
  }
  a.emplace_back(static_cast<std::size_t>(columns_), 1.0);  // the weights' sum
  a.back().back() = 0.0;
  b.push_back(1.0);
  a.emplace_back(static_cast<std::size_t>(columns_), 0.0);  // the margin's end
  a.back().back() = 1.0;
  b.push_back(2.0 * most);
  std::vector<double> c(static_cast<std::size_t>(columns_), 0.0);
  c.back() = 1.0;
  const LinearProgram<double> found = maximize(std::move(a), std::move(b), c, tolerance_);
  if (!found.feasible) return std::nullopt;
  return Margin{any ? found.value - most : missing, with_last(found.x, columns_)};
}

ZONERANK_INLINE Vector WeightPolytope::nearest() const {
  // One more variable a lead: what it falls below 0.
  const std::size_t n = leads_.size();
  const auto free = static_cast<std::size_t>(columns_ - 1);
  std::vector<std::vector<double>> a;
  std::vector<double> b;
  for (std::size_t k = 0; k < n; ++k) {
    a.push_back(without_last(leads_[k].lead, -1.0));
    a.back().resize(free + n, 0.0);
    a.back()[free + k] = -1.0;
    b.push_back(leads_[k].lead[columns_ - 1]);
  }
  a.emplace_back(free + n, 0.0);
  std::fill_n(a.back().begin(), free, 1.0);
  b.push_back(1.0);
  std::vector<double> c(free + n, -1.0);
  std::fill_n(c.begin(), free, 0.0);
  return with_last(maximize(std::move(a), std::move(b), c, tolerance_).x, columns_);
}

ZONERANK_INLINE LinearProgram<double> WeightPolytope::greatest(const Vector& d) {
  if (!corners_) {
    std::vector<std::vector<double>> a;
    std::vector<double> b;
    for (const Lead& lead : leads_) {
      a.push_back(without_last(lead.lead, -1.0));
      b.push_back(lead.lead[columns_ - 1]);
    }
    a.emplace_back(static_cast<std::size_t>(columns_ - 1), 1.0);
    b.push_back(1.0);
    corners_.emplace(std::move(a), std::move(b), static_cast<std::size_t>(columns_ - 1),
                     tolerance_);
  }
  LinearProgram<double> found = corners_->maximize(without_last(d, 1.0));
  found.value = found.feasible ? d[columns_ - 1] + found.value : missing;
  return found;
}

ZONERANK_INLINE std::optional<Vector> WeightPolytope::corner(const Vector& d) {
  const LinearProgram<double> found = greatest(d);
  if (!found.feasible) return std::nullopt;
  return with_last(found.x, columns_);
}

ZONERANK_INLINE std::pair<double, double> WeightPolytope::range(const Vector& d) {
  if (leads_.empty()) return {d.minCoeff(), d.maxCoeff()};
  const double high = greatest(d).value;
  return {-greatest(-d).value, high};
}

/// Newton's method on sum w ln w - barrier * sum ln(lead - least), the barrier ever smaller.
ZONERANK_INLINE Vector WeightPolytope::most_even(double least, const Vector& start) const {
  const auto slack = [&](const Lead& lead, const Vector& w) { return lead.lead.dot(w) - least; };
  // Away from the sides, where the logarithms end.
  const Vector even = Vector::Constant(columns_, 1.0 / static_cast<double>(columns_));
  double share = 0.5;
  for (const Lead& lead : leads_) {
    const double here = slack(lead, start);
    const double there = slack(lead, even);
    if (there < here) share = std::min(share, 0.5 * here / (here - there));
  }
  Vector w = start + share * (even - start);
  const auto value = [&](const Vector& at, double barrier) {
    double sum = 0.0;
    for (Index j = 0; j < columns_; ++j) {
      if (!(at[j] > 0.0)) return std::numeric_limits<double>::infinity();
      sum += at[j] * std::log(at[j]);
    }
    for (const Lead& lead : leads_) {
      const double s = slack(lead, at);
      if (!(s > 0.0)) return std::numeric_limits<double>::infinity();
      sum -= barrier * std::log(s);
    }
    return sum;
  };
  for (double barrier = 0.1; barrier > 1e-10; barrier *= 0.1) {
    for (int step = 0; step < 60; ++step) {
      Vector gradient = w.array().log() + 1.0;
      Matrix hessian = w.cwiseInverse().asDiagonal();
      for (const Lead& lead : leads_) {
        const double s = slack(lead, w);
        gradient -= barrier / s * lead.lead;
        hessian.selfadjointView<Eigen::Lower>().rankUpdate(lead.lead, barrier / (s * s));
      }
      const Eigen::LLT<Matrix, Eigen::Lower> solver(hessian);
      const Vector ones = solver.solve(Vector::Ones(columns_));
      const Vector down = solver.solve(gradient);
      const Vector move = ones * (down.sum() / ones.sum()) - down;  // of sum 0
      const double fall = -gradient.dot(move);
      if (!(fall > 1e-14)) break;
      double length = 1.0;
      const double before = value(w, barrier);
      while (length > 1e-12 && !(value(w + length * move, barrier) <= before - 0.1 * length * fall))
        length *= 0.5;
      if (length <= 1e-12) break;
      w += length * move;
    }
  }
  return w / w.sum();
}

}  // namespace zonerank::detail
