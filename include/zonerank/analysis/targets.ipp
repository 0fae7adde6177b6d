#pragma once
#include "zonerank/analysis/targets.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "zonerank/analysis/detail/target_figures.hpp"
#include "zonerank/analysis/plan.hpp"
#include "zonerank/analysis/what_if.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/decimal.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
ZONERANK_OWN(targets) {

[[noreturn]] ZONERANK_INLINE void refuse_one(const Target& target, const Argument& value,
                                             const Argument& rule) {
  fail(Code::bad_option, Place::of_zone(target.zone, target.year).with_key(target.name), value,
       {rule});
}

ZONERANK_INLINE bool is_of_system(const System& system, const Target& target) {
  return system.field(target.name) >= 0 || system.indicator(target.name) >= 0;
}

/// The level on the places of an exact field, on the side where the target is met.
ZONERANK_INLINE double level_on_places(const Field& field, double level, Target::Goal goal) {
  if (!field.is_exact()) return level;
  const double unit = to_double(power_of_ten(field.places), 0);
  const double digits = level * unit;
  const double nearest_whole = std::round(digits);
  if (std::abs(digits - nearest_whole) <= 1e-9 * std::max(1.0, std::abs(digits)))
    return nearest_whole / unit;
  return (goal == Target::Goal::at_most ? std::floor(digits) : std::ceil(digits)) / unit;
}

ZONERANK_INLINE void set_figure(FigureColumn& column, const Field& field, std::size_t row,
                                double figure) {
  if (!column.present() || column.valid[row] == 0) return;
  if (!field.is_exact()) {
    column.reals[row] = figure;
    return;
  }
  const double digits = std::round(figure * to_double(power_of_ten(field.places), 0));
  column.digits[row] = static_cast<Int128>(digits);
}

/// One year before the target, on the way of steady growth from today.
ZONERANK_INLINE double level_before(double today, double target, int years) {
  const double share = static_cast<double>(years - 1) / static_cast<double>(years);
  if (today > 0.0 && target > 0.0) return today * std::pow(target / today, share);
  return today + (target - today) * share;
}

/// The targets with what is found of them.
struct TargetCase {
  const ZoneTable& table;
  const System& system;
  RankOptions options;
  std::span<const Target> targets;
  std::vector<double> levels;   ///< that are set where a target is met
  std::vector<double> figures;  ///< of the ranked year
  TargetResults found = {};

  bool is_reached(std::size_t k) const {
    const double over = figures[k] - levels[k];
    return found.targets[k].goal == Target::Goal::at_most ? over <= 0.0 : over >= 0.0;
  }
};

ZONERANK_INLINE void set_last_year(const TargetCase& of, ZoneTable& table, std::size_t k) {
  const Target& target = of.targets[k];
  const int f = of.system.field(target.name);
  const int years = target.year - of.options.year;
  if (f < 0 || years <= 0 || is_missing(of.figures[k])) return;
  const auto at = static_cast<std::size_t>(f);
  const Field& field = of.system.fields[at];
  const double before = level_before(of.figures[k], of.levels[k], years);
  if (const auto row = table.find(target.zone, of.options.year - 1))
    set_figure(table.columns[at], field, *row, before);
  if (const auto row = table.find(target.zone, of.options.year))
    set_figure(table.previous[at], field, *row, before);
}

/// The rank of a zone with some of its targets met.
ZONERANK_INLINE double rank_with(const TargetCase& of, const ZoneTable& table,
                                 const std::string& zone, const std::vector<std::size_t>& met) {
  ZoneTable own = table;
  std::vector<Edit> edits;
  for (const std::size_t k : met) {
    if (of.is_reached(k)) continue;
    edits.push_back({zone, of.targets[k].name, Edit::Kind::set, of.levels[k]});
    set_last_year(of, own, k);
  }
  const Ranking ranked = what_if(own, of.system, of.options, edits);
  return ranked.group_ranks(ranked.zone(zone), 0);
}

/// Keeps what `f` throws, so that every wrong target is named at once.
template <class F>
void collect(Problems& problems, const F& f) {
  try {
    f();
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) problems.add(problem);
  }
}

/// "2021-06" of the end of a month, else the number of years.
ZONERANK_INLINE std::string time_text(double as_of) {
  const double year = std::ceil(as_of - 1e-9) - 1.0;
  const double months = 12.0 * (as_of - year);
  const double month = std::round(months);
  if (std::abs(months - month) > 1e-6) return shortest(as_of);
  return shortest(year) + (month < 10.0 ? "-0" : "-") + shortest(month);
}

