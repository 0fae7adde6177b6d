#pragma once
// Indicators to scores: more is always better.

#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "zonerank/core/error.hpp"
#include "zonerank/core/types.hpp"
#include "zonerank/score/detail/methods.hpp"
#include "zonerank/spec/system.hpp"

namespace zonerank {

/// Scores run from the worst zone to the best, or between given bounds.
struct MinMax {
  double lower = 0.0;    ///< score of the worst bound [points]
  double upper = 100.0;  ///< score of the best bound [points]
  bool clip = true;      ///< values outside given bounds get the nearer bound's score
};

/// Min-max between two percentiles of the zones, so that a few extremes do not squeeze the rest.
struct PercentileBounds {
  double low = 2.5;      ///< percentile of the lower bound [0, 100)
  double high = 97.5;    ///< percentile of the upper bound (low, 100]
  double lower = 0.0;    ///< score of the worst bound [points]
  double upper = 100.0;  ///< score of the best bound [points]
};

/// Values that are scores already, more is better.
struct NoScaling {};

using Normalization = std::variant<MinMax, PercentileBounds, NoScaling>;

/// What a normalization learned or was given: one pair an indicator, in its own unit; NaN where
/// the indicator has no value.
struct Bounds {
  Vector lower, upper;
  std::vector<bool> given;  ///< by the system or by hand, not learned from the zones
  /// Each indicator's own range of scores; empty: the method's for all.
  std::vector<std::pair<double, double>> scores;
};

/// Bounds of each column: the least and greatest value, or the percentiles where they differ.
/// @param indicators  n_zones x n_indicators, NaN is missing
Bounds learn_bounds(const MatrixRef& indicators, const Normalization& method);

/// The range of scores of a method: {lower, upper}.
std::pair<double, double> score_range(const Normalization& method);

/// Scores in [lower, upper] points; more is better in every column; NaN stays.
///
///     s = lower + (x - worst) / (best - worst) * (upper - lower)
///
/// A column whose bounds are equal or missing gets no scores.
/// @param indicators  n_zones x n_indicators, each column in its own unit
/// @param directions  n_indicators
/// @throws Error wrong-shape
///
/// Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, section 5.
Matrix normalize(const MatrixRef& indicators, std::span<const Direction> directions,
                 const Bounds& bounds, const Normalization& method = MinMax{});

}  // namespace zonerank
