#pragma once
// What is counted of draws, and the distributions that follow.

#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "zonerank/analysis/uncertainty.hpp"

namespace zonerank::detail {

/// What one thread counts of an output.
struct Tally {
  std::vector<std::uint32_t> frequency;  ///< ranks x zones
  std::vector<std::uint32_t> bins;       ///< zones x bins of scores
  std::vector<std::uint32_t> ahead;      ///< zones x zones

  Tally() = default;
  Tally(std::size_t zones, bool scores, bool pairs)
      : frequency(zones * zones),
        bins(scores ? zones * score_bins : 0),
        ahead(pairs ? zones * zones : 0) {}
};

/// The bins of an output's scores.
struct ScoreScale {
  double low, per_point;
  explicit ScoreScale(const RankDistribution& d)
      : low(d.score_low),
        per_point(static_cast<double>(score_bins) / (d.score_high - d.score_low)) {}
};

/// Of one block of draws and one output: sums of score - nominal score and of its square. They are
/// kept a block, so that they are added in one order for any number of threads.
struct ScoreSums {
  Vector sum, squares, draws;

  explicit ScoreSums(Index zones)
      : sum(Vector::Zero(zones)), squares(Vector::Zero(zones)), draws(Vector::Zero(zones)) {}

  /// @param centre  what sums are taken from, the zone's nominal score
  void add(Index zone, double score, double centre, const ScoreScale& scale, Tally& tally) {
    if (!std::isfinite(score)) return;  // a draw that leaves the zone nothing
    const double last = static_cast<double>(score_bins - 1);
    const double bin = (score - scale.low) * scale.per_point;
    const auto at = static_cast<std::size_t>(bin < 0.0 ? 0.0 : bin > last ? last : bin);
    ++tally.bins[static_cast<std::size_t>(zone * score_bins) + at];
    const double shift = score - centre;
    sum[zone] += shift;
    squares[zone] += shift * shift;
    draws[zone] += 1.0;
  }
};

/// The counts of all threads and the sums of all blocks, in the frames of their outputs.
/// @param centres  zones x groups: what sums of scores are taken from
DrawResult collect(std::vector<RankDistribution> frames, std::uint64_t draws,
                   const std::vector<std::unique_ptr<std::vector<Tally>>>& tallies,
                   const std::vector<std::vector<ScoreSums>>& blocks, const Matrix& centres);

}  // namespace zonerank::detail
