// Plans beside the ranking of a table in which their figures stand.

#include <cmath>

#include "analysis/many_zones.hpp"
#include "support/cases.hpp"
#include "support/testing.hpp"
#include "zonerank/analysis/plan.hpp"

namespace zonerank::test_plans_ranked_again {
namespace {

using testing::Dice;

const std::string rule = R"toml([[check]]
id = "part"
kind = "balance"
level = "zone"
rule = "a <= 2 * b"
)toml";

Method method_of(Dice& dice, const System& system) {
  using testing::chosen, testing::option;
  const std::vector<std::vector<Setting>> all = {
      {},
      {},
      {chosen("ties", "average")},
      {chosen("aggregation", "geometric"), option("lower", 1.0)},
      {chosen("aggregation", "harmonic"), option("lower", 1.0)}};
  return read_method(system, all[static_cast<std::size_t>(dice.from(0, std::ssize(all) - 1))]);
}

/// Every kind of limit now and then.
PlanOptions limits_of(Dice& dice) {
  PlanOptions limits;
  limits.threads = 1;
  limits.times = static_cast<double>(dice.from(2, 10));
  limits.may_fall = dice.chance(0.5);
  limits.at_most = static_cast<int>(dice.from(0, 2));
  limits.most_boxes = dice.chance(0.5) ? 4000 : 20;
  if (dice.chance(0.2)) limits.fixed = {dice.chance(0.5) ? "a" : "b"};
  if (dice.chance(0.3)) limits.costs = {{"a", 2.5}, {"c", 0.25}};
  if (dice.chance(0.3)) limits.steps = {{"a", 3.0}, {"b", 2.0}, {"c", 0.25}};
  if (dice.chance(0.2)) limits.limits = {{"b", {1.0, 40.0}}};
  for (const std::string& fixed : limits.fixed) {
    limits.costs.erase(fixed);
    limits.steps.erase(fixed);
    limits.limits.erase(fixed);
  }
  return limits;
}

struct Case {
  System system;
  ZoneTable table;
  RankOptions options;
  Ranking ranking;

  explicit Case(Dice& dice)
      : system(testing::random_formulas(dice, dice.chance(0.3) ? rule : "")),
        table(testing::random_figures(dice, system)),
        options{.year = 2020, .method = method_of(dice, system)},
        ranking(rank(table, system, options)) {}

