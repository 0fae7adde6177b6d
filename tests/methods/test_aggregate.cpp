#include "zonerank/methods/aggregate.hpp"

#include "support/facts.hpp"
#include "support/testing.hpp"

namespace zonerank::test_aggregate {
namespace {

using testing::all_close;
using ::testing::HasSubstr;

// 科技部火炬中心《国家高新区创新发展报告》: the innovation index of 2015 (2010 = 100) from its five
// first-level indices at weights 20, 20, 25, 10 and 25.
TEST(ArithmeticMean, MatchesTheInnovationIndexOf2015) {
  const Matrix indices{{162.6, 298.8, 124.3, 259.5, 126.4}};
  const Vector weights{{20, 20, 25, 10, 25}};
  EXPECT_NEAR(aggregate(indices, weights)[0], 180.905, 1e-12);
}

// UNDP (2022), Human Development Report 2021/22: full-precision components and printed index.
TEST(GeometricMean, MatchesTheHumanDevelopmentIndex) {
  const Matrix parts{{83.9872, 16.50029945, 13.85966015, 66933.00454},
                     {83.2339, 18.18519974, 13.00362968, 64660.10622},
                     {82.6782, 19.16305923, 13.76716995, 55782.04981},
                     {85.4734, 17.27816963, 12.22620964, 62606.8454}};
  Matrix dimensions(4, 3);
  for (Index i = 0; i < 4; ++i) {
    dimensions(i, 0) = std::min(1.0, (parts(i, 0) - 20) / 65);
    dimensions(i, 1) = (std::min(1.0, parts(i, 1) / 18) + std::min(1.0, parts(i, 2) / 15)) / 2;
    dimensions(i, 2) = std::log(parts(i, 3) / 100) / std::log(750.0);
  }
  const Vector published{{0.962, 0.961, 0.959, 0.952}};
  EXPECT_TRUE(
      all_close(aggregate(dimensions, Vector{{1, 1, 1}}, GeometricMean{}), published, 5.1e-4))
      << "three digits are printed";
}

TEST(GeometricMean, PunishesImbalance) {
  const Matrix s{{40, 40}, {20, 60}, {1, 79}};
  const Vector w{{1, 1}};
  EXPECT_EQ(aggregate(s, w), (Vector{{40, 40, 40}}));
  EXPECT_TRUE(all_close(aggregate(s, w, GeometricMean{}),
                        Vector{{40, std::sqrt(1200.0), std::sqrt(79.0)}}, 1e-14));
}

TEST(Aggregate, RenormalisesOverWhatIsPresent) {
  const Matrix s{{10, missing, 40}, {missing, 20, 40}, {10, 20, missing}};
  const Vector w{{1, 2, 3}};
  EXPECT_TRUE(
      all_close(aggregate(s, w, ArithmeticMean{}, 0.0), Vector{{32.5, 32, 50.0 / 3}}, 1e-14));
}

/// Zones without gaps are averaged many at a time: the same bits as alone.
TEST(Aggregate, OfManyZonesEqualsEachAlone) {
  Matrix s(2500, 7);
  for (Index k = 0; k < s.size(); ++k) {
    s.data()[k] = k % 41 == 0 ? missing : std::fmod(static_cast<double>(k) * 7.31, 97.3) / 3;
  }
  const Vector w{{1, 2, 0, 0.3, 1.7, 5, 1}};
  const Vector all = aggregate(s, w);
  for (Index i = 0; i < s.rows(); i += 17) {
    std::vector<double> present;
    std::vector<double> weights;
    for (Index j = 0; j < 7; ++j) {
      if (is_missing(s(i, j)) || w[j] == 0.0) continue;
      present.push_back(s(i, j));
      weights.push_back(w[j]);
    }
    const double alone = detail::weighted_arithmetic_mean<double>(present, weights);
    if (!is_missing(all[i])) {
      EXPECT_EQ(all[i], alone);
    }
  }
}

TEST(Aggregate, TakesEightyPercentExactly) {
  const Matrix s{{5, 5, 5, 5, missing}};
  const double tenths = 0.1;
  EXPECT_EQ(aggregate(s, Vector{{1, 1, 1, 1, 1}})[0], 5.0) << "4 of 5";
  EXPECT_EQ(aggregate(s, Vector{{0.2, 0.2, 0.2, 0.2, 0.2}})[0], 5.0);
  EXPECT_EQ(aggregate(s, Vector{{tenths, tenths, tenths, tenths, tenths}})[0], 5.0);
  EXPECT_EQ(aggregate(s, Vector{{0.3, 0.3, 0.1, 0.1, 0.2}})[0], 5.0);
  EXPECT_TRUE(is_missing(aggregate(s, Vector{{1, 1, 1, 1, 1.0001}})[0])) << "just below";
  EXPECT_EQ(aggregate(s, Vector{{1, 1, 1, 1, 1.0001}}, ArithmeticMean{}, 0.7999)[0], 5.0);
}

TEST(Aggregate, OfNothingIsMissing) {
  const Matrix s{{missing, missing}};
  EXPECT_TRUE(is_missing(aggregate(s, Vector{{1, 1}}, ArithmeticMean{}, 0.0)[0]));
  EXPECT_TRUE(is_missing(aggregate(s, Vector{{1, 1}}, GeometricMean{}, 0.0)[0]));
}

TEST(Aggregate, IgnoresWhatWeighsNothing) {
  const Matrix s{{7, missing}, {7, -3}};
  EXPECT_EQ(aggregate(s, Vector{{1, 0}}, ArithmeticMean{}, 1.0), (Vector{{7, 7}}));
  EXPECT_TRUE(all_close(aggregate(s, Vector{{1, 0}}, GeometricMean{}, 1.0), Vector{{7, 7}}, 1e-15));
}

TEST(Aggregate, NamesWhatCannotBeUsed) {
  const Matrix s{{1, 2}, {3, 0}};
  EXPECT_ERROR(aggregate(s, Vector{{1, 1, 1}}),
               HasSubstr("weights: has 3 entries, but the scores have 2 columns"));
  EXPECT_ERROR(aggregate(s, Vector{{1, -1}}), HasSubstr("weights[1]: the weight is -1"));
  EXPECT_ERROR(aggregate(s, Vector{{0, 0}}), HasSubstr("are zero"));
  EXPECT_ERROR(aggregate(s, Vector{{1, 1}}, ArithmeticMean{}, 1.5),
               HasSubstr("min_available: is 1.5, but must be a share from 0 to 1"));
  EXPECT_ERROR(aggregate(s, Vector{{1, 1}}, ArithmeticMean{}, missing),
               HasSubstr("min_available: is nan"));
  EXPECT_ERROR(aggregate(s, Vector{{1, 1}}, GeometricMean{}),
               HasSubstr("zone 1, column 1: score 0 cannot enter the geometric mean, which needs "
                         "scores above 0; choose a range of scores that starts above 0"));
}

class AggregateGolden : public ::testing::TestWithParam<const char*> {};

// COINr's a_amean and a_gmean over its ASEM data at these weights, with and without gaps.
TEST_P(AggregateGolden, MatchesCoinr) {
  if (testing::shared_folder().empty()) GTEST_SKIP() << "no golden data beside the project";
  const auto folder = testing::shared_folder() / "golden" / "coinr" / GetParam();
  const auto input = testing::read_facts(folder / "input.csv");
  const auto output = testing::read_facts(folder / "output.csv");
  const std::vector<std::string> names = {"LPI", "Flights", "Ship",  "Bord",   "Elec",
                                          "Gas", "Cov4G",   "Goods", "ForPort"};
  const Vector w{{1, 2, 0.5, 1, 3, 1, 1, 0.25, 1}};
  const auto number = [](const std::string& cell) {
    return cell.empty() || cell == "NA" ? missing : std::stod(cell);
  };
  Matrix s(static_cast<Index>(input.size()), w.size());
  Vector expected(s.rows());
  for (Index i = 0; i < s.rows(); ++i) {
    const auto row = static_cast<std::size_t>(i);
    expected[i] = number(output[row].at("y"));
    for (Index j = 0; j < s.cols(); ++j) {
      s(i, j) = number(input[row].at(names[static_cast<std::size_t>(j)]));
    }
  }
  const bool geometric = std::string(GetParam()).find("gmean") != std::string::npos;
  const Aggregation method =
      geometric ? Aggregation(GeometricMean{}) : Aggregation(ArithmeticMean{});
  EXPECT_TRUE(all_close(aggregate(s, w, method, 0.0), expected, 1e-13));
}

INSTANTIATE_TEST_SUITE_P(Coinr, AggregateGolden,
                         ::testing::Values("agg_a_amean_w", "agg_a_gmean_w", "agg_a_amean_w_NA",
                                           "agg_a_gmean_w_NA"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace zonerank::test_aggregate
