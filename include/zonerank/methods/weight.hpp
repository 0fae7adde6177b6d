#pragma once
// Weights inside groups: shares >= 0 that sum to 1.

#include <span>
#include <string>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/diagnostics/error.hpp"
#include "zonerank/methods/weighting.hpp"

namespace zonerank {

/// Shares that sum to 1 from weights of any sum.
/// @throws Error bad-weight for a negative, infinite or missing weight; zero-weights if all are 0
Vector given_weights(const VectorRef& weights);

/// 1 / n each. @throws Error wrong-shape if n < 1
Vector equal_weights(Index n);

/// Whether weights are computed from scores or values.
bool is_data_driven(const Weighting& method);

/// What weights are computed from; each method uses its part of it.
struct WeightInput {
  Matrix scores = {};  ///< n_zones x n, more is better, NaN is missing
  Matrix values = {};  ///< the same before scoring: MEREC scales them its own way
  std::vector<Direction> directions = {};  ///< of values
  std::vector<Matrix> panel = {};          ///< scores of every year, for weights over a panel
  std::vector<std::string> names = {};     ///< of the columns; their numbers by default
  Vector given = {};                       ///< n weights of any sum, for `given` in a combination
  std::string group = {};                  ///< of the columns, for messages
};

/// Weights of n children by any method.
///
///     entropy           1 - e_j, e_j = -1/ln n sum_i p_ij ln p_ij, p_ij = s_ij / sum_i s_ij
///     critic            sd_j sum_k (1 - r_jk)
///     variation         sd_j / mean_j
///     deviation         sd_j;  variance  sd_j^2
///     independence      1 / R_j, R_j the multiple correlation with the others
///     merec             sum_i |ln(1 + 1/m sum_(k != j) |ln n_ik|) - ln(1 + 1/m sum_k |ln n_ik|)|
///     cilos             q, sum_k p_jk q_k = q_j sum_k p_kj, p_jk what k loses where j is greatest
///     idocriw           the same times 1 - e of the entropy
///     gini              sum_ik |s_ij - s_kj| / (2 n^2 mean_j)
///     angle             angle between the column and equal shares
///     lopcow            |100 ln(root mean square / sd)|
///     pca               squared entries of the first principal component
///     factor            Nicoletti: squared varimax loadings of the factors with eigenvalue > 1
///     scatter-degree    dominant eigenvector of sum over years of S'S
///     panel-entropy     entropy over all zones and years together
///     equal-importance  w with cov(s_j, sum w s) / sd_j the same for all j
///
/// then as shares of their sum. Values that are missing are left out of a column's figure;
/// correlations take the zones where both are present; PCA and MEREC zones without a gap. A column
/// that does not vary gets weight 0 where spread is what counts.
/// @throws Error undefined-weights, bad-judgment, inconsistent-judgments, needs-option
///
/// Sources: Hwang, Yoon (1981); Diakoulaki, Mavrotas, Papayannakis (1995), CRITIC;
/// Keshavarz-Ghorabaee et al. (2021), MEREC; Nicoletti, Scarpetta, Boylaud (2000); 郭亚军 (2002),
/// 纵横向拉开档次法; Saaty (1980), AHP; Ecer, Pamucar (2022), LOPCOW.
Vector weigh(const Weighting& method, const WeightInput& input);

/// The same of scores that lie elsewhere, in place of input.scores.
Vector weigh(const Weighting& method, const MatrixRef& scores, const WeightInput& input);

/// AHP in full.
struct AhpResult {
  Vector weights;
  double lambda_max = missing;  ///< >= n, n where the judgments agree
  double index = missing;       ///< CI = (lambda_max - n) / (n - 1)
  double ratio = missing;  ///< CR = CI / RI, RI Saaty's to 15 children, above Alonso & Lamata's
  struct Judgment {
    Index row = 0, column = 0;
    double given = 0.0, implied = 0.0;  ///< implied = w_row / w_column
  };
  std::vector<Judgment> worst;  ///< pairs, those that agree least with the weights first
  Index rounded = 0;            ///< judgments below 1 that are printed with two decimals
  double rounded_example = 0.0;
};

/// @param judgments  n x n, positive, reciprocal; 0 where not judged (Harker's method for the
///                   eigenvector, logarithmic least squares for the geometric mean). Where one of
///                   (i, j) and (j, i) is 0 it is the inverse of the other: a triangle is enough.
///                   Inverses printed with two decimals (0.33, 0.14) are read as 1/3, 1/7.
/// @throws Error bad-judgment with the pair; undefined-weights where judgments do not connect all
AhpResult ahp(const MatrixRef& judgments, AhpMethod method = AhpMethod::eigenvector,
              std::span<const std::string> names = {});

/// The geometric mean of the judgments of several persons, entry by entry (AIJ), of those who
/// judged the pair; 0 where nobody did.
/// @throws Error bad-judgment, wrong-shape
Matrix group_judgments(std::span<const Matrix> judgments);

/// The geometric mean of the weights of several persons (AIP), as shares.
Vector group_priorities(std::span<const Matrix> judgments,
                        AhpMethod method = AhpMethod::eigenvector,
                        std::span<const std::string> names = {});

/// Best-worst weights in full.
struct BestWorstResult {
  Vector weights;
  Vector low, high;              ///< of every weight among those that attain xi (model interval)
  double xi = missing;           ///< the greatest deviation from a judgment, as small as it can be
  double ratio = missing;        ///< linear: xi; interval: xi over its greatest value for a_BW
  double input_ratio = missing;  ///< max_j |a_Bj a_jW - a_BW| / (a_BW^2 - a_BW), in [0, 1]
  Index best = 0, worst = 0;
  Index to_reconsider = -1;  ///< the child of input_ratio; -1 where all judgments agree
};

/// @param best_to_others   a_Bj >= 1: how many times as important the best child is as j
/// @param others_to_worst  a_jW >= 1: how many times as important j is as the worst
///
///     linear    min xi: |w_B - a_Bj w_j| <= xi, |w_j - a_jW w_W| <= xi
///     interval  min xi: |w_B / w_j - a_Bj| <= xi, |w_j / w_W - a_jW| <= xi; centres of intervals
///
/// @throws Error bad-judgment, wrong-shape
///
/// Sources: Rezaei (2015), Best-worst multi-criteria decision-making method; Rezaei (2016), its
/// linear model and intervals; Liang, Brunelli, Rezaei (2020), the input-based ratio.
BestWorstResult best_worst(std::span<const double> best_to_others,
                           std::span<const double> others_to_worst,
                           BestWorstModel model = BestWorstModel::linear,
                           std::span<const std::string> names = {});

/// Weights by rank of importance, 1 first; ties at their mean rank share their weights.
Vector rank_order_weights(const VectorRef& ranks, RankRule rule = RankRule::centroid);

/// Several weight vectors (columns) together: sum of shares w; prod w^share; or by game theory the
/// combination nearest to all of them, its coefficients from the equations sum_k a_k w_j'w_k =
/// w_j'w_j.
/// @throws Error undefined-weights where a coefficient of game theory is negative
Vector combine_weights(const MatrixRef& weights, CombineRule rule, const VectorRef& shares);

}  // namespace zonerank
