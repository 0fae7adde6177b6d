#pragma once
// Missing values filled before indicators are scored, every one listed; and who has too few.

#include <span>
#include <string>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/methods/imputation.hpp"

namespace zonerank {

/// What a table of indicators is besides its numbers; what a method does not need may be empty.
struct ImputationInput {
  std::vector<std::string> columns = {};   ///< names, for messages
  std::vector<std::string> zones = {};     ///< one a row
  std::vector<int> years = {};             ///< one a row: rows of several years are a panel
  std::vector<std::string> groups = {};    ///< of zones, one a row; empty text: in no group
  std::vector<std::string> siblings = {};  ///< groups of indicators, one a column
  std::vector<Direction> directions = {};  ///< one a column
};

struct ImputedValue {
  Index row = 0, column = 0;
  double value = missing;
  std::string method;
};

/// What EM estimated, of the columns as they are.
struct EmEstimate {
  Vector mean;
  Matrix covariance;  ///< maximum likelihood (divisor n)
  int iterations = 0;
  bool converged = false;
  double log_likelihood = missing;  ///< of the values observed
};

struct Imputed {
  Matrix values;  ///< like the input; what no method could fill stays NaN
  std::vector<ImputedValue> filled;
  Index left = 0;  ///< values still missing
  EmEstimate em;   ///< where EM was asked for
};

/// Fills missing values. A value that the method cannot fill (an empty column, a zone without a
/// group, a year without neighbors) stays missing, and `left` counts it.
///
/// Methods by column, group, row and neighbors see each year on its own; EM and regression all
/// rows.
/// @param values   rows x columns, NaN is missing
/// @param methods  one for all, or one a column
/// @throws Error wrong-shape; needs-option where groups, zones and years or siblings are lacking;
///               undefined-score for growth from a value <= 0
Imputed impute(const MatrixRef& values, std::span<const Imputation> methods,
               const ImputationInput& input = {});

/// The EM estimate alone. @param values rows x columns; rows without any value are left out
EmEstimate estimate_em(const MatrixRef& values, const ImputeEm& method = {});

/// How much of its data a zone has.
struct Availability {
  Index missing_values = 0, zeros = 0;
  double available = missing;  ///< share of the indicators with a value
  double nonzero = missing;    ///< share of the present values that are not 0
};
std::vector<Availability> availability(const MatrixRef& values);

}  // namespace zonerank
