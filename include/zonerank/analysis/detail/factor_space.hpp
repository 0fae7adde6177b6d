#pragma once
// The factors of a sensitivity analysis, and the ranking at a point of their space.

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "zonerank/analysis/detail/draw_model.hpp"
#include "zonerank/analysis/detail/lane_ranker.hpp"

namespace zonerank::detail {

struct SpaceFactor {
  std::string name;
  enum Kind { weight, list, left_out, error } kind = weight;
  std::size_t at = 0;  ///< child, list or error
};

/// A point: a uniform number for every child's weight, the choices, the numbers of the errors.
struct SpacePoint {
  std::vector<double> u;                ///< children
  std::vector<std::vector<float>> raw;  ///< readings x children: weights before shares are taken
  std::vector<std::size_t> choice;      ///< a list
  std::uint32_t left_out = 0;
  std::vector<std::uint64_t> error;  ///< which draw of each error
};

class FactorSpace {
 public:
  /// @throws Error as sensitivity() does
  explicit FactorSpace(const DrawInput& input);

  const std::vector<SpaceFactor>& factors() const { return factors_; }
  const DrawModel& model() const { return model_; }
  const DrawInput& input() const { return input_; }
  const Vector& nominal_ranks() const { return nominal_ranks_; }

  SpacePoint nominal() const;
  /// Sets a factor by a uniform number; of an error by the number of a draw.
  void set(SpacePoint& point, std::size_t factor, double u, std::uint64_t draw) const;
  /// Whether two uniform numbers mean something else: always but for choices.
  bool differs(std::size_t factor, double u, double v) const;
  std::size_t reading_of(const SpacePoint& point) const;

 private:
  void check_trees() const;
  void find_factors();
  std::size_t choice(std::size_t factor, double u) const;

  const DrawInput& input_;
  DrawModel model_;
  std::vector<SpaceFactor> factors_;
  std::vector<std::size_t> sizes_;  ///< of lists
  Vector nominal_ranks_;
};

/// Rankings at several points at once.
class SpaceRanker {
 public:
  SpaceRanker(const FactorSpace& space, std::uint64_t seed, Index columns);

  void add(const SpacePoint& point, Index column);
  /// Ranks what was added; after it data that was read anew is forgotten.
  void finish();

  /// Scores of zones, their ranks, the mean of |rank - nominal rank|, by points. NaN for a zone
  /// without a score.
  const Matrix& results() const { return results_; }

 private:
  /// Data read anew, with errors.
  struct Fresh {
    DrawInput input;
    std::unique_ptr<DrawModel> model;
  };

  const DrawModel& model_of(const SpacePoint& point, std::size_t reading);
  void flush();

  const FactorSpace& space_;
  std::uint64_t seed_;
  LaneRanker ranker_;
  LaneWeights weights_;  ///< where groups have other means
  AlignedVector<std::uint16_t> place_;
  std::map<std::vector<std::uint64_t>, Fresh> fresh_;  ///< by reading and numbers of errors
  const DrawModel* model_ = nullptr;                   ///< of what is pending
  const PreparedReading* reading_ = nullptr;
  AlignedVector<float> share_;
  std::vector<Index> pending_;
  Matrix results_;
};

}  // namespace zonerank::detail
