#pragma once
// The overall scores of the other zones while one zone's values move their bounds.

#include <span>
#include <vector>

#include "zonerank/analysis/detail/lever_case.hpp"
#include "zonerank/analysis/detail/value_game.hpp"

namespace zonerank::detail {

/// An indicator's value, turned so that more is better, as (over + ...) / (under + ...).
struct PlanLine {
  struct Factor {
    std::size_t figure;
    double over, under;
  };
  Index indicator;
  double sign, over, under;
  std::vector<Factor> factors;
  double worst, best;  ///< the other zones' ends, or given bounds
  bool is_clipped, is_learned;
  double base, points;  ///< the score is base + share of the way from worst to best * points
};

/// Shares of the indicators in the overall score of one zone where all means are arithmetic: the
/// weights of what it lacks are given to the rest.
std::vector<double> shares_of(const LeverCase& of, Index zone);

/// Of rankings in which all means are arithmetic.
class OtherZones {
 public:
  OtherZones(const LeverCase& of, const std::vector<PlanLine>& lines);

  /// Their scores, in no order, with the zone's values of the lines, turned.
  std::span<double> scores(std::span<const double> turned);

 private:
  const std::vector<PlanLine>& lines_;
  std::vector<double> inside_;  ///< scores while no value is beyond the others' ends
  Matrix weights_, shares_;     ///< zones x lines; 0 where a zone lacks the value
  std::vector<double> scores_;
};

}  // namespace zonerank::detail
