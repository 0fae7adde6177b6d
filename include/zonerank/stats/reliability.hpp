#pragma once
// Do the columns of a table measure one thing?

#include "zonerank/core/types.hpp"

namespace zonerank {

struct Reliability {
  double raw = missing;           ///< k / (k - 1) (1 - sum of variances / variance of the sum)
  double standardized = missing;  ///< k mean r / (1 + (k - 1) mean r)
};

/// Cronbach's alpha of k columns, at most 1; covariances and correlations over the rows where both
/// columns are present. The raw one needs a common unit. NaN for fewer than two columns, or where a
/// column does not vary.
/// @param x  rows x columns, NaN is missing, all in the same direction
///
/// Source: Cronbach (1951), Coefficient alpha and the internal structure of tests; OECD/JRC (2008),
/// section 4.
Reliability cronbach_alpha(const MatrixRef& x);

}  // namespace zonerank
