#pragma once
// Outliers treated before indicators are scored, every change listed.

#include <span>
#include <string>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/methods/treatment.hpp"

namespace zonerank {

/// What was done to an indicator.
struct ColumnTreatment {
  double skewness_before = missing, kurtosis_before = missing;
  double skewness_after = missing, kurtosis_after = missing;
  bool passed_before = true, passed_after = true;  ///< the check of skewness and kurtosis
  int n_winsorized = 0;                            ///< values moved in
  std::string transform = {};                      ///< of all its values; empty: none
  double lambda = missing;                         ///< of box-cox
  bool is_own = false;                             ///< `transform` is a function of the user's
};

struct TreatedValue {
  Index row = 0, column = 0;
  double before = missing, after = missing;
  std::string how;  ///< winsorized, or the transformation
};

struct Treated {
  Matrix values;  ///< like the indicators
  std::vector<ColumnTreatment> columns;
  std::vector<TreatedValue> changes;  ///< winsorized values; of a transformed column every one
};

/// Treats every column; NaN stays. Columns of fewer than 4 values, or that do not vary, are left.
/// @param indicators  n_zones x n_indicators
/// @param methods     one for all, or n_indicators
/// @param names       of rows and columns, for messages; their numbers by default
/// @throws Error wrong-shape; undefined-score where a logarithm meets a value <= 0, with row,
/// column
///               and value; bad-option for percentiles out of order
Treated treat(const MatrixRef& indicators, std::span<const Treatment> methods,
              std::span<const std::string> rows = {}, std::span<const std::string> columns = {});

}  // namespace zonerank
