#pragma once
// The whole steps in which the weights of an output are drawn.

#include <cstdint>
#include <vector>

#include "zonerank/lanes/draw_lanes.hpp"

namespace zonerank::detail {

/// The weight of a column is step * (base + difference) with a whole difference within 16 bits. The
/// step is the mean weight of the draws over a power of two: less than 1/500 of the standard
/// deviation of the weight where its range allows, so that rounding to it does not show.
struct WeightGrid {
  std::vector<double> step;
  std::vector<float> base, per_share;
  std::vector<std::uint32_t> path, path_end;  ///< of WeightSteps
  std::vector<double> deviation;              ///< of the differences, about
  double norm = 0.0;                          ///< of the differences of a draw: seldom exceeded

  std::size_t columns() const { return step.size(); }
  WeightSteps plan() const {
    return {path.data(), path_end.data(), per_share.data(), base.data(), columns()};
  }
};

/// @param paths       of each column, the children whose shares multiply
/// @param candidates  how many indicators a draw may leave out
WeightGrid weight_grid(const DrawPlan& plan, const std::vector<std::vector<std::size_t>>& paths,
                       std::size_t candidates);

}  // namespace zonerank::detail
