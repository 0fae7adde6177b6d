#include "zonerank/analysis/places.hpp"

#include "analysis/place_cases.hpp"
#include "support/testing.hpp"

namespace zonerank {
namespace {

using testing::Dice;
using ::testing::HasSubstr;
using testing::random_system;
using testing::SystemShape;

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
        expected +=
            testing::parts_by_orders(r, r.scores.row(0), r.scores.row(j), [&](double score) {
              if (std::abs(score - other) <= 1e-9 * std::abs(other)) return 0.5;
              return score > other ? 1.0 : 0.0;
            });
      }
      ASSERT_TRUE(testing::all_close(split_rank(r, 0).indicators, expected, 1e-9))
          << "seed " << seed;
    }
  }
}

/// A flat ranking: one group, its weights, arithmetic means.
Reading flat(const Matrix& scores, const Vector& weights) {
  Reading r;
  r.scores = scores;
  r.tree.children.resize(1);
  for (Index j = 0; j < scores.cols(); ++j)
    r.tree.children[0].push_back({true, static_cast<int>(j), weights[j]});
  r.aggregations = {ArithmeticMean{}};
  r.group_scores = Matrix::Constant(scores.rows(), 1, missing);
  testing::with_nominal_scores(r);
  return r;
}

/// Zone 0 loses a by 4 and wins b by 6, weights 1/2: the made-up zone with a alone is behind, with
/// b alone ahead. Orders a b: 0 - 1/2, 1 - 0; b a: 1 - 1/2, 1 - 1.
TEST(Places, AreWorkedByHand) {
  const Reading r = flat(Matrix{{2, 8}, {6, 2}}, Vector{{0.5, 0.5}});
  const Places p = split_rank(r, 0);
  EXPECT_NEAR(p.indicators[0], -0.25, 1e-15);
  EXPECT_NEAR(p.indicators[1], 0.75, 1e-15);
  EXPECT_EQ(p.rank, 1.0);
  EXPECT_EQ(p.indicator_errors, (Vector{{0.0, 0.0}}));
}

TEST(Places, OfOneZoneAndOfZonesThatTieAreZero) {
  const Places one = split_rank(flat(Matrix{{3, 4}}, Vector{{0.5, 0.5}}), 0);
  EXPECT_EQ(one.rank, 1.0);
  EXPECT_EQ(one.n_opponents, 0);
  EXPECT_EQ(one.indicators, (Vector{{0.0, 0.0}}));
  for (const Places& p : split_ranks(flat(Matrix::Constant(5, 2, 7.0), Vector{{0.3, 0.7}}))) {
    EXPECT_EQ(p.rank, 3.0);
    EXPECT_TRUE(testing::all_close(p.indicators, Vector::Zero(2), 1e-12));
  }
  // (40, 10) and (10, 40) tie by weights of a half: what one gains in the first, it loses again.
  const Places level = split_rank(flat(Matrix{{40, 10}, {10, 40}}, Vector{{0.5, 0.5}}), 0);
  EXPECT_EQ(level.rank, 1.5);
  EXPECT_TRUE(testing::all_close(level.indicators, Vector{{0.5, -0.5}}, 1e-12));
}

TEST(Places, AZoneWithoutAScoreHasNoneAndIsNoOpponent) {
  const Matrix scores{{1, 2}, {missing, missing}, {3, 0}};
  const Reading r = flat(scores, Vector{{0.5, 0.5}});
  const Places none = split_rank(r, 1);
  EXPECT_TRUE(is_missing(none.rank));
  EXPECT_TRUE(none.indicators.array().isNaN().all());
  EXPECT_TRUE(none.groups.array().isNaN().all());
  EXPECT_EQ(split_rank(r, 0).n_opponents, 1);
}

/// A group that a zone has too little of takes no part in its rank, nor in its places.
TEST(Places, OfFiguresThatTookNoPartAreZeroAgainstZonesWithoutThem) {
  Reading r = flat(Matrix{{9, 1}, {5, missing}}, Vector{{0.5, 0.5}});
  r.tree.children = {{{false, 1, 0.5}, {false, 2, 0.5}}, {{true, 0, 1.0}}, {{true, 1, 1.0}}};
  r.aggregations.assign(3, ArithmeticMean{});
  r.group_scores = Matrix{{9, 9, missing}, {5, 5, missing}};
  const Places p = split_rank(r, 0);
  EXPECT_EQ(p.rank, 1.0);
  EXPECT_NEAR(p.indicators[0], 0.5, 1e-15);
  EXPECT_NEAR(p.indicators[1], 0.0, 1e-15);
}

