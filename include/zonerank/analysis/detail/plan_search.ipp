#pragma once
#include "zonerank/analysis/detail/plan_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(plan_search) {

/// The heap's top is the box of the least effort.
struct DearerFirst {
  bool operator()(const PlanBox& a, const PlanBox& b) const { return a.effort > b.effort; }
};

}  // ZONERANK_OWN(plan_search)

ZONERANK_INLINE PlanSearch::PlanSearch(const LeverCase& of, const PlanOptions& limits,
                                       const std::vector<EffortUnit>& units)
    : of_(of),
      limits_(limits),
      model_(of, lever_figures(of)),
      game_(of.ranking, of.prepared, !of.options.scaling, of.zone),
      others_(of, model_.lines()) {
  const std::vector<LeverFigure>& figures = model_.figures();
  std::vector<double> low, high;
  for (std::size_t f = 0; f < figures.size(); ++f) {
    const std::string& name = of.system.fields[figures[f].field].name;
    const auto cost = limits.costs.find(name);
    const double effort =
        figures[f].unit / units[f].size * (cost == limits.costs.end() ? 1.0 : cost->second);
    for (const int way : {1, -1}) {
      if (const std::int64_t most = figures[f].most_steps(way); most > 0)
        movers_.push_back({f, way, most, effort});
    }
    low.push_back(figures[f].low);
    high.push_back(figures[f].high);
  }
  // A way in which nothing can be gained is no way.
  const Steps none(movers_.size(), 0);
  const std::vector<Gain> gains = model_.gains(movers_, model_.at(movers_, none), low, high);
  std::vector<Mover> useful;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    const bool may = movers_[m].way > 0 || limits.may_fall || gains[m].is_less_better;
    if (gains[m].helps && may) useful.push_back(movers_[m]);
  }
  movers_ = std::move(useful);
  for (BalanceRule& rule : balance_rules(of.system)) {
    const std::optional<Int128> today = difference(rule, of.table, of.row);
    if (!today || !rule.holds(*today)) continue;
    MovedRule moved{rule, *today, {}};
    for (const LinearForm::Term& term : rule.form.terms) {
      for (std::size_t m = 0; m < movers_.size() && term.years_back == 0; ++m) {
        const LeverFigure& figure = figures[movers_[m].figure];
        if (figure.field == static_cast<std::size_t>(term.field))
          moved.terms.emplace_back(m, figure.step * movers_[m].way * term.factor);
      }
    }
    if (moved.terms.size() > 1) rules_.push_back(std::move(moved));  // limits keep the others
  }
}

ZONERANK_INLINE double PlanSearch::effort(const Steps& steps) const {
  double sum = 0.0;
  for (std::size_t m = 0; m < steps.size(); ++m)
    sum += static_cast<double>(steps[m]) * movers_[m].effort;
  return sum;
}

ZONERANK_INLINE int PlanSearch::moved(const Steps& steps) const {
  return static_cast<int>(std::ssize(steps) - std::count(steps.begin(), steps.end(), 0));
}

/// One way a figure, no more figures than allowed, every rule kept.
ZONERANK_INLINE bool PlanSearch::may(const Steps& steps) const {
  if (limits_.at_most > 0 && moved(steps) > limits_.at_most) return false;
  for (std::size_t m = 0; m + 1 < movers_.size(); ++m) {
    if (movers_[m].figure == movers_[m + 1].figure && steps[m] > 0 && steps[m + 1] > 0)
      return false;
  }
  for (const MovedRule& rule : rules_) {
    Int128 planned = rule.today;
    for (const auto& [mover, by] : rule.terms) planned += by * steps[mover];
    if (!rule.rule.holds(planned)) return false;
  }
  return true;
}

