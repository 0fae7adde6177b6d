#pragma once
// Scalars, matrices and the two words every room uses: missing, and index.

#include <Eigen/Core>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

// Matrices cross the library's border, so both sides must allocate them alike. Eigen aligns more
// widely under -mavx or -march=native, unless it is told not to.
#if !defined(ZONERANK_HEADER_ONLY) && EIGEN_MAX_ALIGN_BYTES != 16
#error \
    "zonerank needs -DEIGEN_MAX_ALIGN_BYTES=16 for the whole program, as its CMake target sets it"
#endif

// Inline functions of Eigen are shared by the whole program, whichever side compiled them: both
// must be for the same registers, or the program ends in a segmentation fault.
#if !defined(ZONERANK_HEADER_ONLY) && defined(__AVX__) && !defined(ZONERANK_BUILT_WITH_AVX)
#error "zonerank was built without AVX: leave out -mavx or -march=native, or build it with them too"
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
