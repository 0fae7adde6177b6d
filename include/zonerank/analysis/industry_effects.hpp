#pragma once
// Why a zone's indicators differ from those of all zones together, industry by industry.

#include <string>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// Effects of industries; rows of matrices are as `zone` and `industry`, columns the indicators.
struct IndustryEffects {
  std::vector<Index> zone;            ///< of the ranking
  std::vector<std::string> industry;  ///< "": without a code, or of the zone as a whole
  Matrix structure;                   ///< of the shares of the industries, in the indicator's unit
  Matrix within;                      ///< of what the industries do, in the indicator's unit
  Matrix scores;                      ///< both together [points of the indicator]
  Vector overall;                     ///< both together [points of the overall score]
  Vector places;                      ///< both together; above 0: further up
  Vector reference;                   ///< of indicators: their value for all zones together
  Vector reference_scores;            ///< [points]
  Vector reference_ranks;             ///< of zones: the rank with the scores of the reference
  std::vector<bool> is_split;         ///< indicators that are one sum over another
};

/// An indicator that is one sum over another is made of its industries k,
///
///     I = sum N_k / sum D_k = sum s_k r_k        s_k = D_k / D, r_k = N_k / D_k
///
/// and differs from the same of all zones together (J, with t_k and q_k) by
///
///     structure_k = (s_k - t_k) ((r_k + q_k) / 2 - (I + J) / 2)     more of strong industries
///     within_k    = (r_k - q_k) (s_k + t_k) / 2                     stronger in the industry
///
/// which add up to I - J exactly. An industry without D in the zone or in all zones has structure
/// alone; a count, which has no D, has within alone, beside the mean of the zones. What the zone
/// reports as a whole is the industry "". Growth is the ratio of the increase to the year before.
///
/// Points: effects times (score - score of J) / (I - J); overall by the zone's own shares of the
/// weight, arithmetic means only (else NaN). Places: the rank that the scores of the reference
/// would have, less the zone's, shared out as the points are. All add up.
/// @param table        the figures that are ranked
/// @param by_industry  the same enterprises added up by zone, year and industry
/// @throws Error wrong-shape where the tables are not of the system
///
/// Source: Bennet (1920), The theory of measurement of changes in cost of living, for the split
/// that favours neither side.
IndustryEffects industry_effects(const ZoneTable& table, const ZoneTable& by_industry,
                                 const System& system, const Ranking& ranking);

}  // namespace zonerank
