#include "score/zone_comparison.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/text.hpp"
#include "zonerank/math/linear_program.hpp"
#include "zonerank/math/statistics.hpp"
#include "zonerank/score/detail/scaling.hpp"

namespace zonerank {
namespace detail {
namespace {

std::span<const double> column(const MatrixRef& x, Index j) {
  return {x.col(j).data(), static_cast<std::size_t>(x.rows())};
}

/// The weighted mean of f(i, j) over what zone i has; NaN where it has nothing.
template <class F>
Vector mean_over_present(const MatrixRef& scores, const VectorRef& weights, const F& f) {
  Vector result = Vector::Constant(scores.rows(), missing);
  for (Index i = 0; i < scores.rows(); ++i) {
    double sum = 0.0;
    double total = 0.0;
    for (Index j = 0; j < scores.cols(); ++j) {
      if (is_missing(scores(i, j)) || weights[j] == 0.0) continue;
      sum += weights[j] * f(i, j);
      total += weights[j];
    }
    if (total > 0.0) result[i] = sum / total;
  }
  return result;
}

std::vector<ColumnFit<double>> samples(const MatrixRef& scores) {
  std::vector<ColumnFit<double>> result;
  for (Index j = 0; j < scores.cols(); ++j) {
    result.push_back(learn_sample<double>(present_values(column(scores, j))));
  }
  return result;
}

}  // namespace

Vector compare_zones(const Wroclaw&, const MatrixRef& scores, const VectorRef& weights) {
  Vector ideal(scores.cols());
  for (Index j = 0; j < scores.cols(); ++j) {
    const std::vector<double> present = present_values(column(scores, j));
    ideal[j] = present.empty() ? missing : *std::max_element(present.begin(), present.end());
  }
  const auto columns = static_cast<double>((weights.array() > 0.0).count());
  Vector distance = mean_over_present(scores, weights, [&](Index i, Index j) {
    return (scores(i, j) - ideal[j]) * (scores(i, j) - ideal[j]);
  });
  distance = (distance * columns).cwiseSqrt();
  const std::vector<double> present = present_values(column(distance, 0));
  if (present.empty()) return distance;
  const double reach =
      mean(present) + 2.0 * (present.size() > 1 ? standard_deviation(present) : 0.0);
  if (!(reach > 0.0)) {  // all zones are at the ideal
    return distance.array().isNaN().select(distance, Vector::Constant(distance.size(), 100.0));
  }
  return (100.0 * (1.0 - distance.array() / reach)).matrix();
}

Vector compare_zones(const RankSumRatio& method, const MatrixRef& scores,
                     const VectorRef& weights) {
  const std::vector<ColumnFit<double>> fits = samples(scores);
  return mean_over_present(scores, weights, [&](Index i, Index j) {
    const ColumnFit<double>& fit = fits[static_cast<std::size_t>(j)];
    const auto n = static_cast<double>(fit.sample.size());
    if (method.integer) return 100.0 * place(fit, scores(i, j), false, TieRule::average) / n;
    const double spread = fit.sample.back() - fit.sample.front();
    const double share = spread > 0.0 ? (scores(i, j) - fit.sample.front()) / spread : 0.5;
    return 100.0 * (1.0 + (n - 1.0) * share) / n;
  });
}

Vector compare_zones(const BordaCount&, const MatrixRef& scores, const VectorRef& weights) {
  const std::vector<ColumnFit<double>> fits = samples(scores);
  return mean_over_present(scores, weights, [&](Index i, Index j) {
    const ColumnFit<double>& fit = fits[static_cast<std::size_t>(j)];
    const auto n = static_cast<double>(fit.sample.size());
    if (n < 2.0) return 100.0;
    return 100.0 * (place(fit, scores(i, j), false, TieRule::average) - 1.0) / (n - 1.0);
  });
}

Vector compare_zones(const BenefitOfDoubt& method, const MatrixRef& scores, const VectorRef&) {
  return 100.0 * benefit_of_doubt(scores, method).scores;
}

}  // namespace detail

BenefitResult benefit_of_doubt(const MatrixRef& scores, const BenefitOfDoubt& method) {
  const Index m = scores.cols();
  const auto columns = static_cast<double>(m);
  if (!(method.share_low * columns <= 1.0 + 1e-12 && method.share_high * columns >= 1.0 - 1e-12)) {
    fail(Code::bad_option, "share_low and share_high",
         shortest(method.share_low) + " and " + shortest(method.share_high),
         {"bounds that parts of " + std::to_string(m) + " indicators can add up to 1 within"});
  }
  BenefitResult result{
      Vector::Constant(scores.rows(), missing), Matrix::Constant(scores.rows(), m, missing), 0, {}};
  // Each column over its greatest value: the bounds of every zone are then near 1.
  Vector scale = Vector::Ones(m);
  std::vector<std::vector<double>> whole;
  std::vector<Index> rows;
  for (Index i = 0; i < scores.rows(); ++i) {
    if (scores.row(i).array().isNaN().any()) continue;
    rows.push_back(i);
    for (Index j = 0; j < m; ++j) {
      if (scores(i, j) < 0.0) {
        fail(Code::bad_score, "zone " + std::to_string(i) + ", column " + std::to_string(j),
             shortest(scores(i, j)), {"benefit of the doubt", ">= 0"});
      }
    }
  }
  for (Index j = 0; j < m; ++j) {
    double greatest = 0.0;
    for (const Index i : rows) greatest = std::max(greatest, scores(i, j));
    if (greatest > 0.0) scale[j] = greatest;
  }
  for (const Index i : rows) {
    whole.emplace_back();
    for (Index j = 0; j < m; ++j) whole.back().push_back(scores(i, j) / scale[j]);
  }
  const bool bounded = method.share_low > 0.0 || method.share_high < 1.0;
  constexpr double tolerance = 1e-11;
  for (std::size_t k = 0; k < whole.size(); ++k) {
    std::vector<std::vector<double>> a = whole;
    std::vector<double> b(a.size(), 1.0);
    for (std::size_t j = 0; bounded && j < static_cast<std::size_t>(m); ++j) {
      std::vector<double> low, high;  // share_low sum <= part <= share_high sum, of the zone's own
      for (std::size_t l = 0; l < static_cast<std::size_t>(m); ++l) {
        low.push_back(method.share_low * whole[k][l] - (l == j ? whole[k][l] : 0.0));
        high.push_back((l == j ? whole[k][l] : 0.0) - method.share_high * whole[k][l]);
      }
      a.push_back(std::move(low));
      a.push_back(std::move(high));
      b.insert(b.end(), 2, 0.0);
    }
    const auto solved = detail::maximize(a, b, whole[k], tolerance);
    const Index i = rows[k];
    if (!(solved.value > tolerance)) {
      result.infeasible.push_back(i);
      continue;
    }
    result.scores[i] = std::min(solved.value, 1.0);
    if (solved.value > 1.0 - 1e-9) {
      result.scores[i] = 1.0;
      ++result.at_one;
    }
    for (Index j = 0; j < m; ++j) {
      result.weights(i, j) = solved.x[static_cast<std::size_t>(j)] / scale[j];
    }
  }
  return result;
}

}  // namespace zonerank
