// Functions of the user as methods: in each family, in a whole ranking, named, and what they get
// wrong.

#include "methods/small.hpp"
#include "zonerank/analysis/readings.hpp"
#include "zonerank/methods/custom.hpp"
#include "zonerank/methods/impute.hpp"
#include "zonerank/ranking/composite.hpp"

namespace zonerank::test_custom {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::plain_system;
using Numbers = std::span<const double>;

/// Min-max by hand: 0..100 between the least and the greatest.
std::vector<double> stretched(Numbers x) {
  double least = INFINITY, greatest = -INFINITY;
  for (const double v : x) {
    if (is_missing(v)) continue;
    least = std::min(least, v);
    greatest = std::max(greatest, v);
  }
  std::vector<double> scores;
  for (const double v : x) scores.push_back((v - least) / (greatest - least) * 100.0);
  return scores;
}

CustomNormalization plain() { return {.label = "stretch", .scores = stretched}; }

/// The share of the greatest value; learns it.
CustomNormalization share() {
  return {.label = "share",
          .fit =
              [](Numbers x) {
                double most = -INFINITY;
                for (const double v : x) {
                  if (!is_missing(v)) most = std::max(most, v);
                }
                return std::vector<double>{most};
              },
          .apply =
              [](Numbers x, Numbers parameters) {
                std::vector<double> scores;
                for (const double v : x) scores.push_back(100.0 * v / parameters[0]);
                return scores;
              }};
}

CustomAggregation mean() {
  return CustomAggregation::by_zone("own mean", [](Numbers s, Numbers w) {
    double sum = 0.0;
    for (std::size_t k = 0; k < s.size(); ++k) sum += w[k] * s[k];
    return sum;
  });
}

CustomWeighting ranges() {
  return {.label = "ranges", .weights = [](const MatrixRef& s) -> Vector {
            return (s.colwise().maxCoeff() - s.colwise().minCoeff()).transpose();
          }};
}

const Matrix values{{1, 30, 5}, {2, 10, missing}, {4, 20, 7}, {3, 40, 1}};
const std::vector<Direction> directions = {Direction::more_is_better, Direction::less_is_better,
                                           Direction::more_is_better};

TEST(CustomNormalization, IsGivenColumnsTurnedSoThatMoreIsBetter) {
  const Matrix own = normalize(values, directions, plain());
  const Matrix built_in = normalize(values, directions, MinMax{});
  EXPECT_TRUE(testing::all_close(own, built_in, 1e-14));
  EXPECT_TRUE(is_missing(own(1, 2)));
}

TEST(CustomNormalization, ConstantAndEmptyColumnsAreLeftOutAsForOthers) {
  const Matrix x{{1, missing}, {1, missing}};
  const std::vector<Direction> both(2, Direction::more_is_better);
  const Normalization method = plain();
  const Scaling scaling = learn_scaling(x, both, {&method, 1});
  EXPECT_EQ(scaling.columns[0].why_not.text(), "it is the same for all zones");
  EXPECT_EQ(scaling.columns[1].why_not.text(), "no zone has a value");
  EXPECT_TRUE(normalize(x, scaling).array().isNaN().all());
}

TEST(CustomNormalization, WithParametersScoresOneZoneAlone) {
  const Normalization method = share();
  const Scaling scaling = learn_scaling(values, directions, {&method, 1});
  EXPECT_EQ(scaling.columns[0].fit.sample, std::vector<double>{4.0});
  const Matrix alone = normalize(Matrix{{2, 20, 14}}, scaling);
  EXPECT_EQ(alone(0, 0), 50.0);
  EXPECT_EQ(alone(0, 1), 200.0) << "-20 of -10";
  EXPECT_EQ(alone(0, 2), 200.0);
}

TEST(CustomNormalization, WithoutParametersScoresOnlyTheRowsItWasGiven) {
  const Normalization method = plain();
  const Scaling scaling = learn_scaling(values, directions, {&method, 1});
  EXPECT_EQ(normalize(values.middleRows(2, 2), scaling)(0, 0), 100.0) << "some of them";
  EXPECT_ERROR(normalize(Matrix{{9, 20, 14}}, scaling),
               AllOf(HasSubstr("0: your normalization \"stretch\""), HasSubstr("fit(x)")));
}

TEST(CustomNormalization, FaultsNameMethodIndicatorAndZone) {
  const auto with = [](auto scores) {
    const Normalization method = CustomNormalization{.label = "mine", .scores = scores};
    const std::vector<std::string> zones = {"A", "B", "C", "D"};
    const Scaling scaling = learn_scaling(values, directions, {&method, 1},
                                          {.indicators = {"rd", "debt", "jobs"}, .zones = zones});
    return normalize(values, scaling, zones);
  };
  EXPECT_ERROR(with([](Numbers) -> std::vector<double> { throw std::runtime_error("no luck"); }),
               HasSubstr("rd: your method \"mine\" failed: no luck"));
  EXPECT_ERROR(with([](Numbers) {
                 return std::vector<double>{1, 2};
               }),
               AllOf(HasSubstr("rd: your method \"mine\" gave the shape (2,)"),
                     HasSubstr("must give (4,)")));
  EXPECT_ERROR(with([](Numbers x) {
                 std::vector<double> scores = stretched(x);
                 scores[2] = missing;
                 return scores;
               }),
               HasSubstr("zone C, rd: your method \"mine\" gave nan of 4"));
  EXPECT_ERROR(with([](Numbers x) {
                 std::vector<double> scores = stretched(x);
                 if (x[0] < 0.0) scores[3] = INFINITY;
                 return scores;
               }),
               HasSubstr("zone D, debt: your method \"mine\" gave inf of -40"));
  EXPECT_ERROR(normalize(values, directions, CustomNormalization{.label = "empty"}),
               HasSubstr("a function, or the pair of fit and apply"));
}

TEST(CustomNormalization, WhatItThrewIsTheCause) {
  const CustomNormalization method{.label = "mine", .scores = [](Numbers) -> std::vector<double> {
                                     throw std::out_of_range("far");
                                   }};
  try {
    normalize(values, directions, method);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.problems()[0].code, Code::own_method_failed);
    EXPECT_THROW(std::rethrow_exception(error.cause()), std::out_of_range);
  }
}

