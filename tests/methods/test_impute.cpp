#include "zonerank/methods/impute.hpp"

#include "support/fifty.hpp"
#include "support/testing.hpp"
#include "zonerank/methods/detail/imputations.hpp"

namespace zonerank::test_impute {
namespace {

using testing::all_close;
using testing::Fifty;
using ::testing::HasSubstr;

Imputed imputed(const MatrixRef& x, const Imputation& method, const ImputationInput& input = {}) {
  return impute(x, {&method, 1}, input);
}

const double gap = missing;

TEST(Impute, ByColumnAndGroupIsWorkedByHand) {
  Matrix x(5, 1);
  x << 1, 2, 9, gap, gap;
  EXPECT_EQ(imputed(x, ImputeMean{}).values(3, 0), 4.0);
  EXPECT_EQ(imputed(x, ImputeMedian{}).values(4, 0), 2.0);
  const ImputationInput groups{.groups = {"a", "a", "b", "a", ""}};
  const Imputed by_group = imputed(x, ImputeGroupMean{}, groups);
  EXPECT_EQ(by_group.values(3, 0), 1.5);
  EXPECT_TRUE(is_missing(by_group.values(4, 0))) << "a zone in no group";
  EXPECT_EQ(by_group.left, 1);
  ASSERT_EQ(by_group.filled.size(), 1U);
  EXPECT_EQ(by_group.filled[0].row, 3);
  EXPECT_EQ(by_group.filled[0].method, "group-mean");
}

TEST(Impute, EachYearOnItsOwn) {
  Matrix x(4, 1);
  x << 1, gap, 100, gap;
  const ImputationInput input{.zones = {"A", "B", "A", "B"}, .years = {2019, 2019, 2020, 2020}};
  EXPECT_TRUE(all_close(imputed(x, ImputeMean{}, input).values, Matrix{{1}, {1}, {100}, {100}}, 0));
}

/// The zone is at 1/2 of its only other indicator, the second of which less is better.
TEST(Impute, ByTheZonesOwnLevel) {
  Matrix x(3, 2);
  x << 0, 10, 8, 20, gap, 15;
  const std::vector<Direction> up = {Direction::more_is_better, Direction::more_is_better};
  EXPECT_EQ(imputed(x, ImputeRowMean{}, {.directions = up}).values(2, 0), 4.0);
  x(2, 1) = 12;
  const std::vector<Direction> down = {Direction::more_is_better, Direction::less_is_better};
  EXPECT_DOUBLE_EQ(imputed(x, ImputeRowMean{}, {.directions = down}).values(2, 0), 6.4);
  const ImputationInput apart{.siblings = {"a", "b"}};
  EXPECT_EQ(imputed(x, ImputeRowMean{}, apart).left, 1) << "no sibling has a value";
}

TEST(Impute, ByTheNearestZones) {
  Matrix x(4, 2);
  x << 1, 10, 2, 20, 9, 90, 1.2, gap;
  EXPECT_EQ(imputed(x, ImputeNearest{1}).values(3, 1), 10.0);
  EXPECT_EQ(imputed(x, ImputeNearest{2}).values(3, 1), 15.0);
  EXPECT_EQ(imputed(x, ImputeNearest{50}).values(3, 1), 40.0) << "as many as there are";
}

TEST(Impute, ByRegressionOfAnExactLine) {
  Matrix x(8, 3);
  for (Index i = 0; i < 8; ++i) {
    const auto t = static_cast<double>(i);
    x.row(i) << t, 3 * t - 2, (i % 3 == 0 ? 1.0 : -1.0);
  }
  x(5, 1) = gap;
  EXPECT_NEAR(imputed(x, ImputeRegression{1}).values(5, 1), 13.0, 1e-12);
}

TEST(Impute, OverTheYears) {
  Matrix x(5, 1);
  x << gap, 10, gap, gap, 80;
  const ImputationInput input{.zones = {"A", "A", "A", "A", "A"},
                              .years = {2015, 2016, 2017, 2018, 2019}};
  EXPECT_TRUE(all_close(imputed(x, ImputeLinear{}, input).values,
                        Matrix{{10}, {10}, {10 + 70.0 / 3}, {10 + 140.0 / 3}, {80}}, 1e-15));
  EXPECT_TRUE(all_close(imputed(x, ImputeConstant{}, input).values,
                        Matrix{{10}, {10}, {10}, {10}, {80}}, 0));
  EXPECT_TRUE(all_close(imputed(x, ImputeLatest{}, input).values,
                        Matrix{{gap}, {10}, {10}, {10}, {80}}, 0));
  EXPECT_TRUE(all_close(imputed(x, ImputeLatest{1}, input).values,
                        Matrix{{gap}, {10}, {10}, {gap}, {80}}, 0));
  EXPECT_TRUE(all_close(imputed(x, ImputeGrowth{}, input).values,
                        Matrix{{5}, {10}, {20}, {40}, {80}}, 1e-14))
      << "doubles every year";
}

// Little & Rubin (2020), example 7.1 kind: with a monotone pattern of two columns the maximum
// likelihood estimate is the regression estimate.
TEST(Em, OfAMonotonePatternIsTheRegressionEstimate) {
  Matrix x(6, 2);
  x << 1, 2, 2, 4.5, 3, 5.5, 4, 8.5, 5, gap, 6, gap;
  const EmEstimate e = estimate_em(x, {.tolerance = 1e-12});
  EXPECT_TRUE(e.converged);
  const double slope = 10.25 / 5;  // of the four whole rows: sum dx dy 10.25, sum dx^2 5
  EXPECT_NEAR(e.mean[0], 3.5, 1e-12);
  EXPECT_NEAR(e.mean[1], 5.125 + slope * (3.5 - 2.5), 1e-9);
  Imputed filled = imputed(x, ImputeEm{.tolerance = 1e-12});
  EXPECT_NEAR(filled.values(5, 1), 5.125 + slope * 3.5, 1e-8);
}

TEST(Em, RaisesTheLikelihoodAtEveryStep) {
  Matrix x = testing::random_matrix(3, 30, 4).array().log();
  for (Index i = 0; i < 30; ++i) x(i, i % 4) = i % 3 == 0 ? gap : x(i, i % 4);
  double before = -1e300;
  for (int k = 1; k < 30; ++k) {
    const double now = estimate_em(x, {.max_iterations = k, .tolerance = 1e-15}).log_likelihood;
    EXPECT_GE(now, before - 1e-9);
    before = now;
  }
}

TEST(Em, DrawsAreCountedAndSpread) {
  Matrix x = testing::random_matrix(3, 30, 3).array().log();
  x(4, 1) = x(4, 2) = x(9, 0) = gap;
  const Imputed mean = imputed(x, ImputeEm{});
  const Imputed first = imputed(x, ImputeEm{.draw = 1});
  EXPECT_TRUE(all_close(first.values, imputed(x, ImputeEm{.draw = 1}).values, 0)) << "replayed";
  EXPECT_NE(first.values(4, 1), imputed(x, ImputeEm{.draw = 2}).values(4, 1));
  EXPECT_NE(first.values(4, 1), imputed(x, ImputeEm{.draw = 1, .seed = 2}).values(4, 1));
  double sum = 0.0;
  for (int k = 1; k <= 400; ++k) sum += imputed(x, ImputeEm{.draw = k}).values(4, 1);
  const double deviation = std::sqrt(mean.em.covariance(1, 1));
  EXPECT_NEAR(sum / 400, mean.values(4, 1), 5 * deviation / 20) << "five standard errors";
}

TEST(Impute, LeavesWhatNothingIsKnownOf) {
  Matrix x(4, 2);
  x << gap, 1, gap, 2, gap, 3, gap, gap;
  for (const Imputation& method :
       std::vector<Imputation>{ImputeMean{}, ImputeNearest{}, ImputeRegression{}, ImputeEm{}}) {
    const Imputed r = imputed(x, method);
    EXPECT_TRUE(r.values.col(0).array().isNaN().all());
    EXPECT_GE(r.left, 4);
  }
  EXPECT_EQ(imputed(x, NoImputation{}).left, 5);
}

TEST(Impute, NamesWhatIsLacking) {
  Matrix x(2, 1);
  x << 1, gap;
  EXPECT_ERROR(
      imputed(x, ImputeGroupMean{}),
      HasSubstr("imputation: the method \"group-mean\" needs the option \"groups\": a group "
                "of every zone"));
  EXPECT_ERROR(imputed(x, ImputeLatest{}), HasSubstr("needs the option \"zones and years\""));
  EXPECT_ERROR(imputed(x, ImputeMean{}, {.zones = {"A"}}),
               HasSubstr("zones: has 1 entries, but the values have 2 rows"));
  x(0, 0) = -1;
  EXPECT_ERROR(
      imputed(x, ImputeGrowth{}, {.columns = {"profit"}, .zones = {"A", "A"}, .years = {1, 2}}),
      HasSubstr("zone A, 1, profit: \"growth\" of -1 is not defined: growth needs values above"));
}

TEST(Availability, CountsGapsAndZeros) {
  Matrix x(2, 4);
  x << 0, 1, gap, 3, gap, gap, gap, gap;
  const auto a = availability(x);
  EXPECT_EQ(a[0].missing_values, 1);
  EXPECT_EQ(a[0].zeros, 1);
  EXPECT_EQ(a[0].available, 0.75);
  EXPECT_NEAR(a[0].nonzero, 2.0 / 3, 1e-15);
  EXPECT_TRUE(is_missing(a[1].nonzero));
}

/// EM compares its objective, the likelihood; regression and interpolation their values.
TEST(FiftyDigitsImputations, AreWithinTheirBounds) {
  double worst_em = 0.0;
  double worst_line = 0.0;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    if (seed % 5 == 4)
      continue;  // of columns that repeat each other a threshold decides which counts
    const Matrix x = testing::random_matrix(seed, 12, 4).array().log();
    std::vector<std::vector<std::optional<double>>> rows;
    std::vector<std::vector<std::optional<Fifty>>> exact;
    for (Index i = 0; i < 12; ++i) {
      rows.emplace_back();
      exact.emplace_back();
      for (Index j = 0; j < 4; ++j) {
        const bool lacks = (i + j + seed) % 5 == 0;
        rows.back().push_back(lacks ? std::nullopt : std::optional(x(i, j)));
        exact.back().push_back(lacks ? std::nullopt : std::optional(Fifty(x(i, j))));
      }
    }
    const auto e = detail::em_normal(rows, 200, 1e-13, 1e-10);
    const auto reference = detail::em_normal(exact, 200, Fifty(1e-13), Fifty(1e-10));
    const double error = static_cast<double>(abs(reference.log_likelihood - e.log_likelihood));
    worst_em = std::max(worst_em, error / (1 + std::abs(e.log_likelihood)));
    std::vector<std::vector<double>> whole;
    std::vector<std::vector<Fifty>> whole_exact;
    for (Index i = 0; i < 11; ++i) {
      whole.push_back({x(i, 0), x(i, 3)});
      whole_exact.push_back({Fifty(x(i, 0)), Fifty(x(i, 3))});
    }
    const double line = detail::regress(whole, {x(11, 0)}, 1e-10);
    const Fifty exact_line = detail::regress(whole_exact, {Fifty(x(11, 0))}, Fifty(1e-10));
    worst_line =
        std::max(worst_line, static_cast<double>(abs(exact_line - line)) / (1 + std::abs(line)));
  }
  EXPECT_LE(worst_em, 2e-9) << "sweeps multiply errors by the condition of the covariance";
  EXPECT_LE(worst_line, 1e-13);
}

}  // namespace
}  // namespace zonerank::test_impute
