#pragma once
// The weights of one output in 16 draws: as whole steps, and in double precision.

#include <vector>

#include "zonerank/analysis/detail/draw_model.hpp"
#include "zonerank/core/detail/aligned.hpp"

namespace zonerank::detail {

class LaneWeights {
 public:
  /// Whole steps from the shares of a reading's children.
  void draw(const Output& output, const float* share);
  /// The base itself in all lanes, in double precision too.
  void take_base(const Output& output);

  /// Pairs of differences from the base, as DrawLanes::steps gives them.
  const std::int32_t* pairs() const { return pair_.data(); }
  /// The sums of their squares.
  const float* squares() const { return square_.data(); }

  /// Fills what follows, in double precision.
  void to_doubles(const Output& output);
  /// Columns x lanes, of any sum.
  const double* columns() const { return column_.data(); }
  /// Sums of the weights, and of weight * centre.
  const std::array<double, lanes>& totals() const { return total_; }
  const std::array<double, lanes>& offsets() const { return offset_; }
  /// Children of the plan x lanes: the weight of an indicator, or of all in a group; 0 elsewhere.
  const double* children(const PreparedReading& reading, const Output& output);

  /// Of one lane, as shares of their sum: what scores in double precision are summed with.
  void shares(const Output& output, std::size_t lane, std::vector<double>& to) const;

 private:
  AlignedVector<std::int32_t> pair_;
  AlignedVector<double> column_, child_;
  std::array<float, lanes> square_{};
  std::array<double, lanes> total_{}, offset_{};
};

/// sum_j weight_j value_j of a zone without gaps, in the order of the columns.
double weighted_sum(const Output& output, std::size_t place, const std::vector<double>& weight);

}  // namespace zonerank::detail