  FigureColumn& column(const std::string& field, ZoneTable& of) const {
    return of.columns[static_cast<std::size_t>(system.field(field))];
  }
  bool keeps_rule(const ZoneTable& of, std::size_t row) const {
    const auto& a = of.columns[static_cast<std::size_t>(system.field("a"))];
    const auto& b = of.columns[static_cast<std::size_t>(system.field("b"))];
    return a.valid[row] == 0 || b.valid[row] == 0 || a.digits[row] <= 2 * b.digits[row];
  }
};

void expect_step(const Case& c, const PlanStep& step, const EffortUnit& unit,
                 const PlanOptions& limits) {
  const double change = std::abs(step.planned - step.today);
  const auto cost = limits.costs.find(step.field);
  const double times = cost == limits.costs.end() ? 1.0 : cost->second;
  ASSERT_NEAR(step.effort, times * change / unit.size, 1e-9 * (1.0 + step.effort));
  ASSERT_GT(change, 0.0);
  for (const std::string& fixed : limits.fixed) ASSERT_NE(step.field, fixed);
  if (const auto by = limits.steps.find(step.field); by != limits.steps.end()) {
    const double n = change / by->second;
    ASSERT_NEAR(n, std::round(n), 1e-9 * n) << "not a whole number of steps";
  }
  if (const auto own = limits.limits.find(step.field); own != limits.limits.end()) {
    ASSERT_GE(step.planned, std::min(own->second.first, step.today));
    ASSERT_LE(step.planned, std::max(own->second.second, step.today));
  }
  ASSERT_GE(step.planned, 0.0);
  ASSERT_TRUE(c.system.field(step.field) >= 0);
}

/// The figures of a plan put into the table by hand.
void expect_right(const Case& c, const Plan& plan, Index zone, const PlanOptions& limits,
                  const std::vector<EffortUnit>& units) {
  const std::string& name = c.ranking.zones[static_cast<std::size_t>(zone)];
  const std::size_t row = *c.table.find(name, 2020);
  ZoneTable changed = c.table;
  double effort = 0.0;
  for (const PlanStep& step : plan.steps) {
    const Field& field = c.system.fields[static_cast<std::size_t>(c.system.field(step.field))];
    const auto unit = std::find_if(units.begin(), units.end(),
                                   [&](const EffortUnit& u) { return u.field == step.field; });
    ASSERT_NE(unit, units.end());
    expect_step(c, step, *unit, limits);
    FigureColumn& column = c.column(step.field, changed);
    if (field.is_exact()) {
      const double digits = step.planned * std::pow(10.0, field.places);
      ASSERT_NEAR(digits, std::round(digits), 1e-6) << "more decimals than the field has";
      column.digits[row] = static_cast<Int128>(std::llround(digits));
    } else {
      column.reals[row] = step.planned;
    }
    effort += step.effort;
  }
  const Ranking ranked = rank(changed, c.system, c.options);
  ASSERT_EQ(ranked.group_ranks(zone, 0), plan.rank) << "the plan says another rank";
  ASSERT_EQ(plan.is_reached, plan.rank <= plan.asked);
  ASSERT_NEAR(plan.effort, effort, 1e-9 * (1.0 + effort));
  if (limits.at_most > 0) {
    ASSERT_LE(std::ssize(plan.steps), limits.at_most);
  }
  if (!c.system.checks.empty() && c.keeps_rule(c.table, row)) {
    ASSERT_TRUE(c.keeps_rule(changed, row)) << "the plan breaks a rule of the check list";
  }
  if (!plan.is_reached) {
    ASSERT_FALSE(std::isfinite(plan.at_least)) << "what was found did not give the rank";
    ASSERT_LE(plan.rank, c.ranking.group_ranks(zone, 0));
  }
}

class PlansRankedAgain : public ::testing::TestWithParam<int> {};

/// Ten blocks, of 10 000 plans each where all cases are tried.
TEST_P(PlansRankedAgain, GiveTheRankThatTheySay) {
  const int wanted = testing::cases(50, 10'000);
  int plans = 0, reached = 0;
  for (auto seed = 100 + static_cast<std::uint32_t>(GetParam()) * 1'000'000; plans < wanted;
       ++seed) {
    Dice dice(seed);
    const Case c(dice);
    const Index zone = dice.from(0, std::ssize(c.ranking.zones) - 1);
    const double today = c.ranking.group_ranks(zone, 0);
    if (is_missing(today) || today <= 1.0) continue;
    const std::string& name = c.ranking.zones[static_cast<std::size_t>(zone)];
    const PlanOptions limits = limits_of(dice);
    const auto units = effort_units(c.table, c.system, c.options, name, limits);
    std::vector<Plan> found;
    if (dice.chance(0.3))
      found = plan_frontier(c.table, c.system, c.options, name, limits);
    else
      found = {cheapest_plan(c.table, c.system, c.options, name,
                             static_cast<double>(dice.from(1, static_cast<Index>(today - 0.5))),
                             limits)};
    for (const Plan& plan : found) {
      ++plans;
      reached += plan.is_reached ? 1 : 0;
      expect_right(c, plan, zone, limits, units);
      if (HasFatalFailure()) FAIL() << "seed " << seed << ", " << name << ", rank " << plan.asked;
    }
  }
  EXPECT_GT(reached, plans / 3);
  RecordProperty("plans", plans);
  RecordProperty("reached", reached);
}

INSTANTIATE_TEST_SUITE_P(Blocks, PlansRankedAgain, ::testing::Range(0, 10));

}  // namespace
}  // namespace zonerank::test_plans_ranked_again
