#pragma once
#include "zonerank/stats/principal_components.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <numeric>

#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/stats/correlation.hpp"
#include "zonerank/stats/detail/table_moments.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(principal_components) {

ZONERANK_INLINE Matrix whole_rows(const MatrixRef& x) {
  Matrix result(x.rows(), x.cols());
  Index n = 0;
  for (Index i = 0; i < x.rows(); ++i) {
    if (!x.row(i).array().isNaN().any()) result.row(n++) = x.row(i);
  }
  return result.topRows(n);
}

/// Correlations against partial ones: near 1 where columns share what they vary by.
ZONERANK_INLINE void measure_adequacy(const Matrix& r, PrincipalComponents& result) {
  const Index m = r.cols();
  const double determinant = r.determinant();
  if (m < 2 || !(determinant > 1e-14)) return;
  const Matrix inverse = r.inverse();
  result.kmo_of_columns = Vector::Zero(m);
  double all_r = 0.0;
  double all_partial = 0.0;
  for (Index j = 0; j < m; ++j) {
    double own_r = 0.0;
    double own_partial = 0.0;
    for (Index k = 0; k < m; ++k) {
      if (k == j) continue;
      own_r += r(j, k) * r(j, k);
      own_partial += inverse(j, k) * inverse(j, k) / (inverse(j, j) * inverse(k, k));
    }
    result.kmo_of_columns[j] = own_r / (own_r + own_partial);
    all_r += own_r;
    all_partial += own_partial;
  }
  result.kmo = all_r / (all_r + all_partial);
  const auto columns = static_cast<double>(m);
  result.bartlett =
      -(static_cast<double>(result.n) - 1.0 - (2.0 * columns + 5.0) / 6.0) * std::log(determinant);
  result.bartlett_degrees = columns * (columns - 1.0) / 2.0;
  if (!(result.bartlett >= 0.0)) return;
  const boost::math::chi_squared distribution(result.bartlett_degrees);
  result.bartlett_p = boost::math::cdf(boost::math::complement(distribution, result.bartlett));
}

ZONERANK_INLINE void refuse_infinite(const MatrixRef& x) {
  for (Index j = 0; j < x.cols(); ++j) {
    if (!x.col(j).array().isInf().any()) continue;
    fail(
        Code::undefined_weights, Place::in_column(std::to_string(j)), Argument::name("pca"),
        {words("it has an infinite value, and needs finite ones", "有无穷大的数值，而须为有限数")});
  }
}

/// @param n  rows without a gap
ZONERANK_INLINE Matrix correlations_of_whole_rows(const MatrixRef& x, Index& n) {
  detail::check_not_empty("values", x);
  const auto moments = detail::table_moments(x);
  if (!moments) refuse_infinite(x);
  if (!moments && x.hasNaN()) {
    const Matrix whole = whole_rows(x);
    if (whole.rows() > 0) return correlations_of_whole_rows(whole, n);
  }
  n = moments || !x.hasNaN() ? x.rows() : 0;
  if (n < 3) {
    fail(Code::undefined_weights, words("principal components", "主成分"), Argument::name("pca"),
         {words("only {0} rows have no gap, and 3 are needed",
                "没有缺失的行只有 {0} 行，而须有 3 行", {n})});
  }
  Matrix r = moments ? moments->correlation : correlation_matrix(x);
  for (Index j = 0; j < x.cols(); ++j) {
    if (!is_missing(r(j, j))) continue;
    fail(Code::undefined_weights, Place::in_column(std::to_string(j)), Argument::name("pca"),
         {words("the column is the same in all rows without a gap",
                "在没有缺失的各行中该列数值相同")});
  }
  return r;
}

