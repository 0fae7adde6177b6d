#include "zonerank/analysis/plan.hpp"

#include <cmath>

#include "analysis/lever_cases.hpp"
#include "methods/small.hpp"
#include "support/cases.hpp"
#include "support/testing.hpp"
#include "zonerank/analysis/what_if.hpp"

namespace zonerank::test_plan {
namespace {

using ::testing::HasSubstr;
using testing::indicator_toml;
using testing::made_up;
using testing::systems;
using testing::table_of;
using testing::three_fields;

std::vector<Edit> edits_of(const Plan& plan, const std::string& zone) {
  std::vector<Edit> edits;
  for (const PlanStep& step : plan.steps)
    edits.push_back({zone, step.field, Edit::Kind::set, step.planned});
  return edits;
}

std::vector<Method> methods_for(const System& system) {
  const auto method = [&](std::vector<Setting> settings) { return read_method(system, settings); };
  return {method({}),
          method({testing::chosen("aggregation", "geometric"), testing::option("lower", 1.0)}),
          method({testing::chosen("aggregation", "harmonic"), testing::option("lower", 1.0)})};
}

/// The least effort of all combinations of whole steps within the limits, by whole rankings.
double exhaustive(const ZoneTable& table, const System& system, const RankOptions& options,
                  const std::string& zone, double target, const PlanOptions& limits,
                  const std::vector<Lever>& levers, double& best_rank) {
  const auto units = effort_units(table, system, options, zone, limits);
  std::vector<std::vector<double>> values;
  for (const Lever& lever : levers) {
    const Field& field = system.fields[static_cast<std::size_t>(system.field(lever.field))];
    const double unit = std::pow(10.0, -field.places);
    values.emplace_back();
    for (auto k = std::llround(lever.low / unit); k <= std::llround(lever.high / unit); ++k)
      values.back().push_back(static_cast<double>(k) * unit);
  }
  double least = missing;
  std::vector<std::size_t> at(values.size(), 0);
  while (true) {
    std::vector<Edit> edits;
    double effort = 0.0;
    for (std::size_t f = 0; f < values.size(); ++f) {
      const double x = values[f][at[f]];
      if (std::abs(x - levers[f].today) < 1e-9) continue;
      edits.push_back(read_edit(zone, levers[f].field, "=" + std::to_string(x)));
      effort += std::abs(x - levers[f].today) / units[f].size;
    }
    if (limits.at_most == 0 || std::ssize(edits) <= limits.at_most) {
      const Ranking ranked = what_if(table, system, options, edits);
      const double own = ranked.group_ranks(ranked.zone(zone), 0);
      best_rank = std::fmin(best_rank, own);
      if (own <= target) least = std::fmin(least, effort);
    }
    std::size_t f = 0;
    while (f < at.size() && ++at[f] == values[f].size()) at[f++] = 0;
    if (f == at.size()) return least;
  }
}

/// 2100 cases where all are tried, of which more than 2000 are proved.
TEST(Plan, EqualsExhaustiveSearch) {
  const auto seeds = static_cast<std::uint32_t>(testing::cases(3, 175));
  int compared = 0, proved = 0, reached = 0;
  for (const std::string& indicators : systems()) {
    const System system = parse_system(three_fields + indicators, "three.toml");
    for (const Method& method : methods_for(system)) {
      for (std::uint32_t seed = 0; seed < seeds; ++seed) {
        const ZoneTable table = made_up(system, seed);
        const RankOptions options{.method = method};
        const Ranking ranking = rank(table, system, options);
        if (is_missing(ranking.group_ranks(0, 0))) continue;
        const std::string& name = ranking.zones[0];
        const double target = std::max(1.0, std::floor(ranking.group_ranks(0, 0)) - 1.0 - seed % 2);
        PlanOptions limits;
        limits.times = 1.0;
        limits.may_fall = true;
        limits.tolerance = 1e-7;
        limits.most_boxes = 20'000;
        limits.at_most = static_cast<int>(seed % 3);
        const auto found = levers(table, system, options, name, target, limits);
        const Plan plan = cheapest_plan(table, system, options, name, target, limits);
        double best_rank = missing;
        const double least =
            exhaustive(table, system, options, name, target, limits, found, best_rank);
        ++compared;
        const auto edits = edits_of(plan, name);
        ASSERT_EQ(what_if(table, system, options, edits).group_ranks(0, 0), plan.rank);
        if (plan.is_reached) {
          EXPECT_GE(plan.effort, least * (1.0 - 1e-9)) << "no search finds it";
        }
        if (!plan.is_proved) continue;
        ++proved;
        EXPECT_EQ(plan.is_reached, !is_missing(least))
            << indicators << seed << " " << least << " " << plan.rank;
        if (!plan.is_reached || is_missing(least)) {
          EXPECT_EQ(plan.rank, best_rank) << indicators << seed;
          continue;
        }
        ++reached;
        EXPECT_LE(std::ssize(plan.steps), limits.at_most == 0 ? 3 : limits.at_most);
        EXPECT_NEAR(plan.effort, least, 2e-6 * (1.0 + least)) << indicators << seed;
      }
    }
  }
  EXPECT_GT(proved, testing::cases(30, 2000));
  EXPECT_GT(reached, compared / 4);
  RecordProperty("compared", compared);
  RecordProperty("proved", proved);
  RecordProperty("reached", reached);
}

/// Two zones share 2.5; no count of patents brings one of them ahead of the first.
TEST(Plan, EndsWhereRanksAreHalves) {
  const System system = parse_system(testing::zone_fields + indicator_toml("a", "item", "patents") +
                                         indicator_toml("b", "person", "staff"),
                                     "zones.toml");
  const ZoneTable table = table_of(
      "zone,year,patents,staff\nalpha,2020,90,90\nbravo,2020,40,50\ncarol,2020,50,40\n"
      "delta,2020,0,0\n",
      system);
  const Method average =
      read_method(system, std::vector<Setting>{testing::chosen("ties", "average")});
  PlanOptions limits;
  limits.fixed = {"staff"};
  limits.limits = {{"patents", {0.0, 41.0}}};
  const Plan plan = cheapest_plan(table, system, {.method = average}, "bravo", 1, limits);
  EXPECT_FALSE(plan.is_reached);
  EXPECT_EQ(plan.rank, 2.0);
  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_EQ(plan.steps[0].planned, 41.0);
  limits.limits = {{"patents", {0.0, 40.0}}};
  const Plan none = cheapest_plan(table, system, {.method = average}, "bravo", 1, limits);
  EXPECT_TRUE(none.steps.empty());
  EXPECT_EQ(none.rank, 2.5);
}

}  // namespace
}  // namespace zonerank::test_plan
