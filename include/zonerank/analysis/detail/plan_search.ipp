#pragma once
#include "zonerank/analysis/detail/plan_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(plan_search) {

constexpr int most_climbs = 40;
constexpr double out_of_reach = std::numeric_limits<double>::infinity();

/// The heap's top is the box of the least effort.
struct DearerFirst {
  bool operator()(const PlanBox& a, const PlanBox& b) const { return a.effort > b.effort; }
};

}  // ZONERANK_OWN(plan_search)

ZONERANK_INLINE PlanSearch::PlanSearch(const LeverCase& of, const PlanOptions& limits,
                                       const std::vector<EffortUnit>& units)
    : limits_(limits),
      trials_(of, limits, units),
      model_(trials_.model()),
      movers_(trials_.movers()),
      gains_(model_, movers_),
      climb_gains_(model_, movers_) {}

/// The figures at the box's low corner, and the ends of all figures in it.
ZONERANK_INLINE void PlanSearch::corners(const PlanBox& box, Corners& of) const {
  model_.at(movers_, box.low, of.at);
  of.low = of.high = of.at;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    const std::size_t f = movers_[m].figure;
    const double end = model_.figures()[f].at(box.high[m], movers_[m].way);
    of.low[f] = std::min(of.low[f], end);
    of.high[f] = std::max(of.high[f], end);
  }
}

/// Whether nothing of that effort is worth looking at.
ZONERANK_INLINE bool PlanSearch::is_dear(double effort) const {
  return found_.is_reached && effort >= found_.effort * (1.0 - limits_.tolerance);
}

ZONERANK_INLINE bool PlanSearch::take(const PlanSteps& steps) {
  const double cost = trials_.effort(steps);
  if (found_.is_reached && cost >= found_.effort) return false;
  if (!trials_.reaches(steps)) return false;
  found_.steps = steps;
  found_.effort = cost;
  found_.is_reached = true;
  return true;
}

/// From steps that may reach the rank or not: on by what the bound takes from there, time and
/// again, until they do; whether they do.
ZONERANK_INLINE bool PlanSearch::climb(const PlanBox& box, PlanSteps& steps) {
  for (int time = 0; !trials_.reaches(steps); ++time) {
    if (time == most_climbs) return false;
    PlanBox rest{steps, box.high, 0.0};
    const bool is_full = limits_.at_most > 0 && trials_.moved(steps) >= limits_.at_most;
    for (std::size_t m = 0; m < movers_.size(); ++m) {
      if (steps[m] == 0 && (is_full || trials_.other_way_moves(m, steps))) rest.high[m] = 0;
    }
    corners(rest, climbed_);
    climb_gains_.find(rest, climbed_.at, climbed_.low, climbed_.high);
    const double still = -trials_.lead(climbed_.at) + 2.0 * model_.rounding();
    if (climb_gains_.effort(still) == out_of_reach) return false;
    climb_gains_.steps(still, more_);
    PlanSteps next = rounded(rest, climb_gains_, more_);
    if (next == steps) return false;
    steps = std::move(next);
  }
  return true;
}

/// Climbs, then goes back as far as possible, mover by mover, those that give most for their effort
/// last.
ZONERANK_INLINE void PlanSearch::improve(const PlanBox& box, PlanSteps steps) {
  if (!climb(box, steps)) return;
  std::vector<std::size_t> order;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    if (steps[m] > box.low[m]) order.push_back(m);
  }
  const auto worth = [&](std::size_t m) { return gains_.first(m) / movers_[m].effort; };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return worth(a) < worth(b); });
  for (const std::size_t m : order) least_steps(steps, m, box.low[m]);
  take(steps);
}

/// With no more figures than may move.
ZONERANK_INLINE double PlanSearch::most_gain(const PlanBox& box) const {
  if (limits_.at_most == 0) return out_of_reach;
  const auto allowed =
      static_cast<std::size_t>(std::max(0, limits_.at_most - trials_.moved(box.low)));
  std::vector<double> most;
  double of_begun = 0.0;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    const double gain = gains_.of(m, static_cast<double>(box.high[m] - box.low[m]));
    if (box.low[m] > 0)
      of_begun += gain;
    else
      most.push_back(gain);
  }
  std::sort(most.rbegin(), most.rend());
  for (std::size_t k = 0; k < std::min(allowed, most.size()); ++k) of_begun += most[k];
  return of_begun;
}

/// What the linear bound takes, in whole steps.
ZONERANK_INLINE PlanSteps PlanSearch::rounded(const PlanBox& box, const PlanGains& gains,
                                              std::span<const double> more) const {
  PlanSteps steps = box.low;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    const auto up = static_cast<std::int64_t>(std::ceil(more[m] * (1.0 - 1e-12)));
    steps[m] = std::min(box.high[m], box.low[m] + up);
  }
  while (limits_.at_most > 0 && trials_.moved(steps) > limits_.at_most) {
    std::size_t least = movers_.size();
    for (std::size_t m = 0; m < movers_.size(); ++m) {
      if (steps[m] == 0 || box.low[m] > 0) continue;
      if (least == movers_.size() || gains.of(m, more[m]) < gains.of(least, more[least])) least = m;
    }
    if (least == movers_.size()) break;
    steps[least] = 0;
  }
  return steps;
}

