#pragma once
// Branch and bound for the cheapest steps of movers.

#include <cstdint>
#include <span>
#include <vector>

#include "zonerank/analysis/detail/plan_gains.hpp"
#include "zonerank/analysis/detail/plan_trials.hpp"

namespace zonerank::detail {

/// The steps of a plan, and what they cost.
struct FoundPlan {
  PlanSteps steps;
  double effort = 0.0;
  double at_least = 0.0;  ///< no plan takes less
  bool is_reached = false, is_closed = false;
};

class PlanSearch {
 public:
  PlanSearch(const LeverCase& of, const PlanOptions& limits, const std::vector<EffortUnit>& units);
  PlanSearch(const PlanSearch&) = delete;  // its parts look at each other

  const PlanModel& model() const { return model_; }
  const std::vector<Mover>& movers() const { return movers_; }
  std::vector<Edit> edits(std::span<const std::int64_t> steps) const {
    return trials_.edits(steps);
  }

  /// The cheapest plan for a rank. At most so many boxes are looked into; `seed` is a plan for a
  /// better rank, if there is one.
  FoundPlan run(double rank, int most_boxes, const PlanSteps& seed = {});

 private:
  struct Corners {
    std::vector<double> at, low, high;  ///< figures at the least steps, and the ends of all
  };

  void try_alone();
  void least_steps(PlanSteps& steps, std::size_t mover, std::int64_t from);
  void look_into(PlanBox box, bool also_improve);
  void corners(const PlanBox& box, Corners& of) const;
  double most_gain(const PlanBox& box) const;
  PlanSteps rounded(const PlanBox& box, const PlanGains& gains, std::span<const double> more) const;
  void branch(const PlanBox& box, double needed);
  std::size_t mover_to_halve(const PlanBox& box, double& excess);
  void push(PlanBox box, double effort);
  bool is_dear(double effort) const;
  bool take(const PlanSteps& steps);
  bool climb(const PlanBox& box, PlanSteps& steps);
  void improve(const PlanBox& box, PlanSteps steps);
  void repair(const PlanBox& box, PlanSteps steps);

  PlanOptions limits_;
  PlanTrials trials_;
  PlanModel& model_;
  const std::vector<Mover>& movers_;
  PlanGains gains_, climb_gains_;  ///< of the box, and of steps on the way up
  FoundPlan found_;
  std::vector<PlanBox> open_;  ///< a heap, the least effort first
  Corners corners_, climbed_;
  std::vector<double> steps_, more_, turned_;
};

}  // namespace zonerank::detail
