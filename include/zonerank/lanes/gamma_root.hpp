#pragma once
// Cube roots of gamma variates as polynomials of a standard normal.

#include <cmath>
#include <cstddef>

namespace zonerank::detail {

inline constexpr std::size_t gamma_terms = 10;    ///< coefficients of a polynomial
inline constexpr float least_gamma_root = 5.0F;   ///< shapes below have none
inline constexpr double greatest_normal = 4.855;  ///< of a radius of 16 bits

/// Coefficients of the polynomial of a standard normal z whose cube is the quantile at Phi(z) of a
/// gamma of shape a, over a: within 7e-7 of its cube root for a >= 5 and |z| <= 4.9. With t = 1 / a
/// that of z^i is sqrt(t) (odd i) or t (even i) times a polynomial of t, and 1 more for i = 0;
/// these were fitted by least squares to the quantile function over t in (0, 0.2].
inline void gamma_root(double shape, float* to) {
  constexpr std::size_t powers = 6;
  constexpr double table[gamma_terms][powers] = {
      {-1.111111045e-01, -5.762217456e-03, 1.615476976e-03, 5.241582654e-05, 3.359817498e-03,
       -1.719479848e-03},
      {3.333333329e-01, 9.259423106e-03, -1.937850579e-03, -1.095412753e-03, -1.209560017e-03,
       8.098084910e-04},
      {-1.293530525e-08, 3.293951348e-03, 1.682522125e-03, 1.437708520e-03, -7.231310829e-03,
       2.038889670e-03},
      {3.762851071e-10, -3.086548143e-03, -1.707777039e-03, -6.478478382e-04, 9.611709162e-04,
       -7.036086083e-05},
      {3.867257907e-09, 8.225173874e-04, 4.121547475e-04, -2.957164841e-04, 1.942666849e-03,
       -1.052746172e-04},
      {-7.756250209e-11, 2.634117441e-08, -1.300065919e-04, 1.554234040e-06, -1.310843217e-04,
       -1.578626196e-05},
      {-3.747745804e-10, 5.096910505e-08, 2.411526364e-06, 1.154741445e-05, -2.084487203e-04,
       -8.897284700e-05},
      {6.049250061e-12, -2.039700657e-09, 1.076619631e-07, 2.851235970e-06, 2.154694345e-05,
       2.135250783e-05},
      {1.075358766e-11, -1.448623822e-09, 5.444576598e-08, -2.649513105e-06, 2.280791517e-06,
       1.182253327e-05},
      {-1.069303881e-13, 3.426245168e-11, -1.653509489e-09, 2.422239288e-08, 2.961659835e-07,
       -1.974060119e-06}};
  const double t = 1.0 / shape;
  for (std::size_t i = 0; i < gamma_terms; ++i) {
    double sum = 0.0;
    for (std::size_t k = powers; k-- > 0;) sum = sum * t + table[i][k];
    to[i] = static_cast<float>((i % 2 == 1 ? std::sqrt(t) : t) * sum + (i == 0 ? 1.0 : 0.0));
  }
}

}  // namespace zonerank::detail