TEST(Places, AgainstPartsOfTheOpponentsArePartialSums) {
  const Reading r =
      random_system({.zones = 90, .indicators = 8, .gaps = false}, {ArithmeticMean{}}, 7);
  PlacesOptions some, others;
  for (Index i = 0; i < 90; ++i) (i % 4 == 0 ? some : others).opponents.push_back(i);
  const Places whole = split_rank(r, 5);
  const Vector sum = split_rank(r, 5, some).indicators + split_rank(r, 5, others).indicators;
  EXPECT_TRUE(testing::all_close(sum, whole.indicators, 1e-12));
  EXPECT_EQ(split_rank(r, 5, some).n_opponents, 23);
}

TEST(Places, AreTheSameForEveryNumberOfThreads) {
  const Reading r = random_system({.zones = 120, .indicators = 9}, {ArithmeticMean{}}, 11);
  const std::vector<Places> all = split_ranks(r, {.threads = 2});
  for (const Index zone : {0, 40, 119}) {
    const Places one = split_rank(r, zone, {.threads = 1});
    const Vector& of_all = all[static_cast<std::size_t>(zone)].indicators;
    EXPECT_TRUE(testing::all_close(one.indicators, of_all, 0.0));
  }
}

/// Groups that compare zones keep their scores and have places as a whole.
TEST(Places, OfAGroupThatComparesZonesAreThoseOfTheWhole) {
  Reading r = flat(Matrix{{9, 1, 4}, {5, 8, 2}, {3, 3, 3}}, Vector{{0.4, 0.3, 0.3}});
  r.tree.children = {{{false, 1, 0.6}, {true, 2, 0.4}}, {{true, 0, 0.5}, {true, 1, 0.5}}};
  r.aggregations = {ArithmeticMean{}, Copeland{}};
  r.group_scores = Matrix::Constant(3, 2, missing);
  testing::with_nominal_scores(r);
  const Places p = split_rank(r, 0);
  EXPECT_TRUE(is_missing(p.indicators[0]));
  EXPECT_TRUE(is_missing(p.indicators[1]));
  EXPECT_NEAR(p.groups[1] + p.indicators[2], p.groups[0], 1e-12);
  EXPECT_NEAR(p.rank, 2.0 - p.groups[0], 1e-12);
  r.aggregations[0] = BordaCount{};
  testing::with_nominal_scores(r);
  const Places whole = split_rank(r, 0);
  EXPECT_TRUE(is_missing(whole.groups[1]));
  EXPECT_NEAR(whole.rank, 2.0 - whole.groups[0], 1e-12);
}

/// Below a mean: what compares zones has places as a whole, and its indicators have none.
TEST(Places, AddUpAroundGroupsThatCompareZones) {
  const CustomAggregation own = CustomAggregation::by_zone(
      "best",
      [](std::span<const double> s, auto) { return *std::max_element(s.begin(), s.end()); });
  std::uint32_t seed = 90'000;
  int compared = 0;
  for (const Aggregation& inside : std::vector<Aggregation>{
           Wroclaw{}, RankSumRatio{}, BenefitOfDoubt{}, Copeland{}, BordaCount{}, Kemeny{}, own}) {
    for (int k = 0; k < 60; ++k, ++seed) {
      SystemShape shape = shape_of(seed, 40);
      shape.zones = std::max<Index>(shape.zones, 3);
      const Reading r = random_system(shape, {ArithmeticMean{}, inside, PowerMean{2.0}}, seed);
      const Vector ranks = rank_scores(r.group_scores.col(0), TieRule::average);
      const Index zone = Dice(seed).from(0, shape.zones - 1);
      if (is_missing(ranks[zone])) continue;
      const Places p = split_rank(r, zone, {.threads = 1});
      ASSERT_EQ(p.rank, ranks[zone]) << "seed " << seed;
      const double middle = (static_cast<double>(p.n_opponents) + 2.0) / 2.0;
      ASSERT_NEAR(middle - p.groups[0], p.rank, 1e-9) << "seed " << seed;
      for (std::size_t g = 0; g < r.tree.children.size(); ++g) {
        if (is_missing(p.groups[static_cast<Index>(g)])) continue;
        double sum = 0.0;
        for (const Child& c : r.tree.children[g]) {
          const double part = c.is_indicator ? p.indicators[c.index] : p.groups[c.index];
          ASSERT_EQ(is_missing(part), compares_zones(r.aggregations[g])) << "seed " << seed;
          sum += part;
        }
        compared += is_missing(sum) ? 1 : 0;
        if (is_missing(sum)) continue;
        ASSERT_NEAR(sum, p.groups[static_cast<Index>(g)], 1e-9) << "seed " << seed;
      }
    }
  }
  EXPECT_GT(compared, 100);
}