ZONERANK_INLINE void PlanSearch::push(PlanBox box, double effort) {
  if (is_dear(effort)) return;
  box.effort = effort;
  open_.push_back(std::move(box));
  std::push_heap(open_.begin(), open_.end(), DearerFirst{});
}

/// The mover whose gain the bound makes too great by the most, moved alone and among all that the
/// bound takes; none where it takes nothing.
ZONERANK_INLINE std::size_t PlanSearch::mover_to_halve(const PlanBox& box, double& excess) {
  std::size_t by = movers_.size();
  excess = -1.0;
  const double here = trials_.lead(corners_.at);
  const auto there = [&](std::size_t m) {
    const auto to = box.low[m] + static_cast<std::int64_t>(std::ceil(steps_[m]));
    return model_.figures()[movers_[m].figure].at(std::min(to, box.high[m]), movers_[m].way);
  };
  std::vector<double> all = corners_.at;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    if (steps_[m] > 0.0) all[movers_[m].figure] = there(m);
  }
  const double of_all = trials_.lead(all);
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    if (steps_[m] <= 0.0) continue;
    const std::size_t f = movers_[m].figure;
    double figure = std::exchange(corners_.at[f], there(m));
    const double alone = gains_.of(m, steps_[m]) - (trials_.lead(corners_.at) - here);
    corners_.at[f] = figure;
    figure = std::exchange(all[f], corners_.at[f]);
    const double within = gains_.of(m, steps_[m]) - (of_all - trials_.lead(all));
    all[f] = figure;
    if (alone + within <= excess) continue;
    excess = alone + within;
    by = m;
  }
  const std::vector<double> blame = gains_.blame(steps_);
  // The same excess is a mover's own and another's that makes its denominator small.
  const double own_most = excess;
  double blame_most = 0.1 * own_most;
  for (std::size_t m = 0; m < blame.size(); ++m) {
    if (box.high[m] > box.low[m] && blame[m] > blame_most) {
      blame_most = blame[m];
      excess = std::max(own_most, blame_most);
      by = m;
    }
  }
  return by;
}

ZONERANK_INLINE void PlanSearch::branch(const PlanBox& box, double needed) {
  double excess = -1.0;
  std::size_t by = mover_to_halve(box, excess);
  const bool too_many = limits_.at_most > 0 && [&] {
    int n = 0;
    for (std::size_t m = 0; m < movers_.size(); ++m) n += box.low[m] > 0 || steps_[m] > 0.0 ? 1 : 0;
    return n > limits_.at_most;
  }();
  const bool is_exact = by < movers_.size() && excess <= (too_many ? 0.05 : 1e-3) * needed;
  std::int64_t at = 0;
  if (is_exact && too_many) {
    // One of those that are not begun is left out or not: the one that gives most.
    double greatest = -1.0;
    for (std::size_t m = 0; m < movers_.size(); ++m) {
      const double gain = gains_.of(m, steps_[m]);
      if (box.low[m] > 0 || steps_[m] <= 0.0 || gain <= greatest) continue;
      greatest = gain;
      by = m;
    }
    at = 1;
  } else if (is_exact) {
    // The bound is as good as the figures: whole steps make the difference.
    double farthest = -1.0;
    for (std::size_t m = 0; m < movers_.size(); ++m) {
      const double part = steps_[m] - std::floor(steps_[m]);
      const double far = std::min(part, 1.0 - part) * gains_.first(m);
      if (steps_[m] > 0.0 && far > farthest) {
        farthest = far;
        by = m;
      }
    }
    at = box.low[by] + static_cast<std::int64_t>(std::ceil(steps_[by]));
  } else {
    if (by == movers_.size()) {  // nothing is needed by the bound: the widest
      double widest = 0.0;
      for (std::size_t m = 0; m < movers_.size(); ++m) {
        const double width = static_cast<double>(box.high[m] - box.low[m]) * movers_[m].effort;
        if (width <= widest) continue;
        widest = width;
        by = m;
      }
      if (by == movers_.size()) return;
    }
    at = box.low[by] + (box.high[by] - box.low[by] + 1) / 2;
  }
  at = std::clamp(at, box.low[by] + 1, box.high[by]);
  PlanBox lower = box, upper = box;
  lower.high[by] = at - 1;
  upper.low[by] = at;
  const double of_upper = std::max(box.effort, trials_.effort(upper.low));
  push(std::move(lower), box.effort);
  push(std::move(upper), of_upper);
}

/// Every mover alone, as little as it takes, so that a first plan bounds how far any has to go.
ZONERANK_INLINE void PlanSearch::try_alone() {
  PlanSteps steps(movers_.size(), 0);
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    std::int64_t most = movers_[m].most;
    if (found_.is_reached)
      most = std::min(most, static_cast<std::int64_t>(found_.effort / movers_[m].effort));
    steps[m] = most;
    if (most > 0 && trials_.reaches(steps)) {
      least_steps(steps, m, 0);
      take(steps);
    }
    steps[m] = 0;
  }
}

