#pragma once
#include "zonerank/analysis/plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "zonerank/analysis/detail/plan_search.hpp"
#include "zonerank/analysis/detail/rerank.hpp"
#include "zonerank/analysis/what_if.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/random.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/stats/statistics.hpp"

namespace zonerank {
ZONERANK_OWN(plan) {

constexpr std::size_t parts = 8;  ///< of a frontier, ranks that follow each other

ZONERANK_INLINE double interquartile_range(const std::vector<double>& values) {
  return quantile(values, 0.75) - quantile(values, 0.25);
}

ZONERANK_INLINE EffortUnit effort_unit(const detail::LeverCase& of,
                                       const detail::LeverFigure& figure) {
  EffortUnit unit{of.system.fields[figure.field].name, missing, EffortUnit::From::changes};
  std::vector<double> changes;
  for (std::size_t row = 0; row < of.table.rows.size(); ++row) {
    const ZoneYear& own = of.table.rows[row];
    if (own.year != of.ranking.year) continue;
    const auto before = of.table.find(own.zone, own.year - 1);
    if (!before) continue;
    const double change = of.figure(figure.field, row) - of.figure(figure.field, *before);
    if (!is_missing(change)) changes.push_back(change);
  }
  if (changes.size() >= 4) unit.size = interquartile_range(changes);
  if (!(unit.size > 0.0)) {
    unit.from = EffortUnit::From::levels;
    unit.size = interquartile_range(of.figures(figure.field, of.ranking.year));
  }
  if (!(unit.size > 0.0)) {
    unit.from = EffortUnit::From::today;
    unit.size = std::max(std::abs(figure.today) / 10.0, figure.unit);
  }
  return unit;
}

ZONERANK_INLINE std::vector<EffortUnit> units_of(const detail::LeverCase& of) {
  std::vector<EffortUnit> units;
  for (const detail::LeverFigure& figure : detail::lever_figures(of))
    units.push_back(effort_unit(of, figure));
  return units;
}

/// A zone's case, and what it stands on.
struct PlanCase {
  RankOptions options;
  Ranking ranking;
  Index zone;
  detail::PreparedYears prepared;

  PlanCase(const ZoneTable& table, const System& system, const RankOptions& given,
           const std::string& name)
      : options(with_method(given, system)),
        ranking(rank(table, system, options)),
        zone(ranking.zone(name)) {
    options.year = ranking.year;
    Ranking again = ranking;
    prepared = detail::prepare(again, table, system, options);
  }
};

ZONERANK_INLINE void check_plan(const detail::LeverCase& of, const PlanOptions& limits) {
  if (const std::optional<Argument> why = detail::PlanModel::why_not(of)) {
    fail(Code::bad_option, "method", *why,
         {words("min-max scores, the system's weights and arithmetic, geometric or harmonic means: "
                "the cheapest combination is found for those; levers are found for all methods",
                "极差法得分、体系自带的权重以及算术、几何或调和平均：最省力的组合只对这些方法求解；"
                "单项数据调整适用于所有方法")});
  }
  check_costs(of.system, limits);
}

/// What was found; its rank is still to be said.
ZONERANK_INLINE Plan plan_of(const detail::LeverCase& of, const detail::PlanSearch& search,
                             const detail::FoundPlan& found, double asked) {
  Plan plan;
  plan.asked = asked;
  plan.effort = found.effort;
  plan.at_least = std::min(found.at_least, found.effort);
  const auto& movers = search.movers();
  for (std::size_t m = 0; m < movers.size(); ++m) {
    if (found.steps[m] == 0) continue;
    const detail::LeverFigure& figure = search.model().figures()[movers[m].figure];
    plan.steps.push_back({of.system.fields[figure.field].name, figure.today,
                          figure.at(found.steps[m], movers[m].way),
                          static_cast<double>(found.steps[m]) * movers[m].effort});
  }
  std::stable_sort(plan.steps.begin(), plan.steps.end(),
                   [](const PlanStep& a, const PlanStep& b) { return a.effort > b.effort; });
  plan.is_proved = found.is_closed && search.model().is_followed();
  return plan;
}

/// Of the zone with each of many plans: all zones are ranked anew with it.
ZONERANK_INLINE std::vector<double> ranks_with(const detail::LeverCase& of,
                                               const detail::Reranker& reranker,
                                               const detail::PlanSearch& search,
                                               std::span<const detail::FoundPlan> found) {
  const auto& movers = search.movers();
  const std::vector<detail::LeverFigure>& figures = search.model().figures();
  std::vector<std::size_t> moved;
  for (std::size_t f = 0; f < figures.size(); ++f) {
    const bool is_moved = std::any_of(found.begin(), found.end(), [&](const auto& plan) {
      for (std::size_t m = 0; m < movers.size(); ++m) {
        if (movers[m].figure == f && plan.steps[m] > 0) return true;
      }
      return false;
    });
    if (is_moved) moved.push_back(f);
  }
  const bool is_exact =
      std::all_of(moved.begin(), moved.end(), [&](std::size_t f) { return figures[f].is_exact; });
  std::vector<double> ranks;
  if (!is_exact) {
    for (const detail::FoundPlan& plan : found) {
      const Ranking ranked = what_if(of.table, of.system, of.options, search.edits(plan.steps));
      ranks.push_back(ranked.group_ranks(of.zone, 0));
    }
    return ranks;
  }
  detail::FigureVariants variants;
  variants.zone = of.zone;
  variants.n = found.size();
  variants.gone.assign(found.size(), 0);
  for (const std::size_t f : moved) {
    variants.cells.push_back({of.row, figures[f].field});
    for (const detail::FoundPlan& plan : found) {
      Int128 digits = figures[f].digits;
      for (std::size_t m = 0; m < movers.size(); ++m) {
        if (movers[m].figure == f) digits += figures[f].step * movers[m].way * plan.steps[m];
      }
      variants.digits.push_back(digits);
      variants.valid.push_back(1);
    }
  }
  const Ranking& base = reranker.base();
  const auto n = static_cast<Index>(found.size());
  Matrix values(n, base.scores.cols()), scores = values;
  Matrix group_scores(n, base.group_scores.cols()), group_ranks = group_scores;
  reranker.rank(variants, {values, scores, group_scores, group_ranks});
  for (Index k = 0; k < n; ++k) ranks.push_back(group_ranks(k, 0));
  return ranks;
}

/// What was found, ranked anew.
ZONERANK_INLINE Plan ranked_plan(const detail::LeverCase& of, const detail::PlanSearch& search,
                                 const detail::FoundPlan& found, double asked) {
  Plan plan = plan_of(of, search, found, asked);
  const Ranking ranked = what_if(of.table, of.system, of.options, search.edits(found.steps));
  plan.rank = ranked.group_ranks(of.zone, 0);
  plan.is_reached = plan.rank <= asked;
  plan.is_proved = plan.is_proved && plan.is_reached;
  return plan;
}

/// Where no plan reaches the rank, the cheapest one to the best rank that is reached.
ZONERANK_INLINE Plan plan_to(const detail::LeverCase& of, detail::PlanSearch& search, double asked,
                             int most_boxes) {
  const double today = of.ranking.group_ranks(of.zone, 0);
  detail::FoundPlan found = search.run(asked, most_boxes);
  if (found.is_reached) return ranked_plan(of, search, found, asked);
  const bool is_closed = found.is_closed;
  // Ranks that ties share may be halves.
  const double step = of.ranking.method.ties == TieRule::average ? 0.5 : 1.0;
  double out = std::floor(asked / step), best = today / step;
  detail::FoundPlan to_best;
  to_best.steps.assign(search.movers().size(), 0);
  while (best - out > 1.0) {
    const double middle = std::floor((out + best) / 2.0);
    found = search.run(middle * step, most_boxes);
    if (found.is_reached) {
      to_best = found;
      best = middle;
    } else {
      out = middle;
    }
  }
  Plan plan = ranked_plan(of, search, to_best, asked);
  plan.at_least = is_closed ? std::numeric_limits<double>::infinity() : missing;
  plan.is_proved = is_closed && search.model().is_followed();
  return plan;
}

}  // ZONERANK_OWN(plan)

ZONERANK_INLINE void check_costs(const System& system, const PlanOptions& limits) {
  for (const auto& [name, cost] : limits.costs) {
    if (system.field(name) < 0) {
      fail(Code::bad_option, "costs", name,
           {words("a field of the system; {0}", "体系的字段；{0}",
                  {suggestion(name, system.field_names())})});
    }
    detail::check_moves(limits, "costs", name);
    if (!(cost > 0.0 && std::isfinite(cost)))
      fail(Code::bad_option, "costs", name + " = " + shortest(cost), {words("above 0", "大于 0")});
  }
  if (limits.at_most < 0)
    fail(Code::bad_option, "at_most", std::to_string(limits.at_most),
         {words("0 or more", "不小于 0")});
}

ZONERANK_INLINE std::vector<EffortUnit> effort_units(const ZoneTable& table, const System& system,
                                                     const RankOptions& options,
                                                     const std::string& zone,
                                                     const LeverOptions& limits) {
  const PlanCase own(table, system, options, zone);
  return units_of({table, system, own.options, own.ranking, own.prepared, own.zone, limits});
}

ZONERANK_INLINE Plan cheapest_plan(const ZoneTable& table, const System& system,
                                   const RankOptions& options, const std::string& zone, double rank,
                                   const PlanOptions& limits) {
  const PlanCase own(table, system, options, zone);
  const detail::LeverCase of(table, system, own.options, own.ranking, own.prepared, own.zone,
                             limits);
  detail::check_levers(own.ranking, system, own.options, own.zone, rank, limits);
  check_plan(of, limits);
  detail::PlanSearch search(of, limits, units_of(of));
  return plan_to(of, search, rank, limits.most_boxes);
}

ZONERANK_INLINE std::vector<Plan> plan_frontier(const ZoneTable& table, const System& system,
                                                const RankOptions& options, const std::string& zone,
                                                const PlanOptions& limits,
                                                const Progress& progress) {
  const PlanCase own(table, system, options, zone);
  const detail::LeverCase of(table, system, own.options, own.ranking, own.prepared, own.zone,
                             limits);
  detail::check_levers(own.ranking, system, own.options, own.zone, 1.0, limits);
  check_plan(of, limits);
  const std::vector<EffortUnit> units = units_of(of);
  std::vector<double> ranks;
  for (double r = std::ceil(own.ranking.group_ranks(own.zone, 0)) - 1.0; r >= 1.0; --r)
    ranks.push_back(r);
  const std::int64_t for_all = 3 * std::int64_t{limits.most_boxes};
  const auto each = static_cast<int>(for_all / std::max<std::int64_t>(1, std::ssize(ranks)));
  const int most_boxes = std::min(limits.most_boxes, std::clamp(each, 50, 400));
  std::vector<std::optional<Plan>> plans(ranks.size());
  bool is_followed = true;
  const std::vector<std::int64_t> none;
  const detail::Reranker reranker(table, system, own.options);
  parallel_for(
      parts, limits.threads,
      [&](std::size_t part) {
        detail::PlanSearch search(of, limits, units);
        if (part == 0) is_followed = search.model().is_followed();
        // From the best rank down: what gives a better one is where the search for the next begins.
        std::vector<std::size_t> at;
        std::vector<detail::FoundPlan> all;
        const std::size_t begin = part * ranks.size() / parts;
        for (std::size_t k = (part + 1) * ranks.size() / parts; k-- > begin;) {
          detail::FoundPlan found =
              search.run(ranks[k], most_boxes, all.empty() ? none : all.back().steps);
          if (!found.is_reached) continue;
          at.push_back(k);
          all.push_back(std::move(found));
        }
        const std::vector<double> ranked = ranks_with(of, reranker, search, all);
        for (std::size_t p = 0; p < all.size(); ++p) {
          Plan plan = plan_of(of, search, all[p], ranks[at[p]]);
          plan.rank = ranked[p];
          plan.is_reached = plan.rank <= plan.asked;
          plans[at[p]] = std::move(plan);
        }
      },
      progress);
  // What gives a better rank gives this one too, and this one takes what a worse one takes.
  for (std::size_t k = plans.size(); k-- > 1;) {
    if (!plans[k] || (plans[k - 1] && plans[k - 1]->effort <= plans[k]->effort)) continue;
    const double at_least = plans[k - 1] ? plans[k - 1]->at_least : 0.0;
    plans[k - 1] = plans[k];
    plans[k - 1]->asked = ranks[k - 1];
    plans[k - 1]->at_least = std::min(at_least, plans[k]->effort);
  }
  std::vector<Plan> result;
  double at_least = 0.0;
  for (std::optional<Plan>& plan : plans) {
    if (!plan) continue;
    at_least = plan->at_least = std::min(plan->effort, std::max(at_least, plan->at_least));
    const double within = limits.tolerance * plan->effort * (1.0 + 1e-9);  // at_least is rounded
    plan->is_proved = is_followed && plan->effort - at_least <= within;
    result.push_back(*plan);
  }
  return result;
}

ZONERANK_INLINE ZoneTable drifted(const ZoneTable& table, const System& system, int year,
                                  const std::string& zone) {
  check_table(table, system);
  ZoneTable result = table;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const ZoneYear& own = table.rows[row];
    if (own.year != year || own.zone == zone) continue;
    const auto before = table.find(own.zone, year - 1);
    if (!before) continue;
    for (std::size_t f = 0; f < table.columns.size(); ++f) {
      const FigureColumn& column = table.columns[f];
      if (!column.present() || column.valid[row] == 0 || column.valid[*before] == 0) continue;
      if (system.fields[f].is_exact()) {
        const Int128 now = column.digits[row];
        const Int128 next = now + (now - column.digits[*before]);
        result.columns[f].digits[row] = now >= 0 && next < 0 ? 0 : next;
        result.columns[f].digits[*before] = now;
      } else {
        const double now = column.reals[row];
        const double next = now + (now - column.reals[*before]);
        result.columns[f].reals[row] = now >= 0.0 && next < 0.0 ? 0.0 : next;
        result.columns[f].reals[*before] = now;
      }
    }
  }
  return result;
}

ZONERANK_INLINE double rank_probability(std::span<const double> others, double own,
                                        std::span<const double> changes, double rank,
                                        std::uint64_t draws, std::uint64_t seed) {
  const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed),
                                         static_cast<std::uint32_t>(seed >> 32)};
  std::uint64_t reached = 0;
  const auto n_changes = static_cast<std::uint64_t>(changes.size());
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    double ahead = 0.0;
    Philox4 words4{};
    for (std::size_t z = 0; z < others.size(); ++z) {
      if (z % 4 == 0) {
        words4 = philox4x32({static_cast<std::uint32_t>(z / 4), static_cast<std::uint32_t>(draw),
                             static_cast<std::uint32_t>(draw >> 32), 0x506C616EU},
                            key);
      }
      const std::uint64_t pick = (words4[z % 4] * n_changes) >> 32;
      ahead += others[z] + changes[pick] > own ? 1.0 : 0.0;
    }
    reached += 1.0 + ahead <= rank ? 1 : 0;
  }
  return static_cast<double>(reached) / static_cast<double>(draws);
}

}  // namespace zonerank
