#include "zonerank/analysis/industry_effects.hpp"

#include <random>

#include "methods/small.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/rank.hpp"

namespace zonerank::test_industry_effects {
namespace {

using testing::table_of;

System three_kinds() {
  return parse_system(R"toml([system]
id = "kinds"
[[field]]
name = "x"
unit = "1"
number = "real"
[[field]]
name = "y"
unit = "1"
number = "real"
[[indicator]]
id = "ratio"
unit = "1"
formula = "x / y"
[[indicator]]
id = "amount"
unit = "1"
formula = "x"
[[indicator]]
id = "growth"
unit = "1"
formula = "growth(y)"
[[indicator]]
id = "product"
unit = "1"
formula = "x * y"
)toml",
                      "kinds.toml");
}

/// A table whose zones are called "zone industry", as one by industry.
ZoneTable by_industry(const std::string& text, const System& system) {
  ZoneTable table = table_of(text, system);
  for (ZoneYear& row : table.rows) {
    const std::size_t space = row.zone.find(' ');
    table.industries.push_back(row.zone.substr(space + 1));
    row.zone = row.zone.substr(0, space);
  }
  return table;
}

struct Case {
  System system = three_kinds();
  ZoneTable table, parts;
  Ranking ranking;
  IndustryEffects effects;
  Case(const std::string& whole, const std::string& by) {
    table = table_of("zone,year,x,y\n" + whole, system);
    parts = by_industry("zone,year,x,y\n" + by, system);
    ranking = rank(table, system, {.year = 2020});
    effects = industry_effects(table, parts, system, ranking);
  }
  Index row(const std::string& zone, const std::string& industry) const {
    for (std::size_t r = 0; r < effects.zone.size(); ++r) {
      if (ranking.zones[static_cast<std::size_t>(effects.zone[r])] == zone &&
          effects.industry[r] == industry)
        return static_cast<Index>(r);
    }
    ADD_FAILURE() << zone << ' ' << industry;
    return 0;
  }
};

/// a: 30 of 10 in C, 10 of 10 in I; b: 10 of 10 in C, 40 of 70 in I. Together 40/20, 50/80: 90/100.
TEST(IndustryEffects, AreWorkedByHand) {
  const Case c("a,2019,1,16\nb,2019,1,64\na,2020,40,20\nb,2020,50,80\n",
               "a C,2019,1,8\na I,2019,0,8\nb C,2019,1,8\nb I,2019,0,56\n"
               "a C,2020,30,10\na I,2020,10,10\nb C,2020,10,10\nb I,2020,40,70\n");
  EXPECT_NEAR(c.effects.reference[0], 0.9, 1e-12);
  // a: s = 1/2 1/2, r = 3 1; all: t = 0.2 0.8, q = 2 5/8; I = 2, J = 0.9
  EXPECT_NEAR(c.effects.structure(c.row("a", "C"), 0), 0.3 * (2.5 - 1.45), 1e-12);
  EXPECT_NEAR(c.effects.within(c.row("a", "C"), 0), 1.0 * 0.35, 1e-12);
  EXPECT_NEAR(c.effects.structure(c.row("a", "I"), 0), -0.3 * (0.8125 - 1.45), 1e-12);
  EXPECT_NEAR(c.effects.within(c.row("a", "I"), 0), 0.375 * 0.65, 1e-12);
  // amounts beside the mean of the zones: 30 beside 20
  EXPECT_NEAR(c.effects.reference[1], 45.0, 1e-12);
  EXPECT_NEAR(c.effects.within(c.row("a", "C"), 1), 10.0, 1e-12);
  EXPECT_NEAR(c.effects.structure(c.row("a", "C"), 1), 0.0, 1e-12);
  // growth of all together is 100 / 80 - 1
  EXPECT_NEAR(c.effects.reference[2], 0.25, 1e-12);
  EXPECT_FALSE(c.effects.is_split[3]) << "a product is no quotient of sums";
  EXPECT_TRUE(is_missing(c.effects.within(c.row("a", "C"), 3)));
}

TEST(IndustryEffects, AddUpToTheDifferenceOfValuesScoresAndPlaces) {
  std::mt19937 random(4);
  for (int k = 0; k < 50; ++k) {
    std::string whole, by;
    for (int i = 0; i < 9; ++i) {
      for (const int year : {2019, 2020}) {
        double x = 0.0, y = 0.0;
        const std::string zone = "z" + std::to_string(i);
        for (const char* industry : {"A", "C", "I", "M"}) {
          if (random() % 5 == 0) continue;
          const int own_x = static_cast<int>(random() % 50),
                    own_y = 1 + static_cast<int>(random() % 50);
          x += own_x;
          y += own_y;
          by += zone + ' ' + industry + ',' + std::to_string(year) + ',' + std::to_string(own_x) +
                ',' + std::to_string(own_y) + '\n';
        }
        if (i % 3 == 0) x += 7.0;  // something that no industry has
        whole += zone + ',' + std::to_string(year) + ',' + std::to_string(x) + ',' +
                 std::to_string(y + 1.0) + '\n';
      }
    }
    const Case c(whole, by);
    const Vector ranks = rank_scores(c.ranking.group_scores.col(0), TieRule::average);
    for (Index i = 0; i < 9; ++i) {
      Vector effects = Vector::Zero(4), points = effects;
      double overall = 0.0, places = 0.0;
      for (std::size_t r = 0; r < c.effects.zone.size(); ++r) {
        if (c.effects.zone[r] != i) continue;
        const auto at = static_cast<Index>(r);
        effects += (c.effects.structure + c.effects.within).row(at);
        points += c.effects.scores.row(at);
        overall += c.effects.overall[at];
        places += c.effects.places[at];
      }
      double weighted = 0.0;
      for (Index j = 0; j < 3; ++j) {
        ASSERT_NEAR(effects[j], c.ranking.indicators.values(i, j) - c.effects.reference[j], 1e-9);
        ASSERT_NEAR(points[j], c.ranking.scores(i, j) - c.effects.reference_scores[j], 1e-9);
        weighted += points[j] / 4.0;
      }
      ASSERT_NEAR(overall, weighted, 1e-9);
      ASSERT_NEAR(places, c.effects.reference_ranks[i] - ranks[i], 1e-9);
    }
  }
}

TEST(IndustryEffects, WithoutIndustriesEverythingIsOfTheZone) {
  const System system = three_kinds();
  const ZoneTable table = table_of("zone,year,x,y\na,2020,4,2\nb,2020,3,3\n", system);
  ZoneTable none = empty_table({}, system.fields.size());
  const Ranking ranking = rank(table, system, {.year = 2020});
  const IndustryEffects effects = industry_effects(table, none, system, ranking);
  ASSERT_EQ(effects.zone.size(), 2u);
  EXPECT_NEAR(effects.within(0, 0) + effects.structure(0, 0), 2.0 - 7.0 / 5.0, 1e-12);
}

}  // namespace
}  // namespace zonerank::test_industry_effects
