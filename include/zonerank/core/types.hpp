#pragma once
// Scalars, matrices and the two words every room uses: missing, and index.

#include "zonerank/core/detail/eigen_level.hpp"

#include <Eigen/Core>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

// Both sides of the library's border must see the same Eigen.
#if !defined(ZONERANK_HEADER_ONLY) && (defined(EIGEN_VECTORIZE_AVX) || EIGEN_MAX_ALIGN_BYTES != 16)
#error \
    "Eigen was included for AVX before zonerank: include a header of zonerank first in every file, or \
build with the target zonerank::zonerank or the flags of pkg-config, which see to it"
#endif

namespace zonerank {

using Index = Eigen::Index;
using Matrix = Eigen::MatrixXd;  ///< column-major: one indicator is one contiguous column
using Vector = Eigen::VectorXd;
using MatrixRef = Eigen::Ref<const Matrix>;
using VectorRef = Eigen::Ref<const Vector>;

__extension__ typedef __int128 Int128;  ///< exact sums of int64 amounts

/// A value that is not there. Never zero.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

inline bool is_missing(double value) { return std::isnan(value); }

/// Of an indicator: which way is better.
enum class Direction { more_is_better, less_is_better };

namespace detail {

/// A column where it lies.
inline std::span<const double> column(const MatrixRef& x, Index j) {
  return {x.col(j).data(), static_cast<std::size_t>(x.rows())};
}

}  // namespace detail
}  // namespace zonerank
