#pragma once
// A target of a zone, and how far its figure has come: levels, growth, schedule, light.

#include <optional>
#include <string>
#include <vector>

#include "zonerank/core/types.hpp"

namespace zonerank {

/// A figure as it was given, and one unit of its last decimal (0: exact).
struct GivenFigure {
  double figure = missing;
  double step = 0.0;
};

/// What a zone wants a figure to be in a year. Amounts are in the unit of the field or indicator.
struct Target {
  enum class Goal {
    by_default,  ///< see targets()
    at_least,
    at_most,
  };
  std::string zone;
  std::string name;         ///< of a field, id of an indicator; any other name has its own `today`
  int year = 0;             ///< at the end of which it is to be reached
  GivenFigure value = {};   ///< the level
  GivenFigure growth = {};  ///< 0.075: against the base year
  bool is_yearly = false;   ///< the growth is that of each year since the base year
  int base_year = 0;        ///< 0: see base_year_of()
  GivenFigure today = {}, base = {};  ///< of its own; they stand before the figures of the table
  Goal goal = Goal::by_default;
  std::optional<bool> cumulates = {};  ///< adds up from January on; a level else
};

struct TargetOptions {
  /// When the figures are of, in years: 2020.5 is the end of June 2020, 2021 the end of 2020. NaN:
  /// the end of the year that is ranked.
  double as_of = missing;
  double green = 1.0;                  ///< least pace of a green light
  double yellow = 0.8;                 ///< of a yellow one
  std::optional<bool> cumulates = {};  ///< of targets that do not say it
  int threads = 0;                     ///< of the rankings; 0: all cores
};

/// What is known of a target's figure from the table.
struct TargetLevels {
  double base = missing;        ///< of the base year
  double today = missing;       ///< of the year of `as_of`, or of the target's where that is past
  double before = missing;      ///< of the year before that
  bool less_is_better = false;  ///< where neither the target nor its growth says it
};

/// How far a target is reached. Growths are shares a year.
struct TargetState {
  enum class Light {
    not_begun,  ///< nothing of the period has passed
    green,
    yellow,
    red,
    unknown,  ///< there is no figure of today, or of the base year
  };
  Target::Goal goal = Target::Goal::at_least;
  int base_year = 0;
  double base = missing, today = missing, target = missing;
  bool base_is_implied = false;     ///< value / (1 + growth): the base year has no figure
  double by_growth = missing;       ///< what the growth gives, where it is not `value` to rounding
  double in_table_base = missing;   ///< where it is not the one given
  double in_table_today = missing;  ///< the same of today's
  double share = missing;           ///< today / target
  double growth_needed = missing;   ///< from the base to the target
  double growth_so_far = missing;   ///< from the base to today
  double growth_this_year = missing;  ///< today against the year before
  double growth_left = missing;       ///< from today to the target, in the years that are left
  double elapsed = missing;           ///< share of the period that has passed, 序时进度
  double progress = missing;          ///< share of the way from the base to the target
  double pace = missing;              ///< progress / elapsed
  bool is_met = false;
  Light light = Light::unknown;
};

/// The year whose figure a target starts from: the one given; of a growth (that is not yearly) the
/// year before the target's; else the year before the one that `as_of` is in, or before the
/// target's where that is earlier.
int base_year_of(const Target& target, double as_of);

/// The year whose figure is held against the target: that which `as_of` is in, or the target's
/// where that is earlier.
int year_of_today(const Target& target, double as_of);

/// Levels, growth, schedule and light of one target.
///
/// target = value, or base (1 + growth), or base (1 + growth)^years where the growth is yearly.
/// At the end of a year, and of levels: elapsed = (as_of - end of the base year) / (end of the
/// target's year - end of the base year), in [0, 1]; progress = (today - base) / (target - base).
/// Of what adds up from January on, inside the target's year: elapsed = share of that year,
/// progress = today / target. pace = progress / elapsed; of a limit (at most) that adds up,
/// elapsed / progress. A target that is met is green, a limit that is passed red. Where the target
/// lies not beyond the base there is no way to go: it is green or red.
///
/// @throws Error bad-option without value and growth, for a growth from a base that is not known,
///               a base year that is not before the target's, and, inside a year, where it is not
///               said whether the figure adds up, or where it does and the target is of a later
///               year
TargetState target_state(const Target& target, const TargetLevels& known, double as_of,
                         const TargetOptions& options = {});

}  // namespace zonerank
