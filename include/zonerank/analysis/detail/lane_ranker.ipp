#pragma once
#include "zonerank/analysis/detail/lane_ranker.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {

ZONERANK_INLINE void LaneRanker::run(const DrawModel& model, const PreparedReading& reading,
                                     const Output& output, const float* share, std::size_t valid,
                                     bool values, std::uint16_t* place, std::size_t stride) {
  model_ = &model;
  reading_ = &reading;
  output_ = &output;
  place_ = place;
  stride_ = stride;
  exact_lanes_ = 0;
  ties_.clear();
  const RankLanes& kernels = rank_lanes();
  const std::size_t zones = output.zones.size();
  weights_.draw(output, share);
  if (zones != zones_) {
    key_.assign(key_rows(zones) * lanes, last_key);
    found_.resize(zones + 1);
    zones_ = zones;
  }
  if (values) sum_.resize(zones * lanes);
  kernels.keys(output.keys.table(column_pairs(output.grid.columns())), weights_.pairs(),
               key_.data(), values ? sum_.data() : nullptr);
  limits(valid);
  if (values || output.n_gaps > 0) {
    weights_.to_doubles(output);
    for (std::size_t l = 0; l < lanes; ++l) {
      const double total = weights_.totals()[l];
      const double inverse = total > 0.0 ? 1.0 / total : 0.0;
      offset_[l] = weights_.offsets()[l] * inverse;
      per_unit_[l] = output.keys.unit * inverse;
    }
  }
  if (output.n_gaps > 0) key_gaps();
  // Where many lanes have to be mended a whole sort is faster.
  const int layers = n_mended_ > 64 + n_sorted_ / 16 ? 0 : output.keys.layers;
  n_sorted_ += valid;
  kernels.sort(zones, layers, key_.data());
  order_close(find_close(valid));
}

/// Rows that keys do not decide. Lanes that the layers of sort() left out of order are sorted.
ZONERANK_INLINE std::size_t LaneRanker::find_close(std::size_t valid) {
  std::uint32_t unsorted = 0;
  const auto find = [&] {
    return rank_lanes().close_rows(key_.data(), zones_, output_->keys.zone_bits, close_.data(),
                                   place_, stride_, found_.data(), &unsorted);
  };
  const std::size_t n = find();
  unsorted &= (1U << valid) - 1U;
  if (unsorted == 0) return n;
  n_mended_ += static_cast<std::size_t>(std::popcount(unsorted));
  for (; unsorted != 0; unsorted &= unsorted - 1)
    mend(static_cast<std::size_t>(std::countr_zero(unsorted)));
  return find();
}

ZONERANK_INLINE void LaneRanker::mend(std::size_t lane) {
  lane_key_.resize(zones_);
  for (std::size_t row = 0; row < zones_; ++row) lane_key_[row] = key_[row * lanes + lane];
  std::sort(lane_key_.begin(), lane_key_.end());
  for (std::size_t row = 0; row < zones_; ++row) key_[row * lanes + lane] = lane_key_[row];
}

/// Zones with gaps have no flat weights: their keys come from double precision.
ZONERANK_INLINE void LaneRanker::key_gaps() {
  const KeyScale& keys = output_->keys;
  const double* const weight = weights_.children(*reading_, *output_);
  gap_value_.resize(output_->n_gaps * lanes);
  const double zone_factor = std::ldexp(1.0, keys.zone_bits);
  const double per_point = 1.0 / (keys.unit * keys.per_key);
  const double low = keys.low / keys.per_key;
  const std::array<double, lanes>& totals = weights_.totals();
  const std::array<double, lanes>& offsets = weights_.offsets();
  const double least = static_cast<double>(first_key) / zone_factor;
  const double most = static_cast<double>(last_key) / zone_factor - 4.0;
  for (std::size_t i = 0; i < output_->zones.size(); ++i) {
    if (output_->gaps[i] == 0) continue;
    double* const value = gap_value_.data() + (output_->gaps[i] - 1) * lanes;
    model_->gap_values(*reading_, *output_, i, weight, value);
    for (std::size_t l = 0; l < lanes; ++l) {
      const double sum = value[l] * totals[l] - offsets[l];
      const double at = sum * per_point - low;
      const double key = at > least ? std::min(at, most) : least;  // least where there is no value
      key_[i * lanes + l] = static_cast<std::int32_t>(key) << keys.zone_bits |
                            static_cast<std::int32_t>(output_->zones[i]);
    }
  }
}

