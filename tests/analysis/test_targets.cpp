#include "zonerank/analysis/targets.hpp"

#include "methods/small.hpp"
#include "support/testing.hpp"
#include "zonerank/analysis/plan.hpp"
#include "zonerank/analysis/what_if.hpp"

namespace zonerank::test_targets {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::indicator_toml;
using testing::table_of;
using Goal = Target::Goal;
using Light = TargetState::Light;

const System& system_of_targets() {
  static const System system = parse_system(
      testing::zone_fields + indicator_toml("per_head", "kCNY/person", "revenue / staff") +
          indicator_toml("growing", "%", "growth(patents)") +
          indicator_toml("burden", "1", "real / divisor", "direction = \"-\"") +
          "[[check]]\nid = \"part\"\nkind = \"balance\"\nlevel = \"zone\"\nseverity = \"error\"\n"
          "rule = \"profit <= revenue\"\n",
      "targets.toml");
  return system;
}

const ZoneTable& zones() {
  static const ZoneTable table = table_of(
      "zone,year,revenue,profit,staff,patents,real,divisor\n"
      "alpha,2019,900,90,10,10,5,1\nbravo,2019,2000,20,10,10,4,1\ncarol,2019,3000,30,10,10,3,1\n"
      "alpha,2020,1000,100,10,12,5,1\nbravo,2020,2500,20,10,13,4,1\ncarol,2020,2900,30,10,15,3,1\n",
      system_of_targets());
  return table;
}

Target of_value(const std::string& name, double value, int year = 2020) {
  Target target;
  target.zone = "alpha";
  target.name = name;
  target.year = year;
  target.value.figure = value;
  return target;
}

TargetResults found(const std::vector<Target>& all, const TargetOptions& asked = {}) {
  return targets(zones(), system_of_targets(), {}, all, asked);
}

double rank_of_alpha(const ZoneTable& table, const std::vector<Edit>& edits) {
  const Ranking ranked = what_if(table, system_of_targets(), {}, edits);
  return ranked.group_ranks(ranked.zone("alpha"), 0);
}

TEST(Targets, RanksAreThoseOfTheTableWithTheTargets) {
  const std::vector<Target> all = {of_value("revenue", 2950), of_value("patents", 16),
                                   of_value("burden", 2.5)};
  const TargetResults result = found(all);
  EXPECT_EQ(result.zones.at(0).today, rank_of_alpha(zones(), {}));
  const std::vector<Edit> edits = {{"alpha", "revenue", Edit::Kind::set, 2950},
                                   {"alpha", "patents", Edit::Kind::set, 16},
                                   {"alpha", "burden", Edit::Kind::set, 2.5}};
  for (std::size_t k = 0; k < all.size(); ++k)
    EXPECT_EQ(result.targets[k].rank_alone, rank_of_alpha(zones(), {edits[k]})) << all[k].name;
  EXPECT_EQ(result.zones[0].if_met, rank_of_alpha(zones(), edits));
  EXPECT_EQ(result.zones[0].today, 3.0);
  EXPECT_EQ(result.zones[0].if_met, 1.0) << "best on all three";
  EXPECT_EQ(result.zones[0].years, 0);
  EXPECT_EQ(result.zones[0].drifting, result.zones[0].if_met) << "the others are there already";
}

TEST(Targets, AMetTargetLeavesTheFigure) {
  const TargetResults result = found({of_value("revenue", 950)});
  EXPECT_EQ(result.targets[0].light, Light::green);
  EXPECT_EQ(result.targets[0].rank_alone, result.zones[0].today);
}

TEST(Targets, OfALaterYearTheOthersDriftAndGrowthIsThatOfOneYear) {
  const std::vector<Target> all = {of_value("patents", 27, 2022), of_value("revenue", 1440, 2022)};
  const TargetResults result = found(all);
  EXPECT_EQ(result.zones[0].years, 2);
  ZoneTable moved = drifted(drifted(zones(), system_of_targets(), 2020, "alpha"),
                            system_of_targets(), 2020, "alpha");
  // 12 to 27 patents by steady growth is 18 in the year between; 1000 to 1440 is 1200.
  const std::vector<Edit> edits = {{"alpha", "patents", Edit::Kind::set, 27},
                                   {"alpha", "patents", Edit::Kind::set, 18, 2019},
                                   {"alpha", "revenue", Edit::Kind::set, 1440},
                                   {"alpha", "revenue", Edit::Kind::set, 1200, 2019}};
  EXPECT_EQ(result.zones[0].drifting, rank_of_alpha(moved, edits));
  EXPECT_EQ(result.zones[0].if_met, rank_of_alpha(zones(), edits));
  const Ranking with = what_if(zones(), system_of_targets(), {}, edits);
  EXPECT_NEAR(with.indicators.values(with.zone("alpha"), 1), 50.0, 1e-9) << "27 / 18";
}

TEST(Targets, ExactFiguresAreRoundedTowardsMeetingThem) {
  Target growth = of_value("patents", missing, 2021);
  growth.growth.figure = 0.05;  // of 12: 12.6
  const TargetResults result = found({growth});
  EXPECT_NEAR(result.targets[0].target, 12.6, 1e-12);
  EXPECT_EQ(result.targets[0].rank_alone,
            rank_of_alpha(zones(), {{"alpha", "patents", Edit::Kind::set, 13},
                                    {"alpha", "patents", Edit::Kind::set, 12, 2019}}));
}

TEST(Targets, GoalsFollowTheIndicators) {
  const TargetResults result =
      found({of_value("real", 4), of_value("burden", 4), of_value("staff", 11),
             of_value("revenue", 1), of_value("profit", 1)});
  EXPECT_EQ(result.targets[0].goal, Goal::at_most) << "all that rises with it is better if less";
  EXPECT_EQ(result.targets[1].goal, Goal::at_most);
  EXPECT_EQ(result.targets[2].goal, Goal::at_least) << "a denominator is no fault";
  EXPECT_EQ(result.targets[3].goal, Goal::at_least);
  EXPECT_FALSE(result.targets[4].is_used);
  EXPECT_TRUE(result.targets[3].is_used);
}

TEST(Targets, OfIndicatorsTheYearBeforeIsComputed) {
  const TargetResults result = found({of_value("per_head", 120)});
  EXPECT_EQ(result.targets[0].base, 90.0);
  EXPECT_EQ(result.targets[0].today, 100.0);
  EXPECT_NEAR(result.targets[0].progress, 1.0 / 3.0, 1e-12);
}

TEST(Targets, FiguresOfTheirOwnHaveNoRank) {
  Target own = of_value("retail sales", 12.25, 2021);
  own.growth.figure = 0.07;
  own.today.figure = 6.2;
  own.cumulates = true;
  TargetOptions june;
  june.as_of = 2021.5;
  const TargetResults result = found({own}, june);
  EXPECT_TRUE(result.targets[0].is_own);
  EXPECT_TRUE(is_missing(result.targets[0].rank_alone));
  EXPECT_EQ(result.targets[0].why_no_rank.text(), "not a figure of the system");
  EXPECT_EQ(result.targets[0].light, Light::green);
  EXPECT_TRUE(is_missing(result.zones[0].if_met));
}

TEST(Targets, PastTargetsAreHeldAgainstTheirYear) {
  const TargetResults result = found({of_value("revenue", 950, 2019), of_value("revenue", 2000)});
  EXPECT_EQ(result.targets[0].today, 900.0);
  EXPECT_EQ(result.targets[0].light, Light::unknown) << "no figure of 2018";
  EXPECT_EQ(result.targets[0].why_no_rank.text(), "of a year before 2020");
  EXPECT_EQ(result.zones[0].if_met,
            rank_of_alpha(zones(), {{"alpha", "revenue", Edit::Kind::set, 2000}}));
}

TEST(Targets, ABrokenRuleIsRefusedTogetherAndSaidAlone) {
  const std::vector<Target> both = {of_value("profit", 1500), of_value("revenue", 2000)};
  const TargetResults result = found(both);
  EXPECT_TRUE(is_missing(result.targets[0].rank_alone));
  EXPECT_THAT(result.targets[0].why_no_rank.text(),
              HasSubstr("alone it is refused: is 1500, but must be a change that keeps the rule"));
  EXPECT_EQ(result.zones[0].if_met,
            rank_of_alpha(zones(), {{"alpha", "revenue", Edit::Kind::set, 2000}}));
  EXPECT_ERROR(found({of_value("profit", 1500)}),
               HasSubstr("alpha, 2020, the target of 2020 for profit: is 1500, but must be a "
                         "change that keeps the rule"));
}

TEST(Targets, NamesWhatItCannotDo) {
  EXPECT_ERROR(found({of_value("revenu", 5)}), HasSubstr("did you mean \"revenue\"?"));
  Target other = of_value("revenue", 5);
  other.zone = "alpa";
  EXPECT_ERROR(found({other}), HasSubstr("did you mean \"alpha\"?"));
  EXPECT_ERROR(found({of_value("revenue", 5), of_value("revenue", 6)}),
               HasSubstr("is given twice"));
  TargetOptions asked;
  asked.as_of = 2021.5;
  EXPECT_ERROR(
      found({of_value("revenue", 5, 2021)}, asked),
      HasSubstr("is held against figures of 2021-06, but must be held against those of 2020"));
  Target growth = of_value("divisor", missing, 2025);
  growth.growth.figure = 0.1;
  EXPECT_ERROR(found({growth, of_value("real", missing)}),
               AllOf(HasSubstr("divisor: is a growth of 10 %"), HasSubstr("real: is blank")));

  asked.as_of = missing;
  asked.yellow = 1.2;
  EXPECT_ERROR(found({of_value("revenue", 5)}, asked), HasSubstr("yellow: is 1.2"));
}

TEST(Targets, DoNotDependOnTheThreads) {
  std::vector<Target> all;
  for (const char* zone : {"alpha", "bravo", "carol"}) {
    for (const char* name : {"revenue", "patents", "burden"}) {
      all.push_back(of_value(name, 50, 2021));
      all.back().zone = zone;
    }
  }
  TargetOptions one, many;
  one.threads = 1;
  many.threads = 8;
  const TargetResults a = found(all, one);
  const TargetResults b = found(all, many);
  for (std::size_t k = 0; k < all.size(); ++k)
    EXPECT_EQ(a.targets[k].rank_alone, b.targets[k].rank_alone);
  for (std::size_t z = 0; z < 3; ++z) EXPECT_EQ(a.zones[z].drifting, b.zones[z].drifting);
}

}  // namespace
}  // namespace zonerank::test_targets
