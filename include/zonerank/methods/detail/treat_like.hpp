#pragma once
// Outliers of other years, where a scaling was learned of one year alone.

#include <span>
#include <string>

#include "zonerank/methods/treat.hpp"

namespace zonerank::detail {

/// Values of another year on the scale of those that `year` becomes by treat(): outliers are moved
/// in among their own zones; where a column of `year` is transformed, so are they, by the same
/// constants. A value beyond the end of `year` where the logarithm would end counts as that end.
/// @param methods  one for all, or one a column
/// @throws Error undefined-score, with row, column and value
Matrix treat_like(const MatrixRef& year, const MatrixRef& other, std::span<const Treatment> methods,
                  std::span<const std::string> rows, std::span<const std::string> columns);

}  // namespace zonerank::detail
