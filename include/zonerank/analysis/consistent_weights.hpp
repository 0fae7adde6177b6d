#pragma once
// Which weights would give ranks that somebody published.

#include <span>
#include <vector>

#include "zonerank/core/types.hpp"

namespace zonerank {

/// The scores of a year, and the ranks that were published of it.
struct PublishedRanks {
  Matrix scores;        ///< zones x columns [points]; zones with a gap are not compared
  Vector ranks;         ///< 1 is best, ties share the better one; NaN where it is not known
  double of = missing;  ///< how many zones were ranked; NaN: as many as there are rows
};

/// A zone was published with a better rank than another.
struct PublishedPair {
  std::size_t year = 0;  ///< number of the PublishedRanks
  Index ahead = 0, behind = 0;
};

/// A zone whose rank leaves no room: under all weights that agree with the other ranks more zones
/// are ahead of it, or behind it, than its rank allows.
struct ImpossibleRank {
  std::size_t year = 0;
  Index zone = 0;
  double rank = missing;                   ///< as published
  double best = missing, worst = missing;  ///< that those weights allow
};

enum class Agreement {
  found,         ///< weights were found that give every published rank
  open,          ///< none were found, but nothing excludes them
  contradicted,  ///< no weights give these ranks
};

struct ConsistentWeights {
  Agreement agreement = Agreement::open;
  /// The greatest that the least lead of a zone over the one published behind it can be [points];
  /// below 0 the ranks contradict each other by so much. NaN without two different ranks.
  double margin = missing;
  /// No weight outside [low, high] agrees with the ranks; NaN where they contradict each other.
  Vector low, high;
  /// Shares that sum to 1: the least assuming ones that agree; where the ranks contradict each
  /// other those that come nearest, with the least sum of leads against the published order (of
  /// more than 600 pairs: the least greatest one).
  Vector weights;
  std::vector<Vector> ranks;  ///< of each year under the weights; NaN where there is no score
  std::vector<PublishedPair> contradiction;  ///< no weights agree with all of these pairs
  bool is_smallest = false;                  ///< proved: no fewer pairs contradict each other
  std::vector<ImpossibleRank> impossible;
  Index n_known = 0;      ///< published ranks of zones without gaps
  Index n_counted = 0;    ///< pairs that were decided by how many zones a rank leaves ahead
  Index n_with_gaps = 0;  ///< published ranks that were not used: the zone has a gap
};

/// Weights w >= 0 of sum 1 whose weighted sums of scores give the ranks. A zone a that was
/// published before b asks for
///
///     sum_j w_j (s_aj - s_bj) > 0
///
/// which with all ranks known is a linear program. With some known, the pairs of these count, and
/// each rank r leaves exactly r - 1 zones ahead: where the weights that are left put r - 1 zones
/// ahead for certain, all others are behind, and the other way round; this is repeated until
/// nothing follows any more. [low, high] is then certain, but perhaps not attained. Equal ranks ask
/// for nothing: published scores are rounded.
///
/// The choice is the one of the greatest entropy, -sum w ln w, among the weights that keep half of
/// the margin: what the ranks do not say is left as even as can be.
///
/// The contradicting set: one pair, where the zone behind is at least as good in every column; two,
/// where no mix of the two pairs is won; both by enumeration of all pairs (up to 64 columns and 30
/// 000 pairs). Else a set from the dual program of which no pair can be left out.
/// @param years  with the same columns: the weights are those of all years
/// @throws Error wrong-shape; bad-option (no columns, scores that are not finite, ranks below 1 or
///               beyond `of`, `of` below the number of zones, no rank known)
///
/// Sources: Jaynes (1957), Information theory and statistical mechanics; Chinneck (2008),
/// Feasibility and Infeasibility in Optimization, chapter 6.
ConsistentWeights consistent_weights(std::span<const PublishedRanks> years);

}  // namespace zonerank
