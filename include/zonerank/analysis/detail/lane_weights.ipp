#pragma once
#include "zonerank/analysis/detail/lane_weights.hpp"

#include <algorithm>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {

ZONERANK_INLINE void LaneWeights::draw(const Output& output, const float* share) {
  pair_.resize(column_pairs(output.grid.columns()) * lanes);
  draw_lanes().steps(output.grid.plan(), share, pair_.data(), square_.data());
}

ZONERANK_INLINE void LaneWeights::take_base(const Output& output) {
  pair_.assign(column_pairs(output.grid.columns()) * lanes, 0);
  square_ = {};
  to_doubles(output);
}

ZONERANK_INLINE void LaneWeights::to_doubles(const Output& output) {
  const std::size_t m = output.grid.columns();
  column_.resize(m * lanes);
  draw_lanes().weights(pair_.data(), output.grid.step.data(), output.grid.base.data(), m,
                       column_.data(), total_.data());
  offset_ = {};
  for (std::size_t j = 0; j < m; ++j) {
    const double centre = output.centres[j];
    for (std::size_t l = 0; l < lanes; ++l) offset_[l] += column_[j * lanes + l] * centre;
  }
}

ZONERANK_INLINE const double* LaneWeights::children(const PreparedReading& reading,
                                                    const Output& output) {
  child_.assign(reading.children.size() * lanes, 0.0);
  for (std::size_t j = 0; j < output.paths.size(); ++j) {
    std::copy_n(column_.data() + j * lanes, lanes, child_.data() + output.paths[j].back() * lanes);
  }
  for (std::size_t at = output.groups.size(); at-- > 0;) {  // children come before their parents
    const std::size_t g = output.groups[at];
    const std::vector<Child>& children = reading.reading->tree.children[g];
    for (std::size_t k = 0; k < children.size(); ++k) {
      if (children[k].is_indicator) continue;
      const auto below = static_cast<std::size_t>(children[k].index);
      double* const to = child_.data() + (reading.first[g] + k) * lanes;
      for (std::size_t i = 0; i < reading.reading->tree.children[below].size(); ++i) {
        const double* const from = child_.data() + (reading.first[below] + i) * lanes;
        for (std::size_t l = 0; l < lanes; ++l) to[l] += from[l];
      }
    }
  }
  return child_.data();
}

ZONERANK_INLINE void LaneWeights::shares(const Output& output, std::size_t lane,
                                         std::vector<double>& to) const {
  const WeightGrid& grid = output.grid;
  to.resize(grid.columns());
  double sum = 0.0;
  for (std::size_t j = 0; j < to.size(); ++j) {
    const auto pair = static_cast<std::uint32_t>(pair_[j / 2 * lanes + lane]);
    const std::int32_t steps = static_cast<std::int32_t>(j % 2 == 0 ? pair << 16 : pair) >> 16;
    to[j] = grid.step[j] * (static_cast<double>(grid.base[j]) + static_cast<double>(steps));
    sum += to[j];
  }
  for (double& weight : to) weight = sum > 0.0 ? weight / sum : 0.0;
}

ZONERANK_INLINE double weighted_sum(const Output& output, std::size_t place,
                                    const std::vector<double>& weight) {
  const double* const values = output.values.data() + place * weight.size();
  double sum = 0.0;
  for (std::size_t j = 0; j < weight.size(); ++j) sum += weight[j] * values[j];
  return sum;
}

}  // namespace zonerank::detail
