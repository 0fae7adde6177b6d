// The overall ranking under other readings of the data, beside the ranking itself.

#include "methods/small.hpp"
#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::test_pipeline_alternatives {
namespace {

using testing::all_close;
using testing::plain_system;
using testing::table_of;

/// x1 of A, B, C, D, E is 0, 10, 20, 30, 1000; x2 is blank for C, else 0, 0, 0, 10.
TEST(Alternatives, AreTheRanksUnderOtherReadings) {
  const System system = plain_system(2, {});
  RankOptions options;
  options.method.emplace().min_available = 0.5;
  const Ranking r = rank(
      table_of(
          "zone,year,f1,f2\nA,2020,0,0\nB,2020,10,0\nC,2020,20,\nD,2020,30,10\nE,2020,1000,5\n",
          system),
      system, options);
  EXPECT_TRUE(all_close(r.group_scores, Vector{{0, 0.5, 2, 51.5, 75}}, 1e-14));
  ASSERT_EQ(r.alternatives.size(), 3U);
  // x1 between 1 (0.025 * 4 of 0..10) and 903 (0.975 * 4 = 3.9 of 30..1000); x2 between 0 and
  // 9.625 (0.975 * 3 = 2.925 of 5..10).
  EXPECT_EQ(r.alternatives[0].id, "percentile_bounds");
  const auto x1 = [](double x) { return 100 * (x - 1) / 902; };
  EXPECT_TRUE(all_close(
      r.alternatives[0].overall,
      Vector{{0, x1(10) / 2, x1(20), (x1(30) + 100) / 2, (100 + 100 * 5 / 9.625) / 2}}, 1e-14));
  EXPECT_EQ(r.alternatives[1].id, "gaps_0");
  EXPECT_TRUE(all_close(r.alternatives[1].overall, Vector{{0, 0.5, 1, 51.5, 75}}, 1e-14));
  EXPECT_EQ(r.alternatives[2].id, "gaps_1");
  EXPECT_TRUE(all_close(r.alternatives[2].overall, Vector{{0, 0.5, 51, 51.5, 75}}, 1e-14));
  EXPECT_EQ(r.alternatives[2].ranks, (Vector{{5, 4, 3, 2, 1}}));
}

TEST(Alternatives, KeepTheExtremesWhereMostZonesAreEqual) {
  const System system = plain_system(1, {});
  std::string text = "zone,year,f1\n";
  for (int k = 100; k < 199; ++k) text += "z" + std::to_string(k) + ",2020,0\n";
  const Ranking r = rank(table_of(text + "zz,2020,8\n", system), system);
  EXPECT_EQ(r.alternatives[0].overall[99], 100.0);
  EXPECT_EQ(r.alternatives[0].overall[0], 0.0);
}

TEST(Alternatives, OfOtherBoundsNeedMinMax) {
  const System system = plain_system(1, {});
  RankOptions options;
  options.method.emplace().normalization = PercentileBounds{};
  const Ranking r = rank(table_of("zone,year,f1\nA,2020,1\nB,2020,2\n", system), system, options);
  ASSERT_EQ(r.alternatives.size(), 2U);
  EXPECT_EQ(r.alternatives[0].id, "gaps_0");
}

}  // namespace
}  // namespace zonerank::test_pipeline_alternatives
