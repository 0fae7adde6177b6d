#pragma once
// Indicators to scores: more is always better. What a normalization learned is a value: it can be
// saved, given by hand, and applied to another year.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/methods/detail/scaling.hpp"
#include "zonerank/methods/normalization.hpp"

namespace zonerank {

/// How one indicator is scored: its method with what the method learned or was given.
struct ColumnScaling {
  std::string indicator;  ///< its id, or the number of its column
  Normalization method = MinMax{};
  Direction direction = Direction::more_is_better;
  bool given = false;             ///< the bounds were given, not learned
  detail::ColumnFit<double> fit;  ///< NaN where the indicator has no value
  Argument why_not;               ///< where it has no scores: what it lacks
};

/// `why_not` as a saved scaling has it: its English text.
Argument no_scores(const std::string& reason);

/// How every indicator is scored.
struct Scaling {
  std::vector<ColumnScaling> columns;
  std::vector<std::string> zones;  ///< of base-year values, and of reference zones
};

/// What a scaling is learned from besides the indicators.
struct ScalingInput {
  std::vector<std::string> indicators = {};  ///< ids; the numbers of the columns by default
  std::vector<std::string> zones = {};       ///< names; the numbers of the rows by default
  std::vector<int> years = {};  ///< one a row where rows of several years stand below each other
  std::map<std::string, std::pair<double, double>> bounds = {};  ///< given, by indicator
  Matrix base = {};  ///< zones x indicators: values in the base year; or one row for all zones
};

/// Learns one normalization an indicator; NaN is missing and not learned from.
///
/// An indicator that no zone has, or that is the same for all without given bounds, has no scores,
/// and says so in `why_not`; values taken as scores need not differ.
/// @param indicators  n_zones x n_indicators, each column in its own unit; the rows of several
/// years
///                    may stand below each other (a panel)
/// @param directions  n_indicators
/// @param methods     n_indicators, or one for all
/// @throws Error wrong-shape, needs-option, needs-bounds, bad-range, unknown-zone, undefined-score,
///               unknown-category, each with the indicator
Scaling learn_scaling(const MatrixRef& indicators, std::span<const Direction> directions,
                      std::span<const Normalization> methods, const ScalingInput& input = {});

/// Scores in points; more is better in every column; NaN stays, and is what a column without scores
/// has.
/// @param indicators  n_zones x n_indicators in the units that the scaling was learned in
/// @param zones       names, needed for a base-year index only
/// @param years       one a row where messages name them
/// @throws Error wrong-shape; undefined-score, unknown-category, unknown-zone with zone, indicator
///               and value; own-method-failed, own-method-result; needs-parameters where a user's
///               own function without parameters meets rows that it was not learned of
Matrix normalize(const MatrixRef& indicators, const Scaling& scaling,
                 std::span<const std::string> zones = {}, std::span<const int> years = {});

/// Both at once.
Matrix normalize(const MatrixRef& indicators, std::span<const Direction> directions,
                 const Normalization& method = MinMax{});

/// The range of scores of a method that has one: {lower, upper}.
std::optional<std::pair<double, double>> score_range(const Normalization& method);

/// Scores from bounds that are learned or given, `lower` and `upper` of the fit.
bool has_bounds(const Normalization& method);

/// Whether the scores are the values themselves.
bool is_as_given(const Normalization& method);

/// The base year of an index; nothing for other methods.
std::optional<int> base_year(const Normalization& method);

}  // namespace zonerank
