#include "zonerank/score/normalize.hpp"

#include "support/facts.hpp"
#include "support/testing.hpp"

namespace zonerank {
namespace {

using testing::all_close;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Direction more = Direction::more_is_better;
constexpr Direction less = Direction::less_is_better;

Vector column(std::initializer_list<double> values) {
  Vector result(static_cast<Index>(values.size()));
  std::copy(values.begin(), values.end(), result.begin());
  return result;
}

Matrix scores(const MatrixRef& x, Direction direction, const Normalization& method) {
  const std::vector<Direction> directions(static_cast<std::size_t>(x.cols()), direction);
  return normalize(x, directions, learn_bounds(x, method), method);
}

Bounds given(double lower, double upper) {
  Bounds bounds;
  bounds.lower = column({lower});
  bounds.upper = column({upper});
  bounds.given = {true};
  return bounds;
}

TEST(MinMaxScores, RunFromTheWorstZoneToTheBest) {
  EXPECT_EQ(scores(column({3, 1, 5, 2}), more, MinMax{}), column({50, 0, 100, 25}));
  EXPECT_EQ(scores(column({3, 1, 5, 2}), less, MinMax{}), column({50, 100, 0, 75}));
  EXPECT_EQ(scores(column({3, 1, 5, 2}), more, MinMax{1, 10}), column({5.5, 1, 10, 3.25}));
  EXPECT_EQ(scores(column({-4, -2, 0}), less, MinMax{}), column({100, 50, 0}));
}

// Life expectancy between goalposts 20 and 85: UNDP (2022), Human Development Report 2021/22,
// technical note 1; Hong Kong's 85.4734 counts as 85.
TEST(MinMaxScores, MatchTheLifeExpectancyIndexOfUndp) {
  const std::vector<Direction> directions = {more};
  const Matrix x = column({83.9872, 83.2339, 82.6782, 85.4734});
  const Matrix expected = column({0.984418, 0.972829, 0.964280, 1.0});
  EXPECT_TRUE(all_close(normalize(x, directions, given(20, 85), MinMax{0, 1}), expected, 5e-7));
}

// COINr's n_minmax(x, l_u = c(1, 10)) on its ASEM data, every column as it stands.
TEST(MinMaxScores, MatchCoinrs) {
  if (testing::shared_folder().empty()) GTEST_SKIP() << "no golden data beside the project";
  const auto folder = testing::shared_folder() / "golden" / "coinr" / "norm_n_minmax_1_10";
  const auto input = testing::read_facts(folder / "input.csv");
  const auto output = testing::read_facts(folder / "output.csv");
  ASSERT_GT(input.size(), 40U);
  for (const auto& [name, first] : input[0]) {
    if (name == "uCode") continue;
    Vector x(static_cast<Index>(input.size()));
    Vector expected(x.size());
    const auto number = [](const std::string& cell) {
      return cell.empty() || cell == "NA" ? missing : std::stod(cell);
    };
    for (std::size_t i = 0; i < input.size(); ++i) {
      x[static_cast<Index>(i)] = number(input[i].at(name));
      expected[static_cast<Index>(i)] = number(output[i].at(name));
    }
    EXPECT_TRUE(all_close(scores(x, more, MinMax{1, 10}), expected, 1e-14)) << name;
  }
}

TEST(MinMaxScores, LeaveWhatIsMissing) {
  EXPECT_TRUE(
      all_close(scores(column({1, missing, 3}), more, MinMax{}), column({0, missing, 100}), 0));
}

TEST(MinMaxScores, OfColumnsThatTellNothingAreMissing) {
  EXPECT_TRUE(scores(column({7, 7, 7}), more, MinMax{}).array().isNaN().all()) << "constant";
  EXPECT_TRUE(scores(column({missing, missing}), less, MinMax{}).array().isNaN().all());
  EXPECT_TRUE(scores(column({7}), more, MinMax{}).array().isNaN().all()) << "one zone alone";
  EXPECT_TRUE(scores(column({7, 7}), more, PercentileBounds{}).array().isNaN().all());
}

TEST(MinMaxScores, OfOneZoneNeedGivenBounds) {
  const std::vector<Direction> directions = {less};
  EXPECT_EQ(normalize(column({7}), directions, given(5, 15))(0, 0), 80.0);
}

TEST(MinMaxScores, AreClippedAtGivenBoundsUnlessToldOtherwise) {
  const std::vector<Direction> directions = {more};
  const Matrix x = column({-10, 0, 5, 10, 30});
  EXPECT_EQ(normalize(x, directions, given(0, 10)), column({0, 0, 50, 100, 100}));
  EXPECT_EQ(normalize(x, directions, given(0, 10), MinMax{0, 100, false}),
            column({-100, 0, 50, 100, 300}));
  const std::vector<Direction> worse = {less};
  EXPECT_EQ(normalize(x, worse, given(0, 10)), column({100, 100, 50, 0, 0}));
}

TEST(MinMaxScores, MayHaveARangeOfTheirOwn) {
  Bounds bounds = given(0, 10);
  bounds.scores = {{40, 60}};
  const std::vector<Direction> directions = {more};
  EXPECT_EQ(normalize(column({0, 5, 10}), directions, bounds), column({40, 50, 60}));
}

/// 41 values 0..40: the 2.5 % quantile is 1, the 97.5 % quantile 39.
TEST(PercentileScores, RunBetweenTwoPercentiles) {
  Vector x(41);
  for (Index i = 0; i < 41; ++i) x[i] = static_cast<double>(i);
  const Bounds bounds = learn_bounds(x, PercentileBounds{});
  EXPECT_EQ(bounds.lower[0], 1.0);
  EXPECT_EQ(bounds.upper[0], 39.0);
  const Matrix s = scores(x, more, PercentileBounds{});
  EXPECT_EQ(s(0, 0), 0.0);
  EXPECT_EQ(s(1, 0), 0.0);
  EXPECT_EQ(s(20, 0), 50.0);
  EXPECT_EQ(s(39, 0), 100.0);
  EXPECT_EQ(s(40, 0), 100.0);
  EXPECT_EQ(scores(x, less, PercentileBounds{})(40, 0), 0.0);
}

TEST(PercentileScores, AtTheEndsAreMinMaxScores) {
  const Matrix x = column({3, missing, 1, 5, 2});
  EXPECT_TRUE(all_close(scores(x, less, PercentileBounds{0, 100, 1, 100}),
                        scores(x, less, MinMax{1, 100}), 0));
}

TEST(NoScaling, TakesValuesAsScores) {
  const Matrix x = column({3, missing, -1});
  EXPECT_TRUE(all_close(scores(x, less, NoScaling{}), x, 0));
  EXPECT_THAT(score_range(NoScaling{}), ::testing::Pair(0, 100));
  EXPECT_THAT(score_range(PercentileBounds{5, 95, 1, 10}), ::testing::Pair(1, 10));
}

TEST(Bounds, AreLearnedFromWhatIsPresent) {
  Matrix x(3, 2);
  x << missing, missing, 4, missing, -2, missing;
  const Bounds bounds = learn_bounds(x, MinMax{});
  EXPECT_EQ(bounds.lower[0], -2.0);
  EXPECT_EQ(bounds.upper[0], 4.0);
  EXPECT_TRUE(is_missing(bounds.lower[1]) && is_missing(bounds.upper[1]));
  EXPECT_THAT(bounds.given, ElementsAre(false, false));
}

TEST(Bounds, LearnedOnOneYearApplyToAnother) {
  const Bounds bounds = learn_bounds(column({0, 10}), MinMax{});
  const std::vector<Direction> directions = {more};
  EXPECT_EQ(normalize(column({5, 20}), directions, bounds), column({50, 100}));
}

TEST(Normalize, NamesWhatDoesNotFit) {
  const Matrix x = Matrix::Zero(2, 2);
  const Bounds bounds = learn_bounds(x, MinMax{});
  const std::vector<Direction> one = {more};
  const std::vector<Direction> two = {more, more};
  EXPECT_ERROR(
      normalize(x, one, bounds),
      HasSubstr("directions: has 1 entries, but the indicators have 2 columns; pass arrays "
                "of matching sizes"));
  EXPECT_ERROR(normalize(x, two, given(0, 1)), HasSubstr("bounds.lower: has 1 entries"));
  Bounds wrong = bounds;
  wrong.upper = column({1, 2, 3});
  EXPECT_ERROR(normalize(x, two, wrong), HasSubstr("bounds.upper: has 3 entries"));
  wrong = bounds;
  wrong.scores = {{0, 1}};
  EXPECT_ERROR(normalize(x, two, wrong), HasSubstr("bounds.scores: has 1 entries"));
}

}  // namespace
}  // namespace zonerank
