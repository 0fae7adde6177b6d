#include "zonerank/stats/correlation.hpp"

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/stats/correlation_ratio.hpp"
#include "zonerank/stats/principal_components.hpp"

namespace zonerank::test_correlation {
namespace {

using ::testing::ElementsAre;
using testing::Fifty;
using ::testing::HasSubstr;

/// The definition: every pair looked at.
TEST(Kendall, EqualsTheCountOverAllPairs) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    std::vector<double> x;
    std::vector<double> y;
    const std::size_t n = 2 + seed % 40;
    for (std::uint32_t i = 0; i < n; ++i) {
      x.push_back(std::floor(8 * testing::uniform(seed, i)));
      y.push_back(std::floor(8 * testing::uniform(seed, i + 1000)));
    }
    detail::PairCounts naive;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        const double sign = (x[i] - x[k]) * (y[i] - y[k]);
        naive.agreeing += sign > 0 ? 1 : 0;
        naive.disagreeing += sign < 0 ? 1 : 0;
        naive.tied_x += x[i] == x[k] ? 1 : 0;
        naive.tied_y += y[i] == y[k] ? 1 : 0;
      }
    }
    const detail::PairCounts counts = detail::count_pairs(x, y);
    EXPECT_EQ(counts.agreeing, naive.agreeing) << seed;
    EXPECT_EQ(counts.disagreeing, naive.disagreeing) << seed;
    EXPECT_EQ(counts.tied_x, naive.tied_x) << seed;
    EXPECT_EQ(counts.tied_y, naive.tied_y) << seed;
  }
}

TEST(MidRanks, ShareTheirMean) {
  EXPECT_THAT(detail::mid_ranks<double>(std::vector<double>{3, 1, 3, 9}),
              ElementsAre(2.5, 1, 2.5, 4));
}

TEST(Correlations, UseTheRowsWhereBothArePresent) {
  Matrix x(5, 3);
  x << 1, 2, 7, 2, 4, 7, missing, 9, 7, 3, 6, 7, 4, missing, 7;
  const Correlations c = correlations(x);
  EXPECT_EQ(c.r(0, 1), 1.0);
  EXPECT_EQ(c.n(0, 1), 3.0);
  EXPECT_EQ(c.p(0, 1), 0.0);
  EXPECT_TRUE(is_missing(c.r(0, 2)) && is_missing(c.r(2, 2))) << "a column that does not vary";
  EXPECT_EQ(c.r(1, 1), 1.0);
}

/// A table without gaps is correlated by one product; pair by pair it is the definition.
TEST(Correlations, OfAWholeTableEqualThoseOfPairs) {
  for (std::uint32_t seed = 0; seed < 4; ++seed) {
    Matrix x = testing::random_matrix(seed, 60, 5);
    x.col(4).setConstant(2);
    for (const CorrelationKind kind : {CorrelationKind::pearson, CorrelationKind::spearman}) {
      const Correlations all = correlations(x, kind);
      for (Index j = 0; j < 5; ++j) {
        for (Index k = 0; k < j; ++k) {
          const Correlation one = correlation({x.col(j).data(), 60}, {x.col(k).data(), 60}, kind);
          if (is_missing(one.r)) {
            EXPECT_TRUE(is_missing(all.r(j, k)) && is_missing(all.p(j, k)));
            continue;
          }
          EXPECT_NEAR(all.r(j, k), one.r, 1e-14);
          EXPECT_NEAR(all.p(j, k), one.p, 1e-12);
        }
      }
    }
  }
}

TEST(Correlation, IsThereNearTheEndsOfDoubles) {
  const std::vector<double> x = {1, 2, 4, 9, 3}, y = {-3, 1, 9, 2, 1};
  for (const int power : {1020, 660, -660, -1020}) {
    std::vector<double> a = x, b = y;
    for (double& value : a) value = std::ldexp(value, power);
    for (double& value : b) value = std::ldexp(value, power);
    EXPECT_EQ(correlation(a, b).r, correlation(x, y).r) << power;
    EXPECT_EQ(correlation(a, b).p, correlation(x, y).p) << power;
  }
}

TEST(Correlation, NamesWhatDoesNotFit) {
  const std::vector<double> two = {1, 2};
  const std::vector<double> three = {1, 2, 3};
  EXPECT_ERROR(correlation(two, three), HasSubstr("y: has 3 entries, but x has 2"));
}

/// A correlation of n values loses about sqrt(n) roundings, more where a column hardly varies.
TEST(FiftyDigitsCorrelation, PearsonAndSpearmanAreWithinTheirBounds) {
  double worst = 0.0;
  double worst_ill = 0.0;
  testing::for_each_matrix([&](const Matrix& x, std::uint32_t seed) {
    const auto n = static_cast<std::size_t>(x.rows());
    for (Index j = 1; j < x.cols(); ++j) {
      const std::span<const double> a(x.col(0).data(), n);
      const std::span<const double> b(x.col(j).data(), n);
      const std::vector<Fifty> exact_a(a.begin(), a.end());
      const std::vector<Fifty> exact_b(b.begin(), b.end());
      const double error = testing::roundings(detail::pearson<double>(a, b),
                                              detail::pearson<Fifty>(exact_a, exact_b), Fifty(1));
      double& target = seed % 5 == 4 ? worst_ill : worst;
      target = std::max(target, error);
    }
  });
  EXPECT_LE(worst, 26.0);
  EXPECT_LE(worst_ill, 26.0 * 1e8) << "values around 1e6 that vary by 1e-3 lose 9 of 16 digits";
}

