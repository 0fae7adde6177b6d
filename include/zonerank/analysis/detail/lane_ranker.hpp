#pragma once
// Zones ranked in 16 draws at once by keys of whole numbers; what keys cannot tell apart is decided
// in double precision.

#include <array>
#include <utility>
#include <vector>

#include "zonerank/analysis/detail/draw_model.hpp"
#include "zonerank/analysis/detail/lane_weights.hpp"
#include "zonerank/core/detail/aligned.hpp"
#include "zonerank/lanes/rank_lanes.hpp"

namespace zonerank::detail {

/// Zones by row, the worst first, of draws that wait to be counted together.
struct PlaceBlock {
  static constexpr std::size_t most_draws = 1024;
  static constexpr std::size_t stride = most_draws + lanes;  ///< uneven in cache lines
  AlignedVector<std::uint16_t> zone;
  std::size_t rows = 0, draws = 0;

  std::uint16_t* next() { return zone.data() + draws; }
  void take_rows(std::size_t n) {
    rows = n;
    if (zone.size() < n * stride) zone.resize(n * stride);
  }
};

class LaneRanker {
 public:
  /// Whether an output has flat weights.
  static bool takes(const Output& output) { return output.combine != Combine::any; }

  /// Ranks the output's zones in the first `valid` lanes. The arguments are used until the next
  /// run.
  /// @param values  whether scores will be asked for
  /// @param place   gets the zones by row, `stride` apart
  void run(const DrawModel& model, const PreparedReading& reading, const Output& output,
           const float* share, std::size_t valid, bool values, std::uint16_t* place,
           std::size_t stride);

  /// Moves what equal scores share to the better rank, in the table of which `place` will be or was
  /// counted: ranks x columns.
  void share_ranks(std::size_t columns, std::uint32_t* frequency) const;

  /// rank[zone] of every zone of the output; equal scores share the better rank.
  void ranks(std::size_t lane, std::int32_t* rank) const;

  /// Counts the scores of the output's zones in all lanes but wide ones.
  void add_scores(const ScoreCounts& to) const;

  /// A bit for every lane whose weights are so far from usual ones that its sums leave 32 bits.
  std::uint32_t wide_lanes() const { return wide_lanes_; }

  /// The score of the zone at a place of the output: to a few parts in 10^7 of the scores' range.
  double value(std::size_t place, std::size_t lane);

 private:
  /// A zone at `row` has the rank of the zone at row `better`.
  struct Tie {
    std::uint16_t lane, row, better;
  };

  void key_gaps();
  void limits(std::size_t valid);
  std::uint16_t& zone_at(std::size_t row, std::size_t lane) const {
    return place_[row * stride_ + lane];
  }
  double exact(std::size_t place, std::size_t lane);
  int compare(std::uint16_t zone, std::uint16_t other, std::size_t lane);
  void order_run(std::size_t lane, std::size_t first, std::size_t end);
  void sort_run(std::size_t lane, std::size_t first, std::size_t end);
  void order_close(std::size_t n_close);
  std::size_t find_close(std::size_t valid);
  void mend(std::size_t lane);

  const DrawModel* model_ = nullptr;
  const PreparedReading* reading_ = nullptr;
  const Output* output_ = nullptr;
  std::uint16_t* place_ = nullptr;
  std::size_t stride_ = 0;
  std::size_t zones_ = 0;  ///< that key_ has rows for
  LaneWeights weights_;
  AlignedVector<std::int32_t> key_, sum_;
  std::vector<std::int32_t> lane_key_;
  AlignedVector<double> gap_value_;  ///< zones with gaps x lanes
  std::array<double, lanes> per_unit_{}, offset_{};
  std::array<std::int32_t, lanes> close_{};
  std::uint32_t wide_lanes_ = 0;
  std::array<double, lanes> counted_lanes_{};
  std::vector<CloseRow> found_;
  std::size_t n_sorted_ = 0, n_mended_ = 0;  ///< lanes
  std::vector<Tie> ties_;
  std::uint32_t exact_lanes_ = 0;  ///< of which share_ holds the weights
  std::array<std::vector<double>, lanes> share_;
  std::vector<std::pair<double, std::uint16_t>> run_;
};

}  // namespace zonerank::detail