TEST(CustomTreatment, ChangesAreListedAndCheckedByZone) {
  const Treatment halves = CustomTreatment{"halves", [](Numbers x) {
                                             std::vector<double> y(x.begin(), x.end());
                                             for (double& v : y) v = std::min(v, 50.0);
                                             return y;
                                           }};
  const Matrix x{{1}, {2}, {missing}, {3}, {99}};
  const Treated t = treat(x, {&halves, 1});
  ASSERT_EQ(t.changes.size(), 1U);
  EXPECT_EQ(t.changes[0].how, "halves");
  EXPECT_EQ(t.values(4, 0), 50.0);
  EXPECT_TRUE(is_missing(t.values(2, 0)));
  const Treatment bad = CustomTreatment{"logs", [](Numbers c) {
                                          std::vector<double> y;
                                          for (const double v : c) y.push_back(std::log(v - 1.0));
                                          return y;
                                        }};
  const std::vector<std::string> rows = {"A", "B", "C", "D", "E"}, names = {"rd"};
  EXPECT_ERROR(treat(x, {&bad, 1}, rows, names),
               HasSubstr("zone A, rd: your method \"logs\" gave -inf of 1"));
}

TEST(CustomImputation, FillsEachYearAndKeepsWhatIsThere) {
  const auto most = [](Numbers x) {
    double greatest = 0.0;
    for (const double v : x) greatest = std::max(greatest, is_missing(v) ? 0.0 : v);
    std::vector<double> y(x.begin(), x.end());
    for (double& v : y) v = is_missing(v) ? greatest : v;
    return y;
  };
  const Imputation method = CustomImputation{"most", most};
  const Matrix x{{1}, {missing}, {5}, {missing}};
  const Imputed filled =
      impute(x, {&method, 1}, {.zones = {"A", "B", "A", "B"}, .years = {2019, 2019, 2020, 2020}});
  EXPECT_EQ(filled.values(1, 0), 1.0);
  EXPECT_EQ(filled.values(3, 0), 5.0);
  EXPECT_EQ(filled.filled[0].method, "most");
  const Imputation bad =
      CustomImputation{"zeros", [](Numbers c) { return std::vector<double>(c.size(), 0.0); }};
  EXPECT_ERROR(impute(x, {&bad, 1}, {.columns = {"rd"}}),
               HasSubstr("zone 0, rd: your method \"zeros\" gave 0 of 1, but must give back what"));
}

TEST(CustomWeighting, GivesSharesAndNamesTheIndicator) {
  const Matrix s{{0, 10}, {30, 20}};
  const Vector w = weigh(ranges(), s, {});
  EXPECT_EQ(w, (Vector{{0.75, 0.25}}));
  EXPECT_TRUE(is_data_driven(ranges()));
  const CustomWeighting bad{"bad", [](const MatrixRef&) { return Vector{{1.0, missing}}; }};
  EXPECT_ERROR(weigh(bad, s, {.names = {"a", "b"}, .group = "g"}),
               HasSubstr("weights of g, b: your method \"bad\" gave nan"));
  const CustomWeighting few{"few", [](const MatrixRef&) { return Vector{{1.0}}; }};
  EXPECT_ERROR(weigh(few, s, {}), HasSubstr("gave the shape (1,), but must give (2,)"));
}