/// tau-b from the counts over all pairs, with ties in every other matrix.
TEST(FiftyDigitsCorrelation, KendallIsWithinItsBounds) {
  double worst = 0.0;
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    Matrix x = testing::random_matrix(seed, 12, 6);
    if (seed % 2 == 1) x = (x / x.cwiseAbs().maxCoeff() * 6).array().round().matrix();
    for (Index j = 1; j < x.cols(); ++j) {
      long agreeing = 0, tied_a = 0, tied_b = 0, pairs = 0;
      for (Index i = 0; i < x.rows(); ++i) {
        for (Index k = 0; k < i; ++k, ++pairs) {
          const double a = x(i, 0) - x(k, 0), b = x(i, j) - x(k, j);
          agreeing += a * b > 0 ? 1 : a * b < 0 ? -1 : 0;
          tied_a += a == 0 ? 1 : 0;
          tied_b += b == 0 ? 1 : 0;
        }
      }
      if (tied_a == pairs || tied_b == pairs) continue;
      const Fifty exact =
          Fifty(agreeing) / sqrt(Fifty(pairs - tied_a)) / sqrt(Fifty(pairs - tied_b));
      const auto n = static_cast<std::size_t>(x.rows());
      const Correlation found =
          correlation({x.col(0).data(), n}, {x.col(j).data(), n}, CorrelationKind::kendall);
      worst = std::max(worst, testing::roundings(found.r, exact, Fifty(1)));
    }
  }
  EXPECT_LE(worst, 4.0);
}

// Eigenvalues 4 and 2 of a matrix with 3 on and 1 off the diagonal, worked by hand.
TEST(SymmetricEigen, OfTwoColumnsIsWorkedByHand) {
  detail::Square<double> a(2);
  a(0, 0) = a(1, 1) = 3;
  a(0, 1) = a(1, 0) = 1;
  const auto pairs = detail::symmetric_eigen(a, 1e-17);
  EXPECT_DOUBLE_EQ(pairs.values[0], 4.0);
  EXPECT_DOUBLE_EQ(pairs.values[1], 2.0);
  EXPECT_DOUBLE_EQ(pairs.vectors(0, 0), std::sqrt(0.5));
  EXPECT_DOUBLE_EQ(pairs.vectors(1, 1), -std::sqrt(0.5));
}

TEST(PrincipalComponents, AreThoseOfTheJacobiRotationsAtFiftyDigits) {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    const Matrix x = testing::random_matrix(seed, 40, 6);
    const PrincipalComponents p = principal_components(x);
    const Matrix r = correlations(x).r;
    detail::Square<Fifty> exact(6);
    for (std::size_t i = 0; i < 6; ++i) {
      for (std::size_t j = 0; j < 6; ++j) {
        exact(i, j) = r(static_cast<Index>(i), static_cast<Index>(j));
      }
    }
    const auto pairs = detail::symmetric_eigen(exact, Fifty(1e-40));
    for (std::size_t k = 0; k < 6; ++k) {
      const auto at = static_cast<Index>(k);
      EXPECT_NEAR(p.eigenvalues[at], static_cast<double>(pairs.values[k]), 1e-14);
    }
    EXPECT_NEAR(p.eigenvalues.sum(), 6.0, 1e-13);
    const Matrix rebuilt = p.vectors * p.eigenvalues.asDiagonal() * p.vectors.transpose();
    EXPECT_TRUE(testing::all_close(rebuilt, r, 1e-13));
  }
}

TEST(PrincipalComponents, NameWhatTheyCannotUse) {
  Matrix x = testing::random_matrix(1, 6, 3);
  x.col(2).setConstant(5);
  EXPECT_ERROR(principal_components(x), HasSubstr("column 2: the weights pca are not defined: the "
                                                  "column is the same in all rows without a gap"));
  x(0, 0) = x(1, 1) = x(2, 0) = x(3, 0) = missing;
  EXPECT_ERROR(principal_components(x), HasSubstr("only 2 rows have no gap, and 3 are needed"));
}

TEST(Varimax, KeepsCommunalitiesAndFindsASimpleStructure) {
  Matrix simple(4, 2);
  simple << 0.9, 0, 0.8, 0, 0, 0.7, 0, 0.6;
  Matrix turn(2, 2);
  turn << std::cos(0.5), -std::sin(0.5), std::sin(0.5), std::cos(0.5);
  const Matrix rotated = varimax(simple * turn);
  EXPECT_TRUE(testing::all_close(rotated, simple, 1e-10));
}

TEST(CorrelationRatio, OfAStraightLineIsNearlyOneAndOfNoiseNearlyZero) {
  std::vector<double> x;
  std::vector<double> line;
  std::vector<double> parabola;
  std::vector<double> noise;
  for (std::uint32_t i = 0; i < 400; ++i) {
    x.push_back(testing::uniform(1, i) - 0.5);
    line.push_back(3 * x.back() + 1);
    parabola.push_back(x.back() * x.back());
    noise.push_back(testing::uniform(2, i));
  }
  EXPECT_GT(correlation_ratio(x, line), 0.999);
  EXPECT_GT(correlation_ratio(x, parabola), 0.99);
  EXPECT_LT(std::pow(correlation(x, parabola).r, 2), 0.05) << "which a line does not see";
  EXPECT_LT(correlation_ratio(x, noise), 0.05);
  EXPECT_TRUE(is_missing(correlation_ratio(x, std::vector<double>(400, 2.0))));
}

}  // namespace
}  // namespace zonerank::test_correlation
