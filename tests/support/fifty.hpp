#pragma once
// Seeded matrices on which every method's template is compared at double and at 50 digits.

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <vector>

#include "zonerank/core/random.hpp"
#include "zonerank/core/types.hpp"

namespace zonerank::testing {

using Fifty = boost::multiprecision::cpp_bin_float_50;

inline constexpr double ulp = 0x1p-53;  ///< half the spacing of doubles at 1: one rounding

inline double uniform(std::uint32_t seed, std::uint32_t at) {
  const Philox4 words = philox4x32({at, 0, 0, 0}, {seed, 50});
  return open_uniform(words[0], words[1]);
}

/// Positive values over four magnitudes. Every fifth matrix is ill-conditioned: its second column
/// nearly repeats the first, and its third hardly varies around a large number.
inline Matrix random_matrix(std::uint32_t seed, Index n, Index m) {
  Matrix x(n, m);
  for (Index k = 0; k < x.size(); ++k) {
    x.data()[k] = std::exp(10 * uniform(seed, static_cast<std::uint32_t>(k)) - 3);
  }
  if (seed % 5 == 4 && m >= 3) {
    for (Index i = 0; i < n; ++i) {
      x(i, 1) = x(i, 0) * (1 + 1e-7 * x(i, 1));
      x(i, 2) = 1e6 + 1e-3 * x(i, 2);
    }
  }
  return x;
}

/// f(x) for 1000 matrices of 12 x 6 and ten of 169 x 40.
template <class F>
void for_each_matrix(F&& f) {
  for (std::uint32_t seed = 0; seed < 1000; ++seed) f(random_matrix(seed, 12, 6), seed);
  for (std::uint32_t seed = 0; seed < 10; ++seed) f(random_matrix(seed + 2000, 169, 40), seed);
}

inline std::vector<Fifty> widened(const std::vector<double>& values) {
  return {values.begin(), values.end()};
}

/// |double - exact| in roundings of `scale`.
inline double roundings(double value, const Fifty& exact, const Fifty& scale) {
  return static_cast<double>(abs(exact - value) / abs(scale)) / ulp;
}

}  // namespace zonerank::testing