ZONERANK_INLINE void check_options(double as_of, const TargetOptions& asked) {
  const auto check_share = [](const char* name, double share) {
    if (!(share > 0.0) || !(share <= 10.0))
      fail(Code::bad_option, name, shortest(share),
           {words("above 0, at most 10", "大于 0，至多 10")});
  };
  check_share("green", asked.green);
  check_share("yellow", asked.yellow);
  if (asked.yellow > asked.green) {
    fail(Code::bad_option, "yellow", shortest(asked.yellow),
         {words("at most green, {0}", "不大于绿灯的 {0}", {shortest(asked.green)})});
  }
  if (!std::isfinite(as_of) || as_of < 1.0 || as_of > 10000.0)
    fail(Code::bad_option, "as_of", shortest(as_of), {words("a year", "年份")});
}

ZONERANK_INLINE void check_target(const System& system, int year,
                                  const std::vector<std::string>& zones, double as_of,
                                  const Target& target) {
  if (std::find(zones.begin(), zones.end(), target.zone) == zones.end())
    fail(Code::unknown_zone, Place::of_year(year), target.zone, {suggestion(target.zone, zones)});
  if (target.year < 1 || target.year > 9999)
    refuse_one(target, target.year, words("of a year from 1 to 9999", "年份在 1 到 9999 之间"));
  const bool has_today = !is_missing(target.today.figure);
  if (!is_of_system(system, target) && !has_today) {
    std::vector<std::string> names = system.field_names();
    for (const std::string& id : system.indicator_ids()) names.push_back(id);
    refuse_one(target, target.name,
               words("a field or an indicator of the system, or have its own figure of today; {0}",
                     "体系的字段或指标，或自带现值；{0}", {suggestion(target.name, names)}));
  }
  const bool is_inside = as_of > year && as_of <= year + 1.0;
  if (!has_today && !is_inside && target.year >= year) {
    refuse_one(target,
               words("held against figures of {0}", "与 {0} 的数据对照", {time_text(as_of)}),
               words("held against those of {0}, which are there; figures of another time stand "
                     "with the target (today)",
                     "与已有的 {0} 年数据对照；其他时点的数值请在目标中给出（现值）", {year}));
  }
}

ZONERANK_INLINE void check_targets(const ZoneTable& table, const System& system, int year,
                                   double as_of, std::span<const Target> all,
                                   const TargetOptions& asked) {
  check_options(as_of, asked);
  std::vector<std::string> zones;
  for (const ZoneYear& row : table.rows) {
    if (row.year == year) zones.push_back(row.zone);
  }
  Problems problems;
  std::set<std::tuple<std::string, std::string, int>> seen;
  for (const Target& target : all) {
    collect(problems, [&] {
      check_target(system, year, zones, as_of, target);
      if (!seen.insert({target.zone, target.name, target.year}).second)
        refuse_one(target, words("given twice", "重复给出"), words("one target", "一个目标"));
    });
  }
  problems.raise_errors();
}

/// The targets of a zone that change its rank: of each figure that of the latest year.
ZONERANK_INLINE std::vector<std::size_t> of_zone(const TargetCase& of, const std::string& zone) {
  std::map<std::string, std::size_t> latest;
  for (std::size_t k = 0; k < of.targets.size(); ++k) {
    const Target& target = of.targets[k];
    if (target.zone != zone || of.found.targets[k].is_own || target.year < of.options.year)
      continue;
    const auto [at, is_new] = latest.emplace(target.name, k);
    if (!is_new && of.targets[at->second].year < target.year) at->second = k;
  }
  std::vector<std::size_t> result;
  for (const auto& [name, k] : latest) result.push_back(k);
  std::sort(result.begin(), result.end());
  return result;
}

/// Says of which target an error of the check list is.
ZONERANK_INLINE Error of_targets(const Error& error, std::span<const Target> all,
                                 const std::vector<std::size_t>& own) {
  std::vector<Problem> problems = error.problems();
  for (Problem& problem : problems) {
    for (const std::size_t k : own) {
      if (problem.place.key.text() != all[k].name) continue;
      problem.place.key =
          words("the target of {0} for {1}", "{0} 年目标 {1}", {all[k].year, all[k].name});
    }
  }
  return Error(std::move(problems));
}

