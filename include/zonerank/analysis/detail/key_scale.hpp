#pragma once
// Scores and nominal sums of an output as whole numbers, from which the keys of draws are made, and
// how far keys are from what they stand for.

#include <cstdint>
#include <vector>

#include "zonerank/analysis/detail/weight_grid.hpp"
#include "zonerank/lanes/rank_lanes.hpp"

namespace zonerank::detail {

/// What an output's zones are made of. A zone with gaps has its key from double precision.
struct KeyInput {
  const std::vector<double>& values;         ///< zones x columns by rows; 0 in gaps
  const std::vector<double>& centres;        ///< of columns: the middle of their values
  const std::vector<std::uint32_t>& gaps;    ///< not 0: the zone has gaps
  const std::vector<std::ptrdiff_t>& zones;  ///< their numbers
  std::size_t all_zones = 0;                 ///< numbers are below
};

/// A term of zone i is step * (value - centre); its sum over the draw's whole steps, C, orders the
/// zones as their scores do, which are (C + sum of weight * centre) / sum of weights. Terms in
/// `unit`s are rounded to 16 bits. In units, C is
///
///     at_base + sum of difference * rounded term + sum of difference * rounding
///
/// so a key, which counts the first two in 2^shift units and drops fractions, is within 1 + |the
/// differences|_2 * |the roundings|_2 / 2^shift of C.
struct KeyScale {
  std::vector<std::int32_t> scores;   ///< by score_place(): pairs of rounded terms
  std::vector<std::int32_t> nominal;  ///< the key at the base, and the zone
  std::vector<double> terms;          ///< zones x 2 pairs, in units
  std::vector<double> at_base;        ///< zones, in units
  double unit = 1.0;                  ///< points
  double low = 0.0;                   ///< of keys, in units
  double per_key = 1.0;               ///< 2^shift
  int shift = 0, zone_bits = 8;
  int layers = 0;                   ///< of RankLanes::sort
  double close = 0.0;               ///< keys nearer than this do not decide...
  double close_per_norm = 0.0;      ///< ... and this times |the differences|_2 of the draw
  double most_norm = 0.0;           ///< above, sums may leave 32 bits
  double rounding = 0.0;            ///< units: a lead above it is none of rounding
  std::vector<std::uint32_t> kind;  ///< zones: the same where all values are

  KeyTable table(std::size_t pairs) const {
    return {scores.data(), nominal.data(), nominal.size(), pairs, shift - zone_bits, zone_bits};
  }
};

KeyScale key_scale(const WeightGrid& grid, const KeyInput& input);

}  // namespace zonerank::detail
