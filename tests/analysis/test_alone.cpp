#include "zonerank/analysis/alone.hpp"

#include <random>

#include "methods/small.hpp"
#include "support/testing.hpp"

namespace zonerank::test_alone {
namespace {

using ::testing::HasSubstr;
using testing::plain_system;
using testing::table_of;

const std::string two_groups = R"toml([[group]]
id = "a"
parent = "overall"
weight = 0.6
[[group]]
id = "b"
parent = "overall"
weight = 0.4
)toml";

/// x1 and x2 (less is better) in a, x3 in b.
System three_indicators(const std::string& method = {}) {
  const std::string in_a = "group = \"a\"", in_b = "group = \"b\"";
  return plain_system(3, {in_a, in_a + "\ndirection = \"-\"", in_b}, two_groups, method);
}

const BoundsById all_bounds = {{"x1", {0, 100}}, {"x2", {0, 100}}, {"x3", {0, 100}}};

Alone alone(const System& system, const std::string& csv, const BoundsById& bounds,
            double of = missing) {
  return rank_alone(table_of("zone,year,f1,f2,f3\n" + csv, system), system,
                    {.year = 2020, .bounds = bounds}, "own", of);
}

TEST(RankAlone, IsWorkedByHand) {
  const System system = three_indicators();
  // own: 0.3 * 80 + 0.3 * (100 - 40) + 0.4 * 50 = 62
  const std::string figures =
      "own,2020,80,40,50\n"
      "ahead,2020,90,30,\n"   // 48 to 88: may be behind
      "lost,2020,10,90,60\n"  // 30: behind
      "top,2020,100,0,90\n";  // 96: ahead
  const Alone r = alone(system, figures, all_bounds, 10);
  EXPECT_EQ(r.groups[0].best, 2.0);
  EXPECT_EQ(r.groups[0].worst, 9.0);
  EXPECT_NEAR(r.groups[0].low, 62.0, 1e-9);
  EXPECT_NEAR(r.groups[0].high, 62.0, 1e-9);
  EXPECT_EQ(r.groups[1].best, 3.0) << "in a both others with more";
  EXPECT_EQ(r.groups[1].worst, 9.0);
  EXPECT_EQ(r.comparable,
            (std::vector{Comparable::scores, Comparable::scores, Comparable::scores}));
  EXPECT_EQ(r.ranks, (Vector{{3, 3, 3}}));
  EXPECT_EQ(r.n_others, (Vector{{3, 3, 2}}));
  EXPECT_NEAR(r.weight_scored, 1.0, 1e-12);
}

TEST(RankAlone, WithoutBoundsTheOrderOfValuesIsWhatIsKnown) {
  const System system = three_indicators();
  const std::string figures = "own,2020,80,40,\nother,2020,70,50,\nmixed,2020,70,30,\n";
  const Alone r = alone(system, figures, {{"x3", {0, 100}}});
  EXPECT_EQ(r.comparable,
            (std::vector{Comparable::values, Comparable::values, Comparable::nothing}));
  EXPECT_EQ(r.groups[1].best, 1.0);
  EXPECT_EQ(r.groups[1].worst, 2.0) << "better than one in both, than the other in one";
  EXPECT_EQ(r.groups[0].worst, 3.0) << "of b nobody has a figure";
  EXPECT_NEAR(r.weight_scored, 0.0, 1e-12);
  EXPECT_NEAR(r.groups[0].high, 100.0, 1e-9);
}

/// The rank of a whole table lies inside, whatever is hidden of it.
TEST(RankAlone, TheTrueRankLiesInside) {
  const System system = three_indicators();
  std::mt19937 random(5);
  int narrow = 0;
  for (int k = 0; k < 1000; ++k) {
    std::string whole = "zone,year,f1,f2,f3\n";
    std::string known;
    const unsigned hidden = random() % 4;
    for (int i = 0; i < 8; ++i) {
      const std::string zone = (i == 0 ? "own" : "z" + std::to_string(i)) + ",2020";
      std::string all = zone, some = zone;
      for (int j = 0; j < 3; ++j) {
        const std::string x = "," + std::to_string(random() % 101);
        all += x;
        some += random() % 8 < hidden && i > 0 ? "," : x;
      }
      whole += all + "\n";
      if (i == 0 || random() % 4 > 0) known += some + "\n";
    }
    BoundsById bounds = all_bounds;
    if (k % 2 == 0) bounds.erase("x2");
    // Whoever ranks officially knows all bounds.
    const Ranking official =
        rank(table_of(whole, system), system, {.year = 2020, .bounds = all_bounds});
    const Alone r = alone(system, known, bounds, 8);
    for (const Index g : {0, 1, 2}) {
      const double rank = official.group_ranks(official.zone("own"), g);
      const RankInterval& interval = r.groups[static_cast<std::size_t>(g)];
      ASSERT_LE(interval.best, rank) << k;
      ASSERT_GE(interval.worst, rank) << k;
      narrow += interval.worst - interval.best < 3.0;
    }
  }
  EXPECT_GT(narrow, 100);
}

TEST(RankAlone, ErrorsSayWhatCannotBe) {
  const std::string figures = "own,2020,80,40,50\nother,2020,1,2,3\n";
  EXPECT_ERROR(alone(three_indicators(), figures, all_bounds, 1),
               HasSubstr("at least the 2 zones"));
  EXPECT_ERROR(alone(three_indicators("[method]\nnormalization = \"z-score\"\n"), figures, {}),
               HasSubstr("scores have ends"));
  EXPECT_ERROR(alone(three_indicators("[method]\nweights = \"entropy\"\n"), figures, all_bounds),
               HasSubstr("given weights"));
  EXPECT_ERROR(rank_alone(table_of("zone,year,f1,f2,f3\n" + figures, three_indicators()),
                          three_indicators(), {.year = 2020}, "owm"),
               HasSubstr("own"));
}

}  // namespace
}  // namespace zonerank::test_alone
