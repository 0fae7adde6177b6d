#pragma once
#include "zonerank/analysis/detail/lane_ranker.hpp"
#include "zonerank/core/build.hpp"

#include <algorithm>

namespace zonerank::detail {

ZONERANK_INLINE bool LaneRanker::takes(const Output& output) {
  return output.combine != Combine::any && output.zones.size() <= max_lane_zones;
}

ZONERANK_INLINE void LaneRanker::run(const DrawModel& model, const PreparedReading& reading,
                                     const Output& output, const float* share, bool values) {
  model_ = &model;
  reading_ = &reading;
  output_ = &output;
  share_ = share;
  const RankLanes& kernels = rank_lanes();
  const std::size_t zones = output.zones.size();
  const std::size_t columns = output.columns.size();
  weight_.resize(columns * lanes);
  flat_weights(output, share, weight_.data());
  if (zones != zones_) key_.assign(key_rows(zones) * lanes, last_key);
  zones_ = zones;
  float* value = nullptr;
  if (values || output.has_gaps) {
    value_.resize(zones * lanes);
    value = value_.data();
    offset_ = {};
    for (std::size_t j = 0; j < columns; ++j) {  // what keys leave out
      for (std::size_t l = 0; l < lanes; ++l)
        offset_[l] += static_cast<double>(weight_[j * lanes + l]) * output.centres[j];
    }
  }
  kernels.keys(output.scaled.data(), zones, columns, weight_.data(), key_.data(), value);
  if (output.has_gaps) key_gaps();
  kernels.sort(zones, key_.data());
  n_close_ = kernels.close_rows(key_.data(), zones, output.close, close_.data());
}

/// Zones with gaps have no flat weights: their keys come from double precision.
ZONERANK_INLINE void LaneRanker::key_gaps() {
  for (std::size_t i = 0; i < output_->zones.size(); ++i) {
    if (output_->gaps[i] == 0) continue;
    std::array<double, lanes> exact;
    model_->gap_values(*reading_, *output_, i, share_, exact.data());
    for (std::size_t l = 0; l < lanes; ++l) {
      const auto value = static_cast<float>((exact[l] - offset_[l]) / output_->range);
      const float units = std::clamp(value + 0.5F, 0.0F, 1.0F) * key_units;
      value_[i * lanes + l] = value;
      key_[i * lanes + l] = static_cast<std::int32_t>(units) << 8 | static_cast<std::int32_t>(i);
    }
  }
}

/// The row after the run of close rows that begins at `first`.
ZONERANK_INLINE std::size_t LaneRanker::run_end(std::size_t lane, std::size_t first) const {
  std::size_t end = first + 1;
  std::int32_t here = key_[first * lanes + lane] >> 8;
  for (; end < output_->zones.size(); ++end) {
    const std::int32_t next = key_[end * lanes + lane] >> 8;
    if (next - here > output_->close) break;
    here = next;
  }
  return end;
}

/// order_ and rank_ of a run's rows: by values in double precision, ties at the best of their
/// places.
ZONERANK_INLINE void LaneRanker::order_run(std::size_t lane, std::size_t first, std::size_t end) {
  const std::size_t n = end - first;
  const std::size_t zones = output_->zones.size();
  for (std::size_t k = 0; k < n; ++k) {
    const std::uint16_t place = place_at(first + k, lane);
    exact_[k] = {model_->value(*reading_, *output_, place, share_, lane, weight_.data()), place};
  }
  std::sort(exact_.begin(), exact_.begin() + static_cast<std::ptrdiff_t>(n));
  for (std::size_t k = n; k-- > 0;) {
    const std::size_t row = first + k;
    const bool ties = k + 1 < n && exact_[k].first == exact_[k + 1].first;
    order_[row] = exact_[k].second;
    rank_[row] = ties ? rank_[row + 1] : static_cast<std::uint16_t>(zones - row);
  }
}

/// f(first, end) for every run of close rows of a lane.
template <class F>
void LaneRanker::for_each_run(std::size_t lane, const F& f) {
  std::size_t end = 0;
  for (std::size_t k = 0; k < n_close_; ++k) {
    const CloseRow& close = close_[k];
    if ((close.lanes >> lane & 1U) == 0 || close.row < end) continue;
    end = run_end(lane, close.row);
    f(close.row, end);
  }
}

ZONERANK_INLINE void LaneRanker::count(std::size_t lane, std::uint32_t* frequency) {
  const std::size_t n = output_->zones.size();
  rank_lanes().count(key_.data(), n, lane, n, frequency);
  for_each_run(lane, [&](std::size_t first, std::size_t end) {
    order_run(lane, first, end);
    for (std::size_t row = first; row < end; ++row) {  // instead of what keys said
      --frequency[(n - 1 - row) * n + place_at(row, lane)];
      ++frequency[static_cast<std::size_t>(rank_[row] - 1) * n + order_[row]];
    }
  });
}

ZONERANK_INLINE void LaneRanker::ranks(std::size_t lane, std::int32_t* rank) {
  const std::size_t n = output_->zones.size();
  for (std::size_t row = 0; row < n; ++row) {
    order_[row] = place_at(row, lane);
    rank_[row] = static_cast<std::uint16_t>(n - row);
  }
  for_each_run(lane, [&](std::size_t first, std::size_t end) { order_run(lane, first, end); });
  for (std::size_t row = 0; row < n; ++row) {
    rank[static_cast<std::size_t>(output_->zones[order_[row]])] = rank_[row];
  }
}

}  // namespace zonerank::detail
