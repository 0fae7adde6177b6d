#pragma once
// Zones ranked in 16 draws at once by keys in single precision; what keys cannot tell apart is
// decided in double precision.

#include <array>
#include <utility>
#include <vector>

#include "zonerank/analysis/detail/draw_model.hpp"
#include "zonerank/core/detail/aligned.hpp"
#include "zonerank/lanes/rank_lanes.hpp"

namespace zonerank::detail {

class LaneRanker {
 public:
  /// Whether an output has flat weights, and few enough zones.
  static bool takes(const Output& output);

  /// Ranks the output's zones in all lanes. The arguments are used until the next run.
  /// @param values  whether value() will be asked for
  void run(const DrawModel& model, const PreparedReading& reading, const Output& output,
           const float* share, bool values);

  /// ++frequency[(rank - 1) * n + place] of every zone of the output, n their number.
  void count(std::size_t lane, std::uint32_t* frequency);

  /// rank[zone] of every zone of the output; equal scores share the better rank.
  void ranks(std::size_t lane, std::int32_t* rank);

  /// Counts the scores of the output's zones in the first lanes.
  void add_scores(std::size_t valid, const ScoreCounts& to) const {
    rank_lanes().add_scores({value_.data(), offset_.data(), output_->range, valid},
                            output_->zones.data(), output_->zones.size(), to);
  }

  /// Of the zone at a place of the output, to single precision.
  double value(std::size_t place, std::size_t lane) const {
    return offset_[lane] + output_->range * static_cast<double>(value_[place * lanes + lane]);
  }

 private:
  void key_gaps();
  std::uint16_t place_at(std::size_t row, std::size_t lane) const {
    return static_cast<std::uint16_t>(key_[row * lanes + lane] & 0xFF);
  }
  std::size_t run_end(std::size_t lane, std::size_t first) const;
  template <class F>
  void for_each_run(std::size_t lane, const F& f);
  void order_run(std::size_t lane, std::size_t first, std::size_t end);

  const DrawModel* model_ = nullptr;
  const PreparedReading* reading_ = nullptr;
  const Output* output_ = nullptr;
  const float* share_ = nullptr;
  std::size_t zones_ = 0;                         ///< that key_ has rows for
  std::array<CloseRow, max_lane_zones> close_{};  ///< rows that keys do not decide in some lane
  std::size_t n_close_ = 0;
  AlignedVector<float> weight_, value_;
  AlignedVector<std::int32_t> key_;
  std::array<double, lanes> offset_{};
  std::array<std::uint16_t, max_lane_zones> order_{}, rank_{};  ///< of rows, from the worst up
  std::array<std::pair<double, std::uint16_t>, max_lane_zones> exact_{};
};

}  // namespace zonerank::detail
