#pragma once
// Scalars, matrices and the two words every room uses: missing, and index.

#include <Eigen/Core>
#include <cmath>
#include <cstdint>
#include <limits>

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

}  // namespace zonerank