/// How near keys do not decide, in every lane; nothing is near in lanes that do not count.
ZONERANK_INLINE void LaneRanker::limits(std::size_t valid) {
  const KeyScale& keys = output_->keys;
  const double zone_factor = std::ldexp(1.0, keys.zone_bits);
  close_.fill(-1);
  wide_lanes_ = 0;
  counted_lanes_.fill(0.0);
  for (std::size_t l = 0; l < valid; ++l) {
    const double norm = std::sqrt(static_cast<double>(weights_.squares()[l]));
    const double near = keys.close + keys.close_per_norm * norm + 2.0;  // whole keys, rounded up
    const bool is_wide = !(norm <= keys.most_norm);
    const bool decides = !is_wide && near * zone_factor < 0x1p30;
    close_[l] = decides ? static_cast<std::int32_t>(near * zone_factor) : all_close;
    wide_lanes_ |= (is_wide ? 1U : 0U) << l;
    counted_lanes_[l] = is_wide ? 0.0 : 1.0;
  }
}

/// The value of a zone in double precision; -infinity without one.
ZONERANK_INLINE double LaneRanker::exact(std::size_t place, std::size_t lane) {
  if (output_->gaps[place] != 0) return gap_value_[(output_->gaps[place] - 1) * lanes + lane];
  if ((exact_lanes_ >> lane & 1U) == 0) {
    weights_.shares(*output_, lane, share_[lane]);
    exact_lanes_ |= 1U << lane;
  }
  return weighted_sum(*output_, place, share_[lane]);
}

/// The sign of one zone's value less another's.
ZONERANK_INLINE int LaneRanker::compare(std::uint16_t zone, std::uint16_t other, std::size_t lane) {
  const std::size_t a = output_->places[zone];
  const std::size_t b = output_->places[other];
  const KeyScale& keys = output_->keys;
  if (keys.kind[a] == keys.kind[b]) return 0;
  if (output_->gaps[a] == 0 && output_->gaps[b] == 0) {
    const std::size_t pairs = column_pairs(output_->grid.columns());
    const double moved =
        rank_lanes().lead(weights_.pairs() + lane, keys.terms.data() + a * 2 * pairs,
                          keys.terms.data() + b * 2 * pairs, pairs);
    const double lead = moved + (keys.at_base[a] - keys.at_base[b]);
    if (lead > keys.rounding) return 1;
    if (lead < -keys.rounding) return -1;
  }
  const double own = exact(a, lane);
  const double theirs = exact(b, lane);
  return own > theirs ? 1 : own < theirs ? -1 : 0;
}

/// Orders the close rows `first` to `end` - 1 of a lane; ties have the rank of the best of them.
ZONERANK_INLINE void LaneRanker::order_run(std::size_t lane, std::size_t first, std::size_t end) {
  constexpr std::size_t few = 8;
  if (end - first == 2) {  // as nearly all
    std::uint16_t& low = zone_at(first, lane);
    std::uint16_t& high = zone_at(first + 1, lane);
    const int sign = compare(high, low, lane);
    if (sign > 0) return;
    if (sign < 0) return std::swap(low, high);
  }
  if (end - first > few) return sort_run(lane, first, end);
  std::array<bool, few> ties{};  // with the row before
  for (std::size_t row = first + 1; row < end; ++row) {
    const std::uint16_t zone = zone_at(row, lane);
    std::size_t to = row;
    int sign = 1;
    while (to > first) {
      sign = compare(zone, zone_at(to - 1, lane), lane);
      if (sign >= 0) break;
      zone_at(to, lane) = zone_at(to - 1, lane);
      --to;
    }
    zone_at(to, lane) = zone;
    for (std::size_t k = row; k > to; --k) ties[k - first] = ties[k - first - 1];
    ties[to - first] = to > first && sign == 0;
    if (to < row) ties[to - first + 1] = false;  // the zone is below it
  }
  std::size_t better = end - 1;
  for (std::size_t row = end - 1; row-- > first;) {
    if (!ties[row + 1 - first]) better = row;
    if (better > row)
      ties_.push_back({static_cast<std::uint16_t>(lane), static_cast<std::uint16_t>(row),
                       static_cast<std::uint16_t>(better)});
  }
}

