#include "zonerank/analysis/places.hpp"

#include "analysis/place_cases.hpp"
#include "support/testing.hpp"

namespace zonerank {
namespace {

using testing::Dice;
using testing::random_system;
using testing::SystemShape;
using ::testing::HasSubstr;

/// Every mean of a zone's own scores, alone and mixed by group.
std::vector<std::vector<Aggregation>> mean_lists() {
  OrderedAverage few_best;
  few_best.orness = 0.8;
  return {{ArithmeticMean{}},
          {GeometricMean{}},
          {HarmonicMean{}},
          {PowerMean{0.5}},
          {PowerMean{-2.0}},
          {PowerMean{40.0}},
          {MedianScore{}},
          {MinimumScore{}},
          {few_best},
          {MazziottaPareto{}},
          {MeanMin{0.7, 1.0}},
          {ArithmeticMean{}, GeometricMean{}},
          {GeometricMean{}, ArithmeticMean{}, PowerMean{2.0}, HarmonicMean{}},
          {ArithmeticMean{}, MedianScore{}, GeometricMean{}},
          {MinimumScore{}, MeanMin{}, MazziottaPareto{true}}};
}

void expect_adds_up(const Reading& r, const Places& p) {
  const double middle = (static_cast<double>(p.n_opponents) + 2.0) / 2.0;
  ASSERT_NEAR(middle - p.indicators.sum(), p.rank, 1e-9);
  ASSERT_NEAR(p.groups[0], p.indicators.sum(), 1e-9);
  for (std::size_t g = 0; g < r.tree.children.size(); ++g) {
    double sum = 0.0;
    for (const Child& c : r.tree.children[g])
      sum += c.is_indicator ? p.indicators[c.index] : p.groups[c.index];
    ASSERT_NEAR(sum, p.groups[static_cast<Index>(g)], 1e-9) << "group " << g;
  }
}

/// Means that fall with the spread of the scores stay above 0 where these are far from it.
double least_score(const std::vector<Aggregation>& means) {
  for (const Aggregation& mean : means) {
    if (std::holds_alternative<MazziottaPareto>(mean)) return 60.0;
  }
  return 1.0;
}

/// The shape of a small or, now and then, a large system of few indicators.
SystemShape shape_of(std::uint32_t seed, Index most_zones) {
  Dice dice(900'000 + seed);
  SystemShape shape;
  shape.zones = dice.from(2, dice.chance(0.05) ? most_zones : 12);
  shape.indicators = dice.from(1, 9);
  shape.depth = static_cast<int>(dice.from(0, 3));
  shape.gaps = dice.chance(0.5);
  shape.ties = dice.chance(0.5);
  return shape;
}

TEST(Places, AddUpToTheRankUnderEveryMean) {
  std::uint32_t seed = 0;
  for (const std::vector<Aggregation>& means : mean_lists()) {
    for (int k = 0; k < 700; ++k, ++seed) {
      SystemShape shape = shape_of(seed, 300);
      shape.least = least_score(means);
      const Reading r = random_system(shape, means, seed);
      const Vector ranks = rank_scores(r.group_scores.col(0), TieRule::average);
      const Index zone = Dice(seed).from(0, r.scores.rows() - 1);
      const Places p = split_rank(r, zone, {.threads = 1});
      if (is_missing(ranks[zone])) {
        ASSERT_TRUE(is_missing(p.rank));
        continue;
      }
      ASSERT_DOUBLE_EQ(p.rank, ranks[zone]) << "seed " << seed;
      expect_adds_up(r, p);
      if (HasFatalFailure()) FAIL() << "seed " << seed;
    }
  }
}

/// Of each opponent the mean over all orders, as the value is defined.
TEST(Places, AreTheMeanOverAllOrdersThatAgreeWithTheGroups) {
  std::uint32_t seed = 50'000;
  for (const std::vector<Aggregation>& means : mean_lists()) {
    for (int k = 0; k < 12; ++k, ++seed) {
      SystemShape shape = shape_of(seed, 8);
      shape.indicators = std::min<Index>(shape.indicators, k == 0 ? 7 : 6);
      shape.zones = std::min<Index>(shape.zones, 6);
      shape.least = least_score(means);
      const Reading r = random_system(shape, means, seed);
      if (is_missing(r.group_scores(0, 0))) continue;
      Vector expected = Vector::Zero(shape.indicators);
      for (Index j = 1; j < shape.zones; ++j) {
        const double other = r.group_scores(j, 0);
        if (is_missing(other)) continue;
        expected += testing::parts_by_orders(
            r, r.scores.row(0), r.scores.row(j), [&](double score) {
              if (std::abs(score - other) <= 1e-9 * std::abs(other)) return 0.5;
              return score > other ? 1.0 : 0.0;
            });
      }
      ASSERT_TRUE(testing::all_close(split_rank(r, 0).indicators, expected, 1e-9))
          << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace zonerank
