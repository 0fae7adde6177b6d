#pragma once
// The score of a zone, less that of a reference, split into what each indicator adds.

#include "zonerank/analysis/places.hpp"

namespace zonerank {

/// Which zone a score is compared with.
struct Reference {
  enum class Kind {
    median,  ///< a made-up zone with the median of the ranked zones in every indicator
    mean,    ///< the same with the mean
    zone,
  };
  Kind kind = Kind::median;
  Index zone = 0;  ///< of Kind::zone
};

struct Contributions {
  double score = missing;            ///< of the zone [points]
  double reference_score = missing;  ///< [points]
  Vector indicators;                 ///< points; they add up to the difference
  Vector groups;                     ///< sums of their members; 0 is overall
  Vector indicator_errors;  ///< standard errors [points]; 0 where no random orders were needed
  Vector group_errors;
};

/// Splits the difference between a zone's overall score and that of a reference.
///
/// Where all means are arithmetic and both have the same gaps, an indicator adds weight * (score -
/// score of the reference), its weight shared out among what is present. Else its contribution is
/// the Owen value of the score: as split_rank(), with the made-up zone's score in place of whether
/// it is ahead. A made-up zone without a score counts as the reference.
///
/// Groups whose aggregation compares zones have a contribution as a whole, from their scores in the
/// ranking; their indicators have none (NaN). A zone without a score has none at all.
/// @param options  its members, orders and seed
/// @throws Error bad-option, wrong-shape
Contributions split_score(const Reading& reading, Index zone, const Reference& reference = {},
                          const PlacesOptions& options = {});

}  // namespace zonerank