/// Random orders add up as exactly, and lie around the exact places as their errors say.
TEST(Places, OfLargeGroupsAreDrawnWithTheirErrors) {
  double squares = 0.0;
  double n = 0.0;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    SystemShape shape = shape_of(seed, 60);
    shape.indicators = 8;
    shape.zones = 40;
    const std::vector<Aggregation> means =
        seed % 4 == 3 ? std::vector<Aggregation>{MedianScore{}} : mean_lists()[seed % 3];
    const Reading r = random_system(shape, means, seed);
    if (is_missing(r.group_scores(0, 0))) continue;
    const Places exact = split_rank(r, 0);
    const Places drawn = split_rank(r, 0, {.exact_members = 2, .orders = 200, .seed = seed});
    expect_adds_up(r, drawn);
    ASSERT_EQ(exact.rank, drawn.rank);
    for (Index j = 0; j < 8; ++j) {
      const double error = drawn.indicator_errors[j];
      if (error < 1e-9) {
        ASSERT_NEAR(drawn.indicators[j], exact.indicators[j], 1e-9);
        continue;
      }
      squares += std::pow((drawn.indicators[j] - exact.indicators[j]) / error, 2);
      n += 1.0;
    }
  }
  ASSERT_GT(n, 100.0);
  EXPECT_NEAR(squares / n, 1.0, 0.35);  // within an order of groups the parts hang together
}

TEST(Places, AFlatSystemOfFortyIndicatorsIsDrawn) {
  Matrix scores(30, 40);
  for (Index k = 0; k < scores.size(); ++k)
    scores.data()[k] = 100 * testing::uniform(3, static_cast<std::uint32_t>(k));
  const Reading r = flat(scores, Vector::Constant(40, 0.025));
  const Places p = split_rank(r, 4, {.orders = 500});
  expect_adds_up(r, p);
  EXPECT_GT(p.indicator_errors.minCoeff(), 0.0);
  EXPECT_LT(p.indicator_errors.maxCoeff(), 0.5);
  EXPECT_LT(p.group_errors[0], 1e-9) << "the whole is known";
}

TEST(Places, RefuseWhatCannotBe) {
  const Reading r = flat(Matrix{{1, 2}, {3, 4}}, Vector{{0.5, 0.5}});
  EXPECT_ERROR(split_rank(r, 2), HasSubstr("zone: is 2, but must be from 0 to 1"));
  EXPECT_ERROR(split_rank(r, 0, {.opponents = {5}}), HasSubstr("opponents: is 5"));
  EXPECT_ERROR(split_rank(r, 0, {.exact_members = 25}), HasSubstr("from 0 to 24"));
  EXPECT_ERROR(split_rank(r, 0, {.orders = 1}), HasSubstr("orders: is 1"));
  Reading broken = r;
  broken.aggregations.clear();
  EXPECT_ERROR(split_rank(broken, 0), HasSubstr("aggregations: has 0 entries"));
  broken = r;
  broken.tree.children[0].push_back({true, 2, 1.0});
  EXPECT_ERROR(split_rank(broken, 0), HasSubstr("child of group 0: is 2"));
}

}  // namespace
}  // namespace zonerank
