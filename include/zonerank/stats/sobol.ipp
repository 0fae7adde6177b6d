#pragma once
#include "zonerank/stats/sobol.hpp"

#include <boost/random/sobol.hpp>

#include "zonerank/core/build.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank {
ZONERANK_OWN(sobol) {

ZONERANK_INLINE std::uint32_t reversed(std::uint32_t x) {
  x = (x & 0x55555555U) << 1 | (x >> 1 & 0x55555555U);
  x = (x & 0x33333333U) << 2 | (x >> 2 & 0x33333333U);
  x = (x & 0x0F0F0F0FU) << 4 | (x >> 4 & 0x0F0F0F0FU);
  x = (x & 0x00FF00FFU) << 8 | (x >> 8 & 0x00FF00FFU);
  return x << 16 | x >> 16;
}

/// A permutation of 32 bits in which every bit depends on the bits below it and on the seed.
ZONERANK_INLINE std::uint32_t permuted(std::uint32_t x, std::uint32_t seed) {
  x ^= x * 0x3D20ADEAU;
  x += seed;
  x *= (seed >> 16) | 1U;
  x ^= x * 0x05526C56U;
  x ^= x * 0x53A22864U;
  return x;
}

}  // ZONERANK_OWN(sobol)

ZONERANK_INLINE Matrix sobol_points(Index n, Index dimensions,
                                    std::optional<std::uint64_t> scramble) {
  constexpr Index most_dimensions = 3667;
  if (n < 1 || n > (Index{1} << 31) || dimensions < 1 || dimensions > most_dimensions) {
    fail(Code::wrong_shape, words("sobol points", "Sobol' 点"),
         words("{0} x {1}", "{0} x {1}", {n, dimensions}),
         {words("1 to 2^31 points in 1 to 3667 dimensions", "1 到 3667 维的 1 到 2^31 个点")});
  }
  constexpr Index most_numbers = Index{1} << 31;
  if (n > most_numbers / dimensions) {
    fail(Code::wrong_shape, words("sobol points", "Sobol' 点"),
         words("{0} x {1}", "{0} x {1}", {n, dimensions}),
         {words("2^31 numbers at most", "至多 2^31 个数")});
  }
  std::vector<std::uint32_t> seeds;
  for (Index k = 0; scramble && k < dimensions; ++k) {
    seeds.push_back(philox4x32(
        {static_cast<std::uint32_t>(k), 0, 0, 0},
        {static_cast<std::uint32_t>(*scramble), static_cast<std::uint32_t>(*scramble >> 32)})[0]);
  }
  boost::random::sobol_engine<std::uint32_t, 32> engine(static_cast<std::size_t>(dimensions));
  Matrix points(n, dimensions);
  for (Index i = 0; i < n; ++i) {
    for (Index k = 0; k < dimensions; ++k) {
      // The engine leaves out the origin.
      std::uint32_t x = i == 0 ? 0U : engine();
      if (scramble) x = reversed(permuted(reversed(x), seeds[static_cast<std::size_t>(k)]));
      points(i, k) = (static_cast<double>(x) + (scramble ? 0.5 : 0.0)) * 0x1p-32;
    }
  }
  return points;
}

}  // namespace zonerank
