#pragma once
// How far two rankings of the same zones agree.

#include <span>
#include <vector>

#include "zonerank/core/types.hpp"

namespace zonerank {

/// Agreement of a ranking with a reference, over the zones ranked in both; coefficients are in
/// [-1, 1] and 1 where they are the same, but for ws in [0, 1]. NaN with fewer than two zones, or
/// where one ranking ties all.
struct RankAgreement {
  Index n = 0;
  double spearman = missing;           ///< Pearson correlation of mean ranks
  double weighted_spearman = missing;  ///< r_w: differences near the top count more
  double kendall = missing;            ///< tau-b
  double gamma = missing;              ///< Goodman and Kruskal: ties are left out
  double ws = missing;                 ///< WS: differences at the top of the reference decide
  double mean_shift = missing;         ///< mean |rank - rank| [places]
  double max_shift = missing;          ///< [places]
};

/// @param reference, other  ranks, 1 is best; NaN has none. Ties may stand as any rule leaves them:
///        spearman, kendall and gamma take their order alone, the others the ranks as they are.
/// @throws Error wrong-shape, bad-option for a rank below 1
///
/// Sources: Kendall (1970), Rank Correlation Methods; Pinto da Costa, Soares (2005), A weighted
/// rank measure of correlation; Salabun, Urbaniak (2020), A new coefficient of rankings similarity
/// in decision-making problems; Goodman, Kruskal (1954).
RankAgreement rank_agreement(std::span<const double> reference, std::span<const double> other);

}  // namespace zonerank
