#pragma once
// The fast way to max u s_k, u s_i <= 1 for all i, u >= 0: few weights are positive at the optimum,
// so the basis is a few rows of a few columns, and a step is a look at every row in these columns.

#include <vector>

#include "zonerank/core/types.hpp"

namespace zonerank::detail {

class BestWeights {
 public:
  /// @param scores  n x m in [0, 1], without gaps; kept by reference
  explicit BestWeights(const Matrix& scores);

  /// False where it makes no headway, or the basis is nearly singular: solve it another way.
  bool solve(Index k, double& value, std::vector<double>& weights);

 private:
  void factor();

  const Matrix& s_;
  std::vector<Index> columns_, rows_;  ///< positive weights; rows at 1: equally many
  Matrix inverse_;                     ///< of s(rows_, columns_)
  Vector weights_, slack_, rate_, direction_;
};

}  // namespace zonerank::detail
