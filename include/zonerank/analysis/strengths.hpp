#pragma once
// Strengths and weaknesses of a zone, in three readings that are in use.

#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// 长板, 底板, 短板: a group beside the zone's overall rank.
enum class Board {
  none,    ///< the zone or the group has no rank
  strong,  ///< ranked better than overall by more than the threshold
  even,    ///< within the threshold
  weak,    ///< ranked worse than overall by more than the threshold
};

/// One entry a group; that of overall is `even`.
/// @param threshold  share of the ranked zones, from 0 to 1: 0.05 of 169 zones are 8.45 ranks
std::vector<Board> boards(const Ranking& ranking, Index zone, double threshold = 0.05);

struct ProfileOptions {
  int listed = 10;            ///< of each; at most half of the indicators that the zone has
  double top_rank = 3.0;      ///< of this rank or better always a strength
  double most_missing = 0.2;  ///< none in a group of which the zone lacks this share or more
};

/// An index profile.
struct Profile {
  Vector percentiles;             ///< of indicators: (n - rank) / (n - 1), ties averaged; 1 is best
  std::vector<Index> strengths;   ///< indicators, the best first
  std::vector<Index> weaknesses;  ///< indicators, the worst first
};

/// Strengths are the zone's own best percentile ranks, weaknesses its worst ones; those level with
/// the last one are listed too. An indicator of `top_rank` or better is always a strength, never a
/// weakness. Nothing is listed in a group of which the zone lacks too many indicators; those that
/// are left out for all zones do not count.
/// @throws Error bad-option
///
/// Source: WIPO, Global Innovation Index, appendix on strengths and weaknesses.
Profile profile(const Ranking& ranking, const System& system, Index zone,
                const ProfileOptions& options = {});

/// 障碍度: O_k = w_k (1 - s_k / 100) / sum over k, of what the zone has; 0 for all where every
/// score is 100. w_k is the indicator's share of the overall score.
/// @return  of indicators, shares that sum to 1; NaN where missing, and for all where a score lies
///          outside 0 to 100, as z-scores do
Vector obstacle_degrees(const Ranking& ranking, Index zone);

}  // namespace zonerank
