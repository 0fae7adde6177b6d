#pragma once
// What steps of movers give a zone: whether they are allowed, its rank with them, its lead.

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

using PlanSteps = std::vector<std::int64_t>;  ///< by mover

class PlanTrials {
 public:
  PlanTrials(const LeverCase& of, const PlanOptions& limits, const std::vector<EffortUnit>& units);

  PlanModel& model() { return model_; }
  const PlanModel& model() const { return model_; }
  const std::vector<Mover>& movers() const { return movers_; }

  /// The rank that is looked for from now on.
  void aim_at(double rank);
  double effort(const PlanSteps& steps) const;
  int moved(const PlanSteps& steps) const;
  /// Whether the same figure is moved the other way.
  bool other_way_moves(std::size_t mover, const PlanSteps& steps) const;
  /// Whether the zone has the rank with the steps, and the steps are allowed.
  bool reaches(const PlanSteps& steps) { return rank_of(steps) <= rank_; }
  /// By how much the zone is ahead of the score that it needs.
  double lead(std::span<const double> figures);
  /// No score below it gives the rank, with the others where the zone's values of the lines,
  /// turned, put them.
  double needed(std::span<const double> turned);
  /// The edits of a plan.
  std::vector<Edit> edits(std::span<const std::int64_t> steps) const;

 private:
  /// A rule of the check list that holds today, by steps.
  struct MovedRule {
    BalanceRule rule;
    Int128 today;
    std::vector<std::pair<std::size_t, Int128>> terms;  ///< mover, and what one step adds
  };

  void find_movers(const std::vector<EffortUnit>& units);
  void find_rules();
  bool may(const PlanSteps& steps) const;
  double rank_of(const PlanSteps& steps);
  std::span<const double> others(std::span<const double> turned);

  const LeverCase& of_;
  PlanOptions limits_;
  PlanModel model_;
  ValueGame game_;
  OtherZones others_;
  std::vector<Mover> movers_;
  std::vector<MovedRule> rules_;
  std::vector<double> inside_;  ///< the others' scores in descending order, while no bound moves
  double rank_ = 1.0;
  std::map<PlanSteps, double> ranked_;  ///< by whole rankings
  std::vector<double> figures_, in_order_;
};

}  // namespace zonerank::detail
