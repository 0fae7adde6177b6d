#pragma once
// Branch and bound for the cheapest steps of movers.

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "zonerank/analysis/detail/plan_model.hpp"
#include "zonerank/analysis/plan.hpp"
#include "zonerank/analysis/what_if.hpp"
#include "zonerank/table/balance_rules.hpp"

namespace zonerank::detail {

/// The steps of a plan, and what they cost.
struct FoundPlan {
  std::vector<std::int64_t> steps;  ///< by mover
  double effort = 0.0;
  double at_least = 0.0;  ///< no plan takes less
  bool is_reached = false, is_closed = false;
};

class PlanSearch {
 public:
  PlanSearch(const LeverCase& of, const PlanOptions& limits, const std::vector<EffortUnit>& units);

  const PlanModel& model() const { return model_; }
  const std::vector<Mover>& movers() const { return movers_; }

  FoundPlan run(double rank);
  /// The edits of a plan.
  std::vector<Edit> edits(std::span<const std::int64_t> steps) const;

 private:
  using Steps = std::vector<std::int64_t>;
  /// A rule of the check list that holds today, by steps.
  struct MovedRule {
    BalanceRule rule;
    Int128 today;
    std::vector<std::pair<std::size_t, Int128>> terms;  ///< mover, and what one step adds
  };
  /// How much of each mover the linear bound takes.
  struct Relaxed {
    double effort = 0.0;
    std::vector<double> steps;
    bool is_possible = false;
  };

  void try_alone();
  void least_steps(Steps& steps, std::size_t mover, std::int64_t from);
  void look_into(PlanBox box, bool also_improve);
  void corners(const PlanBox& box);
  Relaxed relax(const PlanBox& box, double needed) const;
  Steps rounded(const PlanBox& box, const Relaxed& relaxed) const;
  void branch(const PlanBox& box, const Relaxed& relaxed, double needed);
  void push(PlanBox box, double effort);
  bool take(const Steps& steps);
  void improve(const PlanBox& box, Steps steps);
  void repair(const PlanBox& box, const Relaxed& relaxed, Steps steps);
  bool reaches(const Steps& steps);
  double needed_score(std::span<const MovedValue> values);
  double effort(const Steps& steps) const;
  int moved(const Steps& steps) const;
  bool may(const Steps& steps) const;

  const LeverCase& of_;
  PlanOptions limits_;
  PlanModel model_;
  ValueGame game_;
  OtherZones others_;
  std::vector<MovedRule> rules_;
  std::vector<Mover> movers_;
  double rank_ = 1.0;
  double needed_inside_ = missing;  ///< while no bound moves
  FoundPlan found_;
  std::map<Steps, bool> reached_;  ///< by whole rankings
  std::vector<PlanBox> open_;      ///< a heap, the least effort first
  std::vector<double> low_, high_, corner_;
  std::vector<Gain> gains_;
};

}  // namespace zonerank::detail