/// The same of more rows, by values.
ZONERANK_INLINE void LaneRanker::sort_run(std::size_t lane, std::size_t first, std::size_t end) {
  run_.clear();
  for (std::size_t row = first; row < end; ++row) {
    const std::uint16_t zone = zone_at(row, lane);
    run_.emplace_back(exact(output_->places[zone], lane), zone);
  }
  std::sort(run_.begin(), run_.end());
  std::size_t better = end - 1;
  for (std::size_t k = run_.size(); k-- > 0;) {
    const std::size_t row = first + k;
    zone_at(row, lane) = run_[k].second;
    if (k + 1 < run_.size() && run_[k].first != run_[k + 1].first) better = row;
    if (better > row)
      ties_.push_back({static_cast<std::uint16_t>(lane), static_cast<std::uint16_t>(row),
                       static_cast<std::uint16_t>(better)});
  }
}

/// Runs of close rows, lane by lane.
ZONERANK_INLINE void LaneRanker::order_close(std::size_t n_close) {
  std::array<std::size_t, lanes> end{};  // of the last run
  for (std::size_t k = 0; k < n_close; ++k) {
    const std::size_t row = found_[k].row;
    for (std::uint32_t bits = found_[k].lanes; bits != 0; bits &= bits - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(bits));
      if (row < end[lane]) continue;
      std::size_t last = row + 1;
      for (std::size_t next = k + 1;
           next < n_close && found_[next].row == last && (found_[next].lanes >> lane & 1U) != 0;
           ++next)
        ++last;
      end[lane] = last + 1;
      order_run(lane, row, last + 1);
    }
  }
}

ZONERANK_INLINE void LaneRanker::share_ranks(std::size_t columns, std::uint32_t* frequency) const {
  const std::size_t n = output_->zones.size();
  for (const Tie& tie : ties_) {
    const std::uint16_t zone = zone_at(tie.row, tie.lane);
    --frequency[(n - 1 - tie.row) * columns + zone];
    ++frequency[(n - 1 - tie.better) * columns + zone];
  }
}

ZONERANK_INLINE void LaneRanker::ranks(std::size_t lane, std::int32_t* rank) const {
  const std::size_t n = output_->zones.size();
  for (std::size_t row = 0; row < n; ++row)
    rank[zone_at(row, lane)] = static_cast<std::int32_t>(n - row);
  for (const Tie& tie : ties_) {
    if (tie.lane == lane) rank[zone_at(tie.row, lane)] = static_cast<std::int32_t>(n) - tie.better;
  }
}

ZONERANK_INLINE void LaneRanker::add_scores(const ScoreCounts& to) const {
  rank_lanes().add_scores(
      {sum_.data(), output_->keys.at_base.data(), offset_.data(), per_unit_.data(),
       output_->gaps.data(), gap_value_.data(), counted_lanes_.data()},
      output_->zones.data(), output_->zones.size(), to);
}

ZONERANK_INLINE double LaneRanker::value(std::size_t place, std::size_t lane) {
  const std::uint32_t gap = output_->gaps[place];
  if (gap != 0 || (wide_lanes_ >> lane & 1U) != 0) return exact(place, lane);
  const auto sum = static_cast<double>(sum_[place * lanes + lane]);
  return offset_[lane] + per_unit_[lane] * (output_->keys.at_base[place] + sum);
}

}  // namespace zonerank::detail