ZONERANK_INLINE std::vector<Edit> PlanSearch::edits(std::span<const std::int64_t> steps) const {
  std::vector<Edit> result;
  const std::string& zone = of_.ranking.zones[static_cast<std::size_t>(of_.zone)];
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    if (steps[m] == 0) continue;
    const LeverFigure& figure = model_.figures()[movers_[m].figure];
    result.push_back({zone, of_.system.fields[figure.field].name, Edit::Kind::set,
                      figure.at(steps[m], movers_[m].way), of_.ranking.year});
  }
  return result;
}

/// Whether the zone has the rank with the steps; whole rankings tell where rounding could decide.
ZONERANK_INLINE bool PlanSearch::reaches(const Steps& steps) {
  if (!may(steps)) return false;
  const std::vector<double> figures = model_.at(movers_, steps);
  const std::vector<MovedValue> values = model_.values(figures);
  if (model_.is_followed()) {
    // Far from every other zone's score nothing has to be looked at in detail.
    if (of_.ranking.method.ties == TieRule::min) {
      const double lead = model_.score(figures) - needed_score(values);
      if (std::abs(lead) > 1e-6) return lead > 0.0;
    }
    const Standing standing = game_.standing(values);
    if (!is_missing(standing.rank) && standing.is_sure) return standing.rank <= rank_;
  }
  const auto [known, is_new] = reached_.try_emplace(steps, false);
  if (is_new) {
    const Ranking ranked =
        what_if(of_.table, of_.system, of_.options, edits(steps), Rules::ignored);
    known->second = ranked.group_ranks(of_.zone, 0) <= rank_;
  }
  return known->second;
}

ZONERANK_INLINE bool PlanSearch::take(const Steps& steps) {
  const double cost = effort(steps);
  if (found_.is_reached && cost >= found_.effort) return false;
  if (!reaches(steps)) return false;
  found_.steps = steps;
  found_.effort = cost;
  found_.is_reached = true;
  return true;
}

/// From steps that may reach the rank or not: as far as needed, then back as far as possible, mover
/// by mover, those that give most for their effort moved first and given back last.
ZONERANK_INLINE void PlanSearch::improve(const PlanBox& box, Steps steps) {
  std::vector<std::size_t> order(movers_.size());
  for (std::size_t m = 0; m < order.size(); ++m) order[m] = m;
  const auto worth = [&](std::size_t m) { return gains_[m].gain / movers_[m].effort; };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return worth(a) > worth(b); });
  if (!reaches(steps)) {
    bool is_there = false;
    for (const std::size_t m : order) {
      if (is_there || !(gains_[m].gain > 0.0)) break;
      const bool is_new = steps[m] == 0;
      if (is_new && limits_.at_most > 0 && moved(steps) >= limits_.at_most) continue;
      const std::size_t other = movers_[m].way > 0 ? m + 1 : m - 1;  // the same figure's other way
      if (is_new && other < movers_.size() && movers_[other].figure == movers_[m].figure &&
          steps[other] > 0)
        continue;
      const std::int64_t from = steps[m];
      steps[m] = box.high[m];
      if ((is_there = reaches(steps))) least_steps(steps, m, from);
    }
    if (!is_there) return;
  }
  for (auto m = order.rbegin(); m != order.rend(); ++m) {
    if (steps[*m] > box.low[*m]) least_steps(steps, *m, box.low[*m]);
  }
  take(steps);
}

/// The figures at the box's low corner, and the ends of all figures in it.
ZONERANK_INLINE void PlanSearch::corners(const PlanBox& box) {
  corner_ = model_.at(movers_, box.low);
  low_ = high_ = corner_;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    const std::size_t f = movers_[m].figure;
    const double end = model_.figures()[f].at(box.high[m], movers_[m].way);
    low_[f] = std::min(low_[f], end);
    high_[f] = std::max(high_[f], end);
  }
}

