#include "zonerank/methods/normalize.hpp"

#include "support/testing.hpp"

namespace zonerank::test_normalize {
namespace {

using testing::all_close;
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
  return normalize(x, directions, method);
}

Scaling learned(const MatrixRef& x, Direction direction, const Normalization& method,
                const ScalingInput& input = {}) {
  const std::vector<Direction> directions(static_cast<std::size_t>(x.cols()), direction);
  return learn_scaling(x, directions, {&method, 1}, input);
}

/// Scores of one column between bounds given by hand.
Matrix between(double lower, double upper, const MatrixRef& x, Direction direction,
               const Normalization& method = MinMax{}) {
  return normalize(x, learned(x, direction, method, {.bounds = {{"0", {lower, upper}}}}));
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
  const Matrix x = column({83.9872, 83.2339, 82.6782, 85.4734});
  const Matrix expected = column({0.984418, 0.972829, 0.964280, 1.0});
  EXPECT_TRUE(all_close(between(20, 85, x, more, Goalposts{0, 1}), expected, 5e-7));
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
  EXPECT_EQ(between(5, 15, column({7}), less)(0, 0), 80.0);
}

TEST(MinMaxScores, AreClippedAtGivenBoundsUnlessToldOtherwise) {
  const Matrix x = column({-10, 0, 5, 10, 30});
  EXPECT_EQ(between(0, 10, x, more), column({0, 0, 50, 100, 100}));
  EXPECT_EQ(between(0, 10, x, more, MinMax{0, 100, false}), column({-100, 0, 50, 100, 300}));
  EXPECT_EQ(between(0, 10, x, less), column({100, 100, 50, 0, 0}));
}

/// 41 values 0..40: the 2.5 % quantile is 1, the 97.5 % quantile 39.
TEST(PercentileScores, RunBetweenTwoPercentiles) {
  Vector x(41);
  for (Index i = 0; i < 41; ++i) x[i] = static_cast<double>(i);
  const Scaling scaling = learned(x, more, PercentileBounds{});
  EXPECT_EQ(scaling.columns[0].fit.first, 1.0);
  EXPECT_EQ(scaling.columns[0].fit.second, 39.0);
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
  EXPECT_EQ(score_range(NoScaling{}), std::nullopt);
  EXPECT_THAT(*score_range(PercentileBounds{5, 95, 1, 10}), ::testing::Pair(1, 10));
}

struct Worked {
  std::string name;
  Normalization method;
  Direction direction;
  std::vector<double> expected;
};

constexpr double norm = 10.954451150103322;  // sqrt(120), to 17 digits
constexpr double sd = 2.5819888974716112;    // sqrt(20 / 3)

/// Of 2, 4, 6, 8, worked by hand from the formulas.
class WorkedScores : public ::testing::TestWithParam<Worked> {};

TEST_P(WorkedScores, AreThoseOfTheFormula) {
  const auto& [name, method, direction, expected] = GetParam();
  const Matrix x = column({2, 4, 6, 8});
  const ScalingInput input{.bounds = {{"0", {1, 11}}}, .base = Matrix::Constant(1, 1, 4.0)};
  const Matrix actual = normalize(x, learned(x, direction, method, input));
  EXPECT_TRUE(all_close(actual, Eigen::Map<const Vector>(expected.data(), 4), 1e-15));
}

INSTANTIATE_TEST_SUITE_P(
    Normalizations, WorkedScores,
    ::testing::Values(
        Worked{"ZScore", ZScore{}, more, {-3 / sd, -1 / sd, 1 / sd, 3 / sd}},
        Worked{"ZScoreOfCosts",
               ZScore{100, 10},
               less,
               {100 + 30 / sd, 100 + 10 / sd, 100 - 10 / sd, 100 - 30 / sd}},
        Worked{"ZScoreOfThePopulation",
               ZScore{0, 1, true},
               more,
               {-3 / std::sqrt(5.0), -1 / std::sqrt(5.0), 1 / std::sqrt(5.0), 3 / std::sqrt(5.0)}},
        Worked{"Goalposts", Goalposts{0, 10}, more, {1, 3, 5, 7}},
        Worked{"GoalpostsOfCosts", Goalposts{0, 10}, less, {9, 7, 5, 3}},
        Worked{"Reference", DistanceToReference{"2", false, 0, 1}, more, {0, 0.5, 1, 1.5}},
        Worked{"ReferenceCapped", DistanceToReference{"2", true, 0, 1}, more, {0, 0.5, 1, 1}},
        Worked{"ReferenceOfCosts", DistanceToReference{"1", false, 0, 1}, less, {1.5, 1, 0.5, 0}},
        Worked{"Target", DistanceToTarget{10.0, false, 0, 80}, more, {0, 20, 40, 60}},
        Worked{"TargetOfCosts", DistanceToTarget{4.0, true, 0, 1}, less, {1, 1, 0.5, 0}},
        Worked{"Maximum", DistanceToMaximum{0, 6}, more, {0, 2, 4, 6}},
        Worked{"MaximumOfCosts", DistanceToMaximum{0, 6}, less, {6, 4, 2, 0}},
        Worked{"FractionOfMaximum", FractionOfMaximum{}, more, {25, 50, 75, 100}},
        Worked{"FractionOfMaximumInverse",
               FractionOfMaximum{Cost::inverse, 1},
               less,
               {1, 0.5, 1.0 / 3, 0.25}},
        Worked{"FractionOfMaximumComplement",
               FractionOfMaximum{Cost::complement, 1},
               less,
               {0.75, 0.5, 0.25, 0}},
        Worked{"FractionOfSum", FractionOfSum{Cost::inverse, 1}, more, {0.1, 0.2, 0.3, 0.4}},
        Worked{"FractionOfSumInverse", FractionOfSum{Cost::inverse, 25}, less, {12, 6, 4, 3}},
        Worked{"MeanScaling", MeanScaling{Cost::inverse, 1}, more, {0.4, 0.8, 1.2, 1.6}},
        Worked{"MeanScalingInverse", MeanScaling{Cost::inverse, 25}, less, {48, 24, 16, 12}},
        Worked{"Vector",
               VectorScaling{Cost::complement, 1},
               more,
               {2 / norm, 4 / norm, 6 / norm, 8 / norm}},
        Worked{"VectorComplement",
               VectorScaling{Cost::complement, 1},
               less,
               {1 - 2 / norm, 1 - 4 / norm, 1 - 6 / norm, 1 - 8 / norm}},
        Worked{"Rank", RankScore{}, more, {1, 2, 3, 4}},
        Worked{"RankOfCosts", RankScore{}, less, {4, 3, 2, 1}},
        Worked{"PercentileRank", PercentileRank{TieRule::min, 1}, more, {0, 1.0 / 3, 2.0 / 3, 1}},
        Worked{"Borda", BordaScore{}, less, {3, 2, 1, 0}},
        Worked{"Efficacy", Efficacy{}, more, {64, 72, 80, 88}},
        Worked{"EfficacyOfCosts", Efficacy{}, less, {96, 88, 80, 72}},
        Worked{"EfficacyExponential",
               Efficacy{EfficacyForm::exponential},
               more,
               {60 * std::pow(5.0 / 3, 0.1), 60 * std::pow(5.0 / 3, 0.3),
                60 * std::pow(5.0 / 3, 0.5), 60 * std::pow(5.0 / 3, 0.7)}},
        Worked{"BaseYear", BaseYear{2010}, more, {50, 100, 150, 200}},
        Worked{"BaseYearOfCosts", BaseYear{2010}, less, {200, 100, 200.0 / 3, 50}},
        Worked{"Curve", Curve{Matrix{{3, 0}, {5, 50}, {7, 90}}}, less, {0, 25, 70, 90}},
        Worked{"Categorical",
               Categorical{Matrix{{2, 0}, {4, 60}, {6, 80}, {8, 100}}},
               more,
               {0, 60, 80, 100}},
        Worked{"Logistic",
               Logistic{2, 0, 1},
               more,
               {1 / (1 + std::exp(6 / sd)), 1 / (1 + std::exp(2 / sd)), 1 / (1 + std::exp(-2 / sd)),
                1 / (1 + std::exp(-6 / sd))}},
        Worked{"Logarithmic",
               Logarithmic{1},
               more,
               {std::log(2.0) / std::log(384.0), std::log(4.0) / std::log(384.0),
                std::log(6.0) / std::log(384.0), std::log(8.0) / std::log(384.0)}}),
    [](const auto& test) { return test.param.name; });

TEST(Ranks, OfTiesFollowTheirRule) {
  const Matrix x = column({5, 3, 5, 9, missing});
  EXPECT_TRUE(all_close(scores(x, more, RankScore{}), column({2, 1, 2, 4, missing}), 0));
  EXPECT_TRUE(
      all_close(scores(x, more, RankScore{TieRule::max}), column({3, 1, 3, 4, missing}), 0));
  EXPECT_TRUE(all_close(scores(x, more, RankScore{TieRule::average}),
                        column({2.5, 1, 2.5, 4, missing}), 0));
  EXPECT_TRUE(all_close(scores(x, less, BordaScore{}), column({1, 3, 1, 0, missing}), 0));
}

TEST(Scaling, LearnedOnOneYearAppliesToAnother) {
  const Matrix next = column({5, 20});
  EXPECT_EQ(normalize(next, learned(column({0, 10}), more, MinMax{0, 100, false})),
            column({50, 200}));
  EXPECT_EQ(normalize(next, learned(column({0, 10}), more, MinMax{})), column({50, 100}));
  EXPECT_EQ(normalize(next, learned(column({0, 10}), less, ZScore{})),
            column({0, -15 / std::sqrt(50.0)}));
  EXPECT_EQ(normalize(next, learned(column({1, 5, 9}), more, RankScore{})), column({2, 4}));
}

TEST(Scaling, IsLearnedFromWhatIsPresent) {
  Matrix x(3, 2);
  x << missing, missing, 4, missing, -2, missing;
  const Scaling scaling = learned(x, more, MinMax{});
  EXPECT_EQ(scaling.columns[0].fit.first, -2.0);
  EXPECT_EQ(scaling.columns[0].fit.second, 4.0);
  EXPECT_EQ(scaling.columns[0].why_not.text(), "");
  EXPECT_EQ(scaling.columns[1].why_not.text(), "no zone has a value");
  EXPECT_FALSE(scaling.columns[0].given);
}

TEST(Scaling, OfABaseYearKnowsTheZones) {
  const std::vector<std::string> zones = {"A", "B"};
  const Matrix x = column({6, 8});
  const Scaling scaling =
      learned(x, more, BaseYear{2010}, {.zones = zones, .base = column({3, 16})});
  EXPECT_EQ(normalize(x, scaling, zones), column({200, 50}));
  const std::vector<std::string> later = {"B", "C"};
  EXPECT_TRUE(all_close(normalize(x, scaling, later), column({37.5, missing}), 0))
      << "C has no value in the base year";
}

TEST(Scaling, KeepsExtremesFinite) {
  const Matrix x = column({1e300, -1e300, 5e299});
  EXPECT_TRUE(scores(x, more, ZScore{}).allFinite());
  EXPECT_TRUE(scores(column({1e300, 1e299, 3}), more, VectorScaling{}).allFinite());
  EXPECT_TRUE(scores(column({1e-300, 1e-299, 3e-300}), less, FractionOfSum{}).allFinite());
}

TEST(Normalize, NamesWhatDoesNotFit) {
  const Matrix x = Matrix::Zero(2, 2);
  const Normalization method;
  const std::vector<Direction> one = {more};
  EXPECT_ERROR(
      normalize(x, one),
      HasSubstr("directions: has 1 entries, but the indicators have 2 columns; pass arrays "
                "of matching sizes"));
  EXPECT_ERROR(normalize(x, learned(column({1, 2}), more, method)),
               HasSubstr("scaling: has 1 entries"));
}

TEST(Normalize, NamesWhatHasNoScore) {
  const ScalingInput input{.indicators = {"debt"}, .zones = {"A", "B", "C"}};
  const auto fails = [&](std::initializer_list<double> values, Direction direction,
                         const Normalization& method) {
    static_cast<void>(learned(column(values), direction, method, input));
  };
  EXPECT_ERROR(fails({3, -2}, more, FractionOfSum{}),
               HasSubstr("zone B, debt: \"fraction-of-sum\" of -2 is not defined: a fraction of a "
                         "whole needs values >= 0; choose another normalization for it"));
  EXPECT_ERROR(fails({3, 0}, less, FractionOfMaximum{}), HasSubstr("1 / 0 is not a number"));
  EXPECT_ERROR(fails({3, 0}, more, Logarithmic{}), HasSubstr("logarithms need values above 0"));
  EXPECT_ERROR(fails({3, 2}, more, Goalposts{}),
               HasSubstr("the method \"goalposts\" scores against bounds that are given, and "
                         "\"debt\" has none"));
  EXPECT_ERROR(fails({3, 2}, more, Efficacy{}), HasSubstr("the method \"efficacy\" scores"));
  EXPECT_ERROR(fails({3, 2}, more, Categorical{Matrix{{2, 0}}}),
               HasSubstr("zone A, debt: the value 3 is no category of the scale: 2; add it"));
  EXPECT_ERROR(fails({3, 2}, more, DistanceToReference{"D"}),
               HasSubstr("reference: there is no zone \"D\""));
  EXPECT_ERROR(fails({3, 2, missing}, more, DistanceToReference{"C"}),
               HasSubstr("the reference zone has no value"));
  EXPECT_ERROR(fails({3, 2}, more, DistanceToReference{"B"}),
               HasSubstr("the reference zone is no better than the worst zone, 2"));
  EXPECT_ERROR(fails({3, 2}, less, DistanceToTarget{5.0}),
               HasSubstr("the target is no better than the worst zone, 3"));
  EXPECT_ERROR(fails({3, 2}, more, DistanceToTarget{}),
               HasSubstr("debt, normalization: the method \"target\" needs the option \"target\""));
  EXPECT_ERROR(fails({3, 2}, more, BaseYear{2010}), HasSubstr("the values in the base year"));
  EXPECT_ERROR(fails({3, 2}, more, Curve{Matrix{{2, 0}, {1, 5}}}),
               HasSubstr("debt, points: is 1 after 2, but must be rows in ascending order"));
}

/// By hand: mean 0, deviation sqrt((2 * 1.2^2 + 2 * 1.1^2) / 3) e308; the root of the sum alone is
/// beyond the doubles, and with 1.7 and 1.6 the deviation too.
TEST(ZScores, AreThereNearTheEndsOfDoubles) {
  const Vector x = column({-1.2e308, -1.1e308, 1.1e308, 1.2e308});
  const double deviation = std::sqrt((2 * 1.2 * 1.2 + 2 * 1.1 * 1.1) / 3);
  const Vector z = column({-1.2 / deviation, -1.1 / deviation, 1.1 / deviation, 1.2 / deviation});
  EXPECT_TRUE(all_close(scores(x, more, ZScore{}), z, 1e-15));
  EXPECT_TRUE(all_close(scores(x, less, ZScore{}), -z, 1e-15));
  EXPECT_ERROR(scores(column({-1.7e308, -1.6e308, 1.6e308, 1.7e308}), more, ZScore{}),
               HasSubstr("0: \"z-score\" of -1.7e+308 is not defined: the standard deviation is "
                         "beyond the range of numbers"));
}

/// A later year far beyond the bounds: 100 * (1.7e308 + 1e308) / 1e308.
TEST(MinMaxScores, AreThereWhereTheWayToTheBoundOverflows) {
  const Scaling scaling = learned(column({-1e308, 0}), more, MinMax{.clip = false});
  EXPECT_TRUE(all_close(normalize(column({1.7e308}), scaling), column({270}), 1e-15));
}

TEST(Scores, BeyondTheNumbersAreErrors) {
  ScalingInput input{.zones = {"A", "B"}};
  input.base.resize(2, 1);
  input.base << 1e-10, 1e300;
  const Vector x = column({1e300, 2e300});
  const std::vector<std::string> zones = {"A", "B"};
  EXPECT_ERROR(normalize(x, learned(x, more, BaseYear{}, input), zones),
               HasSubstr("zone A, 0: \"base-year\" of 1e+300 is not defined: the score is beyond "
                         "the range of numbers"));
}

}  // namespace
}  // namespace zonerank::test_normalize
