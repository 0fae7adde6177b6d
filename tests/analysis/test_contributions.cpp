#include "zonerank/analysis/contributions.hpp"

#include "analysis/place_cases.hpp"
#include "support/testing.hpp"

namespace zonerank {
namespace {

using ::testing::HasSubstr;
using testing::random_system;

const std::vector<std::vector<Aggregation>> mean_lists = {
    {ArithmeticMean{}},
    {GeometricMean{}},
    {MedianScore{}},
    {MeanMin{0.5, 2.0}},
    {ArithmeticMean{}, GeometricMean{}, MinimumScore{}}};

/// Groups of 60 % (a twice b) and 40 % (c): against the medians 4, 2 and 6.
TEST(Contributions, AreWeightTimesDistanceUnderArithmeticMeans) {
  Reading r;
  r.scores = Matrix{{10, 2, 3}, {4, 0, 6}, {1, 9, 8}};
  r.tree.children = {{{false, 1, 0.6}, {true, 2, 0.4}}, {{true, 0, 2.0 / 3}, {true, 1, 1.0 / 3}}};
  r.aggregations = {ArithmeticMean{}, ArithmeticMean{}};
  r.group_scores = Matrix::Constant(3, 2, missing);
  testing::with_nominal_scores(r);
  const Contributions c = split_score(r, 0);
  EXPECT_TRUE(testing::all_close(c.indicators, Vector{{0.4 * 6, 0.0, 0.4 * -3}}, 1e-12));
  EXPECT_TRUE(testing::all_close(c.groups, Vector{{1.2, 2.4}}, 1e-12));
  EXPECT_NEAR(c.reference_score, 0.4 * 4 + 0.2 * 2 + 0.4 * 6, 1e-12);
  const Contributions mean = split_score(r, 0, {Reference::Kind::mean});
  EXPECT_NEAR(mean.indicators[0], 0.4 * (10 - 5), 1e-12);
  const Contributions other = split_score(r, 0, {Reference::Kind::zone, 2});
  EXPECT_TRUE(testing::all_close(other.indicators, Vector{{3.6, -1.4, -2.0}}, 1e-12));
}

TEST(Contributions, AddUpToTheDifferenceOfTheScores) {
  std::uint32_t seed = 0;
  for (const std::vector<Aggregation>& means : mean_lists) {
    for (int k = 0; k < 100; ++k, ++seed) {
      const Reading r = random_system({.zones = 9, .indicators = 8}, means, seed);
      for (const Reference& reference :
           {Reference{}, Reference{Reference::Kind::mean}, Reference{Reference::Kind::zone, 1}}) {
        const Contributions c = split_score(r, 0, reference);
        ASSERT_NEAR(c.score, r.group_scores(0, 0), 1e-12 * c.score);
        ASSERT_NEAR(c.indicators.sum(), c.score - c.reference_score, 1e-9) << "seed " << seed;
        ASSERT_NEAR(c.groups[0], c.indicators.sum(), 1e-9);
      }
    }
  }
}

TEST(Contributions, AreTheMeanOverAllOrdersUnderOtherMeansAndGaps) {
  std::uint32_t seed = 900;
  for (const std::vector<Aggregation>& means : mean_lists) {
    for (int k = 0; k < 8; ++k, ++seed) {
      const Reading r = random_system({.zones = 4, .indicators = 6}, means, seed);
      const double of_reference = r.group_scores(1, 0);
      const Vector expected = testing::parts_by_orders(
          r, r.scores.row(0), r.scores.row(1),
          [&](double score) { return is_missing(score) ? of_reference : score; });
      const Contributions c = split_score(r, 0, {Reference::Kind::zone, 1});
      ASSERT_TRUE(testing::all_close(c.indicators, expected, 1e-9)) << "seed " << seed;
    }
  }
}

TEST(Contributions, OfAZoneWithoutAScoreAreNone) {
  Reading r = random_system({.zones = 4, .indicators = 3, .gaps = false}, {ArithmeticMean{}}, 1);
  r.scores.row(2).setConstant(missing);
  r.group_scores.row(2).setConstant(missing);
  EXPECT_TRUE(split_score(r, 2).indicators.array().isNaN().all());
  EXPECT_TRUE(split_score(r, 0, {Reference::Kind::zone, 2}).indicators.array().isNaN().all());
  EXPECT_ERROR(split_score(r, 0, {Reference::Kind::zone, 4}), HasSubstr("reference: is 4"));
}

}  // namespace
}  // namespace zonerank