/// No score below it gives the rank, with the others where such values put them.
ZONERANK_INLINE double PlanSearch::needed_score(std::span<const MovedValue> values) {
  const bool is_inside = model_.inside(values);
  if (is_inside && !is_missing(needed_inside_)) return needed_inside_;
  double needed = missing;
  if (model_.counts_others()) {
    needed = others_.needed(values, rank_, of_.ranking.method.ties);
  } else {
    game_.standing(values);
    std::vector<double> others(game_.others().begin(), game_.others().end());
    needed = score_for(others, rank_, of_.ranking.method.ties);
  }
  if (is_inside) needed_inside_ = needed;
  return needed;
}

/// A linear knapsack: the movers that give most for their effort first.
ZONERANK_INLINE PlanSearch::Relaxed PlanSearch::relax(const PlanBox& box, double needed) const {
  Relaxed result;
  result.steps.assign(movers_.size(), 0.0);
  std::vector<std::size_t> order;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    if (box.high[m] > box.low[m] && gains_[m].gain > 0.0 && gains_[m].most > 0.0)
      order.push_back(m);
  }
  const auto worth = [&](std::size_t m) { return gains_[m].gain / movers_[m].effort; };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return worth(a) > worth(b); });
  if (limits_.at_most > 0) {
    const auto allowed = static_cast<std::size_t>(std::max(0, limits_.at_most - moved(box.low)));
    std::vector<double> most;
    double of_begun = 0.0;
    for (const std::size_t m : order) {
      const double width = static_cast<double>(box.high[m] - box.low[m]);
      const double gain = std::min(gains_[m].most, gains_[m].gain * width);
      if (box.low[m] > 0)
        of_begun += gain;
      else
        most.push_back(gain);
    }
    std::sort(most.rbegin(), most.rend());
    for (std::size_t k = 0; k < std::min(allowed, most.size()); ++k) of_begun += most[k];
    if (of_begun < needed) return result;
  }
  for (const std::size_t m : order) {
    if (needed <= 0.0) break;
    const double width = static_cast<double>(box.high[m] - box.low[m]);
    const double most = std::min(width, gains_[m].most / gains_[m].gain);
    const double steps = std::min(most, needed / gains_[m].gain);
    result.steps[m] = steps;
    result.effort += steps * movers_[m].effort;
    needed -= steps * gains_[m].gain;
  }
  result.is_possible = needed <= 0.0 || needed < 1e-12;
  return result;
}

ZONERANK_INLINE PlanSearch::Steps PlanSearch::rounded(const PlanBox& box,
                                                      const Relaxed& relaxed) const {
  Steps steps = box.low;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    const auto up = static_cast<std::int64_t>(std::ceil(relaxed.steps[m] * (1.0 - 1e-12)));
    steps[m] = std::min(box.high[m], box.low[m] + up);
  }
  if (limits_.at_most > 0) {
    while (moved(steps) > limits_.at_most) {
      std::size_t least = movers_.size();
      for (std::size_t m = 0; m < movers_.size(); ++m) {
        if (steps[m] == 0 || box.low[m] > 0) continue;
        if (least == movers_.size() ||
            gains_[m].gain * relaxed.steps[m] < gains_[least].gain * relaxed.steps[least])
          least = m;
      }
      if (least == movers_.size()) break;
      steps[least] = 0;
    }
  }
  return steps;
}

ZONERANK_INLINE void PlanSearch::push(PlanBox box, double effort) {
  box.effort = effort;
  open_.push_back(std::move(box));
  std::push_heap(open_.begin(), open_.end(), DearerFirst{});
}