/// From steps with the rank: the mover back as far as halving finds, not below `from`. What is a
/// ten-millionth of the effort is not looked for.
ZONERANK_INLINE void PlanSearch::least_steps(PlanSteps& steps, std::size_t mover,
                                             std::int64_t from) {
  std::int64_t to = steps[mover];
  const auto fine = static_cast<std::int64_t>(1e-7 * trials_.effort(steps) / movers_[mover].effort);
  while (to - from > fine) {
    steps[mover] = from + (to - from) / 2;
    if (trials_.reaches(steps))
      to = steps[mover];
    else
      from = steps[mover] + 1;
  }
  steps[mover] = to;
}

/// From what the linear bound takes: one of its movers as much further as it takes.
ZONERANK_INLINE void PlanSearch::repair(const PlanBox& box, PlanSteps steps) {
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    if (steps_[m] <= 0.0 || steps[m] >= box.high[m]) continue;
    const std::int64_t from = steps[m];
    std::int64_t more = 1;  // in growing steps, so that little is found fast
    while (steps[m] < box.high[m] && !trials_.reaches(steps)) {
      steps[m] = std::min(box.high[m], from + more);
      more *= 4;
    }
    if (trials_.reaches(steps)) {
      least_steps(steps, m, from);
      take(steps);
    }
    steps[m] = from;
  }
}

ZONERANK_INLINE void PlanSearch::look_into(PlanBox box, bool also_improve) {
  const double at_corner = trials_.effort(box.low);
  if (found_.is_reached) {
    if (at_corner >= found_.effort) return;
    for (std::size_t m = 0; m < movers_.size(); ++m) {
      const double room = (found_.effort - at_corner) / movers_[m].effort;
      if (room < static_cast<double>(box.high[m] - box.low[m]))
        box.high[m] = box.low[m] + static_cast<std::int64_t>(room);
    }
  }
  if (take(box.low)) return;  // nothing in the box takes less
  corners(box, corners_);
  gains_.find(box, corners_.at, corners_.low, corners_.high);
  // Where gains count what others lose, they are where the corner puts them.
  turned_.assign(model_.turned().begin(), model_.turned().end());
  if (!model_.is_sum()) {
    for (std::size_t k = 0; k < turned_.size(); ++k)
      turned_[k] = model_.best(model_.lines()[k], corners_.low, corners_.high, 1.0);
  }
  const double still =
      trials_.needed(turned_) - model_.score(corners_.at) - std::max(1e-9, model_.rounding());
  const auto bound = [&] {
    return still > most_gain(box) ? out_of_reach : at_corner + gains_.effort(still);
  };
  const double first = bound();
  box.effort = std::max(box.effort, first);
  if (box.effort == out_of_reach || is_dear(box.effort)) return;
  gains_.steps(still, steps_);
  if (gains_.refine(steps_)) {
    const double second = bound();
    box.effort = std::max(box.effort, second);
    if (box.effort == out_of_reach || is_dear(box.effort)) return;
    if (second < first) gains_.forget();
    gains_.steps(still, steps_);
  }
  const PlanSteps steps = rounded(box, gains_, steps_);
  if (!take(steps) && also_improve) {
    repair(box, steps);
    improve(box, steps);
  }
  if (!is_dear(box.effort)) branch(box, std::max(still, 1e-9));
}

ZONERANK_INLINE FoundPlan PlanSearch::run(double rank, int most_boxes, const PlanSteps& seed) {
  trials_.aim_at(rank);
  found_ = {};
  open_.clear();
  PlanBox root{PlanSteps(movers_.size(), 0), PlanSteps(movers_.size()), 0.0};
  for (std::size_t m = 0; m < movers_.size(); ++m) root.high[m] = movers_[m].most;
  if (!seed.empty()) {
    corners(root, corners_);
    gains_.find(root, corners_.at, corners_.low, corners_.high);
    improve(root, seed);
  }
  try_alone();
  push(std::move(root), 0.0);
  // Where formulas are not followed every step is a whole ranking.
  if (!model_.is_followed()) most_boxes = std::min(most_boxes, 50);
  for (int looked = 0; !open_.empty() && looked < most_boxes; ++looked) {
    std::pop_heap(open_.begin(), open_.end(), DearerFirst{});
    PlanBox box = std::move(open_.back());
    open_.pop_back();
    if (is_dear(box.effort)) {
      open_.clear();
      break;
    }
    look_into(std::move(box), model_.is_followed() ? looked < 8 || looked % 16 == 0 : looked < 2);
  }
  found_.is_closed = open_.empty();
  // Boxes that could have saved less than the tolerance were left aside.
  found_.at_least = found_.is_reached ? found_.effort * (1.0 - limits_.tolerance) : out_of_reach;
  if (!found_.is_closed) found_.at_least = std::min(found_.at_least, open_.front().effort);
  return found_;
}

}  // namespace zonerank::detail
