#pragma once
// Readings made ready for drawing: plans of weights, and scores of every output in single and
// double precision.

#include <array>
#include <memory>
#include <vector>

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
  std::vector<Index> columns;  ///< indicators below it
  /// For each column the children, by number in the plan, whose shares multiply to its weight.
  std::vector<std::vector<std::size_t>> paths;
  std::vector<Index> zones;  ///< with a score
  /// Of those, 0, or where something below is missing 1 + the row of gap_values.
  std::vector<std::uint32_t> gaps;
  bool has_gaps = false;
  /// Rows of zones with gaps x children of the plan: scores or logarithms of indicators, else NaN.
  std::vector<double> gap_values;
  std::vector<double> values;    ///< zones x columns by rows: scores or logarithms; 0 in gaps
  std::vector<double> centres;   ///< of columns: the middle of their values
  std::vector<float> scaled;     ///< (value - centre) / range; 0 in gaps
  double range = 1.0;            ///< so that nearly all sums of scaled are within +-1/2
  double low = 0.0, high = 1.0;  ///< of values
  std::int32_t close = 0;        ///< units within which keys do not decide
};

/// A reading with its plan; children of all groups are numbered one after the other.
struct PreparedReading {
  const Reading* reading = nullptr;
  std::vector<DrawChild> children;
  std::vector<DrawGroup> groups;
  std::vector<std::vector<std::uint32_t>> orders;
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

  /// Value of a zone (by place in output.zones) from the shares of one lane, in double precision.
  /// -infinity where nothing that counts is there.
  double value(const PreparedReading& reading, const Output& output, std::size_t place,
               const float* share, std::size_t lane, const float* weight) const;

  /// value() of a zone with gaps in all lanes.
  void gap_values(const PreparedReading& reading, const Output& output, std::size_t place,
                  const float* share, double* to) const;

  /// Scores of every group by aggregate(), from the shares of one lane.
  Matrix group_scores(const PreparedReading& reading, const float* share, std::size_t lane) const;

 private:
  void prepare(const Reading& reading);
  void plan_group(PreparedReading& to, std::size_t g);
  Output output_of(const PreparedReading& reading, std::size_t g) const;
  static void add_gap_values(const PreparedReading& reading, Index zone, Output& output);
  static void scale(Output& output, const std::vector<double>& least,
                    const std::vector<double>& most, const WeightTree& tree);
  void inside_out(const PreparedReading& reading, const double* values, std::size_t g, Index zone,
                  const float* share, double* to) const;

  const DrawInput& input_;
  std::vector<std::size_t> output_groups_;
  std::vector<Index> candidates_;
  std::vector<PreparedReading> readings_;
};

/// Flat weights of an output's columns in all lanes: products of shares.
void flat_weights(const Output& output, const float* share, float* weight);

/// The points of a value: itself, or its exponential.
double points(Combine combine, double value);

}  // namespace zonerank::detail
