#pragma once
// What a column is like before anything is done with it.

#include <span>

#include "zonerank/core/types.hpp"

namespace zonerank {

struct DescribeOptions {
  double skewness = 2.0;    ///< |skewness| above it together with ...
  double kurtosis = 3.5;    ///< ... excess kurtosis above it flags outliers
  double available = 0.65;  ///< share of rows with a value below it is flagged
  double nonzero = 0.5;     ///< share of rows with a value other than 0 below it is flagged
  double unique = 0.5;      ///< share of rows with a value of their own below it is flagged
};

/// Shares `*_share` are of the values present; flags are of all rows.
struct Description {
  double least = missing, greatest = missing, mean = missing, median = missing;
  double sd = missing;                            ///< divisor n - 1
  double skewness = missing, kurtosis = missing;  ///< type 2, excess
  Index n = 0;                                    ///< values present
  Index n_nonzero = 0, n_unique = 0;
  Index n_same = 0;  ///< how often the most frequent value stands
  double available_share = 0.0, nonzero_share = missing, unique_share = missing,
         same_share = missing;
  bool few_available = false, few_nonzero = false, few_unique = false, outliers = false;
};

/// @param x  NaN is missing
Description describe(std::span<const double> x, const DescribeOptions& options = {});

}  // namespace zonerank
