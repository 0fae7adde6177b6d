#pragma once
// Weights and scores up the tree of groups.

#include <vector>

#include "zonerank/ranking/method.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank {

/// The groups of a system with the weights that hold once some indicators are left out.
struct WeightTree {
  std::vector<std::vector<Child>> children;  ///< a group; shares that sum to 1 in each group
  std::vector<bool> as_written;  ///< a group's weights are the system's own, not computed ones
  Vector effective;              ///< an indicator's share of the overall score
};

/// What data-driven weights are computed from: all of the system's indicators.
struct WeightData {
  const Matrix& scores;              ///< n_zones x n_indicators
  const Matrix& values;              ///< the same before scoring
  const std::vector<Matrix>& panel;  ///< scores of every year, or empty
};

/// The weights of every group: given ones and those from judgments are taken as they stand; the
/// data-driven ones of a group of indicators are computed from what is not left out. Groups of
/// groups have the system's weights under a data-driven method, or, with WeightScope::system, the
/// sum of the weights that their indicators have among all.
/// @param left_out  one flag an indicator; its weight goes to the others of its group, and that of
///                  a group without indicators to its siblings
/// @param data      without it data-driven weights are taken as given
/// @throws Error of weigh(), with the group
WeightTree weight_tree(const System& system, const ResolvedMethod& method,
                       const std::vector<bool>& left_out, const WeightData* data = nullptr);

/// Scores of every group, columns in the order of System::groups (0 is overall).
///
/// A zone's missing scores are made up for by the others of the group while `min_available` of the
/// group's weight is present; else the group is missing, and so is every group above it (unless
/// min_available is 0).
/// @param scores  n_zones x n_indicators [points]
/// @throws Error bad-score where a geometric mean meets a score <= 0
Matrix aggregate_tree(const MatrixRef& scores, const System& system, const WeightTree& tree,
                      const ResolvedMethod& method, const std::vector<std::string>& zones);

}  // namespace zonerank
