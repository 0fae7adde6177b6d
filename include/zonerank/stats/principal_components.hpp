#pragma once
// Principal components of a table, whether it suits them, and rotation of loadings.

#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/stats/symmetric.hpp"

namespace zonerank {

namespace detail {

/// Kaiser's varimax rotation of loadings (rows x factors, Kaiser-normalized) by plane rotations
/// until no angle is above `tolerance`.
///
/// Source: Kaiser (1958), The varimax criterion for analytic rotation in factor analysis.
template <class T>
void varimax(std::vector<std::vector<T>>& factors, const T& tolerance) {
  using std::abs;
  using std::atan2;
  using std::cos;
  using std::sin;
  using std::sqrt;
  if (factors.size() < 2) return;
  const std::size_t m = factors[0].size();
  std::vector<T> length(m, T(0));
  for (const auto& factor : factors) {
    for (std::size_t j = 0; j < m; ++j) length[j] += factor[j] * factor[j];
  }
  for (T& h : length) h = h > T(0) ? T(sqrt(h)) : T(1);
  for (auto& factor : factors) {
    for (std::size_t j = 0; j < m; ++j) factor[j] /= length[j];
  }
  for (int sweep = 0; sweep < 1000; ++sweep) {
    bool moved = false;
    for (std::size_t p = 0; p + 1 < factors.size(); ++p) {
      for (std::size_t q = p + 1; q < factors.size(); ++q) {
        T a(0), b(0), c(0), d(0);
        for (std::size_t j = 0; j < m; ++j) {
          const T x = factors[p][j], y = factors[q][j];
          const T u = x * x - y * y, v = 2 * x * y;
          a += u;
          b += v;
          c += u * u - v * v;
          d += 2 * u * v;
        }
        const auto n = T(static_cast<long>(m));
        const T angle = atan2(T(d - 2 * a * b / n), T(c - (a * a - b * b) / n)) / 4;
        if (!(abs(angle) > tolerance)) continue;
        moved = true;
        const T cosine = cos(angle), sine = sin(angle);
        for (std::size_t j = 0; j < m; ++j) {
          const T x = factors[p][j], y = factors[q][j];
          factors[p][j] = cosine * x + sine * y;
          factors[q][j] = cosine * y - sine * x;
        }
      }
    }
    if (!moved) break;
  }
  for (auto& factor : factors) {
    for (std::size_t j = 0; j < m; ++j) factor[j] *= length[j];
  }
}

}  // namespace detail

/// Principal components of the correlation matrix of a table.
struct PrincipalComponents {
  Vector eigenvalues;         ///< descending; they add up to the number of columns
  Matrix vectors;             ///< columns x components, each of length 1
  Vector explained;           ///< share of the variance, in [0, 1]
  Index n = 0;                ///< rows without a gap, which alone are used
  double kmo = missing;       ///< Kaiser-Meyer-Olkin measure of sampling adequacy, in [0, 1]
  Vector kmo_of_columns;      ///< the same of each column
  double bartlett = missing;  ///< chi squared of Bartlett's test that nothing is correlated
  double bartlett_degrees = missing;
  double bartlett_p = missing;
};

/// @param x  rows x columns; rows with a gap are left out. KMO and Bartlett's test are NaN where a
///           column is a combination of the others.
/// The sign of a component is such that its entry of greatest magnitude is positive.
/// @throws Error undefined-weights with fewer than 3 whole rows, or a column that does not vary
///
/// Sources: Kaiser (1974), An index of factorial simplicity; Bartlett (1951), The effect of
/// standardization on a chi-square approximation in factor analysis.
PrincipalComponents principal_components(const MatrixRef& x);

/// The first component's vector alone, of length 1 and either sign: a third of the work.
/// @throws Error as principal_components()
Vector first_component(const MatrixRef& x);

/// Loadings (columns x factors) after Kaiser's varimax rotation; each factor's sign is such that
/// its loadings add up to 0 or more, and factors stand by the variance they explain.
Matrix varimax(const MatrixRef& loadings);

}  // namespace zonerank
