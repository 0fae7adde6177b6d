#pragma once
// How much of the overall score an indicator explains, in whatever shape: its effective weight.

#include <span>

#include "zonerank/core/types.hpp"

namespace zonerank {

/// The correlation ratio S = Var(E[y | x]) / Var(y), in [0, 1], over the rows where both are
/// present.
///
/// E[y | x] is a local linear regression with a Gaussian kernel, its bandwidth the one of 12 from
/// 0.1 to 4 standard deviations of x with the least leave-one-out error. Above 1000 distinct rows,
/// x is first cut into 1000 classes of equal size. NaN where fewer than 4 rows are present or one
/// column does not vary. The linear part of it is the squared Pearson correlation.
///
/// Source: Paruolo, Saisana, Saltelli (2013), Ratings and rankings: voodoo or science? Journal of
/// the Royal Statistical Society A 176(3).
double correlation_ratio(std::span<const double> x, std::span<const double> y);

/// The effective weight of each column of scores in y: its correlation ratio, and all of them as
/// shares that sum to 1, to be set beside the weights that were meant.
struct EffectiveWeights {
  Vector ratio;  ///< [0, 1] a column, NaN where it has none
  Vector share;  ///< ratio / sum of ratios
};
EffectiveWeights effective_weights(const MatrixRef& scores, const VectorRef& y);

}  // namespace zonerank