/// Sets the ranks with all targets of a zone; gives what refuses them together.
ZONERANK_INLINE std::optional<Error> rank_zone(const TargetCase& of, TargetRanks& own) {
  const std::vector<std::size_t> all = of_zone(of, own.zone);
  if (is_missing(own.today) || all.empty()) return std::nullopt;
  for (const std::size_t k : all)
    own.years = std::max(own.years, of.targets[k].year - of.options.year);
  ZoneTable moved = of.table;
  for (int step = 0; step < own.years; ++step)
    moved = drifted(moved, of.system, of.options.year, own.zone);
  try {
    own.if_met = rank_with(of, of.table, own.zone, all);
    own.drifting = rank_with(of, moved, own.zone, all);
  } catch (const Error& error) {
    return of_targets(error, of.targets, all);
  }
  return std::nullopt;
}

ZONERANK_INLINE void rank_alone(TargetCase& of, std::size_t k) {
  const Target& target = of.targets[k];
  TargetResult& result = of.found.targets[k];
  if (result.is_own) {
    result.why_no_rank = words("not a figure of the system", "不是体系的字段或指标");
  } else if (target.year < of.options.year) {
    result.why_no_rank = words("of a year before {0}", "早于 {0} 年", {of.options.year});
  } else {
    try {
      result.rank_alone = rank_with(of, of.table, target.zone, {k});
      if (is_missing(result.rank_alone))
        result.why_no_rank = words("the zone has no rank", "该高新区没有排名");
    } catch (const Error& error) {
      const Problem& problem = error.problems().front();
      result.why_no_rank = words("alone it is refused: {0}", "单独实现不成立：{0}",
                                 {words(problem.rule(Lang::en), problem.rule(Lang::zh))});
    }
  }
}

ZONERANK_INLINE void add_state(TargetCase& of, detail::TargetFigures& figures, const Target& target,
                               double as_of, const TargetOptions& asked) {
  TargetResult result;
  result.is_own = !is_of_system(of.system, target);
  TargetLevels known;
  if (!result.is_own) {
    const detail::FigureUse use = figures.use_of(target.zone, target.name);
    const int year = year_of_today(target, as_of);
    known = {figures.at(target.zone, target.name, base_year_of(target, as_of)),
             figures.at(target.zone, target.name, year),
             figures.at(target.zone, target.name, year - 1), use.less_is_better};
    result.is_used = use.is_used;
  }
  static_cast<TargetState&>(result) = target_state(target, known, as_of, asked);
  const int f = of.system.field(target.name);
  of.levels.push_back(f < 0 ? result.target
                            : level_on_places(of.system.fields[static_cast<std::size_t>(f)],
                                              result.target, result.goal));
  of.figures.push_back(result.is_own ? missing
                                     : figures.at(target.zone, target.name, of.options.year));
  of.found.targets.push_back(std::move(result));
}

}  // ZONERANK_OWN(targets)

ZONERANK_INLINE TargetResults targets(const ZoneTable& table, const System& system,
                                      const RankOptions& options, std::span<const Target> targets,
                                      const TargetOptions& asked, const Progress& progress) {
  const Ranking ranking = rank(table, system, options);
  RankOptions of_year = options;
  of_year.year = ranking.year;
  const double as_of = is_missing(asked.as_of) ? ranking.year + 1.0 : asked.as_of;
  check_targets(table, system, ranking.year, as_of, targets, asked);
  TargetCase own{table, system, of_year, targets, {}, {}, {}};
  detail::TargetFigures figures(table, system, ranking);
  Problems problems;
  for (const Target& target : targets)
    collect(problems, [&] { add_state(own, figures, target, as_of, asked); });
  problems.raise_errors();
  for (const Target& target : targets) {
    const auto known = std::find_if(own.found.zones.begin(), own.found.zones.end(),
                                    [&](const TargetRanks& of) { return of.zone == target.zone; });
    if (known != own.found.zones.end()) continue;
    own.found.zones.push_back(
        {target.zone, ranking.group_ranks(ranking.zone(target.zone), 0), missing, missing, 0});
  }
  const std::size_t n_zones = own.found.zones.size();
  std::vector<std::optional<Error>> refused(n_zones);
  parallel_for(
      n_zones + targets.size(), asked.threads,
      [&](std::size_t part) {
        if (part < n_zones)
          refused[part] = rank_zone(own, own.found.zones[part]);
        else
          rank_alone(own, part - n_zones);
      },
      progress);
  for (const std::optional<Error>& error : refused) {
    if (error) throw *error;
  }
  return std::move(own.found);
}

}  // namespace zonerank
