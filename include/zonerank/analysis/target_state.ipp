#pragma once
#include "zonerank/analysis/target_state.hpp"

#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/error.hpp"

namespace zonerank {
ZONERANK_OWN(target_state) {

constexpr double same_time = 1e-9;    ///< years
constexpr double same_level = 1e-12;  ///< share of the level: what a product may be off

[[noreturn]] ZONERANK_INLINE void refuse_target(const Target& target, const Argument& value,
                                                const Argument& rule) {
  fail(Code::bad_option, Place::of_zone(target.zone, target.year).with_key(target.name), value,
       {rule});
}

ZONERANK_INLINE int year_of(double as_of) {
  return static_cast<int>(std::ceil(as_of - same_time)) - 1;
}

/// Growth a year; NaN where levels are not above 0, or no time has passed.
ZONERANK_INLINE double yearly_growth(double from, double to, double years) {
  if (!(from > 0.0) || !(to >= 0.0) || !(years > same_time)) return missing;
  return years == 1.0 ? to / from - 1.0 : std::pow(to / from, 1.0 / years) - 1.0;
}

/// What `years` of growth make of 1.
ZONERANK_INLINE double growth_factor(const Target& target, int base_year) {
  const double once = 1.0 + target.growth.figure;
  return target.is_yearly ? std::pow(once, target.year - base_year) : once;
}

/// How far value and base * factor may differ when each is rounded as it was given.
ZONERANK_INLINE double rounding_of(const Target& target, double base, int base_year) {
  const double factor = growth_factor(target, base_year);
  const double years = target.is_yearly ? target.year - base_year : 1.0;
  const double slope = years * factor / (1.0 + target.growth.figure);
  return 0.5 * (target.value.step + std::abs(base * slope) * target.growth.step +
                std::abs(factor) * target.base.step) +
         same_level * std::abs(target.value.figure);
}

/// The figure given, else that of the table; `in_table` is told where they differ.
ZONERANK_INLINE double chosen_level(const GivenFigure& given, double known, double& in_table) {
  if (is_missing(given.figure)) return known;
  const double allowed = 0.5 * given.step + same_level * std::abs(given.figure);
  if (std::abs(given.figure - known) > allowed) in_table = known;
  return given.figure;
}

ZONERANK_INLINE void set_levels(TargetState& state, const Target& target,
                                const TargetLevels& known) {
  const bool has_value = !is_missing(target.value.figure);
  const bool has_growth = !is_missing(target.growth.figure);
  if (!has_value && !has_growth)
    refuse_target(target, words("blank", "空白"), words("a value or a growth", "数值或增速"));
  if (has_growth && !(target.growth.figure > -1.0)) {
    refuse_target(target, words("{0} %", "{0} %", {rounded(100.0 * target.growth.figure, 6)}),
                  words("a growth above -100 %", "大于 -100 % 的增速"));
  }
  if (state.base_year >= target.year) {
    refuse_target(target, words("of the base year {0}", "基期 {0} 年", {state.base_year}),
                  words("of a base year before {0}", "基期早于 {0} 年", {target.year}));
  }
  state.base = chosen_level(target.base, known.base, state.in_table_base);
  state.today = chosen_level(target.today, known.today, state.in_table_today);
  const double factor = has_growth ? growth_factor(target, state.base_year) : missing;
  if (!has_value) {
    if (is_missing(state.base)) {
      refuse_target(
          target,
          words("a growth of {0} %", "增速 {0} %", {rounded(100.0 * target.growth.figure, 6)}),
          words("a growth of a figure that is known: there is none of {0}; give the "
                "figures of {0}, the figure of the base year with the target, or a value",
                "已知数据的增速：没有 {0} 年的数据；请给出 {0} 年的数据，在目标中给出基期值，"
                "或直接给出目标值",
                {state.base_year}));
    }
    state.target = state.base * factor;
    return;
  }
  state.target = target.value.figure;
  if (!has_growth) return;
  if (is_missing(state.base)) {
    state.base = state.target / factor;
    state.base_is_implied = true;
  } else if (std::abs(state.target - state.base * factor) >
             rounding_of(target, state.base, state.base_year)) {
    state.by_growth = state.base * factor;
  }
}

ZONERANK_INLINE Target::Goal goal_of(const Target& target, const TargetLevels& known) {
  if (target.goal != Target::Goal::by_default) return target.goal;
  const bool falls = target.growth.figure < 0.0;
  return falls || known.less_is_better ? Target::Goal::at_most : Target::Goal::at_least;
}

/// Whether the figure is a part of a year's sum.
ZONERANK_INLINE bool is_part_of_year(const Target& target, double as_of,
                                     const TargetOptions& options) {
  const int year = year_of(as_of);
  const bool is_inside = as_of - year < 1.0 - same_time;
  if (!is_inside || target.year < year) return false;
  const std::optional<bool> cumulates = target.cumulates ? target.cumulates : options.cumulates;
  if (!cumulates) {
    refuse_target(target, words("a figure inside the year {0}", "{0} 年年中的数据", {year}),
                  words("said to add up from January on or to be a level: set cumulated to yes or "
                        "no, for this target or for all",
                        "已注明是自年初累计数还是时点数：请将“累计”设为“是”或“否”"));
  }
  if (*cumulates && target.year > year) {
    refuse_target(target, words("a sum of a part of {0}", "{0} 年年内累计数", {year}),
                  words("of the whole year where the target is of {0}",
                        "全年数据：目标年份是 {0} 年", {target.year}));
  }
  return *cumulates;
}

ZONERANK_INLINE TargetState::Light light_of(const TargetState& state, bool has_way, bool is_passed,
                                            const TargetOptions& options) {
  using Light = TargetState::Light;
  if (is_missing(state.today)) return Light::unknown;
  if (state.is_met) return Light::green;
  if (is_passed) return Light::red;
  if (state.elapsed <= same_time) return Light::not_begun;
  if (is_missing(state.pace)) return has_way ? Light::unknown : Light::red;
  if (state.pace >= options.green - same_time) return Light::green;
  return state.pace >= options.yellow - same_time ? Light::yellow : Light::red;
}

}  // ZONERANK_OWN(target_state)

ZONERANK_INLINE int year_of_today(const Target& target, double as_of) {
  return std::min(target.year, year_of(as_of));
}

ZONERANK_INLINE int base_year_of(const Target& target, double as_of) {
  if (target.base_year != 0) return target.base_year;
  const bool has_growth = !is_missing(target.growth.figure);
  if (has_growth && target.is_yearly) {
    refuse_target(target, words("a growth a year", "年均增速"),
                  words("given with its base year", "同时给出基期年份"));
  }
  return has_growth ? target.year - 1 : year_of_today(target, as_of) - 1;
}

ZONERANK_INLINE TargetState target_state(const Target& target, const TargetLevels& known,
                                         double as_of, const TargetOptions& options) {
  TargetState state;
  state.base_year = base_year_of(target, as_of);
  set_levels(state, target, known);
  state.goal = goal_of(target, known);
  const bool is_limit = state.goal == Target::Goal::at_most;
  const bool is_part = is_part_of_year(target, as_of, options);
  const double begin = state.base_year + 1.0;
  const double end = target.year + 1.0;
  const double now = std::min(as_of, end);
  const double tolerance = same_level * std::abs(state.target);
  const double over = state.today - state.target;
  const bool is_there = is_limit ? over <= tolerance : over >= -tolerance;
  state.share = state.target != 0.0 ? state.today / state.target : missing;
  state.growth_needed = yearly_growth(state.base, state.target, end - begin);
  state.is_met = is_there && !(is_part && is_limit);
  bool has_way = true;
  if (is_part) {
    state.elapsed = now - target.year;
    state.progress = state.share;
    state.pace = is_limit ? state.elapsed / state.progress : state.progress / state.elapsed;
  } else {
    state.growth_so_far = yearly_growth(state.base, state.today, now - begin);
    state.growth_this_year = yearly_growth(known.before, state.today, 1.0);
    state.growth_left = yearly_growth(state.today, state.target, end - now);
    state.elapsed = std::clamp((now - begin) / (end - begin), 0.0, 1.0);
    const double way = state.target - state.base;
    has_way = is_missing(way) || (is_limit ? way < -tolerance : way > tolerance);
    if (has_way) state.progress = (state.today - state.base) / way + 0.0;  // no -0
    if (state.elapsed > same_time) state.pace = state.progress / state.elapsed;
  }
  state.light = light_of(state, has_way, is_part && is_limit && !is_there, options);
  return state;
}

}  // namespace zonerank
