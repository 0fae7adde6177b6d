#pragma once
// Readings made ready for drawing: plans of weights, and scores of every output in whole numbers
// and in double precision.

#include <array>
#include <memory>
#include <vector>

#include "zonerank/analysis/detail/key_scale.hpp"
#include "zonerank/analysis/detail/weight_grid.hpp"
#include "zonerank/analysis/uncertainty.hpp"
#include "zonerank/lanes/draw_lanes.hpp"

namespace zonerank::detail {

/// How the scores of an output are combined.
enum class Combine {
  sums,  ///< all groups below are arithmetic means
  logs,  ///< all are geometric means: sums of logarithms
  any,   ///< something else: aggregate() a draw
};

/// The score of one group (or overall) in one reading.
struct Output {
  std::size_t group = 0;
  Combine combine = Combine::sums;
  std::vector<std::size_t> groups;  ///< it and those below, each before its children
  std::vector<Index> columns;       ///< indicators below it
  /// For each column the children, by number in the plan, whose shares multiply to its weight.
  std::vector<std::vector<std::size_t>> paths;
  WeightGrid grid;           ///< of the columns' weights
  std::vector<Index> zones;  ///< with a score, in ascending order of it or nearly so
  /// Of all zones, their place in `zones`.
  std::vector<std::uint32_t> places;
  /// Of `zones`, 0, or where something below is missing 1 + the row of gap_values.
  std::vector<std::uint32_t> gaps;
  std::uint32_t n_gaps = 0;
  /// Rows of zones with gaps x children of the plan: scores or logarithms of indicators, else NaN.
  std::vector<double> gap_values;
  std::vector<double> values;    ///< zones x columns by rows: scores or logarithms; 0 in gaps
  std::vector<double> centres;   ///< of columns: the middle of their values
  double low = 0.0, high = 1.0;  ///< of values
  KeyScale keys;                 ///< where groups are means of one kind
};

/// A reading with its plan; children of all groups are numbered one after the other.
struct PreparedReading {
  const Reading* reading = nullptr;
  std::vector<DrawChild> children;
  std::vector<DrawGroup> groups;
  std::vector<std::vector<std::uint32_t>> orders;
  std::vector<float> roots;        ///< of DrawPlan
  std::vector<std::size_t> first;  ///< number of a group's first child
  std::vector<Output> outputs;
  DrawPlan plan() const;
};

class DrawModel {
 public:
  /// @throws Error bad-option
  DrawModel(const DrawInput& input, bool with_groups);

  const std::vector<PreparedReading>& readings() const { return readings_; }
  const std::vector<std::size_t>& output_groups() const { return output_groups_; }
  /// Group scores of the nominal ranking.
  const Matrix& nominal() const {
    return input_.nominal.size() > 0 ? input_.nominal : input_.readings[0].group_scores;
  }
  Index zones() const { return input_.readings[0].scores.rows(); }
  /// Indicators that a draw may leave out, as numbered in DrawChild::left_out less one.
  const std::vector<Index>& candidates() const { return candidates_; }
  bool chooses() const { return readings_.size() > 1 || !candidates_.empty(); }

  struct Choice {
    std::uint32_t reading = 0;
    std::uint32_t left_out = 0;  ///< 1 + place among candidates; 0: none
  };
  /// Of 16 draws.
  void choose(const std::uint64_t* draws, std::uint64_t seed, std::array<Choice, lanes>& to) const;

  /// Values of a zone with gaps (by place in output.zones) in all lanes, from the weights of the
  /// plan's children. -infinity where nothing that counts is there.
  void gap_values(const PreparedReading& reading, const Output& output, std::size_t place,
                  const double* weight, double* to) const;

  /// Scores of an output's groups by aggregate(), zones x groups, from one lane of the weights of
  /// the plan's children; of their shares in a group whose weight is 0.
  Matrix group_scores(const PreparedReading& reading, const Output& output, const double* weight,
                      const float* share, std::size_t lane) const;

 private:
  void prepare(const Reading& reading);
  void plan_group(PreparedReading& to, std::size_t g);
  Output output_of(const PreparedReading& reading, std::size_t g) const;
  void order_zones(const PreparedReading& reading, Output& output) const;
  static void add_gap_values(const PreparedReading& reading, Index zone, Output& output);
  void inside_out(const PreparedReading& reading, const double* values, std::size_t g, Index zone,
                  const double* weight, double* to) const;

  const DrawInput& input_;
  std::vector<std::size_t> output_groups_;
  std::vector<Index> candidates_;
  std::vector<PreparedReading> readings_;
};

/// The points of a value: itself, or its exponential.
double points(Combine combine, double value);

}  // namespace zonerank::detail
