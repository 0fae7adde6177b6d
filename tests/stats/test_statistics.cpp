#include "zonerank/stats/statistics.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

#include "support/testing.hpp"
#include "zonerank/core/random.hpp"

namespace zonerank::test_statistics {
namespace {

using Fifty = boost::multiprecision::cpp_bin_float_50;

// The data of Excel's documented examples of SKEW and KURT.
const std::vector<double> excel = {3, 4, 5, 2, 3, 4, 5, 6, 4, 7};

/// `n` numbers spread over many magnitudes, the same on every machine.
std::vector<double> drawn(std::size_t n, std::uint32_t seed) {
  std::vector<double> values;
  for (std::uint32_t i = 0; i < n; ++i) {
    const Philox4 words = philox4x32({i, 0, 0, 0}, {seed, 77});
    values.push_back(std::exp(12.0 * open_uniform(words[0], words[1])) -
                     1000.0 * open_uniform(words[2], words[3]));
  }
  return values;
}

TEST(Quantile, MatchesExcelsDocumentedExamples) {
  EXPECT_DOUBLE_EQ(quantile(std::vector<double>{1, 3, 2, 4}, 0.3), 1.9) << "PERCENTILE.INC";
  EXPECT_DOUBLE_EQ(quantile(std::vector<double>{1, 2, 4, 7, 8, 9, 10, 12}, 0.25), 3.5)
      << "QUARTILE.INC";
}

// R: quantile(c(15, 20, 35, 40, 50), c(.05, .3, .4, .5, 1)); Hyndman & Fan (1996), type 7.
TEST(Quantile, MatchesTheDefinitionOfTypeSeven) {
  const std::vector<double> x = {40, 15, 50, 20, 35};
  EXPECT_DOUBLE_EQ(quantile(x, 0.05), 16.0);
  EXPECT_DOUBLE_EQ(quantile(x, 0.3), 23.0);
  EXPECT_DOUBLE_EQ(quantile(x, 0.4), 29.0);
  EXPECT_EQ(quantile(x, 0.5), 35.0);
  EXPECT_EQ(quantile(x, 0.0), 15.0);
  EXPECT_EQ(quantile(x, 1.0), 50.0);
}

TEST(Quantile, SkipsWhatIsMissing) {
  EXPECT_DOUBLE_EQ(quantile(std::vector<double>{1, missing, 3, 2, missing, 4}, 0.3), 1.9);
  EXPECT_TRUE(is_missing(quantile(std::vector<double>{}, 0.5)));
  EXPECT_TRUE(is_missing(quantile(std::vector<double>{missing, missing}, 0.5)));
}

TEST(Quantile, OfOneValueIsThatValue) {
  for (const double p : {0.0, 0.3, 1.0}) EXPECT_EQ(quantile(std::vector<double>{7.25}, p), 7.25);
}

TEST(Skewness, MatchesExcelsDocumentedExample) {
  EXPECT_NEAR(skewness(excel), 0.359543071407, 1e-12);
}

TEST(Kurtosis, MatchesExcelsDocumentedExample) {
  EXPECT_NEAR(excess_kurtosis(excel), -0.151799637208, 1e-12);
}

// By hand: 0, 0, 0, 10 has mean 2.5, m2 = 75, m3 = 375, m4 = 3281.25.
// g1 = 2 * 375 / 75^1.5 = 1.154700538, G1 = g1 * sqrt(12) / 2 = 2; g2 = -2/3, G2 = 4.
TEST(Skewness, OfOneInFourIsTwoAndItsKurtosisFour) {
  const std::vector<double> x = {0, 0, 10, 0};
  EXPECT_NEAR(skewness(x), 2.0, 1e-14);
  EXPECT_NEAR(excess_kurtosis(x), 4.0, 1e-13);
}

TEST(Skewness, ChangesItsSignWithTheData) {
  std::vector<double> mirrored = excel;
  for (double& x : mirrored) x = -x;
  EXPECT_DOUBLE_EQ(skewness(mirrored), -skewness(excel));
  EXPECT_DOUBLE_EQ(excess_kurtosis(mirrored), excess_kurtosis(excel));
  EXPECT_NEAR(skewness(std::vector<double>{1, 2, 3, 4, 5}), 0.0, 1e-15);
}

TEST(Skewness, SkipsWhatIsMissing) {
  std::vector<double> gaps = excel;
  gaps.insert(gaps.begin() + 3, missing);
  gaps.push_back(missing);
  EXPECT_EQ(skewness(gaps), skewness(excel));
  EXPECT_EQ(excess_kurtosis(gaps), excess_kurtosis(excel));
}

TEST(Skewness, NeedsThreeValuesAndKurtosisFour) {
  EXPECT_TRUE(is_missing(skewness(std::vector<double>{1, 5})));
  EXPECT_TRUE(is_missing(skewness(std::vector<double>{1, 5, missing})));
  EXPECT_FALSE(is_missing(skewness(std::vector<double>{1, 5, 6})));
  EXPECT_TRUE(is_missing(excess_kurtosis(std::vector<double>{1, 5, 6})));
  EXPECT_FALSE(is_missing(excess_kurtosis(std::vector<double>{1, 5, 6, 6})));
}

/// 0.1 three times has a mean that is not 0.1 in doubles, so the deviations are not 0.
TEST(Skewness, OfEqualValuesIsMissingWhateverTheirRounding) {
  for (const double x : {0.0, 5.0, 0.1, 1e-300, 1.0 / 3.0, 1e17}) {
    for (const std::size_t n : {4U, 7U, 10U, 169U}) {
      EXPECT_TRUE(is_missing(skewness(std::vector<double>(n, x)))) << n << " times " << x;
      EXPECT_TRUE(is_missing(excess_kurtosis(std::vector<double>(n, x)))) << n << " times " << x;
    }
  }
}

TEST(PresentValues, KeepTheirOrder) {
  EXPECT_THAT(present_values(std::vector<double>{3, missing, 1, 2}),
              ::testing::ElementsAre(3, 1, 2));
  EXPECT_TRUE(present_values(std::vector<double>{missing}).empty());
}

/// One definition, two scalars: the double result is near the one with 50 digits. The deviations
/// lose up to n ulps of the largest value; 1e-12 holds with room for n <= 200.
TEST(StatisticsTemplates, AgreeWithFiftyDigits) {
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    const std::vector<double> x = drawn(4 + 4 * seed, seed);
    const std::vector<Fifty> exact(x.begin(), x.end());
    const auto g1 = static_cast<double>(detail::skewness<Fifty>(exact));
    const auto g2 = static_cast<double>(detail::excess_kurtosis<Fifty>(exact));
    EXPECT_NEAR(skewness(x), g1, 1e-12 * std::max(1.0, std::abs(g1))) << "seed " << seed;
    EXPECT_NEAR(excess_kurtosis(x), g2, 1e-12 * std::max(1.0, std::abs(g2))) << "seed " << seed;
  }
}

TEST(StatisticsTemplates, QuantileAgreesWithFiftyDigits) {
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    std::vector<double> x = drawn(1 + 3 * seed, seed);
    std::sort(x.begin(), x.end());
    std::vector<Fifty> exact(x.begin(), x.end());
    for (const double p : {0.0, 0.025, 0.05, 0.5, 0.975, 1.0}) {
      const auto expected = static_cast<double>(detail::select_quantile<Fifty>(exact, Fifty(p)));
      // h = (n - 1) p is rounded: half an ulp of 150 steps of at most the whole spread.
      const double spread = x.back() - x.front();
      EXPECT_NEAR(quantile(x, p), expected, 150 * 0x1p-52 * spread) << "seed " << seed << ", " << p;
    }
  }
}

}  // namespace
}  // namespace zonerank::test_statistics
