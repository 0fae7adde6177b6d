// What functions check at their door: sizes, indices, shares and options, before memory is read.

#include <gmock/gmock.h>

#include <limits>

#include "methods/small.hpp"
#include "support/testing.hpp"
#include "zonerank/analysis/importance.hpp"
#include "zonerank/analysis/readings.hpp"
#include "zonerank/ranking/composite.hpp"
#include "zonerank/ranking/pipeline.hpp"
#include "zonerank/stats/correlation_ratio.hpp"
#include "zonerank/stats/principal_components.hpp"
#include "zonerank/stats/sobol.hpp"
#include "zonerank/stats/statistics.hpp"
#include "zonerank/zonerank.hpp"

namespace zonerank::test_doors {
namespace {

using ::testing::HasSubstr;
using testing::plain_system;
using testing::table_of;

constexpr double infinite = std::numeric_limits<double>::infinity();

Matrix scores_of(Index rows, Index columns) {
  Matrix scores(rows, columns);
  for (Index i = 0; i < rows; ++i) {
    for (Index j = 0; j < columns; ++j)
      scores(i, j) = 10.0 + static_cast<double>((i * 7 + j * 3) % 11);
  }
  return scores;
}

/// The program of the README: no method is given, so the system's own holds.
TEST(RankOptions, WithoutAMethodTakeTheSystemsOwn) {
  const System system = plain_system(
      2, {}, "", "[method]\nlower = 40\naggregation = \"geometric\"\nties = \"max\"\n");
  const ZoneTable table = table_of("zone,year,f1,f2\nA,2020,1,2\nB,2020,3,1\nC,2020,2,5\n", system);
  const Ranking r = rank(table, system, {.year = 2020});
  EXPECT_EQ(method_text(r.method), method_text(read_method(system)));
  RankOptions given{.year = 2020};
  given.method = read_method(system);
  EXPECT_EQ(r.group_scores, rank(table, system, given).group_scores);
  given.method = Method{};
  EXPECT_NE(r.group_scores, rank(table, system, given).group_scores) << "the plain method";
}

TEST(Rank, RefusesATableOfAnotherSystem) {
  const System two = plain_system(2, {});
  const System three = plain_system(3, {});
  const ZoneTable table = table_of("zone,year,f1,f2\nA,2020,1,2\nB,2020,3,1\n", two);
  EXPECT_ERROR(rank(table, three), HasSubstr("entries, but the system"));
  EXPECT_ERROR(to_csv(table, three), HasSubstr("give the one that the data were read with"));
  ZoneTable torn = table;
  torn.columns[0].valid.pop_back();
  EXPECT_ERROR(rank(torn, two), HasSubstr("field f1: has 1 entries, but the table has 2 rows"));
  const Ranking r = rank(table, two);
  EXPECT_ERROR(leave_one_out(r, three), HasSubstr("left_out: has 2 entries"));
  EXPECT_ERROR(reading_of(r, plain_system(2, {"group = \"g\"\n"}, "[[group]]\nid = \"g\"\n")),
               HasSubstr("groups: has 1 entries"));
  EXPECT_ERROR(r.indicators.reason(2, 0), HasSubstr("is 2 and 0, but must be a cell of the table"));
}

TEST(Weigh, ChecksWhatIsGivenBesideTheScores) {
  const Matrix scores = scores_of(5, 3);
  WeightInput input;
  input.given = Vector{{1.0, 2.0}};
  EXPECT_ERROR(weigh(GivenWeights{}, scores, input),
               HasSubstr("given: has 2 entries, but there are 3"));
  Combination both;
  both.methods = {"given", "equal"};
  EXPECT_ERROR(weigh(both, scores, input), HasSubstr("given: has 2 entries"));
  input = {};
  input.values = scores;
  input.directions = {Direction::less_is_better};
  EXPECT_ERROR(weigh(Merec{}, scores, input), HasSubstr("directions: has 1 entries"));
  input.directions.clear();
  input.values = scores_of(4, 3);
  EXPECT_ERROR(weigh(Merec{}, scores, input), HasSubstr("values: has 4 x 3 entries"));
  input.values.resize(0, 0);
  input.panel = {scores_of(5, 2)};
  EXPECT_ERROR(weigh(PanelEntropy{}, scores, input), HasSubstr("panel[0]: has 2 entries"));
  EXPECT_ERROR(weigh(Entropy{}, Matrix(5, 0), {}), HasSubstr("scores: has 5 rows and 0 columns"));
  EXPECT_ERROR(combine_weights(scores_of(3, 2), CombineRule::linear, Vector{{1.0}}),
               HasSubstr("shares: has 1 entries"));
  EXPECT_ERROR(rank_order_weights(Vector{{1.0, missing}}), HasSubstr("ranks[1]"));
}

TEST(Quantiles, AreOfSharesFromZeroToOne) {
  const std::vector<double> x = {1, 2, 3};
  for (const double q : {1.5, -1.0, missing, infinite})
    EXPECT_ERROR(quantile(x, q), HasSubstr("but must be a share from 0 to 1"));
  RankDistribution d;
  d.frequency = Counts::Constant(2, 3, 5);
  d.score_counts = Counts::Constant(2, 4, 5);
  for (const double q : {1.5, -1.0, missing}) {
    EXPECT_ERROR(d.rank_quantile(0, q), HasSubstr("quantile"));
    EXPECT_ERROR(d.score_quantile(0, q), HasSubstr("quantile"));
    EXPECT_ERROR(d.quantile_errors(q), HasSubstr("quantile"));
  }
  EXPECT_ERROR(d.rank_quantile(2, 0.5), HasSubstr("zone: is 2, but must be from 0 to 1"));
  EXPECT_EQ(d.rank_quantile(1, 0.5), 2.0);
}

TEST(Statistics, OfTablesWithoutColumnsOrRowsAreErrors) {
  EXPECT_ERROR(principal_components(Matrix(5, 0)), HasSubstr("values: has 5 rows and 0 columns"));
  EXPECT_ERROR(principal_components(Matrix(0, 3)), HasSubstr("values: has 0 rows and 3 columns"));
  EXPECT_ERROR(principal_components(Matrix::Constant(4, 2, missing)), HasSubstr("3 are needed"));
  EXPECT_ERROR(varimax(Matrix(0, 2)), HasSubstr("loadings: has 0 rows"));
  EXPECT_ERROR(varimax(Matrix::Constant(3, 2, missing)), HasSubstr("a finite number"));
  EXPECT_ERROR(effective_weights(scores_of(5, 2), Vector::Ones(4)), HasSubstr("y: has 4 entries"));
  EXPECT_ERROR(sobol_points(Index{1} << 31, 2), HasSubstr("2^31 numbers at most"));
  EXPECT_ERROR(benefit_of_doubt(Matrix(3, 0)), HasSubstr("scores: has 3 rows and 0 columns"));
  EXPECT_ERROR(outranking(scores_of(3, 2), Vector::Ones(3)), HasSubstr("weights: has 3 entries"));
  EXPECT_ERROR(kemeny(Matrix::Constant(3, 2, missing), Vector::Ones(3)), HasSubstr("weights"));
}

/// Structs that C++ fills in itself are held to the ranges of TOML.
TEST(Options, AreCheckedHoweverTheyWereSet) {
  const Matrix x = scores_of(6, 2);
  const std::vector<Direction> ways(2, Direction::more_is_better);
  EXPECT_ERROR(normalize(x, ways, PercentileBounds{.low = -5.0}),
               HasSubstr("percentile_low: is -5"));
  EXPECT_ERROR(normalize(x, ways, PercentileBounds{.high = missing}), HasSubstr("percentile_high"));
  const std::vector<Treatment> winsorize = {WinsorizePercentile{.low = 5.0, .high = 150.0}};
  EXPECT_ERROR(treat(x, winsorize), HasSubstr("winsorize_high: is 150"));
  EXPECT_ERROR(aggregate(x, Vector::Ones(2), PowerMean{.exponent = 1e9}), HasSubstr("exponent"));
  const std::vector<Imputation> nearest = {ImputeNearest{.neighbors = 0}};
  EXPECT_ERROR(impute(x, nearest), HasSubstr("neighbors"));
  EXPECT_ERROR(impute(x, {}), HasSubstr("methods: has 0 entries"));
  Method method;
  method.normalization = PercentileBounds{.high = 101.0};
  EXPECT_ERROR(composite(x, Vector::Ones(2), ways, method), HasSubstr("percentile_high"));
  EXPECT_ERROR(coupling_coordination(x, Vector::Ones(2), missing), HasSubstr("full"));
}

TEST(Scaling, KnowsItsZonesAndSamples) {
  const Matrix x = scores_of(4, 1);
  const std::vector<Direction> ways(1, Direction::more_is_better);
  const std::vector<Normalization> methods = {BaseYear{}};
  ScalingInput input{.zones = {"a", "b", "c", "d"}, .bounds = {}, .base = x};
  Scaling scaling = learn_scaling(x, ways, methods, input);
  scaling.columns[0].fit.sample.resize(2);  // as a damaged file may have it
  const std::vector<std::string> zones = {"a", "b", "c", "d"};
  EXPECT_TRUE(is_missing(normalize(x, scaling, zones)(3, 0)));
  const std::vector<std::string> few = {"a"};
  EXPECT_ERROR(normalize(x, scaling, few), HasSubstr("zones: has 1 entries"));
}

DrawInput draws_of(Index zones, Index indicators) {
  Reading reading;
  reading.scores = scores_of(zones, indicators);
  reading.tree.children.resize(1);
  for (Index j = 0; j < indicators; ++j)
    reading.tree.children[0].push_back(
        {true, static_cast<int>(j), 1.0 / static_cast<double>(indicators)});
  reading.tree.effective = Vector::Constant(indicators, 1.0 / static_cast<double>(indicators));
  reading.aggregations = {ArithmeticMean{}};
  reading.group_scores = reading.scores.rowwise().mean();
  DrawInput input;
  input.readings.push_back(std::move(reading));
  return input;
}

TEST(Draws, CheckTheirReadings) {
  DrawOptions few;
  few.draws = 10;
  EXPECT_EQ(redraw(draws_of(4, 3), few).draws, 10U);
  DrawInput input = draws_of(4, 3);
  input.readings[0].tree.children[0][1].index = 3;
  EXPECT_ERROR(redraw(input, few), HasSubstr("child of group 0: is 3, but must be from 0 to 2"));
  input = draws_of(4, 3);
  input.readings[0].tree.children[0][1] = {false, 0, 1.0};
  EXPECT_ERROR(redraw(input, few), HasSubstr("a group that comes after it"));
  input = draws_of(4, 3);
  input.readings[0].tree.children[0][1].weight = missing;
  EXPECT_ERROR(redraw(input, few), HasSubstr("with a finite weight >= 0"));
  input = draws_of(4, 3);
  input.readings[0].aggregations.clear();
  EXPECT_ERROR(redraw(input, few), HasSubstr("aggregations: has 0 entries"));
  input = draws_of(4, 3);
  input.readings[0].group_scores.conservativeResize(3, 1);
  EXPECT_ERROR(redraw(input, few), HasSubstr("rows of the groups' scores"));
  input = draws_of(4, 3);
  input.nominal = Matrix::Ones(3, 1);
  EXPECT_ERROR(robust(input), HasSubstr("rows of the nominal scores"));
  few.tolerance = missing;
  EXPECT_ERROR(redraw(draws_of(4, 3), few), HasSubstr("tolerance"));
  EXPECT_ERROR(sobol_indices(Vector::Ones(6), std::numeric_limits<Index>::max()),
               HasSubstr("y: has 6 entries"));
}

/// The greatest double is about 1.8e308: differences of two such numbers overflow.
TEST(NearOverflow, ScoresAndMeansAreWhatTheyShouldBe) {
  const Matrix x{{1e308}, {-1e308}, {0.0}};
  const std::vector<Direction> ways(1, Direction::more_is_better);
  EXPECT_EQ(normalize(x, ways, MinMax{}), (Matrix{{100.0}, {0.0}, {50.0}}));
  Method method;
  EXPECT_EQ(composite(x, Vector::Ones(1), ways, method).scores, (Vector{{100.0, 0.0, 50.0}}));
  const std::vector<double> huge = {1e308, 1e308};
  EXPECT_EQ(mean(huge), 1e308);
  const std::vector<double> apart = {1.5e308, -1.5e308, 0.0};
  EXPECT_EQ(mean(apart), 0.0);
  EXPECT_EQ(quantile(apart, 0.25), -0.75e308);
  // sd of (a, 2 a) is a / sqrt(2).
  EXPECT_DOUBLE_EQ(standard_deviation(std::vector<double>{1e200, 2e200}), 1e200 / std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(standard_deviation(std::vector<double>{1e-200, 2e-200}),
                   1e-200 / std::sqrt(2.0));
  // They do not depend on the unit.
  const std::vector<double> plain = {1, 2, 4, 9, 30};
  for (const double unit : {0x1p300, 0x1p-300, 0x1p-700}) {
    std::vector<double> other;
    for (const double value : plain) other.push_back(value * unit);
    EXPECT_EQ(skewness(other), skewness(plain)) << unit;
    EXPECT_EQ(excess_kurtosis(other), excess_kurtosis(plain)) << unit;
    EXPECT_EQ(standard_deviation(other) / unit, standard_deviation(plain)) << unit;
    EXPECT_EQ(autocorrelation(other), autocorrelation(plain)) << unit;
  }
}

}  // namespace
}  // namespace zonerank::test_doors
