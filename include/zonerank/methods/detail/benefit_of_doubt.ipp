#pragma once
// Benefit of the doubt: a linear program for every zone.

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/methods/detail/best_weights.hpp"
#include "zonerank/methods/detail/zone_comparison.hpp"
#include "zonerank/stats/linear_program.hpp"

namespace zonerank {
ZONERANK_OWN(benefit_of_doubt) {

constexpr double tolerance = 1e-11;
constexpr double nearly_one = 1.0 - 1e-9;  ///< a score above it is 1

/// A list of m numbers, or one for all; `otherwise` where absent.
ZONERANK_INLINE Vector per_indicator(const std::vector<double>& given, const std::string& option,
                                     Index m, double otherwise, double least) {
  if (given.empty()) return Vector::Constant(m, otherwise);
  if (std::ssize(given) != m) {
    fail(Code::bad_option, option, words("{0} numbers", "{0} 个数", {given.size()}),
         {words("one for each of the {0} indicators", "{0} 个指标各一个", {m})});
  }
  for (const double x : given) {
    if (x >= least && !std::isnan(x)) continue;
    fail(Code::bad_option, option, shortest(x),
         {words("numbers of {0} or more", "不小于 {0} 的数", {shortest(least)})});
  }
  return Eigen::Map<const Vector>(given.data(), m);
}

/// Zones without a gap, each column over its greatest value, so that bounds are near 1.
struct DecisionUnits {
  std::vector<Index> rows;
  Matrix scores;  ///< rows x m
  Vector scale;   ///< m
};

ZONERANK_INLINE DecisionUnits units_of(const MatrixRef& scores) {
  DecisionUnits units;
  for (Index i = 0; i < scores.rows(); ++i) {
    if (scores.row(i).array().isNaN().any()) continue;
    units.rows.push_back(i);
    for (Index j = 0; j < scores.cols(); ++j) {
      if (scores(i, j) >= 0.0) continue;
      fail(Code::bad_score, Place::of_zone(std::to_string(i)).with_column(std::to_string(j)),
           shortest(scores(i, j)),
           {words("benefit of the doubt", "效益疑点法"), Argument::name(">= 0")});
    }
  }
  units.scores = scores(units.rows, Eigen::all);
  units.scale = Vector::Ones(scores.cols());
  for (Index j = 0; j < scores.cols() && !units.rows.empty(); ++j) {
    const double greatest = units.scores.col(j).maxCoeff();
    if (greatest > 0.0) units.scale[j] = greatest;
    units.scores.col(j) /= units.scale[j];
  }
  return units;
}

ZONERANK_INLINE std::vector<std::vector<double>> rows_of(const Matrix& x) {
  std::vector<std::vector<double>> result(static_cast<std::size_t>(x.rows()));
  for (Index i = 0; i < x.rows(); ++i) {
    for (Index j = 0; j < x.cols(); ++j) result[static_cast<std::size_t>(i)].push_back(x(i, j));
  }
  return result;
}

struct Best {
  double value = 0.0;
  std::vector<double> weights;
};

/// Weights within bounds; u = low + v with v >= 0.
class BoundedWeights {
 public:
  BoundedWeights(const DecisionUnits& units, const BenefitOfDoubt& method)
      : scores_(units.scores), whole_(rows_of(units.scores)), method_(method) {
    const Index m = scores_.cols();
    low_ = per_indicator(method.weight_low, "weight_low", m, 0.0, 0.0).cwiseProduct(units.scale);
    high_ = per_indicator(method.weight_high, "weight_high", m,
                          std::numeric_limits<double>::infinity(), 0.0)
                .cwiseProduct(units.scale);
    if ((low_.array() > high_.array()).any()) {
      fail(Code::bad_option,
           words("{0} and {1}", "{0} 与 {1}",
                 {Argument::name("weight_low"), Argument::name("weight_high")}),
           words("a low bound above the high one", "下限高于上限"),
           {words("weight_low <= weight_high for every indicator",
                  "每个指标都满足 weight_low <= weight_high")});
    }
    const Vector least = scores_ * low_;
    Index zone = 0;
    if (least.size() > 0 && least.maxCoeff(&zone) > 1.0 + 1e-12) {
      fail(Code::bad_option, "weight_low",
           words("zone {0} scores {1} under it", "第 {0} 行的高新区在其下得 {1}",
                 {units.rows[zone_at(zone)], shortest(least[zone])}),
           {words(
               "weights under which no zone scores above 1: lower bounds, or scores scaled to 0..1",
               "使任何高新区得分都不超过 1 的权重：请降低下限，或使用 0..1 的得分")});
    }
  }

  Best operator()(Index k) const {
    const auto m = static_cast<std::size_t>(scores_.cols());
    std::vector<std::vector<double>> a = whole_;
    std::vector<double> b;
    for (Index i = 0; i < scores_.rows(); ++i) {
      b.push_back(std::max(0.0, 1.0 - scores_.row(i).dot(low_)));
    }
    const std::vector<double>& own = whole_[static_cast<std::size_t>(k)];
    for (std::size_t j = 0; j < m; ++j) {
      const auto at = static_cast<Index>(j);
      if (std::isfinite(high_[at])) {
        a.emplace_back(m, 0.0);
        a.back()[j] = 1.0;
        b.push_back(high_[at] - low_[at]);
      }
      if (!(method_.share_low > 0.0 || method_.share_high < 1.0)) continue;
      std::vector<double> low, high;  // share_low sum <= part <= share_high sum
      for (std::size_t l = 0; l < m; ++l) {
        low.push_back(method_.share_low * own[l] - (l == j ? own[l] : 0.0));
        high.push_back((l == j ? own[l] : 0.0) - method_.share_high * own[l]);
      }
      a.push_back(std::move(low));
      a.push_back(std::move(high));
      b.insert(b.end(), 2, 0.0);
    }
    const auto solved = detail::maximize(std::move(a), std::move(b), own, tolerance);
    Best best{solved.value + scores_.row(k).dot(low_), solved.x};
    for (std::size_t j = 0; j < m; ++j) best.weights[j] += low_[static_cast<Index>(j)];
    return best;
  }

 private:
  static std::size_t zone_at(Index k) { return static_cast<std::size_t>(k); }

  const Matrix& scores_;
  std::vector<std::vector<double>> whole_;
  const BenefitOfDoubt& method_;
  Vector low_, high_;
};

/// 1 / (1 + beta), beta the furthest that a mixture of zones is ahead of zone k along `direction`:
/// max beta with beta d <= sum_i l_i (s_i - s_k), sum l <= 1, l >= 0.
ZONERANK_INLINE double directional_score(const Matrix& scores, const Vector& direction, Index k) {
  const Index n = scores.rows();
  const auto others = static_cast<std::size_t>(n);
  std::vector<std::vector<double>> a;
  for (Index j = 0; j < scores.cols(); ++j) {
    a.emplace_back(others + 1);
    for (Index i = 0; i < n; ++i) {
      a.back()[static_cast<std::size_t>(i)] = scores(k, j) - scores(i, j);
    }
    a.back()[others] = direction[j];
  }
  a.emplace_back(others + 1, 1.0);
  a.back()[others] = 0.0;
  std::vector<double> b(a.size(), 0.0), c(others + 1, 0.0);
  b.back() = 1.0;
  c[others] = 1.0;
  return 1.0 / (1.0 + detail::maximize(std::move(a), std::move(b), c, tolerance).value);
}

ZONERANK_INLINE void check_shares(const BenefitOfDoubt& method, Index m) {
  const auto columns = static_cast<double>(m);
  const bool shares = method.share_low > 0.0 || method.share_high < 1.0;
  const bool weights = !method.weight_low.empty() || !method.weight_high.empty();
  if (!(method.share_low * columns <= 1.0 + 1e-12 && method.share_high * columns >= 1.0 - 1e-12)) {
    fail(Code::bad_option,
         words("{0} and {1}", "{0} 与 {1}",
               {Argument::name("share_low"), Argument::name("share_high")}),
         words("{0} and {1}", "{0} 与 {1}",
               {shortest(method.share_low), shortest(method.share_high)}),
         {words("bounds that parts of {0} indicators can add up to 1 within",
                "使 {0} 个指标的份额之和可为 1 的上下限", {m})});
  }
  if (int{shares} + int{weights} + int{!method.direction.empty()} > 1) {
    fail(Code::bad_option, "bod",
         words("more than one of bounds of shares, bounds of weights, direction",
               "同时给出份额上下限、权重上下限、方向中的多项"),
         {words("share_low and share_high, or weight_low and weight_high, or direction",
                "share_low 与 share_high，或 weight_low 与 weight_high，或 direction")});
  }
}

}  // ZONERANK_OWN(benefit_of_doubt)

ZONERANK_INLINE BenefitResult benefit_of_doubt(const MatrixRef& scores,
                                               const BenefitOfDoubt& method) {
  const Index m = scores.cols();
  detail::check_not_empty("scores", scores);
  check_choice(Aggregation(method));
  check_shares(method, m);
  BenefitResult result{
      Vector::Constant(scores.rows(), missing), Matrix::Constant(scores.rows(), m, missing), 0, {}};
  const DecisionUnits units = units_of(scores);
  const auto count = [&](Index i, double score) {
    result.scores[i] = score > nearly_one ? 1.0 : score;
    result.at_one += score > nearly_one ? 1 : 0;
  };
  if (!method.direction.empty()) {
    const Vector direction = per_indicator(method.direction, "direction", m, 1.0, 0.0);
    if (!(direction.maxCoeff() > 0.0) || !direction.allFinite()) {
      fail(Code::bad_option, "direction", words("no finite number above 0", "没有大于 0 的有限数"),
           {words("at least one above 0", "至少一个大于 0")});
    }
    for (Index k = 0; k < std::ssize(units.rows); ++k) {
      count(units.rows[static_cast<std::size_t>(k)],
            directional_score(units.scores, direction.cwiseQuotient(units.scale), k));
    }
    return result;
  }
  const bool bounded = method.share_low > 0.0 || method.share_high < 1.0 ||
                       !method.weight_low.empty() || !method.weight_high.empty();
  const BoundedWeights general(units, method);
  detail::BestWeights fast(units.scores);
  for (Index k = 0; k < std::ssize(units.rows); ++k) {
    const Index i = units.rows[static_cast<std::size_t>(k)];
    Best best;
    if (bounded || !fast.solve(k, best.value, best.weights)) best = general(k);
    if (!(best.value > tolerance)) {
      result.infeasible.push_back(i);
      continue;
    }
    count(i, best.value);
    for (Index j = 0; j < m; ++j) {
      result.weights(i, j) = best.weights[static_cast<std::size_t>(j)] / units.scale[j];
    }
  }
  return result;
}

ZONERANK_INLINE Vector detail::compare_zones(const BenefitOfDoubt& method, const MatrixRef& scores,
                                             const VectorRef&) {
  return 100.0 * benefit_of_doubt(scores, method).scores;
}

}  // namespace zonerank
