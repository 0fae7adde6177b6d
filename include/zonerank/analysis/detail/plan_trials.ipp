#pragma once
#include "zonerank/analysis/detail/plan_trials.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "zonerank/analysis/detail/plan_gains.hpp"
#include "zonerank/core/build.hpp"

namespace zonerank::detail {
ZONERANK_OWN(plan_trials) {

constexpr double no_rank = std::numeric_limits<double>::infinity();

}  // ZONERANK_OWN(plan_trials)

ZONERANK_INLINE PlanTrials::PlanTrials(const LeverCase& of, const PlanOptions& limits,
                                       const std::vector<EffortUnit>& units)
    : of_(of),
      limits_(limits),
      model_(of, lever_figures(of)),
      game_(of.ranking, of.prepared, !of.options.scaling, of.zone),
      others_(of, model_.lines()) {
  find_movers(units);
  find_rules();
  std::vector<double> middle;
  for (const PlanLine& line : model_.lines()) middle.push_back((line.worst + line.best) / 2.0);
  const std::span<const double> unmoved = others(middle);
  inside_.assign(unmoved.begin(), unmoved.end());
  std::sort(inside_.begin(), inside_.end(), std::greater<>());
}

ZONERANK_INLINE void PlanTrials::aim_at(double rank) {
  rank_ = rank;
  ranked_.clear();
}

ZONERANK_INLINE void PlanTrials::find_movers(const std::vector<EffortUnit>& units) {
  const std::vector<LeverFigure>& figures = model_.figures();
  std::vector<double> today, low, high;
  for (std::size_t f = 0; f < figures.size(); ++f) {
    const std::string& name = of_.system.fields[figures[f].field].name;
    const auto cost = limits_.costs.find(name);
    const double effort =
        figures[f].unit / units[f].size * (cost == limits_.costs.end() ? 1.0 : cost->second);
    for (const int way : {1, -1}) {
      if (const std::int64_t most = figures[f].most_steps(way); most > 0)
        movers_.push_back({f, way, most, effort});
    }
    today.push_back(figures[f].today);
    low.push_back(figures[f].low);
    high.push_back(figures[f].high);
  }
  // A way in which nothing can be gained is no way.
  const std::vector<MoverUse> use = uses(model_, movers_, today, low, high);
  std::vector<Mover> useful;
  for (std::size_t m = 0; m < movers_.size(); ++m) {
    const bool may = movers_[m].way > 0 || limits_.may_fall || use[m].is_less_better;
    if (use[m].helps && may) useful.push_back(movers_[m]);
  }
  movers_ = std::move(useful);
}

ZONERANK_INLINE void PlanTrials::find_rules() {
  for (BalanceRule& rule : balance_rules(of_.system)) {
    const std::optional<Int128> today = difference(rule, of_.table, of_.row);
    if (!today || !rule.holds(*today)) continue;
    MovedRule moved{rule, *today, {}};
    for (const LinearForm::Term& term : rule.form.terms) {
      for (std::size_t m = 0; m < movers_.size() && term.years_back == 0; ++m) {
        const LeverFigure& figure = model_.figures()[movers_[m].figure];
        if (figure.field == static_cast<std::size_t>(term.field))
          moved.terms.emplace_back(m, figure.step * movers_[m].way * term.factor);
      }
    }
    if (moved.terms.size() > 1) rules_.push_back(std::move(moved));  // limits keep the others
  }
}

ZONERANK_INLINE double PlanTrials::effort(const PlanSteps& steps) const {
  double sum = 0.0;
  for (std::size_t m = 0; m < steps.size(); ++m)
    sum += static_cast<double>(steps[m]) * movers_[m].effort;
  return sum;
}

ZONERANK_INLINE int PlanTrials::moved(const PlanSteps& steps) const {
  return static_cast<int>(std::ssize(steps) - std::count(steps.begin(), steps.end(), 0));
}

/// One way a figure, no more figures than allowed, every rule kept.
ZONERANK_INLINE bool PlanTrials::may(const PlanSteps& steps) const {
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

/// Whether the same figure is moved the other way.
ZONERANK_INLINE bool PlanTrials::other_way_moves(std::size_t m, const PlanSteps& steps) const {
  const std::size_t other = movers_[m].way > 0 ? m + 1 : m - 1;
  return other < movers_.size() && movers_[other].figure == movers_[m].figure && steps[other] > 0;
}

ZONERANK_INLINE std::vector<Edit> PlanTrials::edits(std::span<const std::int64_t> steps) const {
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

/// The other zones' scores, in no order, with the zone's values of the lines, turned.
ZONERANK_INLINE std::span<const double> PlanTrials::others(std::span<const double> turned) {
  if (model_.is_sum()) return others_.scores(turned);
  game_.standing(model_.moved(turned));
  return game_.others();
}

/// No score below it gives the rank, with the others where such values put them.
ZONERANK_INLINE double PlanTrials::needed(std::span<const double> turned) {
  const auto ahead = static_cast<std::size_t>(std::floor(rank_)) - 1;  // so many may be ahead
  const bool is_dense = of_.ranking.method.ties == TieRule::dense;
  if (!is_dense && model_.inside(turned)) return ahead < inside_.size() ? inside_[ahead] : -no_rank;
  const std::span<const double> scores = others(turned);
  in_order_.assign(scores.begin(), scores.end());
  if (is_dense) {
    std::sort(in_order_.begin(), in_order_.end(), std::greater<>());
    in_order_.erase(std::unique(in_order_.begin(), in_order_.end()), in_order_.end());
  }
  if (ahead >= in_order_.size()) return -no_rank;
  const auto at = in_order_.begin() + static_cast<std::ptrdiff_t>(ahead);
  if (!is_dense) std::nth_element(in_order_.begin(), at, in_order_.end(), std::greater<>());
  return *at;
}

/// Of the zone with the steps; whole rankings tell where rounding could decide.
ZONERANK_INLINE double PlanTrials::rank_of(const PlanSteps& steps) {
  if (!may(steps)) return no_rank;
  model_.at(movers_, steps, figures_);
  if (model_.is_followed()) {
    const double own = model_.score(figures_), rounding = model_.rounding();
    // Far from every other zone's score nothing has to be looked at in detail.
    if (of_.ranking.method.ties != TieRule::dense) {
      if (model_.inside(model_.turned())) {
        const auto ahead = std::lower_bound(inside_.begin(), inside_.end(), own, std::greater<>());
        const bool is_far = (ahead == inside_.end() || own - *ahead > rounding) &&
                            (ahead == inside_.begin() || *(ahead - 1) - own > rounding);
        if (is_far) return 1.0 + static_cast<double>(ahead - inside_.begin());
      } else if (model_.is_sum()) {
        int ahead = 0, near = 0;
        for (const double other : others_.scores(model_.turned())) {
          ahead += other > own ? 1 : 0;
          near += std::abs(other - own) <= rounding ? 1 : 0;
        }
        if (near == 0) return 1.0 + ahead;
      }
    }
    const Standing standing = game_.standing(model_.moved(model_.turned()));
    if (!is_missing(standing.rank) && standing.is_sure) return standing.rank;
  }
  const auto [known, is_new] = ranked_.try_emplace(steps, no_rank);
  if (is_new) {
    const Ranking ranked =
        what_if(of_.table, of_.system, of_.options, edits(steps), Rules::ignored);
    known->second = ranked.group_ranks(of_.zone, 0);
  }
  return known->second;
}

/// By how much the zone is ahead of the score that it needs.
ZONERANK_INLINE double PlanTrials::lead(std::span<const double> figures) {
  const double own = model_.score(figures);
  return own - needed(model_.turned());
}

}  // namespace zonerank::detail