/// The greatest eigenvalue of a symmetric tridiagonal matrix. Beyond it, and only there, all pivots
/// of the matrix less a point are below 0 (Sturm); several points at a time cut the interval.
ZONERANK_INLINE double greatest_eigenvalue(const Vector& diagonal, const Vector& beside) {
  constexpr std::size_t points = 8;
  constexpr int cuts = 18;  // 9^18 > 2^53
  const Index m = diagonal.size();
  Vector reach = diagonal;  // Gershgorin's discs
  reach.head(m - 1) += beside.cwiseAbs();
  reach.tail(m - 1) += beside.cwiseAbs();
  double low = diagonal.maxCoeff();
  double high = reach.maxCoeff();
  for (int cut = 0; cut < cuts; ++cut) {
    const double step = (high - low) / (points + 1);
    double point[points], pivot[points], highest[points];
    for (std::size_t k = 0; k < points; ++k) {
      point[k] = low + step * static_cast<double>(k + 1);
      pivot[k] = highest[k] = diagonal[0] - point[k];
    }
    for (Index i = 1; i < m; ++i) {
      const double square = beside[i - 1] * beside[i - 1];
      for (std::size_t k = 0; k < points; ++k) {
        pivot[k] = diagonal[i] - point[k] - square / pivot[k];
        highest[k] = pivot[k] < highest[k] ? highest[k] : pivot[k];  // of NaN, which is 0 / 0, too
      }
    }
    for (std::size_t k = 0; k < points; ++k) {
      if (highest[k] < 0.0) {
        high = point[k];
        break;
      }
      low = point[k];
    }
  }
  return high;
}

}  // ZONERANK_OWN(principal_components)

ZONERANK_INLINE Vector first_component(const MatrixRef& x) {
  Index n = 0;
  Matrix r = correlations_of_whole_rows(x, n);
  const Eigen::Tridiagonalization<Matrix> tridiagonal(r);
  // Inverse iteration: at a shift this near the eigenvalue a turn leaves of all other components
  // the millionth part, and of a start that lacks the first one rounding brings it in.
  constexpr double beside = 0x1p-49;
  constexpr int turns = 3;
  r.diagonal().array() -=
      greatest_eigenvalue(tridiagonal.diagonal(), tridiagonal.subDiagonal()) * (1.0 + beside);
  const Eigen::PartialPivLU<Matrix> factored(r);
  Vector v = Vector::LinSpaced(r.rows(), 1.0, 2.0);
  for (int turn = 0; turn < turns; ++turn) v = factored.solve(v).normalized();
  return v;
}

ZONERANK_INLINE PrincipalComponents principal_components(const MatrixRef& x) {
  PrincipalComponents result;
  const Matrix r = correlations_of_whole_rows(x, result.n);
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(r);
  const Index m = r.cols();
  result.eigenvalues = solver.eigenvalues().reverse().cwiseMax(0.0);
  result.vectors = solver.eigenvectors().rowwise().reverse();
  result.explained = result.eigenvalues / static_cast<double>(m);
  for (Index k = 0; k < m; ++k) {
    Index largest = 0;
    for (Index i = 1; i < m; ++i) {
      // Magnitudes that differ by rounding alone are equal: the first of them decides.
      const double beyond = std::abs(result.vectors(largest, k)) * (1.0 + 1e-8);
      if (std::abs(result.vectors(i, k)) > beyond) largest = i;
    }
    if (result.vectors(largest, k) < 0.0) result.vectors.col(k) *= -1.0;
  }
  result.kmo_of_columns = Vector::Constant(m, missing);
  measure_adequacy(r, result);
  return result;
}

ZONERANK_INLINE Matrix varimax(const MatrixRef& loadings) {
  detail::check_not_empty("loadings", loadings);
  for (Index k = 0; k < loadings.cols(); ++k)
    detail::check_finite(words("loadings, column {0}, entry ", "loadings，第 {0} 列，元素 ", {k}),
                         loadings.col(k));
  std::vector<std::vector<double>> factors;
  for (Index k = 0; k < loadings.cols(); ++k) {
    factors.emplace_back(loadings.col(k).begin(), loadings.col(k).end());
  }
  detail::varimax(factors, 1e-15);
  std::vector<double> explained;
  for (auto& factor : factors) {
    explained.push_back(detail::dot<double>(factor, factor));
    if (detail::sum_of<double>(factor) >= 0.0) continue;
    for (double& entry : factor) entry = -entry;
  }
  std::vector<std::size_t> order(factors.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return explained[a] > explained[b]; });
  Matrix result(loadings.rows(), loadings.cols());
  for (std::size_t k = 0; k < order.size(); ++k) {
    result.col(static_cast<Index>(k)) =
        Eigen::Map<const Vector>(factors[order[k]].data(), loadings.rows());
  }
  return result;
}

}  // namespace zonerank