ZONERANK_INLINE void PlanSearch::branch(const PlanBox& box, const Relaxed& relaxed, double needed) {
  // The mover whose gain the linear bound makes too great by the most.
  std::size_t by = movers_.size();
  double most = -1.0;
  const double here = model_.score(corner_);
  const bool too_many = limits_.at_most > 0 && [&] {
    int n = 0;
    for (std::size_t m = 0; m < movers_.size(); ++m)
      n += box.low[m] > 0 || relaxed.steps[m] > 0.0 ? 1 : 0;
    return n > limits_.at_most;
  }();
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    if (relaxed.steps[m] <= 0.0) continue;
    const auto there = box.low[m] + static_cast<std::int64_t>(std::ceil(relaxed.steps[m]));
    std::vector<double> figures = corner_;
    const LeverFigure& figure = model_.figures()[movers_[m].figure];
    figures[movers_[m].figure] = figure.at(std::min(there, box.high[m]), movers_[m].way);
    const double bound = std::min(gains_[m].most, gains_[m].gain * relaxed.steps[m]);
    const double error = bound - (model_.score(figures) - here);
    if (error > most) {
      most = error;
      by = m;
    }
  }
  const std::vector<double> blame = model_.blame(movers_, corner_, low_, high_, relaxed.steps);
  // The same excess is a mover's own and another's that makes its denominator small.
  const double own_most = most;
  double blame_most = 0.1 * own_most;
  for (std::size_t m = 0; m < blame.size(); ++m) {
    if (box.high[m] > box.low[m] && blame[m] > blame_most) {
      blame_most = blame[m];
      most = std::max(own_most, blame_most);
      by = m;
    }
  }
  const bool is_exact = by < movers_.size() && most <= (too_many ? 0.05 : 1e-3) * needed;
  if (is_exact && too_many) {
    // One of those that are not begun is left out or not: the one that gives most.
    double greatest = -1.0;
    for (std::size_t m = 0; m < movers_.size(); ++m) {
      const double gain = std::min(gains_[m].most, gains_[m].gain * relaxed.steps[m]);
      if (box.low[m] > 0 || relaxed.steps[m] <= 0.0 || gain <= greatest) continue;
      greatest = gain;
      by = m;
    }
  } else if (is_exact) {
    // The bound is as good as the figures: whole steps make the difference.
    double farthest = -1.0;
    for (std::size_t m = 0; m < movers_.size(); ++m) {
      const double part = relaxed.steps[m] - std::floor(relaxed.steps[m]);
      const double far = std::min(part, 1.0 - part) * gains_[m].gain;
      if (relaxed.steps[m] > 0.0 && far > farthest) {
        farthest = far;
        by = m;
      }
    }
  }
  std::int64_t at = 0;
  if (by < movers_.size() && !is_exact) {
    at = box.low[by] + (box.high[by] - box.low[by] + 1) / 2;
  } else if (by == movers_.size()) {  // nothing is needed by the bound: the widest
    for (std::size_t m = 0; m < movers_.size(); ++m) {
      const double width = static_cast<double>(box.high[m] - box.low[m]) * movers_[m].effort;
      if (width > 0.0 && width > most) {
        most = width;
        by = m;
      }
    }
    if (by == movers_.size()) return;
    at = box.low[by] + (box.high[by] - box.low[by] + 1) / 2;
  } else if (is_exact && too_many) {
    at = 1;
  } else {
    at = box.low[by] + static_cast<std::int64_t>(std::ceil(relaxed.steps[by]));
  }
  at = std::clamp(at, box.low[by] + 1, box.high[by]);
  const double least = std::max(box.effort, effort(box.low) + relaxed.effort);
  PlanBox lower = box, upper = box;
  lower.high[by] = at - 1;
  upper.low[by] = at;
  push(std::move(lower), least);
  const double of_upper = std::max(least, effort(upper.low));
  push(std::move(upper), of_upper);
}

/// Every mover alone, as little as it takes, so that a first plan bounds how far any has to go.
ZONERANK_INLINE void PlanSearch::try_alone() {
  Steps steps(movers_.size(), 0);
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    std::int64_t most = movers_[m].most;
    if (found_.is_reached)
      most = std::min(most, static_cast<std::int64_t>(found_.effort / movers_[m].effort));
    steps[m] = most;
    if (most > 0 && reaches(steps)) {
      least_steps(steps, m, 0);
      take(steps);
    }
    steps[m] = 0;
  }
}

