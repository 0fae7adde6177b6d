#pragma once
// What one raw figure of a zone would have to be for a better rank, all else as it is.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// A figure that people know, and the rank that the zone would have with it.
struct KnownFigure {
  double figure = missing, rank = missing;
};

/// One raw figure of a zone, this year's.
struct Lever {
  std::string field;
  double today = missing;   ///< in the field's unit
  double needed = missing;  ///< nearest to today's with the rank asked for; NaN: none in the limits
  double rank = missing;    ///< with `needed`; else the best rank in the limits
  double best_at = missing;  ///< where `needed` is NaN: the nearest figure with the best rank
  double low = missing, high = missing;  ///< the limits
  bool is_proved = false;                ///< no figure nearer to today's has the rank, see levers()
  KnownFigure median, quartile, ahead;   ///< of all zones; better quarter; of the zone ahead
};

struct LeverOptions {
  double times = 10.0;  ///< limits: 0 to so many times today's figure, or the greatest of all zones
  int threads = 0;      ///< of the levers that need whole rankings; 0: all cores
  /// Other limits of some fields, in their units.
  std::map<std::string, std::pair<double, double>> limits = {};
  std::vector<std::string> fixed = {};       ///< fields that stay as they are
  std::map<std::string, double> steps = {};  ///< fields that move by whole multiples of this
};

/// Every figure of the year that an indicator of the zone is computed from: what it would have to
/// be, other figures and other zones still, for the overall rank `rank` or a better one. Bounds
/// that are learned from the zones move with the figure. `needed` is on the decimals of the field,
/// of a real figure on seven digits; it is today's figure where the zone has the rank already.
/// No figure goes where it would break a rule of the system's check list that holds today (a part
/// above its whole).
///
/// Each value of an indicator is (a + b x) / (c + d x) in one figure x, so that its score goes one
/// way; an interval of figures is left aside when not even the best value of every indicator in it
/// gives the rank. Where a method does not let a better value always count for more, or weights,
/// fillings or treatments are computed from the data, all zones are ranked anew for every figure
/// tried, which is slower; `is_proved` is then false, since a nearer figure cannot be excluded.
///
/// @param rank  of the zone, 1 to the number of ranked zones
/// @throws Error unknown-zone; bad-option for a rank, for `times`, limits, fixed fields and steps,
///               and where the zone has no rank; those of rank()
std::vector<Lever> levers(const ZoneTable& table, const System& system, const RankOptions& options,
                          const std::string& zone, double rank, const LeverOptions& limits = {});

}  // namespace zonerank
