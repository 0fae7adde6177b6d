#include "zonerank/analysis/levers.hpp"

#include "analysis/lever_cases.hpp"
#include "methods/small.hpp"
#include "support/testing.hpp"
#include "zonerank/analysis/what_if.hpp"

namespace zonerank::test_levers {
namespace {

using ::testing::HasSubstr;
using testing::indicator_toml;
using testing::made_up;
using testing::systems;
using testing::table_of;
using testing::three_fields;

const Lever& by_field(const std::vector<Lever>& found, const std::string& field) {
  return *std::find_if(found.begin(), found.end(),
                       [&](const Lever& lever) { return lever.field == field; });
}

const System& system_of_two() {
  static const System system = parse_system(
      testing::zone_fields + indicator_toml("per_head", "kCNY/person", "revenue / staff") +
          indicator_toml("patents", "item", "patents"),
      "zones.toml");
  return system;
}

/// per_head: 10, 40, 100, 0; patents 10, 60, 30, 0. Overall 40/3, 70, 75, 0.
ZoneTable four() {
  return table_of(
      "zone,year,revenue,staff,patents\nalpha,2020,100,10,10\nbravo,2020,400,10,60\n"
      "carol,2020,1000,10,30\ndelta,2020,0,10,0\n",
      system_of_two());
}

TEST(Levers, AreTheNearestFigures) {
  const auto found = levers(four(), system_of_two(), {}, "alpha", 2, {.times = 20.0});
  ASSERT_EQ(found.size(), 3U);
  // Beyond 100 per head alpha has 100 points and sets the bound: 50 + 50 / 6 overall. carol has
  // 50 (100 / x) + 25, which is no more from x = 150 per head on.
  const Lever& revenue = by_field(found, "revenue");
  EXPECT_EQ(revenue.today, 100.0);
  EXPECT_TRUE(revenue.is_proved);
  EXPECT_EQ(revenue.needed, 1500.0) << "level: they share the rank";
  EXPECT_EQ(revenue.rank, 2.0);
  const Lever& patents = by_field(found, "patents");
  EXPECT_EQ(patents.today, 10.0);
  EXPECT_EQ(patents.median.figure, 20.0);
  EXPECT_EQ(patents.quartile.figure, 38.0) << "37.5 patents are 38";
}

TEST(Levers, SayWhatIsNotReached) {
  const auto found = levers(four(), system_of_two(), {}, "alpha", 1, {.times = 1.0});
  const Lever& patents = by_field(found, "patents");
  EXPECT_EQ(patents.high, 60.0) << "the greatest of all zones";
  EXPECT_TRUE(is_missing(patents.needed));
  EXPECT_EQ(patents.rank, 3.0);
  EXPECT_EQ(patents.best_at, 10.0) << "as today";
}

TEST(Levers, OfARankThatTheZoneHasAreTodaysFigures) {
  for (const Lever& lever : levers(four(), system_of_two(), {}, "alpha", 3)) {
    EXPECT_EQ(lever.needed, lever.today);
    EXPECT_EQ(lever.rank, 3.0);
  }
}

TEST(Levers, RefuseWhatTheyCannotAnswer) {
  EXPECT_ERROR(levers(four(), system_of_two(), {}, "alpha", 5), HasSubstr("from 1 to 4"));
  EXPECT_ERROR(levers(four(), system_of_two(), {}, "alpha", 0.5), HasSubstr("from 1 to 4"));
  EXPECT_ERROR(levers(four(), system_of_two(), {}, "alpha", 2, {.times = 0.5}),
               HasSubstr("from 1 to 1000000"));
  EXPECT_ERROR(levers(four(), system_of_two(), {}, "alfa", 2), HasSubstr("alpha"));
  EXPECT_ERROR(
      levers(four(), system_of_two(), {}, "alpha", 2,
             {.fixed = {"staff"}, .steps = {{"staff", 5}}}),
      HasSubstr("steps: is staff, but must be a figure that may move: it is among the fixed ones"));
  EXPECT_ERROR(levers(four(), system_of_two(), {}, "alpha", 2, {.steps = {{"staff", -5}}}),
               HasSubstr("is staff = -5, but must be a step above 0"));
  EXPECT_ERROR(levers(four(), system_of_two(), {}, "alpha", 2, {.limits = {{"staff", {9, 2}}}}),
               HasSubstr("is staff = 9..2, but must be a lower and an upper limit"));
}

std::vector<Method> methods_for(const System& system) {
  const auto method = [&](std::vector<Setting> settings) { return read_method(system, settings); };
  return {method({}),
          method({testing::chosen("aggregation", "geometric"), testing::option("lower", 1.0)}),
          method({testing::chosen("normalization", "percentile-rank"),
                  testing::chosen("ties", "average")}),
          method({testing::chosen("normalization", "percentile")}),
          method({testing::chosen("aggregation", "minimum")})};
}

/// Every figure within the limits, tried one by one by whole rankings.
TEST(Levers, EqualExhaustiveSearch) {
  int compared = 0, proved = 0, reached = 0;
  for (const std::string& indicators : systems()) {
    const System system = parse_system(three_fields + indicators, "three.toml");
    for (const Method& method : methods_for(system)) {
      for (std::uint32_t seed = 0; seed < 8; ++seed) {
        const ZoneTable table = made_up(system, seed);
        const RankOptions options{.method = method};
        const Ranking ranking = rank(table, system, options);
        for (Index zone = 0; zone < 2; ++zone) {
          if (is_missing(ranking.group_ranks(zone, 0))) continue;
          const std::string& name = ranking.zones[static_cast<std::size_t>(zone)];
          const double target = std::max(1.0, std::floor(ranking.group_ranks(zone, 0)) - 1.0);
          for (const Lever& lever : levers(table, system, options, name, target, {.times = 3.0})) {
            const Field& field = system.fields[static_cast<std::size_t>(system.field(lever.field))];
            if (!field.is_exact()) continue;
            const double unit = std::pow(10.0, -field.places);
            double nearest = missing, best = missing;
            const auto steps = std::llround((lever.high - lever.low) / unit);
            for (long long k = 0; k <= steps; ++k) {
              const double x =
                  std::round((lever.low + static_cast<double>(k) * unit) / unit) * unit;
              const Edit edit = read_edit(name, lever.field, "=" + std::to_string(x));
              const double own = what_if(table, system, options, {&edit, 1}).group_ranks(zone, 0);
              best = std::fmin(best, own);
              if (own <= target && !(std::abs(x - lever.today) >= std::abs(nearest - lever.today)))
                nearest = x;
            }
            ++compared;
            proved += lever.is_proved ? 1 : 0;
            if (!lever.is_proved) continue;
            ASSERT_EQ(is_missing(nearest), is_missing(lever.needed))
                << lever.field << " " << name << " " << seed << " " << nearest;
            if (is_missing(nearest)) {
              EXPECT_EQ(lever.rank, best) << lever.field;
              continue;
            }
            ++reached;
            EXPECT_NEAR(std::abs(lever.needed - lever.today), std::abs(nearest - lever.today), 1e-9)
                << lever.field << " of " << name << ", seed " << seed;
          }
        }
      }
    }
  }
  EXPECT_GT(proved, compared / 2);
  EXPECT_GT(reached, 100);
}

/// Ranks of places in a row go up and down with a figure that counts for and against the zone: what
/// is called the best in reach is not the rank that was asked for.
TEST(Levers, CallNoRankOutOfReachThatTheyFound) {
  const System system = parse_system(three_fields + systems()[1], "three.toml");
  const RankOptions options{.method = methods_for(system)[2]};
  const ZoneTable table = table_of(
      "zone,year,a,b,c\nz0,2020,3,2,1.25\nz1,2020,6,2,2.25\nz2,2020,5,5,2.25\n"
      "z3,2020,4,4,5.25\nz4,2020,3,6,1.25\nz5,2020,4,1,6.25\nz6,2020,4,1,4.25\n"
      "z7,2020,1,6,3.25\n",
      system);
  for (double target = 1.0; target <= 8.0; target += 1.0) {
    for (const Lever& lever : levers(table, system, options, "z0", target, {.times = 4.0})) {
      EXPECT_EQ(is_missing(lever.needed), lever.rank > target) << lever.field << ", " << target;
      const double at = is_missing(lever.needed) ? lever.best_at : lever.needed;
      const Edit edit{"z0", lever.field, Edit::Kind::set, at};
      EXPECT_EQ(what_if(table, system, options, {&edit, 1}).group_ranks(0, 0), lever.rank);
    }
  }
}

/// Weights that are computed from the data: every figure that is tried is ranked as a whole.
TEST(Levers, OfMovingWeightsGiveTheRankTheySay) {
  const Method entropy =
      read_method(system_of_two(), std::vector<Setting>{testing::chosen("weights", "entropy")});
  const RankOptions options{.method = entropy};
  const auto found = levers(four(), system_of_two(), options, "alpha", 2, {.times = 50.0});
  int reached = 0;
  for (const Lever& lever : found) {
    EXPECT_FALSE(lever.is_proved);
    if (is_missing(lever.needed)) continue;
    const Edit edit{"alpha", lever.field, Edit::Kind::set, lever.needed};
    EXPECT_EQ(what_if(four(), system_of_two(), options, {&edit, 1}).group_ranks(0, 0), lever.rank);
    EXPECT_LE(lever.rank, 2.0);
    ++reached;
  }
  EXPECT_GT(reached, 0);
}

}  // namespace
}  // namespace zonerank::test_levers