/// From steps with the rank: the mover back as far as halving finds, not below `from`.
ZONERANK_INLINE void PlanSearch::least_steps(Steps& steps, std::size_t mover, std::int64_t from) {
  std::int64_t to = steps[mover];
  while (to > from) {
    steps[mover] = from + (to - from) / 2;
    if (reaches(steps))
      to = steps[mover];
    else
      from = steps[mover] + 1;
  }
  steps[mover] = to;
}

/// From what the linear bound takes: one of its movers as much further as it takes.
ZONERANK_INLINE void PlanSearch::repair(const PlanBox& box, const Relaxed& relaxed, Steps steps) {
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    if (relaxed.steps[m] <= 0.0 || steps[m] >= box.high[m]) continue;
    const std::int64_t from = steps[m];
    std::int64_t more = 1;  // in growing steps, so that little is found fast
    while (steps[m] < box.high[m] && !reaches(steps)) {
      steps[m] = std::min(box.high[m], from + more);
      more *= 4;
    }
    if (reaches(steps)) {
      least_steps(steps, m, from);
      take(steps);
    }
    steps[m] = from;
  }
}

ZONERANK_INLINE void PlanSearch::look_into(PlanBox box, bool also_improve) {
  const double at_corner = effort(box.low);
  if (found_.is_reached) {
    if (at_corner >= found_.effort) return;
    for (std::size_t m = 0; m < movers_.size(); ++m) {
      const double room = (found_.effort - at_corner) / movers_[m].effort;
      if (room < static_cast<double>(box.high[m] - box.low[m]))
        box.high[m] = box.low[m] + static_cast<std::int64_t>(room);
    }
  }
  corners(box);
  // Where gains count what others lose, they are where the corner puts them.
  const double needed = needed_score(model_.counts_others() ? model_.values(corner_)
                                                            : model_.best_values(low_, high_));
  gains_ = model_.gains(movers_, corner_, low_, high_);
  if (take(box.low)) return;  // nothing in the box takes less
  const double still = needed - model_.score(corner_) - 1e-9;
  const Relaxed relaxed = relax(box, still);
  if (!relaxed.is_possible) return;
  if (found_.is_reached && at_corner + relaxed.effort >= found_.effort * (1.0 - limits_.tolerance))
    return;
  const Steps steps = rounded(box, relaxed);
  if (!take(steps) && also_improve) {
    repair(box, relaxed, steps);
    improve(box, steps);
  }
  if (found_.is_reached && at_corner + relaxed.effort >= found_.effort * (1.0 - limits_.tolerance))
    return;
  branch(box, relaxed, std::max(still, 1e-9));
}

ZONERANK_INLINE FoundPlan PlanSearch::run(double rank) {
  rank_ = rank;
  found_ = {};
  reached_.clear();
  open_.clear();
  needed_inside_ = missing;
  PlanBox root{Steps(movers_.size(), 0), Steps(movers_.size()), 0.0};
  for (std::size_t m = 0; m < movers_.size(); ++m) root.high[m] = movers_[m].most;
  push(std::move(root), 0.0);
  try_alone();
  int looked = 0;
  // Where formulas are not followed every step is a whole ranking.
  const int most = model_.is_followed() ? limits_.most_boxes : std::min(limits_.most_boxes, 50);
  while (!open_.empty() && looked < most) {
    std::pop_heap(open_.begin(), open_.end(), DearerFirst{});
    PlanBox box = std::move(open_.back());
    open_.pop_back();
    if (found_.is_reached && box.effort >= found_.effort * (1.0 - limits_.tolerance)) {
      open_.clear();
      break;
    }
    look_into(std::move(box), model_.is_followed() ? looked < 64 || looked % 16 == 0 : looked < 2);
    ++looked;
  }
  found_.is_closed = open_.empty();
  found_.at_least =
      found_.is_closed ? found_.effort * (1.0 - limits_.tolerance) : open_.front().effort;
  if (!found_.is_reached && found_.is_closed)
    found_.at_least = std::numeric_limits<double>::infinity();
  return found_;
}

}  // namespace zonerank::detail
