#pragma once
// Weights and scores up the tree of groups.

#include <vector>

#include "zonerank/score/method.hpp"
#include "zonerank/spec/system.hpp"

namespace zonerank {

/// The groups of a system with the weights that hold once some indicators are left out.
struct WeightTree {
  std::vector<std::vector<Child>> children;  ///< a group; shares that sum to 1 in each group
  Vector effective;                          ///< an indicator's share of the overall score
};

/// @param left_out  one flag an indicator; its weight goes to the others of its group, and that of
///                  a group without indicators to its siblings
WeightTree weight_tree(const System& system, const Weighting& weighting,
                       const std::vector<bool>& left_out);

/// Scores of every group, columns in the order of System::groups (0 is overall).
///
/// A zone's missing scores are made up for by the others of the group while `min_available` of the
/// group's weight is present; else the group is missing, and so is every group above it (unless
/// min_available is 0).
/// @param scores  n_zones x n_indicators [points]
/// @throws Error bad-score where a geometric mean meets a score <= 0
Matrix aggregate_tree(const MatrixRef& scores, const System& system, const WeightTree& tree,
                      const Method& method, const std::vector<std::string>& zones);

}  // namespace zonerank