TEST(CustomAggregation, ByZoneIsGivenPresentScoresAndTheirShares) {
  const Matrix s{{10, 20, 60}, {10, missing, 40}, {missing, missing, 1}};
  const Vector w{{1, 1, 2}};
  const Vector own = aggregate(s, w, mean(), 0.6);
  const Vector built_in = aggregate(s, w, ArithmeticMean{}, 0.6);
  EXPECT_TRUE(testing::all_close(own, built_in, 1e-14));
  EXPECT_TRUE(is_missing(own[2]));
}

TEST(CustomAggregation, FaultsNameGroupAndZone) {
  const CustomAggregation sums{
      "sums", [](const MatrixRef& s, const VectorRef& w) -> Vector { return s * w; }};
  const Matrix s{{10, 20}, {10, missing}};
  const std::vector<std::string> zones = {"A", "B"};
  EXPECT_EQ(aggregate(s, Vector{{1, 0}}, sums)[1], 10.0) << "what has no weight takes no part";
  EXPECT_TRUE(is_missing(aggregate(s, Vector{{1, 1}}, sums, 1.0)[1]));
  EXPECT_ERROR(aggregate(s, Vector{{1, 1}}, sums, 0.5, {"g", zones}),
               AllOf(HasSubstr("zone B, g: your method \"sums\" gave nan"), HasSubstr("gaps")));
}

TEST(CustomMethods, RankAsTheBuiltInOnesThatTheyImitate) {
  const System system =
      plain_system(3, {"group = \"g\"\n", "group = \"g\"\ndirection = \"-\"\n", "weight = 1\n"},
                   "[[group]]\nid = \"g\"\nweight = 2\n");
  ZoneTable table = empty_table({{"A", 2020}, {"B", 2020}, {"C", 2020}, {"D", 2020}}, 3);
  for (Index j = 0; j < 3; ++j) {
    for (Index i = 0; i < 4; ++i) {
      table.columns[static_cast<std::size_t>(j)].reals.push_back(values(i, j));
      table.columns[static_cast<std::size_t>(j)].valid.push_back(is_missing(values(i, j)) ? 0 : 1);
    }
  }
  RankOptions options;
  options.method = Method{};
  const Ranking usual = rank(table, system, options);
  options.method->normalization = plain();
  options.method->aggregation = mean();
  const Ranking own = rank(table, system, options);
  EXPECT_TRUE(testing::all_close(own.group_scores, usual.group_scores, 1e-13));
  EXPECT_EQ(method_text(own.method), "stretch, given weights, own mean");
  const DrawInput input = draw_input(own, system, {reading_of(own, system)});
  const DrawResult drawn = redraw(input, {.draws = 50});
  EXPECT_EQ(drawn.draws, 50U);
  ASSERT_EQ(draw_notices(input).size(), 1U);
  EXPECT_EQ(draw_notices(input)[0].code, Code::slow_own_method);
}

TEST(CustomMethods, AreChosenByTheNameThatTheyAreRegisteredUnder) {
  const Setting word{.key = "normalization", .text = "stretch", .number = {}, .place = "here"};
  const System system = plain_system(1, {""});
  EXPECT_ERROR(read_method(system, {&word, 1}),
               AllOf(HasSubstr("here: \"stretch\" is not one of the values"),
                     HasSubstr("a method of your own is registered")));
  register_method(plain());
  const Method method = read_method(system, {&word, 1});
  EXPECT_EQ(choice_text(method.normalization), "stretch");
  EXPECT_EQ(method_names<Normalization>().back(), "stretch");
  const Setting saved = choice_setting(method.normalization, "normalization");
  Problems problems;
  EXPECT_EQ(choice_text(read_choice(saved, Normalization{}, problems)), "stretch");
  unregister_method<CustomNormalization>("stretch");
  EXPECT_ERROR(read_method(system, {&word, 1}), HasSubstr("is not one of the values"));
  EXPECT_ERROR(register_method(CustomNormalization{.label = "min-max", .scores = stretched}),
               HasSubstr("built-in"));
  EXPECT_ERROR(register_method(CustomAggregation{.label = ""}), HasSubstr("a name"));
}

}  // namespace
}  // namespace zonerank::test_custom
