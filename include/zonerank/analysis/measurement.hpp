#pragma once
// What the data may truly be: figures or indicators redrawn around what was reported, and the
// reviewers of qualitative scores resampled.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/analysis/readings.hpp"

namespace zonerank {

enum class ErrorKind { normal, lognormal, uniform, rounding };
inline constexpr std::string_view error_kind_words[] = {"normal", "lognormal", "uniform",
                                                        "rounding"};

/// What a reported value x may truly be:
///
///     normal     x (1 + size z), not below 0 where x is not
///     lognormal  x exp(size z - size^2 / 2), mean x
///     uniform    x (1 + size u), u in [-1, 1]
///     rounding   x + size u / 2: reported in steps of `size`, in its own unit
struct MeasurementError {
  std::string of;  ///< a field, before formulas, so that ratios move together; or an indicator
  ErrorKind kind = ErrorKind::normal;
  double size = 0.05;  ///< share of the value; of rounding the step
};

/// A line of the long table of reviewers' scores.
struct ReviewerScore {
  std::string item;  ///< a field
  std::string zone;
  int year = 0;  ///< 0: the data year of the ranking
  std::string reviewer;
  double score = missing;
};

/// Gives `input` the errors: every draw reads the data anew, with its own errors for every zone,
/// year and field (or zone and indicator), and for every item with as many reviewers as there are,
/// picked from them with replacement, the same for all zones:
///
///     x + mean of the scores by the reviewers picked - mean of the scores by all
///
/// within the scores given for the item; x where none of them scored the zone. The table and the
/// system must outlive the input. An error of each field or indicator, and the reviewers of each
/// item, are factors of their own in sensitivity().
/// @throws Error bad-option for a name that is neither field nor indicator, for a size, for an item
///               with one reviewer, a score given twice or without a figure; unknown-zone
///
/// Source: Efron, Tibshirani (1993), An introduction to the bootstrap, for the reviewers.
void add_data_errors(DrawInput& input, const ZoneTable& table, const System& system,
                     const RankOptions& options, const MethodLists& lists,
                     std::vector<MeasurementError> errors,
                     const std::vector<ReviewerScore>& reviewers = {});

}  // namespace zonerank
