#include "zonerank/analysis/target_state.hpp"

#include <cmath>

#include "support/testing.hpp"

namespace zonerank::test_target_state {
namespace {

using ::testing::HasSubstr;
using Goal = Target::Goal;
using Light = TargetState::Light;

constexpr double end_of_2020 = 2021.0, end_of_2021 = 2022.0, june_2021 = 2021.5;

Target of_value(double value, int year = 2021) {
  Target target;
  target.zone = "alpha";
  target.name = "output";
  target.year = year;
  target.value.figure = value;
  return target;
}

Target of_growth(double growth, int year = 2021) {
  Target target = of_value(missing, year);
  target.growth.figure = growth;
  return target;
}

TargetState state(const Target& target, double base, double today, double as_of = end_of_2021,
                  const TargetOptions& options = {}) {
  return target_state(target, {base, today, base, false}, as_of, options);
}

/// The targets of a zone's work report for 2021, bn yuan: both the level and its growth are stated.
struct Stated {
  const char* name;
  double value, step, growth;
};
const Stated stated[] = {{"GDP", 31.39, 0.01, 0.075},      {"secondary", 20.27, 0.01, 0.07},
                         {"industry", 17.11, 0.01, 0.072}, {"tertiary", 11.0, 0.1, 0.085},
                         {"investment", 23.8, 0.1, 0.1},   {"retail", 12.25, 0.01, 0.07}};

Target of_report(const Stated& one) {
  Target target = of_value(one.value);
  target.value.step = one.step;
  target.growth = {one.growth, 0.001};
  return target;
}

TEST(TargetState, StatedLevelAndGrowthImplyTheBase) {
  // 31.39 / 1.075, 20.27 / 1.07 ... by hand
  const double bases[] = {29.2, 18.943925, 15.960821, 10.138249, 21.636364, 11.448598};
  for (std::size_t k = 0; k < std::size(stated); ++k) {
    const TargetState found = state(of_report(stated[k]), missing, missing);
    EXPECT_TRUE(found.base_is_implied) << stated[k].name;
    EXPECT_NEAR(found.base, bases[k], 5e-7) << stated[k].name;
    EXPECT_EQ(found.base_year, 2020);
    EXPECT_NEAR(found.growth_needed, stated[k].growth, 1e-12);
    EXPECT_EQ(found.light, Light::unknown) << "nothing is known of today";
  }
}

TEST(TargetState, StatedLevelAndGrowthAgreeToTheirRounding) {
  for (const Stated& one : stated) {
    const double base = std::round(100.0 * one.value / (1.0 + one.growth)) / 100.0;
    const TargetState found = state(of_report(one), base, missing);
    EXPECT_TRUE(is_missing(found.by_growth)) << one.name;
    EXPECT_FALSE(found.base_is_implied);
    EXPECT_EQ(found.base, base);
  }
  // 29.4 bn in 2020 would have given 31.605: 31.39 is not that rounded.
  EXPECT_NEAR(state(of_report(stated[0]), 29.4, missing).by_growth, 31.605, 1e-12);
  Target exact = of_report(stated[0]);
  exact.value.step = exact.growth.step = 0.0;
  EXPECT_NEAR(state(exact, 29.201, missing).by_growth, 31.391075, 1e-9) << "nothing is rounded";
}

TEST(TargetState, GrowthGivesTheLevel) {
  EXPECT_NEAR(state(of_growth(0.075), 29.2, 30.0).target, 31.39, 1e-12);
  Target yearly = of_growth(0.08, 2025);
  yearly.is_yearly = true;
  yearly.base_year = 2020;
  EXPECT_NEAR(state(yearly, 100.0, 108.0).target, 146.9328, 1e-4) << "1.08^5";
  yearly.is_yearly = false;
  EXPECT_NEAR(state(yearly, 100.0, 108.0).target, 108.0, 1e-12) << "in all, since 2020";
}

TEST(TargetState, GrowthsArePerYear) {
  Target target = of_value(146.41, 2024);
  target.base_year = 2020;
  const TargetState found = target_state(target, {100.0, 121.0, 105.0, false}, 2023.0);
  EXPECT_NEAR(found.growth_needed, 0.1, 1e-12) << "100 to 146.41 in four years";
  EXPECT_NEAR(found.growth_so_far, 0.1, 1e-12) << "100 to 121 in two";
  EXPECT_NEAR(found.growth_left, 0.1, 1e-12) << "121 to 146.41 in two";
  EXPECT_NEAR(found.growth_this_year, 121.0 / 105.0 - 1.0, 1e-12);
  EXPECT_NEAR(found.elapsed, 0.5, 1e-12);
  EXPECT_NEAR(found.progress, 21.0 / 46.41, 1e-12);
  EXPECT_NEAR(found.pace, 2.0 * 21.0 / 46.41, 1e-12);
  EXPECT_EQ(found.light, Light::yellow) << "90.5 % of what half of the time asks for";
}

TEST(TargetState, LightsComparePaceWithTheThresholds) {
  const auto light = [](double today, const TargetOptions& options = {}) {
    return state(of_value(110.0), 100.0, today, end_of_2021, options).light;
  };
  EXPECT_EQ(light(110.0), Light::green);
  EXPECT_EQ(light(109.999), Light::yellow);
  EXPECT_EQ(light(108.0), Light::yellow) << "80 % of the way at the end of the year";
  EXPECT_EQ(light(107.999), Light::red);
  EXPECT_EQ(light(90.0), Light::red);
  TargetOptions mild;
  mild.green = 0.7;
  mild.yellow = 0.5;
  EXPECT_EQ(light(107.0, mild), Light::green);
  EXPECT_EQ(light(105.0, mild), Light::yellow);
  EXPECT_EQ(light(104.9, mild), Light::red);
}

TEST(TargetState, WhatAddsUpIsHeldAgainstTheShareOfTheYear) {
  Target target = of_report(stated[0]);
  target.cumulates = true;
  const TargetState found = state(target, 29.2, 15.8, june_2021);
  EXPECT_EQ(found.elapsed, 0.5);
  EXPECT_NEAR(found.progress, 15.8 / 31.39, 1e-12) << "50.3 %";
  EXPECT_EQ(found.light, Light::green);
  EXPECT_TRUE(is_missing(found.growth_so_far)) << "half a year against a whole one";
  EXPECT_EQ(state(target, 29.2, 15.0, june_2021).light, Light::yellow);
  EXPECT_EQ(state(target, 29.2, 12.5, june_2021).light, Light::red);
  EXPECT_EQ(state(target, 29.2, 31.4, june_2021).light, Light::green) << "met before its time";
  target.goal = Goal::at_most;
  EXPECT_EQ(state(target, 29.2, 15.0, june_2021).light, Light::green);
  EXPECT_FALSE(state(target, 29.2, 15.0, june_2021).is_met) << "half of the year may pass it yet";
  EXPECT_EQ(state(target, 29.2, 17.0, june_2021).light, Light::yellow) << "54 % in half a year";
  EXPECT_EQ(state(target, 29.2, 31.4, 2021.99).light, Light::red) << "the limit is passed";
  EXPECT_TRUE(state(target, 29.2, 31.0).is_met) << "at the end of the year";
}

TEST(TargetState, LevelsInsideAYearAreHeldAgainstTheWay) {
  Target target = of_value(110.0);
  target.cumulates = false;
  const TargetState found = state(target, 100.0, 104.0, june_2021);
  EXPECT_EQ(found.elapsed, 0.5);
  EXPECT_NEAR(found.progress, 0.4, 1e-12);
  EXPECT_EQ(found.light, Light::yellow);
  EXPECT_NEAR(found.growth_so_far, 1.04 * 1.04 - 1.0, 1e-12) << "4 % in half a year";
}

TEST(TargetState, LimitsGoDown) {
  Target target = of_growth(-0.1);
  const TargetState found = state(target, 50.0, 46.0);
  EXPECT_EQ(found.goal, Goal::at_most);
  EXPECT_NEAR(found.progress, 0.8, 1e-12);
  EXPECT_EQ(found.light, Light::yellow);
  EXPECT_EQ(state(target, 50.0, 44.0).light, Light::green);
  EXPECT_EQ(target_state(of_value(60.0), {50.0, 55.0, missing, true}, end_of_2021).goal,
            Goal::at_most);
  EXPECT_EQ(target_state(of_value(60.0), {50.0, 55.0, missing, true}, end_of_2021).light,
            Light::green)
      << "a limit above the base, kept";
}

TEST(TargetState, WhereThereIsNoWayToGoItIsMetOrNot) {
  EXPECT_EQ(state(of_growth(0.0), 100.0, 100.0).light, Light::green) << "kept";
  EXPECT_EQ(state(of_growth(0.0), 100.0, 99.0).light, Light::red);
  EXPECT_EQ(state(of_value(90.0), 100.0, 95.0).light, Light::green) << "a floor";
  EXPECT_EQ(state(of_value(90.0), 100.0, 85.0).light, Light::red);
  EXPECT_TRUE(is_missing(state(of_value(90.0), 100.0, 85.0).progress));
}

TEST(TargetState, BeginsAfterTheBaseYear) {
  EXPECT_EQ(state(of_growth(0.1), 100.0, 100.0, end_of_2020).light, Light::not_begun);
  EXPECT_EQ(state(of_growth(0.1), 100.0, 100.0, end_of_2020).elapsed, 0.0);
  EXPECT_EQ(base_year_of(of_value(5.0, 2025), end_of_2021), 2020) << "the year before today's";
  EXPECT_EQ(base_year_of(of_value(5.0, 2019), end_of_2021), 2018) << "of a past target";
  EXPECT_EQ(base_year_of(of_growth(0.1, 2025), end_of_2021), 2024);
  EXPECT_EQ(year_of_today(of_value(5.0, 2025), june_2021), 2021);
  EXPECT_EQ(state(of_value(110.0, 2019), 100.0, 109.0).elapsed, 1.0) << "its time is over";
}

TEST(TargetState, FiguresOfItsOwnStandBeforeTheTable) {
  Target target = of_growth(0.1);
  target.base = {100.0, 1.0};
  target.today = {104.0, 0.1};
  const TargetState found = state(target, 100.4, 105.0);
  EXPECT_NEAR(found.target, 110.0, 1e-12);
  EXPECT_EQ(found.today, 104.0);
  EXPECT_TRUE(is_missing(found.in_table_base)) << "100.4 is 100 to rounding";
  EXPECT_EQ(found.in_table_today, 105.0);
}

TEST(TargetState, NamesWhatLacks) {
  EXPECT_ERROR(state(of_value(missing), 1.0, 1.0), HasSubstr("must be a value or a growth"));
  EXPECT_ERROR(state(of_growth(0.075), missing, 30.0),
               HasSubstr("alpha, 2021, output: is a growth of 7.5 %, but must be a growth of a "
                         "figure that is known: there is none of 2020"));
  EXPECT_ERROR(state(of_growth(-1.0), 1.0, 1.0), HasSubstr("above -100 %"));
  Target yearly = of_growth(0.08, 2025);
  yearly.is_yearly = true;
  EXPECT_ERROR(state(yearly, 1.0, 1.0), HasSubstr("given with its base year"));
  yearly.base_year = 2025;
  EXPECT_ERROR(state(yearly, 1.0, 1.0), HasSubstr("of a base year before 2025"));
  EXPECT_ERROR(state(of_value(5.0), 1.0, 1.0, june_2021), HasSubstr("set cumulated to yes or no"));
  TargetOptions sums;
  sums.cumulates = true;
  EXPECT_ERROR(state(of_value(5.0, 2025), 1.0, 1.0, june_2021, sums),
               HasSubstr("is a sum of a part of 2021, but must be of the whole year"));
}

}  // namespace
}  // namespace zonerank::test_target_state
