#pragma once
// Sobol' points: low-discrepancy points of [0, 1)^d, plain or scrambled.

#include <cstdint>
#include <optional>

#include "zonerank/core/types.hpp"

namespace zonerank {

/// The first n points, one a row, in d <= 3667 dimensions; direction numbers of Joe and Kuo, Gray
/// code order, the origin first. With `scramble` each dimension is permuted by nested (Owen)
/// scrambling from a hash of the seed and the dimension, and points lie in the middle of their
/// 2^-32 cells: every seed, 0 too, gives another randomised set with the same discrepancy.
/// @throws Error wrong-shape if n or d is out of range
///
/// Sources: Joe, Kuo (2008), Constructing Sobol sequences with better two-dimensional projections;
/// Owen (1998), Scrambling Sobol and Niederreiter-Xing points; Burley (2020), Practical hash-based
/// Owen scrambling.
Matrix sobol_points(Index n, Index dimensions, std::optional<std::uint64_t> scramble = {});

}  // namespace zonerank
